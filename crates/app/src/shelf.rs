//! What the visitor puts aside by hand, to go back to or to take along: models, and sessions, which are all of the list, the model and
//! the settings, and no data. Knows no browser.

use serde::{Deserialize, Serialize};

use super::file_name::{Ending, file_name};
use super::list::{Entry, HIGHEST, MOST};
use super::saved::{KeptModel, Settings};
use facade_protocol::Bytes;
use facade_record as record;
use facade_record::{Form, Record, Unreadable, forms, lenient};
use facade_text as text;

/// Letters of a name.
const LONGEST: usize = 80;

/// What was trained, and with what settings. A run by itself is a session with one entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// Runs and series, the oldest first.
    pub entries: Vec<Entry>,
    /// The model's file and its name, where there is one.
    pub model: Option<KeptModel>,
    /// The settings as they stand, where there are some.
    pub settings: Option<Settings>,
}

/// A session as it is written: its runs and its settings are records of their own, so that what cannot be read of one costs
/// none of the others.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Parts {
    entries: Vec<Bytes>,
    model: Option<KeptModel>,
    settings: Option<Bytes>,
}

impl Record for Parts {
    const FORM: Form = forms::SESSION;

    fn size(&self) -> usize {
        let entries: usize = self.entries.iter().map(|entry| entry.0.len() + 8).sum();
        entries + self.model.as_ref().map_or(0, KeptModel::size) + 2048
    }
}

/// A session that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// What can be used of it.
    pub session: Session,
    /// Why others of its runs and series cannot.
    pub unreadable: Vec<Unreadable>,
}

impl Session {
    /// As the bytes of a file. None if something does not pack, which plain data always does.
    pub fn pack(&self) -> Option<Vec<u8>> {
        let entries =
            self.entries.iter().map(|entry| record::pack(entry).map(Bytes)).collect::<Option<_>>()?;
        let settings = self.settings.as_ref().map(|settings| record::pack(settings).map(Bytes));
        let settings = settings.map_or(Some(None), |packed| packed.map(Some))?;
        record::pack(&Parts { entries, model: self.model.clone(), settings })
    }

    /// From the bytes of a file, which may be anybody's. Settings that cannot be read, or that no run can start with, are none.
    ///
    /// # Errors
    /// If they are no session, or none that this version reads.
    pub fn unpack(bytes: &[u8]) -> Result<Opened, Unreadable> {
        let Parts { entries, model, settings } = record::unpack(bytes)?;
        // Each is compared with all others.
        if entries.len() > MOST_ENTRIES {
            return Err(Unreadable::Unsound);
        }
        let settings = settings.and_then(|Bytes(packed)| record::unpack::<Settings>(&packed).ok());
        let settings = settings.filter(|settings| settings.config.check().is_ok());
        let (mut sound, mut unreadable) = (Vec::new(), Vec::new());
        for Bytes(entry) in entries {
            match Entry::unpack(&entry) {
                Ok(entry) => sound.push(entry),
                Err(why) => unreadable.push(why),
            }
        }
        Ok(Opened { session: Session { entries: sound, model, settings }, unreadable })
    }
}

/// The most runs and series that are read of a session, many times what the list has room for.
const MOST_ENTRIES: usize = 10_000;

/// What lies on the shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A session.
    Session {
        /// How many runs and series are in it.
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

impl Kind {
    /// What its file ends in.
    pub fn ending(self) -> Ending {
        match self {
            Kind::Session { .. } | Kind::Unknown => Ending::Facade,
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
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub kind: Kind,
    /// As the visitor calls it.
    #[serde(default)]
    pub name: String,
    /// When it was put there, in milliseconds since 1970; 0 where that is not known.
    #[serde(default)]
    pub saved_ms: f64,
    /// How many bytes it has.
    #[serde(default)]
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
            Kind::Session { runs, model } => text::shelf_content(runs, if model { "model" } else { "none" }),
            Kind::Model => text::shelf_model().to_owned(),
            Kind::Unknown => text::shelf_unknown().to_owned(),
        }
    }
}

/// What to tell of runs and series of a session that did not come to the list.
pub fn left_out_words(no_room: usize, unreadable: &[Unreadable]) -> Vec<String> {
    let mut words = Vec::new();
    if no_room > 0 {
        words.push(text::shelf_no_room(no_room, MOST));
    }
    for (why, word) in
        [(Unreadable::Newer, "newer"), (Unreadable::Unsound, "unsound"), (Unreadable::Damaged, "damaged")]
    {
        // A session of this form holds none of the form before.
        match unreadable.iter().filter(|each| **each == why).count() {
            0 => {}
            runs => words.push(text::shelf_left_out(runs, word)),
        }
    }
    words
}

/// A name that somebody typed, if it is one.
pub fn name_of(typed: &str) -> Option<String> {
    let name: String = typed.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    (!name.is_empty()).then_some(name)
}

/// All that lies there, the newest last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shelf {
    /// The things.
    #[serde(deserialize_with = "lenient::list")]
    pub items: Vec<Item>,
    /// The highest id that was given.
    highest: u32,
}

impl Record for Shelf {
    const FORM: Form = forms::SHELF;
}

/// What something on the shelf is, by its bytes, of which the first few will do.
pub fn kind_of(bytes: &[u8]) -> Kind {
    let is = |form: Form| record::kind(bytes).is_some_and(|kind| kind == form.kind);
    // A model's file begins with the length of its header, which is JSON.
    let header = bytes.first_chunk().map(|length| u64::from_le_bytes(*length));
    if is(forms::SESSION) {
        Kind::Session { runs: 0, model: false }
    } else if header.is_some_and(|length| length < 1 << 27) && bytes.get(8) == Some(&b'{') {
        Kind::Model
    } else {
        Kind::Unknown
    }
}

impl Shelf {
    /// Puts something there under the next id.
    pub fn put(&mut self, kind: Kind, name: &str, saved_ms: f64, size: usize) -> Item {
        self.highest = self.next_id();
        let item = Item { id: self.highest, kind, name: name.to_owned(), saved_ms, size };
        self.items.push(item.clone());
        item
    }

    /// The same without anything in it; no id is given twice.
    pub fn emptied(&self) -> Self {
        Shelf { items: Vec::new(), highest: self.last_id() }
    }

    /// Takes in things that lie there and that nothing is said of: `found` are their ids, the beginning of their bytes and how
    /// many there are. Whether there were such.
    pub fn take_in<'a>(&mut self, found: impl Iterator<Item = (u32, &'a [u8], usize)>) -> bool {
        let before = self.items.len();
        for (id, bytes, size) in found {
            if self.items.iter().all(|item| item.id != id) {
                let kind = kind_of(bytes);
                let name = text::shelf_found(id);
                self.items.push(Item { id, kind, name, saved_ms: 0.0, size });
                self.highest = self.highest.max(id);
            }
        }
        self.items.sort_by_key(|item| item.id);
        self.items.len() > before
    }

    /// Goes on behind the ids of what was there before.
    pub fn goes_on_behind(&mut self, before: &Shelf) {
        self.highest = self.highest.max(before.highest);
    }

    /// Puts back what was taken away: as it is there now. Where its id was given meanwhile, it gets the next one.
    pub fn put_back(&mut self, mut item: Item) -> Item {
        match self.items.iter().find(|there| there.id == item.id) {
            Some(there) if *there == item => return item,
            Some(_) => item.id = self.next_id(),
            None => {}
        }
        self.items.push(item.clone());
        self.items.sort_by_key(|item| item.id);
        item
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
        text::shelf_session_name(self.next_id())
    }

    /// The highest id that anything has or had, whatever the list says of it.
    fn last_id(&self) -> u32 {
        self.items.iter().map(|item| item.id).fold(self.highest, u32::max)
    }

    /// An id that nothing has: the one behind the highest, or the first that is free where a damaged list leaves none behind that.
    fn next_id(&self) -> u32 {
        let free = |id: &u32| self.items.iter().all(|item| item.id != *id);
        let last = self.last_id();
        if last < HIGHEST { last + 1 } else { (1..).find(free).unwrap_or(last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_is_given_twice_even_if_the_list_is_wrong_about_the_highest() {
        let mut shelf = Shelf::default();
        assert_eq!(shelf.put(Kind::Model, "one", 0.0, 1).id, 1);
        assert_eq!(shelf.put(Kind::Model, "two", 0.0, 1).id, 2);
        shelf.take(2);
        assert_eq!(shelf.put(Kind::Model, "three", 0.0, 1).id, 3);
        shelf.highest = 0;
        assert_eq!(shelf.put(Kind::Model, "four", 0.0, 1).id, 4);
        shelf.highest = 0;
        assert_eq!(shelf.emptied().put(Kind::Model, "five", 0.0, 1).id, 5);
    }

    #[test]
    fn what_comes_back_twice_is_there_once_and_no_id_is_given_twice() {
        let mut shelf = Shelf::default();
        let one = shelf.put(Kind::Model, "one", 0.0, 1);
        shelf.take(one.id);
        assert_eq!([shelf.put_back(one.clone()).id, shelf.put_back(one.clone()).id], [1, 1]);
        assert_eq!(shelf.items.len(), 1);
        // Another tab has put something else there.
        let other = Item { name: "other".to_owned(), ..one };
        assert_eq!(shelf.put_back(other).id, 2);
        let mut damaged = Shelf { highest: u32::MAX, ..shelf };
        let ids = [(); 3].map(|()| damaged.put(Kind::Model, "more", 0.0, 1).id);
        assert_eq!(ids, [3, 4, 5], "what was beyond all ids is not");
    }
}
