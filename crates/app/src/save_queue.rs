//! What to save in the browser, and when: the houses in use, the run after every epoch, the last model, and the list of runs and
//! series.
//!
//! At most one write is in flight. Later changes wait, and a newer one replaces an older one of the same part. If a write of
//! several parts fails, its parts are written one by one, and each part that fails is retried on its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::notice::NoticeKind;
use super::quarantine::QuarantinedRecord;
use super::run_entry::ModelKey;
use super::save_trigger::SaveTrigger;
use super::saved::{self, SavedRun, Unreadable};
use super::state::State;
use super::store_status::{StoreError, StoreOwner, StoreStatus};
use super::store_write::{Change, ModelFile, Part, RunWithCheckpoint, StoreWrite};
use facade_data::Dataset;
use facade_text as text;

/// Milliseconds before a failed part is retried. The delay doubles with each failure up to [`MAX_RETRY_MS`], so that a write that
/// exceeds the quota is not repeated all the time.
const RETRY_MS: f64 = 20_000.0;
const MAX_RETRY_MS: f64 = 600_000.0;

/// A failed part that waits for its next attempt.
#[derive(Clone, Copy, Debug)]
struct Backoff {
    until_ms: f64,
    failures: i32,
    error: StoreError,
}

/// The status of the store, the houses, the numbers and the models that are stored, and what was not written yet.
pub type Snapshot = (StoreStatus, Option<Arc<Dataset>>, BTreeSet<u32>, BTreeSet<ModelKey>, StoreWrite);

#[derive(Debug, Default)]
pub struct SaveQueue {
    status: StoreStatus,
    stored_houses: Option<Arc<Dataset>>,
    /// Numbers of the stored runs and series of the list.
    stored_numbers: BTreeSet<u32>,
    /// The run whose model was stored last as the one in use.
    stored_run: Option<u32>,
    /// Keys of the runs whose models are stored.
    stored_models: BTreeSet<ModelKey>,
    pending: StoreWrite,
    in_flight: Option<StoreWrite>,
    /// Whether pending parts are written one by one, since a write of all failed.
    one_by_one: bool,
    backoff: BTreeMap<Part, Backoff>,
    /// Parts that the visitor was told are not saved, and why.
    warned: BTreeMap<Part, StoreError>,
    notices: Vec<(NoticeKind, &'static str)>,
}

impl SaveQueue {
    pub fn status(&self) -> &StoreStatus {
        &self.status
    }

    /// In one word: `unknown`, `denied`, `silent` for a browser that does not answer, `other` if another tab owns the store,
    /// `writing` while a write is in flight or due, `stuck` if nothing may be written, `refused` if every pending part has failed,
    /// `idle` once everything is written.
    pub fn state_name(&self) -> &'static str {
        match self.status.owner {
            StoreOwner::Unknown => "unknown",
            StoreOwner::Denied => "denied",
            StoreOwner::Unresponsive => "silent",
            StoreOwner::OtherTab => "other",
            StoreOwner::ThisTab if self.in_flight.is_some() => "writing",
            StoreOwner::ThisTab if self.status.stuck => "stuck",
            StoreOwner::ThisTab if self.pending.is_empty() => "idle",
            StoreOwner::ThisTab
                if self.pending.parts().iter().all(|part| self.backoff.contains_key(part)) =>
            {
                "refused"
            }
            StoreOwner::ThisTab => "writing",
        }
    }

    /// Notices that the visitor has not seen yet.
    pub fn take_notices(&mut self) -> Vec<(NoticeKind, &'static str)> {
        std::mem::take(&mut self.notices)
    }

    pub fn is_stored(&self, houses: &Option<Arc<Dataset>>) -> bool {
        matches!((&self.stored_houses, houses), (Some(ours), Some(theirs)) if Arc::ptr_eq(ours, theirs))
    }

    fn is_stored_or_in_flight(&self, houses: &Option<Arc<Dataset>>) -> bool {
        let in_flight = self.in_flight.as_ref().and_then(|write| write.houses.as_ref());
        let is_in_flight =
            matches!((in_flight, houses), (Some(ours), Some(theirs)) if Arc::ptr_eq(ours, theirs));
        is_in_flight || self.is_stored(houses)
    }

    pub fn set_owner(&mut self, owner: StoreOwner) {
        match (self.status.owner, owner) {
            (StoreOwner::OtherTab, StoreOwner::ThisTab) => {
                // The other tab may have stored other houses.
                self.stored_houses = None;
                self.notices.push((NoticeKind::Done, text::keeping_taken_over()));
            }
            (_, StoreOwner::OtherTab) => {
                self.notices.push((NoticeKind::Warning, text::keeping_other_tab()));
            }
            (StoreOwner::Unresponsive, StoreOwner::ThisTab) => {
                self.notices.push((NoticeKind::Done, text::keeping_answers()));
            }
            _ => {}
        }
        self.status.owner = owner;
    }

    /// The browser does not answer, or only later.
    pub fn set_unresponsive(&mut self, error: StoreError) {
        self.status.owner = StoreOwner::Unresponsive;
        self.notices.push((NoticeKind::Warning, error.text()));
    }

    /// A newer version of the page has taken over the store: this version saves nothing any more.
    pub fn set_outdated(&mut self) {
        self.status.owner = StoreOwner::Denied;
        self.notices.push((NoticeKind::Warning, text::keeping_outdated()));
    }

    pub fn set_persistent(&mut self, persistent: bool) {
        self.status.persistent = Some(persistent);
    }

    /// `stuck` is why the other unreadable records could not be quarantined, if so: then nothing is written over them.
    pub fn set_quarantined(&mut self, records: Vec<QuarantinedRecord>, stuck: Option<&'static str>) {
        self.status.quarantined = records;
        self.status.stuck = stuck.is_some();
        self.notices.extend(stuck.map(|why| (NoticeKind::Warning, why)));
    }

    pub fn remove_quarantined(&mut self, key: &str) {
        self.status.quarantined.retain(|record| record.key != key);
    }

    pub fn add_quarantined(&mut self, record: QuarantinedRecord) {
        self.status.quarantined.push(record);
    }

    /// The store holds houses; `in_use` are these, if they were taken into use.
    pub fn found_houses(&mut self, in_use: Option<Arc<Dataset>>) {
        self.status.houses = true;
        if in_use.is_some() {
            self.stored_houses = in_use;
            self.pending.houses = None;
        }
    }

    /// The store holds a model, of this run if it is on the list.
    pub fn found_model(&mut self, run: Option<u32>) {
        self.stored_run = run;
        self.status.model = true;
    }

    pub fn found_folder(&mut self) {
        self.status.folder = true;
    }

    /// The store holds a run. If another tab owns the store, the run is that tab's; once that tab is closed, the run's number may
    /// clash with a run of this tab.
    pub fn found_run(&mut self, mut run: SavedRun, state: &State) {
        if self.status.owner != StoreOwner::ThisTab {
            return;
        }
        if self.pending.run.is_leave() {
            if state.run_numbers().any(|own| own == run.number) || state.list.get(run.number).is_some() {
                run.number = state.next_run_number();
            }
            self.status.run = Some(Arc::new(run));
        } else if !self.status.stuck {
            self.notices.push((NoticeKind::Warning, text::keeping_replaced()));
        }
    }

    /// Whether a run of this tab is going to replace the stored one.
    pub fn has_run_to_write(&self) -> bool {
        matches!(self.pending.run, Change::Put(_))
    }

    /// Whether the store is about to be cleared.
    pub fn is_clearing(&self) -> bool {
        self.status.owner == StoreOwner::ThisTab
            && (self.pending.clear && !self.backoff.contains_key(&Part::Clear)
                || self.in_flight.as_ref().is_some_and(|write| write.clear))
    }

    /// Whether a model of this tab is going to replace the stored one.
    pub fn has_model_to_write(&self) -> bool {
        self.pending.model.is_some()
    }

    /// Whether something of this tab is not saved and will not be soon.
    pub fn has_unsaved(&self) -> bool {
        let has_failed = self.pending.parts().iter().any(|part| self.backoff.contains_key(part));
        has_failed || (self.status.stuck && !self.pending.is_empty())
    }

    /// The store holds a list: the numbers of its readable entries, and what is wrong with the others. Pending changes to the list
    /// are dropped: after a take-over they may concern other runs of the same numbers.
    pub fn found_list(&mut self, numbers: impl Iterator<Item = u32>, unreadable: Option<Unreadable>) {
        self.pending.list.clear();
        self.stored_numbers = numbers.collect();
        self.status.listed = self.stored_numbers.len();
        if let Some(why) = unreadable {
            self.notices.push((NoticeKind::Warning, saved::unreadable_list_text(why)));
        }
    }

    pub fn found_unreadable(&mut self, why: Unreadable) {
        self.notices.push((NoticeKind::Warning, saved::unreadable_text(why)));
    }

    /// Whether the trigger leads to a write. `date_ms` is the time in milliseconds since 1970.
    pub fn enqueue(&mut self, trigger: SaveTrigger, state: &State, date_ms: f64) -> bool {
        match trigger {
            SaveTrigger::Nothing => return false,
            SaveTrigger::Listed(numbers) => {
                let changed = !numbers.is_empty();
                for number in numbers {
                    self.pending.list.insert(number, state.list.get(number).cloned());
                }
                return self.enqueue_models(&state.list) || changed;
            }
            SaveTrigger::Houses => self.pending.houses = state.data.clone(),
            SaveTrigger::Excluded => {
                if !self.is_stored_or_in_flight(&state.data) {
                    return false;
                }
                self.pending.excluded = Some(state.excluded.iter().cloned().collect());
            }
            SaveTrigger::Checkpoint(number, epochs, checkpoint) => {
                self.enqueue_checkpoint(number, epochs, checkpoint, state, date_ms);
            }
            SaveTrigger::Finished(number) => {
                self.remove_ended_run(number);
                self.enqueue_model(state, |run| run == number);
            }
            SaveTrigger::Model => {
                let stored = self.stored_run;
                return self.enqueue_model(state, |run| Some(run) != stored);
            }
        }
        true
    }

    /// The next visit begins with the model in use, if it is that of such a run. Models of files are not saved.
    fn enqueue_model(&mut self, state: &State, is_wanted: impl FnOnce(u32) -> bool) -> bool {
        let Some(model) = state.model.as_ref().filter(|model| model.run.is_some_and(is_wanted)) else {
            return false;
        };
        let (name, bytes) = (model.file_name.clone(), model.file.clone());
        self.pending.model = Some(ModelFile { name, bytes, run: model.run });
        // Why another model was not saved need not hold for this one.
        self.backoff.remove(&Part::Model);
        true
    }

    fn enqueue_checkpoint(
        &mut self,
        number: u32,
        epochs: usize,
        checkpoint: Arc<Vec<u8>>,
        state: &State,
        date_ms: f64,
    ) {
        let Some(run) = state.runs.iter().find(|run| run.number == number) else { return };
        let Some(saved) = SavedRun::at_epoch(run, epochs, date_ms) else { return };
        if self.status.owner == StoreOwner::Denied {
            self.warn(Part::Run, StoreError::Denied);
            return;
        }
        // A run cannot resume without its houses.
        self.pending.houses = if self.is_stored_or_in_flight(&run.data) { None } else { run.data.clone() };
        self.pending.run = Change::Put((Arc::new(saved), checkpoint));
        // If its houses did not fit, the run will not be saved before the next attempt either.
        if let Some(backoff) = self.backoff.get(&Part::Run) {
            self.warn(Part::Run, backoff.error);
        }
    }

    /// Removes what is stored of a run that has ended. Another run that is offered stays.
    fn remove_ended_run(&mut self, number: u32) {
        let is_it = |run: &Change<RunWithCheckpoint>| matches!(run, Change::Put((saved, _)) if saved.number == number);
        let is_stored = self.status.run.take_if(|run| run.number == number).is_some();
        if is_stored || self.in_flight.as_ref().is_some_and(|write| is_it(&write.run)) {
            self.pending.run = Change::Remove;
        } else if is_it(&self.pending.run) {
            self.pending.run = Change::Leave;
        }
    }

    pub fn discard_run(&mut self) {
        self.status.run = None;
        self.pending.run = Change::Remove;
    }

    /// Clears the store. What is in use stays in use, and is saved again once a run needs it.
    pub fn clear(&mut self) {
        self.status = StoreStatus {
            owner: self.status.owner,
            persistent: self.status.persistent,
            ..StoreStatus::default()
        };
        self.stored_numbers.clear();
        self.stored_models.clear();
        // Not the run of the stored model: if that is still loading, it is not written again.
        self.stored_houses = None;
        self.pending = StoreWrite { clear: true, ..StoreWrite::default() };
        self.backoff.clear();
    }

    /// For [`restore`](Self::restore), before something is removed.
    pub fn snapshot(&self) -> Snapshot {
        let unwritten = self.pending.clone().merged_over(self.in_flight.clone().unwrap_or_default());
        let unwritten = StoreWrite { clear: false, ..unwritten };
        let (numbers, models) = (self.stored_numbers.clone(), self.stored_models.clone());
        (self.status.clone(), self.stored_houses.clone(), numbers, models, unwritten)
    }

    /// Cancels pending removals, and those of a write in flight in case it fails.
    pub fn cancel_removals(&mut self) {
        for write in [Some(&mut self.pending), self.in_flight.as_mut()].into_iter().flatten() {
            write.clear = false;
            if write.run == Change::Remove {
                write.run = Change::Leave;
            }
        }
    }

    /// The removed records have been written back.
    pub fn restore(&mut self, (status, houses, numbers, models, unwritten): Snapshot) {
        self.cancel_removals();
        self.pending = std::mem::take(&mut self.pending).merged_over(unwritten);
        self.status = StoreStatus { owner: self.status.owner, persistent: self.status.persistent, ..status };
        self.stored_houses = houses;
        self.stored_numbers = numbers;
        self.stored_models = models;
    }

    /// Whether a run is offered: it needs its houses until it is discarded or replaced.
    fn offers_run(&self) -> bool {
        self.status.run.is_some() && self.pending.run.is_leave()
    }

    fn writable_parts(&self) -> Vec<Part> {
        let mut parts = self.pending.parts();
        if self.offers_run() && self.pending.excluded.is_none() {
            parts.retain(|part| *part != Part::Run);
        }
        if self.status.stuck {
            parts.clear();
        }
        parts
    }

    /// Milliseconds until a failed part is due again, if there is one.
    pub fn retry_in(&self, now_ms: f64) -> Option<f64> {
        if self.status.owner != StoreOwner::ThisTab || self.in_flight.is_some() {
            return None;
        }
        let waiting = self.writable_parts().into_iter().filter_map(|part| self.backoff.get(&part));
        waiting.map(|backoff| (backoff.until_ms - now_ms).max(0.0)).min_by(f64::total_cmp)
    }

    /// The write to start now, if any. Call this after every change, and [`write_ended`](Self::write_ended) when the write has
    /// ended.
    pub fn next_write(&mut self, now_ms: f64) -> Option<StoreWrite> {
        if self.status.owner != StoreOwner::ThisTab || self.in_flight.is_some() {
            return None;
        }
        let parts = self.next_parts(now_ms);
        let withheld = if self.offers_run() { self.pending.houses.take() } else { None };
        let mut write = StoreWrite::default();
        for part in parts {
            self.pending.move_part(part, &mut write);
        }
        self.pending.houses = withheld.or(self.pending.houses.take());
        if write.is_empty() {
            return None;
        }
        self.in_flight = Some(write.clone());
        Some(write)
    }

    /// The parts to write next: all that have not failed, or else one of those that have.
    fn next_parts(&mut self, now_ms: f64) -> Vec<Part> {
        let mut ready = self.writable_parts();
        let waits = |part: &Part| self.backoff.get(part).is_some_and(|backoff| backoff.until_ms > now_ms);
        // Anything written before the store is cleared would be removed with the rest.
        if ready.contains(&Part::Clear) && waits(&Part::Clear) {
            return Vec::new();
        }
        ready.retain(|part| !waits(part));
        let fresh = |part: &Part| !self.backoff.contains_key(part);
        let first = ready.iter().find(|part| **part == Part::Clear || fresh(part)).or(ready.first()).copied();
        let Some(first) = first else { return Vec::new() };
        let alone = self.one_by_one || !fresh(&first);
        self.one_by_one &= ready.len() > 1;
        if alone {
            return vec![first];
        }
        ready.retain(fresh);
        ready
    }

    pub fn write_ended(&mut self, outcome: Result<(), StoreError>, now_ms: f64) {
        let Some(write) = self.in_flight.take() else { return };
        let parts = write.parts();
        match outcome {
            Ok(()) => {
                let had_warned = !self.warned.is_empty();
                for part in parts {
                    self.backoff.remove(&part);
                    self.warned.remove(&part);
                }
                // A warning about something that need not be written any more is void.
                let pending = self.pending.parts();
                self.warned.retain(|part, _| pending.contains(part));
                if had_warned && self.warned.is_empty() {
                    self.notices.push((NoticeKind::Done, text::keeping_room_again()));
                }
                self.record_written(write);
            }
            // The store was cleared meanwhile.
            Err(_) if self.pending.clear => {}
            // One of the parts may be the cause.
            Err(StoreError::Full | StoreError::Failed) if parts.len() > 1 => {
                self.one_by_one = true;
                self.requeue(write);
            }
            Err(error) => {
                for part in parts {
                    let failures = self.backoff.get(&part).map_or(0, |backoff| backoff.failures);
                    let wait = (RETRY_MS * 2f64.powi(failures)).min(MAX_RETRY_MS);
                    let backoff = Backoff { until_ms: now_ms + wait, failures: failures + 1, error };
                    self.backoff.insert(part, backoff);
                    if write.is_loss(part) {
                        self.warn(part, error);
                    }
                }
                self.requeue(write);
            }
        }
    }

    fn record_written(&mut self, write: StoreWrite) {
        if self.pending.clear {
            return;
        }
        if write.houses.is_some() {
            self.stored_houses = write.houses;
            self.status.houses = true;
        }
        match write.run {
            // It may have ended meanwhile.
            Change::Put((run, _)) if self.pending.run != Change::Remove => self.status.run = Some(run),
            Change::Put(_) | Change::Remove | Change::Leave => {}
        }
        if let Some(model) = write.model {
            (self.status.model, self.stored_run) = (true, model.run);
        }
        for (number, entry) in write.list {
            if entry.is_some() {
                self.stored_numbers.insert(number);
            } else {
                self.stored_numbers.remove(&number);
            }
        }
        self.status.listed = self.stored_numbers.len();
        self.record_models(write.run_models);
    }

    fn requeue(&mut self, write: StoreWrite) {
        let newer = std::mem::take(&mut self.pending);
        self.pending = newer.merged_over(write);
    }

    /// Warns that a part is not saved, once per sentence.
    fn warn(&mut self, part: Part, error: StoreError) {
        let sentence = error.part_text(part);
        let repeated = self.warned.iter().any(|(part, error)| error.part_text(*part) == sentence);
        self.warned.insert(part, error);
        if !repeated {
            self.notices.push((NoticeKind::Warning, sentence));
        }
    }
}

mod models;
#[cfg(test)]
mod tests;
