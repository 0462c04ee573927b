//! `facade inspect`: what is in a dataset, what was left out and why, and how it is split.

use std::{collections::BTreeMap, fmt::Write};

use clap::Args;
use serde_json::json;

use super::load::{Folder, SAMPLE};
use super::{CliError, TableArgs, cents, money};
use facade_data::{
    DataReport, Dataset, Form, Mapping, Table,
    split::{Split, train_test_split},
};
use facade_imaging::sample;
use facade_spec::Config;
use facade_text::format::{count, counted};

/// Arguments of `facade inspect`.
#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// The dataset's folder or zip archive, or `sample` for the built-in houses
    dataset: String,
    /// Seed of the split: scikit-learn's random_state
    #[arg(long, default_value_t = Config::default().split_seed)]
    split_seed: u32,
    /// Share of the houses held back for testing
    #[arg(long, default_value_t = Config::default().test_share)]
    test_share: f64,
    #[command(flatten)]
    table: TableArgs,
    /// Print one JSON object as the last line
    #[arg(long)]
    json: bool,
}

/// Reads the dataset, its photos too, and reports.
///
/// # Errors
/// If it cannot be read, gives no houses, or cannot be split.
pub(super) fn run(args: &InspectArgs) -> Result<(), CliError> {
    let tile = Config::default().tile;
    let (data, meaning) = if args.dataset == SAMPLE {
        (sample::dataset(tile), None)
    } else {
        let folder = Folder::open(&args.dataset, &args.table)?;
        let data = folder.read(folder.list()?, tile)?;
        (data, Some((folder.table, folder.mapping)))
    };
    let meaning = meaning.as_ref();
    let split = train_test_split(data.houses.len(), args.test_share, args.split_seed)?;
    if args.json {
        super::print(&object(&data, &split, meaning).to_string());
    } else {
        super::print(&text(&data, &split, args, meaning));
    }
    Ok(())
}

/// How many houses were left out for each reason, by the reason's key.
fn reasons(report: &DataReport) -> BTreeMap<&'static str, usize> {
    let mut reasons = BTreeMap::new();
    for dropped in &report.dropped {
        *reasons.entry(dropped.reason.key()).or_default() += 1;
    }
    reasons
}

/// A table and what its columns were taken for.
type Meaning = (Table, Mapping);

/// What each column was taken for, where they have names.
fn columns(meaning: Option<&Meaning>) -> Vec<(&'static str, Vec<String>)> {
    let Some((table, mapping)) = meaning.filter(|(table, _)| table.form == Form::Delimited) else {
        return Vec::new();
    };
    let named =
        |columns: &[usize]| columns.iter().filter_map(|&column| table.columns.get(column).cloned()).collect();
    let maybe = |column: Option<usize>| named(column.as_slice());
    vec![
        ("price", named(&[mapping.price])),
        ("number", maybe(mapping.number)),
        ("zip_code", maybe(mapping.zip_code)),
        ("attributes", named(&mapping.attributes)),
        ("photos", named(&mapping.photos)),
    ]
}

fn object(data: &Dataset, split: &Split, meaning: Option<&Meaning>) -> serde_json::Value {
    let report = &data.report;
    let columns: BTreeMap<&str, Vec<String>> = columns(meaning).into_iter().collect();
    let zip_codes: BTreeMap<&str, usize> =
        report.zip_codes.iter().map(|zip| (zip.code.as_str(), zip.houses)).collect();
    json!({
        "rows": report.rows,
        "kept": report.after.houses,
        "dropped": reasons(report),
        "columns": columns,
        "rooms": data.rooms.words(),
        "zip_codes": zip_codes,
        "mean_price": report.after.mean_price,
        "std_price": report.after.std_price,
        "split": { "train": split.train, "test": split.test },
    })
}

fn text(data: &Dataset, split: &Split, args: &InspectArgs, meaning: Option<&Meaning>) -> String {
    let report = &data.report;
    let (before, after) = (&report.before, &report.after);
    let mut out = format!("{}: {}\n\n", data.name, counted(report.rows, "row", "rows"));
    // Writing to a String cannot fail.
    let columns = columns(meaning);
    for (what, names) in &columns {
        let (name, none) = match *what {
            "price" => ("Price", ""),
            "number" => ("House’s number", "rows, counted"),
            "zip_code" => ("Zip code", "none"),
            "attributes" => ("Attributes", "none"),
            _ => ("Photos", "by their own names"),
        };
        let names = if names.is_empty() { none.to_owned() } else { names.join(", ") };
        let _ = writeln!(out, "{name:20}{names}");
    }
    if !columns.is_empty() {
        let _ = writeln!(out, "{:20}{}", "Rooms", data.rooms.words().join(", "));
        out.push('\n');
    }
    if !report.rooms_left_out.is_empty() {
        let left_out = report.rooms_left_out.join(", ");
        let _ = writeln!(out, "More rooms than a montage has places for; left out: {left_out}\n");
    }
    let _ = writeln!(out, "{:20}{:>15}{:>15}", "", "In the table", "Kept");
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
        let [low, middle, high] = [zip.min_price, zip.median_price, zip.max_price].map(money);
        let _ = writeln!(out, "{:20}{:>10}{low:>13}{middle:>13}{high:>13}", zip.code, count(zip.houses));
    }

    let needed = meaning.map_or(0, |(_, mapping)| mapping.per_zip_code);
    out += &left_out(report, needed);
    let _ = write!(
        out,
        "\nSplit with seed {} and a test share of {}: {} to train on, {} to test on.",
        args.split_seed,
        args.test_share,
        counted(split.train.len(), "house", "houses"),
        counted(split.test.len(), "house", "houses"),
    );
    out
}

/// How many houses are not used and why; each of them by name, but for those in rare zip codes, which are many and
/// nothing to mend.
fn left_out(report: &DataReport, per_zip_code: usize) -> String {
    if report.dropped.is_empty() {
        return "\nNo house was left out.\n".to_owned();
    }
    let mut out = format!("\nLeft out: {}\n", counted(report.dropped.len(), "house", "houses"));
    for (key, houses) in reasons(report) {
        let why = match key {
            "rare_zip_code" => format!("in zip codes with fewer than {per_zip_code} houses"),
            "broken_line" => "with a line that cannot be read".to_owned(),
            "missing_photo" => "without all their photos".to_owned(),
            _ => "with a photo that cannot be read".to_owned(),
        };
        let _ = writeln!(out, "{:>5} {why}", count(houses));
        for dropped in report.dropped.iter().filter(|d| d.reason.key() == key && key != "rare_zip_code") {
            let _ = writeln!(out, "      House {}: {}", dropped.house, dropped.reason);
        }
    }
    out
}
