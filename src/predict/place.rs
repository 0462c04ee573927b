//! The price of a home from its photos, and the model's files.

use leptos::prelude::*;

use super::attribute_form::AttributeForm;
use super::estimate_panel::{EstimatePanel, HomeExplanation};
use super::home_list::HomeList;
use super::model_files::ModelFiles;
use super::photo_slots::{PhotoSlots, request_montage};
use crate::components::montage::Montage;
use crate::components::other_model::OtherModel;
use crate::components::place::PlaceSection;
use crate::library::LibraryPanel;
use crate::page::Page;
use facade_app::home_inputs::{home_looks, home_photos_text, home_tile, home_tiling};
use facade_app::homes::HomeTiling;
use facade_app::notice::Place;
use facade_app::state::State;
use facade_text as text;

#[component]
pub(crate) fn PredictPlace() -> impl IntoView {
    let page = Page::from_context();
    follow_model(page);
    let uses_photos = page.memo(|s| s.model.as_ref().is_none_or(|m| m.summary.config.model.uses_photos()));
    let description = page.memo(home_photos_text);
    let no_photos = || {
        view! {
            <p class="blk c8 sub" data-testid="no-photos">
                {text::predict_no_photos()}
            </p>
        }
    };
    view! {
        <PlaceSection place=Place::Predict description>
            <OtherModel testid="predict-other-model" />
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
    let tiling = page.memo(home_tiling);
    Effect::new(move |before: Option<HomeTiling>| {
        let tiling = tiling.get();
        if let Some(before) = before.filter(|before| *before != tiling) {
            let are_others = before.rooms != tiling.rooms;
            if are_others {
                page.photos.set(Vec::new());
            }
            if untrack(move || page.chosen_photos().contains(&true)) || are_others {
                request_montage(page);
            }
        }
        tiling
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
    let looks = page.memo(home_looks);
    let picture = move || match pixels.get() {
        Some((rgb, size)) => {
            let [width, height] = size;
            let label = text::t!(predict_montage, width, height);
            let tile = page.state.with_untracked(home_tile);
            // A pretrained network takes the photos themselves.
            let caption = if looks.get() {
                text::predict_montage_pretrained().to_owned()
            } else {
                text::t!(predict_montage_size, width, height, tile)
            };
            view! {
                <Montage rgb size label />
                <p class="sub">{caption}</p>
            }
            .into_any()
        }
        None => {
            let placeholder = if is_reading.get() {
                text::predict_montage_reading()
            } else {
                text::predict_montage_to_come()
            };
            let hint = if looks.get() {
                text::predict_montage_pretrained()
            } else if uses_attributes.get() {
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
