//! `facade predict`: photos of a home, one price.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::CliError;
use facade_nn::estimate::Estimate;
use facade_nn::model_file::Model;
use facade_protocol::Home;
use facade_text::format::counted;

/// Arguments of `facade predict`.
#[derive(Debug, Args)]
pub(super) struct PredictArgs {
    /// The model's file, as `train --save` or the page wrote it
    model: PathBuf,
    /// One photo for each room of the model, in its order: bathroom, bedroom, frontal, kitchen for the tutorial's dataset
    #[arg(required = true)]
    photos: Vec<PathBuf>,
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
    let rooms = &model.summary.rooms;
    if args.photos.len() != rooms.len() {
        return Err(CliError::Told(format!(
            "This model needs {}, in this order: {}. {} given.",
            counted(rooms.len(), "photo", "photos"),
            rooms.words().join(", "),
            counted(args.photos.len(), "was", "were"),
        )));
    }
    for path in &args.photos {
        let photo = facade_imaging::decode(&read(path)?);
        photos.push(photo.map_err(|e| CliError::Told(format!("{}: {e}", path.display())))?);
    }
    let tile = model.summary.config.tile;
    let montage = super::montage_of(&photos, tile);
    let estimate = pollster::block_on(model.estimate(&Home::shown(montage), None)).map_err(|e| told(&e))?;
    let estimate = estimate.ok_or_else(|| CliError::Told("The photos do not fit the model.".into()))?;
    let price = estimate.price;
    if args.json {
        let Estimate { nearest, familiarity, .. } = estimate;
        super::print(&json!({ "price": price, "nearest": nearest, "familiarity": familiarity }).to_string());
    } else {
        super::print(&format!("Estimated price: {}", super::money(price)));
        if let Some(doubt) = facade_app::figures::doubt(price, model.summary.prices) {
            super::note(&doubt);
        }
        if let Some(unlike) = estimate.familiarity.and_then(facade_app::figures::unlike) {
            super::note(&unlike);
        }
    }
    Ok(())
}
