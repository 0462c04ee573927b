//! Stored records stay readable: records of every former version, and records with a missing or an unknown field.

use std::collections::BTreeMap;
use std::path::PathBuf;

use facade_app::library::{ItemKind, Library};
use facade_app::run_entry::{Results, RunEntry, RunResults};
use facade_app::saved::{Excluded, SavedModel, SavedRun, Settings, unreadable_file_text};
use facade_app::series_results::SeriesResults;
use facade_app::workspace::{OpenedWorkspace, Workspace};
use facade_data::{DataIssue, Dataset, DropReason, PhotoDefect};
use facade_nn::model_file::Model;
use facade_nn::training::checkpoint::Checkpoint;
use facade_protocol::{Bytes, DeviceChoice, EpochDone, Home};
use facade_record::{Record, Unreadable, kinds, pack, unpack};
use facade_spec::evaluation::{MapPoint, Prediction};

#[path = "fixtures/sample_records.rs"]
mod sample;
#[path = "fixtures/value.rs"]
mod value;
use value::{Value, record};

fn fixture(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// Whether a record of this name equals the current sample.
fn equals_sample(name: &str, bytes: &[u8]) -> Result<bool, Unreadable> {
    Ok(match name {
        "checkpoint" => unpack::<Checkpoint>(bytes)? == sample::checkpoint(),
        "entry-run" => unpack::<RunEntry>(bytes)? == sample::one_run(),
        "entry-series" => unpack::<RunEntry>(bytes)? == sample::series(),
        "excluded" => unpack::<Excluded>(bytes)? == sample::excluded(),
        "houses" => unpack::<Dataset>(bytes)? == sample::houses(),
        "model" => unpack::<SavedModel>(bytes)? == sample::model(),
        "run" => unpack::<SavedRun>(bytes)? == sample::run(),
        "session" => {
            Workspace::unpack(bytes)?
                == OpenedWorkspace { workspace: sample::session(), unreadable: Vec::new() }
        }
        "settings" => unpack::<Settings>(bytes)? == sample::settings(),
        "shelf" => unpack::<Library>(bytes)? == sample::shelf(),
        other => panic!("unknown record {other}"),
    })
}

/// Reads a record of this name, whatever its contents.
fn read(name: &str, bytes: &[u8]) -> Result<(), Unreadable> {
    equals_sample(name, bytes).map(|_| ())
}

fn bodies() -> Vec<(&'static str, &'static str, Value)> {
    let form = |bytes: &[u8]| {
        let kind = facade_record::kind(bytes).unwrap();
        kinds::ALL.iter().find(|known| known.name == kind).unwrap().name
    };
    let one = |(name, bytes): (&'static str, Option<Vec<u8>>)| {
        let bytes = bytes.expect(name);
        let [_, body] = Value::of(&bytes).unwrap();
        (name, form(&bytes), body)
    };
    sample::records().into_iter().map(one).collect()
}

fn newest(kind: &str) -> u16 {
    kinds::ALL.iter().find(|known| known.name == kind).unwrap().newest
}

/// The recorded files of the first version and of all later ones.
#[test]
fn records_of_every_version_are_read_correctly() {
    let mut found = BTreeMap::new();
    for file in std::fs::read_dir(fixture("records")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let [what, version, "record"] = name.split('.').collect::<Vec<_>>()[..] else { continue };
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(equals_sample(what, &bytes), Ok(true), "{name}");
        found.insert(what.to_owned(), version.parse::<u16>().unwrap());
    }
    for (name, kind, _) in bodies() {
        assert_eq!(found.get(name), Some(&newest(kind)), "the newest version of {name} is recorded");
    }
}

/// If this fails, the written records have changed. An added field needs a default, and `fields.txt` has to be written again
/// (`WRITE_RECORDS=1 cargo test --test all records::`). A field that was removed or has another meaning needs a new version of its kind in
/// `record::kinds`, and a reader for the former versions, unless each published version has a default for it that is right.
#[test]
fn written_records_match_the_list_of_fields() {
    let all: Vec<_> = sample::records().into_iter().map(|(name, bytes)| (name, bytes.unwrap())).collect();
    let now = value::fields_of(all.iter().map(|(name, bytes)| (*name, &**bytes)));
    if std::env::var_os("WRITE_RECORDS").is_some() {
        write_records(&all, &now);
    }
    let listed = std::fs::read_to_string(fixture("records/fields.txt")).unwrap();
    let difference = |these: &str, those: &str, sign: &str| {
        let new = these.lines().filter(|line| !those.lines().any(|other| other == *line));
        new.map(|line| format!("{sign} {line}")).collect::<Vec<_>>()
    };
    let changes = [difference(&now, &listed, "+"), difference(&listed, &now, "-")].concat();
    assert!(changes.is_empty(), "these fields have changed:\n{}", changes.join("\n"));
}

/// Writes `fixtures/records`: a record of each kind in its current version, and `fields.txt`. Existing records are never overwritten.
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

/// Receives the path of a map or field, the field's index, a function that rebuilds the whole with another map there, and the fields of
/// the map.
type Visitor<'a> = dyn FnMut(&str, Option<usize>, &dyn Fn(Value) -> Value, &[(String, Value)]) + 'a;

/// Visits every map and every field.
fn visit_fields(value: &Value, at: &str, whole: &dyn Fn(Value) -> Value, visitor: &mut Visitor) {
    match value {
        Value::Map(fields) => {
            visitor(at, None, whole, fields);
            for (place, (name, inner)) in fields.iter().enumerate() {
                visitor(&format!("{at}.{name}"), Some(place), whole, fields);
                let around = |new: Value| {
                    let mut fields = fields.clone();
                    fields[place].1 = new;
                    whole(Value::Map(fields))
                };
                visit_fields(inner, &format!("{at}.{name}"), &around, visitor);
            }
        }
        Value::List(values) => {
            for (place, inner) in values.iter().enumerate() {
                let around = |new: Value| {
                    let mut values = values.clone();
                    values[place] = new;
                    whole(Value::List(values))
                };
                visit_fields(inner, &format!("{at}[]"), &around, visitor);
            }
        }
        _ => {}
    }
}

/// `needed.txt` lists the fields without a default, since a missing figure is not zero. All others take their default. Fields that are
/// added later may not be in that list.
#[test]
fn missing_and_unknown_fields_are_accepted() {
    let mut needed = Vec::new();
    for (name, kind, body) in bodies() {
        let mut tried = 0;
        visit_fields(&body, name, &|value| value, &mut |at, place, whole, fields| {
            let mut fields = fields.to_vec();
            let variant = |name: &str| name.chars().next().is_some_and(char::is_uppercase);
            match place {
                // A map with one entry is an enum variant.
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
                    assert_eq!(equals_sample(name, &bytes), Ok(true), "{at} with an unknown field");
                }
                Some(place) => {
                    fields.remove(place);
                    let bytes = record(kind, newest(kind), &whole(Value::Map(fields)));
                    match read(name, &bytes) {
                        Ok(()) => {}
                        Err(Unreadable::Newer) => needed.push(at.to_owned()),
                        Err(other) => panic!("without {at}: {other:?}"),
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
    assert_eq!(needed, listed.lines().collect::<Vec<_>>(), "the fields without a default");
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
    unpack(&record(T::KIND.name, T::KIND.newest, &body))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn only(name: &str, value: Value) -> Value {
    Value::Map(vec![(name.to_owned(), value)])
}

/// An unknown enum variant is dropped or takes a default where that is not misleading; otherwise the record counts as of a later version.
#[test]
fn unknown_variants_are_not_misread() {
    let unknown = || only("HauntedHouse", only("ghosts", Value::Whole(3)));
    for new in [unknown(), text("Haunted")] {
        let houses = changed(&sample::houses(), &["report", "findings", "1"], new.clone()).unwrap();
        assert_eq!(houses.report.issues.len(), 4, "the others stay");
        assert!(!houses.report.issues.iter().any(|finding| matches!(finding, DataIssue::Shared { .. })));
        let houses = changed(&sample::houses(), &["report", "dropped", "0", "reason"], new).unwrap();
        assert_eq!(houses.report.dropped.len(), 5, "the number of dropped houses is unchanged");
        assert_eq!(houses.report.dropped[0].reason, DropReason::Other);
    }
    let run = changed(&sample::run(), &["device"], text("Abacus")).unwrap();
    assert_eq!(run.device, DeviceChoice::Auto);
    let entry = changed(
        &sample::one_run(),
        &["what", "Single", "evaluation", "ranges", "0", "range", "width"],
        only("squares", Value::Number(2.0)),
    );
    let Results::Single(single) = entry.unwrap().results else { panic!() };
    assert_eq!(single.evaluation.intervals.len(), 1);
    let shelf = changed(&sample::shelf(), &["items", "0", "kind"], only("Painting", Value::Nothing)).unwrap();
    assert_eq!((shelf.items.len(), shelf.items[0].kind), (2, ItemKind::Unknown));
    // A run of an unknown network is not read as one of another network.
    for (path, to) in [
        (&["config", "model"][..], text("transformer")),
        (&["config", "loss"], only("quartic", Value::Number(0.5))),
        (&["config", "target"], text("root")),
        (&["what"], only("Tournament", Value::Nothing)),
    ] {
        assert_eq!(changed(&sample::one_run(), path, to), Err(Unreadable::Newer), "{path:?}");
    }
}

/// Kinds of findings that were added after the sample records.
#[test]
fn later_kinds_of_findings_are_read_back() {
    let mut houses = sample::houses();
    let defects =
        [PhotoDefect::Tiny { width: 90, height: 120 }, PhotoDefect::Dark, PhotoDefect::Blurred].into_iter();
    houses.report.issues = defects
        .map(|defect| DataIssue::PoorPhoto { house: 3.into(), room: "kitchen".to_owned(), defect })
        .chain([DataIssue::ManyPoorPhotos { photos: 5, of: 8 }])
        .collect();
    assert_eq!(unpack(&pack(&houses).unwrap()), Ok(houses));
}

/// Results that were added after the sample records; impossible ones are refused.
#[test]
fn later_results_of_a_run_are_read_back() {
    let with = |actual: f64, at: [f32; 2]| {
        let mut entry = sample::one_run();
        let Results::Single(single) = &mut entry.results else { panic!() };
        single.evaluation.held_out = vec![Prediction { house: 9.into(), actual, predicted: 2e5 }];
        single.evaluation.map = vec![MapPoint { house: 9.into(), at }];
        entry
    };
    let entry = with(1e5, [0.5, -2.0]);
    assert_eq!(RunEntry::unpack(&pack(&entry).unwrap()), Ok(entry));
    for wrong in [with(0.0, [0.5, -2.0]), with(1e5, [f32::INFINITY, 0.0]), with(f64::NAN, [0.0; 2])] {
        assert_eq!(RunEntry::unpack(&pack(&wrong).unwrap()), Err(Unreadable::Invalid));
    }
}

#[test]
fn an_unreadable_part_of_a_session_affects_no_other_part() {
    let [_, whole] = Value::of(&sample::session().pack().unwrap()).unwrap();
    let with = |path: &[&str], to: Vec<u8>| {
        let mut body = whole.clone();
        change(&mut body, path, Value::Bytes(to));
        Workspace::unpack(&record("session", 1, &body)).unwrap()
    };
    let [_, mut later] = Value::of(&pack(&sample::one_run()).unwrap()).unwrap();
    change(&mut later, &["config", "model"], text("transformer"));
    let mut damaged = pack(&sample::one_run()).unwrap();
    damaged[200] ^= 1;
    let infinite = changed(
        &sample::one_run(),
        &["what", "Single", "evaluation", "predictions", "0", "predicted"],
        Value::Number(f64::INFINITY),
    );
    for (entry, why) in [
        (record("entry", 1, &later), Unreadable::Newer),
        (damaged, Unreadable::Damaged),
        (pack(&infinite.unwrap()).unwrap(), Unreadable::Invalid),
    ] {
        let opened = with(&["entries", "0"], entry);
        assert_eq!(opened.unreadable, [why]);
        assert_eq!(opened.workspace.entries, [sample::series()]);
        assert_eq!(
            (opened.workspace.model, opened.workspace.settings),
            (Some(sample::model()), Some(sample::settings()))
        );
    }
    let opened = with(&["settings"], vec![1, 2, 3]);
    assert_eq!(opened.workspace, Workspace { settings: None, ..sample::session() });
}

/// Replaces the floating-point number at index `at` by `to`; returns whether there is one.
fn replace_number(value: &mut Value, at: &mut usize, to: f64) -> bool {
    match value {
        Value::Number(number) if *at == 0 => {
            *number = to;
            true
        }
        Value::Number(_) => {
            *at -= 1;
            false
        }
        Value::List(values) => values.iter_mut().any(|value| replace_number(value, at, to)),
        Value::Map(fields) => fields.iter_mut().any(|(_, value)| replace_number(value, at, to)),
        _ => false,
    }
}

/// Drawing such a number would freeze the page.
#[test]
fn infinite_and_nan_figures_are_refused() {
    for entry in [sample::one_run(), sample::series()] {
        let bytes = pack(&entry).unwrap();
        assert_eq!(RunEntry::unpack(&bytes), Ok(entry));
        let [_, body] = Value::of(&bytes).unwrap();
        for to in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            let tried = (0..).take_while(|&at| {
                let mut body = body.clone();
                let there = replace_number(&mut body, &mut { at }, to);
                if there {
                    let read = RunEntry::unpack(&record("entry", newest("entry"), &body));
                    assert!(matches!(read, Err(Unreadable::Invalid)), "number {at} is {to}: {read:?}");
                }
                there
            });
            assert!(tried.count() > 15, "every number");
        }
    }
}

#[test]
fn impossible_results_are_refused() {
    let run = |change: fn(&mut RunEntry, &mut RunResults)| {
        let mut entry = sample::one_run();
        let Results::Single(mut single) = entry.results.clone() else { panic!() };
        change(&mut entry, &mut single);
        entry.results = Results::Single(single);
        entry
    };
    let series = |change: fn(&mut SeriesResults)| {
        let mut entry = sample::series();
        let Results::Series(repeated) = &mut entry.results else { panic!() };
        change(repeated);
        entry
    };
    assert!(run(|_, _| ()).is_valid() && series(|_| ()).is_valid());
    for (what, entry) in [
        ("the largest run number", run(|entry, _| entry.number = u32::MAX)),
        ("a huge title", run(|entry, _| entry.title = "x".repeat(1001))),
        ("a huge device name", run(|entry, _| entry.device = "x".repeat(1 << 20))),
        ("more excluded houses than possible", run(|entry, _| entry.excluded = vec![1.into(); 100_001])),
        ("a huge tile size", run(|entry, _| entry.config.tile = usize::MAX)),
        ("too many layers", run(|entry, _| entry.config.filters = vec![1; 1000])),
        ("a negative time", run(|entry, _| entry.saved_ms = -1.0)),
        ("a curve in reverse order", run(|_, run| run.curve.reverse())),
        ("a huge curve", run(|_, run| run.curve = (0..10_001).map(|at| (at, 1.0)).collect())),
        ("a huge epoch", run(|_, run| run.curve[1].0 = usize::MAX)),
        ("no houses", run(|_, run| run.evaluation.predictions.clear())),
        ("a wrong number of houses", run(|_, run| run.evaluation.test.houses = 3)),
        ("a price of zero", run(|_, run| run.evaluation.predictions[0].actual = 0.0)),
        (
            "a baseline with too few houses",
            run(|_, run| _ = run.evaluation.baselines.ridge.as_mut().unwrap().prices.pop()),
        ),
        (
            "an interval with an impossible rate",
            run(|_, run| run.evaluation.intervals[0].interval.rate = 1.5),
        ),
        ("a run beyond the series", series(|series| series.scores[0].run = 3)),
        ("more scores than runs", series(|series| series.scores = vec![series.scores[0].clone(); 4])),
        ("a huge number of runs", series(|series| series.runs = usize::MAX)),
        ("a huge error message", series(|series| series.failed[0].1 = "x".repeat(1001))),
    ] {
        assert_eq!(RunEntry::unpack(&pack(&entry).unwrap()), Err(Unreadable::Invalid), "{what}");
    }
}

/// A record as the page at 5b66f66 wrote it: magic bytes, version 5, FNV-1a of the postcard body.
fn legacy_record(body: &[u8]) -> Vec<u8> {
    let sum = body.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    [b"facade", &5u16.to_le_bytes()[..], &sum.to_le_bytes(), body].concat()
}

#[test]
fn an_impossible_saved_run_is_not_offered() {
    assert_eq!(sample::run().checked(), Ok(sample::run()));
    let changes: [fn(&mut SavedRun); 6] = [
        |run| run.number = u32::MAX,
        |run| run.curve.clear(),
        |run| run.curve.reverse(),
        |run| run.config.epochs = 1,
        |run| run.spent_ms = f64::NAN,
        |run| run.data = "x".repeat(2000),
    ];
    for (place, change) in changes.into_iter().enumerate() {
        let mut run = sample::run();
        // A second epoch, so that reversing changes the curve.
        run.curve.push(EpochDone { epoch: run.curve.last().unwrap().epoch + 1, ..run.curve[0] });
        assert!(run.clone().checked().is_ok());
        change(&mut run);
        assert_eq!(run.checked(), Err(Unreadable::Invalid), "{place}");
    }
}

#[test]
fn a_session_with_too_many_runs_is_refused() {
    let mut session = sample::session();
    session.entries = vec![session.entries[0].clone(); 10_001];
    assert_eq!(Workspace::unpack(&session.pack().unwrap()), Err(Unreadable::Invalid));
}

#[test]
fn records_of_the_former_format_are_recognised() {
    // An empty session, and an empty list of excluded houses.
    for old in [legacy_record(&[0, 0, 0]), legacy_record(&[0]), b"facade\0\x02and the rest".to_vec()] {
        for (name, _, _) in bodies() {
            assert_eq!(read(name, &old), Err(Unreadable::OldFormat), "{name}");
        }
    }
    assert_eq!(
        unreadable_file_text(Unreadable::OldFormat, "a.facade"),
        "“a.facade” was saved by an early version of Facade, in a format that is no longer supported. Nothing was changed here."
    );
}

/// `models/` contains files that the code at 5b66f66 wrote (`cargo run --example interchange write`), and its prices.
#[test]
fn former_model_files_give_the_same_prices() {
    for name in ["cnn-members", "mlp", "tuned-mixed"] {
        let file = |ending: &str| std::fs::read(fixture(&format!("models/{name}.{ending}"))).unwrap();
        let model = Model::from_bytes(&file("safetensors")).unwrap();
        let expected: serde_json::Value = serde_json::from_slice(&file("json")).unwrap();
        let prices: Vec<f64> = serde_json::from_value(expected["prices"].clone()).unwrap();
        let attributes: Vec<Vec<Option<f64>>> =
            serde_json::from_value(expected["attributes"].clone()).unwrap();
        let zip_codes: Vec<String> = serde_json::from_value(expected["zip_codes"].clone()).unwrap();
        let montages = file("u8");
        let each = montages.len() / prices.len();
        for (home, price) in prices.iter().enumerate() {
            let montage = Bytes(montages[home * each..(home + 1) * each].to_vec());
            let home = Home {
                attributes: attributes[home].clone(),
                zip_code: zip_codes[home].clone(),
                ..Home::from_montage(montage.0)
            };
            let estimate = pollster::block_on(model.estimate(&home, None)).unwrap().unwrap();
            // That code multiplied prices by the factor that is best for the MAPE.
            let difference = (0.97 * estimate.price / price - 1.0).abs();
            assert!(difference < 1e-6, "{name}: {} instead of {price}", estimate.price);
        }
    }
}
