//! Detects what separates the fields of a text.

use std::collections::BTreeMap;

use super::quotes::QuoteState;

/// Supported delimiters, in order of preference.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Delimiters that are taken where none of the others separates most lines alike: they have other meanings.
const RARE_DELIMITERS: [u8; 2] = [b'^', b'~'];

/// Number of lines used to detect the delimiter.
pub(super) const SNIFFED_LINES: usize = 40;

/// A record counts for at most this many lines, since a quote that is never closed takes all of them.
const MAX_LINES: usize = 10;

/// How the lines look if a delimiter separates them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Score {
    /// Number of lines in records with the same number of fields, at least two.
    lines: usize,
    /// The number of fields.
    fields: usize,
    /// Whether these are all records.
    pub(super) all: bool,
}

/// Scores a delimiter by the first lines.
pub(super) fn score(text: &str, delimiter: u8) -> Score {
    let counts = field_counts(text, delimiter);
    let mut by_fields: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (fields, lines) in counts.iter().filter(|(fields, _)| *fields > 1) {
        let (of_lines, records) = by_fields.entry(*fields).or_default();
        *of_lines += (*lines).min(MAX_LINES);
        *records += 1;
    }
    let scores = by_fields.into_iter().map(|(fields, (lines, records))| Score {
        lines,
        fields,
        all: records == counts.len() && records > 1,
    });
    scores.max().unwrap_or_default()
}

/// Detects the delimiter: the one that gives the most lines the same number of fields, at least two; on ties, the
/// one that gives more fields. Quoted text is ignored. `None` if no delimiter separates anything.
///
/// In text that semicolons separate, numbers and names may have commas. So another delimiter goes before the comma if it
/// separates all lines alike, and into as many fields, or if the comma does not separate all of them alike.
pub(super) fn sniff(text: &str) -> Option<u8> {
    // `max_by_key` returns the last maximum; reversing prefers the first delimiter on ties.
    let best = |of: &[u8]| of.iter().copied().rev().max_by_key(|delimiter| score(text, *delimiter));
    let found = best(&DELIMITERS)?;
    let top = score(text, found);
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(SNIFFED_LINES).count();
    if 10 * top.lines < 9 * lines
        && let Some(rare) = best(&RARE_DELIMITERS).filter(|rare| score(text, *rare).all)
    {
        return Some(rare);
    }
    if found == b',' {
        let better = |other: &u8| {
            let own = score(text, *other);
            own.all && (own.fields >= top.fields || !top.all)
        };
        if let Some(other) = [b';', b'\t', b'|'].into_iter().find(better) {
            return Some(other);
        }
    }
    (top.lines > 0).then_some(found)
}

/// Number of fields, and of lines, of each of the first non-blank records.
fn field_counts(text: &str, delimiter: u8) -> Vec<(usize, usize)> {
    let (mut counts, mut fields, mut blank) = (Vec::new(), 1, true);
    let (mut lines, mut of_record) = (0, 1);
    let mut quotes = QuoteState::default();
    for &byte in text.as_bytes() {
        let outside = quotes.advance(byte, delimiter);
        if outside && byte == b'\n' {
            if !blank {
                counts.push((fields, of_record));
                lines += of_record;
            }
            (fields, blank, of_record) = (1, true, 1);
            if lines >= SNIFFED_LINES {
                return counts;
            }
        } else if outside && byte == delimiter {
            fields += 1;
        } else {
            of_record += usize::from(byte == b'\n');
            blank &= byte.is_ascii_whitespace();
        }
    }
    if !blank {
        counts.push((fields, of_record));
    }
    counts
}
