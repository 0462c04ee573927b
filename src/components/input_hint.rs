//! Instructions that depend on how the visitor works the page.

use leptos::prelude::*;

/// An instruction for a pointer and a keyboard, and one for touch. The style sheet shows the one that fits the device.
#[component]
pub(crate) fn InputHint(
    #[prop(into)] pointer: String,
    #[prop(into, optional)] touch: String,
) -> impl IntoView {
    view! {
        <span class="by-pointer">{pointer}</span>
        <span class="by-touch">{touch}</span>
    }
}
