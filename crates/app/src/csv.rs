//! Comma-separated values (RFC 4180). Spreadsheets open them without running formulas in them.

use facade_text::{Language, language, speak};

/// A cell that begins with one of these runs as a formula in a spreadsheet; East Asian keyboards write the wide ones.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A field. Text from a table, a folder or a file may begin as a formula does; an apostrophe turns it into text. The
/// same holds after a semicolon, a tab or a line break: where the comma is the decimal separator, spreadsheets take
/// these for the ends of cells, even in quotes.
pub fn field(text: &str) -> String {
    if is_number(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    let mut begins = true;
    let mut is_changed = text.starts_with(['\t', '\r', '\n']);
    if is_changed {
        out.push('\'');
    }
    for letter in text.chars() {
        if begins && FORMULA.contains(&letter) {
            out.push('\'');
            is_changed = true;
        }
        begins = match letter {
            ';' | '\t' | '\n' | '\r' => true,
            // Spreadsheets skip invisible characters and quotes before they look for a formula.
            _ => begins && (letter.is_whitespace() || letter.is_control() || is_hidden_or_quote(letter)),
        };
        out.push(letter);
    }
    if is_changed || out.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", out.replace('"', "\"\""))
    } else {
        out
    }
}

fn is_hidden_or_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a text is a plain number, such as `-3.5` or `+1e3`.
fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'))
        && text.parse::<f64>().is_ok()
}

/// A number in full precision. NaN and infinity are empty, as programs that read tables expect.
pub fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

/// Files are written in English, whatever the page's language is, since programs read them.
pub fn in_english<T>(write: impl FnOnce() -> T) -> T {
    let spoken = language();
    speak(Language::English);
    let written = write();
    speak(spoken);
    written
}

/// Numbers of houses by name, as CSV.
pub fn counts_csv(heading: &str, rows: impl Iterator<Item = (String, usize)>) -> String {
    let mut out = format!("{heading},houses\n");
    rows.for_each(|(name, houses)| out += &format!("{},{houses}\n", field(&name)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(field("a b"), "a b");
        assert_eq!(field("say \"a, b\""), "\"say \"\"a, b\"\"\"");
        assert_eq!(field("a\nb"), "\"a\nb\"");
        assert_eq!(field(""), "");
    }

    #[test]
    fn formulas_become_text() {
        for first in ['=', '+', '-', '@', '＝', '＋', '－', '＠'] {
            assert_eq!(field(&format!("{first}SUM(A1)")), format!("\"'{first}SUM(A1)\""), "{first}");
            // Some spreadsheets skip spaces and quotes.
            assert_eq!(field(&format!("  {first}x")), format!("\"  '{first}x\""), "{first}");
            assert_eq!(
                field(&format!("\u{a0}\u{202e}{first}x")),
                format!("\"\u{a0}\u{202e}'{first}x\""),
                "{first}"
            );
            assert_eq!(field(&format!("\"{first}x")), format!("\"\"\"'{first}x\""), "{first}");
            // A semicolon ends a cell where commas are decimal.
            assert_eq!(field(&format!("a;{first}x")), format!("\"a;'{first}x\""), "{first}");
            assert_eq!(field(&format!("a\n{first}x")), format!("\"a\n'{first}x\""), "{first}");
            // Inside a cell it is harmless.
            assert_eq!(field(&format!("a{first}b {first}")), format!("a{first}b {first}"), "{first}");
        }
        for first in ['\t', '\r', '\n'] {
            assert_eq!(field(&format!("{first}x")), format!("\"'{first}x\""), "{first:?}");
            assert_eq!(field(&format!("{first}=x")), format!("\"'{first}'=x\""), "{first:?}");
        }
    }

    #[test]
    fn plain_numbers_stay_numbers() {
        for text in ["-3.5", "+1e3", "-1E-3", "0", "12", "-.5"] {
            assert_eq!(field(text), text);
        }
        for text in ["-", "+", "-1-2", "-inf", "+nan", "-1+cmd", "-3,5"] {
            assert_eq!(field(text), format!("\"'{text}\""), "{text}");
        }
        assert_eq!([1.5, -0.25, 1e15].map(number), ["1.5", "-0.25", "1000000000000000"]);
        assert_eq!([f64::NAN, f64::INFINITY, -f64::INFINITY].map(number), ["", "", ""]);
    }
}
