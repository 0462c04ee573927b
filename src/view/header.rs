//! The header: where am I, what is loaded, what runs, what next. And the title block at the foot.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::document::scroll_to;
use super::document::{document, element};
use super::dom::{View, html, several};
use super::folder;
use super::memo::Memo;
use super::newer::newer;
use super::next::next_memo;
use super::page::{PLACES, Page};
use super::parts::icon;
use crate::scope;
use facade_app::data_report::data_name;
use facade_app::form::Field;
use facade_app::notice::Place;
use facade_app::preferences::Preferences;
use facade_app::run::{Asked, Run};
use facade_app::state::State;
use facade_app::steps::{Action, PlaceStatus, place_status, why_no_start};
use facade_app::words::{announcement, device_line, run_time};
use facade_text as text;
use facade_text::Language;
use facade_text::format::{AREAS, CURRENCIES, count, decimal};

const BRAND: &str =
    r#"<path d="M4 13 14 4l10 9M6.5 11v13h15V11M12 24v-7h4v7"/><path class="r" d="M2 24h24"/>"#;

pub(super) fn header(page: Page) -> View {
    let said = page.memo(announcement);
    html! {
        <div class="wrap bar">
            <a class="brand" href="#top"><svg viewBox="0 0 28 28" aria-hidden="true" inner_html={BRAND}></svg>"Facade"</a>
            <nav aria-label={text::header_places()}><ol class="steps">{several(PLACES.map(|(place, id, name)| step(page, place, id, name())))}</ol></nav>
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
        PlaceStatus::Running(share) => text::header_running(decimal(share * 100.0, 0)),
        _ => String::new(),
    };
    let inside = move || {
        kind.get();
        match status.get_untracked() {
            PlaceStatus::Done => html! { {icon("check")} <span class="vh">{text::header_done()}</span> },
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
        (Some(i), _) => (text::header_read(decimal(i.share() * 100.0, 0)), String::new()),
        (None, None) => (text::header_no_houses().to_owned(), String::new()),
        (None, Some(d)) => {
            let zips = text::header_zip_codes(d.report.after.zip_codes);
            (text::results_houses_counted(d.houses.len()), format!(", {zips}"))
        }
    });
    let run = page.memo(|s| match (s.runs.last(), s.active_series()) {
        (Some(r), _) if r.active() => {
            (text::header_epoch(r.number, count(r.epoch()), count(r.config.epochs)) + ", ", run_time(r))
        }
        (_, Some(series)) => {
            let done = text::header_series_done(series.ended(), series.repeated.runs);
            (text::header_series(series.number) + ", ", done)
        }
        (None, None) => (String::new(), text::header_no_run(s.list.entries().len())),
        (Some(r), None) => (format!("{}, ", r.number), r.word().to_string()),
    });
    html! {
        <dl aria-label={text::header_status()}>
            <div><dt>{text::header_device()}</dt><dd data-testid="device-status">{move || device.get().0} " " <span class="dim">{move || device.get().1}</span></dd></div>
            <div><dt>{text::place_data()}</dt><dd>{move || houses.get().0}<span class="dim opt">{move || houses.get().1}</span></dd></div>
            <div><dt>{text::header_run()}</dt><dd><span class="opt6">{move || run.get().0}</span><span class="dim nb">{move || run.get().1}</span></dd></div>
        </dl>
    }
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

/// Where the browser keeps which.
const THEME: &str = "facade-theme";

/// Light, dark, or as the system has it; kept for the next visit.
fn theme() -> View {
    let kept = scope::remembered(THEME, "theme").unwrap_or_default();
    let apply = move |theme: &str| {
        let Some(root) = document().and_then(|d| d.document_element()) else { return };
        // Where the browser keeps nothing, the choice holds for this visit.
        if theme.is_empty() {
            let _ = root.remove_attribute("data-theme");
        } else {
            let _ = root.set_attribute("data-theme", theme);
        }
        scope::remember(THEME, theme);
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
        <label class="theme"><span>{text::header_theme()}</span>
            <select id="theme" aria-label={text::header_theme()} data-testid="theme" on:change={changed}>
                {option("", text::header_system())}{option("light", text::header_light())}{option("dark", text::header_dark())}
            </select>
        </label>
    }
}

fn title_block(state: &State) -> [(&'static str, String); 5] {
    let data = match &state.data {
        Some(d) => text::title_data(data_name(&d.name), count(d.houses.len()), count(d.report.rows)),
        None => text::title_none().to_owned(),
    };
    let run: Option<&Run> = state.shown_run().or(state.runs.last());
    let (view, seeds) = match run {
        Some(r) => {
            let c = &r.config;
            let filters = Field::Filters.show(c);
            let view = text::title_view(r.number, filters, c.epochs, c.batch_size, c.learning_rate);
            (view, text::title_seeds(c.seed, c.split_seed))
        }
        None => (text::title_none().to_owned(), text::title_none().to_owned()),
    };
    let (kind, name) = device_line(state);
    let device = if kind.is_empty() { name } else { format!("{kind}, {name}") };
    [
        (text::place_data(), data),
        (text::title_run(), view),
        (text::header_device(), device),
        (text::title_seed(), seeds),
        (text::title_sent(), text::title_nothing().to_owned()),
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
            page.prefer(|all| set(all, value.clone()));
            // The page is drawn anew: whoever uses the keyboard stays where they are.
            request_animation_frame(move || {
                if let Some(select) = element(id) {
                    let _ = select.focus();
                }
            });
        };
        html! { <label class="wish"><span>{name}</span><select class="select" id={id} data-testid={id} on:change={change}>{options}</select></label> }
    };
    let currencies = CURRENCIES
        .iter()
        .map(|c| {
            (
                c.code,
                if c.code == "none" { (c.name)().to_owned() } else { format!("{}, {}", (c.name)(), c.code) },
            )
        })
        .collect();
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
