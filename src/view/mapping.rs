//! What the columns of a table mean: a guess to be confirmed or mended.

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::memo::Memo;
use super::page::Page;
use super::parts::{button, fixed, icon, why};
use facade_app::mapping_form::{MappingForm, Meaning};
use facade_text as text;

/// Shows the table and the guess in the place of the drop zone.
pub(super) fn mapping(page: Page) -> View {
    let form = page.memo(|s| s.mapping.clone());
    // The table stays while its meanings change, so that a choice keeps the focus.
    let table =
        page.memo(|s| s.mapping.as_ref().map(|form| (form.tables.clone(), form.table, form.preview.clone())));
    let reason = Memo::new(move || form.with(|form| form.as_ref()?.mapping().err()));
    let go = move || {
        let chosen = form
            .with_untracked(|form| form.as_ref().and_then(|form| Some((form.table, form.mapping().ok()?))));
        if let Some((table, chosen)) = chosen {
            page.tell(|link| link.map(table, chosen));
        }
    };
    let cancel = move |_| page.tell(|link| link.cancel_intake());
    let content = move || {
        table.get().map(|(tables, at, preview)| {
            let head = preview.columns.iter().map(|name| html! { <th scope="col">{name.clone()}</th> });
            let head = several(head);
            let choices = (0..preview.columns.len()).map(|column| {
                html! { <td>{choice(page, form, column, &preview.columns[column])}</td> }
            });
            let choices = several(choices);
            let rows = preview.rows.iter().map(|row| {
                html! { <tr>{several(row.iter().map(|field| html! { <td>{field.as_str()}</td> }))}</tr> }
            });
            let rows = several(rows);
            html! {
                {(tables.len() > 1).then(|| other_tables(page, &tables, at))}
                <div class="sc" role="region" aria-label={text::map_table()} tabindex="0">
                    <table class="map" data-testid="mapping-table"><caption class="vh">{preview.file.clone()}</caption>
                        <thead><tr>{head}</tr><tr class="pick">{choices}</tr></thead><tbody>{rows}</tbody></table></div>
                <p class="fine">{text::map_rows(preview.count)}</p>
            }
        })
    };
    let question = move || form.with(|form| form.as_ref().map(|form| text::map_question(&form.preview.file)));
    html! {
        <div class="mapping" data-testid="mapping">
            <h3>{question}</h3>
            {content}
            {rule(page, form)}
            <div class="btns">
                {button("map-columns", "map", "check", fixed(text::map_read()), reason, Box::new(|| true), Box::new(go))}
                <button class="btn" type="button" data-testid="cancel-mapping" on:click={cancel}>{icon("close")} {text::load_cancel()}</button>
            </div>
            {why("map", reason)}
        </div>
    }
}

fn choice(page: Page, form: Memo<Option<MappingForm>>, column: usize, name: &str) -> View {
    let now = Memo::new(move || form.with(|form| form.as_ref().map(|form| form.meaning(column))));
    let set = move |event: web_sys::Event| {
        let key = event_target_value(&event);
        if let Some(meaning) = Meaning::ALL.into_iter().find(|meaning| meaning.key() == key) {
            page.state.update(|s| {
                if let Some(form) = &mut s.mapping {
                    form.set(column, meaning);
                }
            });
        }
    };
    let options = Meaning::ALL.map(|meaning| {
        html! { <option value={meaning.key()} selected={move || now.get() == Some(meaning)}>{meaning.label()}</option> }
    });
    html! {
        <select class="select" aria-label={text::map_meaning_of(name)} data-testid={format!("meaning-{column}")}
            prop:value={move || now.get().map(Meaning::key)} on:change={set}>{several(options)}</select>
    }
}

/// A choice among several tables.
fn other_tables(page: Page, tables: &[String], at: usize) -> View {
    let choose = move |event: web_sys::Event| {
        if let Ok(position) = event_target_value(&event).parse() {
            page.tell(|link| link.choose_table(position));
        }
    };
    let option = |(position, path): (usize, &String)| {
        html! { <option value={position.to_string()} selected={position == at}>{path.clone()}</option> }
    };
    html! {
        <div class="field"><label for="table-choice">{text::map_price_list()}</label>
            <div class="in"><select class="select" id="table-choice" data-testid="table-choice" on:change={choose}>
                {several(tables.iter().enumerate().map(option))}</select></div></div>
    }
}

/// The rule about rare zip codes.
fn rule(page: Page, form: Memo<Option<MappingForm>>) -> View {
    let houses = Memo::new(move || form.with(|form| form.as_ref().map_or(0, |form| form.per_zip_code)));
    let set = move |event: web_sys::Event| {
        let field = event_target::<web_sys::HtmlInputElement>(&event);
        if let Ok(typed) = field.value().trim().parse() {
            page.state.update(|s| {
                if let Some(form) = &mut s.mapping {
                    form.per_zip_code = typed;
                }
            });
        }
        // What is no number is not the rule: the field shows the one in force.
        field.set_value(&houses.get_untracked().to_string());
    };
    let zip = Memo::new(move || {
        form.with(|form| {
            let form = form.as_ref();
            form.is_some_and(|form| {
                (0..form.preview.columns.len()).any(|c| form.meaning(c) == Meaning::ZipCode)
            })
        })
    });
    html! {
        <div class="field" hidden={move || !zip.get()}><label for="per-zip-code">{text::map_per_zip_code()}</label>
            <div class="in"><input id="per-zip-code" data-testid="per-zip-code" inputmode="numeric" autocomplete="off"
                prop:value={move || houses.get().to_string()} on:change={set}/><span class="u">{text::map_zero_keeps_all()}</span></div></div>
    }
}
