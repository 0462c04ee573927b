//! The state of the page after messages, without a browser.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

use std::sync::Arc;

use facade_app::chart::{self, Axis};
use facade_app::explanation::ExplainTarget;
use facade_app::form::{self, Form};
use facade_app::homes::{HomeRequests, MAX_IN_FLIGHT, Outcome};
use facade_app::next_step::{self, Action, PlaceStatus};
use facade_app::notice::{NoticeKind, Place};
use facade_app::result_rows::{self, SortKey};
use facade_app::run::{PendingCommand, RunState};
use facade_app::state::State;
use facade_app::{
    Message, availability, data_report, error_statistics, home_inputs, result_text, rooms, status_text,
};
use facade_data::{
    DataReport, Dataset, DropReason, Dropped, House, Mapping, Montages, Rooms, Summary, ZipCode,
};
use facade_protocol::{
    Bytes, DeviceChoice, DeviceKind, DeviceName, DeviceReport, EpochDone, Event, ModelSummary, TablePreview,
};
use facade_spec::evaluation::{Baseline, BaselinePredictions, Baselines, Evaluation, Metrics, Prediction};
use facade_spec::settings::{
    CROP, EPOCHS, FILTERS, FINE_TUNE, KEEP_BEST, LEARNING_RATE, LEVEL, LOSS, MEMBERS, SEED, SPLIT_SEED,
    TEST_SHARE, TILE, VALIDATION_SHARE,
};
use facade_spec::{Config, Loss, ModelKind};
use facade_text as text;
use facade_text::Language;
use facade_text::format;

const NONE: [bool; 4] = [false; 4];
const ALL: [bool; 4] = [true; 4];

fn dataset(houses: u32, tile: usize) -> Arc<Dataset> {
    let house = |number| House {
        number,
        attributes: Vec::new(),
        zip_code: if number % 2 == 0 { "92276" } else { "93510" }.to_string(),
        price: 100_000.0 * f64::from(number),
    };
    Arc::new(Dataset {
        name: "Houses".to_string(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses: (1..=houses).map(house).collect(),
        montages: Montages { tile, photos: 4, pixels: vec![0; houses as usize * 4 * tile * tile * 3] },
        report: DataReport {
            rows: 12,
            after: Summary { houses: houses as usize, ..Summary::default() },
            ..DataReport::default()
        },
    })
}

fn baselines() -> Baselines {
    let at = |price, mape_mean| Baseline { price, mape_mean, mape_std: 22.0 };
    Baselines {
        best_constant: at(117_500.0, 71.2),
        mean: at(533_388.0, 115.4),
        median: at(527_000.0, 111.3),
        zip_code: None,
        ridge: None,
    }
}

fn metrics(mape_mean: f64) -> Metrics {
    Metrics {
        houses: 2,
        mape_mean,
        mape_std: 59.0,
        mae: 1.0,
        rmse: 1.0,
        bias: -5.0,
        r2: Some(0.2),
        r2_log: None,
    }
}

fn started(run: u32, epochs_done: usize) -> Message {
    Message::Session(Event::Started {
        run,
        train: 6,
        test: 2,
        steps_per_epoch: 1,
        parameters: 89_465,
        epochs_done,
        baselines: baselines(),
    })
}

fn epoch(run: u32, epoch: usize, loss: f64) -> Message {
    let done = EpochDone {
        run,
        epoch,
        train_loss: loss,
        validation_loss: loss + 1.0,
        validation_mape: loss + 1.0,
        seconds: 0.5,
    };
    Message::Session(Event::Epoch(done))
}

fn finished(run: u32, stopped: bool) -> Message {
    let predictions = vec![Prediction { house: 1, actual: 100_000.0, predicted: 150_000.0 }];
    let evaluation = Evaluation {
        test: metrics(57.0),
        train: metrics(40.0),
        baselines: baselines(),
        predictions,
        intervals: Vec::new(),
        calibration_factor: 1.0,
        r2_log_uncalibrated: None,
    };
    Message::Session(Event::Finished {
        run,
        stopped,
        model: summary(32),
        evaluation: Box::new(evaluation),
        seconds_per_epoch: 0.5,
        file: Bytes(vec![7]),
    })
}

fn summary(tile: usize) -> ModelSummary {
    let config = Config { tile, ..Config::default() };
    ModelSummary {
        config,
        epochs_done: 3,
        parameters: 89_465,
        test_mape: Some(57.0),
        rooms: Rooms::default(),
        data: "Houses".to_string(),
        prices: [1e5, 2e6],
        input_schema: Default::default(),
        intervals: Vec::new(),
    }
}

/// The state with houses, once the compute module has started.
fn loaded() -> State {
    let mut state = State::default();
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::DatasetLoadStarted { name: "Houses".to_string() }, 0.0);
    state.apply(Message::DatasetLoaded(dataset(8, 2)), 2000.0);
    state
}

/// The state with run 1 after two epochs of two seconds.
fn running() -> State {
    let mut state = loaded();
    assert_eq!(state.request_run(Config { epochs: 10, ..Config::default() }, DeviceChoice::Auto), 1);
    state.apply(started(1, 0), 10_000.0);
    state.apply(epoch(1, 1, 90.0), 12_000.0);
    state.apply(epoch(1, 2, 80.0), 14_000.0);
    state
}

fn done() -> State {
    let mut state = running();
    state.apply(finished(1, false), 15_000.0);
    state
}

#[test]
fn loading_reports_progress_and_the_time_left() {
    let mut state = State::default();
    assert_eq!(next_step::place_status(&state, Place::Data), PlaceStatus::Todo);
    state.apply(Message::DatasetLoadStarted { name: "Houses".to_string() }, 1000.0);
    state.apply(Message::DatasetLoadProgress { done: 25, total: 100 }, 2000.0);
    let intake = state.loading.clone().unwrap();
    assert_eq!(intake.seconds_left(), Some(3.0));
    assert_eq!(next_step::place_status(&state, Place::Data), PlaceStatus::Running(0.25));
    assert!(availability::dataset_load_blocked_by(&state).unwrap().contains("Cancel"));
    state.apply(Message::DatasetLoaded(dataset(8, 2)), 5000.0);
    assert_eq!(state.load_seconds, Some(4.0));
    assert_eq!(next_step::place_status(&state, Place::Data), PlaceStatus::Done);
    assert_eq!(availability::dataset_load_blocked_by(&state), None);
}

#[test]
fn replaced_houses_can_be_restored_with_their_exclusions() {
    let mut state = loaded();
    assert!(state.previous_dataset.is_none());
    state.exclude(3, true);
    // The same houses at another tile size do not count as a replacement.
    state.apply(Message::DatasetLoaded(dataset(8, 4)), 0.0);
    assert!(state.previous_dataset.is_none() && state.excluded.contains(&3));

    let first = state.data.clone().unwrap();
    let others = Arc::new(Dataset { name: "Others".to_string(), ..(*dataset(6, 2)).clone() });
    state.apply(Message::DatasetRestored(others.clone()), 0.0);
    assert!(state.data_restored && state.excluded.is_empty());
    let version = state.data_version;
    for (now, back, left_out) in [(&first, false, vec![3]), (&others, true, vec![])] {
        state.apply(Message::DatasetSwapped(now.clone()), 0.0);
        assert!(Arc::ptr_eq(state.data.as_ref().unwrap(), now));
        assert_eq!(state.data_restored, back);
        assert_eq!(state.excluded.iter().copied().collect::<Vec<u32>>(), left_out);
    }
    assert_eq!(state.data_version, version + 2);
    // The message decides which houses are in use.
    let third = Arc::new(Dataset { name: "Third".to_string(), ..(*dataset(5, 2)).clone() });
    state.apply(Message::DatasetSwapped(third.clone()), 0.0);
    assert!(Arc::ptr_eq(state.data.as_ref().unwrap(), &third));
    assert!(Arc::ptr_eq(&state.previous_dataset.as_ref().unwrap().data, &others));
}

#[test]
fn failed_or_cancelled_loading_keeps_the_houses() {
    let mut state = loaded();
    for end in [
        Message::DatasetLoadCancelled,
        Message::DatasetLoadFailed { message: "There is no list.".to_string() },
    ] {
        state.apply(Message::DatasetLoadStarted { name: "Pictures".to_string() }, 0.0);
        state.apply(end, 1.0);
        assert!(state.loading.is_none());
        assert_eq!(state.data.as_ref().unwrap().houses.len(), 8);
    }
    assert_eq!(state.notices.len(), 1);
    assert_eq!((state.notices[0].kind, state.notices[0].place), (NoticeKind::Error, Place::Data));
    // The next attempt clears the old error.
    state.apply(Message::DatasetLoadStarted { name: "Houses".to_string() }, 2.0);
    assert!(state.notices.is_empty());
}

#[test]
fn a_run_is_tracked_from_request_to_end() {
    let mut state = running();
    let run = &state.runs[0];
    assert_eq!((run.state, run.epoch()), (RunState::Running, 2));
    assert_eq!(run.seconds_left(), Some(16.0));
    assert_eq!(run.best().unwrap().epoch, 2);
    assert_eq!(next_step::place_status(&state, Place::Train), PlaceStatus::Running(0.2));
    state.apply(finished(1, false), 15_000.0);
    let run = &state.runs[0];
    assert_eq!(run.state, RunState::Finished);
    assert_eq!(run.spent_ms, 5000.0);
    assert_eq!(run.seconds_left(), None);
    let model = state.model.as_ref().unwrap();
    assert_eq!(
        (model.run, model.file_name.as_str(), model.file.as_slice()),
        (Some(1), "facade-run-1.safetensors", &[7][..])
    );
    assert_eq!(
        status_text::run_outcome_text(run).unwrap(),
        "Run 1 has finished: mean error 57.0\u{a0}% on 2 test houses, after 2 epochs in 5\u{a0}s."
    );
}

#[test]
fn the_steps_and_time_of_the_current_epoch_are_shown() {
    let mut state = loaded();
    state.request_run(Config::default(), DeviceChoice::Gpu);
    state.apply(started(1, 0), 10_000.0);
    assert_eq!(status_text::run_time_text(&state.runs[0]), "first epoch");
    state.apply(Message::Session(Event::Step { run: 1, done: 3 }), 17_000.0);
    let steps = state.runs[0].setup.as_ref().unwrap().steps_per_epoch;
    assert_eq!(status_text::run_time_text(&state.runs[0]), format!("step 3 of {steps}"));
    assert_eq!(state.runs[0].seconds(), 7.0);
    state.apply(epoch(1, 1, 90.0), 18_000.0);
    assert_eq!(state.runs[0].seconds(), 8.0, "seconds are counted once");
    assert!(status_text::run_time_text(&state.runs[0]).ends_with("left"));
}

#[test]
fn a_missing_gpu_is_reported_before_a_run_needs_it() {
    let mut state = loaded();
    let no_gpu = Some("This browser has no WebGPU.".to_string());
    state.apply(Message::Session(Event::Prepared { id: 1, no_gpu }), 0.0);
    let of = |device| Form::of(&Config::default(), device);
    let sentence = "This browser has no WebGPU. Choose the CPU, or automatic choice.";
    assert_eq!(availability::start_blocked_by(&state, &of(DeviceChoice::Gpu)).as_deref(), Some(sentence));
    assert_eq!(availability::start_blocked_by(&state, &of(DeviceChoice::Auto)), None);
    state.apply(Message::Session(Event::Prepared { id: 2, no_gpu: None }), 0.0);
    assert_eq!(
        availability::start_blocked_by(&state, &of(DeviceChoice::Gpu)),
        None,
        "a later check found the GPU"
    );
}

#[test]
fn a_pause_stops_the_clock() {
    let mut state = running();
    state.set_pending_command(PendingCommand::Pause);
    assert_eq!(
        availability::command_blocked_by(&state, PendingCommand::Stop).unwrap(),
        "Pausing after the current steps."
    );
    state.apply(Message::Session(Event::Paused { run: 1 }), 15_000.0);
    assert_eq!(state.runs[0].seconds_left(), None);
    assert_eq!(status_text::run_time_text(&state.runs[0]), "Nothing is computing");
    assert_eq!(availability::command_blocked_by(&state, PendingCommand::Resume), None);
    assert_eq!(next_step::next_step(&state, &NONE).action, Action::Resume);
    state.apply(Message::Session(Event::Resumed { run: 1 }), 99_000.0);
    state.apply(epoch(1, 3, 70.0), 100_000.0);
    assert_eq!(state.runs[0].spent_ms, 6000.0);
    assert!(state.runs[0].seconds_left().unwrap() < 20.0);
}

#[test]
fn a_run_resumes_from_its_checkpoint_after_a_worker_is_lost() {
    let mut state = running();
    state.apply(Message::ComputeLost { message: "The GPU stopped.".to_string(), resuming: true }, 15_000.0);
    assert_eq!(state.runs[0].state, RunState::Preparing);
    assert_eq!(state.notices[0].kind, NoticeKind::Warning);
    state.apply(started(1, 1), 16_000.0);
    assert_eq!(state.runs[0].epoch(), 1);
    state.apply(epoch(1, 2, 60.0), 17_000.0);
    assert_eq!(state.runs[0].curve.len(), 2);
    assert_eq!(state.runs[0].curve[1].train_loss, 60.0);
}

#[test]
fn a_worker_lost_permanently_ends_the_run_and_all_requests() {
    let mut state = done();
    let _ = state.request_run(Config::default(), DeviceChoice::Auto);
    let _ = state.request_price();
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    assert_eq!(state.runs[1].state, RunState::Failed);
    assert!(!state.is_pricing_home());
    assert!(state.active_run().is_none());
    assert_eq!(state.shown_run().unwrap().number, 1);
}

#[test]
fn a_run_that_waits_for_another_tile_size_stops_if_loading_is_cancelled() {
    let mut state = loaded();
    let _ = state.request_run(Config { tile: 16, ..Config::default() }, DeviceChoice::Auto);
    state.apply(Message::DatasetLoadStarted { name: "Houses".to_string() }, 0.0);
    state.apply(Message::DatasetLoadCancelled, 0.0);
    assert_eq!(state.runs[0].state, RunState::Stopped);
    assert_eq!(availability::start_blocked_by(&state, &Form::default()), None);
}

fn failed(id: u32) -> Message {
    Message::Session(Event::Failed { id, run: None, message: "It did not work.".to_string() })
}

fn model_loaded(id: u32, tile: usize) -> Message {
    Message::Session(Event::ModelLoaded { id, summary: summary(tile) })
}

fn predicted(id: u32, price: f64) -> Message {
    Message::Session(Event::Predicted { id, price, intervals: Vec::new(), ood_score: None })
}

/// The places of the notices.
fn places(state: &State) -> Vec<Place> {
    state.notices.iter().map(|notice| notice.place).collect()
}

#[test]
fn failures_are_reported_where_the_visitor_acted() {
    let mut state = done();
    let asked = [
        (state.request_model("x.safetensors".to_string(), Arc::new(vec![1])), Place::Predict),
        (state.request_backbone("y.safetensors".to_string()), Place::Train),
        (state.request_explanation(ExplainTarget::House(3)), Place::Results),
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
    let kept = state.request_restored_model("kept.safetensors".to_string(), Arc::new(vec![1]));
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
    assert_eq!(state.onnx_file_name(lost).as_deref(), Some("facade-run-1.onnx"));
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    let refused = state.request_export().unwrap();
    state.apply(failed(refused), 0.0);
    let load = state.request_model("mine.safetensors".to_string(), Arc::new(vec![1]));
    let before = state.request_export().unwrap();
    state.apply(model_loaded(load, 32), 0.0);
    let after = state.request_export().unwrap();
    // Both requests come after the model's.
    assert_eq!(state.onnx_file_name(before).as_deref(), Some("mine.onnx"));
    assert_eq!(state.onnx_file_name(after).as_deref(), Some("mine.onnx"));
    state.apply(exported(before), 0.0);
    assert_eq!(state.onnx_file_name(before), None);
    assert_eq!(state.onnx_file_name(after).as_deref(), Some("mine.onnx"));
    assert_eq!((state.onnx_file_name(lost), state.onnx_file_name(refused)), (None, None));
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
    state.apply(Message::HomeTiled { home, montage: vec![1], size: [64, 64] }, 0.0);
    assert!(state.home.montage.is_some());
}

/// Paths of complete homes.
fn homes(count: usize) -> Vec<String> {
    let rooms = ["bathroom", "bedroom", "frontal", "kitchen"];
    (0..count).flat_map(|home| rooms.map(|room| format!("homes/{home}_{room}.jpg"))).collect()
}

fn tiled(id: u32, byte: u8) -> Message {
    Message::HomeTiled { home: id, montage: vec![byte], size: [64, 64] }
}

/// Answers the requests for the homes on the list: tiles at once, prices by `answer`. Returns the largest number of pending homes, and
/// the positions in the order in which they were priced.
fn price_list(state: &mut State, mut answer: impl FnMut(usize, u32) -> Message) -> (usize, Vec<usize>) {
    let (mut most, mut order) = (0, Vec::new());
    loop {
        let asked =
            |state: &State| state.homes.all.iter().filter(|home| home.outcome == Outcome::Queried).count();
        let HomeRequests { tiles, prices, .. } = state.next_home_requests();
        most = most.max(asked(state));
        if tiles.is_empty() && prices.is_empty() {
            return (most, order);
        }
        for (id, home) in prices {
            let at = usize::from(home.montage.0[0]) + 256 * usize::from(home.montage.0[1]);
            order.push(at);
            state.apply(answer(at, id), 0.0);
        }
        for (id, photos) in tiles {
            let at = photos[0] / 4;
            let montage = vec![(at % 256) as u8, (at / 256) as u8];
            state.apply(Message::HomeTiled { home: id, montage, size: [64, 64] }, 0.0);
        }
    }
}

#[test]
fn a_long_list_is_priced_from_the_start_a_few_at_a_time() {
    let mut state = done();
    state.list_homes(homes(1000)).unwrap();
    let (most, order) = price_list(&mut state, |at, id| predicted(id, at as f64));
    assert_eq!(most, MAX_IN_FLIGHT);
    assert_eq!(order, (0..1000).collect::<Vec<_>>());
    assert_eq!(state.homes.waiting(), 0);
    let all =
        |at: usize| matches!(state.homes.all[at].outcome, Outcome::Priced(price, ..) if price == at as f64);
    assert!((0..1000).all(all));
}

#[test]
fn a_home_that_fails_affects_no_other() {
    let mut state = done();
    let home = state.change_home_photos(true).unwrap();
    state.apply(tiled(home, 1), 0.0);
    let price = state.request_price();
    state.list_homes(homes(60)).unwrap();
    let (_, order) =
        price_list(&mut state, |at, id| if at % 7 == 0 { failed(id) } else { predicted(id, 1.0) });
    assert_eq!((order.len(), state.homes.waiting()), (60, 0));
    for (at, home) in state.homes.all.iter().enumerate() {
        assert_eq!(matches!(home.outcome, Outcome::Failed(_)), at % 7 == 0, "{at}");
    }
    assert!(state.is_pricing_home() && state.notices.is_empty(), "the home outside the list still waits");
    state.apply(predicted(price, 412_600.0), 0.0);
    assert_eq!(state.home.price, Some(412_600.0));
    // The other way round: the home outside the list fails.
    let price = state.request_price();
    state.price_homes();
    let asked = state.next_home_requests();
    state.apply(failed(price), 0.0);
    assert_eq!(places(&state), [Place::Predict]);
    assert_eq!(state.homes.waiting(), 60);
    let photo = asked.tiles[0].0;
    state.apply(Message::HomeFailed { home: photo, message: "No picture.".to_string() }, 0.0);
    assert_eq!(state.homes.all[0].outcome, Outcome::Failed("No picture.".to_string()));
    assert_eq!((state.homes.waiting(), state.notices.len()), (59, 1));
}

#[test]
fn another_model_prices_the_whole_list_again_and_late_prices_are_ignored() {
    let mut state = done();
    state.list_homes(homes(50)).unwrap();
    let first = state.next_home_requests();
    assert_eq!((first.tile, first.tiles.len()), (32, MAX_IN_FLIGHT));
    state.apply(tiled(first.tiles[0].0, 1), 0.0);
    state.apply(tiled(first.tiles[1].0, 1), 0.0);
    let prices = state.next_home_requests().prices;
    state.apply(predicted(prices[0].0, 1.0), 0.0);
    assert_eq!(state.homes.waiting(), 49);
    let id = state.request_model("c.safetensors".to_string(), Arc::new(vec![1]));
    state.apply(model_loaded(id, 64), 0.0);
    assert_eq!(state.homes.waiting(), 50, "a list has the prices of one model");
    // Responses for the former model are ignored.
    state.apply(predicted(prices[1].0, 2.0), 0.0);
    state.apply(failed(prices[1].0), 0.0);
    state.apply(tiled(first.tiles[2].0, 1), 0.0);
    assert!(state.homes.all.iter().all(|home| home.outcome == Outcome::Waiting));
    let again = state.next_home_requests();
    assert_eq!((again.tile, again.tiles.len(), again.prices.len()), (64, MAX_IN_FLIGHT, 0));
    for (id, _) in again.tiles {
        state.apply(Message::HomeFailed { home: id, message: "No.".to_string() }, 0.0);
    }
    price_list(&mut state, |at, id| predicted(id, at as f64));
    assert_eq!(state.homes.waiting(), 0);
    assert_eq!(state.homes.other_model_name(state.model.as_ref()), None);
    // A finished list stays, and names the model of its prices.
    let (back, _) = state.request_previous_model().unwrap();
    state.apply(model_loaded(back, 32), 0.0);
    assert_eq!(state.homes.waiting(), 0);
    assert_eq!(state.homes.other_model_name(state.model.as_ref()).as_deref(), Some("c.safetensors"));
    let (back, _) = state.request_previous_model().unwrap();
    state.apply(model_loaded(back, 64), 0.0);
    assert_eq!(state.homes.other_model_name(state.model.as_ref()), None, "that model is in use again");
}

#[test]
fn a_list_uses_the_photos_of_the_rooms_that_the_model_needs() {
    let mut state = done();
    let paths = ["a/bath.jpg", "a/bed.jpg", "a/front.jpg", "a/kitchen.jpg", "b/kitchen.jpg"];
    state.list_homes(paths.map(str::to_string).to_vec()).unwrap();
    assert_eq!(state.homes.waiting(), 1);
    let id = state.request_model("kitchens.safetensors".to_string(), Arc::new(vec![1]));
    let rooms = Rooms::new(vec!["kitchen".to_string()]).unwrap();
    let summary = ModelSummary { rooms: rooms.clone(), ..summary(16) };
    state.apply(Message::Session(Event::ModelLoaded { id, summary }), 0.0);
    assert_eq!(state.homes.waiting(), 2);
    let asked = state.next_home_requests();
    assert_eq!((asked.rooms, asked.tile), (rooms, 16));
    let photos: Vec<Vec<usize>> = asked.tiles.into_iter().map(|(_, photos)| photos).collect();
    assert_eq!(photos, [[3], [4]]);
}

#[test]
fn no_home_on_a_list_waits_forever() {
    // Without a model they wait until there is one.
    let mut state = running();
    state.list_homes(homes(3)).unwrap();
    assert!(state.next_home_requests().tiles.is_empty());
    state.apply(finished(1, false), 15_000.0);
    let asked = state.next_home_requests();
    assert_eq!(asked.tiles.len(), 3);
    // The requests of a lost worker are lost as well.
    state.apply(tiled(asked.tiles[0].0, 1), 0.0);
    assert_eq!(state.next_home_requests().prices.len(), 1);
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    let words = text::load_home_not_asked().to_string();
    assert_eq!(state.homes.all[0].outcome, Outcome::Failed(words));
    assert_eq!(state.homes.waiting(), 2, "their photos are being read");
    // After clearing and undo they wait again.
    let homes = state.clear_homes();
    state.apply(tiled(asked.tiles[1].0, 1), 0.0);
    assert!(state.next_home_requests().prices.is_empty());
    state.restore_homes(homes);
    price_list(&mut state, |at, id| predicted(id, at as f64));
    assert_eq!(state.homes.waiting(), 0);
    assert!(state.homes.all.iter().all(|home| matches!(home.outcome, Outcome::Priced(..))));
    // A model without photos prices none of them, and reports that.
    let id = state.request_model("mlp.safetensors".to_string(), Arc::new(vec![1]));
    let config = Config { model: ModelKind::Mlp, ..Config::default() };
    let summary = ModelSummary { config, ..summary(32) };
    state.apply(Message::Session(Event::ModelLoaded { id, summary }), 0.0);
    state.price_homes();
    assert_eq!(state.homes.waiting(), 0);
    assert!(state.next_home_requests().tiles.is_empty());
}

#[test]
fn only_the_latest_response_for_a_home_counts() {
    let mut state = done();
    let replaced = state.change_home_photos(true).unwrap();
    let home = state.change_home_photos(true).unwrap();
    // A small photo can be read before the large one that it replaces.
    state.apply(tiled(home, 2), 0.0);
    assert_eq!(state.home.montage, Some((vec![2], [64, 64])));
    state.apply(tiled(replaced, 1), 0.0);
    assert_eq!(state.home.montage, Some((vec![2], [64, 64])), "these photos were replaced");
    state.apply(Message::HomeFailed { home: replaced, message: "No picture.".to_string() }, 0.0);
    assert!(state.notices.is_empty(), "these photos are no longer needed");
    let first = state.request_price();
    let second = state.request_price();
    state.apply(predicted(first, 1.0), 0.0);
    assert_eq!(state.home.price, None);
    state.apply(predicted(second, 412_600.0), 0.0);
    assert_eq!(state.home.price, Some(412_600.0));
    let home = state.change_home_photos(true).unwrap();
    assert_eq!(state.change_home_photos(false), None);
    assert_eq!(state.home.price, None);
    state.apply(tiled(home, 3), 0.0);
    assert_eq!(state.home.montage, None, "a photo was removed while the four were read");
}

#[test]
fn reading_the_photos_of_a_home_again_keeps_the_notices() {
    let mut state = done();
    state.notice(NoticeKind::Done, Place::Predict, "The model is in use.".to_owned());
    let _ = state.change_home_photos(true);
    assert_eq!(state.notices.len(), 1);
    state.retract("The model is in use.");
    assert_eq!(state.notices, []);
}

#[test]
fn a_pending_column_mapping_is_given_as_the_reason() {
    let mut state = loaded();
    let columns = ["price", "id"].map(str::to_owned).into();
    let preview = TablePreview {
        file: "a.csv".into(),
        columns,
        rows: Vec::new(),
        count: 0,
        inferred: Mapping::default(),
    };
    state.apply(Message::MappingNeeded { preview, tables: vec!["a.csv".into()], table: 0 }, 0.0);
    assert_eq!(
        availability::start_blocked_by(&state, &Form::default()).as_deref(),
        Some(text::why_columns())
    );
}

#[test]
fn there_is_always_one_next_step() {
    let action = |state: &State, photos: [bool; 4]| next_step::next_step(state, &photos).action;
    assert_eq!(action(&State::default(), NONE), Action::ChooseFolder);
    assert_eq!(action(&loaded(), NONE), Action::Start);
    assert_eq!(next_step::next_step(&running(), &NONE).label, "Watch it learn");
    let mut state = done();
    assert_eq!(next_step::next_step(&state, &NONE).place, Place::Results);
    state.results_seen = true;
    assert_eq!(next_step::next_step(&state, &NONE).label, "Price a home");
    assert_eq!(next_step::next_step(&state, &[true, true, true, false]).label, "Choose the kitchen photo");
    let home = state.change_home_photos(true).unwrap();
    state.apply(Message::HomeTiled { home, montage: vec![0], size: [64, 64] }, 0.0);
    assert_eq!(action(&state, ALL), Action::Estimate);
    let id = state.request_price();
    state.apply(predicted(id, 1.0), 0.0);
    assert_eq!(next_step::next_step(&state, &ALL).place, Place::Train);
    assert_eq!(next_step::place_status(&state, Place::Predict), PlaceStatus::Done);
    let _ = state.request_run(Config::default(), DeviceChoice::Auto);
    assert_eq!(next_step::next_step(&state, &ALL).label, "Results of run 1");
}

#[test]
fn too_many_zip_codes_are_refused_before_a_run_on_attributes() {
    let mut state = loaded();
    let mut data = Dataset::clone(&dataset(8, 32));
    let code = |code: u32| ZipCode {
        code: code.to_string(),
        houses: 1,
        median_price: 1e5,
        min_price: 1e5,
        max_price: 1e5,
    };
    data.report.zip_codes = (0..10_001).map(code).collect();
    state.apply(Message::DatasetLoaded(Arc::new(data)), 0.0);
    let why = |model| {
        let mut form = Form::default();
        form.choose_model(model);
        availability::start_blocked_by(&state, &form)
    };
    let sentence = why(ModelKind::TunedMixed).unwrap();
    assert!(sentence.starts_with("The houses have 10001 different zip codes"), "{sentence}");
    assert!(sentence.contains("another column as the zip code"), "{sentence}");
    assert_eq!(why(ModelKind::Cnn), None, "this network does not use zip codes");
}

#[test]
fn every_disabled_control_gives_a_reason() {
    let form = Form::default();
    assert!(
        availability::start_blocked_by(&State::default(), &form)
            .unwrap()
            .starts_with("No houses are loaded yet")
    );
    let mut state = loaded();
    assert_eq!(availability::start_blocked_by(&state, &form), None);
    state.ready = false;
    assert!(availability::start_blocked_by(&state, &form).unwrap().contains("not started yet"));
    assert!(
        availability::start_blocked_by(&running(), &form).unwrap().starts_with("Run 2 can start when run 1")
    );
    assert!(availability::dataset_load_blocked_by(&running()).unwrap().contains("run 1"));
    assert!(availability::model_load_blocked_by(&running()).is_some());
    let mut greedy = Form::default();
    greedy.set(&TEST_SHARE, "0.99".to_string());
    assert!(
        availability::start_blocked_by(&loaded(), &greedy)
            .unwrap()
            .contains("of 8 houses leaves no training houses")
    );

    assert!(availability::estimate_blocked_by(&loaded(), &ALL).unwrap().contains("no model yet"));
    let mut state = done();
    assert!(availability::estimate_blocked_by(&state, &NONE).unwrap().contains("four photos"));
    assert_eq!(
        availability::estimate_blocked_by(&state, &[true, false, true, false]).unwrap(),
        "The bedroom and kitchen photos are missing."
    );
    let home = state.change_home_photos(true).unwrap();
    assert!(availability::estimate_blocked_by(&state, &ALL).unwrap().contains("being read"));
    state.apply(Message::HomeFailed { home, message: "No picture.".to_string() }, 0.0);
    assert!(availability::estimate_blocked_by(&state, &ALL).unwrap().contains("Replace it"));
    let home = state.change_home_photos(true).unwrap();
    state.apply(Message::HomeTiled { home, montage: vec![0], size: [64, 64] }, 0.0);
    assert_eq!(availability::estimate_blocked_by(&state, &ALL), None);
}

#[test]
fn the_live_region_announces_changes_but_not_epochs() {
    let mut state = running();
    let before = status_text::announcement(&state);
    state.apply(epoch(1, 3, 70.0), 16_000.0);
    assert_eq!(status_text::announcement(&state), before);
    state.apply(finished(1, true), 17_000.0);
    assert!(status_text::announcement(&state).starts_with("Run 1 was stopped"));
}

#[test]
fn the_device_is_named_by_kind() {
    let mut state = running();
    let chosen = DeviceName { kind: DeviceKind::SoftwareGpu, name: "google swiftshader".to_string() };
    let report = DeviceReport { chosen, step_times: vec![], no_gpu: None };
    state.apply(Message::Session(Event::Device { run: 1, report }), 0.0);
    assert_eq!(status_text::device_line(&state), ("Software GPU", "google swiftshader".to_string()));
}

#[test]
fn the_form_parses_typed_settings() {
    let mut form = Form::default();
    assert_eq!(form.config(4), Ok(Config::default()));
    assert!(!form.any_changed());
    form.set(&LEARNING_RATE, " 1e-3 ".to_string());
    assert!(!form.changed(&LEARNING_RATE), "another spelling of the default");
    form.set(&FILTERS, "8 16,32".to_string());
    form.set(&SEED, "7".to_string());
    let config = form.config(4).unwrap();
    assert_eq!((config.filters.as_slice(), config.seed), (&[8, 16, 32][..], 7));
    assert_eq!(form::changes(&config), ["filters 8, 16, 32", "seed 7"]);
    form.set(&EPOCHS, "many".to_string());
    assert_eq!(form.config(4).unwrap_err(), "Epochs is “many”. Enter a whole number, such as 200.");
    form.set(&EPOCHS, String::new());
    assert_eq!(form.config(4).unwrap_err(), "Epochs is empty. Enter a whole number, such as 200.");
    form.set(&EPOCHS, "0".to_string());
    assert!(form.config(4).unwrap_err().contains("from 1 to"));
    form.set(&LEARNING_RATE, "1e400".to_string());
    assert!(form.config(4).unwrap_err().starts_with("Epochs"), "the first error in the order of the form");
    assert_eq!(
        form.wrong(&LEARNING_RATE).unwrap(),
        "Learning rate is “1e400”. Enter a number, such as 0.001."
    );
    form.set(&EPOCHS, "99999999999999999999".to_string());
    assert!(form.wrong(&EPOCHS).unwrap().ends_with("Enter a smaller number, such as 200."));
    form.set(&EPOCHS, "4000000000".to_string());
    assert!(form.wrong(&EPOCHS).unwrap().contains("from 1 to"));
    form.reset();
    // Too many blocks for this tile size is not an error of either field.
    form.set(&FILTERS, "4, 4, 4, 4, 4, 4".to_string());
    form.set(&TILE, "8".to_string());
    assert_eq!((form.wrong(&FILTERS), form.wrong(&TILE)), (None, None));
    assert!(form.config(4).unwrap_err().contains("which leaves nothing"));
    form.reset();
    assert!(!form.any_changed());
}

#[test]
fn selecting_a_network_applies_its_recipe_and_hidden_fields_are_ignored() {
    for model in ModelKind::ALL {
        let mut form = Form::default();
        form.choose_model(model);
        assert_eq!(form.config(4), Ok(Config::recipe(model)));
        assert!(form.is_recipe());
        assert_eq!(form.any_changed(), model != ModelKind::Cnn);
    }
    let mut form = Form::default();
    form.set(&SPLIT_SEED, "7".to_string());
    form.choose_model(ModelKind::TunedPhotos);
    assert_eq!(form.config(4).unwrap().split_seed, 7, "only runs on the same split can be compared");
    assert!(form.shows(&MEMBERS) && !form.shows(&VALIDATION_SHARE) && !form.shows(&CROP));
    form.set(&CROP, "a lot".to_string());
    assert!(form.config(4).is_ok(), "the field is hidden");
    form.set(&MEMBERS, "1".to_string());
    assert!(form.config(4).unwrap_err().contains("The number of ensemble members is 1"));
    form.set(&MEMBERS, "4".to_string());
    assert_eq!(
        form::changes(&form.config(4).unwrap()),
        ["tuned, photos only", "split seed 7", "ensemble members 4"]
    );

    form.reset();
    assert_eq!(form.config(4), Ok(Config::default()));
    assert!(!form.shows(&LEVEL));
    form.set(&LOSS, "quantile".to_owned());
    assert!(form.shows(&LEVEL));
    form.set(&LEVEL, "1.5".to_string());
    assert!(form.config(4).unwrap_err().contains("Quantile: 1.5 is not possible"));
    form.set(&LEVEL, "0.4".to_string());
    assert_eq!(form.config(4).unwrap().loss, Loss::Quantile(0.4));
    assert_eq!(form::changes(&form.config(4).unwrap()), ["loss quantile", "quantile 0.4"]);
    form.set(&KEEP_BEST, "true".to_owned());
    assert!(form.config(4).unwrap_err().contains("chosen on the test houses"));
}

#[test]
fn a_recipe_is_suggested_only_until_the_visitor_selects_one() {
    let mut form = Form::default();
    form.suggest(ModelKind::TunedMixed);
    form.suggest(ModelKind::TunedPhotos);
    assert_eq!((form.model(), form.is_suggested()), (ModelKind::TunedPhotos, true));
    assert_eq!(form.chosen_by_visitor(4), None, "the page selected it");
    form.reset();
    form.suggest(ModelKind::TunedMixed);
    assert_eq!(
        (form.model(), form.is_suggested()),
        (ModelKind::Cnn, false),
        "the visitor selected the reference"
    );
    let mut form = Form::default();
    form.set(&EPOCHS, "3".to_string());
    form.suggest(ModelKind::TunedMixed);
    assert_eq!(form.model(), ModelKind::Cnn);
    assert_eq!(form.chosen_by_visitor(4), Some(Config { epochs: 3, ..Config::default() }));
    form.set(&EPOCHS, "many".to_string());
    assert_eq!(form.chosen_by_visitor(4), None, "no run can start with these settings");
    // Houses with a fixed tile size override the selected one as long as they are in use.
    let mut form = Form::default();
    form.set(&TILE, "64".to_string());
    form.fit_tile(Some(16));
    form.fit_tile(Some(32));
    assert_eq!((form.text(&TILE), form.chosen_by_visitor(4).unwrap().tile), ("32", 64));
    form.fit_tile(None);
    assert_eq!(form.text(&TILE), "64");
    form.fit_tile(Some(32));
    form.set(&TILE, "8".to_string());
    form.fit_tile(None);
    assert_eq!(form.text(&TILE), "8");
}

#[test]
fn the_parameters_of_the_default_network_are_counted() {
    assert_eq!(Config::default().parameters(0), 89_465);
}

#[test]
fn photos_are_assigned_by_their_names() {
    let rooms = Rooms::default();
    let names = |list: &[&str]| list.iter().map(|n| n.to_string()).collect::<Vec<_>>();
    let four = names(&["12_kitchen.jpg", "12_frontal.jpg", "12_BATHROOM.jpg", "12_bedroom.jpg"]);
    assert_eq!(rooms::assign_photos(&four, 0, &rooms), [Some(3), Some(2), Some(0), Some(1)]);
    let unnamed = names(&["a.jpg", "my kitchen.png", "b.jpg", "c.jpg", "d.jpg"]);
    assert_eq!(rooms::assign_photos(&unnamed, 2, &rooms), [Some(0), Some(3), Some(1), Some(2), None]);
    assert_eq!(
        rooms::assign_photos(&names(&["kitchen.jpg"]), 1, &rooms),
        [Some(1)],
        "a single photo goes where it is dropped"
    );
}

#[test]
fn numbers_are_formatted_for_people() {
    assert_eq!(format::count(2140), "2,140");
    assert_eq!(format::count_noun(1, "house", "houses"), "1 house");
    assert_eq!(format::money(533_388.27), "$533,388");
    assert_eq!(format::money_cents(533_388.27), "$533,388.27");
    assert_eq!(format::money(-98_941.4), "\u{2212}$98,941");
    assert_eq!(format::money(-0.2), "$0");
    assert_eq!(format::money(999_999.6), "$1,000,000");
    assert_eq!(format::signed_money(241_500.0), "+$241,500");
    assert_eq!(format::compact_money(50_000.0), "$50k");
    assert_eq!(format::compact_money(1_250_000.0), "$1.25M");
    assert_eq!(format::compact_money(292_345.0), "$292k");
    assert_eq!(format::percent(3465.55), "3,465.6\u{a0}%");
    assert_eq!(format::signed_percent(-18_830.6), "\u{2212}18,831\u{a0}%");
    assert_eq!(format::decimal(-0.001, 2), "0.00");
    assert_eq!(format::percent(57.04), "57.0\u{a0}%");
    assert_eq!(format::signed_percent(-66.6), "\u{2212}67\u{a0}%");
    assert_eq!(format::decimal(-0.001, 2), "0.00");
    assert_eq!(format::duration(0.2), "under 1\u{a0}s");
    assert_eq!(format::duration(65.0), "1\u{a0}min 5\u{a0}s");
    assert_eq!(format::duration(7380.0), "2\u{a0}h 3\u{a0}min");
    assert_eq!(format::short_time(0.0452), "45.2\u{a0}ms");
    assert_eq!(format::size(361_234), "361\u{a0}kB");
    assert_eq!(format::list(&["a", "b", "c"]), "a, b and c");
}

fn predictions() -> Vec<Prediction> {
    let one = |house, actual, predicted| Prediction { house, actual, predicted };
    vec![
        one(1, 100_000.0, 250_000.0),
        one(2, 200_000.0, 150_000.0),
        one(3, 300_000.0, 330_000.0),
        one(4, 400_000.0, 100_000.0),
    ]
}

#[test]
fn test_houses_are_joined_sorted_and_grouped() {
    let data = dataset(8, 2);
    let mut rows = result_rows::rows(&predictions(), Some(&data));
    assert_eq!((rows[1].zip_code.as_str(), rows[1].position), ("92276", Some(1)));
    result_rows::sort(&mut rows, SortKey::PercentError, true);
    assert_eq!(rows.iter().map(|r| r.house).collect::<Vec<_>>(), [1, 4, 2, 3]);
    result_rows::sort(&mut rows, SortKey::Zip, false);
    assert_eq!(rows.iter().map(|r| r.house).collect::<Vec<_>>(), [2, 4, 1, 3]);
    let zips = error_statistics::zip_errors(&rows);
    assert_eq!((zips[0].name.as_str(), zips[0].houses, zips[0].mape), ("93510", 2, 80.0));
    assert_eq!(zips[1].bias, (-50_000.0 - 300_000.0) / 2.0);
    assert_eq!(error_statistics::within_factor_two(&rows), 2);
    assert_eq!(error_statistics::median_error(&rows), Some(50.0));
    let bins = error_statistics::error_bins(&rows);
    assert_eq!((bins[1], bins[3], bins[5], bins[12]), (1, 1, 1, 1));
    assert!(
        result_rows::csv(&rows)
            .starts_with("house,zip_code,actual,predicted,error_percent\n2,92276,200000,150000,-25\n")
    );
}

#[test]
fn the_interquartile_range_comes_from_the_runs_errors() {
    let ratio = |r: f64| Prediction { house: 1, actual: 100.0 * r, predicted: 100.0 };
    let nine: Vec<_> = (1..=9).map(|i| ratio(f64::from(i) / 4.0)).collect();
    assert_eq!(error_statistics::interquartile_range(1000.0, &nine), Some((750.0, 1750.0)));
    assert_eq!(error_statistics::interquartile_range(1000.0, &nine[..7]), None);
    assert_eq!(error_statistics::interquartile_range(-5.0, &nine), None);
}

#[test]
fn dropped_houses_are_counted_by_reason() {
    let rare = |house| Dropped {
        house,
        reason: DropReason::RareZipCode { zip_code: "90210".to_string(), houses: 2 },
    };
    let photo =
        Dropped { house: 9, reason: DropReason::MissingPhoto { room: "kitchen".to_string(), file: None } };
    let report = DataReport { dropped: vec![rare(1), rare(2), photo], ..DataReport::default() };
    let groups = data_report::dropped_groups(&report);
    assert_eq!((groups[0].houses, groups[0].lines.as_slice()), (2, &["90210: 2 houses".to_string()][..]));
    assert_eq!(groups[1].lines, ["House 9: There is no kitchen photo."]);
    assert_eq!(groups[3].houses, 0);
    assert_eq!(data_report::extra_rooms_text(&[]), None);
    let words = data_report::extra_rooms_text(&["attic".to_string(), "yard".to_string()]);
    assert_eq!(words.as_deref(), Some("A montage has 9 places: photos of attic and yard are not used."));
    let _ = ZipCode { code: String::new(), houses: 0, median_price: 0.0, min_price: 0.0, max_price: 0.0 };
}

#[test]
fn axes_have_round_labels_within_range() {
    let log = Axis::log(48.0, 900.0);
    assert_eq!(log.ticks, [50.0, 100.0, 200.0, 500.0]);
    assert_eq!((log.at(48.0), log.at(900.0)), (0.0, 100.0));
    assert_eq!(Axis::log(55.0, 75.0).ticks, [60.0, 70.0]);
    assert_eq!(Axis::linear(0.0, 200.0).ticks, [0.0, 50.0, 100.0, 150.0, 200.0]);
}

#[test]
fn charts_contain_every_point_and_the_baseline() {
    let state = done();
    let svg = chart::loss_chart(&state.runs[0], &[], Default::default());
    let path = svg.split(r#"class="p-val" d=""#).nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(path.matches(['M', 'L']).count(), 2);
    assert!(svg.contains("always $117,500: 71.2"));
    assert!(!svg.contains("NaN"));
    let rows = result_rows::rows(&predictions(), None);
    assert_eq!(chart::scatter(&rows, None).matches("<circle").count(), 4);
    assert!(chart::scatter(&rows, Some(4)).contains("house 4: \u{2212}75"));
    assert_eq!(chart::histogram(&error_statistics::error_bins(&rows), 2, 2).matches("<rect").count(), 4);
    assert!(chart::price_line(4e5, Some((3e5, 8e5)), [1e5, 5e6]).contains("$300k"));
}

#[test]
fn labels_that_would_overlap_on_a_narrow_screen_are_hidden_there() {
    let labels = |language| {
        text::speak(language);
        let line = chart::price_line(4e5, None, [50_000.0, 1_600_000.0]);
        text::speak(Language::English);
        (line.matches("<text").count(), line.matches("<text class=\"roomy\"").count())
    };
    assert_eq!(labels(Language::English), (5, 0), "$50k, $100k, $200k, $500k, $1M");
    assert_eq!(labels(Language::German), (5, 2), "50 Tsd., 200 Tsd., 500 Tsd. are shown");
}

#[test]
fn a_network_is_compared_with_the_best_single_price() {
    let baseline = |mape_mean| Baseline { price: 1e5, mape_mean, mape_std: 1.0 };
    let mut baselines = Baselines {
        best_constant: baseline(46.0),
        mean: baseline(90.0),
        median: baseline(41.5),
        zip_code: None,
        ridge: None,
    };
    assert!(result_text::baseline_verdict(38.0, &baselines).starts_with("Better than the baseline"));
    assert!(!result_text::baseline_verdict(38.0, &baselines).contains("Ridge"));
    assert!(
        result_text::baseline_verdict(44.0, &baselines).starts_with("Worse than the baseline"),
        "it is better than only one of them"
    );
    assert!(result_text::baseline_verdict(41.0, &baselines).starts_with("About the same as the baseline"));
    baselines.ridge = Some(BaselinePredictions { mape_mean: 20.0, mape_std: 1.0, prices: Vec::new() });
    assert!(
        result_text::baseline_verdict(38.0, &baselines)
            .contains("Ridge regression on the attributes, without photos, is better still")
    );
    assert!(result_text::baseline_verdict(19.0, &baselines).contains("It also beats ridge regression"));
}

#[test]
fn an_estimate_outside_the_training_prices_has_a_warning() {
    let prices = [1e5, 9e5];
    assert_eq!(result_text::price_warning(3e5, prices), None);
    assert!(result_text::price_warning(2e7, prices).unwrap().contains("above every price"));
    assert!(result_text::price_warning(9e4, prices).unwrap().contains("below every price"));
    assert!(result_text::price_warning(-5.0, prices).unwrap().contains("This price is impossible"));
}

#[test]
fn a_backbone_network_needs_its_file() {
    let mut state = loaded();
    state.apply(Message::Session(Event::Ready), 0.0);
    let mut form = Form::default();
    form.choose_model(ModelKind::Backbone);
    let why = |state: &State| availability::start_blocked_by(state, &form);
    assert!(why(&state).unwrap().contains("choose the file"), "{:?}", why(&state));
    let loaded = |id| Message::Session(Event::BackboneLoaded { id });
    let id = state.request_backbone("resnet18.safetensors".to_string());
    assert!(why(&state).unwrap().contains("is being read"));
    state.apply(failed(id), 0.0);
    assert!(why(&state).unwrap().contains("choose the file"));
    assert_eq!(places(&state), [Place::Train]);
    let id = state.request_backbone("resnet18.safetensors".to_string());
    assert!(state.notices.is_empty());
    state.apply(loaded(id), 0.0);
    // The recipe has another tile size, so the houses will be read again for the run.
    assert_eq!(why(&state), None);
    let id = state.request_backbone("other.safetensors".to_string());
    // A new worker loads the former one.
    state.apply(loaded(state.request_ids().next()), 0.0);
    assert_eq!(state.backbone.as_deref(), Some("resnet18.safetensors"));
    assert!(why(&state).unwrap().contains("is being read"));
    state.apply(failed(id), 0.0);
    assert_eq!((why(&state), state.backbone.as_deref()), (None, Some("resnet18.safetensors")));

    form.set(&FINE_TUNE, "true".to_owned());
    let config = form.config(4).unwrap();
    assert_eq!(config, Config::recipe(ModelKind::Backbone).fine_tuned());
    assert!(form.is_recipe() && !form.shows(&MEMBERS) && form.shows(&VALIDATION_SHARE));
    assert_eq!(form::changes(&config), ["backbone, resnet-18", "fine-tuned"]);
    form.set(&FINE_TUNE, "false".to_owned());
    assert_eq!(form.config(4), Ok(Config::recipe(ModelKind::Backbone)));
}

#[test]
fn attributes_that_a_model_ignores_are_named() {
    let mut state = done();
    let mut data = (*dataset(8, 2)).clone();
    data.attributes = ["bedrooms", "bathrooms", "lot size"].map(str::to_string).to_vec();
    state.runs[0].data = Some(Arc::new(data));
    assert_eq!(home_inputs::ignored_attributes_text(&state), None, "this network does not use attributes");
    let model = state.model.as_mut().unwrap();
    model.summary.config.model = ModelKind::TunedMixed;
    model.summary.input_schema.attributes = vec!["bathrooms".to_string()];
    let text = home_inputs::ignored_attributes_text(&state).unwrap();
    assert!(text.starts_with("The model does not use bedrooms and lot size:"), "{text}");
    state.model.as_mut().unwrap().run = None;
    assert_eq!(home_inputs::ignored_attributes_text(&state), None, "the houses of a model file are unknown");
}
