#![allow(clippy::field_reassign_with_default, reason = "a state has private fields")]

mod failures;
mod models;
mod tabs;
mod undo;

use super::*;
use crate::model::Model;
use crate::run_entry::{Results, RunEntry};
use crate::series_results::SeriesResults;
use facade_data::{DataReport, Montages, Rooms};
use facade_protocol::{DeviceChoice, EpochDone, ModelSummary};
use facade_spec::Config;
use facade_spec::repeats::RepeatAxis;

fn houses() -> Arc<Dataset> {
    Arc::new(Dataset {
        name: "Houses".to_string(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses: Vec::new(),
        montages: Montages::default(),
        report: DataReport::default(),
    })
}

/// A state with houses and one run.
fn state() -> State {
    let mut state = State::default();
    *state.data = Some(houses());
    state.request_run(Config::default(), DeviceChoice::Cpu);
    state.runs[0].data = state.data.clone();
    state
}

fn queue() -> SaveQueue {
    let mut queue = SaveQueue::default();
    queue.set_owner(StoreOwner::ThisTab);
    queue
}

fn epoch(queue: &mut SaveQueue, state: &mut State, epoch: usize) {
    let run = state.runs[0].number;
    let done =
        EpochDone { run, epoch, train_loss: 1.0, validation_loss: 1.0, validation_mape: 1.0, seconds: 1.0 };
    state.runs[0].record_epoch(done, 0.0);
    queue.enqueue(SaveTrigger::Checkpoint(run, epoch, Arc::new(vec![epoch as u8])), state, 0.0);
}

fn put(write: &StoreWrite) -> Option<(usize, u8)> {
    match &write.run {
        Change::Put((run, state)) => Some((run.epochs_done(), state[0])),
        _ => None,
    }
}

fn offered(number: u32) -> SavedRun {
    let mut run = state().runs.remove(0);
    run.number = number;
    let done = EpochDone {
        run: number,
        epoch: 9,
        train_loss: 1.0,
        validation_loss: 1.0,
        validation_mape: 1.0,
        seconds: 1.0,
    };
    run.record_epoch(done, 0.0);
    SavedRun::at_epoch(&run, 9, 0.0).unwrap()
}

/// Adds a series to the list of this state.
fn listed(state: &mut State, saved_ms: f64) -> u32 {
    let results = SeriesResults { axis: RepeatAxis::Seeds, runs: 2, scores: Vec::new(), failed: Vec::new() };
    let number = state.next_run_number();
    state.list.add(RunEntry {
        number,
        title: String::new(),
        pinned: false,
        saved_ms,
        data: String::new(),
        device: String::new(),
        config: Config::default(),
        excluded: Vec::new(),
        results: Results::Series(results),
    });
    number
}

fn numbers(write: &StoreWrite) -> Vec<(u32, bool)> {
    write.list.iter().map(|(number, entry)| (*number, entry.is_some())).collect()
}

/// Ends the run of this state with a model.
fn finished(queue: &mut SaveQueue, state: &mut State) {
    epoch(queue, state, 1);
    queue.next_write(0.0).unwrap();
    queue.write_ended(Ok(()), 0.0);
    let summary = ModelSummary {
        rooms: Rooms::default(),
        config: Config::default(),
        epochs_done: 1,
        parameters: 1,
        test_mape: None,
        data: String::new(),
        prices: [1.0, 2.0],
        input_schema: Default::default(),
        intervals: Vec::new(),
        missing_intervals: Vec::new(),
        network: String::new(),
    };
    let run = state.runs[0].number;
    *state.model = Some(Model {
        room_classifier: None,
        file_name: "a".to_owned(),
        summary,
        file: Arc::new(vec![1]),
        run: Some(run),
        restored: false,
    });
    queue.enqueue(SaveTrigger::Finished(run), state, 0.0);
}

fn quarantined() -> QuarantinedRecord {
    QuarantinedRecord { key: "aside.houses.1".to_owned(), name: "houses".to_owned(), since_ms: 1.0, size: 9 }
}

#[test]
fn a_run_is_written_with_its_houses_once_and_the_latest_epoch_replaces_the_pending_one() {
    let (mut queue, mut state) = (queue(), state());
    epoch(&mut queue, &mut state, 1);
    let write = queue.next_write(0.0).unwrap();
    assert_eq!(put(&write), Some((1, 1)));
    assert!(write.houses.is_some());
    epoch(&mut queue, &mut state, 2);
    epoch(&mut queue, &mut state, 3);
    assert_eq!(queue.next_write(0.0), None, "a write is in flight");
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(queue.status().run.as_ref().unwrap().epochs_done(), 1);
    let write = queue.next_write(0.0).unwrap();
    assert_eq!((put(&write), write.houses), (Some((3, 3)), None));
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(queue.next_write(0.0), None);
}

#[test]
fn the_state_is_idle_once_everything_is_written() {
    let (mut queue, mut state) = (SaveQueue::default(), state());
    assert_eq!(queue.state_name(), "unknown");
    queue.set_owner(StoreOwner::ThisTab);
    assert_eq!(queue.state_name(), "idle");
    epoch(&mut queue, &mut state, 1);
    assert_eq!(queue.state_name(), "writing");
    while queue.next_write(0.0).is_some() {
        assert_eq!(queue.state_name(), "writing");
        queue.write_ended(Err(StoreError::Full), 0.0);
    }
    assert_eq!(queue.state_name(), "refused");
    while queue.next_write(RETRY_MS).is_some() {
        assert_eq!(queue.state_name(), "writing");
        queue.write_ended(Ok(()), RETRY_MS);
    }
    assert_eq!(queue.state_name(), "idle");
}

#[test]
fn an_ended_run_is_removed_even_if_its_write_is_in_flight() {
    let (mut queue, mut state) = (queue(), state());
    epoch(&mut queue, &mut state, 1);
    queue.next_write(0.0).unwrap();
    queue.enqueue(SaveTrigger::Finished(1), &state, 0.0);
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(queue.status().run, None, "it is not offered");
    assert_eq!(queue.next_write(0.0).unwrap().run, Change::Remove);
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(queue.next_write(0.0), None);
}

#[test]
fn an_offered_run_keeps_its_houses_until_it_is_replaced() {
    let (mut queue, mut state) = (queue(), state());
    queue.found_run(offered(7), &State::default());
    queue.enqueue(SaveTrigger::Houses, &state, 0.0);
    assert_eq!(queue.next_write(0.0), None);
    queue.enqueue(SaveTrigger::Finished(1), &state, 0.0);
    assert_eq!(queue.next_write(0.0), None, "a run that saved nothing removes nothing");
    assert_eq!(queue.status().run.as_ref().unwrap().number, 7);
    epoch(&mut queue, &mut state, 1);
    let write = queue.next_write(0.0).unwrap();
    assert!(write.houses.is_some());
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(queue.status().run.as_ref().unwrap().number, 1);
}

#[test]
fn a_resumed_run_keeps_its_houses() {
    let (mut queue, mut state) = (queue(), state());
    queue.found_run(offered(1), &State::default());
    let mut other = State::default();
    *other.data = Some(houses());
    queue.enqueue(SaveTrigger::Houses, &other, 0.0);
    queue.found_houses(state.data.clone());
    epoch(&mut queue, &mut state, 1);
    let write = queue.next_write(0.0).unwrap();
    assert_eq!((put(&write), write.houses), (Some((1, 1)), None));
}

#[test]
fn a_discarded_run_makes_room_for_other_houses() {
    let (mut queue, state) = (queue(), state());
    queue.found_run(offered(7), &State::default());
    queue.enqueue(SaveTrigger::Houses, &state, 0.0);
    queue.discard_run();
    let write = queue.next_write(0.0).unwrap();
    assert!(write.houses.is_some() && write.run == Change::Remove);
    assert_eq!(queue.status().run, None);
}

#[test]
fn excluded_houses_are_stored_only_with_their_dataset() {
    let (mut queue, mut state) = (queue(), state());
    state.exclude(3.into(), true);
    queue.enqueue(SaveTrigger::Excluded, &state, 0.0);
    assert_eq!(queue.next_write(0.0), None, "these houses are not stored");
    queue.enqueue(SaveTrigger::Houses, &state, 0.0);
    queue.next_write(0.0).unwrap();
    queue.enqueue(SaveTrigger::Excluded, &state, 0.0);
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(queue.next_write(0.0).unwrap().excluded, Some(vec![3.into()]));
    queue.write_ended(Err(StoreError::Failed), 0.0);
    state.exclude(3.into(), false);
    queue.enqueue(SaveTrigger::Excluded, &state, 0.0);
    assert_eq!(queue.next_write(RETRY_MS).unwrap().excluded, Some(vec![]), "the latest wins");
}

#[test]
fn a_write_in_flight_does_not_bring_back_what_was_cleared() {
    let (mut queue, mut state) = (queue(), state());
    queue.enqueue(SaveTrigger::Houses, &state, 0.0);
    queue.next_write(0.0).unwrap();
    queue.clear();
    queue.write_ended(Err(StoreError::Failed), 0.0);
    assert!(!queue.status().any());
    let write = queue.next_write(RETRY_MS).unwrap();
    assert!(write.clear && write.houses.is_none());
    queue.write_ended(Ok(()), 0.0);
    assert!(!queue.status().any());
    epoch(&mut queue, &mut state, 1);
    assert!(queue.next_write(0.0).unwrap().houses.is_some(), "a run needs them");
}

#[test]
fn the_list_is_written_entry_by_entry_and_the_latest_change_wins() {
    let (mut queue, mut state) = (queue(), State::default());
    let first = listed(&mut state, 1.0);
    queue.enqueue(SaveTrigger::Listed(vec![first]), &state, 0.0);
    assert_eq!(numbers(&queue.next_write(0.0).unwrap()), [(first, true)]);
    let second = listed(&mut state, 2.0);
    queue.enqueue(SaveTrigger::Listed(vec![second]), &state, 0.0);
    state.list.delete(first);
    queue.enqueue(SaveTrigger::Listed(vec![first]), &state, 0.0);
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(queue.status().listed, 1);
    assert_eq!(numbers(&queue.next_write(0.0).unwrap()), [(first, false), (second, true)]);
    queue.write_ended(Ok(()), 0.0);
    assert_eq!((queue.status().listed, queue.status().any()), (1, true));
}

#[test]
fn a_quarantined_record_does_not_block_writes() {
    let (mut queue, mut state) = (queue(), state());
    queue.set_quarantined(vec![quarantined()], None);
    assert!(queue.status().any());
    epoch(&mut queue, &mut state, 1);
    assert!(queue.next_write(0.0).is_some());
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(queue.status().quarantined, [quarantined()], "it stays until it is deleted");
    let snapshot = queue.snapshot();
    queue.clear();
    assert!(queue.status().quarantined.is_empty());
    queue.restore(snapshot);
    assert_eq!(queue.status().quarantined, [quarantined()]);
    queue.remove_quarantined("aside.houses.2");
    assert_eq!(queue.status().quarantined, [quarantined()]);
    queue.remove_quarantined("aside.houses.1");
    assert!(queue.status().quarantined.is_empty());
    queue.add_quarantined(quarantined());
    assert_eq!(queue.status().quarantined, [quarantined()]);
}
