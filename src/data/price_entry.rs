//! Typing the prices of houses, for a folder without a table.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::components::photo_strip::PhotoStrip;
use crate::page::Page;
use facade_app::file_name::Extension;
use facade_app::notice::Place;
use facade_app::price_entry::PriceEntry;
use facade_text as text;

/// Shows the houses one after the other, instead of the drop zone.
#[component]
pub(crate) fn PriceEntryForm() -> impl IntoView {
    let page = Page::from_context();
    let entry = page.memo(|s| s.price_entry.clone());
    let of_entry =
        move |part: fn(&PriceEntry) -> String| move || entry.with(|entry| entry.as_ref().map(part));
    let blocked = Memo::new(move |_| entry.with(|entry| entry.as_ref()?.blocked_by()));
    let problem = Memo::new(move |_| entry.with(|entry| entry.as_ref()?.problem()));
    let guessed = move || {
        let is_guessed = entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.is_guessed));
        is_guessed.then(|| {
            view! {
                <p class="s" data-testid="prices-guessed">
                    {text::prices_guessed()}
                </p>
            }
        })
    };
    let load = move || {
        if let Some(houses) = entry.with_untracked(|entry| entry.as_ref().map(PriceEntry::priced)) {
            page.with_workers(|workers| workers.use_prices(&houses));
        }
    };
    let save = move || {
        let Some(entry) = entry.get_untracked() else { return };
        let mut list = None;
        page.with_workers(|workers| list = workers.price_list(entry.all()));
        if let Some(list) = list {
            page.download(Place::Data, text::prices_file(), Extension::Csv, list.as_bytes());
        }
    };
    let cancel = move |_| page.with_workers(|workers| workers.cancel_prices());
    view! {
        <div class="mapping" data-testid="price-entry">
            <h3>{text::prices_title()}</h3>
            <p class="s dim" data-testid="price-entry-why">
                {of_entry(|entry| entry.message.clone())}
            </p>
            <p class="s">{text::prices_how()}</p>
            {guessed}
            <ShownHouse entry />
            <p class="s" role="alert" data-testid="price-problem">
                {problem}
            </p>
            <p class="s dim" role="status" data-testid="price-count">
                {of_entry(|entry| {
                    text::t!(prices_done, priced = entry.priced().len(), houses = entry.all().len())
                })}
            </p>
            <div class="btns">
                <Button
                    testid="use-prices"
                    reason_id="prices"
                    icon="check"
                    label=text::map_read()
                    blocked
                    primary=true
                    on_click=load
                />
                <Button
                    testid="save-prices"
                    reason_id="prices"
                    icon="save"
                    label=text::prices_save()
                    on_click=save
                />
                <button class="btn" type="button" data-testid="cancel-prices" on:click=cancel>
                    <Icon name="close" />
                    {text::load_cancel()}
                </button>
            </div>
            <BlockedReason reason_id="prices" reason=blocked />
        </div>
    }
}

/// A house with its photos, the field for its price, and buttons to the others.
#[component]
fn ShownHouse(entry: Memo<Option<PriceEntry>>) -> impl IntoView {
    let page = Page::from_context();
    let shown = Memo::new(move |_| {
        entry.with(|entry| {
            let entry = entry.as_ref()?;
            let house = entry.shown_house()?.0;
            Some((entry.shown, entry.all().len(), house.name.clone(), house.photos.clone()))
        })
    });
    let text_shown =
        move || entry.with(|entry| Some(entry.as_ref()?.shown_house()?.1.to_owned())).unwrap_or_default();
    let thumbnails = Signal::derive(move || {
        entry.with(|entry| entry.as_ref().map(|entry| entry.thumbnails.clone()).unwrap_or_default())
    });
    let heading = move || {
        shown.with(|shown| {
            let (at, houses, name, _) = shown.as_ref()?;
            Some(text::t!(prices_house, house = name, number = at + 1, houses = *houses))
        })
    };
    let photos = move || {
        let (_, _, house, photos) = shown.get()?;
        Some(view! { <PhotoStrip house photos thumbnails /> })
    };
    let label = move || shown.with(|shown| shown.as_ref().map(|shown| text::prices_label(&shown.2)));
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            page.show_price_of(PriceEntry::step_to_unpriced);
        }
    };
    view! {
        <div class="priced">
            <b data-testid="price-house">{heading}</b>
            {photos}
            <div class="field">
                <label for="price-text">{label}</label>
                <div class="in">
                    <input
                        id="price-text"
                        data-testid="price-text"
                        inputmode="decimal"
                        autocomplete="off"
                        prop:value=text_shown
                        on:input=move |event| page.type_price(event_target_value(&event))
                        on:keydown=on_key
                    />
                </div>
            </div>
            <div class="btns">
                <Button
                    testid="price-previous"
                    reason_id="prices"
                    label=text::prices_previous()
                    on_click=move || page.show_price_of(|entry| entry.step(-1))
                />
                <Button
                    testid="price-next"
                    reason_id="prices"
                    label=text::prices_next()
                    on_click=move || page.show_price_of(|entry| entry.step(1))
                />
                <Button
                    testid="price-next-unpriced"
                    reason_id="prices"
                    label=text::prices_next_unpriced()
                    on_click=move || page.show_price_of(PriceEntry::step_to_unpriced)
                />
            </div>
        </div>
    }
}
