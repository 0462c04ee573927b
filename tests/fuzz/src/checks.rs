//! What must hold of everything that the page draws and writes, whatever it was made of.

/// A document or a part of one: no character that it may not hold, and no tag that is not closed.
#[track_caller]
pub fn document(text: &str) {
    let bad = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    assert_eq!(bad, None, "in {text:?}");
    // A style sheet has arrows of its own.
    let (before, rest) = text.split_once("<style>").unwrap_or((text, ""));
    let after = rest.split_once("</style>").map_or(rest, |(_, after)| after);
    let count = |c: char| [before, after].map(|text| text.matches(c).count()).iter().sum::<usize>();
    assert_eq!(count('<'), count('>'), "{text}");
}

/// A chart, which holds words of ours and numbers alone.
#[track_caller]
pub fn drawing(svg: &str) {
    document(svg);
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
}

/// Comma-separated values: as many in each line, and none that a spreadsheet would take for a formula.
#[track_caller]
pub fn table(text: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for line in reader.records() {
        let line = line.unwrap_or_else(|problem| panic!("{problem} in {text:?}"));
        for value in &line {
            let formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!formula || value.parse::<f64>().is_ok(), "{value:?} in {text:?}");
        }
    }
}
