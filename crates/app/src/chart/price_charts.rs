//! The distribution of prices, and an estimate on a line of prices.

use std::fmt::Write;

use super::axis::{Axis, format_tick, x_tick_texts, y_labels};
use crate::data_report::PriceBin;
use crate::export::escaped;
use facade_text as text;
use facade_text::format::compact_money;

/// One bar per bin, on a logarithmic axis, with the median.
pub fn price_histogram(bins: &[PriceBin], median: f64) -> String {
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else { return String::new() };
    let top = bins.iter().map(|bin| bin.houses).max().unwrap_or(0).max(4);
    let y = Axis::linear(0.0, top as f64 * 1.1);
    let x = Axis::log(first.from, last.to);
    let mut out = String::new();
    let whole = y.ticks.iter().copied().filter(|t| *t > 0.0 && t.fract() == 0.0).collect();
    y_labels(&mut out, &Axis { ticks: whole, ..y.clone() }, format_tick);
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
    x_tick_texts(&mut out, &x, r#"y="100%" dy="20""#, compact_money);
    let at = x.at(median);
    let _ = write!(
        out,
        r#"<line class="ax" x1="0" x2="100%" y1="100%" y2="100%"/><line class="now" x1="{at:.2}%" x2="{at:.2}%" y1="0" y2="100%"/><text class="kb halo" x="{at:.2}%" dx="6" y="12">{}</text><text class="k" x="0" y="-10">{}</text>"#,
        escaped(text::chart_median()),
        escaped(text::chart_houses())
    );
    out
}

/// An estimate on a line of prices, with a range around it.
pub fn price_line(price: f64, range: Option<(f64, f64)>, [low, high]: [f64; 2]) -> String {
    let (from, to) = range.unwrap_or((price, price));
    let axis = Axis::log(low.min(from).min(price).max(low / 20.0), high.max(to).max(price));
    let mut out = String::from(r#"<line class="ax" x1="0" x2="100%" y1="46" y2="46"/>"#);
    for x in axis.ticks.iter().map(|&tick| axis.at(tick)) {
        let _ = write!(out, r#"<line class="ax" x1="{x:.1}%" x2="{x:.1}%" y1="41" y2="51"/>"#);
    }
    x_tick_texts(&mut out, &axis, r#"y="70""#, compact_money);
    if let Some((from, to)) = range {
        let (a, b) = (axis.at(from), axis.at(to));
        // Amounts stand beside the range, but not beyond the ends of the line.
        let [left, right] = [a, b].map(|at| at.clamp(20.0, 80.0));
        let _ = write!(
            out,
            r#"<rect class="rg-box" x="{a:.1}%" width="{w:.1}%" y="40" height="12"/><line class="rg-line" x1="{a:.1}%" x2="{b:.1}%" y1="46" y2="46"/><line class="rg-end" x1="{a:.1}%" x2="{a:.1}%" y1="38" y2="54"/><line class="rg-end" x1="{b:.1}%" x2="{b:.1}%" y1="38" y2="54"/><text class="kr" x="{left:.1}%" y="27" text-anchor="end" dx="-3">{}</text><text class="kr" x="{right:.1}%" y="27" dx="3">{}</text>"#,
            escaped(compact_money(from)),
            escaped(compact_money(to)),
            w = (b - a).max(0.0)
        );
    }
    let _ = write!(out, r#"<circle class="est" cx="{:.1}%" cy="46" r="6.5"/>"#, axis.at(price));
    out
}
