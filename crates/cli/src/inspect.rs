//! `facade inspect`: shows what a dataset contains, what was dropped and why, and how it is split.

use std::{collections::BTreeMap, fmt::Write};

use clap::Args;
use serde_json::json;

use super::load::{DatasetFiles, SAMPLE};
use super::{CliError, TableArgs, cents, money};
use facade_data::{
    DataReport, Dataset, Mapping, Table, TableFormat,
    split::{Split, train_test_split},
};
use facade_imaging::sample;
use facade_spec::Config;
use facade_text::format::{count, count_noun};

#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// A folder or zip archive, or `sample` for the built-in sample
    dataset: String,
    /// Seed of the train-test split (random_state in scikit-learn)
    #[arg(long, default_value_t = Config::default().split_seed)]
    split_seed: u32,
    /// Share of the houses in the test set
    #[arg(long, default_value_t = Config::default().test_share)]
    test_share: f64,
    #[command(flatten)]
    table: TableArgs,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

/// Reads the dataset, including its photos, and prints a report.
///
/// # Errors
/// If it cannot be read, has no usable houses, or cannot be split.
pub(super) fn run(args: &InspectArgs) -> Result<(), CliError> {
    let tile = Config::default().tile;
    let (data, mapped) = if args.dataset == SAMPLE {
        (sample::dataset(tile), None)
    } else {
        let files = DatasetFiles::open(&args.dataset, &args.table)?;
        let data = files.read(files.list_houses()?, tile)?;
        (data, Some((files.table, files.mapping)))
    };
    let mapped = mapped.as_ref();
    let split = train_test_split(data.houses.len(), args.test_share, args.split_seed)?;
    if args.json {
        super::print_stdout(&report_json(&data, &split, mapped).to_string());
    } else {
        super::print_stdout(&report_text(&data, &split, args, mapped));
    }
    Ok(())
}

/// Number of dropped houses by reason.
fn count_reasons(report: &DataReport) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for dropped in &report.dropped {
        *counts.entry(dropped.reason.key()).or_default() += 1;
    }
    counts
}

/// A table and the meaning of its columns.
type MappedTable = (Table, Mapping);

/// The names of the columns by meaning; empty for `HousesInfo.txt`, which has no column names.
fn column_names(mapped: Option<&MappedTable>) -> Vec<(&'static str, Vec<String>)> {
    let Some((table, mapping)) = mapped.filter(|(table, _)| table.format == TableFormat::Delimited) else {
        return Vec::new();
    };
    let named =
        |columns: &[usize]| columns.iter().filter_map(|&column| table.columns.get(column).cloned()).collect();
    let optional = |column: Option<usize>| named(column.as_slice());
    vec![
        ("price", named(&[mapping.price])),
        ("number", optional(mapping.number)),
        ("zip_code", optional(mapping.zip_code)),
        ("attributes", named(&mapping.attributes)),
        ("photos", named(&mapping.photos)),
    ]
}

fn report_json(data: &Dataset, split: &Split, mapped: Option<&MappedTable>) -> serde_json::Value {
    let report = &data.report;
    let columns: BTreeMap<&str, Vec<String>> = column_names(mapped).into_iter().collect();
    let zip_codes: BTreeMap<&str, usize> =
        report.zip_codes.iter().map(|zip| (zip.code.as_str(), zip.houses)).collect();
    json!({
        "rows": report.rows,
        "kept": report.after.houses,
        "dropped": count_reasons(report),
        "columns": columns,
        "rooms": data.rooms.names(),
        "zip_codes": zip_codes,
        "mean_price": report.after.mean_price,
        "std_price": report.after.std_price,
        "split": { "train": split.train, "test": split.test },
    })
}

fn report_text(data: &Dataset, split: &Split, args: &InspectArgs, mapped: Option<&MappedTable>) -> String {
    let report = &data.report;
    let (before, after) = (&report.before, &report.after);
    let mut out = format!("{}: {}\n\n", data.name, count_noun(report.rows, "row", "rows"));
    // Writing to a String cannot fail.
    let columns = column_names(mapped);
    for (what, names) in &columns {
        let (name, none) = match *what {
            "price" => ("Price", ""),
            "number" => ("House number", "row number"),
            "zip_code" => ("Zip code", "none"),
            "attributes" => ("Attributes", "none"),
            _ => ("Photos", "by file name"),
        };
        let names = if names.is_empty() { none.to_owned() } else { names.join(", ") };
        let _ = writeln!(out, "{name:20}{names}");
    }
    if !columns.is_empty() {
        let _ = writeln!(out, "{:20}{}", "Rooms", data.rooms.names().join(", "));
        out.push('\n');
    }
    if !report.rooms_left_out.is_empty() {
        let left_out = report.rooms_left_out.join(", ");
        let _ = writeln!(out, "Rooms left out, since a montage holds at most nine: {left_out}\n");
    }
    let _ = writeln!(out, "{:20}{:>15}{:>15}", "", "In table", "Kept");
    for (name, before, after) in [
        ("Houses", count(before.houses), count(after.houses)),
        ("Zip codes", count(before.zip_codes), count(after.zip_codes)),
        ("Photos", count(before.photos), count(after.photos)),
        ("Average price", cents(before.mean_price), cents(after.mean_price)),
        ("Standard deviation", cents(before.std_price), cents(after.std_price)),
        ("Median price", cents(before.median_price), cents(after.median_price)),
    ] {
        let _ = writeln!(out, "{name:20}{before:>15}{after:>15}");
    }

    let _ =
        writeln!(out, "\n{:20}{:>10}{:>13}{:>13}{:>13}", "Zip code", "Houses", "Lowest", "Median", "Highest");
    for zip in &report.zip_codes {
        let [low, median, high] = [zip.min_price, zip.median_price, zip.max_price].map(money);
        let _ = writeln!(out, "{:20}{:>10}{low:>13}{median:>13}{high:>13}", zip.code, count(zip.houses));
    }

    let needed = mapped.map_or(0, |(_, mapping)| mapping.min_per_zip_code);
    out += &dropped_text(report, needed);
    let _ = write!(
        out,
        "\nSplit with seed {} and test share {}: {} for training, {} for testing.",
        args.split_seed,
        args.test_share,
        count_noun(split.train.len(), "house", "houses"),
        count_noun(split.test.len(), "house", "houses"),
    );
    out
}

/// The number of dropped houses by reason, followed by each house. Houses in rare zip codes are only counted: they
/// can be many, and there is nothing to fix.
fn dropped_text(report: &DataReport, min_per_zip_code: usize) -> String {
    if report.dropped.is_empty() {
        return "\nNo houses were dropped.\n".to_owned();
    }
    let mut out = format!("\nDropped: {}\n", count_noun(report.dropped.len(), "house", "houses"));
    for (key, houses) in count_reasons(report) {
        let why = match key {
            "rare_zip_code" => format!("in zip codes with fewer than {min_per_zip_code} houses"),
            "broken_line" => "with an unreadable row".to_owned(),
            "missing_photo" => "with missing photos".to_owned(),
            _ => "with an unreadable photo".to_owned(),
        };
        let _ = writeln!(out, "{:>5} {why}", count(houses));
        for dropped in report.dropped.iter().filter(|d| d.reason.key() == key && key != "rare_zip_code") {
            let _ = writeln!(out, "      House {}: {}", dropped.house, dropped.reason);
        }
    }
    out
}
