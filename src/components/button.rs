//! Buttons, and the reasons why they are blocked.

use leptos::prelude::*;

use super::icon::Icon;

/// A button that stays focusable while it is blocked; the [`BlockedReason`] with the same `reason_id` then says why.
#[component]
pub(crate) fn Button(
    testid: &'static str,
    reason_id: &'static str,
    #[prop(optional)] icon: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] blocked: Signal<Option<String>>,
    /// Whether it is the next step.
    #[prop(optional, into)]
    primary: Signal<bool>,
    on_click: impl Fn() + 'static,
) -> impl IntoView {
    let is_blocked = move || blocked.with(Option::is_some);
    view! {
        <button
            class="btn"
            class:primary=move || primary.get() && !is_blocked()
            type="button"
            data-testid=testid
            aria-disabled=move || is_blocked().to_string()
            aria-describedby=move || is_blocked().then(|| format!("why-{reason_id}"))
            on:click=move |_| {
                if blocked.with_untracked(Option::is_none) {
                    on_click();
                }
            }
        >
            {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
            {label}
        </button>
    }
}

/// The reason why a control is blocked. The control refers to it by `reason_id`.
#[component]
pub(crate) fn BlockedReason(
    reason_id: &'static str,
    #[prop(into)] reason: Signal<Option<String>>,
    /// Whether nothing is locked, and there is only nothing to do.
    #[prop(optional, into)]
    is_idle: Signal<bool>,
) -> impl IntoView {
    let id = format!("why-{reason_id}");
    view! {
        <p class="why gap-s" id=id.clone() data-testid=id hidden=move || reason.with(Option::is_none)>
            <Show when=move || !is_idle.get()>
                <Icon name="lock" />
                " "
            </Show>
            <span>{reason}</span>
        </p>
    }
}
