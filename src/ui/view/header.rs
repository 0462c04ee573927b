//! The header: where am I, what is loaded, what runs, what next. And the title block at the foot.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::dom::{View, html, several};
use super::folder;
use super::memo::Memo;
use super::newer::newer;
use super::page::{PLACES, Page, document, element, storage};
use super::parts::icon;
use crate::text::{self, Language};
use crate::ui::form::Field;
use crate::ui::format::{AREAS, CURRENCIES, count, counted};
use crate::ui::preferences::Preferences;
use crate::ui::run::{Asked, Run};
use crate::ui::state::{Place, State};
use crate::ui::steps::{Action, NextStep, PlaceStatus, next_step, place_status, why_no_start};
use crate::ui::words::{announcement, device_line, run_time};

const BRAND: &str =
    r#"<path d="M4 13 14 4l10 9M6.5 11v13h15V11M12 24v-7h4v7"/><path class="r" d="M2 24h24"/>"#;

pub(super) fn header(page: Page) -> View {
    let said = page.memo(announcement);
    html! {
        <div class="wrap bar">
            <a class="brand" href="#top"><svg viewBox="0 0 28 28" aria-hidden="true" inner_html={BRAND}></svg>"Facade"</a>
            <nav aria-label="Places"><ol class="steps">{several(PLACES.map(|(place, id, name)| step(page, place, id, name)))}</ol></nav>
            {theme()}
        </div>
        <div class="status"><div class="wrap">
            {status(page)}
            <p class="vh" role="status" aria-live="polite" data-testid="announcement">{move || said.get()}</p>
            {next(page)}
        </div></div>
        {newer(page)}
    }
}

fn step(page: Page, place: Place, id: &'static str, name: &'static str) -> View {
    let status = page.memo(move |s| place_status(s, place));
    let number = place as usize + 1;
    // Not drawn anew while only the share changes, as it does with every epoch.
    let kind = Memo::new(move || status.with(std::mem::discriminant));
    let share = move || match status.get() {
        PlaceStatus::Running(share) => format!(", running, {:.0} percent:", share * 100.0),
        _ => String::new(),
    };
    let inside = move || {
        kind.get();
        match status.get_untracked() {
            PlaceStatus::Done => html! { {icon("check")} <span class="vh">"done:"</span> },
            PlaceStatus::Running(_) => html! { {number} <span class="vh">{share}</span> },
            PlaceStatus::Todo => html! { {number} },
        }
    };
    let ring = move || match status.get() {
        PlaceStatus::Running(share) => format!("--done:{:.1}%", share * 100.0),
        _ => String::new(),
    };
    html! {
        <li><a href={format!("#{id}")} aria-current={move || (page.current.get() == place).then_some("step")}>
            <span class="bub" class:done={move || status.get() == PlaceStatus::Done}
                class:run={move || matches!(status.get(), PlaceStatus::Running(_))} style={ring}>{inside}</span>
            {name}
        </a></li>
    }
}

fn status(page: Page) -> View {
    let device = page.memo(device_line);
    let houses = page.memo(|s| match (&s.intake, &s.data) {
        (Some(i), _) => (format!("{:.0} % read", i.share() * 100.0), String::new()),
        (None, None) => ("no houses yet".to_string(), String::new()),
        (None, Some(d)) => {
            let zips = counted(d.report.after.zip_codes, "zip code", "zip codes");
            (counted(d.houses.len(), "house", "houses"), format!(", {zips}"))
        }
    });
    let run = page.memo(|s| match (s.runs.last(), s.active_series()) {
        (Some(r), _) if r.active() => {
            (format!("{}, epoch {} of {}, ", r.number, count(r.epoch()), count(r.config.epochs)), run_time(r))
        }
        (_, Some(series)) => {
            let done = format!("{} of {} done", series.ended(), series.repeated.runs);
            (format!("series {}, ", series.number), done)
        }
        (None, None) => (String::new(), "no run yet".to_string()),
        (Some(r), None) => (format!("{}, ", r.number), r.word().to_string()),
    });
    html! {
        <dl aria-label="Status">
            <div><dt>"Device"</dt><dd data-testid="device-status">{move || device.get().0} " " <span class="dim">{move || device.get().1}</span></dd></div>
            <div><dt>"Data"</dt><dd>{move || houses.get().0}<span class="dim opt">{move || houses.get().1}</span></dd></div>
            <div><dt>"Run"</dt><dd><span class="opt6">{move || run.get().0}</span><span class="dim nb">{move || run.get().1}</span></dd></div>
        </dl>
    }
}

/// The one next step as the page knows it now.
pub(super) fn next_memo(page: Page) -> Memo<NextStep> {
    Memo::new(move || {
        let chosen = page.chosen();
        page.state.with(|s| next_step(s, &chosen))
    })
}

/// Whether `action` is the next step and its place is in view: then the button there is the filled one.
pub(super) fn is_next(page: Page, action: Action) -> Box<dyn Fn() -> bool> {
    let next = next_memo(page);
    Box::new(move || next.with(|n| n.action == action && n.place == page.current.get()))
}

fn next(page: Page) -> View {
    let next = next_memo(page);
    let go = move |action| match action {
        Action::ChooseFolder => {
            // What comes of it is told there.
            scroll_to("data");
            folder::choose(page);
        }
        Action::Start => {
            // Settings that cannot start are explained beside them.
            let form = page.form.get_untracked();
            if page.state.with_untracked(|s| why_no_start(s, &form)).is_some() {
                scroll_to("train");
            }
            page.start();
        }
        Action::Resume => page.ask(Asked::Resume),
        Action::GoOn => page.go_on(),
        Action::Estimate => page.estimate(),
        Action::Go => {}
    };
    let filled = move || next.with(|n| n.action == Action::Go || n.place != page.current.get());
    let control = move || {
        let n = next.get();
        let class = move || if filled() { "btn primary" } else { "btn" };
        if n.action == Action::Go {
            let (_, id, _) = PLACES[n.place as usize];
            let seen = move |_| page.see(n.place);
            html! { <a class={class} href={format!("#{id}")} data-testid="next-step" on:click={seen}>{n.label} {icon("arrow")}</a> }
        } else {
            let action = n.action;
            html! { <button class={class} type="button" data-testid="next-step" on:click={move |_| go(action)}>{n.label}</button> }
        }
    };
    html! { <p class="next"><span class="say dim">{move || next.get().say}</span>{control}</p> }
}

pub(super) fn scroll_to(id: &str) {
    if let Some(place) = element(id) {
        place.scroll_into_view();
    }
}

/// Light, dark, or as the system has it; kept for the next visit.
fn theme() -> View {
    let kept = storage().and_then(|s| s.get_item("theme").ok().flatten()).unwrap_or_default();
    let apply = move |theme: &str| {
        let Some(root) = document().and_then(|d| d.document_element()) else { return };
        // Where the browser keeps nothing, the choice holds for this visit.
        if theme.is_empty() {
            let _ = root.remove_attribute("data-theme");
        } else {
            let _ = root.set_attribute("data-theme", theme);
        }
        if let Some(storage) = storage() {
            let _ = storage.set_item("theme", theme);
        }
    };
    if matches!(kept.as_str(), "light" | "dark") {
        apply(&kept);
    }
    let changed = move |event: web_sys::Event| {
        if let Some(select) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlSelectElement>().ok()) {
            apply(&select.value());
        }
    };
    let option = |value: &'static str, name: &'static str| {
        html! { <option value={value} selected={kept == value}>{name}</option> }
    };
    html! {
        <label class="theme"><span>"Theme"</span>
            <select id="theme" aria-label="Theme" data-testid="theme" on:change={changed}>
                {option("", "System")}{option("light", "Light")}{option("dark", "Dark")}
            </select>
        </label>
    }
}

fn title_block(state: &State) -> [(&'static str, String); 5] {
    let data = match &state.data {
        Some(d) => format!("{}, {} of {} houses", d.name, count(d.houses.len()), count(d.report.rows)),
        None => "none yet".to_string(),
    };
    let run: Option<&Run> = state.shown_run().or(state.runs.last());
    let (view, seeds) = match run {
        Some(r) => {
            let c = &r.config;
            let filters = Field::Filters.show(c);
            let view = format!(
                "{}: filters {filters}; {} epochs; batch {}; rate {}",
                r.number, c.epochs, c.batch_size, c.learning_rate
            );
            (view, format!("run {}, split {}", c.seed, c.split_seed))
        }
        None => ("none yet".to_string(), "none yet".to_string()),
    };
    let (kind, name) = device_line(state);
    let device = if kind.is_empty() { name } else { format!("{kind}, {name}") };
    [
        ("Data", data),
        ("Run in view", view),
        ("Device", device),
        ("Seeds", seeds),
        ("Sent from this tab", "nothing".to_string()),
    ]
}

pub(super) fn footer(page: Page) -> View {
    let block = page.memo(title_block);
    let cell = |(name, text)| html! { <div><dt>{name}</dt><dd>{text}</dd></div> };
    html! { <div class="wrap"><dl class="tb">{move || several(block.get().map(cell))}</dl>{preferences(page)}</div> }
}

/// The language, and how amounts and areas are written.
fn preferences(page: Page) -> View {
    let now = page.preferences.get_untracked();
    let choice = |id: &'static str,
                  name: &'static str,
                  now: String,
                  options: Vec<(&'static str, String)>,
                  set: fn(&mut Preferences, String)| {
        let option = |(value, words): (&'static str, String)| {
            html! { <option value={value} selected={now == value}>{words}</option> }
        };
        let options = several(options.into_iter().map(option));
        let change = move |event: web_sys::Event| {
            let value = event_target_value(&event);
            page.prefer(|all| set(all, value));
            // The page is drawn anew: whoever uses the keyboard stays where they are.
            request_animation_frame(move || {
                if let Some(select) = element(id) {
                    let _ = select.focus();
                }
            });
        };
        html! { <label class="wish"><span>{name}</span><select class="select" id={id} data-testid={id} on:change={change}>{options}</select></label> }
    };
    let currencies = CURRENCIES.iter().map(|c| (c.code, format!("{}, {}", c.name, c.code))).collect();
    let languages = Language::ALL.map(|language| (language.code(), language.name().to_owned())).to_vec();
    let areas = AREAS.iter().map(|area| (*area, (*area).to_owned())).collect();
    html! {
        <div class="prefer" role="group" aria-label={text::how_it_writes()}>
            {choice("language", text::language_choice(), text::language().code().to_owned(), languages, |all, value| all.language = Language::of_code(&value))}
            {choice("currency", text::currency_choice(), now.currency.clone(), currencies, |all, value| all.currency = value)}
            {choice("area-unit", text::area_choice(), now.area.clone(), areas, |all, value| all.area = value)}
            <p class="fine">{text::nothing_converted()}</p></div>
    }
}
