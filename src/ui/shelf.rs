//! What the visitor puts aside by hand, to go back to or to take along: models, and sessions, which are all of the list, the model and
//! the settings, and no data. Knows no browser.

use serde::{Deserialize, Serialize};

use super::file_name::{Ending, file_name};
use super::list::Entry;
use super::state::State;
use crate::protocol::{Bytes, DeviceChoice};
use crate::text;
use crate::training::Config;

/// Letters of a name.
const LONGEST: usize = 80;

/// What was trained, and with what settings. A run by itself is a session with one entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Runs and series, the oldest first.
    pub entries: Vec<Entry>,
    /// The model's file and its name, where there is one.
    pub model: Option<(String, Bytes)>,
    /// The settings as they stand, where there are some.
    pub settings: Option<(Config, DeviceChoice)>,
}

/// What lies on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A session with so many runs and series, and whether there is a model.
    Session(usize, bool),
    /// A model's file.
    Model,
}

impl Kind {
    /// What its file ends in.
    pub fn ending(self) -> Ending {
        match self {
            Kind::Session(..) => Ending::Facade,
            Kind::Model => Ending::Safetensors,
        }
    }
}

/// One thing on the shelf. Its bytes lie beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Tells it from others.
    pub id: u32,
    /// What it is.
    pub kind: Kind,
    /// As the visitor calls it.
    pub name: String,
    /// When it was put there, in milliseconds since 1970.
    pub saved_ms: f64,
    /// How many bytes it has.
    pub size: usize,
}

impl Item {
    /// Name of its file.
    pub fn file_name(&self) -> String {
        file_name(&self.name, self.kind.ending())
    }

    /// What is in it, in words.
    pub fn content(&self) -> String {
        match self.kind {
            Kind::Session(runs, model) => text::shelf_content(runs, if model { "model" } else { "none" }),
            Kind::Model => text::shelf_model().to_owned(),
        }
    }
}

/// A name that somebody typed, if it is one.
pub fn name_of(typed: &str) -> Option<String> {
    let name: String = typed.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    (!name.is_empty()).then_some(name)
}

/// All that lies there, the newest last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shelf {
    /// The things.
    pub items: Vec<Item>,
    /// The highest id that was given.
    highest: u32,
}

impl Shelf {
    /// Puts something there under the next id.
    pub fn put(&mut self, kind: Kind, name: &str, saved_ms: f64, size: usize) -> Item {
        self.highest += 1;
        let item = Item { id: self.highest, kind, name: name.to_owned(), saved_ms, size };
        self.items.push(item.clone());
        item
    }

    /// The same without anything in it; no id is given twice.
    pub fn emptied(&self) -> Self {
        Shelf { items: Vec::new(), highest: self.highest }
    }

    /// Goes on behind the ids of what was there before.
    pub fn goes_on_behind(&mut self, before: &Shelf) {
        self.highest = self.highest.max(before.highest);
    }

    /// Puts back what was taken away.
    pub fn put_back(&mut self, item: Item) {
        self.items.push(item);
        self.items.sort_by_key(|item| item.id);
    }

    /// Takes one away.
    pub fn take(&mut self, id: u32) -> Option<Item> {
        let at = self.items.iter().position(|item| item.id == id)?;
        Some(self.items.remove(at))
    }

    /// Gives one another name.
    pub fn rename(&mut self, id: u32, name: String) {
        self.items.iter_mut().filter(|item| item.id == id).for_each(|item| item.name.clone_from(&name));
    }

    /// A name that a new session can have.
    pub fn next_name(&self) -> String {
        text::shelf_session_name(self.highest + 1)
    }
}

impl State {
    /// What this visit would lose without its data, `settings` being what stands in the form.
    pub fn whole_session(&self, settings: Option<(Config, DeviceChoice)>) -> Session {
        let model = self.model.as_ref().map(|model| (model.file_name.clone(), Bytes(model.file.to_vec())));
        let entries = self.list.entries().iter().map(|entry| (**entry).clone()).collect();
        Session { entries, model, settings }
    }

    /// Adds the runs and series of a session to the list. How many were not there yet, and the numbers that have changed by it.
    pub fn adopt(&mut self, entries: Vec<Entry>) -> (usize, Vec<u32>) {
        let offered = self.kept.run.iter().map(|run| run.number);
        let taken: Vec<u32> = self.numbers().chain(offered).collect();
        self.list.adopt(entries, &taken)
    }
}
