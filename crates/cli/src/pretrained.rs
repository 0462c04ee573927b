//! The file of the pretrained network.

use std::path::{Path, PathBuf};

use clap::Args;

use super::CliError;
use facade_features::{Extractor, ExtractorError};
use facade_spec::ModelKind;

/// Name of the file with the network's weights.
const FILE: &str = "pretrained.safetensors";

#[derive(Debug, Default, Args)]
pub(super) struct PretrainedArgs {
    /// The file with the pretrained network's weights, which ./run build makes; by default the one in the program's
    /// folder, or in the folder above it
    #[arg(long, value_name = "FILE")]
    pretrained: Option<PathBuf>,
}

impl PretrainedArgs {
    fn read(&self) -> Result<Vec<u8>, CliError> {
        let path = self.pretrained.clone().or_else(beside_program);
        let path = path.ok_or_else(|| CliError::Message(ExtractorError::Missing.to_string()))?;
        std::fs::read(&path)
            .map_err(|e| CliError::Message(format!("{} could not be read: {e}.", path.display())))
    }

    /// The file's bytes, if the network needs them.
    pub(super) fn read_for(&self, model: ModelKind) -> Result<Option<Vec<u8>>, CliError> {
        model.is_pretrained().then(|| self.read()).transpose()
    }

    /// The pretrained network.
    pub(super) fn extractor(&self) -> Result<Extractor, CliError> {
        Extractor::read(&self.read()?).map_err(|error| CliError::Message(error.to_string()))
    }

    /// The pretrained network, if this one needs its features.
    pub(super) fn extractor_for(&self, model: ModelKind) -> Result<Option<Extractor>, CliError> {
        model.is_pretrained().then(|| self.extractor()).transpose()
    }
}

fn beside_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let folders = program.ancestors().skip(1).take(2);
    folders.map(|folder: &Path| folder.join(FILE)).find(|file| file.is_file())
}
