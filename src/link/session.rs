//! The compute worker: what it is asked and what it answers.

use std::rc::Rc;

use js_sys::RangeError;
use wasm_bindgen::{JsCast, JsValue};

use super::board::{NewRun, Source, Switchboard};
use crate::spawn::{Heard, Hosted};
use facade_app::Message;
use facade_app::recovery::{LastWord, Revival, Told};
use facade_protocol as protocol;
use facade_protocol::{Ask, Event, Request};
use facade_spec::Config;

/// Computing.
impl Switchboard {
    pub(super) fn train(&mut self, new: NewRun) {
        match self.other_tiles(&new.config) {
            Some(source) => {
                let tile = new.config.tile;
                self.read_again(source, tile);
                self.waiting_run = Some(new);
            }
            None => self.start_run(new),
        }
    }

    /// Where the houses are to be read again for these settings, which want another tile size.
    pub(super) fn other_tiles(&self, config: &Config) -> Option<Source> {
        let (houses, source) = self.houses.as_ref()?;
        // Sizes that no run can start with are the session's to refuse, not the decoders' to try.
        source.clone().filter(|_| !config.takes_tile(houses.montages.tile) && config.check().is_ok())
    }

    pub(super) fn read_again(&mut self, source: Source, tile: usize) {
        self.cancel_intake();
        match source {
            Source::Sample => self.read_sample(tile),
            Source::Folder { sources, listing } => {
                self.tell(Message::IntakeStarted { name: listing.name.clone() });
                self.read_houses(sources, listing, tile);
            }
        }
    }

    pub(super) fn start_run(&mut self, new: NewRun) {
        self.load();
        let NewRun { run, config, device, excluded } = new;
        self.ask_now(Request::Train { run, config, device, excluded, resume: None });
    }

    /// Gives the session the houses in use, unless it has them.
    pub(super) fn load(&mut self) {
        let Some((houses, _)) = &self.houses else { return };
        if self.sent.as_ref().is_some_and(|sent| Rc::ptr_eq(sent, houses)) {
            return;
        }
        self.sent = Some(houses.clone());
        if self.session_ready {
            self.send_houses();
        }
    }

    /// Sends the houses that the session is to have.
    pub(super) fn send_houses(&mut self) {
        let (Some(session), Some(houses)) = (&self.session, &self.sent) else { return };
        let pixels = self.pixels.get(houses).into_iter().collect::<Vec<_>>();
        let ask =
            Ask { id: self.recovery.send_houses(), request: Request::Load(Box::new((**houses).clone())) };
        if let Err(last) = post(session, &ask, &pixels) {
            self.session_ended(&last);
        }
    }

    /// Asks the session what the page waits for in no other way than by what it shows of the run.
    pub(super) fn ask_now(&mut self, request: Request) {
        let ask = self.ids.ask(request);
        self.ask(ask);
    }

    /// Asks the session, and starts it again if it was given up.
    pub(super) fn ask(&mut self, ask: Ask) {
        self.recovery.asked(&ask);
        if self.session.is_none() {
            self.unsent = self.recovery.restore();
            self.unsent.push(ask);
            self.start_session();
        } else {
            self.unsent.push(ask);
            self.next_request();
        }
    }

    /// Sends what waits, and last what there is to prepare, as far as the session can hear it.
    pub(super) fn next_request(&mut self) {
        if !self.session_ready || self.recovery.is_preparing() {
            return;
        }
        for ask in std::mem::take(&mut self.unsent) {
            self.send(&ask);
            if !self.session_ready {
                return;
            }
        }
        if let Some(request) = self.preparation.take().filter(|_| !self.recovery.is_training()) {
            let ask = self.recovery.prepare(request);
            self.send(&ask);
        }
    }

    pub(super) fn send(&mut self, ask: &Ask) {
        let Some(session) = &self.session else { return };
        if let Err(last) = post(session, ask, &[] as &[JsValue]) {
            self.session_ended(&last);
        }
    }

    pub(super) fn start_session(&mut self) {
        self.sessions += 1;
        self.session_ready = false;
        let (link, number) = (self.link.clone(), self.sessions);
        self.session = Some(self.compute.start(move |heard| {
            if let Some(link) = link.upgrade() {
                link.with(|board| {
                    if board.sessions == number {
                        board.session_says(heard);
                    }
                });
            }
        }));
    }

    pub(super) fn session_says(&mut self, heard: Heard) {
        let event = match heard {
            Heard::Event(bytes, _) => {
                protocol::decode::<Event>(&bytes).map_err(|error| LastWord::of(error.to_string()))
            }
            Heard::End(last) => Err(last),
        };
        match event {
            Ok(Event::DeviceLost { why }) => self.session_ended(&LastWord::of(why)),
            Ok(event) => self.session_tells(event),
            Err(last) => self.session_ended(&last),
        }
    }

    pub(super) fn session_tells(&mut self, event: Event) {
        let started = matches!(event, Event::Ready);
        let training = self.recovery.is_training();
        if let Event::Checkpoint { run, epochs_done, state } = &event {
            let state = Rc::new(state.0.clone());
            self.tell(Message::Checkpoint { run: *run, epochs_done: *epochs_done, state });
        }
        match self.recovery.heard(event) {
            Some(Told::Page(event)) => self.tell(Message::Session(event)),
            Some(Told::NoHouses(message)) => {
                // The next run sends them again.
                self.sent = None;
                self.tell(Message::HousesRefused { message });
            }
            None => {}
        }
        if started {
            self.session_ready = true;
            self.send_houses();
        }
        self.next_request();
        // Houses that came while a run was under way.
        if training && !self.recovery.is_training() {
            self.load();
        }
    }

    /// The compute worker has ended: another takes over, with the same houses and the same model, and the run goes on.
    pub(super) fn session_ended(&mut self, last: &LastWord) {
        let unsent = std::mem::take(&mut self.unsent);
        let revival = self.recovery.ended(last, unsent);
        self.replace_session(revival);
    }

    /// Ends the compute worker, whatever it is at, and does what is to be done instead.
    pub(super) fn replace_session(&mut self, revival: Revival) {
        self.session = None;
        self.sessions += 1;
        self.session_ready = false;
        if let Some(message) = revival.message {
            let resuming = revival.resuming || self.waiting_run.is_some();
            self.tell(Message::ComputeLost { message, resuming });
        }
        self.unsent = revival.requests;
        // The next session gets the houses in use, not those of a run that is over.
        if !revival.resuming
            && let Some((houses, _)) = &self.houses
        {
            self.sent = Some(houses.clone());
        }
        if revival.restart {
            self.start_session();
        }
    }
}

/// Sends a request to the session. A browser that has no room for it says so with a RangeError.
fn post(session: &Hosted, ask: &Ask, beside: &[impl AsRef<JsValue>]) -> Result<(), LastWord> {
    let bytes = protocol::encode(ask).map_err(|error| LastWord::of(error.to_string()))?;
    session.post(&bytes, beside).map_err(|error| LastWord {
        memory: error.has_type::<RangeError>(),
        why: format!("A request could not be sent: {error:?}"),
    })
}
