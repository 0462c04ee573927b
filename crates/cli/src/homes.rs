//! Prices of many homes: a folder, archives or a table.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::CliError;
use super::load::{PairingArgs, TableFileArgs, open_files};
use super::pairing_arguments::pairing_arguments;
use facade_app::home_export::{priced_rows, rows_csv};
use facade_app::home_table::{home_note, listed_homes, missing_notes, table_notes};
use facade_app::homes::{ListedHome, Outcome, grouped_homes};
use facade_app::pairing_text::method_text;
use facade_app::result_text::{ood_warning, price_span};
use facade_app::trust::no_ranges_note;
use facade_data::{
    HomeInputs, HomeTable, HomesCandidate, Pairing, PairingPreview, RecognisedRoom, Source, choose_homes,
    home_candidates,
};
use facade_features::Extractor;
use facade_imaging::{PhotoError, TileError, TiledHome, read_photo, tile_home};
use facade_nn::estimate::Estimate;
use facade_nn::model_file::Model;
use facade_platform as platform;
use facade_protocol::{Bytes, Home, PriceInterval};
use facade_session::workbook;
use facade_text as text;
use facade_text::format::{list, room_in_sentence};

/// How many homes are read, and where their prices are written.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Many homes")]
pub(super) struct HomesArgs {
    /// Write the table with prices and ranges to this file: CSV or Excel (.xlsx)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    file: TableFileArgs,
    #[command(flatten)]
    pairing: PairingArgs,
}

impl HomesArgs {
    pub(super) fn is_given(&self) -> bool {
        self.out.is_some() || self.is_given_for_tables()
    }

    /// Whether there has to be a table.
    fn is_given_for_tables(&self) -> bool {
        self.file.is_given() || self.pairing.is_given()
    }
}

/// A model, with the pretrained network if it takes its features or can recognise rooms by them.
#[derive(Clone, Copy)]
pub(super) struct Pricer<'a> {
    pub(super) model: &'a Model,
    pub(super) extractor: Option<&'a Extractor>,
}

impl Pricer<'_> {
    /// Whether it can recognise rooms.
    pub(super) fn recognises_rooms(self) -> bool {
        self.model.room_classifier.is_some() && self.extractor.is_some()
    }

    /// Reads this many photos of a home, and recognises the rooms of those at the indices `unknown` if it can; these may be
    /// unreadable then. Returns the home, and the room of each photo or nothing.
    pub(super) fn read_home(
        self,
        photos: usize,
        unknown: &[usize],
        read: impl FnMut(usize) -> Result<Option<Vec<u8>>, PhotoError>,
    ) -> Result<(TiledHome, Vec<Option<RecognisedRoom>>), TileError> {
        let config = &self.model.summary.config;
        let classifier = self.model.room_classifier.as_ref().filter(|_| !unknown.is_empty());
        let takes_features = config.model.is_pretrained();
        let extractor = self.extractor.filter(|_| takes_features || classifier.is_some());
        let is_required = |photo: usize| classifier.is_none() || !unknown.contains(&photo);
        let mut home = tile_home(config.tile, photos, is_required, extractor, read)?;
        let rooms = classifier.map(|classifier| home.recognise_rooms(classifier, unknown, config.tile));
        if !takes_features {
            home.features.clear();
        }
        Ok((home, rooms.unwrap_or_default()))
    }
}

/// What is known of a home besides its photos: the attributes in the model's order, and the zip code.
pub(super) struct Known {
    pub(super) attributes: Vec<Option<f64>>,
    pub(super) zip_code: String,
}

/// The form of the file that is written.
#[derive(Clone, Copy)]
enum Form {
    Csv,
    Excel,
}

/// Prices many homes, and prints or writes the result.
///
/// # Errors
/// If the homes cannot be read, it is not certain which photos are theirs, or none can be priced.
pub(super) fn predict_homes(
    pricer: Pricer<'_>,
    inputs: &HomeInputs,
    chosen: &[PathBuf],
    known: &Known,
    args: &HomesArgs,
    json: bool,
) -> Result<(), CliError> {
    let out = args.out.as_deref().map(|file| Ok::<_, CliError>((file, form(file)?))).transpose()?;
    let opened = open_files(chosen)?;
    let source: &(dyn Source + Sync) = &opened;
    let paths = source.paths();
    let table = find_table(source, &paths, inputs, args)?;
    let mut notes = Vec::new();
    let mut homes = match &table {
        Found::Table(table) => listed_homes(table, inputs),
        Found::Unused(tables) => {
            let unused = (!tables.is_empty()).then(|| text::homes_table_unused(list(tables)));
            if inputs.rooms.is_none() {
                return Err(CliError::Message(unused.unwrap_or_else(|| text::homes_no_photos().to_owned())));
            }
            notes.extend(unused);
            grouped_homes(&paths, inputs)
        }
    };
    if homes.is_empty() {
        return Err(CliError::Message(text::homes_no_photos().to_owned()));
    }
    let table = table.table();
    for home in &mut homes {
        home.attributes.resize(inputs.attributes.len(), None);
        for (value, given) in home.attributes.iter_mut().zip(&known.attributes) {
            *value = value.or(*given);
        }
        if home.zip_code.is_empty() {
            home.zip_code.clone_from(&known.zip_code);
        }
    }
    homes = platform::parallel_map(homes.len(), |at| price(pricer, inputs, source, &paths, &homes[at]));
    notes.extend(match table {
        Some(table) => table_notes(&homes, table, inputs),
        None => missing_notes(&homes, None, inputs),
    });
    notes.extend(no_ranges_note(&pricer.model.summary));
    if let Some((file, form)) = out {
        let rows = priced_rows(&homes, table, inputs);
        let bytes = match form {
            Form::Csv => rows_csv(&rows).into_bytes(),
            Form::Excel => workbook(&rows).map_err(CliError::Message)?,
        };
        std::fs::write(file, bytes)
            .map_err(|e| CliError::Message(format!("{} could not be written: {e}.", file.display())))?;
    }
    if json {
        super::print_stdout(&homes_json(&homes, table, inputs, &notes).to_string());
    } else {
        notes.iter().for_each(|note| super::print_stderr(note));
        super::print_stdout(&homes_text(&homes, table, inputs));
    }
    let failed = |home: &ListedHome| match &home.outcome {
        Outcome::Failed(why) => Some(why.clone()),
        _ => None,
    };
    match homes.iter().map(failed).collect::<Option<Vec<String>>>() {
        Some(reasons) => Err(CliError::Message(format!(
            "No home could be priced. {}",
            reasons.first().map_or("", |why| why)
        ))),
        None => Ok(()),
    }
}

fn form(file: &Path) -> Result<Form, CliError> {
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("csv") => Ok(Form::Csv),
        Some("xlsx") => Ok(Form::Excel),
        _ => Err(CliError::Message(format!("{} must end in .csv or .xlsx.", file.display()))),
    }
}

/// The table of the homes, or the names of tables that cannot be used.
enum Found {
    Table(Box<HomeTable>),
    Unused(Vec<String>),
}

impl Found {
    fn table(&self) -> Option<&HomeTable> {
        match self {
            Found::Table(table) => Some(table),
            Found::Unused(_) => None,
        }
    }
}

/// Finds the table that lists the homes, and pairs photos with its rows.
fn find_table(
    source: &(dyn Source + Sync),
    paths: &[String],
    inputs: &HomeInputs,
    args: &HomesArgs,
) -> Result<Found, CliError> {
    let tables = match args.file.read_tables(source, paths) {
        Ok(tables) => tables,
        Err(error) if args.is_given_for_tables() => return Err(error),
        Err(_) => return Ok(Found::Unused(Vec::new())),
    };
    let candidates = home_candidates(tables.read, tables.lists.as_deref(), inputs, paths);
    let chosen = choose_homes(&candidates);
    let Some((best, others)) = chosen.or_else(|| {
        // The arguments may say how photos belong to rows.
        (args.pairing.is_given() && !candidates.is_empty()).then_some((0, Vec::new()))
    }) else {
        return match tables.first_error {
            // Without photos there is nothing else to price.
            Some(error) if inputs.rooms.is_none() => Err(error),
            _ => Ok(Found::Unused(candidates.iter().map(|table| table.table().file.clone()).collect())),
        };
    };
    let candidate = &candidates[best];
    let mut table = if args.pairing.is_given() && inputs.rooms.is_some() {
        let guessed = candidate.pairings().first().map(|pairing| pairing.mapping.clone());
        let mut mapping = guessed.unwrap_or_default();
        args.pairing.apply(candidate.table(), &mut mapping)?;
        candidate.homes_by(inputs, &mapping, paths)
    } else {
        candidate.homes(inputs, paths)
    };
    if !table.is_clear {
        return Err(unclear(candidate, paths));
    }
    table.other_tables = others.iter().map(|&other| candidates[other].table().file.clone()).collect();
    Ok(Found::Table(Box::new(table)))
}

/// The error where photos could belong to homes in more than one way.
fn unclear(candidate: &HomesCandidate, paths: &[String]) -> CliError {
    let table = candidate.table();
    let way = |pairing: &Pairing| {
        let way = method_text(&PairingPreview::of(table, pairing, paths), &table.columns);
        format!("  {way}: {}", pairing_arguments(table, &pairing.mapping))
    };
    let ways: Vec<String> = candidate.pairings().iter().map(way).collect();
    CliError::Message(format!(
        "It is not certain which photos belong to which row of {}. Choose a way:\n{}",
        table.file,
        ways.join("\n")
    ))
}

/// Prices a home. Returns it with its photos as they were taken.
fn price(
    pricer: Pricer<'_>,
    inputs: &HomeInputs,
    source: &(dyn Source + Sync),
    paths: &[String],
    home: &ListedHome,
) -> ListedHome {
    let failed = |why: String| ListedHome { outcome: Outcome::Failed(why), ..home.clone() };
    if let Some(problem) = &home.problem {
        return failed(problem.clone());
    }
    let (mut montage, mut features) = (Vec::new(), Vec::new());
    let mut group = home.group.clone();
    if let Some(rooms) = &inputs.rooms {
        let (mut photos, mut unknown) = group.photos.candidates();
        if !pricer.recognises_rooms() {
            photos.truncate(rooms.len());
            unknown.clear();
        }
        let path = |photo: usize| paths.get((*photos.get(photo)?)?);
        let tiled = pricer.read_home(photos.len(), &unknown, |photo| {
            path(photo).map(|path| read_photo(source, path)).transpose()
        });
        (montage, features) = match tiled {
            Ok((tiled, found)) => {
                group.photos.arrange(&found);
                if let Some(problem) = group.photo_problem(inputs) {
                    return ListedHome { outcome: Outcome::Failed(problem), group, ..home.clone() };
                }
                (tiled.montage, tiled.features)
            }
            Err(TileError { photo, problem }) => {
                let room = room_in_sentence(rooms.name(photo));
                return failed(text::t!(worker_photo_unread, room, problem));
            }
        };
    }
    let mut priced = home.clone();
    let home = Home {
        attributes: home.attributes.clone(),
        zip_code: home.zip_code.clone(),
        features: Bytes(features),
        missing_photos: if inputs.accepts_missing_photos { group.missing_rooms() } else { Vec::new() },
        ..Home::from_montage(montage)
    };
    match pollster::block_on(pricer.model.estimate(&home, None)) {
        Ok(Some(Estimate { price, intervals, ood_score, .. })) => {
            priced.set_price(&pricer.model.summary, price, intervals, ood_score);
        }
        Ok(None) => priced.outcome = Outcome::Failed("The photos do not fit the model.".to_owned()),
        Err(error) => priced.outcome = Outcome::Failed(error.to_string()),
    }
    ListedHome { group, ..priced }
}

/// What a person should know about the price of a home.
fn note(home: &ListedHome, table: Option<&HomeTable>, inputs: &HomeInputs) -> String {
    match &home.outcome {
        Outcome::Failed(why) => why.clone(),
        Outcome::Priced(_, _, score) => {
            let unlike = score.and_then(ood_warning).map(|_| text::homes_guess().to_owned());
            let notes: Vec<String> = unlike.into_iter().chain(home_note(home, table, inputs)).collect();
            notes.join(" ")
        }
        Outcome::Waiting | Outcome::Queried => String::new(),
    }
}

/// A line for each home: name, price, range and note.
fn homes_text(homes: &[ListedHome], table: Option<&HomeTable>, inputs: &HomeInputs) -> String {
    let cells = |home: &ListedHome| {
        let (price, range) = match &home.outcome {
            Outcome::Priced(price, intervals, _) => (
                super::money(*price),
                intervals.first().map(|range| price_span(range.ends[0], range.ends[1])).unwrap_or_default(),
            ),
            _ => Default::default(),
        };
        [home.group.name.clone(), price, range, note(home, table, inputs)]
    };
    let rows: Vec<[String; 4]> = homes.iter().map(cells).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let [name, price, range] = [0, 1, 2].map(width);
    let line = |row: &[String; 4]| {
        let [a, b, c, note] = row;
        format!("{a:name$}  {b:>price$}  {c:range$}  {note}").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn homes_json(
    homes: &[ListedHome],
    table: Option<&HomeTable>,
    inputs: &HomeInputs,
    notes: &[String],
) -> serde_json::Value {
    let home = |home: &ListedHome| {
        let (price, intervals, familiarity) = match &home.outcome {
            Outcome::Priced(price, intervals, score) => (Some(price), intervals.as_slice(), score.as_ref()),
            _ => (None, Default::default(), None),
        };
        json!({
            "home": home.group.name,
            "price": price,
            "intervals": intervals_json(intervals),
            "familiarity": familiarity,
            "note": note(home, table, inputs),
        })
    };
    let columns = |table: &HomeTable| {
        let name = |column: usize| table.columns.get(column).cloned().unwrap_or_default();
        let attributes: serde_json::Map<String, serde_json::Value> = table
            .attributes
            .iter()
            .map(|found| (found.attribute.clone(), name(found.column).into()))
            .collect();
        json!({ "attributes": attributes, "zip_code": table.zip_code.map(name), "missing": table.missing })
    };
    json!({
        "homes": homes.iter().map(home).collect::<Vec<_>>(),
        "columns": table.map(columns),
        "notes": notes,
    })
}

pub(super) fn intervals_json(intervals: &[PriceInterval]) -> serde_json::Value {
    let interval = |PriceInterval { rate, ends: [low, high] }: &PriceInterval| json!({ "rate": rate, "low": low, "high": high });
    intervals.iter().map(interval).collect()
}
