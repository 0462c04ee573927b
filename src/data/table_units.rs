//! In which currency the prices of a table are, and in which unit its areas.

use leptos::prelude::*;

use crate::components::select_field::SelectField;
use crate::page::Page;
use facade_app::mapping_form::MappingForm;
use facade_text as text;
use facade_text::format::{AREAS, CURRENCIES, Currency};

/// The code of the currency of the table's prices: the one that was chosen or found, else the page's.
pub(super) fn chosen_currency(page: Page, form: Memo<Option<MappingForm>>) -> Memo<String> {
    Memo::new(move |_| {
        let found = form.with(|form| form.as_ref().and_then(MappingForm::currency));
        found.map_or_else(|| page.preferences.with(|all| all.currency.clone()), str::to_owned)
    })
}

/// The currency of the prices, and the unit of areas.
#[component]
pub(super) fn UnitFields(form: Memo<Option<MappingForm>>) -> impl IntoView {
    let page = Page::from_context();
    let currency = chosen_currency(page, form);
    let area = Memo::new(move |_| {
        let found = form.with(|form| form.as_ref().and_then(MappingForm::area));
        found.map_or_else(|| page.preferences.with(|all| all.area.clone()), str::to_owned)
    });
    let choose_currency = move |code: String| {
        let known = CURRENCIES.iter().find(|known| known.code == code).map(|known| known.code);
        page.edit_mapping(|form| form.currency = known);
    };
    let choose_area = move |unit: String| {
        let known = AREAS.iter().find(|known| **known == unit).copied();
        page.edit_mapping(|form| form.area = known);
    };
    let currency_option = move |known: &Currency| {
        let code = known.code;
        view! {
            <option value=code prop:selected=move || currency.with(|chosen| chosen == code)>
                {known.label()}
            </option>
        }
    };
    let area_option = move |unit: &'static str| {
        view! {
            <option value=unit prop:selected=move || area.with(|chosen| chosen == unit)>
                {unit}
            </option>
        }
    };
    view! {
        <SelectField id="map-currency" label=text::currency_choice() on_change=choose_currency>
            {CURRENCIES.iter().map(currency_option).collect_view()}
        </SelectField>
        <SelectField id="map-area" label=text::area_choice() on_change=choose_area>
            {AREAS.map(area_option).into_iter().collect_view()}
        </SelectField>
    }
}
