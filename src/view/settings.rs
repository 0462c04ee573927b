//! The form of a run's settings, and the choice of the device.

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::memo::Memo;
use super::page::Page;
use super::parts::{button, fixed, icon, never, why};
use facade_app::form::{Choice, Field, Form, model_words};
use facade_app::notice::Place;
use facade_app::run::device_words;
use facade_app::state::State;
use facade_app::steps::why_locked;
use facade_protocol::{Bytes, DeviceChoice, Request};
use facade_spec::{Config, ModelKind};
use facade_text as text;
use facade_text::format::{count, short_time};

pub(super) fn settings(page: Page) -> View {
    let locked = page.memo(why_locked);
    let photos = page.memo(State::photos_a_house);
    let back = Memo::new(move || {
        let same = || page.form.with(|f| !f.any_changed()).then(|| text::form_is_reference().to_string());
        locked.get().or_else(same)
    });
    let habit = Memo::new(move || {
        page.form.with(|f| f.config(photos.get())).map_or("", |config| match config {
            Config { members: 1.., .. } => text::form_habit_members(),
            Config { validation_share, .. } if validation_share > 0.0 => text::form_habit_held_back(),
            _ => text::form_habit_test(),
        })
    });
    let undo = Memo::new(move || {
        let unchanged = |(_, recipe, _): &(Form, Form, Option<Config>)| page.form.with(|f| f == recipe);
        locked.with(Option::is_none)
            && page.settings_before.with(|before| before.as_ref().is_some_and(unchanged))
    });
    let take_back = move |_| {
        if let Some((form, _, remembered)) = page.settings_before.get_untracked() {
            page.form.set(form);
            page.prefer(|all| all.config.clone_from(&remembered));
        }
    };
    let own = page.memo(|s| s.data.as_ref().is_some_and(|data| data.name != facade_data::SAMPLE));
    let error = Memo::new(move || page.form.with(|f| f.config(photos.get()).err()));
    let one = move |field| self::field(page, locked, field);
    let choice = move |choice| self::choice(page, locked, choice);
    html! {
        <form class="form blk c5 w4" aria-labelledby="h-set" on:submit={|event| event.prevent_default()}>
            <div>
                <div class="head tight"><h3 id="h-set">{text::form_settings()}</h3>
                    {button("reset-settings", "settings", "", fixed(text::form_reset()), back, never(),
                        Box::new(move || page.replace_settings(Form::reset)))}</div>
                {move || undo.get().then(|| html! {
                    <button class="textbtn" type="button" data-testid="undo-reset" on:click={take_back}>{text::form_undo_reset()}</button>
                })}
                {why("settings", back)}
                {move || (own.get() && page.form.with(Form::is_suggested)).then(|| html! {
                    <p class="fine" data-testid="suggested">{text::form_suggested(text::form_reset())}</p>
                })}
            </div>
            <fieldset class:locked={move || locked.with(Option::is_some)}><legend>{text::form_network()}</legend>
                {networks(page, locked)}
                {backbone(page, locked)}
                <div class="grid2">{one(Field::Filters)}{choice(Choice::FineTune)}{one(Field::Tile)}{one(Field::FeatureLength)}{choice(Choice::Encoding)}</div></fieldset>
            <fieldset class:locked={move || locked.with(Option::is_some)}><legend>{text::form_training()}</legend>
                <div class="grid2">{one(Field::Epochs)}{one(Field::BatchSize)}{one(Field::LearningRate)}{one(Field::Decay)}{one(Field::Seed)}</div>
                <details class="more"><summary>{text::form_more_training()}</summary>
                <div class="grid2">{choice(Choice::Target)}{choice(Choice::Loss)}{one(Field::Level)}{choice(Choice::Schedule)}
                    {one(Field::WarmUp)}{one(Field::WeightDecay)}{choice(Choice::Flip)}{one(Field::Crop)}{one(Field::Brightness)}{one(Field::Colour)}</div></details></fieldset>
            <fieldset class:locked={move || locked.with(Option::is_some)}><legend>{text::form_split()}</legend>
                <div class="grid2">{one(Field::TestShare)}{one(Field::SplitSeed)}</div>
                <details class="more"><summary>{text::form_more_validation()}</summary>
                <div class="grid2">{one(Field::Members)}{one(Field::ValidationShare)}{one(Field::Patience)}{choice(Choice::Keep)}{choice(Choice::Shade)}</div></details>
                <p class="fine gap-s" data-testid="habit">{move || habit.get()}</p></fieldset>
            {move || error.get().map(|sentence| html! {
                <div class="note-box err" role="alert" data-testid="settings-error">{icon("err")}
                    <p><span class="vh">{text::form_error_before()} " "</span>{sentence}</p></div>
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
    // What the attributes add to the parameters is known when training begins.
    let counted_here = move |config: &Config| !config.model.sees_attributes();
    Memo::new(move || {
        let Some(config) = config() else { return String::new() };
        match (field, counts.and_then(|counts| counts.get())) {
            (Field::Filters, _) if counted_here(&config) => text::form_unit_parameters(config.parameters(0)),
            (Field::Tile, _) => text::form_unit_pixels().to_string(),
            (Field::BatchSize, Some((train, _))) => text::form_unit_steps(train.div_ceil(config.batch_size)),
            (Field::TestShare, Some((_, test))) => text::form_unit_houses(test),
            _ => String::new(),
        }
    })
}

fn field(page: Page, locked: Memo<Option<String>>, field: Field) -> View {
    let id = field.id();
    let changed = Memo::new(move || page.form.with(|f| f.changed(field)));
    let wrong = Memo::new(move || page.form.with(|f| f.wrong(field)));
    let unit = unit(page, field);
    let shows = Memo::new(move || page.form.with(|f| f.shows(field)));
    let mode = match field {
        Field::Filters => "text",
        field if field.is_whole() => "numeric",
        _ => "decimal",
    };
    let note = move || {
        let recipe =
            || page.form.with(|f| text::form_unchanged(recipe_word(f.model()), field.show(&f.recipe())));
        wrong.get().unwrap_or_else(recipe)
    };
    html! {
        <div class="field" hidden={move || !shows.get()} class:full={field == Field::Filters} class:changed={move || changed.get()}
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

/// What the settings of a network without a change are, by which texts are chosen.
fn recipe_word(model: ModelKind) -> &'static str {
    if model == ModelKind::Cnn { "reference" } else { "recipe" }
}

/// The list of networks. Taking one has its recipe replace the settings.
fn networks(page: Page, locked: Memo<Option<String>>) -> View {
    let now = Memo::new(move || page.form.with(|f| f.model()));
    let option = |model: ModelKind| html! { <option value={model.name()}>{model_words(model).0}</option> };
    let choose = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some(model) = ModelKind::ALL.into_iter().find(|model| model.name() == name) {
            page.replace_settings(|form| form.choose_model(model));
        }
    };
    html! {
        <div class="field full"><label for="network">{text::form_network()}</label>
            <div class="in"><select class="select" id="network" data-testid="network" disabled={move || locked.with(Option::is_some)}
                prop:value={move || now.get().name()} on:change={choose}>{several(ModelKind::ALL.into_iter().map(option))}</select></div>
            <span class="note" data-testid="network-note">{move || model_words(now.get()).1}</span></div>
    }
}

/// The file of a backbone, where the network stands on one.
fn backbone(page: Page, locked: Memo<Option<String>>) -> View {
    let wanted = Memo::new(move || page.form.with(|f| f.model() == ModelKind::Backbone));
    let name = page.memo(|s| s.backbone.clone());
    let load = move |event: web_sys::Event| {
        page.read_picked(&event, Place::Train, move |name, bytes| {
            let mut id = 0;
            page.state.update(|s| id = s.ask_backbone(name));
            page.tell(|link| link.ask(id, Request::LoadBackbone(Bytes(bytes))));
        });
    };
    let is_locked = move || locked.with(Option::is_some);
    html! {
        <div class="field full" hidden={move || !wanted.get()}>
            <span class="btn pick" aria-disabled={move || is_locked().to_string()}>{icon("open")} " "{text::form_weights_choose()}
                <input type="file" accept=".safetensors" aria-label={text::form_weights_label()} data-testid="backbone-input"
                    disabled={is_locked} aria-describedby="backbone-note" on:change={load}/></span>
            <span class="note" id="backbone-note" data-testid="backbone-note">{move || name.get().map_or_else(
                || text::form_weights_none().to_string(),
                text::form_weights_stands_on,
            )}</span>
            <details class="more"><summary>{text::form_weights_how()}</summary><p class="note">{text::form_weights_python()} " "
                <code>"safetensors.torch.save_file(torchvision.models.resnet18(weights='DEFAULT').state_dict(), 'resnet18.safetensors')"</code></p></details></div>
    }
}

/// A list to choose from.
fn choice(page: Page, locked: Memo<Option<String>>, choice: Choice) -> View {
    let (label, id, options) = choice.words();
    let now = Memo::new(move || page.form.with(|f| f.place(choice)));
    let offers = Memo::new(move || page.form.with(|f| f.offers(choice)));
    let option =
        |(place, words): (usize, &'static str)| html! { <option value={place.to_string()}>{words}</option> };
    let choose = move |event: web_sys::Event| {
        if let Ok(place) = event_target_value(&event).parse() {
            page.form.update(|f| f.choose(choice, place));
        }
    };
    html! {
        <div class="field" class:full={choice == Choice::Encoding} hidden={move || !offers.get()}><label for={id}>{label}</label>
            <div class="in"><select class="select" id={id} data-testid={id} disabled={move || locked.with(Option::is_some)}
                prop:value={move || now.get().to_string()} on:change={choose}>{several(options.into_iter().enumerate().map(option))}</select></div></div>
    }
}

/// How the devices did in the race, in words.
fn raced(state: &State) -> Vec<(String, String)> {
    let Some(report) = &state.device else { return Vec::new() };
    let line = |(device, ms): &(facade_protocol::DeviceName, f64)| {
        let (kind, name) = device_words(device);
        (format!("{kind}, {name}"), text::form_device_step(short_time(ms / 1e3)))
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
        <fieldset><legend>{text::form_device()}</legend>
            <div class="dev" data-testid="device-choice">
                {radio(DeviceChoice::Auto, "device-auto", text::form_device_auto(), text::form_device_auto_note())}
                {radio(DeviceChoice::Gpu, "device-gpu", "GPU", "WebGPU")}
                {radio(DeviceChoice::Cpu, "device-cpu", "CPU", text::form_device_cpu_note())}
            </div>
            {move || (!results.with(Vec::is_empty)).then(|| html! {
                <ul class="raced s" data-testid="race">{several(results.get().into_iter().map(row))}</ul>
                <p class="fine">{text::form_device_raced()}</p>
            })}
            {move || no_gpu.get().map(|sentence| html! { <p class="fine" data-testid="no-gpu">{sentence}</p> })}
        </fieldset>
    }
}

/// What a run differs in, for the list of runs.
pub(super) fn changed_words(config: &Config) -> String {
    let changes = facade_app::form::changes(config);
    if changes.is_empty() { text::form_nothing_changed().to_string() } else { changes.join("; ") }
}

/// Epochs done, as the list of runs shows them.
pub(super) fn epochs_words(done: usize, all: usize) -> String {
    if done == all { count(done) } else { text::form_epochs_done(count(done), count(all)) }
}
