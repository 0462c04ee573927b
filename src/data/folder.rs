//! Choosing a folder of houses.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::FileSystemDirectoryHandle;

use crate::browser::document::element;
use crate::browser::files::{self, PickedFile};
use crate::browser::folder_picker;
use crate::page::Page;
use facade_app::notice::{NoticeKind, Place};
use facade_data::MAX_FILES;
use facade_text as text;
use facade_text::format::count;

/// Lets the visitor choose a folder: with a picker whose choice can be remembered or, if the browser has none, with the folder
/// input.
pub(crate) fn choose_folder(page: Page) {
    if !folder_picker::is_supported() {
        if let Some(input) = element("folder-input") {
            input.click();
        }
        return;
    }
    spawn_local(async move {
        match folder_picker::pick().await {
            Ok(folder) => {
                page.remember_folder(&folder);
                read_folder(page, folder).await;
            }
            // The visitor closed the picker.
            Err(error) if folder_picker::error_name(&error) == "AbortError" => {}
            Err(_) => report_refusal(page, text::load_picked_refused().to_owned()),
        }
    });
}

/// Opens the folder of an earlier visit, once the visitor allows it again.
pub(crate) fn open_last_folder(page: Page) {
    let Some(folder) = page.last_folder.get_untracked() else { return };
    spawn_local(async move {
        if folder_picker::request_permission(&folder).await {
            read_folder(page, folder).await;
        } else {
            report_refusal(page, text::load_last_refused(folder.name()));
        }
    });
}

fn report_refusal(page: Page, text: String) {
    page.state.update(|s| s.notice(NoticeKind::Error, Place::Data, text));
}

async fn read_folder(page: Page, folder: FileSystemDirectoryHandle) {
    let name = folder.name();
    let mut number = 0;
    page.with_workers(|workers| number = workers.announce_files(name.clone()));
    match folder_picker::list_files(&folder, || page.awaits_files(number)).await {
        Ok(files) => open_files(page, number, name, files),
        Err(error) => {
            let text = match folder_picker::error_name(&error).as_str() {
                "NotFoundError" => text::load_folder_gone(name),
                _ => text::load_folder_unreadable(name),
            };
            page.with_workers(|workers| workers.fail_announced(number, text));
        }
    }
}

/// Reads a folder that was announced, now that its files are listed.
pub(crate) fn open_files(page: Page, number: u32, name: String, files: Vec<PickedFile>) {
    let name = if files.is_empty() { name } else { files::folder_name(&files) };
    if files.len() > MAX_FILES {
        return page.with_workers(|workers| {
            workers.fail_announced(number, text::t!(dataset_many_files, name, most = count(MAX_FILES)))
        });
    }
    let (paths, files) = files.into_iter().unzip();
    page.suggest_recipe();
    let (looks, device) = page.form.with_untracked(|form| (form.model().is_pretrained(), form.device));
    let tiling = (page.tile_size(), looks);
    page.with_workers(|workers| workers.open_announced(number, name, files, paths, tiling, device));
}
