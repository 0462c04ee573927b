//! What outlives the tab, as bytes. Knows no browser.
//!
//! Bytes do not tell what they mean, so each record begins with what marks it, the version of its form and a checksum: one
//! that another version of the page wrote is recognised, and one that was damaged is not misread.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::format::count;
use super::run::Run;
use crate::protocol::{self, DeviceChoice, DeviceKind, EpochDone};
use crate::text;
use crate::training::Config;

/// Marks a record.
const MARK: [u8; 6] = *b"facade";

/// The form of all records. Raise it whenever anything in them changes: [`Config`], [`EpochDone`], a dataset, a run's
/// checkpoint, a model's file, an [`Entry`](super::list::Entry) of the list, or what is on the [`shelf`](super::shelf).
const VERSION: u16 = 5;

/// Mark, version and checksum.
const HEAD: usize = MARK.len() + 2 + 8;

/// Why a record is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Another version of the page wrote it.
    OtherVersion,
    /// It is not whole.
    Damaged,
}

/// A run that is not over, as it stood after a whole epoch. Its checkpoint lies beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedRun {
    /// The page's number for it.
    pub number: u32,
    /// Its settings.
    pub config: Config,
    /// Where it is to go on.
    pub device: DeviceChoice,
    /// Numbers of the houses left out of it.
    pub excluded: Vec<u32>,
    /// The epochs done, from epoch 1.
    pub curve: Vec<EpochDone>,
    /// Milliseconds spent computing.
    pub spent_ms: f64,
    /// When it was saved, in milliseconds since 1970.
    pub saved_ms: f64,
    /// Name of its data.
    pub data: String,
}

impl SavedRun {
    /// A run as it stands after `epochs` epochs, at a time in milliseconds since 1970. None if it has not come so far.
    pub fn of(run: &Run, epochs: usize, saved_ms: f64) -> Option<Self> {
        let curve: Vec<EpochDone> = run.curve.iter().take_while(|e| e.epoch <= epochs).cloned().collect();
        if curve.last()?.epoch != epochs {
            return None;
        }
        // What the CPU has begun, the CPU goes on with: then nothing tells that it was interrupted.
        let on_cpu = run.device.as_ref().is_some_and(|device| device.chosen.kind == DeviceKind::Cpu);
        Some(SavedRun {
            number: run.number,
            config: run.config.clone(),
            device: if on_cpu { DeviceChoice::Cpu } else { run.choice },
            excluded: run.excluded.clone(),
            curve,
            spent_ms: run.spent_ms,
            saved_ms,
            data: run.data.as_ref().map(|data| data.name.clone()).unwrap_or_default(),
        })
    }

    /// Epochs done.
    pub fn epochs_done(&self) -> usize {
        self.curve.last().map_or(0, |last| last.epoch)
    }

    /// What to tell about it, at a time in milliseconds since 1970.
    pub fn sentence(&self, now_ms: f64) -> String {
        text::saved_run(
            self.number,
            &self.data,
            count(self.epochs_done()),
            count(self.config.epochs),
            ago((now_ms - self.saved_ms) / 1e3),
        )
    }
}

/// A span of seconds as a time before now. A clock that was set back tells nothing.
pub fn ago(seconds: f64) -> String {
    let minutes = (seconds / 60.0).floor().max(0.0) as usize;
    match minutes {
        0 => text::saved_just_now().to_string(),
        1..=59 => text::saved_minutes_ago(minutes),
        60..=1439 => text::saved_hours_ago(minutes / 60),
        _ => text::saved_days_ago(minutes / 1440),
    }
}

/// A record as bytes.
pub fn pack(record: &impl Serialize) -> Option<Vec<u8>> {
    // Records are plain data, which always packs.
    let body = protocol::encode(record).ok()?;
    let mut bytes = Vec::with_capacity(HEAD + body.len());
    bytes.extend_from_slice(&MARK);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&checksum(&body).to_le_bytes());
    bytes.extend_from_slice(&body);
    Some(bytes)
}

/// A record from bytes.
///
/// # Errors
/// If another version of the page wrote them, or they are damaged.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    let (head, body) = bytes.split_at_checked(HEAD).ok_or(Unreadable::Damaged)?;
    let rest = head.strip_prefix(&MARK).ok_or(Unreadable::Damaged)?;
    let (version, sum) = rest.split_at(2);
    if version != VERSION.to_le_bytes() {
        return Err(Unreadable::OtherVersion);
    }
    if sum != checksum(body).to_le_bytes() {
        return Err(Unreadable::Damaged);
    }
    protocol::decode(body).map_err(|_| Unreadable::Damaged)
}

/// FNV-1a.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{DataReport, Dataset, Dropped, Finding, House, Montages, Reason, Rooms, ZipCode};
    use crate::evaluation::{Baseline, Baselines, Evaluation, Guesses};
    use crate::training::repeats::Over;
    use crate::ui::list::{Entry, Single, What};
    use crate::ui::series::{Repeated, Score};

    fn saved() -> SavedRun {
        let epoch = |epoch| EpochDone {
            run: 2,
            epoch,
            train_loss: 0.5,
            validation_loss: 0.25,
            validation_mape: 0.25,
            seconds: 2.0,
        };
        SavedRun {
            number: 2,
            config: Config::default(),
            device: DeviceChoice::Cpu,
            excluded: vec![7],
            curve: (1..=57).map(epoch).collect(),
            spent_ms: 1234.5,
            saved_ms: 1e12,
            data: "Houses Dataset".to_string(),
        }
    }

    fn entry(what: What) -> Entry {
        Entry {
            number: 3,
            title: String::new(),
            saved_ms: 1e12,
            data: "Houses Dataset".to_string(),
            device: "CPU".to_string(),
            config: Config::default(),
            excluded: vec![7],
            what,
        }
    }

    fn evaluation() -> Evaluation {
        let house =
            House { number: 1, price: 4e5, zip_code: "93510".to_string(), attributes: vec![Some(2.5)] };
        let at = |price| Baseline { price, mape_mean: 50.0, mape_std: 25.0 };
        let guesses = |price| Some(Guesses { mape_mean: 50.0, mape_std: 25.0, prices: vec![price] });
        let baselines = Baselines {
            best_constant: at(2e5),
            mean: at(3e5),
            median: at(4e5),
            zip_code: guesses(5e5),
            ridge: guesses(6e5),
        };
        Evaluation::of([&[&house], &[&house]], [&[2e5], &[1e5]], baselines, (0.5, &[]))
    }

    fn single() -> What {
        What::Single(Box::new(Single {
            stopped: true,
            epochs: 57,
            parameters: 1024,
            seconds_per_epoch: 0.5,
            curve: vec![(1, 64.0), (57, 32.0)],
            evaluation: evaluation(),
        }))
    }

    fn series() -> What {
        let scores = vec![Score::of(1, &evaluation(), [57, 1024], 0.5)];
        What::Series(Repeated { over: Over::Folds, runs: 3, scores, lost: vec![(0, "a".to_string())] })
    }

    #[test]
    fn what_is_listed_comes_back_as_it_was() {
        for what in [single(), series()] {
            let entry = entry(what);
            assert_eq!(unpack::<Entry>(&pack(&entry).unwrap()), Ok(entry));
        }
    }

    #[test]
    fn a_record_comes_back_as_it_was() {
        let bytes = pack(&saved()).unwrap();
        assert_eq!(unpack::<SavedRun>(&bytes), Ok(saved()));
    }

    #[test]
    fn another_version_is_recognised_and_damage_is_never_misread() {
        let bytes = pack(&saved()).unwrap();
        let mut other = bytes.clone();
        other[MARK.len()] += 1;
        assert_eq!(unpack::<SavedRun>(&other), Err(Unreadable::OtherVersion));
        for at in (0..bytes.len()).filter(|at| !(MARK.len()..MARK.len() + 2).contains(at)) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            assert_eq!(unpack::<SavedRun>(&damaged), Err(Unreadable::Damaged), "byte {at}");
        }
        for length in 0..bytes.len() {
            assert_eq!(unpack::<SavedRun>(&bytes[..length]), Err(Unreadable::Damaged), "{length} bytes");
        }
    }

    /// If this fails, records that browsers keep have changed their form: raise [`VERSION`], and put in what is told.
    #[test]
    fn the_form_of_records_changes_only_with_the_version() {
        let house = House {
            number: 1,
            price: 250_000.0,
            zip_code: "93510".to_string(),
            attributes: vec![Some(2.5), None],
        };
        let data = Dataset {
            name: "Houses".to_string(),
            rooms: Rooms::default(),
            attributes: vec!["baths".to_string(), "area".to_string()],
            houses: vec![house],
            montages: Montages { tile: 8, photos: 4, pixels: Vec::new() },
            // One of each kind, since a kind that comes between others moves them.
            report: DataReport {
                zip_codes: vec![ZipCode {
                    code: "1".to_string(),
                    houses: 2,
                    median_price: 3.0,
                    min_price: 4.0,
                    max_price: 5.0,
                }],
                dropped: [
                    Reason::RareZipCode { zip_code: "2".to_string(), houses: 1 },
                    Reason::BrokenLine { problem: "a".to_string() },
                    Reason::MissingPhoto { room: "b".to_string(), file: Some("c".to_string()) },
                    Reason::UnreadablePhoto { file: "d".to_string(), problem: "e".to_string() },
                ]
                .map(|reason| Dropped { house: 6, reason })
                .into(),
                findings: vec![
                    Finding::SamePhoto { house: 7, rooms: ["f".to_string(), "g".to_string()] },
                    Finding::Shared { houses: [8, 9], rooms: vec!["h".to_string()], identical: true },
                    Finding::ManyAlike { photos: 10, of: 11 },
                    Finding::OtherRoom { house: 12, room: "i".to_string(), looks_like: "j".to_string() },
                    Finding::OutlyingPrice { house: 13, times_median: 14.0, zip_code: "k".to_string() },
                ],
                rooms_left_out: vec!["l".to_string()],
                ..DataReport::default()
            },
        };
        let run = checksum(&pack(&saved()).unwrap());
        let data = checksum(&pack(&data).unwrap());
        assert_eq!((VERSION, run, data), (5, 15_149_341_245_908_541_728, 18_342_825_863_106_420_990));
        let listed = [single(), series()].map(|what| checksum(&pack(&entry(what)).unwrap()));
        assert_eq!((VERSION, listed), (5, [18_227_485_993_255_625_039, 15_235_922_387_418_714_117]));
    }

    #[test]
    fn it_is_told_in_a_sentence() {
        let run = saved();
        assert_eq!(
            run.sentence(run.saved_ms + 3.0 * 60e3),
            "Run 2 on “Houses Dataset” stopped after epoch 57 of 200, saved 3 minutes ago."
        );
        assert_eq!(ago(-5.0), "less than a minute ago");
        assert_eq!(ago(60.0), "1 minute ago");
        assert_eq!(ago(7200.0), "2 hours ago");
        assert_eq!(ago(86400.0 * 3.5), "3 days ago");
    }

    #[test]
    fn only_whole_epochs_are_saved_and_the_cpu_keeps_what_it_began() {
        let mut run = Run::new(2, Config::default());
        assert_eq!(SavedRun::of(&run, 0, 0.0), None);
        run.choice = DeviceChoice::Gpu;
        run.excluded = vec![3, 9];
        for done in saved().curve {
            run.take_epoch(done, 0.0);
        }
        assert_eq!(SavedRun::of(&run, 58, 0.0), None);
        let saved = SavedRun::of(&run, 56, 0.0).unwrap();
        assert_eq!((saved.epochs_done(), saved.device), (56, DeviceChoice::Gpu));
        assert_eq!(saved.excluded, [3, 9]);
        let chosen = protocol::DeviceName { kind: DeviceKind::Cpu, name: String::new() };
        run.device = Some(protocol::DeviceReport { chosen, raced: vec![], no_gpu: None });
        assert_eq!(SavedRun::of(&run, 57, 0.0).unwrap().device, DeviceChoice::Cpu);
    }
}
