//! Any bytes as stored records or opened files: a `.facade` file, an entry of the run list, an unfinished run, houses, the library,
//! preferences. What can be read is imported, compared, drawn and written as the page does it.
#![no_main]

use std::collections::BTreeSet;

use facade_app::chart::{self, price_axis};
use facade_app::compare::{self, ComparisonRow};
use facade_app::error_statistics;
use facade_app::export::{escaped, svg_file};
use facade_app::form::Form;
use facade_app::library::{ItemKind, Library, item_kind, parse_name};
use facade_app::preferences::Preferences;
use facade_app::result_rows::{self, Row, SortKey};
use facade_app::run_entry::{RunEntry, RunResults};
use facade_app::run_list::{MAX_COMPARED, MAX_ENTRIES};
use facade_app::saved::{self, SavedModel, SavedRun, Settings};
use facade_app::state::State;
use facade_app::workspace::{OpenedWorkspace, Workspace};
use facade_app::{data_report, html_report, result_text};
use facade_data::statistics::mean;
use facade_data::{Dataset, HouseId};
use facade_fuzz::{MAX_MEMORY, checks, records, seed, within};
use facade_protocol::decode;
use facade_record::{Record, pack, unpack};

/// The size of a chart in pixels.
const SIZE: [f64; 2] = [640.0, 320.0];

libfuzzer_sys::fuzz_target!(init: seed(records::all()), |bytes: &[u8]| {
    let [kind, bytes @ ..] = bytes else { return };
    within(MAX_MEMORY, || match kind {
        0 => session(bytes),
        1 => entry(bytes),
        2 => run(bytes),
        3 => houses(bytes),
        4 => shelf(bytes),
        5 => preferences(&String::from_utf8_lossy(bytes)),
        _ => {}
    });
});

/// The bytes of a record, from an input that contains all of it, its body, or its contents as a message.
fn bytes_of<T: Record>(input: &[u8]) -> Option<Vec<u8>> {
    match input {
        [records::WHOLE, bytes @ ..] => Some(bytes.to_vec()),
        [records::BODY, bytes @ ..] => Some(records::with_head(T::KIND.name, bytes)),
        [records::MESSAGE, bytes @ ..] => pack(&decode::<T>(bytes).ok()?),
        _ => None,
    }
}

fn record<T: Record>(input: &[u8]) -> Option<T> {
    let record: T = unpack(&bytes_of::<T>(input)?).ok()?;
    // What was read round-trips.
    let once = pack(&record).expect("a record that was read can be written");
    let again: T = unpack(&once).ok().expect("what was written can be read");
    assert!(pack(&again).is_some_and(|twice| once == twice));
    Some(record)
}

/// A state with runs in the list.
fn state_with_runs() -> State {
    let mut state = State::default();
    for entry in records::entries() {
        state.list.add(entry);
    }
    state
}

fn session(input: &[u8]) {
    let bytes = match input {
        [records::WHOLE, bytes @ ..] => bytes.to_vec(),
        [records::BODY, bytes @ ..] => records::with_head("session", bytes),
        [records::MESSAGE, bytes @ ..] => {
            let Ok(entries) = decode::<Vec<RunEntry>>(bytes) else { return };
            Workspace { entries, ..Workspace::default() }.pack().expect("a session can be written")
        }
        _ => return,
    };
    item_kind(&bytes);
    let OpenedWorkspace { workspace, unreadable } = match Workspace::unpack(&bytes) {
        Ok(opened) => opened,
        Err(why) => return checks::document(&escaped(&saved::unreadable_file_text(why, "a.facade"))),
    };
    unreadable.iter().for_each(|why| assert!(saved::unreadable_list_text(*why).ends_with('.')));
    let Workspace { entries, models, settings, .. } = workspace;
    if let Some(Settings { config, device }) = settings {
        let form = Form::remembered(&config, device);
        // The form is valid, or there is an error message.
        if let Err(problem) = form.config(4) {
            assert!(!problem.to_string().is_empty());
        }
    }
    adopt(entries, models);
}

fn entry(input: &[u8]) {
    let Some(entry) = bytes_of::<RunEntry>(input).and_then(|bytes| RunEntry::unpack(&bytes).ok()) else {
        return;
    };
    // As restored from storage, and as imported from a file.
    let mut state = state_with_runs();
    let taken: Vec<u32> = state.run_numbers().collect();
    state.list.merge(vec![entry.clone()], entry.number, &taken);
    check_list(&state);
    adopt(vec![entry], Vec::new());
}

fn adopt(entries: Vec<RunEntry>, models: Vec<SavedModel>) {
    let mut state = state_with_runs();
    let own: Vec<_> = state.list.entries().to_vec();
    let offered = entries.len();
    let adopted = state.import_entries(entries, models);
    assert_eq!(adopted.numbers.len() + adopted.already + adopted.no_room, offered);
    check_list(&state);
    for entry in &own {
        assert!(state.list.entries().contains(entry), "an existing run is gone");
    }
    let numbers: Vec<u32> = state.list.entries().iter().map(|entry| entry.number).collect();
    // Select the newest ones for comparison.
    for number in numbers.iter().rev().take(MAX_COMPARED) {
        state.list.select(*number, true);
    }
    show(&state);
    let again = state.current_workspace(None).pack().expect("what is listed can be saved");
    let Ok(OpenedWorkspace { workspace, unreadable }) = Workspace::unpack(&again) else {
        panic!("a saved session is read")
    };
    assert!(unreadable.is_empty() && workspace.entries.len() == numbers.len());
    // Undo restores the list.
    state.list.undo_import(&adopted);
    assert_eq!(state.list.entries(), own);
}

/// Checks that hold for every list.
fn check_list(state: &State) {
    let numbers: Vec<u32> = state.list.entries().iter().map(|entry| entry.number).collect();
    assert!(numbers.len() <= MAX_ENTRIES);
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    // The next run has a new number.
    assert!(numbers.iter().all(|number| state.next_run_number() > *number), "{numbers:?}");
}

/// Checks everything that the page shows of the list and of the compared runs.
fn show(state: &State) {
    for entry in state.list.entries() {
        checks::document(&escaped(&entry.name()));
        checks::document(&escaped(&entry.name_within()));
        let texts = [
            compare::kind_text(entry),
            compare::mean_error(entry).and_then(|of| result_text::interval_text(&of)),
        ];
        texts.into_iter().flatten().for_each(|text| checks::document(&escaped(&text)));
        lines(&compare::all_settings(entry), 1);
        if let Some(single) = entry.single() {
            results(entry, single);
        }
    }
    let chosen = state.list.compared();
    let entries: Vec<&RunEntry> = chosen.iter().map(|entry| &**entry).collect();
    for all in [
        compare::differing_settings(&entries),
        compare::metric_rows(&entries),
        compare::baseline_rows(&entries),
    ] {
        lines(&all, entries.len());
    }
    compare::verdicts(&chosen).iter().for_each(|words| checks::document(&escaped(words)));
    let singles: Vec<&RunResults> = entries.iter().filter_map(|entry| entry.single()).collect();
    let curves: Vec<&[(usize, f64)]> = singles.iter().map(|single| &single.curve[..]).collect();
    let base = singles.first().map(|single| single.evaluation.baselines.best_constant.mape_mean);
    let drawing = chart::validation_curves(&curves, base);
    checks::drawing(&drawing);
    let legend: Vec<_> = entries.iter().map(|entry| ("line l0", entry.name())).collect();
    checks::document(&svg_file("Runs", "Houses", &legend, &drawing, SIZE).0);
}

fn lines(lines: &[ComparisonRow], entries: usize) {
    for line in lines {
        assert_eq!(line.values.len(), entries);
        line.values.iter().for_each(|value| checks::document(&escaped(value)));
    }
}

/// Checks everything that the page shows and saves of one run.
fn results(entry: &RunEntry, single: &RunResults) {
    let of = &single.evaluation;
    let mut rows = result_rows::rows(&of.predictions, None);
    for key in [
        SortKey::House,
        SortKey::Zip,
        SortKey::Actual,
        SortKey::Predicted,
        SortKey::AbsoluteError,
        SortKey::PercentError,
    ] {
        result_rows::sort(&mut rows, key, true);
    }
    charts(&rows);
    checks::table(&result_rows::csv(&rows));
    for words in [
        result_text::baseline_verdict(of.test.mape_mean, &of.baselines, entry.config.model),
        result_text::r2_text(of.test.r2),
        result_text::bias_text(of.test.bias, of.baselines.mean.price).to_owned(),
    ] {
        checks::document(&escaped(&words));
    }
    for (_, values) in result_text::metrics_side_by_side([&of.test, &of.train]) {
        values.iter().for_each(|value| checks::document(&escaped(value)));
    }
    for price in [of.baselines.mean.price, mean(of.predictions.iter().map(|of| of.predicted))] {
        let range = error_statistics::interquartile_range(price, &of.predictions);
        checks::drawing(&chart::price_line(
            price,
            range,
            [of.baselines.median.price, of.baselines.mean.price],
        ));
    }
    let html = html_report::html(entry, None, "today").expect("a run has a report");
    checks::document(&html);
}

/// Checks the charts of the test houses and their CSV files.
fn charts(rows: &[Row]) {
    checks::drawing(&chart::scatter(rows, rows.first().map(|row| &row.house)));
    let places = chart::scatter_positions(rows);
    assert!(places.iter().flatten().all(|at| at.is_finite()));
    if let Some(axis) = price_axis(rows, [0.9, 1.1]) {
        rows.iter().take(100).for_each(|row| checks::drawing(&chart::error_bar(row, &axis)));
    }
    for groups in [error_statistics::zip_errors(rows), error_statistics::price_errors(rows)] {
        checks::drawing(&chart::group_bars(&groups, "houses"));
        checks::table(&error_statistics::groups_csv("group", &groups));
    }
    let bins = error_statistics::error_bins(rows);
    assert!(bins.iter().sum::<usize>() <= rows.len());
    let low = rows.iter().filter(|row| row.predicted < row.actual).count();
    checks::drawing(&chart::histogram(&bins, low, rows.len() - low, None));
    assert!(error_statistics::within_factor_two(rows) <= rows.len());
    error_statistics::median_error(rows);
}

fn run(bytes: &[u8]) {
    let Some(run) = record::<SavedRun>(bytes) else { return };
    checks::document(&escaped(&run.summary_text(1e12)));
    let mut state = state_with_runs();
    state.resume_run(&run);
    assert!(state.next_run_number() > run.number, "its number is reused");
}

fn houses(bytes: &[u8]) {
    let Some(data) = record::<Dataset>(bytes) else { return };
    let excluded: BTreeSet<HouseId> = data.houses.iter().map(|house| house.id.clone()).take(1).collect();
    checks::table(&data_report::csv(&data, &excluded, &[]));
    let prices = data_report::prices_by_id(&data);
    for finding in &data.report.issues {
        checks::document(&escaped(&data_report::issue_text(finding, &prices)));
    }
    let groups = data_report::dropped_groups(&data.report);
    groups.iter().flat_map(|group| &group.lines).for_each(|line| checks::document(&escaped(line)));
    let prices: Vec<f64> = data.houses.iter().map(|house| house.price).collect();
    let bins = data_report::price_bins(&prices);
    checks::drawing(&chart::price_histogram(&bins, data.report.after.median_price));
    // The report of a run on these houses.
    for entry in records::entries() {
        if let Some(html) = html_report::html(&entry, Some(&data), "today") {
            checks::document(&html);
        }
    }
}

fn shelf(bytes: &[u8]) {
    let Some(mut shelf) = record::<Library>(bytes) else { return };
    for item in &shelf.items {
        let name = item.file_name();
        assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']), "{name:?}");
        assert!(name.ends_with(".facade") || name.ends_with(".safetensors"), "{name:?}");
        checks::document(&escaped(&item.content_text()));
        assert!(
            parse_name(&item.name).is_none_or(|name| !name.is_empty() && !name.contains(char::is_control))
        );
    }
    let ids: Vec<u32> = shelf.items.iter().map(|item| item.id).collect();
    shelf.next_workspace_name();
    let put = shelf.add(ItemKind::Model, "model", 0.0, 1);
    assert!(!ids.contains(&put.id) || put.id == u32::MAX, "an id is assigned twice");
    if let Some(first) = ids.first() {
        shelf.rename(*first, "first".to_owned());
        let taken = shelf.remove(*first).expect("the item exists");
        assert_eq!(taken.name, "first");
        shelf.restore(taken);
    }
    let mut emptied = shelf.cleared();
    emptied.reserve_ids_of(&shelf);
    assert!(emptied.items.is_empty());
}

fn preferences(text: &str) {
    let read = Preferences::read(text, Preferences::default());
    assert_eq!(Preferences::read(&read.write(), Preferences::default()), read);
    assert!(read.config.iter().all(|config| config.check().is_ok()));
    read.form();
}
