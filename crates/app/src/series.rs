//! A series of this visit: its progress and its results so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::series_results::{Score, SeriesResults};
use facade_data::{Dataset, HouseId};
use facade_protocol::DeviceChoice;
use facade_spec::Config;
use facade_spec::repeats::RepeatAxis;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesState {
    /// The houses are being read in its tile size.
    Waiting,
    /// Workers are being started.
    Preparing,
    Running,
    /// Every run has ended, with or without a result.
    Finished,
    /// By the visitor.
    Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct ActiveRun {
    epochs: usize,
    started_ms: f64,
}

/// Reported by the workers of a series.
#[derive(Clone, Debug, PartialEq)]
pub enum SeriesEvent {
    /// Workers are being started.
    Started {
        workers: usize,
        device: DeviceChoice,
        /// Whether memory limits the number of workers.
        memory_limited: bool,
    },
    RunStarted(usize),
    /// A run and its epochs done.
    EpochsDone(usize, usize),
    /// The worker has crashed, and another retries the run.
    RunRetried(usize),
    /// A run and its score, or a sentence that says why it has none.
    RunEnded(usize, Result<Score, String>),
    Finished,
}

#[derive(Clone, Debug)]
pub struct Series {
    /// Shared with single runs.
    pub number: u32,
    pub config: Config,
    /// Numbers of the houses left out.
    pub excluded: Vec<HouseId>,
    pub data: Option<Arc<Dataset>>,
    pub state: SeriesState,
    pub results: SeriesResults,
    /// How many train at once.
    pub workers: usize,
    pub device: DeviceChoice,
    /// Whether memory limits the number of workers.
    pub memory_limited: bool,
    active_runs: BTreeMap<usize, ActiveRun>,
    /// Total time of the runs that have ended.
    spent_ms: f64,
}

impl Series {
    pub fn new(number: u32, config: Config, axis: RepeatAxis, runs: usize) -> Self {
        Series {
            number,
            config,
            excluded: Vec::new(),
            data: None,
            state: SeriesState::Waiting,
            results: SeriesResults { axis, runs, scores: Vec::new(), failed: Vec::new() },
            workers: 0,
            device: DeviceChoice::Auto,
            memory_limited: false,
            active_runs: BTreeMap::new(),
            spent_ms: 0.0,
        }
    }

    pub fn active(&self) -> bool {
        matches!(self.state, SeriesState::Waiting | SeriesState::Preparing | SeriesState::Running)
    }

    /// Number of runs that have ended, with or without a result.
    pub fn ended(&self) -> usize {
        self.results.scores.len() + self.results.failed.len()
    }

    pub fn apply(&mut self, event: SeriesEvent, now_ms: f64) {
        if !self.active() {
            return;
        }
        match event {
            SeriesEvent::Started { workers, device, memory_limited } => {
                (self.workers, self.device, self.memory_limited) = (workers, device, memory_limited);
                self.state = SeriesState::Preparing;
            }
            SeriesEvent::RunStarted(run) => {
                self.state = SeriesState::Running;
                self.active_runs.insert(run, ActiveRun { epochs: 0, started_ms: now_ms });
            }
            SeriesEvent::EpochsDone(run, epochs) => {
                if let Some(active) = self.active_runs.get_mut(&run) {
                    active.epochs = epochs;
                }
            }
            SeriesEvent::RunRetried(run) => drop(self.active_runs.remove(&run)),
            SeriesEvent::RunEnded(run, result) => {
                if let Some(ActiveRun { started_ms, .. }) = self.active_runs.remove(&run) {
                    self.spent_ms += now_ms - started_ms;
                }
                self.results.insert(run, result);
            }
            SeriesEvent::Finished => self.state = SeriesState::Finished,
        }
    }

    /// The results so far stay.
    pub fn cancel(&mut self) {
        if self.active() {
            self.state = SeriesState::Cancelled;
            self.active_runs.clear();
        }
    }

    /// Share done, 0 to 1.
    fn share_of(&self, run: &ActiveRun) -> f64 {
        (run.epochs as f64 / self.config.epochs.max(1) as f64).min(1.0)
    }

    /// Share done of all runs, 0 to 1.
    pub fn share(&self) -> f64 {
        let active: f64 = self.active_runs.values().map(|run| self.share_of(run)).sum();
        (self.ended() as f64 + active) / self.results.runs.max(1) as f64
    }

    /// Assumes that each run takes as long as those before it, and that a free worker takes the next one. `None`
    /// until there is something to estimate from.
    pub fn seconds_left(&self, now_ms: f64) -> Option<f64> {
        let shares: Vec<f64> = self.active_runs.values().map(|run| self.share_of(run)).collect();
        let running: f64 = self.active_runs.values().map(|run| now_ms - run.started_ms).sum();
        let done = self.ended() as f64 + shares.iter().sum::<f64>();
        if self.state != SeriesState::Running || done < 0.02 {
            return None;
        }
        let per_run = (self.spent_ms + running) / done;
        let mut free: Vec<f64> = shares.iter().map(|share| per_run * (1.0 - share)).collect();
        free.resize(free.len().max(self.workers), 0.0);
        let waiting = self.results.runs.saturating_sub(self.ended() + shares.len());
        for _ in 0..waiting {
            let next = free.iter_mut().min_by(|a, b| a.total_cmp(b));
            next.into_iter().for_each(|at| *at += per_run);
        }
        Some(free.into_iter().fold(0.0, f64::max) / 1e3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series_results::tests::score;

    fn series(runs: usize, workers: usize) -> Series {
        let config = Config { epochs: 10, ..Config::default() };
        let mut series = Series::new(4, config, RepeatAxis::Seeds, runs);
        series.apply(SeriesEvent::Started { workers, device: DeviceChoice::Cpu, memory_limited: false }, 0.0);
        series
    }

    #[test]
    fn scores_are_in_the_order_of_the_runs() {
        let mut series = series(3, 2);
        for (run, mape) in [(2, 30.0), (0, 10.0)] {
            series.apply(SeriesEvent::RunStarted(run), 0.0);
            series.apply(SeriesEvent::RunEnded(run, Ok(score(run, mape))), 1.0);
        }
        series.apply(SeriesEvent::RunEnded(1, Err("why".into())), 1.0);
        let results = &series.results;
        assert_eq!(results.scores.iter().map(|score| score.run).collect::<Vec<_>>(), [0, 2]);
        assert_eq!((series.ended(), results.failed.len()), (3, 1));
        let mean = results.summary(&series.config, |score| Some(score.mape())).unwrap();
        assert_eq!((mean.runs, mean.mean), (2, 20.0));
        assert!((mean.std.unwrap() - 200f64.sqrt()).abs() < 1e-9);
        assert!(results.summary(&series.config, |score| score.zip_code).is_none());
        assert_eq!(results.label(&series.config, 2), "Seed 3");
    }

    #[test]
    fn the_time_left_includes_waiting_runs() {
        let mut series = series(3, 2);
        assert_eq!(series.seconds_left(0.0), None);
        series.apply(SeriesEvent::RunStarted(0), 0.0);
        series.apply(SeriesEvent::RunStarted(1), 0.0);
        for run in [0, 1] {
            series.apply(SeriesEvent::EpochsDone(run, 5), 10_000.0);
        }
        // Each run takes 20 seconds: two are half done, and the third follows them.
        assert_eq!(series.share(), 1.0 / 3.0);
        assert_eq!(series.seconds_left(10_000.0), Some(30.0));
        series.apply(SeriesEvent::RunEnded(0, Ok(score(0, 1.0))), 20_000.0);
        series.apply(SeriesEvent::RunRetried(1), 20_000.0);
        series.apply(SeriesEvent::RunStarted(1), 20_000.0);
        assert_eq!(series.seconds_left(20_000.0), Some(20.0));
    }

    #[test]
    fn results_of_a_cancelled_series_stay_and_late_events_are_ignored() {
        let mut series = series(3, 2);
        series.apply(SeriesEvent::RunStarted(0), 0.0);
        series.apply(SeriesEvent::RunEnded(0, Ok(score(0, 1.0))), 1.0);
        series.cancel();
        series.apply(SeriesEvent::RunEnded(1, Ok(score(1, 1.0))), 1.0);
        series.apply(SeriesEvent::Finished, 1.0);
        assert_eq!((series.state, series.ended()), (SeriesState::Cancelled, 1));
        series.cancel();
        assert_eq!(series.state, SeriesState::Cancelled);
    }
}
