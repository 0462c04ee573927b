//! Reads tables that are JSON: an object a line, an array of objects, and what pandas and other programs make of a
//! table.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::de::{Deserialize, IgnoredAny};
use serde_json::value::RawValue;

use super::super::DatasetError;
use super::super::table::{
    MAX_COLUMNS, MAX_FIELDS, MAX_ROWS, Row, Table, TableFormat, TableReading, check_limit,
};
use super::grid::{Grid, unique_names};
use super::json_values::{Elements, Entries};
use crate::paths::is_photo;
use facade_text as text;

/// Reads a table of objects; their keys become columns, in the order in which they first appear.
///
/// `lines` says that each line is an object, as in `metadata.jsonl`. Otherwise the text may be an array of objects, an
/// array of arrays, an object that holds such an array, or a table as pandas writes it: by column
/// (`{"price": {"0": 1}}` or `{"price": [1]}`), split (`{"columns": …, "data": …}`) or by row with keys, which become
/// the column “id”.
///
/// An array within objects within the object is found as well; so are objects one after another, the properties of
/// GeoJSON features, and prices by file name (`{"H001.jpg": 412000}`). What Python and people write and JSON does not
/// allow is mended: `NaN`, `Infinity`, a comma behind the last element.
///
/// # Errors
/// If it is not JSON, has no rows, or exceeds a limit.
pub(crate) fn table(
    file: &str,
    text: &str,
    lines: bool,
    reading: TableReading,
) -> Result<Table, DatasetError> {
    match read(file, text, lines, reading.clone()) {
        Err(error @ DatasetError::NotJson { .. }) => match super::json_mending::mended(text) {
            Some(mended) => read(file, &mended, lines, reading).map_err(|_| error),
            None => Err(error),
        },
        read => read,
    }
}

fn read(file: &str, text: &str, lines: bool, reading: TableReading) -> Result<Table, DatasetError> {
    let mut rows = Rows::new(file, text);
    if text.trim().is_empty() {
        return Err(DatasetError::TableEmpty { file: file.to_owned() });
    }
    if let Some(objects) = objects_in_sequence(text) {
        rows.objects(&objects)?;
        return rows.table(reading);
    }
    let is_lines = || {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.next().is_some_and(is_object) && lines.next().is_some_and(is_object)
    };
    if lines || is_lines() {
        rows.lines()?;
        return rows.table(reading);
    }
    let document: &RawValue = parse(file, text)?;
    if document.get().starts_with('{') {
        let entries: Entries<'_> = parse(file, document.get())?;
        if let Some(grid) = rows.document(&entries.items)? {
            return grid.table(None, reading);
        }
        return rows.table(reading);
    }
    let elements: Elements<'_> = parse(file, document.get())?;
    let elements = elements.items;
    if elements.first().is_some_and(|first| first.get().starts_with('[')) {
        return arrays(file, text, &elements)?.table(None, reading);
    }
    rows.objects(&elements)?;
    rows.table(reading)
}

/// The objects of a text that holds several, each over several lines. An object a line is read line by line, so that a
/// faulty line is told.
fn objects_in_sequence(text: &str) -> Option<Vec<&RawValue>> {
    let first = text.lines().find(|line| !line.trim().is_empty())?.trim();
    if !first.starts_with('{') || is_object(first) {
        return None;
    }
    let mut objects = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        let value = value.ok().filter(|value| value.get().starts_with('{'))?;
        objects.push(value);
        if objects.len() > MAX_ROWS {
            break;
        }
    }
    (objects.len() > 1).then_some(objects)
}

/// The longest array of objects within objects, `depth` levels below; `None` if several of the entries hold one, since
/// they are houses with lists of their own.
fn nested_array<'a>(entries: &[(Cow<'a, str>, &'a RawValue)], depth: usize) -> Option<&'a str> {
    let mut found = None;
    for (_, value) in entries.iter().filter(|(_, value)| value.get().starts_with('{')) {
        let inner: Entries<'a> = serde_json::from_str(value.get()).ok()?;
        let arrays = inner.items.iter().map(|(_, value)| value.get()).filter(|text| is_table(text));
        let longest = arrays.max_by_key(|text| text.len());
        let longest =
            longest.or_else(|| if depth > 1 { nested_array(&inner.items, depth - 1) } else { None });
        if longest.is_some() && found.replace(longest).is_some() {
            return None;
        }
    }
    found.flatten()
}

/// Whether a value is an array of objects or arrays.
fn is_table(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', '[']))
}

/// Parses JSON, or says in which line it is wrong.
fn parse<'a, T: Deserialize<'a>>(file: &str, text: &'a str) -> Result<T, DatasetError> {
    serde_json::from_str(text)
        .map_err(|error| DatasetError::NotJson { file: file.to_owned(), line: error.line().max(1) })
}

/// Whether the text is an object.
fn is_object(text: &str) -> bool {
    text.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The rows of a table of arrays; its header is found as in any other.
fn arrays(file: &str, text: &str, elements: &[&RawValue]) -> Result<Grid, DatasetError> {
    let mut grid = Grid::of_cells(file);
    let mut lines = Lines::new(text);
    for element in elements {
        let cells: Elements<'_> = parse(file, element.get())?;
        let cells: Vec<String> = cells.items.iter().map(|value| cell(value.get())).collect();
        grid.push(lines.of(element.get()), cells.iter().map(String::as_str))?;
    }
    Ok(grid)
}

/// The columns' positions and the fields of an object.
type Fields = Vec<(usize, String)>;

/// Rows whose columns are found on the way: their lines and fields, `None` for a row that is no object.
struct Rows<'a> {
    file: &'a str,
    text: &'a str,
    columns: Vec<String>,
    /// Position of each column.
    positions: HashMap<String, usize>,
    rows: Vec<(usize, Option<Fields>)>,
    /// Number of fields in all rows.
    count: usize,
}

impl<'a> Rows<'a> {
    fn new(file: &'a str, text: &'a str) -> Self {
        Rows { file, text, columns: Vec::new(), positions: HashMap::new(), rows: Vec::new(), count: 0 }
    }

    /// An object in each line.
    fn lines(&mut self) -> Result<(), DatasetError> {
        for (line, text) in (1..).zip(self.text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
            match serde_json::from_str::<Entries<'_>>(text) {
                Ok(entries) => self.object(line, &entries.items)?,
                Err(_) => self.add(line, None)?,
            }
        }
        if self.rows.iter().all(|(_, fields)| fields.is_none()) {
            let line = self.rows.first().map_or(1, |(line, _)| *line);
            return Err(DatasetError::NotJson { file: self.file.to_owned(), line });
        }
        Ok(())
    }

    /// The elements of an array.
    fn objects(&mut self, elements: &[&'a RawValue]) -> Result<(), DatasetError> {
        let mut lines = Lines::new(self.text);
        for element in elements {
            let line = lines.of(element.get());
            match serde_json::from_str::<Entries<'_>>(element.get()) {
                Ok(entries) => self.object(line, &entries.items)?,
                Err(_) => self.add(line, None)?,
            }
        }
        Ok(())
    }

    /// A table in one object.
    fn document(&mut self, entries: &[(Cow<'a, str>, &'a RawValue)]) -> Result<Option<Grid>, DatasetError> {
        let value = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.get());
        if let (Some(columns), Some(data)) = (value("columns"), value("data")) {
            let names: Elements<'_> = parse(self.file, columns)?;
            let data: Elements<'_> = parse(self.file, data)?;
            let names: Vec<String> = names.items.iter().map(|name| cell(name.get())).collect();
            let mut lines = Lines::new(self.text);
            for element in data.items {
                let values: Elements<'_> = parse(self.file, element.get())?;
                let named = names.iter().map(|name| Cow::Borrowed(name.as_str())).zip(values.items);
                self.object(lines.of(element.get()), &named.collect::<Vec<_>>())?;
            }
            return Ok(None);
        }
        // The longest array of objects or arrays.
        let values = entries.iter().map(|(_, value)| value.get());
        let longest = values.filter(|text| is_table(text)).max_by_key(|text| text.len());
        if let Some(longest) = longest.or_else(|| nested_array(entries, 3)) {
            let elements: Elements<'_> = parse(self.file, longest)?;
            if elements.items.first().is_some_and(|first| first.get().starts_with('[')) {
                return arrays(self.file, self.text, &elements.items).map(Some);
            }
            self.objects(&elements.items)?;
            return Ok(None);
        }
        if self.by_column(entries)? || self.by_name(entries)? {
            return Ok(None);
        }
        let all_objects =
            !entries.is_empty() && entries.iter().all(|(_, value)| value.get().starts_with('{'));
        if !all_objects {
            self.object(1, entries)?;
            return Ok(None);
        }
        let mut lines = Lines::new(self.text);
        for (key, value) in entries {
            let inner: Entries<'_> = parse(self.file, value.get())?;
            let key = serde_json::value::to_raw_value(key.as_ref())
                .map_err(|_| DatasetError::NotJson { file: self.file.to_owned(), line: 1 })?;
            let mut items = vec![(Cow::Borrowed("id"), &*key)];
            // A row that has an id of its own keeps it.
            if inner.items.iter().any(|(name, _)| name == "id") {
                items.clear();
            }
            items.extend(inner.items.iter().map(|(name, value)| (Cow::Borrowed(name.as_ref()), *value)));
            self.object(lines.of(value.get()), &items)?;
        }
        Ok(None)
    }

    /// Prices by file name or id: `{"H001.jpg": 412000}`. Returns whether it is such a table.
    fn by_name(&mut self, entries: &[(Cow<'a, str>, &'a RawValue)]) -> Result<bool, DatasetError> {
        let number = |value: &&'a RawValue| value.get().starts_with(|c: char| c.is_ascii_digit());
        let photos = entries.iter().all(|(key, _)| is_photo(key));
        let named = photos || entries.iter().all(|(key, _)| key.chars().any(char::is_numeric));
        if entries.len() < 2 || !named || !entries.iter().all(|(_, value)| number(value)) {
            return Ok(false);
        }
        let mut lines = Lines::new(self.text);
        let name = if photos { "photo" } else { "id" };
        for (key, value) in entries {
            let key = serde_json::value::to_raw_value(key.as_ref())
                .map_err(|_| DatasetError::NotJson { file: self.file.to_owned(), line: 1 })?;
            let items = [(Cow::Borrowed(name), &*key), (Cow::Borrowed("price"), *value)];
            self.object(lines.of(value.get()), &items)?;
        }
        Ok(true)
    }

    /// A table by columns: equally long lists, or objects whose keys count the rows. Returns whether it is one.
    fn by_column(&mut self, entries: &[(Cow<'a, str>, &'a RawValue)]) -> Result<bool, DatasetError> {
        let mut columns: Vec<Vec<&RawValue>> = Vec::new();
        let mut keys: Option<Vec<Cow<'_, str>>> = None;
        for (_, value) in entries {
            if value.get().starts_with('[') {
                let Ok(list) = serde_json::from_str::<Elements<'_>>(value.get()) else { return Ok(false) };
                columns.push(list.items);
            } else if value.get().starts_with('{') {
                let Ok(map) = serde_json::from_str::<Entries<'_>>(value.get()) else { return Ok(false) };
                let (names, values): (Vec<Cow<'_, str>>, Vec<&RawValue>) = map.items.into_iter().unzip();
                let counted = names.iter().all(|name| name.parse::<u32>().is_ok());
                if !counted || keys.as_ref().is_some_and(|keys| *keys != names) {
                    return Ok(false);
                }
                keys = Some(names);
                columns.push(values);
            } else {
                return Ok(false);
            }
            check_limit(self.file, columns.len(), "columns", MAX_COLUMNS)?;
        }
        let rows = columns.first().map_or(0, Vec::len);
        if rows == 0 || columns.iter().any(|column| column.len() != rows) {
            return Ok(false);
        }
        for row in 0..rows {
            let values = columns.iter().filter_map(|column| column.get(row).copied());
            let names = entries.iter().map(|(name, _)| Cow::Borrowed(name.as_ref()));
            // There is no line for a row: rows are counted.
            self.object(row + 1, &names.zip(values).collect::<Vec<_>>())?;
        }
        Ok(true)
    }

    /// Adds an object.
    fn object(&mut self, line: usize, entries: &[(Cow<'_, str>, &RawValue)]) -> Result<(), DatasetError> {
        let value =
            |wanted: &str| entries.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.get());
        // A feature of GeoJSON.
        if value("type") == Some("\"Feature\"")
            && let Some(Ok(properties)) = value("properties").map(serde_json::from_str::<Entries<'_>>)
        {
            let properties = properties.items;
            let mut items: Vec<(Cow<'_, str>, &RawValue)> = Vec::new();
            let own = properties.iter().any(|(name, _)| name == "id");
            items.extend(
                entries
                    .iter()
                    .filter(|(name, _)| name == "id" && !own)
                    .map(|(name, value)| (Cow::Borrowed(&**name), *value)),
            );
            items.extend(properties.iter().map(|(name, value)| (Cow::Borrowed(&**name), *value)));
            return self.fields(line, &items);
        }
        self.fields(line, entries)
    }

    /// Adds the fields of an object.
    fn fields(&mut self, line: usize, entries: &[(Cow<'_, str>, &RawValue)]) -> Result<(), DatasetError> {
        let mut fields = Fields::new();
        for (name, value) in entries {
            let position = match self.positions.get(name.as_ref()) {
                Some(position) => *position,
                None => {
                    check_limit(self.file, self.columns.len() + 1, "columns", MAX_COLUMNS)?;
                    self.columns.push(name.to_string());
                    self.positions.insert(name.to_string(), self.columns.len() - 1);
                    self.columns.len() - 1
                }
            };
            fields.push((position, cell(value.get())));
        }
        self.count += fields.len();
        check_limit(self.file, self.count, "fields", MAX_FIELDS)?;
        self.add(line, Some(fields))
    }

    fn add(&mut self, line: usize, fields: Option<Fields>) -> Result<(), DatasetError> {
        check_limit(self.file, self.rows.len() + 1, "rows", MAX_ROWS)?;
        self.rows.push((line, fields));
        Ok(())
    }

    fn table(self, reading: TableReading) -> Result<Table, DatasetError> {
        let count = self.columns.len();
        if count == 0 || self.rows.is_empty() {
            return Err(DatasetError::TableEmpty { file: self.file.to_owned() });
        }
        check_limit(self.file, self.rows.len().saturating_mul(count), "fields", MAX_FIELDS)?;
        let rows = self.rows.into_iter().map(|(line, fields)| {
            let Some(fields) = fields else {
                return Row { line, fields: Err(text::row_not_object(line.to_string())) };
            };
            let mut cells = vec![String::new(); count];
            for (position, field) in fields {
                if let Some(cell) = cells.get_mut(position) {
                    *cell = field;
                }
            }
            Row { line, fields: Ok(cells) }
        });
        Ok(Table {
            file: self.file.to_owned(),
            format: TableFormat::Delimited,
            columns: unique_names(&self.columns),
            rows: rows.collect(),
            reading,
        })
    }
}

/// Counts lines up to values of the text, in order.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Lines { text, offset: 0, line: 1 }
    }

    /// The line on which a value starts, which is a part of the text.
    fn of(&mut self, value: &str) -> usize {
        let offset = (value.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        if let Some(between) = self.text.as_bytes().get(self.offset..offset) {
            self.line += between.iter().filter(|byte| **byte == b'\n').count();
            self.offset = offset;
        }
        self.line
    }
}

/// The text of a value: a string as it is, a number as it is written, but without `.0`; lists of strings joined by
/// `|`, unless one contains it; anything else as compact JSON.
fn cell(raw: &str) -> String {
    match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()),
        Some(b'n') | None => String::new(),
        Some(b'[') => {
            let strings: Option<Vec<Cow<'_, str>>> = serde_json::from_str(raw).ok();
            match strings {
                Some(strings) if !strings.iter().any(|string| string.contains('|')) => strings.join("|"),
                _ => compact(raw),
            }
        }
        Some(b'{') => amount(raw).unwrap_or_else(|| compact(raw)),
        _ => match raw.split_once('.') {
            Some((whole, zeros)) if zeros.bytes().all(|byte| byte == b'0') => whole.to_owned(),
            _ => raw.to_owned(),
        },
    }
}

/// The amount that an object holds, with its currency: `{"value": 363500, "currency": "EUR"}`.
fn amount(raw: &str) -> Option<String> {
    let entries: Entries<'_> = serde_json::from_str(raw).ok()?;
    let of = |names: &[&str]| {
        let named = |(name, _): &&(Cow<'_, str>, &RawValue)| names.contains(&name.to_lowercase().as_str());
        entries.items.iter().find(named).map(|(_, value)| value.get())
    };
    let value = of(&["value", "amount"])?;
    let is_amount = value.trim_start_matches('"').starts_with(|c: char| c.is_ascii_digit());
    if !is_amount || entries.items.len() > 4 {
        return None;
    }
    let currency =
        of(&["currency", "currencycode", "currency_code"]).filter(|text| text.starts_with('"')).map(cell);
    let currency =
        currency.filter(|code| code.len() <= 12).map(|code| format!(" {code}")).unwrap_or_default();
    Some(format!("{}{currency}", cell(value)))
}

/// The JSON without spaces between its parts.
fn compact(raw: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let keep = |c: &char| {
        let space = c.is_ascii_whitespace() && !quoted;
        if *c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && *c == '\\' && !escaped;
        !space
    };
    raw.chars().filter(keep).collect()
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
