//! Loading tables: the tables worker lists archives, finds the price list and pairs photos with its rows.

use std::rc::Rc;
use std::sync::Arc;

use web_sys::{Blob, File};

use super::decoders::MAX_THUMBNAILS;
use super::hub::{HomeTables, LoadStep, WorkerHub};
use super::picked_files::{FilePart, PickedFiles};
use facade_app::Message;
use facade_app::worker_pool::Job;
use facade_data::{
    ArchiveEntry, DatasetError, ExampleHouse, MAX_CANDIDATES, PairingPreview, ReadOptions, find_tables,
    is_photo,
};
use facade_protocol::{MappedTable, SourceFile, TablesEvent, TablesRequest};
use facade_text as text;

/// The pretrained network looks at so many photos while they are loaded: a minute or two. Of more, the houses are shown
/// first, and the first run that needs it has them looked at.
const MAX_LOOK_WHILE_LOADING: usize = 4000;
/// Tile size of so many photos, in pixels, where the network takes no pixels.
const PICTURE_TILE: usize = 32;

impl WorkerHub {
    pub(super) fn open_files(
        &mut self,
        name: String,
        files: Vec<File>,
        paths: Vec<String>,
        tiling: (usize, bool),
    ) {
        self.tiling = tiling;
        self.emit(Message::DatasetLoadStarted { name: name.clone() });
        let picked = PickedFiles::new(paths, files);
        let mut waiting = picked.archives();
        let name = match waiting.first().and_then(|&first| picked.archive(first)) {
            // What was picked is called like the archive.
            Some(archive) if waiting.len() == picked.paths().len() => archive.name(),
            _ => name,
        };
        waiting.reverse();
        match waiting.last() {
            None => self.open_picked(name, picked),
            Some(&first) => {
                self.loading = Some(LoadStep::Archives { name, picked, waiting, listed: Vec::new() });
                self.readers.push(Job::List(first));
            }
        }
    }

    /// Goes to the next archive, or opens the files when all are listed. An archive beside other files that cannot be
    /// listed stays a file (`None`).
    pub(super) fn archive_listed(&mut self, position: usize, entries: Option<Vec<ArchiveEntry>>) {
        let Some(LoadStep::Archives { waiting, listed, .. }) = &mut self.loading else { return };
        waiting.retain(|&archive| archive != position);
        listed.extend(entries.map(|entries| (position, entries)));
        if let Some(&next) = waiting.last() {
            return self.readers.push(Job::List(next));
        }
        let archives = |loading: &mut LoadStep| matches!(loading, LoadStep::Archives { .. });
        if let Some(LoadStep::Archives { name, mut picked, listed, .. }) = self.loading.take_if(archives) {
            picked.unpack(listed);
            self.open_picked(name, picked);
        }
    }

    /// Finds the tables, and reads the best. What it says is shown before photos are read.
    pub(super) fn open_picked(&mut self, name: String, picked: PickedFiles) {
        let tables = match find_tables(picked.paths()) {
            Ok(tables) => tables,
            Err(error @ DatasetError::NoTable { .. }) if picked.paths().iter().any(|path| is_photo(path)) => {
                let message = error.to_string();
                self.loading = Some(LoadStep::PhotoHouses { name, picked, message });
                return self.readers.push(Job::PhotoHouses);
            }
            Err(error) => {
                self.loading = None;
                return self.emit(Message::DatasetLoadFailed { message: error.to_string() });
            }
        };
        self.readers.push(Job::Table(None));
        self.loading = Some(LoadStep::Table {
            name,
            picked: Rc::new(picked),
            tables,
            table: 0,
            photo_list: None,
            options: ReadOptions::default(),
            mapping: None,
            examples: Vec::new(),
        });
    }

    pub(super) fn tables_request(&mut self, job: &Job) -> Option<(TablesRequest, Vec<Blob>)> {
        match (job, &self.loading) {
            (Job::List(position), Some(LoadStep::Archives { picked, .. })) => {
                Some((TablesRequest::List, vec![picked.archive(*position)?.clone().into()]))
            }
            (Job::Table(chosen), Some(LoadStep::Table { picked, tables, options, .. })) => {
                let sent = sent_tables(tables.len(), *chosen);
                let (listed, blobs) =
                    parts(picked, sent.iter().filter_map(|&table| tables.get(table)).copied())?;
                let chosen = chosen.and_then(|chosen| sent.iter().position(|&table| table == chosen));
                let chosen = chosen.map(|chosen| (chosen, options.clone()));
                let paths = picked.paths().to_vec();
                Some((TablesRequest::Choose { tables: listed, chosen, paths }, blobs))
            }
            (
                job @ (Job::Pair | Job::Open),
                Some(LoadStep::Table {
                    name,
                    picked,
                    tables,
                    table,
                    photo_list,
                    options,
                    mapping: Some(mapping),
                    ..
                }),
            ) => {
                let needed = [Some(*table), *photo_list].into_iter().flatten();
                let (listed, blobs) = parts(picked, needed.filter_map(|table| tables.get(table)).copied())?;
                let table = MappedTable {
                    tables: listed,
                    options: options.clone(),
                    mapping: mapping.clone(),
                    paths: picked.paths().to_vec(),
                };
                let request = match job {
                    Job::Pair => TablesRequest::Pair(table),
                    _ => TablesRequest::Open { name: name.clone(), table },
                };
                Some((request, blobs))
            }
            (Job::PhotoHouses, Some(LoadStep::PhotoHouses { picked, .. })) => {
                Some((TablesRequest::PhotoHouses { paths: picked.paths().to_vec() }, Vec::new()))
            }
            (Job::HomeArchive(number, position), _) => {
                Some((TablesRequest::List, vec![self.home_archive(*number, *position)?]))
            }
            (Job::HomeTables(id), _) => {
                let HomeTables { tables, paths, inputs } = self.home_tables.get(id)?;
                let table =
                    |(position, (file, blob)): &(usize, FilePart)| ((file.clone(), *position), blob.clone());
                let (listed, blobs) = tables.iter().map(table).unzip();
                let (paths, inputs) = (paths.clone(), inputs.clone());
                Some((TablesRequest::Homes { tables: listed, paths, inputs }, blobs))
            }
            _ => None,
        }
    }

    pub(super) fn on_tables_read(&mut self, job: Job, event: TablesEvent) {
        match (job, event) {
            (Job::List(position), TablesEvent::Listed(entries)) => {
                self.archive_listed(position, Some(entries))
            }
            (Job::Table(chosen), TablesEvent::Chosen { table: found, photo_list: list, preview }) => {
                if let Some(LoadStep::Table { picked, tables, table, photo_list, options, .. }) =
                    &mut self.loading
                {
                    let sent = sent_tables(tables.len(), chosen);
                    *table = sent.get(found).copied().unwrap_or(found);
                    *photo_list = list.and_then(|list| sent.get(list)).copied();
                    let path = |&position: &usize| picked.paths().get(position).cloned();
                    let tables = tables.iter().filter_map(path).collect();
                    let (table, options) = (*table, options.clone());
                    let best = preview.pairings.first().cloned();
                    self.emit(Message::MappingNeeded { preview, options, tables, table });
                    self.show_examples(best.as_ref());
                }
            }
            (Job::Pair, TablesEvent::Paired(pairing, problem)) => {
                self.emit(Message::PairingPreviewed { pairing: pairing.clone(), problem });
                self.show_examples(Some(&pairing));
            }
            (Job::PhotoHouses, TablesEvent::PhotoHouses(houses)) => self.ask_for_prices(houses),
            (Job::Open, TablesEvent::Opened(listing)) => {
                let table = |loading: &mut LoadStep| matches!(loading, LoadStep::Table { .. });
                if let Some(LoadStep::Table { picked, .. }) = self.loading.take_if(table) {
                    let (tile, looks) = self.tiling;
                    let is_quick = listing.photos.iter().flatten().count() <= MAX_LOOK_WHILE_LOADING;
                    // Networks on features take no pixels; the montages are only looked at.
                    let tile = if looks && !is_quick { tile.min(PICTURE_TILE) } else { tile };
                    let looks = looks && is_quick && self.pretrained.is_some();
                    self.start_houses(picked, Arc::new(listing), (tile, looks));
                }
            }
            (Job::HomeArchive(number, position), TablesEvent::Listed(entries)) => {
                self.home_archive_listed(number, position, Ok(entries));
            }
            (Job::HomeTables(id), TablesEvent::Homes(table)) => {
                if self.home_tables.remove(&id).is_some() {
                    self.emit(Message::HomeTableRead { request: id, table });
                }
            }
            (job, TablesEvent::Failed { message }) => self.fail_job(&job, &message),
            (job, _) => self.fail_job(&job, text::table_reader_ended()),
        }
    }

    /// Reads photos of the example houses.
    fn show_examples(&mut self, pairing: Option<&PairingPreview>) {
        let Some(LoadStep::Table { examples, .. }) = &mut self.loading else { return };
        let photos = |house: &ExampleHouse| {
            house.photos.iter().take(MAX_THUMBNAILS).map(|(_, photo)| *photo).collect()
        };
        *examples = pairing
            .iter()
            .flat_map(|pairing| &pairing.examples)
            .flat_map(photos as fn(&ExampleHouse) -> Vec<usize>)
            .collect();
        if !examples.is_empty() {
            self.readers.push(Job::Thumbnails);
        }
    }
}

/// The tables that are sent: the most likely ones, and the chosen one. Indices in the tables that were found.
fn sent_tables(found: usize, chosen: Option<usize>) -> Vec<usize> {
    let likely = 0..found.min(MAX_CANDIDATES);
    likely.clone().chain(chosen.filter(|chosen| !likely.contains(chosen))).collect()
}

type Parts = (Vec<(SourceFile, usize)>, Vec<Blob>);

/// The files at these positions, each with its position, and their bytes.
fn parts(picked: &PickedFiles, positions: impl Iterator<Item = usize>) -> Option<Parts> {
    let part = |position| picked.part(position).map(|(file, blob)| ((file, position), blob));
    Some(positions.map(part).collect::<Option<Vec<_>>>()?.into_iter().unzip())
}
