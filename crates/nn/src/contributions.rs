//! What each place of each photo, and each attribute, adds to a price: exactly, since these networks are linear in what the
//! pretrained network makes of the places (class activation mapping: Zhou et al., "Learning Deep Features for
//! Discriminative Localization", 2016).
//!
//! Where the network predicts the logarithm of the price, each part of it becomes money by the logarithmic mean of the two
//! prices (LMDI: Ang, "Decomposition analysis for policymaking in energy", 2004), so that all parts sum to the difference.

use crate::model::scaling_factor;
use crate::model_file::Model;
use crate::training::Encoder;
use facade_data::{CHANNELS, PHOTO_FEATURES, QUARTERS, unpack_features};
use facade_features::quarter_of;
use facade_protocol::Home;
use facade_spec::{ModelKind, Target};

/// Values of a map's channel, as bytes.
const CHANNEL_BYTES: usize = 2 * CHANNELS;

/// The parts of a price, in dollars.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Contributions {
    /// The price of a home about which nothing is known.
    pub(crate) base: f64,
    /// Places of a photo, across and down.
    pub(crate) side: usize,
    /// `[photos, side, side]`
    pub(crate) places: Vec<f32>,
    /// One for each attribute of the input schema, and one for the zip code if the model uses it.
    pub(crate) attributes: Vec<f64>,
}

/// The network's weights, one for each of its inputs: the mean over the heads.
struct Weights {
    /// Of scaled features.
    features: Vec<f64>,
    /// Of encoded attributes.
    attributes: Vec<f64>,
    bias: f64,
}

impl Weights {
    fn of(model: &Model) -> Self {
        let features = model.summary.config.features();
        let inputs = features + model.attributes();
        let heads = model.weights.len() / (inputs + 1);
        let mean = |row: &[f32]| row.iter().map(|&weight| f64::from(weight)).sum::<f64>() / heads as f64;
        let mut rows: Vec<f64> = model.weights.chunks_exact(heads.max(1)).map(mean).collect();
        let bias = rows.pop().unwrap_or(0.0);
        let attributes = rows.split_off(features.min(rows.len()));
        Weights { features: rows, attributes, bias }
    }
}

/// The parts of the price of a home, which its features gave. Their sum with `base` is the price.
pub(crate) fn contributions(model: &Model, home: &Home, price: f64) -> Contributions {
    let weights = Weights::of(model);
    let nothing = model.encoder.as_ref().map(|encoder| encoder.encode(&[], "")).unwrap_or_default();
    let of_nothing: f64 = nothing.iter().zip(&weights.attributes).map(|(x, w)| f64::from(*x) * w).sum();
    let base = model.target_scaler.price((weights.bias + of_nothing) as f32);
    let (side, mut places) = of_places(model, home, &weights.features);
    let mut attributes = match &model.encoder {
        Some(encoder) => of_attributes(encoder, home, &nothing, &weights.attributes),
        None => Vec::new(),
    };
    let spread = model.target_scaler.spread;
    let sum = places.iter().chain(&attributes).sum::<f64>();
    let dollars = match model.target_scaler.target {
        Target::MaxScaled => spread,
        Target::Log if (price / base).ln().abs() > 1e-9 && sum != 0.0 => (price - base) / sum,
        Target::Log => price * spread,
    };
    attributes.iter_mut().chain(&mut places).for_each(|part| *part *= dollars);
    Contributions { base, side, places: places.into_iter().map(|part| part as f32).collect(), attributes }
}

/// What each place adds to the network's output: places across, and `[photos, side, side]`. `weights` are those of the
/// scaled features.
fn of_places(model: &Model, home: &Home, weights: &[f64]) -> (usize, Vec<f64>) {
    let config = &model.summary.config;
    let (centre, spread) = model.frozen.split_at(model.frozen.len() / 2);
    let factor = f64::from(scaling_factor(weights.len(), config.feature_length));
    // Of a feature that is not scaled.
    let slope = |at: usize| weights[at] * factor / f64::from(spread[at]);
    let photos = home.features.0.len() / (2 * PHOTO_FEATURES);
    let places = home.maps.0.len() / (photos.max(1) * CHANNEL_BYTES);
    // Without maps, the quarters are the places.
    let (side, values) = match places.isqrt() {
        side if side > 1 && side * side == places && places.is_multiple_of(QUARTERS) => {
            (side, unpack_features(&home.maps.0))
        }
        _ => (2, unpack_features(&home.features.0)),
    };
    let all = side * side;
    let present: Vec<usize> = (0..photos).filter(|photo| !home.missing_photos.contains(photo)).collect();
    let is_set = config.model == ModelKind::PretrainedSet;
    // Where the features begin: each room's own, the mean over photos, that of their quarters, the maximum.
    let mean_whole = if is_set { 0 } else { photos * CHANNELS };
    let (mean_quarters, maximum) = (mean_whole + CHANNELS, mean_whole + CHANNELS + PHOTO_FEATURES);
    let whole: Vec<Vec<f64>> = values.chunks_exact(all * CHANNELS).map(mean_of_places).collect();
    let count = present.len() as f64;
    let mut out = vec![0.0; photos * all];
    for &photo in &present {
        for quarter in 0..QUARTERS {
            // For each channel, what a place's value is multiplied by, and in total what is subtracted at a place.
            let (mut slopes, mut constant) = (vec![0.0; CHANNELS], 0.0);
            for (channel, total) in slopes.iter_mut().enumerate() {
                let mut add = |at: usize, places: f64| {
                    *total += slope(at) / places;
                    constant += slope(at) * f64::from(centre[at]) / places;
                };
                add(mean_whole + channel, all as f64 * count);
                add(mean_quarters + quarter * CHANNELS + channel, (all / QUARTERS) as f64 * count);
                let is_maximum =
                    || present.iter().all(|&other| is_first_largest(&whole, channel, photo, other));
                if !is_set {
                    add(photo * CHANNELS + channel, all as f64);
                } else if is_maximum() {
                    add(maximum + channel, all as f64);
                }
            }
            for place in (0..all).filter(|place| quarter_of(*place, side) == quarter) {
                let at = (photo * all + place) * CHANNELS;
                let values = &values[at..at + CHANNELS];
                let sum: f64 =
                    values.iter().zip(&slopes).map(|(value, slope)| f64::from(*value) * slope).sum();
                out[photo * all + place] = sum - constant;
            }
        }
    }
    (side, out)
}

/// Whether a photo has a larger mean of a channel than another, or the same and comes first.
fn is_first_largest(whole: &[Vec<f64>], channel: usize, photo: usize, other: usize) -> bool {
    let [own, others] = [photo, other].map(|photo| whole[photo][channel]);
    own > others || own == others && photo <= other
}

/// Mean of each channel over the places of a photo.
fn mean_of_places(values: &[f32]) -> Vec<f64> {
    let mut means = vec![0.0; CHANNELS];
    for place in values.chunks_exact(CHANNELS) {
        means.iter_mut().zip(place).for_each(|(sum, value)| *sum += f64::from(*value));
    }
    let places = (values.len() / CHANNELS) as f64;
    means.iter_mut().for_each(|sum| *sum /= places);
    means
}

/// What each attribute and the zip code add to the network's output. A product of both counts as the attribute's.
fn of_attributes(encoder: &Encoder, home: &Home, nothing: &[f32], weights: &[f64]) -> Vec<f64> {
    let encoded = encoder.encode(&home.attributes, &home.zip_code);
    let schema = encoder.input_schema();
    let (columns, codes) = (schema.attributes.len(), schema.zip_codes.len());
    let mut parts = vec![0.0; columns + usize::from(codes > 0)];
    for (at, ((x, nothing), weight)) in encoded.iter().zip(nothing).zip(weights).enumerate() {
        let part = if at < columns {
            at
        } else if at < columns + codes {
            columns
        } else {
            (at - columns - codes) % columns.max(1)
        };
        parts[part] += f64::from(x - nothing) * weight;
    }
    parts
}
