//! The decoders: they read tables and photos, and make montages.

use std::rc::Rc;
use std::sync::Arc;

use js_sys::{ArrayBuffer, Uint8Array};
use web_sys::{Blob, File};

use super::hub::{DatasetOrigin, HomePhotos, HomeTables, LoadStep, WorkerHub};
use super::picked_files::PickedFiles;
use crate::browser::blob;
use crate::browser::worker_host::WorkerMessage;
use facade_app::Message;
use facade_app::dataset_loader::{DatasetLoader, previous_dataset};
use facade_app::decoder_pool::{Job, Step};
use facade_data::{
    ArchiveEntry, DataIssue, Dataset, DatasetError, ExampleHouse, HouseList, MAX_CANDIDATES,
    PackedDescriptors, PairingPreview, ReadOptions, TiledHouse, find_tables, is_photo, montage_size,
};
use facade_platform as platform;
use facade_protocol as protocol;
use facade_protocol::{DecodeEvent, DecodeRequest, SourceFile};
use facade_text as text;

/// Photos shown of an example house.
pub(super) const MAX_THUMBNAILS: usize = 4;

impl WorkerHub {
    pub(super) fn emit(&mut self, message: Message) {
        self.outbox.push(message);
    }

    pub(super) fn open_files(&mut self, name: String, files: Vec<File>, paths: Vec<String>, tile: usize) {
        self.tile_size = tile;
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
                self.pool.push(Job::List(first));
            }
        }
    }

    /// Goes to the next archive, or opens the files when all are listed. An archive beside other files that cannot be
    /// listed stays a file (`None`).
    fn archive_listed(&mut self, position: usize, entries: Option<Vec<ArchiveEntry>>) {
        let Some(LoadStep::Archives { waiting, listed, .. }) = &mut self.loading else { return };
        waiting.retain(|&archive| archive != position);
        listed.extend(entries.map(|entries| (position, entries)));
        if let Some(&next) = waiting.last() {
            return self.pool.push(Job::List(next));
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
                return self.pool.push(Job::PhotoHouses);
            }
            Err(error) => {
                self.loading = None;
                return self.emit(Message::DatasetLoadFailed { message: error.to_string() });
            }
        };
        self.pool.push(Job::Table(None));
        self.loading = Some(LoadStep::Table {
            name,
            picked: Rc::new(picked),
            tables,
            table: 0,
            options: ReadOptions::default(),
            mapping: None,
            examples: Vec::new(),
        });
    }

    pub(super) fn start_sample(&mut self, tile: usize) {
        self.emit(Message::DatasetLoadStarted { name: facade_data::SAMPLE_NAME.to_owned() });
        self.loading = Some(LoadStep::Sample { tile });
        self.pool.push(Job::Sample);
    }

    pub(super) fn start_houses(&mut self, picked: Rc<PickedFiles>, listing: Arc<HouseList>, tile: usize) {
        self.pool.push_houses(listing.houses.len());
        let loader = DatasetLoader::new((*listing).clone(), tile);
        self.loading = Some(LoadStep::Houses { picked, listing, loader });
        self.advance();
    }

    /// Switches to another step, and discards the one before.
    pub(super) fn switch_to(&mut self, job: Job) {
        for id in self.pool.replace(job) {
            self.decoders.remove(&id);
        }
    }

    pub(super) fn cancel_loading(&mut self) {
        if self.loading.is_some() {
            self.end_loading();
            self.emit(Message::DatasetLoadCancelled);
        }
    }

    pub(super) fn fail_loading(&mut self, message: String) {
        if self.loading.is_some() {
            self.end_loading();
            self.emit(Message::DatasetLoadFailed { message });
        }
    }

    /// Stops loading, and drops the run or series that waited for it.
    pub(super) fn end_loading(&mut self) {
        self.loading = None;
        self.waiting_run = None;
        self.waiting_series = None;
        for id in self.pool.cancel() {
            self.decoders.remove(&id);
        }
    }

    /// Starts decoders and hands out jobs, as the pool decides.
    pub(super) fn assign_jobs(&mut self) {
        loop {
            match self.pool.next_step() {
                Step::Start(id) => self.start_decoder(id),
                Step::Assign(id, job) => self.assign(id, &job),
                Step::Stop(id) => drop(self.decoders.remove(&id)),
                Step::Wait => return,
                Step::GiveUp(jobs) => jobs.iter().for_each(|job| match job {
                    // No decoder starts: that is not the fault of these houses.
                    Job::Tile(_) => self.fail_loading(text::photo_reader_not_started().to_owned()),
                    job => self.fail_job(job, text::photo_reader_not_started()),
                }),
            }
        }
    }

    pub(super) fn start_decoder(&mut self, id: u32) {
        let inner = self.inner.clone();
        let decoder = self.decode_module.start(move |message| {
            if let Some(inner) = inner.upgrade() {
                inner.with(|hub| hub.on_decoder_message(id, message));
            }
        });
        self.decoders.insert(id, decoder);
    }

    pub(super) fn assign(&mut self, id: u32, job: &Job) {
        let sent = self.request_for(job).and_then(|(request, files)| {
            let bytes = protocol::encode(&request).ok()?;
            self.decoders.get(&id)?.post(&bytes, &files).ok()
        });
        if sent.is_none() {
            self.on_decoder_lost(id);
        }
    }

    /// The request for a job, and the files that go with it.
    pub(super) fn request_for(&mut self, job: &Job) -> Option<(DecodeRequest, Vec<Blob>)> {
        match (job, &mut self.loading) {
            (Job::List(position), Some(LoadStep::Archives { picked, .. })) => {
                Some((DecodeRequest::List, vec![picked.archive(*position)?.clone().into()]))
            }
            (Job::Table(table), Some(LoadStep::Table { picked, tables, options, .. })) => {
                let chosen = match table {
                    Some(table) => std::slice::from_ref(tables.get(*table)?),
                    None => tables.get(..MAX_CANDIDATES.min(tables.len()))?,
                };
                let part =
                    |&position: &usize| picked.part(position).map(|(table, blob)| ((table, position), blob));
                let (tables, blobs) =
                    chosen.iter().map(part).collect::<Option<Vec<_>>>()?.into_iter().unzip();
                let (options, paths) = (options.clone(), picked.paths().to_vec());
                Some((DecodeRequest::Table { tables, options, paths }, blobs))
            }
            (
                job @ (Job::Pair | Job::Open),
                Some(LoadStep::Table {
                    name, picked, tables, table, options, mapping: Some(mapping), ..
                }),
            ) => {
                let position = *tables.get(*table)?;
                let (table, blob) = picked.part(position)?;
                let (options, mapping, paths) = (options.clone(), mapping.clone(), picked.paths().to_vec());
                let request = match job {
                    Job::Pair => DecodeRequest::Pair { table, position, options, mapping, paths },
                    _ => DecodeRequest::Open { name: name.clone(), table, position, options, mapping, paths },
                };
                Some((request, vec![blob]))
            }
            (Job::Thumbnails, _) => {
                let (picked, examples) = self.examples()?;
                let parts = examples.iter().map(|&photo| picked.part(photo));
                let (photos, blobs) = parts.collect::<Option<Vec<(SourceFile, Blob)>>>()?.into_iter().unzip();
                Some((DecodeRequest::Thumbnails { photos }, blobs))
            }
            (Job::PhotoHouses, Some(LoadStep::PhotoHouses { picked, .. })) => {
                Some((DecodeRequest::PhotoHouses { paths: picked.paths().to_vec() }, Vec::new()))
            }
            (Job::Sample, Some(LoadStep::Sample { tile })) => {
                Some((DecodeRequest::Sample { tile: *tile }, Vec::new()))
            }
            (Job::Compare, Some(LoadStep::Compare { dataset, descriptors, .. })) => {
                let (rooms, houses) = (dataset.rooms.clone(), dataset.houses.clone());
                // Megabytes that nothing needs after this.
                let descriptors = std::mem::take(descriptors);
                Some((DecodeRequest::Compare { rooms, houses, descriptors }, Vec::new()))
            }
            (Job::Tile(houses), Some(LoadStep::Houses { picked, loader, .. })) => {
                let (mut photos, mut blobs) = (Vec::new(), Vec::new());
                for photo in loader.photos(houses) {
                    let part = match photo {
                        Some(photo) => Some(picked.part(photo)?),
                        None => None,
                    };
                    let (photo, blob): (Option<SourceFile>, Option<Blob>) = part.unzip();
                    photos.push(photo);
                    blobs.extend(blob);
                }
                let positions = houses.clone();
                Some((DecodeRequest::Tile { tile: loader.tile(), positions, photos }, blobs))
            }
            (Job::HomeTables(id), _) => {
                let HomeTables { tables, paths, inputs } = self.home_tables.get(id)?;
                let table = |(position, file): &(usize, File)| {
                    let path = paths.get(*position)?.clone();
                    Some(((SourceFile { path, packed: None }, *position), Blob::from(file.clone())))
                };
                let (listed, blobs) =
                    tables.iter().map(table).collect::<Option<Vec<_>>>()?.into_iter().unzip();
                let (paths, inputs) = (paths.clone(), inputs.clone());
                Some((DecodeRequest::Homes { tables: listed, paths, inputs }, blobs))
            }
            (Job::Home(id) | Job::ListedHome(id), _) => {
                let home = self.homes.get(id)?;
                let request = DecodeRequest::TileHome { tile: home.tile, rooms: home.rooms.clone() };
                Some((request, home.files.iter().cloned().map(Blob::from).collect()))
            }
            _ => None,
        }
    }

    pub(super) fn on_decoder_message(&mut self, id: u32, message: WorkerMessage) {
        let (event, pixels) = match message {
            WorkerMessage::Event(bytes, pixels) => (protocol::decode::<DecodeEvent>(&bytes).ok(), pixels),
            WorkerMessage::Terminated(_) => (None, None),
        };
        match event {
            Some(DecodeEvent::Ready) => self.pool.decoder_ready(id),
            Some(event) => {
                if let Some(job) = self.pool.job_done(id) {
                    self.on_job_answer(job, event, &pixels.unwrap_or_else(|| ArrayBuffer::new(0)));
                }
            }
            None => self.on_decoder_lost(id),
        }
    }

    pub(super) fn on_decoder_lost(&mut self, id: u32) {
        self.decoders.remove(&id);
        if let Some(job) = self.pool.decoder_died(id) {
            self.fail_job(&job, text::photo_reader_ended());
        }
    }

    pub(super) fn on_job_answer(&mut self, job: Job, event: DecodeEvent, pixels: &ArrayBuffer) {
        match (job, event) {
            (Job::List(position), DecodeEvent::Listed(entries)) => {
                self.archive_listed(position, Some(entries))
            }
            (Job::Table(chosen), DecodeEvent::Table(found, preview)) => {
                if let Some(LoadStep::Table { picked, tables, table, options, .. }) = &mut self.loading {
                    *table = chosen.unwrap_or(found);
                    let path = |&position: &usize| picked.paths().get(position).cloned();
                    let tables = tables.iter().filter_map(path).collect();
                    let (table, options) = (*table, options.clone());
                    let best = preview.pairings.first().cloned();
                    self.emit(Message::MappingNeeded { preview, options, tables, table });
                    self.show_examples(best.as_ref());
                }
            }
            (Job::Pair, DecodeEvent::Paired(pairing, problem)) => {
                self.emit(Message::PairingPreviewed { pairing: pairing.clone(), problem });
                self.show_examples(Some(&pairing));
            }
            (Job::Thumbnails, DecodeEvent::Thumbnails(readable)) => {
                if let Some((_, examples)) = self.examples() {
                    let pixels = Uint8Array::new(pixels).to_vec();
                    let mut squares = pixels.chunks_exact(3 * protocol::THUMBNAIL * protocol::THUMBNAIL);
                    let thumbnail = |(&photo, readable): (&usize, bool)| {
                        (photo, if readable { squares.next().map(<[u8]>::to_vec) } else { None })
                    };
                    let thumbnails = examples.iter().zip(readable).map(thumbnail).collect();
                    self.emit(Message::ThumbnailsRead(thumbnails));
                }
            }
            (Job::PhotoHouses, DecodeEvent::PhotoHouses(houses)) => self.ask_for_prices(houses),
            (Job::Open, DecodeEvent::Opened(listing)) => {
                let table = |loading: &mut LoadStep| matches!(loading, LoadStep::Table { .. });
                if let Some(LoadStep::Table { picked, .. }) = self.loading.take_if(table) {
                    self.start_houses(picked, Arc::new(listing), self.tile_size);
                }
            }
            (Job::Sample, DecodeEvent::Sample(dataset)) => {
                match blob::from_buffers(std::slice::from_ref(pixels)) {
                    Ok(pixels) => {
                        self.loading = None;
                        self.finish_loading(*dataset, pixels, DatasetOrigin::Sample);
                    }
                    Err(_) => self.fail_loading(text::photo_reader_no_room().to_owned()),
                }
            }
            (Job::Compare, DecodeEvent::Compared(issues)) => self.finish_comparison(Some(issues)),
            (Job::Tile(_), DecodeEvent::Tiled(houses)) => self.add_houses(houses, pixels),
            (Job::Home(id) | Job::ListedHome(id), DecodeEvent::HomeTiled { montage }) => {
                if let Some(HomePhotos { tile, rooms, .. }) = self.homes.remove(&id) {
                    let size = montage_size(tile, rooms.len());
                    self.emit(Message::HomeTiled { home: id, montage, size });
                }
            }
            (Job::HomeTables(id), DecodeEvent::Homes(table)) => {
                if self.home_tables.remove(&id).is_some() {
                    self.emit(Message::HomeTableRead { request: id, table });
                }
            }
            (job, DecodeEvent::Failed { message }) => self.fail_job(&job, &message),
            (job, _) => self.fail_job(&job, text::photo_reader_ended()),
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
            self.pool.push(Job::Thumbnails);
        }
    }

    pub(super) fn add_houses(&mut self, houses: Vec<TiledHouse<PackedDescriptors>>, pixels: &ArrayBuffer) {
        let Some(LoadStep::Houses { loader, .. }) = &mut self.loading else { return };
        if loader.bytes(&houses) != pixels.byte_length() as usize {
            return self.fail_loading(text::photo_reader_ended().to_owned());
        }
        loader.add(houses, pixels.clone());
        self.advance();
    }

    pub(super) fn fail_job(&mut self, job: &Job, why: &str) {
        match job {
            // The visitor's choice of columns may be the reason: let them choose again.
            // The table as it was read before is still shown.
            Job::Open | Job::Pair | Job::Table(Some(_))
                if matches!(&self.loading, Some(LoadStep::Table { .. })) =>
            {
                self.emit(Message::MappingRejected { message: why.to_owned() });
            }
            Job::List(position) if matches!(&self.loading, Some(LoadStep::Archives { picked, .. }) if picked.paths().len() > 1) =>
            {
                self.archive_listed(*position, None);
            }
            // The houses can be read all the same.
            Job::Thumbnails => {}
            Job::List(_) | Job::Table(_) | Job::Open | Job::Pair | Job::PhotoHouses | Job::Sample => {
                self.fail_loading(why.to_owned())
            }
            // The dataset can be used all the same.
            Job::Compare => self.finish_comparison(None),
            Job::Home(id) | Job::ListedHome(id) => {
                if self.homes.remove(id).is_some() {
                    self.emit(Message::HomeFailed { home: *id, message: why.to_owned() });
                }
            }
            Job::HomeTables(id) => {
                if self.home_tables.remove(id).is_some() {
                    self.emit(Message::HomeFailed { home: *id, message: why.to_owned() });
                }
            }
            Job::Tile(houses) => {
                if let Some(LoadStep::Houses { picked, loader, .. }) = &mut self.loading {
                    loader.mark_unreadable(houses, |photo| picked.name(photo));
                }
                self.advance();
            }
        }
    }

    /// Reports the progress, and goes to the next step when all houses are read.
    pub(super) fn advance(&mut self) {
        let Some(LoadStep::Houses { loader, .. }) = &mut self.loading else { return };
        if let Some(batch) = loader.next_batch() {
            match blob::from_buffers(&batch) {
                Ok(chunk) => loader.add_chunk(chunk),
                Err(_) => return self.fail_loading(text::photo_reader_no_room().to_owned()),
            }
        }
        let done = loader.is_complete();
        if let Some((done, total)) = loader.progress(platform::now_ms()) {
            self.outbox.push(Message::DatasetLoadProgress { done, total });
        }
        if done && let Some(LoadStep::Houses { picked, listing, loader }) = self.loading.take() {
            let all = loader.finish().map_err(|error| error.to_string()).and_then(|finished| {
                let pixels = blob::concat_ranges(&finished.pixels)
                    .map_err(|_| text::photo_reader_no_room().to_owned())?;
                Ok((finished.dataset, finished.descriptors, pixels))
            });
            match all {
                Ok((dataset, descriptors, pixels)) => {
                    self.loading = Some(LoadStep::Compare {
                        dataset,
                        descriptors,
                        pixels,
                        origin: DatasetOrigin::Folder { picked, listing },
                    });
                    self.pool.push(Job::Compare);
                }
                Err(message) => {
                    self.end_loading();
                    self.emit(Message::DatasetLoadFailed { message });
                }
            }
        }
    }

    /// The houses have been compared, or could not be (none).
    pub(super) fn finish_comparison(&mut self, issues: Option<Vec<DataIssue>>) {
        let compared = |loading: &mut LoadStep| matches!(loading, LoadStep::Compare { .. });
        let Some(LoadStep::Compare { mut dataset, pixels, origin, .. }) = self.loading.take_if(compared)
        else {
            return;
        };
        match issues {
            Some(issues) => dataset.report.issues = issues,
            None => {
                let message = text::photo_reader_not_compared().to_owned();
                self.emit(Message::DatasetWarning { message });
            }
        }
        self.finish_loading(dataset, pixels, origin);
    }

    pub(super) fn set_dataset(&mut self, dataset: &Arc<Dataset>, origin: Option<DatasetOrigin>) {
        let old = self.dataset.replace((dataset.clone(), origin));
        self.previous = previous_dataset(old, self.previous.take(), |(old, _)| old.has_same_houses(dataset));
    }

    pub(super) fn finish_loading(&mut self, dataset: Dataset, pixels: Blob, origin: DatasetOrigin) {
        for id in self.pool.retire_idle() {
            self.decoders.remove(&id);
        }
        self.unpriced = None;
        let dataset = Arc::new(dataset);
        self.pixels.insert(&dataset, pixels);
        self.set_dataset(&dataset, Some(origin));
        self.emit(Message::DatasetLoaded(dataset));
        match self.waiting_run.take() {
            Some(job) => self.train(job),
            None if !self.recovery.is_training() => self.load_dataset(),
            None => {}
        }
        if let Some(job) = self.waiting_series.take() {
            self.start_series(job);
        }
    }
}
