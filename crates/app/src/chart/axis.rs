//! Axes of charts, and their labels.

use std::fmt::Write;

use crate::export::escaped;
use facade_text::format::decimal;

/// The smallest span and the largest value of an axis. Beyond, floating-point numbers are too coarse to tell its
/// labels apart.
const MIN_SPAN: f64 = 1e-9;
const MAX_VALUE: f64 = 1e15;

/// Labels of an axis at most.
const MAX_LABELS: usize = 40;

/// An end of an axis: infinity becomes the largest value, and NaN `if_nan`.
fn bounded(value: f64, min: f64, if_nan: f64) -> f64 {
    if value.is_nan() { if_nan } else { value.clamp(min, MAX_VALUE) }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) log: bool,
    /// Values with a label.
    pub ticks: Vec<f64>,
}

impl Axis {
    /// A logarithmic axis over positive values, with labels at 1, 2 and 5 of each power of ten.
    pub fn log(low: f64, high: f64) -> Self {
        let low = bounded(low, MIN_SPAN, 1.0);
        let high = bounded(high, MIN_SPAN, low);
        let high = if high > low * 1.01 { high } else { low * 10.0 };
        let within = |steps: &[f64]| -> Vec<f64> {
            let exponents = low.log10().floor() as i32..=high.log10().ceil() as i32;
            let all = exponents.flat_map(|e| steps.iter().map(move |m| m * 10f64.powi(e)));
            all.filter(|t| *t >= low && *t <= high).collect()
        };
        let mut ticks = within(&[1.0, 2.0, 5.0]);
        if ticks.len() < 3 {
            ticks = within(&[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
        } else if ticks.len() > 8 {
            ticks = within(&[1.0]);
        }
        let axis = Axis { low, high, log: true, ticks: Vec::new() };
        // Closer labels would touch on a narrow screen.
        let mut last = f64::MIN;
        ticks.retain(|&tick| {
            let fits = axis.at(tick) - last >= 12.0;
            if fits {
                last = axis.at(tick);
            }
            fits
        });
        Axis { ticks, ..axis }
    }

    /// With labels at round steps.
    pub fn linear(low: f64, high: f64) -> Self {
        let low = bounded(low, -MAX_VALUE, 0.0);
        let high = bounded(high, -MAX_VALUE, low);
        let high = if high - low > MIN_SPAN { high } else { low + 1.0 };
        let rough = (high - low) / 5.0;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough * 0.999);
        let step = step.unwrap_or(power * 10.0);
        let first = (low / step).ceil() as i64;
        let last = (high / step + 1e-9).floor() as i64;
        let ticks = (first..=last).take(MAX_LABELS).map(|i| i as f64 * step).collect();
        Axis { low, high, log: false, ticks }
    }

    /// The position of a value, in percent from the low end. Values outside lie at an end, and NaN at the low one.
    pub fn at(&self, value: f64) -> f64 {
        let share = if self.log {
            (value.max(1e-12) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        // The comparison is false for NaN.
        if share > 0.0 { share.min(1.0) * 100.0 } else { 0.0 }
    }
}

/// With as many digits as the number needs.
pub(super) fn format_tick(value: f64) -> String {
    let text = format!("{value}");
    decimal(value, text.split_once('.').map_or(0, |(_, digits)| digits.len()))
}

pub(super) fn y_labels(out: &mut String, axis: &Axis, format: impl Fn(f64) -> String) {
    for &tick in &axis.ticks {
        let y = 100.0 - axis.at(tick);
        let _ = write!(
            out,
            r#"<line class="gl" x1="0" x2="100%" y1="{y:.2}%" y2="{y:.2}%"/><text x="-10" y="{y:.2}%" dy="4" text-anchor="end">{}</text>"#,
            escaped(format(tick))
        );
    }
}

pub(super) fn x_labels(out: &mut String, axis: &Axis, format: impl Fn(f64) -> String) {
    for x in axis.ticks.iter().map(|&tick| axis.at(tick)) {
        let _ = write!(out, r#"<line class="gl" x1="{x:.2}%" x2="{x:.2}%" y1="0" y2="100%"/>"#);
    }
    x_tick_texts(out, axis, r#"y="100%" dy="20""#, format);
}

/// Width of a chart on the narrowest screen and of a 12 px character, in pixels.
const MIN_CHART_WIDTH: f64 = 250.0;
const CHARACTER_WIDTH: f64 = 6.5;

/// The labels of a horizontal axis at this height. A label that would touch the previous one on a narrow screen is
/// hidden there.
pub(super) fn x_tick_texts(out: &mut String, axis: &Axis, height: &str, format: impl Fn(f64) -> String) {
    let mut free = f64::MIN;
    for &tick in &axis.ticks {
        let (x, label) = (axis.at(tick), format(tick));
        let half = 50.0 * CHARACTER_WIDTH * label.chars().count() as f64 / MIN_CHART_WIDTH;
        let fits = x - half >= free;
        if fits {
            free = x + half + 100.0 * CHARACTER_WIDTH / MIN_CHART_WIDTH;
        }
        let class = if fits { "" } else { r#" class="roomy""# };
        let _ = write!(
            out,
            r#"<text{class} x="{x:.2}%" {height} text-anchor="middle">{}</text>"#,
            escaped(label)
        );
    }
}

pub(super) const AXES: &str = r#"<line class="ax" x1="0" x2="100%" y1="100%" y2="100%"/><line class="ax" x1="0" x2="0" y1="0" y2="100%"/>"#;
pub(super) const STRETCHED: &str =
    r#"<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">"#;

pub(super) fn x_title(out: &mut String, name: &str) {
    let _ = write!(
        out,
        r#"<text class="k" x="100%" y="100%" dy="40" text-anchor="end">{}</text>"#,
        escaped(name)
    );
}

/// Lowest and highest of the finite values; `None` if there are none.
pub(super) fn finite_span(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let values = values.filter(|value| value.is_finite());
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    (low <= high).then_some((low, high))
}
