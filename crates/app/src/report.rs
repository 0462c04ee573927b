//! A run as one document that stands alone: how it was set up, what the data was, charts and tables. It opens in any browser,
//! by day and by night, and loads nothing.

use std::fmt::Write;

use super::chart;
use super::compare::{baselines, every_setting, figures};
use super::data_report::{data_name, price_bins};
use super::export::escaped;
use super::figures::{
    GroupError, Row, beside, bias_words, drop_groups, error_bins, price_errors, rows, verdict,
    within_factor_two, zip_errors,
};
use super::list::Entry;
use facade_data::Dataset;
use facade_spec::evaluation::Metrics;
use facade_text as text;
use facade_text::format::{count, decimal, money, percent, signed_money, signed_percent};

/// Colours and charts, as on the page.
const CHARTS: &str = include_str!("../../../www/chart.css");
const STYLE: &str = "\
:root{color-scheme:light dark}body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/1.5 var(--sans);font-variant-numeric:tabular-nums}\
main{max-width:60rem;margin:auto;padding:2rem}h1{font-weight:300;font-size:2.25rem;line-height:1.15;margin:0}h2{font-weight:500;font-size:1.2rem;margin:2.5rem 0 .5rem}\
p{max-width:68ch;margin:.5rem 0}.fig{font-size:4.5rem;font-weight:300;line-height:1;color:var(--red);margin:1rem 0 0}.sub{color:var(--ink-2)}\
table{border-collapse:collapse;width:100%;border-block:1px solid var(--ink)}th,td{padding:.35rem .75rem .35rem 0;text-align:left;font-weight:400;border-top:1px solid var(--line);vertical-align:top}\
thead th{color:var(--ink-2);border-top:0}.n{text-align:right;padding-right:0}.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(22rem,1fr));gap:1rem 3rem}\
.plot{padding:1.75rem 0 3.25rem 3.5rem}.plot>svg{display:block;width:100%;height:320px;overflow:visible}footer{margin-top:3rem;border-top:2px solid var(--ink);padding-top:.5rem;color:var(--ink-3)}\
@media print{h2{break-after:avoid}table,.plot{break-inside:avoid}}";

/// It holds words of others: nothing in it runs, and nothing is fetched.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The document of a single run, at a time in words; none of a series. `data` are its houses, where they are still known.
pub fn html(entry: &Entry, data: Option<&Dataset>, date: &str) -> Option<String> {
    let single = entry.single()?;
    let evaluation = &single.evaluation;
    let data = data.filter(|data| single.knows(data));
    let rows = rows(&evaluation.predictions, data);
    let mut out = String::new();
    let title = text::report_title(entry.name(), data_name(&entry.data));
    let _ = write!(
        out,
        "<!doctype html><html lang=\"{1}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"content-security-policy\" content=\"{POLICY}\">\
         <title>{0}</title><style>{CHARTS}{STYLE}</style></head><body><main><p class=\"sub\">{2}</p><h1>{0}</h1>",
        escaped(&title),
        text::language().code(),
        escaped(text::report_of_run())
    );
    let test = &evaluation.test;
    let _ = write!(
        out,
        "<p class=\"sub\">{}</p><p class=\"fig\">{} %</p><p>{} {}</p>",
        escaped(text::report_when(date, &entry.device)),
        escaped(decimal(test.mape_mean, 1)),
        escaped(text::report_mean_error(test.houses, percent(test.mape_std))),
        escaped(verdict(test.mape_mean, &evaluation.baselines)),
    );
    out.push_str("<div class=\"two\"><section>");
    lines(&mut out, text::report_figures(), text::report_figure(), &figures(&[entry]));
    out.push_str("</section><section>");
    lines(&mut out, text::report_guesses(), text::report_guesses_error(), &baselines(&[entry]));
    out.push_str("</section></div>");

    plot(
        &mut out,
        text::report_curve(),
        text::report_curve_how(),
        &chart::overlay(&[&single.curve], Some(evaluation.baselines.best_constant.mape_mean)),
    );
    let near = within_factor_two(&rows);
    plot(
        &mut out,
        text::report_scatter(),
        &text::report_scatter_near(count(near), rows.len()),
        &chart::scatter(&rows, None),
    );
    let low = rows.iter().filter(|r| r.predicted < r.actual).count();
    let bins = error_bins(&rows);
    plot(&mut out, text::report_spread(), "", &chart::histogram(&bins, low, rows.len() - low));

    out.push_str("<div class=\"two\"><section>");
    groups(&mut out, text::report_by_zip_code(), text::report_zip_code(), &zip_errors(&rows));
    out.push_str("</section><section>");
    groups(&mut out, text::report_by_price(), text::report_actual_price(), &price_errors(&rows));
    out.push_str("</section></div>");
    test_beside_train(&mut out, [&evaluation.test, &evaluation.train]);
    if let Some(data) = data {
        houses(&mut out, data);
    }
    lines(&mut out, text::report_trained(), text::report_setting(), &every_setting(entry));
    predictions(&mut out, &rows);
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

fn head(out: &mut String, names: &[&str]) {
    out.push_str("<table><thead><tr>");
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

const END: &str = "</tbody></table>";

fn lines(out: &mut String, title: &str, what: &str, lines: &[super::compare::Line]) {
    heading(out, title);
    head(out, &[what, text::report_value()]);
    lines.iter().for_each(|line| row(out, line.name, &line.values));
    out.push_str(END);
}

fn plot(out: &mut String, title: &str, sub: &str, drawing: &str) {
    heading(out, title);
    let _ = write!(
        out,
        "<p class=\"sub\">{}</p><div class=\"plot\"><svg role=\"img\" aria-label=\"{}\">{drawing}</svg></div>",
        escaped(sub),
        escaped(title)
    );
}

fn groups(out: &mut String, title: &str, what: &str, groups: &[GroupError]) {
    if groups.is_empty() {
        return;
    }
    heading(out, title);
    head(out, &[what, text::report_houses(), text::report_bias(), text::report_group_error()]);
    for group in groups {
        row(out, &group.name, &[count(group.houses), signed_money(group.bias), percent(group.mape)]);
    }
    out.push_str(END);
}

fn test_beside_train(out: &mut String, sides: [&Metrics; 2]) {
    heading(out, text::report_beside());
    head(out, &[text::report_figure(), text::report_test(), text::report_training()]);
    beside(sides).iter().for_each(|(name, values)| row(out, name, values));
    out.push_str(END);
}

fn houses(out: &mut String, data: &Dataset) {
    let prices: Vec<f64> = data.houses.iter().map(|house| house.price).collect();
    let median = data.report.after.median_price;
    let sub = text::report_prices_half(prices.len(), money(median));
    plot(out, text::report_prices(), &sub, &chart::prices(&price_bins(&prices), median));
    heading(out, text::report_left_out());
    head(out, &[text::report_reason(), text::report_houses()]);
    for group in drop_groups(&data.report) {
        row(out, group.name, &[count(group.houses)]);
    }
    out.push_str(END);
}

fn predictions(out: &mut String, rows: &[Row]) {
    heading(out, text::report_test_houses());
    let names = [
        text::report_house(),
        text::report_zip_code(),
        text::report_actual(),
        text::report_predicted(),
        text::report_off(),
        text::report_error(),
    ];
    head(out, &names);
    for r in rows {
        let off = signed_money(r.predicted - r.actual);
        let values =
            [r.zip_code.clone(), money(r.actual), money(r.predicted), off, signed_percent(r.error())];
        row(out, &r.house.to_string(), &values);
    }
    out.push_str(END);
    let bias = facade_data::statistics::mean(rows.iter().map(|r| r.predicted - r.actual));
    let mean = facade_data::statistics::mean(rows.iter().map(|r| r.actual));
    let whole = text::report_whole(bias_words(bias, mean));
    let _ = write!(out, "<p class=\"sub\">{}</p>", escaped(&whole));
}
