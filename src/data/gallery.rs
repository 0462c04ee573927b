//! The montages: what the network sees.

use std::sync::Arc;

use leptos::prelude::*;

use super::issues::ExcludeToggle;
use crate::components::help::{Help, MONTAGE};
use crate::components::montage::HouseMontage;
use crate::page::Page;
use facade_data::Dataset;
use facade_text as text;
use facade_text::format::room_in_sentence;
use facade_text::format::{count, list, money};

/// Montages drawn at a time: enough for a row on the widest page, few enough to draw at once.
const PAGE_SIZE: usize = 16;

#[component]
pub(crate) fn MontageGallery(data: Arc<Dataset>) -> impl IntoView {
    let houses = data.houses.len();
    let rooms: Vec<String> = data
        .rooms
        .reading_order()
        .into_iter()
        .map(|place| room_in_sentence(data.rooms.name(place)))
        .collect();
    let rooms = StoredValue::new(list(&rooms));
    let [width, height] = data.montages.size();
    let shown = RwSignal::new(PAGE_SIZE.min(houses));
    let left = move || houses - shown.get();
    let subtitle = move || {
        let (shown, all) = (count(shown.get()), count(houses));
        rooms.with_value(|rooms| text::t!(gallery_sub, rooms, width, height, shown, all))
    };
    view! {
        <section class="blk c12" aria-labelledby="h-gal">
            <div class="head">
                <h3 id="h-gal">{text::gallery_title()}</h3>
                <span class="sub">{subtitle}</span>
            </div>
            <Help topic=MONTAGE />
            <ul class="gal gap-s" data-testid="gallery">
                <For each=move || 0..shown.get() key=|position| *position let:position>
                    <GalleryItem data=data.clone() position rooms />
                </For>
            </ul>
            <div class="btns gap" hidden=move || left() == 0>
                <button
                    class="btn"
                    type="button"
                    data-testid="gallery-more"
                    on:click=move |_| shown.update(|shown| *shown = (*shown + PAGE_SIZE).min(houses))
                >
                    {move || text::gallery_more(left().min(PAGE_SIZE))}
                </button>
            </div>
        </section>
    }
}

#[component]
fn GalleryItem(
    data: Arc<Dataset>,
    position: usize,
    /// The rooms in the montage, as a list in a sentence.
    rooms: StoredValue<String>,
) -> impl IntoView {
    let house = &data.houses[position];
    let (id, price) = (house.id.clone(), house.price);
    let label = rooms.with_value(|rooms| text::t!(gallery_house, house = id.as_str(), rooms));
    let name = id.to_string();
    let house = id.clone();
    let is_excluded = Page::from_context().memo(move |s| s.excluded.contains(&house));
    view! {
        <li class:out=move || is_excluded.get()>
            <HouseMontage data position label />
            <div>
                <b>{name}</b>
                <span>{money(price)}</span>
            </div>
            <ExcludeToggle house=id />
        </li>
    }
}
