//! What is to be written into the browser's store, and the parts that it can be written in. Knows no browser.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::list::Entry;
use super::saved::SavedRun;
use facade_data::Dataset;

/// What happens to one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Change<T> {
    /// It stays as it is.
    #[default]
    Leave,
    /// It is replaced.
    Put(T),
    /// It goes.
    Remove,
}

impl<T> Change<T> {
    pub(super) fn is_leave(&self) -> bool {
        matches!(self, Change::Leave)
    }
}

/// A run and its checkpoint.
pub(super) type WholeRun = (Rc<SavedRun>, Rc<Vec<u8>>);

/// A model's file and its name.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelFile {
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Rc<Vec<u8>>,
}

/// What is written by itself where all together cannot be, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Everything goes.
    Clear,
    /// The run goes.
    Removal,
    /// The houses, and the run, which cannot go on without them.
    Run,
    /// The model.
    Model,
    /// A run or a series of the list, by its number.
    Listed(u32),
}

/// Changes that are written all together or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Write {
    /// Everything goes, before anything else happens.
    pub clear: bool,
    /// Houses to put there.
    pub houses: Option<Rc<Dataset>>,
    /// Numbers of the houses that are left out by hand.
    pub excluded: Option<Vec<u32>>,
    /// What happens to the run.
    pub run: Change<WholeRun>,
    /// A model to put there.
    pub model: Option<ModelFile>,
    /// Runs and series of the list to put there by their numbers, and numbers of those that go.
    pub list: BTreeMap<u32, Option<Rc<Entry>>>,
}

impl Write {
    pub(super) fn is_empty(&self) -> bool {
        self.parts().is_empty()
    }

    /// What it can be divided into.
    pub(super) fn parts(&self) -> Vec<Part> {
        let puts_run = matches!(self.run, Change::Put(_));
        let run = puts_run || self.houses.is_some() || self.excluded.is_some();
        let whole = [
            (self.clear, Part::Clear),
            (self.run == Change::Remove, Part::Removal),
            (run, Part::Run),
            (self.model.is_some(), Part::Model),
        ];
        let whole = whole.into_iter().filter(|(there, _)| *there).map(|(_, part)| part);
        whole.chain(self.list.keys().copied().map(Part::Listed)).collect()
    }

    /// Whether something is lost where a part is not written. Houses are there to be read again.
    pub(super) fn matters(&self, part: Part) -> bool {
        match part {
            Part::Clear | Part::Model => true,
            Part::Removal => false,
            Part::Run => matches!(self.run, Change::Put(_)),
            Part::Listed(number) => self.list.get(&number).is_some_and(Option::is_some),
        }
    }

    /// Gives one of its parts to another.
    pub(super) fn give(&mut self, part: Part, to: &mut Write) {
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
        }
    }

    /// Both as one, where this one is newer.
    pub(super) fn behind(self, older: Write) -> Write {
        let mut list = older.list;
        list.extend(self.list);
        Write {
            list,
            clear: older.clear || self.clear,
            houses: self.houses.or(older.houses),
            excluded: self.excluded.or(older.excluded),
            run: if self.run.is_leave() { older.run } else { self.run },
            model: self.model.or(older.model),
        }
    }
}
