//! The chosen runs side by side: their curves in one chart, what differs, their figures, and whether one is better.

use std::rc::Rc;

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::figure::{Chart, chart as framed};
use super::memo::Memo;
use super::page::Page;
use super::parts::figures as row;
use facade_app::chart;
use facade_app::compare::{Line, baselines, figures, settings, verdicts};
use facade_app::export::Key;
use facade_app::list::{Entry, Single};
use facade_app::notice::Place;
use facade_data::sorting;
use facade_text as text;
use facade_text::format::{count, percent};

pub(super) fn comparison(page: Page) -> View {
    let key = page
        .memo(|s| s.list.compared().iter().map(|entry| (entry.name(), entry.saved_ms)).collect::<Vec<_>>());
    let drawn = move || {
        key.with(|key| (!key.is_empty()).then_some(()))?;
        let entries = page.state.with_untracked(|s| s.list.compared());
        Some(html! { {curves(page, &entries)}{table(&entries)} })
    };
    // Drawn from the runs chosen, not from all that happens on the page: a verdict takes milliseconds.
    let words = Memo::new(move || {
        key.with(|_| ());
        page.state.with_untracked(|s| verdicts(&s.list.compared()))
    });
    let line = |words: String| html! { <p>{words}</p> };
    // There before its words are, so that they are read out.
    html! {
        <div class="blk c12 pair" role="status" data-testid="verdict" hidden={move || words.with(Vec::is_empty)}>{move || several(words.get().into_iter().map(line))}</div>
        {drawn}
    }
}

/// The lines of runs in the chart.
const LINES: [&str; 6] = ["line l0", "line l1", "line l2", "line l3", "line l4", "line l5"];

/// The line of a run in the chart.
fn sample(line: usize) -> View {
    let path = format!(r#"<path class="{}" d="M0 5H28"/>"#, LINES[line.min(LINES.len() - 1)]);
    html! { <svg class="key" aria-hidden="true" inner_html={path}></svg> }
}

/// The runs with a curve, by their lines.
fn drawn(entries: &[Rc<Entry>]) -> Vec<(&Entry, &Single)> {
    entries.iter().filter_map(|entry| Some((&**entry, entry.single()?))).collect()
}

fn curves(page: Page, entries: &[Rc<Entry>]) -> Option<View> {
    let runs = drawn(entries);
    let (_, first) = runs.first()?;
    let base = |single: &Single| single.evaluation.baselines.best_constant.mape_mean;
    let same = runs.iter().all(|(_, single)| base(single) == base(first)).then(|| base(first));
    let points: Vec<&[(usize, f64)]> = runs.iter().map(|(_, single)| single.curve.as_slice()).collect();
    let ends = runs.iter().filter_map(|(entry, single)| {
        let (epoch, error) = single.curve.last()?;
        Some(text::compare_curve_end(entry.name(), *epoch, percent(*error)))
    });
    let label = text::compare_curves(ends.collect::<Vec<_>>().join("; "));
    let drawing = chart::overlay(&points, same);
    let mut legend: Vec<Key> =
        runs.iter().zip(LINES).map(|((entry, _), line)| (line, entry.name())).collect();
    legend.extend(same.map(|mape| ("p-base", text::compare_constant_line(percent(mape)))));
    // In English, as its columns are.
    let mut csv = String::from("run,epoch,validation_mape_percent\n");
    for (entry, single) in &runs {
        single
            .curve
            .iter()
            .for_each(|(epoch, mape)| csv += &format!("Run {},{epoch},{mape}\n", entry.number));
    }
    let entries = entries.to_vec();
    Some(framed(
        page,
        Chart {
            class: ["blk c12", ""],
            testid: "overlay-chart",
            place: Place::Results,
            title: text::compare_curves_title(),
            sub: html! { {text::compare_curves_note()} },
            tools: None,
            legend: Box::new(move || legend.clone()),
            drawing: Box::new(move || drawing.clone()),
            label: Box::new(move || label.clone()),
            table: Box::new(move || epochs(&drawn(&entries))),
            file: Box::new(|| "facade-runs-compared".to_owned()),
            csv: Box::new(move || csv.clone()),
            over: None,
        },
    ))
}

/// About a dozen epochs of each.
fn epochs(runs: &[(&Entry, &Single)]) -> View {
    let mut all: Vec<usize> =
        runs.iter().flat_map(|(_, single)| &single.curve).map(|point| point.0).collect();
    sorting::sort(&mut all, usize::cmp);
    all.dedup();
    let stride = all.len().div_ceil(12).max(1);
    let ends: Vec<usize> =
        runs.iter().filter_map(|(_, single)| single.curve.last()).map(|end| end.0).collect();
    let picked = all.iter().enumerate().filter(|(i, epoch)| i.is_multiple_of(stride) || ends.contains(epoch));
    let row = |(_, epoch): (usize, &usize)| {
        let value = |(_, single): &(&Entry, &Single)| {
            let point = single.curve.iter().find(|point| point.0 == *epoch);
            point.map_or(String::new(), |point| percent(point.1))
        };
        row(count(*epoch), runs.iter().map(value).collect())
    };
    let head = |(entry, _): &(&Entry, &Single)| html! { <th scope="col" class="n">{entry.name()}</th> };
    html! {
        <div class="sc" role="region" aria-label={text::compare_curves_title()} tabindex="0">
            <table><caption class="vh">{text::compare_curves_title()}</caption>
                <thead><tr><th scope="col">{text::compare_epoch()}</th>{several(runs.iter().map(head))}</tr></thead>
                <tbody>{several(picked.map(row))}</tbody></table></div>
    }
}

fn table(entries: &[Rc<Entry>]) -> View {
    let all: Vec<&Entry> = entries.iter().map(|entry| &**entry).collect();
    let mut line = 0;
    let heads: Vec<View> = all
        .iter()
        .map(|entry| {
            let key = entry.single().map(|_| {
                line += 1;
                sample(line - 1)
            });
            html! { <th scope="col" class="n">{key}{entry.name()}</th> }
        })
        .collect();
    let part = |title: &'static str, lines: Vec<Line>| {
        let span = all.len() + 1;
        (!lines.is_empty()).then(|| {
            html! { <tbody><tr><th scope="rowgroup" class="part" colspan={span}>{title}</th></tr>{several(lines.into_iter().map(|Line { name, values }| row(name.to_owned(), values)))}</tbody> }
        })
    };
    html! {
        <div class="blk c12 sc" role="region" aria-labelledby="side-by-side" tabindex="0">
            <table class="sides" data-testid="side-by-side"><caption id="side-by-side">{text::compare_title()} " " <span class="sub">{text::compare_note()}</span></caption>
                <thead><tr><th scope="col"><span class="vh">{text::compare_figure()}</span></th>{several(heads)}</tr></thead>
                {part(text::compare_figures(), figures(&all))}
                {part(text::compare_guesses(), baselines(&all))}
                {part(text::compare_settings(), settings(&all))}
            </table>
        </div>
    }
}
