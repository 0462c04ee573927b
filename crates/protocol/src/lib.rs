//! The messages between the page and its workers, without browser types: messages are sent as bytes ([`encode`],
//! [`decode`]). Files, and pixels that would otherwise be copied several times, are sent as attachments in the order
//! given by the message.

mod reading;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use facade_data::{Dataset, HomeInputs, HouseId, RoomClassifier, Rooms};
pub use facade_platform::{DeviceKind, DeviceName};
pub use facade_spec::InputSchema;
use facade_spec::evaluation::{Baselines, ConformalInterval, Evaluation, Neighbour, OodScore};
use facade_spec::{Architecture, Config};
pub use reading::{
    DecodeEvent, DecodeRequest, Looks, MappedTable, Recognise, SourceFile, THUMBNAIL, TablePreview,
    TablesEvent, TablesRequest,
};

/// Maximum size of a model or backbone file in bytes.
pub const MAX_FILE: usize = 96 << 20;

/// Generates request ids. Clones share a counter, so ids are unique within a page.
#[derive(Clone, Debug, Default)]
pub struct RequestIds(Arc<AtomicU32>);

impl RequestIds {
    /// The next unused id.
    pub fn next(&self) -> u32 {
        self.0.fetch_add(1, Ordering::Relaxed).wrapping_add(1)
    }

    /// Assigns an id to a request.
    pub fn number(&self, request: Request) -> NumberedRequest {
        NumberedRequest { id: self.next(), request }
    }
}

/// A request with its id, which its answer or failure repeats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberedRequest {
    /// The id.
    pub id: u32,
    /// The request.
    pub request: Request,
}

/// A request to the compute worker's session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Load a dataset, replacing an earlier one; a trained model is kept. In a browser, the pixels are attached.
    Load(Box<Dataset>),
    /// The same for networks that take features of the photos and no pixels: montages, most of a dataset, are not read.
    LoadFeatures(Box<Dataset>),
    /// Train a network on the loaded dataset.
    Train {
        /// The page's number for the run, repeated in every event of the run.
        run: u32,
        /// Settings.
        config: Config,
        /// The device to use.
        device: DeviceChoice,
        /// Ids of the houses to exclude.
        excluded: Vec<HouseId>,
        /// A checkpoint of the same run to resume from.
        resume: Option<Bytes>,
    },
    /// Set up the GPU and compile its kernels in advance, for a run that may follow on the loaded dataset. The answer is
    /// [`Event::Prepared`]. Errors are not reported: they occur again in the run.
    Prepare {
        /// Settings of the run.
        config: Config,
        /// The device to use.
        device: DeviceChoice,
    },
    /// Set up the GPU for the pretrained network. The answer is [`Event::LookingPrepared`].
    PrepareLooking {
        /// The network's file. In a browser it is attached.
        file: Bytes,
        /// The device to use.
        device: DeviceChoice,
    },
    /// Compute features of photos by the pretrained network on the GPU, which has been prepared for that.
    Look {
        /// The photos, `[photos, side, side, 3]` as RGB bytes.
        photos: Bytes,
    },
    /// Pause after the steps in flight.
    Pause,
    /// Resume a paused run.
    Resume,
    /// Stop the run and keep the current model.
    Stop,
    /// Predict the price of a home.
    Predict(Home),
    /// Explain the prediction for a home.
    Explain {
        /// The home.
        home: Home,
        /// Its id, if it may be one of the training houses.
        house: Option<HouseId>,
    },
    /// Export the model as ONNX.
    Export {
        /// The file of the pretrained network, for a model that takes its features.
        pretrained: Option<Bytes>,
    },
    /// Write rows as an Excel workbook; the first has the names of the columns.
    WriteWorkbook(Vec<Vec<String>>),
    /// Load a model from a file. The current one is replaced only if the file is valid.
    LoadModel(Bytes),
    /// Load a backbone from a file. The current one is replaced only if the file is valid.
    LoadBackbone(Bytes),
    /// Emit no more checkpoints. Interrupted runs then start from the beginning.
    DisableCheckpoints,
}

/// A home to be priced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// RGB montage in the model's tile size; empty for a model without photos.
    pub montage: Bytes,
    /// Features of the photos by the pretrained network, as those of a house in [`facade_data::Montages`]; empty for
    /// a model that does not take them.
    pub features: Bytes,
    /// What that network makes of each place of the photos, `[photos, side, side, CHANNELS]` in half precision, for
    /// reasons; may be empty.
    pub maps: Bytes,
    /// Attributes in the order of [`InputSchema::attributes`]; `None` if unknown.
    pub attributes: Vec<Option<f64>>,
    /// Its zip code; empty if unknown.
    pub zip_code: String,
    /// The photos that it lacks, as indices in the model's rooms.
    pub missing_photos: Vec<usize>,
}

impl Home {
    /// A home with photos but without attributes and zip code.
    pub fn from_montage(montage: Vec<u8>) -> Self {
        Home {
            montage: Bytes(montage),
            features: Bytes(Vec::new()),
            maps: Bytes(Vec::new()),
            attributes: Vec::new(),
            zip_code: String::new(),
            missing_photos: Vec::new(),
        }
    }
}

/// Bytes of a file or of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes(#[serde(with = "serde_bytes")] pub Vec<u8>);

/// The device to train on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceChoice {
    /// Time a few training steps on each available device and use the faster one.
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
    /// Milliseconds per training step on each device that was timed.
    pub step_times: Vec<(DeviceName, f64)>,
    /// Why no GPU was timed, as a sentence.
    pub no_gpu: Option<String>,
}

/// A trained model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelSummary {
    /// The settings it was trained with.
    pub config: Config,
    /// Number of epochs trained.
    pub epochs_done: usize,
    /// Number of trainable parameters.
    pub parameters: usize,
    /// MAPE on its test houses in percent, if it was evaluated.
    pub test_mape: Option<f64>,
    /// Name of the dataset it was trained on.
    pub data: String,
    /// The rooms it needs photos of.
    #[serde(default)]
    pub rooms: Rooms,
    /// Lowest and highest price of the training houses, in dollars.
    pub prices: [f64; 2],
    /// Its inputs besides photos.
    #[serde(default, rename = "asks")]
    pub input_schema: InputSchema,
    /// Conformal intervals, if houses were held out to fit them.
    #[serde(default, rename = "ranges")]
    pub intervals: Vec<ConformalInterval>,
    /// The same for homes that lack one photo, two, and so on, if the network can price them.
    #[serde(default)]
    pub missing_intervals: Vec<Vec<ConformalInterval>>,
    /// Name and version of the pretrained network whose features it takes; empty if it takes none.
    #[serde(default)]
    pub network: String,
}

impl ModelSummary {
    /// The conformal intervals for a home that lacks this many photos.
    pub fn intervals_without(&self, photos: usize) -> &[ConformalInterval] {
        match photos.checked_sub(1) {
            None => &self.intervals,
            Some(at) => self.missing_intervals.get(at).map_or(&[], Vec::as_slice),
        }
    }

    /// What the model needs to know of a home.
    pub fn home_inputs(&self) -> HomeInputs {
        let InputSchema { attributes, zip_codes, ranges: _ } = self.input_schema.clone();
        let rooms = self.config.model.uses_photos().then(|| self.rooms.clone());
        let accepts_missing_photos = self.config.model.is_pretrained();
        HomeInputs { rooms, accepts_missing_photos, attributes, zip_codes }
    }
}

/// A conformal interval around a predicted price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriceInterval {
    /// Nominal coverage rate.
    pub rate: f64,
    /// Lower and upper bound in dollars.
    pub ends: [f64; 2],
}

/// The explanation of a prediction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Predicted price in dollars.
    pub price: f64,
    /// The price of a home about which nothing is known, for a network whose parts are exact: with it, `occlusion` and
    /// `attribute_effects` sum to the price. `None` where they are effects of leaving something out.
    pub base: Option<f64>,
    /// Grid cells along each side of a photo; zero for a model without photos.
    pub cells: usize,
    /// Occlusion map in dollars, `[photos, cells, cells]`. Each square of 2 x 2 cells is replaced by the photo's mean
    /// colour; a cell's value is the mean price drop over the squares that contain it. For a network with exact parts, what
    /// each cell adds.
    pub occlusion: Vec<f32>,
    /// Saliency map in dollars, `[photos, tile, tile]`: the largest absolute gradient of the price over a pixel's
    /// three channels, scaled to a channel's full range.
    pub saliency: Vec<f32>,
    /// The effect of each attribute in dollars, in the order of the input schema: the price drop if the attribute is
    /// missing. The last element is the effect of the zip code, if the model uses it.
    pub attribute_effects: Vec<f64>,
    /// The training houses nearest in the network's feature space, nearest first.
    pub nearest: Vec<Neighbour>,
    /// The first layers as pictures; empty for a network without pixels.
    pub layers: Vec<LayerPictures>,
}

/// A convolution as pictures: its filters, or what it makes of the photos of a home.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerPictures {
    /// Whether these are its filters.
    pub are_filters: bool,
    /// Number of filters, of which the first are shown.
    pub filters: usize,
    /// Width and height of a picture.
    pub size: [usize; 2],
    /// The pictures as RGB, one after the other. Each is scaled to its own range.
    pub pixels: Bytes,
}

/// An event of the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The module has started.
    Ready,
    /// The dataset is loaded.
    Loaded {
        /// The request.
        id: u32,
        /// Number of houses.
        houses: usize,
    },
    /// A run is being prepared: devices are set up and timed, kernels compiled.
    Preparing {
        /// The run.
        run: u32,
        /// The current stage, as text.
        stage: String,
    },
    /// The GPU is prepared for a run.
    Prepared {
        /// The request.
        id: u32,
        /// Why there is no GPU, as a sentence, if one was requested.
        no_gpu: Option<String>,
    },
    /// The GPU is prepared for the pretrained network, or there is none for it.
    LookingPrepared {
        /// The request.
        id: u32,
        /// Seconds that it takes for a photo.
        seconds: Option<f64>,
    },
    /// The pretrained network has looked at photos.
    Looked {
        /// The request.
        id: u32,
        /// Their features, `[photos, QUARTERS, CHANNELS]` in half precision.
        features: Bytes,
    },
    /// The device of a run was chosen.
    Device {
        /// The run.
        run: u32,
        /// How it was chosen.
        report: DeviceReport,
    },
    /// Training starts, or resumes from a checkpoint.
    Started {
        /// The run.
        run: u32,
        /// Number of training houses.
        train: usize,
        /// Number of test houses.
        test: usize,
        /// Optimiser steps per epoch.
        steps_per_epoch: usize,
        /// Number of trainable parameters.
        parameters: usize,
        /// Epochs already done, if the run was resumed.
        epochs_done: usize,
        /// The baselines on the test houses.
        baselines: Baselines,
    },
    /// Progress within an epoch, emitted a few times per second at most.
    Step {
        /// The run.
        run: u32,
        /// Steps done in this epoch.
        done: usize,
    },
    /// An epoch is done.
    Epoch(EpochDone),
    /// The training state after an epoch, from which [`Request::Train`] can resume.
    Checkpoint {
        /// The run.
        run: u32,
        /// Number of epochs done.
        epochs_done: usize,
        /// The serialised state.
        state: Bytes,
    },
    /// The run is paused until [`Request::Resume`].
    Paused {
        /// The run.
        run: u32,
    },
    /// The run was resumed.
    Resumed {
        /// The run.
        run: u32,
    },
    /// The run is finished, and its model is loaded.
    Finished {
        /// The run.
        run: u32,
        /// Whether it was stopped before its last epoch.
        stopped: bool,
        /// Its model.
        model: ModelSummary,
        /// Recognises the rooms of its houses, if they can be told apart.
        rooms: Option<RoomClassifier>,
        /// Its evaluation.
        evaluation: Box<Evaluation>,
        /// Median training time of an epoch in seconds.
        seconds_per_epoch: f64,
        /// The model as a safetensors file. The page saves it, and loads it again if the worker crashes.
        file: Bytes,
    },
    /// The price of a home.
    Predicted {
        /// The request.
        id: u32,
        /// The price in dollars.
        price: f64,
        /// Conformal intervals around it, if the model has them.
        intervals: Vec<PriceInterval>,
        /// The out-of-distribution score, if the model has one.
        ood_score: Option<OodScore>,
    },
    /// The explanation of a prediction.
    Explained {
        /// The request.
        id: u32,
        /// The explanation.
        explanation: Box<Explanation>,
    },
    /// The file that was asked for: the model as ONNX, or a workbook.
    Exported {
        /// The request.
        id: u32,
        /// The file.
        file: Bytes,
    },
    /// A model was loaded from a file.
    ModelLoaded {
        /// The request.
        id: u32,
        /// The model.
        summary: ModelSummary,
        /// Recognises its rooms, if it has that.
        rooms: Option<RoomClassifier>,
    },
    /// A warning for the visitor; the run continues.
    Warning {
        /// The warning, as a sentence.
        message: String,
    },
    /// The device was lost and cannot be used again in this process. The host must end the session, start another,
    /// and resume the run from its last checkpoint.
    DeviceLost {
        /// The device's error message.
        why: String,
    },
    /// A request failed; the session's state is unchanged.
    Failed {
        /// The request; for a run that fails during training, the one that started it.
        id: u32,
        /// The run that failed, if the request was about one.
        run: Option<u32>,
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    /// A backbone was loaded from a file.
    BackboneLoaded {
        /// The request.
        id: u32,
        /// What the file contains.
        architecture: Architecture,
    },
}

/// The results of an epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpochDone {
    /// The run.
    #[serde(default)]
    pub run: u32,
    /// Number of the epoch, from 1.
    pub epoch: usize,
    /// Mean training loss weighted by batch size, with dropout. In percent for percentage errors.
    pub train_loss: f64,
    /// Loss on the validation houses, without dropout. The tutorial validates on its test split.
    pub validation_loss: f64,
    /// MAPE on the validation houses, in percent.
    pub validation_mape: f64,
    /// Duration of the epoch's training steps in seconds, without validation and checkpoint.
    #[serde(default)]
    pub seconds: f64,
}

/// Serialises a message.
///
/// # Errors
/// None in practice, since messages are plain data.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_stdvec(message)
}

/// Deserialises a message.
///
/// # Errors
/// If the bytes are not a message of this type.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
