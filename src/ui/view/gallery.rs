//! The montages: what the network will see.

use leptos::prelude::*;

use super::page::Page;
use super::parts::montage;
use crate::ui::format::{count, money};

/// How many montages are drawn at a time: enough for a row on the widest page, few enough to draw at once.
const STEP: usize = 16;

pub(super) fn gallery(page: Page, houses: usize, tile: usize) -> AnyView {
    let shown = RwSignal::new(STEP.min(houses));
    let one = move |position: usize| {
        page.state.with_untracked(|s| {
            let data = s.data.as_ref()?;
            let house = data.houses.get(position)?;
            let label = format!("House {}: bathroom, bedroom, kitchen, front", house.number);
            let picture = montage(data.montages.get(position)?, data.montages.tile, label);
            Some(
                view! { <li>{picture}<div><b>{house.number}</b><span>{money(house.price)}</span></div></li> },
            )
        })
    };
    let left = move || houses - shown.get();
    let side = 2 * tile;
    let sub = move || {
        let n = count(shown.get());
        format!(
            "Bathroom, bedroom, kitchen and front, tiled to {side} × {side} pixels. {n} of {}.",
            count(houses)
        )
    };
    view! {
        <section class="blk c12" aria-labelledby="h-gal">
            <div class="head"><h3 id="h-gal">"What the network will see"</h3><span class="sub">{sub}</span></div>
            <ul class="gal" data-testid="gallery"><For each=move || 0..shown.get() key=|i| *i children=one/></ul>
            <div class="btns gap" hidden=move || left() == 0>
                <button class="btn" type="button" data-testid="gallery-more"
                    on:click=move |_| shown.update(|n| *n = (*n + STEP).min(houses))>
                    {move || format!("Show {} more", left().min(STEP))}
                </button>
            </div>
        </section>
    }
    .into_any()
}
