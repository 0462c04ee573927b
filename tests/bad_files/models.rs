//! Unusable model files.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::small_model::model;
use facade_protocol::{Bytes, Event, Home, Request};
use facade_session::Session;
use facade_spec::Config;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde_json::{Value, json};

/// The parts of a model file: its metadata, and its tensors by name.
struct Parts {
    metadata: Value,
    tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)>,
}

impl Parts {
    fn tensor(&mut self, name: &str) -> &mut (String, Dtype, Vec<usize>, Vec<u8>) {
        self.tensors.iter_mut().find(|tensor| tensor.0 == name).unwrap()
    }

    fn packed(&self) -> Vec<u8> {
        self.packed_with(&self.metadata.to_string())
    }

    fn packed_with(&self, metadata: &str) -> Vec<u8> {
        let view = |t: &'_ (String, Dtype, Vec<usize>, Vec<u8>)| (t.0.clone(), t.1, t.2.clone(), t.3.clone());
        let tensors: Vec<_> = self.tensors.iter().map(view).collect();
        let views = tensors.iter().map(|(name, dtype, shape, data)| {
            (name.clone(), TensorView::new(*dtype, shape.clone(), data).unwrap())
        });
        let metadata = HashMap::from([("facade".to_owned(), metadata.to_owned())]);
        safetensors::serialize(views.collect::<Vec<_>>(), Some(metadata)).unwrap()
    }
}

fn parts() -> Parts {
    let bytes = model().to_bytes().unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
    let metadata = serde_json::from_str(&header.metadata().as_ref().unwrap()["facade"]).unwrap();
    let tensor = |(name, view): (&str, TensorView<'_>)| {
        (name.to_owned(), view.dtype(), view.shape().to_vec(), view.data().to_vec())
    };
    Parts { metadata, tensors: file.iter().map(tensor).collect() }
}

const NONE: &str = "This is not a model file. Choose a .safetensors file that was saved by Facade.";
const LARGE: &str =
    "This file is larger than any model of Facade. Choose a .safetensors file that was saved by Facade.";
const FOREIGN: &str = "This safetensors file was not saved by Facade: it does not describe how to predict with its weights. Choose \
                       a file that was saved by Facade.";

const NEIGHBOURS: &str = "its data about the training houses is inconsistent";

fn unknown(what: &str) -> String {
    format!(
        "This page cannot read this kind of model file ({what}). Reload the page to get its newest version."
    )
}

fn damaged(what: &str) -> String {
    format!("The model file is damaged: {what}. Save the model again, and load the new file.")
}

/// A file with another value in its metadata.
fn with_metadata(path: &str, value: Value) -> Vec<u8> {
    let mut parts = parts();
    *parts.metadata.pointer_mut(path).unwrap() = value;
    parts.packed()
}

fn changed(change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = parts();
    change(&mut parts);
    parts.packed()
}

/// A file with this header only.
fn header(text: &str) -> Vec<u8> {
    [&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
}

fn numbers(value: f32) -> impl FnOnce(&mut Parts) {
    move |parts| parts.tensor("dense1.weight").3[..4].copy_from_slice(&value.to_le_bytes())
}

fn rows() -> Vec<(&'static str, Vec<u8>, String)> {
    let sound = parts().packed();
    let row = |name: &'static str, bytes: Vec<u8>, message: &str| (name, bytes, message.to_owned());
    let config = "/summary/config";
    let set = |field: &str, value: Value| with_metadata(&format!("{config}/{field}"), value);
    let deep = "[".repeat(5000);
    let twice = r#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
    let length = damaged("its length differs from its header");
    vec![
        row("no bytes", Vec::new(), NONE),
        row("seven bytes", vec![1; 7], NONE),
        row("a text", b"a letter, not a model".to_vec(), NONE),
        row("a photo", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01".to_vec(), NONE),
        row("its last bytes missing", sound[..sound.len() - 5].to_vec(), &length),
        row("its last quarter missing", sound[..sound.len() / 4 * 3].to_vec(), &length),
        row("more behind it", [&sound[..], &[0; 9]].concat(), &length),
        row("a header longer than the file", [&[0xff; 8][..], b"{}"].concat(), NONE),
        row(
            "a header of a gigabyte in a short file",
            [&(1u64 << 30).to_le_bytes()[..], b"{}"].concat(),
            NONE,
        ),
        row("a header of two megabytes", header(&" ".repeat(2 << 20)), LARGE),
        row("100 MB", vec![0; 100 << 20], LARGE),
        row("a header that is not JSON", header("{\"x\": "), NONE),
        row("a header that is not UTF-8", [&4u64.to_le_bytes()[..], b"{\"\xff\"", b"}"].concat(), NONE),
        row("a header of brackets", header(&deep), NONE),
        row("two tensors in one place", [header(twice), vec![0; 4]].concat(), NONE),
        row(
            "a tensor of more bytes than a number can count",
            [
                header(r#"{"x":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,4]}}"#),
                vec![0; 4],
            ]
            .concat(),
            NONE,
        ),
        row("no tensor, no word", header("{}"), FOREIGN),
        row("another program's", header(r#"{"__metadata__":{"format":"pt"}}"#), FOREIGN),
        row(
            "words that are not JSON",
            parts().packed_with("tile 32"),
            &damaged("its description cannot be read (expected ident)"),
        ),
        row(
            "words of brackets",
            parts().packed_with(&deep),
            &damaged("its description cannot be read (invalid type: sequence, expected u32)"),
        ),
        row(
            "no version",
            changed(|p| {
                p.metadata.as_object_mut().unwrap().remove("version");
            }),
            &damaged("its description cannot be read (missing field `version`)"),
        ),
        row("a later version", with_metadata("/version", json!(9)), &unknown("version 9")),
        row(
            "no scale",
            changed(|p| {
                p.metadata.as_object_mut().unwrap().remove("scale");
            }),
            &damaged("its description cannot be read (missing field `scale`)"),
        ),
        row(
            "a scale of zero",
            with_metadata("/scale", json!(0)),
            &damaged("its price scale is not a positive number"),
        ),
        row(
            "a scale below zero",
            with_metadata("/scale", json!(-1e6)),
            &damaged("its price scale is not a positive number"),
        ),
        row(
            "a scale of nothing",
            with_metadata("/scale", Value::Null),
            &damaged("its description cannot be read (invalid type: null, expected f64)"),
        ),
        row(
            "a scale beyond numbers",
            {
                let text = parts().metadata.to_string().replace("\"scale\":1000000.0", "\"scale\":1e999");
                parts().packed_with(&text)
            },
            &damaged("its description cannot be read (number out of range)"),
        ),
        row(
            "other colours",
            with_metadata("/channel_order", json!("BGR")),
            &unknown("another order of channels or photos"),
        ),
        row(
            "another montage",
            with_metadata("/montage", json!("a row")),
            &unknown("another order of channels or photos"),
        ),
        row(
            "another order of weights",
            with_metadata("/flatten_order", json!("height, width, channel")),
            &unknown("another order of channels or photos"),
        ),
        row(
            "prices the wrong way round",
            with_metadata("/summary/prices", json!([1e6, 2e4])),
            &damaged("its range of training prices is invalid"),
        ),
        row(
            "prices below zero",
            with_metadata("/summary/prices", json!([-2e4, 1e6])),
            &damaged("its range of training prices is invalid"),
        ),
        row(
            "one price",
            with_metadata("/summary/prices", json!([2e4])),
            &damaged("its description cannot be read (invalid length 1, expected an array of length 2)"),
        ),
        row(
            "an error below zero",
            with_metadata("/summary/test_mape", json!(-1.0)),
            &damaged("its error is negative or not a number"),
        ),
        row(
            "more epochs than it had",
            with_metadata("/summary/epochs_done", json!(100_000)),
            &damaged("more epochs are done than were planned"),
        ),
        row(
            "no room",
            with_metadata("/summary/rooms", json!([])),
            &damaged("its description cannot be read (expected one to 9 distinct room names)"),
        ),
        row(
            "a room twice",
            with_metadata("/summary/rooms", json!(["a", "a", "b", "c"])),
            &damaged("its description cannot be read (expected one to 9 distinct room names)"),
        ),
        row(
            "ten rooms",
            with_metadata("/summary/rooms", json!(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"])),
            &damaged("its description cannot be read (expected one to 9 distinct room names)"),
        ),
        row(
            "three rooms, four photos",
            changed(|p| {
                p.metadata["summary"]["rooms"] = json!(["a", "b", "c"]);
                p.metadata["montage"] = json!("3 columns, 1 rows, row by row: a, b, c");
            }),
            &damaged("its number of rooms differs from its number of photos"),
        ),
        row(
            "a name of 2,000 letters",
            with_metadata("/summary/data", json!("x".repeat(2000))),
            &damaged("a name in it is too long"),
        ),
        row("tiles of no size", set("tile", json!(0)), &damaged("Tile size: 0 is out of range")),
        row(
            "tiles of absurd size",
            set("tile", json!(u64::MAX)),
            &damaged("Tile size: 18,446,744,073,709,551,615 is out of range"),
        ),
        row(
            "a size below zero",
            set("tile", json!(-4)),
            &damaged("its description cannot be read (invalid value: integer `-4`, expected usize)"),
        ),
        row(
            "larger tiles",
            set("tile", json!(8)),
            &damaged("its number of parameters does not match its network"),
        ),
        row(
            "no filter",
            set("filters", json!([])),
            &damaged(
                "Each convolution block needs 1 to 512 filters, and there must be 1 to 6 blocks, as in 16, 32, 64",
            ),
        ),
        row(
            "absurd filters",
            set("filters", json!([4_000_000_000u64])),
            &damaged(
                "Each convolution block needs 1 to 512 filters, and there must be 1 to 6 blocks, as in 16, 32, 64",
            ),
        ),
        row(
            "a thousand blocks",
            set("filters", json!(vec![1; 1000])),
            &damaged(
                "Each convolution block needs 1 to 512 filters, and there must be 1 to 6 blocks, as in 16, 32, 64",
            ),
        ),
        row(
            "more blocks than pixels",
            set("filters", json!([2, 2, 2, 2])),
            &damaged("4 convolution blocks halve 8 pixels 4 times, which leaves nothing"),
        ),
        row(
            "more weights than a tab holds",
            changed(|p| {
                p.metadata["summary"]["config"]["tile"] = json!(256);
                p.metadata["summary"]["config"]["filters"] = json!([512]);
            }),
            &damaged("The network would have 536886393 parameters, but at most 20000000 are allowed"),
        ),
        row(
            "more weights than the file",
            changed(|p| {
                p.metadata["summary"]["config"]["filters"] = json!([64]);
                let config = Config { tile: 4, filters: vec![64], ..Config::default() };
                p.metadata["summary"]["parameters"] = json!(config.parameters(0));
            }),
            &damaged("it holds fewer weights than its network needs"),
        ),
        row(
            "a rate of nothing",
            set("learning_rate", json!(0)),
            &damaged("Learning rate: 0 is out of range"),
        ),
        row(
            "a weight missing",
            changed(|p| p.tensor("dense1.bias").0 = "dense9.bias".into()),
            &damaged("dense1.bias is missing"),
        ),
        row(
            "a weight turned",
            changed(|p| p.tensor("dense1.weight").2.reverse()),
            &damaged("dense1.weight has another shape or type"),
        ),
        row(
            "whole numbers for weights",
            changed(|p| p.tensor("dense1.bias").1 = Dtype::I32),
            &damaged("dense1.bias has another shape or type"),
        ),
        row(
            "a weight that is no number",
            changed(numbers(f32::NAN)),
            &damaged("some of its weights are not numbers"),
        ),
        row(
            "a weight without end",
            changed(numbers(f32::INFINITY)),
            &damaged("some of its weights are not numbers"),
        ),
        row(
            "a variance below zero",
            changed(|p| {
                p.tensor("norm.moving_variance").3[..4].copy_from_slice(&(-0.5f32).to_le_bytes());
            }),
            &damaged("norm.moving_variance has values below zero"),
        ),
        row(
            "training houses without their prices",
            changed(|p| p.tensor("neighbours.prices").0 = "prices".into()),
            &damaged(NEIGHBOURS),
        ),
        row("no threshold", with_metadata("/neighbours/threshold", json!(0.0)), &damaged(NEIGHBOURS)),
        row(
            "more alarms than houses",
            with_metadata("/neighbours/false_alarms", json!([9, 3])),
            &damaged(NEIGHBOURS),
        ),
        row(
            "directions of another space",
            changed(|p| {
                let axes = p.tensor("neighbours.axes");
                axes.2 = vec![2, 31];
                axes.3.truncate(2 * 31 * 4);
            }),
            &damaged(NEIGHBOURS),
        ),
        row(
            "a place that is no number",
            changed(|p| p.tensor("neighbours.places").3[..4].copy_from_slice(&f32::NAN.to_le_bytes())),
            &damaged(NEIGHBOURS),
        ),
        row(
            "no usual deviation",
            changed(|p| p.tensor("neighbours.usual").3[4..8].fill(0)),
            &damaged(NEIGHBOURS),
        ),
        row(
            "a house fewer than places",
            changed(|p| {
                let houses = p.tensor("neighbours.houses");
                houses.2 = vec![1];
                houses.3.truncate(4);
            }),
            &damaged(NEIGHBOURS),
        ),
    ]
}

/// A session that collects its events.
fn session() -> (Session, Rc<RefCell<Vec<Event>>>) {
    let events = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&events);
    (Session::new(move |event| sink.borrow_mut().push(event)), events)
}

/// The message without the parser's position, which changes with every new field of the metadata.
fn without_position(message: &str) -> String {
    let Some((before, after)) = message.split_once(" at line 1 column ") else { return message.to_owned() };
    format!("{before}{}", after.trim_start_matches(|c: char| c.is_ascii_digit()))
}

#[test]
fn each_bad_model_is_reported_and_the_former_model_still_predicts() {
    let (mut session, events) = session();
    let mut ask = |request| {
        pollster::block_on(session.handle(1, request));
        events.borrow_mut().drain(..).next().unwrap()
    };
    ask(Request::LoadModel(Bytes(model().to_bytes().unwrap())));
    let home = || Request::Predict(Home::from_montage(vec![128; 8 * 8 * 3]));
    let price = ask(home());
    assert!(matches!(price, Event::Predicted { .. }), "{price:?}");
    let (mut wrong, rows) = (Vec::new(), rows());
    println!("{} bad model files are reported as expected", rows.len());
    for (name, bytes, expected) in rows {
        match ask(Request::LoadModel(Bytes(bytes))) {
            Event::Failed { run: None, message, .. } if without_position(&message) == expected => {}
            other => wrong.push(format!("{name}: {other:?}")),
        }
        assert_eq!(ask(home()), price, "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_model_whose_activations_overflow_is_reported_and_gives_no_price() {
    let (mut session, events) = session();
    let mut model = model();
    model.weights.fill(f32::MAX);
    for request in [
        Request::LoadModel(Bytes(model.to_bytes().unwrap())),
        Request::Predict(Home::from_montage(vec![128; 8 * 8 * 3])),
    ] {
        pollster::block_on(session.handle(1, request));
    }
    let message = "The model predicts no price for these photos: its weights are too large. Load another model, or train one.";
    let failed = Event::Failed { id: 1, run: None, message: message.to_owned() };
    assert_eq!(events.borrow().last(), Some(&failed));
}
