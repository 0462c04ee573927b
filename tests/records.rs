//! What is kept stays readable: records of every version that there was, and records with a field less and a field more.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use facade_app::list::{Entry, Single, What};
use facade_app::saved::{Excluded, KeptModel, SavedRun, Settings, unreadable_file};
use facade_app::series::Repeated;
use facade_app::shelf::{Kind, Opened, Session, Shelf};
use facade_data::{Dataset, Finding, Reason};
use facade_nn::model_file::Model;
use facade_nn::training::checkpoint::Checkpoint;
use facade_protocol::{Bytes, DeviceChoice, EpochDone, Home};
use facade_record::{Record, Unreadable, forms, pack, unpack};

#[path = "fixtures/sample_records.rs"]
mod sample;
#[path = "fixtures/value.rs"]
mod value;
use value::{Value, record};

fn fixture(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// Whether a record of this name says what the sample of today does.
fn says_the_same(name: &str, bytes: &[u8]) -> Result<bool, Unreadable> {
    Ok(match name {
        "checkpoint" => unpack::<Checkpoint>(bytes)? == sample::checkpoint(),
        "entry-run" => unpack::<Entry>(bytes)? == sample::one_run(),
        "entry-series" => unpack::<Entry>(bytes)? == sample::series(),
        "excluded" => unpack::<Excluded>(bytes)? == sample::excluded(),
        "houses" => unpack::<Dataset>(bytes)? == sample::houses(),
        "model" => unpack::<KeptModel>(bytes)? == sample::model(),
        "run" => unpack::<SavedRun>(bytes)? == sample::run(),
        "session" => Session::unpack(bytes)? == Opened { session: sample::session(), unreadable: Vec::new() },
        "settings" => unpack::<Settings>(bytes)? == sample::settings(),
        "shelf" => unpack::<Shelf>(bytes)? == sample::shelf(),
        other => panic!("{other} is no record that this test knows"),
    })
}

/// Reads a record of this name, whatever it says.
fn read(name: &str, bytes: &[u8]) -> Result<(), Unreadable> {
    says_the_same(name, bytes).map(|_| ())
}

fn bodies() -> Vec<(&'static str, &'static str, Value)> {
    let form = |bytes: &[u8]| {
        let kind = facade_record::kind(bytes).unwrap();
        forms::ALL.iter().find(|form| form.kind == kind).unwrap().kind
    };
    let one = |(name, bytes): (&'static str, Option<Vec<u8>>)| {
        let bytes = bytes.expect(name);
        let [_, body] = Value::of(&bytes).unwrap();
        (name, form(&bytes), body)
    };
    sample::records().into_iter().map(one).collect()
}

fn newest(kind: &str) -> u16 {
    forms::ALL.iter().find(|form| form.kind == kind).unwrap().newest
}

/// The first version's records, and those of all that came later, as the script beside them wrote them.
#[test]
fn records_of_every_version_say_what_they_said() {
    let mut found = BTreeMap::new();
    for file in std::fs::read_dir(fixture("records")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let [what, version, "record"] = name.split('.').collect::<Vec<_>>()[..] else { continue };
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(says_the_same(what, &bytes), Ok(true), "{name}");
        found.insert(what.to_owned(), version.parse::<u16>().unwrap());
    }
    for (name, kind, _) in bodies() {
        assert_eq!(found.get(name), Some(&newest(kind)), "there is none of the newest version of {name}");
    }
}

/// If this fails, what is written has changed. A field that was added needs a default, and `fields.txt` made again (`WRITE_RECORDS=1
/// cargo test --test records`). A field that was taken away, or means something else, needs a version of its kind of its own in
/// `record::forms`, and a reader of the versions before.
#[test]
fn what_is_written_is_what_the_list_of_fields_says() {
    let all: Vec<_> = sample::records().into_iter().map(|(name, bytes)| (name, bytes.unwrap())).collect();
    let now = value::fields_of(all.iter().map(|(name, bytes)| (*name, &**bytes)));
    if std::env::var_os("WRITE_RECORDS").is_some() {
        write_records(&all, &now);
    }
    let listed = std::fs::read_to_string(fixture("records/fields.txt")).unwrap();
    let apart = |these: &str, those: &str, sign: &str| {
        let new = these.lines().filter(|line| !those.lines().any(|other| other == *line));
        new.map(|line| format!("{sign} {line}")).collect::<Vec<_>>()
    };
    let changes = [apart(&now, &listed, "+"), apart(&listed, &now, "-")].concat();
    assert!(changes.is_empty(), "these fields have changed:\n{}", changes.join("\n"));
}

/// Writes `fixtures/records`: a record of each kind as this version writes it, and `fields.txt`. What was written once stays.
fn write_records(all: &[(&str, Vec<u8>)], fields: &str) {
    for (name, bytes) in all {
        let file =
            fixture(&format!("records/{name}.{}.record", newest(&facade_record::kind(bytes).unwrap())));
        if !file.exists() {
            std::fs::write(file, bytes).unwrap();
        }
    }
    std::fs::write(fixture("records/fields.txt"), fields).unwrap();
}

/// What is told of a field: its path, its place, what the whole is with another value there, and the fields beside it.
type Told<'a> = dyn FnMut(&str, Option<usize>, &dyn Fn(Value) -> Value, &[(String, Value)]) + 'a;

/// Goes to every field, and tells of it.
fn at_every_field(value: &Value, at: &str, whole: &dyn Fn(Value) -> Value, told: &mut Told) {
    match value {
        Value::Map(fields) => {
            told(at, None, whole, fields);
            for (place, (name, inner)) in fields.iter().enumerate() {
                told(&format!("{at}.{name}"), Some(place), whole, fields);
                let around = |new: Value| {
                    let mut fields = fields.clone();
                    fields[place].1 = new;
                    whole(Value::Map(fields))
                };
                at_every_field(inner, &format!("{at}.{name}"), &around, told);
            }
        }
        Value::List(values) => {
            for (place, inner) in values.iter().enumerate() {
                let around = |new: Value| {
                    let mut values = values.clone();
                    values[place] = new;
                    whole(Value::List(values))
                };
                at_every_field(inner, &format!("{at}[]"), &around, told);
            }
        }
        _ => {}
    }
}

/// `needed.txt` names the fields without which nothing is left that could be shown for what it was: a figure that is missing is not
/// zero. Everything else takes its default. A field that is added later has no place in that list.
#[test]
fn a_field_less_costs_nothing_and_a_field_more_neither() {
    let mut needed = Vec::new();
    for (name, kind, body) in bodies() {
        let mut tried = 0;
        at_every_field(&body, name, &|value| value, &mut |at, place, whole, fields| {
            let mut fields = fields.to_vec();
            let variant = |name: &str| name.chars().next().is_some_and(char::is_uppercase);
            match place {
                // The variant of an enum stands alone.
                _ if fields.len() == 1
                    && (variant(&fields[0].0)
                        || ["quantile", "factor", "dollars"].contains(&&*fields[0].0)) =>
                {
                    return;
                }
                None => {
                    let more = Value::Map(vec![("deep".to_owned(), Value::List(vec![Value::Number(0.5)]))]);
                    fields.insert(fields.len() / 2, ("what a later version knows".to_owned(), more));
                    let bytes = record(kind, newest(kind), &whole(Value::Map(fields)));
                    assert_eq!(says_the_same(name, &bytes), Ok(true), "{at} with a field more");
                }
                Some(place) => {
                    fields.remove(place);
                    let bytes = record(kind, newest(kind), &whole(Value::Map(fields)));
                    match read(name, &bytes) {
                        Ok(()) => {}
                        Err(Unreadable::Newer) => needed.push(at.to_owned()),
                        Err(other) => panic!("{at} less: {other:?}"),
                    }
                }
            }
            tried += 1;
        });
        assert!(tried > 1, "{name} has fields");
    }
    needed.sort();
    needed.dedup();
    let listed = std::fs::read_to_string(fixture("records/needed.txt")).unwrap();
    assert_eq!(needed, listed.lines().collect::<Vec<_>>(), "what cannot be missing");
}

fn change(value: &mut Value, path: &[&str], to: Value) {
    let Some((name, rest)) = path.split_first() else {
        *value = to;
        return;
    };
    match value {
        Value::Map(fields) => {
            let (_, inner) = fields.iter_mut().find(|(each, _)| each == name).expect(name);
            change(inner, rest, to);
        }
        Value::List(values) => change(&mut values[name.parse::<usize>().unwrap()], rest, to),
        other => panic!("{name} of {other:?}"),
    }
}

fn changed<T: Record>(value: &T, path: &[&str], to: Value) -> Result<T, Unreadable> {
    let [_, mut body] = Value::of(&pack(value).unwrap()).unwrap();
    change(&mut body, path, to);
    unpack(&record(T::FORM.kind, T::FORM.newest, &body))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn only(name: &str, value: Value) -> Value {
    Value::Map(vec![(name.to_owned(), value)])
}

/// What only a later version has words for is left out or takes a stated default, where that says nothing false; else the record
/// is of a later version.
#[test]
fn what_a_later_version_has_words_for_is_not_taken_for_something_else() {
    let spooky = || only("HauntedHouse", only("ghosts", Value::Whole(3)));
    for new in [spooky(), text("Haunted")] {
        let houses = changed(&sample::houses(), &["report", "findings", "1"], new.clone()).unwrap();
        assert_eq!(houses.report.findings.len(), 4, "the others are there");
        assert!(!houses.report.findings.iter().any(|finding| matches!(finding, Finding::Shared { .. })));
        let houses = changed(&sample::houses(), &["report", "dropped", "0", "reason"], new).unwrap();
        assert_eq!(houses.report.dropped.len(), 5, "as many were left out as before");
        assert_eq!(houses.report.dropped[0].reason, Reason::Other);
    }
    let run = changed(&sample::run(), &["device"], text("Abacus")).unwrap();
    assert_eq!(run.device, DeviceChoice::Auto);
    let entry = changed(
        &sample::one_run(),
        &["what", "Single", "evaluation", "ranges", "0", "range", "width"],
        only("squares", Value::Number(2.0)),
    );
    let What::Single(single) = entry.unwrap().what else { panic!() };
    assert_eq!(single.evaluation.ranges.len(), 1);
    let shelf = changed(&sample::shelf(), &["items", "0", "kind"], only("Painting", Value::Nothing)).unwrap();
    assert_eq!((shelf.items.len(), shelf.items[0].kind), (2, Kind::Unknown));
    // A run of a network that is not known here was not one of another network.
    for (path, to) in [
        (&["config", "model"][..], text("transformer")),
        (&["config", "loss"], only("quartic", Value::Number(0.5))),
        (&["config", "target"], text("root")),
        (&["what"], only("Tournament", Value::Nothing)),
    ] {
        assert_eq!(changed(&sample::one_run(), path, to), Err(Unreadable::Newer), "{path:?}");
    }
}

#[test]
fn what_cannot_be_read_of_a_session_costs_nothing_else_of_it() {
    let [_, whole] = Value::of(&sample::session().pack().unwrap()).unwrap();
    let with = |path: &[&str], to: Vec<u8>| {
        let mut body = whole.clone();
        change(&mut body, path, Value::Bytes(to));
        Session::unpack(&record("session", 1, &body)).unwrap()
    };
    let [_, mut later] = Value::of(&pack(&sample::one_run()).unwrap()).unwrap();
    change(&mut later, &["config", "model"], text("transformer"));
    let mut damaged = pack(&sample::one_run()).unwrap();
    damaged[200] ^= 1;
    let endless = changed(
        &sample::one_run(),
        &["what", "Single", "evaluation", "predictions", "0", "predicted"],
        Value::Number(f64::INFINITY),
    );
    for (entry, why) in [
        (record("entry", 1, &later), Unreadable::Newer),
        (damaged, Unreadable::Damaged),
        (pack(&endless.unwrap()).unwrap(), Unreadable::Unsound),
    ] {
        let opened = with(&["entries", "0"], entry);
        assert_eq!(opened.unreadable, [why]);
        assert_eq!(opened.session.entries, [sample::series()]);
        assert_eq!(
            (opened.session.model, opened.session.settings),
            (Some(sample::model()), Some(sample::settings()))
        );
    }
    let opened = with(&["settings"], vec![1, 2, 3]);
    assert_eq!(opened.session, Session { settings: None, ..sample::session() });
}

/// Puts `to` in the place of the number that comes up at `at`, from 0. Whether there is one.
fn exchange(value: &mut Value, at: &mut usize, to: f64) -> bool {
    match value {
        Value::Number(number) if *at == 0 => {
            *number = to;
            true
        }
        Value::Number(_) => {
            *at -= 1;
            false
        }
        Value::List(values) => values.iter_mut().any(|value| exchange(value, at, to)),
        Value::Map(fields) => fields.iter_mut().any(|(_, value)| exchange(value, at, to)),
        _ => false,
    }
}

/// One of them would freeze the page each time that it is drawn.
#[test]
fn no_number_without_end_is_taken_for_a_figure() {
    for entry in [sample::one_run(), sample::series()] {
        let bytes = pack(&entry).unwrap();
        assert_eq!(Entry::unpack(&bytes), Ok(entry));
        let [_, body] = Value::of(&bytes).unwrap();
        for to in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            let tried = (0..).take_while(|&at| {
                let mut body = body.clone();
                let there = exchange(&mut body, &mut { at }, to);
                if there {
                    let read = Entry::unpack(&record("entry", newest("entry"), &body));
                    assert!(matches!(read, Err(Unreadable::Unsound)), "number {at} is {to}: {read:?}");
                }
                there
            });
            assert!(tried.count() > 15, "each of them");
        }
    }
}

#[test]
fn what_no_run_can_have_come_to_is_not_taken() {
    let run = |change: fn(&mut Entry, &mut Single)| {
        let mut entry = sample::one_run();
        let What::Single(mut single) = entry.what.clone() else { panic!() };
        change(&mut entry, &mut single);
        entry.what = What::Single(single);
        entry
    };
    let series = |change: fn(&mut Repeated)| {
        let mut entry = sample::series();
        let What::Series(repeated) = &mut entry.what else { panic!() };
        change(repeated);
        entry
    };
    assert!(run(|_, _| ()).is_sound() && series(|_| ()).is_sound());
    for (what, entry) in [
        ("a number at the end of all", run(|entry, _| entry.number = u32::MAX)),
        ("a title without end", run(|entry, _| entry.title = "x".repeat(1001))),
        ("a device without end", run(|entry, _| entry.device = "x".repeat(1 << 20))),
        ("more houses left out than there can be", run(|entry, _| entry.excluded = vec![1; 100_001])),
        ("a side of a picture without end", run(|entry, _| entry.config.tile = usize::MAX)),
        ("layers without end", run(|entry, _| entry.config.filters = vec![1; 1000])),
        ("a time before all", run(|entry, _| entry.saved_ms = -1.0)),
        ("a curve that goes back", run(|_, run| run.curve.reverse())),
        ("a curve without end", run(|_, run| run.curve = (0..10_001).map(|at| (at, 1.0)).collect())),
        ("an epoch beyond all", run(|_, run| run.curve[1].0 = usize::MAX)),
        ("no house", run(|_, run| run.evaluation.predictions.clear())),
        ("other houses than it counts", run(|_, run| run.evaluation.test.houses = 3)),
        ("a price of nothing", run(|_, run| run.evaluation.predictions[0].actual = 0.0)),
        (
            "guesses of fewer houses",
            run(|_, run| _ = run.evaluation.baselines.ridge.as_mut().unwrap().prices.pop()),
        ),
        ("a range that holds nothing", run(|_, run| run.evaluation.ranges[0].range.rate = 1.5)),
        ("a run beyond the series", series(|series| series.scores[0].run = 3)),
        ("more runs than there were", series(|series| series.scores = vec![series.scores[0].clone(); 4])),
        ("runs without end", series(|series| series.runs = usize::MAX)),
        ("a sentence without end", series(|series| series.lost[0].1 = "x".repeat(1001))),
    ] {
        assert_eq!(Entry::unpack(&pack(&entry).unwrap()), Err(Unreadable::Unsound), "{what}");
    }
}

/// As the page at 5b66f66 wrote records: mark, version 5, FNV-1a of what postcard makes of it.
fn as_before(body: &[u8]) -> Vec<u8> {
    let sum = body.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    [b"facade", &5u16.to_le_bytes()[..], &sum.to_le_bytes(), body].concat()
}

#[test]
fn a_kept_run_that_no_run_can_have_come_to_is_not_offered() {
    assert_eq!(sample::run().sound(), Ok(sample::run()));
    let spoil: [fn(&mut SavedRun); 6] = [
        |run| run.number = u32::MAX,
        |run| run.curve.clear(),
        |run| run.curve.reverse(),
        |run| run.config.epochs = 1,
        |run| run.spent_ms = f64::NAN,
        |run| run.data = "x".repeat(2000),
    ];
    for (place, spoil) in spoil.into_iter().enumerate() {
        let mut run = sample::run();
        // So that each has something to disorder.
        run.curve.push(EpochDone { epoch: run.curve.last().unwrap().epoch + 1, ..run.curve[0] });
        assert!(run.clone().sound().is_ok());
        spoil(&mut run);
        assert_eq!(run.sound(), Err(Unreadable::Unsound), "{place}");
    }
}

#[test]
fn a_session_of_more_runs_than_can_be_compared_is_refused() {
    let mut session = sample::session();
    session.entries = vec![session.entries[0].clone(); 10_001];
    assert_eq!(Session::unpack(&session.pack().unwrap()), Err(Unreadable::Unsound));
}

#[test]
fn records_of_the_form_before_are_known_for_what_they_are() {
    // An empty session, an empty list of houses left out.
    for old in [as_before(&[0, 0, 0]), as_before(&[0]), b"facade\0\x02and the rest".to_vec()] {
        for (name, _, _) in bodies() {
            assert_eq!(read(name, &old), Err(Unreadable::OldForm), "{name}");
        }
    }
    assert_eq!(
        unreadable_file(Unreadable::OldForm, "a.facade"),
        "“a.facade” was saved by an early version of Facade, in a form that is not read any more. Nothing here has changed."
    );
}

/// `models/` holds files that the code at 5b66f66 wrote (`cargo run --example interchange write`), and the prices that it told.
#[test]
fn model_files_of_before_open_and_give_the_same_prices() {
    for name in ["cnn-members", "mlp", "tuned-mixed"] {
        let file = |ending: &str| std::fs::read(fixture(&format!("models/{name}.{ending}"))).unwrap();
        let model = Model::from_bytes(&file("safetensors")).unwrap();
        let told: serde_json::Value = serde_json::from_slice(&file("json")).unwrap();
        let prices: Vec<f64> = serde_json::from_value(told["prices"].clone()).unwrap();
        let attributes: Vec<Vec<Option<f64>>> = serde_json::from_value(told["attributes"].clone()).unwrap();
        let zip_codes: Vec<String> = serde_json::from_value(told["zip_codes"].clone()).unwrap();
        let montages = file("u8");
        let each = montages.len() / prices.len();
        for (home, price) in prices.iter().enumerate() {
            let montage = Bytes(montages[home * each..(home + 1) * each].to_vec());
            let home =
                Home { montage, attributes: attributes[home].clone(), zip_code: zip_codes[home].clone() };
            let estimate = pollster::block_on(model.estimate(&home, None)).unwrap().unwrap();
            let apart = (estimate.price / price - 1.0).abs();
            assert!(apart < 1e-6, "{name} says {}, and said {price}", estimate.price);
        }
    }
}
