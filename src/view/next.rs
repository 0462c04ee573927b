//! The next step.

use leptos::prelude::*;

use super::memo::Memo;
use super::page::Page;
use facade_app::steps::{Action, NextStep, next_step};

/// The one next step as the page knows it now.
pub(super) fn next_memo(page: Page) -> Memo<NextStep> {
    Memo::new(move || {
        let chosen = page.chosen();
        page.state.with(|s| next_step(s, &chosen))
    })
}

/// Whether `action` is the next step and its place is in view: then the button there is the filled one.
pub(super) fn is_next(page: Page, action: Action) -> Box<dyn Fn() -> bool> {
    let next = next_memo(page);
    Box::new(move || next.with(|n| n.action == action && n.place == page.current.get()))
}
