//! The library: a table of what is saved, and buttons to save and open.

use leptos::prelude::*;
use web_sys::Event;

use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::components::rename_field::RenameField;
use crate::page::Page;
use facade_app::availability::model_load_blocked_by;
use facade_app::file_name::{Extension, stem};
use facade_app::library::ItemKind;
use facade_app::notice::Place;
use facade_app::saved::ago;
use facade_app::state::State;
use facade_app::store_status::StoreOwner;
use facade_text as text;
use facade_text::format::size;

#[component]
pub(crate) fn LibraryPanel() -> impl IntoView {
    view! {
        <div class="keep c12" id="shelf">
            <div class="c4">
                <h3>{text::shelf_heading()}</h3>
                <p class="sub">{text::shelf_how()}</p>
            </div>
            <SaveButtons />
            <FileButtons />
            <div class="c12">
                <LibraryTable />
                <DeletedNotice />
                <ImportedNotice />
            </div>
        </div>
    }
}

/// Why there is no workspace to save.
fn workspace_save_blocked_by(s: &State) -> Option<String> {
    (s.list.entries().is_empty() && s.model.is_none()).then(|| text::shelf_nothing().to_owned())
}

/// Why the library cannot be changed.
fn library_blocked_by(s: &State) -> Option<String> {
    let denied = matches!(s.store_status.owner, StoreOwner::Denied | StoreOwner::Unresponsive);
    denied.then(|| text::shelf_denied().to_owned())
}

/// Buttons that save to the library.
#[component]
fn SaveButtons() -> impl IntoView {
    let page = Page::from_context();
    let workspace_blocked = page.memo(|s| library_blocked_by(s).or_else(|| workspace_save_blocked_by(s)));
    let model_blocked = page.memo(|s| {
        let none = s.model.is_none().then(|| text::predict_no_model().to_owned());
        none.or_else(|| library_blocked_by(s))
    });
    let save_workspace = move || {
        page.with_workspace(move |workspace, kind| {
            if let Some(bytes) = workspace.pack() {
                page.add_to_library(kind, None, bytes);
            }
        });
    };
    let save_model = move || {
        let model =
            page.state.with_untracked(|s| s.model.as_ref().map(|m| (m.file_name.clone(), m.file.clone())));
        if let Some((name, file)) = model {
            let name = stem(&name, Extension::Safetensors).to_owned();
            page.add_to_library(ItemKind::Model, Some(name), file.to_vec());
        }
    };
    view! {
        <div class="c4">
            <div class="btns">
                <Button
                    testid="keep-session"
                    reason_id="keep-session"
                    icon="save"
                    label=text::shelf_keep()
                    blocked=workspace_blocked
                    on_click=save_workspace
                />
                <Button
                    testid="keep-model"
                    reason_id="keep-model"
                    icon="save"
                    label=text::shelf_keep_model()
                    blocked=model_blocked
                    on_click=save_model
                />
            </div>
            <BlockedReason reason_id="keep-session" reason=workspace_blocked />
            <BlockedReason reason_id="keep-model" reason=model_blocked />
        </div>
    }
}

/// Buttons that save and open workspaces as files.
#[component]
fn FileButtons() -> impl IntoView {
    let page = Page::from_context();
    let save_blocked = page.memo(workspace_save_blocked_by);
    let load_blocked = page.memo(model_load_blocked_by);
    let is_load_blocked = move || load_blocked.with(Option::is_some);
    let save = move || page.download_session();
    let open = move |event: Event| {
        page.read_picked_file(&event, Place::Predict, move |name, bytes| page.open_workspace(&name, &bytes));
    };
    view! {
        <div class="c4">
            <div class="btns">
                <Button
                    testid="save-session"
                    reason_id="save-session"
                    icon="save"
                    label=text::shelf_save()
                    blocked=save_blocked
                    on_click=save
                />
                <span class="btn pick" aria-disabled=move || is_load_blocked().to_string()>
                    <Icon name="open" />
                    " "
                    {text::shelf_open()}
                    <input
                        type="file"
                        accept=Extension::Facade.text()
                        aria-label=text::shelf_open_file()
                        data-testid="open-session-input"
                        disabled=is_load_blocked
                        aria-describedby="why-load"
                        on:change=open
                    />
                </span>
            </div>
            <BlockedReason reason_id="save-session" reason=save_blocked />
        </div>
    }
}

/// The items of the library, newest first.
#[component]
fn LibraryTable() -> impl IntoView {
    let page = Page::from_context();
    let ids = page.memo(|s| s.library.items.iter().rev().map(|item| item.id).collect::<Vec<u32>>());
    view! {
        <Show when=move || !ids.with(Vec::is_empty)>
            <table class="runs gap" data-testid="shelf">
                <caption class="vh">{text::shelf_heading()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::shelf_name()}</th>
                        <th scope="col">{text::shelf_what()}</th>
                        <th scope="col" class="opt6">
                            {text::shelf_when()}
                        </th>
                        <th scope="col" class="n opt6">
                            {text::shelf_size()}
                        </th>
                        <th scope="col">
                            <span class="vh">{text::shelf_do()}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || ids.get() key=|id| *id let:id>
                        <ItemRow id />
                    </For>
                </tbody>
            </table>
        </Show>
    }
}

#[component]
fn ItemRow(id: u32) -> impl IntoView {
    let page = Page::from_context();
    let item = page.memo(move |s| s.library.items.iter().find(|item| item.id == id).cloned());
    let name = Signal::derive(move || item.get().map(|item| item.name).unwrap_or_default());
    let content = move || item.get().map(|item| item.content_text());
    let saved = move || {
        let item = item.get().filter(|item| item.saved_ms > 0.0)?;
        Some(ago((js_sys::Date::now() - item.saved_ms) / 1e3))
    };
    let item_size = move || item.get().map(|item| size(item.size));
    let load_blocked = page.memo(model_load_blocked_by);
    let open = move |_| {
        if let Some(item) = item.get_untracked().filter(|_| load_blocked.with_untracked(Option::is_none)) {
            page.with_library_bytes(item, move |item, bytes| match item.kind {
                ItemKind::Model => page.load_model(item.file_name(), bytes),
                ItemKind::Workspace { .. } | ItemKind::Unknown => page.open_workspace(&item.name, &bytes),
            });
        }
    };
    let download = move |_| {
        if let Some(item) = item.get_untracked() {
            page.with_library_bytes(item, move |item, bytes| {
                page.download(Place::Predict, &item.name, item.kind.extension(), &bytes)
            });
        }
    };
    let delete = move |_| {
        if let Some(item) = item.get_untracked() {
            page.delete_library_item(item);
        }
    };
    let rename = move |name: String| {
        page.change_library(move |library| {
            library.rename(id, name);
            None
        });
    };
    view! {
        <tr>
            <th scope="row">
                <RenameField testid=format!("shelf-rename-{id}") name on_rename=rename />
            </th>
            <td>{content}</td>
            <td class="opt6">{saved}</td>
            <td class="n opt6">{item_size}</td>
            <td class="acts">
                <button
                    class="textbtn"
                    type="button"
                    data-testid=format!("shelf-open-{id}")
                    aria-label=move || text::shelf_open_named(name.get())
                    aria-disabled=move || load_blocked.with(Option::is_some).to_string()
                    title=move || load_blocked.get()
                    on:click=open
                >
                    {text::shelf_open_one()}
                </button>
                <button
                    class="textbtn"
                    type="button"
                    data-testid=format!("shelf-save-{id}")
                    aria-label=move || text::shelf_save_named(name.get())
                    on:click=download
                >
                    {text::shelf_save_one()}
                </button>
                <button
                    class="textbtn"
                    type="button"
                    data-testid=format!("shelf-delete-{id}")
                    aria-label=move || text::shelf_delete_named(name.get())
                    on:click=delete
                >
                    {text::shelf_delete()}
                </button>
            </td>
        </tr>
    }
}

/// Says that an item was deleted, with a button to restore it.
#[component]
fn DeletedNotice() -> impl IntoView {
    let page = Page::from_context();
    let deleted = move || page.deleted_items.with(|items| items.last().map(|(item, _)| item.name.clone()));
    let notice = move |name: String| {
        view! {
            <p class="s gap-s" role="status" data-testid="shelf-deleted">
                {text::shelf_deleted(name)}
                " "
                <button
                    class="textbtn"
                    type="button"
                    data-testid="shelf-undo"
                    on:click=move |_| page.undo_delete_library_item()
                >
                    {text::shelf_undo()}
                </button>
            </p>
        }
    };
    move || deleted().map(notice)
}

/// Says that an opened workspace added runs to the list, with a button to remove them.
#[component]
fn ImportedNotice() -> impl IntoView {
    let page = Page::from_context();
    let imported = move || page.last_import.with(|import| import.as_ref().map(|import| import.numbers.len()));
    let notice = move |runs: usize| {
        view! {
            <p class="s gap-s" data-testid="session-opened">
                {text::shelf_came(runs)}
                " "
                <button
                    class="textbtn"
                    type="button"
                    data-testid="undo-opened"
                    on:click=move |_| page.undo_import()
                >
                    {text::shelf_undo()}
                </button>
            </p>
        }
    };
    move || imported().map(notice)
}
