//! The only words that page and workers exchange. No browser types: messages cross as bytes ([`encode`], [`decode`]).
//! What bytes cannot carry (files) or would carry several times (the pixels of montages) travels beside them, in the order
//! that a message names.

use std::cell::Cell;
use std::rc::Rc;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use facade_data::{Dataset, Entry, Finding, House, Listing, Looks, Mapping, Rooms, Tiled};
pub use facade_platform::{DeviceKind, DeviceName};
pub use facade_spec::Asks;
use facade_spec::Config;
use facade_spec::evaluation::{Baselines, Evaluation, Familiarity, Neighbour, Range};

/// A file of a model or of a backbone has no more bytes.
pub const MAX_FILE: usize = 96 << 20;

/// What the page asks of a decode worker. The files that a request is about come beside it, in the order that it names;
/// of a file in an archive, the slice that holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum IntakeRequest {
    /// List the archive beside the message.
    List,
    /// Read the table beside the message, and guess what its columns mean.
    Table {
        /// The table.
        table: Part,
        /// Path of every file, as the browser tells it (`folder/sub/name.jpg`).
        paths: Vec<String>,
    },
    /// Read the table beside the message and say which photos are needed.
    Open {
        /// What was picked, for messages: the folder's name.
        name: String,
        /// The table.
        table: Part,
        /// Its position among the paths.
        position: usize,
        /// What its columns mean.
        mapping: Mapping,
        /// Path of every file.
        paths: Vec<String>,
    },
    /// Draw the built-in sample set.
    Sample {
        /// Tile size in pixels.
        tile: usize,
    },
    /// Tile houses.
    Tile {
        /// Tile size in pixels.
        tile: usize,
        /// Positions among the houses kept so far; told back unchanged.
        positions: Vec<usize>,
        /// Their photos, those of a house together in the montage's order.
        photos: Vec<Part>,
    },
    /// Compare the photos and prices of all houses, each of which has looks.
    Compare {
        /// What the photos show.
        rooms: Rooms,
        /// The houses.
        houses: Vec<House>,
        /// Their photos' looks, in the same order.
        looks: Vec<Looks>,
    },
    /// Tile the photos of a home to be priced.
    TileHome {
        /// Tile size in pixels.
        tile: usize,
        /// What they show.
        rooms: Rooms,
    },
}

/// A file among those that were picked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its path.
    pub path: String,
    /// How it is packed, where it lies in an archive.
    pub packed: Option<Entry>,
}

/// What the page shows of a table while the visitor says what its columns mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TablePreview {
    /// Its file's name.
    pub file: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The first rows that can be read.
    pub rows: Vec<Vec<String>>,
    /// How many rows it has.
    pub count: usize,
    /// What the columns mean, as far as that can be guessed.
    pub guess: Mapping,
}

/// What a decode worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum IntakeEvent {
    /// The module has started.
    Ready,
    /// The archive's files.
    Listed(Vec<Entry>),
    /// The table's columns.
    Table(TablePreview),
    /// The table was read.
    Opened(Listing),
    /// The sample is drawn. Its pixels come beside the message.
    Sample(Box<Dataset>),
    /// Houses were tiled, in the order asked for. The montages of those that have one come beside the message, one behind
    /// the other.
    Tiled(Vec<Tiled<Looks>>),
    /// What stands out among the houses.
    Compared(Vec<Finding>),
    /// A home's photos were tiled.
    HomeTiled {
        /// RGB montage, `[height, width, 3]`.
        #[serde(with = "serde_bytes")]
        montage: Vec<u8>,
    },
    /// It could not be done: a sentence that says what is wrong and what to do.
    Failed {
        /// The sentence.
        message: String,
    },
}

/// Numbers for requests. Clones share one count, so no two requests of a page have the same number.
#[derive(Clone, Debug, Default)]
pub struct RequestIds(Rc<Cell<u32>>);

impl RequestIds {
    /// A number that no request has yet.
    pub fn next(&self) -> u32 {
        self.0.set(self.0.get().wrapping_add(1));
        self.0.get()
    }

    /// Numbers a request.
    pub fn ask(&self, request: Request) -> Ask {
        Ask { id: self.next(), request }
    }
}

/// A request with its number, which its answer and its failure name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The number.
    pub id: u32,
    /// What is asked.
    pub request: Request,
}

/// What the page asks of the compute worker's session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Take these houses; an earlier set is let go, a trained model stays. In a browser their pixels come beside the
    /// message.
    Load(Box<Dataset>),
    /// Train a network on the loaded houses.
    Train {
        /// The page's number for the run, told back in every event about it.
        run: u32,
        /// Its settings.
        config: Config,
        /// Where to compute.
        device: DeviceChoice,
        /// Numbers of the houses to leave out.
        excluded: Vec<u32>,
        /// A checkpoint of the same run to go on from.
        resume: Option<Bytes>,
    },
    /// Set up the GPU and compile its kernels for a run on the loaded houses that may be asked for next. The answer is
    /// [`Event::Prepared`]; what else goes wrong goes wrong again in that run, where it can be told.
    Prepare {
        /// The run's settings.
        config: Config,
        /// Where it will compute.
        device: DeviceChoice,
    },
    /// Finish the steps in flight, then hold still.
    Pause,
    /// Go on.
    Resume,
    /// End the run and keep the model as it stands.
    Stop,
    /// Price one home.
    Predict(Home),
    /// Say why the model prices a home as it does.
    Explain {
        /// The home.
        home: Home,
        /// Its number, where it is one of the houses that may have been trained on.
        house: Option<u32>,
    },
    /// Write the model for other programs, as ONNX.
    Export,
    /// Take a model from a file; the one before it is let go only when this one is good.
    LoadModel(Bytes),
    /// Take a ResNet-18 from a file, for networks that stand on one; the one before it is let go only when this one is good.
    LoadBackbone(Bytes),
    /// Tell no checkpoints from now on: runs are begun again, should they be interrupted.
    NoCheckpoints,
}

/// A home to be priced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// RGB montage in the model's tile size; empty for a model that sees no photos.
    pub montage: Bytes,
    /// What it tells of what the model asks ([`Asks::attributes`]), in that order.
    pub attributes: Vec<Option<f64>>,
    /// Its zip code; empty where it tells none.
    pub zip_code: String,
}

impl Home {
    /// A home that shows its photos and tells nothing.
    pub fn shown(montage: Vec<u8>) -> Self {
        Home { montage: Bytes(montage), attributes: Vec::new(), zip_code: String::new() }
    }
}

/// Bytes of a file or of a packed state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes(#[serde(with = "serde_bytes")] pub Vec<u8>);

/// Where to compute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceChoice {
    /// Race a few training steps on each device that works and keep the faster.
    #[default]
    Auto,
    /// WebGPU.
    Gpu,
    /// The CPU backend.
    Cpu,
}

/// How a device was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceReport {
    /// The device in use.
    pub chosen: DeviceName,
    /// Milliseconds a training step on each device that was tried.
    pub raced: Vec<(DeviceName, f64)>,
    /// Why there is no GPU in the race, in words, where there is none.
    pub no_gpu: Option<String>,
}

/// A model that can predict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelSummary {
    /// The settings that it was trained with.
    pub config: Config,
    /// Epochs done.
    pub epochs_done: usize,
    /// Trainable parameters.
    pub parameters: usize,
    /// MAPE on its test houses in percent, where it was evaluated.
    pub test_mape: Option<f64>,
    /// Name of the data that it was trained on.
    pub data: String,
    /// What it wants photos of.
    #[serde(default)]
    pub rooms: Rooms,
    /// Lowest and highest price of its training houses, in dollars.
    pub prices: [f64; 2],
    /// What it asks about a home beside photos.
    #[serde(default)]
    pub asks: Asks,
    /// Ranges around its prices, where houses were held back to fit them on.
    #[serde(default)]
    pub ranges: Vec<Range>,
}

/// A price with a range around it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriceRange {
    /// Share of prices that lie in such ranges.
    pub rate: f64,
    /// Its ends in dollars.
    pub ends: [f64; 2],
}

/// Why a home costs what it costs, to a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Its price in dollars.
    pub price: f64,
    /// Cells of a photo, across and down; none where the model sees no photos.
    pub cells: usize,
    /// What each cell adds to the price, in dollars, `[photos, cells, cells]`: the mean, over all squares of two by two cells that
    /// it is part of, of how much lower the price is where that square has the photo's mean colour.
    pub occlusion: Vec<f32>,
    /// How much each pixel of the photos could change the price, `[photos, tile, tile]`: the largest slope of its three colours,
    /// in dollars for all of a colour's range.
    pub saliency: Vec<f32>,
    /// What each attribute adds to the price, in dollars, in the order in which the model asks for them: how much lower it is where
    /// that one is not told. At last, where the model asks for a zip code, what that adds.
    pub told: Vec<f64>,
    /// Training houses that are nearest to it in the network's own feature space, nearest first.
    pub nearest: Vec<Neighbour>,
}

/// What the session tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The module has started.
    Ready,
    /// The houses are in.
    Loaded {
        /// The request.
        id: u32,
        /// How many.
        houses: usize,
    },
    /// A run was asked for; devices are being set up and raced, kernels compiled.
    Preparing {
        /// The run.
        run: u32,
        /// What is going on, in words.
        doing: String,
    },
    /// All is ready for a run.
    Prepared {
        /// The request.
        id: u32,
        /// Why there is no GPU, as a sentence, where it was wanted.
        no_gpu: Option<String>,
    },
    /// The device for the run is known.
    Device {
        /// The run.
        run: u32,
        /// How it was chosen.
        report: DeviceReport,
    },
    /// Training begins, or goes on from a checkpoint.
    Started {
        /// The run.
        run: u32,
        /// Houses to train on.
        train: usize,
        /// Houses to test on.
        test: usize,
        /// Optimiser steps an epoch.
        steps_per_epoch: usize,
        /// Trainable parameters.
        parameters: usize,
        /// Epochs already done, where the run was resumed.
        epochs_done: usize,
        /// What one price for every house scores.
        baselines: Baselines,
    },
    /// How far the epoch under way has come: told a few times a second at most.
    Step {
        /// The run.
        run: u32,
        /// Its steps done.
        done: usize,
    },
    /// An epoch is done.
    Epoch(EpochDone),
    /// The state after an epoch, from which [`Request::Train`] can go on.
    Checkpoint {
        /// The run.
        run: u32,
        /// Epochs done.
        epochs_done: usize,
        /// The packed state.
        state: Bytes,
    },
    /// Nothing is computing until [`Request::Resume`].
    Paused {
        /// The run.
        run: u32,
    },
    /// Computing goes on.
    Resumed {
        /// The run.
        run: u32,
    },
    /// The run is over, and its model can predict.
    Finished {
        /// The run.
        run: u32,
        /// Whether it was stopped before its last epoch.
        stopped: bool,
        /// Its model.
        model: ModelSummary,
        /// How good it is.
        evaluation: Box<Evaluation>,
        /// Median of the seconds that an epoch's training took.
        seconds_per_epoch: f64,
        /// The model as one safetensors file: the page saves it, and brings it back should the worker die.
        file: Bytes,
    },
    /// A home was priced.
    Predicted {
        /// The request.
        id: u32,
        /// Dollars.
        price: f64,
        /// Ranges around it, where the model has them.
        ranges: Vec<PriceRange>,
        /// How far it is from the training houses, where the model knows them.
        familiarity: Option<Familiarity>,
    },
    /// What a home's price comes from.
    Explained {
        /// The request.
        id: u32,
        /// Why.
        explanation: Box<Explanation>,
    },
    /// The model as an ONNX file.
    Exported {
        /// The request.
        id: u32,
        /// The file.
        file: Bytes,
    },
    /// A model was taken from a file.
    ModelLoaded {
        /// The request.
        id: u32,
        /// The model.
        summary: ModelSummary,
    },
    /// Something happened that a person should know; work goes on.
    Warning {
        /// A sentence.
        message: String,
    },
    /// The device gives no answers any more, and never will in this process: the host is to end the session, start
    /// another, and let the run go on from its last checkpoint.
    DeviceLost {
        /// What the device said last.
        why: String,
    },
    /// A request could not be carried out; everything from before is still there.
    Failed {
        /// The request: of a run that fails under way, the one that it was asked for with.
        id: u32,
        /// The run that cannot go on, where the request was about one.
        run: Option<u32>,
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    /// A backbone was taken from a file.
    BackboneLoaded {
        /// The request.
        id: u32,
    },
}

/// What an epoch brought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpochDone {
    /// The run.
    #[serde(default)]
    pub run: u32,
    /// Number of the epoch, from 1.
    pub epoch: usize,
    /// Sample-weighted mean of the batches' losses, dropout on. Of percentage errors, in percent.
    pub train_loss: f64,
    /// The same loss on the validation houses, dropout off. The tutorial validates on its test split.
    pub validation_loss: f64,
    /// MAPE on the validation houses, in percent.
    pub validation_mape: f64,
    /// Seconds that the epoch's training steps took; validation and checkpoint not counted.
    #[serde(default)]
    pub seconds: f64,
}

/// Packs a message.
///
/// # Errors
/// None in practice: every message is plain data. What serde reports is passed on.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_stdvec(message)
}

/// Unpacks a message.
///
/// # Errors
/// If the bytes are not a message of this type.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
