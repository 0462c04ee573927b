//! One test house: what it cost, what was predicted, and why.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::document::scroll_to;
use super::dom::{View, html};
use super::page::Page;
use super::parts::{button, fixed, montage_of, never, why};
use super::why::{Shown, why_panel};
use crate::blob;
use facade_app::explain::About;
use facade_app::figures::Row;
use facade_app::state::State;
use facade_data::{Dataset, House};
use facade_protocol::{Bytes, Home, Request};
use facade_text as text;
use facade_text::format::{money, signed_money, signed_percent};

/// Looks at one of the test houses.
pub(super) fn show_house(page: Page, house: u32) {
    page.picked.set(Some(house));
    scroll_to("house");
}

/// Why a test house's price cannot be explained, where it cannot.
fn why_not(state: &State, run: u32, mape: f64, known: bool) -> Option<String> {
    match &state.model {
        None => Some(text::house_no_model().to_owned()),
        // One that comes from a file or an earlier visit is known by its error.
        Some(model) if model.run != Some(run) && model.summary.test_mape != Some(mape) => {
            Some(text::house_other_model(run))
        }
        Some(_) if !known => Some(text::house_no_data().to_owned()),
        Some(_) => None,
    }
}

pub(super) fn house(page: Page, (run, mape): (u32, f64), rows: &[Row], data: Option<Rc<Dataset>>) -> View {
    let rows = StoredValue::new(rows.to_vec());
    let data = StoredValue::new_local(data);
    let shown = move || {
        let picked = page.picked.get()?;
        let row = rows.with_value(|rows| rows.iter().find(|row| row.house == picked).cloned())?;
        Some(one(page, (run, mape), &row, data.get_value()))
    };
    html! { <div class="full" id="house">{shown}</div> }
}

fn one(page: Page, (run, mape): (u32, f64), row: &Row, data: Option<Rc<Dataset>>) -> View {
    let house = row.house;
    let at = row.position.zip(data);
    let known = at.is_some();
    let reason = page.memo(move |s| why_not(s, run, mape, known));
    let picture = at.as_ref().map(|(position, data)| montage_of(page, data, *position, text::house(house)));
    let asked = StoredValue::new_local(at);
    let ask = move || {
        if let Some((position, data)) = asked.get_value() {
            explain(page, house, position, data);
        }
    };
    let about = About::House(house);
    let any = page.memo(move |s| s.why(about).is_some());
    let panel = move || {
        let (position, data) = asked.get_value().filter(|_| any.get())?;
        Some(why_panel(page, about, Shown::House { house, position, data }))
    };
    html! {
        <section class="blk c12 one" data-testid="house" aria-labelledby="h-house">
            <div class="head"><h3 id="h-house">{text::house(house)}</h3>
                <button class="textbtn" type="button" on:click={move |_| page.picked.set(None)}>{text::house_close()}</button></div>
            <div class="one-in">{picture}
                <dl class="facts"><div><dt>{text::house_zip_code()}</dt><dd>{row.zip_code.clone()}</dd></div><div><dt>{text::house_actual()}</dt><dd>{money(row.actual)}</dd></div>
                    <div><dt>{text::house_predicted()}</dt><dd>{money(row.predicted)}</dd></div>
                    <div><dt>{text::house_error()}</dt><dd class="red">{signed_percent(row.error())} <small>{signed_money(row.predicted - row.actual)}</small></dd></div></dl>
                <div>{button("why-house", "why-house", "", fixed(text::house_why()), reason, never(), Box::new(ask))}{why("why-house", reason)}</div></div>
            {panel}
        </section>
    }
}

/// A house as the model is asked about it: attributes by their names, in the model's order.
fn home(page: Page, house: &House, attributes: &[String], montage: Vec<u8>) -> Home {
    let asks = page.state.with_untracked(|s| s.model.as_ref().map(|m| m.summary.asks.attributes.clone()));
    let value = |name: &String| {
        let place = attributes.iter().position(|known| known == name)?;
        house.attributes.get(place).copied().flatten()
    };
    let attributes = asks.unwrap_or_default().iter().map(value).collect();
    Home { montage: Bytes(montage), attributes, zip_code: house.zip_code.clone() }
}

/// Asks why a house's price is what it is.
fn explain(page: Page, number: u32, position: usize, data: Rc<Dataset>) {
    let mut found = None;
    page.tell(|link| found = link.pixels(&data));
    let mut id = 0;
    page.state.update(|s| id = s.ask_why(About::House(number)));
    spawn_local(async move {
        let montage = match found {
            Some(found) => blob::read(&found, data.montages.place(position)).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let Some(house) = data.houses.get(position) else { return };
        let home = home(page, house, &data.attributes, montage);
        page.tell(|link| link.ask(id, Request::Explain { home, house: Some(number) }));
    });
}
