//! The form of a run's settings.

use leptos::prelude::*;

use super::device_fields::DeviceFields;
use super::network_select::{BackboneFile, NetworkSelect};
use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::page::Page;
use facade_app::availability::settings_locked_by;
use facade_app::form::Form;
use facade_app::state::State;
use facade_app::time_estimate::{run_time, tutorial_time};
use facade_spec::settings::{
    BATCH_SIZE, ENCODING, FILTERS, Kind, SETTINGS, Section, Setting, TEST_SHARE, TILE,
};
use facade_spec::{Config, ModelKind};
use facade_text as text;
use facade_text::TextFn;

#[component]
pub(crate) fn SettingsForm() -> impl IntoView {
    let page = Page::from_context();
    let locked_by = page.memo(settings_locked_by);
    let locked = Memo::new(move |_| locked_by.with(Option::is_some));
    let photos = page.memo(State::photos_per_house);
    let validation_note = Memo::new(move |_| {
        page.form.with(|f| f.config(photos.get())).map_or("", |config| match config {
            Config { cross_fit_folds: 1.., .. } => text::form_habit_members(),
            Config { validation_share, .. } if validation_share > 0.0 => text::form_habit_held_back(),
            _ => text::form_habit_test(),
        })
    });
    let error = Memo::new(move |_| page.form.with(|f| f.config(photos.get()).err()));
    let error_box = move || {
        error.get().map(|error| {
            view! {
                <div class="note-box err" role="alert" data-testid="settings-error">
                    <Icon name="err" />
                    <p>
                        <span class="vh">{text::form_error_before()} " "</span>
                        {error}
                    </p>
                </div>
            }
        })
    };
    view! {
        <form class="form blk c5 w4" aria-labelledby="h-set" on:submit=|event| event.prevent_default()>
            <FormHead locked_by />
            <fieldset class:locked=locked>
                <legend>{text::form_network()}</legend>
                <NetworkSelect locked />
                <BackboneFile locked />
                <SectionFields section=Section::Network locked />
            </fieldset>
            <fieldset class:locked=locked>
                <legend>{text::form_training()}</legend>
                <SectionFields section=Section::Training locked />
                <details class="more">
                    <summary>{text::form_more_training()}</summary>
                    <SectionFields section=Section::MoreTraining locked />
                </details>
            </fieldset>
            <fieldset class:locked=locked>
                <legend>{text::form_split()}</legend>
                <SectionFields section=Section::Split locked />
                <details class="more">
                    <summary>{text::form_more_validation()}</summary>
                    <SectionFields section=Section::Validation locked />
                </details>
                <p class="fine gap-s" data-testid="habit">
                    {validation_note}
                </p>
            </fieldset>
            {error_box}
            <DeviceFields />
        </form>
    }
}

/// The title, the button to reset the settings, and who chose them.
#[component]
fn FormHead(locked_by: Memo<Option<String>>) -> impl IntoView {
    let page = Page::from_context();
    let reset_blocked = Memo::new(move |_| {
        let same = || page.form.with(|f| !f.any_changed()).then(|| text::form_is_reference().to_owned());
        locked_by.get().or_else(same)
    });
    let can_undo = Memo::new(move |_| {
        let unchanged = |(_, recipe, _): &(Form, Form, Option<Config>)| page.form.with(|f| f == recipe);
        locked_by.with(Option::is_none)
            && page.settings_undo.with(|before| before.as_ref().is_some_and(unchanged))
    });
    let undo_reset = move |_| {
        if let Some((form, _, stored)) = page.settings_undo.get_untracked() {
            page.form.set(form);
            page.update_preferences(|all| all.config.clone_from(&stored));
        }
    };
    let is_own_data =
        page.memo(|s| s.data.as_ref().is_some_and(|data| data.name != facade_data::SAMPLE_NAME));
    let tutorial = page.memo(tutorial_time);
    let time = Memo::new(move |_| page.form.with(|form| page.state.with(|state| run_time(state, form))));
    let note = move || {
        if !page.form.with(Form::is_suggested) {
            return time.get().map(|time| ("run-time", time.text())).filter(|(_, text)| !text.is_empty());
        }
        let own = if is_own_data.get() { "yes" } else { "no" };
        let suggested = text::t!(form_suggested, own, reset = text::form_reset());
        Some(("suggested", format!("{suggested} {}", tutorial.get()?.text())))
    };
    view! {
        <div>
            <div class="head tight">
                <h3 id="h-set">{text::form_settings()}</h3>
                <Button
                    testid="reset-settings"
                    reason_id="settings"
                    label=text::form_reset()
                    blocked=reset_blocked
                    on_click=move || page.replace_settings(Form::reset)
                />
            </div>
            <Show when=move || can_undo.get()>
                <button class="textbtn" type="button" data-testid="undo-reset" on:click=undo_reset>
                    {text::form_undo_reset()}
                </button>
            </Show>
            <BlockedReason
                reason_id="settings"
                reason=reset_blocked
                is_idle=Signal::derive(move || locked_by.with(Option::is_none))
            />
            {move || {
                note()
                    .map(|(testid, note)| {
                        view! {
                            <p class="fine" data-testid=testid>
                                {note}
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// The settings of a section.
#[component]
fn SectionFields(section: Section, locked: Memo<bool>) -> impl IntoView {
    let fields = SETTINGS
        .iter()
        .filter(|setting| setting.section == section)
        .map(|setting| match setting.kind {
            Kind::Choice(options) => view! { <SettingChoice setting options locked /> }.into_any(),
            _ => view! { <SettingField setting locked /> }.into_any(),
        })
        .collect_view();
    view! { <div class="grid2">{fields}</div> }
}

/// The text behind a number: its unit, or what follows from it.
fn unit_text(page: Page, setting: &'static Setting) -> Memo<String> {
    let photos = page.memo(State::photos_per_house);
    let config = move || page.form.with(|f| f.config(photos.get())).ok();
    let counts = (*setting == BATCH_SIZE || *setting == TEST_SHARE).then(|| page.split_counts(config));
    // Attributes add parameters; how many is known when training starts.
    let counted_here = move |config: &Config| !config.model.uses_attributes();
    Memo::new(move |_| {
        let Some(config) = config() else { return String::new() };
        match counts.and_then(|counts| counts.get()) {
            Some((train, _)) if *setting == BATCH_SIZE => {
                text::form_unit_steps(train.div_ceil(config.batch_size))
            }
            Some((_, test)) => text::form_unit_houses(test),
            None if *setting == FILTERS && counted_here(&config) => {
                text::form_unit_parameters(config.parameters(0))
            }
            None if *setting == TILE => text::form_unit_pixels().to_owned(),
            None => String::new(),
        }
    })
}

/// A setting's id in the page.
fn id_of(setting: &Setting) -> String {
    let prefix = if setting.is_choice() { "choice" } else { "field" };
    format!("{prefix}-{}", setting.id)
}

/// Chooses the text for unchanged settings of a network.
fn recipe_key(model: ModelKind) -> &'static str {
    if model == ModelKind::Cnn { "reference" } else { "recipe" }
}

/// A text field, with a note if it is invalid or differs from the recipe.
#[component]
fn SettingField(setting: &'static Setting, locked: Memo<bool>) -> impl IntoView {
    let page = Page::from_context();
    let id = id_of(setting);
    let note_id = format!("note-{id}");
    let what_id = format!("what-{id}");
    let described_by = (what_id.clone(), format!("{what_id} {note_id}"));
    let is_wide = *setting == FILTERS;
    let changed = Memo::new(move |_| page.form.with(|f| f.changed(setting)));
    let wrong = Memo::new(move |_| page.form.with(|f| f.wrong(setting)));
    let is_wrong = move || wrong.with(Option::is_some);
    let unit = unit_text(page, setting);
    let shows = Memo::new(move |_| page.form.with(|f| f.shows(setting)));
    let mode = match setting.kind {
        Kind::Whole => "numeric",
        Kind::Number => "decimal",
        Kind::List | Kind::Choice(_) => "text",
    };
    let note = move || {
        let recipe = || {
            page.form.with(|f| {
                text::t!(form_unchanged, what = recipe_key(f.model()), value = setting.get(&f.recipe()))
            })
        };
        wrong.get().unwrap_or_else(recipe)
    };
    view! {
        <div
            class="field"
            hidden=move || !shows.get()
            class:full=is_wide
            class:changed=changed
            class:wrong=is_wrong
        >
            <label for=id.clone()>{(setting.label)()}</label>
            <div class="in">
                <input
                    id=id.clone()
                    data-testid=id
                    inputmode=mode
                    autocomplete="off"
                    spellcheck="false"
                    readonly=locked
                    aria-invalid=move || is_wrong().to_string()
                    aria-describedby=move || {
                        if changed.get() { described_by.1.clone() } else { described_by.0.clone() }
                    }
                    prop:value=move || page.form.with(|f| f.text(setting).to_owned())
                    on:input=move |event| page.form.update(|f| f.set(setting, event_target_value(&event)))
                />
                <span class="u">{unit}</span>
            </div>
            <span class="what" id=what_id>
                {setting.explanation_text()}
            </span>
            <span class="note" id=note_id hidden=move || !changed.get()>
                {note}
            </span>
        </div>
    }
}

/// A list of options.
#[component]
fn SettingChoice(
    setting: &'static Setting,
    options: &'static [(&'static str, TextFn)],
    locked: Memo<bool>,
) -> impl IntoView {
    let form = Page::from_context().form;
    let id = id_of(setting);
    let what_id = format!("what-{id}");
    let is_wide = *setting == ENCODING;
    let selected = Memo::new(move |_| form.with(|f| f.text(setting).to_owned()));
    let shows = Memo::new(move |_| form.with(|f| f.shows(setting)));
    let option = move |&(name, label): &(&'static str, TextFn)| {
        view! {
            <option value=name prop:selected=move || selected.with(|selected| selected == name)>
                {label()}
            </option>
        }
    };
    view! {
        <div class="field" class:full=is_wide hidden=move || !shows.get()>
            <label for=id.clone()>{(setting.label)()}</label>
            <div class="in">
                <select
                    class="select"
                    id=id.clone()
                    data-testid=id
                    disabled=locked
                    aria-describedby=what_id.clone()
                    on:change=move |event| form.update(|f| f.set(setting, event_target_value(&event)))
                >
                    {options.iter().map(option).collect_view()}
                </select>
            </div>
            <span class="what" id=what_id>
                {setting.explanation_text()}
            </span>
        </div>
    }
}
