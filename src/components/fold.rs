//! What few people need, folded. What is open stays open for the next run.

use leptos::html;
use leptos::prelude::*;

use crate::page::Page;

#[component]
pub(crate) fn Fold(
    /// Identifies it, in the page too.
    id: &'static str,
    title: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let page = Page::from_context();
    let details = NodeRef::<html::Details>::new();
    let is_open = Memo::new(move |_| page.open_folds.with(|open| open.contains(&id)));
    // The browser opens and closes it.
    let toggled = move |_| {
        let Some(details) = details.get_untracked() else { return };
        page.open_folds.update(|open| {
            open.retain(|other| *other != id);
            if details.open() {
                open.push(id);
            }
        });
    };
    view! {
        <details
            class="blk c12 fold"
            id=id
            data-testid=id
            node_ref=details
            open=move || is_open.get()
            on:toggle=toggled
        >
            <summary>{title}</summary>
            <Show when=move || is_open.get()>
                <div class="cols">{children()}</div>
            </Show>
        </details>
    }
}

impl Page {
    /// Unfolds something.
    pub(crate) fn unfold(self, id: &'static str) {
        self.open_folds.update(|open| {
            if !open.contains(&id) {
                open.push(id);
            }
        });
    }
}
