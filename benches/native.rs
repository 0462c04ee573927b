//! Native timings of the reference recipe: `./run bench`, or `cargo bench --profile dev`. The dev profile optimises all dependencies, and
//! its artefacts are shared with the tests.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::rc::Rc;

use divan::Bencher;
use facade_data::Dataset;
use facade_data::split::train_test_split;
use facade_imaging::sample;
use facade_nn::training::{Compute, Prepared, Progress, Trainer};
use facade_spec::Config;
use pollster::block_on;

/// The number of houses of the reference data: 271 training and 91 test houses.
const HOUSES: usize = 362;

fn main() {
    divan::main();
}

/// The sample set repeated to the size of the reference data.
fn houses(tile: usize) -> Dataset {
    let mut data = sample::dataset(tile);
    let again = data.houses.len();
    for i in again..HOUSES {
        let pixels = data.montages.get(i % again).unwrap().to_vec();
        data.montages.pixels.extend(pixels);
        data.houses.push(data.houses[i % again].clone());
    }
    data
}

fn trainer() -> Trainer {
    let config = Config::default();
    let data = Rc::new(houses(config.tile));
    let split = train_test_split(data.houses.len(), config.test_share, config.split_seed).unwrap();
    let prepared = Rc::new(block_on(Prepared::new(&config, &data.into(), &split, None, |_| {})).unwrap());
    Trainer::new(&config, &prepared, &Compute::cpu())
}

/// 34 steps of the reference network, then the predictions for the test houses.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn epoch_on_the_cpu(bencher: Bencher<'_, '_>) {
    let mut trainer = trainer();
    bencher.bench_local(|| while block_on(trainer.advance()).unwrap() == Progress::Step {});
}

/// Packing the checkpoint after an epoch.
#[divan::bench(sample_count = 20)]
fn checkpoint(bencher: Bencher<'_, '_>) {
    let trainer = trainer();
    bencher.bench_local(|| block_on(trainer.checkpoint()).unwrap());
}

/// Reading, decoding, resizing and tiling the 1,448 photos of the reference data, on all cores.
#[divan::bench(sample_count = 5, sample_size = 1, ignore = std::env::var_os("HOUSES_DATASET").is_none())]
fn read_1448_photos() -> Dataset {
    let folder = std::env::var("HOUSES_DATASET").unwrap();
    facade_cli::load(std::slice::from_ref(&folder), &Default::default(), Config::default().tile, None)
        .unwrap()
}
