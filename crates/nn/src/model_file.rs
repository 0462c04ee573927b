//! A trained model as one safetensors file: its weights, and everything needed to predict.
//!
//! Files come from outside: everything in them is checked before it is used.

use std::collections::HashMap;

use safetensors::{Dtype, SafeTensorError, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::evaluation::{Neighbours, PrincipalComponents};
use crate::model::Network;
use crate::training::{Encoder, TargetScaler};
use facade_data::{HouseId, NETWORK, RoomClassifier, Rooms, grid};
use facade_protocol::{MAX_FILE, ModelSummary};
use facade_spec::graph::Graph;
use facade_spec::{ConfigError, networks};
use facade_text as text;

/// A model that can predict.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Settings, data and inputs.
    pub summary: ModelSummary,
    /// Scales outputs to dollars.
    pub target_scaler: TargetScaler,
    /// Encodes attributes, if the model uses them.
    pub encoder: Option<Encoder>,
    /// Frozen values, in the layout's order.
    pub frozen: Vec<f32>,
    /// Trained parameters, in the layout's order.
    pub weights: Vec<f32>,
    /// Running statistics, in the layout's order.
    pub running_stats: Vec<f32>,
    /// Its training houses in its feature space; none in files of earlier versions, and if there were too few
    /// houses.
    pub neighbours: Option<Neighbours>,
    /// Recognises its rooms on photos; none in files of earlier versions, and if they cannot be told apart.
    pub room_classifier: Option<RoomClassifier>,
}

/// The tensor with the weights of the room classifier, `[rooms, features + 1]`.
const ROOM_CLASSIFIER: &str = "rooms.classifier";
/// The metadata entry that holds all of Facade's metadata.
const METADATA_KEY: &str = "facade";
/// Upper bound on the header, which takes some kilobytes: parsed, it would take many times its size.
const MAX_HEADER: u64 = 1 << 20;
/// Maximum length of the data's name, of a room, an attribute or a zip code, in characters.
const MAX_NAME: usize = 1000;

/// Metadata besides the tensors. The last four fields are for other readers; ours checks the values of three.
#[derive(Debug, Serialize, Deserialize)]
struct Metadata {
    version: u32,
    summary: ModelSummary,
    /// Standard deviation or maximum of the target scaler.
    scale: f64,
    #[serde(default)]
    centre: f64,
    /// The factor by which earlier versions multiplied prices, and around which their intervals lie.
    #[serde(default, rename = "shade", skip_serializing)]
    calibration_factor: Option<f64>,
    #[serde(default)]
    encoder: Option<Encoder>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    neighbours: Option<NeighbourMetadata>,
    /// The pretrained network on whose features rooms are recognised; empty if they are not.
    #[serde(default)]
    room_network: String,
    channel_order: String,
    montage: String,
    flatten_order: String,
    /// The network. Ours follows from the settings, so that files with another version's graph can be read.
    #[serde(skip_deserializing)]
    graph: Option<Graph>,
}

/// Metadata of the neighbours besides their tensors.
#[derive(Debug, Serialize, Deserialize)]
struct NeighbourMetadata {
    threshold: f64,
    false_alarms: [usize; 2],
}

/// Read before the rest, whose format depends on it.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

const VERSION: u32 = 1;
const CHANNEL_ORDER: &str = "RGB, divided by 255";
const FOUR_PLACES: [&str; 4] = ["top left", "top right", "bottom right", "bottom left"];
const FLATTEN_ORDER: &str = "channel, height, width";

/// Why a file is not a model. The message is a sentence for the visitor.
#[derive(Debug, Error)]
pub enum ModelFileError {
    /// Not a safetensors file.
    #[error("{}", text::model_file_other())]
    NotSafetensors,
    /// A safetensors file that is too large.
    #[error("{}", text::model_file_large())]
    TooLarge,
    /// A safetensors file of another program.
    #[error("{}", text::model_file_foreign())]
    NotOurs,
    /// From a later version, or modified.
    #[error("{}", text::model_file_unknown(.0))]
    Unknown(String),
    /// Inconsistent.
    #[error("{}", text::model_file_damaged(.0))]
    Damaged(String),
    /// Could not be written.
    #[error("{}", text::model_file_unpacked(.0))]
    Packing(String),
    /// Too large to be opened again.
    #[error("{}", text::t!(model_file_beyond, size = .0.div_ceil(1_000_000), most = MAX_FILE / 1_000_000))]
    TooLargeToReopen(usize),
}

impl Model {
    /// Bytes left in its file besides parameters and header, so that it can be opened again.
    pub fn free_bytes(&self) -> usize {
        let values = self.frozen.len() + self.weights.len() + self.running_stats.len();
        MAX_FILE.saturating_sub(MAX_HEADER as usize).saturating_sub(values.saturating_mul(4))
    }

    /// Writes a safetensors file.
    ///
    /// # Errors
    /// If the values do not fit the network, or the file could not be opened again.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelFileError> {
        let network = self.network();
        let layout = network.layout();
        let packing = |e: &dyn std::fmt::Display| ModelFileError::Packing(e.to_string());
        let mut tensors = Vec::new();
        for (entries, values) in [
            (&layout.frozen, &self.frozen),
            (&layout.weights, &self.weights),
            (&layout.running_stats, &self.running_stats),
        ] {
            for entry in entries {
                let values =
                    values.get(entry.range()).ok_or_else(|| packing(&text::model_file_no_parameter()))?;
                let view = TensorView::new(Dtype::F32, entry.shape.clone(), bytemuck::cast_slice(values));
                tensors.push((entry.name.clone(), view.map_err(|e| packing(&e))?));
            }
        }
        let prices = |n: &Neighbours| n.prices.iter().flat_map(|price| price.to_le_bytes()).collect();
        let prices: Vec<u8> = self.neighbours.as_ref().map(prices).unwrap_or_default();
        // Earlier versions read the numbers only. Ids are written if not all of them are numbers.
        let houses = self.neighbours.as_ref().map_or(&[][..], |neighbours| &neighbours.houses);
        let numbers: Vec<u32> = houses.iter().map(|house| house.as_number().unwrap_or_default()).collect();
        let all_numbers = houses.iter().all(|house| house.as_number().is_some());
        let ids: Vec<&str> = if all_numbers { &[] } else { houses }.iter().map(HouseId::as_str).collect();
        let ids = ids.join("\n");
        if let Some(neighbours) = &self.neighbours {
            let (houses, features) = (neighbours.houses.len(), neighbours.pca.mean.len());
            let components = neighbours.pca.count();
            let single = |values| (Dtype::F32, bytemuck::cast_slice::<f32, u8>(values));
            for (name, shape, (kind, bytes)) in [
                ("centre", vec![features], single(&neighbours.pca.mean)),
                ("axes", vec![components, features], single(&neighbours.pca.components)),
                ("usual", vec![components + 1, 2], single(&neighbours.coordinate_stats)),
                ("places", vec![houses, components], single(&neighbours.coordinates)),
                ("houses", vec![houses], (Dtype::U32, bytemuck::cast_slice(&numbers))),
                ("ids", vec![ids.len()], (Dtype::U8, ids.as_bytes())),
                ("prices", vec![houses], (Dtype::F64, &prices)),
            ] {
                if name == "ids" && ids.is_empty() {
                    continue;
                }
                let view = TensorView::new(kind, shape, bytes).map_err(|e| packing(&e))?;
                tensors.push((format!("neighbours.{name}"), view));
            }
        }
        let classifier = self.room_classifier.as_ref().map(|rooms| (rooms.rooms(), rooms.weights()));
        if let Some((rooms, weights)) = classifier.as_ref().filter(|(rooms, _)| *rooms > 0) {
            let shape = vec![*rooms, weights.len() / rooms];
            let view = TensorView::new(Dtype::F32, shape, bytemuck::cast_slice(weights));
            tensors.push((ROOM_CLASSIFIER.to_owned(), view.map_err(|e| packing(&e))?));
        }
        let metadata = Metadata {
            version: VERSION,
            summary: self.summary.clone(),
            scale: self.target_scaler.spread,
            centre: self.target_scaler.centre,
            calibration_factor: None,
            encoder: self.encoder.clone(),
            neighbours: self
                .neighbours
                .as_ref()
                .map(|n| NeighbourMetadata { threshold: n.threshold, false_alarms: n.false_alarms }),
            room_network: self.room_classifier.as_ref().map_or("", |_| NETWORK).to_owned(),
            channel_order: CHANNEL_ORDER.into(),
            montage: montage(&self.summary.rooms),
            flatten_order: FLATTEN_ORDER.into(),
            graph: Some(networks::graph(&self.summary.config, self.attributes())),
        };
        let metadata = serde_json::to_string(&metadata).map_err(|e| packing(&e))?;
        let metadata = HashMap::from([(METADATA_KEY.to_owned(), metadata)]);
        let bytes = safetensors::serialize(tensors, Some(metadata)).map_err(|e| packing(&e))?;
        let header = bytes.first_chunk().map_or(0, |length| u64::from_le_bytes(*length));
        if bytes.len() > MAX_FILE || header >= MAX_HEADER {
            return Err(ModelFileError::TooLargeToReopen(bytes.len()));
        }
        Ok(bytes)
    }

    /// Reads a safetensors file.
    ///
    /// # Errors
    /// If it is not a model that can predict.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelFileError> {
        let damaged = |problem: &str| ModelFileError::Damaged(problem.to_owned());
        let Some(length) = bytes.first_chunk().map(|length| u64::from_le_bytes(*length)) else {
            return Err(ModelFileError::NotSafetensors);
        };
        if bytes.len() > MAX_FILE || (MAX_HEADER..bytes.len() as u64).contains(&length) {
            return Err(ModelFileError::TooLarge);
        }
        let file = SafeTensors::deserialize(bytes).map_err(|error| match error {
            SafeTensorError::MetadataIncompleteBuffer => damaged(text::model_file_length()),
            _ => ModelFileError::NotSafetensors,
        })?;
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|_| ModelFileError::NotSafetensors)?;
        let metadata =
            header.metadata().as_ref().and_then(|m| m.get(METADATA_KEY)).ok_or(ModelFileError::NotOurs)?;
        let unreadable = |e: serde_json::Error| damaged(&text::model_file_unreadable(e));
        let Version { version } = serde_json::from_str(metadata).map_err(unreadable)?;
        if version != VERSION {
            return Err(ModelFileError::Unknown(text::model_file_version(version)));
        }
        let Metadata {
            version: _,
            mut summary,
            scale: spread,
            centre,
            calibration_factor,
            encoder,
            neighbours,
            room_network,
            channel_order,
            montage: montage_order,
            flatten_order,
            graph: _,
        } = serde_json::from_str(metadata).map_err(unreadable)?;
        let target_scaler = TargetScaler { target: summary.config.target, centre, spread };
        if [&*channel_order, &*montage_order, &*flatten_order]
            != [CHANNEL_ORDER, &*montage(&summary.rooms), FLATTEN_ORDER]
        {
            return Err(ModelFileError::Unknown(text::model_file_order().into()));
        }
        if summary.config.model.is_pretrained() && summary.network != NETWORK {
            return Err(ModelFileError::Unknown(text::model_file_network().into()));
        }
        let asked = summary.input_schema.attributes.iter().chain(&summary.input_schema.zip_codes);
        let names = summary.rooms.names().iter().chain([&summary.data]).chain(asked);
        if names.into_iter().any(|name| name.chars().count() > MAX_NAME) {
            return Err(damaged(text::model_file_long_name()));
        }
        // Without the advice, which is for the form.
        let first = |e: ConfigError| e.to_string().split(". ").next().unwrap_or_default().to_owned();
        summary.config.check().map_err(|e| damaged(first(e).trim_end_matches('.')))?;
        if summary.config.photos != summary.rooms.len() {
            return Err(damaged(text::model_file_rooms()));
        }
        let is_valid_factor = |factor: f64| factor.is_finite() && factor > 0.0;
        if !(target_scaler.is_valid() && calibration_factor.is_none_or(is_valid_factor)) {
            return Err(damaged(text::model_file_scale()));
        }
        let highest = summary.prices[1];
        for interval in summary.missing_intervals.iter_mut().flatten().chain(&mut summary.intervals) {
            *interval = interval.around_uncalibrated(calibration_factor.unwrap_or(1.0), highest);
            if !interval.is_valid() {
                return Err(damaged(text::model_file_ranges()));
            }
        }
        if encoder.is_some() != summary.config.model.uses_attributes()
            || !encoder
                .as_ref()
                .is_none_or(|encoder| encoder.is_valid() && encoder.input_schema() == summary.input_schema)
        {
            return Err(damaged(text::model_file_asks()));
        }
        let attributes = encoder.as_ref().map_or(0, Encoder::width);
        let [low, high] = summary.prices;
        if !(low > 0.0 && high.is_finite() && low <= high) {
            return Err(damaged(text::model_file_prices()));
        }
        if summary.parameters != summary.config.parameters(attributes) {
            return Err(damaged(text::model_file_parameters()));
        }
        if summary.epochs_done > summary.config.epochs {
            return Err(damaged(text::model_file_epochs()));
        }
        if summary.test_mape.is_some_and(|mape| !(mape >= 0.0 && mape.is_finite())) {
            return Err(damaged(text::model_file_error()));
        }
        // Checked before the network is built: its size comes from the file, and must not exceed what the
        // file can hold.
        if summary.parameters.saturating_mul(4) > bytes.len() {
            return Err(damaged(text::model_file_few_weights()));
        }
        let network = Network::of(&summary.config, attributes);
        let layout = network.layout();
        let read_values = |entries: &[crate::model::ParamEntry]| {
            let mut values = Vec::new();
            for entry in entries {
                let tensor = file
                    .tensor(&entry.name)
                    .map_err(|_| damaged(&text::model_file_no_tensor(&entry.name)))?;
                if tensor.dtype() != Dtype::F32 || tensor.shape() != entry.shape {
                    return Err(damaged(&text::model_file_tensor_shape(&entry.name)));
                }
                let start = values.len();
                values.extend(f32_values(tensor.data()));
                if entry.name.ends_with("moving_variance") && values[start..].iter().any(|&v| v < 0.0) {
                    return Err(damaged(&text::model_file_below_zero(&entry.name)));
                }
            }
            if values.iter().all(|v| v.is_finite()) {
                Ok(values)
            } else {
                Err(damaged(text::model_file_no_numbers()))
            }
        };
        let [frozen, weights, running_stats] =
            [&layout.frozen, &layout.weights, &layout.running_stats].map(|e| read_values(e));
        let neighbours = match neighbours {
            Some(metadata) => {
                let neighbours = read_neighbours(&file, &metadata)
                    .filter(|neighbours| neighbours.is_valid(network.feature_count()));
                Some(neighbours.ok_or_else(|| damaged(text::model_file_neighbours()))?)
            }
            None => None,
        };
        let room_classifier = match file.tensor(ROOM_CLASSIFIER) {
            Ok(tensor) if room_network == NETWORK => {
                let weights: Vec<f32> = f32_values(tensor.data()).collect();
                let read = RoomClassifier::from_weights(&weights, summary.rooms.len());
                let read = read.filter(|_| tensor.dtype() == Dtype::F32);
                Some(read.ok_or_else(|| damaged(&text::model_file_tensor_shape(ROOM_CLASSIFIER)))?)
            }
            // It knows features of another network.
            Ok(_) | Err(_) => None,
        };
        let [frozen, weights, running_stats] = [frozen?, weights?, running_stats?];
        Ok(Model {
            summary,
            target_scaler,
            encoder,
            frozen,
            weights,
            running_stats,
            neighbours,
            room_classifier,
        })
    }
}

/// Little-endian numbers of a tensor.
fn f32_values(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four))
}

/// The training houses in a file, not validated yet.
fn read_neighbours(file: &SafeTensors<'_>, metadata: &NeighbourMetadata) -> Option<Neighbours> {
    let bytes = |name: &str, kind: Dtype| {
        let tensor = file.tensor(&format!("neighbours.{name}")).ok()?;
        (tensor.dtype() == kind).then(|| tensor.data())
    };
    let single = |name: &str| Some(f32_values(bytes(name, Dtype::F32)?).collect::<Vec<f32>>());
    let houses: Vec<HouseId> = match bytes("ids", Dtype::U8) {
        Some(ids) => std::str::from_utf8(ids).ok()?.split('\n').map(HouseId::from).collect(),
        None => {
            let number = |b: &[u8]| HouseId::from(u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
            bytes("houses", Dtype::U32)?.chunks_exact(4).map(number).collect()
        }
    };
    let prices = bytes("prices", Dtype::F64)?.chunks_exact(8);
    Some(Neighbours {
        pca: PrincipalComponents { mean: single("centre")?, components: single("axes")? },
        coordinate_stats: single("usual")?,
        coordinates: single("places")?,
        houses,
        prices: prices.filter_map(|b| Some(f64::from_le_bytes(b.try_into().ok()?))).collect(),
        threshold: metadata.threshold,
        false_alarms: metadata.false_alarms,
    })
}

/// Position of each photo in the montage, for other readers.
pub(crate) fn montage(rooms: &Rooms) -> String {
    let places: Vec<String> = match rooms.names() {
        words if words.len() == FOUR_PLACES.len() => {
            words.iter().zip(FOUR_PLACES).map(|(word, place)| format!("{word} {place}")).collect()
        }
        words => {
            let [columns, rows] = grid(words.len());
            return format!("{columns} columns, {rows} rows, row by row: {}", words.join(", "));
        }
    };
    places.join(", ")
}
