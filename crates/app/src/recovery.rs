//! What to tell a new compute worker after the one before it has ended. Knows no browser.
//!
//! There is one way back from every fault (a panic, memory running out, a lost device): end the worker, start another,
//! give it the houses and the model, and let the run go on from its last checkpoint.

use facade_protocol::{Ask, Bytes, DeviceChoice, DeviceKind, Event, Request, RequestIds};
use facade_spec::Config;
use facade_text as text;

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
    ids: RequestIds,
    /// What the page has asked, but for what is about a run, and the session has not answered.
    pending: Vec<Ask>,
    /// Numbers of the requests by which a new worker gets what the one before it had.
    restores: Vec<u32>,
    /// Number of the request that brings the houses, while it is not answered.
    houses: Option<u32>,
    /// Number of the request to make ready, while it is not answered.
    preparing: Option<u32>,
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

/// What a worker says last, or what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastWord {
    /// Whether it ran out of memory.
    pub memory: bool,
    /// Why it is of no more use.
    pub why: String,
}

impl LastWord {
    /// Where nobody but the words says whether memory ran out: a GPU's or a browser's.
    pub fn of(why: String) -> Self {
        LastWord { memory: why.contains("memory") || why.contains("allocation"), why }
    }
}

/// What to do when the worker has ended.
#[derive(Debug, PartialEq)]
pub struct Revival {
    /// Whether to start another.
    pub restart: bool,
    /// What to ask of it once it has the houses.
    pub requests: Vec<Ask>,
    /// Whether a run goes on.
    pub resuming: bool,
    /// A sentence for the visitor, where there is something to say.
    pub message: Option<String>,
}

/// What the session has told, as far as it concerns anyone.
#[allow(clippy::large_enum_variant, reason = "one is under way at a time, and is taken apart at once")]
#[derive(Debug, PartialEq)]
pub enum Told {
    /// It is for the page.
    Page(Event),
    /// The session has no houses: a sentence that says why.
    NoHouses(String),
}

impl Recovery {
    /// Knows nothing yet. What it asks by itself takes its numbers from here.
    pub fn new(ids: RequestIds) -> Self {
        Recovery { ids, ..Recovery::default() }
    }

    /// Notes what the page asks.
    pub fn asked(&mut self, ask: &Ask) {
        self.ends = 0;
        match &ask.request {
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
            Request::Pause => self.run.iter_mut().for_each(|run| run.paused = true),
            Request::Resume => self.run.iter_mut().for_each(|run| run.paused = false),
            Request::Stop => self.run.iter_mut().for_each(|run| run.stopping = true),
            Request::LoadModel(_)
            | Request::LoadBackbone(_)
            | Request::Predict(_)
            | Request::Explain { .. }
            | Request::Export => self.pending.push(ask.clone()),
            Request::Load(_) | Request::Prepare { .. } | Request::NoCheckpoints => {}
        }
    }

    /// Numbers the request that brings the houses.
    pub fn send_houses(&mut self) -> u32 {
        *self.houses.insert(self.ids.next())
    }

    /// Numbers a request to make ready. Nothing else is sent until it is answered: should that end the worker, the next one is asked
    /// what waits.
    pub fn prepare(&mut self, request: Request) -> Ask {
        let ask = self.ids.ask(request);
        self.preparing = Some(ask.id);
        ask
    }

    /// Whether the session is making ready.
    pub fn is_preparing(&self) -> bool {
        self.preparing.is_some()
    }

    /// Notes how many epochs are done in the checkpoint from which the page is going to ask a run to go on.
    pub fn goes_on_after(&mut self, epochs: usize) {
        self.epochs_saved = epochs;
    }

    /// Notes what the session tells, and gives back what is for others: a checkpoint stays here, and so do the answers to what was
    /// brought back.
    pub fn heard(&mut self, event: Event) -> Option<Told> {
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
            Event::Loaded { id, .. } => drop(self.houses.take_if(|houses| houses == id)),
            Event::Prepared { id, .. } => drop(self.preparing.take_if(|preparing| preparing == id)),
            Event::Failed { id, message, .. } if self.houses == Some(*id) => {
                self.houses = None;
                return Some(Told::NoHouses(message.clone()));
            }
            Event::Predicted { id, .. } | Event::Explained { id, .. } | Event::Exported { id, .. } => {
                self.answered(*id);
            }
            Event::ModelLoaded { id, .. } | Event::BackboneLoaded { id } => {
                if self.restored(*id) {
                    return None;
                }
                match self.answered(*id) {
                    Some(Request::LoadModel(file)) => self.model = Some(file.0),
                    Some(Request::LoadBackbone(file)) => self.backbone = Some(file),
                    _ => {}
                }
            }
            Event::Failed { id, message, .. } => {
                self.answered(*id);
                if self.restored(*id) {
                    // It was good in the worker before this one.
                    return Some(Told::Page(Event::Warning { message: message.clone() }));
                }
            }
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
            event => Some(Told::Page(event)),
        }
    }

    fn answered(&mut self, id: u32) -> Option<Request> {
        let at = self.pending.iter().position(|ask| ask.id == id)?;
        Some(self.pending.remove(at).request)
    }

    /// Whether this number is of something that was brought back; not any more.
    fn restored(&mut self, id: u32) -> bool {
        let at = self.restores.iter().position(|restore| *restore == id);
        at.map(|at| self.restores.remove(at)).is_some()
    }

    fn run_mut(&mut self, number: u32) -> Option<&mut Run> {
        self.run.as_mut().filter(|run| run.number == number)
    }

    /// Whether a run is under way.
    pub fn is_training(&self) -> bool {
        self.run.is_some()
    }

    /// Forgets a run of which nothing was computed yet, and so nothing can be kept: what to do instead of its worker. None where
    /// there is no such run: one under way is stopped by asking. `unsent` is taken then: it was not sent yet.
    pub fn give_up(&mut self, unsent: &mut Vec<Ask>) -> Option<Revival> {
        self.run.take_if(|run| !run.begun && run.checkpoint.is_none())?;
        unsent.retain(|ask| {
            !matches!(ask.request, Request::Train { .. } | Request::Pause | Request::Resume | Request::Stop)
        });
        Some(self.start_over(std::mem::take(unsent)))
    }

    /// What to do now that the worker has ended with this last word; `unsent` was not sent to it yet.
    pub fn ended(&mut self, last: &LastWord, unsent: Vec<Ask>) -> Revival {
        if !std::mem::take(&mut self.ready) {
            return self.not_started(unsent);
        }
        if let Some(preparing) = self.preparing
            && self.unanswered().all(|id| id > preparing)
        {
            // Nobody had asked for that. It is not tried again before something changes.
            return self.start_over(unsent);
        }
        self.forget();
        let fault = if last.memory { "memory" } else { "broken" };
        match self.run.take() {
            Some(run) => self.ended_in(run, fault),
            None => self.ended_idle(fault),
        }
    }

    /// Numbers of the requests that are not answered. A session answers in the order in which it is asked.
    fn unanswered(&self) -> impl Iterator<Item = u32> {
        let asked = self.pending.iter().map(|ask| ask.id);
        asked.chain(self.restores.iter().copied()).chain(self.houses)
    }

    /// Forgets what the session was asked: it will not be answered.
    fn forget(&mut self) {
        self.pending.clear();
        self.restores.clear();
        (self.houses, self.preparing) = (None, None);
    }

    /// Another worker takes the place of one that did nothing wrong, and nobody need know: what that one was asked and has not
    /// answered, the new one is asked.
    fn start_over(&mut self, unsent: Vec<Ask>) -> Revival {
        self.ready = false;
        let asked = std::mem::take(&mut self.pending);
        self.forget();
        let mut requests = self.restore();
        requests.extend(asked.iter().filter(|ask| unsent.iter().all(|other| other.id != ask.id)).cloned());
        requests.extend(unsent);
        self.pending = asked;
        Revival { restart: true, requests, resuming: self.is_training(), message: None }
    }

    /// A start that fails is tried again before anyone need know; what waits to be sent was not the cause.
    fn not_started(&mut self, unsent: Vec<Ask>) -> Revival {
        self.ends += 1;
        if self.ends < ATTEMPTS {
            let resuming = self.is_training();
            return Revival { restart: true, requests: unsent, resuming, message: None };
        }
        self.run = None;
        self.forget();
        let message = Some(text::recovery_not_started().to_owned());
        Revival { restart: false, requests: Vec::new(), resuming: false, message }
    }

    fn ended_idle(&mut self, fault: &str) -> Revival {
        self.ends += 1;
        let restart = self.ends < ATTEMPTS;
        let message =
            if restart { text::recovery_idle(fault) } else { text::recovery_idle_over(fault, ATTEMPTS) };
        let requests = if restart { self.restore() } else { Vec::new() };
        Revival { restart, requests, resuming: false, message: Some(message) }
    }

    fn ended_in(&mut self, mut run: Run, fault: &str) -> Revival {
        run.ends += 1;
        run.ends_in_all += 1;
        run.begun = false;
        let nothing_to_keep = run.stopping && run.checkpoint.is_none();
        if run.ends >= ATTEMPTS || run.ends_in_all >= ENDS || nothing_to_keep {
            let message =
                if nothing_to_keep { text::recovery_no_model(fault) } else { text::recovery_run_over(fault) };
            let requests = self.restore();
            return Revival { restart: true, requests, resuming: false, message: Some(message) };
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
        let train = Request::Train {
            run: run.number,
            config: run.config.clone(),
            device: run.device,
            excluded: run.excluded.clone(),
            resume: run.checkpoint.as_ref().map(|(_, state)| state.clone()),
        };
        let then = match () {
            () if run.stopping => Some(Request::Stop),
            () if run.paused => Some(Request::Pause),
            () => None,
        };
        requests.extend([train].into_iter().chain(then).map(|request| self.ids.ask(request)));
        self.run = Some(run);
        Revival { restart: true, requests, resuming: true, message: Some(message) }
    }

    /// What a new worker needs to predict again, and to train on a backbone. The page does not wait for the answers.
    pub fn restore(&mut self) -> Vec<Ask> {
        let model = self.model.clone().map(|file| Request::LoadModel(Bytes(file)));
        let requests = model.into_iter().chain(self.backbone());
        let asks: Vec<Ask> = requests.map(|request| self.ids.ask(request)).collect();
        self.restores.extend(asks.iter().map(|ask| ask.id));
        asks
    }

    /// What a worker needs to train on a backbone, where there is one.
    pub fn backbone(&self) -> Option<Request> {
        self.backbone.clone().map(Request::LoadBackbone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_protocol::{DeviceName, DeviceReport, EpochDone, ModelSummary};

    fn word(why: &str) -> LastWord {
        LastWord::of(why.to_owned())
    }

    /// Asks as the page does; tells the number.
    fn ask(recovery: &mut Recovery, request: Request) -> u32 {
        let ask = recovery.ids.ask(request);
        recovery.asked(&ask);
        ask.id
    }

    /// The requests of a revival, without their numbers.
    fn requests(asks: &[Ask]) -> Vec<Request> {
        asks.iter().map(|ask| ask.request.clone()).collect()
    }

    fn model(byte: u8) -> Request {
        Request::LoadModel(Bytes(vec![byte]))
    }

    fn backbone(byte: u8) -> Request {
        Request::LoadBackbone(Bytes(vec![byte]))
    }

    fn failed(id: u32) -> Event {
        Event::Failed { id, run: None, message: "No.".to_owned() }
    }

    fn price() -> Request {
        Request::Predict(facade_protocol::Home::shown(vec![1]))
    }

    fn train(device: DeviceChoice) -> Request {
        Request::Train { run: 5, config: Config::default(), device, excluded: vec![7], resume: None }
    }

    fn checkpoint(epochs_done: usize) -> Event {
        Event::Checkpoint { run: 5, epochs_done, state: Bytes(vec![epochs_done as u8]) }
    }

    fn resumed(revival: &Revival) -> (DeviceChoice, Option<u8>) {
        assert!(revival.restart && revival.resuming);
        match last(revival).unwrap() {
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
        recovery.ended(&word("unreachable"), Vec::new())
    }

    fn last(revival: &Revival) -> Option<&Request> {
        revival.requests.last().map(|ask| &ask.request)
    }

    fn training(device: DeviceChoice) -> Recovery {
        let mut recovery = Recovery::default();
        recovery.heard(Event::Ready);
        ask(&mut recovery, train(device));
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
    fn what_was_refused_never_takes_the_place_of_what_is_good() {
        let mut recovery = Recovery::default();
        for (file, loaded) in [
            (
                model as fn(u8) -> Request,
                (|id| Event::ModelLoaded { id, summary: summary() }) as fn(u32) -> Event,
            ),
            (backbone, |id| Event::BackboneLoaded { id }),
        ] {
            let good = ask(&mut recovery, file(1));
            assert!(matches!(recovery.heard(loaded(good)), Some(Told::Page(_))));
            let bad = ask(&mut recovery, file(2));
            assert_eq!(recovery.heard(failed(bad)), Some(Told::Page(failed(bad))));
        }
        // A worker that is given up with a run that had not begun, and one that ends.
        ask(&mut recovery, train(DeviceChoice::Gpu));
        let revivals = [recovery.give_up(&mut Vec::new()).unwrap(), end(&mut recovery)];
        for revival in revivals {
            assert_eq!(requests(&revival.requests), [model(1), backbone(1)]);
            for ask in &revival.requests {
                let answer = match ask.request {
                    Request::LoadModel(_) => Event::ModelLoaded { id: ask.id, summary: summary() },
                    _ => Event::BackboneLoaded { id: ask.id },
                };
                recovery.heard(answer);
            }
        }
        assert_eq!(requests(&recovery.restore()), [model(1), backbone(1)]);
    }

    #[test]
    fn two_files_on_their_way_are_told_apart() {
        let mut recovery = Recovery::default();
        let [one, other] = [1, 2].map(|byte| ask(&mut recovery, model(byte)));
        recovery.heard(Event::ModelLoaded { id: one, summary: summary() });
        recovery.heard(failed(other));
        assert_eq!(requests(&recovery.restore()), [model(1)]);
        let [one, other] = [3, 4].map(|byte| ask(&mut recovery, model(byte)));
        recovery.heard(failed(one));
        recovery.heard(Event::ModelLoaded { id: other, summary: summary() });
        assert_eq!(requests(&recovery.restore()), [model(4)]);
    }

    #[test]
    fn what_is_brought_back_is_not_taken_for_what_the_visitor_offers() {
        let mut recovery = Recovery::default();
        let good = ask(&mut recovery, model(1));
        recovery.heard(Event::Ready);
        recovery.heard(Event::ModelLoaded { id: good, summary: summary() });
        // A preparation ends the worker while a model waits.
        recovery.prepare(prepare());
        let offered = Ask { id: ask(&mut recovery, model(2)), request: model(2) };
        let revival = recovery.ended(&word("unreachable"), vec![offered.clone()]);
        assert!(revival.restart && revival.message.is_none() && !recovery.is_preparing());
        assert_eq!(requests(&revival.requests), [model(1), model(2)]);
        assert_eq!(revival.requests[1], offered, "the page knows it by its number");
        let back = Event::ModelLoaded { id: revival.requests[0].id, summary: summary() };
        assert_eq!(recovery.heard(back), None, "nobody waits for it");
        let loaded = Event::ModelLoaded { id: offered.id, summary: summary() };
        assert_eq!(recovery.heard(loaded.clone()), Some(Told::Page(loaded)));
        assert_eq!(requests(&recovery.restore()), [model(2)]);
    }

    fn prepare() -> Request {
        Request::Prepare { config: Config::default(), device: DeviceChoice::Gpu }
    }

    #[test]
    fn an_end_while_making_ready_is_nobodys_fault() {
        let mut recovery = Recovery::default();
        for _ in 0..2 * ATTEMPTS {
            recovery.heard(Event::Ready);
            recovery.prepare(prepare());
            let revival = recovery.ended(&word("unreachable"), Vec::new());
            assert!(revival.restart && !revival.resuming && revival.message.is_none());
        }
        recovery.heard(Event::Ready);
        recovery.prepare(prepare());
        let waiting =
            Ask { id: ask(&mut recovery, train(DeviceChoice::Gpu)), request: train(DeviceChoice::Gpu) };
        let revival = recovery.ended(&word("unreachable"), vec![waiting.clone()]);
        assert!(revival.resuming && recovery.is_training(), "a run that waits goes on waiting");
        assert_eq!(revival.requests, [waiting]);
    }

    #[test]
    fn an_end_before_the_making_ready_began_is_told() {
        for before in 0..3 {
            let mut recovery = Recovery::default();
            recovery.heard(Event::Ready);
            let asked = match before {
                0 => recovery.send_houses(),
                1 => ask(&mut recovery, price()),
                _ => ask(&mut recovery, model(1)),
            };
            recovery.prepare(prepare());
            let revival = recovery.ended(&word("unreachable"), Vec::new());
            assert!(revival.message.is_some(), "request {asked} is not answered");
            assert_eq!(revival.requests, []);
        }
    }

    #[test]
    fn houses_that_were_refused_say_so_and_leave_all_else() {
        let mut recovery = Recovery::default();
        recovery.heard(Event::Ready);
        let houses = recovery.send_houses();
        let kept = ask(&mut recovery, model(1));
        assert_eq!(recovery.heard(failed(houses)), Some(Told::NoHouses("No.".to_owned())));
        let loaded = Event::ModelLoaded { id: kept, summary: summary() };
        assert_eq!(recovery.heard(loaded.clone()), Some(Told::Page(loaded)));
        assert_eq!(requests(&recovery.restore()), [model(1)]);
    }

    #[test]
    fn what_waits_behind_a_run_that_is_given_up_is_asked_again() {
        let mut recovery = training(DeviceChoice::Gpu);
        let sent =
            [price(), model(2)].map(|request| Ask { id: ask(&mut recovery, request.clone()), request });
        let unsent = Ask { id: ask(&mut recovery, Request::Export), request: Request::Export };
        let stop = recovery.ids.ask(Request::Stop);
        let revival = recovery.give_up(&mut vec![unsent.clone(), stop]).unwrap();
        assert_eq!(revival.requests, [sent.to_vec(), vec![unsent]].concat());
    }

    #[test]
    fn only_a_run_that_has_not_begun_is_given_up() {
        let mut recovery = training(DeviceChoice::Auto);
        let revival = recovery.give_up(&mut Vec::new()).unwrap();
        assert!(revival.restart && !revival.resuming);
        assert!(!recovery.is_training());
        assert_eq!(recovery.give_up(&mut Vec::new()), None, "there is none any more");

        let mut recovery = training(DeviceChoice::Auto);
        recovery.heard(checkpoint(1));
        recovery.ended(&word("a panic"), Vec::new());
        assert_eq!(
            recovery.give_up(&mut Vec::new()),
            None,
            "its checkpoint holds a model: it is to be stopped by asking"
        );
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
        ask(&mut recovery, Request::Train { run, config, device, excluded, resume: Some(Bytes(vec![57])) });
        assert_eq!(recovery.give_up(&mut Vec::new()), None, "its checkpoint holds a model");
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
        ask(&mut recovery, Request::Pause);
        assert_eq!(last(&end(&mut recovery)), Some(&Request::Pause));
        ask(&mut recovery, Request::Resume);
        assert!(matches!(last(&end(&mut recovery)), Some(Request::Train { .. })));
        recovery.heard(checkpoint(4));
        ask(&mut recovery, Request::Stop);
        assert_eq!(last(&end(&mut recovery)), Some(&Request::Stop));

        let mut recovery = training(DeviceChoice::Cpu);
        ask(&mut recovery, Request::Stop);
        assert!(!end(&mut recovery).resuming, "there is nothing to keep");
    }

    #[test]
    fn the_last_good_model_comes_back() {
        let mut recovery = Recovery::default();
        let good = ask(&mut recovery, model(1));
        recovery.heard(Event::ModelLoaded { id: good, summary: summary() });
        ask(&mut recovery, model(2));
        let revival = end(&mut recovery);
        assert_eq!(
            requests(&revival.requests),
            [model(1)],
            "the one that may have ended the worker is not offered again"
        );
        recovery.heard(Event::ModelLoaded { id: revival.requests[0].id, summary: summary() });
        assert_eq!(requests(&recovery.restore()), [model(1)], "brought back, it is still the last good one");
    }

    #[test]
    fn a_failed_run_is_not_brought_back() {
        let mut recovery = training(DeviceChoice::Cpu);
        recovery.heard(Event::Failed { id: 1, run: Some(5), message: String::new() });
        let revival = recovery.ended(&word("out of memory"), Vec::new());
        assert!(revival.restart && !revival.resuming);
        assert_eq!(last(&revival), None);
        assert!(revival.message.unwrap().contains("out of memory"));
    }

    #[test]
    fn whether_memory_ran_out_is_the_workers_to_say() {
        let said = |memory, why: &str| {
            let mut recovery = Recovery::default();
            recovery.heard(Event::Ready);
            recovery.ended(&LastWord { memory, why: why.to_owned() }, Vec::new()).message.unwrap()
        };
        assert!(said(true, "unreachable").contains("out of memory"));
        assert!(said(false, "index out of bounds in memory.rs").contains("broke down"));
        assert!(LastWord::of("Device lost: out of memory".to_owned()).memory);
        assert!(!LastWord::of("Device lost".to_owned()).memory);
    }

    #[test]
    fn a_worker_that_never_starts_is_given_up_until_asked_for() {
        let mut recovery = Recovery::default();
        let run = Ask { id: ask(&mut recovery, train(DeviceChoice::Gpu)), request: train(DeviceChoice::Gpu) };
        for _ in 1..ATTEMPTS {
            let revival = recovery.ended(&word("404"), vec![run.clone()]);
            assert!(revival.restart && revival.resuming);
            assert_eq!((revival.requests, revival.message), (vec![run.clone()], None));
        }
        let revival = recovery.ended(&word("404"), Vec::new());
        assert!(!revival.restart && !revival.resuming && !recovery.is_training());
        assert!(revival.message.unwrap().contains("could not be started"));
        ask(&mut recovery, Request::Resume);
        assert!(recovery.ended(&word("404"), Vec::new()).restart);
    }

    #[test]
    fn a_worker_that_ends_again_and_again_is_given_up_until_asked_for() {
        let mut recovery = Recovery::default();
        for _ in 1..ATTEMPTS {
            assert!(end(&mut recovery).restart);
        }
        assert!(!end(&mut recovery).restart);
        ask(&mut recovery, Request::Resume);
        assert!(end(&mut recovery).restart);
    }
}
