//! From a folder, or the built-in sample, to a dataset.

use std::path::Path;

use super::CliError;
use crate::{
    dataset::{self, Dataset, FolderSource, Listing, Mapping, Photos, Source, Tiled, find_table, read_table},
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

    /// The photos beside the table.
    pub(super) fn photos(&self) -> Photos {
        dataset::photos(&self.paths, self.table)
    }

    /// Reads the table and cleans it.
    pub(super) fn list(&self) -> Result<Listing, CliError> {
        let path = &self.paths[self.table];
        let table = read_table(path, &self.source.read(path)?)?;
        let mapping = Mapping::houses_info();
        Ok(dataset::list(self.source.name(), &table, &mapping, &self.paths, self.table)?)
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
    let listing = folder.list()?;
    let tiled = tile_all(&folder, &listing, tile);
    Ok(dataset::finish(listing, tiled, tile)?)
}

/// Tiles every house, on all cores.
fn tile_all(folder: &Folder, listing: &Listing, tile: usize) -> Vec<Tiled> {
    platform::map(listing.houses.len(), |position| {
        let paths: Vec<&str> =
            listing.photos_of(position).iter().map(|&photo| folder.paths[photo].as_str()).collect();
        Tiled { position, outcome: tile_house(&folder.source, &paths, tile) }
    })
}
