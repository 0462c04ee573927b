//! From a folder, or the built-in sample, to a dataset.

use std::path::Path;

use super::CliError;
use crate::{
    dataset::{self, Dataset, FolderSource, Listing, Source, Tiled, find_table},
    imaging::tile_house,
    platform, sample,
};

/// The DATASET that is the built-in sample.
pub(super) const SAMPLE: &str = "sample";

/// A folder with its table found.
pub(super) struct Folder {
    pub(super) source: FolderSource,
    pub(super) paths: Vec<String>,
    /// Position of the table among the paths.
    pub(super) table: usize,
}

impl Folder {
    /// Lists a folder and finds its table.
    pub(super) fn open(path: &str) -> Result<Self, CliError> {
        let source = FolderSource::open(Path::new(path))?;
        let paths = source.paths();
        let table = find_table(&paths)?;
        Ok(Folder { source, paths, table })
    }

    /// The table's bytes.
    pub(super) fn table(&self) -> Result<Vec<u8>, CliError> {
        Ok(self.source.read(&self.paths[self.table])?)
    }
}

/// Reads a dataset: `sample` is the built-in one, anything else a folder, itself or one above the photos. Photos are read
/// and tiled on all cores.
///
/// # Errors
/// If the folder cannot be read or gives no houses.
pub fn load(dataset: &str, tile: usize) -> Result<Dataset, CliError> {
    if dataset == SAMPLE {
        return Ok(sample::dataset(tile));
    }
    let folder = Folder::open(dataset)?;
    let listing = dataset::list(folder.source.name(), &folder.table()?, &folder.paths, folder.table)?;
    let tiled = tile_all(&folder, &listing, tile);
    Ok(dataset::finish(listing, tiled, tile)?)
}

/// Tiles every house, on all cores.
fn tile_all(folder: &Folder, listing: &Listing, tile: usize) -> Vec<Tiled> {
    platform::map(listing.photos.len(), |position| {
        let paths = listing.photos[position].map(|photo| folder.paths[photo].as_str());
        let house = listing.houses[position].number;
        Tiled { position, outcome: tile_house(&folder.source, paths, house, tile) }
    })
}
