//! The note that a newer version of the page lies ready. `www/offline.js` tells of it and, when asked, loads it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

use super::document::document;
use super::dom::{View, html};
use super::page::Page;
use facade_app::notice::Place;
use facade_app::words::{newer_loses, newer_words};
use facade_record::reads;
use facade_text as text;

/// Listens for it, as long as the page lives.
pub(super) fn listen(page: Page) {
    let listener = Closure::<dyn Fn(_)>::new(move |event: web_sys::CustomEvent| {
        // A version that tells nothing, or in another way, may read anything or nothing.
        page.newer_reads.set(event.detail().as_string().and_then(|line| reads(&line)));
        page.newer.set(true);
    });
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback("newer-version", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

pub(super) fn newer(page: Page) -> View {
    let ready = page.newer;
    let words = page.memo(move |state| page.newer_reads.with(|theirs| newer_words(state, theirs.as_ref())));
    let loses = page.memo(move |state| page.newer_reads.with(|theirs| newer_loses(state, theirs.as_ref())));
    let load = |_| {
        if let (Some(document), Ok(event)) = (document(), web_sys::Event::new("load-newer-version")) {
            let _ = document.dispatch_event(&event);
        }
    };
    let save = move |_| page.save_session(Place::Predict, "facade-session", &page.whole_session().0);
    let note = move || {
        html! {
            <div class="wrap" data-testid="newer"><p>{move || words.get()}</p>
                {move || loses.get().then(|| html! {
                    <button class="textbtn" type="button" data-testid="newer-save" on:click={save}>{text::newer_save()}</button>
                })}
                <button class="textbtn" type="button" data-testid="load-newer" on:click={load}>{text::newer_load()}</button>
                <button class="textbtn" type="button" on:click={move |_| ready.set(false)}>{text::newer_not_now()}</button></div>
        }
    };
    html! { <div class="newer" role="status">{move || ready.get().then(note)}</div> }
}
