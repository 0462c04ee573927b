//! Typing the prices of houses, for a folder without a table.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::components::input_hint::InputHint;
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
    let message = page.memo(|s| s.price_entry.as_ref().map(|entry| entry.message.clone()));
    let is_guessed = page.memo(|s| s.price_entry.as_ref().is_some_and(|entry| entry.is_guessed));
    let counts =
        page.memo(|s| s.price_entry.as_ref().map(|entry| (entry.priced().count(), entry.all().len())));
    let blocked = page.memo(|s| s.price_entry.as_ref()?.blocked_by());
    let load = move || {
        let priced = |entry: &PriceEntry| entry.priced().cloned().collect::<Vec<_>>();
        if let Some(houses) = page.state.with_untracked(|s| s.price_entry.as_ref().map(priced)) {
            page.with_workers(|workers| workers.use_prices(&houses));
        }
    };
    let save = move || {
        let mut list = None;
        if let Some(houses) = page.state.with_untracked(|s| Some(s.price_entry.as_ref()?.all().to_vec())) {
            page.with_workers(|workers| list = workers.price_list(&houses));
        }
        if let Some(list) = list {
            page.download(Place::Data, text::prices_file(), Extension::Csv, list.as_bytes());
        }
    };
    let cancel = move |_| page.with_workers(|workers| workers.cancel_prices());
    view! {
        <div class="mapping" data-testid="price-entry">
            <h3>{text::prices_title()}</h3>
            <p class="s dim" data-testid="price-entry-why">
                {message}
            </p>
            <p class="s">{text::prices_how()} " " <InputHint pointer=text::prices_enter() /></p>
            <Show when=move || is_guessed.get()>
                <p class="s" data-testid="prices-guessed">
                    {text::prices_guessed()}
                </p>
            </Show>
            <ShownHouse />
            <p class="s dim" role="status" data-testid="price-count">
                {move || counts.get().map(|(priced, houses)| text::t!(prices_done, priced, houses))}
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
fn ShownHouse() -> impl IntoView {
    let page = Page::from_context();
    let shown = page.memo(|s| {
        let entry = s.price_entry.as_ref()?;
        let house = entry.shown_house()?.0;
        Some((entry.shown, entry.all().len(), house.name.clone(), house.photos.clone()))
    });
    let typed = page.memo(|s| {
        s.price_entry.as_ref().and_then(|entry| Some(entry.shown_house()?.1.to_owned())).unwrap_or_default()
    });
    let problem = page.memo(|s| s.price_entry.as_ref()?.problem());
    let is_wrong = move || problem.with(Option::is_some);
    let thumbnails =
        page.memo(|s| s.price_entry.as_ref().map(|entry| entry.thumbnails.clone()).unwrap_or_default());
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
            <div class="field" class:wrong=is_wrong>
                <label for="price-text">{label}</label>
                <div class="in">
                    <input
                        id="price-text"
                        data-testid="price-text"
                        inputmode="decimal"
                        autocomplete="off"
                        aria-invalid=move || is_wrong().to_string()
                        aria-describedby="price-problem"
                        prop:value=typed
                        on:input=move |event| page.type_price(event_target_value(&event))
                        on:keydown=on_key
                    />
                </div>
                <span class="note" id="price-problem" role="alert" data-testid="price-problem">
                    {problem}
                </span>
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
