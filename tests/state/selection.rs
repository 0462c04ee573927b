//! The choice among networks.

use super::*;
use facade_app::form::Form;
use facade_app::model_selection::CandidateState;
use facade_app::next_step::{Action, PlaceStatus, next_step, place_status, with_selection};
use facade_app::run_models::RunModel;
use facade_app::select_model::{candidates, network_to_begin_with};
use facade_app::state::PretrainedFile;
use facade_app::status_text::place_line;
use facade_app::time_estimate::{TimeEstimate, run_time, selection_time, tutorial_time};
use facade_spec::ModelKind;
use facade_spec::settings::{EPOCHS, TILE};

/// A state with houses whose zip codes differ.
fn with_houses() -> State {
    let mut state = State::default();
    let mut data = Arc::unwrap_or_clone(dataset(40, 32));
    data.attributes = vec!["bedrooms".to_owned()];
    data.houses.iter_mut().for_each(|house| house.attributes = vec![Some(3.0)]);
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::DatasetLoaded(Arc::new(data)), 0.0);
    state.apply(Message::Pretrained(PretrainedFile::Ready), 0.0);
    state
}

fn models(forms: &[Form]) -> Vec<&'static str> {
    forms.iter().map(|form| form.model().name()).collect()
}

fn suggested() -> Form {
    let mut form = Form::default();
    form.suggest(ModelKind::TunedMixed);
    form
}

/// The run ends with this error on held-out houses.
fn end(state: &mut State, run: u32, error: f64) {
    state.apply(started(run, 0), 0.0);
    let Message::Session(Event::Finished { stopped, model, mut evaluation, seconds_per_epoch, file, .. }) =
        finished(run, false)
    else {
        unreachable!()
    };
    evaluation.held_out = vec![Prediction { house: 2.into(), actual: 100.0, predicted: 100.0 + error }];
    state.apply(
        Message::Session(Event::Finished {
            run,
            stopped,
            model,
            rooms: None,
            evaluation,
            seconds_per_epoch,
            file,
        }),
        0.0,
    );
}

#[test]
fn candidates_are_the_networks_that_can_use_the_houses() {
    let mut state = with_houses();
    let all = ["pretrained-mixed", "pretrained-photos", "pretrained-set", "tuned-mixed", "tuned-photos"];
    assert_eq!(models(&candidates(&state, &suggested())), all);

    let mut data = Arc::unwrap_or_clone(state.data.clone().unwrap());
    data.houses.iter_mut().take(5).for_each(|house| house.missing_photos = vec![1]);
    state.apply(Message::DatasetLoaded(Arc::new(data.clone())), 0.0);
    let forms = candidates(&state, &suggested());
    assert_eq!(models(&forms), all);
    for form in forms {
        let config = form.config(data.rooms.len()).unwrap();
        assert_eq!(config.unusable(&data.houses).count(), 0, "the same houses for all");
    }

    data.attributes.clear();
    data.houses.iter_mut().for_each(|house| house.attributes.clear());
    state.apply(Message::DatasetLoaded(Arc::new(data)), 0.0);
    assert_eq!(
        models(&candidates(&state, &suggested())),
        ["pretrained-photos", "pretrained-set", "tuned-photos"]
    );
    state.apply(Message::Pretrained(PretrainedFile::Missing), 0.0);
    assert_eq!(models(&candidates(&state, &suggested())), ["tuned-photos"]);
}

#[test]
fn own_houses_begin_with_the_best_network_that_they_can_use() {
    let mut state = with_houses();
    assert_eq!(network_to_begin_with(&state), ModelKind::PretrainedMixed);
    let mut data = Arc::unwrap_or_clone(state.data.clone().unwrap());
    data.attributes.clear();
    state.apply(Message::DatasetLoaded(Arc::new(data.clone())), 0.0);
    assert_eq!(network_to_begin_with(&state), ModelKind::PretrainedPhotos);
    data.rooms = Rooms::new((1..=4).map(|k| format!("photo_{k}")).collect()).unwrap();
    state.apply(Message::DatasetLoaded(Arc::new(data.clone())), 0.0);
    assert_eq!(network_to_begin_with(&state), ModelKind::PretrainedSet);
    // Restored houses without features: there are no photos to look at.
    state.apply(Message::DatasetRestored(Arc::new(data.clone())), 0.0);
    assert_eq!(network_to_begin_with(&state), ModelKind::TunedPhotos);
    data.montages.network = "efficientnet-lite0, 1".to_owned();
    state.apply(Message::DatasetRestored(Arc::new(data)), 0.0);
    assert_eq!(network_to_begin_with(&state), ModelKind::PretrainedSet);
    state.apply(Message::Pretrained(PretrainedFile::Missing), 0.0);
    assert_eq!(network_to_begin_with(&with_houses()), ModelKind::PretrainedMixed);
}

#[test]
fn the_network_with_the_lowest_held_out_error_is_taken() {
    let mut state = with_houses();
    let mut form = suggested();
    let step = with_selection(next_step(&state, &NONE), candidates(&state, &form).len());
    assert_eq!((step.action, step.label.as_str()), (Action::SelectModel, "Find the best network"));

    state.begin_selection(candidates(&state, &form).split_off(1));
    for (run, error) in [(1, 30.0), (2, 20.0), (3, 25.0), (4, 40.0)] {
        let (number, config, _) = state.request_candidate().unwrap();
        assert_eq!(number, run);
        assert!(state.request_candidate().is_none(), "one at a time");
        // The page says how far the comparison is, not only the run.
        assert_eq!(state.compared_network(), Some([run as usize, 4]));
        assert_eq!(next_step(&state, &NONE).prompt, format!("Network {run} of 4 is training:"));
        assert_eq!(place_line(&state, Place::Train).1, format!("Network {run} of 4 is being prepared"));
        assert_eq!(place_status(&state, Place::Train), PlaceStatus::Running(f64::from(run - 1) / 4.0));
        assert!(config.cross_fit_folds > 0);
        assert!(state.adopt_best().is_none(), "others are still to come");
        end(&mut state, run, error);
        assert_eq!(state.add_run_to_list(run, f64::from(run)), [run]);
    }
    assert!(state.request_candidate().is_none());
    assert_eq!(state.compared_network(), None);
    assert_eq!(state.shown_run().unwrap().number, 2);
    assert_eq!(state.model.as_ref().unwrap().run, Some(4), "the last one trained");
    let adopted = state.adopt_best().unwrap();
    form.adopt(&adopted.form);
    assert!(form.is_suggested() && form.model() == ModelKind::PretrainedSet);
    let Some(RunModel::Loaded(file)) = state.list.model(adopted.run).cloned() else { panic!("not kept") };
    let id = state.request_run_model(adopted.run, file);
    state.apply(Message::Session(Event::ModelLoaded { id, summary: summary(32), rooms: None }), 0.0);
    assert_eq!(state.model.as_ref().unwrap().run, Some(2));
    assert!(state.adopt_best().is_none(), "only once");

    assert_eq!(state.run_in_view().unwrap().number, 2, "not the last one");

    // A later run is shown as ever.
    let number = state.request_run(Config::default(), DeviceChoice::Auto);
    end(&mut state, number, 50.0);
    assert_eq!(state.shown_run().unwrap().number, number);

    // Other houses have no results yet.
    state.apply(Message::DatasetLoaded(dataset(12, 32)), 0.0);
    assert!(state.selection.is_none() && state.has_untried_houses());
    for place in [Place::Train, Place::Results] {
        assert_eq!(place_line(&state, place).1, format!("Run {number}, on other houses"));
    }
    assert_eq!(next_step(&state, &ALL).action, Action::Start);
}

#[test]
fn the_time_is_told_before() {
    let mut state = with_houses();
    let words = |estimate: Option<TimeEstimate>| estimate.unwrap().text().replace('\u{a0}', " ");
    assert_eq!(
        words(tutorial_time(&state)),
        "Training takes about 12 s on two cores, and longer if other programs are busy."
    );
    // The houses have no features yet.
    let forms = candidates(&state, &suggested());
    assert!(words(selection_time(&state, &forms)).ends_with("Before training, the photos are read again."));
    *state.load_seconds = Some(65.0);
    let told = words(selection_time(&state, &forms));
    assert!(told.ends_with("the photos are read again, which takes up to 1 min 5 s."), "{told}");
    assert_eq!(tutorial_time(&State::default()), None);

    // Of settings that were not timed, only that the photos are read again.
    let mut form = Form::default();
    form.set(&EPOCHS, "7".to_owned());
    assert_eq!(words(run_time(&state, &form)), "");
    form.set(&TILE, "16".to_owned());
    let told = words(run_time(&state, &form));
    assert_eq!(told, "Before training, the photos are read again, which takes up to 1 min 5 s.");
}

#[test]
fn a_stopped_candidate_ends_the_choice_and_a_failed_one_does_not() {
    let mut state = with_houses();
    state.begin_selection(candidates(&state, &suggested()));
    let (first, ..) = state.request_candidate().unwrap();
    state.apply(
        Message::Session(Event::Failed { id: first, run: Some(first), message: "No memory.".to_owned() }),
        0.0,
    );
    let (second, ..) = state.request_candidate().unwrap();
    end(&mut state, second, 30.0);
    let (third, ..) = state.request_candidate().unwrap();
    state.apply(started(third, 0), 0.0);
    state.apply(finished(third, true), 0.0);
    assert!(state.request_candidate().is_none() && state.adopt_best().is_none());
    let states: Vec<CandidateState> =
        state.selection.as_ref().unwrap().rows(&state.runs).into_iter().map(|row| row.state).collect();
    assert_eq!(
        states,
        [
            CandidateState::Failed,
            CandidateState::Trained(30.0),
            CandidateState::Stopped,
            CandidateState::Waiting,
            CandidateState::Waiting
        ]
    );
}
