//! Requests to the workers: failures, models and exports.

use std::sync::Arc;

use facade_app::explanation::ExplainTarget;
use facade_app::file_name::Extension;
use facade_app::notice::Place;
use facade_app::run::RunState;
use facade_app::state::State;
use facade_app::{Message, home_inputs};
use facade_protocol::{Bytes, Event};

use super::{dataset, done, failed, model_loaded, places, predicted, running, tiled};

#[test]
fn failures_are_reported_where_the_visitor_acted() {
    let mut state = done();
    let asked = [
        (state.request_model("x.safetensors".to_string(), Arc::new(vec![1])), Place::Predict),
        (state.request_backbone("y.safetensors".to_string()), Place::Train),
        (state.request_explanation(ExplainTarget::House(3.into())), Place::Results),
        (state.request_explanation(ExplainTarget::Home), Place::Predict),
        (state.request_export().unwrap(), Place::Predict),
        (state.request_price(), Place::Predict),
    ];
    // In any order.
    for (id, place) in asked.into_iter().rev() {
        state.notices.clear();
        state.apply(failed(id), 0.0);
        assert_eq!(places(&state), [place]);
    }
    assert!(!state.is_loading_model() && !state.is_loading_backbone() && !state.is_pricing_home());
    assert!(state.explanations.is_empty());
    assert_eq!(state.model.as_ref().unwrap().run, Some(1), "the former model stays");
    state.notices.clear();
    state.apply(failed(asked[0].0), 0.0);
    assert!(state.notices.is_empty(), "the request is no longer pending");

    let failed = || {
        let message = "It did not work.".to_string();
        Message::Session(Event::Failed { id: 1, run: Some(1), message })
    };
    let mut state = running();
    state.apply(failed(), 0.0);
    assert_eq!(places(&state), [Place::Train]);
    assert_eq!(state.runs[0].state, RunState::Failed);
    state.apply(failed(), 0.0);
    assert_eq!(state.notices.len(), 1, "the same error is not shown twice");
}

#[test]
fn a_model_from_a_file_replaces_the_trained_one() {
    let mut state = done();
    let id = state.request_model("mine.safetensors".to_string(), Arc::new(vec![1, 2]));
    state.apply(model_loaded(id, 64), 0.0);
    let model = state.model.as_ref().unwrap();
    assert_eq!((model.run, model.file_name.as_str()), (None, "mine.safetensors"));
    assert_eq!(home_inputs::home_tile(&state), 64);
    assert!(state.notices[0].text.contains("mine.safetensors"));
}

#[test]
fn stored_houses_that_are_refused_do_not_affect_the_stored_model() {
    let mut state = State::default();
    state.apply(Message::DatasetRestored(dataset(8, 2)), 0.0);
    let kept = state.request_restored_model("kept.safetensors".to_string(), Arc::new(vec![1]), None);
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::DatasetRejected { message: "The houses were lost.".to_string() }, 0.0);
    assert_eq!(places(&state), [Place::Data]);
    state.apply(model_loaded(kept, 32), 0.0);
    let model = state.model.as_ref().unwrap();
    assert_eq!((model.file_name.as_str(), model.restored), ("kept.safetensors", true));
    assert_eq!(places(&state), [Place::Data], "the stored model is restored without a notice");
}

#[test]
fn two_models_loading_at_once_are_not_confused() {
    let two = |state: &mut State| {
        ["b", "c"].map(|name| state.request_model(format!("{name}.safetensors"), Arc::new(name.into())))
    };
    let name = |state: &State| state.model.as_ref().map(|model| model.file_name.clone()).unwrap();
    let mut state = done();
    let [b, c] = two(&mut state);
    state.apply(model_loaded(b, 16), 0.0);
    assert_eq!((name(&state).as_str(), home_inputs::home_tile(&state)), ("b.safetensors", 16));
    assert!(state.is_loading_model());
    state.apply(model_loaded(c, 64), 0.0);
    assert_eq!((name(&state).as_str(), home_inputs::home_tile(&state)), ("c.safetensors", 64));
    assert_eq!(state.model.as_ref().unwrap().file.as_slice(), b"c");
    assert_eq!(state.previous_model.as_ref().unwrap().file_name, "b.safetensors");

    let mut state = done();
    let [b, c] = two(&mut state);
    state.apply(failed(b), 0.0);
    assert!(state.is_loading_model());
    state.apply(model_loaded(c, 64), 0.0);
    assert_eq!((name(&state).as_str(), state.is_loading_model()), ("c.safetensors", false));

    let mut state = done();
    let [b, c] = two(&mut state);
    state.apply(model_loaded(b, 16), 0.0);
    state.apply(failed(c), 0.0);
    assert_eq!((name(&state).as_str(), state.is_loading_model()), ("b.safetensors", false));
}

#[test]
fn a_restored_model_is_not_taken_for_the_visitors() {
    let mut state = done();
    let offered = state.request_model("mine.safetensors".to_string(), Arc::new(vec![1]));
    // A new worker loads the model in use. The id of that request is from the same sequence.
    let restored = state.request_ids().next();
    state.apply(model_loaded(restored, 32), 0.0);
    assert_eq!(state.model.as_ref().unwrap().run, Some(1));
    assert!(state.is_loading_model());
    state.apply(model_loaded(offered, 64), 0.0);
    assert_eq!(state.model.as_ref().unwrap().file_name, "mine.safetensors");
}

#[test]
fn the_former_model_can_be_restored_with_its_file_and_run() {
    let mut state = done();
    let own = state.model.as_ref().unwrap().file.clone();
    let id = state.request_model("mine.safetensors".to_string(), Arc::new(vec![1, 2]));
    state.apply(model_loaded(id, 64), 0.0);
    let (back, file) = state.request_previous_model().unwrap();
    assert!(Arc::ptr_eq(&file, &own));
    // Meanwhile the visitor loads another model.
    let other = state.request_model("other.safetensors".to_string(), Arc::new(vec![3]));
    state.apply(failed(other), 0.0);
    state.apply(model_loaded(back, 32), 0.0);
    let model = state.model.as_ref().unwrap();
    assert_eq!((model.run, model.file_name.as_str()), (Some(1), "facade-run-1.safetensors"));
    assert_eq!(state.previous_model.as_ref().unwrap().file_name, "mine.safetensors");
    let (again, _) = state.request_previous_model().unwrap();
    state.apply(failed(again), 0.0);
    assert_eq!(state.model.as_ref().unwrap().run, Some(1), "a failed undo changes nothing");
    assert!(state.previous_model.is_some());
}

#[test]
fn a_lost_export_does_not_affect_the_names_of_later_ones() {
    let exported = |id| Message::Session(Event::Exported { id, file: Bytes(Vec::new()) });
    let mut state = done();
    assert_eq!(State::default().request_export(), None);
    let lost = state.request_export().unwrap();
    assert_eq!(state.exported_file(lost), Some(("facade-run-1".to_owned(), Extension::Onnx)));
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    let refused = state.request_export().unwrap();
    state.apply(failed(refused), 0.0);
    let load = state.request_model("mine.safetensors".to_string(), Arc::new(vec![1]));
    let before = state.request_export().unwrap();
    state.apply(model_loaded(load, 32), 0.0);
    let after = state.request_export().unwrap();
    // Both requests come after the model's.
    assert_eq!(state.exported_file(before), Some(("mine".to_owned(), Extension::Onnx)));
    assert_eq!(state.exported_file(after), Some(("mine".to_owned(), Extension::Onnx)));
    state.apply(exported(before), 0.0);
    assert_eq!(state.exported_file(before), None);
    assert_eq!(state.exported_file(after), Some(("mine".to_owned(), Extension::Onnx)));
    assert_eq!((state.exported_file(lost), state.exported_file(refused)), (None, None));
}

#[test]
fn requests_lost_with_a_worker_are_reported_and_can_be_repeated() {
    let mut state = done();
    state.request_model("mine.safetensors".to_string(), Arc::new(vec![1]));
    state.request_backbone("resnet18.safetensors".to_string());
    state.request_explanation(ExplainTarget::Home);
    let price = state.request_price();
    let home = state.change_home_photos(true).unwrap();
    state.request_price();
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    assert!(!state.is_loading_model() && !state.is_loading_backbone() && !state.is_pricing_home());
    assert!(state.explanations.is_empty());
    let texts: Vec<&str> = state.notices.iter().map(|notice| notice.text.as_str()).collect();
    assert!(texts[0].starts_with("mine.safetensors was not loaded"), "{texts:?}");
    state.apply(predicted(price, 1.0), 0.0);
    assert_eq!(state.home.price, None);
    // The decode workers are not affected.
    assert!(state.is_reading_home());
    state.apply(tiled(home, 1), 0.0);
    assert!(state.home.montage.is_some());
}
