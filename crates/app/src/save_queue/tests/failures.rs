use super::*;

#[test]
fn a_full_store_is_reported_once_and_retried() {
    let (mut queue, mut state) = (queue(), state());
    for number in 1..4 {
        epoch(&mut queue, &mut state, number);
        let now = 2f64.powi(number as i32) * RETRY_MS;
        assert!(queue.next_write(now).unwrap().houses.is_some(), "they are still pending");
        queue.write_ended(Err(StoreError::Full), now);
        assert_eq!(queue.next_write(now + 1.0), None, "not at once");
        assert!(queue.retry_in(now).is_some_and(|milliseconds| milliseconds >= RETRY_MS));
        let notices = queue.take_notices();
        assert_eq!(notices.len(), usize::from(number == 1));
        assert!(
            notices
                .iter()
                .all(|(kind, text)| *kind == NoticeKind::Warning && text.contains("no storage space"))
        );
    }
    assert_eq!(queue.status().run, None);
    assert_eq!(put(&queue.next_write(20.0 * RETRY_MS).unwrap()), Some((3, 3)));
    queue.write_ended(Ok(()), 0.0);
    assert_eq!(queue.take_notices(), [(NoticeKind::Done, text::keeping_room_again())]);
    assert!(queue.status().houses);
}

#[test]
fn houses_that_do_not_fit_are_reported_only_when_a_run_needs_them() {
    let (mut queue, mut state) = (queue(), state());
    queue.enqueue(SaveTrigger::Houses, &state, 0.0);
    queue.next_write(0.0).unwrap();
    queue.write_ended(Err(StoreError::Full), 0.0);
    assert_eq!(queue.take_notices(), []);
    epoch(&mut queue, &mut state, 1);
    assert_eq!(
        queue.take_notices(),
        [(NoticeKind::Warning, text::keeping_full())],
        "it is not going to be saved for a while"
    );
}

#[test]
fn denied_storage_is_reported_once_and_only_when_a_run_needs_it() {
    let (mut queue, mut state) = (SaveQueue::default(), state());
    queue.set_owner(StoreOwner::Denied);
    queue.enqueue(SaveTrigger::Houses, &state, 0.0);
    assert_eq!(queue.take_notices(), []);
    epoch(&mut queue, &mut state, 1);
    epoch(&mut queue, &mut state, 2);
    assert_eq!(queue.take_notices(), [(NoticeKind::Warning, text::keeping_denied())]);
    assert_eq!(queue.next_write(0.0), None);
}

#[test]
fn a_full_store_loses_no_list_entry_and_is_reported() {
    let (mut queue, mut state) = (queue(), State::default());
    let first = listed(&mut state, 1.0);
    queue.enqueue(SaveTrigger::Listed(vec![first]), &state, 0.0);
    queue.next_write(0.0).unwrap();
    let second = listed(&mut state, 2.0);
    queue.enqueue(SaveTrigger::Listed(vec![second]), &state, 0.0);
    queue.write_ended(Err(StoreError::Full), 0.0);
    assert_eq!(queue.take_notices(), [(NoticeKind::Warning, text::keeping_full())]);
    // A newer entry may be smaller.
    assert_eq!(numbers(&queue.next_write(0.0).unwrap()), [(second, true)]);
    queue.write_ended(Err(StoreError::Full), 0.0);
    assert_eq!((queue.take_notices(), queue.next_write(1.0)), (vec![], None));
    for number in [first, second] {
        assert_eq!(numbers(&queue.next_write(RETRY_MS).unwrap()), [(number, true)]);
        queue.write_ended(Ok(()), RETRY_MS);
    }
    assert_eq!((queue.status().listed, queue.next_write(RETRY_MS)), (2, None));
    assert_eq!(queue.take_notices(), [(NoticeKind::Done, text::keeping_room_again())]);
}

#[test]
fn a_model_that_cannot_be_written_does_not_block_other_parts() {
    let (mut queue, mut state) = (queue(), state());
    finished(&mut queue, &mut state);
    let first = listed(&mut state, 1.0);
    queue.enqueue(SaveTrigger::Listed(vec![first]), &state, 0.0);
    let all = queue.next_write(0.0).unwrap();
    assert_eq!(all.parts(), [Part::Removal, Part::Model, Part::Listed(first)]);
    queue.write_ended(Err(StoreError::Failed), 0.0);
    assert_eq!(queue.take_notices(), [], "the failing part is not known yet");
    let mut model_failed = 0;
    for part in all.parts() {
        assert_eq!(queue.next_write(0.0).unwrap().parts(), [part], "one by one, without a delay");
        let outcome = if part == Part::Model { Err(StoreError::Failed) } else { Ok(()) };
        model_failed += usize::from(outcome.is_err());
        queue.write_ended(outcome, 0.0);
    }
    assert_eq!((model_failed, queue.next_write(0.0)), (1, None), "the model waits for its retry");
    assert_eq!(queue.take_notices(), [(NoticeKind::Warning, text::keeping_failed_model())]);
    assert_eq!((queue.status().listed, queue.status().run.is_some()), (1, false));
    // Later changes are written together again, without the model.
    let [second, third] = [listed(&mut state, 2.0), listed(&mut state, 3.0)];
    queue.enqueue(SaveTrigger::Listed(vec![second, third]), &state, 1.0);
    assert_eq!(queue.next_write(1.0).unwrap().parts(), [Part::Listed(second), Part::Listed(third)]);
    queue.write_ended(Ok(()), 1.0);
    // The model is retried alone, after twice the delay each time, and not reported again.
    let mut now = 0.0;
    for wait in [RETRY_MS, 2.0 * RETRY_MS, 4.0 * RETRY_MS] {
        assert_eq!(queue.retry_in(now), Some(wait));
        assert_eq!(queue.next_write(now + wait - 1.0), None);
        now += wait;
        assert_eq!(queue.next_write(now).unwrap().parts(), [Part::Model]);
        queue.write_ended(Err(StoreError::Failed), now);
        assert_eq!(queue.take_notices(), []);
    }
    // A new model is tried at once.
    queue.enqueue(SaveTrigger::Finished(state.runs[0].number), &state, now);
    assert_eq!(queue.next_write(now).unwrap().parts(), [Part::Model]);
    queue.write_ended(Ok(()), now);
    assert_eq!(queue.take_notices(), [(NoticeKind::Done, text::keeping_room_again())]);
    assert_eq!((queue.retry_in(now), queue.status().model), (None, true));
}

#[test]
fn a_run_and_its_houses_stay_together_when_parts_are_written_one_by_one() {
    let (mut queue, mut state) = (queue(), state());
    let first = listed(&mut state, 1.0);
    queue.enqueue(SaveTrigger::Listed(vec![first]), &state, 0.0);
    epoch(&mut queue, &mut state, 1);
    queue.next_write(0.0).unwrap();
    queue.write_ended(Err(StoreError::Failed), 0.0);
    let run = queue.next_write(0.0).unwrap();
    assert!(put(&run).is_some() && run.houses.is_some() && run.list.is_empty());
    queue.write_ended(Err(StoreError::Failed), 0.0);
    assert_eq!(queue.take_notices(), [(NoticeKind::Warning, text::keeping_failed())]);
    // A newer epoch waits for the retry; the list does not.
    epoch(&mut queue, &mut state, 2);
    assert_eq!(queue.next_write(0.0).unwrap().parts(), [Part::Listed(first)]);
    queue.write_ended(Ok(()), 0.0);
    assert_eq!((queue.next_write(1.0), queue.take_notices()), (None, vec![]), "the run is not retried yet");
    let run = queue.next_write(RETRY_MS).unwrap();
    assert_eq!((put(&run), run.houses.is_some()), (Some((2, 2)), true));
    // A run that has ended meanwhile is not retried.
    queue.write_ended(Err(StoreError::Failed), RETRY_MS);
    queue.enqueue(SaveTrigger::Finished(state.runs[0].number), &state, RETRY_MS);
    assert_eq!(put(&queue.next_write(10.0 * RETRY_MS).unwrap()), None);
}

#[test]
fn nothing_is_written_before_a_pending_clear() {
    let (mut queue, mut state) = (queue(), state());
    queue.enqueue(SaveTrigger::Houses, &state, 0.0);
    queue.next_write(0.0).unwrap();
    queue.write_ended(Ok(()), 0.0);
    queue.clear();
    let first = listed(&mut state, 1.0);
    queue.enqueue(SaveTrigger::Listed(vec![first]), &state, 0.0);
    queue.next_write(0.0).unwrap();
    queue.write_ended(Err(StoreError::Failed), 0.0);
    assert_eq!(queue.next_write(0.0).unwrap().parts(), [Part::Clear]);
    queue.write_ended(Err(StoreError::Failed), 0.0);
    assert_eq!(queue.take_notices(), [(NoticeKind::Warning, text::keeping_failed_forget())]);
    assert_eq!(queue.next_write(1.0), None, "it would be cleared with the rest");
    assert_eq!(queue.next_write(RETRY_MS).unwrap().parts(), [Part::Clear]);
    queue.write_ended(Ok(()), RETRY_MS);
    assert_eq!(queue.next_write(RETRY_MS).unwrap().parts(), [Part::Listed(first)]);
}

#[test]
fn a_record_that_cannot_be_quarantined_is_not_overwritten_until_the_store_is_cleared() {
    let (mut queue, mut state) = (queue(), state());
    queue.set_quarantined(Vec::new(), Some(text::keeping_stuck()));
    assert_eq!(queue.take_notices(), [(NoticeKind::Warning, text::keeping_stuck())]);
    assert!(!queue.has_unsaved());
    epoch(&mut queue, &mut state, 1);
    assert_eq!((queue.next_write(0.0), queue.retry_in(0.0)), (None, None));
    assert!(queue.has_unsaved() && queue.state_name() == "stuck");
    assert!(queue.has_run_to_write(), "a stored run would be lost");
    queue.found_run(offered(7), &State::default());
    assert!(queue.status().run.is_none() && queue.take_notices().is_empty(), "the stored record stays");
    assert!(queue.status().any(), "it can be cleared");
    queue.clear();
    assert!(queue.next_write(0.0).unwrap().clear);
    queue.write_ended(Ok(()), 0.0);
    epoch(&mut queue, &mut state, 2);
    assert!(put(&queue.next_write(0.0).unwrap()).is_some());
}

#[test]
fn an_unresponsive_browser_is_reported_and_may_answer_later() {
    for error in [StoreError::Unresponsive, StoreError::Blocked] {
        let (mut queue, mut state) = (SaveQueue::default(), state());
        queue.set_unresponsive(error);
        assert_eq!(queue.take_notices(), [(NoticeKind::Warning, error.text())]);
        epoch(&mut queue, &mut state, 1);
        epoch(&mut queue, &mut state, 2);
        assert_eq!((queue.next_write(0.0), queue.take_notices()), (None, vec![]));
        queue.set_owner(StoreOwner::ThisTab);
        assert_eq!(queue.take_notices(), [(NoticeKind::Done, text::keeping_answers())]);
        assert_eq!(put(&queue.next_write(0.0).unwrap()), Some((2, 2)), "the latest is saved now");
    }
}

#[test]
fn an_outdated_tab_saves_nothing_more() {
    let (mut queue, mut state) = (queue(), state());
    queue.set_outdated();
    assert_eq!(queue.take_notices(), [(NoticeKind::Warning, text::keeping_outdated())]);
    epoch(&mut queue, &mut state, 1);
    assert_eq!(queue.next_write(0.0), None);
}

#[test]
fn an_unreadable_list_entry_is_reported_once_and_stays_until_the_store_is_cleared() {
    let mut queue = queue();
    queue.found_list([1, 4].into_iter(), Some(Unreadable::OldFormat));
    assert_eq!(queue.status().listed, 2);
    assert_eq!(queue.take_notices(), [(NoticeKind::Warning, text::keeping_list_old_form())]);
    assert_eq!(queue.next_write(0.0), None, "it is not overwritten");
    queue.clear();
    assert_eq!(queue.status().listed, 0);
    assert!(queue.next_write(0.0).unwrap().clear);
}
