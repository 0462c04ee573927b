//! Sentences about results and estimates.

use facade_data::statistics::RunStatistics;
use facade_spec::ModelKind;
use facade_spec::evaluation::{
    Baselines, Evaluation, InputImportance, Limits, MapeCalibration, Metrics, ModelInput, OodScore,
    RatioStudy,
};
use facade_text as text;
use facade_text::format::{count, decimal, money, percent, room_name, signed_money};

/// Test houses for each false alarm, if a warning is to be worth something.
const MIN_HOUSES_PER_ALARM: usize = 5;

/// Percentage points by which an error has to be lower to count as better.
const MARGIN: f64 = 1.0;

/// Whether the network is better than prices that ignore photos and attributes.
pub fn beats_baselines(evaluation: &Evaluation) -> bool {
    let Baselines { best_constant, median, mean, zip_code, .. } = &evaluation.baselines;
    let constants = [best_constant, median, mean].map(|baseline| baseline.mape_mean);
    let best = constants.into_iter().chain(zip_code.iter().map(|b| b.mape_mean)).fold(f64::MAX, f64::min);
    evaluation.mape().mean < best - MARGIN
}

/// Compares a network of this kind with a regression without photos, if there are attributes, and with the best of the constant
/// baselines. Says what the photos add.
pub fn baseline_verdict(mape: f64, baselines: &Baselines, model: ModelKind) -> String {
    let how = |baseline: f64| match baseline - mape {
        gain if gain > MARGIN => "better",
        gain if gain > -MARGIN => "equal",
        _ => "worse",
    };
    let ridges = [("no", &baselines.ridge), ("yes", &baselines.ridge_slopes)];
    let ridges = ridges.into_iter().filter_map(|(slopes, ridge)| Some((slopes, ridge.as_ref()?.mape_mean)));
    let beside_ridge = ridges.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(slopes, ridge)| {
        let verdict = text::t!(figures_verdict_ridge, how = how(ridge), slopes, off = percent(ridge));
        let by = decimal((ridge - mape).abs(), 1);
        let photos = match (model.uses_photos(), model.uses_attributes()) {
            (true, true) => text::t!(figures_photos_add, how = how(ridge), by),
            (true, false) => text::figures_photos_only().to_owned(),
            (false, _) => text::figures_no_photos_used().to_owned(),
        };
        format!("{verdict} {photos}")
    });
    let best = [&baselines.best_constant, &baselines.median, &baselines.mean]
        .into_iter()
        .map(|baseline| baseline.mape_mean)
        .fold(f64::MAX, f64::min);
    let beside_constant = text::t!(figures_verdict, how = how(best), off = percent(best));
    beside_ridge.into_iter().chain([beside_constant]).collect::<Vec<_>>().join(" ")
}

/// Why an estimate is not credible, judged by the price alone. `[low, high]` are the lowest and the highest training
/// price, in dollars.
pub fn price_warning(price: f64, [low, high]: [f64; 2]) -> Option<String> {
    let span = price_span(low, high);
    if price <= 0.0 {
        Some(text::figures_no_home_costs_that(span))
    } else if price < low || price > high {
        let side = if price < low { "below" } else { "above" };
        Some(text::t!(figures_outside, side, span))
    } else {
        None
    }
}

/// A home so many times farther than the threshold is unlike the training houses, however many test houses are beyond it too.
const FAR: f64 = 4.0;

/// That a home is out of distribution, with the false-alarm rate; `None` if it is not, or
/// if there are many false alarms and it is not far.
pub fn ood_warning(OodScore { distance, false_alarms: [alarms, houses] }: OodScore) -> Option<String> {
    // A warning that many test houses would get as well says nothing.
    let is_reliable = alarms.saturating_mul(MIN_HOUSES_PER_ALARM) <= houses;
    let rate = match houses {
        0 => String::new(),
        _ if alarms == 0 => format!(" {}", text::figures_no_false_alarms(count(houses))),
        _ => format!(" {}", text::t!(figures_also_said, alarms = count(alarms), houses)),
    };
    let is_far = distance > FAR || distance > 1.0 && is_reliable;
    is_far.then(|| format!("{}{rate}", text::figures_unlike()))
}

pub fn r2_text(value: Option<f64>) -> String {
    value.map_or_else(|| text::figures_none().to_owned(), |v| decimal(v, 2))
}

/// One row per metric, with a value for each column.
pub fn metrics_side_by_side<const SIDES: usize>(
    sides: [&Metrics; SIDES],
) -> [(&'static str, [String; SIDES]); 8] {
    type MetricRow = (&'static str, fn(&Metrics) -> String);
    let rows: [MetricRow; 8] = [
        (text::results_houses(), |m| count(m.houses)),
        (text::results_mean_error(), |m| percent(m.mape_mean)),
        (text::figures_its_deviation(), |m| percent(m.mape_std)),
        (text::results_mae(), |m| money(m.mae)),
        (text::results_rmse(), |m| money(m.rmse)),
        (text::results_bias(), |m| signed_money(m.bias)),
        ("R²", |m| r2_text(m.r2)),
        (text::figures_r2_log(), |m| r2_text(m.r2_log)),
    ];
    rows.map(|(name, value)| (name, sides.map(value)))
}

/// What the MAPE would be with the factor that is best for it; `None` without a factor.
pub fn calibration_text(evaluation: &Evaluation) -> Option<String> {
    let MapeCalibration { factor, test, .. } = evaluation.calibration;
    (factor != 1.0)
        .then(|| text::t!(figures_calibration, factor = decimal(factor, 2), off = percent(test.mean)))
}

/// The 95 % confidence interval of a mean error, such as `18.5 to 24.3 %`; `None` for a single value.
pub fn interval_text(summary: &RunStatistics) -> Option<String> {
    let half = summary.half_width?;
    // No error is below zero.
    let [low, high] = [decimal((summary.mean - half).max(0.0), 1), percent(summary.mean + half)];
    Some(text::t!(compare_range, low, high))
}

/// The inputs of a model by importance, the most important first: the name, and the rise of the error in percentage points.
pub fn importance_rows(importance: &[InputImportance]) -> Vec<(String, f64)> {
    let name = |input: &ModelInput| match input {
        ModelInput::Room(room) => text::importance_room(room_name(room)),
        ModelInput::Attribute(name) => name.clone(),
        ModelInput::ZipCode => text::results_zip_code().to_owned(),
    };
    let mut rows: Vec<(String, f64)> =
        importance.iter().map(|input| (name(&input.input), input.mean)).collect();
    rows.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    rows
}

/// A statistic of a ratio study.
pub struct RatioRow {
    /// Its identifier.
    pub key: &'static str,
    pub name: &'static str,
    pub value: String,
    /// What is usual; empty if nothing is.
    pub usual: String,
    pub meaning: &'static str,
}

/// A ratio study as rows of a table.
pub fn ratio_rows(study: &RatioStudy) -> [RatioRow; 7] {
    let share = |share: f64| percent(100.0 * share);
    let usual = |Limits { low, high }: Limits, decimals| {
        text::t!(figures_from_to, low = decimal(low, decimals), high = decimal(high, decimals))
    };
    let row = |key, name, value, usual, meaning| RatioRow { key, name, value, usual, meaning };
    let none = String::new;
    [
        row(
            "median-error",
            text::ratios_median_error(),
            percent(study.median_error),
            none(),
            text::ratios_median_error_is(),
        ),
        row(
            "within-10",
            text::ratios_within_10(),
            share(study.within_10),
            none(),
            text::ratios_within_10_is(),
        ),
        row(
            "within-20",
            text::ratios_within_20(),
            share(study.within_20),
            none(),
            text::ratios_within_20_is(),
        ),
        row(
            "median-ratio",
            text::ratios_median(),
            decimal(study.median_ratio, 2),
            usual(RatioStudy::MEDIAN_RATIO, 1),
            text::ratios_median_is(),
        ),
        row(
            "cod",
            text::ratios_cod(),
            decimal(study.cod, 1),
            usual(RatioStudy::COD, 0),
            text::ratios_cod_is(),
        ),
        row(
            "prd",
            text::ratios_prd(),
            decimal(study.prd, 2),
            usual(RatioStudy::PRD, 2),
            text::ratios_prd_is(),
        ),
        row(
            "prb",
            text::ratios_prb(),
            study.prb.map_or_else(|| text::figures_none().to_owned(), |prb| decimal(prb, 2)),
            usual(RatioStudy::PRB, 2),
            text::ratios_prb_is(),
        ),
    ]
}

/// What a bias means.
pub fn bias_text(bias: f64, mean_price: f64) -> &'static str {
    match bias / mean_price.max(1.0) {
        share if share < -0.01 => text::figures_too_low(),
        share if share > 0.01 => text::figures_too_high(),
        _ => text::figures_neither(),
    }
}

/// Such as `$36,000 to $385,000`.
pub fn price_span(low: f64, high: f64) -> String {
    text::t!(figures_from_to, low = money(low), high = money(high))
}
