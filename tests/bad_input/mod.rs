//! Bad input and its exact error messages. A case is a name, the input, and the sentence that a visitor reads.

mod cases;

use std::io::{Cursor, Write};

use cases::{archives, encodings, folders, mappings, numbers, tables};
use facade_data::{
    DatasetError, HouseList, Mapping, MemorySource, Source, Table, TableFormat, find_table, list_archive,
    list_houses, read_table, unpack,
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A kind of bad input, which decides how it is read.
enum Bad {
    /// Files of a folder, by path. The message is the error, or the reason of the first dropped house.
    Files(Vec<(String, Vec<u8>)>),
    /// A change to the mapping of the valid table.
    Mapping(fn(&mut Mapping)),
    /// The name of a requested column.
    Column(&'static str),
    /// An archive. The message is from listing it, or from unpacking its first file.
    Archive(Vec<u8>),
}

type Case = (&'static str, Bad, &'static str);

/// A valid table.
const TABLE: &str = "id,price,rooms,zip,front\n1,250000,3,10115,1_front.jpg\n2,300000,4,10115,2_front.jpg\n";

fn message(bad: &Bad) -> String {
    match bad {
        Bad::Files(files) => message_of_files(files),
        Bad::Mapping(change) => {
            let files = [("set/prices.csv", TABLE), ("set/1_front.jpg", ""), ("set/2_front.jpg", "")];
            let files: Vec<_> =
                files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
            listed(&source(&files), change).unwrap_err().to_string()
        }
        Bad::Column(name) => {
            read_table("prices.csv", TABLE.as_bytes()).unwrap().column(name).unwrap_err().to_string()
        }
        Bad::Archive(bytes) => {
            let unpacked = list_archive(Cursor::new(bytes)).and_then(|entries| {
                let entry = &entries[0];
                let from = (entry.start as usize).min(bytes.len());
                unpack(entry, &bytes[from..(entry.end as usize).max(from)])
            });
            unpacked.unwrap_err().to_string()
        }
    }
}

fn message_of_files(files: &[(String, Vec<u8>)]) -> String {
    match listed(&source(files), |_| {}) {
        Err(error) => error.to_string(),
        Ok(listing) => {
            let first = listing.report.dropped.first();
            first.map_or("nothing".to_owned(), |dropped| {
                format!("House {}: {}", dropped.house, dropped.reason)
            })
        }
    }
}

fn source(files: &[(String, Vec<u8>)]) -> MemorySource {
    let mut source = MemorySource::default();
    for (path, bytes) in files {
        source.insert(path.as_str(), bytes.clone());
    }
    source
}

fn listed(source: &MemorySource, change: impl Fn(&mut Mapping)) -> Result<HouseList, DatasetError> {
    let paths = source.paths();
    let position = find_table(&paths)?;
    let table: Table = read_table(&paths[position], &source.read(&paths[position])?)?;
    let mut mapping = Mapping::infer(&table, &paths);
    change(&mut mapping);
    list_houses("set", &table, &mapping, &paths, position)
}

// ---- parts of the cases

fn files(files: &[(&str, &[u8])]) -> Bad {
    Bad::Files(files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect())
}

/// A table with the photos of fifty houses.
fn csv(bytes: impl AsRef<[u8]>) -> Bad {
    table("set/prices.csv", bytes)
}

fn houses_info(bytes: impl AsRef<[u8]>) -> Bad {
    table("set/HousesInfo.txt", bytes)
}

fn table(path: &str, bytes: impl AsRef<[u8]>) -> Bad {
    let mut files: Vec<(String, Vec<u8>)> =
        (1..=50).map(|k| (format!("set/{k}_front.jpg"), Vec::new())).collect();
    files.push((path.to_owned(), bytes.as_ref().to_vec()));
    Bad::Files(files)
}

/// A bad row followed by valid ones.
fn numbered(bad: &str) -> Bad {
    let good: String = (2..=40).map(|number| format!("{number},300\n")).collect();
    csv(format!("id,price\n{bad}\n{good}"))
}

/// A valid row, then a bad one.
fn row(header: &str, good: &str, bad: &str) -> Bad {
    csv(format!("{header}\n{good}\n{bad}\n"))
}

/// A bad row of `HousesInfo.txt`, followed by 25 valid ones.
fn line(bad: &str) -> Bad {
    houses_info(format!("{bad}\n{}", "3 2 1500 10115 250000\n".repeat(25)))
}

fn zipped(path: &str, bytes: &[u8], change: impl Fn(&mut Vec<u8>)) -> Bad {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file(path, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
        .unwrap();
    writer.write_all(bytes).unwrap();
    let mut archive = writer.finish().unwrap().into_inner();
    change(&mut archive);
    Bad::Archive(archive)
}

/// The position of the only file's header in the central directory.
fn central(archive: &[u8]) -> usize {
    archive.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn each_bad_input_is_reported() {
    let cases: Vec<Case> =
        [folders(), encodings(), tables(), numbers(), mappings(), archives()].into_iter().flatten().collect();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(name, bad, expected)| {
            let found = message(bad);
            (found != *expected).then(|| format!("{name}:\n  {found}\n  {expected}"))
        })
        .collect();
    println!("{} of {} bad inputs are reported as expected", cases.len() - wrong.len(), cases.len());
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 45);
}

/// Without a fault the table is valid, so that each case fails for its own reason.
#[test]
fn the_table_of_the_cases_is_valid() {
    let table = read_table("prices.csv", TABLE.as_bytes()).unwrap();
    assert_eq!(table.format, TableFormat::Delimited);
    let photos = [("set/prices.csv", TABLE), ("set/1_front.jpg", ""), ("set/2_front.jpg", "")];
    let photos: Vec<_> =
        photos.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    assert_eq!(listed(&source(&photos), |_| {}).unwrap().houses.len(), 2);
}
