//! Models of every kind for other frameworks, with their prices of a few homes; and the reverse.
//!
//! `interchange write DIR` writes `KIND.safetensors`, `KIND.onnx`, `KIND.u8` (montages) and `KIND.json` (attributes, zip codes, prices)
//! for each kind. `interchange pretrained DIR FILE` does so for models on features of the pretrained network, whose weights are in
//! `FILE`. `interchange check DIR` reads `keras.safetensors`, a model from Keras, and compares its prices of the montages in
//! `keras.u8` with Keras's in `keras.json`. The rest is in `check.py`.

#[path = "../fixtures/neighbours.rs"]
mod neighbours;
mod pretrained;

use std::io::Write;
use std::path::Path;

use facade_data::{CHANNELS, House, HouseId, RoomClassifier, Rooms, montage_bytes};
use facade_nn::model::Network;
use facade_nn::model_file::Model;
use facade_nn::training::{Encoder, TargetScaler};
use facade_protocol::{Bytes, Home, ModelSummary};
use facade_spec::{Architecture, Config, ModelKind, Target};
use neighbours::neighbours;
use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The number of homes per case.
const HOMES: usize = 3;
/// The largest relative difference of two prices.
const TOLERANCE: f64 = 1e-4;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", folder] => {
            cases().into_iter().try_for_each(|(name, model)| case(name, &model).write(Path::new(folder)))
        }
        ["pretrained", folder, file] => pretrained::write(Path::new(folder), Path::new(file)),
        ["check", folder] => check(Path::new(folder)),
        _ => Err("interchange write DIR, interchange pretrained DIR FILE, or interchange check DIR".into()),
    }
}

/// Pseudo-random numbers from -1 to 1.
fn random(seed: usize) -> impl Fn(usize) -> f32 {
    move |i| {
        let mixed = (i + 1).wrapping_mul(0x9E37_79B9).wrapping_add(seed.wrapping_mul(0x85EB_CA6B)) as u32;
        let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2C1B_3C6D);
        (mixed ^ (mixed >> 13)) as f32 / u32::MAX as f32 * 2.0 - 1.0
    }
}

/// Each network, and its variants.
fn cases() -> Vec<(&'static str, Model)> {
    let small = |model, tile| Config { tile, filters: vec![4, 6], ..Config::recipe(model) };
    vec![
        ("cnn", model(Config::default())),
        ("cnn-members", model(Config { cross_fit_folds: 2, ..small(ModelKind::Cnn, 12) })),
        ("cnn-odd", model(Config { photos: 5, ..small(ModelKind::Cnn, 11) })),
        ("single", model(small(ModelKind::Single, 16))),
        ("branches", model(small(ModelKind::Branches, 16))),
        ("mlp", model(small(ModelKind::Mlp, 16))),
        ("mixed", model(small(ModelKind::Mixed, 16))),
        ("tuned-photos", model(Config { filters: vec![8], ..small(ModelKind::TunedPhotos, 20) })),
        (
            "tuned-mixed",
            model(Config { filters: vec![8], cross_fit_folds: 3, ..small(ModelKind::TunedMixed, 17) }),
        ),
        ("zip-codes", model_of(Config { filters: vec![8], ..small(ModelKind::TunedMixed, 17) }, true)),
        ("backbone", model(Config { tile: 40, ..Config::recipe(ModelKind::Backbone) })),
        (
            "backbone-lite0",
            model(Config { tile: 40, ..Config::on_backbone(Architecture::EfficientnetLite0) }),
        ),
        ("backbone-tuned", model(Config { tile: 33, ..Config::recipe(ModelKind::Backbone).fine_tuned() })),
    ]
}

/// A model with random weights.
fn model(config: Config) -> Model {
    model_of(config, false)
}

/// The same; with `zip_codes_only` its attributes do not vary.
fn model_of(config: Config, zip_codes_only: bool) -> Model {
    let encoder = config.model.uses_attributes().then(|| encoder(&config, zip_codes_only));
    let attributes = encoder.as_ref().map_or(0, Encoder::width);
    let network = Network::of(&config, attributes);
    let layout = network.layout();
    let seen = network.feature_count();
    // He initialisation for uniform numbers, where 49 layers would leave nothing of the photos.
    let gain = if config.architecture == Architecture::EfficientnetLite0 { 6.0 } else { 2.0 };
    let filled = |entries: &[facade_nn::model::ParamEntry], seed: usize| -> Vec<f32> {
        let one = |(number, entry): (usize, &facade_nn::model::ParamEntry)| {
            let any = random(seed + number);
            let fan_in =
                entry.shape.iter().product::<usize>() / entry.shape.iter().max().copied().unwrap_or(1);
            // Keeps the size of the activations.
            let size = match entry.shape.len() {
                1 => 0.1,
                _ if entry.name.ends_with("output.weight") => 0.3 / (entry.shape[0] as f32).sqrt(),
                _ => (gain / fan_in.max(1) as f32).sqrt(),
            };
            let is_spread = ["gamma", "variance", "spread"].iter().any(|part| entry.name.ends_with(part));
            (0..entry.len())
                .map(move |i| if is_spread { 1.0 + 0.5 * any(i) } else { size * any(i) })
                .collect::<Vec<_>>()
        };
        entries.iter().enumerate().flat_map(one).collect()
    };
    let rooms = Rooms::try_from(
        ["bathroom", "bedroom", "frontal", "kitchen", "garden"][..config.photos]
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>(),
    );
    let rooms = rooms.unwrap_or_default();
    // Part of trained models, which other frameworks ignore.
    let mut neighbours = neighbours(seen);
    if zip_codes_only {
        // Ids that are no numbers are in a tensor of another type.
        neighbours.houses[0] = HouseId::from("A-1");
    }
    let (frozen, weights, running_stats) =
        (filled(&layout.frozen, 1), filled(&layout.weights, 100), filled(&layout.running_stats, 200));
    Model {
        room_classifier: RoomClassifier::from_weights(&vec![0.5; rooms.len() * (CHANNELS + 1)], rooms.len()),
        target_scaler: match config.target {
            Target::MaxScaled => TargetScaler { target: Target::MaxScaled, centre: 0.0, spread: 900_000.0 },
            Target::Log => TargetScaler { target: Target::Log, centre: 13.0, spread: 0.8 },
        },
        summary: ModelSummary {
            parameters: config.parameters(attributes),
            epochs_done: 1,
            test_mape: None,
            data: "random".into(),
            rooms,
            prices: [1e5, 9e5],
            input_schema: encoder.as_ref().map(Encoder::input_schema).unwrap_or_default(),
            intervals: Vec::new(),
            missing_intervals: Vec::new(),
            network: String::new(),
            config,
        },
        encoder,
        frozen,
        weights,
        running_stats,
        neighbours: Some(neighbours),
    }
}

/// An encoder fitted to a few houses, of which with `zip_codes_only` only the zip codes differ.
fn encoder(config: &Config, zip_codes_only: bool) -> Encoder {
    let house = |number: u32, bedrooms: Option<f64>, area: f64| House {
        id: HouseId::from(number),
        price: 1.0,
        zip_code: ["92276", "93446"][number as usize % 2].into(),
        attributes: if zip_codes_only { vec![Some(1.0); 2] } else { vec![bedrooms, Some(area)] },
        date: None,
        missing_photos: Vec::new(),
    };
    let houses = [house(1, Some(2.0), 900.0), house(2, Some(4.0), 2500.0), house(3, None, 1400.0)];
    let names = ["bedrooms".to_owned(), "area".to_owned()];
    match Encoder::fit(&houses.iter().collect::<Vec<_>>(), &names, config.encoding) {
        Ok((encoder, _)) => encoder,
        Err(error) => unreachable!("houses that differ were refused: {error}"),
    }
}

fn homes(model: &Model) -> Vec<Home> {
    let config = &model.summary.config;
    let bytes = if config.model.uses_photos() { montage_bytes(config.tile, config.photos) } else { 0 };
    let attributes = [vec![Some(3.0), Some(1800.0)], vec![None, Some(700.0)], vec![Some(5.0), Some(0.0)]];
    let home = |(number, attributes): (usize, Vec<Option<f64>>)| {
        let any = random(1000 + number);
        Home {
            montage: Bytes((0..bytes).map(|i| (any(i) * 127.0 + 128.0) as u8).collect()),
            attributes: attributes[..model.summary.input_schema.attributes.len()].to_vec(),
            zip_code: ["92276", "elsewhere", "93446"][number].into(),
            ..Home::from_montage(Vec::new())
        }
    };
    attributes.into_iter().take(HOMES).enumerate().map(home).collect()
}

fn prices(model: &Model, homes: &[Home]) -> Outcome<Vec<f64>> {
    let price = |home: &Home| -> Outcome<f64> {
        let estimate =
            pollster::block_on(model.estimate(home, None))?.ok_or("the montage has another size")?;
        Ok(estimate.price)
    };
    homes.iter().map(price).collect()
}

/// A model with the homes that it prices.
struct Case<'a> {
    name: &'a str,
    model: &'a Model,
    homes: Vec<Home>,
    /// Photos of all homes: RGB bytes, as the model's file in another framework takes them.
    pictures: Vec<u8>,
    /// File of the pretrained network.
    pretrained: Option<&'a [u8]>,
}

/// A model that takes montages.
fn case<'a>(name: &'a str, model: &'a Model) -> Case<'a> {
    let homes = homes(model);
    let pictures = homes.iter().flat_map(|home| home.montage.0.clone()).collect();
    Case { name, model, homes, pictures, pretrained: None }
}

impl Case<'_> {
    fn write(&self, folder: &Path) -> Outcome<()> {
        let Case { name, model, homes, pictures, pretrained } = self;
        let file = |ending: &str| folder.join(format!("{name}.{ending}"));
        std::fs::write(file("safetensors"), model.to_bytes()?)?;
        std::fs::write(file("onnx"), model.to_onnx(*pretrained)?)?;
        std::fs::write(file("u8"), pictures)?;
        let expected = json!({
            "attributes": homes.iter().map(|home| &home.attributes).collect::<Vec<_>>(),
            "zip_codes": homes.iter().map(|home| &home.zip_code).collect::<Vec<_>>(),
            "prices": prices(model, homes)?,
        });
        Ok(std::fs::write(file("json"), expected.to_string())?)
    }
}

fn check(folder: &Path) -> Outcome<()> {
    let model = Model::from_bytes(&std::fs::read(folder.join("keras.safetensors"))?)?;
    let expected: Value = serde_json::from_slice(&std::fs::read(folder.join("keras.json"))?)?;
    let theirs: Vec<f64> = serde_json::from_value(expected["prices"].clone())?;
    let montages = std::fs::read(folder.join("keras.u8"))?;
    let each = montage_bytes(model.summary.config.tile, model.summary.config.photos);
    let homes: Vec<Home> =
        montages.chunks_exact(each).map(|montage| Home::from_montage(montage.to_vec())).collect();
    let ours = prices(&model, &homes)?;
    let difference =
        ours.iter().zip(&theirs).map(|(ours, theirs)| (ours / theirs - 1.0).abs()).fold(0.0, f64::max);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{:16} {:>9} {difference:.1e} relative difference", "from Keras", "Facade")?;
    if ours.len() == theirs.len() && !ours.is_empty() && difference < TOLERANCE {
        Ok(())
    } else {
        Err(format!("Facade estimates {ours:?} with the model from Keras, and Keras {theirs:?}").into())
    }
}
