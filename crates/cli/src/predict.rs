//! `facade predict`: predicts the price of a home.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::CliError;
use super::homes::{HomesArgs, Known, Pricer, intervals_json, predict_homes};
use super::pretrained::PretrainedArgs;
use facade_app::explanation::effect_names;
use facade_app::result_text::{price_span, price_warning};
use facade_app::trust::{Doubts, no_ranges_note};
use facade_data::{HomeInputs, RecognisedRoom, Rooms, find_tables, is_archive, read_attribute, split_path};
use facade_imaging::TileError;
use facade_nn::estimate::Estimate;
use facade_nn::model_file::Model;
use facade_protocol::{Bytes, Home, PriceInterval};
use facade_spec::ModelKind;
use facade_text as text;
use facade_text::format::{count_noun, list, percent, signed_money};

/// Training houses that are printed beside a price.
const NEAREST: usize = 5;

/// Stands for a photo that is missing.
const NO_PHOTO: &str = "-";

#[derive(Debug, Args)]
pub(super) struct PredictArgs {
    /// The model file, from `train --save` or the page
    model: PathBuf,
    /// One photo for each room of the model, in order; for the tutorial's dataset: bathroom, bedroom, frontal, kitchen. A
    /// pretrained network needs only one: write - for a photo that is missing. Or many homes: a folder, archives or a table
    homes: Vec<PathBuf>,
    /// Recognise the rooms on the photos of a home: they can be in any order, and more or fewer than the rooms
    #[arg(long)]
    recognise: bool,
    /// An attribute, as `area="1,450 sqft"`; of many homes, for those whose table does not say
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// The zip code or neighbourhood
    #[arg(long, value_name = "CODE")]
    zip_code: Option<String>,
    /// Print what each photo and attribute adds to the price of a home
    #[arg(long)]
    explain: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    pretrained: PretrainedArgs,
    #[command(flatten)]
    many: HomesArgs,
}

/// Predicts the price.
///
/// # Errors
/// If the model or a photo cannot be read, or the arguments do not fit the model.
pub(super) fn run(args: &PredictArgs) -> Result<(), CliError> {
    let model = Model::from_bytes(&read(&args.model)?).map_err(|e| message(&e))?;
    let inputs = model.summary.home_inputs();
    let extractor = match args.pretrained.extractor_for(model.summary.config.model)? {
        None if args.recognise && model.room_classifier.is_some() => Some(args.pretrained.extractor()?),
        None if model.room_classifier.is_some() => args.pretrained.extractor().ok(),
        extractor => extractor,
    };
    let pricer = Pricer { model: &model, extractor: extractor.as_ref() };
    let known = known(args, &inputs)?;
    if args.homes.iter().any(|path| are_homes(path)) {
        if args.explain {
            return Err(CliError::Message("--explain is for one home. Give its photos.".into()));
        }
        return predict_homes(pricer, &inputs, &args.homes, &known, &args.many, args.json);
    }
    if args.many.is_given() {
        return Err(CliError::Message(
            "Options for tables and --out are for many homes. Give a folder, an archive or a table.".into(),
        ));
    }
    predict_home(args, pricer, &inputs, known)
}

fn message(error: &dyn std::fmt::Display) -> CliError {
    CliError::Message(error.to_string())
}

fn read(path: &PathBuf) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|e| CliError::Message(format!("{} could not be read: {e}.", path.display())))
}

/// Whether this is a folder, an archive or a table, and no photo.
fn are_homes(path: &Path) -> bool {
    let name = path.to_string_lossy().replace('\\', "/");
    let name = split_path(&name).1.to_owned();
    path.is_dir() || is_archive(&name) || find_tables(&[name]).is_ok()
}

/// Reads what the arguments say about the home.
fn known(args: &PredictArgs, inputs: &HomeInputs) -> Result<Known, CliError> {
    let mut attributes = vec![None; inputs.attributes.len()];
    for setting in &args.set {
        // A name may have an equals sign itself.
        let read = |(at, _): (usize, &str)| {
            read_attribute(&inputs.attributes, setting.get(..at)?, setting.get(at + 1..)?.trim())
        };
        let Some(values) = setting.match_indices('=').find_map(read) else {
            let names =
                if inputs.attributes.is_empty() { "none".to_owned() } else { list(&inputs.attributes) };
            return Err(CliError::Message(format!(
                "The model cannot use “{setting}”. Write NAME=VALUE. Its attributes are: {names}."
            )));
        };
        for (index, value) in values {
            attributes[index] = Some(value);
        }
    }
    let zip_code = args.zip_code.clone().unwrap_or_default();
    if !zip_code.is_empty() && !inputs.zip_codes.contains(&zip_code) {
        super::print_stderr(&text::homes_zip_unknown(&zip_code));
    }
    Ok(Known { attributes, zip_code })
}

/// Says which room was recognised on which photo, on the error stream.
fn report_rooms(photos: &[PathBuf], found: &[Option<RecognisedRoom>], rooms: &Rooms) {
    for (path, found) in photos.iter().zip(found) {
        let room = found.map(|found| {
            let probability = percent(100.0 * f64::from(found.probability));
            format!("{}, probability {probability}", rooms.name(found.room))
        });
        let room = room.unwrap_or_else(|| "not used".to_owned());
        super::print_stderr(&format!("{}: {room}", path.display()));
    }
}

/// Predicts the price of one home.
fn predict_home(
    args: &PredictArgs,
    pricer: Pricer<'_>,
    inputs: &HomeInputs,
    known: Known,
) -> Result<(), CliError> {
    let model = pricer.model;
    let kind = model.summary.config.model;
    let (mut montage, mut features, mut missing_photos) = (Vec::new(), Vec::new(), Vec::new());
    if args.recognise && !pricer.recognises_rooms() {
        return Err(CliError::Message(
            "This model cannot recognise rooms. Give the photos in their order, without --recognise.".into(),
        ));
    }
    let takes_any_number = kind == ModelKind::PretrainedSet || args.recognise;
    match &inputs.rooms {
        Some(_) if takes_any_number && args.homes.is_empty() => {
            return Err(CliError::Message("This model needs at least one photo.".into()));
        }
        Some(rooms) if !takes_any_number && args.homes.len() != rooms.len() => {
            return Err(CliError::Message(format!(
                "This model needs {} in this order: {}; {} given.",
                count_noun(rooms.len(), "photo", "photos"),
                rooms.names().join(", "),
                count_noun(args.homes.len(), "was", "were"),
            )));
        }
        None if !args.homes.is_empty() => {
            return Err(CliError::Message("This model uses no photos. Give attributes with --set.".into()));
        }
        None => {}
        Some(rooms) => {
            let is_missing = |path: &PathBuf| kind.is_pretrained() && path == Path::new(NO_PHOTO);
            if args.homes.iter().all(is_missing) {
                return Err(CliError::Message("This model needs at least one photo.".into()));
            }
            let files = args.homes.iter().map(|path| (!is_missing(path)).then(|| read(path)).transpose());
            let mut files = files.collect::<Result<Vec<Option<Vec<u8>>>, CliError>>()?;
            let unknown: Vec<usize> = if args.recognise { (0..files.len()).collect() } else { Vec::new() };
            let tiled = pricer.read_home(files.len(), &unknown, |photo| Ok(files[photo].take()));
            let (tiled, found) = tiled.map_err(|TileError { photo, problem }| {
                CliError::Message(format!("{}: {problem}", args.homes[photo].display()))
            })?;
            missing_photos = if args.recognise {
                report_rooms(&args.homes, &found, rooms);
                let is_shown = |room: &usize| found.iter().flatten().any(|found| found.room == *room);
                (0..rooms.len()).filter(|room| !is_shown(room)).collect()
            } else {
                (0..args.homes.len()).filter(|photo| is_missing(&args.homes[*photo])).collect()
            };
            if !missing_photos.is_empty() && !kind.is_pretrained() {
                let missing: Vec<&str> = missing_photos.iter().map(|room| rooms.name(*room)).collect();
                return Err(CliError::Message(format!("Photos are missing: {}.", missing.join(", "))));
            }
            features = tiled.features;
            if features.is_empty() {
                montage = tiled.montage;
            }
        }
    }
    let unknown: Vec<&String> = inputs
        .attributes
        .iter()
        .zip(&known.attributes)
        .filter_map(|(name, value)| value.is_none().then_some(name))
        .collect();
    if !unknown.is_empty() {
        super::print_stderr(&text::homes_no_value(list(&unknown)));
    }
    if !inputs.zip_codes.is_empty() && known.zip_code.is_empty() {
        super::print_stderr(text::homes_no_zip());
    }
    let Known { attributes, zip_code } = known;
    let (given, place) = (attributes.clone(), zip_code.clone());
    let home = Home {
        attributes,
        zip_code,
        features: Bytes(features),
        missing_photos,
        ..Home::from_montage(montage)
    };
    let estimate = pollster::block_on(model.estimate(&home, None)).map_err(|e| message(&e))?;
    let estimate = estimate.ok_or_else(|| CliError::Message("The photos do not fit the model.".into()))?;
    let Estimate { price, intervals, nearest, ood_score } = estimate;
    let parts = if args.explain { Some(price_parts(args, model, &home)?) } else { None };
    let doubts = Doubts::of(&model.summary, &given, &place, ood_score);
    let intervals = if doubts.range_holds() { intervals } else { Vec::new() };
    if args.json {
        let result = json!({
            "price": price,
            "intervals": intervals_json(&intervals),
            "nearest": nearest.get(..NEAREST).unwrap_or(&nearest),
            "familiarity": ood_score,
            "explanation": parts,
        });
        super::print_stdout(&result.to_string());
        return Ok(());
    }
    super::print_stdout(&format!("Estimated price: {}", super::money(price)));
    for PriceInterval { rate, ends: [low, high] } in intervals {
        let holds = text::predict_range_holds(percent(100.0 * rate));
        super::print_stdout(&format!("{}. {holds}", price_span(low, high)));
    }
    if let Some(parts) = parts {
        parts.print();
    }
    if let Some(warning) = price_warning(price, model.summary.prices) {
        super::print_stderr(&warning);
    }
    for warning in [&doubts.outside, &doubts.unlike].into_iter().flatten() {
        super::print_stderr(warning);
    }
    if !doubts.range_holds() {
        super::print_stderr(text::predict_no_range());
    } else if let Some(note) = no_ranges_note(&model.summary) {
        super::print_stderr(&note);
    }
    Ok(())
}

/// What a price consists of, in the currency of the training houses.
#[derive(Debug, Serialize)]
struct PriceParts {
    /// The price of a home about which nothing is known; with the parts, it sums to the price. `None` if the parts are the effects of
    /// leaving something out, which do not.
    base: Option<f64>,
    /// By room, or by file for a network that takes any photos; empty if the network gives no exact parts.
    photos: Vec<(String, f64)>,
    attributes: Vec<(String, f64)>,
}

impl PriceParts {
    fn print(&self) {
        if let Some(base) = self.base {
            super::print_stdout(&format!("{} {}", super::money(base), text::predict_part_base()));
        }
        for (name, dollars) in self.photos.iter().chain(&self.attributes) {
            super::print_stdout(&format!("{} {name}", signed_money(*dollars)));
        }
        if self.photos.is_empty() && self.attributes.is_empty() {
            super::print_stderr(text::predict_no_parts());
        }
    }
}

fn price_parts(args: &PredictArgs, model: &Model, home: &Home) -> Result<PriceParts, CliError> {
    let explanation = pollster::block_on(model.explain(home, None)).map_err(|e| message(&e))?;
    let explanation =
        explanation.ok_or_else(|| CliError::Message("The photos do not fit the model.".into()))?;
    let names = effect_names(&model.summary.input_schema);
    let places = (explanation.cells * explanation.cells).max(1);
    let exact = explanation.occlusion.chunks_exact(places).filter(|_| explanation.base.is_some());
    let photo_name = |photo: usize| match model.summary.config.model {
        ModelKind::PretrainedSet => args.homes[photo].display().to_string(),
        _ => model.summary.rooms.name(photo).to_owned(),
    };
    let photos = exact
        .enumerate()
        .map(|(photo, places)| (photo_name(photo), places.iter().map(|dollars| f64::from(*dollars)).sum()));
    Ok(PriceParts {
        base: explanation.base,
        photos: photos.collect(),
        attributes: names.into_iter().zip(explanation.attribute_effects).collect(),
    })
}
