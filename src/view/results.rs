//! Place 3: how far off, on houses that were never trained on, and against what.

use std::rc::Rc;

use leptos::prelude::*;

use super::comparison::comparison;
use super::dom::{View, each, html, several};
use super::figure::{Chart, Take, chart as framed, files_of};
use super::guide::{BASELINES, FIGURES, guide};
use super::house::house;
use super::list::list_of_runs;
use super::page::Page;
use super::parts::{ROWS, figures, icon, more_rows, place};
use super::ranked::ranked;
use super::scatter::scatter;
use super::test_table::test_table;
use facade_app::chart;
use facade_app::figures::{
    GroupError, Row, beside, bias_words, bin_name, counts_csv, error_bins, groups_csv, in_english,
    median_error, price_errors, r2, rows, verdict, zip_errors,
};
use facade_app::file_name::Ending;
use facade_app::notice::Place;
use facade_app::report;
use facade_data::Dataset;
use facade_data::sorting;
use facade_spec::evaluation::Evaluation;
use facade_text as text;
use facade_text::format::{count, decimal, money, money_cents, percent, signed_money};

/// Tables of errors by group: name in the document, kind, title, what it says, file.
fn groups() -> [[&'static str; 5]; 2] {
    [
        [
            "zip-errors",
            text::results_zip_code(),
            text::results_where(),
            text::results_where_sub(),
            "zip-codes",
        ],
        [
            "price-errors",
            text::results_actual_price(),
            text::results_at_prices(),
            text::results_at_prices_sub(),
            "prices",
        ],
    ]
}

pub(super) fn results(page: Page) -> View {
    let shown = page.memo(|s| (s.list.shown, s.shown_run().map(|r| r.number)));
    let sheet = move || {
        page.picked.set(None);
        match shown.get() {
            (Some(number), latest) => earlier(page, number, latest),
            (None, Some(number)) => {
                let run = page.state.with_untracked(|s| {
                    s.shown_run().and_then(|r| Some((r.evaluation.clone()?, r.data.clone())))
                });
                run.map_or_else(empty, |(evaluation, data)| full(page, number, &evaluation, data))
            }
            (None, None) => empty(),
        }
    };
    let blurb = text::results_blurb();
    let content = html! { {sheet}{list_of_runs(page)}{comparison(page)} };
    place(page, Place::Results, blurb, content)
}

/// The results of a run of the list, in the place of the latest.
fn earlier(page: Page, number: u32, latest: Option<u32>) -> View {
    let entry = page.state.with_untracked(|s| s.list.get(number).cloned());
    let Some(single) = entry.as_ref().and_then(|entry| entry.single()) else { return empty() };
    let data = page.state.with_untracked(|s| s.data.clone().filter(|data| single.knows(data)));
    let back = latest.map_or_else(|| text::results_hide().to_owned(), text::results_show_those);
    let go_back = move |_| page.state.update(|s| s.list.shown = None);
    html! {
        <p class="blk c12 s" data-testid="earlier">{text::results_of_earlier(number)} " "
            <button class="textbtn" type="button" on:click={go_back}>{back}</button></p>
        {full(page, number, &single.evaluation, data)}
    }
}

fn empty() -> View {
    html! {
        <p class="blk c12 sub" data-testid="no-results">{text::results_none_yet()}</p>
    }
}

fn full(page: Page, number: u32, evaluation: &Evaluation, data: Option<Rc<Dataset>>) -> View {
    let rows = rows(&evaluation.predictions, data.as_deref());
    let [zip, band] = groups();
    html! {
        {headline(evaluation)}
        {against(evaluation)}
        {strip(evaluation, data.as_deref())}
        {scatter(page, number, &rows, data.clone())}
        {histogram(page, number, &rows)}
        <div class="blk c6 w4">{by_group(page, zip, number, &rows, zip_errors)}</div>
        <div class="blk c6 w4">{by_group(page, band, number, &rows, price_errors)}</div>
        <div class="blk c12 w4">{test_beside_train(evaluation)}{guide(FIGURES)}</div>
        {ranked(page, &rows, data.as_ref())}
        {house(page, (number, evaluation.test.mape_mean), &rows, data.clone())}
        {test_table(page, number, rows, data.clone())}
        {take_along(page, number, data)}
    }
}

/// The whole run as one document.
fn take_along(page: Page, number: u32, data: Option<Rc<Dataset>>) -> View {
    let save = move |_| {
        let date = js_sys::Date::new_0().to_date_string();
        let made = page.state.with_untracked(|s| {
            let entry = s.list.get(number)?;
            report::html(entry, data.as_deref(), &String::from(date))
        });
        if let Some(html) = made {
            page.save(Place::Results, &format!("facade-run-{number}"), Ending::Html, html.as_bytes());
        }
    };
    html! {
        <div class="blk c12 btns"><button class="btn" type="button" data-testid="save-run-report" on:click={save}>{icon("save")} " " {text::results_save_report()}</button>
            <p class="fine">{text::results_report_how()}</p></div>
    }
}

fn headline(e: &Evaluation) -> View {
    let test = &e.test;
    html! {
        <div class="headline blk c4 w4">
            <p class="s dim">{text::results_mean_error_over(test.houses)}</p>
            <p class="fig" data-testid="result-mape" data-value={test.mape_mean.to_string()}>{decimal(test.mape_mean, 1)}<small>" %"</small></p>
            <p class="pm" data-testid="result-mape-std">{text::results_from_house_to_house(percent(test.mape_std))}</p>
            <p class="s">{verdict(test.mape_mean, &e.baselines)}</p>
        </div>
    }
}

fn bounded(value: f64) -> f64 {
    if value.is_finite() { value.min(1e15) } else { 0.0 }
}

/// One measure in a table: as long as its value; none of what is no number.
fn measure(value: f64, longest: f64) -> View {
    let (value, longest) = (bounded(value), bounded(longest));
    html! { <td class="ln"><i style={format!("--v:{:.2};--max:{:.2}", value, longest.max(1.0))}></i></td> }
}

fn against(e: &Evaluation) -> View {
    let b = &e.baselines;
    let mut lines = vec![
        ("result", text::results_this_network().to_owned(), "", e.test.mape_mean, e.test.mape_std),
        (
            "baseline-best-constant",
            text::results_always(money(b.best_constant.price)),
            text::results_best_constant(),
            b.best_constant.mape_mean,
            b.best_constant.mape_std,
        ),
        (
            "baseline-median",
            text::results_always(money(b.median.price)),
            text::results_median(),
            b.median.mape_mean,
            b.median.mape_std,
        ),
        (
            "baseline-mean",
            text::results_always(money(b.mean.price)),
            text::results_mean(),
            b.mean.mape_mean,
            b.mean.mape_std,
        ),
    ];
    let guessed = [
        (
            "baseline-zip-code",
            text::results_by_zip_code(),
            text::results_no_photo_no_attribute(),
            &b.zip_code,
        ),
        ("baseline-ridge", text::results_ridge(), text::results_ridge_sees(), &b.ridge),
    ];
    for (testid, name, note, guesses) in guessed {
        lines.extend(guesses.as_ref().map(|g| (testid, name.to_string(), note, g.mape_mean, g.mape_std)));
    }
    sorting::sort(&mut lines, |a, b| a.3.total_cmp(&b.3));
    let longest = lines.iter().map(|l| l.3).fold(0.0, f64::max) * 1.04;
    let row = |(testid, name, note, mape, std): (&'static str, String, &'static str, f64, f64)| {
        html! {
            <tr class:me={testid == "result"} data-testid={testid}><th scope="row">{name}{(!note.is_empty()).then(|| html! { <small>{note}</small> })}</th>
                {measure(mape, longest)}<td class="n">{percent(mape)}<small>"± " {percent(std)}</small></td></tr>
        }
    };
    html! {
        <div class="blk c8 w8">
            <table class="against"><caption>{text::results_against()} " " <span class="sub">{text::results_against_sub(e.test.houses)}</span></caption>
                <thead><tr><th scope="col">{text::results_guess()}</th><th scope="col" class="ln"><span class="vh">{text::results_drawn()}</span></th><th scope="col" class="n">{text::results_mean_error()}</th></tr></thead>
                <tbody>{several(lines.into_iter().map(row))}</tbody></table>{guide(BASELINES)}
        </div>
    }
}

fn strip(e: &Evaluation, data: Option<&Dataset>) -> View {
    let test = &e.test;
    let cell = |testid: &'static str, name: &'static str, figure: String, note: String| {
        html! { <div><dt>{name}</dt><dd data-testid={testid}><span>{figure}</span> <small>{note}</small></dd></div> }
    };
    let summary = data.map(|d| &d.report.after);
    let mean = summary.map_or(0.0, |s| s.mean_price);
    html! {
        <dl class="strip c12">
            {cell("result-mae", text::results_mae(), money(test.mae), String::new())}
            {cell("result-rmse", text::results_rmse(), money(test.rmse), String::new())}
            {cell("result-r2", "R²", r2(test.r2), text::results_r2_how().to_owned())}
            {cell("result-bias", text::results_bias(), signed_money(test.bias), bias_words(test.bias, mean).to_string())}
            {summary.map(|s| {
                let houses = text::results_houses_counted(s.houses);
                html! {
                    {cell("average-price", text::results_average_price(), money_cents(s.mean_price), houses.clone())}
                    {cell("price-std", text::results_price_std(), money_cents(s.std_price), houses)}
                }
            })}
        </dl>
    }
}

fn histogram(page: Page, run: u32, rows: &[Row]) -> View {
    let bins = error_bins(rows);
    let low = rows.iter().filter(|r| r.predicted < r.actual).count();
    let high = rows.len() - low;
    let median = median_error(rows).map(|m| text::results_half_within(decimal(m, 0)));
    let label = text::results_errors_label(low, count(high), count(bins[15]));
    let table = move || {
        let row = |(bin, houses): (usize, &usize)| figures(bin_name(bin), vec![count(*houses)]);
        html! {
            <table><caption class="vh">{text::results_houses_by_error()}</caption>
                <thead><tr><th scope="col">{text::results_error()}</th><th scope="col" class="n">{text::results_houses()}</th></tr></thead>
                <tbody>{several(bins.iter().enumerate().map(row))}</tbody></table>
        }
    };
    framed(
        page,
        Chart {
            class: ["blk c6 m6 w4", "square"],
            testid: "error-chart",
            place: Place::Results,
            title: text::results_errors(),
            sub: html! { {median} },
            tools: None,
            legend: Box::new(Vec::new),
            drawing: Box::new(move || chart::histogram(&bins, low, high)),
            label: Box::new(move || label.clone()),
            table: Box::new(table),
            file: Box::new(move || format!("facade-run-{run}-errors")),
            csv: Box::new(move || {
                let named = |(bin, n): (usize, &usize)| (bin_name(bin), *n);
                in_english(|| counts_csv("error", bins.iter().enumerate().map(named)))
            }),
            over: None,
        },
    )
}

/// Errors by group: what kind, of which file and names.
fn by_group(
    page: Page,
    [testid, what, title, sub, file]: [&'static str; 5],
    run: u32,
    houses: &[Row],
    group: fn(&[Row]) -> Vec<GroupError>,
) -> View {
    let (groups, houses) = (group(houses), houses.to_vec());
    let longest =
        groups.iter().map(|group| group.mape).filter(|mape| mape.is_finite()).fold(1.0, f64::max) * 1.02;
    let all = groups.len();
    let shown = RwSignal::new(ROWS);
    let groups = StoredValue::new(groups);
    let row = move |at: u32| {
        let z = groups.with_value(|groups| groups.get(at as usize).cloned())?;
        Some(html! {
            <tr><th scope="row">{z.name}</th>{measure(z.mape, longest)}<td class="n opt6">{count(z.houses)}</td>
                <td class="n opt6">{signed_money(z.bias)}</td><td class="n">{percent(z.mape)}</td></tr>
        })
    };
    // The drawing has those at the top of the table: a picture of more would be too high for a browser. The rest is in the CSV.
    let drawn = all.min(ROWS);
    let take = Take {
        testid,
        place: Place::Results,
        title,
        legend: Rc::new(Vec::new),
        size: Some(chart::groups_size(drawn)),
        drawing: Rc::new(move || groups.with_value(|groups| chart::groups(&groups[..drawn], sub))),
        file: Box::new(move || format!("facade-run-{run}-{file}")),
        csv: Box::new(move || in_english(|| groups_csv(file, &group(&houses)))),
    };
    html! {
        <table class="against zerr" data-testid={testid}><caption>{title} " " <span class="sub">{sub}</span></caption>
            <thead><tr><th scope="col">{what}</th><th scope="col" class="ln"><span class="vh">{text::results_drawn()}</span></th><th scope="col" class="n opt6">{text::results_houses()}</th>
                <th scope="col" class="n opt6">{text::results_bias()}</th><th scope="col" class="n">{text::results_mean_error()}</th></tr></thead>
            <tbody>{each(move || (0..shown.get().min(all) as u32).collect(), row)}</tbody></table>
        {more_rows(format!("{testid}-more"), all, shown)}
        {files_of(page, take)}
    }
}

fn test_beside_train(e: &Evaluation) -> View {
    let row = |(name, values): (&'static str, [String; 2])| figures(name.to_owned(), values.into());
    html! {
        <table data-testid="test-beside-train"><caption>{text::results_beside()} " " <span class="sub">{text::results_beside_sub()}</span></caption>
            <thead><tr><th scope="col"><span class="vh">{text::results_figure()}</span></th><th scope="col" class="n">{text::results_test()}</th><th scope="col" class="n">{text::results_training()}</th></tr></thead>
            <tbody>{several(beside([&e.test, &e.train]).map(row))}</tbody></table>
    }
}
