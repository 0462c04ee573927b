//! The price of a home from its photos, and the model's files.

use leptos::prelude::*;

use super::attribute_form::AttributeForm;
use super::estimate_panel::{EstimatePanel, HomeExplanation};
use super::home_list::HomeList;
use super::model_files::ModelFiles;
use super::photo_slots::{PhotoSlots, request_montage};
use crate::components::montage::Montage;
use crate::components::place::PlaceSection;
use crate::library::LibraryPanel;
use crate::page::Page;
use facade_app::home_inputs::{home_rooms, home_tile};
use facade_app::notice::Place;
use facade_app::state::State;
use facade_data::Rooms;
use facade_text as text;

#[component]
pub(crate) fn PredictPlace() -> impl IntoView {
    let page = Page::from_context();
    follow_model(page);
    let uses_photos = page.memo(|s| s.model.as_ref().is_none_or(|m| m.summary.config.model.uses_photos()));
    let no_photos = || {
        view! {
            <p class="blk c8 sub" data-testid="no-photos">
                {text::predict_no_photos()}
            </p>
        }
    };
    view! {
        <PlaceSection place=Place::Predict description=text::predict_blurb()>
            <AttributeForm />
            <Show when=move || uses_photos.get() fallback=no_photos>
                <PhotoSlots />
                <MontagePreview />
            </Show>
            <EstimatePanel />
            <HomeExplanation />
            <HomeList />
            <ModelFiles />
            <LibraryPanel />
        </PlaceSection>
    }
}

/// Requests another montage when another model needs other photos, or another tile size.
fn follow_model(page: Page) {
    let input = page.memo(|s| (home_tile(s), home_rooms(s)));
    Effect::new(move |before: Option<(usize, Rooms)>| {
        let input = input.get();
        if let Some((_, rooms)) = before.filter(|before| *before != input) {
            if rooms != input.1 {
                page.photos.set(Vec::new());
            }
            if untrack(move || page.chosen_photos().contains(&true)) || rooms != input.1 {
                request_montage(page);
            }
        }
        input
    });
}

/// The montage that the model sees.
#[component]
fn MontagePreview() -> impl IntoView {
    let page = Page::from_context();
    let pixels = page.memo(|s| s.home.montage.clone());
    let uses_attributes =
        page.memo(|s| s.model.as_ref().is_some_and(|m| m.summary.config.model.uses_attributes()));
    let is_reading = page.memo(State::is_reading_home);
    let picture = move || match pixels.get() {
        Some((rgb, size)) => {
            let [width, height] = size;
            let label = text::t!(predict_montage, width, height);
            let tile = page.state.with_untracked(home_tile);
            view! {
                <Montage rgb size label />
                <p class="sub">{text::t!(predict_montage_size, width, height, tile)}</p>
            }
            .into_any()
        }
        None => {
            let placeholder = if is_reading.get() {
                text::predict_montage_reading()
            } else {
                text::predict_montage_to_come()
            };
            let hint = if uses_attributes.get() {
                text::predict_montage_and_told()
            } else {
                text::predict_montage_all()
            };
            view! {
                <div class="hole">{placeholder}</div>
                <p class="sub">{hint}</p>
            }
            .into_any()
        }
    };
    view! {
        <figure class="blk c3 w3 m6 seen" data-testid="montage-preview">
            <figcaption class="head flush">
                <h3>{text::predict_seen()}</h3>
            </figcaption>
            {picture}
        </figure>
    }
}
