//! Seed inputs: the stored records, as the page writes them.

use facade_app::library::{ItemKind, Library};
use facade_app::preferences::Preferences;
use facade_app::run_entry::{Results, RunEntry, RunResults};
use facade_app::saved::{SavedModel, SavedRun, Settings};
use facade_app::series_results::{Score, SeriesResults};
use facade_app::workspace::Workspace;
use facade_data::{DataIssue, DropReason, Dropped, HouseId, PhotoDefect};
use facade_imaging::sample;
use facade_protocol::{DeviceChoice, EpochDone, encode};
use facade_record::{Record, pack};
use facade_spec::evaluation::{
    Baseline, BaselinePredictions, Baselines, ConformalInterval, Evaluation, IntervalCoverage, IntervalWidth,
    MapeCalibration, Metrics, Prediction,
};
use facade_spec::repeats::RepeatAxis;
use facade_spec::{Config, Loss, ModelKind};
use facade_text::Language;
use serde::{Deserialize, Serialize};

use crate::seeds::Seeds;

/// The number of test houses of a run: enough for an interquartile range and for groups.
const HOUSES: u32 = 12;

fn evaluation() -> Evaluation {
    let metrics = |mape_mean| Metrics {
        houses: HOUSES as usize,
        mape_mean,
        mape_std: 20.0,
        mae: 9e4,
        rmse: 1.5e5,
        bias: -2e4,
        r2: Some(0.7),
        r2_log: None,
    };
    let at = |price| Baseline { price, mape_mean: 60.0, mape_std: 40.0 };
    let predictions: Vec<Prediction> = (1..=HOUSES)
        .map(|house| {
            let actual = 1e5 * f64::from(house);
            Prediction { house: house.into(), actual, predicted: actual * (0.7 + 0.06 * f64::from(house)) }
        })
        .collect();
    let prices = predictions.iter().map(|of| of.actual).collect();
    let interval =
        |width| IntervalCoverage { interval: ConformalInterval { rate: 0.9, width }, coverage: 0.875 };
    Evaluation {
        test: metrics(25.0),
        train: metrics(15.0),
        baselines: Baselines {
            best_constant: at(3e5),
            mean: at(6e5),
            median: at(5e5),
            zip_code: Some(BaselinePredictions { mape_mean: 45.0, mape_std: 30.0, prices }),
            ridge: None,
            ridge_slopes: None,
        },
        predictions,
        held_out: Vec::new(),
        map: Vec::new(),
        intervals: vec![interval(IntervalWidth::Factor(1.5)), interval(IntervalWidth::Dollars(2e5))],
        importance: Vec::new(),
        calibration: MapeCalibration::new(0.97, [&metrics(24.0), &metrics(14.0)]),
    }
}

fn entry(number: u32, results: Results) -> RunEntry {
    RunEntry {
        number,
        title: if number == 2 { "A <b>name</b> & \"more\"".to_owned() } else { String::new() },
        pinned: number == 2,
        saved_ms: 1e12 + f64::from(number),
        data: "Houses".to_owned(),
        device: "CPU".to_owned(),
        config: Config { epochs: 50, ..Config::default() },
        excluded: [7].map(HouseId::from).into(),
        results,
    }
}

/// Two runs and two series.
pub fn entries() -> Vec<RunEntry> {
    let single = |stopped| {
        Results::Single(Box::new(RunResults {
            stopped,
            epochs: 50,
            parameters: 1024,
            seconds_per_epoch: 0.5,
            curve: vec![(1, 90.0), (2, 60.0), (25, 30.0), (50, 25.0)],
            evaluation: evaluation(),
        }))
    };
    let score = |run: usize| Score {
        run,
        price_mape: Some(26.0 + run as f64),
        calibrated_mape: 25.0 + run as f64,
        mae: 9e4,
        r2: Some(0.7),
        r2_log: Some(0.6),
        houses: HOUSES as usize,
        constants: [60.0, 61.0, 75.0],
        zip_code: Some(45.0),
        ridge: None,
        ridge_slopes: None,
        train: 9,
        epochs: 50,
        parameters: 1024,
        seconds_per_epoch: 0.5,
    };
    let series = |axis, runs: usize| {
        let failed = vec![(runs, "The run was lost.".to_owned())];
        Results::Series(SeriesResults {
            axis,
            runs: runs + 1,
            scores: (0..runs).map(score).collect(),
            failed,
        })
    };
    vec![
        entry(1, single(false)),
        entry(2, single(true)),
        entry(3, series(RepeatAxis::Seeds, 3)),
        entry(4, series(RepeatAxis::Folds, 2)),
    ]
}

/// A record with this body and a valid head, whose checksum a fuzzer would not find.
pub fn with_head(kind: &str, body: &[u8]) -> Vec<u8> {
    #[derive(Serialize, Deserialize)]
    struct Head<'a> {
        facade: &'a str,
        version: u16,
        #[serde(with = "serde_bytes")]
        crc32: [u8; 4],
    }
    let version = 1u16;
    let mut sum = crc32fast::Hasher::new();
    [kind.as_bytes(), &version.to_le_bytes(), body].into_iter().for_each(|part| sum.update(part));
    let head = Head { facade: kind, version, crc32: sum.finalize().to_le_bytes() };
    [rmp_serde::to_vec_named(&head).unwrap_or_default(), body.to_vec()].concat()
}

/// The body of a record, which follows the checksum.
pub fn body(kind: &str, record: &[u8]) -> Vec<u8> {
    record.get(with_head(kind, &[]).len()..).unwrap_or_default().to_vec()
}

/// The form of a record in an input: the whole record.
pub const WHOLE: u8 = 0;
/// Its body only.
pub const BODY: u8 = 1;
/// As a message between page and workers, a format that is easier to fuzz.
pub const MESSAGE: u8 = 2;

/// A record of each kind, in each form.
pub fn all() -> Seeds {
    let mut seeds = Seeds::new();
    let [first, second, third, fourth] = [0, 1, 2, 3].map(|at| entries().swap_remove(at));
    let model = |run| SavedModel { name: "prices.safetensors".to_owned(), file: vec![1, 2, 3], run };
    let config = Config { loss: Loss::Quantile(0.5), ..Config::recipe(ModelKind::Mlp) };
    let settings = Some(Settings { config, device: DeviceChoice::Cpu });
    let whole =
        Workspace { entries: entries(), model: Some(model(None)), models: vec![model(Some(1))], settings };
    add_session(&mut seeds, "session", &whole);
    add_session(&mut seeds, "empty", &Workspace { entries: Vec::new(), ..Workspace::default() });
    add_session(&mut seeds, "one", &Workspace { entries: vec![first.clone()], ..whole });
    for (name, entry) in [("run", first), ("stopped", second), ("seeds", third), ("folds", fourth)] {
        add(&mut seeds, 1, name, &entry);
    }
    let epoch = |epoch| EpochDone {
        run: 5,
        epoch,
        train_loss: 0.5,
        validation_loss: 0.25,
        validation_mape: 25.0,
        seconds: 2.0,
    };
    let run = SavedRun {
        number: 5,
        config: Config::default(),
        device: DeviceChoice::Auto,
        excluded: [7].map(HouseId::from).into(),
        curve: (1..=3).map(epoch).collect(),
        spent_ms: 6000.0,
        saved_ms: 1e12,
        data: "Houses".to_owned(),
    };
    add(&mut seeds, 2, "run-not-over", &run);
    let mut data = sample::dataset(4);
    data.houses.truncate(HOUSES as usize);
    data.montages.pixels.truncate(HOUSES as usize * data.montages.house_bytes());
    let word = |word: &str| word.to_owned();
    data.report.dropped = [
        DropReason::RareZipCode { zip_code: word("=1+1"), houses: 1 },
        DropReason::BrokenLine { problem: word("It has no price.") },
        DropReason::MissingPhoto { room: word("kitchen"), file: Some(word("a.jpg")) },
        DropReason::UnreadablePhoto { file: word("b.jpg"), problem: word("It is empty.") },
    ]
    .map(|reason| Dropped { house: 60.into(), reason })
    .into();
    data.report.issues = vec![
        DataIssue::SamePhoto { house: 1.into(), rooms: [word("bath"), word("bed")] },
        DataIssue::Shared { houses: [1, 2].map(HouseId::from), rooms: vec![word("bath")], identical: true },
        DataIssue::ManyAlike { photos: 10, of: 11 },
        DataIssue::OtherRoom { house: 3.into(), room: word("bath"), looks_like: word("kitchen") },
        DataIssue::PoorPhoto { house: 5.into(), room: word("bath"), defect: PhotoDefect::Dark },
        DataIssue::OutlyingPrice { house: 4.into(), times_median: 14.0, zip_code: word("00101") },
    ];
    add(&mut seeds, 3, "houses", &data);
    let mut shelf = Library::default();
    shelf.add(ItemKind::Workspace { runs: 3, model: true }, "Evening", 1e12, 4096);
    shelf.add(ItemKind::Model, "best.safetensors", 1e12, 100_000);
    add(&mut seeds, 4, "shelf", &shelf);
    let wish = Preferences {
        language: Some(Language::German),
        currency: "EUR".to_owned(),
        area: "m\u{b2}".to_owned(),
        config: Some(Config::recipe(ModelKind::TunedMixed)),
        device: DeviceChoice::Gpu,
    };
    for (name, wish) in [("first", Preferences::default()), ("chosen", wish)] {
        seeds.push((format!("preferences-{name}"), [&[5], wish.write().as_bytes()].concat()));
    }
    seeds
}

/// A session is encoded differently: it is an archive of records.
fn add_session(seeds: &mut Seeds, name: &str, session: &Workspace) {
    let Some(bytes) = session.pack() else { return };
    seeds.push((format!("body-{name}"), [vec![0, BODY], body("session", &bytes)].concat()));
    seeds.push((format!("kept-{name}"), [vec![0, WHOLE], bytes].concat()));
}

fn add<T: Record>(seeds: &mut Seeds, kind: u8, name: &str, record: &T) {
    let Some(bytes) = pack(record) else { return };
    seeds.push((format!("body-{name}"), [vec![kind, BODY], body(T::KIND.name, &bytes)].concat()));
    seeds.push((format!("kept-{name}"), [vec![kind, WHOLE], bytes].concat()));
    seeds.extend(
        encode(record).ok().map(|bytes| (format!("bare-{name}"), [vec![kind, MESSAGE], bytes].concat())),
    );
}
