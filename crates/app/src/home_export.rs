//! The list of homes as a file: their table with the prices beside it.

use super::csv;
use super::home_table::{home_note, missing_notes};
use super::homes::{ListedHome, Outcome};
use super::result_text::ood_warning;
use facade_data::{HomeInputs, HomeTable};
use facade_text as text;

/// Name of the file, without its extension.
pub const HOMES_FILE: &str = "facade-homes";

/// The columns that are added: the price in dollars, the first interval around it, whether the photos are unlike those
/// of the training houses, and what a person should know.
const RESULTS: [&str; 6] = ["price", "low", "high", "range_holds_percent", "unlike_training_houses", "note"];

/// The homes with their prices in full precision: the names of the columns, and a row for each home or, if they come from
/// a table, for each row of it. Added columns are called `predicted_price` and so on where the table has such a column.
pub fn priced_rows(homes: &[ListedHome], table: Option<&HomeTable>, inputs: &HomeInputs) -> Vec<Vec<String>> {
    let missing = missing_notes(homes, table, inputs);
    let results: Vec<[String; 6]> = homes.iter().map(|home| results(home, table, inputs, &missing)).collect();
    let Some(table) = table else {
        let header = std::iter::once("home").chain(RESULTS).map(str::to_owned).collect();
        let row = |(home, results): (&ListedHome, [String; 6])| {
            std::iter::once(home.group.name.clone()).chain(results).collect()
        };
        return std::iter::once(header).chain(homes.iter().zip(results).map(row)).collect();
    };
    let mut header = table.columns.clone();
    for name in RESULTS {
        let mut name = name.to_owned();
        while header.iter().any(|taken| taken.trim().eq_ignore_ascii_case(&name)) {
            name = format!("predicted_{name}");
        }
        header.push(name);
    }
    let row = |(fields, home): (&Vec<String>, &usize)| {
        let results = results.get(*home).cloned().unwrap_or_default();
        fields.iter().cloned().chain(results).collect()
    };
    std::iter::once(header).chain(table.rows.iter().zip(&table.of_rows).map(row)).collect()
}

fn results(
    home: &ListedHome,
    table: Option<&HomeTable>,
    inputs: &HomeInputs,
    missing: &[String],
) -> [String; 6] {
    let mut cells: [String; 6] = Default::default();
    let [price_cell, low, high, holds, unlike, note] = &mut cells;
    match &home.outcome {
        Outcome::Priced(price, intervals, ood_score) => {
            *price_cell = csv::number(*price);
            if let Some(range) = intervals.first() {
                [*low, *high, *holds] = [range.ends[0], range.ends[1], 100.0 * range.rate].map(csv::number);
            }
            *unlike = ood_score.map_or_else(String::new, |score| ood_warning(score).is_some().to_string());
            let notes: Vec<String> =
                home_note(home, table, inputs).into_iter().chain(missing.iter().cloned()).collect();
            *note = notes.join(" ");
        }
        Outcome::Failed(why) => note.clone_from(why),
        Outcome::Waiting | Outcome::Queried => text::homes_not_priced().clone_into(note),
    }
    cells
}

/// Rows as CSV.
pub fn rows_csv(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| {
        let fields: Vec<String> = row.iter().map(|field| csv::field(field)).collect();
        fields.join(",") + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::homes::PhotoGroup;
    use facade_data::RoomPhotos;
    use facade_protocol::PriceInterval;

    fn home(name: &str, outcome: Outcome) -> ListedHome {
        ListedHome {
            outcome,
            ..ListedHome::new(PhotoGroup { name: name.to_owned(), photos: RoomPhotos::default() }, None)
        }
    }

    #[test]
    fn names_of_homes_are_not_formulas() {
        let homes = [
            home("=1+1", Outcome::Waiting),
            home("=1+1", Outcome::Failed("@x".to_owned())),
            home("=1+1", Outcome::Priced(f64::INFINITY, Vec::new(), None)),
        ];
        let csv = rows_csv(&priced_rows(&homes, None, &HomeInputs::default()));
        let lines: Vec<&str> = csv.lines().skip(1).collect();
        assert_eq!(lines[1..], ["\"'=1+1\",,,,,,\"'@x\"", "\"'=1+1\",,,,,,"]);
        assert!(lines[0].starts_with("\"'=1+1\",,"));
    }

    #[test]
    fn a_list_is_exported_as_csv() {
        let intervals = vec![PriceInterval { rate: 0.8, ends: [9e4, 1.2e5] }];
        let homes = [
            home("a", Outcome::Priced(1e5, Vec::new(), None)),
            home("a b", Outcome::Priced(1e5, intervals, None)),
            home("b, c", Outcome::Failed("No photo of the bedroom and front.".to_owned())),
        ];
        assert_eq!(
            rows_csv(&priced_rows(&homes, None, &HomeInputs::default())),
            "home,price,low,high,range_holds_percent,unlike_training_houses,note\n\
             a,100000,,,,,\na b,100000,90000,120000,80,,\n\"b, c\",,,,,,No photo of the bedroom and front.\n"
        );
    }

    #[test]
    fn a_table_is_given_back_with_prices() {
        let fields = |row: &[&str]| row.iter().map(|&field| field.to_owned()).collect::<Vec<_>>();
        let table = HomeTable {
            file: "homes.csv".to_owned(),
            columns: fields(&["id", "Price", "beds"]),
            rows: vec![fields(&["007", "=cmd", "3"]), fields(&["8", "", ""]), fields(&["007", "", ""])],
            homes: Vec::new(),
            of_rows: vec![0, 1, 0],
            attributes: Vec::new(),
            missing: fields(&["area"]),
            zip_code: None,
            pairing: None,
            is_clear: true,
            photo_list: None,
            other_tables: Vec::new(),
        };
        let inputs = HomeInputs { attributes: fields(&["beds", "area"]), ..HomeInputs::default() };
        let mut first = home("007", Outcome::Priced(1e5, Vec::new(), None));
        first.attributes = vec![Some(3.0), None];
        let second =
            ListedHome { attributes: vec![None; 2], ..home("8", Outcome::Priced(2e5, Vec::new(), None)) };
        let area = "homes.csv has no column for area: the mean of the training houses is used.";
        let beds = "No value for beds: the mean of the training houses is used.";
        assert_eq!(
            rows_csv(&priced_rows(&[first, second], Some(&table), &inputs)),
            format!(
                "id,Price,beds,predicted_price,low,high,range_holds_percent,unlike_training_houses,note\n\
                 007,\"'=cmd\",3,100000,,,,,{area}\n8,,,200000,,,,,{beds} {area}\n007,,,100000,,,,,{area}\n"
            )
        );
    }
}
