//! A model file is untrusted input: every damage is reported.

use crate::small_model::model;
use facade_nn::model_file::{Model, ModelFileError};

fn error_of(bytes: &[u8]) -> String {
    Model::from_bytes(bytes).unwrap_err().to_string()
}

/// The file with a word of its header replaced by one of the same length.
fn replace(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|w| w == from.as_bytes()).expect(from);
    let mut bytes = bytes.to_vec();
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    bytes
}

#[test]
fn a_model_round_trips() {
    let bytes = model().to_bytes().unwrap();
    assert_eq!(Model::from_bytes(&bytes).unwrap(), model());
    // Models of earlier versions have no neighbours.
    let without = Model { neighbours: None, ..model() };
    assert_eq!(Model::from_bytes(&without.to_bytes().unwrap()).unwrap(), without);
}

#[test]
fn files_other_than_models_are_refused() {
    let bytes = model().to_bytes().unwrap();
    assert!(error_of(b"").contains("not a model file"));
    assert!(error_of(b"a letter, not a model").contains("not a model file"));
    assert!(error_of(&bytes[..bytes.len() - 5]).contains("damaged"));
    let foreign = safetensors::serialize(Vec::<(String, safetensors::tensor::TensorView<'_>)>::new(), None);
    assert!(error_of(&foreign.unwrap()).contains("not saved by Facade"));
}

#[test]
fn an_invalid_model_is_refused() {
    let bytes = model().to_bytes().unwrap();
    assert!(error_of(&replace(&bytes, r#"version\":1"#, r#"version\":9"#)).contains("version 9"));
    assert!(error_of(&replace(&bytes, "RGB, divided", "BGR, divided")).contains("another order"));
    assert!(error_of(&replace(&bytes, r#"\"tile\":4"#, r#"\"tile\":0"#)).contains("Tile size"));
    assert!(error_of(&replace(&bytes, r#"\"tile\":4"#, r#"\"tile\":9"#)).contains("number of parameters"));
    assert!(error_of(&replace(&bytes, "scale\\\":1000000.0", "scale\\\":-100000.0")).contains("scale"));
    assert!(error_of(&replace(&bytes, "[20000.0,", "[-2000.0,")).contains("training prices"));
    assert!(error_of(&replace(&bytes, "dense1.bias", "dense9.bias")).contains("dense1.bias is missing"));
    let mut nan = model();
    nan.weights[3] = f32::NAN;
    assert!(error_of(&nan.to_bytes().unwrap()).contains("not numbers"));
}

/// Every byte of the header is replaced in turn: the result is an error, or a model that round-trips.
#[test]
fn a_damaged_header_is_refused_or_gives_a_valid_model() {
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
    // Most of the header is names, shapes and offsets, which have one valid value each.
    assert!(refused > 2 * header, "{refused} of {}", 4 * header);
}
