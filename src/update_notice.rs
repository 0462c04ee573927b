//! The notice that a newer version of the page is ready. `www/offline.js` reports it, and loads it on request.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

use crate::browser::document::document;
use crate::page::Page;
use facade_app::notice::Place;
use facade_app::storage_text::{update_loses_data, update_text};
use facade_record::parse_versions;
use facade_text as text;

/// Listens for newer versions as long as the page is open.
pub(crate) fn listen_for_updates(page: Page) {
    let listener = Closure::<dyn Fn(_)>::new(move |event: web_sys::CustomEvent| {
        // A version that says nothing, or says it in another form, may read anything or nothing.
        page.update_reads.set(event.detail().as_string().and_then(|line| parse_versions(&line)));
        page.update_ready.set(true);
    });
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback("newer-version", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

#[component]
pub(crate) fn UpdateNotice() -> impl IntoView {
    let page = Page::from_context();
    let ready = page.update_ready;
    let text = page.memo(move |state| page.update_reads.with(|reads| update_text(state, reads.as_ref())));
    let loses_data =
        page.memo(move |state| page.update_reads.with(|reads| update_loses_data(state, reads.as_ref())));
    let load = |_| {
        if let (Some(document), Ok(event)) = (document(), web_sys::Event::new("load-newer-version")) {
            let _ = document.dispatch_event(&event);
        }
    };
    let download =
        move |_| page.download_workspace(Place::Predict, "facade-session", &page.current_workspace().0);
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
