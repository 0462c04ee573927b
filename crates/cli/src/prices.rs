//! `facade prices`: a price list to fill in, for a folder that has none.

use std::path::PathBuf;

use clap::Args;

use super::CliError;
use super::load::{open_files, paths};
use facade_data::{Source, houses_by_photos, price_list};

#[derive(Debug, Args)]
pub(super) struct PricesArgs {
    /// The folder with the photos, or zip archives of it
    #[arg(required = true)]
    dataset: Vec<String>,
    /// Write the list into this file instead of printing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Lists the houses of a folder by their photos, as CSV: with the prices that are in the names, if there are any.
///
/// # Errors
/// If the folder cannot be read, or the file cannot be written.
pub(super) fn run(args: &PricesArgs) -> Result<(), CliError> {
    let files = open_files(&paths(&args.dataset))?.paths();
    let houses = houses_by_photos(&files);
    if houses.is_empty() {
        return Err(CliError::Message("There are no photos.".to_owned()));
    }
    let list = price_list(&houses, &files);
    let Some(out) = &args.out else {
        super::print_stdout(list.trim_end());
        return Ok(());
    };
    std::fs::write(out, &list)
        .map_err(|error| CliError::Message(format!("{} could not be written: {error}.", out.display())))?;
    let priced = houses.iter().filter(|house| house.price.is_some()).count();
    super::print_stderr(&format!(
        "{} lists {} houses, {priced} with a price. Fill in the others, and put the file into the folder.",
        out.display(),
        houses.len(),
    ));
    Ok(())
}
