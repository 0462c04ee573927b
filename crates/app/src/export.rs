//! Charts as SVG files that work alone: in the colours of paper, with title and legend, and without external styles.

use std::fmt::Write;

/// The page's colours and rules for charts.
const STYLE: &str = include_str!("../../../www/chart.css");

/// Space around the drawing, for labels: left, top, right, bottom.
const MARGIN: [f64; 4] = [72.0, 40.0, 28.0, 60.0];
const TITLE: f64 = 28.0;
const LEGEND: f64 = 20.0;

/// The class of a legend's line, and its name.
pub type LegendEntry = (&'static str, String);

/// A drawing of [`super::chart`], as wide and high as on the page, as an SVG file; and the file's width and height. `source` says
/// which run and which data it shows.
pub fn svg_file(
    title: &str,
    source: &str,
    legend: &[LegendEntry],
    drawing: &str,
    [width, height]: [f64; 2],
) -> (String, [f64; 2]) {
    let [left, top, right, bottom] = MARGIN;
    let above = top + TITLE + LEGEND * (1 + legend.len()) as f64;
    let (full, tall) = (left + width + right, above + height + bottom);
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="plot" width="{full}" height="{tall}" viewBox="0 0 {full} {tall}"><title>{0}</title><style>{1}</style><rect width="100%" height="100%" fill="{2}"/><text class="k" x="{left}" y="28" style="font-size:16px">{0}</text>"#,
        escaped(title),
        style(),
        colour("paper").unwrap_or("#fff"),
    );
    let _ = write!(out, r#"<text x="{left}" y="{}">{}</text>"#, TITLE + 20.0, escaped(source));
    for (at, (class, name)) in legend.iter().enumerate() {
        let y = TITLE + 20.0 + LEGEND * (1 + at) as f64;
        let _ = write!(
            out,
            r#"<path class="{class}" d="M{left} {0}h28"/><text x="{1}" y="{2}">{3}</text>"#,
            y - 4.0,
            left + 38.0,
            y,
            escaped(name)
        );
    }
    let _ = write!(
        out,
        r#"<svg x="{left}" y="{above}" width="{width}" height="{height}" overflow="visible">{drawing}</svg></svg>"#
    );
    (out, [full, tall])
}

/// The rules, with the colours of paper instead of variables.
fn style() -> String {
    let rules = STYLE.split_once("\n}\n").map_or("", |(_, rules)| rules);
    let mut out = String::with_capacity(rules.len());
    let mut parts = rules.split("var(--");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once(')').unwrap_or((part, ""));
        out.push_str(colour(name).unwrap_or("sans-serif"));
        out.push_str(rest);
    }
    out
}

/// A colour of the page in light mode.
fn colour(name: &str) -> Option<&'static str> {
    let (_, value) = STYLE.split_once(&format!("--{name}:light-dark("))?;
    value.split_once(',').map(|(day, _)| day)
}

/// Text for an HTML or XML document, between elements or as the value of an attribute. XML allows no control
/// characters, and a viewer may do anything with them: each becomes a replacement character, and a tab or a line
/// break a space.
pub fn escaped(text: impl AsRef<str>) -> String {
    escape(text.as_ref())
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            // The last two code points of each plane are not characters.
            _ if letter.is_control() || u32::from(letter) & 0xfffe == 0xfffe => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_stands_alone() {
        let legend = [("p-val", "A & B".to_owned())];
        let (svg, size) =
            svg_file("Errors < 5", "Run 3, Houses", &legend, r#"<line class="gl"/>"#, [400.0, 200.0]);
        assert_eq!(size, [500.0, 368.0]);
        assert!(
            svg.contains("A &amp; B")
                && svg.contains("Errors &lt; 5")
                && svg.contains(r#"<line class="gl"/>"#)
        );
        // No variable is left that only the page can resolve.
        assert!(!svg.contains("var(") && !svg.contains("light-dark("), "{svg}");
        assert!(svg.contains(".p-val{stroke:#b92a1b"));
        assert!(svg.contains("font-family:sans-serif"));
    }
}
