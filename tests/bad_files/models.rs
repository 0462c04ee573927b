//! Model files that cannot be used.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use facade_protocol::{Bytes, Event, Home, Request};
use facade_session::Session;
use facade_spec::Config;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde_json::{Value, json};

#[path = "../fixtures/small_model.rs"]
mod small_model;
use small_model::model;

/// A file before it is packed: what it says about itself, and its tensors by name.
struct Parts {
    says: Value,
    tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)>,
}

impl Parts {
    fn tensor(&mut self, name: &str) -> &mut (String, Dtype, Vec<usize>, Vec<u8>) {
        self.tensors.iter_mut().find(|tensor| tensor.0 == name).unwrap()
    }

    fn packed(&self) -> Vec<u8> {
        self.packed_saying(&self.says.to_string())
    }

    fn packed_saying(&self, says: &str) -> Vec<u8> {
        let view = |t: &'_ (String, Dtype, Vec<usize>, Vec<u8>)| (t.0.clone(), t.1, t.2.clone(), t.3.clone());
        let tensors: Vec<_> = self.tensors.iter().map(view).collect();
        let views = tensors.iter().map(|(name, dtype, shape, data)| {
            (name.clone(), TensorView::new(*dtype, shape.clone(), data).unwrap())
        });
        let says = HashMap::from([("facade".to_owned(), says.to_owned())]);
        safetensors::serialize(views.collect::<Vec<_>>(), Some(says)).unwrap()
    }
}

fn parts() -> Parts {
    let bytes = model().to_bytes().unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
    let says = serde_json::from_str(&header.metadata().as_ref().unwrap()["facade"]).unwrap();
    let tensor = |(name, view): (&str, TensorView<'_>)| {
        (name.to_owned(), view.dtype(), view.shape().to_vec(), view.data().to_vec())
    };
    Parts { says, tensors: file.iter().map(tensor).collect() }
}

const NONE: &str = "This is not a model file. Choose a .safetensors file that was saved here.";
const LARGE: &str =
    "This file is larger than any model that was saved here. Choose a .safetensors file that was saved here.";
const FOREIGN: &str = "This safetensors file was not saved by Facade: it does not say how to predict with its weights. Choose \
                       a file that was saved here.";

const NEIGHBOURS: &str = "what it says of its training houses does not fit";

fn unknown(what: &str) -> String {
    format!(
        "This model file is of a kind that this page cannot read ({what}). Load the page again to get its newest version."
    )
}

fn damaged(what: &str) -> String {
    format!("The model file is damaged: {what}. Save it again where it came from.")
}

/// The file with this said instead.
fn says(path: &str, value: Value) -> Vec<u8> {
    let mut parts = parts();
    *parts.says.pointer_mut(path).unwrap() = value;
    parts.packed()
}

fn changed(change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = parts();
    change(&mut parts);
    parts.packed()
}

/// A file of this header and nothing else.
fn header(text: &str) -> Vec<u8> {
    [&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
}

fn numbers(value: f32) -> impl FnOnce(&mut Parts) {
    move |parts| parts.tensor("dense1.weight").3[..4].copy_from_slice(&value.to_le_bytes())
}

fn rows() -> Vec<(&'static str, Vec<u8>, String)> {
    let sound = parts().packed();
    let row = |name: &'static str, bytes: Vec<u8>, says: &str| (name, bytes, says.to_owned());
    let config = "/summary/config";
    let set = |field: &str, value: Value| says(&format!("{config}/{field}"), value);
    let deep = "[".repeat(5000);
    let twice = r#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
    let length = damaged("its length is not what its header says");
    vec![
        row("no bytes", Vec::new(), NONE),
        row("seven bytes", vec![1; 7], NONE),
        row("a text", b"a letter, not a model".to_vec(), NONE),
        row("a photo", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01".to_vec(), NONE),
        row("its last bytes missing", sound[..sound.len() - 5].to_vec(), &length),
        row("half of it", sound[..sound.len() / 2].to_vec(), &length),
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
            parts().packed_saying("tile 32"),
            &damaged("what it says about itself cannot be read (expected ident)"),
        ),
        row(
            "words of brackets",
            parts().packed_saying(&deep),
            &damaged("what it says about itself cannot be read (invalid type: sequence, expected u32)"),
        ),
        row(
            "no version",
            changed(|p| {
                p.says.as_object_mut().unwrap().remove("version");
            }),
            &damaged("what it says about itself cannot be read (missing field `version`)"),
        ),
        row("a later version", says("/version", json!(9)), &unknown("version 9")),
        row(
            "no scale",
            changed(|p| {
                p.says.as_object_mut().unwrap().remove("scale");
            }),
            &damaged("what it says about itself cannot be read (missing field `scale`)"),
        ),
        row(
            "a scale of zero",
            says("/scale", json!(0)),
            &damaged("its price scale is not a positive number"),
        ),
        row(
            "a scale below zero",
            says("/scale", json!(-1e6)),
            &damaged("its price scale is not a positive number"),
        ),
        row(
            "a scale of nothing",
            says("/scale", Value::Null),
            &damaged("what it says about itself cannot be read (invalid type: null, expected f64)"),
        ),
        row(
            "a scale beyond numbers",
            {
                let text = parts().says.to_string().replace("\"scale\":1000000.0", "\"scale\":1e999");
                parts().packed_saying(&text)
            },
            &damaged("what it says about itself cannot be read (number out of range)"),
        ),
        row(
            "other colours",
            says("/channel_order", json!("BGR")),
            &unknown("another order of channels or photos"),
        ),
        row(
            "another montage",
            says("/montage", json!("a row")),
            &unknown("another order of channels or photos"),
        ),
        row(
            "another order of weights",
            says("/flatten_order", json!("height, width, channel")),
            &unknown("another order of channels or photos"),
        ),
        row(
            "prices the wrong way round",
            says("/summary/prices", json!([1e6, 2e4])),
            &damaged("its range of training prices is none"),
        ),
        row(
            "prices below zero",
            says("/summary/prices", json!([-2e4, 1e6])),
            &damaged("its range of training prices is none"),
        ),
        row(
            "one price",
            says("/summary/prices", json!([2e4])),
            &damaged(
                "what it says about itself cannot be read (invalid length 1, expected an array of length 2)",
            ),
        ),
        row(
            "an error below zero",
            says("/summary/test_mape", json!(-1.0)),
            &damaged("its error is below zero or no number"),
        ),
        row(
            "more epochs than it had",
            says("/summary/epochs_done", json!(100_000)),
            &damaged("it has done more epochs than it was to do"),
        ),
        row(
            "no room",
            says("/summary/rooms", json!([])),
            &damaged("what it says about itself cannot be read (rooms are one to 9 different words)"),
        ),
        row(
            "a room twice",
            says("/summary/rooms", json!(["a", "a", "b", "c"])),
            &damaged("what it says about itself cannot be read (rooms are one to 9 different words)"),
        ),
        row(
            "ten rooms",
            says("/summary/rooms", json!(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"])),
            &damaged("what it says about itself cannot be read (rooms are one to 9 different words)"),
        ),
        row(
            "three rooms, four photos",
            changed(|p| {
                p.says["summary"]["rooms"] = json!(["a", "b", "c"]);
                p.says["montage"] = json!("3 columns, 1 rows, row by row: a, b, c");
            }),
            &damaged("its rooms are not as many as its photos"),
        ),
        row(
            "a name of 2,000 letters",
            says("/summary/data", json!("x".repeat(2000))),
            &damaged("a name in it is too long"),
        ),
        row("tiles of no size", set("tile", json!(0)), &damaged("The tile size is 0 pixels")),
        row(
            "tiles of absurd size",
            set("tile", json!(u64::MAX)),
            &damaged("The tile size is 18446744073709551615 pixels"),
        ),
        row(
            "a size below zero",
            set("tile", json!(-4)),
            &damaged(
                "what it says about itself cannot be read (invalid value: integer `-4`, expected usize)",
            ),
        ),
        row(
            "larger tiles",
            set("tile", json!(8)),
            &damaged("its number of parameters is not that of its network"),
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
            &damaged("4 convolution blocks halve 8 pixels 4 times, and nothing is left"),
        ),
        row(
            "more weights than a tab holds",
            changed(|p| {
                p.says["summary"]["config"]["tile"] = json!(256);
                p.says["summary"]["config"]["filters"] = json!([512]);
            }),
            &damaged("The network would have 536886393 parameters"),
        ),
        row(
            "more weights than the file",
            changed(|p| {
                p.says["summary"]["config"]["filters"] = json!([64]);
                let config = Config { tile: 4, filters: vec![64], ..Config::default() };
                p.says["summary"]["parameters"] = json!(config.parameters(0));
            }),
            &damaged("it holds fewer weights than its network needs"),
        ),
        row("a rate of nothing", set("learning_rate", json!(0)), &damaged("The learning rate is 0")),
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
        row("no threshold", says("/neighbours/threshold", json!(0.0)), &damaged(NEIGHBOURS)),
        row("more alarms than houses", says("/neighbours/false_alarms", json!([9, 3])), &damaged(NEIGHBOURS)),
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

/// A session that tells into a list.
fn session() -> (Session, Rc<RefCell<Vec<Event>>>) {
    let events = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&events);
    (Session::new(move |event| told.borrow_mut().push(event)), events)
}

/// A sentence without where in the file the reader stood, which moves with everything that a model comes to say.
fn without_place(message: &str) -> String {
    let Some((before, after)) = message.split_once(" at line 1 column ") else { return message.to_owned() };
    format!("{before}{}", after.trim_start_matches(|c: char| c.is_ascii_digit()))
}

#[test]
fn each_bad_model_gets_its_sentence_and_the_model_before_it_still_predicts() {
    let (mut session, events) = session();
    let mut ask = |request| {
        pollster::block_on(session.handle(1, request));
        events.borrow_mut().drain(..).next().unwrap()
    };
    ask(Request::LoadModel(Bytes(model().to_bytes().unwrap())));
    let home = || Request::Predict(Home::shown(vec![128; 8 * 8 * 3]));
    let price = ask(home());
    assert!(matches!(price, Event::Predicted { .. }), "{price:?}");
    let (mut wrong, rows) = (Vec::new(), rows());
    println!("{} bad model files are told as they should be", rows.len());
    for (name, bytes, says) in rows {
        match ask(Request::LoadModel(Bytes(bytes))) {
            Event::Failed { run: None, message, .. } if without_place(&message) == says => {}
            other => wrong.push(format!("{name}: {other:?}")),
        }
        assert_eq!(ask(home()), price, "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_model_whose_numbers_run_over_gives_a_sentence_and_no_price() {
    let (mut session, events) = session();
    let mut model = model();
    model.weights.fill(f32::MAX);
    for request in [
        Request::LoadModel(Bytes(model.to_bytes().unwrap())),
        Request::Predict(Home::shown(vec![128; 8 * 8 * 3])),
    ] {
        pollster::block_on(session.handle(1, request));
    }
    let message = "The model gives no price for these photos: its weights are too large. Load another model, or train one.";
    let failed = Event::Failed { id: 1, run: None, message: message.to_owned() };
    assert_eq!(events.borrow().last(), Some(&failed));
}
