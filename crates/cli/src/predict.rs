//! `facade predict`: predicts the price of a home.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::CliError;
use facade_nn::estimate::Estimate;
use facade_nn::model_file::Model;
use facade_protocol::Home;
use facade_text::format::count_noun;

#[derive(Debug, Args)]
pub(super) struct PredictArgs {
    /// The model file, from `train --save` or the page
    model: PathBuf,
    /// One photo for each room of the model, in order; for the tutorial's dataset: bathroom, bedroom, frontal, kitchen
    #[arg(required = true)]
    photos: Vec<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

/// Predicts the price.
///
/// # Errors
/// If the model or a photo cannot be read.
pub(super) fn run(args: &PredictArgs) -> Result<(), CliError> {
    let message = |e: &dyn std::fmt::Display| CliError::Message(e.to_string());
    let read = |path: &PathBuf| {
        std::fs::read(path)
            .map_err(|e| CliError::Message(format!("{} could not be read: {e}.", path.display())))
    };
    let model = Model::from_bytes(&read(&args.model)?).map_err(|e| message(&e))?;
    let mut photos = Vec::new();
    let rooms = &model.summary.rooms;
    if args.photos.len() != rooms.len() {
        return Err(CliError::Message(format!(
            "This model needs {} in this order: {}; {} given.",
            count_noun(rooms.len(), "photo", "photos"),
            rooms.names().join(", "),
            count_noun(args.photos.len(), "was", "were"),
        )));
    }
    for path in &args.photos {
        let photo = facade_imaging::decode(&read(path)?);
        photos.push(photo.map_err(|e| CliError::Message(format!("{}: {e}", path.display())))?);
    }
    let tile = model.summary.config.tile;
    let montage = super::build_montage(&photos, tile);
    let estimate =
        pollster::block_on(model.estimate(&Home::from_montage(montage), None)).map_err(|e| message(&e))?;
    let estimate = estimate.ok_or_else(|| CliError::Message("The photos do not fit the model.".into()))?;
    let price = estimate.price;
    if args.json {
        let Estimate { nearest, ood_score, .. } = estimate;
        super::print_stdout(
            &json!({ "price": price, "nearest": nearest, "familiarity": ood_score }).to_string(),
        );
    } else {
        super::print_stdout(&format!("Estimated price: {}", super::money(price)));
        if let Some(warning) = facade_app::result_text::price_warning(price, model.summary.prices) {
            super::print_stderr(&warning);
        }
        if let Some(warning) = estimate.ood_score.and_then(facade_app::result_text::ood_warning) {
            super::print_stderr(&warning);
        }
    }
    Ok(())
}
