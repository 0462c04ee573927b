//! Which homes of the list are priced next.

use std::sync::Arc;

use super::home_inputs::{home_inputs, home_looks, home_tiling};
use super::homes::{HomeList, HomeRequests, MAX_IN_FLIGHT, Outcome, TableStep};
use super::notice::{NoticeKind, Place};
use super::pending::Purpose;
use super::state::PretrainedFile;
use super::state::State;
use facade_data::{HomeTable, RecognisedRoom};
use facade_protocol::{Bytes, Home};
use facade_text as text;
use facade_text::format::{list, plain};

impl State {
    /// Replaces the list by the homes in these files, and prices them once there is a model. `unread` are sentences
    /// about archives that cannot be read.
    ///
    /// # Errors
    /// A sentence if there are no homes, or too many. The list stays as it was.
    pub fn list_homes(&mut self, paths: Vec<String>, unread: Vec<String>) -> Result<(), String> {
        let homes = HomeList::from_paths(Arc::new(paths), home_inputs(self))
            .map_err(|why| unread.first().cloned().unwrap_or(why))?;
        let homes = HomeList { unread, ..homes };
        self.clear_notices(Place::Predict);
        self.pending.cancel(Purpose::is_for_list);
        *self.homes = homes;
        self.price_homes();
        Ok(())
    }

    /// Prices all homes of the list with the model in use. Another model may need photos of other rooms, or other columns
    /// of the table.
    pub fn price_homes(&mut self) {
        self.pending.cancel(Purpose::is_for_list);
        let Some(model) = self.model.as_ref().filter(|_| self.homes.is_listed()) else { return };
        let (file, name) = (Arc::downgrade(&model.file), model.file_name.clone());
        let inputs = model.summary.home_inputs();
        let mut outcome = Outcome::Waiting;
        if inputs != self.homes.inputs {
            match HomeList::from_paths(self.homes.paths.clone(), inputs) {
                Ok(homes) => {
                    let unread = std::mem::take(&mut self.homes.unread);
                    *self.homes = HomeList { unread, ..homes };
                }
                Err(sentence) => outcome = Outcome::Failed(sentence),
            }
        }
        if self.homes.tables == TableStep::Asked {
            // The answer that was awaited does not come.
            self.homes.tables = TableStep::Unread;
        }
        if self.homes.inputs.rooms.is_none() && self.homes.table.is_none() {
            outcome = Outcome::Failed(text::homes_without_photos().to_owned());
        }
        self.homes.reset_outcomes(&outcome);
        self.homes.model = Some((file, name));
    }

    /// Prices homes although it was not certain how photos belong to the rows of their table: the visitor has looked.
    pub fn confirm_homes(&mut self) {
        self.homes.is_unconfirmed = false;
        self.price_homes();
    }

    /// Lists the homes by the names of their photos, as if there were no table.
    ///
    /// # Errors
    /// A sentence if that gives no homes, or too many. The list stays as it was.
    pub fn ignore_home_table(&mut self) -> Result<(), String> {
        let homes = HomeList { tables: TableStep::Done, ..(*self.homes).clone() };
        *self.homes = homes.grouped()?;
        self.price_homes();
        Ok(())
    }

    /// A decoder has read the tables of the list: the homes of the one that lists them or, if there is none, the names of
    /// the tables. The homes are then listed by the names of their photos.
    pub(super) fn use_home_table(&mut self, read: Result<HomeTable, Vec<String>>) {
        let homes = HomeList { tables: TableStep::Done, ..std::mem::take(&mut *self.homes) };
        *self.homes = match read {
            Ok(table) => homes.with_table(table),
            Err(unused) => {
                let mut homes = homes;
                if !unused.is_empty() {
                    homes.notes.push(text::homes_table_unused(list(&unused)));
                }
                homes
            }
        };
        if self.homes.all.is_empty() {
            let why = self.homes.notes.first().cloned();
            let why = why.unwrap_or_else(|| text::homes_no_photos().to_owned());
            self.notice(NoticeKind::Error, Place::Predict, why);
            *self.homes = HomeList::default();
        }
        self.price_homes();
    }

    /// The tables of the list could not be read. The homes are listed by the names of their photos.
    pub(super) fn home_tables_failed(&mut self, message: String) {
        self.homes.notes.push(message);
        self.use_home_table(Err(Vec::new()));
    }

    /// What a home's table says goes into the form for a single home, if it is for the same model. Photos follow.
    pub fn view_home(&mut self, at: usize) {
        let Some(home) = self.homes.all.get(at).filter(|_| home_inputs(self) == self.homes.inputs) else {
            return;
        };
        let text = |value: &Option<f64>| value.map(plain).unwrap_or_default();
        let attribute_texts = home.attributes.iter().map(text).collect();
        let zip_code = home.zip_code.clone();
        self.home.attribute_texts = attribute_texts;
        self.home.zip_code = zip_code;
    }

    pub fn clear_homes(&mut self) -> HomeList {
        self.clear_notices(Place::Predict);
        self.pending.cancel(Purpose::is_for_list);
        std::mem::take(&mut *self.homes)
    }

    /// Undoes [`clear_homes`](Self::clear_homes). Homes without a price are queued again.
    pub fn restore_homes(&mut self, homes: HomeList) {
        self.pending.cancel(Purpose::is_for_list);
        *self.homes = homes;
        if self.homes.waits_for_model() {
            self.price_homes();
        }
    }

    pub(super) fn add_listed_photos(
        &mut self,
        at: usize,
        montage: Vec<u8>,
        features: Vec<u8>,
        rooms: &[Option<RecognisedRoom>],
    ) {
        let inputs = self.homes.inputs.clone();
        if let Some(home) = self.homes.all.get_mut(at) {
            home.group.photos.arrange(rooms);
            // A photo that cannot be read may leave a room without one.
            if let Some(problem) = home.group.photo_problem(&inputs) {
                return self.homes.set_outcome(at, Outcome::Failed(problem));
            }
        }
        self.homes.montages.push((at, montage, features));
    }

    /// The requests to send now, first come, first served. At most [`MAX_IN_FLIGHT`] are unanswered at a time. The
    /// caller must send all of them.
    pub fn next_home_requests(&mut self) -> HomeRequests {
        if self.model.is_none() {
            return HomeRequests::default();
        }
        // This is called after every message. Borrowing the list mutably would tell its readers that it has changed.
        match self.homes.tables {
            TableStep::Asked => return HomeRequests::default(),
            TableStep::Unread => {
                self.homes.tables = TableStep::Asked;
                let tables = Some((self.pending.register(Purpose::HomeTables), self.homes.inputs.clone()));
                return HomeRequests { tables, ..HomeRequests::default() };
            }
            TableStep::Done => {}
        }
        let is_done = self.homes.next >= self.homes.all.len() || self.homes.is_unconfirmed;
        if self.homes.montages.is_empty() && is_done {
            return HomeRequests::default();
        }
        let mut prices = Vec::new();
        for (at, montage, features) in std::mem::take(&mut self.homes.montages) {
            let home = Home { features: Bytes(features), ..self.listed_home(at, montage) };
            prices.push((self.pending.register(Purpose::ListedPrice(at)), home));
        }
        let has_photos = self.homes.inputs.rooms.is_some();
        // The pretrained network may look at the photos soon.
        let may_look =
            self.model.as_ref().is_some_and(|model| model.room_classifier.is_some()) || home_looks(self);
        let is_done = is_done || may_look && *self.pretrained == PretrainedFile::Loading;
        let mut tiles = Vec::new();
        while !is_done
            && self.homes.next < self.homes.all.len()
            && self.pending.count(Purpose::is_for_list) < MAX_IN_FLIGHT
        {
            let at = self.homes.next;
            let home = &mut self.homes.all[at];
            if home.outcome == Outcome::Waiting {
                home.outcome = Outcome::Queried;
                if has_photos {
                    let (photos, unknown) = home.group.photos.candidates();
                    tiles.push((self.pending.register(Purpose::ListedPhotos(at)), photos, unknown));
                } else {
                    let home = self.listed_home(at, Vec::new());
                    prices.push((self.pending.register(Purpose::ListedPrice(at)), home));
                }
            }
            self.homes.next += 1;
        }
        HomeRequests { tiling: home_tiling(self), tiles, prices, tables: None }
    }

    /// A home of the list with its montage.
    fn listed_home(&self, at: usize, montage: Vec<u8>) -> Home {
        let listed = self.homes.all.get(at);
        let mut attributes = listed.map(|home| home.attributes.clone()).unwrap_or_default();
        attributes.resize(self.homes.inputs.attributes.len(), None);
        let zip_code = listed.map(|home| home.zip_code.clone()).unwrap_or_default();
        let missing_photos = match listed {
            Some(home) if self.homes.inputs.accepts_missing_photos => home.group.missing_rooms(),
            _ => Vec::new(),
        };
        Home { attributes, zip_code, missing_photos, ..Home::from_montage(montage) }
    }
}
