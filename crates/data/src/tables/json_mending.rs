//! Mends what is nearly JSON.

/// The text with `null` for `NaN`, `Infinity` and `undefined`, and without commas behind the last element; `None` if there
/// is none of these. Lines stay where they are.
pub(super) fn mended(text: &str) -> Option<String> {
    const WORDS: [&str; 6] = ["NaN", "-Infinity", "Infinity", "-NaN", "undefined", "None"];
    let mut plain = String::with_capacity(text.len());
    let (mut quoted, mut escaped, mut changed) = (false, false, false);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let behind = rest.get(letter.len_utf8()..).unwrap_or_default();
        if quoted {
            quoted = letter != '"' || escaped;
            escaped = letter == '\\' && !escaped;
        } else if letter == '"' {
            quoted = true;
        } else if letter == ',' && behind.trim_start().starts_with([']', '}']) {
            changed = true;
            rest = behind;
            continue;
        } else if matches!(letter, 'N' | 'I' | 'u' | '-')
            && let Some(after) = WORDS.iter().find_map(|word| rest.strip_prefix(word))
        {
            plain.push_str("null");
            changed = true;
            rest = after;
            continue;
        }
        plain.push(letter);
        rest = behind;
    }
    changed.then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_python_writes_is_mended() {
        let found = mended("[{\"a, ]\": NaN, \"b\\\"\": \"NaN\",},\n {\"c\": -Infinity}, ]");
        assert_eq!(found.as_deref(), Some("[{\"a, ]\": null, \"b\\\"\": \"NaN\"},\n {\"c\": null} ]"));
        assert_eq!(mended("[{\"a\": -1}]"), None);
    }
}
