//! The ids of a table's rows.

use std::collections::HashMap;
use std::ops::Range;

use super::names::{KeyForm, Name, fold_name};
use crate::Table;
use crate::number_format::is_blank;

/// Longest id, in runs of letters and digits.
const MAX_RUNS: usize = 24;
/// Longest id, in bytes.
const MAX_BYTES: usize = 160;
/// An id column may have one row in this many that has no id, or one that another house has as well.
const TOLERANCE: usize = 5;
/// A table with fewer rows may have none.
const FEW_ROWS: usize = 6;
/// An id column may have one row in this many whose number may be that of a row.
const ROW_NUMBERS: usize = 20;
/// Number of fields by which a column is judged first.
const FIRST_FIELDS: usize = 200;
/// Comes before the keys that are found whatever their case.
const ANY_CASE: char = '\u{1e}';

/// The rows that an id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The first row of the house.
    Row(usize),
    /// Rows that are not the same house: their prices differ.
    Ambiguous,
}

/// From an id as it is written in a name to the row.
pub(crate) struct Ids {
    keys: Keys,
    /// Most runs that an id consists of.
    pub(super) longest: usize,
    /// Number of houses.
    pub(super) houses: usize,
    /// Number of rows that share their id with an earlier row of the same price.
    pub(crate) repeated: usize,
    /// Whether all ids are numbers of at most four digits, which occur in names by accident.
    pub(super) are_short_numbers: bool,
}

enum Keys {
    /// Ids of a column.
    Column { form: KeyForm, rows: HashMap<String, Target> },
    /// Numbers of rows, from `first`.
    Rows { first: u64, count: usize },
}

impl Ids {
    /// Row numbers, from `first`.
    pub(super) fn rows(table: &Table, first: u32) -> Self {
        let count = table.rows.len();
        Ids {
            keys: Keys::Rows { first: u64::from(first), count },
            longest: 1,
            houses: count,
            repeated: 0,
            are_short_numbers: true,
        }
    }

    /// The ids of a column. Rows with the same id and price are one house. `None` if the column is no column of ids:
    /// if too many rows share an id but not the price, or have none.
    pub(crate) fn column(table: &Table, column: usize, price: usize) -> Option<Self> {
        Self::within(table, column, price, most_wrong(table))
    }

    /// As [`Ids::column`], for a column that somebody chose: however few of its ids can be used.
    pub(super) fn chosen_column(table: &Table, column: usize, price: usize) -> Option<Self> {
        Self::within(table, column, price, usize::MAX)
    }

    fn within(table: &Table, column: usize, price: usize, most_wrong: usize) -> Option<Self> {
        for form in [KeyForm::Loose, KeyForm::Strict, KeyForm::Cased] {
            if let Ok(ids) = Self::with_form(table, column, price, form, most_wrong)? {
                return Some(ids);
            }
        }
        None
    }

    /// As [`Ids::column`], for ids that are written differently in the photos' names: separated in another way, or only
    /// by their numbers.
    pub(super) fn other_forms(table: &Table, column: usize, price: usize) -> Vec<Self> {
        let with_form = |form| Self::with_form(table, column, price, form, most_wrong(table))?.ok();
        // Short ids without separators would be found by accident.
        let is_long = |ids: &Self| match &ids.keys {
            Keys::Column { rows, .. } => rows.keys().all(|key| key.len() >= 8),
            Keys::Rows { .. } => false,
        };
        let compact = with_form(KeyForm::Compact).filter(is_long);
        let others = [KeyForm::Head, KeyForm::Thousands, KeyForm::Decimal, KeyForm::Number];
        compact.into_iter().chain(others.into_iter().filter_map(with_form)).collect()
    }

    fn with_form(
        table: &Table,
        column: usize,
        price: usize,
        form: KeyForm,
        most_wrong: usize,
    ) -> Option<Result<Self, Clash>> {
        if !may_have_form(table, column, form) {
            return None;
        }
        let mut rows: HashMap<String, Target> = HashMap::new();
        let (mut readable, mut ambiguous, mut empty, mut repeated, mut longest) = (0, 0, 0, 0, 1);
        let mut short_numbers = true;
        let mut key = String::new();
        for (position, row) in table.rows.iter().enumerate() {
            let Ok(fields) = &row.fields else { continue };
            readable += 1;
            let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
            let Some(name) = id_name(field(column), form) else {
                empty += 1;
                if empty > most_wrong.max(1) {
                    return None;
                }
                continue;
            };
            name.key(0..name.len(), form, &mut key);
            let numbers = (0..name.len()).filter(|&run| name.is_number(run)).count();
            if form == KeyForm::Number && (numbers != 1 || name.len() == 1) {
                return None;
            }
            longest = if form == KeyForm::Number { 1 } else { longest.max(name.len()) };
            short_numbers &= matches!(form, KeyForm::Number | KeyForm::Decimal)
                || (name.len() == 1 && name.is_number(0) && key.len() <= 4);
            match rows.get_mut(&key) {
                None => {
                    rows.insert(key.clone(), Target::Row(position));
                }
                Some(target) => {
                    if let Target::Row(other) = *target {
                        let other = table.rows.get(other).and_then(|row| row.fields.as_ref().ok());
                        let of_other = |column: usize| {
                            other.and_then(|other| other.get(column)).map_or("", |f| f.trim())
                        };
                        let is_same = match is_same_id(of_other(column), field(column), form) {
                            Ok(same) => same,
                            Err(Clash) => return Some(Err(Clash)),
                        };
                        if is_same && of_other(price) == field(price) {
                            repeated += 1;
                            continue;
                        }
                        *target = Target::Ambiguous;
                        ambiguous += 1;
                    }
                    ambiguous += 1;
                    if ambiguous > most_wrong {
                        return None;
                    }
                }
            }
        }
        let houses = rows.values().filter(|target| matches!(target, Target::Row(_))).count();
        if form == KeyForm::Cased {
            add_any_case(&mut rows);
        }
        let enough = readable > 0 && houses > 0 && (houses > 1 || readable == 1);
        enough.then_some(Ok(Ids {
            keys: Keys::Column { form, rows },
            longest,
            houses,
            repeated,
            are_short_numbers: short_numbers,
        }))
    }

    /// The rows of the id that these runs of a name write.
    pub(super) fn find(&self, name: &Name, runs: Range<usize>, key: &mut String) -> Option<Target> {
        match &self.keys {
            Keys::Column { form: KeyForm::Number, .. } if number_at(name, runs.clone()).is_none() => None,
            Keys::Column { form, rows } => {
                name.key(runs, *form, key);
                let exact = rows.get(key.as_str()).copied();
                let any_case = || rows.get(any_case(key).as_str()).copied();
                if *form == KeyForm::Cased { exact.or_else(any_case) } else { exact }
            }
            Keys::Rows { first, count } => {
                let number = number_at(name, runs)?.checked_sub(*first)?;
                usize::try_from(number).ok().filter(|row| row < count).map(Target::Row)
            }
        }
    }

    /// As [`Ids::find`], by the loose key of the runs; `None` if the ids are compared in another form.
    pub(super) fn find_loose(&self, key: &str) -> Option<Option<Target>> {
        let digits = key.bytes().all(|byte| byte.is_ascii_digit());
        match &self.keys {
            Keys::Column {
                form: KeyForm::Loose | KeyForm::Head | KeyForm::Thousands | KeyForm::Decimal,
                rows,
            } => Some(rows.get(key).copied()),
            Keys::Column { form: KeyForm::Number, rows } => Some(rows.get(key).copied().filter(|_| digits)),
            Keys::Column { .. } => None,
            Keys::Rows { first, count } => {
                let number =
                    key.parse::<u64>().ok().filter(|_| digits).and_then(|number| number.checked_sub(*first));
                let row = number.and_then(|number| usize::try_from(number).ok()).filter(|row| row < count);
                Some(row.map(Target::Row))
            }
        }
    }

    /// Whether some ids have numbers that may be those of rows: `A-001`.
    pub(super) fn have_row_numbers(table: &Table, column: usize) -> bool {
        let fields = || table.fields(column);
        let is_row = |field: &str| {
            let name = id_name(field, KeyForm::Loose).unwrap_or_default();
            (0..name.len()).any(|run| {
                number_at(&name, run..run + 1).is_some_and(|number| number <= table.rows.len() as u64)
            })
        };
        ROW_NUMBERS * fields().filter(|field| is_row(field)).count() > fields().count()
    }

    /// Whether the ids are the numbers up to that of houses, in any order: they may count anything.
    pub(super) fn are_a_count(&self) -> bool {
        let is_counted = |key: &String| key.parse::<usize>().is_ok_and(|number| number <= self.houses);
        match &self.keys {
            Keys::Column { rows, .. } => rows.keys().all(is_counted),
            Keys::Rows { .. } => true,
        }
    }

    /// The row of a table's field.
    pub(super) fn of_field(&self, field: &str, key: &mut String) -> Option<Target> {
        let form = match &self.keys {
            Keys::Column { form, .. } => *form,
            Keys::Rows { .. } => KeyForm::Loose,
        };
        let name = id_name(field, form)?;
        self.find(&name, 0..name.len(), key)
    }
}

/// The number that these runs of a name write, if it is a single run of digits.
pub(super) fn number_at(name: &Name, runs: Range<usize>) -> Option<u64> {
    let single = runs.len() == 1 && name.is_number(runs.start);
    if single { name.run(runs.start).parse().ok() } else { None }
}

/// Two ids that are written differently have the same key.
struct Clash;

/// Most rows without an id, or with one that another house has as well.
fn most_wrong(table: &Table) -> usize {
    let rows = table.rows.len();
    // Two rows with one id are the least that a mistake gives.
    if rows < FEW_ROWS { 0 } else { (rows / TOLERANCE).max(2) }
}

/// Whether the first fields of a column may be ids in a form, and some are written differently in it.
fn may_have_form(table: &Table, column: usize, form: KeyForm) -> bool {
    let first: Vec<&str> =
        table.fields(column).map(str::trim).filter(|field| !field.is_empty()).take(FIRST_FIELDS).collect();
    let is_written = match form {
        KeyForm::Head => first.iter().any(|field| head(field) != *field),
        KeyForm::Thousands => first.iter().any(|field| field.contains([',', '.', '\'', ' ', '\u{a0}', '’'])),
        _ => true,
    };
    is_written && 2 * first.iter().filter(|field| id_name(field, form).is_some()).count() >= first.len()
}

/// Whether two fields with the same key are the same id. They are not to be told apart in this form if they are written
/// differently: `A-1` and `A-001`, or `aB` and `Ab`.
fn is_same_id(a: &str, b: &str, form: KeyForm) -> Result<bool, Clash> {
    let written = |text: &str, key_form| {
        // Of addresses with the same beginning, the rest counts.
        let name_form = if form == KeyForm::Head { KeyForm::Loose } else { form };
        let name = id_name(text, name_form).unwrap_or_default();
        let mut key = String::new();
        name.key(0..name.len(), key_form, &mut key);
        key
    };
    let is_same = |key_form| written(a, key_form) == written(b, key_form);
    match form {
        KeyForm::Cased => Ok(true),
        KeyForm::Head => Ok(is_same(KeyForm::Strict)),
        KeyForm::Strict if is_same(KeyForm::Cased) => Ok(true),
        _ if is_same(KeyForm::Strict) && is_same(KeyForm::Cased) => Ok(true),
        _ => Err(Clash),
    }
}

/// The key by which an id is found whatever its case, from that with capital letters.
fn any_case(key: &str) -> String {
    format!("{ANY_CASE}{}", key.to_lowercase())
}

/// Lets ids be found whatever their case where that tells which is meant.
fn add_any_case(rows: &mut HashMap<String, Target>) {
    let mut folded: HashMap<String, Target> = HashMap::new();
    for (key, target) in rows.iter() {
        folded.entry(any_case(key)).and_modify(|other| *other = Target::Ambiguous).or_insert(*target);
    }
    rows.extend(folded);
}

/// An id as written in a table, in runs: `#17`, `17.0` and `17` are the same. `None` if it is empty or stands for none
/// (`n/a`), too long, a number that is not whole, or not in this form.
fn id_name(field: &str, form: KeyForm) -> Option<Name> {
    let id = field.trim().trim_start_matches('#').trim();
    if id.is_empty() || id.len() > MAX_BYTES || is_blank(id) {
        return None;
    }
    let plain = if id.is_ascii() { String::new() } else { fold_name(id) };
    let mut id = if id.is_ascii() { id } else { plain.as_str() };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unmarked;
    match form {
        KeyForm::Thousands => {
            let groups: Vec<&str> = id.split([',', '.', '\'', ' ', '\u{a0}', '’']).collect();
            let (first, rest) = groups.split_first()?;
            let is_marked = (rest.is_empty() || first.len() <= 3)
                && digits(first)
                && rest.iter().all(|group| group.len() == 3 && digits(group));
            if !is_marked {
                return None;
            }
            unmarked = groups.concat();
            id = &unmarked;
        }
        KeyForm::Decimal => {
            let (whole, decimals) = id.split_once('.')?;
            if !digits(whole) || !digits(decimals) || decimals.len() > 3 {
                return None;
            }
        }
        _ => {
            if form == KeyForm::Head {
                id = head(id);
            }
            if let Some((whole, decimals)) = id.rsplit_once('.').filter(|(_, decimals)| digits(decimals)) {
                let unsigned = whole.trim_start_matches('-');
                if digits(unsigned) && decimals.bytes().all(|byte| byte == b'0') {
                    id = whole;
                } else if digits(unsigned) {
                    return None;
                }
            }
            if id.strip_prefix('-').is_some_and(digits) {
                return None;
            }
        }
    }
    let name = Name::new(id);
    (1..=MAX_RUNS).contains(&name.len()).then_some(name)
}

/// What stands before the first comma, or else before the zip code, of an address.
fn head(address: &str) -> &str {
    if let Some((head, _)) = address.split_once([',', ';', '\n']) {
        return head.trim();
    }
    let is_zip = |word: &str| (4..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut start = 0;
    for word in address.split(' ') {
        if start > 0 && is_zip(word) {
            return address.get(..start).unwrap_or_default().trim();
        }
        start += word.len() + 1;
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_table;

    fn ids(text: &str) -> Option<Ids> {
        Ids::column(&read_table("t.csv", text.as_bytes()).unwrap(), 0, 1)
    }

    fn row(ids: &Ids, text: &str) -> Option<Target> {
        ids.of_field(text, &mut String::new())
    }

    #[test]
    fn an_id_is_found_in_any_spelling() {
        let numbers = ids("id,price\n#17,1\n18.0,2\n019,3\n").unwrap();
        let expected = [("17", 0), ("017", 0), ("18", 1), ("19", 2)];
        for (text, position) in expected {
            assert_eq!(row(&numbers, text), Some(Target::Row(position)), "{text}");
        }
        assert!(numbers.are_short_numbers);
        let texts = ids("id,price\nA-001,1\n12 Oak Street,2\n").unwrap();
        assert_eq!(
            (row(&texts, "a001"), row(&texts, "12-oak-street")),
            (Some(Target::Row(0)), Some(Target::Row(1)))
        );
        assert_eq!((texts.longest, texts.are_short_numbers), (3, false));
        let long = ids("id,price\n787071652604243301,1\n787071652604243302,2\n").unwrap();
        assert_eq!(row(&long, "787071652604243302"), Some(Target::Row(1)));
    }

    #[test]
    fn zeros_count_where_they_tell_ids_apart() {
        let ids = ids("id,price\n01,1\n1,2\n2,3\n").unwrap();
        assert_eq!(
            (row(&ids, "01"), row(&ids, "1"), row(&ids, "02")),
            (Some(Target::Row(0)), Some(Target::Row(1)), None)
        );
    }

    #[test]
    fn rows_of_a_house_share_its_price() {
        let listings = ids("id,price\n5,100\n5,100\n6,200\n6,200\n").unwrap();
        assert_eq!((row(&listings, "6"), listings.houses, listings.repeated), (Some(Target::Row(2)), 2, 2));
        assert!(ids("beds,price\n3,100\n3,200\n2,300\n").is_none(), "not an id");
        let twice: String = (0..40).map(|k| format!("{},{k}\n", k % 39)).collect();
        let sold_twice = ids(&format!("id,price\n{twice}")).unwrap();
        assert_eq!(
            (row(&sold_twice, "0"), row(&sold_twice, "1")),
            (Some(Target::Ambiguous), Some(Target::Row(1)))
        );
    }

    #[test]
    fn measures_are_no_ids() {
        assert!(ids("lat,price\n47.5112,1\n47.7210,2\n").is_none());
        assert!(ids("change,price\n-3,1\n-4,2\n").is_none());
        assert!(ids("id,price\n,1\n,2\n").is_none());
    }

    #[test]
    fn uuids_may_lose_their_hyphens_and_names_their_words() {
        let other = |text: &str| Ids::other_forms(&read_table("t.csv", text.as_bytes()).unwrap(), 0, 1);
        let ids = other(
            "id,price\n9c8f5d26-6581-2feb-7d74-220937d9a7e3,1\nbe6e4d39-f850-cc54-72d9-8d045967be5e,2\n",
        );
        assert_eq!(row(&ids[0], "be6e4d39f850cc5472d98d045967be5e"), Some(Target::Row(1)));
        let numbers = other("id,price\nHouse 17,1\nHouse 018,2\n");
        assert_eq!((row(&numbers[0], "18"), row(&numbers[0], "house")), (Some(Target::Row(1)), None));
        assert!(other("id,price\n1-2,1\n12,2\n").is_empty());
    }
}
