//! Which format a file is read in.

use super::*;
use crate::TableFormat;

fn read(path: &str, bytes: &[u8]) -> Table {
    read_table(path, bytes).unwrap()
}

fn refused(path: &str, bytes: &[u8]) -> String {
    read_table(path, bytes).unwrap_err().to_string()
}

const TABLE: &str = "id,price\n1,100\n2,200\n";

#[test]
fn separated_text_is_read_under_any_name() {
    for name in ["r/t.csv", "t.tsv", "prices.csv.txt", "prices.txt", "prices.xls", "prices.xlsx", "t.dat"] {
        let tabs = TABLE.replace(',', "\t");
        assert_eq!(read(name, TABLE.as_bytes()).columns, ["id", "price"], "{name}");
        assert_eq!(read(name, tabs.as_bytes()).rows.len(), 2, "{name}");
    }
    // As Excel saves “Unicode text”, and as web shops send “Excel” files.
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("id\tprice\r\n1\t100\r\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(read("prices.txt", &utf16).rows.len(), 1);
    let page =
        "\n<html><body><table><tr><th>id</th><th>price</th></tr><tr><td>1</td><td>100</td></tr></table>";
    let table = read("prices.xls", page.as_bytes());
    assert_eq!(
        (table.columns, table.rows.len(), table.reading.sheet),
        (vec!["id".to_owned(), "price".into()], 1, None)
    );
}

#[test]
fn other_files_keep_their_sentences() {
    assert!(
        refused("t.csv", b"<!DOCTYPE html>\n<table><tr><td>1</td></tr></table>")
            .contains("is a web page despite")
    );
    assert!(refused("t.xls", b"<!DOCTYPE html>\n<p>Sign in</p>").contains("is a web page despite"));
    assert!(refused("t.csv", b"PK\x03\x04\x14\0\x06\0").contains("or another zip archive despite"));
    assert!(refused("t.xlsx", b"PK\x03\x04\x14\0\x06\0").contains("is damaged, or is not a spreadsheet"));
    assert!(
        refused("t.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("is an Excel spreadsheet despite")
    );
    assert!(
        refused("t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("is damaged, or is not a spreadsheet")
    );
    assert!(refused("t.xlsx", b"\xff\xd8\xff\xe0").contains("JPEG"));
}

#[test]
fn the_guessed_code_page_is_recorded() {
    let table = read(
        "t.csv",
        b"id,price,town,street\n1,100,Z\xfcrich,Bahnhofstra\xdfe\n2,200,K\xf6ln,Gro\xdfe B\xe4ckergasse\n",
    );
    assert_eq!(table.reading.encoding.as_deref(), Some("windows-1252"));
    assert_eq!(table.rows[0].fields.as_ref().unwrap()[2], "Zürich");
    let options = ReadOptions { encoding: Some("macintosh".to_owned()), ..ReadOptions::default() };
    let table = read_table_with("t.csv", b"id,town\n1,Z\x9frich\n", &options).unwrap();
    assert_eq!(
        (table.reading.encoding.as_deref(), table.rows[0].fields.as_ref().unwrap()[1].as_str()),
        (Some("macintosh"), "Zürich")
    );
}

#[test]
fn the_tutorials_table_is_as_it_was() {
    let text = "4 4 4053 85255 869500\n4 3 3343 36372 865200\n";
    let table = read("r/housesinfo.TXT", text.as_bytes());
    assert_eq!((table.format, table.rows.len()), (TableFormat::HousesInfo, 2));
    assert_eq!(table.reading, TableReading::default());
    assert!(
        refused("HousesInfo.txt", b"4 4 4053 85255 869500 \xa4\n")
            .contains("is not valid UTF-8: byte A4 in line 1")
    );
    // Downloaded twice; another table of that name; numbers under another name.
    assert_eq!(read("HousesInfo (1).txt", text.as_bytes()).format, TableFormat::HousesInfo);
    assert_eq!(read("HousesInfo (1).txt", TABLE.as_bytes()).format, TableFormat::Delimited);
    let table = read("prices.txt", text.as_bytes());
    assert_eq!((table.format, table.columns.len(), table.rows.len()), (TableFormat::Delimited, 5, 2));
}

#[test]
fn large_tables_are_read_in_linear_time() {
    let text: String = std::iter::once("id,price,area,city\n".to_owned())
        .chain((1..=100_000).map(|k| format!("{k},{},{},Town {}\n", 200_000 + k, 50 + k % 200, k % 300)))
        .collect();
    let start = std::time::Instant::now();
    assert_eq!(read("t.csv", text.as_bytes()).rows.len(), 100_000);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
