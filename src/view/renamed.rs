//! A name that can be changed in its place.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::document::element;
use super::dom::{View, html};
use facade_app::shelf::name_of;
use facade_text as text;

/// The name, and a button that lets it be typed anew: Enter or leaving the field takes it, Escape leaves it as it was. `testid` is
/// the field's, and with `-button` behind it the button's.
pub(super) fn renamed(testid: String, name: Box<dyn Fn() -> String>, take: Box<dyn Fn(String)>) -> View {
    let typing = RwSignal::new(false);
    let name = StoredValue::new_local(name);
    let take = StoredValue::new_local(take);
    let id = StoredValue::new(testid);
    let begin = move |_| {
        typing.set(true);
        request_animation_frame(move || {
            if let Some(field) =
                element(&id.get_value()).and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
            {
                let _ = field.focus();
                field.select();
            }
        });
    };
    // Back to the button, for whoever uses the keyboard.
    let end = move || {
        typing.set(false);
        request_animation_frame(move || {
            if let Some(button) = element(&format!("{}-button", id.get_value())) {
                let _ = button.focus();
            }
        });
    };
    let finish = move |typed: String| {
        if typing.get_untracked() {
            end();
            if let Some(typed) = name_of(&typed).filter(|typed| *typed != name.with_value(|name| name())) {
                take.with_value(|take| take(typed));
            }
        }
    };
    let key = move |event: Event| {
        let pressed = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default();
        match pressed.as_str() {
            "Enter" => {
                // The button, which has the focus next, is not to hear of it.
                event.prevent_default();
                finish(event_target_value(&event));
            }
            "Escape" => end(),
            _ => {}
        }
    };
    let field = move || {
        html! {
            <input class="field" type="text" maxlength="80" id={id.get_value()} data-testid={id.get_value()} aria-label={text::rename_label()}
                prop:value={move || name.with_value(|name| name())} on:keydown={key} on:blur={move |event| finish(event_target_value(&event))}/>
        }
    };
    let shown = move || {
        html! {
            <span><bdi>{move || name.with_value(|name| name())}</bdi> " "
                <button class="textbtn" type="button" id={format!("{}-button", id.get_value())} data-testid={format!("{}-button", id.get_value())}
                    aria-label={move || text::rename_named(name.with_value(|name| name()))} on:click={begin}>{text::rename()}</button></span>
        }
    };
    html! { {move || if typing.get() { field() } else { shown() }} }
}
