//! Runs N training steps of the reference network natively, to count their instructions: `cargo run --example steps -- N`.
//! The houses are generated; the cost of a step does not depend on them.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::rc::Rc;

use facade_data::split::train_test_split;
use facade_data::{Dataset, House, HouseId, Montages, Rooms};
use facade_nn::training::{Compute, Prepared, Progress, Trainer};
use facade_spec::Config;
use pollster::block_on;

/// Half of them are training houses: an epoch has eight steps, and the work after an epoch would be counted as well.
const HOUSES: usize = 128;

fn main() {
    let steps: usize = std::env::args().nth(1).expect("N").parse().expect("N: a number");
    let config = Config::default();
    let data = Rc::new(houses(HOUSES, config.tile));
    let split = train_test_split(data.houses.len(), 0.5, config.split_seed).unwrap();
    let prepared = Rc::new(block_on(Prepared::new(&config, &data.into(), &split, None, |_| {})).unwrap());
    let mut trainer = Trainer::new(&config, &prepared, &Compute::cpu());
    for _ in 0..steps {
        assert_eq!(block_on(trainer.advance()).unwrap(), Progress::Step);
    }
}

fn houses(count: usize, tile: usize) -> Dataset {
    let mut montages = Montages { tile, photos: 4, pixels: Vec::new(), ..Default::default() };
    montages.pixels = (0..count * montages.house_bytes()).map(|i| (i * 31 % 251) as u8).collect();
    let house = |number| House {
        id: HouseId::from(number as u32),
        attributes: Vec::new(),
        zip_code: "12345".into(),
        price: 100_000.0 + 1000.0 * number as f64,
        date: None,
        missing_photos: Vec::new(),
    };
    Dataset {
        name: "made up".into(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses: (1..=count).map(house).collect(),
        montages,
        report: Default::default(),
    }
}
