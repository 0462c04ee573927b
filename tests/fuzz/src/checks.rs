//! Checks for everything that the page draws and writes, for any input.

/// Checks a document or a part of one: no control characters, and no unclosed tag.
#[track_caller]
pub fn document(text: &str) {
    let bad = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    assert_eq!(bad, None, "in {text:?}");
    // A style sheet may contain `>`.
    let (before, rest) = text.split_once("<style>").unwrap_or((text, ""));
    let after = rest.split_once("</style>").map_or(rest, |(_, after)| after);
    let count = |c: char| [before, after].map(|text| text.matches(c).count()).iter().sum::<usize>();
    assert_eq!(count('<'), count('>'), "{text}");
}

/// Checks a chart: a document without NaN or infinite numbers.
#[track_caller]
pub fn drawing(svg: &str) {
    document(svg);
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
}

/// Checks a CSV file: equal numbers of values per line, and no value that a spreadsheet takes for a formula.
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
