//! From a folder, or the built-in sample, to a dataset.

use std::{
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::CliError;
use crate::{
    dataset::{self, Dataset, FolderSource, Listing, Source, Tiled, find_table},
    imaging::tile_house,
    sample,
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

/// Tiles every house. Each core takes the next house as it gets free.
fn tile_all(folder: &Folder, listing: &Listing, tile: usize) -> Vec<Tiled> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let position = next.fetch_add(1, Ordering::Relaxed);
            let Some(photos) = listing.photos.get(position) else { return done };
            let paths = photos.map(|photo| folder.paths[photo].as_str());
            let house = listing.houses[position].number;
            done.push(Tiled { position, outcome: tile_house(&folder.source, paths, house, tile) });
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, Vec<Tiled>>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().flat_map(join).collect()
    })
}
