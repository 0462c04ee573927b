//! The next step that the page suggests.

use leptos::prelude::*;

use crate::page::Page;
use facade_app::availability::needs_photos_again;
use facade_app::form::Form;
use facade_app::next_step::{Action, NextStep, next_step, with_selection};
use facade_app::notice::Place;
use facade_app::select_model::candidates;
use facade_text as text;

pub(crate) fn next_step_memo(page: Page) -> Memo<NextStep> {
    Memo::new(move |_| {
        let chosen = page.chosen_photos();
        let step = page.state.with(|s| next_step(s, &chosen));
        if step.action != Action::Start {
            return step;
        }
        if let Some(folder) = page.last_folder.with(|folder| folder.as_ref().map(|folder| folder.name()))
            && page.state.with(|state| page.form.with(|form| needs_photos_again(state, form)))
        {
            let (prompt, label) = (text::step_open_last().to_owned(), text::load_open_again(folder));
            return NextStep { prompt, label, place: Place::Data, action: Action::OpenLast };
        }
        // Not once the visitor has chosen a network.
        if !page.form.with(Form::is_suggested) {
            return step;
        }
        // The houses are split for each candidate: not after each epoch.
        with_selection(step, candidate_forms(page).len())
    })
}

/// The networks among which the page would choose: none for the sample houses.
pub(crate) fn candidate_forms(page: Page) -> Vec<Form> {
    page.form.with(|form| {
        page.state.with(|state| {
            let is_own = state.data.as_ref().is_some_and(|data| data.name != facade_data::SAMPLE_NAME);
            if is_own { candidates(state, form) } else { Vec::new() }
        })
    })
}

/// Whether `action` is the next step and its place is in view: then its button there is the primary one.
pub(crate) fn is_next(page: Page, action: Action) -> Signal<bool> {
    let next = next_step_memo(page);
    Signal::derive(move || next.with(|n| n.action == action && n.place == page.current_place.get()))
}
