//! The report of a run as one HTML file: its setup, its data, charts and tables. It opens in any browser, in light
//! and dark, and loads nothing.

use std::fmt::Write;

use super::chart;
use super::compare::{all_settings, baseline_rows, metric_rows};
use super::data_report::{data_name, dropped_groups, price_bins};
use super::error_statistics::{GroupError, error_bins, price_errors, within_factor_two, zip_errors};
use super::export::escaped;
use super::result_rows::{Row, rows};
use super::result_text::{
    RatioRow, baseline_verdict, bias_text, calibration_text, importance_rows, metrics_side_by_side,
    ratio_rows,
};
use super::run_entry::RunEntry;
use facade_data::Dataset;
use facade_spec::evaluation::{Metrics, RatioStudy};
use facade_text as text;
use facade_text::format::{count, decimal, money, percent, signed_money, signed_percent};

/// Colours and charts, as on the page.
const CHART_STYLE: &str = include_str!("../../../www/chart.css");
const STYLE: &str = "\
:root{color-scheme:light dark}body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/1.5 var(--sans);font-variant-numeric:tabular-nums}\
main{max-width:60rem;margin:auto;padding:2rem}h1{font-weight:300;font-size:2.25rem;line-height:1.15;margin:0}h2{font-weight:500;font-size:1.2rem;margin:2.5rem 0 .5rem}\
p{max-width:68ch;margin:.5rem 0}.fig{font-size:4.5rem;font-weight:300;line-height:1;color:var(--red);margin:1rem 0 0}.sub{color:var(--ink-2)}\
table{border-collapse:collapse;width:100%;border-block:1px solid var(--ink)}th,td{padding:.35rem .75rem .35rem 0;text-align:left;font-weight:400;border-top:1px solid var(--line);vertical-align:top}\
thead th{color:var(--ink-2);border-top:0}.n{text-align:right;padding:.35rem 0 .35rem .75rem}.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:1rem 3rem}.two>*{min-width:0}\
body{overflow-wrap:anywhere}.sc{overflow-x:auto}table{overflow-wrap:break-word}tbody th{min-width:8rem;overflow-wrap:anywhere}\
.plot{padding:1.75rem 0 3.25rem 3.5rem}.plot>svg{display:block;width:100%;height:320px;overflow:visible}footer{margin-top:3rem;border-top:2px solid var(--ink);padding-top:.5rem;color:var(--ink-3)}\
@media (max-width:40rem){main{padding:1rem}}@media print{h2{break-after:avoid}table,.plot{break-inside:avoid}}";

/// The report contains text from outside: nothing in it may run, and nothing is loaded.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// `None` for a series. `data` are the run's houses, if they are still in memory; `date` is a time as text.
pub fn html(entry: &RunEntry, data: Option<&Dataset>, date: &str) -> Option<String> {
    let single = entry.single()?;
    let evaluation = &single.evaluation;
    let data = data.filter(|data| single.matches_dataset(data));
    let rows = rows(&evaluation.predictions, data);
    let mut out = String::new();
    let title = text::t!(report_title, run = entry.name(), data = data_name(&entry.data));
    let _ = write!(
        out,
        "<!doctype html><html lang=\"{1}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"content-security-policy\" content=\"{POLICY}\">\
         <title>{0}</title><style>{CHART_STYLE}{STYLE}</style></head><body><main><p class=\"sub\">{2}</p><h1>{0}</h1>",
        escaped(&title),
        text::language().code(),
        escaped(text::report_of_run())
    );
    let (test, mape) = (&evaluation.test, evaluation.mape());
    let _ = write!(
        out,
        "<p class=\"sub\">{}</p><p class=\"fig\">{} %</p><p>{} {}</p>",
        escaped(text::t!(report_when, date, device = &entry.device)),
        escaped(decimal(mape.mean, 1)),
        escaped(text::t!(report_mean_error, houses = test.houses, spread = percent(mape.std))),
        escaped(baseline_verdict(mape.mean, &evaluation.baselines, entry.config.model)),
    );
    out.push_str("<div class=\"two\"><section>");
    rows_table(&mut out, text::report_figures(), text::report_figure(), &metric_rows(&[entry]));
    out.push_str("</section><section>");
    rows_table(&mut out, text::report_guesses(), text::report_guesses_error(), &baseline_rows(&[entry]));
    if let Some(calibration) = calibration_text(evaluation) {
        let _ = write!(out, "<p class=\"sub\">{}</p>", escaped(calibration));
    }
    out.push_str("</section></div>");

    chart_section(
        &mut out,
        text::report_curve(),
        text::report_curve_how(),
        &chart::validation_curves(&[&single.curve], Some(evaluation.baselines.best_constant.mape_mean)),
    );
    let near = within_factor_two(&rows);
    chart_section(
        &mut out,
        text::report_scatter(),
        &text::t!(report_scatter_near, near = count(near), houses = rows.len()),
        &chart::scatter(&rows, None),
    );
    let low = rows.iter().filter(|r| r.predicted < r.actual).count();
    let bins = error_bins(&rows);
    chart_section(&mut out, text::report_spread(), "", &chart::histogram(&bins, low, rows.len() - low, None));

    out.push_str("<div class=\"two\"><section>");
    groups_table(&mut out, text::report_by_zip_code(), text::report_zip_code(), &zip_errors(&rows));
    out.push_str("</section><section>");
    groups_table(&mut out, text::report_by_price(), text::report_actual_price(), &price_errors(&rows));
    out.push_str("</section></div>");
    test_and_training_table(&mut out, [&evaluation.test, &evaluation.train]);
    if !evaluation.importance.is_empty() {
        heading(&mut out, text::importance_title());
        table_head(&mut out, &[text::importance_input(), text::importance_rise()]);
        for (name, rise) in importance_rows(&evaluation.importance) {
            row(&mut out, &name, &[decimal(rise, 1)]);
        }
        out.push_str(TABLE_END);
    }
    if let Some(study) = evaluation.ratio_study() {
        ratio_table(&mut out, &study);
    }
    if let Some(data) = data {
        dataset_section(&mut out, data);
    }
    rows_table(&mut out, text::report_trained(), text::report_setting(), &all_settings(entry));
    predictions_table(&mut out, &rows);
    let _ = write!(
        out,
        "<footer>{} {}</footer></main></body></html>",
        escaped(text::report_made_by(env!("CARGO_PKG_VERSION"))),
        escaped(text::predict_no_valuation())
    );
    Some(out)
}

fn heading(out: &mut String, title: &str) {
    let _ = write!(out, "<h2>{}</h2>", escaped(title));
}

fn table_head(out: &mut String, names: &[&str]) {
    out.push_str("<div class=\"sc\" tabindex=\"0\"><table><thead><tr>");
    for (at, name) in names.iter().enumerate() {
        let class = if at > 0 { " class=\"n\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escaped(name));
    }
    out.push_str("</tr></thead><tbody>");
}

fn row(out: &mut String, name: &str, values: &[String]) {
    let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escaped(name));
    for value in values {
        let _ = write!(out, "<td class=\"n\">{}</td>", escaped(value));
    }
    out.push_str("</tr>");
}

const TABLE_END: &str = "</tbody></table></div>";

fn rows_table(out: &mut String, title: &str, what: &str, rows: &[super::compare::ComparisonRow]) {
    heading(out, title);
    table_head(out, &[what, text::report_value()]);
    rows.iter().for_each(|each| row(out, each.name, &each.values));
    out.push_str(TABLE_END);
}

fn chart_section(out: &mut String, title: &str, sub: &str, drawing: &str) {
    heading(out, title);
    let _ = write!(
        out,
        "<p class=\"sub\">{}</p><div class=\"plot\"><svg role=\"img\" aria-label=\"{}\">{drawing}</svg></div>",
        escaped(sub),
        escaped(title)
    );
}

fn groups_table(out: &mut String, title: &str, what: &str, groups: &[GroupError]) {
    if groups.is_empty() {
        return;
    }
    heading(out, title);
    table_head(out, &[what, text::report_houses(), text::report_bias(), text::report_group_error()]);
    for group in groups {
        row(out, &group.name, &[count(group.houses), signed_money(group.bias), percent(group.mape)]);
    }
    out.push_str(TABLE_END);
}

fn test_and_training_table(out: &mut String, sides: [&Metrics; 2]) {
    heading(out, text::report_beside());
    table_head(out, &[text::report_figure(), text::report_test(), text::report_training()]);
    metrics_side_by_side(sides).iter().for_each(|(name, values)| row(out, name, values));
    out.push_str(TABLE_END);
}

fn ratio_table(out: &mut String, study: &RatioStudy) {
    heading(out, text::ratios_title());
    table_head(out, &[text::report_figure(), text::ratios_value(), text::ratios_usual()]);
    for RatioRow { name, value, usual, meaning, .. } in ratio_rows(study) {
        row(out, &format!("{name}: {meaning}"), &[value, usual]);
    }
    out.push_str(TABLE_END);
    let _ = write!(out, "<p class=\"sub\">{}</p>", escaped(text::ratios_source()));
}

fn dataset_section(out: &mut String, data: &Dataset) {
    let prices: Vec<f64> = data.houses.iter().map(|house| house.price).collect();
    let median = data.report.after.median_price;
    let sub = text::t!(report_prices_half, houses = prices.len(), median = money(median));
    chart_section(out, text::report_prices(), &sub, &chart::price_histogram(&price_bins(&prices), median));
    heading(out, text::report_left_out());
    table_head(out, &[text::report_reason(), text::report_houses()]);
    for group in dropped_groups(&data.report) {
        row(out, &group.name, &[count(group.houses)]);
    }
    out.push_str(TABLE_END);
}

fn predictions_table(out: &mut String, rows: &[Row]) {
    heading(out, text::report_test_houses());
    let names = [
        text::report_house(),
        text::report_zip_code(),
        text::report_actual(),
        text::report_predicted(),
        text::report_off(),
        text::report_error(),
    ];
    table_head(out, &names);
    for r in rows {
        let off = signed_money(r.predicted - r.actual);
        let values =
            [r.zip_code.clone(), money(r.actual), money(r.predicted), off, signed_percent(r.error())];
        row(out, &r.house.to_string(), &values);
    }
    out.push_str(TABLE_END);
    let bias = facade_data::statistics::mean(rows.iter().map(|r| r.predicted - r.actual));
    let mean = facade_data::statistics::mean(rows.iter().map(|r| r.actual));
    let whole = text::report_whole(bias_text(bias, mean));
    let _ = write!(out, "<p class=\"sub\">{}</p>", escaped(&whole));
}
