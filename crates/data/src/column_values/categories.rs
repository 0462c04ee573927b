//! Columns of a few texts, such as the kind of house, and of yes and no.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Maximum number of different texts of a category.
const MAX_VALUES: usize = 20;
/// Longest text of a category, in characters.
const MAX_CHARS: usize = 60;
/// A value that fewer rows have, and fewer than one in a hundred, is too rare to be learned from.
const MIN_ROWS: usize = 3;

/// Pairs of words for no and yes.
const FLAGS: [(&str, &str); 24] = [
    ("no", "yes"),
    ("n", "y"),
    ("false", "true"),
    ("f", "t"),
    ("off", "on"),
    ("nein", "ja"),
    ("n", "j"),
    ("falsch", "wahr"),
    ("non", "oui"),
    ("faux", "vrai"),
    ("no", "sí"),
    ("no", "si"),
    ("no", "sì"),
    ("não", "sim"),
    ("nee", "ja"),
    ("nej", "ja"),
    ("nie", "tak"),
    ("ne", "ano"),
    ("нет", "да"),
    ("hayır", "evet"),
    ("否", "是"),
    ("无", "有"),
    ("無", "有"),
    ("なし", "あり"),
];

/// The values of a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Categories {
    /// As written in the first row that has them; the commonest first, those of the same count by name. No, then yes.
    pub(super) values: Vec<String>,
    /// Whether they are no and yes.
    pub(super) is_flag: bool,
    /// The position of each in lower case.
    positions: BTreeMap<String, usize>,
}

impl Categories {
    /// The categories of a column, or `None` if it is none: see [`super::ColumnKind::Category`]. Blank fields are
    /// ignored.
    pub(super) fn infer<'a>(fields: impl Iterator<Item = &'a str>) -> Option<Categories> {
        // Lower case to first spelling and count.
        let mut found: BTreeMap<String, (&'a str, usize)> = BTreeMap::new();
        let mut filled = 0_usize;
        for field in fields {
            let field = field.trim();
            if is_blank(field) {
                continue;
            }
            filled += 1;
            if field.len() > 4 * MAX_CHARS || field.chars().count() > MAX_CHARS {
                return None;
            }
            let key = key(field);
            if let Some((_, count)) = found.get_mut(key.as_ref()) {
                *count += 1;
            } else if found.len() == MAX_VALUES {
                return None;
            } else {
                found.insert(key.into_owned(), (field, 1));
            }
        }
        if let Some(flags) = flags(&found) {
            return Some(flags);
        }
        // Five rows for each value; a quarter of the rows is the weaker condition of the two.
        if found.len() < 2 || 4 * found.len() > filled {
            return None;
        }
        let mut common: Vec<(&String, &(&str, usize))> =
            found.iter().filter(|(_, (_, count))| *count >= MIN_ROWS || 100 * count >= filled).collect();
        if common.len() < 2 {
            return None;
        }
        // The map is sorted by name, and the sort is stable.
        common.sort_by_key(|(_, (_, count))| std::cmp::Reverse(*count));
        let positions = common.iter().enumerate().map(|(at, (key, _))| ((*key).clone(), at)).collect();
        let values = common.iter().map(|(_, (spelling, _))| (*spelling).to_owned()).collect();
        Some(Categories { values, is_flag: false, positions })
    }

    /// The position of a field's value; `None` if it is blank or too rare.
    pub(super) fn position(&self, field: &str) -> Option<usize> {
        self.positions.get(key(field.trim()).as_ref()).copied()
    }
}

/// Whether a field is empty. “None” and “unknown” are values of a category.
pub(super) fn is_blank(field: &str) -> bool {
    crate::number_format::is_blank(field)
        && !field.eq_ignore_ascii_case("none")
        && !field.eq_ignore_ascii_case("unknown")
}

/// A field in lower case, with single spaces.
fn key(field: &str) -> Cow<'_, str> {
    let plain = field.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if plain {
        return Cow::Borrowed(field);
    }
    Cow::Owned(field.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

/// The category of yes and no, if the column has no other words. One of them alone is enough, unless it is a single
/// letter.
fn flags(found: &BTreeMap<String, (&str, usize)>) -> Option<Categories> {
    let &(no, yes) = FLAGS.iter().find(|(no, yes)| {
        !found.is_empty()
            && found.keys().all(|key| key == no || key == yes)
            && (found.len() == 2 || found.keys().all(|key| key.chars().count() > 1 || !key.is_ascii()))
    })?;
    let spelling = |word: &str| found.get(word).map_or(word, |(spelling, _)| spelling).to_owned();
    let positions = [(no.to_owned(), 0), (yes.to_owned(), 1)].into_iter().collect();
    Some(Categories { values: vec![spelling(no), spelling(yes)], is_flag: true, positions })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(fields: &[&str]) -> Option<Vec<String>> {
        Categories::infer(fields.iter().copied()).map(|categories| categories.values)
    }

    #[test]
    fn few_repeated_texts_are_a_category_by_count_and_name() {
        let column = [
            "flat", "House", "house", "", "villa", "HOUSE ", "flat", "villa", "house", "n/a", "house",
            "flat", "villa", "villa",
        ];
        let found = Categories::infer(column.into_iter()).unwrap();
        assert_eq!(found.values, ["House", "villa", "flat"]);
        assert_eq!(found.position(" houSE"), Some(0));
        assert_eq!((found.position("barn"), found.position("")), (None, None));
        assert_eq!(
            values(&["b", "a", "b", "a", "b", "a", "b", "a"]),
            Some(vec!["a".to_owned(), "b".to_owned()])
        );
    }

    #[test]
    fn many_long_or_single_texts_are_none() {
        assert_eq!(values(&["a", "b", "a", "b", "a", "b", "a"]), None, "three rows each");
        assert_eq!(values(&["a"; 30]), None, "one value");
        let names: Vec<String> = (0..21).map(|name| format!("v{name}")).collect();
        let column =
            |count: usize| names.iter().take(count).flat_map(|name| [name.as_str(); 6]).collect::<Vec<_>>();
        assert_eq!(values(&column(20)).unwrap().len(), 20);
        assert_eq!(values(&column(21)), None);
        let long = "x".repeat(61);
        assert_eq!(values(&[long.as_str(), "b"].repeat(20)), None);
        assert!(values(&[&long[..60], "b"].repeat(20)).is_some());
        assert_eq!(values(&[]), None);
    }

    #[test]
    fn a_rare_value_is_left_out() {
        let mut column = ["a", "b"].repeat(150);
        column.extend(["c", "c", "d", "d", "d", "d"]);
        let found = Categories::infer(column.into_iter()).unwrap();
        assert_eq!((found.values.len(), found.position("c")), (3, None), "2 of 306 rows");
        let small = [["a", "b"].repeat(50), vec!["c"]].concat();
        assert_eq!(values(&small).unwrap().len(), 2, "1 of 101");
        let smaller = [["a", "b"].repeat(49), vec!["c"]].concat();
        assert_eq!(values(&smaller).unwrap().len(), 3, "1 of 99");
        let lone = [vec!["a"; 300], vec!["b"]].concat();
        assert_eq!(values(&lone), None, "nothing to tell apart");
    }

    #[test]
    fn yes_and_no_are_one_and_zero() {
        for (no, yes) in [
            ("No", "Yes"),
            ("n", "Y"),
            ("FALSE", "TRUE"),
            ("nein", "ja"),
            ("否", "是"),
            ("non", "Oui"),
            ("no", "sí"),
        ] {
            let found = Categories::infer([yes, no, "", yes].into_iter()).unwrap();
            assert_eq!(found.values, [no, yes], "{yes}");
            assert_eq!((found.position(no), found.position(yes)), (Some(0), Some(1)));
        }
        assert_eq!(
            values(&["yes", "", "YES"]),
            Some(vec!["no".to_owned(), "yes".to_owned()]),
            "only where it is so"
        );
        assert_eq!(values(&["N", "N"]), None, "north");
        assert_eq!(values(&["yes", "ja"]), None);
        assert_eq!(values(&["yes", "no", "maybe"]), None);
    }
}
