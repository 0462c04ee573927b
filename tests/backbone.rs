//! A ResNet-18 of the visitor's through the session: frozen and fine-tuned it repeats and goes on bit for bit, and a file that is
//! none ends in a sentence.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

#[path = "fixtures/resnet18.rs"]
mod resnet18;

use std::cell::RefCell;
use std::rc::Rc;

use facade_data::Dataset;
use facade_imaging::sample;
use facade_nn::model::Backbone;
use facade_protocol::{Bytes, DeviceChoice, Event, Home, Request};
use facade_session::Session;
use facade_spec::{Config, ModelKind};
use pollster::block_on;
use resnet18::{Parameter, file, parameters};
use safetensors::tensor::{Dtype, TensorView};

/// A few houses, since a test's computer looks at each photo for long.
fn houses() -> Dataset {
    let mut data = sample::dataset(32);
    data.houses.truncate(16);
    data
}

/// What a session tells that takes a backbone and trains on it.
fn run(
    backbone: Option<&[u8]>,
    config: &Config,
    resume: Option<Bytes>,
) -> (Session, Rc<RefCell<Vec<Event>>>) {
    let told = Rc::new(RefCell::new(Vec::new()));
    let events = Rc::clone(&told);
    let mut session = Session::new(move |event| events.borrow_mut().push(event));
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
    (session, told)
}

fn failure(told: &RefCell<Vec<Event>>) -> String {
    let failure = |event: &Event| match event {
        Event::Failed { message, .. } => Some(message.clone()),
        _ => None,
    };
    told.borrow().iter().find_map(failure).unwrap_or_default()
}

/// The end of a run, without the time that it took.
fn end(told: &RefCell<Vec<Event>>) -> (facade_spec::evaluation::Evaluation, Bytes) {
    let end = |event: &Event| match event {
        Event::Finished { evaluation, file, .. } => {
            Some((facade_spec::evaluation::Evaluation::clone(evaluation), file.clone()))
        }
        _ => None,
    };
    let found = told.borrow().iter().find_map(end);
    found.unwrap_or_else(|| panic!("the run did not end: {}", failure(told)))
}

fn checkpoint(told: &RefCell<Vec<Event>>, epoch: usize) -> Bytes {
    let checkpoint = |event: &Event| match event {
        Event::Checkpoint { epochs_done, state, .. } if *epochs_done == epoch => Some(state.clone()),
        _ => None,
    };
    told.borrow().iter().find_map(checkpoint).expect("a checkpoint after each epoch")
}

fn frozen() -> Config {
    Config { tile: 32, epochs: 3, members: 3, ..Config::recipe(ModelKind::Backbone) }
}

fn fine_tuned() -> Config {
    Config { epochs: 2, warm_up: 0, ..frozen().fine_tuned() }
}

/// Other weights than those by rule.
fn changed(mut change: impl FnMut(&mut Vec<Parameter>)) -> Vec<u8> {
    let mut parameters = parameters();
    change(&mut parameters);
    file(&parameters)
}

#[test]
fn a_run_on_a_backbone_repeats_goes_on_and_prices_as_its_file_does() {
    let backbone = file(&parameters());
    for config in [frozen(), fine_tuned()] {
        let (mut session, told) = run(Some(&backbone), &config, None);
        let (evaluation, model) = end(&told);
        assert!(end(&run(Some(&backbone), &config, None).1) == (evaluation.clone(), model.clone()), "twice");
        let (_, resumed) = run(Some(&backbone), &config, Some(checkpoint(&told, 1)));
        assert!(end(&resumed) == (evaluation.clone(), model.clone()), "resumed");

        block_on(session.handle(1, Request::LoadModel(model)));
        let data = houses();
        let tested = &evaluation.predictions[0];
        let position = data.houses.iter().position(|house| house.number == tested.house).unwrap();
        let home = Home::shown(data.montages.get(position).unwrap().to_vec());
        block_on(session.handle(1, Request::Predict(home)));
        let Some(Event::Predicted { price, .. }) = told.borrow().last().cloned() else { panic!() };
        assert!((price / tested.predicted - 1.0).abs() < 1e-4, "{price} and {}", tested.predicted);

        let other = changed(|parameters| parameters[0].2[0] += 1.0);
        let elsewhere = failure(&run(Some(&other), &config, Some(checkpoint(&told, 1))).1);
        assert!(elsewhere.contains("trained on other houses"), "{elsewhere}");
    }
}

#[test]
fn fine_tuning_changes_the_convolutions_and_freezing_does_not() {
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
fn what_is_no_resnet_18_ends_in_a_sentence() {
    let reason = |bytes: &[u8]| Backbone::from_bytes(bytes).err().map(|e| e.to_string()).unwrap_or_default();
    let says = |bytes: &[u8], part: &str| {
        let said = reason(bytes);
        assert!(said.contains(part) && said.contains("hoose"), "{part}: {said}");
    };
    assert_eq!(reason(&file(&parameters())), "");
    says(b"", "not a safetensors file");
    says(b"something else, and long enough to be a header", "not a safetensors file");
    let missing = |name: &str| changed(|parameters| parameters.retain(|(each, ..)| each != name));
    says(&missing("conv1.weight"), "no “conv1.weight”");
    says(&missing("layer3.0.downsample.1.running_var"), "no “layer3.0.downsample.1.running_var”");
    let prefixed = changed(|parameters| parameters.iter_mut().for_each(|p| p.0 = format!("resnet.{}", p.0)));
    says(&prefixed, "in the names of torchvision or timm");
    let deeper = changed(|all| all.push(("layer1.2.conv1.weight".into(), vec![1], vec![0.0])));
    says(&deeper, "“layer1.2.conv1.weight”, which a ResNet-18 does not have");
    let shape = changed(|all| all[0].1 = vec![64, 3, 49, 1]);
    says(&shape, "“conv1.weight” has the shape [64, 3, 49, 1], and in a ResNet-18 [64, 3, 7, 7]");
    says(&changed(|all| all[7].2[3] = f32::NAN), "values that no trained network has");
    says(&changed(|all| all[4].2[3] = -1.0), "“bn1.running_var” has values that no trained network has");
    let whole = file(&parameters());
    says(&whole[..whole.len() - 1], "not a safetensors file");

    let (_, told) = run(None, &frozen(), None);
    assert!(failure(&told).contains("Choose its .safetensors file"), "{}", failure(&told));
    let (_, told) = run(Some(&whole), &Config { tile: 31, ..frozen() }, None);
    assert!(failure(&told).contains("photos of 32 pixels and more"), "{}", failure(&told));
    let (_, told) = run(Some(&whole), &Config { members: 2, ..fine_tuned() }, None);
    assert!(failure(&told).contains("fine-tuned"), "{}", failure(&told));
}

#[test]
fn a_backbone_that_is_refused_leaves_the_one_before_it() {
    let (mut session, told) = run(Some(&file(&parameters())), &frozen(), None);
    let _ = end(&told);
    told.borrow_mut().clear();
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
    assert!(failure(&told).contains("not a safetensors file"));
    let _ = end(&told);
}

#[test]
fn a_file_of_another_precision_or_of_absurd_values_is_told() {
    let say = |bytes: &[u8]| Backbone::from_bytes(bytes).unwrap_err().to_string();
    // Finite, and beyond all numbers once its normalisation is folded into it.
    let absurd = changed(|all| {
        all[0].2[0] = 3e38;
        all[1].2[0] = 3e38;
    });
    assert!(say(&absurd).contains("“conv1” has values that no trained network has"), "{}", say(&absurd));

    let bytes = vec![0; 64 * 3 * 7 * 7 * 2];
    let half = TensorView::new(Dtype::F16, vec![64, 3, 7, 7], &bytes).unwrap();
    let half = safetensors::serialize([("conv1.weight", half)], None).unwrap();
    assert!(
        say(&half).contains("“conv1.weight” is of type F16. Save the weights in single precision"),
        "{}",
        say(&half)
    );
}
