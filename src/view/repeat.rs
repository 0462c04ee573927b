//! A series: the same settings over seeds, splits or folds, how far it has come and what it shows.

use leptos::prelude::*;

use super::document::now;
use super::dom::{View, html, several};
use super::memo::Memo;
use super::page::Page;
use super::parts::{button, figures as row, fixed, never, why};
use facade_app::compare::{difference_words, of_runs, over_word, reach};
use facade_app::form::model_words;
use facade_app::series::{Figure, Repeated, Score, Series, SeriesState, plan_words, team, worker_bytes};
use facade_app::state::State;
use facade_app::steps::why_no_repeat;
use facade_data::montage_bytes;
use facade_data::statistics::Summary;
use facade_platform as platform;
use facade_spec::repeats::Over;
use facade_text as text;
use facade_text::Said;
use facade_text::format::{count, decimal, duration, percent};

/// What a series can go over: its name in the document, and what stands in the list.
const OVERS: [(Over, &str, Said); 3] = [
    (Over::Seeds, "seeds", text::repeat_seeds),
    (Over::Splits, "splits", text::repeat_splits),
    (Over::Folds, "folds", text::repeat_folds),
];
// Each stands at its own number.
const _: () = {
    let mut number = 0;
    while number < OVERS.len() {
        assert!(OVERS[number].0 as usize == number);
        number += 1;
    }
};

pub(super) fn repeat(page: Page) -> View {
    let state = page.memo(|s| s.series.as_ref().map(|series| (series.number, series.state)));
    let next = page.memo(State::next_run);
    let title = move || match state.get() {
        Some((number, _)) => text::repeat_title_series(number),
        None => text::repeat_title().to_owned(),
    };
    let active = page.memo(|s| s.series.as_ref().is_some_and(Series::active));
    let pill = move || {
        let (class, word) = match state.get()?.1 {
            SeriesState::Waiting => ("pill running", text::repeat_reading()),
            SeriesState::Preparing => ("pill running", text::repeat_preparing()),
            SeriesState::Running => ("pill running", text::repeat_running()),
            SeriesState::Over => ("pill", text::repeat_over_state()),
            SeriesState::Cancelled => ("pill off", text::repeat_cancelled()),
        };
        Some(html! { <span class={class} data-testid="repeat-state">{word}</span> })
    };
    let no_start = Memo::new(move || {
        page.state.with(|s| page.form.with(|form| page.wish.with(|wish| why_no_repeat(s, form, wish))))
    });
    let free = Memo::new(|| None::<String>);
    let cancel = move || {
        let end = Box::new(move || page.cancel_series());
        button("repeat-cancel", "repeat", "stop", fixed(text::repeat_cancel()), free, never(), end)
    };
    let label = Box::new(move || text::repeat_start(next.get()));
    let start = Box::new(move || page.repeat());
    let any = Memo::new(move || state.with(Option::is_some));
    html! {
        <div class="run gap-l" role="group" aria-labelledby="h-repeat" data-testid="repeat">
            <div class="title"><h3 id="h-repeat">{title}</h3>{pill}</div>
            <div>
                <p class="s dim">{text::repeat_why()}</p>
                {wish(page, active)}
                <div class="btns gap">{move || active.get().then(cancel)}
                    {button("repeat-start", "repeat", "play", label, no_start, never(), start)}</div>
                {why("repeat", no_start)}
            </div>
            {move || any.get().then(|| progress(page))}
            {move || any.get().then(|| outcome(page))}
        </div>
    }
}

/// What to repeat over, how often, and what that means.
fn wish(page: Page, active: Memo<bool>) -> View {
    let option = |(_, name, words): (Over, &'static str, fn() -> &'static str)| html! { <option value={name}>{words()}</option> };
    let chosen = move || page.wish.with(|wish| OVERS[wish.over as usize].1);
    let count_of = move || match page.wish.with(|wish| wish.over) {
        Over::Folds => text::repeat_folds_count(),
        _ => text::repeat_runs_count(),
    };
    let choose = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some((over, ..)) = OVERS.into_iter().find(|over| over.1 == name) {
            page.wish.update(|wish| wish.over = over);
        }
    };
    let photos = page.memo(State::photos_a_house);
    let config = move || page.form.with(|form| form.config(photos.get())).ok();
    let counts = page.split_counts(config);
    let known = page.memo(|s| {
        let houses = s.data.as_ref().map_or((0, 0), |data| (data.houses.len(), data.montages.tile));
        (houses, s.no_gpu.is_none())
    });
    let note = Memo::new(move || {
        let (config, (train, _)) = config().zip(counts.get())?;
        let ((houses, tile), gpu) = known.get();
        let (over, runs) = page.wish.with(|wish| Some((wish.over, wish.runs(train).ok()?)))?;
        // What looks at no photo takes them in any size.
        let tile = if config.takes_tile(tile) { tile } else { config.tile };
        let pictures = houses.saturating_mul(montage_bytes(tile, config.photos));
        let device = page.form.with(|form| form.device);
        let team = team(platform::cores(), runs, device, worker_bytes(&config, pictures));
        Some(plan_words(over, runs, &config, team, gpu))
    });
    html! {
        <div class="grid2 gap">
            <div class="field" class:locked={move || active.get()}><label for="repeat-over">{text::repeat_over()}</label>
                <div class="in"><select class="select" id="repeat-over" data-testid="repeat-over" disabled={move || active.get()}
                    prop:value={move || chosen().to_owned()} on:change={choose}>{several(OVERS.map(option))}</select></div></div>
            <div class="field" class:locked={move || active.get()}><label for="repeat-runs">{count_of}</label>
                <div class="in"><input id="repeat-runs" data-testid="repeat-runs" inputmode="numeric" autocomplete="off"
                    readonly={move || active.get()} prop:value={move || page.wish.with(|wish| wish.text.clone())}
                    on:input={move |event| page.wish.update(|wish| wish.text = event_target_value(&event))}/></div></div>
        </div>
        {move || note.get().map(|words| html! { <p class="fine gap-s" data-testid="repeat-note">{words}</p> })}
    }
}

/// What is shown of a series that goes on or has ended.
#[derive(Clone, PartialEq)]
struct Shown {
    ended: usize,
    runs: usize,
    time: String,
    percent: f64,
}

fn progress(page: Page) -> View {
    let shown = page.memo(|s| {
        let series = s.series.as_ref()?;
        let time = match (series.state, series.seconds_left(now())) {
            (SeriesState::Running, Some(left)) => text::repeat_left(duration(left)),
            (SeriesState::Waiting, _) => text::repeat_reading_now().to_owned(),
            (SeriesState::Preparing, _) => text::repeat_preparing_now().to_owned(),
            _ => String::new(),
        };
        let percent = (series.share() * 1000.0).round() / 10.0;
        Some(Shown { ended: series.ended(), runs: series.repeated.runs, time, percent })
    });
    let scarce = page.memo(|s| s.series.as_ref().filter(|series| series.scarce).map(|series| series.workers));
    let get = move |part: fn(&Shown) -> String| {
        move || shown.with(|shown| shown.as_ref().map(part).unwrap_or_default())
    };
    let few = move || {
        let workers = scarce.get()?;
        Some(html! { <p class="fine gap-s">{text::repeat_scarce(workers)}</p> })
    };
    html! {
        <div>
            <div class="runrow">
                <p><span class="big" data-testid="repeat-done">{get(|s| count(s.ended))}</span> " " <span class="dim">{get(|s| text::repeat_of_runs(s.runs))}</span></p>
                <p class="s"><b data-testid="repeat-left">{get(|s| s.time.clone())}</b></p>
            </div>
            <div class="meter gap-s" role="progressbar" aria-label={text::repeat_done()} aria-valuemin="0" aria-valuemax="100"
                aria-valuenow={get(|s| format!("{:.0}", s.percent))}><span style={get(|s| format!("width:{:.1}%", s.percent))}></span></div>
            {few}
        </div>
    }
}

/// What the runs so far show, drawn again when one ends.
fn outcome(page: Page) -> View {
    let ended = page.memo(|s| s.series.as_ref().map(|series| (series.number, series.ended())));
    let drawn = move || {
        ended.with(|ended| ended.filter(|(_, ended)| *ended > 0))?;
        page.state.with_untracked(|s| {
            let series = s.series.as_ref()?;
            Some(html! { <div>{figures(&series.repeated, series)}{table(&series.repeated, series)}</div> })
        })
    };
    html! { {drawn} }
}

fn figures(repeated: &Repeated, series: &Series) -> Option<View> {
    let config = &series.config;
    let of = |figure: Figure| repeated.summary(config, figure);
    let mape = of(|score| Some(score.mape))?;
    let r2 = of(|score| score.r2_log);
    let spread = |summary: &Summary| {
        summary.deviation.map(|deviation| text::repeat_spread(percent(deviation))).unwrap_or_default()
    };
    let range = mape
        .half_width
        .map(|half| text::compare_range(decimal(mape.mean - half, 1), percent(mape.mean + half)));
    let name = match repeated.over {
        Over::Folds => text::repeat_cross_validated(),
        _ => text::repeat_mean_error(),
    };
    let less = |words: &'static str, summary: Option<Summary>| {
        let interval = summary.as_ref().and_then(of_runs)?;
        Some(html! { <p class="s">{difference_words(text::repeat_the_network(), words, interval)}</p> })
    };
    let ridge = of(|score| Some(score.mape - score.ridge?));
    let constant = of(|score| Some(score.mape - score.constants[0]));
    let what =
        text::repeat_what(model_words(config.model).0, repeated.scores.len(), over_word(repeated.over));
    Some(html! {
        <p class="s">{what} " " <a href="#runs-list">{text::repeat_on_the_list()}</a></p>
        <dl class="facts three gap-s" data-testid="repeat-figures">
            <div><dt>{name}</dt><dd data-testid="repeat-mean" data-value={mape.mean.to_string()}>{percent(mape.mean)}<small>{spread(&mape)}</small></dd></div>
            <div><dt>{text::repeat_interval()}</dt><dd data-testid="repeat-interval">{range.unwrap_or_else(|| text::repeat_needs_two().to_owned())}</dd></div>
            <div><dt>{text::compare_r2_log()}</dt><dd>{r2.map_or(text::compare_none().to_owned(), |r2| decimal(r2.mean, 2))}
                <small>{r2.and_then(|r2| r2.deviation).map(|deviation| format!("± {}", decimal(deviation, 2)))}</small></dd></div>
        </dl>
        <div class="gap-s" data-testid="repeat-verdict">{less(text::repeat_ridge(), ridge)}{less(text::repeat_constant(), constant)}
            {mape.half_width.and(reach(repeated.over)).map(|words| html! { <p class="s">{words}</p> })}</div>
    })
}

fn table(repeated: &Repeated, series: &Series) -> View {
    let none = || text::compare_none().to_owned();
    let row = |score: &Score| {
        let r2 = score.r2_log.map_or_else(none, |r2| decimal(r2, 2));
        let [ridge, best] =
            [score.ridge, Some(score.constants[0])].map(|mape| mape.map_or_else(none, percent));
        row(repeated.label(&series.config, score.run), vec![percent(score.mape), r2, ridge, best])
    };
    let lost = |(run, why): &(usize, String)| {
        html! { <li data-testid="repeat-lost">{format!("{}: {why}", repeated.label(&series.config, *run))}</li> }
    };
    let lost: Vec<View> = repeated.lost.iter().map(lost).collect();
    html! {
        {(!lost.is_empty()).then(|| html! { <ul class="lines s gap red">{several(lost)}</ul> })}
        <table class="gap lean" data-testid="repeat-table" hidden={repeated.scores.is_empty()}><caption class="vh">{text::repeat_table()}</caption>
            <thead><tr><th scope="col">{text::repeat_column_run()}</th><th scope="col" class="n">{text::repeat_column_error()}</th><th scope="col" class="n">{text::repeat_column_r2()}</th>
                <th scope="col" class="n">{text::repeat_column_ridge()}</th><th scope="col" class="n">{text::repeat_column_constant()}</th></tr></thead>
            <tbody>{several(repeated.scores.iter().map(row))}</tbody></table>
    }
}
