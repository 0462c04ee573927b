use super::*;

#[test]
fn a_restored_run_is_not_removed_by_a_pending_write() {
    let mut queue = queue();
    queue.found_run(offered(7), &State::default());
    let snapshot = queue.snapshot();
    queue.discard_run();
    queue.restore(snapshot.clone());
    assert_eq!(queue.status().run.as_ref().map(|run| run.number), Some(7));
    assert_eq!(queue.next_write(0.0), None);
    queue.clear();
    queue.restore(snapshot);
    assert_eq!(queue.next_write(0.0), None);
}

#[test]
fn undo_cancels_a_removal_in_flight_that_fails_later() {
    for one in [false, true] {
        let mut queue = queue();
        queue.found_run(offered(7), &State::default());
        let snapshot = queue.snapshot();
        if one {
            queue.discard_run()
        } else {
            queue.clear()
        }
        let write = queue.next_write(0.0).unwrap();
        assert!(if one { write.run == Change::Remove } else { write.clear });
        queue.restore(snapshot);
        queue.write_ended(Err(StoreError::Failed), 0.0);
        assert_eq!(queue.next_write(1e9), None, "nothing is removed");
        assert_eq!(queue.retry_in(1e9), None);
        assert_eq!(queue.status().run.as_ref().map(|run| run.number), Some(7));
    }
}

#[test]
fn undo_restores_unwritten_changes() {
    let (mut queue, mut state) = (queue(), state());
    epoch(&mut queue, &mut state, 1);
    let number = listed(&mut state, 1.0);
    queue.enqueue(SaveTrigger::Listed(vec![number]), &state, 0.0);
    while queue.next_write(0.0).is_some() {
        queue.write_ended(Err(StoreError::Full), 0.0);
    }
    assert!(queue.has_unsaved());
    let snapshot = queue.snapshot();
    queue.clear();
    assert!(!queue.has_unsaved());
    queue.next_write(0.0).unwrap();
    queue.write_ended(Ok(()), 0.0);
    queue.restore(snapshot);
    let write = queue.next_write(0.0).unwrap();
    assert!(!write.clear && write.list.contains_key(&number));
    assert_eq!(put(&write), Some((1, 1)));
}

#[test]
fn a_failed_clear_is_not_retried_during_undo() {
    let mut queue = queue();
    queue.found_run(offered(7), &State::default());
    let snapshot = queue.snapshot();
    queue.clear();
    queue.next_write(0.0).unwrap();
    queue.write_ended(Err(StoreError::Failed), 0.0);
    // The retry is due while the records are still being written back.
    queue.cancel_removals();
    assert_eq!(queue.next_write(RETRY_MS), None);
    queue.restore(snapshot);
    assert!(queue.status().run.is_some());
}

#[test]
fn the_persistence_grant_survives_a_clear() {
    let mut queue = queue();
    assert_eq!(queue.status().persistent, None);
    queue.set_persistent(false);
    let snapshot = queue.snapshot();
    queue.set_persistent(true);
    queue.clear();
    assert_eq!(queue.status().persistent, Some(true));
    queue.restore(snapshot);
    assert_eq!(queue.status().persistent, Some(true));
}

#[test]
fn a_model_that_loads_while_everything_is_removed_is_not_written_again() {
    let (mut queue, mut state) = (queue(), state());
    finished(&mut queue, &mut state);
    let mut later = super::queue();
    later.found_model(Some(1));
    later.clear();
    later.next_write(0.0).unwrap();
    later.write_ended(Ok(()), 0.0);
    assert!(!later.enqueue(SaveTrigger::Model, &state, 0.0));
    assert_eq!(later.next_write(0.0), None);
    later.found_model(Some(2));
    assert!(later.enqueue(SaveTrigger::Model, &state, 0.0), "another model is in use");
}
