//! One write to the browser's store, and the parts that can be written separately.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::run_entry::ModelKey;
use super::run_entry::RunEntry;
use super::saved::SavedRun;
use facade_data::{Dataset, HouseId};

/// What happens to one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Change<T> {
    #[default]
    Leave,
    Put(T),
    Remove,
}

impl<T> Change<T> {
    pub(super) fn is_leave(&self) -> bool {
        matches!(self, Change::Leave)
    }
}

/// A run and its packed checkpoint.
pub(super) type RunWithCheckpoint = (Arc<SavedRun>, Arc<Vec<u8>>);

#[derive(Clone, Debug, PartialEq)]
pub struct ModelFile {
    pub name: String,
    pub bytes: Arc<Vec<u8>>,
    /// The run that produced it, if any.
    pub run: Option<u32>,
}

/// Part of a write, in the order in which parts are tried when the whole write fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Removes everything.
    Clear,
    /// Removes the run.
    Removal,
    /// The houses and the run, which cannot resume without them.
    Run,
    Model,
    /// A run or series of the list, by its number.
    Listed(u32),
    /// The model of a run of the list, by the run's key.
    RunModel(ModelKey),
}

/// Changes that are written in one transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoreWrite {
    /// Remove everything first.
    pub clear: bool,
    pub houses: Option<Arc<Dataset>>,
    /// Ids of the houses that the visitor excluded.
    pub excluded: Option<Vec<HouseId>>,
    pub run: Change<RunWithCheckpoint>,
    pub model: Option<ModelFile>,
    /// Runs and series of the list, by number. `None` removes one.
    pub list: BTreeMap<u32, Option<Arc<RunEntry>>>,
    /// Models of these, by the keys of their runs. `None` removes one.
    pub run_models: BTreeMap<ModelKey, Option<ModelFile>>,
}

impl StoreWrite {
    pub(super) fn is_empty(&self) -> bool {
        self.parts().is_empty()
    }

    pub(super) fn parts(&self) -> Vec<Part> {
        let puts_run = matches!(self.run, Change::Put(_));
        let run = puts_run || self.houses.is_some() || self.excluded.is_some();
        let parts = [
            (self.clear, Part::Clear),
            (self.run == Change::Remove, Part::Removal),
            (run, Part::Run),
            (self.model.is_some(), Part::Model),
        ];
        let parts = parts.into_iter().filter(|(present, _)| *present).map(|(_, part)| part);
        let parts = parts.chain(self.list.keys().copied().map(Part::Listed));
        parts.chain(self.run_models.keys().copied().map(Part::RunModel)).collect()
    }

    /// Whether the visitor loses something if this part is not written. Houses can be read from their files again.
    pub(super) fn is_loss(&self, part: Part) -> bool {
        match part {
            Part::Clear | Part::Model => true,
            Part::Removal => false,
            Part::Run => matches!(self.run, Change::Put(_)),
            Part::Listed(number) => self.list.get(&number).is_some_and(Option::is_some),
            Part::RunModel(key) => self.run_models.get(&key).is_some_and(Option::is_some),
        }
    }

    pub(super) fn move_part(&mut self, part: Part, to: &mut StoreWrite) {
        match part {
            Part::Clear => to.clear = std::mem::take(&mut self.clear),
            Part::Removal => to.run = std::mem::take(&mut self.run),
            Part::Run => {
                to.houses = self.houses.take();
                to.excluded = self.excluded.take();
                if matches!(self.run, Change::Put(_)) {
                    to.run = std::mem::take(&mut self.run);
                }
            }
            Part::Model => to.model = self.model.take(),
            Part::Listed(number) => to.list.extend(self.list.remove_entry(&number)),
            Part::RunModel(key) => to.run_models.extend(self.run_models.remove_entry(&key)),
        }
    }

    /// Merges two writes; this one is newer and takes precedence.
    pub(super) fn merged_over(self, older: StoreWrite) -> StoreWrite {
        let mut list = older.list;
        list.extend(self.list);
        let mut run_models = older.run_models;
        run_models.extend(self.run_models);
        StoreWrite {
            list,
            run_models,
            clear: older.clear || self.clear,
            houses: self.houses.or(older.houses),
            excluded: self.excluded.or(older.excluded),
            run: if self.run.is_leave() { older.run } else { self.run },
            model: self.model.or(older.model),
        }
    }
}
