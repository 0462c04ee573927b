//! The notice that a newer version of the page is ready. `www/offline.js` reports it, and loads it on request.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::CustomEvent;

use crate::page::Page;
use facade_app::storage_text::{update_loses_data, update_text};
use facade_record::parse_versions;
use facade_text as text;

/// Listens for newer versions as long as the page is open.
pub(crate) fn listen_for_updates(page: Page) {
    window_event_listener_untyped("newer-version", move |event| {
        // A version that says nothing, or says it in another form, may read anything or nothing.
        let line = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
        page.update_reads.set(line.and_then(|line| parse_versions(&line)));
        page.update_ready.set(true);
    });
}

#[component]
pub(crate) fn UpdateNotice() -> impl IntoView {
    let page = Page::from_context();
    let ready = page.update_ready;
    let text = page.memo(move |state| page.update_reads.with(|reads| update_text(state, reads.as_ref())));
    let loses_data =
        page.memo(move |state| page.update_reads.with(|reads| update_loses_data(state, reads.as_ref())));
    let load = |_| {
        if let Ok(event) = web_sys::Event::new("load-newer-version") {
            let _ = window().dispatch_event(&event);
        }
    };
    let download = move |_| page.download_session();
    view! {
        <div class="newer" role="status">
            <Show when=move || ready.get()>
                <div class="wrap" data-testid="newer">
                    <p>{text}</p>
                    <Show when=move || loses_data.get()>
                        <button class="textbtn" type="button" data-testid="newer-save" on:click=download>
                            {text::newer_save()}
                        </button>
                    </Show>
                    <button class="textbtn" type="button" data-testid="load-newer" on:click=load>
                        {text::newer_load()}
                    </button>
                    <button class="textbtn" type="button" on:click=move |_| ready.set(false)>
                        {text::newer_not_now()}
                    </button>
                </div>
            </Show>
        </div>
    }
}
