//! A choice of one of a few.

use leptos::prelude::*;

/// The radio button of a group that chooses `value`.
pub(crate) fn segment<T: Copy + PartialEq + Send + Sync + 'static>(
    group: &'static str,
    chosen: RwSignal<T>,
    (name, value): (&'static str, T),
    testid: &'static str,
) -> impl IntoView {
    view! {
        <label>
            <input
                type="radio"
                name=group
                data-testid=testid
                prop:checked=move || chosen.get() == value
                on:change=move |_| chosen.set(value)
            />
            <span>{name}</span>
        </label>
    }
}
