//! Spreadsheets, made by hand.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::super::super::read_table::{read_table, read_table_with};
use super::*;

/// An archive of these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*path, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with these sheets (name, attributes, rows as XML) and shared strings.
fn xlsx(sheets: &[(&str, &str, &str)], strings: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut list, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
    for (k, (name, attributes, rows)) in (1..).zip(sheets) {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{k}\" r:id=\"rId{k}\" {attributes}/>");
        relations += &format!(
            "<Relationship Id=\"rId{k}\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet{k}.xml\"/>"
        );
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{k}.xml"), sheet));
    }
    let formats = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/><xf numFmtId=\"46\"/></cellXfs>";
    parts.extend([
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("_rels/.rels".to_owned(), format!("<Relationships><Relationship Id=\"r\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml".to_owned(), format!("<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets>{list}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
        ("xl/styles.xml".to_owned(), format!("<styleSheet xmlns=\"{main}\">{formats}</styleSheet>")),
        ("xl/sharedStrings.xml".to_owned(), strings.to_owned()),
    ]);
    let parts: Vec<(&str, &str)> = parts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    zipped(&parts)
}

/// A row of cells: numbers as they are, other texts inline, `s1 45443` with a style.
fn row(line: usize, cells: &[&str]) -> String {
    let mut xml = format!("<row r=\"{line}\">");
    for (column, cell) in (b'A'..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        let at = format!("r=\"{}{line}\"", char::from(column));
        let styled = cell.split_once(' ').and_then(|(style, value)| Some((style.strip_prefix('s')?, value)));
        xml += &match styled.filter(|(style, _)| style.parse::<u8>().is_ok()) {
            Some((style, value)) => format!("<c {at} s=\"{style}\"><v>{value}</v></c>"),
            None if cell.parse::<f64>().is_ok() => format!("<c {at}><v>{cell}</v></c>"),
            None => format!("<c {at} t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        };
    }
    xml + "</row>"
}

fn houses(count: usize) -> String {
    let header = row(1, &["id", "price", "area"]);
    (2..count + 2).fold(header, |xml, k| {
        xml + &row(k, &[&(k - 1).to_string(), &(1000 * k).to_string(), &(40 + k).to_string()])
    })
}

fn read(file: &str, bytes: &[u8]) -> Table {
    read_table(file, bytes).unwrap()
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.fields.clone().unwrap()).collect()
}

#[test]
fn cells_become_plain_text() {
    let strings = "<sst count=\"1\" uniqueCount=\"2\"><si><t>K&#252;che &amp; Bad</t></si><si><r><t xml:space=\"preserve\">rich </t></r><r><t>text</t></r></si></sst>";
    let cells = row(1, &["id", "price", "sold", "at", "took", "note", "flag", "wrong"])
        + "<row r=\"2\"><c r=\"A2\"><v>9007199254740991</v></c><c r=\"B2\"><v>237500.5</v></c><c r=\"C2\" s=\"1\"><v>45443</v></c>\
           <c r=\"D2\" s=\"2\"><v>45443.5</v></c><c r=\"E2\" s=\"3\"><v>1.25</v></c><c r=\"F2\" t=\"s\"><v>0</v></c><c r=\"G2\" t=\"b\"><v>1</v></c><c r=\"H2\" t=\"e\"><v>#REF!</v></c></row>"
        + "<row r=\"3\"><c r=\"A3\"><v>787072123456789000</v></c><c r=\"B3\"><v>137.30000000000001</v></c><c r=\"F3\" t=\"s\"><v>1</v></c><c r=\"H3\" t=\"str\"><f>A1</f><v>x</v></c></row>"
        + "<row r=\"4\"><c r=\"A4\"><v>-0</v></c><c r=\"B4\"><v>4.5E5</v></c><c r=\"H4\" t=\"str\"><v>y</v></c></row>";
    let table = read("t.xlsx", &xlsx(&[("Prices", "", &cells)], strings));
    assert_eq!(table.columns, ["id", "price", "sold", "at", "took", "note", "flag", "wrong"]);
    let expected = [
        [
            "9007199254740991",
            "237500.5",
            "2024-05-31",
            "2024-05-31T12:00:00",
            "30:00:00",
            "Küche & Bad",
            "true",
            "",
        ],
        ["787072123456789000", "137.3", "", "", "", "rich text", "", "x"],
        ["0", "450000", "", "", "", "", "", "y"],
    ];
    assert_eq!(rows(&table), expected);
    assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!((table.reading.sheet.as_deref(), table.reading.header_line), (Some("Prices"), Some(1)));
}

#[test]
fn the_ending_does_not_matter() {
    let book = xlsx(&[("Prices", "", &houses(5))], "<sst/>");
    for name in ["t.xlsx", "t.xls", "t.csv", "t.xlsm", "prices.txt"] {
        assert_eq!(read(name, &book).rows.len(), 5, "{name}");
    }
}

#[test]
fn the_sheet_with_the_price_list_is_read() {
    let notes = row(1, &["Read me"]) + &row(2, &["Prices of spring"]);
    let codes = (1..=60).fold(row(1, &["zip", "lat", "lon"]), |xml, k| {
        xml + &row(k + 1, &[&(90000 + k).to_string(), "1.5", "2.5"])
    });
    let old = houses(90);
    let sheets = [
        ("About", "", notes.as_str()),
        ("Codes", "", &codes),
        ("Houses", "", &houses(20)),
        ("Old", "state=\"hidden\"", &old),
    ];
    let book = xlsx(&sheets, "<sst/>");
    let table = read("t.xlsx", &book);
    assert_eq!(table.reading.sheets, ["About", "Codes", "Houses", "Old"]);
    assert_eq!((table.reading.sheet.as_deref(), table.rows.len()), (Some("Houses"), 20));
    assert!(table.reading.other_price_sheets.is_empty());
    let two = xlsx(&[("2023", "", &houses(20)), ("2024", "", &houses(18))], "<sst/>");
    assert_eq!(read("t.xlsx", &two).reading.other_price_sheets, ["2024"]);
    let with = |sheet: &str| {
        let options = ReadOptions { sheet: Some(sheet.to_owned()), ..ReadOptions::default() };
        read_table_with("t.xlsx", &book, &options)
    };
    assert_eq!(with("Old").unwrap().rows.len(), 90);
    assert_eq!(with("Codes").unwrap().columns, ["zip", "lat", "lon"]);
    let error = with("Haus").unwrap_err().to_string();
    assert_eq!(error, "t.xlsx has no sheet “Haus”. Its sheets are: About, Codes, Houses, Old.");
}

#[test]
fn a_table_may_stand_anywhere_in_its_sheet() {
    let mut cells = row(2, &["", "", "Objektliste"]) + &row(4, &["", "", "id", "price", "area"]);
    for k in 5..25 {
        let note = if k == 9 { "a note at the side" } else { "" };
        cells += &row(k, &["", "", &k.to_string(), &(1000 * k).to_string(), "70", "", "", note]);
    }
    cells += &row(26, &["", "", "Summe", "290000"]);
    let table = read("t.xlsx", &xlsx(&[("S", "", &cells)], "<sst/>"));
    assert_eq!(table.columns, ["id", "price", "area"]);
    assert_eq!((table.rows.len(), table.rows[0].line, table.reading.header_line), (20, 5, Some(4)));
    let skipped: Vec<usize> = table.reading.skipped.iter().map(|skipped| skipped.line).collect();
    assert_eq!(skipped, [2, 26]);
}

/// The content of an OpenDocument spreadsheet.
fn ods(content: &str) -> Vec<u8> {
    let table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:table=\"{table}\"><office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
    ])
}

#[test]
fn open_document_is_read() {
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let number = |value: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>shown</text:p></table:table-cell>"
        )
    };
    let mut table =
        format!("<table:table-row>{}{}{}</table:table-row>", text("id"), text("price"), text("sold"));
    for k in 1..=6 {
        let date =
            format!("<table:table-cell office:value-type=\"date\" office:date-value=\"2024-05-0{k}\"/>");
        table += &format!(
            "<table:table-row>{}{}{date}<table:table-cell table:number-columns-repeated=\"16381\"/></table:table-row>",
            number(&k.to_string()),
            number("450000.5")
        );
    }
    table += "<table:table-row table:number-rows-repeated=\"1048569\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let read = read("t.ods", &ods(&format!("<table:table table:name=\"Häuser\">{table}</table:table>")));
    assert_eq!(read.columns, ["id", "price", "sold"]);
    assert_eq!((read.rows.len(), read.reading.sheet.as_deref()), (6, Some("Häuser")));
    assert_eq!(read.rows[5].fields, Ok(["6", "450000.5", "2024-05-06"].map(String::from).into()));
}

fn refused(file: &str, bytes: &[u8]) -> String {
    read_table(file, bytes).unwrap_err().to_string()
}

#[test]
fn spreadsheets_that_would_fill_the_memory_are_refused() {
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"9999\"><text:p>x</text:p></table:table-cell>";
    let wide = format!(
        "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"99999\">{cell}</table:table-row></table:table>"
    );
    assert!(refused("t.ods", &ods(&wide)).contains("unpacks to more than fits"));
    let spaces = "<table:table table:name=\"a\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"4000000000\"/></text:p></table:table-cell></table:table-row></table:table>";
    assert!(refused("t.ods", &ods(spaces)).contains("unpacks to more than fits"));
    // Cut off within the table: the library would wait for its end.
    let cut = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "<a><table:table table:name=\"a\"><table:table-row>"),
        ("META-INF/manifest.xml", "<m/>"),
    ]);
    assert!(refused("t.ods", &cut).contains("damaged"));
    let announced = xlsx(
        &[("S", "", &houses(3))],
        "<sst count=\"1\" uniqueCount=\"99999999999999\"><si><t>a</t></si></sst>",
    );
    assert!(refused("t.xlsx", &announced).contains("damaged"));
    let bomb = "x".repeat(270 << 20);
    assert!(refused("t.xlsx", &xlsx(&[("S", "", &houses(3))], &bomb)).contains("unpacks to more than fits"));
    // A cell in the last corner, and more rows than a table may have.
    let corner = houses(3) + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(read("t.xlsx", &xlsx(&[("S", "", &corner)], "<sst/>")).columns, ["id", "price", "area"]);
    let long: String =
        (1..=100_300).map(|k| format!("<row r=\"{k}\"><c><v>{k}</v></c><c><v>1</v></c></row>")).collect();
    assert!(refused("t.xlsx", &xlsx(&[("S", "", &long)], "<sst/>")).contains("more than 100000 rows"));
}

#[test]
fn damaged_workbooks_give_an_error_and_never_panic() {
    let whole = xlsx(&[("S", "", &houses(4))], "<sst/>");
    for at in (0..whole.len()).step_by(7) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0xff;
        let _ = read_table("t.xlsx", &damaged);
        let _ = read_table("t.xlsx", &whole[..at]);
    }
    assert!(refused("t.xlsx", &whole[..whole.len() / 2]).contains("is damaged, or is not a spreadsheet"));
    let other = zipped(&[("Index/Document.iwa", "x")]);
    assert!(refused("t.csv", &other).contains("is a spreadsheet or another zip archive"));
}
