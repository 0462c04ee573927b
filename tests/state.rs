//! What the page shows, folded from messages: no browser needed.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

use std::rc::Rc;

use facade_app::chart::{self, Axis};
use facade_app::explain::About;
use facade_app::figures::{self, SortKey};
use facade_app::form::{self, Choice, Field, Form};
use facade_app::homes::{AT_ONCE, HomeRequests, Outcome};
use facade_app::notice::{NoticeKind, Place};
use facade_app::run::{Asked, RunState};
use facade_app::state::State;
use facade_app::steps::{self, Action, PlaceStatus};
use facade_app::{Message, rooms, words};
use facade_data::{DataReport, Dataset, Dropped, House, Mapping, Montages, Reason, Rooms, Summary, ZipCode};
use facade_protocol::{
    Bytes, DeviceChoice, DeviceKind, DeviceName, DeviceReport, EpochDone, Event, ModelSummary, TablePreview,
};
use facade_spec::evaluation::{Baseline, Baselines, Evaluation, Guesses, Metrics, Prediction};
use facade_spec::{Config, Loss, ModelKind};
use facade_text as text;
use facade_text::Language;
use facade_text::format;

const NONE: [bool; 4] = [false; 4];
const ALL: [bool; 4] = [true; 4];

fn dataset(houses: u32, tile: usize) -> Rc<Dataset> {
    let house = |number| House {
        number,
        attributes: Vec::new(),
        zip_code: if number % 2 == 0 { "92276" } else { "93510" }.to_string(),
        price: 100_000.0 * f64::from(number),
    };
    Rc::new(Dataset {
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
        ranges: Vec::new(),
        shade: 1.0,
        r2_log_unshaded: None,
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
        asks: Default::default(),
        ranges: Vec::new(),
    }
}

/// A page with houses loaded and the compute module there.
fn loaded() -> State {
    let mut state = State::default();
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::IntakeStarted { name: "Houses".to_string() }, 0.0);
    state.apply(Message::IntakeDone(dataset(8, 2)), 2000.0);
    state
}

/// Run 1 after two epochs, two seconds each.
fn running() -> State {
    let mut state = loaded();
    assert_eq!(state.ask_run(Config { epochs: 10, ..Config::default() }, DeviceChoice::Auto), 1);
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
fn intake_tells_how_far_it_is_and_how_long_it_takes() {
    let mut state = State::default();
    assert_eq!(steps::place_status(&state, Place::Data), PlaceStatus::Todo);
    state.apply(Message::IntakeStarted { name: "Houses".to_string() }, 1000.0);
    state.apply(Message::IntakeProgress { done: 25, total: 100 }, 2000.0);
    let intake = state.intake.clone().unwrap();
    assert_eq!(intake.seconds_left(), Some(3.0));
    assert_eq!(steps::place_status(&state, Place::Data), PlaceStatus::Running(0.25));
    assert!(steps::why_no_intake(&state).unwrap().contains("Cancel"));
    state.apply(Message::IntakeDone(dataset(8, 2)), 5000.0);
    assert_eq!(state.intake_seconds, Some(4.0));
    assert_eq!(steps::place_status(&state, Place::Data), PlaceStatus::Done);
    assert_eq!(steps::why_no_intake(&state), None);
}

#[test]
fn houses_that_others_took_the_place_of_come_back_with_what_was_left_out() {
    let mut state = loaded();
    assert!(state.former.is_none());
    state.exclude(3, true);
    // The same houses in another tile size take the place of none.
    state.apply(Message::IntakeDone(dataset(8, 4)), 0.0);
    assert!(state.former.is_none() && state.excluded.contains(&3));

    let first = state.data.clone().unwrap();
    let others = Rc::new(Dataset { name: "Others".to_string(), ..(*dataset(6, 2)).clone() });
    state.apply(Message::HousesBack(others.clone()), 0.0);
    assert!(state.data_back && state.excluded.is_empty());
    let version = state.data_version;
    for (now, back, left_out) in [(&first, false, vec![3]), (&others, true, vec![])] {
        state.apply(Message::HousesExchanged(now.clone()), 0.0);
        assert!(Rc::ptr_eq(state.data.as_ref().unwrap(), now));
        assert_eq!(state.data_back, back);
        assert_eq!(state.excluded.iter().copied().collect::<Vec<u32>>(), left_out);
    }
    assert_eq!(state.data_version, version + 2);
    // The link has the say about which houses are in use.
    let third = Rc::new(Dataset { name: "Third".to_string(), ..(*dataset(5, 2)).clone() });
    state.apply(Message::HousesExchanged(third.clone()), 0.0);
    assert!(Rc::ptr_eq(state.data.as_ref().unwrap(), &third));
    assert!(Rc::ptr_eq(&state.former.as_ref().unwrap().data, &others));
}

#[test]
fn a_failed_or_cancelled_intake_leaves_the_houses_alone() {
    let mut state = loaded();
    for end in [Message::IntakeCancelled, Message::IntakeFailed { message: "There is no list.".to_string() }]
    {
        state.apply(Message::IntakeStarted { name: "Pictures".to_string() }, 0.0);
        state.apply(end, 1.0);
        assert!(state.intake.is_none());
        assert_eq!(state.data.as_ref().unwrap().houses.len(), 8);
    }
    assert_eq!(state.notices.len(), 1);
    assert_eq!((state.notices[0].kind, state.notices[0].place), (NoticeKind::Error, Place::Data));
    // The next try takes the old error away.
    state.apply(Message::IntakeStarted { name: "Houses".to_string() }, 2.0);
    assert!(state.notices.is_empty());
}

#[test]
fn a_run_is_followed_from_asking_to_its_end() {
    let mut state = running();
    let run = &state.runs[0];
    assert_eq!((run.state, run.epoch()), (RunState::Running, 2));
    assert_eq!(run.seconds_left(), Some(16.0));
    assert_eq!(run.best().unwrap().epoch, 2);
    assert_eq!(steps::place_status(&state, Place::Train), PlaceStatus::Running(0.2));
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
        words::run_outcome(run).unwrap(),
        "Run 1 has finished: 57.0\u{a0}% off on 2 test houses, after 2 epochs in 5\u{a0}s."
    );
}

#[test]
fn an_epoch_under_way_tells_its_steps_and_its_time() {
    let mut state = loaded();
    state.ask_run(Config::default(), DeviceChoice::Gpu);
    state.apply(started(1, 0), 10_000.0);
    assert_eq!(words::run_time(&state.runs[0]), "first epoch");
    state.apply(Message::Session(Event::Step { run: 1, done: 3 }), 17_000.0);
    let steps = state.runs[0].setup.as_ref().unwrap().steps;
    assert_eq!(words::run_time(&state.runs[0]), format!("step 3 of {steps}"));
    assert_eq!(state.runs[0].seconds(), 7.0);
    state.apply(epoch(1, 1, 90.0), 18_000.0);
    assert_eq!(state.runs[0].seconds(), 8.0, "no second is counted twice");
    assert!(words::run_time(&state.runs[0]).ends_with("left"));
}

#[test]
fn a_gpu_that_is_not_there_is_told_before_a_run_asks_for_it() {
    let mut state = loaded();
    let no_gpu = Some("This browser has no WebGPU.".to_string());
    state.apply(Message::Session(Event::Prepared { id: 1, no_gpu }), 0.0);
    let of = |device| Form::of(&Config::default(), device);
    let sentence = "This browser has no WebGPU. Choose the CPU, or automatic choice.";
    assert_eq!(steps::why_no_start(&state, &of(DeviceChoice::Gpu)).as_deref(), Some(sentence));
    assert_eq!(steps::why_no_start(&state, &of(DeviceChoice::Auto)), None);
    state.apply(Message::Session(Event::Prepared { id: 2, no_gpu: None }), 0.0);
    assert_eq!(steps::why_no_start(&state, &of(DeviceChoice::Gpu)), None, "asked again, it was there");
}

#[test]
fn a_pause_stops_the_clock() {
    let mut state = running();
    state.ask(Asked::Pause);
    assert_eq!(steps::why_no_control(&state, Asked::Stop).unwrap(), "Pausing after the steps in flight.");
    state.apply(Message::Session(Event::Paused { run: 1 }), 15_000.0);
    assert_eq!(state.runs[0].seconds_left(), None);
    assert_eq!(words::run_time(&state.runs[0]), "Nothing is computing");
    assert_eq!(steps::why_no_control(&state, Asked::Resume), None);
    assert_eq!(steps::next_step(&state, &NONE).action, Action::Resume);
    state.apply(Message::Session(Event::Resumed { run: 1 }), 99_000.0);
    state.apply(epoch(1, 3, 70.0), 100_000.0);
    assert_eq!(state.runs[0].spent_ms, 6000.0);
    assert!(state.runs[0].seconds_left().unwrap() < 20.0);
}

#[test]
fn a_lost_worker_goes_on_from_the_checkpoint() {
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
fn a_worker_lost_for_good_ends_the_run_and_what_was_asked() {
    let mut state = done();
    let _ = state.ask_run(Config::default(), DeviceChoice::Auto);
    let _ = state.ask_price();
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    assert_eq!(state.runs[1].state, RunState::Failed);
    assert!(!state.pricing_home());
    assert!(state.active_run().is_none());
    assert_eq!(state.shown_run().unwrap().number, 1);
}

#[test]
fn a_run_that_waits_for_other_tiles_ends_with_them() {
    let mut state = loaded();
    let _ = state.ask_run(Config { tile: 16, ..Config::default() }, DeviceChoice::Auto);
    state.apply(Message::IntakeStarted { name: "Houses".to_string() }, 0.0);
    state.apply(Message::IntakeCancelled, 0.0);
    assert_eq!(state.runs[0].state, RunState::Stopped);
    assert_eq!(steps::why_no_start(&state, &Form::default()), None);
}

fn failed(id: u32) -> Message {
    Message::Session(Event::Failed { id, run: None, message: "It did not work.".to_string() })
}

fn model_loaded(id: u32, tile: usize) -> Message {
    Message::Session(Event::ModelLoaded { id, summary: summary(tile) })
}

fn predicted(id: u32, price: f64) -> Message {
    Message::Session(Event::Predicted { id, price, ranges: Vec::new(), familiarity: None })
}

/// Where the sentences stand that are to be read.
fn places(state: &State) -> Vec<Place> {
    state.notices.iter().map(|notice| notice.place).collect()
}

#[test]
fn failures_are_told_where_the_visitor_acted() {
    let mut state = done();
    let asked = [
        (state.ask_model("x.safetensors".to_string(), Rc::new(vec![1])), Place::Predict),
        (state.ask_backbone("y.safetensors".to_string()), Place::Train),
        (state.ask_why(About::House(3)), Place::Results),
        (state.ask_why(About::Home), Place::Predict),
        (state.ask_export().unwrap(), Place::Predict),
        (state.ask_price(), Place::Predict),
    ];
    // In whichever order they come.
    for (id, place) in asked.into_iter().rev() {
        state.notices.clear();
        state.apply(failed(id), 0.0);
        assert_eq!(places(&state), [place]);
    }
    assert!(!state.loading_model() && !state.loading_backbone() && !state.pricing_home());
    assert!(state.whys.is_empty());
    assert_eq!(state.model.as_ref().unwrap().run, Some(1), "the model from before is still there");
    state.notices.clear();
    state.apply(failed(asked[0].0), 0.0);
    assert!(state.notices.is_empty(), "nobody waits for it any more");

    let failed = || {
        let message = "It did not work.".to_string();
        Message::Session(Event::Failed { id: 1, run: Some(1), message })
    };
    let mut state = running();
    state.apply(failed(), 0.0);
    assert_eq!(places(&state), [Place::Train]);
    assert_eq!(state.runs[0].state, RunState::Failed);
    state.apply(failed(), 0.0);
    assert_eq!(state.notices.len(), 1, "the same sentence is not said twice");
}

#[test]
fn a_model_from_a_file_takes_the_place() {
    let mut state = done();
    let id = state.ask_model("mine.safetensors".to_string(), Rc::new(vec![1, 2]));
    state.apply(model_loaded(id, 64), 0.0);
    let model = state.model.as_ref().unwrap();
    assert_eq!((model.run, model.file_name.as_str()), (None, "mine.safetensors"));
    assert_eq!(steps::home_tile(&state), 64);
    assert!(state.notices[0].text.contains("mine.safetensors"));
}

#[test]
fn houses_that_are_refused_at_the_start_leave_the_kept_model() {
    let mut state = State::default();
    state.apply(Message::HousesBack(dataset(8, 2)), 0.0);
    let kept = state.ask_kept_model("kept.safetensors".to_string(), Rc::new(vec![1]));
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::HousesRefused { message: "The houses were lost.".to_string() }, 0.0);
    assert_eq!(places(&state), [Place::Data]);
    state.apply(model_loaded(kept, 32), 0.0);
    let model = state.model.as_ref().unwrap();
    assert_eq!((model.file_name.as_str(), model.kept), ("kept.safetensors", true));
    assert_eq!(places(&state), [Place::Data], "the kept model comes without a word");
}

#[test]
fn two_models_on_their_way_are_told_apart() {
    let two = |state: &mut State| {
        ["b", "c"].map(|name| state.ask_model(format!("{name}.safetensors"), Rc::new(name.into())))
    };
    let name = |state: &State| state.model.as_ref().map(|model| model.file_name.clone()).unwrap();
    let mut state = done();
    let [b, c] = two(&mut state);
    state.apply(model_loaded(b, 16), 0.0);
    assert_eq!((name(&state).as_str(), steps::home_tile(&state)), ("b.safetensors", 16));
    assert!(state.loading_model());
    state.apply(model_loaded(c, 64), 0.0);
    assert_eq!((name(&state).as_str(), steps::home_tile(&state)), ("c.safetensors", 64));
    assert_eq!(state.model.as_ref().unwrap().file.as_slice(), b"c");
    assert_eq!(state.previous.as_ref().unwrap().file_name, "b.safetensors");

    let mut state = done();
    let [b, c] = two(&mut state);
    state.apply(failed(b), 0.0);
    assert!(state.loading_model());
    state.apply(model_loaded(c, 64), 0.0);
    assert_eq!((name(&state).as_str(), state.loading_model()), ("c.safetensors", false));

    let mut state = done();
    let [b, c] = two(&mut state);
    state.apply(model_loaded(b, 16), 0.0);
    state.apply(failed(c), 0.0);
    assert_eq!((name(&state).as_str(), state.loading_model()), ("b.safetensors", false));
}

#[test]
fn a_model_that_was_brought_back_is_not_taken_for_the_visitors() {
    let mut state = done();
    let offered = state.ask_model("mine.safetensors".to_string(), Rc::new(vec![1]));
    // Another worker takes the model that is in use. It numbers that by the same count.
    let restored = state.request_ids().next();
    state.apply(model_loaded(restored, 32), 0.0);
    assert_eq!(state.model.as_ref().unwrap().run, Some(1));
    assert!(state.loading_model());
    state.apply(model_loaded(offered, 64), 0.0);
    assert_eq!(state.model.as_ref().unwrap().file_name, "mine.safetensors");
}

#[test]
fn a_model_comes_back_with_its_file_and_its_run() {
    let mut state = done();
    let own = state.model.as_ref().unwrap().file.clone();
    let id = state.ask_model("mine.safetensors".to_string(), Rc::new(vec![1, 2]));
    state.apply(model_loaded(id, 64), 0.0);
    let (back, file) = state.ask_previous().unwrap();
    assert!(Rc::ptr_eq(&file, &own));
    // The visitor cannot wait, and asks for another one too.
    let other = state.ask_model("other.safetensors".to_string(), Rc::new(vec![3]));
    state.apply(failed(other), 0.0);
    state.apply(model_loaded(back, 32), 0.0);
    let model = state.model.as_ref().unwrap();
    assert_eq!((model.run, model.file_name.as_str()), (Some(1), "facade-run-1.safetensors"));
    assert_eq!(state.previous.as_ref().unwrap().file_name, "mine.safetensors");
    let (again, _) = state.ask_previous().unwrap();
    state.apply(failed(again), 0.0);
    assert_eq!(state.model.as_ref().unwrap().run, Some(1), "what could not be undone is as it was");
    assert!(state.previous.is_some());
}

#[test]
fn an_export_that_is_lost_leaves_the_names_of_later_ones() {
    let exported = |id| Message::Session(Event::Exported { id, file: Bytes(Vec::new()) });
    let mut state = done();
    assert_eq!(State::default().ask_export(), None);
    let lost = state.ask_export().unwrap();
    assert_eq!(state.export_name(lost).as_deref(), Some("facade-run-1.onnx"));
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    let refused = state.ask_export().unwrap();
    state.apply(failed(refused), 0.0);
    let load = state.ask_model("mine.safetensors".to_string(), Rc::new(vec![1]));
    let before = state.ask_export().unwrap();
    state.apply(model_loaded(load, 32), 0.0);
    let after = state.ask_export().unwrap();
    // Both were asked behind the model's file.
    assert_eq!(state.export_name(before).as_deref(), Some("mine.onnx"));
    assert_eq!(state.export_name(after).as_deref(), Some("mine.onnx"));
    state.apply(exported(before), 0.0);
    assert_eq!(state.export_name(before), None);
    assert_eq!(state.export_name(after).as_deref(), Some("mine.onnx"));
    assert_eq!((state.export_name(lost), state.export_name(refused)), (None, None));
}

#[test]
fn what_the_worker_takes_along_is_told_and_can_be_asked_again() {
    let mut state = done();
    state.ask_model("mine.safetensors".to_string(), Rc::new(vec![1]));
    state.ask_backbone("resnet18.safetensors".to_string());
    state.ask_why(About::Home);
    let price = state.ask_price();
    let home = state.change_home(true).unwrap();
    state.ask_price();
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    assert!(!state.loading_model() && !state.loading_backbone() && !state.pricing_home());
    assert!(state.whys.is_empty());
    let said: Vec<&str> = state.notices.iter().map(|notice| notice.text.as_str()).collect();
    assert!(said[0].starts_with("mine.safetensors was not loaded"), "{said:?}");
    state.apply(predicted(price, 1.0), 0.0);
    assert_eq!(state.home.price, None);
    // Decoders live on.
    assert!(state.reading_home());
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

/// Answers what is asked for the homes on the list: photos at once, prices by `answer`. The most that was under way at a time, and
/// the positions in the order in which they were priced.
fn price_list(state: &mut State, mut answer: impl FnMut(usize, u32) -> Message) -> (usize, Vec<usize>) {
    let (mut most, mut order) = (0, Vec::new());
    loop {
        let asked =
            |state: &State| state.homes.all.iter().filter(|home| home.outcome == Outcome::Asked).count();
        let HomeRequests { tiles, prices, .. } = state.ask_homes();
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
fn a_long_list_is_priced_from_its_beginning_a_few_at_a_time() {
    let mut state = done();
    state.list_homes(homes(1000)).unwrap();
    let (most, order) = price_list(&mut state, |at, id| predicted(id, at as f64));
    assert_eq!(most, AT_ONCE);
    assert_eq!(order, (0..1000).collect::<Vec<_>>());
    assert_eq!(state.homes.waiting(), 0);
    let all =
        |at: usize| matches!(state.homes.all[at].outcome, Outcome::Priced(price, ..) if price == at as f64);
    assert!((0..1000).all(all));
}

#[test]
fn a_home_on_the_list_that_fails_is_the_only_one() {
    let mut state = done();
    let home = state.change_home(true).unwrap();
    state.apply(tiled(home, 1), 0.0);
    let price = state.ask_price();
    state.list_homes(homes(60)).unwrap();
    let (_, order) =
        price_list(&mut state, |at, id| if at % 7 == 0 { failed(id) } else { predicted(id, 1.0) });
    assert_eq!((order.len(), state.homes.waiting()), (60, 0));
    for (at, home) in state.homes.all.iter().enumerate() {
        assert_eq!(matches!(home.outcome, Outcome::Failed(_)), at % 7 == 0, "{at}");
    }
    assert!(state.pricing_home() && state.notices.is_empty(), "the one home still waits");
    state.apply(predicted(price, 412_600.0), 0.0);
    assert_eq!(state.home.price, Some(412_600.0));
    // And the other way round.
    let price = state.ask_price();
    state.price_homes();
    let asked = state.ask_homes();
    state.apply(failed(price), 0.0);
    assert_eq!(places(&state), [Place::Predict]);
    assert_eq!(state.homes.waiting(), 60);
    let photo = asked.tiles[0].0;
    state.apply(Message::HomeFailed { home: photo, message: "No picture.".to_string() }, 0.0);
    assert_eq!(state.homes.all[0].outcome, Outcome::Failed("No picture.".to_string()));
    assert_eq!((state.homes.waiting(), state.notices.len()), (59, 1));
}

#[test]
fn another_model_prices_the_whole_list_anew_and_late_prices_are_not_heard() {
    let mut state = done();
    state.list_homes(homes(50)).unwrap();
    let first = state.ask_homes();
    assert_eq!((first.tile, first.tiles.len()), (32, AT_ONCE));
    state.apply(tiled(first.tiles[0].0, 1), 0.0);
    state.apply(tiled(first.tiles[1].0, 1), 0.0);
    let prices = state.ask_homes().prices;
    state.apply(predicted(prices[0].0, 1.0), 0.0);
    assert_eq!(state.homes.waiting(), 49);
    let id = state.ask_model("c.safetensors".to_string(), Rc::new(vec![1]));
    state.apply(model_loaded(id, 64), 0.0);
    assert_eq!(state.homes.waiting(), 50, "one list has the prices of one model");
    // What was asked of the model before says nothing of this one, well or not.
    state.apply(predicted(prices[1].0, 2.0), 0.0);
    state.apply(failed(prices[1].0), 0.0);
    state.apply(tiled(first.tiles[2].0, 1), 0.0);
    assert!(state.homes.all.iter().all(|home| home.outcome == Outcome::Waiting));
    let again = state.ask_homes();
    assert_eq!((again.tile, again.tiles.len(), again.prices.len()), (64, AT_ONCE, 0));
    for (id, _) in again.tiles {
        state.apply(Message::HomeFailed { home: id, message: "No.".to_string() }, 0.0);
    }
    price_list(&mut state, |at, id| predicted(id, at as f64));
    assert_eq!(state.homes.waiting(), 0);
    assert_eq!(state.homes.of_other_model(state.model.as_ref()), None);
    // A list that is done stays, and says whose prices it has.
    let (back, _) = state.ask_previous().unwrap();
    state.apply(model_loaded(back, 32), 0.0);
    assert_eq!(state.homes.waiting(), 0);
    assert_eq!(state.homes.of_other_model(state.model.as_ref()).as_deref(), Some("c.safetensors"));
    let (back, _) = state.ask_previous().unwrap();
    state.apply(model_loaded(back, 64), 0.0);
    assert_eq!(state.homes.of_other_model(state.model.as_ref()), None, "it is in use again");
}

#[test]
fn a_list_takes_the_photos_that_another_model_wants() {
    let mut state = done();
    let paths = ["a/bath.jpg", "a/bed.jpg", "a/front.jpg", "a/kitchen.jpg", "b/kitchen.jpg"];
    state.list_homes(paths.map(str::to_string).to_vec()).unwrap();
    assert_eq!(state.homes.waiting(), 1);
    let id = state.ask_model("kitchens.safetensors".to_string(), Rc::new(vec![1]));
    let rooms = Rooms::new(vec!["kitchen".to_string()]).unwrap();
    let summary = ModelSummary { rooms: rooms.clone(), ..summary(16) };
    state.apply(Message::Session(Event::ModelLoaded { id, summary }), 0.0);
    assert_eq!(state.homes.waiting(), 2);
    let asked = state.ask_homes();
    assert_eq!((asked.rooms, asked.tile), (rooms, 16));
    let photos: Vec<Vec<usize>> = asked.tiles.into_iter().map(|(_, photos)| photos).collect();
    assert_eq!(photos, [[3], [4]]);
}

#[test]
fn no_home_on_a_list_waits_for_ever() {
    // Without a model they wait for one, and no longer.
    let mut state = running();
    state.list_homes(homes(3)).unwrap();
    assert!(state.ask_homes().tiles.is_empty());
    state.apply(finished(1, false), 15_000.0);
    let asked = state.ask_homes();
    assert_eq!(asked.tiles.len(), 3);
    // A worker that ends takes along what it was asked.
    state.apply(tiled(asked.tiles[0].0, 1), 0.0);
    assert_eq!(state.ask_homes().prices.len(), 1);
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    let words = text::load_home_not_asked().to_string();
    assert_eq!(state.homes.all[0].outcome, Outcome::Failed(words));
    assert_eq!(state.homes.waiting(), 2, "their photos are being read");
    // Cleared and put back, they are in line again.
    let homes = state.clear_homes();
    state.apply(tiled(asked.tiles[1].0, 1), 0.0);
    assert!(state.ask_homes().prices.is_empty());
    state.put_back_homes(homes);
    price_list(&mut state, |at, id| predicted(id, at as f64));
    assert_eq!(state.homes.waiting(), 0);
    assert!(state.homes.all.iter().all(|home| matches!(home.outcome, Outcome::Priced(..))));
    // A model that sees no photos prices none of them, and says so.
    let id = state.ask_model("mlp.safetensors".to_string(), Rc::new(vec![1]));
    let config = Config { model: ModelKind::Mlp, ..Config::default() };
    let summary = ModelSummary { config, ..summary(32) };
    state.apply(Message::Session(Event::ModelLoaded { id, summary }), 0.0);
    state.price_homes();
    assert_eq!(state.homes.waiting(), 0);
    assert!(state.ask_homes().tiles.is_empty());
}

#[test]
fn only_the_latest_answer_about_a_home_counts() {
    let mut state = done();
    let replaced = state.change_home(true).unwrap();
    let home = state.change_home(true).unwrap();
    // A small photo is read sooner than the large one that it replaces.
    state.apply(tiled(home, 2), 0.0);
    assert_eq!(state.home.montage, Some((vec![2], [64, 64])));
    state.apply(tiled(replaced, 1), 0.0);
    assert_eq!(state.home.montage, Some((vec![2], [64, 64])), "these photos were replaced");
    state.apply(Message::HomeFailed { home: replaced, message: "No picture.".to_string() }, 0.0);
    assert!(state.notices.is_empty(), "nobody asks about these photos any more");
    let first = state.ask_price();
    let second = state.ask_price();
    state.apply(predicted(first, 1.0), 0.0);
    assert_eq!(state.home.price, None);
    state.apply(predicted(second, 412_600.0), 0.0);
    assert_eq!(state.home.price, Some(412_600.0));
    let home = state.change_home(true).unwrap();
    assert_eq!(state.change_home(false), None);
    assert_eq!(state.home.price, None);
    state.apply(tiled(home, 3), 0.0);
    assert_eq!(state.home.montage, None, "a photo was taken away while the four were read");
}

#[test]
fn reading_a_home_s_photos_again_takes_back_nothing_that_was_said() {
    let mut state = done();
    state.notice(NoticeKind::Done, Place::Predict, "The model is in use.".to_owned());
    let _ = state.change_home(true);
    assert_eq!(state.notices.len(), 1);
    state.retract("The model is in use.");
    assert_eq!(state.notices, []);
}

#[test]
fn while_the_page_waits_for_the_columns_it_says_so() {
    let mut state = loaded();
    let columns = ["price", "id"].map(str::to_owned).into();
    let preview =
        TablePreview { file: "a.csv".into(), columns, rows: Vec::new(), count: 0, guess: Mapping::default() };
    state.apply(Message::MappingAsked { preview, tables: vec!["a.csv".into()], table: 0 }, 0.0);
    assert_eq!(steps::why_no_start(&state, &Form::default()).as_deref(), Some(text::why_columns()));
}

#[test]
fn there_is_one_next_step_at_every_point_of_the_way() {
    let action = |state: &State, photos: [bool; 4]| steps::next_step(state, &photos).action;
    assert_eq!(action(&State::default(), NONE), Action::ChooseFolder);
    assert_eq!(action(&loaded(), NONE), Action::Start);
    assert_eq!(steps::next_step(&running(), &NONE).label, "Watch it learn");
    let mut state = done();
    assert_eq!(steps::next_step(&state, &NONE).place, Place::Results);
    state.results_seen = true;
    assert_eq!(steps::next_step(&state, &NONE).label, "Price a home");
    assert_eq!(steps::next_step(&state, &[true, true, true, false]).label, "Choose the kitchen photo");
    let home = state.change_home(true).unwrap();
    state.apply(Message::HomeTiled { home, montage: vec![0], size: [64, 64] }, 0.0);
    assert_eq!(action(&state, ALL), Action::Estimate);
    let id = state.ask_price();
    state.apply(predicted(id, 1.0), 0.0);
    assert_eq!(steps::next_step(&state, &ALL).place, Place::Train);
    assert_eq!(steps::place_status(&state, Place::Predict), PlaceStatus::Done);
    let _ = state.ask_run(Config::default(), DeviceChoice::Auto);
    assert_eq!(steps::next_step(&state, &ALL).label, "Read run 1’s results");
}

#[test]
fn a_zip_code_for_nearly_every_house_is_refused_before_a_run_on_attributes() {
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
    state.apply(Message::IntakeDone(Rc::new(data)), 0.0);
    let why = |model| {
        let mut form = Form::default();
        form.choose_model(model);
        steps::why_no_start(&state, &form)
    };
    let sentence = why(ModelKind::TunedMixed).unwrap();
    assert!(sentence.starts_with("The houses have 10001 different zip codes"), "{sentence}");
    assert!(sentence.contains("another column for the zip code"), "{sentence}");
    assert_eq!(why(ModelKind::Cnn), None, "it is not told of them");
}

#[test]
fn every_disabled_control_says_why() {
    let form = Form::default();
    assert!(steps::why_no_start(&State::default(), &form).unwrap().contains("no houses yet"));
    let mut state = loaded();
    assert_eq!(steps::why_no_start(&state, &form), None);
    state.ready = false;
    assert!(steps::why_no_start(&state, &form).unwrap().contains("not started yet"));
    assert!(steps::why_no_start(&running(), &form).unwrap().starts_with("Run 2 can start when run 1"));
    assert!(steps::why_no_intake(&running()).unwrap().contains("run 1"));
    assert!(steps::why_no_load(&running()).is_some());
    let mut greedy = Form::default();
    greedy.set(Field::TestShare, "0.99".to_string());
    assert!(steps::why_no_start(&loaded(), &greedy).unwrap().contains("of 8 houses leaves none"));

    assert!(steps::why_no_estimate(&loaded(), &ALL).unwrap().contains("no model yet"));
    let mut state = done();
    assert!(steps::why_no_estimate(&state, &NONE).unwrap().contains("four photos"));
    assert_eq!(
        steps::why_no_estimate(&state, &[true, false, true, false]).unwrap(),
        "The bedroom and kitchen photos are missing."
    );
    let home = state.change_home(true).unwrap();
    assert!(steps::why_no_estimate(&state, &ALL).unwrap().contains("being read"));
    state.apply(Message::HomeFailed { home, message: "No picture.".to_string() }, 0.0);
    assert!(steps::why_no_estimate(&state, &ALL).unwrap().contains("Replace it"));
    let home = state.change_home(true).unwrap();
    state.apply(Message::HomeTiled { home, montage: vec![0], size: [64, 64] }, 0.0);
    assert_eq!(steps::why_no_estimate(&state, &ALL), None);
}

#[test]
fn the_live_region_speaks_of_changes_not_of_epochs() {
    let mut state = running();
    let before = words::announcement(&state);
    state.apply(epoch(1, 3, 70.0), 16_000.0);
    assert_eq!(words::announcement(&state), before);
    state.apply(finished(1, true), 17_000.0);
    assert!(words::announcement(&state).starts_with("Run 1 was stopped"));
}

#[test]
fn the_device_is_named_by_kind() {
    let mut state = running();
    let chosen = DeviceName { kind: DeviceKind::SoftwareGpu, name: "google swiftshader".to_string() };
    let report = DeviceReport { chosen, raced: vec![], no_gpu: None };
    state.apply(Message::Session(Event::Device { run: 1, report }), 0.0);
    assert_eq!(words::device_line(&state), ("Software GPU", "google swiftshader".to_string()));
}

#[test]
fn the_form_reads_what_a_person_types() {
    let mut form = Form::default();
    assert_eq!(form.config(4), Ok(Config::default()));
    assert!(!form.any_changed());
    form.set(Field::LearningRate, " 1e-3 ".to_string());
    assert!(!form.changed(Field::LearningRate), "another spelling of the reference");
    form.set(Field::Filters, "8 16,32".to_string());
    form.set(Field::Seed, "7".to_string());
    let config = form.config(4).unwrap();
    assert_eq!((config.filters.as_slice(), config.seed), (&[8, 16, 32][..], 7));
    assert_eq!(form::changes(&config), ["filters 8, 16, 32", "seed 7"]);
    form.set(Field::Epochs, "many".to_string());
    assert_eq!(form.config(4).unwrap_err(), "Epochs is “many”. Write a whole number, such as 200.");
    form.set(Field::Epochs, String::new());
    assert_eq!(form.config(4).unwrap_err(), "Epochs is empty. Write a whole number, such as 200.");
    form.set(Field::Epochs, "0".to_string());
    assert!(form.config(4).unwrap_err().contains("from 1 to"));
    form.set(Field::LearningRate, "1e400".to_string());
    assert!(form.config(4).unwrap_err().contains("epochs"), "the first in the order of the form");
    assert_eq!(
        form.wrong(Field::LearningRate).unwrap(),
        "Learning rate is “1e400”. Write a number, such as 0.001."
    );
    form.set(Field::Epochs, "99999999999999999999".to_string());
    assert!(form.wrong(Field::Epochs).unwrap().ends_with("Write a smaller number, such as 200."));
    form.set(Field::Epochs, "4000000000".to_string());
    assert!(form.wrong(Field::Epochs).unwrap().contains("from 1 to"));
    form.reset();
    // What is too deep for these tiles is not for others: that is no fault of the field.
    form.set(Field::Filters, "4, 4, 4, 4, 4, 4".to_string());
    form.set(Field::Tile, "8".to_string());
    assert_eq!((form.wrong(Field::Filters), form.wrong(Field::Tile)), (None, None));
    assert!(form.config(4).unwrap_err().contains("nothing is left"));
    form.reset();
    assert!(!form.any_changed());
}

#[test]
fn a_network_brings_its_recipe_and_fields_that_do_not_apply_are_not_read() {
    for model in ModelKind::ALL {
        let mut form = Form::default();
        form.choose_model(model);
        assert_eq!(form.config(4), Ok(Config::recipe(model)));
        assert!(form.is_recipe());
        assert_eq!(form.any_changed(), model != ModelKind::Cnn);
    }
    let mut form = Form::default();
    form.set(Field::SplitSeed, "7".to_string());
    form.choose_model(ModelKind::TunedPhotos);
    assert_eq!(form.config(4).unwrap().split_seed, 7, "runs can be compared only on one split");
    assert!(form.shows(Field::Members) && !form.shows(Field::ValidationShare) && !form.shows(Field::Crop));
    form.set(Field::Crop, "a lot".to_string());
    assert!(form.config(4).is_ok(), "the field is not there");
    form.set(Field::Members, "1".to_string());
    assert!(form.config(4).unwrap_err().contains("The number of members is 1"));
    form.set(Field::Members, "4".to_string());
    assert_eq!(form::changes(&form.config(4).unwrap()), ["tuned, photos only", "members 4", "split seed 7"]);

    form.reset();
    assert_eq!(form.config(4), Ok(Config::default()));
    assert!(!form.shows(Field::Level));
    form.choose(Choice::Loss, 4);
    assert!(form.shows(Field::Level));
    form.set(Field::Level, "1.5".to_string());
    assert!(form.config(4).unwrap_err().contains("The quantile is 1.5"));
    form.set(Field::Level, "0.4".to_string());
    assert_eq!(form.config(4).unwrap().loss, Loss::Quantile(0.4));
    assert_eq!(form::changes(&form.config(4).unwrap()), ["loss quantile", "quantile 0.4"]);
    form.choose(Choice::Keep, 1);
    assert!(form.config(4).unwrap_err().contains("chosen on the test houses"));
}

#[test]
fn a_recipe_is_suggested_only_while_nothing_was_chosen() {
    let mut form = Form::default();
    form.suggest(ModelKind::TunedMixed);
    form.suggest(ModelKind::TunedPhotos);
    assert_eq!((form.model(), form.is_suggested()), (ModelKind::TunedPhotos, true));
    assert_eq!(form.chosen_by_visitor(4), None, "the page's choice");
    form.reset();
    form.suggest(ModelKind::TunedMixed);
    assert_eq!((form.model(), form.is_suggested()), (ModelKind::Cnn, false), "the reference was asked for");
    let mut form = Form::default();
    form.set(Field::Epochs, "3".to_string());
    form.suggest(ModelKind::TunedMixed);
    assert_eq!(form.model(), ModelKind::Cnn);
    assert_eq!(form.chosen_by_visitor(4), Some(Config { epochs: 3, ..Config::default() }));
    form.set(Field::Epochs, "many".to_string());
    assert_eq!(form.chosen_by_visitor(4), None, "no run can start with that");
    // Houses that are there in one tile size take the place of a choice for as long as they are in use.
    let mut form = Form::default();
    form.set(Field::Tile, "64".to_string());
    form.fit_tile(Some(16));
    form.fit_tile(Some(32));
    assert_eq!((form.text(Field::Tile), form.chosen_by_visitor(4).unwrap().tile), ("32", 64));
    form.fit_tile(None);
    assert_eq!(form.text(Field::Tile), "64");
    form.fit_tile(Some(32));
    form.set(Field::Tile, "8".to_string());
    form.fit_tile(None);
    assert_eq!(form.text(Field::Tile), "8");
}

#[test]
fn the_form_knows_what_follows_from_its_numbers() {
    assert_eq!(Config::default().parameters(0), 89_465);
}

#[test]
fn photos_go_where_their_names_say() {
    let rooms = Rooms::default();
    let names = |list: &[&str]| list.iter().map(|n| n.to_string()).collect::<Vec<_>>();
    let four = names(&["12_kitchen.jpg", "12_frontal.jpg", "12_BATHROOM.jpg", "12_bedroom.jpg"]);
    assert_eq!(rooms::places_for(&four, 0, &rooms), [Some(3), Some(2), Some(0), Some(1)]);
    let unnamed = names(&["a.jpg", "my kitchen.png", "b.jpg", "c.jpg", "d.jpg"]);
    assert_eq!(rooms::places_for(&unnamed, 2, &rooms), [Some(0), Some(3), Some(1), Some(2), None]);
    assert_eq!(
        rooms::places_for(&names(&["kitchen.jpg"]), 1, &rooms),
        [Some(1)],
        "one photo goes where it was put"
    );
}

#[test]
fn numbers_read_as_people_write_them() {
    assert_eq!(format::count(2140), "2,140");
    assert_eq!(format::counted(1, "house", "houses"), "1 house");
    assert_eq!(format::money(533_388.27), "$533,388");
    assert_eq!(format::money_cents(533_388.27), "$533,388.27");
    assert_eq!(format::money(-98_941.4), "\u{2212}$98,941");
    assert_eq!(format::money(-0.2), "$0");
    assert_eq!(format::money(999_999.6), "$1,000,000");
    assert_eq!(format::signed_money(241_500.0), "+$241,500");
    assert_eq!(format::short_money(50_000.0), "$50k");
    assert_eq!(format::short_money(1_250_000.0), "$1.25M");
    assert_eq!(format::short_money(292_345.0), "$292k");
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
    let mut rows = figures::rows(&predictions(), Some(&data));
    assert_eq!((rows[1].zip_code.as_str(), rows[1].position), ("92276", Some(1)));
    figures::sort(&mut rows, SortKey::Error, true);
    assert_eq!(rows.iter().map(|r| r.house).collect::<Vec<_>>(), [1, 4, 2, 3]);
    figures::sort(&mut rows, SortKey::Zip, false);
    assert_eq!(rows.iter().map(|r| r.house).collect::<Vec<_>>(), [2, 4, 1, 3]);
    let zips = figures::zip_errors(&rows);
    assert_eq!((zips[0].name.as_str(), zips[0].houses, zips[0].mape), ("93510", 2, 80.0));
    assert_eq!(zips[1].bias, (-50_000.0 - 300_000.0) / 2.0);
    assert_eq!(figures::within_factor_two(&rows), 2);
    assert_eq!(figures::median_error(&rows), Some(50.0));
    let bins = figures::error_bins(&rows);
    assert_eq!((bins[1], bins[3], bins[5], bins[12]), (1, 1, 1, 1));
    assert!(
        figures::csv(&rows)
            .starts_with("house,zip_code,actual,predicted,error_percent\n2,92276,200000,150000,-25\n")
    );
}

#[test]
fn the_middle_half_comes_from_the_runs_own_errors() {
    let ratio = |r: f64| Prediction { house: 1, actual: 100.0 * r, predicted: 100.0 };
    let nine: Vec<_> = (1..=9).map(|i| ratio(f64::from(i) / 4.0)).collect();
    assert_eq!(figures::middle_half(1000.0, &nine), Some((750.0, 1750.0)));
    assert_eq!(figures::middle_half(1000.0, &nine[..7]), None);
    assert_eq!(figures::middle_half(-5.0, &nine), None);
}

#[test]
fn what_was_left_out_is_counted_by_reason() {
    let rare =
        |house| Dropped { house, reason: Reason::RareZipCode { zip_code: "90210".to_string(), houses: 2 } };
    let photo =
        Dropped { house: 9, reason: Reason::MissingPhoto { room: "kitchen".to_string(), file: None } };
    let report = DataReport { dropped: vec![rare(1), rare(2), photo], ..DataReport::default() };
    let groups = figures::drop_groups(&report);
    assert_eq!((groups[0].houses, groups[0].lines.as_slice()), (2, &["90210: 2 houses".to_string()][..]));
    assert_eq!(groups[1].lines, ["House 9: There is no kitchen photo."]);
    assert_eq!(groups[3].houses, 0);
    assert_eq!(figures::rooms_left_out(&[]), None);
    let words = figures::rooms_left_out(&["attic".to_string(), "yard".to_string()]);
    assert_eq!(words.as_deref(), Some("A montage has 9 places: photos of attic and yard are left out."));
    let _ = ZipCode { code: String::new(), houses: 0, median_price: 0.0, min_price: 0.0, max_price: 0.0 };
}

#[test]
fn axes_have_round_labels_in_reach() {
    let log = Axis::log(48.0, 900.0);
    assert_eq!(log.ticks, [50.0, 100.0, 200.0, 500.0]);
    assert_eq!((log.at(48.0), log.at(900.0)), (0.0, 100.0));
    assert_eq!(Axis::log(55.0, 75.0).ticks, [60.0, 70.0]);
    assert_eq!(Axis::linear(0.0, 200.0).ticks, [0.0, 50.0, 100.0, 150.0, 200.0]);
}

#[test]
fn charts_hold_every_point_and_the_baseline() {
    let state = done();
    let svg = chart::loss(&state.runs[0], &[], Default::default());
    let path = svg.split(r#"class="p-val" d=""#).nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(path.matches(['M', 'L']).count(), 2);
    assert!(svg.contains("always $117,500: 71.2"));
    assert!(!svg.contains("NaN"));
    let rows = figures::rows(&predictions(), None);
    assert_eq!(chart::scatter(&rows, None).matches("<circle").count(), 4);
    assert!(chart::scatter(&rows, Some(4)).contains("house 4: \u{2212}75"));
    assert_eq!(chart::histogram(&figures::error_bins(&rows), 2, 2).matches("<rect").count(), 4);
    assert!(chart::price_line(4e5, Some((3e5, 8e5)), [1e5, 5e6]).contains("$300k"));
}

#[test]
fn labels_that_would_touch_on_a_narrow_screen_are_not_shown_there() {
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
fn a_network_is_judged_against_the_best_of_the_single_prices() {
    let baseline = |mape_mean| Baseline { price: 1e5, mape_mean, mape_std: 1.0 };
    let mut baselines = Baselines {
        best_constant: baseline(46.0),
        mean: baseline(90.0),
        median: baseline(41.5),
        zip_code: None,
        ridge: None,
    };
    assert!(figures::verdict(38.0, &baselines).starts_with("Better than guessing"));
    assert!(!figures::verdict(38.0, &baselines).contains("Ridge"));
    assert!(figures::verdict(44.0, &baselines).starts_with("Not better"), "better than one of them only");
    assert!(figures::verdict(41.0, &baselines).contains("no difference"));
    baselines.ridge = Some(Guesses { mape_mean: 20.0, mape_std: 1.0, prices: Vec::new() });
    assert!(figures::verdict(38.0, &baselines).contains("Better still: ridge regression"));
    assert!(figures::verdict(19.0, &baselines).contains("It beats this too: ridge regression"));
}

#[test]
fn an_estimate_beyond_the_training_prices_is_doubted() {
    let prices = [1e5, 9e5];
    assert_eq!(figures::doubt(3e5, prices), None);
    assert!(figures::doubt(2e7, prices).unwrap().contains("above every price"));
    assert!(figures::doubt(9e4, prices).unwrap().contains("below every price"));
    assert!(figures::doubt(-5.0, prices).unwrap().contains("No home costs that"));
}

#[test]
fn a_network_that_stands_on_a_backbone_waits_for_its_file() {
    let mut state = loaded();
    state.apply(Message::Session(Event::Ready), 0.0);
    let mut form = Form::default();
    form.choose_model(ModelKind::Backbone);
    let why = |state: &State| steps::why_no_start(state, &form);
    assert!(why(&state).unwrap().contains("choose its file"), "{:?}", why(&state));
    let loaded = |id| Message::Session(Event::BackboneLoaded { id });
    let id = state.ask_backbone("resnet18.safetensors".to_string());
    assert!(why(&state).unwrap().contains("is being read"));
    state.apply(failed(id), 0.0);
    assert!(why(&state).unwrap().contains("choose its file"));
    assert_eq!(places(&state), [Place::Train]);
    let id = state.ask_backbone("resnet18.safetensors".to_string());
    assert!(state.notices.is_empty());
    state.apply(loaded(id), 0.0);
    // It is at another tile size: houses are read again once the run is asked for.
    assert_eq!(why(&state), None);
    let id = state.ask_backbone("other.safetensors".to_string());
    // A new worker is given the one that is there.
    state.apply(loaded(state.request_ids().next()), 0.0);
    assert_eq!(state.backbone.as_deref(), Some("resnet18.safetensors"));
    assert!(why(&state).unwrap().contains("is being read"));
    state.apply(failed(id), 0.0);
    assert_eq!((why(&state), state.backbone.as_deref()), (None, Some("resnet18.safetensors")));

    form.choose(Choice::FineTune, 1);
    let config = form.config(4).unwrap();
    assert_eq!(config, Config::recipe(ModelKind::Backbone).fine_tuned());
    assert!(form.is_recipe() && !form.shows(Field::Members) && form.shows(Field::ValidationShare));
    assert_eq!(form::changes(&config), ["backbone, resnet-18", "fine-tuned"]);
    form.choose(Choice::FineTune, 0);
    assert_eq!(form.config(4), Ok(Config::recipe(ModelKind::Backbone)));
}

#[test]
fn what_a_model_knows_nothing_of_is_told() {
    let mut state = done();
    let mut data = (*dataset(8, 2)).clone();
    data.attributes = ["bedrooms", "bathrooms", "lot size"].map(str::to_string).to_vec();
    state.runs[0].data = Some(Rc::new(data));
    assert_eq!(steps::left_out(&state), None, "it sees no attributes at all");
    let model = state.model.as_mut().unwrap();
    model.summary.config.model = ModelKind::TunedMixed;
    model.summary.asks.attributes = vec!["bathrooms".to_string()];
    let said = steps::left_out(&state).unwrap();
    assert!(said.starts_with("It knows nothing of bedrooms and lot size:"), "{said}");
    state.model.as_mut().unwrap().run = None;
    assert_eq!(steps::left_out(&state), None, "of a file’s houses nothing is known");
}
