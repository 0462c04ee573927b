//! The form for a home's attributes and zip code.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::select_field::SelectField;
use crate::page::Page;
use facade_app::availability::slider_blocked_by;
use facade_app::home_inputs::{chosen_category, ignored_attributes_text, set_category};
use facade_data::{AttributeGroup, group_attributes};
use facade_protocol::InputSchema;
use facade_spec::AttributeRange;
use facade_text as text;
use facade_text::format::{attribute_unit, count, parse_localised, plain};

/// The most zip codes in a list, and suggestions while one is typed.
const MAX_OPTIONS: usize = 500;
const MAX_SUGGESTIONS: usize = 20;

/// The fields that the model uses, if it uses any.
#[component]
pub(super) fn AttributeForm() -> impl IntoView {
    let page = Page::from_context();
    // The schema may be large: compared only if the model has changed.
    let model = page.memo(|s| s.model.as_ref().map(|m| Arc::as_ptr(&m.file) as usize));
    let schema = Memo::new(move |_| {
        model.with(|_| ());
        page.state
            .with_untracked(|s| s.model.as_ref().map(|m| m.summary.input_schema.clone()).unwrap_or_default())
    });
    let ignored = page.memo(ignored_attributes_text);
    let zip_code = |codes: Vec<String>| match codes.len() {
        0 => ().into_any(),
        1..=MAX_OPTIONS => view! { <ZipCodeSelect codes /> }.into_any(),
        _ => view! { <ZipCodeInput codes /> }.into_any(),
    };
    move || {
        let InputSchema { attributes, ranges, zip_codes } = schema.get();
        let has_fields = !attributes.is_empty() || !zip_codes.is_empty();
        has_fields.then(|| {
            let field = |group: AttributeGroup| match group {
                AttributeGroup::Single(index) => {
                    let range = ranges.get(index).copied();
                    view! { <AttributeField index name=attributes[index].clone() range /> }.into_any()
                }
                AttributeGroup::Category { column, first, values } => {
                    view! { <CategorySelect column first values /> }.into_any()
                }
            };
            let fields = group_attributes(&attributes).into_iter().map(field).collect_view();
            view! {
                <div class="blk c12" data-testid="asked">
                    <h3>{text::predict_about()}</h3>
                    <p class="sub">
                        {text::predict_about_how()}
                        {move || ignored.get().map(|sentence| format!(" {sentence}"))}
                    </p>
                    <div class="told">{fields} {zip_code(zip_codes)}</div>
                </div>
            }
        })
    }
}

#[component]
fn AttributeField(index: usize, name: String, range: Option<AttributeRange>) -> impl IntoView {
    let page = Page::from_context();
    let slider = range.map(|range| view! { <AttributeSlider index name=name.clone() range /> });
    let id = format!("told-{index}");
    let text = page.memo(move |s| s.home.attribute_texts.get(index).cloned().unwrap_or_default());
    let unit = attribute_unit(&name).map(|unit| view! { <span class="u">{unit}</span> });
    view! {
        <div class="field">
            <label for=id.clone()>{name}</label>
            <div class="in">
                <input
                    id=id.clone()
                    data-testid=id
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=text
                    on:input=move |event| {
                        page.state.update(|s| s.set_home_input(Some(index), event_target_value(&event)));
                    }
                />
                {unit}
            </div>
            {slider}
        </div>
    }
}

/// Changes an attribute among the values of the training houses, and requests the price at once.
#[component]
fn AttributeSlider(index: usize, name: String, range: AttributeRange) -> impl IntoView {
    let page = Page::from_context();
    let AttributeRange { low, high, step } = range;
    let value = page.memo(move |s| {
        let typed = s.home.attribute_texts.get(index).and_then(|text| parse_localised(text));
        typed.unwrap_or((low + high) / 2.0).clamp(low, high)
    });
    let blocked = Memo::new(move |_| {
        let chosen = page.chosen_photos();
        page.state.with(|s| slider_blocked_by(s, &chosen).is_some())
    });
    let change = move |event: web_sys::Event| {
        let Ok(value) = event_target_value(&event).parse::<f64>() else { return };
        page.slide_attribute(index, plain(value));
    };
    view! {
        <input
            type="range"
            class="slider"
            data-testid=format!("slide-{index}")
            aria-label=text::predict_slider(name)
            min=low.to_string()
            max=high.to_string()
            step=step.to_string()
            disabled=blocked
            prop:value=move || value.get().to_string()
            on:input=change
        />
    }
}

/// A choice among the values of a category, which sets its indicators.
#[component]
fn CategorySelect(
    column: String,
    /// Index of the first indicator.
    first: usize,
    values: Vec<String>,
) -> impl IntoView {
    let page = Page::from_context();
    let id = format!("told-{first}");
    let count = values.len();
    let chosen = page.memo(move |s| chosen_category(s, first, count));
    let change = move |choice: String| {
        page.state.update(|s| set_category(s, first, count, choice.parse().ok()));
    };
    let option = move |choice: Option<usize>, label: String| {
        view! {
            <option
                value=choice.map(|choice| choice.to_string()).unwrap_or_default()
                prop:selected=move || chosen.get() == choice
            >
                {label}
            </option>
        }
    };
    // Behind the values: one that had too few houses.
    let options = values.into_iter().chain([text::predict_category_other().to_owned()]).enumerate();
    let options = options.map(|(choice, label)| option(Some(choice), label)).collect_view();
    view! {
        <SelectField id label=column on_change=change>
            {option(None, text::predict_category_unknown().to_owned())}
            {options}
        </SelectField>
    }
}

#[component]
fn ZipCodeSelect(codes: Vec<String>) -> impl IntoView {
    let page = Page::from_context();
    let value = page.memo(|s| s.home.zip_code.clone());
    let option = move |code: String| {
        let name = code.clone();
        view! {
            <option value=code.clone() prop:selected=move || value.with(|value| *value == code)>
                {name}
            </option>
        }
    };
    view! {
        <SelectField
            id="told-zip"
            label=text::predict_zip_code()
            on_change=move |code| page.state.update(|s| s.set_home_input(None, code))
        >
            <option value="" prop:selected=move || value.with(String::is_empty)>
                {text::predict_zip_code_unknown()}
            </option>
            {codes.into_iter().map(option).collect_view()}
        </SelectField>
    }
}

/// A text field for the zip code, with suggestions: nobody can use a list of very many.
#[component]
fn ZipCodeInput(codes: Vec<String>) -> impl IntoView {
    let page = Page::from_context();
    let value = page.memo(|s| s.home.zip_code.clone());
    let how = text::predict_zip_code_type(count(codes.len()));
    let codes = StoredValue::new(codes);
    let set = move |event: web_sys::Event| {
        let typed = event_target_value(&event).trim().to_owned();
        page.state.update(|s| s.set_home_input(None, typed));
    };
    let suggestions = move || {
        let matches =
            |code: &&String| value.with(|typed| !typed.is_empty() && code.starts_with(typed.as_str()));
        codes.with_value(|codes| {
            let found = codes.iter().filter(matches).take(MAX_SUGGESTIONS);
            found.map(|code| view! { <option value=code.clone()></option> }).collect_view()
        })
    };
    let note = move || {
        let is_new =
            value.with(|typed| !typed.is_empty() && codes.with_value(|codes| !codes.contains(typed)));
        if is_new { text::predict_zip_code_new().to_owned() } else { how.clone() }
    };
    view! {
        <div class="field">
            <label for="told-zip">{text::predict_zip_code()}</label>
            <div class="in">
                <input
                    id="told-zip"
                    data-testid="told-zip"
                    list="zip-codes"
                    autocomplete="off"
                    aria-describedby="told-zip-how"
                    prop:value=value
                    on:input=set
                />
                <datalist id="zip-codes">{suggestions}</datalist>
            </div>
            <p class="fine" id="told-zip-how" role="status" data-testid="told-zip-how">
                {note}
            </p>
        </div>
    }
}
