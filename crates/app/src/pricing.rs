//! Which of the listed homes are asked about, and when.

use std::rc::Rc;

use super::homes::{AT_ONCE, HomeList, HomeRequests, Outcome};
use super::notice::Place;
use super::pending::Purpose;
use super::state::State;
use super::steps::{home_rooms, home_tile};
use facade_protocol::{Bytes, Home};
use facade_text as text;

impl State {
    /// Puts the homes that files are of on the list, in the place of those before, and has them priced once there is a model.
    ///
    /// # Errors
    /// A sentence where there are none, or too many. The list stays as it was.
    pub fn list_homes(&mut self, paths: Vec<String>) -> Result<(), String> {
        let homes = HomeList::of(Rc::new(paths), home_rooms(self))?;
        self.clear_notices(Place::Predict);
        self.pending.forget(Purpose::is_listed);
        self.homes = homes;
        self.price_homes();
        Ok(())
    }

    /// Has all homes on the list priced by the model in use, from the beginning. Another model may want photos of other rooms.
    pub fn price_homes(&mut self) {
        self.pending.forget(Purpose::is_listed);
        let Some(model) = self.model.as_ref().filter(|_| !self.homes.all.is_empty()) else { return };
        let (file, name) = (Rc::downgrade(&model.file), model.file_name.clone());
        let sees = model.summary.config.model.sees_photos();
        let rooms = home_rooms(self);
        let mut outcome = Outcome::Waiting;
        if rooms != self.homes.rooms {
            match HomeList::of(self.homes.paths.clone(), rooms) {
                Ok(homes) => self.homes = homes,
                Err(sentence) => outcome = Outcome::Failed(sentence),
            }
        }
        if !sees {
            outcome = Outcome::Failed(text::homes_without_photos().to_owned());
        }
        self.homes.restart(&outcome);
        self.homes.model = Some((file, name));
    }

    /// Takes all homes off the list.
    pub fn clear_homes(&mut self) -> HomeList {
        self.clear_notices(Place::Predict);
        self.pending.forget(Purpose::is_listed);
        std::mem::take(&mut self.homes)
    }

    /// Puts them back. Those that had no price yet are in line again.
    pub fn put_back_homes(&mut self, homes: HomeList) {
        self.pending.forget(Purpose::is_listed);
        self.homes = homes;
        if self.homes.waiting() > 0 {
            self.price_homes();
        }
    }

    /// Takes the montage of the home at this position.
    pub(super) fn price_listed(&mut self, at: usize, montage: Vec<u8>) {
        self.homes.montages.push((at, montage));
    }

    /// What is to be asked now for the homes on the list: no more than [`AT_ONCE`] are asked about at a time, and the first come
    /// first. To be carried out in any case: all of it is awaited from now on.
    pub fn ask_homes(&mut self) -> HomeRequests {
        let Some(model) = &self.model else { return HomeRequests::default() };
        let asks = model.summary.asks.attributes.len();
        let prices = std::mem::take(&mut self.homes.montages).into_iter().map(|(at, montage)| {
            let home =
                Home { montage: Bytes(montage), attributes: vec![None; asks], zip_code: String::new() };
            (self.pending.ask(Purpose::ListedPrice(at)), home)
        });
        let prices = prices.collect();
        let mut tiles = Vec::new();
        while self.homes.next < self.homes.all.len() && self.pending.count(Purpose::is_listed) < AT_ONCE {
            let at = self.homes.next;
            let home = &mut self.homes.all[at];
            if home.outcome == Outcome::Waiting {
                home.outcome = Outcome::Asked;
                let photos = home.group.photos.iter().copied().flatten().collect();
                tiles.push((self.pending.ask(Purpose::ListedPhotos(at)), photos));
            }
            self.homes.next += 1;
        }
        HomeRequests { tile: home_tile(self), rooms: home_rooms(self), tiles, prices }
    }
}
