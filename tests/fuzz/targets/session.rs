//! Any bytes as what the browser keeps or somebody opens: a `.facade` file, an entry of the list, a run that is not over, houses,
//! what lies on the shelf, preferences. What is understood is adopted, compared, drawn and written as the page does it.
#![no_main]

use std::collections::BTreeSet;

use facade_app::chart::{self, price_axis};
use facade_app::compare::{self, Line};
use facade_app::export::{escaped, svg};
use facade_app::figures::{self, Row, SortKey};
use facade_app::form::Form;
use facade_app::list::{COMPARED, Entry, MOST as MOST_ENTRIES, Single};
use facade_app::preferences::Preferences;
use facade_app::saved::{self, SavedRun, Settings};
use facade_app::shelf::{Kind, Opened, Session, Shelf, kind_of, name_of};
use facade_app::state::State;
use facade_app::{data_report, report};
use facade_data::Dataset;
use facade_data::statistics::mean;
use facade_fuzz::{MOST, checks, records, seed, within};
use facade_protocol::decode;
use facade_record::{Record, pack, unpack};

/// Where a chart was drawn, in pixels.
const SIZE: [f64; 2] = [640.0, 320.0];

libfuzzer_sys::fuzz_target!(init: seed(records::all()), |bytes: &[u8]| {
    let [kind, bytes @ ..] = bytes else { return };
    within(MOST, || match kind {
        0 => session(bytes),
        1 => entry(bytes),
        2 => run(bytes),
        3 => houses(bytes),
        4 => shelf(bytes),
        5 => preferences(&String::from_utf8_lossy(bytes)),
        _ => {}
    });
});

/// The bytes of a record, of which an input holds all, the body, or what is in it.
fn bytes_of<T: Record>(input: &[u8]) -> Option<Vec<u8>> {
    match input {
        [records::WHOLE, bytes @ ..] => Some(bytes.to_vec()),
        [records::BODY, bytes @ ..] => Some(records::sealed(T::FORM.kind, bytes)),
        [records::MESSAGE, bytes @ ..] => pack(&decode::<T>(bytes).ok()?),
        _ => None,
    }
}

fn record<T: Record>(input: &[u8]) -> Option<T> {
    let record: T = unpack(&bytes_of::<T>(input)?).ok()?;
    // What was read is written the same way again, whatever it says.
    let once = pack(&record).expect("a record that was read can be written");
    let again: T = unpack(&once).ok().expect("what was written can be read");
    assert!(pack(&again).is_some_and(|twice| once == twice));
    Some(record)
}

/// A visit with runs of its own.
fn visit() -> State {
    let mut state = State::default();
    for entry in records::entries() {
        state.list.add(entry);
    }
    state
}

fn session(input: &[u8]) {
    let bytes = match input {
        [records::WHOLE, bytes @ ..] => bytes.to_vec(),
        [records::BODY, bytes @ ..] => records::sealed("session", bytes),
        [records::MESSAGE, bytes @ ..] => {
            let Ok(entries) = decode::<Vec<Entry>>(bytes) else { return };
            Session { entries, ..Session::default() }.pack().expect("a session can be written")
        }
        _ => return,
    };
    kind_of(&bytes);
    let Opened { session, unreadable } = match Session::unpack(&bytes) {
        Ok(opened) => opened,
        Err(why) => return checks::document(&escaped(&saved::unreadable_file(why, "a.facade"))),
    };
    unreadable.iter().for_each(|why| assert!(saved::unreadable_list(*why).ends_with('.')));
    let Session { entries, model: _, settings } = session;
    if let Some(Settings { config, device }) = settings {
        let form = Form::remembered(&config, device);
        // What stands in the form can be used, or a sentence says why not.
        if let Err(problem) = form.config(4) {
            assert!(!problem.to_string().is_empty());
        }
    }
    adopt(entries);
}

fn entry(input: &[u8]) {
    let Some(entry) = bytes_of::<Entry>(input).and_then(|bytes| Entry::unpack(&bytes).ok()) else { return };
    // As the store gives it, and as a file brings it.
    let mut state = visit();
    let taken: Vec<u32> = state.numbers().collect();
    state.list.merge(vec![entry.clone()], entry.number, &taken);
    whole(&state);
    adopt(vec![entry]);
}

fn adopt(entries: Vec<Entry>) {
    let mut state = visit();
    let own: Vec<_> = state.list.entries().to_vec();
    let offered = entries.len();
    let adopted = state.adopt(entries);
    assert_eq!(adopted.numbers.len() + adopted.already + adopted.no_room, offered);
    whole(&state);
    for entry in &own {
        assert!(state.list.entries().contains(entry), "one's own run is gone");
    }
    let numbers: Vec<u32> = state.list.entries().iter().map(|entry| entry.number).collect();
    // The newest ones, as a visitor chooses them.
    for number in numbers.iter().rev().take(COMPARED) {
        state.list.choose(*number, true);
    }
    show(&state);
    let again = state.whole_session(None).pack().expect("what is listed can be saved");
    let Ok(Opened { session, unreadable }) = Session::unpack(&again) else {
        panic!("a saved session is read")
    };
    assert!(unreadable.is_empty() && session.entries.len() == numbers.len());
    // Undone, the list is what it was.
    state.list.give_back(&adopted);
    assert_eq!(state.list.entries(), own);
}

/// What holds of every list.
fn whole(state: &State) {
    let numbers: Vec<u32> = state.list.entries().iter().map(|entry| entry.number).collect();
    assert!(numbers.len() <= MOST_ENTRIES);
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    // A run after it has a number of its own.
    assert!(numbers.iter().all(|number| state.next_run() > *number), "{numbers:?}");
}

/// What the page makes of the list, and of those that are chosen.
fn show(state: &State) {
    for entry in state.list.entries() {
        checks::document(&escaped(&entry.name()));
        checks::document(&escaped(&entry.name_within()));
        let said = [compare::kind_words(entry), compare::error(entry).map(|of| compare::interval_words(&of))];
        said.into_iter().flatten().for_each(|words| checks::document(&escaped(&words)));
        lines(&compare::every_setting(entry), 1);
        if let Some(single) = entry.single() {
            results(entry, single);
        }
    }
    let chosen = state.list.compared();
    let entries: Vec<&Entry> = chosen.iter().map(|entry| &**entry).collect();
    for all in [compare::settings(&entries), compare::figures(&entries), compare::baselines(&entries)] {
        lines(&all, entries.len());
    }
    compare::verdicts(&chosen).iter().for_each(|words| checks::document(&escaped(words)));
    let singles: Vec<&Single> = entries.iter().filter_map(|entry| entry.single()).collect();
    let curves: Vec<&[(usize, f64)]> = singles.iter().map(|single| &single.curve[..]).collect();
    let base = singles.first().map(|single| single.evaluation.baselines.best_constant.mape_mean);
    let drawing = chart::overlay(&curves, base);
    checks::drawing(&drawing);
    let legend: Vec<_> = entries.iter().map(|entry| ("line l0", entry.name())).collect();
    checks::document(&svg("Runs", &legend, &drawing, SIZE).0);
}

fn lines(lines: &[Line], entries: usize) {
    for line in lines {
        assert_eq!(line.values.len(), entries);
        line.values.iter().for_each(|value| checks::document(&escaped(value)));
    }
}

/// What the page shows and saves of one run.
fn results(entry: &Entry, single: &Single) {
    let of = &single.evaluation;
    let mut rows = figures::rows(&of.predictions, None);
    for key in
        [SortKey::House, SortKey::Zip, SortKey::Actual, SortKey::Predicted, SortKey::Off, SortKey::Error]
    {
        figures::sort(&mut rows, key, true);
    }
    charts(&rows);
    checks::table(&figures::csv(&rows));
    for words in [
        figures::verdict(of.test.mape_mean, &of.baselines),
        figures::r2(of.test.r2),
        figures::bias_words(of.test.bias, of.baselines.mean.price).to_owned(),
    ] {
        checks::document(&escaped(&words));
    }
    for (_, values) in figures::beside([&of.test, &of.train]) {
        values.iter().for_each(|value| checks::document(&escaped(value)));
    }
    for price in [of.baselines.mean.price, mean(of.predictions.iter().map(|of| of.predicted))] {
        let range = figures::middle_half(price, &of.predictions);
        checks::drawing(&chart::price_line(
            price,
            range,
            [of.baselines.median.price, of.baselines.mean.price],
        ));
    }
    let html = report::html(entry, None, "today").expect("a run has a report");
    checks::document(&html);
}

/// The charts of test houses, and their tables.
fn charts(rows: &[Row]) {
    checks::drawing(&chart::scatter(rows, rows.first().map(|row| row.house)));
    let places = chart::scatter_places(rows);
    assert!(places.iter().flatten().all(|at| at.is_finite()));
    if let Some(axis) = price_axis(rows, [0.9, 1.1]) {
        rows.iter().take(100).for_each(|row| checks::drawing(&chart::deviation(row, &axis)));
    }
    for groups in [figures::zip_errors(rows), figures::price_errors(rows)] {
        checks::drawing(&chart::groups(&groups, "houses"));
        checks::table(&figures::groups_csv("group", &groups));
    }
    let bins = figures::error_bins(rows);
    assert!(bins.iter().sum::<usize>() <= rows.len());
    let low = rows.iter().filter(|row| row.predicted < row.actual).count();
    checks::drawing(&chart::histogram(&bins, low, rows.len() - low));
    assert!(figures::within_factor_two(rows) <= rows.len());
    figures::median_error(rows);
}

fn run(bytes: &[u8]) {
    let Some(run) = record::<SavedRun>(bytes) else { return };
    checks::document(&escaped(&run.sentence(1e12)));
    let mut state = visit();
    state.go_on(&run);
    assert!(state.next_run() > run.number, "its number is given again");
}

fn houses(bytes: &[u8]) {
    let Some(data) = record::<Dataset>(bytes) else { return };
    let excluded: BTreeSet<u32> = data.houses.iter().map(|house| house.number).take(1).collect();
    checks::table(&data_report::csv(&data, &excluded));
    let by_number = data_report::prices_by_number(&data);
    for finding in &data.report.findings {
        checks::document(&escaped(&data_report::finding_words(finding, &by_number)));
    }
    let groups = figures::drop_groups(&data.report);
    groups.iter().flat_map(|group| &group.lines).for_each(|line| checks::document(&escaped(line)));
    let prices: Vec<f64> = data.houses.iter().map(|house| house.price).collect();
    let bins = data_report::price_bins(&prices);
    checks::drawing(&chart::prices(&bins, data.report.after.median_price));
    // A run on these houses shows them.
    for entry in records::entries() {
        if let Some(html) = report::html(&entry, Some(&data), "today") {
            checks::document(&html);
        }
    }
}

fn shelf(bytes: &[u8]) {
    let Some(mut shelf) = record::<Shelf>(bytes) else { return };
    for item in &shelf.items {
        let name = item.file_name();
        assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']), "{name:?}");
        assert!(name.ends_with(".facade") || name.ends_with(".safetensors"), "{name:?}");
        checks::document(&escaped(&item.content()));
        assert!(name_of(&item.name).is_none_or(|name| !name.is_empty() && !name.contains(char::is_control)));
    }
    let ids: Vec<u32> = shelf.items.iter().map(|item| item.id).collect();
    shelf.next_name();
    let put = shelf.put(Kind::Model, "model", 0.0, 1);
    assert!(!ids.contains(&put.id) || put.id == u32::MAX, "an id is given twice");
    if let Some(first) = ids.first() {
        shelf.rename(*first, "first".to_owned());
        let taken = shelf.take(*first).expect("it lies there");
        assert_eq!(taken.name, "first");
        shelf.put_back(taken);
    }
    let mut emptied = shelf.emptied();
    emptied.goes_on_behind(&shelf);
    assert!(emptied.items.is_empty());
}

fn preferences(text: &str) {
    let read = Preferences::read(text);
    assert_eq!(Preferences::read(&read.write()), read);
    assert!(read.config.iter().all(|config| config.check().is_ok()));
    read.form();
}
