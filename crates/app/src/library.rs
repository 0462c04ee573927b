//! The library: models and workspaces that the visitor saved by hand in the browser.

use serde::{Deserialize, Serialize};

use super::file_name::{Extension, file_name};
use super::run_entry::MAX_NUMBER;
use facade_record as record;
use facade_record::{Record, RecordKind, kinds, lenient};
use facade_text as text;

/// In characters.
const MAX_NAME_LENGTH: usize = 80;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemKind {
    #[serde(rename = "Session")]
    Workspace {
        /// Number of runs and series.
        #[serde(default)]
        runs: usize,
        /// Whether there is a model.
        #[serde(default)]
        model: bool,
    },
    /// A model's file.
    Model,
    /// Something that this version does not know, or cannot read.
    #[default]
    Unknown,
}

impl ItemKind {
    pub fn extension(self) -> Extension {
        match self {
            ItemKind::Workspace { .. } | ItemKind::Unknown => Extension::Facade,
            ItemKind::Model => Extension::Safetensors,
        }
    }
}

/// An item of the library. Its bytes are a separate record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LibraryItem {
    pub id: u32,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub kind: ItemKind,
    /// As the visitor calls it.
    #[serde(default)]
    pub name: String,
    /// When it was saved, in milliseconds since 1970; 0 if unknown.
    #[serde(default)]
    pub saved_ms: f64,
    /// In bytes.
    #[serde(default)]
    pub size: usize,
}

impl LibraryItem {
    pub fn file_name(&self) -> String {
        file_name(&self.name, self.kind.extension())
    }

    /// What it contains.
    pub fn content_text(&self) -> String {
        match self.kind {
            ItemKind::Workspace { runs, model } => {
                text::t!(shelf_content, runs, model = if model { "model" } else { "none" })
            }
            ItemKind::Model => text::shelf_model().to_owned(),
            ItemKind::Unknown => text::shelf_unknown().to_owned(),
        }
    }
}

/// The name in what a visitor typed, if there is one.
pub fn parse_name(typed: &str) -> Option<String> {
    let name: String = typed.trim().chars().filter(|c| !c.is_control()).take(MAX_NAME_LENGTH).collect();
    (!name.is_empty()).then_some(name)
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Library {
    /// The newest last.
    #[serde(deserialize_with = "lenient::list")]
    pub items: Vec<LibraryItem>,
    /// The highest id ever assigned.
    #[serde(rename = "highest")]
    highest_id: u32,
}

impl Record for Library {
    const KIND: RecordKind = kinds::LIBRARY;
}

/// The kind of an item, by its first bytes.
pub fn item_kind(bytes: &[u8]) -> ItemKind {
    let is = |kind: RecordKind| record::kind(bytes).is_some_and(|name| name == kind.name);
    // A model's file begins with the length of its header, which is JSON.
    let header = bytes.first_chunk().map(|length| u64::from_le_bytes(*length));
    if is(kinds::WORKSPACE) {
        ItemKind::Workspace { runs: 0, model: false }
    } else if header.is_some_and(|length| length < 1 << 27) && bytes.get(8) == Some(&b'{') {
        ItemKind::Model
    } else {
        ItemKind::Unknown
    }
}

impl Library {
    /// Adds an item under the next id.
    pub fn add(&mut self, kind: ItemKind, name: &str, saved_ms: f64, size: usize) -> LibraryItem {
        self.highest_id = self.next_id();
        let item = LibraryItem { id: self.highest_id, kind, name: name.to_owned(), saved_ms, size };
        self.items.push(item.clone());
        item
    }

    /// The same library without items; no id is assigned twice.
    pub fn cleared(&self) -> Self {
        Library { items: Vec::new(), highest_id: self.last_id() }
    }

    /// Adds stored items that are not listed: `found` are their ids, first bytes and sizes. Returns whether there were any.
    pub fn add_found<'a>(&mut self, found: impl Iterator<Item = (u32, &'a [u8], usize)>) -> bool {
        let before = self.items.len();
        for (id, bytes, size) in found {
            if self.items.iter().all(|item| item.id != id) {
                let kind = item_kind(bytes);
                let name = text::shelf_found(id);
                self.items.push(LibraryItem { id, kind, name, saved_ms: 0.0, size });
                self.highest_id = self.highest_id.max(id);
            }
        }
        self.items.sort_by_key(|item| item.id);
        self.items.len() > before
    }

    /// Does not assign any id again that another library has assigned.
    pub fn reserve_ids_of(&mut self, other: &Library) {
        self.highest_id = self.highest_id.max(other.highest_id);
    }

    /// Adds a removed item again, and returns it. If its id was assigned meanwhile, it gets the next one.
    pub fn restore(&mut self, mut item: LibraryItem) -> LibraryItem {
        match self.items.iter().find(|other| other.id == item.id) {
            Some(other) if *other == item => return item,
            Some(_) => item.id = self.next_id(),
            None => {}
        }
        self.items.push(item.clone());
        self.items.sort_by_key(|item| item.id);
        item
    }

    pub fn remove(&mut self, id: u32) -> Option<LibraryItem> {
        let at = self.items.iter().position(|item| item.id == id)?;
        Some(self.items.remove(at))
    }

    pub fn rename(&mut self, id: u32, name: String) {
        self.items.iter_mut().filter(|item| item.id == id).for_each(|item| item.name.clone_from(&name));
    }

    /// A default name for a new workspace.
    pub fn next_workspace_name(&self) -> String {
        text::shelf_session_name(self.next_id())
    }

    /// The highest id ever assigned, even if `highest_id` is damaged.
    fn last_id(&self) -> u32 {
        self.items.iter().map(|item| item.id).fold(self.highest_id, u32::max)
    }

    /// An unused id: the one after the highest or, if a damaged library leaves none, the first free one.
    fn next_id(&self) -> u32 {
        let is_free = |id: &u32| self.items.iter().all(|item| item.id != *id);
        let last = self.last_id();
        if last < MAX_NUMBER { last + 1 } else { (1..).find(is_free).unwrap_or(last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_is_assigned_twice_even_if_the_highest_id_is_damaged() {
        let mut library = Library::default();
        assert_eq!(library.add(ItemKind::Model, "one", 0.0, 1).id, 1);
        assert_eq!(library.add(ItemKind::Model, "two", 0.0, 1).id, 2);
        library.remove(2);
        assert_eq!(library.add(ItemKind::Model, "three", 0.0, 1).id, 3);
        library.highest_id = 0;
        assert_eq!(library.add(ItemKind::Model, "four", 0.0, 1).id, 4);
        library.highest_id = 0;
        assert_eq!(library.cleared().add(ItemKind::Model, "five", 0.0, 1).id, 5);
    }

    #[test]
    fn an_item_restored_twice_is_there_once_and_no_id_is_assigned_twice() {
        let mut library = Library::default();
        let one = library.add(ItemKind::Model, "one", 0.0, 1);
        library.remove(one.id);
        assert_eq!([library.restore(one.clone()).id, library.restore(one.clone()).id], [1, 1]);
        assert_eq!(library.items.len(), 1);
        // Another tab has added another item under this id.
        let other = LibraryItem { name: "other".to_owned(), ..one };
        assert_eq!(library.restore(other).id, 2);
        let mut damaged = Library { highest_id: u32::MAX, ..library };
        let ids = [(); 3].map(|()| damaged.add(ItemKind::Model, "more", 0.0, 1).id);
        assert_eq!(ids, [3, 4, 5], "the damaged highest id is ignored");
    }
}
