//! Sentences about what the browser stores, and about what an update of the page would lose.

use super::run_list::MAX_ENTRIES;
use super::state::State;
use super::store_status::StoreOwner;
use facade_record::{RecordKind, SupportedVersions, kinds, parse_versions};
use facade_text as text;
use facade_text::format::{count, list};

/// What the browser stores for the next visit; `None` if nothing.
pub fn stored_text(state: &State) -> Option<String> {
    let things = stored_things(state);
    match things.as_slice() {
        [] => (!state.store_status.quarantined.is_empty() || state.store_status.stuck)
            .then(|| text::words_keeps_unusable().to_owned()),
        things => Some(text::words_keeps(things_text(things))),
    }
}

/// Its name, and the kinds of record that it is stored in.
type StoredThing = (String, &'static [RecordKind]);

fn stored_things(state: &State) -> Vec<StoredThing> {
    let stored = &*state.store_status;
    let mut things: Vec<StoredThing> = Vec::new();
    if stored.houses {
        things.push((text::words_keeps_houses().to_owned(), &[kinds::HOUSES, kinds::EXCLUDED]));
    }
    if let Some(run) = &stored.run {
        let words = text::t!(words_keeps_run, run = run.number, epoch = count(run.epochs_done()));
        things.push((words, &[kinds::RUN, kinds::CHECKPOINT]));
    }
    if stored.listed > 0 {
        things.push((text::words_keeps_listed(stored.listed), &[kinds::ENTRY]));
    }
    let by_hand = state.library.items.len();
    if by_hand > 0 {
        let kinds = &[kinds::LIBRARY, kinds::WORKSPACE, kinds::ENTRY, kinds::MODEL];
        things.push((text::words_keeps_shelf(by_hand), kinds));
    }
    if stored.model {
        things.push((text::words_keeps_model().to_owned(), &[kinds::MODEL]));
    }
    if stored.folder {
        things.push((text::words_keeps_folder().to_owned(), &[]));
    }
    things
}

fn things_text(things: &[StoredThing]) -> String {
    let words: Vec<&str> = things.iter().map(|(words, _)| words.as_str()).collect();
    list(&words)
}

/// Whether the browser grants persistent storage; `None` if it was not asked or nothing is stored.
pub fn persistence_text(state: &State) -> Option<&'static str> {
    stored_text(state)?;
    Some(if state.store_status.persistent? { text::words_lasting() } else { text::words_not_lasting() })
}

/// How long the list of runs and series lasts.
pub fn list_storage_text(state: &State) -> String {
    match state.store_status.owner {
        StoreOwner::Denied => text::words_list_denied().to_owned(),
        StoreOwner::Unresponsive => text::words_list_silent().to_owned(),
        StoreOwner::OtherTab => text::words_list_other_tab().to_owned(),
        StoreOwner::Unknown | StoreOwner::ThisTab if is_saved(state) => text::words_list_kept(MAX_ENTRIES),
        StoreOwner::Unknown | StoreOwner::ThisTab => text::words_list_unsaved().to_owned(),
    }
}

/// Whether the active run is saved.
pub fn saving_text(state: &State) -> Option<String> {
    let run = state.active_run()?;
    match state.store_status.owner {
        StoreOwner::OtherTab => Some(text::words_not_saved_tab().to_owned()),
        StoreOwner::Denied => Some(text::words_not_saved().to_owned()),
        StoreOwner::Unresponsive => Some(text::words_not_saved_silent().to_owned()),
        StoreOwner::Unknown | StoreOwner::ThisTab => {
            let saved = state.store_status.run.as_ref().filter(|saved| saved.number == run.number)?;
            Some(text::words_saved(count(saved.epochs_done())))
        }
    }
}

/// Whether to save a workspace before a newer version of the page is loaded: something of this tab would be lost, and
/// a workspace would bring it back. `newer` is what that version reads, if it says so.
pub fn update_loses_data(state: &State, newer: Option<&SupportedVersions>) -> bool {
    match newer {
        None => !is_saved(state) || state.store_status.any(),
        Some(_) => !is_saved(state) && WORKSPACE_KINDS.iter().all(is_readable_by(newer)),
    }
}

/// The kinds of a workspace's records.
const WORKSPACE_KINDS: [RecordKind; 4] = [kinds::WORKSPACE, kinds::ENTRY, kinds::MODEL, kinds::SETTINGS];

/// Whether another version reads all versions of a kind that this one reads. What this one reads comes from the line in
/// which other versions look it up: the linker keeps that line only because it is used here.
fn is_readable_by(newer: Option<&SupportedVersions>) -> impl Fn(&RecordKind) -> bool {
    let ours = parse_versions(kinds::VERSIONS_LINE).unwrap_or_default();
    move |kind| {
        let (ours, theirs) = (ours.get(kind.name), newer.and_then(|newer| newer.get(kind.name)));
        matches!((ours, theirs), (Some([oldest, newest]), Some([from, to])) if from <= oldest && newest <= to)
    }
}

/// Whether everything here is saved for another visit.
fn is_saved(state: &State) -> bool {
    let is_denied = matches!(
        state.store_status.owner,
        StoreOwner::Denied | StoreOwner::Unresponsive | StoreOwner::OtherTab
    );
    !is_denied && !state.store_status.stuck && !state.store_status.unsaved
}

/// What a newer version reads of the store, and what it does not read. Every version of a record that may be stored
/// counts, since a newer page may read only the latest.
fn readable_things(state: &State, newer: Option<&SupportedVersions>) -> (Vec<StoredThing>, Vec<StoredThing>) {
    let is_readable = is_readable_by(newer);
    stored_things(state).into_iter().partition(|(_, kinds)| kinds.iter().all(&is_readable))
}

/// That a newer version of the page is available, and what happens to the data here. `newer` is what that version
/// reads, if it says so.
pub fn update_text(state: &State, newer: Option<&SupportedVersions>) -> String {
    let mut words = vec![text::words_newer().to_owned()];
    match (state.active_run(), state.active_series()) {
        (Some(run), _)
            if is_saved(state)
                && state.store_status.run.as_ref().is_some_and(|saved| saved.number == run.number) =>
        {
            words.push(text::words_newer_interrupts(run.number));
        }
        (Some(run), _) => words.push(text::words_newer_ends_run(run.number)),
        (None, Some(series)) => words.push(text::words_newer_ends_series(series.number)),
        (None, None) => {}
    }
    let (readable, unreadable) = readable_things(state, newer);
    if !is_saved(state) {
        words.push(text::words_newer_not_kept().to_owned());
    } else if newer.is_none() && state.store_status.any() {
        words.push(text::words_newer_untold().to_owned());
    } else {
        if !readable.is_empty() {
            words.push(text::words_newer_kept(things_text(&readable)));
        }
        if !unreadable.is_empty() {
            words.push(text::words_newer_unread(things_text(&unreadable)));
        }
    }
    words.join(" ")
}
