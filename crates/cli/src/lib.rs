//! The command line, on the same core as the page. One file per command.
//!
//! Results go to standard output, progress and errors to standard error. The exit code is 0 on success, 1 on failure,
//! and 2 for invalid arguments.

mod export;
mod homes;
mod inspect;
mod load;
mod montage;
mod pairing_arguments;
mod predict;
mod pretrained;
mod prices;
mod repeat;
mod settings;
mod train;

use std::{io::Write, process::ExitCode};

use clap::{Parser, Subcommand};
use thiserror::Error;

use facade_data::{DatasetError, SourceError, montage_bytes, split::SplitError};
use facade_imaging::{Image, resize_into_tile};

pub(crate) use facade_text::format::{money, money_cents as cents};
pub use load::{TableArgs, load};

/// Predicts the price of a home from its photos
#[derive(Debug, Parser)]
#[command(name = "facade", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show what a dataset contains, what was dropped, and how it is split
    Inspect(inspect::InspectArgs),
    /// List the houses of a folder without a price list, to fill in their prices
    Prices(prices::PricesArgs),
    /// Write the montage of a house, which is the network's input
    Montage(montage::MontageArgs),
    /// Train a network and evaluate it
    Train(train::TrainArgs),
    /// Train one recipe repeatedly over seeds, splits or folds, and summarise the results
    Repeat(repeat::RepeatArgs),
    /// Compare two recipes on the same seeds, splits or folds
    Compare(repeat::CompareArgs),
    /// Predict the price of a home, or of many, from photos and attributes
    Predict(predict::PredictArgs),
    /// Export a model as an ONNX file
    Export(export::ExportArgs),
}

/// Why a command failed. Its text is printed to standard error.
#[derive(Debug, Error)]
pub enum CliError {
    /// The dataset is unusable.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// A file or folder cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The dataset cannot be split.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// Any other error.
    #[error("{0}")]
    Message(String),
}

/// Parses the arguments and runs the command.
pub fn main() -> ExitCode {
    let result = match &Cli::parse().command {
        Command::Inspect(args) => inspect::run(args),
        Command::Prices(args) => prices::run(args),
        Command::Montage(args) => montage::run(args),
        Command::Train(args) => train::run(args),
        Command::Repeat(args) => repeat::run(args),
        Command::Compare(args) => repeat::compare(args),
        Command::Predict(args) => predict::run(args),
        Command::Export(args) => export::run(args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            print_stderr(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Prints a line to standard output. Ignores errors, since a reader such as `head` may close the pipe.
fn print_stdout(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", escape_control(text));
}

/// Prints a line to standard error.
fn print_stderr(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", escape_control(text));
}

/// Escapes control and bidirectional formatting characters, with which texts from tables or file names could
/// manipulate the terminal. They are escaped as in JSON (`\u001b`), so that JSON output stays equivalent.
fn escape_control(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_control = letter.is_control() && !matches!(letter, '\n' | '\t');
        let is_bidi = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match is_control || is_bidi {
            true => out += &format!("\\u{:04x}", u32::from(letter)),
            false => out.push(letter),
        }
    }
    out
}

/// Parses a tile size.
fn tile(text: &str) -> Result<usize, String> {
    let tile = text.parse().ok().filter(|tile| (4..=256).contains(tile));
    tile.ok_or_else(|| "expected a whole number of pixels from 4 to 256".to_owned())
}

/// Builds a montage from photos in montage order: RGB, `[height, width, 3]`.
fn build_montage(photos: &[Image], tile: usize) -> Vec<u8> {
    let mut montage = vec![0; montage_bytes(tile, photos.len())];
    for (photo, image) in photos.iter().enumerate() {
        resize_into_tile(image, photo, photos.len(), tile, &mut montage);
    }
    montage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(escape_control("a\u{1b}[2J\u{9b}31m\rb\u{202e}c"), r"a\u001b[2J\u009b31m\u000db\u202ec");
        assert_eq!(escape_control("Küche\t5\nליל"), "Küche\t5\nליל");
        let object = serde_json::json!({ "zip_codes": { "a\u{1b}\u{9b}\u{202e}\u{7f}": 3 } });
        let read: serde_json::Value = serde_json::from_str(&escape_control(&object.to_string())).unwrap();
        assert_eq!(read, object, "JSON stays equivalent");
    }
}
