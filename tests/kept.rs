//! What the page shows of an earlier visit, and how it takes a computer's sleep: no browser needed.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::rc::Rc;

use facade_app::form::Form;
use facade_app::notice::Place;
use facade_app::run::RunState;
use facade_app::saved::SavedRun;
use facade_app::state::State;
use facade_app::steps::{self, Action};
use facade_app::store_status::{Hold, Kept};
use facade_app::{Message, words};
use facade_data::{DataReport, Dataset, House, Montages, Rooms};
use facade_protocol::{DeviceChoice, EpochDone, Event, ModelSummary};
use facade_record as record;
use facade_record::{Reads, forms};
use facade_spec::evaluation::{Baseline, Baselines};
use facade_spec::{Config, ModelKind};

fn houses(tile: usize) -> Rc<Dataset> {
    let house = House { number: 1, attributes: Vec::new(), zip_code: "93510".to_string(), price: 100_000.0 };
    Rc::new(Dataset {
        name: "Houses".to_string(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses: vec![house; 8],
        montages: Montages { tile, photos: 4, pixels: Vec::new() },
        report: DataReport::default(),
    })
}

fn done(run: u32, epoch: usize) -> EpochDone {
    EpochDone { run, epoch, train_loss: 50.0, validation_loss: 60.0, validation_mape: 60.0, seconds: 1.0 }
}

fn saved() -> SavedRun {
    SavedRun {
        number: 2,
        config: Config { epochs: 200, ..Config::default() },
        device: DeviceChoice::Cpu,
        excluded: Vec::new(),
        curve: (1..=57).map(|epoch| done(2, epoch)).collect(),
        spent_ms: 57_000.0,
        saved_ms: 0.0,
        data: "Houses".to_string(),
    }
}

/// A page that an earlier visit has left houses and a run.
fn back() -> State {
    let mut state = State::default();
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::HousesBack(houses(32)), 0.0);
    state.kept = Kept { hold: Hold::Ours, run: Some(Rc::new(saved())), houses: true, ..Kept::default() };
    state
}

fn started(run: u32, epochs_done: usize) -> Message {
    let at = Baseline { price: 1.0, mape_mean: 2.0, mape_std: 3.0 };
    Message::Session(Event::Started {
        run,
        train: 6,
        test: 2,
        steps_per_epoch: 1,
        parameters: 9,
        epochs_done,
        baselines: Baselines {
            best_constant: at.clone(),
            mean: at.clone(),
            median: at,
            zip_code: None,
            ridge: None,
        },
    })
}

#[test]
fn a_kept_run_is_the_next_step_and_goes_on_with_its_curve_and_its_time() {
    let mut state = back();
    let step = steps::next_step(&state, &[false; 4]);
    assert_eq!((step.action, step.label.as_str()), (Action::GoOn, "Go on with run 2"));
    assert_eq!(state.next_run(), 3, "a new run takes no number that is taken");
    assert_eq!(words::place_line(&state, Place::Data).1, "Kept from your last visit");
    assert_eq!(words::place_line(&state, Place::Train).1, "Run 2 can go on");

    state.go_on(&saved());
    assert!(state.offered_run().is_none(), "it is going on");
    assert_eq!(state.runs[0].epoch(), 57);
    state.apply(started(2, 57), 1000.0);
    state.apply(Message::Session(Event::Epoch(done(2, 58))), 2000.0);
    assert_eq!((state.runs[0].epoch(), state.runs[0].spent_ms), (58, 58_000.0));
    assert_eq!(state.runs[0].seconds_left(), Some(142.0));
    assert_eq!(words::saving_words(&state).unwrap(), "Saved in this browser after epoch 57.");
}

#[test]
fn a_run_that_fails_is_offered_again_and_goes_on_under_its_number() {
    let mut state = back();
    state.go_on(&saved());
    let message = "This machine has no GPU.".to_string();
    state.apply(Message::Session(Event::Failed { id: 1, run: Some(2), message }), 0.0);
    assert_eq!(state.runs[0].state, RunState::Failed);
    assert_eq!(state.offered_run().unwrap().number, 2);
    state.go_on(&saved());
    assert_eq!((state.runs.len(), state.runs[0].state), (1, RunState::Preparing));
}

#[test]
fn kept_houses_have_one_tile_size_and_the_page_says_so() {
    let mut state = back();
    let mut form = Form::default();
    assert_eq!(steps::why_no_start(&state, &form), None);
    form.set(facade_app::form::Field::Tile, "16".to_string());
    assert!(
        steps::why_no_start(&state, &form).unwrap().contains("at 32 pixels a photo, and the settings say 16")
    );
    form.choose_model(ModelKind::Mlp);
    form.set(facade_app::form::Field::Tile, "16".to_string());
    assert_eq!(
        steps::why_no_start(&state, &form),
        None,
        "a network that sees no photos takes them as they are"
    );
    form.choose_model(ModelKind::Cnn);
    form.set(facade_app::form::Field::Tile, "16".to_string());
    state.apply(Message::IntakeDone(houses(32)), 0.0);
    assert_eq!(steps::why_no_start(&state, &form), None, "these can be read again");
}

#[test]
fn a_kept_model_comes_back_without_a_word() {
    let mut state = back();
    let id = state.ask_kept_model("facade-run-1.safetensors".to_string(), Rc::new(vec![1]));
    let summary = ModelSummary {
        rooms: Rooms::default(),
        config: Config::default(),
        epochs_done: 9,
        parameters: 9,
        test_mape: None,
        data: "Houses".to_string(),
        prices: [1.0, 2.0],
        asks: Default::default(),
        ranges: Vec::new(),
    };
    state.apply(Message::Session(Event::ModelLoaded { id, summary }), 0.0);
    assert!(state.notices.is_empty());
    assert_eq!(words::place_line(&state, Place::Predict).1, "Model kept from your last visit, ready");
}

#[test]
fn what_is_kept_is_told_and_can_be_forgotten_when_nothing_goes_on() {
    let mut state = back();
    assert_eq!(
        words::kept_words(&state).unwrap(),
        "This browser keeps the houses and run 2 after epoch 57 for your next visit, and sends them nowhere."
    );
    assert_eq!(steps::why_no_forget(&state), None);
    state.go_on(&saved());
    assert!(steps::why_no_forget(&state).unwrap().contains("Stop it first"));
    state.kept = Kept { hold: Hold::OtherTab, ..Kept::default() };
    assert!(words::saving_words(&state).unwrap().contains("another tab"));
    assert!(steps::why_no_forget(&state).unwrap().contains("Another tab"));
    assert_eq!(words::kept_words(&state), None);
}

/// What a version reads that reads all that this one does, and more.
fn reads() -> Reads {
    record::reads(forms::LINE)
        .unwrap()
        .into_iter()
        .map(|(kind, [_, newest])| (kind, [1, newest + 1]))
        .collect()
}

#[test]
fn what_a_newer_version_would_end_is_told() {
    let mut state = back();
    let words = |state: &State| words::newer_words(state, Some(&reads()));
    assert_eq!(
        words(&state),
        "A new version of Facade is ready. This browser keeps the houses and run 2 after epoch 57, and the new version reads all of that."
    );
    state.go_on(&saved());
    assert!(
        words(&state).contains("interrupts run 2, which can go on from its last saved epoch. This browser")
    );
    state.kept.run = None;
    assert!(words(&state).contains("ends run 2, of which nothing is saved yet."));
    for hold in [Hold::OtherTab, Hold::Denied] {
        state.kept = Kept { hold, run: Some(Rc::new(saved())), ..Kept::default() };
        let sentence = words(&state);
        assert!(
            sentence.contains("nothing is saved") && sentence.contains("Save the session as a file first"),
            "{sentence}"
        );
        assert!(words::newer_loses(&state, Some(&reads())));
    }
}

#[test]
fn what_a_newer_version_does_not_read_is_told_before_it_is_loaded() {
    let mut state = back();
    state.kept.model = true;
    assert!(!words::newer_loses(&state, Some(&reads())));
    let without = |change: fn(&mut Reads)| {
        let mut theirs = reads();
        change(&mut theirs);
        theirs
    };
    for theirs in [
        without(|theirs| _ = theirs.remove("checkpoint")),
        without(|theirs| _ = theirs.insert("run".to_owned(), [2, 2])),
        without(|theirs| _ = theirs.insert("run".to_owned(), [0, 0])),
    ] {
        assert_eq!(
            words::newer_words(&state, Some(&theirs)),
            "A new version of Facade is ready. This browser keeps the houses and the last model, and the new version reads all of that. It \
             does not read run 2 after epoch 57, and a session file would not carry that over. Before you load it, finish open runs, \
             and save the models and reports that you need."
        );
        assert!(!words::newer_loses(&state, Some(&theirs)), "a session does not help");
    }
    // What this tab has and the browser does not keep, a session brings there, if it can be read.
    for kept in [Kept { stuck: true, ..state.kept.clone() }, Kept { unsaved: true, ..state.kept.clone() }] {
        let mut state = state.clone();
        state.kept = kept;
        assert!(words::newer_loses(&state, Some(&reads())));
        assert!(!words::newer_loses(&state, Some(&without(|theirs| _ = theirs.remove("entry")))));
        assert!(words::newer_words(&state, Some(&reads())).contains("Not everything in this tab is saved"));
        assert!(words::list_words(&state).contains("Not all of the list is saved"));
    }
    let nothing = words::newer_words(&state, Some(&Reads::new()));
    assert!(
        nothing.contains("does not read the houses, run 2 after epoch 57 and the last model, and a session"),
        "{nothing}"
    );
    // One that tells nothing promises nothing.
    let untold = words::newer_words(&state, None);
    assert!(untold.contains("does not tell whether it reads what this browser keeps"), "{untold}");
    assert!(words::newer_loses(&state, None));
    // Where nothing is kept nothing can be lost.
    state.kept = Kept { hold: Hold::Ours, ..Kept::default() };
    assert_eq!(words::newer_words(&state, None), "A new version of Facade is ready.");
    assert!(!words::newer_loses(&state, None));
}

#[test]
fn a_computer_that_sleeps_spends_no_time_and_the_time_left_stays_sober() {
    let mut state = back();
    state.go_on(&saved());
    state.apply(started(2, 57), 0.0);
    for epoch in 58..=60 {
        state.apply(Message::Session(Event::Epoch(done(2, epoch))), (epoch - 57) as f64 * 1000.0);
    }
    let night = 8.0 * 3600e3;
    state.apply(Message::Session(Event::Epoch(done(2, 61))), night);
    assert_eq!(state.runs[0].spent_ms, 61_000.0);
    assert_eq!(state.runs[0].seconds_left(), Some(139.0));

    // A sleep in the first epoch is not known to be one; the next epoch tells.
    let mut state = back();
    state.go_on(&saved());
    state.apply(started(2, 57), 0.0);
    state.apply(Message::Session(Event::Epoch(done(2, 58))), night);
    state.apply(Message::Session(Event::Epoch(done(2, 59))), night + 1000.0);
    assert_eq!(state.runs[0].seconds_left(), Some(141.0));
}
