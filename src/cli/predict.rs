//! `facade predict`: four photos, one price.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::CliError;
use crate::model_file::Model;

/// Arguments of `facade predict`.
#[derive(Debug, Args)]
pub(super) struct PredictArgs {
    /// The model's file, as `train --save` or the page wrote it
    model: PathBuf,
    /// Photo of the bathroom
    bathroom: PathBuf,
    /// Photo of the bedroom
    bedroom: PathBuf,
    /// Photo of the front
    frontal: PathBuf,
    /// Photo of the kitchen
    kitchen: PathBuf,
    /// Print one JSON object as the last line
    #[arg(long)]
    json: bool,
}

/// Prices one home.
///
/// # Errors
/// If the model or a photo cannot be read.
pub(super) fn run(args: &PredictArgs) -> Result<(), CliError> {
    let told = |e: &dyn std::fmt::Display| CliError::Told(e.to_string());
    let read = |path: &PathBuf| {
        std::fs::read(path).map_err(|e| CliError::Told(format!("{} could not be read: {e}.", path.display())))
    };
    let model = Model::from_bytes(&read(&args.model)?).map_err(|e| told(&e))?;
    let mut photos = Vec::new();
    for path in [&args.bathroom, &args.bedroom, &args.frontal, &args.kitchen] {
        let photo = crate::imaging::decode(&read(path)?);
        photos.push(photo.map_err(|e| CliError::Told(format!("{}: {e}", path.display())))?);
    }
    let tile = model.summary.config.tile;
    let montage = super::montage_of(&photos, tile)?;
    let price = pollster::block_on(model.predict(&montage)).map_err(|e| told(&e))?;
    let price = price.ok_or_else(|| CliError::Told("The photos do not fit the model.".into()))?;
    if args.json {
        super::print(&json!({ "price": price }).to_string());
    } else {
        super::print(&format!("Estimated price: {}", super::money(price)));
        if let Some(doubt) = crate::ui::figures::doubt(price, model.summary.prices) {
            super::note(&doubt);
        }
    }
    Ok(())
}
