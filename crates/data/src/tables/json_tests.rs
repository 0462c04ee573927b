//! JSON in the forms that tables have.

use crate::{DatasetError, MAX_COLUMNS, Table, read_table};

fn read(file: &str, text: &str) -> Table {
    read_table(file, text.as_bytes()).unwrap()
}

fn rows(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.fields.as_ref().unwrap().iter().map(String::as_str).collect()).collect()
}

#[test]
fn lines_of_objects_are_rows() {
    let text = "{\"file_name\": \"1.jpg\", \"price\": 237500.0}\r\n\n{\"price\": 514000, \"zip\": \"01234\", \"file_name\": \"2.jpg\"}\n[1]\n";
    for name in ["metadata.jsonl", "x.ndjson", "x.json", "metadata.jsonl.txt"] {
        let table = read(name, text);
        assert_eq!(table.columns, ["file_name", "price", "zip"]);
        assert_eq!(table.rows[0].fields, Ok(["1.jpg", "237500", ""].map(String::from).into()));
        assert_eq!(table.rows[1].fields, Ok(["2.jpg", "514000", "01234"].map(String::from).into()));
        assert_eq!((table.rows[1].line, table.rows[2].line), (3, 4));
        assert_eq!(table.rows[2].fields, Err("Line 4 is not a JSON object.".to_owned()));
        assert_eq!(table.reading.header_line, None);
    }
}

#[test]
fn an_array_of_objects_is_a_table() {
    let text = "\u{feff}[\n  {\"id\": 787072123456789012, \"photos\": [\"a.jpg\", \"b.jpg\"], \"sold\": true, \"note\": null},\n  {\"id\": 2, \"photos\": [],\n \"at\": {\"lat\": 1.50, \"x y\": \"a \\\" b\"}, \"tags\": [\"a|b\"], \"m\": [1, 2]}\n]\n";
    let table = read("houses.json", text);
    assert_eq!(table.columns, ["id", "photos", "sold", "note", "at", "tags", "m"]);
    assert_eq!(rows(&table)[0], ["787072123456789012", "a.jpg|b.jpg", "true", "", "", "", ""]);
    assert_eq!(
        rows(&table)[1],
        ["2", "", "", "", "{\"lat\":1.50,\"x y\":\"a \\\" b\"}", "[\"a|b\"]", "[1,2]"]
    );
    assert_eq!((table.rows[0].line, table.rows[1].line), (2, 3));
}

#[test]
fn the_forms_of_other_programs_are_read() {
    let expected = [["1", "100"], ["2", "200"]];
    for text in [
        // Within an object; pandas' orients; arrays with a header.
        "{\"count\": 2, \"houses\": [{\"id\": 1, \"price\": 100}, {\"id\": 2, \"price\": 200}]}",
        "{\"id\": {\"0\": 1, \"1\": 2}, \"price\": {\"0\": 100, \"1\": 200}}",
        "{\"id\": [1, 2], \"price\": [100, 200]}",
        "{\"columns\": [\"id\", \"price\"], \"index\": [0, 1], \"data\": [[1, 100], [2, 200]]}",
        "{\"1\": {\"price\": 100}, \"2\": {\"price\": 200}}",
        "[[\"id\", \"price\"], [1, 100], [2, 200]]",
        "{\"x\": {\"id\": 1, \"price\": 100}, \"y\": {\"id\": 2, \"price\": 200}}",
    ] {
        let table = read("t.json", text);
        assert_eq!(table.columns, ["id", "price"], "{text}");
        assert_eq!(rows(&table), expected, "{text}");
    }
    let table = read("t.json", "{\"price\": 100, \"rooms\": 3}");
    assert_eq!(rows(&table), [["100", "3"]]);
}

#[test]
fn what_is_no_table_is_an_error() {
    let error = |name: &str, text: &str| read_table(name, text.as_bytes()).unwrap_err();
    let not_json = |line| DatasetError::NotJson { file: "t.json".to_owned(), line };
    assert_eq!(error("t.json", "[{\"a\": 1},\n {\"a\": 2\n"), not_json(3));
    assert_eq!(error("t.json", "price,id\n1,2\n"), not_json(1));
    assert_eq!(error("t.json", "7"), not_json(1));
    assert!(matches!(error("t.json", " \n"), DatasetError::TableEmpty { .. }));
    assert!(matches!(error("t.json", "[]"), DatasetError::TableEmpty { .. }));
    assert!(matches!(error("t.json", "{}"), DatasetError::TableEmpty { .. }));
    assert!(matches!(error("t.jsonl", "x\ny\n"), DatasetError::NotJson { line: 1, .. }));
    let wide: Vec<String> = (0..=MAX_COLUMNS).map(|key| format!("\"k{key}\":1")).collect();
    assert!(error("t.json", &format!("[{{{}}}]", wide.join(","))).to_string().contains("201 columns"));
    let long = format!("[{}1]", "{\"a\":1},".repeat(100_001));
    assert!(error("t.json", &long).to_string().contains("more than 100000 rows"));
    // As deep as it likes.
    for open in ["[", "{\"a\":"] {
        let _ = read_table("t.json", open.repeat(100_000).as_bytes());
        let deep = format!("[{{\"a\": {}1{}}}]", "[".repeat(50_000), "]".repeat(50_000));
        assert_eq!(read("t.json", &deep).rows.len(), 1);
    }
}

#[test]
fn tables_within_objects_and_prices_by_name_are_read() {
    let expected = [["1", "100"], ["2", "200"]];
    for text in [
        "{\"status\": \"ok\", \"results\": {\"count\": 2, \"listings\": [{\"id\": 1, \"price\": 100}, {\"id\": 2, \"price\": 200}]}}",
        "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"geometry\": {\"type\": \"Point\"}, \"properties\": {\"id\": 1, \"price\": 100}}, {\"type\": \"Feature\", \"id\": 7, \"properties\": {\"id\": 2, \"price\": 200}}]}",
        "{\"1\": 100, \"2\": 200}",
        "{\n \"id\": 1,\n \"price\": 100\n}\n{\n \"id\": 2,\n \"price\": 200\n}\n",
        "[{\"id\": 1, \"price\": 100,}, {\"id\": 2, \"price\": 200},]",
    ] {
        let table = read("t.json", text);
        assert_eq!(table.columns, ["id", "price"], "{text}");
        assert_eq!(rows(&table), expected, "{text}");
    }
    let table = read("t.json", "{\"H001.jpg\": 412000, \"H002.jpg\": 187500.0}");
    assert_eq!(
        (table.columns[0].as_str(), rows(&table)[1].as_slice()),
        ("photo", &["H002.jpg", "187500"][..])
    );
    let table = read("t.json", "[{\"price\": {\"value\": 363500, \"currency\": \"EUR\"}, \"lot\": NaN}]");
    assert_eq!(rows(&table), [["363500 EUR", ""]]);
    // Houses with lists of their own are rows.
    let table = read(
        "t.json",
        "{\"a\": {\"price\": 1, \"p\": [{\"u\": 1}]}, \"b\": {\"price\": 2, \"p\": [{\"u\": 2}]}}",
    );
    assert_eq!(table.rows.len(), 2);
}
