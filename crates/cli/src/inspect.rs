//! `facade inspect`: shows what a dataset contains, what was dropped and why, and how it is split.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use clap::Args;
use serde_json::json;

use super::load::{DatasetFiles, is_sample, paths};
use super::{CliError, TableArgs, cents, money};
use facade_app::pairing_text::{method_text, pairing_notes, photo_list_note};
use facade_data::{
    DataReport, Dataset, House, HouseId, HouseList, TableFormat,
    split::{Split, SplitBy, SplitRule, split_houses, undated},
};
use facade_imaging::sample;
use facade_spec::Config;
use facade_spec::settings::SPLIT_BY;
use facade_text::format::{count, count_noun};

#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// A folder, or zip archives and tables, or `sample` for the built-in sample
    #[arg(required = true)]
    dataset: Vec<String>,
    /// What decides which houses are tested on: random, date, area or copies
    #[arg(long, value_parser = split_by, default_value = "random")]
    split_by: SplitBy,
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
    let (data, found) = if is_sample(&args.dataset) {
        (sample::dataset(tile), None)
    } else {
        let files = DatasetFiles::open(&paths(&args.dataset), &args.table)?;
        let list = files.list_houses()?;
        let data = files.read(list.clone(), tile, None)?;
        (data, Some(Found { files, list }))
    };
    let found = found.as_ref();
    let rule = SplitRule { by: args.split_by, test_share: args.test_share, seed: args.split_seed };
    let split = split_houses(&data, &[], rule)?;
    if args.json {
        super::print_stdout(&report_json(&data, &split, found).to_string());
    } else {
        super::print_stdout(&report_text(&data, &split, args, found));
    }
    Ok(())
}

fn split_by(name: &str) -> Result<SplitBy, String> {
    let mut config = Config::default();
    let known = SPLIT_BY.set(&mut config, name);
    known.map(|()| config.split_by).ok_or_else(|| "expected random, date, area or copies".to_owned())
}

/// Number of dropped houses by reason.
fn count_reasons(report: &DataReport) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for dropped in &report.dropped {
        *counts.entry(dropped.reason.key()).or_default() += 1;
    }
    counts
}

/// What was read of a folder, before its photos were.
struct Found {
    files: DatasetFiles,
    list: HouseList,
}

impl Found {
    /// The houses of the dataset with their prices and photos.
    fn houses(&self, data: &Dataset) -> Vec<serde_json::Value> {
        let rooms = self.list.rooms.names();
        let positions: HashMap<&HouseId, usize> =
            self.list.houses.iter().enumerate().map(|(position, house)| (&house.id, position)).collect();
        let house = |house: &House| {
            let photos = positions.get(&house.id).map_or(&[][..], |&position| self.list.photos_of(position));
            let photo = |(room, path): (&String, &Option<usize>)| {
                Some(json!({ "room": room, "file": self.files.paths[(*path)?] }))
            };
            let photos: Vec<_> = rooms.iter().zip(photos).filter_map(photo).collect();
            json!({ "id": house.id, "price": house.price, "photos": photos })
        };
        data.houses.iter().map(house).collect()
    }

    /// How photos are paired with rows.
    fn pairing(&self) -> serde_json::Value {
        let way = |(how, arguments): (String, String)| json!({ "how": how, "arguments": arguments });
        let mut ways = self.files.describe_ways().into_iter().map(way);
        let best = self.files.pairing();
        let first = ways.next().unwrap_or_default();
        json!({
            "how": first["how"],
            "method": best.method,
            "clear": self.files.is_clear,
            "rows": best.houses,
            "rows_with_photos": best.houses_with_photos,
            "photos_used": best.photos_used,
            "photos_left": best.photos_left,
            "photos_per_house": best.photos_per_house,
            "complete_houses": best.complete_houses,
            "price_doubt": best.price_doubt.and_then(|column| self.files.table.columns.get(column)),
            "other_tables": self.files.other_tables,
            "alternatives": ways.collect::<Vec<_>>(),
        })
    }
}

/// The names of the columns by meaning; empty for `HousesInfo.txt`, which has no column names.
fn column_names(found: Option<&Found>) -> Vec<(&'static str, Vec<String>)> {
    let Some(DatasetFiles { table, mapping, .. }) =
        found.map(|found| &found.files).filter(|files| files.table.format == TableFormat::Delimited)
    else {
        return Vec::new();
    };
    let named =
        |columns: &[usize]| columns.iter().filter_map(|&column| table.columns.get(column).cloned()).collect();
    let optional = |column: Option<usize>| named(column.as_slice());
    vec![
        ("price", named(&[mapping.price])),
        ("id", optional(mapping.id)),
        ("zip_code", optional(mapping.zip_code)),
        ("date", optional(mapping.date)),
        ("attributes", named(&mapping.attributes)),
        ("photos", named(&mapping.photos)),
        ("room", optional(mapping.room)),
    ]
}

fn report_json(data: &Dataset, split: &Split, found: Option<&Found>) -> serde_json::Value {
    let report = &data.report;
    let columns: BTreeMap<&str, Vec<String>> = column_names(found).into_iter().collect();
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
        "table": found.map(|found| &found.files.table.file),
        "pairing": found.map(Found::pairing),
        "houses": found.map(|found| found.houses(data)),
    })
}

fn report_text(data: &Dataset, split: &Split, args: &InspectArgs, found: Option<&Found>) -> String {
    let report = &data.report;
    let (before, after) = (&report.before, &report.after);
    let mut out = format!("{}: {}\n\n", data.name, count_noun(report.rows, "row", "rows"));
    // Writing to a String cannot fail.
    let columns = column_names(found);
    for (what, names) in &columns {
        let (name, none) = match *what {
            "price" => ("Price", ""),
            "id" => ("House id", "row number"),
            "room" => ("Room", "by file name"),
            "zip_code" => ("Zip code", "none"),
            "date" => ("Date", "none"),
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
    if let Some(found) = found {
        out += &pairing_text(found);
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

    let needed = found.map_or(0, |found| found.files.mapping.min_per_zip_code);
    out += &dropped_text(report, needed);
    let how = match args.split_by {
        SplitBy::Random => format!("with seed {}", args.split_seed),
        SplitBy::Date => "by date".to_owned(),
        SplitBy::Area => format!("by area with seed {}", args.split_seed),
        SplitBy::Copies => format!("by copies with seed {}", args.split_seed),
    };
    let _ = write!(
        out,
        "\nSplit {how} and test share {}: {} for training, {} for testing.",
        args.test_share,
        count_noun(split.train.len(), "house", "houses"),
        count_noun(split.test.len(), "house", "houses"),
    );
    if let houses @ 1.. = undated(&data.houses, args.split_by) {
        let _ = write!(out, "\nWithout a date, in neither: {}.", count_noun(houses, "house", "houses"));
    }
    out
}

/// How photos belong to houses, with three houses as examples, and the other ways if it is not clear.
fn pairing_text(found: &Found) -> String {
    let Found { files, .. } = found;
    let preview = files.pairing();
    let mut out = format!("{}.\n", method_text(&preview, &files.table.columns));
    let _ = writeln!(out, "{}", pairing_notes(&preview, &files.table.columns).join(" "));
    if let Some(list) = preview.mapping.used_photo_list(&files.table.reading) {
        let _ = writeln!(out, "{}", photo_list_note(list));
    }
    for line in &files.table.reading.skipped {
        let _ = writeln!(out, "Line {} of the table is left out: {}", line.line, line.why);
    }
    if !files.table.reading.other_price_sheets.is_empty() {
        let sheets = files.table.reading.other_price_sheets.join(", ");
        let _ = writeln!(out, "Other sheets have prices as well: {sheets}. Choose one with --sheet.");
    }
    for house in &preview.examples {
        let photos: Vec<&str> = house.photos.iter().map(|(_, path)| files.paths[*path].as_str()).collect();
        let _ = writeln!(out, "  House {}, {}: {}", house.id, money(house.price), photos.join(", "));
    }
    if !files.other_tables.is_empty() {
        let _ = writeln!(
            out,
            "Other prices for the same houses are in {}: choose one with --table.",
            files.other_tables.join(", ")
        );
    }
    if !files.is_clear {
        let ways = files.describe_ways();
        out += if ways.len() > 1 {
            "Photos may belong to houses in more than one way. The first is used here:\n"
        } else {
            "This is a guess. If it is right, confirm it with these options:\n"
        };
        for (way, arguments) in ways {
            let _ = writeln!(out, "  {way}: {arguments}");
        }
    }
    out.push('\n');
    out
}

/// The number of dropped houses by reason, followed by each house. Houses in rare zip codes and houses without
/// photos are only counted: they can be many, and there is nothing to fix.
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
            "no_photos" => "without photos".to_owned(),
            _ => "with an unreadable photo".to_owned(),
        };
        let _ = writeln!(out, "{:>5} {why}", count(houses));
        for dropped in report
            .dropped
            .iter()
            .filter(|d| d.reason.key() == key && !["rare_zip_code", "no_photos"].contains(&key))
        {
            let _ = writeln!(out, "      House {}: {}", dropped.house, dropped.reason);
        }
    }
    out
}
