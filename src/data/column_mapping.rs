//! What the columns of a table mean: a guess that the visitor confirms or corrects.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::pairing_panel::PairingPanel;
use super::table_reading::TableReadingFields;
use super::table_units::UnitFields;
use crate::browser::document::scroll_to;
use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::components::select_field::SelectField;
use crate::page::Page;
use facade_app::mapping_form::{ColumnRole, MappingForm};
use facade_data::ReadOptions;
use facade_text as text;
use facade_text::format::count;

/// Shows the table and the guess instead of the drop zone.
#[component]
pub(crate) fn ColumnMapping() -> impl IntoView {
    let page = Page::from_context();
    let form = page.memo(|s| s.mapping.clone());
    let question = move || form.with(|form| form.as_ref().map(|form| text::map_question(&form.preview.file)));
    let blocked = Memo::new(move |_| form.with(|form| form.as_ref()?.blocked_by()));
    let confirm = move || {
        let chosen = form.with_untracked(|form| {
            let form = form.as_ref()?;
            let units = (form.currency(), form.area());
            Some((form.table, form.options.clone(), form.mapping().ok()?, units))
        });
        if let Some((table, options, mapping, (currency, area))) = chosen {
            page.update_preferences(|all| {
                currency.inspect(|code| (*code).clone_into(&mut all.currency));
                area.inspect(|unit| (*unit).clone_into(&mut all.area));
            });
            page.with_workers(|workers| workers.map_columns(table, options, mapping));
            // The form gives way to the progress.
            scroll_to("data");
        }
    };
    let cancel = move |_| page.with_workers(|workers| workers.cancel_loading());
    view! {
        <div class="mapping" data-testid="mapping">
            <h3>{question}</h3>
            <PreviewTable form />
            <TableReadingFields form />
            <PairingPanel form />
            <div class="fields">
                <UnitFields form />
                <RareZipCodeRule form />
            </div>
            <div class="btns">
                <Button
                    testid="map-columns"
                    reason_id="map"
                    icon="check"
                    label=text::map_read()
                    blocked
                    primary=true
                    on_click=confirm
                />
                <button class="btn" type="button" data-testid="cancel-mapping" on:click=cancel>
                    <Icon name="close" />
                    {text::load_cancel()}
                </button>
            </div>
            <BlockedReason reason_id="map" reason=blocked />
        </div>
    }
}

/// The first rows of the table, and what each column means.
#[component]
fn PreviewTable(form: Memo<Option<MappingForm>>) -> impl IntoView {
    // Without the meanings: when one changes, the table stays.
    let table = Memo::new(move |_| {
        form.with(|form| {
            let form = form.as_ref()?;
            Some((form.tables.clone(), form.table, form.preview.clone(), form.is_fixed()))
        })
    });
    move || {
        let (tables, selected, preview, is_fixed) = table.get()?;
        let headings =
            preview.columns.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
        let role_select = |(column, name): (usize, &String)| {
            view! {
                <td>
                    <RoleSelect form column name=name.clone() is_fixed />
                </td>
            }
        };
        let role_selects = preview.columns.iter().enumerate().map(role_select).collect_view();
        // A long field is cut off: its title has all of it.
        let cell = |field: String| {
            let title = field.clone();
            view! { <td title=title>{field}</td> }
        };
        let row = |fields: Vec<String>| view! { <tr>{fields.into_iter().map(cell).collect_view()}</tr> };
        Some(view! {
            {(tables.len() > 1).then(|| view! { <TableSelect tables selected /> })}
            <div class="sc" role="region" aria-label=text::map_table() tabindex="0">
                <table class="map" data-testid="mapping-table">
                    <caption class="vh">{preview.file}</caption>
                    <thead>
                        <tr>{headings}</tr>
                        <tr class="pick">{role_selects}</tr>
                    </thead>
                    <tbody>{preview.rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="fine">
                {text::map_rows(preview.count)} {is_fixed.then(|| format!(" {}", text::map_fixed()))}
            </p>
        })
    }
}

#[component]
fn RoleSelect(
    form: Memo<Option<MappingForm>>,
    column: usize,
    name: String,
    /// Whether the meaning of the columns cannot be changed.
    is_fixed: bool,
) -> impl IntoView {
    let page = Page::from_context();
    let selected = Memo::new(move |_| form.with(|form| form.as_ref().map(|form| form.role(column))));
    let change = move |event: Event| {
        let key = event_target_value(&event);
        if let Some(role) = ColumnRole::ALL.into_iter().find(|role| role.key() == key) {
            page.change_mapping(move |form| form.set_role(column, role));
        }
    };
    let option = |role: ColumnRole| {
        view! {
            <option value=role.key() prop:selected=move || selected.get() == Some(role)>
                {role.label()}
            </option>
        }
    };
    view! {
        <select
            class="select"
            aria-label=text::map_meaning_of(name)
            data-testid=format!("meaning-{column}")
            disabled=is_fixed
            on:change=change
        >
            {ColumnRole::ALL.into_iter().map(option).collect_view()}
        </select>
    }
}

/// A choice among several tables.
#[component]
fn TableSelect(tables: Vec<String>, selected: usize) -> impl IntoView {
    let page = Page::from_context();
    let choose = move |position: String| {
        if let Ok(position) = position.parse() {
            page.with_workers(|workers| workers.choose_table(position, ReadOptions::default()));
        }
    };
    let option = move |(position, path): (usize, String)| {
        view! {
            <option value=position.to_string() prop:selected={position == selected}>
                {path}
            </option>
        }
    };
    view! {
        <SelectField id="table-choice" label=text::map_price_list() on_change=choose>
            {tables.into_iter().enumerate().map(option).collect_view()}
        </SelectField>
    }
}

/// The minimum of houses per zip code.
#[component]
fn RareZipCodeRule(form: Memo<Option<MappingForm>>) -> impl IntoView {
    let page = Page::from_context();
    let houses = Memo::new(move |_| form.with(|form| form.as_ref().map_or(0, |form| form.min_per_zip_code)));
    let change = move |event: Event| {
        let field = event_target::<HtmlInputElement>(&event);
        if let Ok(typed) = field.value().trim().parse() {
            page.edit_mapping(|form| form.min_per_zip_code = typed);
        }
        // After invalid input the field shows the current value.
        field.set_value(&houses.get_untracked().to_string());
    };
    let left_out = move || {
        let counted = form.with(|form| form.as_ref().and_then(MappingForm::in_rare_zip_codes));
        counted.map(|[left, all]| text::t!(map_rare_left_out, left, all = count(all)))
    };
    let has_zip_codes = Memo::new(move |_| {
        form.with(|form| {
            form.as_ref().is_some_and(|form| {
                let columns = 0..form.preview.columns.len();
                form.is_fixed() || columns.into_iter().any(|column| form.role(column) == ColumnRole::ZipCode)
            })
        })
    });
    view! {
        <div class="field" hidden=move || !has_zip_codes.get()>
            <label for="per-zip-code">{text::map_per_zip_code()}</label>
            <div class="in">
                <input
                    id="per-zip-code"
                    data-testid="per-zip-code"
                    inputmode="numeric"
                    autocomplete="off"
                    prop:value=move || houses.get().to_string()
                    on:change=change
                />
                <span class="u">{text::map_zero_keeps_all()}</span>
            </div>
            <span class="what" data-testid="rare-left-out" aria-live="polite">
                {left_out}
            </span>
        </div>
    }
}
