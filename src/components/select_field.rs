//! A list of options with its label.

use leptos::prelude::*;

/// `on_change` takes the value of the chosen option; `children` are the options.
#[component]
pub(crate) fn SelectField(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    on_change: impl Fn(String) + 'static,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class="in">
                <select
                    class="select"
                    id=id.clone()
                    data-testid=id
                    on:change=move |event| on_change(event_target_value(&event))
                >
                    {children()}
                </select>
            </div>
        </div>
    }
}
