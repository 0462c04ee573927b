//! The next step that the page suggests.

use leptos::prelude::*;

use crate::page::Page;
use facade_app::next_step::{Action, NextStep, next_step};

pub(crate) fn next_step_memo(page: Page) -> Memo<NextStep> {
    Memo::new(move |_| {
        let chosen = page.chosen_photos();
        page.state.with(|s| next_step(s, &chosen))
    })
}

/// Whether `action` is the next step and its place is in view: then its button there is the primary one.
pub(crate) fn is_next(page: Page, action: Action) -> Signal<bool> {
    let next = next_step_memo(page);
    Signal::derive(move || next.with(|n| n.action == action && n.place == page.current_place.get()))
}
