//! What outlives the tab, as records.

use serde::{Deserialize, Serialize};

use super::run::Run;
use facade_data::HouseId;
use facade_protocol::{DeviceChoice, DeviceKind, EpochDone};
use facade_record::{Record, RecordKind, kinds, lenient};
pub use facade_record::{Unreadable, pack, unpack};
use facade_spec::Config;
use facade_text as text;
use facade_text::format::count;

/// About something unreadable in the store.
pub fn unreadable_text(why: Unreadable) -> &'static str {
    match why {
        Unreadable::OldFormat => text::keeping_old_form(),
        Unreadable::Newer => text::keeping_newer(),
        Unreadable::Damaged | Unreadable::Invalid => text::keeping_damaged(),
    }
}

/// About unreadable runs and series of the list.
pub fn unreadable_list_text(why: Unreadable) -> &'static str {
    match why {
        Unreadable::OldFormat => text::keeping_list_old_form(),
        Unreadable::Newer => text::keeping_list_newer(),
        Unreadable::Damaged | Unreadable::Invalid => text::keeping_list_damaged(),
    }
}

/// About an unreadable file that the visitor opened.
pub fn unreadable_file_text(why: Unreadable, name: &str) -> String {
    match why {
        Unreadable::OldFormat => text::shelf_old_form(name),
        Unreadable::Newer => text::shelf_newer(name),
        Unreadable::Damaged => text::shelf_damaged(name),
        Unreadable::Invalid => text::shelf_unsound(name),
    }
}

/// Ids of the houses that the visitor excluded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Excluded {
    pub houses: Vec<HouseId>,
}

impl Record for Excluded {
    const KIND: RecordKind = kinds::EXCLUDED;
}

/// A model's file and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedModel {
    #[serde(default)]
    pub name: String,
    #[serde(with = "serde_bytes")]
    pub file: Vec<u8>,
    /// The run on the list that produced it; `None` if it came from a file.
    #[serde(default)]
    pub run: Option<u32>,
}

impl Record for SavedModel {
    const KIND: RecordKind = kinds::MODEL;

    fn size(&self) -> usize {
        self.name.len() + self.file.len()
    }
}

/// Settings, and the device to compute with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub config: Config,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub device: DeviceChoice,
}

impl Record for Settings {
    const KIND: RecordKind = kinds::SETTINGS;
}

/// An unfinished run after a complete epoch. Its checkpoint is a separate record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedRun {
    pub number: u32,
    pub config: Config,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub device: DeviceChoice,
    /// Numbers of the houses left out of it.
    #[serde(default)]
    pub excluded: Vec<HouseId>,
    /// From epoch 1.
    pub curve: Vec<EpochDone>,
    /// Time spent computing.
    #[serde(default)]
    pub spent_ms: f64,
    /// In milliseconds since 1970.
    #[serde(default)]
    pub saved_ms: f64,
    /// Name of its dataset.
    #[serde(default)]
    pub data: String,
}

impl From<&SavedRun> for Run {
    /// A run that resumes where it was saved.
    fn from(saved: &SavedRun) -> Self {
        let mut run = Run::new(saved.number, saved.config.clone());
        run.choice = saved.device;
        run.excluded = saved.excluded.clone();
        run.curve = saved.curve.clone();
        run.spent_ms = saved.spent_ms;
        run.activity = text::run_going_on().to_owned();
        run
    }
}

impl Record for SavedRun {
    const KIND: RecordKind = kinds::RUN;

    fn size(&self) -> usize {
        1024 + 128 * self.curve.len()
    }
}

impl SavedRun {
    /// The run after `epochs` epochs, saved at a time in milliseconds since 1970. `None` if it has not reached that
    /// epoch.
    pub fn at_epoch(run: &Run, epochs: usize, saved_ms: f64) -> Option<Self> {
        let curve: Vec<EpochDone> = run.curve.iter().take_while(|e| e.epoch <= epochs).cloned().collect();
        if curve.last()?.epoch != epochs {
            return None;
        }
        // A run that began on the CPU resumes there, so that an interruption does not change its result.
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

    /// `now_ms` is a time in milliseconds since 1970.
    pub fn summary_text(&self, now_ms: f64) -> String {
        text::t!(
            saved_run,
            run = self.number,
            data = &self.data,
            epoch = count(self.epochs_done()),
            epochs = count(self.config.epochs),
            ago = ago((now_ms - self.saved_ms) / 1e3)
        )
    }
}

/// A span of seconds as a time before now. A negative span, after a clock was set back, counts as zero.
pub fn ago(seconds: f64) -> String {
    let minutes = (seconds / 60.0).floor().max(0.0) as usize;
    match minutes {
        0 => text::saved_just_now().to_string(),
        1..=59 => text::saved_minutes_ago(minutes),
        60..=1439 => text::saved_hours_ago(minutes / 60),
        _ => text::saved_days_ago(minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_protocol as protocol;

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
            excluded: vec![7.into()],
            curve: (1..=57).map(epoch).collect(),
            spent_ms: 1234.5,
            saved_ms: 1e12,
            data: "Houses Dataset".to_string(),
        }
    }

    #[test]
    fn it_is_summed_up_in_a_sentence() {
        let run = saved();
        assert_eq!(
            run.summary_text(run.saved_ms + 3.0 * 60e3),
            "Run 2 on “Houses Dataset” was interrupted after epoch 57 of 200, saved 3 minutes ago."
        );
        assert_eq!(ago(-5.0), "less than a minute ago");
        assert_eq!(ago(60.0), "1 minute ago");
        assert_eq!(ago(7200.0), "2 hours ago");
        assert_eq!(ago(86400.0 * 3.5), "3 days ago");
    }

    #[test]
    fn only_complete_epochs_are_saved_and_a_cpu_run_stays_on_the_cpu() {
        let mut run = Run::new(2, Config::default());
        assert_eq!(SavedRun::at_epoch(&run, 0, 0.0), None);
        run.choice = DeviceChoice::Gpu;
        run.excluded = vec![3.into(), 9.into()];
        for done in saved().curve {
            run.record_epoch(done, 0.0);
        }
        assert_eq!(SavedRun::at_epoch(&run, 58, 0.0), None);
        let saved = SavedRun::at_epoch(&run, 56, 0.0).unwrap();
        assert_eq!((saved.epochs_done(), saved.device), (56, DeviceChoice::Gpu));
        assert_eq!(saved.excluded, [3, 9].map(HouseId::from));
        let chosen = protocol::DeviceName { kind: DeviceKind::Cpu, name: String::new() };
        run.device = Some(protocol::DeviceReport { chosen, step_times: vec![], no_gpu: None });
        assert_eq!(SavedRun::at_epoch(&run, 57, 0.0).unwrap().device, DeviceChoice::Cpu);
    }
}
