//! The note that a newer version of the page lies ready. `www/offline.js` tells of it and, when asked, loads it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

use super::dom::{View, html};
use super::page::{Page, document};
use crate::text;
use crate::ui::words::newer_words;

/// Listens for it, as long as the page lives.
pub(super) fn listen(page: Page) {
    let listener = Closure::<dyn Fn()>::new(move || page.newer.set(true));
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback("newer-version", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

pub(super) fn newer(page: Page) -> View {
    let ready = page.newer;
    let words = page.memo(newer_words);
    let load = |_| {
        if let (Some(document), Ok(event)) = (document(), web_sys::Event::new("load-newer-version")) {
            let _ = document.dispatch_event(&event);
        }
    };
    let note = move || {
        html! {
            <div class="wrap" data-testid="newer"><p>{move || words.get()}</p>
                <button class="textbtn" type="button" data-testid="load-newer" on:click={load}>{text::newer_load()}</button>
                <button class="textbtn" type="button" on:click={move |_| ready.set(false)}>{text::newer_not_now()}</button></div>
        }
    };
    html! { <div class="newer" role="status">{move || ready.get().then(note)}</div> }
}
