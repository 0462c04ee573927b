//! The list of runs and series that outlives the visit, and which of them are selected.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::run_entry::ModelKey;
use super::run_entry::{MAX_NUMBER, RunEntry};
use super::run_models::{RunModel, RunModels};

/// When the list is longer, its oldest entries are removed.
pub const MAX_ENTRIES: usize = 100;

/// Entries that can be compared at once: the chart has a line style for each.
pub const MAX_COMPARED: usize = 6;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// Numbers of the imported entries.
    pub numbers: Vec<u32>,
    /// How many were in the list already.
    pub already: usize,
    /// How many did not fit.
    pub no_room: usize,
}

#[derive(Clone, Debug, Default)]
pub struct RunList {
    /// The oldest first.
    entries: Vec<Arc<RunEntry>>,
    /// Numbers of the entries that this visit has added.
    own: BTreeSet<u32>,
    /// Numbers of the entries to compare, in the order of their selection.
    selected: Vec<u32>,
    /// The run whose results are shown instead of the latest.
    pub shown: Option<u32>,
    /// The latest deletion last.
    deleted: Vec<Arc<RunEntry>>,
    models: RunModels,
    /// The highest number in the store, readable or not.
    highest_known: u32,
}

impl RunList {
    /// The oldest first.
    pub fn entries(&self) -> &[Arc<RunEntry>] {
        &self.entries
    }

    pub fn get(&self, number: u32) -> Option<&Arc<RunEntry>> {
        self.entries.iter().find(|entry| entry.number == number)
    }

    /// The highest number ever assigned.
    pub fn highest_number(&self) -> u32 {
        self.entries.last().map_or(0, |last| last.number).max(self.highest_known)
    }

    /// The number that a run or a series of a workspace has here, if it is listed.
    pub fn find(&self, wanted: &RunEntry) -> Option<u32> {
        self.entries.iter().find(|entry| entry.is_same_run(wanted)).map(|entry| entry.number)
    }

    /// The models of the runs, those of deleted runs included.
    pub fn models(&self) -> &RunModels {
        &self.models
    }

    /// The model of a run, if it is kept.
    pub fn model(&self, number: u32) -> Option<&RunModel> {
        self.models.get(self.get(number)?.model_key())
    }

    /// Keeps the model of a run.
    pub fn add_model(&mut self, number: u32, file: Arc<Vec<u8>>) {
        if let Some(key) = self.get(number).map(|entry| entry.model_key()) {
            self.models.add(key, RunModel::Loaded(file));
            self.fit_models();
        }
    }

    /// Models that the store holds, with their sizes in bytes.
    pub fn found_models(&mut self, found: impl Iterator<Item = (ModelKey, usize)>) {
        found.for_each(|(key, size)| self.models.add(key, RunModel::Stored(size)));
        self.fit_models();
    }

    fn fit_models(&mut self) {
        self.models.fit(&self.entries, &self.deleted);
    }

    /// Keeps the model of a run longer than others, or no longer.
    pub fn pin(&mut self, number: u32, pinned: bool) {
        self.change(number, |entry| entry.pinned = pinned);
    }

    fn change(&mut self, number: u32, change: impl FnOnce(&mut RunEntry)) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.number == number) {
            change(Arc::make_mut(entry));
        }
    }

    /// Adds an entry of this visit, or replaces its earlier version. Returns the numbers of the changed entries: its
    /// own, and that of the oldest entry if it had to be removed.
    pub fn add(&mut self, mut entry: RunEntry) -> Vec<u32> {
        let number = entry.number;
        if let Some(existing) = self.get(number) {
            // A series is added again after each of its runs.
            entry.title.clone_from(&existing.title);
            entry.pinned = existing.pinned;
        }
        self.own.insert(number);
        if entry.single().is_some() {
            // The page shows the latest results.
            self.shown = None;
        }
        self.insert(Arc::new(entry));
        let mut changed = vec![number];
        changed.extend(self.evict_oldest());
        changed
    }

    fn insert(&mut self, entry: Arc<RunEntry>) {
        let at = self.entries.partition_point(|other| other.number < entry.number);
        match self.entries.get_mut(at).filter(|other| other.number == entry.number) {
            Some(existing) => *existing = entry,
            None => self.entries.insert(at, entry),
        }
    }

    fn evict_oldest(&mut self) -> Vec<u32> {
        let beyond = self.entries.len().saturating_sub(MAX_ENTRIES);
        // The latest one stays even if all others are pinned.
        let older = self.entries.split_last().map_or(&[][..], |(_, older)| older);
        let (unpinned, pinned): (Vec<_>, Vec<_>) = older.iter().partition(|entry| !entry.pinned);
        let oldest = unpinned.into_iter().chain(pinned).take(beyond);
        let evicted: Vec<u32> = oldest.map(|entry| entry.number).collect();
        self.entries.retain(|entry| !evicted.contains(&entry.number));
        self.deselect(&evicted);
        self.fit_models();
        evicted
    }

    fn deselect(&mut self, removed: &[u32]) {
        self.selected.retain(|number| !removed.contains(number));
        self.shown = self.shown.filter(|number| !removed.contains(number));
    }

    /// Replaces the entries known to be stored by those `found` in the store. A found entry whose number this visit
    /// has assigned to a run or a series (`taken`) gets the next free one. `highest` is the highest number in the
    /// store. Returns the numbers to write.
    pub fn merge(&mut self, found: Vec<RunEntry>, highest: u32, taken: &[u32]) -> Vec<u32> {
        self.highest_known = self.highest_known.max(highest);
        let own = &self.own;
        self.entries.retain(|entry| own.contains(&entry.number));
        // An entry that is stored again, or was another tab's, cannot be restored.
        self.deleted.retain(|entry| own.contains(&entry.number));
        let mut changed: Vec<u32> = self.entries.iter().map(|entry| entry.number).collect();
        let mut free = taken.iter().copied().max().unwrap_or(0).max(self.highest_number()).saturating_add(1);
        for mut entry in found {
            let existing = self.get(entry.number);
            if existing.is_some_and(|existing| existing.is_same_run(&entry)) {
                changed.retain(|number| *number != entry.number);
                continue;
            }
            if existing.is_some() || taken.contains(&entry.number) {
                changed.retain(|number| *number != entry.number);
                changed.extend([entry.number, free]);
                entry.number = free;
                free = free.saturating_add(1);
            }
            self.insert(Arc::new(entry));
        }
        changed.extend(self.evict_oldest());
        let entries = &self.entries;
        let is_listed = |number: &u32| entries.iter().any(|entry| entry.number == *number);
        self.selected.retain(is_listed);
        self.shown = self.shown.filter(is_listed);
        changed
    }

    /// Adds entries of a workspace that are not in the list, each under its number or, if that is taken or very high,
    /// the next free one. Existing entries stay: if not all fit, the last ones are added.
    pub fn import(&mut self, mut found: Vec<RunEntry>, taken: &[u32]) -> ImportSummary {
        let offered = found.len();
        let mut new: Vec<RunEntry> = Vec::new();
        for entry in found.drain(..) {
            if !self.entries.iter().any(|other| other.is_same_run(&entry))
                && !new.iter().any(|other| other.is_same_run(&entry))
            {
                new.push(entry);
            }
        }
        let already = offered - new.len();
        let no_room = new.len().saturating_sub(MAX_ENTRIES.saturating_sub(self.entries.len()));
        let mut numbers = Vec::new();
        for mut entry in new.drain(..).skip(no_room) {
            let number = entry.number;
            // Such a high number would exhaust those of later runs.
            let is_unusable = number == 0 || number > MAX_NUMBER / 2;
            if is_unusable || self.get(number).is_some() || taken.contains(&number) {
                let highest = taken.iter().copied().max().unwrap_or(0).max(self.highest_number());
                entry.number = highest.saturating_add(1);
            }
            numbers.push(entry.number);
            self.own.insert(entry.number);
            self.insert(Arc::new(entry));
        }
        ImportSummary { numbers, already, no_room }
    }

    /// Removes what was [imported](Self::import).
    pub fn undo_import(&mut self, imported: &ImportSummary) {
        self.highest_known = self.highest_number();
        self.own.retain(|number| !imported.numbers.contains(number));
        self.entries.retain(|entry| !imported.numbers.contains(&entry.number));
        self.deselect(&imported.numbers);
        self.fit_models();
    }

    pub fn rename(&mut self, number: u32, title: String) {
        self.change(number, |entry| entry.title = title);
    }

    /// Undone by [`restore`](Self::restore), the latest deletion first.
    pub fn delete(&mut self, number: u32) {
        if let Some(at) = self.entries.iter().position(|entry| entry.number == number) {
            self.highest_known = self.highest_number();
            self.deleted.push(self.entries.remove(at));
            self.deselect(&[number]);
        }
    }

    pub fn deleted(&self) -> Option<&Arc<RunEntry>> {
        self.deleted.last()
    }

    /// Whether an older entry cannot be added.
    pub fn is_full(&self) -> bool {
        self.entries.len() >= MAX_ENTRIES
    }

    /// Restores the latest deletion if there is room, and returns its number.
    pub fn restore(&mut self) -> Option<u32> {
        if self.is_full() {
            return None;
        }
        let mut entry = self.deleted.pop()?;
        if self.get(entry.number).is_some() {
            // An imported entry has its number now.
            entry = Arc::new(RunEntry {
                number: self.highest_number().checked_add(1)?,
                ..RunEntry::clone(&entry)
            });
        }
        let number = entry.number;
        self.insert(entry);
        Some(number)
    }

    pub fn clear(&mut self) {
        *self = RunList { highest_known: self.highest_number(), ..RunList::default() };
    }

    pub fn is_selected(&self, number: u32) -> bool {
        self.selected.contains(&number)
    }

    /// Whether no more can be selected.
    pub fn is_selection_full(&self) -> bool {
        self.selected.len() >= MAX_COMPARED
    }

    /// Selects an entry for the comparison, or deselects it.
    pub fn select(&mut self, number: u32, yes: bool) {
        self.selected.retain(|other| *other != number);
        if yes && !self.is_selection_full() {
            self.selected.push(number);
        }
    }

    /// The selected entries.
    pub fn compared(&self) -> Vec<Arc<RunEntry>> {
        self.selected.iter().filter_map(|number| self.get(*number).cloned()).collect()
    }

    /// Selects an entry and the one that suits it best for a comparison: the latest of its kind or, if there is none, of the other.
    /// Returns whether there are two.
    pub fn select_with_other(&mut self, number: u32) -> bool {
        let is_single = self.get(number).is_some_and(|entry| entry.single().is_some());
        let others = || self.entries.iter().rev().filter(|entry| entry.number != number);
        let same_kind = others().find(|entry| entry.single().is_some() == is_single);
        let Some(other) = same_kind.or(others().next()).map(|entry| entry.number) else { return false };
        self.selected = vec![number, other];
        true
    }
}

#[cfg(test)]
mod tests;
