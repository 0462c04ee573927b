//! Predicted against actual prices.

use std::fmt::Write;

use super::axis::{AXES, Axis, STRETCHED, finite_span, format_tick, x_labels, x_title, y_labels};
use crate::error_statistics::GroupError;
use crate::export::escaped;
use crate::result_rows::Row;
use facade_data::HouseId;
use facade_text as text;
use facade_text::format::{compact_money, count, percent, signed_percent};

/// Predicted prices below the lowest actual one by more than this factor are drawn at the end of the axis.
const MAX_TOO_LOW: f64 = 20.0;

/// The axis of actual and predicted prices, from `below` times the lowest to `above` times the highest; `None` without
/// prices.
pub fn price_axis(rows: &[Row], [below, above]: [f64; 2]) -> Option<Axis> {
    let least = rows.iter().map(|row| row.actual).fold(f64::INFINITY, f64::min) / MAX_TOO_LOW;
    let prices =
        rows.iter().flat_map(|row| [row.actual, row.predicted]).filter(|price| *price > least.max(0.0));
    finite_span(prices).map(|(low, high)| Axis::log(low * below, high * above))
}

/// For [`price_axis`] in [`scatter`].
const PRICE_PADDING: [f64; 2] = [0.85, 1.15];

/// Where [`scatter`] draws each house, in percent from the left and from the top.
pub fn scatter_positions(rows: &[Row]) -> Vec<[f64; 2]> {
    let Some(axis) = price_axis(rows, PRICE_PADDING) else { return Vec::new() };
    rows.iter().map(|row| [axis.at(row.actual), 100.0 - axis.at(row.predicted)]).collect()
}

/// The most characters of an id in a label.
const MAX_ID: usize = 8;

/// Predicted against actual price, both logarithmic, with one house highlighted.
pub fn scatter(rows: &[Row], picked: Option<&HouseId>) -> String {
    let Some(axis) = price_axis(rows, PRICE_PADDING) else { return String::new() };
    let mut out = String::new();
    // The band between half and twice the actual price, clipped at the frame.
    let two = axis.at(axis.low * 2.0);
    let _ = write!(
        out,
        r#"{STRETCHED}<polygon class="band" points="0,100 0,{0:.2} {0:.2},0 100,0 100,{1:.2} {1:.2},100"/></svg>"#,
        100.0 - two,
        two
    );
    y_labels(&mut out, &axis, compact_money);
    x_labels(&mut out, &axis, compact_money);
    out.push_str(AXES);
    out.push_str(r#"<line class="eq" x1="0" y1="100%" x2="100%" y2="0"/>"#);
    for row in rows.iter().filter(|row| row.actual.is_finite() && row.predicted.is_finite()) {
        let far = row.predicted < row.actual / 2.0 || row.predicted > row.actual * 2.0;
        let side = if row.predicted < row.actual { "low" } else { "high" };
        let class = if far { format!("dot {side} far") } else { format!("dot {side}") };
        let (x, y) = (axis.at(row.actual), 100.0 - axis.at(row.predicted));
        let _ = write!(out, r#"<circle class="{class}" cx="{x:.2}%" cy="{y:.2}%" r="4"/>"#);
    }
    if let Some(row) = picked.and_then(|house| rows.iter().find(|r| r.house == *house)) {
        let (x, y) = (axis.at(row.actual), 100.0 - axis.at(row.predicted));
        let (anchor, dx) = if x > 50.0 { ("end", -10) } else { ("start", 10) };
        // Below the axis are its labels.
        let dy = if y > 90.0 { -10 } else { 16 };
        // A long id would leave a narrow chart.
        let (id, error) = (row.house.as_str(), signed_percent(row.error()));
        let is_short = id.chars().count() <= MAX_ID;
        let label = if is_short { text::t!(chart_house, house = id, error) } else { error };
        let _ = write!(
            out,
            r#"<line class="res" x1="{x:.2}%" x2="{x:.2}%" y1="{:.2}%" y2="{y:.2}%"/><circle class="dot pick" cx="{x:.2}%" cy="{y:.2}%" r="5"/><text class="kr halo" x="{x:.2}%" y="{y:.2}%" dx="{dx}" dy="{dy}" text-anchor="{anchor}">{}</text>"#,
            100.0 - x,
            escaped(label)
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

/// Houses by error, in the bins of [`error_bins`](crate::error_statistics::error_bins).
pub fn histogram(bins: &[usize; 16], low: usize, high: usize, picked: Option<usize>) -> String {
    let top = bins.iter().copied().max().unwrap_or(0).max(4);
    let y = Axis::linear(0.0, top as f64 * 1.18);
    let mut out = String::new();
    let whole = y.ticks.iter().copied().filter(|t| *t > 0.0 && t.fract() == 0.0).collect();
    y_labels(&mut out, &Axis { ticks: whole, ..y.clone() }, format_tick);
    for (bin, &houses) in bins.iter().enumerate().filter(|(_, n)| **n > 0) {
        let mut class = if bin < 5 { "bar-low" } else { "bar-high" }.to_owned();
        if picked == Some(bin) {
            class += " pick";
        }
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
        // Every second label is hidden in a narrow chart.
        let class = if edge % 4 == 2 { r#" class="roomy""# } else { "" };
        let _ =
            write!(out, r#"<text{class} x="{x:.2}%" y="100%" dy="20" text-anchor="middle">{text}</text>"#);
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

/// In pixels, in [`group_bars`].
const GROUP_HEIGHT: f64 = 36.0;

/// Width and height of [`group_bars`], in pixels.
pub fn group_bars_size(groups: usize) -> [f64; 2] {
    [560.0, GROUP_HEIGHT * groups as f64]
}

/// Mean errors by group: a bar each, below its name. `title` says what is drawn.
pub fn group_bars(groups: &[GroupError], title: &str) -> String {
    let longest = groups.iter().map(|group| group.mape).filter(|mape| mape.is_finite()).fold(1.0, f64::max);
    let lengths = Axis::linear(0.0, longest);
    let mut out = String::new();
    for (at, group) in groups.iter().enumerate() {
        let _ = write!(
            out,
            r#"<svg y="{}" overflow="visible"><text class="k" y="14">{}</text><text x="100%" y="14" text-anchor="end">{}, {}</text><rect class="bar-high" y="20" width="{:.2}%" height="8"/></svg>"#,
            GROUP_HEIGHT * at as f64,
            escaped(&group.name),
            escaped(text::results_houses_counted(group.houses)),
            escaped(percent(group.mape)),
            lengths.at(group.mape)
        );
    }
    x_title(&mut out, title);
    out
}

/// One test house: a line from its actual to its predicted price.
pub fn error_bar(row: &Row, axis: &Axis) -> String {
    let (a, p) = (axis.at(row.actual), axis.at(row.predicted));
    format!(
        r#"<line class="g" x1="0" x2="100%" y1="50%" y2="50%"/><line class="w" x1="{a:.1}%" x2="{p:.1}%" y1="50%" y2="50%"/><rect class="ac" x="{a:.1}%" y="3" width="2" height="14"/><circle class="pr" cx="{p:.1}%" cy="50%" r="4"/>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rents_are_drawn_as_prices_are_and_one_price_far_too_low_does_not_stretch_the_axis() {
        let row = |(house, [actual, predicted]): (u32, [f64; 2])| Row {
            house: house.into(),
            zip_code: String::new(),
            actual,
            predicted,
            position: None,
        };
        let rows = |prices: &[[f64; 2]]| (1..).zip(prices.iter().copied()).map(row).collect::<Vec<Row>>();
        let rents = rows(&[[650.0, 700.0], [900.0, 850.0], [1400.0, 1200.0]]);
        let positions = scatter_positions(&rents);
        assert!(positions.is_sorted_by(|a, b| a[0] < b[0] && a[1] > b[1]), "{positions:?}");
        let far = rows(&[[650.0, 1e-3], [1400.0, 1200.0]]);
        assert_eq!(price_axis(&far, [1.0, 1.0]).unwrap().low, 650.0);
        assert_eq!(price_axis(&[], [1.0, 1.0]), None);
    }
}
