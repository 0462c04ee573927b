//! Charts as SVG text. Labels sit in the outer SVG at percentages, so that they are real 12 px text at every width;
//! curves lie in an inner SVG that stretches. All words are escaped, and any number can be drawn: a file from elsewhere may
//! hold infinite ones and ones that are none.

use std::fmt::Write;

use super::data_report::PriceBin;
use super::export::escaped;
use super::figures::{GroupError, Row};
use super::run::Run;
use facade_text as text;
use facade_text::format::{count, decimal, money, percent, short_money, signed_percent};

/// What an axis spans at most. Beyond, the numbers of a computer get too coarse to tell its labels apart.
const LEAST: f64 = 1e-9;
const MOST: f64 = 1e15;
/// Labels of an axis at most.
const LABELS: usize = 40;

/// A number as the end of an axis: one without end lies at the far end, and what is no number is `none`.
fn bounded(value: f64, least: f64, none: f64) -> f64 {
    if value.is_nan() { none } else { value.clamp(least, MOST) }
}

/// Points drawn of a curve at most: more than a screen has columns, few enough to draw in a millisecond.
const POINTS: usize = 1600;

/// One axis: what it spans and where its labels are.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
    log: bool,
    /// Values with a label.
    pub ticks: Vec<f64>,
}

impl Axis {
    /// A logarithmic axis over values above zero, with labels at 1, 2 and 5 of each power of ten.
    pub fn log(low: f64, high: f64) -> Self {
        let low = bounded(low, LEAST, 1.0);
        let high = bounded(high, LEAST, low);
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
        // Labels closer than this would touch on a narrow sheet.
        let mut last = f64::MIN;
        ticks.retain(|&tick| {
            let roomy = axis.at(tick) - last >= 12.0;
            if roomy {
                last = axis.at(tick);
            }
            roomy
        });
        Axis { ticks, ..axis }
    }

    /// A linear axis with labels at round steps.
    pub fn linear(low: f64, high: f64) -> Self {
        let low = bounded(low, -MOST, 0.0);
        let high = bounded(high, -MOST, low);
        let high = if high - low > LEAST { high } else { low + 1.0 };
        let rough = (high - low) / 5.0;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough * 0.999);
        let step = step.unwrap_or(power * 10.0);
        let first = (low / step).ceil() as i64;
        let last = (high / step + 1e-9).floor() as i64;
        let ticks = (first..=last).take(LABELS).map(|i| i as f64 * step).collect();
        Axis { low, high, log: false, ticks }
    }

    /// Where a value lies, in percent of the axis from its low end; values outside lie at an end, and what is no number at the
    /// low one.
    pub fn at(&self, value: f64) -> f64 {
        let share = if self.log {
            (value.max(1e-12) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        // Either is none for what is no number.
        if share > 0.0 { share.min(1.0) * 100.0 } else { 0.0 }
    }
}

/// A number on an axis, with as many digits as it needs.
fn plain(value: f64) -> String {
    let text = format!("{value}");
    decimal(value, text.split_once('.').map_or(0, |(_, digits)| digits.len()))
}

fn y_labels(out: &mut String, axis: &Axis, written: impl Fn(f64) -> String) {
    for &tick in &axis.ticks {
        let y = 100.0 - axis.at(tick);
        let _ = write!(
            out,
            r#"<line class="gl" x1="0" x2="100%" y1="{y:.2}%" y2="{y:.2}%"/><text x="-10" y="{y:.2}%" dy="4" text-anchor="end">{}</text>"#,
            escaped(written(tick))
        );
    }
}

fn x_labels(out: &mut String, axis: &Axis, written: impl Fn(f64) -> String) {
    for x in axis.ticks.iter().map(|&tick| axis.at(tick)) {
        let _ = write!(out, r#"<line class="gl" x1="{x:.2}%" x2="{x:.2}%" y1="0" y2="100%"/>"#);
    }
    x_texts(out, axis, r#"y="100%" dy="20""#, written);
}

/// Width of a chart on the narrowest screen, and of a letter of 12 px, in pixels.
const NARROWEST: f64 = 250.0;
const LETTER: f64 = 6.5;

/// The labels of a horizontal axis at this height. One that would touch the one before on a narrow screen is not shown there.
fn x_texts(out: &mut String, axis: &Axis, height: &str, written: impl Fn(f64) -> String) {
    let mut free = f64::MIN;
    for &tick in &axis.ticks {
        let (x, words) = (axis.at(tick), written(tick));
        let half = 50.0 * LETTER * words.chars().count() as f64 / NARROWEST;
        let fits = x - half >= free;
        if fits {
            free = x + half + 100.0 * LETTER / NARROWEST;
        }
        let class = if fits { "" } else { r#" class="roomy""# };
        let _ = write!(
            out,
            r#"<text{class} x="{x:.2}%" {height} text-anchor="middle">{}</text>"#,
            escaped(words)
        );
    }
}

const AXES: &str = r#"<line class="ax" x1="0" x2="100%" y1="100%" y2="100%"/><line class="ax" x1="0" x2="0" y1="0" y2="100%"/>"#;
const STRETCHED: &str =
    r#"<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">"#;

fn curve(
    out: &mut String,
    class: &str,
    x: &Axis,
    y: &Axis,
    points: impl ExactSizeIterator<Item = (usize, f64)>,
) {
    let count = points.len();
    let stride = count.div_ceil(POINTS).max(1);
    let _ = write!(out, r#"<path class="{class}" d=""#);
    for (i, (epoch, value)) in points.enumerate() {
        if value.is_finite() && (i % stride == 0 || i + 1 == count) {
            let letter = if out.ends_with('"') { 'M' } else { 'L' };
            let _ = write!(out, "{letter}{:.2} {:.2}", x.at(epoch as f64), 100.0 - y.at(value));
        }
    }
    out.push_str(r#""/>"#);
}

/// What is chosen about the chart of errors by epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LossView {
    /// Whether errors are on a logarithmic axis.
    pub log: bool,
    /// Whether curves are smoothed; what they were made of then stands behind them.
    pub smooth: bool,
    /// Whether the axis ends where spikes begin.
    pub clip: bool,
    /// Whether earlier runs stand behind.
    pub earlier: bool,
}

impl Default for LossView {
    fn default() -> Self {
        LossView { log: true, smooth: false, clip: true, earlier: true }
    }
}

/// Share of its old value that a smoothed error keeps from one epoch to the next.
const SMOOTH: f64 = 0.8;
/// Share of a run's errors that are no spikes.
const USUAL: f64 = 0.98;
/// Of fewer errors than these, none is a spike yet.
const ENOUGH: usize = 50;

/// An exponential moving average without the pull of its start (as Adam's moments: Kingma and Ba, 2015).
fn smoothed(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let (mut sum, mut weight) = (0.0, 0.0);
    let step = |value: f64| {
        // What is no number has no part in it.
        if value.is_finite() {
            sum = SMOOTH * sum + (1.0 - SMOOTH) * value;
            weight = SMOOTH * weight + (1.0 - SMOOTH);
        }
        if weight > 0.0 { sum / weight } else { value }
    };
    values.map(step).collect()
}

/// Where spikes begin among a run's errors; none where it has too few to tell, or none that are far from the others.
fn spikes(mut errors: Vec<f64>) -> Option<f64> {
    facade_data::sorting::sort(&mut errors, f64::total_cmp);
    let largest = errors.last().copied().filter(|_| errors.len() >= ENOUGH)?;
    let usual = errors[(USUAL * (errors.len() as f64 - 1.0)) as usize];
    (largest > 1.5 * usual).then_some(1.15 * usual)
}

/// MAPE by epoch, that of training where it is the loss, with the best single price as a baseline and the validation errors of
/// earlier runs behind.
pub fn loss(run: &Run, earlier: &[&Run], view: LossView) -> String {
    let base = run.setup.as_ref().map(|setup| &setup.baselines.best_constant);
    let base = base.map(|constant| (constant.price, constant.mape_mean)).filter(|base| base.1.is_finite());
    let earlier = if view.earlier { earlier } else { &[] };
    let validation = |run: &Run| run.curve.iter().map(|e| e.validation_mape).collect::<Vec<f64>>();
    let train: Vec<f64> = run.curve.iter().filter(|_| run.trains_on_mape()).map(|e| e.train_loss).collect();
    let own = validation(run);
    let usable = |v: &f64| v.is_finite() && *v > 0.0;
    let mut values: Vec<f64> = own.iter().chain(&train).copied().filter(usable).collect();
    let clipped = if view.clip { spikes(values.clone()) } else { None };
    values.extend(earlier.iter().flat_map(|run| validation(run)).filter(usable));
    let (low, high) = span(values.iter().copied().chain(base.map(|b| b.1))).unwrap_or((10.0, 1000.0));
    let end = clipped.map_or(high, |end| end.max(base.map_or(0.0, |b| b.1)).min(high));
    let above = values.iter().filter(|v| **v > end * 1.05).count();
    let y = if view.log { Axis::log(low * 0.92, end * 1.05) } else { Axis::linear(0.0, end * 1.05) };
    let epochs = earlier.iter().map(|run| run.epoch()).fold(run.config.epochs, usize::max);
    let x = Axis::linear(0.0, epochs as f64);
    let mut out = String::with_capacity(4096 + 24 * run.curve.len());
    y_labels(&mut out, &y, |v| format!("{}\u{a0}%", plain(v)));
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
        if view.smooth {
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
    if let Some((_, mape)) = base {
        let _ = write!(out, r#"<path class="p-base" d="M0 {0:.2}H100"/>"#, 100.0 - y.at(mape));
    }
    out.push_str("</svg>");
    if let Some(best) = run.best().filter(|best| run.curve.len() > 1 && best.validation_mape.is_finite()) {
        let (epoch, mape) = (best.epoch, best.validation_mape);
        let (at, height) = (x.at(epoch as f64), 100.0 - y.at(mape));
        let (anchor, dx) = if at > 70.0 { ("end", -8) } else { ("start", 8) };
        let _ = write!(
            out,
            r#"<circle class="best" cx="{at:.2}%" cy="{height:.2}%" r="4"/><text class="kr halo" x="{at:.2}%" y="{height:.2}%" dx="{dx}" dy="18" text-anchor="{anchor}">{}</text>"#,
            escaped(text::chart_lowest(percent(mape), epoch))
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
    if let Some((price, mape)) = base {
        let at = 100.0 - y.at(mape);
        let _ = write!(
            out,
            r#"<text class="k halo" x="100%" y="{at:.2}%" dy="-7" text-anchor="end">{}</text>"#,
            escaped(text::chart_always(money(price), percent(mape)))
        );
    }
    name_x(&mut out, text::chart_epoch());
    out
}

/// What the horizontal axis counts.
fn name_x(out: &mut String, name: &str) {
    let _ = write!(
        out,
        r#"<text class="k" x="100%" y="100%" dy="40" text-anchor="end">{}</text>"#,
        escaped(name)
    );
}

/// Validation errors by epoch of several runs, each with a line of its own, and the best single price where it is the same for
/// all.
pub fn overlay(curves: &[&[(usize, f64)]], base: Option<f64>) -> String {
    let base = base.filter(|base| base.is_finite());
    let values = curves.iter().flat_map(|curve| curve.iter()).map(|point| point.1);
    let values = values.chain(base).filter(|v| v.is_finite() && *v > 0.0);
    let (low, high) = span(values).unwrap_or((10.0, 1000.0));
    let y = Axis::log(low * 0.92, high * 1.05);
    let last = curves.iter().filter_map(|curve| curve.last()).map(|point| point.0).max();
    let x = Axis::linear(0.0, last.unwrap_or(1) as f64);
    let mut out = String::new();
    y_labels(&mut out, &y, |v| format!("{}\u{a0}%", plain(v)));
    let whole = x.ticks.iter().copied().filter(|t| t.fract() == 0.0).collect();
    x_labels(&mut out, &Axis { ticks: whole, ..x.clone() }, |v| v.to_string());
    out.push_str(AXES);
    out.push_str(STRETCHED);
    if let Some(mape) = base {
        let _ = write!(out, r#"<path class="p-base" d="M0 {0:.2}H100"/>"#, 100.0 - y.at(mape));
    }
    for (i, points) in curves.iter().enumerate() {
        curve(&mut out, &format!("line l{i}"), &x, &y, points.iter().copied());
    }
    out.push_str("</svg>");
    name_x(&mut out, text::chart_epoch());
    out
}

/// Lowest and highest of the values that are numbers with an end; none of none.
fn span(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let values = values.filter(|value| value.is_finite());
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    (low <= high).then_some((low, high))
}

/// The axis of actual and of predicted prices, with so much room below the lowest and above the highest; none where nothing is worth
/// a thousand dollars.
pub fn price_axis(rows: &[Row], [below, above]: [f64; 2]) -> Option<Axis> {
    let prices = rows.iter().flat_map(|r| [r.actual, r.predicted]).filter(|p| *p > 1000.0);
    span(prices).map(|(low, high)| Axis::log(low * below, high * above))
}

/// The room around the prices in [`scatter`].
const ROOM: [f64; 2] = [0.85, 1.15];

/// Where [`scatter`] draws each house, in percent from the left and from the top.
pub fn scatter_places(rows: &[Row]) -> Vec<[f64; 2]> {
    let Some(axis) = price_axis(rows, ROOM) else { return Vec::new() };
    rows.iter().map(|row| [axis.at(row.actual), 100.0 - axis.at(row.predicted)]).collect()
}

/// Predicted against actual price, both logarithmic, with one house picked out.
pub fn scatter(rows: &[Row], picked: Option<u32>) -> String {
    let Some(axis) = price_axis(rows, ROOM) else { return String::new() };
    let mut out = String::new();
    // The band between half and twice the actual price, cut off at the frame.
    let two = axis.at(axis.low * 2.0);
    let _ = write!(
        out,
        r#"{STRETCHED}<polygon class="band" points="0,100 0,{0:.2} {0:.2},0 100,0 100,{1:.2} {1:.2},100"/></svg>"#,
        100.0 - two,
        two
    );
    y_labels(&mut out, &axis, short_money);
    x_labels(&mut out, &axis, short_money);
    out.push_str(AXES);
    out.push_str(r#"<line class="eq" x1="0" y1="100%" x2="100%" y2="0"/>"#);
    for row in rows.iter().filter(|row| row.actual.is_finite() && row.predicted.is_finite()) {
        let far = row.predicted < row.actual / 2.0 || row.predicted > row.actual * 2.0;
        let class = if far { "dot far" } else { "dot" };
        let (x, y) = (axis.at(row.actual), 100.0 - axis.at(row.predicted));
        let _ = write!(out, r#"<circle class="{class}" cx="{x:.2}%" cy="{y:.2}%" r="4"/>"#);
    }
    if let Some(row) = picked.and_then(|house| rows.iter().find(|r| r.house == house)) {
        let (x, y) = (axis.at(row.actual), 100.0 - axis.at(row.predicted));
        let (anchor, dx) = if x > 60.0 { ("end", -10) } else { ("start", 10) };
        let _ = write!(
            out,
            r#"<line class="res" x1="{x:.2}%" x2="{x:.2}%" y1="{:.2}%" y2="{y:.2}%"/><circle class="dot pick" cx="{x:.2}%" cy="{y:.2}%" r="5"/><text class="kr halo" x="{x:.2}%" y="{y:.2}%" dx="{dx}" dy="16" text-anchor="{anchor}">{}</text>"#,
            100.0 - x,
            escaped(text::chart_house(row.house, signed_percent(row.error())))
        );
    }
    let _ = write!(
        out,
        r#"<text class="k" x="0" y="-10">{}</text><text class="k" x="100%" y="100%" dy="40" text-anchor="end">{}</text><text class="k halo" x="86%" y="14%" dx="-4" dy="-10" text-anchor="end">{}</text>"#,
        escaped(text::chart_predicted()),
        escaped(text::chart_actual()),
        escaped(text::chart_equal())
    );
    out
}

/// How the errors spread: houses by error, in the bins of [`super::figures::error_bins`].
pub fn histogram(bins: &[usize; 16], low: usize, high: usize) -> String {
    let top = bins.iter().copied().max().unwrap_or(0).max(4);
    let y = Axis::linear(0.0, top as f64 * 1.18);
    let mut out = String::new();
    let whole = y.ticks.iter().copied().filter(|t| *t > 0.0 && t.fract() == 0.0).collect();
    y_labels(&mut out, &Axis { ticks: whole, ..y.clone() }, plain);
    for (bin, &houses) in bins.iter().enumerate().filter(|(_, n)| **n > 0) {
        let class = if bin < 5 { "bar-low" } else { "bar-high" };
        let height = y.at(houses as f64);
        let x = bin as f64 * 6.25 + 0.35;
        let _ = write!(
            out,
            r#"<rect class="{class}" x="{x:.2}%" width="5.55%" y="{:.2}%" height="{height:.2}%"/>"#,
            100.0 - height
        );
    }
    out.push_str(r#"<line class="ax" x1="0" x2="100%" y1="100%" y2="100%"/><line class="now" x1="31.25%" x2="31.25%" y1="0" y2="100%"/>"#);
    for (edge, text) in [
        (0, "\u{2264}\u{2212}100"),
        (2, "\u{2212}60"),
        (4, "\u{2212}20"),
        (6, "+20"),
        (8, "+60"),
        (10, "+100"),
        (12, "+140"),
    ] {
        let x = f64::from(edge) * 6.25;
        let _ = write!(out, r#"<text x="{x:.2}%" y="100%" dy="20" text-anchor="middle">{text}</text>"#);
    }
    let _ = write!(
        out,
        r#"<text x="96.88%" y="100%" dy="20" text-anchor="middle">200+</text><text class="k" x="100%" y="100%" dy="40" text-anchor="end">{}</text><text class="kb halo" x="31.25%" dx="-8" y="12" text-anchor="end">{}</text><text class="kr halo" x="31.25%" dx="8" y="12">{}</text><text class="k" x="0" y="-10">{}</text>"#,
        escaped(text::chart_error()),
        escaped(text::chart_too_low(count(low))),
        escaped(text::chart_too_high(count(high))),
        escaped(text::chart_houses())
    );
    out
}

/// Pixels of a line of [`groups`].
const GROUP: f64 = 36.0;

/// How wide and high to draw so many lines of [`groups`], in pixels.
pub fn groups_size(groups: usize) -> [f64; 2] {
    [560.0, GROUP * groups as f64]
}

/// Mean errors by group: a bar each, as long as the error, below its name. `what` says what is drawn.
pub fn groups(groups: &[GroupError], what: &str) -> String {
    let longest = groups.iter().map(|group| group.mape).filter(|mape| mape.is_finite()).fold(1.0, f64::max);
    let lengths = Axis::linear(0.0, longest);
    let mut out = String::new();
    for (at, group) in groups.iter().enumerate() {
        let _ = write!(
            out,
            r#"<svg y="{}" overflow="visible"><text class="k" y="14">{}</text><text x="100%" y="14" text-anchor="end">{}, {}</text><rect class="bar-high" y="20" width="{:.2}%" height="8"/></svg>"#,
            GROUP * at as f64,
            escaped(&group.name),
            escaped(text::results_houses_counted(group.houses)),
            escaped(percent(group.mape)),
            lengths.at(group.mape)
        );
    }
    name_x(&mut out, what);
    out
}

/// How prices spread: one bar a bin, on a logarithmic axis, with the median.
pub fn prices(bins: &[PriceBin], median: f64) -> String {
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else { return String::new() };
    let top = bins.iter().map(|bin| bin.houses).max().unwrap_or(0).max(4);
    let y = Axis::linear(0.0, top as f64 * 1.1);
    let x = Axis::log(first.from, last.to);
    let mut out = String::new();
    let whole = y.ticks.iter().copied().filter(|t| *t > 0.0 && t.fract() == 0.0).collect();
    y_labels(&mut out, &Axis { ticks: whole, ..y.clone() }, plain);
    for bin in bins.iter().filter(|bin| bin.houses > 0) {
        let (left, right) = (x.at(bin.from), x.at(bin.to));
        let height = y.at(bin.houses as f64);
        let _ = write!(
            out,
            r#"<rect class="bar-low" x="{:.2}%" width="{:.2}%" y="{:.2}%" height="{height:.2}%"/>"#,
            left + 0.2,
            (right - left - 0.4).max(0.2),
            100.0 - height
        );
    }
    x_texts(&mut out, &x, r#"y="100%" dy="20""#, short_money);
    let at = x.at(median);
    let _ = write!(
        out,
        r#"<line class="ax" x1="0" x2="100%" y1="100%" y2="100%"/><line class="now" x1="{at:.2}%" x2="{at:.2}%" y1="0" y2="100%"/><text class="kb halo" x="{at:.2}%" dx="6" y="12">{}</text><text class="k" x="0" y="-10">{}</text>"#,
        escaped(text::chart_median()),
        escaped(text::chart_houses())
    );
    out
}

/// The line of one test house: from the actual price to the predicted one.
pub fn deviation(row: &Row, axis: &Axis) -> String {
    let (a, p) = (axis.at(row.actual), axis.at(row.predicted));
    format!(
        r#"<line class="g" x1="0" x2="100%" y1="50%" y2="50%"/><line class="w" x1="{a:.1}%" x2="{p:.1}%" y1="50%" y2="50%"/><rect class="ac" x="{a:.1}%" y="3" width="2" height="14"/><circle class="pr" cx="{p:.1}%" cy="50%" r="4"/>"#
    )
}

/// An estimate on a line of prices, with the middle half around it.
pub fn price_line(price: f64, range: Option<(f64, f64)>, [low, high]: [f64; 2]) -> String {
    let (from, to) = range.unwrap_or((price, price));
    let axis = Axis::log(low.min(from).min(price).max(1000.0), high.max(to).max(price));
    let mut out = String::from(r#"<line class="ax" x1="0" x2="100%" y1="46" y2="46"/>"#);
    for x in axis.ticks.iter().map(|&tick| axis.at(tick)) {
        let _ = write!(out, r#"<line class="ax" x1="{x:.1}%" x2="{x:.1}%" y1="41" y2="51"/>"#);
    }
    x_texts(&mut out, &axis, r#"y="70""#, short_money);
    if let Some((from, to)) = range {
        let (a, b) = (axis.at(from), axis.at(to));
        // Amounts stand beside the range, but not beyond the ends of the line.
        let [left, right] = [a, b].map(|at| at.clamp(20.0, 80.0));
        let _ = write!(
            out,
            r#"<rect class="rg-box" x="{a:.1}%" width="{w:.1}%" y="40" height="12"/><line class="rg-line" x1="{a:.1}%" x2="{b:.1}%" y1="46" y2="46"/><line class="rg-end" x1="{a:.1}%" x2="{a:.1}%" y1="38" y2="54"/><line class="rg-end" x1="{b:.1}%" x2="{b:.1}%" y1="38" y2="54"/><text class="kr" x="{left:.1}%" y="27" text-anchor="end" dx="-3">{}</text><text class="kr" x="{right:.1}%" y="27" dx="3">{}</text>"#,
            escaped(short_money(from)),
            escaped(short_money(to)),
            w = (b - a).max(0.0)
        );
    }
    let _ = write!(out, r#"<circle class="est" cx="{:.1}%" cy="46" r="6.5"/>"#, axis.at(price));
    out
}

/// Gables of a row at most: more would be narrower than a line.
const GABLES: usize = 1000;

/// For how many houses a gable stands where the longest row has `of` houses.
pub fn houses_a_gable(of: usize) -> usize {
    of.div_ceil(GABLES).max(1)
}

/// One gable a house, or for [as many as need be](houses_a_gable), in a box as wide as `of` houses. Heights and roofs vary with the
/// place in the row, so that the same row always looks the same.
pub fn gables(houses: usize, of: usize) -> String {
    let each = houses_a_gable(of);
    let (houses, of) = (houses.div_ceil(each).min(GABLES), of.div_ceil(each));
    let unit = 100.0 / of.max(1) as f64;
    let (full, half) = (Hundredths::of(unit * 0.8), Hundredths::of(unit * 0.4));
    let mut out = String::from(r#"<path d=""#);
    for i in 0..houses {
        let x = Hundredths::of(i as f64 * unit);
        let noise = (i * 7 + houses * 13 + i * i % 11) % 8;
        let wall = 1080 - 40 * (noise % 4) as i64;
        let _ = match noise {
            7 => write!(out, "M{x} 14V{}h{full}V14", Hundredths(wall - 100)),
            _ => {
                let (wall, roof) = (Hundredths(wall), Hundredths(340 + 40 * (noise % 2) as i64));
                write!(out, "M{x} 14V{wall}l{half} -{roof}l{half} {roof}V14")
            }
        };
    }
    out.push_str(r#"z"/>"#);
    out
}

/// A number above zero with two decimals: a float takes ten times as long to write, and there are thousands of gables.
struct Hundredths(i64);

impl Hundredths {
    fn of(value: f64) -> Self {
        Hundredths((100.0 * value).round() as i64)
    }
}

impl std::fmt::Display for Hundredths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}
