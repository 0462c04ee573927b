//! One run as the page knows it: its settings, its curve, where it stands.

use std::rc::Rc;

use facade_data::Dataset;
use facade_data::sorting;
use facade_protocol::{DeviceChoice, DeviceKind, DeviceName, DeviceReport, EpochDone};
use facade_spec::evaluation::{Baselines, Evaluation};
use facade_spec::{Config, Loss};
use facade_text as text;
use facade_text::format::{decimal, percent};

/// How many of the latest epochs the time left is judged by.
const RECENT: usize = 12;

/// An epoch that takes this many times what is usual, and these milliseconds more, was no longer one: the computer slept.
const ASLEEP_TIMES: f64 = 10.0;
const ASLEEP_MS: f64 = 3_000.0;

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// Asked for; devices are set up and raced.
    Preparing,
    /// Computing.
    Running,
    /// Holding still.
    Paused,
    /// All epochs done.
    Finished,
    /// Stopped before its last epoch; the model so far is kept.
    Stopped,
    /// It cannot go on.
    Failed,
}

/// What the visitor asked of a run and has not been answered yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Hold still.
    Pause,
    /// Go on.
    Resume,
    /// End, and keep the model.
    Stop,
}

/// What is known once training begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// Houses to train on.
    pub train: usize,
    /// Houses to test on.
    pub test: usize,
    /// Optimiser steps an epoch.
    pub steps: usize,
    /// Trainable parameters.
    pub parameters: usize,
    /// What one price for every house scores.
    pub baselines: Baselines,
}

/// One run.
#[derive(Clone, Debug)]
pub struct Run {
    /// The page's number for it, from 1.
    pub number: u32,
    /// Its settings.
    pub config: Config,
    /// Where the visitor wants it to compute.
    pub choice: DeviceChoice,
    /// Numbers of the houses left out of it.
    pub excluded: Vec<u32>,
    /// Where it stands.
    pub state: RunState,
    /// What is going on while it is being prepared.
    pub doing: String,
    /// A wish that is not answered yet.
    pub asked: Option<Asked>,
    /// The device, once chosen.
    pub device: Option<DeviceReport>,
    /// Counts and baselines, once training has begun.
    pub setup: Option<Setup>,
    /// The epochs so far, from epoch 1, without gaps.
    pub curve: Vec<EpochDone>,
    /// How good it is, at its end.
    pub evaluation: Option<Rc<Evaluation>>,
    /// Median seconds an epoch, at its end.
    pub seconds_per_epoch: Option<f64>,
    /// The houses that it learns from: its results keep showing them when others are loaded.
    pub data: Option<Rc<Dataset>>,
    /// Milliseconds spent computing up to the last whole epoch, as the clock on the wall tells.
    pub spent_ms: f64,
    /// Steps done of the epoch under way.
    pub steps: usize,
    /// Milliseconds from when the clock was last started to the last of them.
    steps_ms: f64,
    mark_ms: Option<f64>,
    recent_ms: Vec<f64>,
}

impl Run {
    /// A run that was just asked for.
    pub fn new(number: u32, config: Config) -> Self {
        Run {
            number,
            config,
            choice: DeviceChoice::default(),
            excluded: Vec::new(),
            state: RunState::Preparing,
            doing: text::run_setting_up().to_owned(),
            asked: None,
            device: None,
            setup: None,
            curve: Vec::new(),
            evaluation: None,
            seconds_per_epoch: None,
            data: None,
            spent_ms: 0.0,
            steps: 0,
            steps_ms: 0.0,
            mark_ms: None,
            recent_ms: Vec::new(),
        }
    }

    /// Whether it still computes or could go on.
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

    /// Whether what training makes small is the MAPE, so that its loss is a percentage like that of the validation.
    pub fn trains_on_mape(&self) -> bool {
        self.config.loss == Loss::Mape
    }

    /// What training makes small, in words.
    pub fn loss_words(&self, loss: f64) -> String {
        if self.trains_on_mape() { percent(loss) } else { decimal(loss, 4) }
    }

    /// The epoch with the lowest error in validation so far. Where that is on the test houses it is told, never kept: to pick it
    /// would be to look at the test.
    pub fn best(&self) -> Option<&EpochDone> {
        self.curve.iter().min_by(|a, b| a.validation_mape.total_cmp(&b.validation_mape))
    }

    /// Seconds until the last epoch, judged by the clock between the latest epochs; none before the first, none at
    /// rest.
    pub fn seconds_left(&self) -> Option<f64> {
        if self.state != RunState::Running {
            return None;
        }
        Some(self.usual_ms()? * self.config.epochs.saturating_sub(self.epoch()) as f64 / 1e3)
    }

    /// What an epoch usually takes: the median of the latest; of two the shorter.
    fn usual_ms(&self) -> Option<f64> {
        let mut sorted = self.recent_ms.clone();
        sorting::sort(&mut sorted, f64::total_cmp);
        sorted.get(sorted.len().saturating_sub(1) / 2).copied()
    }

    /// Seconds spent computing.
    pub fn seconds(&self) -> f64 {
        (self.spent_ms + self.steps_ms) / 1e3
    }

    /// Notes how far the epoch under way has come.
    pub fn take_step(&mut self, done: usize, now_ms: f64) {
        self.steps = done;
        self.steps_ms = self.mark_ms.map_or(0.0, |mark| (now_ms - mark).max(0.0));
    }

    /// Starts or restarts the clock.
    pub fn clock_on(&mut self, now_ms: f64) {
        self.mark_ms = Some(now_ms);
        self.steps_ms = 0.0;
    }

    /// Halts the clock.
    pub fn clock_off(&mut self, now_ms: f64) {
        if let Some(mark) = self.mark_ms.take() {
            self.spent_ms += (now_ms - mark).max(0.0);
        }
        self.steps_ms = 0.0;
    }

    /// Takes an epoch. One that repeats after a restart replaces what was there.
    pub fn take_epoch(&mut self, done: EpochDone, now_ms: f64) {
        self.go_back_to(done.epoch.saturating_sub(1));
        self.curve.push(done);
        let passed = self.mark_ms.map(|mark| (now_ms - mark).max(0.0));
        match (passed, self.usual_ms()) {
            // The computer slept: that was no time spent computing, and says nothing about the time left.
            (Some(passed), Some(usual)) if passed > ASLEEP_MS + ASLEEP_TIMES * usual => {
                self.spent_ms += usual
            }
            (Some(passed), _) => {
                if self.recent_ms.len() == RECENT {
                    self.recent_ms.remove(0);
                }
                self.recent_ms.push(passed);
                self.spent_ms += passed;
            }
            (None, _) => {}
        }
        self.steps = 0;
        self.clock_on(now_ms);
    }

    /// Forgets the epochs after `epochs_done`, from which the run goes on.
    pub fn go_back_to(&mut self, epochs_done: usize) {
        while self.curve.last().is_some_and(|last| last.epoch > epochs_done) {
            self.curve.pop();
        }
    }

    /// One word for the list of runs.
    pub fn word(&self) -> &'static str {
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

/// A device in words: kind and name.
pub fn device_words(device: &DeviceName) -> (&'static str, String) {
    let kind = match device.kind {
        DeviceKind::Gpu => "GPU",
        DeviceKind::SoftwareGpu => text::run_software_gpu(),
        DeviceKind::Cpu => "CPU",
    };
    (kind, device.name.clone())
}
