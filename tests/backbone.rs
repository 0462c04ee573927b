//! A session with a ResNet-18 or an EfficientNet-Lite0 that the visitor provides: frozen and fine-tuned runs are reproducible and resume
//! bit-identically, and an unusable file is reported.

use std::cell::RefCell;
use std::rc::Rc;

use crate::{lite0, resnet18};
use facade_data::Dataset;
use facade_imaging::sample;
use facade_nn::model::Backbone;
use facade_protocol::{Bytes, DeviceChoice, Event, Home, Request};
use facade_session::Session;
use facade_spec::{Architecture, Config, ModelKind};
use pollster::block_on;
use resnet18::{Parameter, file, parameters};
use safetensors::tensor::{Dtype, TensorView};

/// Few houses, since a ResNet-18 is slow on the CPU.
fn houses() -> Dataset {
    let mut data = sample::dataset(32);
    data.houses.truncate(16);
    data
}

/// Loads a backbone and trains on it; returns the session and its events.
fn run(
    backbone: Option<&[u8]>,
    config: &Config,
    resume: Option<Bytes>,
) -> (Session, Rc<RefCell<Vec<Event>>>) {
    let events = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&events);
    let mut session = Session::new(move |event| sink.borrow_mut().push(event));
    block_on(async {
        session.handle(1, Request::Load(Box::new(houses()))).await;
        if let Some(file) = backbone {
            session.handle(1, Request::LoadBackbone(Bytes(file.to_vec()))).await;
        }
        let (config, device) = (config.clone(), DeviceChoice::Cpu);
        session.handle(1, Request::Train { run: 1, config, device, excluded: Vec::new(), resume }).await;
        while session.is_training() {
            session.advance().await;
        }
    });
    (session, events)
}

fn failure(events: &RefCell<Vec<Event>>) -> String {
    let failure = |event: &Event| match event {
        Event::Failed { message, .. } => Some(message.clone()),
        _ => None,
    };
    events.borrow().iter().find_map(failure).unwrap_or_default()
}

/// The results of a run, without its duration.
fn end(events: &RefCell<Vec<Event>>) -> (facade_spec::evaluation::Evaluation, Bytes) {
    let end = |event: &Event| match event {
        Event::Finished { evaluation, file, .. } => {
            Some((facade_spec::evaluation::Evaluation::clone(evaluation), file.clone()))
        }
        _ => None,
    };
    let found = events.borrow().iter().find_map(end);
    found.unwrap_or_else(|| panic!("the run did not end: {}", failure(events)))
}

fn checkpoint(events: &RefCell<Vec<Event>>, epoch: usize) -> Bytes {
    let checkpoint = |event: &Event| match event {
        Event::Checkpoint { epochs_done, state, .. } if *epochs_done == epoch => Some(state.clone()),
        _ => None,
    };
    events.borrow().iter().find_map(checkpoint).expect("a checkpoint after each epoch")
}

fn frozen() -> Config {
    Config { tile: 32, epochs: 3, cross_fit_folds: 3, ..Config::recipe(ModelKind::Backbone) }
}

fn frozen_lite0() -> Config {
    Config { architecture: Architecture::EfficientnetLite0, ..frozen() }
}

fn fine_tuned() -> Config {
    Config { epochs: 2, warm_up: 0, ..frozen().fine_tuned() }
}

/// A weights file with changed parameters.
fn changed(mut change: impl FnMut(&mut Vec<Parameter>)) -> Vec<u8> {
    let mut parameters = parameters();
    change(&mut parameters);
    file(&parameters)
}

#[test]
fn a_run_on_a_backbone_is_reproducible_resumes_and_predicts_like_its_saved_model() {
    let [resnet18, lite0] = [parameters(), lite0::parameters()].map(|parameters| file(&parameters));
    for (backbone, config) in [(&resnet18, frozen()), (&resnet18, fine_tuned()), (&lite0, frozen_lite0())] {
        let (mut session, events) = run(Some(backbone), &config, None);
        let (evaluation, model) = end(&events);
        assert!(
            end(&run(Some(backbone), &config, None).1) == (evaluation.clone(), model.clone()),
            "repeated"
        );
        let (_, resumed) = run(Some(backbone), &config, Some(checkpoint(&events, 1)));
        assert!(end(&resumed) == (evaluation.clone(), model.clone()), "resumed");

        block_on(session.handle(1, Request::LoadModel(model)));
        let data = houses();
        let tested = &evaluation.predictions[0];
        let position = data.houses.iter().position(|house| house.id == tested.house).unwrap();
        let home = Home::from_montage(data.montages.get(position).unwrap().to_vec());
        block_on(session.handle(1, Request::Predict(home)));
        let Some(Event::Predicted { price, .. }) = events.borrow().last().cloned() else { panic!() };
        assert!((price / tested.predicted - 1.0).abs() < 1e-4, "{price} and {}", tested.predicted);

        let mut other =
            if config.architecture == Architecture::Resnet18 { parameters() } else { lite0::parameters() };
        other[0].2[0] += 1.0;
        let other = file(&other);
        let elsewhere = failure(&run(Some(&other), &config, Some(checkpoint(&events, 1))).1);
        assert!(elsewhere.contains("trained on other houses"), "{elsewhere}");
    }
}

#[test]
fn fine_tuning_changes_the_convolutions_and_freezing_keeps_them() {
    let backbone = file(&parameters());
    let first = Backbone::from_bytes(&backbone).unwrap().values()[0];
    for (config, same) in [(frozen(), true), (fine_tuned(), false)] {
        let (_, model) = end(&run(Some(&backbone), &config, None).1);
        let model = safetensors::SafeTensors::deserialize(&model.0).unwrap();
        let weight = model.tensor("backbone.conv1.weight").unwrap();
        let after = f32::from_le_bytes(*weight.data().first_chunk().unwrap());
        assert_eq!(after == first, same, "{after} and {first}");
    }
}

#[test]
fn files_other_than_a_backbone_are_reported() {
    let reason = |bytes: &[u8]| Backbone::from_bytes(bytes).err().map(|e| e.to_string()).unwrap_or_default();
    let expect_error = |bytes: &[u8], part: &str| {
        let message = reason(bytes);
        assert!(message.contains(part) && message.contains("hoose"), "{part}: {message}");
    };
    assert_eq!(reason(&file(&parameters())), "");
    expect_error(b"", "not a safetensors file");
    expect_error(b"something else, and long enough to be a header", "not a safetensors file");
    let missing = |name: &str| changed(|parameters| parameters.retain(|(each, ..)| each != name));
    expect_error(
        &missing("conv1.weight"),
        "contains neither “conv1.weight”, as a ResNet-18 does, nor “conv_stem.weight”",
    );
    expect_error(
        &missing("layer3.0.downsample.1.running_var"),
        "does not contain “layer3.0.downsample.1.running_var”",
    );
    let prefixed = changed(|parameters| parameters.iter_mut().for_each(|p| p.0 = format!("resnet.{}", p.0)));
    expect_error(
        &prefixed,
        "with the parameter names of torchvision or timm, or an EfficientNet-Lite0 with those of timm",
    );
    let deeper = changed(|all| all.push(("layer1.2.conv1.weight".into(), vec![1], vec![0.0])));
    expect_error(&deeper, "“layer1.2.conv1.weight”, which ResNet-18 does not have");
    let shape = changed(|all| all[0].1 = vec![64, 3, 49, 1]);
    expect_error(&shape, "“conv1.weight” has the shape [64, 3, 49, 1]; in ResNet-18, it is [64, 3, 7, 7]");
    expect_error(&changed(|all| all[7].2[3] = f32::NAN), "values that no trained network has");
    expect_error(
        &changed(|all| all[4].2[3] = -1.0),
        "“bn1.running_var” has values that no trained network has",
    );
    let whole = file(&parameters());
    expect_error(&whole[..whole.len() - 1], "not a safetensors file");

    let of_lite0 = |change: fn(&mut Vec<Parameter>)| {
        let mut parameters = lite0::parameters();
        change(&mut parameters);
        file(&parameters)
    };
    assert_eq!(reason(&of_lite0(|_| {})), "");
    expect_error(
        &of_lite0(|all| all.retain(|(name, ..)| name != "blocks.3.1.bn3.running_mean")),
        "looks like EfficientNet-Lite0, but it does not contain “blocks.3.1.bn3.running_mean”",
    );
    // Of a larger one, and of an EfficientNet with squeeze-and-excitation.
    for name in ["blocks.1.2.conv_pw.weight", "blocks.0.0.se.conv_reduce.weight"] {
        let other = [lite0::parameters(), vec![(name.to_owned(), vec![1], vec![0.0])]].concat();
        expect_error(&file(&other), &format!("“{name}”, which EfficientNet-Lite0 does not have"));
    }
    expect_error(
        &of_lite0(|all| all[5].1 = vec![32, 9, 1, 1]),
        "“blocks.0.0.conv_dw.weight” has the shape [32, 9, 1, 1]; in EfficientNet-Lite0, it is [32, 1, 3, 3]",
    );

    let (_, events) = run(None, &frozen(), None);
    assert!(failure(&events).contains("Choose their .safetensors file"), "{}", failure(&events));
    let (_, events) = run(Some(&whole), &Config { tile: 31, ..frozen() }, None);
    assert!(failure(&events).contains("needs at least 32"), "{}", failure(&events));
    let (_, events) = run(Some(&whole), &frozen_lite0(), None);
    let other = "The settings say EfficientNet-Lite0, but the file that you chose is ResNet-18.";
    assert!(failure(&events).contains(other), "{}", failure(&events));
    let lite0 = file(&lite0::parameters());
    let tuned = Config { architecture: Architecture::EfficientnetLite0, ..fine_tuned() };
    let (_, events) = run(Some(&lite0), &tuned, None);
    assert!(failure(&events).contains("EfficientNet-Lite0 is only used frozen"), "{}", failure(&events));
    let (_, events) = run(Some(&whole), &Config { cross_fit_folds: 2, ..fine_tuned() }, None);
    assert!(failure(&events).contains("fine-tuned"), "{}", failure(&events));
}

#[test]
fn a_refused_backbone_keeps_the_former_one() {
    let (mut session, events) = run(Some(&file(&parameters())), &frozen(), None);
    let _ = end(&events);
    events.borrow_mut().clear();
    let config = frozen();
    block_on(async {
        session.handle(1, Request::LoadBackbone(Bytes(vec![1; 100]))).await;
        session
            .handle(
                1,
                Request::Train {
                    run: 2,
                    config,
                    device: DeviceChoice::Cpu,
                    excluded: Vec::new(),
                    resume: None,
                },
            )
            .await;
        while session.is_training() {
            session.advance().await;
        }
    });
    assert!(failure(&events).contains("not a safetensors file"));
    let _ = end(&events);
}

#[test]
fn a_file_of_another_precision_or_with_absurd_values_is_reported() {
    let message = |bytes: &[u8]| Backbone::from_bytes(bytes).unwrap_err().to_string();
    // Finite, but infinite once the batch normalisation is folded into the convolution.
    let absurd = changed(|all| {
        all[0].2[0] = 3e38;
        all[1].2[0] = 3e38;
    });
    assert!(
        message(&absurd).contains("“conv1” has values that no trained network has"),
        "{}",
        message(&absurd)
    );

    let bytes = vec![0; 64 * 3 * 7 * 7 * 2];
    let half = TensorView::new(Dtype::F16, vec![64, 3, 7, 7], &bytes).unwrap();
    let half = safetensors::serialize([("conv1.weight", half)], None).unwrap();
    assert!(
        message(&half).contains("“conv1.weight” is of type F16. Save the weights in single precision"),
        "{}",
        message(&half)
    );
}
