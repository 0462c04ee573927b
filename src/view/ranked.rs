//! The test houses that it prices worst, and those that it prices best.

use std::rc::Rc;

use super::dom::{View, html, several};
use super::house::show_house;
use super::page::Page;
use super::parts::montage_of;
use facade_app::figures::{Row, SortKey, sort};
use facade_data::Dataset;
use facade_text as text;
use facade_text::format::{money, signed_percent};

/// Houses of each kind.
const SHOWN: usize = 8;

pub(super) fn ranked(page: Page, rows: &[Row], data: Option<&Rc<Dataset>>) -> View {
    let mut rows = rows.to_vec();
    sort(&mut rows, SortKey::Error, true);
    let count = SHOWN.min(rows.len() / 2);
    let best = rows[rows.len() - count..].iter().rev();
    let one = |row: &Row| {
        let house = row.house;
        let picture = data.and_then(|data| Some(montage_of(page, data, row.position?, text::house(house))));
        html! {
            <li><button class="pickable" type="button" data-testid={format!("ranked-{house}")} on:click={move |_| show_house(page, house)}>{picture}
                <span class="line1"><b>{house}</b><b class="red">{signed_percent(row.error())}</b></span>
                <span class="line2">{money(row.actual)} " → " {money(row.predicted)}</span></button></li>
        }
    };
    let list = |id: &'static str, title: &'static str, rows: Vec<View>| {
        html! {
            <section class="blk c6 m6" aria-labelledby={id}><h3 id={id}>{title}</h3><ul class="ranked gap-s" data-testid={id}>{several(rows)}</ul></section>
        }
    };
    html! {
        {list("worst", text::ranked_worst(), rows[..count].iter().map(one).collect())}
        {list("best", text::ranked_best(), best.map(one).collect())}
    }
}
