//! Many homes to be priced: which photos belong to one home, and the outcome for each.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use super::csv;
use super::model::Model;
use super::result_text::ood_warning;
use super::rooms::{assign_photos_by_name, room_keywords};
use facade_data::{Rooms, is_photo, split_path};
use facade_protocol::{Home, PriceInterval};
use facade_spec::evaluation::OodScore;
use facade_text as text;
use facade_text::format::room_in_sentence;
use facade_text::format::{count, list};

/// Homes on the list at most.
pub const MAX_HOMES: usize = 5000;
/// Homes whose montage or price is awaited at a time: enough to keep all decoders and the session busy. A montage of
/// large tiles takes a megabyte, so those of all homes at once would fill the session's memory.
pub const MAX_IN_FLIGHT: usize = 24;

/// Photos of one home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoGroup {
    /// The common part of the file names, or the folder's name.
    pub name: String,
    /// For each room, in the montage's order, the index of its photo among the paths.
    pub photos: Vec<Option<usize>>,
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
    pub outcome: Outcome,
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
    let one = |((folder, rest), positions): ((&str, String), Vec<usize>)| {
        let files: Vec<String> = positions.iter().map(|&at| split_path(&paths[at]).1.to_owned()).collect();
        let mut photos = vec![None; rooms.len()];
        for (position, room) in positions.into_iter().zip(assign_photos_by_name(&files, rooms)) {
            if let Some(room) = room {
                photos[room] = Some(position);
            }
        }
        let last = split_path(folder).1;
        PhotoGroup { name: if rest.is_empty() { last.to_owned() } else { rest }, photos }
    };
    let mut groups: Vec<PhotoGroup> = found.into_iter().map(one).collect();
    groups.sort_by(|a, b| natural_order(&a.name, &b.name));
    groups
}

/// Numbers are compared by value.
fn natural_order(a: &str, b: &str) -> std::cmp::Ordering {
    let number = |text: &str| {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        (text[..digits].parse::<u64>().ok(), text[digits..].to_owned())
    };
    match (number(a), number(b)) {
        ((Some(x), rest_a), (Some(y), rest_b)) => x.cmp(&y).then(rest_a.cmp(&rest_b)),
        _ => a.cmp(b),
    }
}

impl PhotoGroup {
    /// The rooms without a photo.
    pub fn missing(&self, rooms: &Rooms) -> Vec<String> {
        let missing = self.photos.iter().enumerate().filter(|(_, photo)| photo.is_none());
        missing.map(|(room, _)| room_in_sentence(rooms.name(room))).collect()
    }
}

#[derive(Clone, Debug, Default)]
pub struct HomeList {
    /// In natural order of their names.
    pub all: Vec<ListedHome>,
    /// Paths of all picked files.
    pub(super) paths: Arc<Vec<String>>,
    /// The rooms by which their photos were grouped.
    pub(super) rooms: Rooms,
    /// No home before this index is queued.
    pub(super) next: usize,
    /// The model that prices them: its file, and the file's name.
    pub(super) model: Option<(Weak<Vec<u8>>, String)>,
    /// Indices and pixels of homes whose montages have arrived.
    pub(super) montages: Vec<(usize, Vec<u8>)>,
}

/// Requests to send for the homes on the list.
#[derive(Debug, Default)]
pub struct HomeRequests {
    /// Tile size of their photos.
    pub tile: usize,
    pub rooms: Rooms,
    /// Montages to make: the number of the request, and the indices of the photos among the files.
    pub tiles: Vec<(u32, Vec<usize>)>,
    /// Homes to price, with the number of the request.
    pub prices: Vec<(u32, Home)>,
}

/// # Errors
/// A sentence if there are no homes, or too many.
fn checked_groups(paths: &[String], rooms: &Rooms) -> Result<Vec<PhotoGroup>, String> {
    let groups = group_photos(paths, rooms);
    match groups.len() {
        0 => Err(text::homes_no_photos().to_owned()),
        homes if homes > MAX_HOMES => {
            Err(text::t!(homes_too_many, homes = count(homes), most = count(MAX_HOMES)))
        }
        _ => Ok(groups),
    }
}

impl HomeList {
    pub(super) fn from_paths(paths: Arc<Vec<String>>, rooms: Rooms) -> Result<Self, String> {
        let listed = |group: PhotoGroup| {
            let missing = group.missing(&rooms);
            let outcome = match missing.as_slice() {
                [] => Outcome::Waiting,
                missing => Outcome::Failed(text::homes_missing(list(missing))),
            };
            ListedHome { group, outcome }
        };
        let all = checked_groups(&paths, &rooms)?.into_iter().map(listed).collect();
        Ok(HomeList { all, paths, rooms, ..HomeList::default() })
    }

    /// Number of homes without an outcome.
    pub fn waiting(&self) -> usize {
        self.all.iter().filter(|home| matches!(home.outcome, Outcome::Waiting | Outcome::Queried)).count()
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

    /// Sets the outcome of all homes that have all their photos.
    pub(super) fn reset_outcomes(&mut self, outcome: &Outcome) {
        self.next = 0;
        self.montages.clear();
        for home in self.all.iter_mut().filter(|home| home.group.photos.iter().all(Option::is_some)) {
            home.outcome = outcome.clone();
        }
    }
}

/// The list as CSV: prices in full precision, with the first interval.
pub fn csv(homes: &[ListedHome]) -> String {
    let mut out = String::from("home,price,low,high,range_holds_percent,unlike_training_houses,note\n");
    for ListedHome { group, outcome } in homes {
        let name = csv::field(&group.name);
        out += &match outcome {
            Outcome::Priced(price, intervals, ood_score) => {
                let range = intervals.first().map_or(",,".to_owned(), |range| {
                    [range.ends[0], range.ends[1], 100.0 * range.rate].map(csv::number).join(",")
                });
                let unlike =
                    ood_score.map_or(String::new(), |score| ood_warning(score).is_some().to_string());
                format!("{name},{},{range},{unlike},\n", csv::number(*price))
            }
            Outcome::Failed(why) => format!("{name},,,,,,{}\n", csv::field(why)),
            Outcome::Waiting | Outcome::Queried => {
                format!("{name},,,,,,{}\n", csv::field(text::homes_not_priced()))
            }
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::State;

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
        assert_eq!(groups[0].photos, [Some(4), Some(5), Some(6), Some(7)]);
        assert_eq!(groups[1].photos, [Some(3), Some(2), Some(1), Some(0)]);
    }

    #[test]
    fn photos_named_by_the_room_alone_are_grouped_by_folder() {
        let all = paths(&[
            "homes/Elm 5/kitchen.jpg",
            "homes/Elm 5/front.jpg",
            "homes/Elm 5/bed1.jpg",
            "homes/Elm 5/bathroom.jpg",
            "homes/Oak 2/IMG_1.jpg",
            "homes/Oak 2/IMG_2.jpg",
            "homes/Oak 2/IMG_3.jpg",
            "homes/Oak 2/IMG_4.jpg",
            "homes/Ash 1/kitchen.jpg",
        ]);
        let rooms = Rooms::default();
        let groups = group_photos(&all, &rooms);
        assert_eq!(groups.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(), ["Ash 1", "Elm 5", "Oak 2"]);
        assert_eq!(groups[0].photos, [None, None, None, Some(8)]);
        assert_eq!(groups[0].missing(&rooms), ["bathroom", "bedroom", "front"]);
        assert_eq!(groups[1].photos, [Some(3), Some(2), Some(1), Some(0)]);
        assert_eq!(groups[2].photos, [Some(4), Some(5), Some(6), Some(7)]);
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
            assert_eq!((groups[0].name.as_str(), &groups[0].photos), (home, &vec![Some(0)]), "{word}");
        }
    }

    #[test]
    fn names_of_homes_are_not_formulas() {
        let group = PhotoGroup { name: "=1+1".to_owned(), photos: Vec::new() };
        let failed = Outcome::Failed("@x".to_owned());
        let homes = [
            ListedHome { group: group.clone(), outcome: Outcome::Waiting },
            ListedHome { group: group.clone(), outcome: failed },
            ListedHome { group, outcome: Outcome::Priced(f64::INFINITY, Vec::new(), None) },
        ];
        let csv = csv(&homes);
        let lines: Vec<&str> = csv.lines().skip(1).collect();
        assert_eq!(lines[1..], ["\"'=1+1\",,,,,,\"'@x\"", "\"'=1+1\",,,,,,"]);
        assert!(lines[0].starts_with("\"'=1+1\",,"));
    }

    #[test]
    fn a_list_is_exported_as_csv() {
        let mut state = State::default();
        state.list_homes(paths(&["a/bath.jpg", "a/bed.jpg", "a/front.jpg", "a/kitchen.jpg"])).unwrap();
        assert_eq!(state.homes.waiting(), 1);
        assert_eq!(state.list_homes(Vec::new()).unwrap_err(), text::homes_no_photos());
        assert_eq!(state.homes.all.len(), 1, "the list is as it was");
        state.homes.all[0].outcome = Outcome::Priced(1e5, Vec::new(), None);
        let photos = vec![Some(0), None, None, Some(3)];
        let outcome = Outcome::Failed("No photo of the bedroom and front.".to_owned());
        state.homes.all.push(ListedHome { group: PhotoGroup { name: "b, c".to_owned(), photos }, outcome });
        assert_eq!(
            csv(&state.homes.all),
            "home,price,low,high,range_holds_percent,unlike_training_houses,note\n\
             a,100000,,,,,\n\"b, c\",,,,,,No photo of the bedroom and front.\n"
        );
    }
}
