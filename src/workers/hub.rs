//! The state of the workers, and what they are doing.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use futures_channel::oneshot;
use js_sys::ArrayBuffer;
use web_sys::{Blob, File};

use super::picked_files::{FilePart, PickedFiles};
use super::readers::Readers;
use crate::browser::worker_host::{WorkerHandle, WorkerModule};
use facade_app::Message;
use facade_app::dataset_loader::DatasetLoader;
use facade_app::homes::HomeTiling;
use facade_app::pixel_store::PixelStore;
use facade_app::recovery::Recovery;
use facade_app::run_scheduler::RunScheduler;
use facade_data::{
    ArchiveEntry, Dataset, HomeInputs, HouseId, HouseList, Mapping, PackedDescriptors, ReadOptions,
    TiledHouse,
};
use facade_protocol as protocol;
use facade_protocol::{DeviceChoice, NumberedRequest, Request, RequestIds};
use facade_spec::Config;

/// Each decoder holds the photos of a house; with more of them the disk is the limit.
pub(super) const MAX_DECODERS: usize = 8;

/// The page's handle of all its workers. Clones share them.
#[derive(Clone)]
pub(crate) struct Workers(pub(super) Rc<Inner>);

pub(super) struct Inner {
    pub(super) hub: RefCell<WorkerHub>,
    pub(super) on_message: Box<dyn Fn(Message)>,
}

/// Where a dataset comes from: it is read again if another tile size is needed.
#[derive(Clone)]
pub(super) enum DatasetOrigin {
    Sample,
    Folder { picked: Rc<PickedFiles>, listing: Arc<HouseList> },
}

/// The step that the loading of a dataset has reached.
pub(super) enum LoadStep {
    /// The files of a picked or dropped folder are being listed. With the number of the announcement.
    List(u32),
    /// The files of archives are being listed.
    Archives {
        name: String,
        picked: PickedFiles,
        /// Positions of the archives that are not listed yet, the next one last.
        waiting: Vec<usize>,
        /// The files of those that are.
        listed: Vec<(usize, Vec<ArchiveEntry>)>,
    },
    /// There is no table: houses are being found by their photos.
    PhotoHouses {
        name: String,
        picked: PickedFiles,
        /// Why there is no table, as a sentence.
        message: String,
    },
    /// A table is being read.
    Table {
        name: String,
        picked: Rc<PickedFiles>,
        /// Positions of the tables among the paths, best first.
        tables: Vec<usize>,
        /// The one in use, as a position in `tables`.
        table: usize,
        /// The one that lists the photos of its houses, as a position in `tables`.
        photo_list: Option<usize>,
        /// How it is read.
        options: ReadOptions,
        /// The visitor's mapping, to be tried or to be used.
        mapping: Option<Mapping>,
        /// Photos of the example houses, as positions among the paths.
        examples: Vec<usize>,
    },
    Houses {
        picked: Rc<PickedFiles>,
        listing: Arc<HouseList>,
        loader: DatasetLoader<ArrayBuffer, Blob>,
    },
    /// All photos are read and are being compared.
    Compare {
        dataset: Dataset,
        descriptors: Vec<PackedDescriptors>,
        pixels: Blob,
        origin: DatasetOrigin,
    },
    Sample {
        tile: usize,
        /// Whether the pretrained network looks at the photos.
        looks: bool,
    },
}

pub(super) struct RunJob {
    pub(super) run: u32,
    pub(super) config: Config,
    pub(super) device: DeviceChoice,
    pub(super) excluded: Vec<HouseId>,
}

/// Houses without a table, whose prices the visitor types.
pub(super) struct Unpriced {
    pub(super) name: String,
    pub(super) picked: Rc<PickedFiles>,
    /// Photos of the house that is shown, as positions among the paths.
    pub(super) shown: Vec<usize>,
}

/// The photos of a home, which a decoder makes into a montage.
pub(super) struct HomePhotos {
    /// In the order of the rooms, `None` for missing ones; then those without a room.
    pub(super) photos: Vec<Option<FilePart>>,
    /// Indices of those whose room is to be recognised.
    pub(super) unknown: Vec<usize>,
    pub(super) tiling: HomeTiling,
}

/// What is known of the GPU, and what it computes.
#[derive(Default)]
pub(super) struct GpuLooking {
    /// Where the visitor wants to compute.
    pub(super) device: DeviceChoice,
    /// The request to prepare it, until it is answered.
    pub(super) asked: Option<u32>,
    /// Seconds for a photo, if it is prepared.
    pub(super) seconds: Option<f64>,
    /// The houses of each request, with their montages.
    pub(super) batches: HashMap<u32, (Vec<TiledHouse<PackedDescriptors>>, Vec<u8>)>,
    /// When the decode workers started.
    pub(super) started_ms: f64,
    /// Houses that wait for the GPU, since the visitor wants no other device.
    pub(super) waiting: Option<usize>,
}

/// Photos at which the pretrained network looks for reasons.
pub(super) struct Looking {
    pub(super) photos: Vec<FilePart>,
    pub(super) send: oneshot::Sender<Option<Vec<u8>>>,
}

/// The tables among the files of many homes.
pub(super) struct HomeTables {
    pub(super) tables: Vec<(usize, FilePart)>,
    pub(super) paths: Vec<String>,
    pub(super) inputs: HomeInputs,
}

/// The archives among the files of many homes, while they are listed.
pub(super) struct HomeArchives {
    pub(super) number: u32,
    pub(super) picked: PickedFiles,
    /// Number of archives that are not listed yet.
    pub(super) unlisted: usize,
    /// The files of those that are.
    pub(super) listed: Vec<(usize, Vec<ArchiveEntry>)>,
    /// Sentences about those that cannot be.
    pub(super) notes: Vec<String>,
    pub(super) send: oneshot::Sender<(PickedFiles, Vec<String>)>,
}

/// Photos that are being read out of archives.
pub(super) struct Unpacking {
    pub(super) photos: Vec<FilePart>,
    pub(super) send: oneshot::Sender<Vec<Option<File>>>,
}

pub(super) struct WorkerHub {
    /// For the callbacks of the workers.
    pub(super) inner: Weak<Inner>,
    /// Sent to the page when nothing is borrowed any more.
    pub(super) outbox: Vec<Message>,

    pub(super) readers: Readers,
    pub(super) loading: Option<LoadStep>,
    pub(super) unpriced: Option<Unpriced>,
    /// For the files that are being loaded: the tile size, and whether the pretrained network shall look at the photos.
    pub(super) tiling: (usize, bool),
    pub(super) gpu_looking: GpuLooking,
    /// How often files were announced.
    pub(super) announcements: u32,
    /// A run that waits for the dataset in its tile size.
    pub(super) waiting_run: Option<RunJob>,
    pub(super) homes: HashMap<u32, HomePhotos>,
    pub(super) home_tables: HashMap<u32, HomeTables>,
    pub(super) home_archives: Option<HomeArchives>,
    pub(super) unpacking: HashMap<u32, Unpacking>,
    pub(super) looking: HashMap<u32, Looking>,
    /// The file of the pretrained network, once it is fetched.
    pub(super) pretrained: Option<Blob>,
    /// The number of the last request of these three.
    pub(super) numbers: u32,

    pub(super) compute_module: WorkerModule,
    pub(super) session: Option<WorkerHandle>,
    /// Counts the sessions: late messages of an earlier one are ignored.
    pub(super) session_number: u32,
    pub(super) session_ready: bool,
    /// Sent to the session when nothing else waits.
    pub(super) preparation: Option<Request>,
    /// Requests that wait until the session has started, and is not preparing.
    pub(super) waiting: Vec<NumberedRequest>,
    pub(super) ids: RequestIds,
    pub(super) recovery: Recovery,
    /// The dataset in use and its origin; no origin for one of an earlier visit, of which only the montages are left.
    pub(super) dataset: Option<(Arc<Dataset>, Option<DatasetOrigin>)>,
    /// The dataset that was in use before.
    pub(super) previous: Option<(Arc<Dataset>, Option<DatasetOrigin>)>,
    /// The pixels of these, and of all datasets that the page still shows.
    pub(super) pixels: PixelStore<Blob>,
    /// The dataset that the session has. A run keeps its own while another dataset is loaded.
    pub(super) session_dataset: Option<SentDataset>,
    /// Whether the network to be trained next takes features of photos and no pixels.
    pub(super) takes_features: bool,
    /// A series that waits for the dataset in its tile size.
    pub(super) waiting_series: Option<SeriesJob>,
    pub(super) series: Option<SeriesWorkers>,
    /// Counts the series: late messages of an earlier one are ignored.
    pub(super) series_number: u32,
}

/// A dataset that was sent to the session.
pub(super) struct SentDataset {
    pub(super) dataset: Arc<Dataset>,
    /// Whether only the features of its photos were sent.
    pub(super) features_only: bool,
    /// Whether they are in another blob now.
    pub(super) is_outdated: bool,
}

impl SentDataset {
    pub(super) fn new(dataset: &Arc<Dataset>, features_only: bool) -> Self {
        SentDataset { dataset: dataset.clone(), features_only, is_outdated: false }
    }
}

/// The runs of a series.
pub(super) struct SeriesJob {
    pub(super) configs: Vec<Config>,
    pub(super) device: DeviceChoice,
    pub(super) excluded: Vec<HouseId>,
}

/// A worker with the progress of its run.
pub(super) struct SeriesWorker {
    pub(super) handle: WorkerHandle,
    pub(super) epochs: usize,
    pub(super) parameters: usize,
    /// When the epochs were last reported.
    pub(super) reported_ms: f64,
    /// Number of the request that loads the dataset.
    pub(super) load_id: u32,
}

/// The workers of the current series.
pub(super) struct SeriesWorkers {
    pub(super) number: u32,
    pub(super) job: SeriesJob,
    pub(super) scheduler: RunScheduler,
    pub(super) workers: BTreeMap<u32, SeriesWorker>,
    pub(super) dataset: Arc<Dataset>,
    pub(super) pixels: Blob,
}

impl Inner {
    /// Changes something, hands out the work, and then sends the messages to the page, which may call back at once.
    pub(super) fn with(&self, change: impl FnOnce(&mut WorkerHub)) {
        let messages = {
            let mut hub = self.hub.borrow_mut();
            change(&mut hub);
            hub.assign_jobs();
            hub.assign_runs();
            std::mem::take(&mut hub.outbox)
        };
        messages.into_iter().for_each(&self.on_message);
    }
}

impl SeriesWorker {
    /// Sends a request; false if the worker does not receive it.
    pub(super) fn send(&self, ask: &NumberedRequest, attachment: Option<&Blob>) -> bool {
        protocol::encode(ask).is_ok_and(|bytes| self.handle.post(&bytes, attachment.as_slice()).is_ok())
    }
}
