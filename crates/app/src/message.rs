//! Everything that changes the page's state.

use std::sync::Arc;

use super::mapping_form::Thumbnail;
use super::series::SeriesEvent;
use super::state::PretrainedFile;
use facade_data::{Dataset, HomeTable, PairingPreview, PhotoHouse, ReadOptions, RecognisedRoom};
use facade_protocol::{Event, TablePreview};

/// What happened, as reported by the workers. The reducer applies these to the [`State`](super::state::State).
#[allow(clippy::large_enum_variant, reason = "one exists at a time, and it is consumed at once")]
#[derive(Clone, Debug)]
pub enum Message {
    /// A folder or the sample is being read.
    DatasetLoadStarted {
        name: String,
    },
    /// The visitor must map the columns of a table.
    MappingNeeded {
        /// The first rows, and what was guessed.
        preview: TablePreview,
        /// How it was read.
        options: ReadOptions,
        /// Paths of all tables found.
        tables: Vec<String>,
        /// Index of the previewed table.
        table: usize,
    },
    /// How photos are paired with the visitor's mapping.
    PairingPreviewed {
        pairing: PairingPreview,
        /// Why no house could be read, as a sentence.
        problem: Option<String>,
    },
    /// There is no table: the visitor must type the prices.
    PricesNeeded {
        houses: Vec<PhotoHouse>,
        /// Why there is no table, as a sentence.
        message: String,
    },
    /// Photos of the example houses, or of the house whose price is typed.
    ThumbnailsRead(Vec<Thumbnail>),
    /// The houses could not be read with the visitor's mapping; another can be tried.
    MappingRejected {
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    DatasetLoadProgress {
        /// Photos read.
        done: usize,
        total: usize,
    },
    /// The houses are ready, and were sent to the compute worker.
    DatasetLoaded(Arc<Dataset>),
    /// The houses of an earlier visit are back. They exist in one tile size only, since their files are not open.
    DatasetRestored(Arc<Dataset>),
    /// The previous houses are in use again, and the current ones have become the previous ones.
    DatasetSwapped(Arc<Dataset>),
    /// The compute worker refused the houses; it has none until they are sent again.
    DatasetRejected {
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    /// A problem that does not stop the loading.
    DatasetWarning {
        message: String,
    },
    /// The visitor cancelled. The houses loaded before stay.
    DatasetLoadCancelled,
    /// Nothing could be read. The houses loaded before stay.
    DatasetLoadFailed {
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    /// An event of the training session.
    Session(Event),
    Series(SeriesEvent),
    /// A run has completed an epoch. Its state is saved, not shown.
    Checkpoint {
        run: u32,
        epochs_done: usize,
        /// Packed.
        state: Arc<Vec<u8>>,
    },
    /// The file of the pretrained network is there, or cannot be fetched.
    Pretrained(PretrainedFile),
    /// A run was stopped before it began: it produces no model.
    RunAbandoned,
    /// The compute worker crashed and was replaced: the data and the model are restored, and a run in progress resumes from its
    /// last checkpoint.
    ComputeLost {
        /// A sentence that says what happened and what continues.
        message: String,
        resuming: bool,
    },
    /// The photos of a home are tiled.
    HomeTiled {
        /// Number of the request.
        home: u32,
        /// RGB, `[height, width, 3]`.
        montage: Vec<u8>,
        /// Features of its photos; empty if the model does not take them.
        features: Vec<u8>,
        /// Width and height in pixels.
        size: [usize; 2],
        /// The room of each photo that was sent, if rooms were recognised.
        rooms: Vec<Option<RecognisedRoom>>,
        /// Photos that were left out since they cannot be read: a sentence each.
        unread: Vec<String>,
    },
    /// A photo of a home could not be read.
    HomeFailed {
        /// Number of the request.
        home: u32,
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    /// The tables among the files of many homes are read.
    HomeTableRead {
        /// Number of the request.
        request: u32,
        /// The homes of the table that lists them or, if none does, the names of the tables.
        table: Result<Box<HomeTable>, Vec<String>>,
    },
}
