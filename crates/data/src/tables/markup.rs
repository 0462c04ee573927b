//! Reads the tables of web pages and of Excel's XML of 2003, which programs save under the ending of a spreadsheet.

use super::super::DatasetError;
use super::super::table::MAX_COLUMNS;
use super::grid::Grid;

/// Reads the tables of a page or the sheets of a workbook, in order, each with its name, if it has one.
///
/// # Errors
/// If a table has more lines or fields than a table may have.
pub(crate) fn sheets(file: &str, text: &str) -> Result<Vec<(String, Grid)>, DatasetError> {
    let mut reader = Reader::new(file);
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        reader.text(&rest[..start]);
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = tag_end(rest) else { break };
        reader.tag(&rest[1..end])?;
        rest = &rest[end + 1..];
    }
    reader.finish_table();
    Ok(reader.sheets)
}

/// Where a tag ends: at the first `>` outside quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

/// What was read up to a tag.
struct Reader<'a> {
    file: &'a str,
    sheets: Vec<(String, Grid)>,
    grid: Grid,
    name: String,
    /// Number of the row, from 1.
    line: usize,
    row: Vec<String>,
    /// The text of the open cell.
    cell: Option<String>,
    /// Number of columns that the open cell takes.
    span: usize,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str) -> Self {
        Reader {
            file,
            sheets: Vec::new(),
            grid: Grid::of_cells(file),
            name: String::new(),
            line: 0,
            row: Vec::new(),
            cell: None,
            span: 1,
        }
    }

    /// Text between tags.
    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.push_str(&unescape(text));
        }
    }

    /// A tag, without its brackets.
    fn tag(&mut self, tag: &str) -> Result<(), DatasetError> {
        let (closing, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let end = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(end);
        let empty = attributes.trim_end().ends_with('/');
        let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        match (local.as_str(), closing) {
            ("table", _) => self.finish_table(),
            ("worksheet", false) => self.name = attribute(attributes, "name").unwrap_or_default(),
            ("tr" | "row", false) => {
                self.finish_row()?;
                let index = attribute(attributes, "index").and_then(|index| index.parse::<usize>().ok());
                let line =
                    index.filter(|index| *index > self.line && *index <= 1 << 20).unwrap_or(self.line + 1);
                if line > self.line + 1 {
                    self.grid.push(line, std::iter::empty())?;
                }
                self.line = line;
            }
            ("tr" | "row", true) => self.finish_row()?,
            ("td" | "th" | "cell", false) => {
                self.finish_cell();
                let number =
                    |name| attribute(attributes, name).and_then(|number| number.parse::<usize>().ok());
                if let Some(index) = number("index").filter(|index| *index > self.row.len()) {
                    self.row.resize((index - 1).min(MAX_COLUMNS + 1), String::new());
                }
                self.span = number("colspan")
                    .or_else(|| number("mergeacross").map(|more| more.saturating_add(1)))
                    .unwrap_or(1);
                self.cell = Some(String::new());
                if empty {
                    self.finish_cell();
                }
            }
            ("td" | "th" | "cell", true) => self.finish_cell(),
            ("br" | "p" | "div" | "li", _) => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn finish_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let words: Vec<&str> = cell.split_whitespace().collect();
        if self.row.len() <= MAX_COLUMNS {
            self.row.push(midnight(&words.join(" ")).to_owned());
            let width = self.row.len().saturating_add(self.span.saturating_sub(1));
            self.row.resize(width.min(MAX_COLUMNS + 1), String::new());
        }
        self.span = 1;
    }

    fn finish_row(&mut self) -> Result<(), DatasetError> {
        self.finish_cell();
        let row = std::mem::take(&mut self.row);
        if self.line == 0 || row.is_empty() {
            return Ok(());
        }
        let filled = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        self.grid.push(self.line, row.iter().take(filled).map(String::as_str))
    }

    fn finish_table(&mut self) {
        // An error would come again from the rows that follow.
        let _ = self.finish_row();
        if self.line > 0 {
            let grid = std::mem::replace(&mut self.grid, Grid::of_cells(self.file));
            self.sheets.push((std::mem::take(&mut self.name), grid));
        }
        self.line = 0;
    }
}

/// A date without its time, where that is midnight: so does Excel's XML write dates.
pub(crate) fn midnight(text: &str) -> &str {
    let Some((date, time)) = text.split_once('T') else { return text };
    let is_date = date.len() == 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_midnight = time.starts_with("00:00") && time.bytes().all(|byte| b"0:.Z".contains(&byte));
    if is_date && is_midnight { date } else { text }
}

/// The value of an attribute; its name is compared without prefix and case.
fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some((name, value)) = rest.split_once('=') {
        let name = name.rsplit(|c: char| c.is_whitespace() || c == ':').next().unwrap_or_default();
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote)?,
            _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(unescape(value));
        }
        rest = after;
    }
    None
}

/// The text with the entities that tables contain.
fn unescape(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        result.push_str(&rest[..start]);
        rest = &rest[start..];
        let entity = rest[1..].find(';').filter(|end| *end <= 10).map(|end| &rest[1..=end]);
        let character = entity.and_then(|entity| match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            "euro" => Some('€'),
            "pound" => Some('£'),
            "sup2" => Some('²'),
            "auml" => Some('ä'),
            "ouml" => Some('ö'),
            "uuml" => Some('ü'),
            "Auml" => Some('Ä'),
            "Ouml" => Some('Ö'),
            "Uuml" => Some('Ü'),
            "szlig" => Some('ß'),
            _ => {
                let number = entity.strip_prefix('#')?;
                let hexadecimal =
                    number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16).ok());
                char::from_u32(hexadecimal.unwrap_or_else(|| number.parse().ok())?)
            }
        });
        match (character, entity) {
            (Some(character), Some(entity)) => {
                result.push(character);
                rest = &rest[entity.len() + 2..];
            }
            _ => {
                result.push('&');
                rest = &rest[1..];
            }
        }
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Table, TableReading};

    fn read(text: &str) -> Vec<(String, Table)> {
        let sheets = sheets("t.xls", text).unwrap();
        let table = |(name, grid): (String, Grid)| (name, grid.table(None, TableReading::default()).unwrap());
        sheets.into_iter().map(table).collect()
    }

    fn rows(table: &Table) -> Vec<Vec<String>> {
        table.rows.iter().map(|row| row.fields.clone().unwrap()).collect()
    }

    #[test]
    fn a_web_page_with_a_table_is_read() {
        let page = "<html><head><style>td{color:red}</style></head><body><!-- <table><tr><td>no</td></tr></table> -->\
            <TABLE border=1><TR><TH>id<TH>price<TH>note</TR>\n<tr><td>1</td><td>237.500&nbsp;&euro;</td><td>a &lt;b&gt; <br>c</td></tr>\
            <tr><td x:num=\"2\">2</td><td>5</td><td colspan='2'>K&#252;che &#x41;&unknown;</td></tr></table></body></html>";
        let tables = read(page);
        assert_eq!(tables[0].1.columns, ["id", "price", "note"]);
        assert_eq!(rows(&tables[0].1), [["1", "237.500 €", "a <b> c"], ["2", "5", "Küche A&unknown;"]]);
    }

    #[test]
    fn excel_xml_of_2003_is_read() {
        let book = "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:x\"><Worksheet ss:Name=\"Häuser &amp; Preise\"><Table>\
            <Row><Cell><Data ss:Type=\"String\">id</Data></Cell><Cell ss:Index=\"3\"><Data>price</Data></Cell><Cell><Data>sold</Data></Cell></Row>\
            <Row ss:Index=\"4\"><Cell><Data ss:Type=\"Number\">17</Data></Cell><Cell ss:Index=\"3\"><Data>450000</Data></Cell><Cell><Data>2024-05-31T00:00:00.000</Data></Cell></Row>\
            </Table></Worksheet><Worksheet ss:Name=\"x\"><Table><Row/></Table></Worksheet></Workbook>";
        let mut sheets = sheets("t.xls", book).unwrap();
        assert_eq!(sheets[0].0, "Häuser & Preise");
        let table = sheets.remove(0).1.table(None, TableReading::default()).unwrap();
        assert_eq!(table.columns, ["id", "column 2", "price", "sold"]);
        assert_eq!(rows(&table), [["17", "", "450000", "2024-05-31"]]);
        assert_eq!(table.rows[0].line, 4);
    }

    #[test]
    fn broken_markup_ends_quietly() {
        for text in [
            "<",
            "<table",
            "<table><tr><td",
            "<!-- ",
            "<td>1",
            "&",
            "<tr><td>&#xffffffff;&#;&;</td>",
            "<a b='",
            "<é>",
        ] {
            assert!(sheets("t.xls", text).is_ok(), "{text}");
        }
        let wide = "<table><tr><td colspan=99999999999>a<td>b</table>";
        assert!(sheets("t.xls", wide).is_ok());
    }
}
