//! The form of a run's settings, and the choice of the device.

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::memo::Memo;
use super::page::Page;
use super::parts::{button, fixed, icon, never, why};
use crate::protocol::DeviceChoice;
use crate::training::Config;
use crate::ui::form::Field;
use crate::ui::format::{count, counted, short_time};
use crate::ui::run::device_words;
use crate::ui::state::State;
use crate::ui::steps::why_locked;

pub(super) fn settings(page: Page) -> View {
    let locked = page.memo(why_locked);
    let back = Memo::new(move || {
        let same =
            || page.form.with(|f| !f.any_changed()).then(|| "These are the reference settings.".to_string());
        locked.get().or_else(same)
    });
    let photos = page.memo(State::photos_a_house);
    let error = Memo::new(move || page.form.with(|f| f.config(photos.get()).err()));
    let one = move |field| self::field(page, locked, field);
    html! {
        <form class="form blk c5 w4" aria-labelledby="h-set" on:submit={|event| event.prevent_default()}>
            <div>
                <div class="head tight"><h3 id="h-set">"Settings"</h3>
                    {button("reset-settings", "settings", "", fixed("Back to the reference"), back, never(),
                        Box::new(move || page.form.update(|f| f.reset())))}</div>
                {why("settings", back)}
            </div>
            <fieldset class:locked={move || locked.with(Option::is_some)}><legend>"Network"</legend>
                <div class="grid2">{one(Field::Filters)}{one(Field::Tile)}</div></fieldset>
            <fieldset class:locked={move || locked.with(Option::is_some)}><legend>"Training"</legend>
                <div class="grid2">{one(Field::Epochs)}{one(Field::BatchSize)}{one(Field::LearningRate)}{one(Field::Decay)}{one(Field::Seed)}</div></fieldset>
            <fieldset class:locked={move || locked.with(Option::is_some)}><legend>"Split"</legend>
                <div class="grid2">{one(Field::TestShare)}{one(Field::SplitSeed)}</div>
                <p class="fine gap-s">"Validation runs on the test houses after each epoch, as in the tutorial. They are never trained on."</p></fieldset>
            {move || error.get().map(|sentence| html! {
                <div class="note-box err" role="alert" data-testid="settings-error">{icon("err")}
                    <p><span class="vh">"Error: "</span>{sentence}</p></div>
            })}
            {devices(page)}
        </form>
    }
}

/// What stands behind a field's number: what follows from it.
fn unit(page: Page, field: Field) -> Memo<String> {
    let photos = page.memo(State::photos_a_house);
    let config = move || page.form.with(|f| f.config(photos.get())).ok();
    let counts = matches!(field, Field::BatchSize | Field::TestShare).then(|| page.split_counts(config));
    Memo::new(move || {
        let Some(config) = config() else { return String::new() };
        match (field, counts.and_then(|counts| counts.get())) {
            (Field::Filters, _) => counted(config.parameters(0), "parameter", "parameters"),
            (Field::Tile, _) => "pixels".to_string(),
            (Field::BatchSize, Some((train, _))) => {
                counted(train.div_ceil(config.batch_size), "step", "steps")
            }
            (Field::TestShare, Some((_, test))) => counted(test, "house", "houses"),
            _ => String::new(),
        }
    })
}

fn field(page: Page, locked: Memo<Option<String>>, field: Field) -> View {
    let id = field.id();
    let changed = Memo::new(move || page.form.with(|f| f.changed(field)));
    let wrong = Memo::new(move || page.form.with(|f| f.wrong(field)));
    let unit = unit(page, field);
    let mode = match field {
        Field::Filters => "text",
        Field::LearningRate | Field::Decay | Field::TestShare => "decimal",
        _ => "numeric",
    };
    let note =
        move || wrong.get().unwrap_or_else(|| format!("reference: {}", field.show(&Config::default())));
    html! {
        <div class="field" class:full={field == Field::Filters} class:changed={move || changed.get()}
            class:wrong={move || wrong.with(Option::is_some)}>
            <label for={id}>{field.label()}</label>
            <div class="in"><input id={id} data-testid={id} inputmode={mode} autocomplete="off" spellcheck="false"
                readonly={move || locked.with(Option::is_some)}
                aria-invalid={move || wrong.with(Option::is_some).to_string()}
                aria-describedby={move || changed.get().then(|| format!("note-{id}"))}
                prop:value={move || page.form.with(|f| f.text(field).to_string())}
                on:input={move |event| page.form.update(|f| f.set(field, event_target_value(&event)))}/>
                <span class="u">{move || unit.get()}</span></div>
            <span class="note" id={format!("note-{id}")} hidden={move || !changed.get()}>{note}</span>
        </div>
    }
}

/// How the devices did in the race, in words.
fn raced(state: &State) -> Vec<(String, String)> {
    let Some(report) = &state.device else { return Vec::new() };
    let line = |(device, ms): &(crate::protocol::DeviceName, f64)| {
        let (kind, name) = device_words(device);
        (format!("{kind}, {name}"), format!("{} a step", short_time(ms / 1e3)))
    };
    report.raced.iter().map(line).collect()
}

fn devices(page: Page) -> View {
    let results = page.memo(raced);
    let no_gpu = page.memo(|s| s.no_gpu.clone().or_else(|| s.device.as_ref()?.no_gpu.clone()));
    let radio = move |choice: DeviceChoice, testid: &'static str, name: &'static str, note: &'static str| {
        html! {
            <label><input type="radio" name="device" data-testid={testid} value={testid}
                prop:checked={move || page.form.with(|f| f.device == choice)}
                on:change={move |_| page.form.update(|f| f.device = choice)}/><span>{name}</span><span class="dim">{note}</span></label>
        }
    };
    let row = |(name, time)| html! { <li><span>{name}</span> <span>{time}</span></li> };
    html! {
        <fieldset><legend>"Device"</legend>
            <div class="dev" data-testid="device-choice">
                {radio(DeviceChoice::Auto, "device-auto", "Automatic", "the faster one")}
                {radio(DeviceChoice::Gpu, "device-gpu", "GPU", "WebGPU")}
                {radio(DeviceChoice::Cpu, "device-cpu", "CPU", "always there")}
            </div>
            {move || (!results.with(Vec::is_empty)).then(|| html! {
                <ul class="raced s" data-testid="race">{several(results.get().into_iter().map(row))}</ul>
                <p class="fine">"Each ran the same few real steps before the run. A choice applies to the next run."</p>
            })}
            {move || no_gpu.get().map(|sentence| html! { <p class="fine" data-testid="no-gpu">{sentence}</p> })}
        </fieldset>
    }
}

/// What a run differs in, for the list of runs.
pub(super) fn changed_words(config: &Config) -> String {
    let changes = crate::ui::form::changes(config);
    if changes.is_empty() { "nothing".to_string() } else { changes.join("; ") }
}

/// Epochs done, as the list of runs shows them.
pub(super) fn epochs_words(done: usize, all: usize) -> String {
    if done == all { count(done) } else { format!("{} of {}", count(done), count(all)) }
}
