//! Comma-separated values (RFC 4180) that spreadsheets open without running what is in them.

/// With these a cell begins that a spreadsheet runs as a formula; the wide ones are what East Asian keyboards write.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A field. Words of a table, a folder or a file may begin as a formula does; an apostrophe makes them words again. That goes for
/// what follows a semicolon, a tab or the end of a line, too: where the comma is the decimal separator, spreadsheets take these for
/// the ends of cells, in quotes as well.
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
            // Spreadsheets leave out what cannot be seen, and quotes, before they look.
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

/// A number in full precision; nothing for what is no number or has no end, as programs that read tables want it.
pub fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
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
    fn what_would_run_as_a_formula_is_words() {
        for first in ['=', '+', '-', '@', '＝', '＋', '－', '＠'] {
            assert_eq!(field(&format!("{first}SUM(A1)")), format!("\"'{first}SUM(A1)\""), "{first}");
            // Spaces and quotes before it are left out by some.
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
            // Within a word it is harmless.
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
