//! Brings other dialects of separated text into the usual one, in which `"` quotes a field and `""` is a quote within it.

use std::borrow::Cow;

use super::delimiter::{DELIMITERS, score, sniff};

/// The text in the usual dialect; the number of its lines stays the same.
///
/// - Each line is quoted as a whole: `"1,""257,500"",600"`.
/// - Bars stand before and behind each line: `| 1 | 257500 |`, as in Markdown.
/// - `\\"` is a quote within a quoted field, as MySQL writes it.
/// - `'` quotes fields.
///
/// Each is taken only where the text then has lines with equally many fields, and has not as it is.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if let Some(lines) = unquoted_lines(text) {
        return Cow::Owned(lines);
    }
    if let Some(lines) = without_outer_bars(text) {
        return Cow::Owned(lines);
    }
    let is_even = |text: &str| sniff(text).is_some_and(|delimiter| score(text, delimiter).all);
    if text.contains("\\\"") && !is_even(text) {
        let escaped = text.replace("\\\"", "\"\"");
        if is_even(&escaped) {
            return Cow::Owned(escaped);
        }
    }
    let quotes = || DELIMITERS.iter().any(|delimiter| text.contains(&format!("{}'", char::from(*delimiter))));
    if text.contains('\'') && !text.contains('"') && (text.contains("\n'") || quotes()) && !is_even(text) {
        let quoted = single_quotes(text);
        if is_even(&quoted) {
            return Cow::Owned(quoted);
        }
    }
    Cow::Borrowed(text)
}

/// The text without the quotes around each line, if all lines have them, and something separates what is within.
fn unquoted_lines(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut lines = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            let inner = line.trim().strip_prefix('"')?.strip_suffix('"')?;
            if inner.replace("\"\"", "").contains('"') {
                return None;
            }
            plain.push_str(&inner.replace("\"\"", "\""));
            lines += 1;
        }
        plain.push('\n');
    }
    let delimiter = sniff(&plain)?;
    (lines > 1 && score(&plain, delimiter).all).then_some(plain)
}

/// The text without bars at the beginning and end of lines, if all lines but drawn ones have them.
fn without_outer_bars(text: &str) -> Option<String> {
    if !text.trim_start().starts_with(['|', '+']) {
        return None;
    }
    let mut plain = String::new();
    let mut lines = 0;
    for line in text.split('\n') {
        let line = line.trim();
        match line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) {
            Some(inner) => {
                plain.push_str(inner);
                lines += 1;
            }
            // A drawn line, or a note below.
            None if lines > 1 || line.is_empty() || line.starts_with('+') => plain.push_str(line),
            None => return None,
        }
        plain.push('\n');
    }
    (lines > 1).then_some(plain)
}

/// The text with `"` in place of each `'` that begins or ends a field.
fn single_quotes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let (mut open, mut before) = (false, '\n');
    let mut letters = text.chars().peekable();
    let ends =
        |letter: char| letter == '\n' || DELIMITERS.iter().any(|delimiter| char::from(*delimiter) == letter);
    while let Some(letter) = letters.next() {
        let opens = letter == '\'' && !open && ends(before);
        let closes = letter == '\'' && open && letters.peek().is_none_or(|next| ends(*next));
        if opens || closes {
            open = opens;
            plain.push('"');
        } else {
            plain.push(letter);
        }
        before = letter;
    }
    plain
}

#[cfg(test)]
mod tests {
    use crate::csv::table;

    fn rows(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
        let table = table("t.csv", text).unwrap();
        (table.columns, table.rows.into_iter().map(|row| row.fields.unwrap()).collect())
    }

    #[test]
    fn other_dialects_are_read() {
        let columns = ["note", "price", "sqft"];
        for (text, note) in [
            ("\"note,price,sqft\"\n\"\"\"a, b\"\",5,60\"\n\"c,6,70\"\n", "a, b"),
            ("| note | price | sqft |\n|---|---:|---|\n| a | 5 | 60 |\n| c | 6 | 70 |\n", "a"),
            (
                "+---+---+---+\n| note | price | sqft |\n+---+---+---+\n| a | 5 | 60 |\n| c | 6 | 70 |\n+---+---+---+\n",
                "a",
            ),
            ("note,price,sqft\n\"5\\\" pipe, \\\"nice\\\"\",5,60\n\"c\",6,70\n", "5\" pipe, \"nice\""),
            ("note,price,sqft\n'Oak St, Unit 5',5,60\n'O'Hara St',6,70\n", "Oak St, Unit 5"),
        ] {
            let (found, rows) = rows(text);
            assert_eq!(found.iter().map(|name| name.trim()).collect::<Vec<_>>(), columns, "{text}");
            assert_eq!((rows.len(), rows[0][0].trim(), rows[1][2].trim()), (2, note, "70"), "{text}");
        }
    }

    #[test]
    fn the_usual_dialect_stays() {
        let (_, found) = rows("path,price\n\"C:\\dir\\\",5\n\"D:\\x\\\",6\n");
        assert_eq!(found[0][0], "C:\\dir\\");
        let (_, found) = rows("\"a\",\"b\"\n\"x, y\",\"1\"\n");
        assert_eq!(found[0], ["x, y", "1"]);
        let (_, found) = rows("id,price\n'001,5\n'002,6\n");
        assert_eq!(found[0][0], "'001");
        let (names, _) = rows("\"12 Oak St\"\n\"13 Elm St\"\n");
        assert_eq!(names.len(), 1);
    }
}
