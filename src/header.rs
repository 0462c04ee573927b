//! The header (places, device, dataset, run, next step) and the footer (title block, preferences).

use std::time::Duration;

use leptos::either::Either;
use leptos::prelude::*;

use crate::browser::document::{document, element, scroll_to};
use crate::browser::local_storage;
use crate::components::house_dialog::HouseDialog;
use crate::components::icon::Icon;
use crate::data::folder::{choose_folder, open_last_folder};
use crate::next_step::next_step_memo;
use crate::page::{PLACES, Page};
use crate::predict::photo_slots::next_home;
use crate::update_notice::UpdateNotice;
use facade_app::availability::start_blocked_by;
use facade_app::data_report::data_name;
use facade_app::next_step::{Action, NextStep, PlaceStatus, place_status};
use facade_app::notice::Place;
use facade_app::preferences::Preferences;
use facade_app::repeat_form::RepeatForm;
use facade_app::run::{PendingCommand, device_text};
use facade_app::state::State;
use facade_app::status_text::{announcement, device_line, run_time_text};
use facade_spec::settings::FILTERS;
use facade_text as text;
use facade_text::Language;
use facade_text::format::{AREAS, CURRENCIES, count, decimal};

#[component]
pub(crate) fn Header() -> impl IntoView {
    let announced = Page::from_context().memo(announcement);
    view! {
        <div class="wrap bar">
            <a class="brand" href={"#top"}>
                <svg viewBox="0 0 28 28" aria-hidden="true">
                    <path d="M4 13 14 4l10 9M6.5 11v13h15V11M12 24v-7h4v7" />
                    <path class="r" d="M2 24h24" />
                </svg>
                "Facade"
            </a>
            <nav aria-label=text::header_places()>
                <ol class="steps">
                    {PLACES
                        .map(|(place, id, name)| view! { <PlaceLink place id name=name() /> })
                        .into_iter()
                        .collect_view()}
                </ol>
            </nav>
            <ThemeSelect />
        </div>
        <div class="status">
            <div class="wrap">
                <StatusLine />
                <p class="vh" role="status" aria-live="polite" data-testid="announcement">
                    {announced}
                </p>
                <NextStepButton />
            </div>
        </div>
        <UpdateNotice />
    }
}

#[component]
fn PlaceLink(place: Place, id: &'static str, name: &'static str) -> impl IntoView {
    let page = Page::from_context();
    let status = page.memo(move |s| place_status(s, place));
    let number = place as usize + 1;
    let inside = move || match status.get() {
        PlaceStatus::Done => view! {
            <Icon name="check" />
            <span class="vh">{text::header_done()}</span>
        }
        .into_any(),
        PlaceStatus::Running(share) => view! {
            {number}
            <span class="vh">{text::header_running(decimal(share * 100.0, 0))}</span>
        }
        .into_any(),
        PlaceStatus::Todo => number.into_any(),
    };
    let ring = move || match status.get() {
        PlaceStatus::Running(share) => format!("--done:{:.1}%", share * 100.0),
        _ => String::new(),
    };
    view! {
        <li>
            <a
                href=format!("#{id}")
                aria-current=move || (page.current_place.get() == place).then_some("step")
            >
                <span
                    class="bub"
                    class:done=move || status.get() == PlaceStatus::Done
                    class:run=move || matches!(status.get(), PlaceStatus::Running(_))
                    style=ring
                >
                    {inside}
                </span>
                {name}
            </a>
        </li>
    }
}

#[component]
fn StatusLine() -> impl IntoView {
    let page = Page::from_context();
    let device = page.memo(device_line);
    let houses = page.memo(|s| match (&*s.loading, &*s.data) {
        (Some(i), _) => (text::header_read(decimal(i.share() * 100.0, 0)), String::new()),
        (None, None) => (text::header_no_houses().to_owned(), String::new()),
        (None, Some(d)) => {
            let zips = match d.report.after.zip_codes {
                0 => String::new(),
                codes => format!(", {}", text::header_zip_codes(codes)),
            };
            (text::results_houses_counted(d.houses.len()), zips)
        }
    });
    let run = page.memo(|s| match (s.run_in_view(), s.active_series()) {
        (Some(r), _) if r.active() => {
            let epochs = count(r.config.epochs);
            let epoch = text::t!(header_epoch, run = r.number, epoch = count(r.epoch()), epochs);
            match s.compared_network() {
                Some([at, all]) => {
                    (format!("{epoch}, {}, ", run_time_text(r)), text::t!(header_network, at, all))
                }
                None => (epoch + ", ", run_time_text(r)),
            }
        }
        (_, Some(series)) => {
            let done = text::t!(header_series_done, done = series.ended(), runs = series.results.runs);
            (text::header_series(series.number) + ", ", done)
        }
        (None, None) => (String::new(), text::header_no_run(s.list.entries().len())),
        (Some(r), None) => (format!("{}, ", r.number), r.state_label().to_string()),
    });
    let is_busy = page.memo(|s| s.active_run().is_some() || s.active_series().is_some());
    view! {
        <dl class:busy=is_busy aria-label=text::header_status()>
            <div>
                <dt>{text::header_device()}</dt>
                <dd data-testid="device-status">
                    {move || device.get().0} " " <span class="dim device">{move || device.get().1}</span>
                </dd>
            </div>
            <div>
                <dt>{text::place_data()}</dt>
                <dd>{move || houses.get().0} <span class="dim opt">{move || houses.get().1}</span></dd>
            </div>
            <div>
                <dt>{text::header_run()}</dt>
                <dd>
                    <span class="opt6">{move || run.get().0}</span>
                    <span class="dim nb">{move || run.get().1}</span>
                </dd>
            </div>
        </dl>
    }
}

#[component]
fn NextStepButton() -> impl IntoView {
    let page = Page::from_context();
    let next = next_step_memo(page);
    let act = move |action| match action {
        Action::ChooseFolder => {
            // The result is reported there.
            scroll_to("data");
            choose_folder(page);
        }
        Action::Start => {
            // Invalid settings are explained there.
            let form = page.form.get_untracked();
            if page.state.with_untracked(|s| start_blocked_by(s, &form)).is_some() {
                scroll_to("train");
            }
            page.start_run();
        }
        Action::SelectModel => page.start_selection(),
        Action::Resume => page.control_run(PendingCommand::Resume),
        Action::ResumeSaved => page.resume_saved_run(),
        Action::Estimate => {
            page.request_estimate();
            scroll_to("estimate");
        }
        Action::NextHome => {
            next_home(page);
            scroll_to("predict");
        }
        Action::Compare => compare_latest(page),
        Action::Improve => {
            page.improve();
            scroll_to("train");
        }
        Action::CrossValidate => {
            page.repeat_form.update(RepeatForm::cross_validate);
            scroll_to("repeat");
        }
        Action::OpenLast => {
            scroll_to("data");
            open_last_folder(page);
        }
        Action::GoToPlace => {}
    };
    let filled = move || next.with(|n| n.action == Action::GoToPlace || n.place != page.current_place.get());
    let class = move || if filled() { "btn primary" } else { "btn" };
    let control = move || {
        let NextStep { action, place, label, .. } = next.get();
        if action == Action::GoToPlace {
            let (_, id, _) = PLACES[place as usize];
            let link = view! {
                <a
                    class=class
                    href=format!("#{id}")
                    data-testid="next-step"
                    // After the browser has followed the link: seeing the place changes it.
                    on:click=move |_| set_timeout(move || page.mark_seen(place), Duration::ZERO)
                >
                    {label}
                    " "
                    <Icon name="arrow" />
                </a>
            };
            Either::Left(link)
        } else {
            let button = view! {
                <button class=class type="button" data-testid="next-step" on:click=move |_| act(action)>
                    {label}
                </button>
            };
            Either::Right(button)
        }
    };
    view! {
        <p class="next">
            <span class="say dim">{move || next.get().prompt}</span>
            {control}
        </p>
    }
}

/// Shows the latest series beside another entry of the list or, if there is none, its own results.
fn compare_latest(page: Page) {
    let series = page.state.with_untracked(|state| state.latest_series().map(|series| series.number));
    let mut are_two = false;
    page.state.update(|state| {
        are_two = series.is_some_and(|number| state.list.select_with_other(number));
        *state.results_seen = true;
    });
    // The comparison appears first.
    set_timeout(move || scroll_to(if are_two { "comparison" } else { "repeat" }), Duration::ZERO);
}

const THEME: &str = "facade-theme";

/// Light, dark, or the system's theme; stored for the next visit.
#[component]
fn ThemeSelect() -> impl IntoView {
    let stored = local_storage::get(THEME, "theme").unwrap_or_default();
    let apply = move |theme: &str| {
        let Some(root) = document().and_then(|d| d.document_element()) else { return };
        // The root element takes every attribute.
        if theme.is_empty() {
            let _ = root.remove_attribute("data-theme");
        } else {
            let _ = root.set_attribute("data-theme", theme);
        }
        local_storage::set(THEME, theme);
    };
    if matches!(stored.as_str(), "light" | "dark") {
        apply(&stored);
    }
    let options =
        [("", text::header_system()), ("light", text::header_light()), ("dark", text::header_dark())];
    let options = options
        .into_iter()
        .map(|(value, name)| {
            view! {
                <option value=value selected=stored == value>
                    {name}
                </option>
            }
        })
        .collect_view();
    view! {
        <label class="theme">
            <span>{text::header_theme()}</span>
            <select
                id="theme"
                aria-label=text::header_theme()
                data-testid="theme"
                on:change=move |event| apply(&event_target_value(&event))
            >
                {options}
            </select>
        </label>
    }
}

fn title_block(state: &State) -> [(&'static str, String); 5] {
    let data = match &*state.data {
        Some(d) => text::t!(
            title_data,
            name = data_name(&d.name),
            kept = count(d.houses.len()),
            all = count(d.report.rows)
        ),
        None => text::title_none().to_owned(),
    };
    let viewed = state.viewed_run().and_then(|run| state.list.get(run));
    let run = viewed.map(|entry| (entry.number, &entry.config));
    let run = run.or_else(|| state.run_in_view().map(|run| (run.number, &run.config)));
    let (view, seeds) = match run {
        Some((number, c)) => {
            let filters = if c.model.uses_pixels() { FILTERS.get(c) } else { "none".to_owned() };
            let view = text::t!(
                title_view,
                run = number,
                filters = &filters,
                epochs = c.epochs,
                batch = c.batch_size,
                rate = c.learning_rate
            );
            (view, text::t!(title_seeds, seed = c.seed, split = c.split_seed))
        }
        None => (text::title_none().to_owned(), text::title_none().to_owned()),
    };
    [
        (text::place_data(), data),
        (text::title_run(), view),
        (text::header_device(), device_text(device_line(state))),
        (text::title_seed(), seeds),
        (text::title_sent(), text::title_nothing().to_owned()),
    ]
}

#[component]
pub(crate) fn Footer() -> impl IntoView {
    let block = Page::from_context().memo(title_block);
    let cell = |(name, text): (&'static str, String)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{text}</dd>
            </div>
        }
    };
    view! {
        <div class="wrap">
            <dl class="tb">{move || block.get().map(cell).into_iter().collect_view()}</dl>
            <PreferenceSelects />
        </div>
        <HouseDialog />
    }
}

/// Language, currency, and unit of area.
#[component]
fn PreferenceSelects() -> impl IntoView {
    let current = Page::from_context().preferences.get_untracked();
    let currencies = CURRENCIES.iter().map(|known| (known.code, known.label())).collect();
    let languages = Language::ALL.map(|language| (language.code(), language.name().to_owned())).to_vec();
    let areas = AREAS.iter().map(|area| (*area, (*area).to_owned())).collect();
    view! {
        <div class="prefer" role="group" aria-label=text::how_it_writes()>
            <PreferenceSelect
                id="language"
                label=text::language_choice()
                current=text::language().code().to_owned()
                options=languages
                set=|all, value| all.language = Language::from_code(&value)
            />
            <PreferenceSelect
                id="currency"
                label=text::currency_choice()
                current=current.currency
                options=currencies
                set=|all, value| all.currency = value
            />
            <PreferenceSelect
                id="area-unit"
                label=text::area_choice()
                current=current.area
                options=areas
                set=|all, value| all.area = value
            />
            <p class="fine">{text::nothing_converted()}</p>
        </div>
    }
}

#[component]
fn PreferenceSelect(
    id: &'static str,
    label: &'static str,
    current: String,
    options: Vec<(&'static str, String)>,
    set: fn(&mut Preferences, String),
) -> impl IntoView {
    let page = Page::from_context();
    let change = move |event| {
        let value = event_target_value(&event);
        page.update_preferences(|all| set(all, value.clone()));
        // The page is drawn again: the focus stays here for keyboard users.
        request_animation_frame(move || {
            if let Some(element) = element(id) {
                let _ = element.focus();
            }
        });
    };
    let options = options
        .into_iter()
        .map(|(value, name)| {
            view! {
                <option value=value selected=current == value>
                    {name}
                </option>
            }
        })
        .collect_view();
    view! {
        <label class="wish">
            <span>{label}</span>
            <select class="select" id=id data-testid=id on:change=change>
                {options}
            </select>
        </label>
    }
}
