//! Sentences about results and estimates.

use facade_spec::evaluation::{Baselines, Metrics, OodScore};
use facade_text as text;
use facade_text::format::{count, decimal, money, percent, signed_money};

/// Compares the network with the best of the constant baselines and with a regression without photos.
pub fn baseline_verdict(mape: f64, baselines: &Baselines) -> String {
    let best = [&baselines.best_constant, &baselines.median, &baselines.mean]
        .into_iter()
        .map(|baseline| baseline.mape_mean)
        .fold(f64::MAX, f64::min);
    let how = match best - mape {
        gain if gain > 1.0 => "better",
        gain if gain > -1.0 => "equal",
        _ => "worse",
    };
    let verdict = text::t!(figures_verdict, how, off = percent(best));
    match baselines.ridge.as_ref().filter(|_| how == "better") {
        Some(ridge) => {
            let than = if ridge.mape_mean < mape { "better" } else { "worse" };
            format!("{verdict} {}", text::t!(figures_beside_ridge, than, off = percent(ridge.mape_mean)))
        }
        None => verdict,
    }
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

/// That a home is out of distribution, with the false-alarm rate; `None` if it is not.
pub fn ood_warning(OodScore { distance, false_alarms: [alarms, houses] }: OodScore) -> Option<String> {
    let rate = match houses {
        0 => String::new(),
        _ => format!(" {}", text::t!(figures_also_said, alarms = count(alarms), houses)),
    };
    (distance > 1.0).then(|| format!("{}{rate}", text::figures_unlike()))
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
