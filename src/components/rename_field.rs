//! A name that can be edited in place.

use leptos::either::Either;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

use crate::browser::document::element;
use facade_app::library::parse_name;
use facade_text as text;

/// A name with a button to edit it. Enter or leaving the field accepts the new name, Escape keeps the old one. `testid` is the
/// field's; the button's has `-button` appended.
#[component]
pub(crate) fn RenameField(
    testid: String,
    #[prop(into)] name: Signal<String>,
    on_rename: impl Fn(String) + 'static,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    let on_rename = StoredValue::new_local(on_rename);
    let id = StoredValue::new(testid);
    let start_editing = move |_| {
        editing.set(true);
        let id = id.get_value();
        request_animation_frame(move || {
            if let Some(field) = element(&id).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
                let _ = field.focus();
                field.select();
            }
        });
    };
    // The focus goes back to the button, for keyboard users.
    let stop_editing = move || {
        editing.set(false);
        let id = format!("{}-button", id.get_value());
        request_animation_frame(move || {
            if let Some(button) = element(&id) {
                let _ = button.focus();
            }
        });
    };
    let finish = move |typed: String| {
        // A field that is removed loses the focus too.
        if editing.try_get_untracked() == Some(true) {
            stop_editing();
            if let Some(typed) = parse_name(&typed).filter(|typed| *typed != name.get_untracked()) {
                on_rename.with_value(|on_rename| on_rename(typed));
            }
        }
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => {
                // The button, which gets the focus next, must not receive the key.
                event.prevent_default();
                finish(event_target_value(&event));
            }
            "Escape" => stop_editing(),
            _ => {}
        }
    };
    let input = move || {
        view! {
            <input
                class="field"
                type="text"
                maxlength="80"
                id=id.get_value()
                data-testid=id.get_value()
                aria-label=text::rename_label()
                prop:value=name
                on:keydown=on_key
                on:blur=move |event| finish(event_target_value(&event))
            />
        }
    };
    let label = move || {
        view! {
            <span>
                <bdi>{name}</bdi>
                " "
                <button
                    class="textbtn"
                    type="button"
                    id=format!("{}-button", id.get_value())
                    data-testid=format!("{}-button", id.get_value())
                    aria-label=move || text::rename_named(name.get())
                    on:click=start_editing
                >
                    {text::rename()}
                </button>
            </span>
        }
    };
    move || if editing.get() { Either::Left(input()) } else { Either::Right(label()) }
}
