//! The command line: the same core as the page's, from a terminal. One file a command.
//!
//! What a command found goes to standard output, how it is getting on and what went wrong to standard error. The exit
//! code is 0 when it worked, 1 when it did not, 2 when the arguments make no sense.

mod export;
mod inspect;
mod load;
mod montage;
mod predict;
mod repeat;
mod train;

use std::{io::Write, process::ExitCode};

use clap::{Parser, Subcommand};
use thiserror::Error;

use facade_data::{DatasetError, SourceError, montage_bytes, split::SplitError};
use facade_imaging::{Picture, place};

pub(crate) use facade_text::format::{money, money_cents as cents};
pub use load::{TableArgs, load};

/// Prices a home from its photographs.
#[derive(Debug, Parser)]
#[command(name = "facade", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read a dataset and say what is in it, what was left out, and how it is split
    Inspect(inspect::InspectArgs),
    /// Write the picture that the network sees of a house
    Montage(montage::MontageArgs),
    /// Train a network and say how good it is
    Train(train::TrainArgs),
    /// Train one recipe again and again, over seeds, splits or folds, and say how far its error spreads
    Repeat(repeat::RepeatArgs),
    /// Say how two recipes differ on the same seeds, splits or folds
    Compare(repeat::CompareArgs),
    /// Price a home from its photos
    Predict(predict::PredictArgs),
    /// Write a model as an ONNX file, for other programs
    Export(export::ExportArgs),
}

/// Why a command could not be carried out: a sentence for standard error.
#[derive(Debug, Error)]
pub enum CliError {
    /// A folder that gives no houses.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// A file or folder that cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A split that leaves nothing to train or to test on.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// Anything else, in words already.
    #[error("{0}")]
    Told(String),
}

/// Reads the arguments and carries the command out.
pub fn main() -> ExitCode {
    let done = match &Cli::parse().command {
        Command::Inspect(args) => inspect::run(args),
        Command::Montage(args) => montage::run(args),
        Command::Train(args) => train::run(args),
        Command::Repeat(args) => repeat::run(args),
        Command::Compare(args) => repeat::compare(args),
        Command::Predict(args) => predict::run(args),
        Command::Export(args) => export::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            note(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// What was asked for, on standard output. A reader that has gone away, such as `head`, is no fault of ours.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", shown(text));
}

/// What a person may want to know meanwhile, on standard error.
fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", shown(text));
}

/// Text as a terminal may have it: words of a table or a file's name could steer it, or turn the order of letters around. What
/// would is written as JSON does (`\u001b`), so that objects stay the same.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let steers = letter.is_control() && !matches!(letter, '\n' | '\t');
        let turns = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match steers || turns {
            true => out += &format!("\\u{:04x}", u32::from(letter)),
            false => out.push(letter),
        }
    }
    out
}

/// A tile size that makes sense, from the command line.
fn tile(text: &str) -> Result<usize, String> {
    let tile = text.parse().ok().filter(|tile| (4..=256).contains(tile));
    tile.ok_or_else(|| "the tile size is a whole number of pixels from 4 to 256".to_owned())
}

/// The montage of photos in its order: RGB, `[height, width, 3]`.
fn montage_of(photos: &[Picture], tile: usize) -> Vec<u8> {
    let mut montage = vec![0; montage_bytes(tile, photos.len())];
    for (photo, picture) in photos.iter().enumerate() {
        place(picture, photo, photos.len(), tile, &mut montage);
    }
    montage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_table_do_not_steer_the_terminal() {
        assert_eq!(shown("a\u{1b}[2J\u{9b}31m\rb\u{202e}c"), r"a\u001b[2J\u009b31m\u000db\u202ec");
        assert_eq!(shown("Küche\t5\nליל"), "Küche\t5\nליל");
        let object = serde_json::json!({ "zip_codes": { "a\u{1b}\u{9b}\u{202e}\u{7f}": 3 } });
        let read: serde_json::Value = serde_json::from_str(&shown(&object.to_string())).unwrap();
        assert_eq!(read, object, "an object stays the same");
    }
}
