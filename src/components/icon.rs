//! Icons.

use leptos::prelude::*;

/// An icon from the sprite in `index.html`. It is decoration: the words beside it say the same.
#[component]
pub(crate) fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="i" aria-hidden="true">
            <use_ href=format!("#i-{name}") />
        </svg>
    }
}
