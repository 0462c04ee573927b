//! The page's workers: starts them, passes on requests, and reports events.
//!
//! What to do is decided by [`facade_app::worker_pool`], [`facade_app::dataset_loader`], [`facade_app::recovery`] and [`facade_app::run_scheduler`], which need no browser.

mod decoders;
mod gpu_looking;
mod homes;
mod hub;
mod jobs;
mod picked_files;
mod pretrained;
mod readers;
mod series;
mod session;
mod tables;
mod unpriced;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use wasm_bindgen::JsValue;
use web_sys::{Blob, File};

use crate::browser::worker_host::WorkerModule;
use facade_app::Message;
use facade_app::pixel_store::PixelStore;
use facade_app::recovery::Recovery;
use facade_app::saved::SavedRun;
use facade_app::worker_pool::Job;
use facade_data::{Dataset, HouseId, Mapping, PhotoHouse, ReadOptions, price_list};
use facade_platform as platform;
use facade_protocol::{Bytes, DeviceChoice, NumberedRequest, Request, RequestIds};
use facade_spec::Config;
pub(crate) use hub::Workers;
use hub::{DatasetOrigin, GpuLooking, Inner, LoadStep, MAX_DECODERS, RunJob, WorkerHub};
pub(crate) use picked_files::{FilePart, PickedFiles};
pub(crate) use pretrained::pretrained_url;
use readers::Readers;

impl Workers {
    /// Starts the compute worker; decoders are started when there is something to read. All requests take their numbers from
    /// `ids`.
    ///
    /// # Errors
    /// If there is no document, which names the modules.
    pub(crate) fn new(ids: RequestIds, on_message: impl Fn(Message) + 'static) -> Result<Workers, JsValue> {
        let mut hub = WorkerHub {
            inner: Weak::new(),
            outbox: Vec::new(),
            readers: Readers::preload((platform::cores() + 1).min(MAX_DECODERS))?,
            loading: None,
            unpriced: None,
            tiling: (Config::default().tile, false),
            gpu_looking: GpuLooking::default(),
            announcements: 0,
            waiting_run: None,
            homes: HashMap::new(),
            home_tables: HashMap::new(),
            home_archives: None,
            unpacking: HashMap::new(),
            looking: HashMap::new(),
            pretrained: None,
            numbers: 0,
            compute_module: WorkerModule::preload("compute")?,
            session: None,
            session_number: 0,
            session_ready: false,
            preparation: None,
            waiting: Vec::new(),
            recovery: Recovery::new(ids.clone()),
            ids,
            dataset: None,
            previous: None,
            pixels: PixelStore::default(),
            session_dataset: None,
            takes_features: false,
            waiting_series: None,
            series: None,
            series_number: 0,
        };
        let inner = Rc::new_cyclic(|inner| {
            hub.inner = inner.clone();
            Inner { hub: RefCell::new(hub), on_message: Box::new(on_message) }
        });
        inner.hub.borrow_mut().start_session();
        let workers = Workers(inner);
        workers.fetch_pretrained();
        Ok(workers)
    }

    /// Reads the houses, now that the visitor has confirmed what the columns of this table mean.
    pub(crate) fn map_columns(&self, position: usize, read: ReadOptions, chosen: Mapping) {
        self.0.with(|hub| {
            if let Some(LoadStep::Table { mapping, name, table, options, .. }) = &mut hub.loading {
                (*table, *options) = (position, read);
                *mapping = Some(chosen);
                let name = name.clone();
                hub.emit(Message::DatasetLoadStarted { name });
                hub.readers.switch_to(Job::Open);
            }
        });
    }

    /// Shows another of the tables that were found, or the same one read in another way.
    pub(crate) fn choose_table(&self, position: usize, read: ReadOptions) {
        self.0.with(|hub| {
            if let Some(LoadStep::Table { table, mapping, options, .. }) = &mut hub.loading {
                (*table, *mapping, *options) = (position, None, read);
                hub.readers.switch_to(Job::Table(Some(position)));
            }
        });
    }

    /// Pairs photos with the rows of the table in another way, to show it.
    pub(crate) fn preview_pairing(&self, position: usize, read: ReadOptions, tried: Mapping) {
        self.0.with(|hub| {
            if let Some(LoadStep::Table { mapping, table, options, .. }) = &mut hub.loading {
                (*table, *options, *mapping) = (position, read, Some(tried));
                hub.readers.switch_to(Job::Pair);
            }
        });
    }

    /// Reads photos of a house whose price the visitor types.
    pub(crate) fn show_photo_house(&self, house: &PhotoHouse) {
        self.0.with(|hub| hub.show_photo_house(house));
    }

    /// The price list of houses whose prices the visitor types.
    pub(crate) fn price_list(&self, houses: &[PhotoHouse]) -> Option<String> {
        let hub = self.0.hub.borrow();
        Some(price_list(houses, hub.unpriced.as_ref()?.picked.paths()))
    }

    /// Loads the houses with the prices that the visitor typed, as if a table with them had been in the folder.
    pub(crate) fn use_prices(&self, houses: &[PhotoHouse]) {
        self.0.with(|hub| hub.use_prices(houses));
    }

    /// Forgets the houses whose prices the visitor typed.
    pub(crate) fn cancel_prices(&self) {
        self.0.with(|hub| {
            hub.unpriced = None;
            hub.emit(Message::DatasetLoadCancelled);
        });
    }

    /// Announces files that take a while to list. Returns the number to open them by.
    pub(crate) fn announce_files(&self, name: String) -> u32 {
        let mut number = 0;
        self.0.with(|hub| {
            hub.cancel_loading();
            hub.emit(Message::DatasetLoadStarted { name });
            hub.announcements += 1;
            hub.loading = Some(LoadStep::List(hub.announcements));
            number = hub.announcements;
        });
        number
    }

    /// Whether the files that were announced under this number are still awaited.
    pub(crate) fn awaits_files(&self, number: u32) -> bool {
        matches!(self.0.hub.borrow().loading, Some(LoadStep::List(listed)) if listed == number)
    }

    /// Reads the files that were announced under this number, unless that was cancelled or something else was chosen since. A
    /// single zip file is read as an archive. `paths` are the files' paths, in the same order; `name` is the folder's name. `tiling`
    /// is the tile size, and whether the pretrained network shall look at the photos, if they are not too many; `device` is where.
    pub(crate) fn open_announced(
        &self,
        number: u32,
        name: String,
        files: Vec<File>,
        paths: Vec<String>,
        tiling: (usize, bool),
        device: DeviceChoice,
    ) {
        self.0.with(|hub| {
            hub.gpu_looking.device = device;
            if matches!(hub.loading, Some(LoadStep::List(listed)) if listed == number) {
                hub.loading = None;
                hub.open_files(name, files, paths, tiling);
            }
        });
    }

    /// Reports that the files that were announced under this number cannot be listed.
    pub(crate) fn fail_announced(&self, number: u32, message: String) {
        self.0.with(|hub| {
            if matches!(hub.loading, Some(LoadStep::List(listed)) if listed == number) {
                hub.fail_loading(message);
            }
        });
    }

    /// Opens the built-in sample, which is drawn.
    /// `looks` is whether the pretrained network shall look at its photos.
    pub(crate) fn open_sample(&self, tile: usize, looks: bool) {
        self.0.with(|hub| {
            hub.cancel_loading();
            hub.start_sample(tile, looks);
        });
    }

    /// The pixels of a dataset, one montage after the other. They are kept as long as the dataset is.
    pub(crate) fn pixels(&self, dataset: &Arc<Dataset>) -> Option<Blob> {
        self.0.hub.borrow().pixels.get(dataset).cloned()
    }

    /// The photo files of a house, in the montage's order. Empty if there are none: the sample is drawn, an earlier
    /// visit stored montages only, and an archive would have to be unpacked.
    pub(crate) fn photos(&self, dataset: &Arc<Dataset>, house: &HouseId) -> Vec<Blob> {
        let parts = self.photo_parts(dataset, house).into_iter().flatten();
        parts.filter(|(part, _)| part.packed.is_none()).map(|(_, blob)| blob).collect()
    }

    /// The photos of a house of a dataset at this position in its listing's order of rooms, also those in archives; `None`
    /// for missing ones. Empty if the files are not open.
    pub(crate) fn photo_parts(&self, dataset: &Arc<Dataset>, house: &HouseId) -> Vec<Option<FilePart>> {
        let hub = self.0.hub.borrow();
        let Some((current, Some(DatasetOrigin::Folder { picked, listing }))) = &hub.dataset else {
            return Vec::new();
        };
        let position = listing.houses.iter().position(|listed| listed.id == *house);
        let Some(position) = position.filter(|_| Arc::ptr_eq(current, dataset)) else { return Vec::new() };
        listing.photos_of(position).iter().map(|&photo| picked.part(photo?)).collect()
    }

    /// Stops loading at once. The dataset in use stays.
    pub(crate) fn cancel_loading(&self) {
        self.0.with(WorkerHub::cancel_loading);
    }

    /// Trains on the dataset without the `excluded` houses. It is read again first if the settings need another tile size.
    pub(crate) fn train(&self, run: u32, config: Config, device: DeviceChoice, excluded: Vec<HouseId>) {
        self.0.with(|hub| hub.train(RunJob { run, config, device, excluded }));
    }

    /// Lets the session prepare for a run on the dataset, while no run is active.
    pub(crate) fn prepare(&self, config: Config, device: DeviceChoice) {
        self.0.with(|hub| {
            hub.takes_features = config.model.is_pretrained();
            // Pixels are of no use to a network on features, and the worker's memory does not shrink again.
            let lacks_features = hub.dataset.as_ref().is_some_and(|(data, _)| !data.montages.has_features());
            let is_too_early = hub.recovery.is_training() || hub.takes_features && lacks_features;
            if !is_too_early {
                hub.load_dataset();
            }
            hub.preparation = (!is_too_early).then_some(Request::Prepare { config, device });
            hub.send_waiting();
        });
    }

    /// Restores the dataset of an earlier visit, with its pixels, unless one is being loaded or trained on.
    pub(crate) fn restore_dataset(&self, dataset: Dataset, pixels: Blob) {
        self.0.with(|hub| {
            if hub.loading.is_none() && !hub.recovery.is_training() {
                let dataset = Arc::new(dataset);
                hub.pixels.insert(&dataset, pixels);
                // The sample can be drawn again.
                let origin = (dataset.name == facade_data::SAMPLE_NAME).then_some(DatasetOrigin::Sample);
                hub.set_dataset(&dataset, origin);
                hub.emit(Message::DatasetRestored(dataset));
            }
        });
    }

    /// The pixels of a dataset that is still in use are in this blob too.
    pub(crate) fn replace_pixels(&self, dataset: &Arc<Dataset>, pixels: Blob) {
        self.0.with(|hub| hub.replace_pixels(dataset, pixels));
    }

    /// Exchanges the dataset and the previous one.
    pub(crate) fn swap_datasets(&self) {
        self.0.with(|hub| {
            if hub.loading.is_none() && !hub.recovery.is_training() && hub.previous.is_some() {
                std::mem::swap(&mut hub.dataset, &mut hub.previous);
                if let Some((dataset, _)) = &hub.dataset {
                    hub.outbox.push(Message::DatasetSwapped(dataset.clone()));
                }
            }
        });
    }

    /// Resumes a run of an earlier visit from its checkpoint, on the dataset in use.
    pub(crate) fn resume_saved_run(&self, run: &SavedRun, checkpoint: Vec<u8>) {
        self.0.with(|hub| {
            // All of it: a checkpoint of an earlier version is compared by its pixels.
            hub.takes_features = false;
            hub.load_dataset();
            hub.recovery.resume_after(run.epochs_done());
            hub.send_new(Request::Train {
                run: run.number,
                config: run.config.clone(),
                device: run.device,
                excluded: run.excluded.clone(),
                resume: Some(Bytes(checkpoint)),
            });
        });
    }

    pub(crate) fn pause(&self) {
        self.0.with(|hub| hub.send_new(Request::Pause));
    }

    pub(crate) fn resume(&self) {
        self.0.with(|hub| hub.send_new(Request::Resume));
    }

    /// Stops the run and keeps its model. If the run still waits for its dataset, that stops loading; if it has not begun, its worker
    /// is ended: a device that does not answer would not receive a request.
    pub(crate) fn stop(&self) {
        self.0.with(|hub| {
            if hub.waiting_run.is_some() {
                hub.cancel_loading();
            } else if let Some(plan) = hub.recovery.abandon_unstarted_run(&mut hub.waiting) {
                hub.emit(Message::RunAbandoned);
                hub.replace_session(plan);
            } else {
                hub.send_new(Request::Stop);
            }
        });
    }

    /// Sends the session a request that the page waits for under this number.
    pub(crate) fn request(&self, id: u32, request: Request) {
        self.0.with(|hub| hub.send_or_queue(NumberedRequest { id, request }));
    }
}
