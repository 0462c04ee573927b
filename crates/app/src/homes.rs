//! Many homes to be priced: which photos belong to one home, and the outcome for each.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use super::model::Model;
use super::trust::Doubts;
use facade_data::{
    AssignedRoom, HomeInputs, HomeTable, MAX_HOMES, RoomClassifier, RoomPhotos, Rooms, assign_photos_by_name,
    find_tables, is_photo, natural_order, room_keywords, split_path,
};
use facade_protocol::{Home, ModelSummary, PriceInterval};
use facade_spec::evaluation::OodScore;
use facade_text as text;
use facade_text::format::room_in_sentence;
use facade_text::format::{count, list};

/// Homes whose montage or price is awaited at a time: enough to keep all decoders and the session busy. A montage of
/// large tiles takes a megabyte, so those of all homes at once would fill the session's memory.
pub const MAX_IN_FLIGHT: usize = 24;

/// Photos of one home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoGroup {
    /// The common part of the file names, or the folder's name.
    pub name: String,
    /// Indices of its photos among the paths.
    pub photos: RoomPhotos,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Queued.
    Waiting,
    /// Its photos are being tiled, or the network is being queried.
    Queried,
    /// Its price in dollars, the intervals around it, and its out-of-distribution score.
    Priced(f64, Vec<PriceInterval>, Option<OodScore>),
    /// A sentence that says why it has no price.
    Failed(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListedHome {
    pub group: PhotoGroup,
    /// In the order of the model's attributes; empty if none is known.
    pub attributes: Vec<Option<f64>>,
    /// Empty if it is not known.
    pub zip_code: String,
    /// A sentence that says why it cannot be priced.
    pub problem: Option<String>,
    pub outcome: Outcome,
    /// A sentence about attributes beyond those of the training houses.
    pub outside: Option<String>,
}

impl ListedHome {
    /// Its price, with the ranges around it if they hold.
    pub fn set_price(
        &mut self,
        model: &ModelSummary,
        price: f64,
        intervals: Vec<PriceInterval>,
        score: Option<OodScore>,
    ) {
        let doubts = Doubts::of(model, &self.attributes, &self.zip_code, score);
        let intervals = if doubts.range_holds() { intervals } else { Vec::new() };
        self.outside = doubts.outside;
        self.outcome = Outcome::Priced(price, intervals, score);
    }

    /// A home that is waiting, or has a problem.
    pub(super) fn new(group: PhotoGroup, problem: Option<String>) -> Self {
        let outcome = problem.clone().map_or(Outcome::Waiting, Outcome::Failed);
        let (attributes, zip_code, outside) = (Vec::new(), String::new(), None);
        ListedHome { group, attributes, zip_code, problem, outcome, outside }
    }
}

/// The word for a room in a name: where it begins, and how long it is.
fn find_room(name: &str, rooms: &Rooms) -> Option<(usize, usize)> {
    let words = rooms.names().iter().flat_map(|word| room_keywords(word));
    // Lowercasing can change a word's length: of the three bytes of the Kelvin sign, one is left.
    let words = words.map(str::to_lowercase);
    let found = words.filter_map(|word| Some((name.find(&word)?, word.len())));
    // The longest, so that "bathroom" wins over "bath".
    found.max_by_key(|found| found.1)
}

/// Groups photos whose names differ only by the room (`12_kitchen.jpg`, `12_front.jpg`) or, if nothing else is in
/// their names, those of a folder. Groups are in natural order of their names.
pub fn group_photos(paths: &[String], rooms: &Rooms) -> Vec<PhotoGroup> {
    let mut found: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for (position, path) in paths.iter().enumerate().filter(|(_, path)| is_photo(path)) {
        let (folder, file) = split_path(path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
        let rest = match find_room(&stem, rooms) {
            // Digits that number several photos of a room do not belong to the home's name.
            Some((start, length)) => {
                let after = stem[start + length..].trim_start_matches(|c: char| c.is_ascii_digit());
                format!("{} {after}", &stem[..start])
            }
            None => String::new(),
        };
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        found.entry((folder, rest)).or_default().push(position);
    }
    let one = |((folder, rest), mut positions): ((&str, String), Vec<usize>)| {
        // A browser lists the files of a folder in any order.
        positions.sort_by(|&a, &b| natural_order(&paths[a], &paths[b]));
        let files: Vec<String> = positions.iter().map(|&at| split_path(&paths[at]).1.to_owned()).collect();
        let mut photos = RoomPhotos { photos: vec![None; rooms.len()], ..RoomPhotos::default() };
        for (position, assigned) in positions.into_iter().zip(assign_photos_by_name(&files, rooms)) {
            match assigned {
                Some(AssignedRoom { room, is_named }) => {
                    photos.photos[room] = Some(position);
                    photos.unnamed.extend(Some(room).filter(|_| !is_named));
                }
                None => photos.spare.push(position),
            }
        }
        let last = split_path(folder).1;
        PhotoGroup { name: if rest.is_empty() { last.to_owned() } else { rest }, photos }
    };
    let mut groups: Vec<PhotoGroup> = found.into_iter().map(one).collect();
    groups.sort_by(|a, b| natural_order(&a.name, &b.name));
    groups
}

impl PhotoGroup {
    /// Indices of the rooms without a photo.
    pub fn missing_rooms(&self) -> Vec<usize> {
        let missing = self.photos.photos.iter().enumerate().filter(|(_, photo)| photo.is_none());
        missing.map(|(room, _)| room).collect()
    }

    /// The same as names.
    pub fn missing(&self, rooms: &Rooms) -> Vec<String> {
        self.missing_rooms().into_iter().map(|room| room_in_sentence(rooms.name(room))).collect()
    }

    /// A sentence about the rooms without a photo, if there are any.
    pub(super) fn missing_text(&self, rooms: &Rooms) -> Option<String> {
        let missing = self.missing(rooms);
        (!missing.is_empty()).then(|| text::homes_missing(list(&missing)))
    }

    /// The same if the home cannot be priced without them.
    pub fn photo_problem(&self, inputs: &HomeInputs) -> Option<String> {
        let is_enough = inputs.accepts_missing_photos && self.photos.photos.iter().any(Option::is_some);
        inputs.rooms.as_ref().filter(|_| !is_enough).and_then(|rooms| self.missing_text(rooms))
    }
}

#[derive(Clone, Debug, Default)]
pub struct HomeList {
    /// In natural order of their names, or in that of the table.
    pub all: Vec<ListedHome>,
    /// The table that they come from.
    pub table: Option<Arc<HomeTable>>,
    /// Sentences about tables that are not used.
    pub notes: Vec<String>,
    /// Sentences about archives that cannot be read.
    pub unread: Vec<String>,
    /// Whether it is not certain how photos belong to the rows of the table, and the visitor has not confirmed it. No
    /// home is priced before.
    pub is_unconfirmed: bool,
    /// What the model needs that they were listed for.
    pub inputs: HomeInputs,
    /// How far the tables among the files are read.
    pub(super) tables: TableStep,
    /// Paths of all picked files.
    pub(super) paths: Arc<Vec<String>>,
    /// No home before this index is queued.
    pub(super) next: usize,
    /// The model that prices them: its file, and the file's name.
    pub(super) model: Option<(Weak<Vec<u8>>, String)>,
    /// Indices, pixels and features of homes whose photos have arrived.
    pub(super) montages: Vec<(usize, Vec<u8>, Vec<u8>)>,
}

/// How far the tables among the files are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TableStep {
    /// There are none, or they are read for this model.
    #[default]
    Done,
    /// A decoder has to be asked, once there is a model.
    Unread,
    /// A decoder reads them.
    Asked,
}

/// What is needed of a home's photos.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HomeTiling {
    /// Tile size in pixels.
    pub tile: usize,
    /// Whether the model takes features of them.
    pub looks: bool,
    /// Whether the pretrained network can look.
    pub can_look: bool,
    pub rooms: Rooms,
    /// Recognises the rooms, if the pretrained network can look.
    pub classifier: Option<Arc<RoomClassifier>>,
}

/// Requests to send for the homes on the list.
#[derive(Debug, Default)]
pub struct HomeRequests {
    /// What is needed of their photos.
    pub tiling: HomeTiling,
    /// Montages to make: the number of the request; the indices of the photos among the files, for each room and
    /// then of others; and the indices among them of those whose room is not known.
    pub tiles: Vec<(u32, Vec<Option<usize>>, Vec<usize>)>,
    /// Homes to price, with the number of the request.
    pub prices: Vec<(u32, Home)>,
    /// Tables to read for a model: the number of the request, and what the model needs.
    pub tables: Option<(u32, HomeInputs)>,
}

/// The homes in a folder without a table.
pub fn grouped_homes(paths: &[String], inputs: &HomeInputs) -> Vec<ListedHome> {
    let rooms = &inputs.rooms.clone().unwrap_or_default();
    let listed = |group: PhotoGroup| {
        let problem = group.photo_problem(inputs);
        ListedHome::new(group, problem)
    };
    group_photos(paths, rooms).into_iter().map(listed).collect()
}

impl HomeList {
    /// The homes in these files, by the names of the photos, until their tables are read.
    ///
    /// # Errors
    /// A sentence if there are no homes, or too many.
    pub(super) fn from_paths(paths: Arc<Vec<String>>, inputs: HomeInputs) -> Result<Self, String> {
        let tables = if find_tables(&paths).is_ok() { TableStep::Unread } else { TableStep::Done };
        let homes = HomeList { paths, inputs, tables, ..HomeList::default() };
        homes.grouped()
    }

    /// The homes by the names of the photos.
    ///
    /// # Errors
    /// A sentence if there are no homes and no tables, or too many homes.
    pub(super) fn grouped(self) -> Result<Self, String> {
        let all = grouped_homes(&self.paths, &self.inputs);
        match all.len() {
            0 if self.tables == TableStep::Done => Err(text::homes_no_photos().to_owned()),
            homes if homes > MAX_HOMES => {
                Err(text::t!(homes_too_many, homes = count(homes), most = count(MAX_HOMES)))
            }
            _ => Ok(HomeList { all, table: None, is_unconfirmed: false, ..self }),
        }
    }

    /// Whether files were chosen.
    pub fn is_listed(&self) -> bool {
        !self.paths.is_empty()
    }

    /// Whether the tables are being read.
    pub fn is_reading(&self) -> bool {
        self.tables == TableStep::Asked
    }

    /// Paths of all files.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// Number of homes without an outcome.
    pub fn waiting(&self) -> usize {
        self.all.iter().filter(|home| matches!(home.outcome, Outcome::Waiting | Outcome::Queried)).count()
    }

    /// Whether homes or tables wait for a model.
    pub(super) fn waits_for_model(&self) -> bool {
        self.waiting() > 0 || self.tables != TableStep::Done
    }

    /// The name of the model of these prices, if another one is in use now.
    pub fn other_model_name(&self, now: Option<&Model>) -> Option<String> {
        let (file, name) = self.model.as_ref()?;
        let is_other = now.is_none_or(|now| !Weak::ptr_eq(file, &Arc::downgrade(&now.file)));
        (is_other && !self.all.is_empty()).then(|| name.clone())
    }

    pub(super) fn set_outcome(&mut self, at: usize, outcome: Outcome) {
        if let Some(home) = self.all.get_mut(at) {
            home.outcome = outcome;
        }
    }

    /// Sets the outcome of all homes that can be priced.
    pub(super) fn reset_outcomes(&mut self, outcome: &Outcome) {
        self.next = 0;
        self.montages.clear();
        for home in self.all.iter_mut().filter(|home| home.problem.is_none()) {
            home.outcome = outcome.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(all: &[&str]) -> Vec<String> {
        all.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn photos_are_grouped_by_their_names_without_the_room() {
        let all = paths(&[
            "new/10_kitchen.jpg",
            "new/10_frontal.jpg",
            "new/10_bedroom.jpg",
            "new/10_bathroom.JPG",
            "new/9_bath.png",
            "new/9_bed.png",
            "new/9_front.png",
            "new/9_kitchen.png",
            "new/HousesInfo.txt",
        ]);
        let groups = group_photos(&all, &Rooms::default());
        assert_eq!(groups.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(), ["9", "10"]);
        assert_eq!(groups[0].photos.photos, [Some(4), Some(5), Some(6), Some(7)]);
        assert_eq!(groups[1].photos.photos, [Some(3), Some(2), Some(1), Some(0)]);
    }

    #[test]
    fn photos_named_by_the_room_alone_are_grouped_by_folder() {
        let all = paths(&[
            "homes/Elm 5/kitchen.jpg",
            "homes/Elm 5/front.jpg",
            "homes/Elm 5/bed1.jpg",
            "homes/Elm 5/bathroom.jpg",
            "homes/Oak 2/IMG_9.jpg",
            "homes/Oak 2/IMG_12.jpg",
            "homes/Oak 2/IMG_10.jpg",
            "homes/Oak 2/IMG_11.jpg",
            "homes/Ash 1/kitchen.jpg",
            "homes/Elm 10/kitchen.jpg",
        ]);
        let rooms = Rooms::default();
        let groups = group_photos(&all, &rooms);
        assert_eq!(
            groups.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(),
            ["Ash 1", "Elm 5", "Elm 10", "Oak 2"]
        );
        assert_eq!(groups[0].photos.photos, [None, None, None, Some(8)]);
        assert_eq!(groups[0].missing(&rooms), ["bathroom", "bedroom", "front"]);
        assert_eq!(groups[1].photos.photos, [Some(3), Some(2), Some(1), Some(0)]);
        assert_eq!(groups[3].photos.photos, [Some(4), Some(6), Some(7), Some(5)]);
        assert!(group_photos(&paths(&["a/readme.txt"]), &rooms).is_empty());
    }

    /// A model's file may name its rooms with any words. Lowercasing can change their length, at which the name is cut.
    #[test]
    fn rooms_are_found_even_if_lowercasing_changes_their_length() {
        for (word, file, home) in [
            ("\u{212a}", "1_bk.jpg", "1_b"),
            ("\u{212a}", "1_b\u{212a}.jpg", "1_b"),
            ("ẞ", "ß.jpg", "home"),
            ("Straẞe", "7 straße2.jpg", "7"),
            ("İ", "i\u{307}.jpg", "home"),
            ("KİTCHEN", "12_ki\u{307}tchen1.jpg", "12"),
            ("Küche", "3 KÜCHE.jpg", "3"),
        ] {
            let rooms = Rooms::new(vec![word.to_owned()]).unwrap();
            let groups = group_photos(&paths(&[&format!("home/{file}")]), &rooms);
            assert_eq!(groups.len(), 1);
            assert_eq!((groups[0].name.as_str(), &groups[0].photos.photos), (home, &vec![Some(0)]), "{word}");
        }
    }
}
