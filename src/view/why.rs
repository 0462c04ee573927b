//! Why a price is what it is: maps over the photos, what each thing that was told adds, and the houses that are like it.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, Element, Event, HtmlCanvasElement, ImageData, MouseEvent};

use super::dom::{View, html, several};
use super::page::Page;
use super::parts::{figures, montage, montage_of};
use super::photo::Address;
use facade_app::explain::About;
use facade_app::explain::{Map, colours, largest, region, regions, summary};
use facade_app::state::Why;
use facade_app::steps::home_rooms;
use facade_data::{Dataset, cell, grid};
use facade_protocol::Explanation;
use facade_spec::evaluation::Neighbour;
use facade_text as text;
use facade_text::format::{money, signed_money};

/// Regions in the table.
const REGIONS: usize = 8;

/// Whose photos are shown.
#[derive(Clone)]
pub(super) enum Shown {
    /// A house of a data set, by number and position.
    House { house: u32, position: usize, data: Rc<Dataset> },
    /// The home to be priced.
    Home,
}

/// Addresses of the photos of a house, in the montage's order; empty where they are not at hand.
type Photos = Vec<Option<Address>>;

pub(super) fn why_panel(page: Page, about: About, shown: Shown) -> View {
    let why = page.memo(move |s| s.why(about).cloned());
    let map = RwSignal::new(Map::Regions);
    let photos: Photos = match &shown {
        Shown::House { house, data, .. } => {
            let mut files = Vec::new();
            page.tell(|link| files = link.photos(data, *house));
            files.iter().map(Address::of).collect()
        }
        Shown::Home => Photos::new(),
    };
    let photos = StoredValue::new_local(photos);
    let shown = StoredValue::new_local(shown);
    let answer = move || {
        let why = why.get()?;
        Some(match &why.answer {
            None => {
                html! { <p class="sub" role="status">{text::why_looking()}</p> }
            }
            Some(explanation) => html! {
                {(explanation.cells > 0).then(|| maps(page, &why, explanation, map, shown, photos))}
                {told(page, explanation)}
                {like(page, &explanation.nearest)}
            },
        })
    };
    html! { <div class="why-price cols" data-testid="why-price">{answer}</div> }
}

fn maps(
    page: Page,
    why: &Rc<Why>,
    explanation: &Explanation,
    map: RwSignal<Map>,
    shown: StoredValue<Shown, LocalStorage>,
    photos: StoredValue<Photos, LocalStorage>,
) -> View {
    let rooms = page.state.with_untracked(home_rooms);
    let [columns, rows] = grid(rooms.len());
    let base = match shown.get_value() {
        Shown::House { house, position, data } => {
            montage_of(page, &data, position, text::why_photos_of(house))
        }
        Shown::Home => match page.state.with_untracked(|s| s.home.montage.clone()) {
            Some((pixels, size)) => montage(pixels, size, text::why_photos().to_owned()),
            None => html! { "" },
        },
    };
    let url = move |photo: usize| match shown.get_value() {
        Shown::House { .. } => {
            photos.with_value(|photos| Some(photos.get(photo)?.as_ref()?.text().to_owned()))
        }
        Shown::Home => {
            page.photos.with_untracked(|photos| Some(photos.get(photo)?.as_ref()?.address.text().to_owned()))
        }
    };
    let count = rooms.len();
    let answer = why.clone();
    let one = move |photo: usize| {
        let [column, row] = cell(photo, count);
        let place = format!(
            "left:{}%;top:{}%;width:{}%;height:{}%",
            100.0 * column as f64 / columns as f64,
            100.0 * row as f64 / rows as f64,
            100.0 / columns as f64,
            100.0 / rows as f64
        );
        let broken = RwSignal::new(false);
        let picture = url(photo).map(|url| {
            html! {
                <img src={url} alt="" hidden={move || broken.get()} on:error={move |_| broken.set(true)}/>
            }
        });
        let answer = answer.clone();
        let overlay = move || {
            let explanation = answer.answer.as_ref()?;
            let (rgba, across) = colours(explanation, map.get(), photo, count);
            Some(painted(&rgba, across))
        };
        html! { <div class="shot" style={place}>{picture}{overlay}</div> }
    };
    let readout = RwSignal::new(None::<String>);
    let (answer, names) = (why.clone(), rooms.clone());
    let moved = move |event: Event| {
        let found = pointed(&event, [columns, rows]).and_then(|(at, within)| {
            let photo = (0..count).find(|photo| cell(*photo, count) == at)?;
            let explanation = answer.answer.as_ref()?;
            let cell = within.map(|share| (share * explanation.cells as f64) as usize);
            region(explanation, &names, photo, cell)
        });
        let words = found.map(|region| format!("{}: {}", region.name(), signed_money(region.dollars)));
        if readout.get_untracked() != words {
            readout.set(words);
        }
    };
    let most = f64::from(largest(&explanation.occlusion));
    let choice = move |name: &'static str, value: Map, testid: &'static str| {
        html! {
            <label><input type="radio" name="map" data-testid={testid} prop:checked={move || map.get() == value} on:change={move |_| map.set(value)}/><span>{name}</span></label>
        }
    };
    let key = move || match map.get() {
        Map::Regions => Some(html! {
            <div class="scale-key"><span>{signed_money(-most)}</span><i class="ramp"></i><span>{signed_money(most)}</span></div>
            <p class="sub">{text::why_regions_how()}</p>
        }),
        Map::Pixels => Some(html! {
            <p class="sub">{text::why_pixels_how()}</p>
        }),
        Map::Nothing => None,
    };
    let lines: Vec<View> = regions(explanation, &rooms, REGIONS)
        .into_iter()
        .map(|region| figures(region.name(), vec![signed_money(region.dollars)]))
        .collect();
    html! {
        <figure class="blk c7 w5">
            <figcaption class="head"><h4>{text::why_title()}</h4>
                <span class="seg" role="radiogroup" aria-label={text::why_map()}>{choice(text::why_regions(), Map::Regions, "map-regions")}{choice(text::why_pixels(), Map::Pixels, "map-pixels")}{choice(text::why_none(), Map::Nothing, "map-none")}</span></figcaption>
            <div class="map" class:drawn={move || map.get() != Map::Nothing} data-testid="why-map" role="img" aria-label={summary(explanation, &rooms)}
                style={format!("aspect-ratio:{columns}/{rows}")} on:pointermove={moved} on:pointerleave={move |_| readout.set(None)}>
                {base}{several((0..count).map(one))}</div>
            <p class="s readout" hidden={move || map.get() != Map::Regions}>{move || readout.get().unwrap_or_else(|| text::why_point().to_owned())}</p>
            {key}
        </figure>
        <div class="blk c5 w4"><h4>{text::why_words()}</h4><p class="sub gap-s" data-testid="why-summary">{summary(explanation, &rooms)}</p>
            <table class="gap-s" data-testid="why-regions"><caption class="vh">{text::why_most()}</caption>
                <thead><tr><th scope="col">{text::why_region()}</th><th scope="col" class="n">{text::why_adds()}</th></tr></thead><tbody>{several(lines)}</tbody></table></div>
    }
}

/// The cell of the montage that an event points at, by column and row, and where in it, in 0 to 1.
fn pointed(event: &Event, [columns, rows]: [usize; 2]) -> Option<([usize; 2], [f64; 2])> {
    let at = event.dyn_ref::<MouseEvent>()?;
    let area = event.current_target()?.unchecked_into::<Element>().get_bounding_client_rect();
    let x = (f64::from(at.client_x()) - area.left()) / area.width() * columns as f64;
    let y = (f64::from(at.client_y()) - area.top()) / area.height() * rows as f64;
    let inside = x >= 0.0 && y >= 0.0 && x < columns as f64 && y < rows as f64;
    inside.then(|| ([x as usize, y as usize], [x.fract(), y.fract()]))
}

/// A canvas of so many pixels across and down, which the page stretches.
fn painted(rgba: &[u8], across: usize) -> View {
    let view = html! { <canvas width={across} height={across} aria-hidden="true"></canvas> };
    if let Some(canvas) = view.node().first_child().filter(|_| across > 0) {
        let canvas: HtmlCanvasElement = canvas.unchecked_into();
        let context = canvas.get_context("2d").ok().flatten();
        let context = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
        let image = ImageData::new_with_u8_clamped_array(Clamped(rgba), across as u32);
        if let (Some(context), Ok(image)) = (context, image) {
            // A canvas that lost its memory stays blank; the words beside it say the same.
            let _ = context.put_image_data(&image, 0.0, 0.0);
        }
    }
    view
}

/// What each thing that the model was told adds.
fn told(page: Page, explanation: &Explanation) -> Option<View> {
    let asks = page.state.with_untracked(|s| s.model.as_ref().map(|m| m.summary.asks.clone()))?;
    let zip = (!asks.zip_codes.is_empty()).then(|| text::house_zip_code().to_owned());
    let names = asks.attributes.into_iter().chain(zip);
    let lines: Vec<View> = names
        .zip(&explanation.told)
        .map(|(name, dollars)| figures(name, vec![signed_money(*dollars)]))
        .collect();
    // Of a home of which nothing was told there is nothing to say.
    explanation.told.iter().any(|dollars| *dollars != 0.0).then(|| html! {
        <div class="blk c5 w3"><h4>{text::why_told()}</h4><p class="sub gap-s">{text::why_told_how()}</p>
            <table class="gap-s" data-testid="why-told"><caption class="vh">{text::why_told_table()}</caption>
                <thead><tr><th scope="col">{text::why_attribute()}</th><th scope="col" class="n">{text::why_adds()}</th></tr></thead><tbody>{several(lines)}</tbody></table></div>
    })
}

/// Training houses that are like it to the network.
fn like(page: Page, nearest: &[Neighbour]) -> Option<View> {
    let (data, sees) = page.state.with_untracked(|s| {
        let Some(model) = &s.model else { return (None, false) };
        let run = s.runs.iter().find(|run| Some(run.number) == model.run);
        let data = run
            .and_then(|run| run.data.clone())
            .or_else(|| s.data.clone().filter(|data| model.summary.data == data.name));
        let config = &model.summary.config;
        (data.filter(|data| config.takes_tile(data.montages.tile)), config.model.sees_photos())
    });
    let one = |near: &Neighbour| {
        let found = data.as_ref().and_then(|data| {
            let position = data.houses.iter().position(|house| house.number == near.house)?;
            Some((data, position))
        });
        let picture = found.map(|(data, position)| montage_of(page, data, position, text::house(near.house)));
        html! { <li>{picture}<div><b>{near.house}</b><span>{money(near.price)}</span></div></li> }
    };
    let by = if sees { "photos" } else { "attributes" };
    (!nearest.is_empty()).then(|| html! {
        <section class="blk c12" aria-label={text::why_like()}><h4>{text::why_like()}</h4>
            <p class="sub gap-s">{text::why_like_how(by)}</p>
            <ul class="gal five gap-s" data-testid="why-nearest">{several(nearest.iter().map(one))}</ul></section>
    })
}
