//! What the page restores from an earlier visit, what it reports before an update, and how it handles the computer's sleep; without a
//! browser.

use std::sync::Arc;

use facade_app::form::Form;
use facade_app::next_step::{self, Action};
use facade_app::notice::Place;
use facade_app::run::RunState;
use facade_app::saved::SavedRun;
use facade_app::state::State;
use facade_app::store_status::{StoreOwner, StoreStatus};
use facade_app::{Message, availability, status_text, storage_text};
use facade_data::{DataReport, Dataset, House, HouseId, Montages, Rooms};
use facade_protocol::{DeviceChoice, EpochDone, Event, ModelSummary};
use facade_record as record;
use facade_record::{SupportedVersions, kinds};
use facade_spec::evaluation::{Baseline, Baselines};
use facade_spec::settings::{MEMBERS, TILE};
use facade_spec::{Config, ModelKind};

fn houses(tile: usize) -> Arc<Dataset> {
    let house = House {
        id: HouseId::from(1),
        attributes: Vec::new(),
        zip_code: "93510".to_string(),
        price: 100_000.0,
        date: None,
        missing_photos: Vec::new(),
    };
    Arc::new(Dataset {
        name: "Houses".to_string(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses: vec![house; 8],
        montages: Montages { tile, photos: 4, pixels: Vec::new(), ..Default::default() },
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

/// The state with the houses and the unfinished run of an earlier visit.
fn restored() -> State {
    let mut state = State::default();
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::DatasetRestored(houses(32)), 0.0);
    *state.store_status = StoreStatus {
        owner: StoreOwner::ThisTab,
        run: Some(Arc::new(saved())),
        houses: true,
        ..StoreStatus::default()
    };
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
            ridge_slopes: None,
        },
    })
}

#[test]
fn resuming_a_saved_run_is_the_next_step_and_keeps_its_curve_and_time() {
    let mut state = restored();
    let step = next_step::next_step(&state, &[false; 4]);
    assert_eq!((step.action, step.label.as_str()), (Action::ResumeSaved, "Resume run 2"));
    assert_eq!(state.next_run_number(), 3, "a new run takes an unused number");
    assert_eq!(status_text::place_line(&state, Place::Data).1, "Restored from your last visit");
    assert_eq!(status_text::place_line(&state, Place::Train).1, "Run 2 can be resumed");

    state.resume_run(&saved());
    assert!(state.offered_run().is_none(), "the run continues");
    assert_eq!(state.runs[0].epoch(), 57);
    state.apply(started(2, 57), 1000.0);
    state.apply(Message::Session(Event::Epoch(done(2, 58))), 2000.0);
    assert_eq!((state.runs[0].epoch(), state.runs[0].spent_ms), (58, 58_000.0));
    assert_eq!(state.runs[0].seconds_left(), Some(142.0));
    assert_eq!(storage_text::saving_text(&state).unwrap(), "Saved in this browser after epoch 57.");
}

#[test]
fn a_run_that_fails_is_offered_again_and_keeps_its_number() {
    let mut state = restored();
    state.resume_run(&saved());
    let message = "This machine has no GPU.".to_string();
    state.apply(Message::Session(Event::Failed { id: 1, run: Some(2), message }), 0.0);
    assert_eq!(state.runs[0].state, RunState::Failed);
    assert_eq!(state.offered_run().unwrap().number, 2);
    state.resume_run(&saved());
    assert_eq!((state.runs.len(), state.runs[0].state), (1, RunState::Preparing));
}

#[test]
fn stored_houses_have_a_fixed_tile_size() {
    let mut state = restored();
    let mut form = Form::default();
    assert_eq!(availability::start_blocked_by(&state, &form), None);
    form.set(&TILE, "16".to_string());
    assert!(
        availability::start_blocked_by(&state, &form)
            .unwrap()
            .contains("have photos of 32 pixels, but the tile size is set to 16")
    );
    form.choose_model(ModelKind::Mlp);
    form.set(&MEMBERS, "2".to_string());
    form.set(&TILE, "16".to_string());
    assert_eq!(
        availability::start_blocked_by(&state, &form),
        None,
        "a network without photos accepts any tile size"
    );
    form.choose_model(ModelKind::Cnn);
    form.set(&TILE, "16".to_string());
    state.apply(Message::DatasetLoaded(houses(32)), 0.0);
    assert_eq!(availability::start_blocked_by(&state, &form), None, "these can be read again");
}

#[test]
fn a_stored_model_is_restored_without_a_notice() {
    let mut state = restored();
    let id = state.request_restored_model("facade-run-1.safetensors".to_string(), Arc::new(vec![1]), None);
    let summary = ModelSummary {
        rooms: Rooms::default(),
        config: Config::default(),
        epochs_done: 9,
        parameters: 9,
        test_mape: None,
        data: "Houses".to_string(),
        prices: [1.0, 2.0],
        input_schema: Default::default(),
        intervals: Vec::new(),
        missing_intervals: Vec::new(),
        network: String::new(),
    };
    state.apply(Message::Session(Event::ModelLoaded { id, summary, rooms: None }), 0.0);
    assert!(state.notices.is_empty());
    assert_eq!(status_text::place_line(&state, Place::Predict).1, "Model from your last visit, ready");
}

#[test]
fn stored_records_are_listed_and_can_be_forgotten_unless_a_run_is_active() {
    let mut state = restored();
    assert_eq!(
        storage_text::stored_text(&state).unwrap(),
        "Saved in this browser for your next visit, and never sent anywhere: the houses and run 2 after epoch 57."
    );
    assert_eq!(availability::clear_blocked_by(&state), None);
    state.resume_run(&saved());
    assert!(availability::clear_blocked_by(&state).unwrap().contains("Stop it first"));
    *state.store_status = StoreStatus { owner: StoreOwner::OtherTab, ..StoreStatus::default() };
    assert!(storage_text::saving_text(&state).unwrap().contains("another tab"));
    assert!(availability::clear_blocked_by(&state).unwrap().contains("Another tab"));
    assert_eq!(storage_text::stored_text(&state), None);
}

/// The records that a newer version reads: all of this version's, and later ones.
fn reads() -> SupportedVersions {
    record::parse_versions(kinds::VERSIONS_LINE)
        .unwrap()
        .into_iter()
        .map(|(kind, [_, newest])| (kind, [1, newest + 1]))
        .collect()
}

#[test]
fn the_update_notice_names_the_run_that_would_be_interrupted() {
    let mut state = restored();
    let words = |state: &State| storage_text::update_text(state, Some(&reads()));
    assert_eq!(
        words(&state),
        "A new version of Facade is available. The new version can read the data saved in this browser: the houses and run 2 after epoch 57."
    );
    state.resume_run(&saved());
    assert!(words(&state).contains(
        "interrupts run 2, which can be resumed from its last saved epoch. The new version can read"
    ));
    state.store_status.run = None;
    assert!(words(&state).contains("ends run 2, which is not saved yet."));
    for owner in [StoreOwner::OtherTab, StoreOwner::Denied] {
        *state.store_status = StoreStatus { owner, run: Some(Arc::new(saved())), ..StoreStatus::default() };
        let sentence = words(&state);
        assert!(
            sentence.contains("not saved") && sentence.contains("Save the session as a file first"),
            "{sentence}"
        );
        assert!(storage_text::update_loses_data(&state, Some(&reads())));
    }
}

#[test]
fn the_update_notice_names_the_records_that_would_be_lost() {
    let mut state = restored();
    state.store_status.model = true;
    assert!(!storage_text::update_loses_data(&state, Some(&reads())));
    let without = |change: fn(&mut SupportedVersions)| {
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
            storage_text::update_text(&state, Some(&theirs)),
            "A new version of Facade is available. The new version can read the data saved in this browser: the houses and the last model. The \
             new version cannot read this saved data: run 2 after epoch 57. A session file would not transfer it either. Before you update, \
             finish open runs, and save the models and reports that you need."
        );
        assert!(!storage_text::update_loses_data(&state, Some(&theirs)), "a session file does not help");
    }
    // Data that is not stored can be transferred in a session file, if the newer version reads it.
    let stored = state.store_status.clone();
    for kept in
        [StoreStatus { stuck: true, ..stored.clone() }, StoreStatus { unsaved: true, ..stored.clone() }]
    {
        *state.store_status = kept;
        assert!(storage_text::update_loses_data(&state, Some(&reads())));
        assert!(!storage_text::update_loses_data(
            &state,
            Some(&without(|theirs| _ = theirs.remove("entry")))
        ));
        assert!(
            storage_text::update_text(&state, Some(&reads())).contains("Some data in this tab is not saved")
        );
        assert!(storage_text::list_storage_text(&state).contains("Part of the list is not saved"));
    }
    *state.store_status = stored;
    let nothing = storage_text::update_text(&state, Some(&SupportedVersions::new()));
    assert!(
        nothing.contains(
            "cannot read this saved data: the houses, run 2 after epoch 57 and the last model. A session"
        ),
        "{nothing}"
    );
    // A version that does not report what it reads promises nothing.
    let untold = storage_text::update_text(&state, None);
    assert!(untold.contains("does not state whether it can read the data saved in this browser"), "{untold}");
    assert!(storage_text::update_loses_data(&state, None));
    // Without stored records nothing can be lost.
    *state.store_status = StoreStatus { owner: StoreOwner::ThisTab, ..StoreStatus::default() };
    assert_eq!(storage_text::update_text(&state, None), "A new version of Facade is available.");
    assert!(!storage_text::update_loses_data(&state, None));
}

#[test]
fn the_computers_sleep_does_not_count_as_time_spent() {
    let mut state = restored();
    state.resume_run(&saved());
    state.apply(started(2, 57), 0.0);
    for epoch in 58..=60 {
        state.apply(Message::Session(Event::Epoch(done(2, epoch))), (epoch - 57) as f64 * 1000.0);
    }
    let night = 8.0 * 3600e3;
    state.apply(Message::Session(Event::Epoch(done(2, 61))), night);
    assert_eq!(state.runs[0].spent_ms, 61_000.0);
    assert_eq!(state.runs[0].seconds_left(), Some(139.0));

    // A sleep in the first epoch is detected only at the next one.
    let mut state = restored();
    state.resume_run(&saved());
    state.apply(started(2, 57), 0.0);
    state.apply(Message::Session(Event::Epoch(done(2, 58))), night);
    state.apply(Message::Session(Event::Epoch(done(2, 59))), night + 1000.0);
    assert_eq!(state.runs[0].seconds_left(), Some(141.0));
}
