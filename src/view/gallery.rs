//! The montages: what the network will see.

use std::rc::Rc;

use leptos::prelude::*;

use super::dom::{View, each, html};
use super::guide::{MONTAGE, guide};
use super::page::Page;
use super::parts::montage_of;
use super::report::toggle;
use facade_data::Dataset;
use facade_text as text;
use facade_text::format::room_words;
use facade_text::format::{count, list, money};

/// How many montages are drawn at a time: enough for a row on the widest page, few enough to draw at once.
const STEP: usize = 16;

pub(super) fn gallery(page: Page, data: &Rc<Dataset>) -> View {
    let houses = data.houses.len();
    let rooms: Vec<String> =
        data.rooms.in_rows().into_iter().map(|place| room_words(data.rooms.word(place))).collect();
    let rooms = list(&rooms);
    let [width, height] = data.montages.size();
    let words = StoredValue::new(rooms.clone());
    let shown = RwSignal::new(STEP.min(houses));
    let one = move |position: u32| {
        page.state.with_untracked(|s| {
            let data = s.data.as_ref()?;
            let house = data.houses.get(position as usize)?;
            let number = house.number;
            let out = page.memo(move |s| s.excluded.contains(&number));
            let label = words.with_value(|rooms| text::gallery_house(house.number, rooms));
            let picture = montage_of(page, data, position as usize, label);
            Some(
                html! { <li class:out={move || out.get()}>{picture}<div><b>{house.number}</b><span>{money(house.price)}</span></div>{toggle(page, house.number)}</li> },
            )
        })
    };
    let left = move || houses - shown.get();
    let sub = move || text::gallery_sub(&rooms, width, height, count(shown.get()), count(houses));
    html! {
        <section class="blk c12" aria-labelledby="h-gal">
            <div class="head"><h3 id="h-gal">{text::gallery_title()}</h3><span class="sub">{sub}</span></div>
            {guide(MONTAGE)}
            <ul class="gal gap-s" data-testid="gallery">{each(move || (0..shown.get() as u32).collect(), one)}</ul>
            <div class="btns gap" hidden={move || left() == 0}>
                <button class="btn" type="button" data-testid="gallery-more"
                    on:click={move |_| shown.update(|n| *n = (*n + STEP).min(houses))}>
                    {move || text::gallery_more(left().min(STEP))}
                </button>
            </div>
        </section>
    }
}
