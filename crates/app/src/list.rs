//! The list of runs and series that outlives the visit: what each is, and which are chosen.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::figures::rows;
use super::run::{Run, RunState, device_words};
use super::series::{Repeated, Series};
use facade_data::Dataset;
use facade_protocol::DeviceChoice;
use facade_record::{Form, Record, forms};
use facade_spec::Config;
use facade_spec::evaluation::Evaluation;
use facade_text as text;

/// The highest number that a run or a series has. A run every second would take 68 years.
pub const HIGHEST: u32 = 1 << 31;

/// Entries that are kept; beyond them the oldest goes.
pub const MOST: usize = 100;

/// Entries that can be compared at once: as many as have a line of their own in the chart.
pub const COMPARED: usize = 6;

/// Points of a curve that are kept.
const POINTS: usize = 400;

/// A run or a series with all that it came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The page's number for it.
    #[serde(default)]
    pub number: u32,
    /// What the visitor calls it; empty until it is called something.
    #[serde(default)]
    pub title: String,
    /// When it ended, in milliseconds since 1970.
    #[serde(default)]
    pub saved_ms: f64,
    /// Name of its data.
    #[serde(default)]
    pub data: String,
    /// Where it was computed, in words.
    #[serde(default)]
    pub device: String,
    /// Its settings.
    pub config: Config,
    /// Numbers of the houses left out.
    #[serde(default)]
    pub excluded: Vec<u32>,
    /// What it is.
    pub what: What,
}

impl Record for Entry {
    const FORM: Form = forms::ENTRY;

    fn size(&self) -> usize {
        let houses = self.single().map_or(0, |single| single.evaluation.predictions.len());
        2048 + 64 * houses + 16 * POINTS
    }
}

/// What an entry holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// One run.
    Single(Box<Single>),
    /// A series of runs.
    Series(Repeated),
}

/// One run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Single {
    /// Whether it was stopped before its last epoch.
    #[serde(default)]
    pub stopped: bool,
    /// Epochs done.
    #[serde(default)]
    pub epochs: usize,
    /// Trainable parameters.
    #[serde(default)]
    pub parameters: usize,
    /// Median seconds an epoch.
    #[serde(default)]
    pub seconds_per_epoch: f64,
    /// MAPE in validation by epoch; of a long run not every epoch.
    #[serde(default)]
    pub curve: Vec<(usize, f64)>,
    /// How good it is, with the price of each test house.
    pub evaluation: Evaluation,
}

impl Single {
    /// Whether these are the houses that it was tested on, so that they can be shown beside its prices.
    pub fn knows(&self, data: &Dataset) -> bool {
        let price = |position: usize| data.houses.get(position).map(|house| house.price);
        let rows = rows(&self.evaluation.predictions, Some(data));
        rows.iter().all(|row| row.position.and_then(price) == Some(row.actual))
    }
}

impl Entry {
    /// Of a run that has ended with results, at a time in milliseconds since 1970.
    pub fn of_run(run: &Run, saved_ms: f64) -> Option<Self> {
        let evaluation = run.evaluation.as_deref()?.clone();
        let last = run.curve.len().saturating_sub(1);
        let stride = run.curve.len().div_ceil(POINTS).max(1);
        let points = run.curve.iter().enumerate().filter(|(i, _)| i.is_multiple_of(stride) || *i == last);
        let device = run.device.as_ref().map(|report| device_words(&report.chosen));
        Some(Entry {
            number: run.number,
            title: String::new(),
            saved_ms,
            data: run.data.as_ref().map(|data| data.name.clone()).unwrap_or_default(),
            device: device.map(|(kind, name)| joined(kind, &name)).unwrap_or_default(),
            config: run.config.clone(),
            excluded: run.excluded.clone(),
            what: What::Single(Box::new(Single {
                stopped: run.state == RunState::Stopped,
                epochs: run.epoch(),
                parameters: run.setup.as_ref().map_or(0, |setup| setup.parameters),
                seconds_per_epoch: run.seconds_per_epoch.unwrap_or(0.0),
                curve: points
                    .map(|(_, epoch)| (epoch.epoch, epoch.validation_mape))
                    // Beyond all numbers there is nothing to draw.
                    .filter(|(_, mape)| mape.is_finite())
                    .collect(),
                evaluation,
            })),
        })
    }

    /// Of a series, once a run of it has a result.
    pub fn of_series(series: &Series, saved_ms: f64) -> Option<Self> {
        if series.repeated.scores.is_empty() {
            return None;
        }
        let kind = match series.device {
            DeviceChoice::Cpu => "CPU",
            DeviceChoice::Gpu => "GPU",
            DeviceChoice::Auto => text::listed_faster_device(),
        };
        Some(Entry {
            number: series.number,
            title: String::new(),
            saved_ms,
            data: series.data.as_ref().map(|data| data.name.clone()).unwrap_or_default(),
            device: kind.to_owned(),
            config: series.config.clone(),
            excluded: series.excluded.clone(),
            what: What::Series(series.repeated.clone()),
        })
    }

    /// The run, where it is one.
    pub fn single(&self) -> Option<&Single> {
        match &self.what {
            What::Single(single) => Some(single),
            What::Series(_) => None,
        }
    }

    /// What it is, by which texts are chosen.
    fn kind(&self) -> &'static str {
        if self.single().is_some() { "run" } else { "series" }
    }

    /// What it is called.
    pub fn name(&self) -> String {
        match self.title.as_str() {
            "" => text::listed_name(self.kind(), self.number),
            title => title.to_owned(),
        }
    }

    /// The same within a sentence.
    pub fn name_within(&self) -> String {
        match self.title.as_str() {
            "" => text::listed_name_within(self.kind(), self.number),
            title => title.to_owned(),
        }
    }

    /// Whether this is the same as another, whatever they are numbered.
    fn is(&self, other: &Entry) -> bool {
        self.saved_ms == other.saved_ms && self.data == other.data && self.config == other.config
    }
}

fn joined(kind: &str, name: &str) -> String {
    if name.is_empty() { kind.to_owned() } else { format!("{kind}, {name}") }
}

/// What came of entries from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Numbers of those that came to the list.
    pub numbers: Vec<u32>,
    /// How many were there already.
    pub already: usize,
    /// How many found no room.
    pub no_room: usize,
}

/// All entries, the oldest first, and what the visitor does with them.
#[derive(Clone, Debug, Default)]
pub struct RunList {
    entries: Vec<Rc<Entry>>,
    /// Numbers of those that this visit has added.
    own: BTreeSet<u32>,
    /// Numbers of those that are compared, in the order in which they were chosen.
    chosen: Vec<u32>,
    /// The run whose results are shown in the place of the latest.
    pub shown: Option<u32>,
    /// Those that were taken off, the last at the end.
    deleted: Vec<Rc<Entry>>,
    /// The highest number of anything that the browser keeps, readable or not.
    highest: u32,
}

impl RunList {
    /// All of them, the oldest first.
    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    /// One by its number.
    pub fn get(&self, number: u32) -> Option<&Rc<Entry>> {
        self.entries.iter().find(|entry| entry.number == number)
    }

    /// The highest number that was given.
    pub fn highest(&self) -> u32 {
        self.entries.last().map_or(0, |last| last.number).max(self.highest)
    }

    /// Adds an entry of this visit, or puts it in the place of what there was of it. The numbers of those that have changed:
    /// it, and the oldest where there was no room.
    pub fn add(&mut self, mut entry: Entry) -> Vec<u32> {
        let number = entry.number;
        if let Some(there) = self.get(number) {
            // A series comes anew with each of its runs.
            entry.title.clone_from(&there.title);
        }
        self.own.insert(number);
        if entry.single().is_some() {
            // The latest results are what is looked at.
            self.shown = None;
        }
        self.put(Rc::new(entry));
        let mut changed = vec![number];
        changed.extend(self.make_room());
        changed
    }

    fn put(&mut self, entry: Rc<Entry>) {
        let at = self.entries.partition_point(|other| other.number < entry.number);
        match self.entries.get_mut(at).filter(|other| other.number == entry.number) {
            Some(there) => *there = entry,
            None => self.entries.insert(at, entry),
        }
    }

    fn make_room(&mut self) -> Vec<u32> {
        let beyond = self.entries.len().saturating_sub(MOST);
        let gone: Vec<u32> = self.entries.drain(..beyond).map(|entry| entry.number).collect();
        self.forget_choice(&gone);
        gone
    }

    fn forget_choice(&mut self, gone: &[u32]) {
        self.chosen.retain(|number| !gone.contains(number));
        self.shown = self.shown.filter(|number| !gone.contains(number));
    }

    /// Takes what the browser keeps in the place of what it was known to keep. Of these, one whose number this visit has given
    /// to a run or a series, `taken`, gets the next free one. The numbers that are to be written; `highest` is the highest
    /// number in the store.
    pub fn merge(&mut self, found: Vec<Entry>, highest: u32, taken: &[u32]) -> Vec<u32> {
        self.highest = self.highest.max(highest);
        let own = &self.own;
        self.entries.retain(|entry| own.contains(&entry.number));
        // What is there again, or was another tab's, cannot be brought back.
        self.deleted.retain(|entry| own.contains(&entry.number));
        let mut changed: Vec<u32> = self.entries.iter().map(|entry| entry.number).collect();
        let mut free = taken.iter().copied().max().unwrap_or(0).max(self.highest()).saturating_add(1);
        for mut entry in found {
            let there = self.get(entry.number);
            if there.is_some_and(|there| there.is(&entry)) {
                changed.retain(|number| *number != entry.number);
                continue;
            }
            if there.is_some() || taken.contains(&entry.number) {
                changed.retain(|number| *number != entry.number);
                changed.extend([entry.number, free]);
                entry.number = free;
                free = free.saturating_add(1);
            }
            self.put(Rc::new(entry));
        }
        changed.extend(self.make_room());
        let entries = &self.entries;
        let there = |number: &u32| entries.iter().any(|entry| entry.number == *number);
        self.chosen.retain(there);
        self.shown = self.shown.filter(there);
        changed
    }

    /// Adds entries that come from elsewhere and are not there yet, each under its number or, where that is given or very high,
    /// the next free one. What is there stays: where there is room for some of them only, those are the last ones.
    pub fn adopt(&mut self, mut found: Vec<Entry>, taken: &[u32]) -> Adopted {
        let offered = found.len();
        let mut new: Vec<Entry> = Vec::new();
        for entry in found.drain(..) {
            if !self.entries.iter().any(|there| there.is(&entry)) && !new.iter().any(|other| other.is(&entry))
            {
                new.push(entry);
            }
        }
        let already = offered - new.len();
        let no_room = new.len().saturating_sub(MOST.saturating_sub(self.entries.len()));
        let mut numbers = Vec::new();
        for mut entry in new.drain(..).skip(no_room) {
            let number = entry.number;
            // So high that the numbers of later runs would come to their end.
            let high = number == 0 || number > HIGHEST / 2;
            if high || self.get(number).is_some() || taken.contains(&number) {
                let highest = taken.iter().copied().max().unwrap_or(0).max(self.highest());
                entry.number = highest.saturating_add(1);
            }
            numbers.push(entry.number);
            self.own.insert(entry.number);
            self.put(Rc::new(entry));
        }
        Adopted { numbers, already, no_room }
    }

    /// Takes off the list again what was [adopted](Self::adopt) and is there as it came.
    pub fn give_back(&mut self, adopted: &Adopted) {
        self.highest = self.highest();
        self.own.retain(|number| !adopted.numbers.contains(number));
        self.entries.retain(|entry| !adopted.numbers.contains(&entry.number));
        self.forget_choice(&adopted.numbers);
    }

    /// Calls one something else.
    pub fn rename(&mut self, number: u32, title: String) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.number == number) {
            *entry = Rc::new(Entry { title, ..Entry::clone(entry) });
        }
    }

    /// Takes one off the list; [`RunList::restore`] brings back one after the other, the last first.
    pub fn delete(&mut self, number: u32) {
        if let Some(at) = self.entries.iter().position(|entry| entry.number == number) {
            self.highest = self.highest();
            self.deleted.push(self.entries.remove(at));
            self.forget_choice(&[number]);
        }
    }

    /// The last that was taken off the list.
    pub fn deleted(&self) -> Option<&Rc<Entry>> {
        self.deleted.last()
    }

    /// Whether there is no room for another one that is not the newest.
    pub fn has_no_room(&self) -> bool {
        self.entries.len() >= MOST
    }

    /// Brings back the last that was taken off the list, where there is room: its number.
    pub fn restore(&mut self) -> Option<u32> {
        if self.has_no_room() {
            return None;
        }
        let mut entry = self.deleted.pop()?;
        if self.get(entry.number).is_some() {
            // One that was adopted meanwhile has its number.
            entry = Rc::new(Entry { number: self.highest().checked_add(1)?, ..Entry::clone(&entry) });
        }
        let number = entry.number;
        self.put(entry);
        Some(number)
    }

    /// Empties the list.
    pub fn clear(&mut self) {
        *self = RunList { highest: self.highest(), ..RunList::default() };
    }

    /// Whether one is chosen.
    pub fn is_chosen(&self, number: u32) -> bool {
        self.chosen.contains(&number)
    }

    /// Whether no more can be chosen.
    pub fn is_full(&self) -> bool {
        self.chosen.len() >= COMPARED
    }

    /// Chooses one to be compared, or not any more.
    pub fn choose(&mut self, number: u32, yes: bool) {
        self.chosen.retain(|other| *other != number);
        if yes && !self.is_full() {
            self.chosen.push(number);
        }
    }

    /// Those that are compared: the chosen ones, or the latest alone.
    pub fn compared(&self) -> Vec<Rc<Entry>> {
        match self.chosen.as_slice() {
            [] => self.entries.last().into_iter().cloned().collect(),
            chosen => chosen.iter().filter_map(|number| self.get(*number).cloned()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_spec::repeats::Over;

    fn entry(number: u32, saved_ms: f64) -> Entry {
        Entry {
            number,
            title: String::new(),
            saved_ms,
            data: "Houses".to_owned(),
            device: "CPU".to_owned(),
            config: Config::default(),
            excluded: Vec::new(),
            what: What::Series(Repeated { over: Over::Seeds, runs: 2, scores: Vec::new(), lost: Vec::new() }),
        }
    }

    fn numbers(list: &RunList) -> Vec<u32> {
        list.entries().iter().map(|entry| entry.number).collect()
    }

    #[test]
    fn an_entry_takes_the_place_of_what_there_was_of_it_and_the_oldest_make_room() {
        let mut list = RunList::default();
        for number in 1..=MOST as u32 {
            assert_eq!(list.add(entry(number, 1.0)), [number]);
        }
        list.choose(1, true);
        assert_eq!(list.add(entry(7, 2.0)), [7]);
        assert_eq!(list.entries().len(), MOST);
        assert_eq!(list.add(entry(101, 3.0)), [101, 1]);
        assert_eq!((list.entries().len(), list.entries()[0].number), (MOST, 2));
        assert!(!list.is_chosen(1));
    }

    #[test]
    fn what_another_tab_has_kept_gets_numbers_of_its_own() {
        let mut list = RunList::default();
        assert_eq!(list.merge(vec![entry(1, 10.0), entry(2, 20.0)], 2, &[]), Vec::<u32>::new());
        // This visit is not saved while the other tab goes on, deletes run 1 and adds runs 3 and 4; ours of that number trains.
        list.add(entry(3, 30.0));
        let changed = list.merge(vec![entry(2, 20.0), entry(3, 31.0), entry(4, 40.0)], 4, &[3, 4]);
        assert_eq!((changed, numbers(&list)), (vec![3, 5, 4, 6], vec![2, 3, 5, 6]));
        assert_eq!(list.get(3).unwrap().saved_ms, 30.0, "what this visit has numbered keeps its number");
        let again = list.merge(vec![entry(2, 20.0), entry(3, 30.0)], 6, &[3]);
        assert_eq!(again, Vec::<u32>::new());
    }

    #[test]
    fn numbers_are_not_given_twice_not_even_those_of_unreadable_ones() {
        let mut list = RunList::default();
        list.merge(vec![entry(2, 20.0)], 9, &[]);
        assert_eq!(list.highest(), 9);
        let mut list = RunList::default();
        list.add(entry(5, 1.0));
        list.delete(5);
        assert_eq!(list.highest(), 5);
        list.clear();
        assert_eq!(list.highest(), 5);
    }

    #[test]
    fn what_was_deleted_comes_back() {
        let mut list = RunList::default();
        list.add(entry(1, 1.0));
        list.add(entry(2, 2.0));
        list.choose(1, true);
        list.shown = Some(1);
        list.delete(1);
        assert_eq!((numbers(&list), list.is_chosen(1), list.shown), (vec![2], false, None));
        assert_eq!((list.restore(), list.restore()), (Some(1), None));
        assert_eq!(numbers(&list), [1, 2]);
    }

    #[test]
    fn a_few_can_be_chosen_and_without_a_choice_it_is_the_latest() {
        let mut list = RunList::default();
        assert!(list.compared().is_empty());
        for number in 1..=COMPARED as u32 + 2 {
            list.add(entry(number, 1.0));
        }
        let compared = |list: &RunList| list.compared().iter().map(|e| e.number).collect::<Vec<_>>();
        assert_eq!(compared(&list), [COMPARED as u32 + 2]);
        for number in 1..=COMPARED as u32 + 1 {
            list.choose(number, true);
        }
        assert!(list.is_full());
        assert_eq!(compared(&list), (1..=COMPARED as u32).collect::<Vec<_>>());
        list.choose(1, false);
        list.choose(8, true);
        assert_eq!(compared(&list).last(), Some(&8));
    }

    #[test]
    fn what_comes_from_elsewhere_finds_a_number_and_what_is_there_stays() {
        let mut list = RunList::default();
        list.add(entry(1, 1.0));
        list.rename(1, "Mine".into());
        // Another run of that number, the same one again, and one whose number is given to a run under way.
        let theirs = |number| Entry { saved_ms: 5.0, data: "Theirs".into(), ..entry(number, 0.0) };
        let came =
            list.adopt(vec![theirs(1), entry(1, 1.0), theirs(1), Entry { saved_ms: 6.0, ..theirs(2) }], &[2]);
        assert_eq!(came, Adopted { numbers: vec![3, 4], already: 2, no_room: 0 });
        let names: Vec<String> = list.entries().iter().map(|entry| entry.name()).collect();
        assert_eq!(names, ["Mine", "Series 3", "Series 4"]);
        // A series that comes anew keeps what it is called.
        list.add(Entry { saved_ms: 9.0, ..entry(1, 0.0) });
        assert_eq!(list.get(1).map(|entry| entry.name()).as_deref(), Some("Mine"));
    }

    #[test]
    fn what_comes_from_elsewhere_pushes_nothing_out_and_can_be_given_back() {
        let mut list = RunList::default();
        (1..=98).for_each(|number| drop(list.add(entry(number, 1.0))));
        let before = numbers(&list);
        let theirs = |number| Entry { saved_ms: 5.0, data: format!("Theirs {number}"), ..entry(number, 0.0) };
        let came = list.adopt((1..=MOST as u32).map(theirs).collect(), &[]);
        assert_eq!(came, Adopted { numbers: vec![99, 100], already: 0, no_room: 98 });
        assert!(before.iter().all(|number| list.get(*number).unwrap().data == "Houses"), "one's own stay");
        assert_eq!(list.get(100).unwrap().data, "Theirs 100", "the last ones have room");
        assert_eq!(list.adopt(vec![theirs(7)], &[]), Adopted { no_room: 1, ..Adopted::default() });
        list.choose(99, true);
        list.give_back(&came);
        assert_eq!((numbers(&list), list.is_chosen(99), list.highest()), (before, false, 100));
    }

    #[test]
    fn no_number_from_elsewhere_spoils_those_of_later_runs() {
        let mut list = RunList::default();
        list.add(entry(4, 1.0));
        for (at, number) in [0, u32::MAX, 1 << 31, HIGHEST / 2 + 1].into_iter().enumerate() {
            let theirs = Entry { saved_ms: 2.0 + at as f64, ..entry(number, 0.0) };
            assert_eq!(list.adopt(vec![theirs], &[]).numbers, [5 + at as u32]);
        }
    }

    #[test]
    fn a_deleted_run_does_not_take_the_place_of_another() {
        let mut list = RunList::default();
        list.add(entry(1, 1.0));
        list.delete(1);
        list.adopt(vec![Entry { saved_ms: 5.0, data: "Theirs".into(), ..entry(1, 0.0) }], &[]);
        assert_eq!(list.restore(), Some(2));
        assert_eq!(list.entries().len(), 2);
    }

    #[test]
    fn what_was_deleted_comes_back_one_after_the_other_where_there_is_room() {
        let mut list = RunList::default();
        for number in 1..=MOST as u32 {
            list.add(entry(number, 1.0));
        }
        list.delete(3);
        list.delete(2);
        assert_eq!(list.deleted().map(|entry| entry.number), Some(2));
        assert_eq!([list.restore(), list.restore(), list.restore()], [Some(2), Some(3), None]);
        list.delete(50);
        list.add(entry(MOST as u32 + 1, 1.0));
        assert!(list.has_no_room());
        assert_eq!(list.restore(), None, "the oldest would have to go");
        list.delete(1);
        list.delete(4);
        assert_eq!(list.restore(), Some(4));
        assert_eq!(list.restore(), Some(1));
        assert_eq!(list.restore(), None, "full again");
    }

    #[test]
    fn what_a_tab_took_off_is_not_taken_off_another_tab_s_list() {
        let mut list = RunList::default();
        let adopted = list.adopt(vec![entry(2, 1.0)], &[]);
        list.give_back(&adopted);
        let found = vec![entry(2, 99.0)];
        assert_eq!(list.merge(found, 2, &[]), Vec::<u32>::new());
        assert_eq!(numbers(&list), [2]);
    }
}
