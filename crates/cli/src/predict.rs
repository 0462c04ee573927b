//! `facade predict`: predicts the price of a home.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::CliError;
use super::homes::{HomesArgs, Known, intervals_json, predict_homes};
use facade_app::result_text::{ood_warning, price_span, price_warning};
use facade_data::{HomeInputs, find_tables, is_archive, read_attribute, split_path};
use facade_nn::estimate::Estimate;
use facade_nn::model_file::Model;
use facade_protocol::{Home, PriceInterval};
use facade_text as text;
use facade_text::format::{count_noun, list, percent};

#[derive(Debug, Args)]
pub(super) struct PredictArgs {
    /// The model file, from `train --save` or the page
    model: PathBuf,
    /// One photo for each room of the model, in order; for the tutorial's dataset: bathroom, bedroom, frontal, kitchen. Or
    /// many homes: a folder, archives or a table
    homes: Vec<PathBuf>,
    /// An attribute, as `area="1,450 sqft"`; of many homes, for those whose table does not say
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// The zip code or neighbourhood
    #[arg(long, value_name = "CODE")]
    zip_code: Option<String>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
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
    let known = known(args, &inputs)?;
    if args.homes.iter().any(|path| are_homes(path)) {
        return predict_homes(&model, &inputs, &args.homes, &known, &args.many, args.json);
    }
    if args.many.is_given() {
        return Err(CliError::Message(
            "Options for tables and --out are for many homes. Give a folder, an archive or a table.".into(),
        ));
    }
    predict_home(args, &model, &inputs, known)
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

/// Predicts the price of one home.
fn predict_home(
    args: &PredictArgs,
    model: &Model,
    inputs: &HomeInputs,
    known: Known,
) -> Result<(), CliError> {
    let mut montage = Vec::new();
    match &inputs.rooms {
        Some(rooms) if args.homes.len() != rooms.len() => {
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
        Some(_) => {
            let mut photos = Vec::new();
            for path in &args.homes {
                let photo = facade_imaging::decode(&read(path)?);
                photos.push(photo.map_err(|e| CliError::Message(format!("{}: {e}", path.display())))?);
            }
            montage = super::build_montage(&photos, model.summary.config.tile);
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
    let home = Home { attributes, zip_code, ..Home::from_montage(montage) };
    let estimate = pollster::block_on(model.estimate(&home, None)).map_err(|e| message(&e))?;
    let estimate = estimate.ok_or_else(|| CliError::Message("The photos do not fit the model.".into()))?;
    let Estimate { price, intervals, nearest, ood_score } = estimate;
    if args.json {
        let result = json!({
            "price": price,
            "intervals": intervals_json(&intervals),
            "nearest": nearest,
            "familiarity": ood_score,
        });
        super::print_stdout(&result.to_string());
        return Ok(());
    }
    super::print_stdout(&format!("Estimated price: {}", super::money(price)));
    for PriceInterval { rate, ends: [low, high] } in intervals {
        let holds = text::predict_range_holds(percent(100.0 * rate));
        super::print_stdout(&format!("{} {holds}", price_span(low, high)));
    }
    if let Some(warning) = price_warning(price, model.summary.prices) {
        super::print_stderr(&warning);
    }
    if let Some(warning) = ood_score.and_then(ood_warning) {
        super::print_stderr(&warning);
    }
    Ok(())
}
