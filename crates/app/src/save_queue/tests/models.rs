//! Models of runs are saved beside the list.

use super::*;
use crate::run_entry::ModelKey;

/// Adds a series with a model, which is enough for the list.
fn listed_model(state: &mut State, saved_ms: f64) -> u32 {
    let number = listed(state, saved_ms);
    state.list.add_model(number, Arc::new(vec![number as u8]));
    number
}

/// The times of the runs whose models a write puts (true) or removes.
fn keys(write: &StoreWrite) -> Vec<(u64, bool)> {
    write.run_models.iter().map(|(key, model)| (key % (1 << 42), model.is_some())).collect()
}

#[test]
fn models_follow_the_list() {
    let (mut queue, mut state) = (queue(), state());
    let first = listed_model(&mut state, 10.0);
    queue.enqueue(SaveTrigger::Listed(vec![first]), &state, 0.0);
    let write = queue.next_write(0.0).unwrap();
    assert_eq!(keys(&write), [(10, true)]);
    assert_eq!(write.run_models.values().flatten().next().unwrap().run, Some(first));
    // While it is being written, another one is added.
    let second = listed_model(&mut state, 20.0);
    queue.enqueue(SaveTrigger::Listed(vec![second]), &state, 0.0);
    queue.write_ended(Ok(()), 0.0);
    let write = queue.next_write(0.0).unwrap();
    assert_eq!(keys(&write), [(20, true)], "the first is not written again");
    queue.write_ended(Ok(()), 0.0);

    // A deleted run can come back, until its entry is gone for good.
    state.list.delete(first);
    queue.enqueue(SaveTrigger::Listed(vec![first]), &state, 0.0);
    assert_eq!(keys(&queue.next_write(0.0).unwrap()), []);
    queue.write_ended(Ok(()), 0.0);
    state.list.clear();
    queue.enqueue(SaveTrigger::Listed(vec![second]), &state, 0.0);
    assert_eq!(keys(&queue.next_write(0.0).unwrap()), [(10, false), (20, false)]);
    queue.write_ended(Ok(()), 0.0);
    queue.enqueue(SaveTrigger::Listed(vec![second]), &state, 0.0);
    assert_eq!(keys(&queue.next_write(0.0).unwrap()), [], "they are gone already");
}

#[test]
fn a_model_that_does_not_fit_keeps_nothing_else_from_being_saved() {
    let (mut queue, mut state) = (queue(), state());
    let number = listed_model(&mut state, 10.0);
    queue.enqueue(SaveTrigger::Listed(vec![number]), &state, 0.0);
    queue.next_write(0.0).unwrap();
    queue.write_ended(Err(StoreError::Full), 0.0);
    let write = queue.next_write(0.0).unwrap();
    assert_eq!((write.list.len(), keys(&write).len()), (1, 0), "the results come first");
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(keys(&queue.next_write(0.0).unwrap()), [(10, true)]);
    queue.write_ended(Err(StoreError::Full), 0.0);
    assert_eq!(queue.take_notices().len(), 1);
    assert_eq!(queue.next_write(0.0), None);

    // What another tab has stored meanwhile counts, and what is not stored is written.
    let other = ModelKey::MAX << 42 | 30;
    queue.found_models([other].into_iter());
    queue.enqueue(SaveTrigger::Listed(vec![number]), &state, 0.0);
    assert_eq!(keys(&queue.next_write(1e9).unwrap()), [(30, false)], "what has not failed comes first");
    queue.write_ended(Ok(()), 1e9);
    assert_eq!(keys(&queue.next_write(1e9).unwrap()), [(10, true)]);
}
