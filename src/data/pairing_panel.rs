//! How photos belong to houses: in words, in numbers, and with three houses to look at.

use leptos::prelude::*;
use web_sys::Event;

use super::table_units::chosen_currency;
use crate::components::photo_strip::PhotoStrip;
use crate::components::select_field::SelectField;
use crate::page::Page;
use facade_app::mapping_form::MappingForm;
use facade_app::pairing_text::{method_text, pairing_notes};
use facade_data::{ExampleHouse, PairingPreview};
use facade_text as text;
use facade_text::format::{list, money_in};

/// The ways to pair photos, and examples of the chosen one.
#[component]
pub(crate) fn PairingPanel(form: Memo<Option<MappingForm>>) -> impl IntoView {
    let ways = Memo::new(move |_| {
        form.with(|form| {
            let preview = &form.as_ref()?.preview;
            let way = |pairing: &PairingPreview| method_text(pairing, &preview.columns);
            Some((preview.pairings.iter().map(way).collect::<Vec<String>>(), preview.is_clear))
        })
    });
    let pairing = Memo::new(move |_| {
        form.with(|form| {
            form.as_ref().and_then(|form| Some((form.pairing.clone()?, form.preview.columns.clone())))
        })
    });
    let others = Memo::new(move |_| {
        form.with(|form| form.as_ref().map(|form| form.preview.other_tables.clone()).unwrap_or_default())
    });
    let notes = move || match pairing.get() {
        Some((pairing, columns)) => {
            let mut notes = pairing_notes(&pairing, &columns);
            if !others.with(Vec::is_empty) {
                notes.push(text::map_other_tables(others.with(|others| list(others))));
            }
            notes
        }
        None => vec![text::map_pairing_waits().to_owned()],
    };
    let way = move || {
        pairing.with(|pairing| pairing.as_ref().map(|(pairing, columns)| method_text(pairing, columns)))
    };
    view! {
        <section class="pairing" aria-labelledby="h-pairing" data-testid="pairing">
            <h4 id="h-pairing">{text::map_pairing()}</h4>
            {move || {
                let (ways, is_clear) = ways.get()?;
                (ways.len() > 1 || !is_clear).then(|| view! { <WayChoice form ways is_clear /> })
            }}
            <p data-testid="pairing-way">{way}</p>
            <p class="sub" data-testid="pairing-notes" aria-live="polite">
                {move || notes().join(" ")}
            </p>
            {move || {
                let (pairing, _) = pairing.get()?;
                (pairing.complete_houses.first() != pairing.complete_houses.last())
                    .then(|| view! { <PhotoCount pairing /> })
            }}
            {move || {
                let (pairing, _) = pairing.get()?;
                (pairing.complete() < pairing.houses_with_photos)
                    .then(|| view! { <KeepIncomplete pairing /> })
            }}
            <ul class="examples">
                <For
                    each=move || pairing.get().map(|(pairing, _)| pairing.examples).unwrap_or_default()
                    key=|house| (house.id.clone(), house.photos.clone())
                    let:house
                >
                    <Example form house />
                </For>
            </ul>
        </section>
    }
}

/// A choice among the ways that were found.
#[component]
fn WayChoice(form: Memo<Option<MappingForm>>, ways: Vec<String>, is_clear: bool) -> impl IntoView {
    let page = Page::from_context();
    let chosen = Memo::new(move |_| form.with(|form| form.as_ref().and_then(MappingForm::chosen_pairing)));
    // Where it is not clear, nothing is chosen before the visitor does.
    let is_chosen = Memo::new(move |_| form.with(|form| form.as_ref().is_some_and(MappingForm::is_chosen)));
    let choose = move |index: usize| {
        page.change_mapping(move |form| form.choose_pairing(index));
    };
    let option = |(index, way): (usize, String)| {
        view! {
            <label class="way">
                <input
                    type="radio"
                    name="way"
                    data-testid=format!("way-{index}")
                    prop:checked=move || is_chosen.get() && chosen.get() == Some(index)
                    on:change=move |_| choose(index)
                />
                {way}
            </label>
        }
    };
    view! {
        <fieldset class="ways" data-testid="ways">
            <legend class:red=!is_clear class:vh=is_clear>
                {match (is_clear, ways.len()) {
                    (true, _) => text::map_pairing(),
                    (false, 1) => text::map_pairing_guess(),
                    (false, _) => text::map_pairing_several(),
                }}
            </legend>
            {ways.into_iter().enumerate().map(option).collect_view()}
        </fieldset>
    }
}

/// Whether houses with fewer photos are kept.
#[component]
fn KeepIncomplete(pairing: PairingPreview) -> impl IntoView {
    let page = Page::from_context();
    let change = move |event: Event| {
        let keep = event_target_checked(&event);
        page.change_mapping(move |form| form.set_keep_incomplete(keep));
    };
    let fewer = pairing.houses_with_photos.saturating_sub(pairing.complete());
    view! {
        <label class="way">
            <input
                type="checkbox"
                data-testid="keep-incomplete"
                prop:checked=pairing.keeps_incomplete
                on:change=change
            />
            <span>{text::map_keep_incomplete(fewer)}</span>
        </label>
    }
}

/// A choice of how many photos per house are used, with the number of houses that have them all.
#[component]
fn PhotoCount(pairing: PairingPreview) -> impl IntoView {
    let page = Page::from_context();
    let change = move |photos: String| {
        if let Ok(photos) = photos.parse() {
            page.change_mapping(move |form| form.set_photos_per_house(photos));
        }
    };
    let option = |(photos, houses): (usize, usize)| {
        view! {
            <option value=photos.to_string() prop:selected={photos == pairing.photos_per_house}>
                {text::t!(map_photos_houses, photos, houses)}
            </option>
        }
    };
    let options = (1..).zip(pairing.complete_houses).map(option).collect_view();
    view! {
        <SelectField id="photos-per-house" label=text::map_photos_per_house() on_change=change>
            {options}
        </SelectField>
    }
}

/// A house: its price as it was read, and its photos.
#[component]
fn Example(form: Memo<Option<MappingForm>>, house: ExampleHouse) -> impl IntoView {
    let id = house.id.to_string();
    let currency = chosen_currency(Page::from_context(), form);
    let price = move || money_in(house.price, &currency.get());
    let thumbnails = Signal::derive(move || {
        form.with(|form| form.as_ref().map(|form| form.thumbnails.clone()).unwrap_or_default())
    });
    view! {
        <li data-testid=format!("example-{}", house.id)>
            <b>{text::map_example(&house.id)}</b>
            <span class="sum">{price}</span>
            <PhotoStrip house=id photos=house.photos thumbnails />
        </li>
    }
}
