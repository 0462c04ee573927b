//! Writes the training data of a run for other libraries: `cargo run --example tensors -- DATASET FOLDER`.
//! `images.u8` contains the montages of the training houses, `[houses, height, width, 3]`; `tensors.json` their sizes, and the prices
//! divided by the highest.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use facade_data::split::train_test_split;
use facade_spec::Config;
use serde_json::json;

fn main() {
    let mut words = std::env::args().skip(1);
    let dataset = words.next().expect("DATASET");
    let folder = words.next().expect("FOLDER");
    let folder = Path::new(&folder);

    let config = Config::default();
    let data =
        facade_cli::load(std::slice::from_ref(&dataset), &Default::default(), config.tile, None).unwrap();
    let split = train_test_split(data.houses.len(), config.test_share, config.split_seed).unwrap();
    let price = |&position: &usize| data.houses[position].price;
    let scale = split.train.iter().map(price).fold(0.0, f64::max);
    let prices: Vec<f64> = split.train.iter().map(|position| price(position) / scale).collect();
    let images = split.train.iter().flat_map(|&position| data.montages.get(position).unwrap());
    let [width, height] = data.montages.size();

    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("images.u8"), images.copied().collect::<Vec<u8>>()).unwrap();
    let sizes = json!({ "houses": prices.len(), "height": height, "width": width, "prices": prices });
    fs::write(folder.join("tensors.json"), sizes.to_string()).unwrap();
}
