//! Says that another model prices than that of the run in view, and offers to change that.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::page::Page;
use facade_app::state::State;
use facade_text as text;

#[component]
pub(crate) fn OtherModel(testid: &'static str) -> impl IntoView {
    let page = Page::from_context();
    let other = page.memo(State::other_model);
    let offer = move |run: u32| {
        view! {
            " "
            <button
                class="textbtn"
                type="button"
                data-testid=format!("{testid}-use")
                on:click=move |_| page.use_run_model(run)
            >
                {text::model_use_run(run)}
            </button>
        }
    };
    move || {
        let (sentence, run) = other.get()?;
        Some(view! {
            <div class="note-box warn blk c12" data-testid=testid>
                <Icon name="warn" />
                <p>{sentence} {run.map(offer)}</p>
            </div>
        })
    }
}
