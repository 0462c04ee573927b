//! Loading photos: the decode workers make them into montages.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::hub::{DatasetOrigin, HomePhotos, LoadStep, WorkerHub};
use super::picked_files::PickedFiles;
use crate::browser::blob;
use facade_app::Message;
use facade_app::dataset_loader::{DatasetLoader, previous_dataset};
use facade_app::homes::HomeTiling;
use facade_app::state::PretrainedFile;
use facade_app::worker_pool::{Job, WorkerKind};
use facade_data::{DataIssue, Dataset, HouseList, PackedDescriptors, TiledHouse, montage_size};
use facade_platform as platform;
use facade_protocol as protocol;
use facade_protocol::{DecodeEvent, DecodeRequest, Looks, Recognise, SourceFile};
use facade_text as text;

/// Photos shown of an example house.
pub(super) const MAX_THUMBNAILS: usize = 4;

impl WorkerHub {
    pub(super) fn emit(&mut self, message: Message) {
        self.outbox.push(message);
    }

    pub(super) fn start_sample(&mut self, tile: usize, looks: bool) {
        self.emit(Message::DatasetLoadStarted { name: facade_data::SAMPLE_NAME.to_owned() });
        self.loading = Some(LoadStep::Sample { tile, looks });
        self.readers.push(Job::Sample);
    }

    /// Reads the photos of houses; with `looks`, the pretrained network looks at them. With a tile size of 0, only that, and
    /// the montages of the dataset in use stay.
    pub(super) fn start_houses(
        &mut self,
        picked: Rc<PickedFiles>,
        listing: Arc<HouseList>,
        (tile, looks): (usize, bool),
    ) {
        let network = if looks { facade_data::NETWORK } else { "" };
        let loader = DatasetLoader::new((*listing).clone(), tile, network);
        self.push_houses(listing.houses.len(), listing.photos.iter().flatten().count(), looks);
        self.loading = Some(LoadStep::Houses { picked, listing, loader });
        self.advance();
    }

    pub(super) fn cancel_loading(&mut self) {
        if self.loading.is_some() {
            self.end_loading();
            self.emit(Message::DatasetLoadCancelled);
        }
    }

    pub(super) fn fail_loading(&mut self, message: String) {
        if self.loading.is_some() {
            self.end_with(message);
        }
    }

    fn end_with(&mut self, message: String) {
        self.end_loading();
        self.emit(Message::DatasetLoadFailed { message });
    }

    /// Stops loading, and drops the run or series that waited for it.
    pub(super) fn end_loading(&mut self) {
        self.loading = None;
        self.waiting_run = None;
        self.waiting_series = None;
        self.cancel_gpu_looking();
        self.readers.cancel();
    }

    /// The request for a job, and the files that go with it.
    pub(super) fn request_for(&mut self, job: &Job) -> Option<(Vec<u8>, Vec<Blob>)> {
        match job.kind() {
            WorkerKind::Tables => {
                let (request, files) = self.tables_request(job)?;
                Some((protocol::encode(&request).ok()?, files))
            }
            WorkerKind::Decode => {
                let (request, files) = self.decode_request(job)?;
                Some((protocol::encode(&request).ok()?, files))
            }
        }
    }

    fn decode_request(&mut self, job: &Job) -> Option<(DecodeRequest, Vec<Blob>)> {
        match (job, &mut self.loading) {
            (Job::Thumbnails, _) => {
                let (picked, examples) = self.examples()?;
                let parts = examples.iter().map(|&photo| picked.part(photo));
                let (photos, blobs) = parts.collect::<Option<Vec<(SourceFile, Blob)>>>()?.into_iter().unzip();
                Some((DecodeRequest::Thumbnails { photos }, blobs))
            }
            (Job::Sample, Some(LoadStep::Sample { tile, looks })) => {
                let file = self.pretrained.clone().filter(|_| *looks);
                Some((DecodeRequest::Sample { tile: *tile, looks: *looks }, file.into_iter().collect()))
            }
            (Job::Compare, Some(LoadStep::Compare { dataset, descriptors, pixels, .. })) => {
                let (rooms, houses) = (dataset.rooms.clone(), dataset.houses.clone());
                let montages = dataset.montages.clone();
                // Megabytes that nothing needs after this.
                let descriptors = std::mem::take(descriptors);
                Some((DecodeRequest::Compare { rooms, houses, descriptors, montages }, vec![pixels.clone()]))
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
                let (positions, looks) = (houses.clone(), Self::looks_where(&self.gpu_looking, loader));
                blobs.extend(self.pretrained.clone().filter(|_| looks == Looks::Here));
                Some((DecodeRequest::Tile { tile: loader.tile(), looks, positions, photos }, blobs))
            }
            (Job::Home(id) | Job::ListedHome(id), _) => {
                let home = self.homes.get(id)?;
                let photos =
                    home.photos.iter().map(|photo| photo.as_ref().map(|(file, _)| file.clone())).collect();
                let mut blobs: Vec<Blob> =
                    home.photos.iter().flatten().map(|(_, blob)| blob.clone()).collect();
                let HomeTiling { tile, looks, rooms, classifier, .. } = home.tiling.clone();
                blobs.extend(self.pretrained.clone().filter(|_| looks || classifier.is_some()));
                let recognise = classifier.map(|classifier| Recognise {
                    classifier: (*classifier).clone(),
                    photos: home.unknown.clone(),
                });
                Some((DecodeRequest::TileHome { tile, looks, rooms, photos, recognise }, blobs))
            }
            (Job::Look(number), _) => {
                let looking = self.looking.get(number)?;
                let (photos, mut blobs): (Vec<SourceFile>, Vec<Blob>) =
                    looking.photos.iter().cloned().unzip();
                blobs.push(self.pretrained.clone()?);
                Some((DecodeRequest::Look { photos }, blobs))
            }
            (Job::Unpack(number), _) => {
                let (photos, blobs) = self.unpacking.get(number)?.photos.iter().cloned().unzip();
                Some((DecodeRequest::Unpack { photos }, blobs))
            }
            _ => None,
        }
    }

    pub(super) fn on_decoded(&mut self, job: Job, event: DecodeEvent, pixels: &ArrayBuffer) {
        match (job, event) {
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
            (Job::Sample, DecodeEvent::Sample(dataset)) => match blob::from_buffer(pixels) {
                Ok(pixels) => {
                    self.loading = None;
                    self.finish_loading(*dataset, pixels, DatasetOrigin::Sample);
                }
                Err(_) => self.fail_loading(text::photo_reader_no_room().to_owned()),
            },
            (Job::Compare, DecodeEvent::Compared(issues)) => self.finish_comparison(Some(issues)),
            (Job::Tile(_), DecodeEvent::Tiled(houses)) => self.add_houses(houses, pixels),
            (Job::Tile(_), DecodeEvent::Squeezed(houses)) => self.look_on_gpu(houses, pixels),
            (
                Job::Home(id) | Job::ListedHome(id),
                DecodeEvent::HomeTiled { montage, features, rooms, unread },
            ) => {
                if let Some(HomePhotos { tiling, .. }) = self.homes.remove(&id) {
                    let size = montage_size(tiling.tile, tiling.rooms.len());
                    self.emit(Message::HomeTiled { home: id, montage, features, size, rooms, unread });
                }
            }
            (Job::Look(number), DecodeEvent::Looked) => {
                self.looked(number, Some(Uint8Array::new(pixels).to_vec()));
            }
            (Job::Unpack(number), DecodeEvent::Unpacked(sizes)) => {
                self.photos_unpacked(number, &sizes, pixels)
            }
            (job, DecodeEvent::NoNetwork { message }) => self.network_failed(&job, &message),
            (job, DecodeEvent::Failed { message }) => self.fail_job(&job, &message),
            (job, _) => self.fail_job(&job, text::photo_reader_ended()),
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

    /// The file of the pretrained network cannot be used: houses are read without it.
    fn network_failed(&mut self, job: &Job, why: &str) {
        if self.pretrained.take().is_some() {
            self.emit(Message::Pretrained(PretrainedFile::Failed));
        }
        let looks =
            |loading: &mut LoadStep| matches!(loading, LoadStep::Houses { loader, .. } if loader.looks());
        match (job, self.loading.take_if(looks)) {
            (Job::Tile(_), Some(LoadStep::Houses { picked, listing, loader })) => {
                // With montages of these houses there is nothing else to read.
                if loader.tile() == 0 {
                    return self.end_with(why.to_owned());
                }
                self.readers.cancel();
                self.start_houses(picked, listing, (loader.tile(), false));
            }
            // The houses are read again already.
            (Job::Tile(houses), _) => self.readers.push(Job::Tile(houses.clone())),
            (job, _) => self.fail_job(job, why),
        }
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
            Job::HomeArchive(number, position) => self.home_archive_listed(*number, *position, Err(why)),
            Job::Look(number) => self.looked(*number, None),
            // Nobody waits any more.
            Job::Unpack(number) => drop(self.unpacking.remove(number)),
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
            match blob::split_buffers(&batch) {
                Ok(chunks) => loader.add_chunk(chunks),
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
                    // What compares the houses needs the memory of those that read them.
                    self.readers.retire_idle();
                    self.readers.push(Job::Compare);
                }
                Err(message) => self.end_with(message),
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
        if dataset.montages.tile == 0 && !self.has_montages_of(&dataset) {
            // Other photos could be read this time: all of them are needed again.
            let tile = self.dataset.as_ref().map_or(dataset.montages.tile, |(old, _)| old.montages.tile);
            return match origin {
                DatasetOrigin::Folder { picked, listing } if tile > 0 => {
                    self.start_houses(picked, listing, (tile, true));
                }
                _ => self.end_with(text::photo_reader_ended().to_owned()),
            };
        }
        self.readers.retire_idle();
        self.unpriced = None;
        let Ok((dataset, pixels)) = self.keep_what_was_read(dataset, pixels) else {
            return self.end_with(text::photo_reader_no_room().to_owned());
        };
        let dataset = Arc::new(dataset);
        self.pixels.insert(&dataset, pixels);
        self.set_dataset(&dataset, Some(origin));
        self.emit(Message::DatasetLoaded(dataset));
        // Otherwise the page prepares the session for the network that is selected, which loads what this takes.
        if let Some(job) = self.waiting_run.take() {
            self.train(job);
        }
        if let Some(job) = self.waiting_series.take() {
            self.start_series(job);
        }
    }

    /// Whether the dataset in use has the same houses, with montages.
    fn has_montages_of(&self, dataset: &Dataset) -> bool {
        let has_them = |old: &Dataset| old.montages.tile > 0 && old.has_same_houses(dataset);
        self.dataset.as_ref().is_some_and(|(old, _)| has_them(old) && self.pixels.get(old).is_some())
    }

    /// If the same houses were read again, the montages stay where only features were added, and the features where the tile
    /// size is another.
    ///
    /// # Errors
    /// If the browser has no room for it.
    fn keep_what_was_read(&self, mut dataset: Dataset, pixels: Blob) -> Result<(Dataset, Blob), JsValue> {
        let Some((old, _)) = &self.dataset else { return Ok((dataset, pixels)) };
        let keeps_montages = dataset.montages.tile == 0;
        let keeps_features = old.montages.has_features() && !dataset.montages.has_features();
        let is_kept = (keeps_montages || keeps_features) && old.has_same_houses(&dataset);
        let Some(old_pixels) = self.pixels.get(old).filter(|_| is_kept) else { return Ok((dataset, pixels)) };
        let (this, that) = ((&dataset.montages, &pixels), (&old.montages, old_pixels));
        let (montages, features) = if keeps_montages { (that, this) } else { (this, that) };
        let range = |Range { start, end }: Range<u64>| start as usize..end as usize;
        let count = dataset.houses.len();
        let parts = [
            (montages.1.clone(), range(0..montages.0.byte_range(count).start)),
            (features.1.clone(), range(features.0.feature_range(0..count, count))),
        ];
        let joined = match blob::concat_ranges(&parts) {
            Ok(joined) => joined,
            // The photos can be looked at again.
            Err(_) if keeps_features => return Ok((dataset, pixels)),
            Err(error) => return Err(error),
        };
        if keeps_montages {
            dataset.montages.tile = old.montages.tile;
        } else {
            dataset.montages.network.clone_from(&old.montages.network);
            dataset.report.take_room_issues(&old.report);
        }
        Ok((dataset, joined))
    }
}
