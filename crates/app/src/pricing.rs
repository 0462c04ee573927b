//! Which homes of the list are priced next.

use std::sync::Arc;

use super::home_inputs::{home_rooms, home_tile};
use super::homes::{HomeList, HomeRequests, MAX_IN_FLIGHT, Outcome};
use super::notice::Place;
use super::pending::Purpose;
use super::state::State;
use facade_protocol::{Bytes, Home};
use facade_text as text;

impl State {
    /// Replaces the list by the homes in these files, and prices them once there is a model.
    ///
    /// # Errors
    /// A sentence if there are no homes, or too many. The list stays as it was.
    pub fn list_homes(&mut self, paths: Vec<String>) -> Result<(), String> {
        let homes = HomeList::from_paths(Arc::new(paths), home_rooms(self))?;
        self.clear_notices(Place::Predict);
        self.pending.cancel(Purpose::is_for_list);
        *self.homes = homes;
        self.price_homes();
        Ok(())
    }

    /// Prices all homes of the list with the model in use. Another model may need photos of other rooms.
    pub fn price_homes(&mut self) {
        self.pending.cancel(Purpose::is_for_list);
        let Some(model) = self.model.as_ref().filter(|_| !self.homes.all.is_empty()) else { return };
        let (file, name) = (Arc::downgrade(&model.file), model.file_name.clone());
        let sees = model.summary.config.model.uses_photos();
        let rooms = home_rooms(self);
        let mut outcome = Outcome::Waiting;
        if rooms != self.homes.rooms {
            match HomeList::from_paths(self.homes.paths.clone(), rooms) {
                Ok(homes) => *self.homes = homes,
                Err(sentence) => outcome = Outcome::Failed(sentence),
            }
        }
        if !sees {
            outcome = Outcome::Failed(text::homes_without_photos().to_owned());
        }
        self.homes.reset_outcomes(&outcome);
        self.homes.model = Some((file, name));
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
        if self.homes.waiting() > 0 {
            self.price_homes();
        }
    }

    pub(super) fn add_listed_montage(&mut self, at: usize, montage: Vec<u8>) {
        self.homes.montages.push((at, montage));
    }

    /// The requests to send now, first come, first served. At most [`MAX_IN_FLIGHT`] are unanswered at a time. The
    /// caller must send all of them.
    pub fn next_home_requests(&mut self) -> HomeRequests {
        let Some(model) = &*self.model else { return HomeRequests::default() };
        // This is called after every message. Borrowing the list mutably would tell its readers that it has changed.
        if self.homes.montages.is_empty() && self.homes.next >= self.homes.all.len() {
            return HomeRequests::default();
        }
        let asks = model.summary.input_schema.attributes.len();
        let prices = std::mem::take(&mut self.homes.montages).into_iter().map(|(at, montage)| {
            let home =
                Home { montage: Bytes(montage), attributes: vec![None; asks], zip_code: String::new() };
            (self.pending.register(Purpose::ListedPrice(at)), home)
        });
        let prices = prices.collect();
        let mut tiles = Vec::new();
        while self.homes.next < self.homes.all.len()
            && self.pending.count(Purpose::is_for_list) < MAX_IN_FLIGHT
        {
            let at = self.homes.next;
            let home = &mut self.homes.all[at];
            if home.outcome == Outcome::Waiting {
                home.outcome = Outcome::Queried;
                let photos = home.group.photos.iter().copied().flatten().collect();
                tiles.push((self.pending.register(Purpose::ListedPhotos(at)), photos));
            }
            self.homes.next += 1;
        }
        HomeRequests { tile: home_tile(self), rooms: home_rooms(self), tiles, prices }
    }
}
