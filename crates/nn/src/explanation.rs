//! Why a model says the price that it says of a home: which parts of the photos raise or lower it (occlusion: Zeiler and Fergus,
//! 2014), which pixels it is most sensitive to (gradient saliency: Simonyan et al., 2014), and what each thing that it was told does.

use std::ops::Range;

use burn::tensor::Device;

use crate::estimate::{Estimate, Estimator};
use crate::model::features::{self, Frozen};
use crate::model_file::Model;
use crate::training::{Told, TrainingError, photos};
use facade_data::{cell, grid};
use facade_platform as platform;
use facade_protocol::{Explanation, Home};
use facade_spec::{Config, ModelKind, Target};

/// Cells of a photo, across and down. Two by two of them are covered at a time.
fn cells(config: &Config) -> usize {
    match config.model {
        _ if !config.model.sees_photos() => 0,
        // Each look takes a hundred times as long as another network's, and in the end it tells two by two parts of a photo of 64 pixels.
        ModelKind::Backbone => 3,
        _ => 8.min(config.tile),
    }
}

/// Homes of a batch.
const BATCH: usize = 49;

/// Why a home is priced as it is; none where its montage has another size than the model's. `house` is its number where it is one of the houses
/// that may have been trained on.
///
/// # Errors
/// If the device fails, or a price is no number.
pub async fn explain(
    model: &Model,
    home: &Home,
    house: Option<u32>,
    device: &Device,
) -> Result<Option<Explanation>, TrainingError> {
    let frozen = model.frozen();
    let model = frozen.as_ref().unwrap_or(model);
    let estimator = Estimator::new(model, device);
    let Some(told) = estimator.tell(home).await? else { return Ok(None) };
    let Estimate { price, nearest, .. } = estimator.estimate(&told, house).await?;
    let mut explanation = Explanation {
        price,
        cells: cells(&model.summary.config),
        occlusion: Vec::new(),
        saliency: Vec::new(),
        told: said(&estimator, home, &told, price).await?,
        nearest,
    };
    if explanation.cells > 0 {
        explanation.occlusion = occlusion(&estimator, &told, price, explanation.cells).await?;
        explanation.saliency = saliency(&estimator, &told, price);
    }
    Ok(Some(explanation))
}

/// What each thing that a model was told adds to the price.
async fn said(
    estimator: &Estimator<'_>,
    home: &Home,
    told: &Told,
    price: f64,
) -> Result<Vec<f64>, TrainingError> {
    let asks = &estimator.model.summary.asks;
    let mut silent = Vec::new();
    for attribute in 0..asks.attributes.len() {
        let mut home = home.clone();
        home.attributes.get_mut(attribute).map(Option::take);
        silent.push(home);
    }
    if !asks.zip_codes.is_empty() {
        silent.push(Home { zip_code: String::new(), ..home.clone() });
    }
    if silent.is_empty() {
        return Ok(Vec::new());
    }
    // The photos are the same: nothing looks at them again.
    let without = |home: &Home| Told { attributes: estimator.encode(home), ..told.clone() };
    let prices = estimator.prices(&silent.iter().map(without).collect::<Vec<_>>()).await?;
    Ok(prices.into_iter().map(|without| price - without).collect())
}

/// The first pixel of a cell, of `cells` in `tile` pixels.
fn edge(at: usize, tile: usize, cells: usize) -> usize {
    at * tile / cells
}

/// The pixels of two cells from the first, of `cells` in `tile` pixels.
fn ends(first: usize, tile: usize, cells: usize) -> Range<usize> {
    edge(first, tile, cells)..edge((first + 2).min(cells), tile, cells)
}

async fn occlusion(
    estimator: &Estimator<'_>,
    home: &Told,
    price: f64,
    cells: usize,
) -> Result<Vec<f32>, TrainingError> {
    let config = &estimator.model.summary.config;
    let Config { tile, photos: count, .. } = *config;
    let across = cells.saturating_sub(1).max(1);
    let squares: Vec<[usize; 3]> = (0..count)
        .flat_map(|photo| (0..across * across).map(move |at| [photo, at % across, at / across]))
        .collect();
    let mut covered = vec![(0.0, 0u32); count * cells * cells];
    // Of frozen layers that look again at a part alone: what they make of the whole, before it is brought to scale.
    let plain = match &estimator.frozen {
        Some(Frozen::Patches(_)) => estimator.look(photos(&home.montage, tile, count)).await?,
        _ => Vec::new(),
    };
    for batch in squares.chunks(BATCH) {
        platform::yield_now().await;
        let hidden = batch.iter().map(|square| cover(&home.montage, *square, (tile, count), cells));
        let montages: Vec<Vec<u8>> = hidden.collect();
        let homes = if config.is_frozen() {
            seen(estimator, home, &plain, batch, &montages, cells).await?
        } else {
            let told = |montage| Told { montage, attributes: home.attributes.clone(), features: Vec::new() };
            montages.into_iter().map(told).collect()
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

/// Homes of which one photo has a square covered: frozen layers look at that photo alone.
async fn seen(
    estimator: &Estimator<'_>,
    home: &Told,
    plain: &[f32],
    squares: &[[usize; 3]],
    montages: &[Vec<u8>],
    cells: usize,
) -> Result<Vec<Told>, TrainingError> {
    let model = estimator.model;
    let config = &model.summary.config;
    let size = 3 * config.tile * config.tile;
    let each = home.features.len() / config.photos;
    let pixels = |([photo, ..], montage): (&[usize; 3], &Vec<u8>)| {
        photos(montage, config.tile, config.photos)[photo * size..(photo + 1) * size].to_vec()
    };
    let hidden: Vec<Vec<f32>> = squares.iter().zip(montages).map(pixels).collect();
    let again = platform::map(squares.len(), |i| {
        let [photo, column, row] = squares[i];
        let place = [column, row].map(|first| ends(first, config.tile, cells));
        let before = plain.get(photo * each..(photo + 1) * each)?;
        estimator.frozen.as_ref()?.changed(&hidden[i], place, before)
    });
    let looked = match again.into_iter().collect::<Option<Vec<_>>>() {
        Some(again) => again.concat(),
        None => estimator.look(hidden.concat()).await?,
    };
    let mut homes = Vec::with_capacity(squares.len());
    for ([photo, ..], part) in squares.iter().zip(looked.chunks_exact(each.max(1))) {
        let own = photo * each..(photo + 1) * each;
        // The scale is each value's own, so the other photos' parts may be anything.
        let mut all = vec![0.0; home.features.len()];
        all[own.clone()].copy_from_slice(part);
        features::scale(&mut all, &model.fixed, config);
        let mut features = home.features.clone();
        features[own.clone()].copy_from_slice(&all[own]);
        homes.push(Told { montage: Vec::new(), attributes: home.attributes.clone(), features });
    }
    Ok(homes)
}

/// A montage with two by two cells of a photo in the photo's mean colour.
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
    for y in ends(row, tile, cells) {
        for x in ends(column, tile, cells) {
            covered[at(x, y)..at(x, y) + 3].copy_from_slice(&colour);
        }
    }
    covered
}

/// How much each pixel could change the price.
fn saliency(estimator: &Estimator<'_>, home: &Told, price: f64) -> Vec<f32> {
    let model = estimator.model;
    let config = &model.summary.config;
    let of_photos = estimator.slope(home);
    // From what the network says to dollars.
    let dollars = match model.scale.target {
        Target::Log => price * model.scale.spread,
        Target::Share => model.shade * model.scale.spread,
    } as f32;
    let area = config.tile * config.tile;
    let largest = |photo: &[f32], at: usize| {
        (0..3).map(|channel| (dollars * photo[channel * area + at]).abs()).fold(0.0, f32::max)
    };
    of_photos.chunks_exact(3 * area).flat_map(|photo| (0..area).map(move |at| largest(photo, at))).collect()
}
