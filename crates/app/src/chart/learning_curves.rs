//! Errors by epoch.

use std::fmt::Write;

use super::axis::{AXES, Axis, STRETCHED, finite_span, format_tick, x_labels, x_title, y_labels};
use crate::export::escaped;
use crate::run::Run;
use facade_text as text;
use facade_text::format::{money, percent};

/// Points drawn of a curve at most: more than a screen has columns, few enough to draw in a millisecond.
const MAX_POINTS: usize = 1600;

fn curve(
    out: &mut String,
    class: &str,
    x: &Axis,
    y: &Axis,
    points: impl ExactSizeIterator<Item = (usize, f64)>,
) {
    let count = points.len();
    let stride = count.div_ceil(MAX_POINTS).max(1);
    let _ = write!(out, r#"<path class="{class}" d=""#);
    for (i, (epoch, value)) in points.enumerate() {
        if value.is_finite() && (i % stride == 0 || i + 1 == count) {
            let letter = if out.ends_with('"') { 'M' } else { 'L' };
            let _ = write!(out, "{letter}{:.2} {:.2}", x.at(epoch as f64), 100.0 - y.at(value));
        }
    }
    out.push_str(r#""/>"#);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LossChartOptions {
    /// Whether errors are on a logarithmic axis.
    pub log: bool,
    /// Whether curves are smoothed, with the raw ones behind them.
    pub smooth: bool,
    /// Whether the axis ends where spikes begin.
    pub clip: bool,
    /// Whether earlier runs are drawn behind.
    pub earlier: bool,
}

impl Default for LossChartOptions {
    fn default() -> Self {
        LossChartOptions { log: true, smooth: false, clip: true, earlier: true }
    }
}

/// Weight of the previous value in the moving average.
const SMOOTHING: f64 = 0.8;

/// Share of a run's errors that are no spikes.
const USUAL_SHARE: f64 = 0.98;

/// With fewer errors, none is a spike yet.
const MIN_ERRORS: usize = 50;

/// An exponential moving average with bias correction (as Adam's moments: Kingma and Ba, 2015).
fn smoothed(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let (mut sum, mut weight) = (0.0, 0.0);
    let step = |value: f64| {
        // NaN and infinity are skipped.
        if value.is_finite() {
            sum = SMOOTHING * sum + (1.0 - SMOOTHING) * value;
            weight = SMOOTHING * weight + (1.0 - SMOOTHING);
        }
        if weight > 0.0 { sum / weight } else { value }
    };
    values.map(step).collect()
}

/// Where spikes begin among a run's errors; `None` if there are too few errors, or no outliers.
fn spike_threshold(mut errors: Vec<f64>) -> Option<f64> {
    errors.sort_by(f64::total_cmp);
    let largest = errors.last().copied().filter(|_| errors.len() >= MIN_ERRORS)?;
    let usual = errors[(USUAL_SHARE * (errors.len() as f64 - 1.0)) as usize];
    (largest > 1.5 * usual).then_some(1.15 * usual)
}

/// MAPE by epoch. Training error is shown if it is the loss, the best constant as a baseline, and the validation
/// errors of earlier runs behind.
pub fn loss_chart(run: &Run, earlier: &[&Run], options: LossChartOptions) -> String {
    let baseline = run.setup.as_ref().map(|setup| &setup.baselines.best_constant);
    let baseline = baseline
        .map(|constant| (constant.price, constant.mape_mean))
        .filter(|baseline| baseline.1.is_finite());
    let earlier = if options.earlier { earlier } else { &[] };
    let validation = |run: &Run| run.curve.iter().map(|e| e.validation_mape).collect::<Vec<f64>>();
    let train: Vec<f64> = run.curve.iter().filter(|_| run.trains_on_mape()).map(|e| e.train_loss).collect();
    let own = validation(run);
    let usable = |v: &f64| v.is_finite() && *v > 0.0;
    let mut values: Vec<f64> = own.iter().chain(&train).copied().filter(usable).collect();
    let clipped = if options.clip { spike_threshold(values.clone()) } else { None };
    values.extend(earlier.iter().flat_map(|run| validation(run)).filter(usable));
    let (low, high) =
        finite_span(values.iter().copied().chain(baseline.map(|b| b.1))).unwrap_or((10.0, 1000.0));
    let end = clipped.map_or(high, |end| end.max(baseline.map_or(0.0, |b| b.1)).min(high));
    let above = values.iter().filter(|v| **v > end * 1.05).count();
    let y = if options.log { Axis::log(low * 0.92, end * 1.05) } else { Axis::linear(0.0, end * 1.05) };
    let epochs = earlier.iter().map(|run| run.epoch()).fold(run.config.epochs, usize::max);
    let x = Axis::linear(0.0, epochs as f64);
    let mut out = String::with_capacity(4096 + 24 * run.curve.len());
    y_labels(&mut out, &y, |v| format!("{}\u{a0}%", format_tick(v)));
    x_labels(
        &mut out,
        &Axis { ticks: x.ticks.iter().copied().filter(|t| t.fract() == 0.0).collect(), ..x.clone() },
        |v| v.to_string(),
    );
    out.push_str(AXES);
    out.push_str(STRETCHED);
    let mut line = |class: &str, run: &Run, values: Vec<f64>| {
        let mut draw = |class: &str, values: &[f64]| {
            let epochs = run.curve.iter().map(|e| e.epoch);
            curve(&mut out, class, &x, &y, epochs.zip(values.iter().copied()));
        };
        if options.smooth {
            draw(&format!("{class} p-raw"), &values);
            draw(class, &smoothed(values.into_iter()));
        } else {
            draw(class, &values);
        }
    };
    for earlier in earlier {
        line("p-old", earlier, validation(earlier));
    }
    if run.trains_on_mape() {
        line("p-train", run, train);
    }
    line("p-val", run, own);
    if let Some((_, mape)) = baseline {
        let _ = write!(out, r#"<path class="p-base" d="M0 {0:.2}H100"/>"#, 100.0 - y.at(mape));
    }
    out.push_str("</svg>");
    if let Some(best) = run.best().filter(|best| run.curve.len() > 1 && best.validation_mape.is_finite()) {
        let (epoch, mape) = (best.epoch, best.validation_mape);
        let (at, height) = (x.at(epoch as f64), 100.0 - y.at(mape));
        let (anchor, dx) = if at > 70.0 { ("end", -8) } else { ("start", 8) };
        // Below the point, unless the axis is there.
        let dy = if height > 85.0 { -10 } else { 18 };
        let _ = write!(
            out,
            r#"<circle class="best" cx="{at:.2}%" cy="{height:.2}%" r="4"/><text class="kr halo" x="{at:.2}%" y="{height:.2}%" dx="{dx}" dy="{dy}" text-anchor="{anchor}">{}</text>"#,
            escaped(text::t!(chart_lowest, error = percent(mape), epoch))
        );
    }
    if above > 0 {
        let _ = write!(
            out,
            r#"<text class="halo" x="100%" y="-8" text-anchor="end">{}</text>"#,
            escaped(text::chart_above(above))
        );
    }
    if let Some(last) = run.curve.last().filter(|_| run.active()) {
        let at = x.at(last.epoch as f64);
        let (anchor, dx) = if at > 70.0 { ("end", -8) } else { ("start", 8) };
        let _ = write!(
            out,
            r#"<line class="now" x1="{at:.2}%" x2="{at:.2}%" y1="0" y2="100%"/><text class="k halo" x="{at:.2}%" dx="{dx}" y="12" text-anchor="{anchor}">{}</text>"#,
            escaped(text::chart_now(last.epoch))
        );
    }
    if let Some((price, mape)) = baseline {
        let at = 100.0 - y.at(mape);
        let _ = write!(
            out,
            r#"<text class="k halo" x="100%" y="{at:.2}%" dy="-7" text-anchor="end">{}</text>"#,
            escaped(text::t!(chart_always, price = money(price), error = percent(mape)))
        );
    }
    x_title(&mut out, text::chart_epoch());
    out
}

/// Validation errors of several runs by epoch, each with its own line style, and the best constant if it is the same
/// for all.
pub fn validation_curves(curves: &[&[(usize, f64)]], baseline: Option<f64>) -> String {
    let baseline = baseline.filter(|baseline| baseline.is_finite());
    let values = curves.iter().flat_map(|curve| curve.iter()).map(|point| point.1);
    let values = values.chain(baseline).filter(|v| v.is_finite() && *v > 0.0);
    let (low, high) = finite_span(values).unwrap_or((10.0, 1000.0));
    let y = Axis::log(low * 0.92, high * 1.05);
    let last = curves.iter().filter_map(|curve| curve.last()).map(|point| point.0).max();
    let x = Axis::linear(0.0, last.unwrap_or(1) as f64);
    let mut out = String::new();
    y_labels(&mut out, &y, |v| format!("{}\u{a0}%", format_tick(v)));
    let whole = x.ticks.iter().copied().filter(|t| t.fract() == 0.0).collect();
    x_labels(&mut out, &Axis { ticks: whole, ..x.clone() }, |v| v.to_string());
    out.push_str(AXES);
    out.push_str(STRETCHED);
    if let Some(mape) = baseline {
        let _ = write!(out, r#"<path class="p-base" d="M0 {0:.2}H100"/>"#, 100.0 - y.at(mape));
    }
    for (i, points) in curves.iter().enumerate() {
        curve(&mut out, &format!("line l{i}"), &x, &y, points.iter().copied());
    }
    out.push_str("</svg>");
    x_title(&mut out, text::chart_epoch());
    out
}
