//! Explanations of a price: parts of the photos that raise or lower it (occlusion: Zeiler and Fergus, 2014),
//! pixels that it is most sensitive to (gradient saliency: Simonyan et al., 2014), and the effect of each
//! attribute.

use std::ops::Range;

use burn::tensor::Device;

use crate::contributions::{Contributions, contributions};
use crate::estimate::{Estimate, Estimator};
use crate::model::features::{self, FrozenLayers};
use crate::model_file::Model;
use crate::training::{EncodedHome, TrainingError, photos};
use facade_data::{HouseId, cell, grid};
use facade_platform as platform;
use facade_protocol::{Explanation, Home};
use facade_spec::{Config, ModelKind, Target};

/// Cells of a photo, across and down. The occluding window covers two by two cells.
fn cells(config: &Config) -> usize {
    match config.model {
        _ if !config.model.uses_photos() => 0,
        // A backbone takes a hundred times as long as other networks, and its last layer has two by two
        // positions for a photo of 64 pixels.
        ModelKind::Backbone => 3,
        _ => 8.min(config.tile),
    }
}

/// Homes per batch.
const HOMES_AT_ONCE: usize = 49;

impl Model {
    /// [`explain`] on the CPU.
    ///
    /// # Errors
    /// If a price is not finite.
    pub async fn explain(
        &self,
        home: &Home,
        house: Option<&HouseId>,
    ) -> Result<Option<Explanation>, TrainingError> {
        explain(self, home, house, &Device::flex()).await
    }
}

/// Explains the price of a home; `None` if its montage has the wrong size. `house` is its id if it may be
/// a training house.
///
/// # Errors
/// If the device fails, or a price is not finite.
pub async fn explain(
    model: &Model,
    home: &Home,
    house: Option<&HouseId>,
    device: &Device,
) -> Result<Option<Explanation>, TrainingError> {
    let frozen = model.with_frozen_backbone();
    let model = frozen.as_ref().unwrap_or(model);
    let estimator = Estimator::new(model, device);
    let Some(encoded) = estimator.encode_home(home).await? else { return Ok(None) };
    let Estimate { price, nearest, .. } = estimator.estimate(&encoded, house).await?;
    if model.summary.config.model.is_pretrained() {
        let Contributions { base, side, places, attributes } = contributions(model, home, price);
        return Ok(Some(Explanation {
            price,
            base: Some(base),
            cells: side,
            occlusion: places,
            saliency: Vec::new(),
            attribute_effects: attributes,
            nearest,
            layers: Vec::new(),
        }));
    }
    let mut explanation = Explanation {
        price,
        base: None,
        cells: cells(&model.summary.config),
        occlusion: Vec::new(),
        saliency: Vec::new(),
        attribute_effects: attribute_effects(&estimator, home, &encoded, price).await?,
        nearest,
        layers: estimator.layer_pictures(&encoded),
    };
    if explanation.cells > 0 {
        let missing = &home.missing_photos;
        explanation.occlusion = occlusion(&estimator, &encoded, missing, price, explanation.cells).await?;
        explanation.saliency = saliency(&estimator, &encoded, price);
        // The network does not see the black tiles of missing photos.
        let of_photo = explanation.saliency.len() / model.summary.config.photos;
        for photo in missing {
            let pixels = photo * of_photo..(photo + 1) * of_photo;
            explanation.saliency.get_mut(pixels).unwrap_or_default().fill(0.0);
        }
    }
    Ok(Some(explanation))
}

/// Effect of each attribute and of the zip code on the price, in dollars.
async fn attribute_effects(
    estimator: &Estimator<'_>,
    home: &Home,
    encoded: &EncodedHome,
    price: f64,
) -> Result<Vec<f64>, TrainingError> {
    let schema = &estimator.model.summary.input_schema;
    let mut without_one = Vec::new();
    for attribute in 0..schema.attributes.len() {
        let mut home = home.clone();
        home.attributes.get_mut(attribute).map(Option::take);
        without_one.push(home);
    }
    if !schema.zip_codes.is_empty() {
        without_one.push(Home { zip_code: String::new(), ..home.clone() });
    }
    if without_one.is_empty() {
        return Ok(Vec::new());
    }
    // The photos are the same, so their features are kept.
    let without =
        |home: &Home| EncodedHome { attributes: estimator.encode_attributes(home), ..encoded.clone() };
    let prices = estimator.prices(&without_one.iter().map(without).collect::<Vec<_>>()).await?;
    Ok(prices.into_iter().map(|without| price - without).collect())
}

/// First pixel of a cell, for `cells` cells over `tile` pixels.
fn cell_start(at: usize, tile: usize, cells: usize) -> usize {
    at * tile / cells
}

/// Pixels of a window of two cells, for `cells` cells over `tile` pixels.
fn window_pixels(first: usize, tile: usize, cells: usize) -> Range<usize> {
    cell_start(first, tile, cells)..cell_start((first + 2).min(cells), tile, cells)
}

async fn occlusion(
    estimator: &Estimator<'_>,
    home: &EncodedHome,
    missing: &[usize],
    price: f64,
    cells: usize,
) -> Result<Vec<f32>, TrainingError> {
    let config = &estimator.model.summary.config;
    let Config { tile, photos: count, .. } = *config;
    let windows = cells.saturating_sub(1).max(1);
    let squares: Vec<[usize; 3]> = (0..count)
        .filter(|photo| !missing.contains(photo))
        .flat_map(|photo| (0..windows * windows).map(move |at| [photo, at % windows, at / windows]))
        .collect();
    let mut covered = vec![(0.0, 0u32); count * cells * cells];
    // Unscaled features of the whole photos, for layers that can update a part.
    let unscaled = match &estimator.frozen_layers {
        Some(FrozenLayers::Patches(_)) => {
            estimator.photo_features(photos(&home.montage, tile, count)).await?
        }
        _ => Vec::new(),
    };
    for batch in squares.chunks(HOMES_AT_ONCE) {
        platform::yield_now().await;
        let hidden = batch.iter().map(|square| cover(&home.montage, *square, (tile, count), cells));
        let montages: Vec<Vec<u8>> = hidden.collect();
        let homes = if config.is_frozen() {
            occluded_homes(estimator, home, &unscaled, batch, &montages, cells).await?
        } else {
            let encoded =
                |montage| EncodedHome { montage, attributes: home.attributes.clone(), features: Vec::new() };
            montages.into_iter().map(encoded).collect()
        };
        for ([photo, column, row], without) in batch.iter().zip(estimator.prices(&homes).await?) {
            for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let (x, y) = (column + x, row + y);
                if x < cells && y < cells {
                    let (sum, count) = &mut covered[(photo * cells + y) * cells + x];
                    *sum += price - without;
                    *count += 1;
                }
            }
        }
    }
    Ok(covered.into_iter().map(|(sum, count)| (sum / f64::from(count.max(1))) as f32).collect())
}

/// Homes with one photo occluded; frozen layers recompute only that photo.
async fn occluded_homes(
    estimator: &Estimator<'_>,
    home: &EncodedHome,
    unscaled: &[f32],
    squares: &[[usize; 3]],
    montages: &[Vec<u8>],
    cells: usize,
) -> Result<Vec<EncodedHome>, TrainingError> {
    let model = estimator.model;
    let config = &model.summary.config;
    let size = 3 * config.tile * config.tile;
    let each = home.features.len() / config.photos;
    let pixels = |([photo, ..], montage): (&[usize; 3], &Vec<u8>)| {
        photos(montage, config.tile, config.photos)[photo * size..(photo + 1) * size].to_vec()
    };
    let hidden: Vec<Vec<f32>> = squares.iter().zip(montages).map(pixels).collect();
    let updated = platform::parallel_map(squares.len(), |i| {
        let [photo, column, row] = squares[i];
        let window = [column, row].map(|first| window_pixels(first, config.tile, cells));
        let before = unscaled.get(photo * each..(photo + 1) * each)?;
        estimator.frozen_layers.as_ref()?.update(&hidden[i], window, before)
    });
    let features = match updated.into_iter().collect::<Option<Vec<_>>>() {
        Some(updated) => updated.concat(),
        None => estimator.photo_features(hidden.concat()).await?,
    };
    let mut homes = Vec::with_capacity(squares.len());
    for ([photo, ..], part) in squares.iter().zip(features.chunks_exact(each.max(1))) {
        let own = photo * each..(photo + 1) * each;
        // Each feature is scaled on its own, so those of the other photos do not matter here.
        let mut all = vec![0.0; home.features.len()];
        all[own.clone()].copy_from_slice(part);
        features::scale(&mut all, &model.frozen, config.feature_length);
        let mut features = home.features.clone();
        features[own.clone()].copy_from_slice(&all[own]);
        homes.push(EncodedHome { montage: Vec::new(), attributes: home.attributes.clone(), features });
    }
    Ok(homes)
}

/// The montage with two by two cells of a photo in the photo's mean colour.
fn cover(
    montage: &[u8],
    [photo, column, row]: [usize; 3],
    (tile, count): (usize, usize),
    cells: usize,
) -> Vec<u8> {
    let ([left, top], [columns, _]) = (cell(photo, count), grid(count));
    let at = |x: usize, y: usize| ((top * tile + y) * columns * tile + left * tile + x) * 3;
    let mut colour = [0usize; 3];
    for y in 0..tile {
        let line = &montage[at(0, y)..at(0, y) + 3 * tile];
        line.iter().enumerate().for_each(|(i, level)| colour[i % 3] += usize::from(*level));
    }
    let colour = colour.map(|sum| (sum / (tile * tile)) as u8);
    let mut covered = montage.to_vec();
    for y in window_pixels(row, tile, cells) {
        for x in window_pixels(column, tile, cells) {
            covered[at(x, y)..at(x, y) + 3].copy_from_slice(&colour);
        }
    }
    covered
}

/// How much each pixel could change the price, in dollars.
fn saliency(estimator: &Estimator<'_>, home: &EncodedHome, price: f64) -> Vec<f32> {
    let model = estimator.model;
    let config = &model.summary.config;
    let gradient = estimator.photo_gradient(home);
    // From the network's output to dollars.
    let dollars = match model.target_scaler.target {
        Target::Log => price * model.target_scaler.spread,
        Target::MaxScaled => model.target_scaler.spread,
    } as f32;
    let area = config.tile * config.tile;
    let largest = |photo: &[f32], at: usize| {
        (0..3).map(|channel| (dollars * photo[channel * area + at]).abs()).fold(0.0, f32::max)
    };
    gradient.chunks_exact(3 * area).flat_map(|photo| (0..area).map(move |at| largest(photo, at))).collect()
}
