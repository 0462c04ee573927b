//! What to keep in the browser, and when: the houses in use, the run after every whole epoch, the last model, and the list of
//! runs and series. Knows no browser.
//!
//! There is one write under way at most. What changes meanwhile waits, and the newest takes the place of what waits. Where all
//! that waits cannot be written together, its parts are written one by one, and a part that fails rests by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Message;
use super::aside::Aside;
use super::notice::NoticeKind;
use super::saved::{self, SavedRun, Unreadable};
use super::state::State;
use super::store_status::{Hold, Kept, Refusal};
use super::write::WholeRun;
pub use super::write::{Change, ModelFile, Part, Write};
use facade_data::Dataset;
use facade_protocol::Event;
use facade_text as text;

/// Milliseconds before a part that failed is tried again; twice as many after each time that it fails again, up to
/// [`LONGEST_RETRY_MS`]. What has no room is not copied over and over.
const RETRY_MS: f64 = 20_000.0;
const LONGEST_RETRY_MS: f64 = 600_000.0;

/// A part that was not written, until it is tried again.
#[derive(Clone, Copy, Debug)]
struct Rest {
    /// When that is.
    until_ms: f64,
    /// How often it has failed.
    failures: i32,
    /// Why it failed last.
    refusal: Refusal,
}

/// What a message means for what is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Noted {
    /// Nothing.
    Nothing,
    /// There are other houses.
    Houses,
    /// Other houses are left out by hand.
    Excluded,
    /// A whole epoch of a run is done: its number, the epochs, the packed state.
    Checkpoint(u32, usize, Rc<Vec<u8>>),
    /// A run is over and has left a model.
    Finished(u32),
    /// The list has changed at these numbers.
    Listed(Vec<u32>),
}

impl Noted {
    /// What this message means, once it is folded into the state.
    pub fn of(message: &Message) -> Self {
        match message {
            Message::IntakeDone(_) | Message::HousesExchanged(_) => Noted::Houses,
            Message::Checkpoint { run, epochs_done, state } => {
                Noted::Checkpoint(*run, *epochs_done, state.clone())
            }
            Message::Session(Event::Finished { run, .. }) => Noted::Finished(*run),
            _ => Noted::Nothing,
        }
    }
}

/// What a keeper knows of the browser's store, and what it had not written there yet.
pub type Before = (Kept, Option<Rc<Dataset>>, BTreeSet<u32>, Write);

/// Decides what is written.
#[derive(Debug, Default)]
pub struct Keeper {
    kept: Kept,
    /// The houses that the browser keeps.
    houses: Option<Rc<Dataset>>,
    /// Numbers of what it keeps of the list.
    listed: BTreeSet<u32>,
    waiting: Write,
    under_way: Option<Write>,
    /// Whether the parts of what waits are written one by one, since all together failed.
    apart: bool,
    /// Parts that have failed by themselves.
    resting: BTreeMap<Part, Rest>,
    /// What the visitor was told is not kept, and why.
    told: BTreeMap<Part, Refusal>,
    said: Vec<(NoticeKind, &'static str)>,
}

impl Keeper {
    /// What the browser keeps.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// In a word how things stand: `unknown`, `denied`, `silent`, `other` for another tab's store, `writing` while something is written or is
    /// next, `stuck` where nothing may be, `refused` where all that could be has failed, `idle` once everything is written.
    pub fn standing(&self) -> &'static str {
        match self.kept.hold {
            Hold::Unknown => "unknown",
            Hold::Denied => "denied",
            Hold::Silent => "silent",
            Hold::OtherTab => "other",
            Hold::Ours if self.under_way.is_some() => "writing",
            Hold::Ours if self.kept.stuck => "stuck",
            Hold::Ours if self.waiting.is_empty() => "idle",
            Hold::Ours if self.waiting.parts().iter().all(|part| self.resting.contains_key(part)) => {
                "refused"
            }
            Hold::Ours => "writing",
        }
    }

    /// Sentences that are to be told now.
    pub fn said(&mut self) -> Vec<(NoticeKind, &'static str)> {
        std::mem::take(&mut self.said)
    }

    /// Whether these are the houses that the browser keeps.
    pub fn has(&self, houses: &Option<Rc<Dataset>>) -> bool {
        matches!((&self.houses, houses), (Some(ours), Some(theirs)) if Rc::ptr_eq(ours, theirs))
    }

    /// Whether the browser keeps these houses, or a write of them is under way.
    fn has_or_writes(&self, houses: &Option<Rc<Dataset>>) -> bool {
        let under_way = self.under_way.as_ref().and_then(|write| write.houses.as_ref());
        let writes = matches!((under_way, houses), (Some(ours), Some(theirs)) if Rc::ptr_eq(ours, theirs));
        writes || self.has(houses)
    }

    /// Notes whose the store is.
    pub fn held(&mut self, hold: Hold) {
        match (self.kept.hold, hold) {
            (Hold::OtherTab, Hold::Ours) => {
                // The other tab may have put others there.
                self.houses = None;
                self.said.push((NoticeKind::Done, text::keeping_taken_over()));
            }
            (_, Hold::OtherTab) => self.said.push((NoticeKind::Warning, text::keeping_other_tab())),
            (Hold::Silent, Hold::Ours) => self.said.push((NoticeKind::Done, text::keeping_answers())),
            _ => {}
        }
        self.kept.hold = hold;
    }

    /// Notes that the browser does not answer, or why. It may later.
    pub fn silent(&mut self, refusal: Refusal) {
        self.kept.hold = Hold::Silent;
        self.said.push((NoticeKind::Warning, refusal.sentence()));
    }

    /// Notes that a newer version of the page has taken the store: nothing that this one does is kept any more.
    pub fn outdated(&mut self) {
        self.kept.hold = Hold::Denied;
        self.said.push((NoticeKind::Warning, text::keeping_outdated()));
    }

    /// Notes whether the browser promises to keep what it keeps.
    pub fn promised(&mut self, lasting: bool) {
        self.kept.lasting = Some(lasting);
    }

    /// Notes what lies aside since it cannot be read, and in a sentence why the rest of it stays where it is, if it does: nothing takes
    /// its place then.
    pub fn found_aside(&mut self, aside: Vec<Aside>, stuck: Option<&'static str>) {
        self.kept.aside = aside;
        self.kept.stuck = stuck.is_some();
        self.said.extend(stuck.map(|why| (NoticeKind::Warning, why)));
    }

    /// Notes that something that lay aside was deleted.
    pub fn deleted_aside(&mut self, key: &str) {
        self.kept.aside.retain(|aside| aside.key != key);
    }

    /// Notes that this lies aside again.
    pub fn brought_back_aside(&mut self, aside: Aside) {
        self.kept.aside.push(aside);
    }

    /// Notes that houses were found, and which those are if they are in use now.
    pub fn found_houses(&mut self, used: Option<Rc<Dataset>>) {
        self.kept.houses = true;
        if used.is_some() {
            self.houses = used;
            self.waiting.houses = None;
        }
    }

    /// Notes that a model was found.
    pub fn found_model(&mut self) {
        self.kept.model = true;
    }

    /// Notes that a folder can be opened again.
    pub fn found_folder(&mut self) {
        self.kept.folder = true;
    }

    /// Notes a run that was found. In another tab's store it is that tab's; when that was closed, its number may be that of a
    /// run of this tab.
    pub fn found_run(&mut self, mut run: SavedRun, state: &State) {
        if self.kept.hold != Hold::Ours {
            return;
        }
        if self.waiting.run.is_leave() {
            if state.numbers().any(|own| own == run.number) || state.list.get(run.number).is_some() {
                run.number = state.next_run();
            }
            self.kept.run = Some(Rc::new(run));
        } else if !self.kept.stuck {
            self.said.push((NoticeKind::Warning, text::keeping_replaced()));
        }
    }

    /// Whether a run of this tab is to be written: one that is found would be lost.
    pub fn has_run_to_write(&self) -> bool {
        matches!(self.waiting.run, Change::Put(_))
    }

    /// Whether everything is about to be forgotten.
    pub fn is_forgetting(&self) -> bool {
        self.kept.hold == Hold::Ours
            && (self.waiting.clear && !self.resting.contains_key(&Part::Clear)
                || self.under_way.as_ref().is_some_and(|write| write.clear))
    }

    /// Whether a model of this tab is to be written, in the place of one that is found.
    pub fn has_model_to_write(&self) -> bool {
        self.waiting.model.is_some()
    }

    /// Whether something of this tab is not kept, and is not going to be soon.
    pub fn is_unsaved(&self) -> bool {
        let rests = self.waiting.parts().iter().any(|part| self.resting.contains_key(part));
        rests || (self.kept.stuck && !self.waiting.is_empty())
    }

    /// Notes what was found of the list: the numbers of what can be used, and what is wrong with the rest. What this tab did to another
    /// tab's list meanwhile is not carried over: that may be another run by now.
    pub fn found_list(&mut self, numbers: impl Iterator<Item = u32>, unreadable: Option<Unreadable>) {
        self.waiting.list.clear();
        self.listed = numbers.collect();
        self.kept.listed = self.listed.len();
        if let Some(why) = unreadable {
            self.said.push((NoticeKind::Warning, saved::unreadable_list(why)));
        }
    }

    /// Notes that a record cannot be used.
    pub fn found_unreadable(&mut self, why: Unreadable) {
        self.said.push((NoticeKind::Warning, saved::unreadable(why)));
    }

    /// Notes what has happened; `date_ms` is the time in milliseconds since 1970.
    pub fn note(&mut self, noted: Noted, state: &State, date_ms: f64) {
        match noted {
            Noted::Nothing => {}
            Noted::Listed(numbers) => {
                for number in numbers {
                    self.waiting.list.insert(number, state.list.get(number).cloned());
                }
            }
            Noted::Houses => self.waiting.houses = state.data.clone(),
            Noted::Excluded => {
                if self.has_or_writes(&state.data) {
                    self.waiting.excluded = Some(state.excluded.iter().copied().collect());
                }
            }
            Noted::Checkpoint(number, epochs, checkpoint) => {
                self.checkpoint(number, epochs, checkpoint, state, date_ms);
            }
            Noted::Finished(number) => {
                self.over(number);
                if let Some(model) = state.model.as_ref().filter(|model| model.run == Some(number)) {
                    let (name, bytes) = (model.file_name.clone(), model.file.clone());
                    self.waiting.model = Some(ModelFile { name, bytes });
                    // Why another was not kept need not hold for this one.
                    self.resting.remove(&Part::Model);
                }
            }
        }
    }

    fn checkpoint(
        &mut self,
        number: u32,
        epochs: usize,
        checkpoint: Rc<Vec<u8>>,
        state: &State,
        date_ms: f64,
    ) {
        let Some(run) = state.runs.iter().find(|run| run.number == number) else { return };
        let Some(saved) = SavedRun::of(run, epochs, date_ms) else { return };
        if self.kept.hold == Hold::Denied {
            self.warn(Part::Run, Refusal::Denied);
            return;
        }
        // Without its houses no run can go on.
        self.waiting.houses = if self.has_or_writes(&run.data) { None } else { run.data.clone() };
        self.waiting.run = Change::Put((Rc::new(saved), checkpoint));
        // Its houses had no room, say: the run is not going to be saved either before the next try.
        if let Some(rest) = self.resting.get(&Part::Run) {
            self.warn(Part::Run, rest.refusal);
        }
    }

    /// A run is over: what is kept of it goes. Another run that is offered stays.
    fn over(&mut self, number: u32) {
        let its = |run: &Change<WholeRun>| matches!(run, Change::Put((saved, _)) if saved.number == number);
        let kept = self.kept.run.take_if(|run| run.number == number).is_some();
        if kept || self.under_way.as_ref().is_some_and(|write| its(&write.run)) {
            self.waiting.run = Change::Remove;
        } else if its(&self.waiting.run) {
            self.waiting.run = Change::Leave;
        }
    }

    /// Forgets the run that is kept.
    pub fn discard(&mut self) {
        self.kept.run = None;
        self.waiting.run = Change::Remove;
    }

    /// Forgets everything. What is in use stays in use, and is kept again once a run needs it.
    pub fn forget(&mut self) {
        self.kept = Kept { hold: self.kept.hold, lasting: self.kept.lasting, ..Kept::default() };
        self.listed.clear();
        self.houses = None;
        self.waiting = Write { clear: true, ..Write::default() };
        self.resting.clear();
    }

    /// What it knew of the browser's store before something went, for [`brought_back`](Self::brought_back).
    pub fn before(&self) -> Before {
        let unwritten = self.waiting.clone().behind(self.under_way.clone().unwrap_or_default());
        (self.kept.clone(), self.houses.clone(), self.listed.clone(), Write { clear: false, ..unwritten })
    }

    /// What was to go is to stay: neither what waits has it go, nor a write under way once that has failed.
    pub fn stay(&mut self) {
        for write in [Some(&mut self.waiting), self.under_way.as_mut()].into_iter().flatten() {
            write.clear = false;
            if write.run == Change::Remove {
                write.run = Change::Leave;
            }
        }
    }

    /// What went was put back.
    pub fn brought_back(&mut self, (kept, houses, listed, unwritten): Before) {
        self.stay();
        self.waiting = std::mem::take(&mut self.waiting).behind(unwritten);
        self.kept = Kept { hold: self.kept.hold, lasting: self.kept.lasting, ..kept };
        self.houses = houses;
        self.listed = listed;
    }

    /// Whether a run is offered: it needs its houses until it is discarded, or another takes its place.
    fn holds_houses(&self) -> bool {
        self.kept.run.is_some() && self.waiting.run.is_leave()
    }

    /// The parts that wait and may be written.
    fn parts(&self) -> Vec<Part> {
        let mut parts = self.waiting.parts();
        if self.holds_houses() && self.waiting.excluded.is_none() {
            parts.retain(|part| *part != Part::Run);
        }
        if self.kept.stuck {
            parts.clear();
        }
        parts
    }

    /// Milliseconds until a part is tried again that failed; none if there is none.
    pub fn retry_in(&self, now_ms: f64) -> Option<f64> {
        if self.kept.hold != Hold::Ours || self.under_way.is_some() {
            return None;
        }
        let rests = self.parts().into_iter().filter_map(|part| self.resting.get(&part));
        rests.map(|rest| (rest.until_ms - now_ms).max(0.0)).min_by(f64::total_cmp)
    }

    /// What is to be written now, if anything. To be asked after every change; [`Keeper::wrote`] is to follow.
    pub fn take(&mut self, now_ms: f64) -> Option<Write> {
        if self.kept.hold != Hold::Ours || self.under_way.is_some() {
            return None;
        }
        let parts = self.next(now_ms);
        let held = if self.holds_houses() { self.waiting.houses.take() } else { None };
        let mut write = Write::default();
        for part in parts {
            self.waiting.give(part, &mut write);
        }
        self.waiting.houses = held.or(self.waiting.houses.take());
        if write.is_empty() {
            return None;
        }
        self.under_way = Some(write.clone());
        Some(write)
    }

    /// The parts to write next: all that have not failed, or else one of those that have.
    fn next(&mut self, now_ms: f64) -> Vec<Part> {
        let mut ready = self.parts();
        let rests = |part: &Part| self.resting.get(part).is_some_and(|rest| rest.until_ms > now_ms);
        // What were written before everything goes would go, too.
        if ready.contains(&Part::Clear) && rests(&Part::Clear) {
            return Vec::new();
        }
        ready.retain(|part| !rests(part));
        let fresh = |part: &Part| !self.resting.contains_key(part);
        let first = ready.iter().find(|part| **part == Part::Clear || fresh(part)).or(ready.first()).copied();
        let Some(first) = first else { return Vec::new() };
        let alone = self.apart || !fresh(&first);
        self.apart &= ready.len() > 1;
        if alone {
            return vec![first];
        }
        ready.retain(fresh);
        ready
    }

    /// Notes how a write has ended.
    pub fn wrote(&mut self, outcome: Result<(), Refusal>, now_ms: f64) {
        let Some(write) = self.under_way.take() else { return };
        let parts = write.parts();
        match outcome {
            Ok(()) => {
                let told = !self.told.is_empty();
                for part in parts {
                    self.resting.remove(&part);
                    self.told.remove(&part);
                }
                // What need not be written any more is nothing to be told of.
                let wait = self.waiting.parts();
                self.told.retain(|part, _| wait.contains(part));
                if told && self.told.is_empty() {
                    self.said.push((NoticeKind::Done, text::keeping_room_again()));
                }
                self.written(write);
            }
            // Forgotten meanwhile.
            Err(_) if self.waiting.clear => {}
            // One of them may be what cannot be written.
            Err(Refusal::Full | Refusal::Failed) if parts.len() > 1 => {
                self.apart = true;
                self.put_back(write);
            }
            Err(refusal) => {
                for part in parts {
                    let failures = self.resting.get(&part).map_or(0, |rest| rest.failures);
                    let wait = (RETRY_MS * 2f64.powi(failures)).min(LONGEST_RETRY_MS);
                    let rest = Rest { until_ms: now_ms + wait, failures: failures + 1, refusal };
                    self.resting.insert(part, rest);
                    if write.matters(part) {
                        self.warn(part, refusal);
                    }
                }
                self.put_back(write);
            }
        }
    }

    fn written(&mut self, write: Write) {
        if self.waiting.clear {
            return;
        }
        if write.houses.is_some() {
            self.houses = write.houses;
            self.kept.houses = true;
        }
        match write.run {
            // It may have ended meanwhile.
            Change::Put((run, _)) if self.waiting.run != Change::Remove => self.kept.run = Some(run),
            Change::Put(_) | Change::Remove | Change::Leave => {}
        }
        self.kept.model |= write.model.is_some();
        for (number, entry) in write.list {
            if entry.is_some() {
                self.listed.insert(number);
            } else {
                self.listed.remove(&number);
            }
        }
        self.kept.listed = self.listed.len();
    }

    /// What was not written is still to be written, unless something newer is.
    fn put_back(&mut self, write: Write) {
        let newer = std::mem::take(&mut self.waiting);
        self.waiting = newer.behind(write);
    }

    /// Says once that something is not kept.
    fn warn(&mut self, part: Part, refusal: Refusal) {
        let sentence = refusal.of(part);
        let said = self.told.iter().any(|(part, refusal)| refusal.of(*part) == sentence);
        self.told.insert(part, refusal);
        if !said {
            self.said.push((NoticeKind::Warning, sentence));
        }
    }
}

#[cfg(test)]
#[allow(clippy::field_reassign_with_default, reason = "a state has fields of its own")]
mod tests {
    use super::*;
    use crate::list::{Entry, What};
    use crate::model::Model;
    use crate::series::Repeated;
    use facade_data::{DataReport, Montages, Rooms};
    use facade_protocol::{DeviceChoice, EpochDone, ModelSummary};
    use facade_spec::Config;
    use facade_spec::repeats::Over;

    fn houses() -> Rc<Dataset> {
        Rc::new(Dataset {
            name: "Houses".to_string(),
            rooms: Rooms::default(),
            attributes: Vec::new(),
            houses: Vec::new(),
            montages: Montages::default(),
            report: DataReport::default(),
        })
    }

    /// A state with houses and one run.
    fn state() -> State {
        let mut state = State::default();
        state.data = Some(houses());
        state.ask_run(Config::default(), DeviceChoice::Cpu);
        state.runs[0].data = state.data.clone();
        state
    }

    fn keeper() -> Keeper {
        let mut keeper = Keeper::default();
        keeper.held(Hold::Ours);
        keeper
    }

    fn epoch(keeper: &mut Keeper, state: &mut State, epoch: usize) {
        let run = state.runs[0].number;
        let done = EpochDone {
            run,
            epoch,
            train_loss: 1.0,
            validation_loss: 1.0,
            validation_mape: 1.0,
            seconds: 1.0,
        };
        state.runs[0].take_epoch(done, 0.0);
        keeper.note(Noted::Checkpoint(run, epoch, Rc::new(vec![epoch as u8])), state, 0.0);
    }

    fn put(write: &Write) -> Option<(usize, u8)> {
        match &write.run {
            Change::Put((run, state)) => Some((run.epochs_done(), state[0])),
            _ => None,
        }
    }

    #[test]
    fn a_run_is_written_with_its_houses_once_and_the_newest_epoch_replaces_what_waits() {
        let (mut keeper, mut state) = (keeper(), state());
        epoch(&mut keeper, &mut state, 1);
        let write = keeper.take(0.0).unwrap();
        assert_eq!(put(&write), Some((1, 1)));
        assert!(write.houses.is_some());
        epoch(&mut keeper, &mut state, 2);
        epoch(&mut keeper, &mut state, 3);
        assert_eq!(keeper.take(0.0), None, "one is under way");
        keeper.wrote(Ok(()), 0.0);
        assert_eq!(keeper.kept().run.as_ref().unwrap().epochs_done(), 1);
        let write = keeper.take(0.0).unwrap();
        assert_eq!((put(&write), write.houses), (Some((3, 3)), None));
        keeper.wrote(Ok(()), 0.0);
        assert_eq!(keeper.take(0.0), None);
    }

    #[test]
    fn it_is_idle_once_all_is_written_and_not_before() {
        let (mut keeper, mut state) = (Keeper::default(), state());
        assert_eq!(keeper.standing(), "unknown");
        keeper.held(Hold::Ours);
        assert_eq!(keeper.standing(), "idle");
        epoch(&mut keeper, &mut state, 1);
        assert_eq!(keeper.standing(), "writing");
        while keeper.take(0.0).is_some() {
            assert_eq!(keeper.standing(), "writing");
            keeper.wrote(Err(Refusal::Full), 0.0);
        }
        assert_eq!(keeper.standing(), "refused");
        while keeper.take(RETRY_MS).is_some() {
            assert_eq!(keeper.standing(), "writing");
            keeper.wrote(Ok(()), RETRY_MS);
        }
        assert_eq!(keeper.standing(), "idle");
    }

    #[test]
    fn a_run_that_is_over_goes_even_while_it_is_being_written() {
        let (mut keeper, mut state) = (keeper(), state());
        epoch(&mut keeper, &mut state, 1);
        keeper.take(0.0).unwrap();
        keeper.note(Noted::Finished(1), &state, 0.0);
        keeper.wrote(Ok(()), 0.0);
        assert_eq!(keeper.kept().run, None, "it is not offered");
        assert_eq!(keeper.take(0.0).unwrap().run, Change::Remove);
        keeper.wrote(Ok(()), 0.0);
        assert_eq!(keeper.take(0.0), None);
    }

    fn offered(number: u32) -> SavedRun {
        let mut run = state().runs.remove(0);
        run.number = number;
        let done = EpochDone {
            run: number,
            epoch: 9,
            train_loss: 1.0,
            validation_loss: 1.0,
            validation_mape: 1.0,
            seconds: 1.0,
        };
        run.take_epoch(done, 0.0);
        SavedRun::of(&run, 9, 0.0).unwrap()
    }

    #[test]
    fn an_offered_run_keeps_its_houses_until_another_takes_its_place() {
        let (mut keeper, mut state) = (keeper(), state());
        keeper.found_run(offered(7), &State::default());
        keeper.note(Noted::Houses, &state, 0.0);
        assert_eq!(keeper.take(0.0), None);
        keeper.note(Noted::Finished(1), &state, 0.0);
        assert_eq!(keeper.take(0.0), None, "one that saved nothing removes nothing");
        assert_eq!(keeper.kept().run.as_ref().unwrap().number, 7);
        epoch(&mut keeper, &mut state, 1);
        let write = keeper.take(0.0).unwrap();
        assert!(write.houses.is_some());
        keeper.wrote(Ok(()), 0.0);
        assert_eq!(keeper.kept().run.as_ref().unwrap().number, 1);
    }

    #[test]
    fn a_run_that_goes_on_is_not_parted_from_its_houses() {
        let (mut keeper, mut state) = (keeper(), state());
        keeper.found_run(offered(1), &State::default());
        let mut other = State::default();
        other.data = Some(houses());
        keeper.note(Noted::Houses, &other, 0.0);
        keeper.found_houses(state.data.clone());
        epoch(&mut keeper, &mut state, 1);
        let write = keeper.take(0.0).unwrap();
        assert_eq!((put(&write), write.houses), (Some((1, 1)), None));
    }

    #[test]
    fn a_run_that_is_brought_back_is_not_removed_by_what_was_not_written_yet() {
        let mut keeper = keeper();
        keeper.found_run(offered(7), &State::default());
        let before = keeper.before();
        keeper.discard();
        keeper.brought_back(before.clone());
        assert_eq!(keeper.kept().run.as_ref().map(|run| run.number), Some(7));
        assert_eq!(keeper.take(0.0), None);
        keeper.forget();
        keeper.brought_back(before);
        assert_eq!(keeper.take(0.0), None);
    }

    #[test]
    fn a_discarded_run_makes_room_for_other_houses() {
        let (mut keeper, state) = (keeper(), state());
        keeper.found_run(offered(7), &State::default());
        keeper.note(Noted::Houses, &state, 0.0);
        keeper.discard();
        let write = keeper.take(0.0).unwrap();
        assert!(write.houses.is_some() && write.run == Change::Remove);
        assert_eq!(keeper.kept().run, None);
    }

    #[test]
    fn a_full_store_is_told_once_and_tried_again() {
        let (mut keeper, mut state) = (keeper(), state());
        for number in 1..4 {
            epoch(&mut keeper, &mut state, number);
            let now = 2f64.powi(number as i32) * RETRY_MS;
            assert!(keeper.take(now).unwrap().houses.is_some(), "they are still to be written");
            keeper.wrote(Err(Refusal::Full), now);
            assert_eq!(keeper.take(now + 1.0), None, "not at once");
            assert!(keeper.retry_in(now).is_some_and(|milliseconds| milliseconds >= RETRY_MS));
            let said = keeper.said();
            assert_eq!(said.len(), usize::from(number == 1));
            assert!(said.iter().all(|(kind, text)| *kind == NoticeKind::Warning && text.contains("no room")));
        }
        assert_eq!(keeper.kept().run, None);
        assert_eq!(put(&keeper.take(20.0 * RETRY_MS).unwrap()), Some((3, 3)));
        keeper.wrote(Ok(()), 0.0);
        assert_eq!(keeper.said(), [(NoticeKind::Done, text::keeping_room_again())]);
        assert!(keeper.kept().houses);
    }

    #[test]
    fn houses_without_room_are_no_matter_until_a_run_needs_them() {
        let (mut keeper, mut state) = (keeper(), state());
        keeper.note(Noted::Houses, &state, 0.0);
        keeper.take(0.0).unwrap();
        keeper.wrote(Err(Refusal::Full), 0.0);
        assert_eq!(keeper.said(), []);
        epoch(&mut keeper, &mut state, 1);
        assert_eq!(
            keeper.said(),
            [(NoticeKind::Warning, text::keeping_full())],
            "it is not going to be saved for a while"
        );
    }

    #[test]
    fn where_nothing_may_be_kept_it_is_told_once_and_when_it_matters() {
        let (mut keeper, mut state) = (Keeper::default(), state());
        keeper.held(Hold::Denied);
        keeper.note(Noted::Houses, &state, 0.0);
        assert_eq!(keeper.said(), []);
        epoch(&mut keeper, &mut state, 1);
        epoch(&mut keeper, &mut state, 2);
        assert_eq!(keeper.said(), [(NoticeKind::Warning, text::keeping_denied())]);
        assert_eq!(keeper.take(0.0), None);
    }

    #[test]
    fn a_second_tab_writes_nothing_until_it_takes_over() {
        let (mut keeper, mut state) = (Keeper::default(), state());
        epoch(&mut keeper, &mut state, 1);
        assert_eq!(keeper.take(0.0), None, "not before it is known");
        keeper.held(Hold::OtherTab);
        keeper.found_run(offered(7), &State::default());
        assert_eq!(keeper.kept().run, None, "it is the other tab’s");
        epoch(&mut keeper, &mut state, 2);
        assert_eq!(keeper.take(0.0), None);
        keeper.held(Hold::Ours);
        assert_eq!(put(&keeper.take(0.0).unwrap()), Some((2, 2)));
        let said: Vec<_> = keeper.said().into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(said, [NoticeKind::Warning, NoticeKind::Done]);
    }

    #[test]
    fn a_tab_that_takes_over_leaves_the_other_tab_s_run_alone_until_it_has_one() {
        let (mut keeper, mut state) = (Keeper::default(), state());
        keeper.held(Hold::OtherTab);
        keeper.found_houses(state.data.clone());
        epoch(&mut keeper, &mut state, 1);
        keeper.note(Noted::Finished(1), &state, 0.0);
        keeper.held(Hold::Ours);
        keeper.found_run(offered(7), &State::default());
        assert_eq!(keeper.take(0.0), None, "the run of this tab was never there");
        assert_eq!(keeper.kept().run.as_ref().unwrap().number, 7);
        assert!(!keeper.has(&state.data), "the other tab may have put others there");
    }

    #[test]
    fn the_other_tab_s_run_gets_a_number_of_its_own_or_gives_way() {
        let (mut keeper, mut state) = (Keeper::default(), state());
        keeper.held(Hold::OtherTab);
        epoch(&mut keeper, &mut state, 1);
        let own = state.runs.last().unwrap().number;
        keeper.held(Hold::Ours);
        keeper.found_run(offered(7), &state);
        assert_eq!(keeper.kept().run, None, "the run of this tab takes its place");
        assert!(keeper.said().contains(&(NoticeKind::Warning, text::keeping_replaced())));

        let mut idle = Keeper::default();
        idle.held(Hold::Ours);
        idle.found_run(SavedRun { number: own, ..offered(7) }, &state);
        assert_eq!(idle.kept().run.as_ref().unwrap().number, own + 1);
    }

    #[test]
    fn the_houses_left_out_are_kept_with_the_houses_that_they_are_of() {
        let (mut keeper, mut state) = (keeper(), state());
        state.exclude(3, true);
        keeper.note(Noted::Excluded, &state, 0.0);
        assert_eq!(keeper.take(0.0), None, "these houses are not kept");
        keeper.note(Noted::Houses, &state, 0.0);
        keeper.take(0.0).unwrap();
        keeper.note(Noted::Excluded, &state, 0.0);
        keeper.wrote(Ok(()), 0.0);
        assert_eq!(keeper.take(0.0).unwrap().excluded, Some(vec![3]));
        keeper.wrote(Err(Refusal::Failed), 0.0);
        state.exclude(3, false);
        keeper.note(Noted::Excluded, &state, 0.0);
        assert_eq!(keeper.take(RETRY_MS).unwrap().excluded, Some(vec![]), "the newest counts");
    }

    #[test]
    fn what_is_forgotten_is_not_written_by_a_write_that_was_under_way() {
        let (mut keeper, mut state) = (keeper(), state());
        keeper.note(Noted::Houses, &state, 0.0);
        keeper.take(0.0).unwrap();
        keeper.forget();
        keeper.wrote(Err(Refusal::Failed), 0.0);
        assert!(!keeper.kept().any());
        let write = keeper.take(RETRY_MS).unwrap();
        assert!(write.clear && write.houses.is_none());
        keeper.wrote(Ok(()), 0.0);
        assert!(!keeper.kept().any());
        epoch(&mut keeper, &mut state, 1);
        assert!(keeper.take(0.0).unwrap().houses.is_some(), "a run needs them");
    }

    /// A series with a result, of which the list of this state holds an entry.
    fn listed(state: &mut State, saved_ms: f64) -> u32 {
        let repeated = Repeated { over: Over::Seeds, runs: 2, scores: Vec::new(), lost: Vec::new() };
        let number = state.next_run();
        state.list.add(Entry {
            number,
            title: String::new(),
            saved_ms,
            data: String::new(),
            device: String::new(),
            config: Config::default(),
            excluded: Vec::new(),
            what: What::Series(repeated),
        });
        number
    }

    fn numbers(write: &Write) -> Vec<(u32, bool)> {
        write.list.iter().map(|(number, entry)| (*number, entry.is_some())).collect()
    }

    #[test]
    fn the_list_is_written_entry_by_entry_and_the_newest_counts() {
        let (mut keeper, mut state) = (keeper(), State::default());
        let first = listed(&mut state, 1.0);
        keeper.note(Noted::Listed(vec![first]), &state, 0.0);
        assert_eq!(numbers(&keeper.take(0.0).unwrap()), [(first, true)]);
        let second = listed(&mut state, 2.0);
        keeper.note(Noted::Listed(vec![second]), &state, 0.0);
        state.list.delete(first);
        keeper.note(Noted::Listed(vec![first]), &state, 0.0);
        keeper.wrote(Ok(()), 0.0);
        assert_eq!(keeper.kept().listed, 1);
        assert_eq!(numbers(&keeper.take(0.0).unwrap()), [(first, false), (second, true)]);
        keeper.wrote(Ok(()), 0.0);
        assert_eq!((keeper.kept().listed, keeper.kept().any()), (1, true));
    }

    #[test]
    fn without_room_the_list_loses_nothing_and_it_is_told() {
        let (mut keeper, mut state) = (keeper(), State::default());
        let first = listed(&mut state, 1.0);
        keeper.note(Noted::Listed(vec![first]), &state, 0.0);
        keeper.take(0.0).unwrap();
        let second = listed(&mut state, 2.0);
        keeper.note(Noted::Listed(vec![second]), &state, 0.0);
        keeper.wrote(Err(Refusal::Full), 0.0);
        assert_eq!(keeper.said(), [(NoticeKind::Warning, text::keeping_full())]);
        // What came since may be smaller.
        assert_eq!(numbers(&keeper.take(0.0).unwrap()), [(second, true)]);
        keeper.wrote(Err(Refusal::Full), 0.0);
        assert_eq!((keeper.said(), keeper.take(1.0)), (vec![], None));
        for number in [first, second] {
            assert_eq!(numbers(&keeper.take(RETRY_MS).unwrap()), [(number, true)]);
            keeper.wrote(Ok(()), RETRY_MS);
        }
        assert_eq!((keeper.kept().listed, keeper.take(RETRY_MS)), (2, None));
        assert_eq!(keeper.said(), [(NoticeKind::Done, text::keeping_room_again())]);
    }

    /// A state whose run has left a model that is to be kept.
    fn finished(keeper: &mut Keeper, state: &mut State) {
        epoch(keeper, state, 1);
        keeper.take(0.0).unwrap();
        keeper.wrote(Ok(()), 0.0);
        let summary = ModelSummary {
            rooms: Rooms::default(),
            config: Config::default(),
            epochs_done: 1,
            parameters: 1,
            test_mape: None,
            data: String::new(),
            prices: [1.0, 2.0],
            asks: Default::default(),
            ranges: Vec::new(),
        };
        let run = state.runs[0].number;
        state.model = Some(Model {
            file_name: "a".to_owned(),
            summary,
            file: Rc::new(vec![1]),
            run: Some(run),
            kept: false,
        });
        keeper.note(Noted::Finished(run), state, 0.0);
    }

    #[test]
    fn a_model_that_cannot_be_written_keeps_nothing_else_from_being_written() {
        let (mut keeper, mut state) = (keeper(), state());
        finished(&mut keeper, &mut state);
        let first = listed(&mut state, 1.0);
        keeper.note(Noted::Listed(vec![first]), &state, 0.0);
        let all = keeper.take(0.0).unwrap();
        assert_eq!(all.parts(), [Part::Removal, Part::Model, Part::Listed(first)]);
        keeper.wrote(Err(Refusal::Failed), 0.0);
        assert_eq!(keeper.said(), [], "which of them it is is not known yet");
        let mut model_failed = 0;
        for part in all.parts() {
            assert_eq!(keeper.take(0.0).unwrap().parts(), [part], "each by itself, at once");
            let outcome = if part == Part::Model { Err(Refusal::Failed) } else { Ok(()) };
            model_failed += usize::from(outcome.is_err());
            keeper.wrote(outcome, 0.0);
        }
        assert_eq!((model_failed, keeper.take(0.0)), (1, None), "the model rests");
        assert_eq!(keeper.said(), [(NoticeKind::Warning, text::keeping_failed_model())]);
        assert_eq!((keeper.kept().listed, keeper.kept().run.is_some()), (1, false));
        // What comes later is written together again, and without it.
        let [second, third] = [listed(&mut state, 2.0), listed(&mut state, 3.0)];
        keeper.note(Noted::Listed(vec![second, third]), &state, 1.0);
        assert_eq!(keeper.take(1.0).unwrap().parts(), [Part::Listed(second), Part::Listed(third)]);
        keeper.wrote(Ok(()), 1.0);
        // It is tried by itself, each time after twice the time, and told no more.
        let mut now = 0.0;
        for wait in [RETRY_MS, 2.0 * RETRY_MS, 4.0 * RETRY_MS] {
            assert_eq!(keeper.retry_in(now), Some(wait));
            assert_eq!(keeper.take(now + wait - 1.0), None);
            now += wait;
            assert_eq!(keeper.take(now).unwrap().parts(), [Part::Model]);
            keeper.wrote(Err(Refusal::Failed), now);
            assert_eq!(keeper.said(), []);
        }
        // Another model is another matter.
        keeper.note(Noted::Finished(state.runs[0].number), &state, now);
        assert_eq!(keeper.take(now).unwrap().parts(), [Part::Model]);
        keeper.wrote(Ok(()), now);
        assert_eq!(keeper.said(), [(NoticeKind::Done, text::keeping_room_again())]);
        assert_eq!((keeper.retry_in(now), keeper.kept().model), (None, true));
    }

    #[test]
    fn a_run_is_never_parted_from_its_houses_when_parts_are_written() {
        let (mut keeper, mut state) = (keeper(), state());
        let first = listed(&mut state, 1.0);
        keeper.note(Noted::Listed(vec![first]), &state, 0.0);
        epoch(&mut keeper, &mut state, 1);
        keeper.take(0.0).unwrap();
        keeper.wrote(Err(Refusal::Failed), 0.0);
        let run = keeper.take(0.0).unwrap();
        assert!(put(&run).is_some() && run.houses.is_some() && run.list.is_empty());
        keeper.wrote(Err(Refusal::Failed), 0.0);
        assert_eq!(keeper.said(), [(NoticeKind::Warning, text::keeping_failed())]);
        // A newer epoch waits with what failed, and the list does not.
        epoch(&mut keeper, &mut state, 2);
        assert_eq!(keeper.take(0.0).unwrap().parts(), [Part::Listed(first)]);
        keeper.wrote(Ok(()), 0.0);
        assert_eq!((keeper.take(1.0), keeper.said()), (None, vec![]), "it is not written again by itself");
        let run = keeper.take(RETRY_MS).unwrap();
        assert_eq!((put(&run), run.houses.is_some()), (Some((2, 2)), true));
        // One that is over meanwhile is not tried any more.
        keeper.wrote(Err(Refusal::Failed), RETRY_MS);
        keeper.note(Noted::Finished(state.runs[0].number), &state, RETRY_MS);
        assert_eq!(put(&keeper.take(10.0 * RETRY_MS).unwrap()), None);
    }

    #[test]
    fn nothing_is_written_before_everything_else_could_go() {
        let (mut keeper, mut state) = (keeper(), state());
        keeper.note(Noted::Houses, &state, 0.0);
        keeper.take(0.0).unwrap();
        keeper.wrote(Ok(()), 0.0);
        keeper.forget();
        let first = listed(&mut state, 1.0);
        keeper.note(Noted::Listed(vec![first]), &state, 0.0);
        keeper.take(0.0).unwrap();
        keeper.wrote(Err(Refusal::Failed), 0.0);
        assert_eq!(keeper.take(0.0).unwrap().parts(), [Part::Clear]);
        keeper.wrote(Err(Refusal::Failed), 0.0);
        assert_eq!(keeper.said(), [(NoticeKind::Warning, text::keeping_failed_forget())]);
        assert_eq!(keeper.take(1.0), None, "it would go with the rest");
        assert_eq!(keeper.take(RETRY_MS).unwrap().parts(), [Part::Clear]);
        keeper.wrote(Ok(()), RETRY_MS);
        assert_eq!(keeper.take(RETRY_MS).unwrap().parts(), [Part::Listed(first)]);
    }

    #[test]
    fn undo_wins_over_a_write_under_way_that_fails_later() {
        for one in [false, true] {
            let mut keeper = keeper();
            keeper.found_run(offered(7), &State::default());
            let before = keeper.before();
            if one {
                keeper.discard()
            } else {
                keeper.forget()
            }
            let write = keeper.take(0.0).unwrap();
            assert!(if one { write.run == Change::Remove } else { write.clear });
            keeper.brought_back(before);
            keeper.wrote(Err(Refusal::Failed), 0.0);
            assert_eq!(keeper.take(1e9), None, "nothing goes after all");
            assert_eq!(keeper.retry_in(1e9), None);
            assert_eq!(keeper.kept().run.as_ref().map(|run| run.number), Some(7));
        }
    }

    #[test]
    fn undo_brings_back_what_was_not_written_yet() {
        let (mut keeper, mut state) = (keeper(), state());
        epoch(&mut keeper, &mut state, 1);
        let number = listed(&mut state, 1.0);
        keeper.note(Noted::Listed(vec![number]), &state, 0.0);
        while keeper.take(0.0).is_some() {
            keeper.wrote(Err(Refusal::Full), 0.0);
        }
        assert!(keeper.is_unsaved());
        let before = keeper.before();
        keeper.forget();
        assert!(!keeper.is_unsaved());
        keeper.take(0.0).unwrap();
        keeper.wrote(Ok(()), 0.0);
        keeper.brought_back(before);
        let write = keeper.take(0.0).unwrap();
        assert!(!write.clear && write.list.contains_key(&number));
        assert_eq!(put(&write), Some((1, 1)));
    }

    #[test]
    fn nothing_goes_again_while_it_is_put_back() {
        let mut keeper = keeper();
        keeper.found_run(offered(7), &State::default());
        let before = keeper.before();
        keeper.forget();
        keeper.take(0.0).unwrap();
        keeper.wrote(Err(Refusal::Failed), 0.0);
        // The records are being written; the time to try once more comes before that is done.
        keeper.stay();
        assert_eq!(keeper.take(RETRY_MS), None);
        keeper.brought_back(before);
        assert!(keeper.kept().run.is_some());
    }

    fn aside() -> Aside {
        Aside { key: "aside.houses.1".to_owned(), name: "houses".to_owned(), since_ms: 1.0, size: 9 }
    }

    #[test]
    fn what_cannot_be_read_is_in_nobody_s_way_once_it_lies_aside() {
        let (mut keeper, mut state) = (keeper(), state());
        keeper.found_aside(vec![aside()], None);
        assert!(keeper.kept().any());
        epoch(&mut keeper, &mut state, 1);
        assert!(keeper.take(0.0).is_some());
        keeper.wrote(Ok(()), 0.0);
        assert_eq!(keeper.kept().aside, [aside()], "it stays until it is deleted");
        let before = keeper.before();
        keeper.forget();
        assert!(keeper.kept().aside.is_empty());
        keeper.brought_back(before);
        assert_eq!(keeper.kept().aside, [aside()]);
        keeper.deleted_aside("aside.houses.2");
        assert_eq!(keeper.kept().aside, [aside()]);
        keeper.deleted_aside("aside.houses.1");
        assert!(keeper.kept().aside.is_empty());
        keeper.brought_back_aside(aside());
        assert_eq!(keeper.kept().aside, [aside()]);
    }

    #[test]
    fn what_cannot_be_put_aside_is_not_written_over_until_it_is_forgotten() {
        let (mut keeper, mut state) = (keeper(), state());
        keeper.found_aside(Vec::new(), Some(text::keeping_stuck()));
        assert_eq!(keeper.said(), [(NoticeKind::Warning, text::keeping_stuck())]);
        assert!(!keeper.is_unsaved());
        epoch(&mut keeper, &mut state, 1);
        assert_eq!((keeper.take(0.0), keeper.retry_in(0.0)), (None, None));
        assert!(keeper.is_unsaved() && keeper.standing() == "stuck");
        assert!(keeper.has_run_to_write(), "a run that is found would be lost");
        keeper.found_run(offered(7), &State::default());
        assert!(keeper.kept().run.is_none() && keeper.said().is_empty(), "it stays where it is");
        assert!(keeper.kept().any(), "it can be forgotten");
        keeper.forget();
        assert!(keeper.take(0.0).unwrap().clear);
        keeper.wrote(Ok(()), 0.0);
        epoch(&mut keeper, &mut state, 2);
        assert!(put(&keeper.take(0.0).unwrap()).is_some());
    }

    #[test]
    fn a_browser_that_does_not_answer_is_told_and_may_answer_later() {
        for refusal in [Refusal::Silent, Refusal::Blocked] {
            let (mut keeper, mut state) = (Keeper::default(), state());
            keeper.silent(refusal);
            assert_eq!(keeper.said(), [(NoticeKind::Warning, refusal.sentence())]);
            epoch(&mut keeper, &mut state, 1);
            epoch(&mut keeper, &mut state, 2);
            assert_eq!((keeper.take(0.0), keeper.said()), (None, vec![]));
            keeper.held(Hold::Ours);
            assert_eq!(keeper.said(), [(NoticeKind::Done, text::keeping_answers())]);
            assert_eq!(put(&keeper.take(0.0).unwrap()), Some((2, 2)), "the newest is kept now");
        }
    }

    #[test]
    fn a_tab_whose_store_a_newer_version_has_taken_keeps_nothing_more() {
        let (mut keeper, mut state) = (keeper(), state());
        keeper.outdated();
        assert_eq!(keeper.said(), [(NoticeKind::Warning, text::keeping_outdated())]);
        epoch(&mut keeper, &mut state, 1);
        assert_eq!(keeper.take(0.0), None);
    }

    #[test]
    fn what_the_browser_promises_is_not_forgotten_with_the_rest() {
        let mut keeper = keeper();
        assert_eq!(keeper.kept().lasting, None);
        keeper.promised(false);
        let before = keeper.before();
        keeper.promised(true);
        keeper.forget();
        assert_eq!(keeper.kept().lasting, Some(true));
        keeper.brought_back(before);
        assert_eq!(keeper.kept().lasting, Some(true));
    }

    #[test]
    fn what_cannot_be_read_of_the_list_is_told_once_and_stays_until_it_is_forgotten() {
        let mut keeper = keeper();
        keeper.found_list([1, 4].into_iter(), Some(Unreadable::OldForm));
        assert_eq!(keeper.kept().listed, 2);
        assert_eq!(keeper.said(), [(NoticeKind::Warning, text::keeping_list_old_form())]);
        assert_eq!(keeper.take(0.0), None, "nothing is written over it");
        keeper.forget();
        assert_eq!(keeper.kept().listed, 0);
        assert!(keeper.take(0.0).unwrap().clear);
    }
}
