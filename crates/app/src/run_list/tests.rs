use super::*;
use crate::run_entry::Results;
use crate::run_models::MODELS_ROOM;
use crate::series_results::SeriesResults;
use facade_spec::Config;
use facade_spec::repeats::RepeatAxis;

fn entry(number: u32, saved_ms: f64) -> RunEntry {
    RunEntry {
        number,
        title: String::new(),
        pinned: false,
        saved_ms,
        data: "Houses".to_owned(),
        device: "CPU".to_owned(),
        config: Config::default(),
        excluded: Vec::new(),
        results: Results::Series(SeriesResults {
            axis: RepeatAxis::Seeds,
            runs: 2,
            scores: Vec::new(),
            failed: Vec::new(),
        }),
    }
}

fn numbers(list: &RunList) -> Vec<u32> {
    list.entries().iter().map(|entry| entry.number).collect()
}

#[test]
fn an_entry_replaces_its_earlier_version_and_the_oldest_is_removed() {
    let mut list = RunList::default();
    for number in 1..=MAX_ENTRIES as u32 {
        assert_eq!(list.add(entry(number, 1.0)), [number]);
    }
    list.select(1, true);
    assert_eq!(list.add(entry(7, 2.0)), [7]);
    assert_eq!(list.entries().len(), MAX_ENTRIES);
    assert_eq!(list.add(entry(101, 3.0)), [101, 1]);
    assert_eq!((list.entries().len(), list.entries()[0].number), (MAX_ENTRIES, 2));
    assert!(!list.is_selected(1));
}

#[test]
fn entries_of_another_tab_are_renumbered() {
    let mut list = RunList::default();
    assert_eq!(list.merge(vec![entry(1, 10.0), entry(2, 20.0)], 2, &[]), Vec::<u32>::new());
    // This tab does not save while the other tab deletes run 1 and adds runs 3 and 4; our run 4 is training.
    list.add(entry(3, 30.0));
    let changed = list.merge(vec![entry(2, 20.0), entry(3, 31.0), entry(4, 40.0)], 4, &[3, 4]);
    assert_eq!((changed, numbers(&list)), (vec![3, 5, 4, 6], vec![2, 3, 5, 6]));
    assert_eq!(list.get(3).unwrap().saved_ms, 30.0, "a run of this visit keeps its number");
    let again = list.merge(vec![entry(2, 20.0), entry(3, 30.0)], 6, &[3]);
    assert_eq!(again, Vec::<u32>::new());
}

#[test]
fn no_number_is_assigned_twice_not_even_that_of_an_unreadable_entry() {
    let mut list = RunList::default();
    list.merge(vec![entry(2, 20.0)], 9, &[]);
    assert_eq!(list.highest_number(), 9);
    let mut list = RunList::default();
    list.add(entry(5, 1.0));
    list.delete(5);
    assert_eq!(list.highest_number(), 5);
    list.clear();
    assert_eq!(list.highest_number(), 5);
}

#[test]
fn a_deleted_entry_is_restored() {
    let mut list = RunList::default();
    list.add(entry(1, 1.0));
    list.add(entry(2, 2.0));
    list.select(1, true);
    list.shown = Some(1);
    list.delete(1);
    assert_eq!((numbers(&list), list.is_selected(1), list.shown), (vec![2], false, None));
    assert_eq!((list.restore(), list.restore()), (Some(1), None));
    assert_eq!(numbers(&list), [1, 2]);
}

#[test]
fn a_few_can_be_selected() {
    let mut list = RunList::default();
    assert!(list.compared().is_empty());
    for number in 1..=MAX_COMPARED as u32 + 2 {
        list.add(entry(number, 1.0));
    }
    let compared = |list: &RunList| list.compared().iter().map(|e| e.number).collect::<Vec<_>>();
    assert!(compared(&list).is_empty());
    assert!(list.select_with_other(3));
    assert_eq!(compared(&list), [3, MAX_COMPARED as u32 + 2], "the latest other one");
    list.select(3, false);
    list.select(MAX_COMPARED as u32 + 2, false);
    for number in 1..=MAX_COMPARED as u32 + 1 {
        list.select(number, true);
    }
    assert!(list.is_selection_full());
    assert_eq!(compared(&list), (1..=MAX_COMPARED as u32).collect::<Vec<_>>());
    list.select(1, false);
    list.select(8, true);
    assert_eq!(compared(&list).last(), Some(&8));
}

#[test]
fn imported_entries_get_free_numbers_and_existing_ones_stay() {
    let mut list = RunList::default();
    list.add(entry(1, 1.0));
    list.rename(1, "Mine".into());
    // Another run of that number, the same run twice, and one whose number belongs to an active run.
    let theirs = |number| RunEntry { saved_ms: 5.0, data: "Theirs".into(), ..entry(number, 0.0) };
    let imported =
        list.import(vec![theirs(1), entry(1, 1.0), theirs(1), RunEntry { saved_ms: 6.0, ..theirs(2) }], &[2]);
    assert_eq!(imported, ImportSummary { numbers: vec![3, 4], already: 2, no_room: 0 });
    let names: Vec<String> = list.entries().iter().map(|entry| entry.name()).collect();
    assert_eq!(names, ["Mine", "Series 3", "Series 4"]);
    // A series that is added again keeps its title.
    list.add(RunEntry { saved_ms: 9.0, ..entry(1, 0.0) });
    assert_eq!(list.get(1).map(|entry| entry.name()).as_deref(), Some("Mine"));
}

#[test]
fn an_import_removes_nothing_and_can_be_undone() {
    let mut list = RunList::default();
    (1..=98).for_each(|number| drop(list.add(entry(number, 1.0))));
    let before = numbers(&list);
    let theirs = |number| RunEntry { saved_ms: 5.0, data: format!("Theirs {number}"), ..entry(number, 0.0) };
    let imported = list.import((1..=MAX_ENTRIES as u32).map(theirs).collect(), &[]);
    assert_eq!(imported, ImportSummary { numbers: vec![99, 100], already: 0, no_room: 98 });
    assert!(before.iter().all(|number| list.get(*number).unwrap().data == "Houses"), "existing runs stay");
    assert_eq!(list.get(100).unwrap().data, "Theirs 100", "the last ones fit");
    assert_eq!(list.import(vec![theirs(7)], &[]), ImportSummary { no_room: 1, ..ImportSummary::default() });
    list.select(99, true);
    list.undo_import(&imported);
    assert_eq!((numbers(&list), list.is_selected(99), list.highest_number()), (before, false, 100));
}

#[test]
fn no_imported_number_exhausts_those_of_later_runs() {
    let mut list = RunList::default();
    list.add(entry(4, 1.0));
    for (at, number) in [0, u32::MAX, 1 << 31, MAX_NUMBER / 2 + 1].into_iter().enumerate() {
        let theirs = RunEntry { saved_ms: 2.0 + at as f64, ..entry(number, 0.0) };
        assert_eq!(list.import(vec![theirs], &[]).numbers, [5 + at as u32]);
    }
}

#[test]
fn a_restored_run_does_not_replace_another() {
    let mut list = RunList::default();
    list.add(entry(1, 1.0));
    list.delete(1);
    list.import(vec![RunEntry { saved_ms: 5.0, data: "Theirs".into(), ..entry(1, 0.0) }], &[]);
    assert_eq!(list.restore(), Some(2));
    assert_eq!(list.entries().len(), 2);
}

#[test]
fn deleted_entries_are_restored_one_by_one_while_there_is_room() {
    let mut list = RunList::default();
    for number in 1..=MAX_ENTRIES as u32 {
        list.add(entry(number, 1.0));
    }
    list.delete(3);
    list.delete(2);
    assert_eq!(list.deleted().map(|entry| entry.number), Some(2));
    assert_eq!([list.restore(), list.restore(), list.restore()], [Some(2), Some(3), None]);
    list.delete(50);
    list.add(entry(MAX_ENTRIES as u32 + 1, 1.0));
    assert!(list.is_full());
    assert_eq!(list.restore(), None, "the oldest would be removed");
    list.delete(1);
    list.delete(4);
    assert_eq!(list.restore(), Some(4));
    assert_eq!(list.restore(), Some(1));
    assert_eq!(list.restore(), None, "full again");
}

#[test]
fn an_undone_import_does_not_delete_from_another_tab_s_list() {
    let mut list = RunList::default();
    let imported = list.import(vec![entry(2, 1.0)], &[]);
    list.undo_import(&imported);
    let found = vec![entry(2, 99.0)];
    assert_eq!(list.merge(found, 2, &[]), Vec::<u32>::new());
    assert_eq!(numbers(&list), [2]);
}

/// Half of the room and one byte, so that two of them do not fit.
fn large() -> Arc<Vec<u8>> {
    Arc::new(vec![0; MODELS_ROOM / 2 + 1])
}

#[test]
fn the_oldest_models_make_room_and_those_of_pinned_runs_last() {
    let mut list = RunList::default();
    for number in 1..=3 {
        list.add(entry(number, f64::from(number)));
    }
    list.add_model(1, large());
    list.pin(1, true);
    list.add_model(2, Arc::new(vec![2]));
    list.add_model(3, large());
    assert!(list.model(1).is_none(), "pinned models go when others do not suffice");
    assert!(list.model(2).is_none() && list.model(3).is_some(), "the latest one stays");

    list.pin(3, true);
    list.add(entry(4, 4.0));
    list.add_model(4, Arc::new(vec![4]));
    list.add(entry(5, 5.0));
    list.add_model(5, Arc::new(vec![0; MODELS_ROOM / 2 - 1]));
    assert!(list.model(3).is_some() && list.model(4).is_none() && list.model(5).is_some());
    assert_eq!(list.add(entry(5, 5.0)), [5], "an entry that is added again stays pinned and keeps its model");
    assert!(list.get(3).unwrap().pinned && list.model(5).is_some());
}

#[test]
fn runs_of_one_moment_on_other_houses_have_models_of_their_own() {
    let mut list = RunList::default();
    list.add(entry(1, 5.0));
    list.add_model(1, Arc::new(vec![1]));
    list.import(vec![RunEntry { data: "Theirs".to_owned(), ..entry(1, 5.0) }], &[]);
    assert_eq!((list.model(1).is_some(), list.model(2)), (true, None));
}

#[test]
fn a_deleted_run_comes_back_with_its_model_and_pinned_runs_are_evicted_last() {
    let mut list = RunList::default();
    list.add(entry(1, 1.0));
    list.add_model(1, Arc::new(vec![1]));
    list.pin(1, true);
    list.delete(1);
    assert_eq!((list.model(1), list.models().iter().count()), (None, 1));
    list.restore();
    assert_eq!(list.model(1), Some(&RunModel::Loaded(Arc::new(vec![1]))));
    for number in 2..=MAX_ENTRIES as u32 + 2 {
        list.add(entry(number, f64::from(number)));
    }
    assert_eq!(
        (list.entries().len(), list.entries()[0].number, list.entries()[1].number),
        (MAX_ENTRIES, 1, 4)
    );

    // What the store holds of runs that are not listed is of no use.
    list.found_models([1, 2, 7].map(|number| (entry(number, f64::from(number)).model_key(), 9)).into_iter());
    assert_eq!(list.model(1), Some(&RunModel::Loaded(Arc::new(vec![1]))));
    assert_eq!((list.model(7), list.models().iter().count()), (Some(&RunModel::Stored(9)), 2));
    list.undo_import(&ImportSummary { numbers: vec![7], ..ImportSummary::default() });
    assert_eq!(list.models().iter().count(), 1);
}
