//! The frame of a place.

use leptos::prelude::*;

use super::icon::Icon;
use super::notices::Notices;
use crate::page::{PLACES, Page};
use facade_app::notice::Place;
use facade_app::status_text::{Mark, place_line};

/// A place: the margin column with its number, title and status, and the content.
#[component]
pub(crate) fn PlaceSection(
    place: Place,
    #[prop(into)] description: Signal<String>,
    children: Children,
) -> impl IntoView {
    let number = place as usize + 1;
    let (_, id, title) = PLACES[place as usize];
    let line = Page::from_context().memo(move |s| place_line(s, place));
    let mark = move || {
        let (mark, status) = line.get();
        let class = match mark {
            Mark::Check => {
                return view! {
                    <Icon name="check" />
                    " "
                    <span>{status}</span>
                }
                .into_any();
            }
            Mark::Running => "pill running",
            Mark::Paused => "pill paused",
            Mark::Failed => "pill bad",
            _ => "pill off",
        };
        view! { <span class=class>{status}</span> }.into_any()
    };
    view! {
        <section class="place" id=id aria-labelledby=format!("h-{id}")>
            <div class="margin">
                <div class="in">
                    <div class="axis">
                        <span class="bub" aria-hidden="true">
                            {number}
                        </span>
                    </div>
                    <h2 id=format!("h-{id}")>{title()}</h2>
                    <p>{description}</p>
                    <p class="state" data-testid=format!("state-{id}")>
                        {mark}
                    </p>
                </div>
            </div>
            <div>
                <Notices place />
                <div class="cols">{children()}</div>
            </div>
        </section>
    }
}
