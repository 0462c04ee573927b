//! Where houses come in: a folder picked or dropped, or the sample; and the progress of reading them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Event, FileSystemEntry};

use super::document::element;
use super::dom::{View, html, several};
use super::files::{self};
use super::folder::{self, open_listed};
use super::next::is_next;
use super::page::Page;
use super::parts::{button, fixed, icon, never, why};
use facade_app::data_report::data_name;
use facade_app::steps::{Action, why_no_intake};
use facade_text as text;
use facade_text::format::{count, duration};

/// Reads what was picked.
fn open(page: Page, event: &Event) {
    let Some(picked) = files::picked(event) else { return };
    let name = files::name_of(&picked.1);
    let mut drop = 0;
    page.tell(|link| drop = link.expect_files(name.clone()));
    spawn_local(async move {
        let files = files::take_while(picked, || page.awaits_files(drop)).await;
        open_listed(page, drop, name, files);
    });
}

/// Reads what was dropped, once its files are listed.
async fn open_dropped(page: Page, entries: Vec<FileSystemEntry>) {
    // Something else than files, such as a selected text, is none of our business.
    let Some(name) = entries.first().map(FileSystemEntry::name) else { return };
    let mut drop = 0;
    page.tell(|link| drop = link.expect_files(name.clone()));
    open_listed(page, drop, name, files::walk(entries, || page.awaits_files(drop)).await);
}

pub(super) fn dropzone(page: Page) -> View {
    let reason = page.memo(why_no_intake);
    let over = RwSignal::new(false);
    let dropped = move |event: Event| {
        event.prevent_default();
        over.set(false);
        if reason.with_untracked(Option::is_some) {
            return;
        }
        if let Some(transfer) = files::transfer(&event) {
            spawn_local(open_dropped(page, files::entries(&transfer)));
        }
    };
    let hover = move |event: Event| {
        event.prevent_default();
        over.set(true);
    };
    let loaded = page.memo(|s| s.data.is_some());
    let reading = page.memo(|s| s.intake.is_some());
    let mapping = page.memo(|s| s.mapping.is_some());
    let title = move || if loaded.get() { text::load_drop_another() } else { text::load_drop_here() };
    html! {
        <div class="drop" class:over={move || over.get()} role="group" aria-label={text::load_zone()} data-testid="drop-zone"
            on:dragover={hover} on:dragleave={move |_| over.set(false)} on:drop={dropped}>
            <i class="h i1"></i><i class="v i2"></i><i class="h i3"></i><i class="v i4"></i>
            <i class="h i5"></i><i class="v i6"></i><i class="h i7"></i><i class="v i8"></i>
            {move || match (reading.get(), mapping.get()) {
                (true, _) => progress(page),
                (false, true) => super::mapping::mapping(page),
                (false, false) => choices(page, title()),
            }}
            <input id="files-input" type="file" multiple hidden aria-label={text::load_files()} accept=".zip,.csv,.tsv,.txt,image/*"
                data-testid="choose-files-input" on:change={move |event| open(page, &event)}/>
            // The input outlives the choices: the header's button opens it too.
            <input id="folder-input" type="file" prop:webkitdirectory={true} multiple hidden aria-label={text::load_folder()}
                data-testid="choose-folder-input" on:change={move |event| open(page, &event)}/>
        </div>
    }
}

fn choices(page: Page, title: &'static str) -> View {
    let reason = page.memo(why_no_intake);
    let click = |id: &'static str| {
        move || {
            if let Some(input) = element(id) {
                input.click();
            }
        }
    };
    let sample = move || page.tell(|link| link.open_sample(page.tile()));
    html! {
        <h3>{title}</h3>
        <p class="s dim">{with_names(text::load_what_is_needed())}</p>
        <div class="btns">
            {button("choose-folder", "intake", "folder", fixed(text::load_choose_folder()), reason, is_next(page, Action::ChooseFolder), Box::new(move || folder::choose(page)))}
            {button("choose-files", "intake", "open", fixed(text::load_choose_files()), reason, never(), Box::new(click("files-input")))}
            {button("use-sample", "intake", "", fixed(text::load_use_sample()), reason, never(), Box::new(sample))}
        </div>
        {move || page.last_folder.get().map(|folder| {
            let label = text::load_open_again(folder.name());
            button("open-last", "intake", "folder", Box::new(move || label.clone()), reason, never(), Box::new(move || folder::open_last(page)))
        })}
        {why("intake", reason)}
        <p class="fine">{text::load_sample_is_drawn()}</p>
    }
}

/// A text in which names of files stand between backticks.
fn with_names(text: &'static str) -> View {
    several(text.split('`').enumerate().map(|(at, piece)| {
        if at % 2 == 0 {
            html! { {piece} }
        } else {
            html! { <code class="nb">{piece}</code> }
        }
    }))
}

fn progress(page: Page) -> View {
    let intake = page.memo(|s| s.intake.clone());
    let name = move || intake.with(|i| i.as_ref().map(|i| text::load_reading(data_name(&i.name))));
    let share = move || intake.with(|i| i.as_ref().map_or(0.0, |i| i.share() * 100.0));
    let words = move || {
        intake.with(|i| match i {
            Some(i) if i.total > 0 => text::load_photos_done(count(i.done), count(i.total)),
            _ => text::load_looking().to_owned(),
        })
    };
    let left = move || {
        let seconds = intake.with(|i| i.as_ref()?.seconds_left());
        seconds.map(|seconds| format!(", {}", text::load_time_left(duration(seconds))))
    };
    let cancel = move |_| page.tell(|link| link.cancel_intake());
    html! {
        <div class="reading" data-testid="intake">
            <p class="pill running">{name}</p>
            <div class="meter" role="progressbar" aria-label={text::load_photos_read()} aria-valuemin="0" aria-valuemax="100"
                aria-valuenow={move || format!("{:.0}", share())}><span style={move || format!("width:{:.1}%", share())}></span></div>
            <p class="s" data-testid="intake-progress">{words}<b>{left}</b></p>
            <button class="btn" type="button" data-testid="cancel-intake" on:click={cancel}>{icon("close")} {text::load_cancel()}</button>
            <p class="fine">{text::load_cancel_keeps()}</p>
        </div>
    }
}
