//! `facade export`: exports a model to ONNX.

use std::path::PathBuf;

use clap::Args;

use super::CliError;
use super::pretrained::PretrainedArgs;
use facade_nn::model_file::Model;

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The model file, from `train --save` or the page
    model: PathBuf,
    /// The ONNX file to write
    onnx: PathBuf,
    #[command(flatten)]
    pretrained: PretrainedArgs,
}

/// Writes the ONNX file.
///
/// # Errors
/// If the model cannot be read or the file cannot be written.
pub(super) fn run(args: &ExportArgs) -> Result<(), CliError> {
    let message = |e: &dyn std::fmt::Display| CliError::Message(e.to_string());
    let bytes = std::fs::read(&args.model)
        .map_err(|e| CliError::Message(format!("{} could not be read: {e}.", args.model.display())))?;
    let model = Model::from_bytes(&bytes).map_err(|e| message(&e))?;
    let pretrained = args.pretrained.read_for(model.summary.config.model)?;
    let onnx = model.to_onnx(pretrained.as_deref()).map_err(|e| message(&e))?;
    std::fs::write(&args.onnx, onnx)
        .map_err(|e| CliError::Message(format!("{} could not be written: {e}.", args.onnx.display())))
}
