//! Workbooks of Excel 97, made by hand.

use super::*;
use crate::read_table;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn numbers(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// A workbook with one sheet of these records; `strings` is the data of its shared strings and what continues them.
fn stream(strings: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    let bof = |kind: u16| record(0x0809, &numbers(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let mut globals = bof(5);
    let name = b"Houses";
    let bound = |position: u32| {
        let head = [&position.to_le_bytes()[..], &[0, 0, name.len() as u8, 0]].concat();
        record(0x0085, &[&head[..], name].concat())
    };
    let mut shared = Vec::new();
    for (part, data) in strings.iter().enumerate() {
        shared.extend(record(if part == 0 { 0x00fc } else { 0x003c }, data));
    }
    let start = globals.len() + bound(0).len() + shared.len() + 4;
    globals.extend(bound(start as u32));
    globals.extend(shared);
    globals.extend(record(0x000a, &[]));
    let mut sheet = bof(0x10);
    for cell in cells {
        sheet.extend_from_slice(cell);
    }
    sheet.extend(record(0x000a, &[]));
    [globals, sheet].concat()
}

/// A compound file with this stream, in sectors of 512 bytes: the list of sectors, the directory, the stream.
fn file(stream: &[u8]) -> Vec<u8> {
    let length = stream.len().max(4096);
    let sectors = length.div_ceil(512);
    assert!(sectors + 2 <= 128);
    let mut header = vec![0; 512];
    header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    header[24..34].copy_from_slice(&numbers(&[0x3e, 3, 0xfffe, 9, 6]));
    header[44] = 1;
    header[48] = 1;
    header[56..60].copy_from_slice(&4096u32.to_le_bytes());
    header[60..64].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
    header[68..72].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
    header[76..].fill(0xff);
    header[76..80].fill(0);
    let mut next = vec![u32::MAX; 128];
    next[0] = 0xffff_fffd;
    next[1] = END_OF_CHAIN;
    for (sector, next) in next.iter_mut().enumerate().skip(2).take(sectors) {
        *next = if sector == sectors + 1 { END_OF_CHAIN } else { sector as u32 + 1 };
    }
    let entry = |name: &str, kind: u8, start: u32, length: usize| {
        let mut entry = vec![0; 128];
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..name.len()].copy_from_slice(&name);
        entry[64] = name.len() as u8;
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&(length as u32).to_le_bytes());
        entry
    };
    let directory =
        [entry("Root Entry", 5, END_OF_CHAIN, 0), entry("Workbook", 2, 2, length), vec![0; 256]].concat();
    let next: Vec<u8> = next.into_iter().flat_map(u32::to_le_bytes).collect();
    let mut file = [header, next, directory, stream.to_vec()].concat();
    file.resize(512 * (3 + sectors), 0);
    file
}

fn label(row: u16, column: u16, string: u32) -> Vec<u8> {
    record(0x00fd, &[numbers(&[row, column, 0]), string.to_le_bytes().to_vec()].concat())
}

fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[numbers(&[row, column, 0]), value.to_le_bytes().to_vec()].concat())
}

/// Strings of one byte a character, without what precedes the first.
fn strings(texts: &[&str]) -> Vec<u8> {
    let mut data = numbers(&[texts.len() as u16, 0, texts.len() as u16, 0]);
    for text in texts {
        data.extend(numbers(&[text.len() as u16]));
        data.push(0);
        data.extend_from_slice(text.as_bytes());
    }
    data
}

fn houses() -> Vec<Vec<u8>> {
    let mut cells = vec![label(0, 0, 0), label(0, 1, 1), label(0, 2, 2)];
    for row in 1..=5 {
        cells.extend([number(row, 0, f64::from(row)), number(row, 1, 450_000.5), label(row, 2, 3)]);
    }
    cells
}

fn refused(bytes: &[u8]) -> String {
    read_table("t.xls", bytes).unwrap_err().to_string()
}

#[test]
fn an_old_workbook_is_read() {
    let book = file(&stream(&[strings(&["id", "price", "town", "Dunmere"])], &houses()));
    for name in ["t.xls", "t.xlsx", "t.csv"] {
        let table = read_table(name, &book).unwrap();
        assert_eq!(table.columns, ["id", "price", "town"]);
        assert_eq!((table.rows.len(), table.reading.sheet.as_deref()), (5, Some("Houses")));
        assert_eq!(table.rows[4].fields, Ok(["5", "450000.5", "Dunmere"].map(String::from).into()));
    }
}

#[test]
fn strings_may_continue_in_the_next_record() {
    let mut first = strings(&["id", "price", "town"]);
    first.extend(numbers(&[7]));
    first.extend(b"\0Dun");
    let second: Vec<u8> = [1].into_iter().chain("mère".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let table = read_table("t.xls", &file(&stream(&[first.clone(), second.clone()], &houses()))).unwrap();
    assert_eq!(table.rows[0].fields.as_ref().unwrap()[2], "Dunmère");
    assert_eq!(string_lengths(&[&first[8..], &second]), Ok(vec![6, 15, 12, 21]));
    assert_eq!(string_lengths(&[&first[8..]]), Err(Problem::Damaged));
    assert_eq!(string_lengths(&[]), Ok(vec![]));
    // Runs of letters and what else may stand behind.
    let rich = [
        &numbers(&[2])[..],
        &[0x0c],
        &numbers(&[1, 3, 0]),
        b"ab",
        &[9; 4],
        &[9; 3],
        &numbers(&[1]),
        &[0],
        b"c",
    ]
    .concat();
    assert_eq!(string_lengths(&[&rich]), Ok(vec![6, 3]));
}

#[test]
fn workbooks_that_would_fill_the_memory_are_refused() {
    let shared = strings(&["id", "price", "town", &"x".repeat(9000)]);
    let with = |more: Vec<Vec<u8>>| file(&stream(std::slice::from_ref(&shared), &[houses(), more].concat()));
    assert_eq!(read_table("t.xls", &with(vec![])).unwrap().rows.len(), 5);
    // Two cells in opposite corners.
    assert!(refused(&with(vec![number(65_535, 255, 1.0)])).contains("unpacks to more than fits"));
    // A declared size beyond a sheet's, or below nothing.
    for dimensions in [numbers(&[0, 0, 0xffff, 0, 0, 0xffff, 0]), numbers(&[9, 0, 3, 0, 0, 5, 0]), vec![0; 3]]
    {
        assert!(refused(&with(vec![record(0x0200, &dimensions)])).contains("is damaged"));
    }
    let mut text = 0;
    let lengths = vec![3 * 30_000; 1];
    let cells: Vec<u8> = (0..4000).flat_map(|row| label(row, 0, 0)).collect();
    assert_eq!(check_sheet(&cells, &lengths, &mut 0, &mut text), Err(Problem::TooLarge));
}

#[test]
fn protected_and_damaged_workbooks_are_told_apart() {
    let whole = stream(&[strings(&["id", "price", "town", "Dunmere"])], &houses());
    let protected = [&whole[..20], &record(0x002f, &[1, 0]), &whole[20..]].concat();
    assert!(refused(&file(&protected)).contains("is protected by a password"));
    assert!(refused(&file(&whole)[..700]).contains("is damaged"));
    let mut encrypted = file(&whole);
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    encrypted[1024 + 128..1024 + 128 + name.len()].copy_from_slice(&name);
    encrypted[1024 + 128 + 64] = name.len() as u8;
    assert!(refused(&encrypted).contains("is protected by a password"));
    // A chain that comes back to itself.
    let mut circle = file(&whole);
    circle[512 + 4..512 + 8].copy_from_slice(&1u32.to_le_bytes());
    assert!(refused(&circle).contains("is damaged"));
    let mut circle = file(&whole);
    circle[68..72].fill(0);
    circle[512 + 508..1024].fill(0);
    assert!(refused(&circle).contains("is damaged"));
    for at in 0..whole.len().min(700) {
        let mut damaged = file(&whole);
        damaged[at] ^= 0xff;
        let _ = read_table("t.xls", &damaged);
        let mut damaged = whole.clone();
        damaged[at] ^= 0xff;
        let _ = read_table("t.xls", &file(&damaged));
    }
}
