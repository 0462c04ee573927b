//! A run or a series of the list, with its results.

use serde::{Deserialize, Serialize};

use super::result_rows::rows;
use super::run::{Run, RunState, device_label, device_text};
use super::series::Series;
use super::series_results::SeriesResults;
use facade_data::{Dataset, HouseId};
use facade_protocol::DeviceChoice;
use facade_record::{Record, RecordKind, kinds};
use facade_spec::Config;
use facade_spec::evaluation::Evaluation;
use facade_spec::repeats::RepeatAxis;
use facade_text as text;

/// The highest number that a run or a series has. With a run every second it is reached in 68 years.
pub const MAX_NUMBER: u32 = 1 << 31;

/// By which the model of a run is kept: numbers are assigned again when tabs are merged.
pub type ModelKey = u64;

/// Bits of a time in milliseconds since 1970, until the year 2109.
const TIME_BITS: u32 = 42;

/// Points of a learning curve that are stored.
const MAX_CURVE_POINTS: usize = 400;

/// A run or a series with its results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunEntry {
    #[serde(default)]
    pub number: u32,
    /// Given by the visitor; empty until then.
    #[serde(default)]
    pub title: String,
    /// Whether its model is kept longer than others.
    #[serde(default)]
    pub pinned: bool,
    /// When it ended, in milliseconds since 1970.
    #[serde(default)]
    pub saved_ms: f64,
    /// Name of its dataset.
    #[serde(default)]
    pub data: String,
    /// Where it was computed, as text.
    #[serde(default)]
    pub device: String,
    pub config: Config,
    /// Numbers of the houses left out.
    #[serde(default)]
    pub excluded: Vec<HouseId>,
    #[serde(rename = "what")]
    pub results: Results,
}

impl Record for RunEntry {
    const KIND: RecordKind = kinds::ENTRY;

    fn size(&self) -> usize {
        let houses = |evaluation: &Evaluation| {
            evaluation.predictions.len() + evaluation.held_out.len() + evaluation.map.len()
        };
        let houses = self.single().map_or(0, |single| houses(&single.evaluation));
        2048 + 64 * houses + 16 * MAX_CURVE_POINTS
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Results {
    Single(Box<RunResults>),
    Series(SeriesResults),
}

/// Results of a single run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunResults {
    /// Whether it was stopped before its last epoch.
    #[serde(default)]
    pub stopped: bool,
    /// Epochs done.
    #[serde(default)]
    pub epochs: usize,
    /// Trainable parameters.
    #[serde(default)]
    pub parameters: usize,
    /// Median.
    #[serde(default)]
    pub seconds_per_epoch: f64,
    /// Validation MAPE by epoch; of a long run not every epoch.
    #[serde(default)]
    pub curve: Vec<(usize, f64)>,
    /// With the price of each test house.
    pub evaluation: Evaluation,
}

impl RunResults {
    /// Whether these are the houses that it was tested on, so that they can be shown with its prices.
    pub fn matches_dataset(&self, data: &Dataset) -> bool {
        let price = |position: usize| data.houses.get(position).map(|house| house.price);
        let rows = rows(&self.evaluation.predictions, Some(data));
        rows.iter().all(|row| row.position.and_then(price) == Some(row.actual))
    }
}

impl RunEntry {
    /// `None` for a run without results. `saved_ms` is a time in milliseconds since 1970.
    pub fn from_run(run: &Run, saved_ms: f64) -> Option<Self> {
        let evaluation = run.evaluation.as_deref()?.clone();
        let last = run.curve.len().saturating_sub(1);
        let stride = run.curve.len().div_ceil(MAX_CURVE_POINTS).max(1);
        let points = run.curve.iter().enumerate().filter(|(i, _)| i.is_multiple_of(stride) || *i == last);
        let device = run.device.as_ref().map(|report| device_label(&report.chosen));
        Some(RunEntry {
            number: run.number,
            title: String::new(),
            pinned: false,
            saved_ms,
            data: run.data.as_ref().map(|data| data.name.clone()).unwrap_or_default(),
            device: device.map(device_text).unwrap_or_default(),
            config: run.config.clone(),
            excluded: run.excluded.clone(),
            results: Results::Single(Box::new(RunResults {
                stopped: run.state == RunState::Stopped,
                epochs: run.epoch(),
                parameters: run.setup.as_ref().map_or(0, |setup| setup.parameters),
                seconds_per_epoch: run.seconds_per_epoch.unwrap_or(0.0),
                curve: points
                    .map(|(_, epoch)| (epoch.epoch, epoch.validation_mape))
                    // An infinite error cannot be drawn.
                    .filter(|(_, mape)| mape.is_finite())
                    .collect(),
                evaluation,
            })),
        })
    }

    /// `None` until a run of the series has a result.
    pub fn from_series(series: &Series, saved_ms: f64) -> Option<Self> {
        if series.results.scores.is_empty() {
            return None;
        }
        let kind = match series.device {
            DeviceChoice::Cpu => "CPU",
            DeviceChoice::Gpu => "GPU",
            DeviceChoice::Auto => text::listed_faster_device(),
        };
        Some(RunEntry {
            number: series.number,
            title: String::new(),
            pinned: false,
            saved_ms,
            data: series.data.as_ref().map(|data| data.name.clone()).unwrap_or_default(),
            device: kind.to_owned(),
            config: series.config.clone(),
            excluded: series.excluded.clone(),
            results: Results::Series(series.results.clone()),
        })
    }

    pub fn single(&self) -> Option<&RunResults> {
        match &self.results {
            Results::Single(single) => Some(single),
            Results::Series(_) => None,
        }
    }

    /// By which its model is kept: the time at which it ended, below a hash of its dataset's name (FNV-1a). A run that was trained on
    /// other houses at the same moment is another one.
    pub fn model_key(&self) -> ModelKey {
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let data = self.data.bytes().fold(0xcbf2_9ce4_8422_2325, hash);
        (data << TIME_BITS) | (self.saved_ms as u64 & ((1 << TIME_BITS) - 1))
    }

    pub(super) fn is_cross_validation(&self) -> bool {
        matches!(&self.results, Results::Series(series) if series.axis == RepeatAxis::Folds)
    }

    /// The key by which texts select.
    fn kind(&self) -> &'static str {
        if self.single().is_some() { "run" } else { "series" }
    }

    pub fn name(&self) -> String {
        match self.title.as_str() {
            "" => text::t!(listed_name, kind = self.kind(), number = self.number),
            title => title.to_owned(),
        }
    }

    /// The name within a sentence.
    pub fn name_within(&self) -> String {
        match self.title.as_str() {
            "" => text::t!(listed_name_within, kind = self.kind(), number = self.number),
            title => title.to_owned(),
        }
    }

    /// Whatever their numbers are.
    pub(super) fn is_same_run(&self, other: &RunEntry) -> bool {
        self.saved_ms == other.saved_ms && self.data == other.data && self.config == other.config
    }
}
