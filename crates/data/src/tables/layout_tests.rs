//! What is a header and what is no house, case by case: the kind, what must not be taken for it, and the edge.

use super::SkipReason::{Description, Heading, Note, RepeatedHeader, Title, Total, Units, UpperHeader};
use super::*;
use crate::table::{ReadOptions, Table};
use crate::{read_table, read_table_with};

fn read(text: &str) -> Table {
    read_table("t.csv", text.as_bytes()).unwrap()
}

/// Rows of a price list: id, price, area, rooms, city.
fn rows(count: usize) -> String {
    let cities = ["Cedarholm", "Dunmere", "Alderton"];
    (1..=count)
        .map(|k| format!("{k},{},{},{},{}\n", 200_000 + 1_700 * k, 80 + 3 * k, 2 + k % 4, cities[k % 3]))
        .collect()
}

const HEADER: &str = "id,price,area,rooms,city\n";

fn skipped(table: &Table) -> Vec<(usize, SkipReason)> {
    table.reading.skipped.iter().map(|skipped| (skipped.line, skipped.why)).collect()
}

/// The lines of the first and the last row, and the number of rows.
fn extent(table: &Table) -> (usize, usize, usize) {
    (table.rows[0].line, table.rows[table.rows.len() - 1].line, table.rows.len())
}

#[test]
fn an_ordinary_table_has_its_header_in_line_1() {
    for count in [1, 2, 3, 5, 40, 400] {
        let table = read(&format!("{HEADER}{}", rows(count)));
        assert_eq!(table.columns, ["id", "price", "area", "rooms", "city"]);
        assert_eq!(extent(&table), (2, count + 1, count));
        assert_eq!((table.reading.header_line, skipped(&table)), (Some(1), vec![]));
        assert_eq!(table.reading.units, Vec::<String>::new());
    }
    // Words only, names without words, an index without a name, blank lines.
    assert_eq!(read("street,town\nMain,X\nOak,Y\n").columns, ["street", "town"]);
    assert_eq!(read("1stFlrSF,2ndFlrSF,SalePrice\n1,2,3\n4,5,6\n").columns[0], "1stFlrSF");
    assert_eq!(read(&format!(",price,area,rooms,city\n{}", rows(20))).columns[0], "column 1");
    let table = read(&format!("\n\n{HEADER}\n{}", rows(3).replace('\n', "\n\n")));
    assert_eq!((table.reading.header_line, extent(&table)), (Some(3), (5, 9, 3)));
}

#[test]
fn missing_values_in_the_first_rows_are_no_units() {
    for first in [
        "1,,,,Cedarholm",
        ",POA,n/a,-,Cedarholm",
        "1,on request,,,",
        "1,sold,unknown,?,Dunmere",
        ",,,,USD",
        "?,?,?,?,?",
    ] {
        let table = read(&format!("{HEADER}{first}\n{}", rows(20)));
        assert_eq!((extent(&table), skipped(&table)), ((2, 22, 21), vec![]), "{first}");
        assert_eq!(table.columns, ["id", "price", "area", "rooms", "city"], "{first}");
    }
    // A price that is no number, in a table of two columns.
    let table = read("id,price\nx,y\n3,300\n4,400\n5,500\n");
    assert_eq!(extent(&table), (2, 5, 4));
}

#[test]
fn titles_above_the_header_are_left_out() {
    let padded = format!("Objektliste Frühjahr,,,,\n,,,,\n{HEADER}{}", rows(40));
    let bare = format!("Objektliste Frühjahr\n\n{HEADER}{}", rows(40));
    let more = format!("Report,2024\nBy:,Jane Doe\nAs of,2024-05-31\n{HEADER}{}", rows(40));
    for (text, header) in [(&padded, 3), (&bare, 3), (&more, 4)] {
        let table = read(text);
        assert_eq!(table.columns, ["id", "price", "area", "rooms", "city"]);
        assert_eq!(extent(&table), (header + 1, header + 40, 40));
        assert_eq!(table.reading.header_line, Some(header));
        assert!(skipped(&table).iter().all(|(line, why)| *line < header && *why == Title));
    }
    // As many words as columns, above names of all columns; a short table.
    let table = read("Spring list,Cedarholm\nid,price,area\n1,100,50\n2,200,60\n");
    assert_eq!((table.columns, table.rows.len()), (vec!["id".to_owned(), "price".into(), "area".into()], 2));
}

#[test]
fn a_header_of_two_lines_is_joined() {
    let table = read(&format!(",,Size,,Place\n{HEADER}{}", rows(40)));
    assert_eq!(table.columns, ["id", "price", "area", "rooms", "city"]);
    assert_eq!((skipped(&table), extent(&table)), (vec![(1, UpperHeader)], (3, 42, 40)));
    // Names that are missing or the same below take what stands above.
    let rows: String = (1..=9).map(|k| format!("{k},{},{},{},{}\n", 5 * k, 7 * k, 9 * k, 300 + k)).collect();
    let table = read(&format!("Listing,Ground,,Upper,\nid,area,rooms,area,price\n{rows}"));
    assert_eq!(table.columns, ["id", "Ground area", "rooms", "Upper area", "price"]);
    let table = read(&format!("Listing,Size,,,Price\n,area,rooms,baths,\n{rows}"));
    assert_eq!(table.columns, ["Listing", "area", "rooms", "baths", "Price"]);
    assert_eq!(table.rows.len(), 9);
}

#[test]
fn a_line_of_units_is_left_out_and_remembered() {
    let table = read(&format!("{HEADER},USD,sq ft,count,\n{}", rows(40)));
    assert_eq!((skipped(&table), extent(&table)), (vec![(2, Units)], (3, 42, 40)));
    assert_eq!(table.reading.units, ["", "USD", "sq ft", "count", ""]);
    let table =
        read("price,living area,beds,zip\nUSD,sq ft,count,\n237500,1374,2,90232\n514000,1870,3,90232\n");
    assert_eq!((table.rows.len(), table.rows[0].line), (2, 3));
    // In brackets, with dashes, with a unit that we do not know, with types and flags as Orange writes them.
    for line in ["-,(EUR),[m²],(Zi.),-", "#,1000 USD,m2,,text", "n/a,EUR,tsubo,rooms,"] {
        let table = read(&format!("{HEADER}{line}\n{}", rows(40)));
        assert_eq!(skipped(&table), [(2, Units)], "{line}");
    }
    let orange = "continuous,continuous,continuous,continuous,string\nmeta,,,,meta\n";
    assert_eq!(skipped(&read(&format!("{HEADER}{orange}{}", rows(40)))), [(2, Units), (3, Units)]);
}

#[test]
fn a_second_line_of_words_describes_the_columns() {
    let german = "Nr.,Kaufpreis,Wohnfläche,Zimmer,Ort\n";
    let table = read(&format!("{HEADER}{german}{}", rows(40)));
    assert_eq!((skipped(&table), extent(&table)), (vec![(2, Description)], (3, 42, 40)));
    // A row with a town that others have is a row.
    let table = read(&format!("{HEADER}a,b,c,d,Dunmere\n{}", rows(40)));
    assert_eq!(extent(&table), (2, 42, 41));
}

#[test]
fn a_table_may_have_no_header() {
    let table = read(&rows(20));
    assert_eq!(table.columns, ["column 1", "column 2", "column 3", "column 4", "column 5"]);
    assert_eq!((table.reading.header_line, extent(&table)), (None, (1, 20, 20)));
    let photos: String = (1..=9).map(|k| format!("{k}.jpg,{}\n", 100_000 * k)).collect();
    assert_eq!(extent(&read(&photos)), (1, 9, 9));
    let table = read(&format!("Price list\n\n{}", rows(20)));
    assert_eq!(
        (table.reading.header_line, extent(&table), skipped(&table)),
        (None, (3, 22, 20), vec![(1, Title)])
    );
}

#[test]
fn numbers_may_be_names() {
    // pandas numbers columns without names.
    let table = read("0,1,2\n5,237500,1374\n6,514000,1870\n7,470500,888\n");
    assert_eq!((table.columns, table.rows.len()), (vec!["0".to_owned(), "1".into(), "2".into()], 3));
    let table = read("city,2019,2020,2021\nCedarholm,1,2,3\nDunmere,4,5,6\nAlderton,7,8,9\n");
    assert_eq!((table.reading.header_line, table.rows.len()), (Some(1), 3));
    for header in ["city,2000,2010,2020", "id,1 bed,2 beds,3 beds", "id,2020-01-31,2020-02-29,2020-03-31"] {
        let table = read(&format!("{header}\n1,100,200,300\n2,200,300,400\n3,300,400,500\n"));
        assert_eq!((table.reading.header_line, table.rows.len()), (Some(1), 3), "{header}");
    }
    // A row of numbers is a row.
    assert_eq!(read("1,2\n3,4\n").rows.len(), 2);
    assert_eq!(read("1,2,3\n4,5,6\n7,8,9\n").rows.len(), 3);
}

#[test]
fn totals_and_notes_below_the_rows_are_left_out() {
    for (below, expected) in [
        ("Summe,17903500,,,\n,,,,\n", vec![(42, Total)]),
        ("Total,17903500,5432,160,\nAverage,447587,135,4,\n", vec![(42, Total), (43, Total)]),
        (",17903500,,,\n", vec![(42, Total)]),
        ("\nSource: county records\n* price on request\n", vec![(43, Note), (44, Note)]),
        (
            "\nCity,Count\nCedarholm,13\nDunmere,14\nAlderton,13\n",
            (43..=46).map(|line| (line, Note)).collect(),
        ),
        ("Durchschnitt:,447587,,,\nStand: 31.05.2024,,,,\n", vec![(42, Total), (43, Note)]),
    ] {
        let table = read(&format!("{HEADER}{}{below}", rows(40)));
        assert_eq!((extent(&table), skipped(&table)), ((2, 41, 40), expected), "{below}");
    }
}

#[test]
fn the_last_houses_stay() {
    for last in [
        "41,,,,",
        "41,500000,,,",
        "41,POA,,,Dunmere",
        ",500000,70,3,Dunmere",
        "41,sold,unknown,?,Alderton",
        "41",
    ] {
        let table = read(&format!("{HEADER}{}{last}\n", rows(40)));
        assert_eq!((extent(&table), skipped(&table)), ((2, 42, 41), vec![]), "{last}");
    }
    // Ids with letters; towns in front; a short table.
    let ids: String = (1..=20).map(|k| format!("A-{k:03},{},{},{}\n", 1000 * k, 50 + k, k % 5)).collect();
    assert_eq!(read(&format!("id,price,area,rooms\n{ids}A-021,,,\n")).rows.len(), 21);
    let towns: String = (1..=20).map(|k| format!("Dunmere,{},{},{}\n", 1000 * k, 50 + k, k % 5)).collect();
    assert_eq!(read(&format!("town,price,area,rooms\n{towns}Dunmere,700,,\n")).rows.len(), 21);
    assert_eq!(read("id,price,area,rooms\n1,100,50,2\n2,200,,\nlate,,,\n").rows.len(), 3);
}

#[test]
fn lines_between_the_rows_that_are_no_houses_are_left_out() {
    let text = format!("{HEADER}{}Subtotal,354000,,,\nNorth district,,,,\n{HEADER}{}", rows(20), rows(20));
    let table = read(&text);
    assert_eq!(skipped(&table), [(22, Total), (23, Heading), (24, RepeatedHeader)]);
    assert_eq!(extent(&table), (2, 44, 40));
    // A house with hardly any values is a house.
    let table = read(&format!("{HEADER}{}21,,,,\n,,,,Dunmere\n{}", rows(20), rows(20)));
    assert_eq!((skipped(&table), table.rows.len()), (vec![], 42));
}

#[test]
fn a_chosen_header_rules() {
    let with = |line| {
        let options = ReadOptions { header_line: Some(line), ..ReadOptions::default() };
        read_table_with("t.csv", format!("x,y\n{HEADER}{}", rows(20)).as_bytes(), &options)
    };
    let table = with(1).unwrap();
    assert_eq!((table.columns, table.reading.header_line), (vec!["x".to_owned(), "y".into()], Some(1)));
    let table = with(2).unwrap();
    assert_eq!((table.columns.len(), extent(&table)), (5, (3, 22, 20)));
    assert_eq!(with(0).unwrap().columns.len(), 2);
    let table = with(5).unwrap();
    assert_eq!((table.columns[1].as_str(), extent(&table)), ("205100", (6, 22, 17)));
    assert!(matches!(with(99), Err(crate::DatasetError::NoRows { .. })));
    assert!(matches!(with(usize::MAX), Err(crate::DatasetError::NoRows { .. })));
}

#[test]
fn at_most_twenty_lines_are_listed() {
    let text = format!("{HEADER}{}", (rows(20) + HEADER).repeat(30));
    let table = read(&text);
    assert_eq!((table.rows.len(), table.reading.skipped.len()), (600, 20));
    let why = table.reading.skipped[0].why.to_string();
    assert_eq!(why, "This line repeats the names of the columns.");
}

#[test]
fn lines_that_are_no_houses_whatever_they_say_are_left_out() {
    let body = rows(12);
    for line in [
        "-----,----,---,---,---",
        "+----+-----+",
        "1,2,3,4,5",
        "(1),(2),(3),(4),(5)",
        "e.g. 7,e.g. 250000,,,e.g. Springfield",
        "Mittelwert,410000,99,3,",
        "Average,410000,99,3,Dunmere",
        "Section A,,,,",
        "Page 2 of 3,,,,",
        "\"In accordance with local MLS rules, some MLS listings are not included in the download\",,,,",
    ] {
        let table = read(&format!("{HEADER}{line}\n{body}"));
        assert_eq!((table.columns.len(), extent(&table)), (5, (3, 14, 12)), "{line}");
        assert_eq!(table.reading.skipped.len(), 1, "{line}");
    }
    let streets: String = (1..=12).map(|k| format!("{k} Oak St,{},{}\n", 200_000 + 7 * k, 80 + k)).collect();
    for (text, lines) in [
        (format!("city,price,area\nMin,200000,60\nMax,400000,90\n{streets}"), 2),
        (format!("Stadt,Preis,Fläche\ncity,price,area\n{streets}"), 1),
        (format!("a,price,area\n{streets}Page 2 of 3,,\na,price,area\n99 Elm St,210000,70\n"), 2),
        (format!("a,price,area\n{streets}Section B,,\n99 Elm St,210000,70\n"), 1),
        (format!("a,price,area\n{streets}\n(12 rows affected)\n"), 1),
        (format!("a,price,area\n{streets}Average,300000,90\n"), 1),
    ] {
        assert_eq!(read(&text).reading.skipped.len(), lines, "{text}");
    }
}

#[test]
fn houses_that_look_like_such_lines_stay() {
    let body = rows(12);
    for line in ["1,2,3,4,", "1,250000,3,4,5", "7,---,90,3,", "-,-,-,-,x", "5,250000,90,3,Section A"] {
        let table = read(&format!("{HEADER}{line}\n{body}"));
        assert_eq!(table.rows.len(), 13, "{line}");
    }
    let people: String = (1..=8).map(|k| format!("P{k},{},good\n", 200_000 + k)).collect();
    for line in ["Max,250000,good", "Section Street 5,250000,good"] {
        assert_eq!(read(&format!("name,price,state\n{line}\n{people}")).rows.len(), 9, "{line}");
    }
    // A word that other rows have as well is a value.
    let states: String =
        (1..=8).map(|k| format!("{},{}\n", ["Average", "Good"][k % 2], 200_000 + k)).collect();
    assert_eq!(read(&format!("condition,price\n{states}")).rows.len(), 8);
}

#[test]
fn a_title_with_commas_is_no_header() {
    let rows = |count: usize| (1..=count).map(|k| format!("{k},{},{}\n", 200_000 + 1_700 * k, 2 + k % 4));
    for title in ["Houses, Spring 2021, in USD", "# houses, prices, in USD", "Our homes, sorted, by street"] {
        let table = read(&format!("{title}\nid,price,beds\n{}", rows(20).collect::<String>()));
        assert_eq!(table.columns, ["id", "price", "beds"], "{title}");
        assert_eq!(skipped(&table), [(1, UpperHeader)], "{title}");
    }
}
