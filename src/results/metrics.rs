//! The metrics of a run on its test houses, beside the baselines and beside the training houses.

use std::sync::Arc;

use leptos::prelude::*;

use super::shown_run::ShownRun;
use crate::components::help::{BASELINES, Help};
use crate::components::table::{BarCell, BarRow, BarTable, TableRow};
use facade_app::result_text::{
    RatioRow, baseline_verdict, bias_text, calibration_text, importance_rows, metrics_side_by_side, r2_text,
    ratio_rows,
};
use facade_app::trust::{error_interval, trust_text};
use facade_spec::ModelKind;
use facade_spec::evaluation::Evaluation;
use facade_text as text;
use facade_text::format::{decimal, money, percent, signed_money};

#[component]
pub(super) fn Headline(
    evaluation: Arc<Evaluation>,
    /// The network of the run.
    model: ModelKind,
) -> impl IntoView {
    let (test, mape) = (&evaluation.test, evaluation.mape());
    view! {
        <div class="headline blk c4 w4">
            <p class="s dim">{text::results_mean_error_over(test.houses)}</p>
            <p class="fig" data-testid="result-mape" data-value=mape.mean.to_string()>
                {decimal(mape.mean, 1)}
                <small>{" %"}</small>
            </p>
            <p class="pm" data-testid="result-mape-interval">
                {error_interval(&evaluation)}
            </p>
            <p class="s" data-testid="result-trust">
                {trust_text(&evaluation)}
            </p>
            <p class="s" data-testid="result-verdict">
                {baseline_verdict(mape.mean, &evaluation.baselines, model)}
            </p>
        </div>
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
        mape: evaluation.mape().mean,
        std: evaluation.mape().std,
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
        (
            "baseline-ridge-slopes",
            text::results_ridge_slopes(),
            text::results_ridge_slopes_sees(),
            &baselines.ridge_slopes,
        ),
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
                <td class="n">{percent(mape)}</td>
                <td class="n opt6">{percent(std)}</td>
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
                        <th scope="col" class="n opt6">
                            {text::compare_deviation_name()}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
            {calibration_text(&evaluation)
                .map(|text| {
                    view! {
                        <p class="s dim gap-s" data-testid="mape-calibration">
                            {text}
                        </p>
                    }
                })}
            <Help topic=BASELINES />
        </div>
    }
}

#[component]
pub(super) fn MetricStrip(evaluation: Arc<Evaluation>, run: ShownRun) -> impl IntoView {
    let test = &evaluation.test;
    let mean_price =
        run.data.with_value(|data| data.as_ref().map_or(0.0, |data| data.report.after.mean_price));
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
        </dl>
    }
}

/// Mean and standard deviation of the prices in the data.
#[component]
pub(super) fn PriceSummary(run: ShownRun) -> impl IntoView {
    let summary = run.data.with_value(|data| data.as_ref().map(|data| data.report.after.clone()));
    summary.map(|summary| {
        let (mean, deviation) = (money(summary.mean_price), money(summary.std_price));
        view! {
            <p class="blk c12 s" data-testid="price-summary">
                {text::t!(results_prices, houses = summary.houses, mean, deviation)}
            </p>
        }
    })
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

/// How much each photo and each attribute matters over all houses.
#[component]
pub(super) fn ImportanceTable(evaluation: Arc<Evaluation>) -> impl IntoView {
    let row = |(name, rise): (String, f64)| (name, rise.max(0.0), decimal(rise, 1));
    let rows: Vec<BarRow> = importance_rows(&evaluation.importance).into_iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <div class="blk c12 w4">
                <BarTable
                    testid="importance"
                    title=text::importance_title()
                    subtitle=text::importance_sub()
                    heading=text::importance_input()
                    value_heading=text::importance_rise()
                    rows
                />
            </div>
        }
    })
}

/// How the predictions compare with the actual prices, in assessors' terms.
#[component]
pub(super) fn RatioTable(evaluation: Arc<Evaluation>) -> impl IntoView {
    let row = |RatioRow { key, name, value, usual, meaning }| {
        view! {
            <tr data-testid=format!("ratio-{key}")>
                <th scope="row">{name} <small>{meaning}</small></th>
                <td class="n">{value}</td>
                <td class="n">{usual}</td>
            </tr>
        }
    };
    let table = move |study| {
        view! {
            <table class="against ratios">
                <caption>{text::ratios_title()} " " <span class="sub">{text::ratios_sub()}</span></caption>
                <thead>
                    <tr>
                        <th scope="col">{text::results_figure()}</th>
                        <th scope="col" class="n">
                            {text::ratios_value()}
                        </th>
                        <th scope="col" class="n">
                            {text::ratios_usual()}
                        </th>
                    </tr>
                </thead>
                <tbody>{ratio_rows(&study).map(row).into_iter().collect_view()}</tbody>
            </table>
            <p class="sub">{text::ratios_source()}</p>
        }
    };
    evaluation.ratio_study().map(table)
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
