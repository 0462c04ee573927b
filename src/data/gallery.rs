//! The montages: what the network sees.

use std::sync::Arc;

use leptos::prelude::*;

use super::issue_row::ExcludeToggle;
use crate::components::help::{Help, MONTAGE};
use crate::components::house_dialog::HousePicture;
use crate::components::select_field::SelectField;
use crate::page::Page;
use facade_app::gallery::{GalleryFilter, GalleryOrder, gallery};
use facade_data::Dataset;
use facade_text as text;
use facade_text::TextFn;
use facade_text::format::room_in_sentence;
use facade_text::format::{count, list, money};

/// Montages drawn at a time: enough for a row on the widest page, few enough to draw at once.
const PAGE_SIZE: usize = 16;

const ORDERS: [(&str, TextFn, GalleryOrder); 4] = [
    ("table", text::gallery_by_table, GalleryOrder::Table),
    ("cheapest", text::gallery_cheapest, GalleryOrder::Cheapest),
    ("dearest", text::gallery_dearest, GalleryOrder::Dearest),
    ("error", text::gallery_by_error, GalleryOrder::Error),
];

const FILTERS: [(&str, TextFn, GalleryFilter); 4] = [
    ("all", text::gallery_all, GalleryFilter::All),
    ("test", text::gallery_test, GalleryFilter::Test),
    ("training", text::gallery_training, GalleryFilter::Training),
    ("excluded", text::gallery_excluded, GalleryFilter::Excluded),
];

#[component]
pub(crate) fn MontageGallery(data: Arc<Dataset>) -> impl IntoView {
    let page = Page::from_context();
    let rooms: Vec<String> = data
        .rooms
        .reading_order()
        .into_iter()
        .map(|place| room_in_sentence(data.rooms.name(place)))
        .collect();
    let rooms = list(&rooms);
    let [width, height] = data.montages.size();
    let shown = RwSignal::new(PAGE_SIZE);
    let excluded = page.memo(|s| s.excluded.clone());
    let of_run = page.memo(|s| s.viewed_run());
    let data = StoredValue::new(data);
    let found = Memo::new(move |_| {
        let (view, excluded, run) = (page.gallery.get(), excluded.get(), of_run.get());
        page.state.with_untracked(|s| {
            let evaluation = run.and_then(|run| s.evaluation(run));
            data.with_value(|data| gallery(data, &excluded, evaluation, &view))
        })
    });
    let left = move || found.with(Vec::len).saturating_sub(shown.get());
    let subtitle = move || {
        let all = found.with(Vec::len);
        let (shown, all) = (count(shown.get().min(all)), count(all));
        text::t!(gallery_sub, rooms = &rooms, width, height, shown, all)
    };
    view! {
        <section class="blk c12" aria-labelledby="h-gal">
            // Two stops a house: a keyboard user who wants to train passes them in one.
            <a class="skip" href="#train" data-testid="skip-gallery">
                {text::gallery_skip()}
            </a>
            <div class="head">
                <h3 id="h-gal">{text::gallery_title()}</h3>
                <span class="sub">{subtitle}</span>
            </div>
            <Help topic=MONTAGE />
            <GalleryTools />
            <ul class="gal gap-s" data-testid="gallery">
                <For
                    each=move || found.get().into_iter().take(shown.get())
                    key=|position| *position
                    let:position
                >
                    <GalleryItem data=data.get_value() position />
                </For>
            </ul>
            <p class="sub" hidden=move || !found.with(Vec::is_empty)>
                {text::gallery_nothing()}
            </p>
            <div class="btns gap" hidden=move || left() == 0>
                <button
                    class="btn"
                    type="button"
                    data-testid="gallery-more"
                    on:click=move |_| shown.update(|shown| *shown += PAGE_SIZE)
                >
                    {move || text::gallery_more(left().min(PAGE_SIZE))}
                </button>
            </div>
        </section>
    }
}

/// Search, order and filter.
#[component]
fn GalleryTools() -> impl IntoView {
    let page = Page::from_context();
    let order = Memo::new(move |_| page.gallery.with(|view| view.order));
    let filter = Memo::new(move |_| page.gallery.with(|view| view.filter));
    let has_run = page.memo(|s| s.viewed_run().is_some());
    let choose_order = move |name: String| {
        if let Some((.., order)) = ORDERS.into_iter().find(|order| order.0 == name) {
            page.gallery.update(|view| view.order = order);
        }
    };
    let choose_filter = move |name: String| {
        if let Some((.., filter)) = FILTERS.into_iter().find(|filter| filter.0 == name) {
            page.gallery.update(|view| view.filter = filter);
        }
    };
    // Errors and test houses are those of a run.
    let order_option = move |(name, label, value): (&'static str, TextFn, GalleryOrder)| {
        view! {
            <option
                value=name
                prop:selected=move || order.get() == value
                disabled=move || value == GalleryOrder::Error && !has_run.get()
            >
                {label()}
            </option>
        }
    };
    let filter_option = move |(name, label, value): (&'static str, TextFn, GalleryFilter)| {
        let is_of_run = matches!(value, GalleryFilter::Test | GalleryFilter::Training);
        view! {
            <option
                value=name
                prop:selected=move || filter.get() == value
                disabled=move || is_of_run && !has_run.get()
            >
                {label()}
            </option>
        }
    };
    view! {
        <div class="fields">
            <div class="field">
                <label for="gallery-search">{text::gallery_search()}</label>
                <div class="in">
                    <input
                        id="gallery-search"
                        data-testid="gallery-search"
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || page.gallery.with(|view| view.search.clone())
                        on:input=move |event| {
                            page.gallery.update(|view| view.search = event_target_value(&event));
                        }
                    />
                </div>
            </div>
            <SelectField id="gallery-order" label=text::gallery_order() on_change=choose_order>
                {ORDERS.map(order_option).into_iter().collect_view()}
            </SelectField>
            <SelectField id="gallery-filter" label=text::gallery_filter() on_change=choose_filter>
                {FILTERS.map(filter_option).into_iter().collect_view()}
            </SelectField>
        </div>
    }
}

#[component]
fn GalleryItem(data: Arc<Dataset>, position: usize) -> impl IntoView {
    let page = Page::from_context();
    let house = &data.houses[position];
    let (id, price) = (house.id.clone(), house.price);
    let name = id.to_string();
    let (house, picked) = (id.clone(), id.clone());
    let is_excluded = page.memo(move |s| s.excluded.contains(&house));
    let is_selected = Memo::new(move |_| page.selected_house.with(|house| house.as_ref() == Some(&picked)));
    view! {
        <li class:out=move || is_excluded.get() class:sel=is_selected>
            <HousePicture data position />
            <div>
                <b>{name}</b>
                <span>{money(price)}</span>
            </div>
            <ExcludeToggle house=id />
        </li>
    }
}
