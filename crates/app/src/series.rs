//! One recipe trained again and again, over seeds, splits or folds: what is asked for, how far it has come, what it shows.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use facade_data::Dataset;
use facade_data::statistics::Summary;
use facade_protocol::DeviceChoice;
use facade_spec::evaluation::Evaluation;
use facade_spec::repeats::{Over, overlap};
use facade_spec::{BACKBONE_PARAMETERS, Config, ModelKind};
use facade_text as text;
use facade_text::format::count;

/// Runs of a series at most.
const MOST: usize = 100;

/// Letters of the sentence that says why a run came to nothing.
const SENTENCE: usize = 1000;

/// Bytes that all workers together may take, and what one takes: itself; of each byte of the houses' pictures, which it trains on
/// as numbers of four bytes, beside the byte; of each parameter, which has a gradient, two moments and an earlier state.
const ROOM: usize = 2 << 30;
const WORKER: usize = 64 << 20;
const PER_BYTE: usize = 5;
const PER_PARAMETER: usize = 32;

/// What the visitor asks for, as it stands in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What differs from run to run.
    pub over: Over,
    /// How many runs, as typed.
    pub text: String,
}

impl Default for Wish {
    fn default() -> Self {
        Wish { over: Over::Seeds, text: "5".to_owned() }
    }
}

impl Wish {
    /// How many runs, with so many training houses.
    ///
    /// # Errors
    /// A sentence for the visitor.
    pub fn runs(&self, houses: usize) -> Result<usize, String> {
        let typed = self.text.trim();
        let folds = self.over == Over::Folds;
        let what = if folds { "folds" } else { "runs" };
        let most = if folds { MOST.min(houses) } else { MOST };
        match typed.parse() {
            Ok(folds_asked) if folds && folds_asked > houses => {
                Err(text::repeat_too_many_folds(count(folds_asked), houses))
            }
            Ok(runs) if (2..=most).contains(&runs) => Ok(runs),
            _ => Err(text::repeat_unreadable(what, typed, count(most), 5.min(most))),
        }
    }
}

/// Bytes that a worker takes to train such a network on houses whose pictures have so many.
pub fn worker_bytes(config: &Config, pictures: usize) -> usize {
    // A frozen backbone is there all the same.
    let frozen = if config.model == ModelKind::Backbone { BACKBONE_PARAMETERS } else { 0 };
    let parameters = PER_PARAMETER.saturating_mul(config.parameters(0).max(frozen));
    // Sizes are counted with 32 bits in a browser.
    PER_BYTE.saturating_mul(pictures).saturating_add(WORKER).saturating_add(parameters)
}

/// How many workers train at once, of which each takes so many bytes, and where. On one GPU several would only take turns, so several work on the CPU; asked for
/// the GPU, one works there.
pub fn team(cores: usize, runs: usize, device: DeviceChoice, bytes: usize) -> (usize, DeviceChoice) {
    if device == DeviceChoice::Gpu {
        return (1, device);
    }
    let room = (ROOM / bytes.max(1)).max(1);
    match cores.min(runs).min(room) {
        0 | 1 => (1, device),
        several => (several, DeviceChoice::Cpu),
    }
}

/// What a series with these settings does, and where, in two sentences. `gpu` tells whether there may be one.
pub fn plan_words(
    over: Over,
    runs: usize,
    config: &Config,
    (workers, device): (usize, DeviceChoice),
    gpu: bool,
) -> String {
    let last = |first: u64| first.wrapping_add(runs as u64 - 1);
    let (seed, split) = (config.seed, config.split_seed.into());
    let what = match over {
        Over::Seeds => text::repeat_plan_seeds(seed, last(seed)),
        Over::Splits => text::repeat_plan_splits(split, last(split)),
        Over::Folds => text::repeat_plan_folds(count(runs)),
    };
    let how = match (workers, device) {
        (1, DeviceChoice::Gpu) => text::repeat_plan_one_gpu().to_owned(),
        (1, _) => text::repeat_plan_one().to_owned(),
        _ if !gpu => text::repeat_plan_several(count(workers)),
        _ => text::repeat_plan_several_gpu(count(workers)),
    };
    format!("{what} {how}")
}

/// What one run came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Which, from 0.
    pub run: usize,
    /// Mean absolute percentage error on its test houses.
    pub mape: f64,
    /// Mean absolute error in dollars.
    pub mae: f64,
    /// R2 on the price.
    pub r2: Option<f64>,
    /// R2 on the logarithm of the price, before prices were shaded.
    pub r2_log: Option<f64>,
    /// Test houses.
    pub houses: usize,
    /// MAPE of the best constant, the median and the mean of the training houses.
    pub constants: [f64; 3],
    /// MAPE of the best constant in each zip code.
    pub zip_code: Option<f64>,
    /// MAPE of ridge regression.
    pub ridge: Option<f64>,
    /// Epochs done.
    #[serde(default)]
    pub epochs: usize,
    /// Trainable parameters.
    #[serde(default)]
    pub parameters: usize,
    /// Median seconds an epoch.
    #[serde(default)]
    pub seconds_per_epoch: f64,
}

impl Score {
    /// Of a run that has ended.
    pub fn of(
        run: usize,
        evaluation: &Evaluation,
        [epochs, parameters]: [usize; 2],
        seconds_per_epoch: f64,
    ) -> Self {
        let Evaluation { test, baselines, .. } = evaluation;
        let constants = [&baselines.best_constant, &baselines.median, &baselines.mean];
        Score {
            run,
            mape: test.mape_mean,
            mae: test.mae,
            r2: test.r2,
            r2_log: evaluation.r2_log_unshaded,
            houses: test.houses,
            constants: constants.map(|constant| constant.mape_mean),
            zip_code: baselines.zip_code.as_ref().map(|guesses| guesses.mape_mean),
            ridge: baselines.ridge.as_ref().map(|guesses| guesses.mape_mean),
            epochs,
            parameters,
            seconds_per_epoch,
        }
    }
}

impl Score {
    /// Whether every figure is a number.
    pub fn is_finite(&self) -> bool {
        let Score {
            run: _,
            mape,
            mae,
            r2,
            r2_log,
            houses: _,
            constants,
            zip_code,
            ridge,
            epochs: _,
            parameters: _,
            seconds_per_epoch,
        } = self;
        let there = [r2, r2_log, zip_code, ridge].into_iter().flatten();
        [mape, mae, seconds_per_epoch]
            .into_iter()
            .chain(constants)
            .chain(there)
            .all(|figure| figure.is_finite())
    }
}

/// A figure of a run; none where it has none.
pub type Figure = fn(&Score) -> Option<f64>;

/// A series and what has come of it so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repeated {
    /// What differs from run to run.
    pub over: Over,
    /// How many runs there were to be.
    pub runs: usize,
    /// The runs that have ended, in their order.
    pub scores: Vec<Score>,
    /// Runs that did not come to a result, and why.
    #[serde(default)]
    pub lost: Vec<(usize, String)>,
}

impl Repeated {
    /// The settings of each run. Seeds count from those of `config`, and folds are shuffled as the command line does at first.
    pub fn configs(&self, config: &Config) -> Vec<Config> {
        let from = match self.over {
            Over::Seeds => config.seed,
            Over::Splits => config.split_seed.into(),
            Over::Folds => 0,
        };
        // A damaged record may tell any number.
        self.over.configs(config, self.runs.min(MOST), from)
    }

    /// A run by its seed, split or fold.
    pub fn label(&self, config: &Config, run: usize) -> String {
        match (self.over, self.configs(config).get(run)) {
            (Over::Seeds, Some(config)) => text::repeat_run("seeds", config.seed),
            (Over::Splits, Some(config)) => text::repeat_run("splits", config.split_seed),
            _ => text::repeat_run("folds", run + 1),
        }
    }

    /// What is known of the mean of a figure over the runs; none where no run has it.
    pub fn summary(&self, config: &Config, figure: Figure) -> Option<Summary> {
        let values: Vec<f64> = self.scores.iter().filter_map(figure).collect();
        (!values.is_empty()).then(|| Summary::of(&values, overlap(&self.configs(config))))
    }

    fn put(&mut self, run: usize, result: Result<Score, String>) {
        match result {
            Ok(score) => {
                let at = self.scores.partition_point(|other| other.run < run);
                self.scores.insert(at, score);
            }
            // A device may have much to say.
            Err(why) => self.lost.push((run, why.chars().take(SENTENCE).collect())),
        }
    }
}

/// Where a series stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesState {
    /// The houses are read again in its tile size.
    Waiting,
    /// Workers are being started.
    Preparing,
    /// Workers train.
    Running,
    /// Every run has ended, well or not.
    Over,
    /// The visitor has ended it.
    Cancelled,
}

/// A run that a worker is at.
#[derive(Clone, Copy, Debug, PartialEq)]
struct UnderWay {
    epochs: usize,
    since_ms: f64,
}

/// What the workers of a series tell.
#[derive(Clone, Debug, PartialEq)]
pub enum SeriesEvent {
    /// So many workers are being started, which compute there; fewer than there are cores for want of memory, or not.
    Begun {
        /// How many.
        workers: usize,
        /// Where.
        device: DeviceChoice,
        /// Whether memory is why there are no more.
        scarce: bool,
    },
    /// A worker has a run to train.
    Given(usize),
    /// A run has done so many epochs.
    Epochs(usize, usize),
    /// A worker has ended, and its run is tried again.
    Again(usize),
    /// A run has ended, with its score or a sentence that says why there is none.
    Ended(usize, Result<Score, String>),
    /// Every run has ended.
    Over,
}

/// A series of this visit.
#[derive(Clone, Debug)]
pub struct Series {
    /// The page's number for it.
    pub number: u32,
    /// The settings that all runs share.
    pub config: Config,
    /// Numbers of the houses left out.
    pub excluded: Vec<u32>,
    /// The houses.
    pub data: Option<Rc<Dataset>>,
    /// Where it stands.
    pub state: SeriesState,
    /// What has come of it.
    pub repeated: Repeated,
    /// How many workers train at once.
    pub workers: usize,
    /// Where they compute.
    pub device: DeviceChoice,
    /// Whether memory is why there are no more.
    pub scarce: bool,
    under_way: BTreeMap<usize, UnderWay>,
    /// Milliseconds that runs which have ended took.
    spent_ms: f64,
}

impl Series {
    /// A series that was just asked for.
    pub fn new(number: u32, config: Config, over: Over, runs: usize) -> Self {
        Series {
            number,
            config,
            excluded: Vec::new(),
            data: None,
            state: SeriesState::Waiting,
            repeated: Repeated { over, runs, scores: Vec::new(), lost: Vec::new() },
            workers: 0,
            device: DeviceChoice::Auto,
            scarce: false,
            under_way: BTreeMap::new(),
            spent_ms: 0.0,
        }
    }

    /// Whether it goes on.
    pub fn active(&self) -> bool {
        matches!(self.state, SeriesState::Waiting | SeriesState::Preparing | SeriesState::Running)
    }

    /// Runs that have ended, well or not.
    pub fn ended(&self) -> usize {
        self.repeated.scores.len() + self.repeated.lost.len()
    }

    /// Takes what the workers tell.
    pub fn apply(&mut self, event: SeriesEvent, now_ms: f64) {
        if !self.active() {
            return;
        }
        match event {
            SeriesEvent::Begun { workers, device, scarce } => {
                (self.workers, self.device, self.scarce) = (workers, device, scarce);
                self.state = SeriesState::Preparing;
            }
            SeriesEvent::Given(run) => {
                self.state = SeriesState::Running;
                self.under_way.insert(run, UnderWay { epochs: 0, since_ms: now_ms });
            }
            SeriesEvent::Epochs(run, epochs) => {
                if let Some(under_way) = self.under_way.get_mut(&run) {
                    under_way.epochs = epochs;
                }
            }
            SeriesEvent::Again(run) => drop(self.under_way.remove(&run)),
            SeriesEvent::Ended(run, result) => {
                if let Some(UnderWay { since_ms, .. }) = self.under_way.remove(&run) {
                    self.spent_ms += now_ms - since_ms;
                }
                self.repeated.put(run, result);
            }
            SeriesEvent::Over => self.state = SeriesState::Over,
        }
    }

    /// Notes that the visitor has ended it. What has come of it stays.
    pub fn cancel(&mut self) {
        if self.active() {
            self.state = SeriesState::Cancelled;
            self.under_way.clear();
        }
    }

    /// Share of a run that is done, 0 to 1.
    fn share_of(&self, run: &UnderWay) -> f64 {
        (run.epochs as f64 / self.config.epochs.max(1) as f64).min(1.0)
    }

    /// Share of all runs that is done, 0 to 1.
    pub fn share(&self) -> f64 {
        let under_way: f64 = self.under_way.values().map(|run| self.share_of(run)).sum();
        (self.ended() as f64 + under_way) / self.repeated.runs.max(1) as f64
    }

    /// Seconds until the last run ends: a run takes as long as those before it did, and whoever is done takes the next. None
    /// before there is anything to judge by.
    pub fn seconds_left(&self, now_ms: f64) -> Option<f64> {
        let shares: Vec<f64> = self.under_way.values().map(|run| self.share_of(run)).collect();
        let running: f64 = self.under_way.values().map(|run| now_ms - run.since_ms).sum();
        let done = self.ended() as f64 + shares.iter().sum::<f64>();
        if self.state != SeriesState::Running || done < 0.02 {
            return None;
        }
        let each = (self.spent_ms + running) / done;
        let mut free: Vec<f64> = shares.iter().map(|share| each * (1.0 - share)).collect();
        free.resize(free.len().max(self.workers), 0.0);
        let waiting = self.repeated.runs.saturating_sub(self.ended() + shares.len());
        for _ in 0..waiting {
            let next = free.iter_mut().min_by(|a, b| a.total_cmp(b));
            next.into_iter().for_each(|at| *at += each);
        }
        Some(free.into_iter().fold(0.0, f64::max) / 1e3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(over: Over, text: &str) -> Result<usize, String> {
        Wish { over, text: text.to_owned() }.runs(180)
    }

    fn score(run: usize, mape: f64) -> Score {
        Score {
            run,
            mape,
            mae: 1.0,
            r2: None,
            r2_log: Some(0.5),
            houses: 60,
            constants: [70.0, 100.0, 110.0],
            zip_code: None,
            ridge: Some(20.0),
            epochs: 10,
            parameters: 5,
            seconds_per_epoch: 0.1,
        }
    }

    fn series(runs: usize, workers: usize) -> Series {
        let config = Config { epochs: 10, ..Config::default() };
        let mut series = Series::new(4, config, Over::Seeds, runs);
        series.apply(SeriesEvent::Begun { workers, device: DeviceChoice::Cpu, scarce: false }, 0.0);
        series
    }

    #[test]
    fn a_number_of_runs_or_folds_that_cannot_be_is_told() {
        assert_eq!(wish(Over::Seeds, " 5 "), Ok(5));
        assert_eq!(wish(Over::Folds, "100"), Ok(100));
        assert_eq!(
            wish(Over::Folds, "500").unwrap_err(),
            "There are 500 folds and 180 training houses. Choose fewer folds than houses."
        );
        assert_eq!(
            wish(Over::Folds, "1").unwrap_err(),
            "The number of folds is “1”. Write a whole number from 2 to 100, such as 5."
        );
        for bad in ["", "0", "1", "2.5", "-3", "many", "101", "99999999999999999999"] {
            assert!(wish(Over::Seeds, bad).unwrap_err().contains("The number of runs is"), "{bad}");
        }
        let few = Wish { over: Over::Folds, text: "x".into() }.runs(3).unwrap_err();
        assert!(few.ends_with("from 2 to 3, such as 3."), "{few}");
    }

    #[test]
    fn several_work_on_the_cpu_and_as_many_as_there_is_room_for() {
        use DeviceChoice::{Auto, Cpu, Gpu};
        let bytes = |pictures| worker_bytes(&Config::default(), pictures);
        assert_eq!(team(8, 5, Auto, bytes(1 << 20)), (5, Cpu));
        assert_eq!(team(2, 5, Cpu, bytes(1 << 20)), (2, Cpu));
        assert_eq!(team(1, 5, Auto, bytes(1 << 20)), (1, Auto), "one worker may take the faster device");
        assert_eq!(team(8, 5, Gpu, bytes(1 << 20)), (1, Gpu));
        assert_eq!(team(8, 8, Auto, bytes(123 << 20)), (3, Cpu));
        assert_eq!(team(8, 8, Cpu, bytes(3 << 30)), (1, Cpu));
        let backbone = Config::recipe(ModelKind::Backbone);
        assert_eq!(team(8, 8, Auto, worker_bytes(&backbone, 1 << 20)), (4, Cpu));
    }

    #[test]
    fn scores_stand_in_the_order_of_the_runs_whoever_is_first() {
        let mut series = series(3, 2);
        for (run, mape) in [(2, 30.0), (0, 10.0)] {
            series.apply(SeriesEvent::Given(run), 0.0);
            series.apply(SeriesEvent::Ended(run, Ok(score(run, mape))), 1.0);
        }
        series.apply(SeriesEvent::Ended(1, Err("why".into())), 1.0);
        let repeated = &series.repeated;
        assert_eq!(repeated.scores.iter().map(|score| score.run).collect::<Vec<_>>(), [0, 2]);
        assert_eq!((series.ended(), repeated.lost.len()), (3, 1));
        let mean = repeated.summary(&series.config, |score| Some(score.mape)).unwrap();
        assert_eq!((mean.runs, mean.mean), (2, 20.0));
        assert!((mean.deviation.unwrap() - 200f64.sqrt()).abs() < 1e-9);
        assert!(repeated.summary(&series.config, |score| score.zip_code).is_none());
        assert_eq!(repeated.label(&series.config, 2), "Seed 3");
    }

    #[test]
    fn folds_share_houses_and_so_have_a_wider_interval() {
        let of = |over| {
            let scores = (0..5).map(|run| score(run, run as f64)).collect();
            let repeated = Repeated { over, runs: 5, scores, lost: Vec::new() };
            repeated.summary(&Config::default(), |score| Some(score.mape)).unwrap().half_width.unwrap()
        };
        let ratio = of(Over::Folds) / of(Over::Seeds);
        assert!((ratio - (0.45f64 / 0.2).sqrt()).abs() < 1e-9, "{ratio}");
    }

    #[test]
    fn the_time_left_counts_the_rounds_to_come() {
        let mut series = series(3, 2);
        assert_eq!(series.seconds_left(0.0), None);
        series.apply(SeriesEvent::Given(0), 0.0);
        series.apply(SeriesEvent::Given(1), 0.0);
        for run in [0, 1] {
            series.apply(SeriesEvent::Epochs(run, 5), 10_000.0);
        }
        // Each run takes 20 seconds: two are half done, and the third follows.
        assert_eq!(series.share(), 1.0 / 3.0);
        assert_eq!(series.seconds_left(10_000.0), Some(30.0));
        series.apply(SeriesEvent::Ended(0, Ok(score(0, 1.0))), 20_000.0);
        series.apply(SeriesEvent::Again(1), 20_000.0);
        series.apply(SeriesEvent::Given(1), 20_000.0);
        assert_eq!(series.seconds_left(20_000.0), Some(20.0));
    }

    #[test]
    fn what_has_come_of_a_cancelled_series_stays_and_late_words_are_not_heard() {
        let mut series = series(3, 2);
        series.apply(SeriesEvent::Given(0), 0.0);
        series.apply(SeriesEvent::Ended(0, Ok(score(0, 1.0))), 1.0);
        series.cancel();
        series.apply(SeriesEvent::Ended(1, Ok(score(1, 1.0))), 1.0);
        series.apply(SeriesEvent::Over, 1.0);
        assert_eq!((series.state, series.ended()), (SeriesState::Cancelled, 1));
        series.cancel();
        assert_eq!(series.state, SeriesState::Cancelled);
    }
}
