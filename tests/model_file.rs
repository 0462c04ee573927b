//! A model file is from outside: every way to spoil one ends in a sentence.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

use facade_nn::model_file::{Model, ModelFileError};

#[path = "fixtures/small_model.rs"]
mod small_model;
use small_model::model;

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

/// Every single byte of the header changed in turn: a sentence, or a model that can be written again.
#[test]
fn a_damaged_header_is_refused_in_words_or_makes_a_whole_model() {
    let bytes = model().to_bytes().unwrap();
    let header = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let mut refused = 0;
    for at in 0..header {
        for to in [0u8, b'"', b'9', 0xff] {
            let mut bytes = bytes.clone();
            bytes[at] = to;
            match Model::from_bytes(&bytes) {
                Ok(read) => {
                    assert_eq!(read.weights.len(), model().weights.len(), "{to} at {at}");
                    let again = Model::from_bytes(&read.to_bytes().unwrap()).unwrap();
                    assert_eq!(again, read, "{to} at {at}");
                }
                Err(problem) => {
                    assert!(!matches!(problem, ModelFileError::Packing(_)), "{to} at {at}: {problem}");
                    assert!(problem.to_string().ends_with('.'), "{to} at {at}: {problem}");
                    refused += 1;
                }
            }
        }
    }
    // Most of it is names, shapes and places, of which each has its own.
    assert!(refused > 2 * header, "{refused} of {}", 4 * header);
}
