//! How a table was read: its sheet, its encoding, the line of its header, and what was left out.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use crate::components::select_field::SelectField;
use crate::page::Page;
use facade_app::mapping_form::MappingForm;
use facade_app::pairing_text::photo_list_note;
use facade_data::{ENCODINGS, ReadOptions};
use facade_text as text;
use facade_text::format::list;

/// What was guessed, to be changed where it is wrong.
#[component]
pub(crate) fn TableReadingFields(form: Memo<Option<MappingForm>>) -> impl IntoView {
    let page = Page::from_context();
    let reading = Memo::new(move |_| {
        form.with(|form| {
            let form = form.as_ref().filter(|form| !form.is_fixed())?;
            let reading = &form.preview.reading;
            let photo_list =
                form.mapping().ok().and_then(|mapping| mapping.used_photo_list(reading).map(photo_list_note));
            Some((reading.clone(), photo_list, form.table, form.options.clone()))
        })
    });
    move || {
        let (reading, photo_list, table, options) = reading.get()?;
        let read_again = move |options: ReadOptions| {
            page.with_workers(|workers| workers.choose_table(table, options));
        };
        let header = reading.header_line.unwrap_or(0);
        let header_options = options.clone();
        let change_header = move |event: Event| {
            let field = event_target::<HtmlInputElement>(&event);
            match field.value().trim().parse() {
                Ok(line) => {
                    read_again(ReadOptions { header_line: Some(line), ..header_options.clone() });
                }
                // After invalid input the field shows the current value.
                Err(_) => field.set_value(&header.to_string()),
            }
        };
        let select = |id: &'static str,
                      label: &'static str,
                      values: Vec<String>,
                      selected: String,
                      change: Callback<String>| {
            let option = |value: String| {
                let is_selected = value == selected;
                let label = value.clone();
                view! {
                    <option value=value prop:selected=is_selected>
                        {label}
                    </option>
                }
            };
            let options = values.into_iter().map(option).collect_view();
            view! {
                <SelectField id label on_change=move |value| change.run(value)>
                    {options}
                </SelectField>
            }
        };
        let sheet_options = options.clone();
        let sheets = (reading.sheets.len() > 1).then(|| {
            let change = Callback::new(move |sheet| {
                read_again(ReadOptions { sheet: Some(sheet), header_line: None, ..sheet_options.clone() });
            });
            let selected = reading.sheet.clone().unwrap_or_default();
            select("table-sheet", text::map_sheet(), reading.sheets.clone(), selected, change)
        });
        let others = &reading.other_price_sheets;
        let other_sheets = (!others.is_empty()).then(|| text::map_other_sheets(list(others)));
        let encodings = reading.encoding.clone().map(|encoding| {
            let change = Callback::new(move |encoding| {
                read_again(ReadOptions { encoding: Some(encoding), ..options.clone() });
            });
            let mut values: Vec<String> = ENCODINGS.map(str::to_owned).into();
            if !values.contains(&encoding) {
                values.insert(0, encoding.clone());
            }
            select("table-encoding", text::map_encoding(), values, encoding, change)
        });
        let skipped: Vec<String> = reading
            .skipped
            .iter()
            .map(|skipped| text::t!(map_skipped_line, line = skipped.line, why = &skipped.why))
            .collect();
        Some(view! {
            <div class="read-as" role="group" aria-label=text::map_reading()>
                <div class="field">
                    <label for="header-line">{text::map_header_line()}</label>
                    <div class="in">
                        <input
                            id="header-line"
                            data-testid="header-line"
                            inputmode="numeric"
                            autocomplete="off"
                            prop:value=header.to_string()
                            on:change=change_header
                        />
                        <span class="u">{text::map_header_none()}</span>
                    </div>
                </div>
                {sheets}
                {encodings}
                {other_sheets.map(|note| view! { <p class="sub">{note}</p> })}
                {photo_list
                    .map(|note| {
                        view! {
                            <p class="sub" data-testid="photo-list">
                                {note}
                            </p>
                        }
                    })}
                {(!skipped.is_empty()).then(|| view! { <p class="sub">{skipped.join(" ")}</p> })}
            </div>
        })
    }
}
