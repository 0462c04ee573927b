//! What to tell a new compute worker after the one before it has ended. Knows no browser.
//!
//! There is one way back from every fault (a panic, memory running out, a lost device): end the worker, start another,
//! give it the houses and the model, and let the run go on from its last checkpoint.

use crate::protocol::{Bytes, DeviceChoice, DeviceKind, Event, Request};
use crate::text;
use crate::training::Config;

/// Ends of the worker without a new checkpoint in between after which the same is not tried once more.
const ATTEMPTS: u32 = 3;

/// Ends in one run, checkpoints or not, after which it is given up: a run that gains an epoch a worker helps nobody.
const ENDS: u32 = 10;

/// What is known of the session, as far as it would be lost with the worker.
#[derive(Debug, Default)]
pub struct Recovery {
    run: Option<Run>,
    model: Option<Vec<u8>>,
    backbone: Option<Bytes>,
    /// Epochs done in the checkpoint that a run of an earlier visit goes on from.
    epochs_saved: usize,
    /// A model's file that is being read.
    offered: Option<Vec<u8>>,
    /// A backbone's file that is being read.
    offered_backbone: Option<Bytes>,
    /// Whether the worker has started.
    ready: bool,
    /// Ends of idle workers, and of ones that never started, since the visitor last asked for something.
    ends: u32,
}

#[derive(Debug)]
struct Run {
    number: u32,
    config: Config,
    device: DeviceChoice,
    excluded: Vec<u32>,
    /// Whether the device in use is the CPU.
    on_cpu: bool,
    /// The last checkpoint, and the epochs done in it.
    checkpoint: Option<(usize, Bytes)>,
    /// Ends since the last checkpoint.
    ends: u32,
    ends_in_all: u32,
    /// Whether its first step may have been taken since the worker last started.
    begun: bool,
    paused: bool,
    stopping: bool,
}

/// What to do when the worker has ended.
#[derive(Debug, PartialEq)]
pub struct Revival {
    /// Whether to start another.
    pub restart: bool,
    /// What to ask of it once it has the houses; none if what has not been sent yet stays to be sent.
    pub requests: Option<Vec<Request>>,
    /// Whether a run goes on.
    pub resuming: bool,
    /// A sentence for the visitor, where there is something to say.
    pub message: Option<String>,
}

impl Recovery {
    /// Notes what the page asks.
    pub fn asked(&mut self, request: &Request) {
        self.ends = 0;
        match request {
            Request::Train { run, config, device, excluded, resume } => {
                self.run = Some(Run {
                    number: *run,
                    config: config.clone(),
                    device: *device,
                    excluded: excluded.clone(),
                    on_cpu: *device == DeviceChoice::Cpu,
                    checkpoint: resume.clone().map(|state| (self.epochs_saved, state)),
                    ends: 0,
                    ends_in_all: 0,
                    begun: false,
                    paused: false,
                    stopping: false,
                });
            }
            Request::LoadModel(file) => self.offered = Some(file.0.clone()),
            Request::LoadBackbone(file) => self.offered_backbone = Some(file.clone()),
            Request::Pause => self.run.iter_mut().for_each(|run| run.paused = true),
            Request::Resume => self.run.iter_mut().for_each(|run| run.paused = false),
            Request::Stop => self.run.iter_mut().for_each(|run| run.stopping = true),
            Request::Load(_)
            | Request::Prepare { .. }
            | Request::Predict { .. }
            | Request::Explain { .. }
            | Request::Export
            | Request::NoCheckpoints => {}
        }
    }

    /// Notes how many epochs are done in the checkpoint from which the page is going to ask a run to go on.
    pub fn goes_on_after(&mut self, epochs: usize) {
        self.epochs_saved = epochs;
    }

    /// Notes what the session tells, and gives back what is for the page: a checkpoint stays here.
    pub fn heard(&mut self, event: Event) -> Option<Event> {
        match &event {
            Event::Ready => self.ready = true,
            Event::Device { run, report } => {
                if let Some(kept) = self.run_mut(*run) {
                    kept.on_cpu = report.chosen.kind == DeviceKind::Cpu;
                }
            }
            Event::Started { run, .. } => {
                if let Some(kept) = self.run_mut(*run) {
                    kept.begun = true;
                }
            }
            Event::Finished { run, file, .. } => {
                self.model = Some(file.0.clone());
                self.run.take_if(|kept| kept.number == *run);
            }
            Event::Failed { run: Some(run), .. } => {
                self.run.take_if(|kept| kept.number == *run);
            }
            Event::ModelLoaded(_) => self.model = self.offered.take().or(self.model.take()),
            Event::BackboneRefused { .. } => self.offered_backbone = None,
            Event::BackboneLoaded => self.backbone = self.offered_backbone.take().or(self.backbone.take()),
            _ => {}
        }
        match event {
            Event::Checkpoint { run, epochs_done, state } => {
                if let Some(kept) = self.run_mut(run) {
                    kept.checkpoint = Some((epochs_done, state));
                    kept.ends = 0;
                }
                None
            }
            event => Some(event),
        }
    }

    fn run_mut(&mut self, number: u32) -> Option<&mut Run> {
        self.run.as_mut().filter(|run| run.number == number)
    }

    /// Whether a run is under way.
    pub fn is_training(&self) -> bool {
        self.run.is_some()
    }

    /// Forgets a run of which nothing was computed yet, and so nothing can be kept: what to do instead of its worker.
    /// None where there is no such run: one under way is stopped by asking.
    pub fn give_up(&mut self) -> Option<Revival> {
        self.run.take_if(|run| !run.begun && run.checkpoint.is_none())?;
        Some(self.start_over())
    }

    /// What to do now that the worker has ended; `why` is its last word.
    pub fn ended(&mut self, why: &str) -> Revival {
        if !std::mem::take(&mut self.ready) {
            return self.not_started();
        }
        self.offered = None;
        self.offered_backbone = None;
        let out_of_memory = why.contains("memory") || why.contains("allocation");
        let fault = if out_of_memory { "memory" } else { "broken" };
        match self.run.take() {
            Some(run) => self.ended_in(run, fault),
            None => self.ended_idle(fault),
        }
    }

    /// What to do when the worker is given up, or has ended in what nobody had asked of it: another takes its place, and nobody
    /// need know. What has not been sent yet is still to be sent.
    pub fn start_over(&mut self) -> Revival {
        self.ready = false;
        let requests = Some(self.restore());
        Revival { restart: true, requests, resuming: self.is_training(), message: None }
    }

    /// A start that fails is tried again before anyone need know; what waits to be sent was not the cause.
    fn not_started(&mut self) -> Revival {
        self.ends += 1;
        if self.ends < ATTEMPTS {
            return Revival { restart: true, requests: None, resuming: self.is_training(), message: None };
        }
        self.run = None;
        let message = Some(text::recovery_not_started().to_owned());
        Revival { restart: false, requests: Some(Vec::new()), resuming: false, message }
    }

    fn ended_idle(&mut self, fault: &str) -> Revival {
        self.ends += 1;
        let restart = self.ends < ATTEMPTS;
        let message =
            if restart { text::recovery_idle(fault) } else { text::recovery_idle_over(fault, ATTEMPTS) };
        let requests = if restart { self.restore() } else { Vec::new() };
        Revival { restart, requests: Some(requests), resuming: false, message: Some(message) }
    }

    fn ended_in(&mut self, mut run: Run, fault: &str) -> Revival {
        run.ends += 1;
        run.ends_in_all += 1;
        run.begun = false;
        let nothing_to_keep = run.stopping && run.checkpoint.is_none();
        if run.ends >= ATTEMPTS || run.ends_in_all >= ENDS || nothing_to_keep {
            let message =
                if nothing_to_keep { text::recovery_no_model(fault) } else { text::recovery_run_over(fault) };
            return Revival {
                restart: true,
                requests: Some(self.restore()),
                resuming: false,
                message: Some(message),
            };
        }

        let device = if (run.ends > 1 || run.ends_in_all >= ATTEMPTS) && !run.on_cpu {
            run.device = DeviceChoice::Cpu;
            run.on_cpu = true;
            "cpu"
        } else {
            "same"
        };
        let message = match &run.checkpoint {
            Some((epochs, _)) => text::recovery_goes_on(fault, device, epochs),
            None => text::recovery_begins_again(fault, device),
        };
        let mut requests = self.restore();
        requests.push(Request::Train {
            run: run.number,
            config: run.config.clone(),
            device: run.device,
            excluded: run.excluded.clone(),
            resume: run.checkpoint.as_ref().map(|(_, state)| state.clone()),
        });
        if run.stopping {
            requests.push(Request::Stop);
        } else if run.paused {
            requests.push(Request::Pause);
        }
        self.run = Some(run);
        Revival { restart: true, requests: Some(requests), resuming: true, message: Some(message) }
    }

    /// What a new worker needs to predict again, and to train on a backbone.
    pub fn restore(&self) -> Vec<Request> {
        let model = self.model.iter().map(|file| Request::LoadModel(Bytes(file.clone())));
        model.chain(self.backbone()).collect()
    }

    /// What a worker needs to train on a backbone, where there is one.
    pub fn backbone(&self) -> Option<Request> {
        self.backbone.clone().map(Request::LoadBackbone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{DeviceName, DeviceReport, EpochDone, ModelSummary};

    fn train(device: DeviceChoice) -> Request {
        Request::Train { run: 5, config: Config::default(), device, excluded: vec![7], resume: None }
    }

    fn checkpoint(epochs_done: usize) -> Event {
        Event::Checkpoint { run: 5, epochs_done, state: Bytes(vec![epochs_done as u8]) }
    }

    fn resumed(revival: &Revival) -> (DeviceChoice, Option<u8>) {
        assert!(revival.restart && revival.resuming);
        match revival.requests.as_ref().unwrap().last().unwrap() {
            Request::Train { run: 5, device, resume, excluded, .. } => {
                assert_eq!(*excluded, [7], "the same houses stay out");
                (*device, resume.as_ref().map(|state| state.0[0]))
            }
            other => panic!("{other:?}"),
        }
    }

    /// The worker ends after it has started.
    fn end(recovery: &mut Recovery) -> Revival {
        recovery.heard(Event::Ready);
        recovery.ended("unreachable")
    }

    fn last(revival: &Revival) -> Option<&Request> {
        revival.requests.as_ref().and_then(|requests| requests.last())
    }

    fn training(device: DeviceChoice) -> Recovery {
        let mut recovery = Recovery::default();
        recovery.heard(Event::Ready);
        recovery.asked(&train(device));
        recovery
    }

    fn summary() -> ModelSummary {
        let config = Config::default();
        ModelSummary {
            config,
            epochs_done: 1,
            parameters: 1,
            test_mape: None,
            data: String::new(),
            rooms: Default::default(),
            prices: [1.0, 2.0],
            asks: Default::default(),
            ranges: Vec::new(),
        }
    }

    #[test]
    fn a_backbone_that_was_refused_is_not_handed_on() {
        let mut recovery = Recovery::default();
        let file = |byte| Request::LoadBackbone(Bytes(vec![byte]));
        recovery.asked(&file(1));
        recovery.heard(Event::BackboneLoaded);
        recovery.asked(&file(2));
        recovery.heard(Event::BackboneRefused { message: String::new() });
        // Another worker takes the one that is there.
        recovery.heard(Event::BackboneLoaded);
        assert_eq!(recovery.restore(), [file(1)]);
    }

    #[test]
    fn an_end_while_making_ready_is_nobodys_fault() {
        let mut recovery = Recovery::default();
        for _ in 0..2 * ATTEMPTS {
            recovery.heard(Event::Ready);
            let revival = recovery.start_over();
            assert!(revival.restart && !revival.resuming && revival.message.is_none());
        }
        recovery.heard(Event::Ready);
        recovery.asked(&train(DeviceChoice::Gpu));
        let revival = recovery.start_over();
        assert!(revival.resuming && recovery.is_training(), "a run that waits goes on waiting");
        assert_eq!(revival.requests, Some(Vec::new()), "it is among what is still to be sent");
    }

    #[test]
    fn only_a_run_that_has_not_begun_is_given_up() {
        let mut recovery = training(DeviceChoice::Auto);
        let revival = recovery.give_up().unwrap();
        assert!(revival.restart && !revival.resuming);
        assert!(!recovery.is_training());
        assert_eq!(recovery.give_up(), None, "there is none any more");

        let mut recovery = training(DeviceChoice::Auto);
        recovery.heard(checkpoint(1));
        recovery.ended("a panic");
        assert_eq!(recovery.give_up(), None, "its checkpoint holds a model: it is to be stopped by asking");
    }

    #[test]
    fn a_run_goes_on_from_its_last_checkpoint_which_the_page_never_sees() {
        let mut recovery = training(DeviceChoice::Auto);
        assert_eq!(recovery.heard(checkpoint(1)), None);
        recovery.heard(checkpoint(2));
        recovery.heard(Event::Checkpoint { run: 4, epochs_done: 9, state: Bytes(vec![9]) });
        let revival = end(&mut recovery);
        assert_eq!(resumed(&revival), (DeviceChoice::Auto, Some(2)));
        assert!(revival.message.unwrap().contains("after epoch 2"));
    }

    #[test]
    fn a_run_of_an_earlier_visit_goes_on_from_its_checkpoint_again() {
        let mut recovery = Recovery::default();
        recovery.heard(Event::Ready);
        recovery.goes_on_after(57);
        let Request::Train { run, config, device, excluded, .. } = train(DeviceChoice::Cpu) else { panic!() };
        recovery.asked(&Request::Train { run, config, device, excluded, resume: Some(Bytes(vec![57])) });
        assert_eq!(recovery.give_up(), None, "its checkpoint holds a model");
        let revival = end(&mut recovery);
        assert_eq!(resumed(&revival), (DeviceChoice::Cpu, Some(57)));
        assert!(revival.message.unwrap().contains("after epoch 57"));
    }

    #[test]
    fn what_a_resumed_run_repeats_is_no_progress() {
        let mut recovery = training(DeviceChoice::Cpu);
        recovery.heard(checkpoint(1));
        for _ in 1..ATTEMPTS {
            resumed(&end(&mut recovery));
            let epoch = EpochDone {
                run: 5,
                epoch: 1,
                train_loss: 1.0,
                validation_loss: 1.0,
                validation_mape: 1.0,
                seconds: 1.0,
            };
            assert!(recovery.heard(Event::Epoch(epoch)).is_some());
        }
        let revival = end(&mut recovery);
        assert!(revival.restart && !revival.resuming);
        assert_eq!(last(&revival), None);
        assert!(!recovery.is_training());
    }

    #[test]
    fn a_checkpoint_is_progress_but_not_for_ever_and_not_on_the_gpu() {
        let mut recovery = training(DeviceChoice::Gpu);
        for epoch in 1..ENDS {
            recovery.heard(checkpoint(epoch as usize));
            let device = if epoch < ATTEMPTS { DeviceChoice::Gpu } else { DeviceChoice::Cpu };
            assert_eq!(resumed(&end(&mut recovery)), (device, Some(epoch as u8)));
        }
        recovery.heard(checkpoint(ENDS as usize));
        assert!(!end(&mut recovery).resuming);
    }

    #[test]
    fn the_second_try_leaves_the_gpu_but_not_the_cpu() {
        let mut recovery = training(DeviceChoice::Gpu);
        assert_eq!(resumed(&end(&mut recovery)).0, DeviceChoice::Gpu);
        let revival = end(&mut recovery);
        assert_eq!(resumed(&revival), (DeviceChoice::Cpu, None));
        assert!(revival.message.unwrap().contains("on the CPU"));
        assert!(!end(&mut recovery).resuming);

        let mut recovery = training(DeviceChoice::Auto);
        let chosen = DeviceName { kind: DeviceKind::Cpu, name: String::new() };
        recovery
            .heard(Event::Device { run: 5, report: DeviceReport { chosen, raced: vec![], no_gpu: None } });
        end(&mut recovery);
        assert_eq!(resumed(&end(&mut recovery)).0, DeviceChoice::Auto);
    }

    #[test]
    fn paused_stays_paused_and_stopping_stops() {
        let mut recovery = training(DeviceChoice::Cpu);
        recovery.heard(checkpoint(3));
        recovery.asked(&Request::Pause);
        assert_eq!(last(&end(&mut recovery)), Some(&Request::Pause));
        recovery.asked(&Request::Resume);
        assert!(matches!(last(&end(&mut recovery)), Some(Request::Train { .. })));
        recovery.heard(checkpoint(4));
        recovery.asked(&Request::Stop);
        assert_eq!(last(&end(&mut recovery)), Some(&Request::Stop));

        let mut recovery = training(DeviceChoice::Cpu);
        recovery.asked(&Request::Stop);
        assert!(!end(&mut recovery).resuming, "there is nothing to keep");
    }

    #[test]
    fn the_last_good_model_comes_back() {
        let mut recovery = Recovery::default();
        let offer = |byte| Request::LoadModel(Bytes(vec![byte]));
        recovery.asked(&offer(1));
        recovery.heard(Event::ModelLoaded(summary()));
        recovery.asked(&offer(2));
        let revival = end(&mut recovery);
        assert_eq!(
            revival.requests,
            Some(vec![offer(1)]),
            "the one that may have ended the worker is not offered again"
        );
        recovery.heard(Event::ModelLoaded(summary()));
        assert_eq!(recovery.restore(), [offer(1)], "brought back, it is still the last good one");
    }

    #[test]
    fn a_failed_run_is_not_brought_back() {
        let mut recovery = training(DeviceChoice::Cpu);
        recovery.heard(Event::Failed { run: Some(5), message: String::new() });
        let revival = recovery.ended("out of memory");
        assert!(revival.restart && !revival.resuming);
        assert_eq!(last(&revival), None);
        assert!(revival.message.unwrap().contains("out of memory"));
    }

    #[test]
    fn a_worker_that_never_starts_is_given_up_until_asked_for() {
        let mut recovery = Recovery::default();
        recovery.asked(&train(DeviceChoice::Gpu));
        for _ in 1..ATTEMPTS {
            let revival = recovery.ended("404");
            assert!(revival.restart && revival.resuming);
            assert_eq!((revival.requests, revival.message), (None, None));
        }
        let revival = recovery.ended("404");
        assert!(!revival.restart && !revival.resuming && !recovery.is_training());
        assert!(revival.message.unwrap().contains("could not be started"));
        recovery.asked(&Request::Resume);
        assert!(recovery.ended("404").restart);
    }

    #[test]
    fn a_worker_that_ends_again_and_again_is_given_up_until_asked_for() {
        let mut recovery = Recovery::default();
        for _ in 1..ATTEMPTS {
            assert!(end(&mut recovery).restart);
        }
        assert!(!end(&mut recovery).restart);
        recovery.asked(&Request::Resume);
        assert!(end(&mut recovery).restart);
    }
}
