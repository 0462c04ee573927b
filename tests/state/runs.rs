//! Loading houses, and runs from request to end: their clock, and the loss of a worker.

use std::sync::Arc;

use facade_app::form::Form;
use facade_app::next_step::{self, Action, PlaceStatus};
use facade_app::notice::{NoticeKind, Place};
use facade_app::run::{PendingCommand, RunState};
use facade_app::state::State;
use facade_app::{Message, availability, status_text};
use facade_data::{Dataset, HouseId};
use facade_protocol::{DeviceChoice, Event};
use facade_spec::Config;

use super::{NONE, dataset, done, epoch, finished, loaded, running, started};

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
    assert_eq!(*state.load_seconds, Some(4.0));
    assert_eq!(next_step::place_status(&state, Place::Data), PlaceStatus::Done);
    assert_eq!(availability::dataset_load_blocked_by(&state), None);
}

#[test]
fn replaced_houses_can_be_restored_with_their_exclusions() {
    let mut state = loaded();
    assert!(state.previous_dataset.is_none());
    state.exclude(3.into(), true);
    // The same houses at another tile size do not count as a replacement.
    state.apply(Message::DatasetLoaded(dataset(8, 4)), 0.0);
    assert!(state.previous_dataset.is_none() && state.excluded.contains("3"));

    let first = state.data.clone().unwrap();
    let others = Arc::new(Dataset { name: "Others".to_string(), ..(*dataset(6, 2)).clone() });
    state.apply(Message::DatasetRestored(others.clone()), 0.0);
    assert!(*state.data_restored && state.excluded.is_empty());
    let version = *state.data_version;
    for (now, back, left_out) in [(&first, false, vec![3]), (&others, true, vec![])] {
        state.apply(Message::DatasetSwapped(now.clone()), 0.0);
        assert!(Arc::ptr_eq(state.data.as_ref().unwrap(), now));
        assert_eq!(*state.data_restored, back);
        assert_eq!(state.excluded.iter().filter_map(HouseId::as_number).collect::<Vec<u32>>(), left_out);
    }
    assert_eq!(*state.data_version, version + 2);
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
        "Run 1 has finished: test error 57.0\u{a0}% on 2 houses, after 2 epochs in 5\u{a0}s."
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
