//! Houses of a folder without a table: the visitor types their prices.

use std::rc::Rc;

use js_sys::Array;
use web_sys::File;

use super::decoders::MAX_THUMBNAILS;
use super::hub::{LoadStep, Unpriced, WorkerHub};
use super::picked_files::PickedFiles;
use facade_app::Message;
use facade_app::price_entry::MIN_HOUSES;
use facade_app::worker_pool::Job;
use facade_data::{PhotoHouse, is_photo, price_list, price_list_path};
use facade_text as text;

impl WorkerHub {
    /// Photos to be shown small: their folder, and their positions among its paths.
    pub(super) fn examples(&self) -> Option<(&Rc<PickedFiles>, &[usize])> {
        match (&self.loading, &self.unpriced) {
            (Some(LoadStep::Table { picked, examples, .. }), _) => Some((picked, examples)),
            (None, Some(Unpriced { picked, shown, .. })) => Some((picked, shown)),
            _ => None,
        }
    }

    /// Asks the visitor for the prices of houses that were found by their photos.
    pub(super) fn ask_for_prices(&mut self, houses: Vec<PhotoHouse>) {
        let photo_houses = |loading: &mut LoadStep| matches!(loading, LoadStep::PhotoHouses { .. });
        let Some(LoadStep::PhotoHouses { name, picked, message }) = self.loading.take_if(photo_houses) else {
            return;
        };
        if houses.len() < MIN_HOUSES {
            let message = format!("{message} {}", text::prices_few_found(MIN_HOUSES));
            return self.emit(Message::DatasetLoadFailed { message });
        }
        let used: usize = houses.iter().map(|house| house.photos.len()).sum();
        let photos = picked.paths().iter().filter(|path| is_photo(path)).count();
        let message = match photos.saturating_sub(used) {
            0 => message,
            left => format!("{message} {}", text::map_pairing_left(left)),
        };
        self.unpriced = Some(Unpriced { name, picked: Rc::new(picked), shown: Vec::new() });
        if let Some(first) = houses.first() {
            self.show_photo_house(first);
        }
        self.emit(Message::PricesNeeded { houses, message });
    }

    pub(super) fn show_photo_house(&mut self, house: &PhotoHouse) {
        let Some(unpriced) = &mut self.unpriced else { return };
        unpriced.shown = house.photos.iter().take(MAX_THUMBNAILS).map(|(_, photo)| *photo).collect();
        self.readers.switch_to(Job::Thumbnails);
    }

    pub(super) fn use_prices(&mut self, houses: &[PhotoHouse]) {
        let Some(Unpriced { name, picked, .. }) = &self.unpriced else { return };
        let path = price_list_path(picked.paths());
        let list = price_list(houses, picked.paths());
        let Ok(file) = File::new_with_str_sequence(&Array::of1(&list.into()), &path) else {
            return self
                .emit(Message::DatasetLoadFailed { message: text::photo_reader_no_room().to_owned() });
        };
        let (name, picked) = (name.clone(), picked.with_file(path, file));
        self.emit(Message::DatasetLoadStarted { name: name.clone() });
        self.open_picked(name, picked);
    }
}
