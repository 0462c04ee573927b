//! A model file is from outside: every way to spoil one ends in a sentence.
#![cfg(feature = "training")]
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

use facade::dataset::Rooms;
use facade::evaluation::{Directions, Neighbours};
use facade::model_file::Model;
use facade::protocol::ModelSummary;
use facade::training::{Config, Scale, Target};

fn model() -> Model {
    let config = Config { tile: 4, filters: vec![2], ..Config::default() };
    let parameters = config.parameters(0);
    let prices = [2e4, 1e6];
    let summary = ModelSummary {
        config,
        epochs_done: 1,
        parameters,
        test_mape: None,
        data: "none".into(),
        rooms: Rooms::default(),
        prices,
        asks: Default::default(),
        ranges: Vec::new(),
    };
    let weights = (0..parameters).map(|i| (i as f32 * 0.37).sin()).collect();
    let scale = Scale::fit(Target::Share, &[1e6]);
    let moving = vec![0.5; 2 * (2 + 16)];
    // Two directions among the 32 values that its convolution makes.
    let neighbours = Some(Neighbours {
        directions: Directions { centre: vec![0.5; 32], axes: vec![0.125; 64] },
        usual: vec![0.0, 1.0, 0.0, 1.0, 2.0, 1.0],
        places: vec![0.5, 1.0, 2.0, 1.5],
        houses: vec![3, 7],
        prices: vec![1e5, 2e5],
        threshold: 9.0,
        false_alarms: [1, 20],
    });
    Model { summary, scale, encoder: None, shade: 1.0, fixed: Vec::new(), weights, moving, neighbours }
}

fn refusal(bytes: &[u8]) -> String {
    Model::from_bytes(bytes).unwrap_err().to_string()
}

/// The file with one word of its header exchanged for another of the same length.
fn with(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|w| w == from.as_bytes()).expect(from);
    let mut bytes = bytes.to_vec();
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    bytes
}

#[test]
fn a_model_comes_back_as_it_was() {
    let bytes = model().to_bytes().unwrap();
    assert_eq!(Model::from_bytes(&bytes).unwrap(), model());
    // One of before there were neighbours has none.
    let without = Model { neighbours: None, ..model() };
    assert_eq!(Model::from_bytes(&without.to_bytes().unwrap()).unwrap(), without);
}

#[test]
fn what_is_no_model_is_refused_in_words() {
    let bytes = model().to_bytes().unwrap();
    assert!(refusal(b"").contains("not a model file"));
    assert!(refusal(b"a letter, not a model").contains("not a model file"));
    assert!(refusal(&bytes[..bytes.len() - 5]).contains("damaged"));
    let foreign = safetensors::serialize(Vec::<(String, safetensors::tensor::TensorView<'_>)>::new(), None);
    assert!(refusal(&foreign.unwrap()).contains("not saved by Facade"));
}

#[test]
fn a_spoilt_model_is_refused_in_words() {
    let bytes = model().to_bytes().unwrap();
    assert!(refusal(&with(&bytes, r#"version\":1"#, r#"version\":9"#)).contains("version 9"));
    assert!(refusal(&with(&bytes, "RGB, divided", "BGR, divided")).contains("another order"));
    assert!(refusal(&with(&bytes, r#"\"tile\":4"#, r#"\"tile\":0"#)).contains("tile size"));
    assert!(refusal(&with(&bytes, r#"\"tile\":4"#, r#"\"tile\":9"#)).contains("number of parameters"));
    assert!(refusal(&with(&bytes, "scale\\\":1000000.0", "scale\\\":-100000.0")).contains("scale"));
    assert!(refusal(&with(&bytes, "[20000.0,", "[-2000.0,")).contains("training prices"));
    assert!(refusal(&with(&bytes, "dense1.bias", "dense9.bias")).contains("dense1.bias is missing"));
    let mut nan = model();
    nan.weights[3] = f32::NAN;
    assert!(refusal(&nan.to_bytes().unwrap()).contains("not numbers"));
}

/// Every single byte of the header changed in turn: an error or a model, never a panic.
#[test]
fn no_damage_to_the_header_panics() {
    let bytes = model().to_bytes().unwrap();
    let header = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    for at in 0..header {
        for to in [0u8, b'"', b'9', 0xff] {
            let mut bytes = bytes.clone();
            bytes[at] = to;
            let _ = Model::from_bytes(&bytes);
        }
    }
}
