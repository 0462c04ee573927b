//! The run in view, and whose model prices homes.

use super::*;
use facade_app::next_step::{PlaceStatus, place_status};
use facade_app::run_models::RunModel;

/// Run 2 has ended after run 1, and both are on the list.
fn two_runs() -> State {
    let mut state = done();
    assert_eq!(state.add_run_to_list(1, 1.0), [1]);
    state.request_run(Config::default(), DeviceChoice::Auto);
    state.apply(started(2, 0), 0.0);
    state.apply(finished(2, false), 0.0);
    assert_eq!(state.add_run_to_list(2, 2.0), [2]);
    state
}

fn load(state: &mut State, run: u32) {
    let Some(RunModel::Loaded(file)) = state.list.model(run).cloned() else { panic!("it is kept") };
    let id = state.request_run_model(run, file);
    state.apply(model_loaded(id, 32), 0.0);
}

#[test]
fn the_model_of_the_run_in_view_prices_or_the_page_says_which_does() {
    let mut state = two_runs();
    assert_eq!((state.viewed_run(), state.other_model()), (Some(2), None));
    assert_eq!(state.model_text().unwrap(), "Run 2, off by 57.0\u{a0}% on average");

    state.list.shown = Some(1);
    let (sentence, offer) = state.other_model().unwrap();
    assert_eq!(sentence, "Prices come from another model: Run 2, off by 57.0\u{a0}% on average.");
    assert_eq!(offer, Some(1));
    load(&mut state, 1);
    assert_eq!((state.other_model(), state.model.as_ref().unwrap().run), (None, Some(1)));

    // It is not offered while a run would replace it.
    state.list.shown = Some(2);
    state.request_run(Config::default(), DeviceChoice::Auto);
    assert_eq!(state.other_model().unwrap().1, None);

    let id = state.request_model("mine.safetensors".to_owned(), Arc::new(vec![1]));
    state.apply(model_loaded(id, 32), 0.0);
    assert!(state.other_model().unwrap().0.contains("File “mine.safetensors”, off by 57.0"));
}

#[test]
fn a_run_whose_model_is_gone_says_why() {
    let mut state = two_runs();
    let entries: Vec<_> = state.list.entries().iter().map(|entry| (**entry).clone()).collect();
    let mut other = State::default();
    other.list.merge(entries, 2, &[]);
    let id = other.request_restored_model("facade-run-2.safetensors".to_owned(), Arc::new(vec![7]), Some(2));
    other.view_restored_run();
    assert_eq!(other.viewed_run(), Some(2), "the run of its model is in view before that is loaded");
    other.apply(model_loaded(id, 32), 0.0);
    assert_eq!(other.other_model(), None);
    assert_eq!(place_status(&other, Place::Results), PlaceStatus::Done);
    assert_eq!(other.evaluation(1).unwrap().test.mape_mean, 57.0);

    other.list.shown = Some(1);
    let (sentence, offer) = other.other_model().unwrap();
    assert!(
        sentence
            .contains("The model of run 1 is no longer there: the page keeps the newest models, up to 100"),
        "{sentence}"
    );
    assert_eq!(offer, None);

    // Without a model, the latest run is in view. Series have no results to show.
    let mut empty = State::default();
    empty.view_restored_run();
    assert_eq!(empty.viewed_run(), None);
    state.view_restored_run();
    assert_eq!(state.list.shown, None, "the latest run is in view anyway");
}

#[test]
fn a_session_brings_the_models_of_its_runs() {
    let state = two_runs();
    let mut workspace = state.current_workspace(None);
    let file = |run: u32| facade_app::saved::SavedModel {
        name: String::new(),
        file: vec![run as u8],
        run: Some(run),
    };
    workspace.models = vec![file(1), file(9)];
    let bytes = workspace.pack().unwrap();
    let read = facade_app::workspace::Workspace::unpack(&bytes).unwrap().workspace;
    assert_eq!((&read.model, &read.models), (&workspace.model, &workspace.models));
    let opened = workspace;

    // A run of this visit has number 1 already.
    let mut other = done();
    other.add_run_to_list(1, 5.0);
    let summary = other.import_entries(opened.entries, opened.models);
    assert_eq!(summary.numbers, [2, 3]);
    assert_eq!(other.list.model(2), Some(&RunModel::Loaded(Arc::new(vec![1]))));
    assert_eq!(other.list.model(3), None);
    assert_eq!(other.list.model(1), Some(&RunModel::Loaded(Arc::new(vec![7]))), "of this visit");
}
