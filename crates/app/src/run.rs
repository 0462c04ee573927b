//! One run: its settings, its learning curve, its state.

use std::sync::Arc;

use super::csv;
use facade_data::{Dataset, HouseId};
use facade_protocol::{DeviceChoice, DeviceKind, DeviceName, DeviceReport, EpochDone};
use facade_spec::evaluation::{Baselines, Evaluation};
use facade_spec::{Config, Loss};
use facade_text as text;
use facade_text::format::{decimal, percent};

/// Epochs from which the time left is estimated.
const RECENT_EPOCHS: usize = 12;

/// The computer slept during an epoch that takes this many times longer than usual and these milliseconds more.
const SLEEP_FACTOR: f64 = 10.0;
const SLEEP_MS: f64 = 3_000.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// Devices are set up and raced.
    Preparing,
    Running,
    Paused,
    Finished,
    /// Stopped before its last epoch. It has a model.
    Stopped,
    Failed,
}

/// A command that the session has not confirmed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PendingCommand {
    Pause,
    Resume,
    /// The model is kept.
    Stop,
}

/// Known once training begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// Number of training houses.
    pub train: usize,
    /// Number of test houses.
    pub test: usize,
    pub steps_per_epoch: usize,
    /// Trainable parameters.
    pub parameters: usize,
    /// Scores of one price for every house.
    pub baselines: Baselines,
}

#[derive(Clone, Debug)]
pub struct Run {
    /// From 1.
    pub number: u32,
    pub config: Config,
    /// The device that the visitor chose.
    pub choice: DeviceChoice,
    /// Numbers of the houses left out of it.
    pub excluded: Vec<HouseId>,
    pub state: RunState,
    /// What is being done while the run is prepared.
    pub activity: String,
    pub pending_command: Option<PendingCommand>,
    pub device: Option<DeviceReport>,
    pub setup: Option<Setup>,
    /// From epoch 1, without gaps.
    pub curve: Vec<EpochDone>,
    /// At the end of the run.
    pub evaluation: Option<Arc<Evaluation>>,
    /// Median, at the end of the run.
    pub seconds_per_epoch: Option<f64>,
    /// The houses that it is trained on: its results still show them after others are loaded.
    pub data: Option<Arc<Dataset>>,
    /// Wall-clock milliseconds spent computing, up to the last complete epoch.
    pub spent_ms: f64,
    /// Steps done of the current epoch.
    pub steps: usize,
    /// Milliseconds from the start of the clock to the last step.
    steps_ms: f64,
    clock_started_ms: Option<f64>,
    recent_ms: Vec<f64>,
}

impl Run {
    pub fn new(number: u32, config: Config) -> Self {
        Run {
            number,
            config,
            choice: DeviceChoice::default(),
            excluded: Vec::new(),
            state: RunState::Preparing,
            activity: text::run_setting_up().to_owned(),
            pending_command: None,
            device: None,
            setup: None,
            curve: Vec::new(),
            evaluation: None,
            seconds_per_epoch: None,
            data: None,
            spent_ms: 0.0,
            steps: 0,
            steps_ms: 0.0,
            clock_started_ms: None,
            recent_ms: Vec::new(),
        }
    }

    /// Whether it computes or can resume.
    pub fn active(&self) -> bool {
        matches!(self.state, RunState::Preparing | RunState::Running | RunState::Paused)
    }

    /// Epochs done.
    pub fn epoch(&self) -> usize {
        self.curve.last().map_or(0, |last| last.epoch)
    }

    /// Share of the epochs done, 0 to 1.
    pub fn share(&self) -> f64 {
        (self.epoch() as f64 / self.config.epochs.max(1) as f64).min(1.0)
    }

    /// Whether the training loss is a percentage like the validation error.
    pub fn trains_on_mape(&self) -> bool {
        self.config.loss == Loss::Mape
    }

    /// The training loss with its unit.
    pub fn format_loss(&self, loss: f64) -> String {
        if self.trains_on_mape() { percent(loss) } else { decimal(loss, 4) }
    }

    /// The epoch with the lowest validation error. If that is measured on the test houses, it is only shown:
    /// selecting that epoch's model would tune it on the test set.
    pub fn best(&self) -> Option<&EpochDone> {
        self.curve.iter().min_by(|a, b| a.validation_mape.total_cmp(&b.validation_mape))
    }

    /// Estimated from the latest epochs. `None` before the first one, and unless the run computes.
    pub fn seconds_left(&self) -> Option<f64> {
        if self.state != RunState::Running {
            return None;
        }
        Some(self.typical_epoch_ms()? * self.config.epochs.saturating_sub(self.epoch()) as f64 / 1e3)
    }

    /// The median of the latest epochs; of two, the shorter one.
    fn typical_epoch_ms(&self) -> Option<f64> {
        let mut sorted = self.recent_ms.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len().saturating_sub(1) / 2).copied()
    }

    /// Spent computing.
    pub fn seconds(&self) -> f64 {
        (self.spent_ms + self.steps_ms) / 1e3
    }

    pub fn record_step(&mut self, done: usize, now_ms: f64) {
        self.steps = done;
        self.steps_ms = self.clock_started_ms.map_or(0.0, |started| (now_ms - started).max(0.0));
    }

    pub fn start_clock(&mut self, now_ms: f64) {
        self.clock_started_ms = Some(now_ms);
        self.steps_ms = 0.0;
    }

    pub fn stop_clock(&mut self, now_ms: f64) {
        if let Some(started) = self.clock_started_ms.take() {
            self.spent_ms += (now_ms - started).max(0.0);
        }
        self.steps_ms = 0.0;
    }

    /// An epoch repeated after a restart replaces the old one.
    pub fn record_epoch(&mut self, done: EpochDone, now_ms: f64) {
        self.rewind_to(done.epoch.saturating_sub(1));
        self.curve.push(done);
        let passed = self.clock_started_ms.map(|started| (now_ms - started).max(0.0));
        match (passed, self.typical_epoch_ms()) {
            // The computer slept: that time was not spent computing, and says nothing about the time left.
            (Some(passed), Some(typical)) if passed > SLEEP_MS + SLEEP_FACTOR * typical => {
                self.spent_ms += typical
            }
            (Some(passed), _) => {
                if self.recent_ms.len() == RECENT_EPOCHS {
                    self.recent_ms.remove(0);
                }
                self.recent_ms.push(passed);
                self.spent_ms += passed;
            }
            (None, _) => {}
        }
        self.steps = 0;
        self.start_clock(now_ms);
    }

    /// Drops the epochs after `epochs_done`, where the run resumes.
    pub fn rewind_to(&mut self, epochs_done: usize) {
        while self.curve.last().is_some_and(|last| last.epoch > epochs_done) {
            self.curve.pop();
        }
    }

    pub fn state_label(&self) -> &'static str {
        match self.state {
            RunState::Preparing => text::run_preparing(),
            RunState::Running => text::run_running(),
            RunState::Paused => text::run_paused(),
            RunState::Finished => text::run_finished(),
            RunState::Stopped => text::run_stopped(),
            RunState::Failed => text::run_failed(),
        }
    }
}

/// Kind and name of a device. The CPU has no name: a library's says nothing to a visitor.
pub fn device_label(device: &DeviceName) -> (&'static str, String) {
    match device.kind {
        DeviceKind::Gpu => ("GPU", device.name.clone()),
        DeviceKind::SoftwareGpu => (text::run_software_gpu(), device.name.clone()),
        DeviceKind::Cpu => ("CPU", String::new()),
    }
}

/// Kind and name as one text.
pub fn device_text((kind, name): (&str, String)) -> String {
    [kind, &name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(", ")
}

/// Learning curves as CSV in full precision.
pub fn curve_csv(runs: &[&Run]) -> String {
    let mut out = String::from("run,epoch,train_loss,validation_loss,validation_mape_percent,seconds\n");
    for run in runs {
        for e in &run.curve {
            let (number, epoch) = (run.number, e.epoch);
            let numbers = [e.train_loss, e.validation_loss, e.validation_mape, e.seconds].map(csv::number);
            out += &format!("{number},{epoch},{}\n", numbers.join(","));
        }
    }
    out
}
