//! The workers that train the runs of a series. Who trains which is decided by [`facade_app::crew`]; the session and its model
//! have no part in it.

use std::collections::BTreeMap;

use super::board::{Link, Member, Plan, Switchboard, Team};
use crate::spawn::Heard;
use facade_app::Message;
use facade_app::crew::{Crew, Step};
use facade_app::series::{Score, SeriesEvent, team, worker_bytes};
use facade_platform as platform;
use facade_protocol as protocol;
use facade_protocol::{Ask, DeviceChoice, Event, Request};
use facade_spec::{Config, ModelKind};
use facade_text as text;

/// Milliseconds between two words about the epochs of a run.
const EPOCHS_MS: f64 = 200.0;

impl Link {
    /// Trains several runs on the houses in use but those `excluded`, as many at once as there is room for. The houses are read
    /// again first if the settings want another tile size.
    pub(crate) fn repeat(&self, configs: Vec<Config>, device: DeviceChoice, excluded: Vec<u32>) {
        self.0.with(|board| {
            let plan = Plan { configs, device, excluded };
            match plan.configs.first().and_then(|config| Some((board.other_tiles(config)?, config.tile))) {
                Some((source, tile)) => {
                    board.read_again(source, tile);
                    board.waiting_series = Some(plan);
                }
                None => board.begin_series(plan),
            }
        });
    }

    /// Ends the series at once. Runs that have ended stay.
    pub(crate) fn cancel_series(&self) {
        self.0.with(|board| {
            board.team = None;
            if board.waiting_series.is_some() {
                board.cancel_intake();
            }
        });
    }
}

impl Switchboard {
    pub(super) fn begin_series(&mut self, plan: Plan) {
        let Some((houses, _)) = &self.houses else { return };
        let houses = houses.clone();
        let Some(pixels) = self.pixels.get(&houses).cloned() else {
            let lost = (0..plan.configs.len())
                .map(|run| SeriesEvent::Ended(run, Err(text::team_no_pictures().to_owned())));
            self.outbox.extend(lost.chain([SeriesEvent::Over]).map(Message::Series));
            return;
        };
        let (cores, runs) = (platform::cores(), plan.configs.len());
        let bytes = plan.configs.first().map_or(0, |config| worker_bytes(config, pixels.size() as usize));
        let (workers, device) = team(cores, runs, plan.device, bytes);
        let scarce = plan.device != DeviceChoice::Gpu && workers < cores.min(runs);
        self.teams += 1;
        self.tell(Message::Series(SeriesEvent::Begun { workers, device, scarce }));
        self.team = Some(Team {
            number: self.teams,
            plan: Plan { device, ..plan },
            crew: Crew::new(workers, runs),
            members: BTreeMap::new(),
            houses,
            pixels,
        });
    }

    /// Starts workers and hands out runs, as the crew says.
    pub(super) fn set_team_to_work(&mut self) {
        while let Some(team) = &mut self.team {
            match team.crew.step() {
                Step::Start(id) => self.start_member(id),
                Step::Give(id, run) => {
                    let number = self.ids.next();
                    let config = team.plan.configs.get(run).cloned();
                    let Plan { device, excluded, .. } = &team.plan;
                    let (device, excluded) = (*device, excluded.clone());
                    let sent = config.zip(team.members.get_mut(&id)).is_some_and(|(config, member)| {
                        member.epochs = 0;
                        let run = run as u32;
                        let request = Request::Train { run, config, device, excluded, resume: None };
                        member.ask(&Ask { id: number, request }, None)
                    });
                    self.tell(Message::Series(SeriesEvent::Given(run)));
                    if !sent {
                        self.member_died(id);
                    }
                }
                Step::End(id) => drop(team.members.remove(&id)),
                Step::GiveUp(runs) => {
                    let why = if team.crew.has_no_room() {
                        text::team_no_room()
                    } else {
                        text::recovery_not_started()
                    };
                    let ended = |run| Message::Series(SeriesEvent::Ended(run, Err(why.to_owned())));
                    self.outbox.extend(runs.into_iter().map(ended));
                }
                Step::Wait => {
                    if team.crew.is_over() {
                        self.team = None;
                        self.tell(Message::Series(SeriesEvent::Over));
                    }
                    return;
                }
            }
        }
    }

    fn start_member(&mut self, id: u32) {
        let link = self.link.clone();
        let Some(team) = &mut self.team else { return };
        let number = team.number;
        let worker = self.compute.start(move |heard| {
            if let Some(link) = link.upgrade() {
                link.with(|board| {
                    if board.team.as_ref().is_some_and(|team| team.number == number) {
                        board.member_says(id, heard);
                    }
                });
            }
        });
        let member = Member { worker, epochs: 0, parameters: 0, told_ms: 0.0, houses: self.ids.next() };
        team.members.insert(id, member);
    }

    fn member_says(&mut self, id: u32, heard: Heard) {
        let event = match heard {
            Heard::Event(bytes, _) => protocol::decode::<Event>(&bytes).ok(),
            Heard::End(_) => None,
        };
        let Some(team) = &mut self.team else { return };
        let Some(member) = team.members.get_mut(&id) else { return };
        let run = team.crew.run(id);
        match event {
            Some(Event::Ready) => {
                let request = Request::Load(Box::new((*team.houses).clone()));
                let houses = Ask { id: member.houses, request };
                let stands = team.plan.configs.iter().any(|config| config.model == ModelKind::Backbone);
                let backbone = self.recovery.backbone().filter(|_| stands);
                let mut first = [Request::NoCheckpoints].into_iter().chain(backbone);
                let asked = first.all(|request| member.ask(&self.ids.ask(request), None));
                if !(asked && member.ask(&houses, Some(&team.pixels))) {
                    self.member_died(id);
                }
            }
            Some(Event::Loaded { id: asked, .. }) if asked == member.houses => team.crew.ready(id),
            Some(Event::Started { parameters, .. }) => member.parameters = parameters,
            Some(Event::Epoch(done)) => {
                member.epochs = done.epoch;
                let now = platform::now_ms();
                if let Some(run) = run.filter(|_| now - member.told_ms >= EPOCHS_MS) {
                    member.told_ms = now;
                    self.outbox.push(Message::Series(SeriesEvent::Epochs(run, done.epoch)));
                }
            }
            Some(Event::Finished { stopped, evaluation, seconds_per_epoch, .. }) => {
                // Nobody stops such a run but what went wrong in it.
                let counts = [member.epochs, member.parameters];
                let result = match (run, stopped || !evaluation.test.mape_mean.is_finite()) {
                    (Some(run), false) => Ok(Score::of(run, &evaluation, counts, seconds_per_epoch)),
                    _ => Err(text::team_not_a_number(member.epochs)),
                };
                self.member_done(id, result);
            }
            Some(Event::Failed { run: Some(_), message, .. }) => self.member_done(id, Err(message)),
            Some(Event::Failed { id: asked, .. }) if asked == member.houses => {
                team.members.remove(&id);
                team.crew.refused(id);
            }
            Some(Event::DeviceLost { .. }) | None => self.member_died(id),
            Some(_) => {}
        }
    }

    fn member_done(&mut self, id: u32, result: Result<Score, String>) {
        if let Some(run) = self.team.as_mut().and_then(|team| team.crew.done(id)) {
            self.tell(Message::Series(SeriesEvent::Ended(run, result)));
        }
    }

    /// A worker has ended. Its run is tried again by another; the runs of the others go on.
    fn member_died(&mut self, id: u32) {
        let Some(team) = &mut self.team else { return };
        team.members.remove(&id);
        match team.crew.died(id) {
            Some((run, true)) => self.tell(Message::Series(SeriesEvent::Again(run))),
            Some((run, false)) => {
                self.tell(Message::Series(SeriesEvent::Ended(run, Err(text::team_died().to_owned()))));
            }
            None => {}
        }
    }
}
