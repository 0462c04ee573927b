//! The metrics of a run on its test houses, beside the baselines and beside the training houses.

use std::sync::Arc;

use leptos::prelude::*;

use super::shown_run::ShownRun;
use crate::components::help::{BASELINES, Help};
use crate::components::table::TableRow;
use facade_app::result_text::{baseline_verdict, bias_text, metrics_side_by_side, r2_text};
use facade_spec::evaluation::Evaluation;
use facade_text as text;
use facade_text::format::{decimal, money, money_cents, percent, signed_money};

#[component]
pub(super) fn Headline(evaluation: Arc<Evaluation>) -> impl IntoView {
    let test = &evaluation.test;
    view! {
        <div class="headline blk c4 w4">
            <p class="s dim">{text::results_mean_error_over(test.houses)}</p>
            <p class="fig" data-testid="result-mape" data-value=test.mape_mean.to_string()>
                {decimal(test.mape_mean, 1)}
                <small>{" %"}</small>
            </p>
            <p class="pm" data-testid="result-mape-std">
                {text::results_from_house_to_house(percent(test.mape_std))}
            </p>
            <p class="s">{baseline_verdict(test.mape_mean, &evaluation.baselines)}</p>
        </div>
    }
}

/// A table cell with a bar; without one for a value that is not a number.
#[component]
pub(super) fn BarCell(value: f64, maximum: f64) -> impl IntoView {
    let bounded = |value: f64| if value.is_finite() { value.min(1e15) } else { 0.0 };
    let style = format!("--v:{:.2};--max:{:.2}", bounded(value), bounded(maximum).max(1.0));
    view! {
        <td class="ln">
            <i style=style></i>
        </td>
    }
}

/// A row of [`BaselineTable`].
struct BaselineRow {
    testid: &'static str,
    name: String,
    note: &'static str,
    mape: f64,
    std: f64,
}

fn baseline_rows(evaluation: &Evaluation) -> Vec<BaselineRow> {
    let baselines = &evaluation.baselines;
    let network = BaselineRow {
        testid: "result",
        name: text::results_this_network().to_owned(),
        note: "",
        mape: evaluation.test.mape_mean,
        std: evaluation.test.mape_std,
    };
    let constants = [
        ("baseline-best-constant", text::results_best_constant(), &baselines.best_constant),
        ("baseline-median", text::results_median(), &baselines.median),
        ("baseline-mean", text::results_mean(), &baselines.mean),
    ];
    let constants = constants.map(|(testid, note, constant)| BaselineRow {
        testid,
        name: text::results_always(money(constant.price)),
        note,
        mape: constant.mape_mean,
        std: constant.mape_std,
    });
    let optional = [
        (
            "baseline-zip-code",
            text::results_by_zip_code(),
            text::results_no_photo_no_attribute(),
            &baselines.zip_code,
        ),
        ("baseline-ridge", text::results_ridge(), text::results_ridge_sees(), &baselines.ridge),
    ];
    let optional = optional.into_iter().filter_map(|(testid, name, note, baseline)| {
        let baseline = baseline.as_ref()?;
        Some(BaselineRow {
            testid,
            name: name.to_owned(),
            note,
            mape: baseline.mape_mean,
            std: baseline.mape_std,
        })
    });
    let mut rows: Vec<BaselineRow> = [network].into_iter().chain(constants).chain(optional).collect();
    rows.sort_by(|a, b| a.mape.total_cmp(&b.mape));
    rows
}

#[component]
pub(super) fn BaselineTable(evaluation: Arc<Evaluation>) -> impl IntoView {
    let rows = baseline_rows(&evaluation);
    let maximum = rows.iter().map(|row| row.mape).fold(0.0, f64::max) * 1.04;
    let row = |BaselineRow { testid, name, note, mape, std }| {
        view! {
            <tr class:me=testid == "result" data-testid=testid>
                <th scope="row">{name} {(!note.is_empty()).then(|| view! { <small>{note}</small> })}</th>
                <BarCell value=mape maximum />
                <td class="n">{percent(mape)} <small>"± " {percent(std)}</small></td>
            </tr>
        }
    };
    view! {
        <div class="blk c8 w8">
            <table class="against">
                <caption>
                    {text::results_against()} " "
                    <span class="sub">{text::results_against_sub(evaluation.test.houses)}</span>
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{text::results_guess()}</th>
                        <th scope="col" class="ln">
                            <span class="vh">{text::results_drawn()}</span>
                        </th>
                        <th scope="col" class="n">
                            {text::results_mean_error()}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
            <Help topic=BASELINES />
        </div>
    }
}

#[component]
pub(super) fn MetricStrip(evaluation: Arc<Evaluation>, run: ShownRun) -> impl IntoView {
    let test = &evaluation.test;
    let summary = run.data.with_value(|data| {
        let summary = &data.as_ref()?.report.after;
        Some((summary.houses, summary.mean_price, summary.std_price))
    });
    let mean_price = summary.map_or(0.0, |(_, mean, _)| mean);
    let prices = summary.map(|(houses, mean, std)| {
        let houses = text::results_houses_counted(houses);
        view! {
            <Metric
                testid="average-price"
                name=text::results_average_price()
                value=money_cents(mean)
                note=houses.clone()
            />
            <Metric testid="price-std" name=text::results_price_std() value=money_cents(std) note=houses />
        }
    });
    view! {
        <dl class="strip c12">
            <Metric testid="result-mae" name=text::results_mae() value=money(test.mae) note="" />
            <Metric testid="result-rmse" name=text::results_rmse() value=money(test.rmse) note="" />
            <Metric testid="result-r2" name="R²" value=r2_text(test.r2) note=text::results_r2_how() />
            <Metric
                testid="result-bias"
                name=text::results_bias()
                value=signed_money(test.bias)
                note=bias_text(test.bias, mean_price)
            />
            {prices}
        </dl>
    }
}

#[component]
fn Metric(
    testid: &'static str,
    name: &'static str,
    value: String,
    #[prop(into)] note: String,
) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd data-testid=testid>
                <span>{value}</span>
                <small>{note}</small>
            </dd>
        </div>
    }
}

#[component]
pub(super) fn TestAndTrainTable(evaluation: Arc<Evaluation>) -> impl IntoView {
    let rows = metrics_side_by_side([&evaluation.test, &evaluation.train]).map(|(name, values)| {
        view! { <TableRow heading=name.to_owned() values=values.into() /> }
    });
    view! {
        <table data-testid="test-beside-train">
            <caption>
                {text::results_beside()} " " <span class="sub">{text::results_beside_sub()}</span>
            </caption>
            <thead>
                <tr>
                    <th scope="col">
                        <span class="vh">{text::results_figure()}</span>
                    </th>
                    <th scope="col" class="n">
                        {text::results_test()}
                    </th>
                    <th scope="col" class="n">
                        {text::results_training()}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().collect_view()}</tbody>
        </table>
    }
}
