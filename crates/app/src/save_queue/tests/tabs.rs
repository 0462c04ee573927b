use super::*;

#[test]
fn a_second_tab_writes_nothing_until_it_takes_over() {
    let (mut queue, mut state) = (SaveQueue::default(), state());
    epoch(&mut queue, &mut state, 1);
    assert_eq!(queue.next_write(0.0), None, "not before the owner is known");
    queue.set_owner(StoreOwner::OtherTab);
    queue.found_run(offered(7), &State::default());
    assert_eq!(queue.status().run, None, "it is the other tab’s");
    epoch(&mut queue, &mut state, 2);
    assert_eq!(queue.next_write(0.0), None);
    queue.set_owner(StoreOwner::ThisTab);
    assert_eq!(put(&queue.next_write(0.0).unwrap()), Some((2, 2)));
    let notices: Vec<_> = queue.take_notices().into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(notices, [NoticeKind::Warning, NoticeKind::Done]);
}

#[test]
fn a_tab_that_takes_over_keeps_the_other_tab_s_run_until_it_has_its_own() {
    let (mut queue, mut state) = (SaveQueue::default(), state());
    queue.set_owner(StoreOwner::OtherTab);
    queue.found_houses(state.data.clone());
    epoch(&mut queue, &mut state, 1);
    queue.enqueue(SaveTrigger::Finished(1), &state, 0.0);
    queue.set_owner(StoreOwner::ThisTab);
    queue.found_run(offered(7), &State::default());
    assert_eq!(queue.next_write(0.0), None, "the run of this tab was never stored");
    assert_eq!(queue.status().run.as_ref().unwrap().number, 7);
    assert!(!queue.is_stored(&state.data), "the other tab may have stored other houses");
}

#[test]
fn the_other_tab_s_run_is_renumbered_or_replaced() {
    let (mut queue, mut state) = (SaveQueue::default(), state());
    queue.set_owner(StoreOwner::OtherTab);
    epoch(&mut queue, &mut state, 1);
    let own = state.runs.last().unwrap().number;
    queue.set_owner(StoreOwner::ThisTab);
    queue.found_run(offered(7), &state);
    assert_eq!(queue.status().run, None, "the run of this tab replaces it");
    assert!(queue.take_notices().contains(&(NoticeKind::Warning, text::keeping_replaced())));

    let mut idle = SaveQueue::default();
    idle.set_owner(StoreOwner::ThisTab);
    idle.found_run(SavedRun { number: own, ..offered(7) }, &state);
    assert_eq!(idle.status().run.as_ref().unwrap().number, own + 1);
}
