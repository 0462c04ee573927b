//! A trained model as one safetensors file: the weights, and everything needed to predict again.
//!
//! A file comes from outside: nothing in it is believed before it was checked.

use std::collections::HashMap;

use safetensors::{Dtype, SafeTensorError, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::evaluation::{Directions, Neighbours};
use crate::model::Network;
use crate::training::{Encoder, Scale};
use facade_data::{Rooms, grid};
use facade_protocol::{MAX_FILE, ModelSummary};
use facade_spec::ConfigError;
use facade_spec::evaluation::Range;
use facade_text as text;

/// A model that can predict.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What it is.
    pub summary: ModelSummary,
    /// What turns what it says into dollars.
    pub scale: Scale,
    /// What turns attributes into what it is told, where it asks for some.
    pub encoder: Option<Encoder>,
    /// Its prices are multiplied by this.
    pub shade: f64,
    /// Values that were known before the first step, in the layout's order.
    pub fixed: Vec<f32>,
    /// Trained parameters, in the layout's order.
    pub weights: Vec<f32>,
    /// Moving statistics, in the layout's order.
    pub moving: Vec<f32>,
    /// Its training houses in its feature space; none in files of before there were such, and of too few houses.
    pub neighbours: Option<Neighbours>,
}

/// The one entry of the file's metadata under which all of ours stands.
const KEY: &str = "facade";
/// What is told beside the weights, which takes some kilobytes: parsed, it would take many times its bytes.
const MAX_HEADER: u64 = 1 << 20;
/// Letters of a name in it: the data's or a room's.
const MAX_NAME: usize = 1000;

/// What the file tells beside the tensors. The last three are for other readers; ours checks that they say what it does.
#[derive(Debug, Serialize, Deserialize)]
struct Metadata {
    version: u32,
    summary: ModelSummary,
    /// The spread of the price's scale.
    scale: f64,
    #[serde(default)]
    centre: f64,
    #[serde(default = "one")]
    shade: f64,
    #[serde(default)]
    encoder: Option<Encoder>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    neighbours: Option<Apart>,
    channel_order: String,
    montage: String,
    flatten_order: String,
}

/// What is told of neighbours beside their tensors.
#[derive(Debug, Serialize, Deserialize)]
struct Apart {
    threshold: f64,
    false_alarms: [usize; 2],
}

/// Prices of models saved before they could be shaded are not.
fn one() -> f64 {
    1.0
}

/// Read before the rest, which another version may have in another form.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

const VERSION: u32 = 1;
const CHANNEL_ORDER: &str = "RGB, divided by 255";
const FOUR: [&str; 4] = ["top left", "top right", "bottom right", "bottom left"];
const FLATTEN_ORDER: &str = "channel, height, width";

/// Why a file is no model.
#[derive(Debug, Error)]
pub enum ModelFileError {
    /// Something else altogether.
    #[error("{}", text::model_file_other())]
    NotSafetensors,
    /// Weights of something much larger.
    #[error("{}", text::model_file_large())]
    TooLarge,
    /// Weights, but not ours.
    #[error("{}", text::model_file_foreign())]
    NotOurs,
    /// From a later version, or tampered with.
    #[error("{}", text::model_file_unknown(.0))]
    Unknown(String),
    /// Inconsistent.
    #[error("{}", text::model_file_damaged(.0))]
    Damaged(String),
    /// Could not be written.
    #[error("{}", text::model_file_unpacked(.0))]
    Packing(String),
    /// Could not be opened again.
    #[error("{}", text::model_file_beyond(.0.div_ceil(1_000_000), MAX_FILE / 1_000_000))]
    Beyond(usize),
}

impl Model {
    /// Bytes that its file has room for beside its parameters and what is told of them, so that it can be opened again.
    pub fn room(&self) -> usize {
        let values = self.fixed.len() + self.weights.len() + self.moving.len();
        MAX_FILE.saturating_sub(MAX_HEADER as usize).saturating_sub(values.saturating_mul(4))
    }

    /// As the bytes of a safetensors file.
    ///
    /// # Errors
    /// If the values do not fit the network, or the file could not be opened again.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelFileError> {
        let network = self.network();
        let layout = network.layout();
        let packing = |e: &dyn std::fmt::Display| ModelFileError::Packing(e.to_string());
        let mut tensors = Vec::new();
        for (entries, values) in
            [(&layout.fixed, &self.fixed), (&layout.weights, &self.weights), (&layout.moving, &self.moving)]
        {
            for entry in entries {
                let values =
                    values.get(entry.range()).ok_or_else(|| packing(&text::model_file_no_parameter()))?;
                let view = TensorView::new(Dtype::F32, entry.shape.clone(), bytemuck::cast_slice(values));
                tensors.push((entry.name.clone(), view.map_err(|e| packing(&e))?));
            }
        }
        let prices = |n: &Neighbours| n.prices.iter().flat_map(|price| price.to_le_bytes()).collect();
        let prices: Vec<u8> = self.neighbours.as_ref().map(prices).unwrap_or_default();
        if let Some(near) = &self.neighbours {
            let (houses, features) = (near.houses.len(), near.directions.centre.len());
            let across = near.directions.count();
            let single = |values| (Dtype::F32, bytemuck::cast_slice::<f32, u8>(values));
            for (name, shape, (kind, bytes)) in [
                ("centre", vec![features], single(&near.directions.centre)),
                ("axes", vec![across, features], single(&near.directions.axes)),
                ("usual", vec![across + 1, 2], single(&near.usual)),
                ("places", vec![houses, across], single(&near.places)),
                ("houses", vec![houses], (Dtype::U32, bytemuck::cast_slice(&near.houses))),
                ("prices", vec![houses], (Dtype::F64, &prices)),
            ] {
                let view = TensorView::new(kind, shape, bytes).map_err(|e| packing(&e))?;
                tensors.push((format!("neighbours.{name}"), view));
            }
        }
        let metadata = Metadata {
            version: VERSION,
            summary: self.summary.clone(),
            scale: self.scale.spread,
            centre: self.scale.centre,
            shade: self.shade,
            encoder: self.encoder.clone(),
            neighbours: self
                .neighbours
                .as_ref()
                .map(|n| Apart { threshold: n.threshold, false_alarms: n.false_alarms }),
            channel_order: CHANNEL_ORDER.into(),
            montage: montage(&self.summary.rooms),
            flatten_order: FLATTEN_ORDER.into(),
        };
        let metadata = serde_json::to_string(&metadata).map_err(|e| packing(&e))?;
        let metadata = HashMap::from([(KEY.to_owned(), metadata)]);
        let bytes = safetensors::serialize(tensors, Some(metadata)).map_err(|e| packing(&e))?;
        let header = bytes.first_chunk().map_or(0, |length| u64::from_le_bytes(*length));
        if bytes.len() > MAX_FILE || header >= MAX_HEADER {
            return Err(ModelFileError::Beyond(bytes.len()));
        }
        Ok(bytes)
    }

    /// From the bytes of a file.
    ///
    /// # Errors
    /// If it is no model, or not one that can predict.
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
        let metadata = header.metadata().as_ref().and_then(|m| m.get(KEY)).ok_or(ModelFileError::NotOurs)?;
        let unreadable = |e: serde_json::Error| damaged(&text::model_file_unreadable(e));
        let Version { version } = serde_json::from_str(metadata).map_err(unreadable)?;
        if version != VERSION {
            return Err(ModelFileError::Unknown(text::model_file_version(version)));
        }
        let Metadata {
            version: _,
            summary,
            scale: spread,
            centre,
            shade,
            encoder,
            neighbours,
            channel_order,
            montage: tiles,
            flatten_order,
        } = serde_json::from_str(metadata).map_err(unreadable)?;
        let scale = Scale { target: summary.config.target, centre, spread };
        if [&*channel_order, &*tiles, &*flatten_order]
            != [CHANNEL_ORDER, &*montage(&summary.rooms), FLATTEN_ORDER]
        {
            return Err(ModelFileError::Unknown(text::model_file_order().into()));
        }
        let asked = summary.asks.attributes.iter().chain(&summary.asks.zip_codes);
        let names = summary.rooms.words().iter().chain([&summary.data]).chain(asked);
        if names.into_iter().any(|name| name.chars().count() > MAX_NAME) {
            return Err(damaged(text::model_file_long_name()));
        }
        // Without the advice, which is for the form.
        let first = |e: ConfigError| e.to_string().split(". ").next().unwrap_or_default().to_owned();
        summary.config.check().map_err(|e| damaged(first(e).trim_end_matches('.')))?;
        if summary.config.photos != summary.rooms.len() {
            return Err(damaged(text::model_file_rooms()));
        }
        if !(scale.is_sound() && shade.is_finite() && shade > 0.0) {
            return Err(damaged(text::model_file_scale()));
        }
        if !summary.ranges.iter().all(Range::is_sound) {
            return Err(damaged(text::model_file_ranges()));
        }
        if encoder.is_some() != summary.config.model.sees_attributes()
            || !encoder.as_ref().is_none_or(|encoder| encoder.is_sound() && encoder.asks() == summary.asks)
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
        // Before the network is built: its size comes from the file, and must not be more than the file can hold.
        if summary.parameters.saturating_mul(4) > bytes.len() {
            return Err(damaged(text::model_file_few_weights()));
        }
        let network = Network::of(&summary.config, attributes);
        let layout = network.layout();
        let take = |entries: &[crate::model::Entry]| {
            let mut values = Vec::new();
            for entry in entries {
                let tensor = file
                    .tensor(&entry.name)
                    .map_err(|_| damaged(&text::model_file_no_tensor(&entry.name)))?;
                if tensor.dtype() != Dtype::F32 || tensor.shape() != entry.shape {
                    return Err(damaged(&text::model_file_tensor_shape(&entry.name)));
                }
                let start = values.len();
                values.extend(
                    tensor.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])),
                );
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
        let [fixed, weights, moving] = [&layout.fixed, &layout.weights, &layout.moving].map(|e| take(e));
        let neighbours = match neighbours {
            Some(apart) => {
                let near = neighbours_of(&file, &apart)
                    .filter(|near| near.is_sound(network.feature_count(summary.config.photos)));
                Some(near.ok_or_else(|| damaged(text::model_file_neighbours()))?)
            }
            None => None,
        };
        let [fixed, weights, moving] = [fixed?, weights?, moving?];
        Ok(Model { summary, scale, encoder, shade, fixed, weights, moving, neighbours })
    }
}

/// The training houses that a file tells of, whatever they are.
fn neighbours_of(file: &SafeTensors<'_>, apart: &Apart) -> Option<Neighbours> {
    let bytes = |name: &str, kind: Dtype| {
        let tensor = file.tensor(&format!("neighbours.{name}")).ok()?;
        (tensor.dtype() == kind).then(|| tensor.data())
    };
    let single = |name: &str| {
        let four = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        Some(bytes(name, Dtype::F32)?.chunks_exact(4).map(four).collect::<Vec<f32>>())
    };
    let houses = bytes("houses", Dtype::U32)?.chunks_exact(4);
    let prices = bytes("prices", Dtype::F64)?.chunks_exact(8);
    Some(Neighbours {
        directions: Directions { centre: single("centre")?, axes: single("axes")? },
        usual: single("usual")?,
        places: single("places")?,
        houses: houses.map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
        prices: prices.filter_map(|b| Some(f64::from_le_bytes(b.try_into().ok()?))).collect(),
        threshold: apart.threshold,
        false_alarms: apart.false_alarms,
    })
}

/// Where each photo lies in the montage, for other readers.
pub(crate) fn montage(rooms: &Rooms) -> String {
    let places: Vec<String> = match rooms.words() {
        words if words.len() == FOUR.len() => {
            words.iter().zip(FOUR).map(|(word, place)| format!("{word} {place}")).collect()
        }
        words => {
            let [columns, rows] = grid(words.len());
            return format!("{columns} columns, {rows} rows, row by row: {}", words.join(", "));
        }
    };
    places.join(", ")
}
