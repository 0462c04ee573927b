//! Many homes to be priced: which of the picked photos belong together, and what came of each home.

use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use super::csv;
use super::figures::unlike;
use super::model::Model;
use super::rooms::{places_by_name, room_names};
use facade_data::sorting;
use facade_data::{Rooms, is_photo, parts};
use facade_platform::lower;
use facade_protocol::{Home, PriceRange};
use facade_spec::evaluation::Familiarity;
use facade_text as text;
use facade_text::format::room_words;
use facade_text::format::{count, list};

/// Homes on the list at most.
pub const MOST: usize = 5000;
/// Homes whose photos are read or whose prices are awaited at the same time: enough to keep all decoders and the session at work.
/// A montage of large tiles has a megabyte, and those of all homes at once would fill the session's memory.
pub const AT_ONCE: usize = 24;

/// Photos of one home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What its files or its folder are called.
    pub name: String,
    /// Of each room, in the montage's order, the position of its photo among the paths.
    pub photos: Vec<Option<usize>>,
}

/// What came of a home.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is in line.
    Waiting,
    /// Its photos are being made into a montage, or the network is being asked.
    Asked,
    /// Its price in dollars, ranges around it, and how far it is from the training houses.
    Priced(f64, Vec<PriceRange>, Option<Familiarity>),
    /// A sentence that says why it has none.
    Failed(String),
}

/// A home on the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its photos.
    pub group: Group,
    /// What came of it.
    pub outcome: Outcome,
}

/// The word for a room in a name, where there is one: where it begins, and how long it is.
fn room_in(name: &str, rooms: &Rooms) -> Option<(usize, usize)> {
    let words = rooms.words().iter().flat_map(|word| room_names(word));
    // In small letters a word can be longer or shorter: of the sign for Kelvin, one byte of three is left.
    let words = words.map(lower);
    let found = words.filter_map(|word| Some((name.find(&word)?, word.len())));
    // The longest: of "bathroom", not "bath".
    found.max_by_key(|found| found.1)
}

/// Which photos belong together: those whose names differ by the room alone (`12_kitchen.jpg`, `12_front.jpg`), or, where nothing
/// else is in their names, those of a folder. In the order of the names, numbers by their value.
pub fn group(paths: &[String], rooms: &Rooms) -> Vec<Group> {
    let mut found: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for (position, path) in paths.iter().enumerate().filter(|(_, path)| is_photo(path)) {
        let (folder, file) = parts(path);
        let stem = lower(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
        let rest = match room_in(&stem, rooms) {
            // What numbers several photos of a room is no part of the home's name.
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
        let files: Vec<String> = positions.iter().map(|&at| parts(&paths[at]).1.to_owned()).collect();
        let mut photos = vec![None; rooms.len()];
        for (position, place) in positions.into_iter().zip(places_by_name(&files, rooms)) {
            if let Some(place) = place {
                photos[place] = Some(position);
            }
        }
        let last = parts(folder).1;
        Group { name: if rest.is_empty() { last.to_owned() } else { rest }, photos }
    };
    let mut groups: Vec<Group> = found.into_iter().map(one).collect();
    sorting::sort(&mut groups, |a, b| natural(&a.name, &b.name));
    groups
}

/// The order of names in which numbers go by their value.
fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    let number = |text: &str| {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        (text[..digits].parse::<u64>().ok(), text[digits..].to_owned())
    };
    match (number(a), number(b)) {
        ((Some(x), rest_a), (Some(y), rest_b)) => x.cmp(&y).then(rest_a.cmp(&rest_b)),
        _ => a.cmp(b),
    }
}

impl Group {
    /// The rooms whose photos are missing.
    pub fn missing(&self, rooms: &Rooms) -> Vec<String> {
        let places = self.photos.iter().enumerate().filter(|(_, photo)| photo.is_none());
        places.map(|(place, _)| room_words(rooms.word(place))).collect()
    }
}

/// Homes to be priced together.
#[derive(Clone, Debug, Default)]
pub struct HomeList {
    /// They, in the order of their names.
    pub all: Vec<Listed>,
    /// Paths of all files that were picked.
    pub(super) paths: Rc<Vec<String>>,
    /// The rooms by which their photos were told apart.
    pub(super) rooms: Rooms,
    /// No home before this position is in line.
    pub(super) next: usize,
    /// The model that prices them: its file, and the name of that.
    pub(super) model: Option<(Weak<Vec<u8>>, String)>,
    /// Homes whose montages have come: positions and pixels.
    pub(super) montages: Vec<(usize, Vec<u8>)>,
}

/// What is to be asked for the homes on the list.
#[derive(Debug, Default)]
pub struct HomeRequests {
    /// Tile size for their photos.
    pub tile: usize,
    /// What they show.
    pub rooms: Rooms,
    /// Montages to be made: the number of the request, and the positions of the photos among the files.
    pub tiles: Vec<(u32, Vec<usize>)>,
    /// Homes to be priced, with the number of the request.
    pub prices: Vec<(u32, Home)>,
}

/// The homes that files are of.
///
/// # Errors
/// A sentence where there are none, or too many.
fn groups(paths: &[String], rooms: &Rooms) -> Result<Vec<Group>, String> {
    let groups = group(paths, rooms);
    match groups.len() {
        0 => Err(text::homes_no_photos().to_owned()),
        homes if homes > MOST => Err(text::homes_too_many(count(homes), count(MOST))),
        _ => Ok(groups),
    }
}

impl HomeList {
    pub(super) fn of(paths: Rc<Vec<String>>, rooms: Rooms) -> Result<Self, String> {
        let listed = |group: Group| {
            let missing = group.missing(&rooms);
            let outcome = match missing.as_slice() {
                [] => Outcome::Waiting,
                missing => Outcome::Failed(text::homes_missing(list(missing))),
            };
            Listed { group, outcome }
        };
        let all = groups(&paths, &rooms)?.into_iter().map(listed).collect();
        Ok(HomeList { all, paths, rooms, ..HomeList::default() })
    }

    /// How many are still to be priced.
    pub fn waiting(&self) -> usize {
        self.all.iter().filter(|home| matches!(home.outcome, Outcome::Waiting | Outcome::Asked)).count()
    }

    /// The name of the model whose prices these are, where another is in use by now.
    pub fn of_other_model(&self, now: Option<&Model>) -> Option<String> {
        let (file, name) = self.model.as_ref()?;
        let is_other = now.is_none_or(|now| !Weak::ptr_eq(file, &Rc::downgrade(&now.file)));
        (is_other && !self.all.is_empty()).then(|| name.clone())
    }

    pub(super) fn set(&mut self, at: usize, outcome: Outcome) {
        if let Some(home) = self.all.get_mut(at) {
            home.outcome = outcome;
        }
    }

    /// Puts all homes that have all their photos in line again, or says the same of each.
    pub(super) fn restart(&mut self, outcome: &Outcome) {
        self.next = 0;
        self.montages.clear();
        for home in self.all.iter_mut().filter(|home| home.group.photos.iter().all(Option::is_some)) {
            home.outcome = outcome.clone();
        }
    }
}

/// The list as comma-separated values: prices in full precision, the range that holds at the first rate.
pub fn csv(homes: &[Listed]) -> String {
    let mut out = String::from("home,price,low,high,range_holds_percent,unlike_training_houses,note\n");
    for Listed { group, outcome } in homes {
        let name = csv::field(&group.name);
        out += &match outcome {
            Outcome::Priced(price, ranges, familiarity) => {
                let range = ranges.first().map_or(",,".to_owned(), |range| {
                    [range.ends[0], range.ends[1], 100.0 * range.rate].map(csv::number).join(",")
                });
                let unlike = familiarity.map_or(String::new(), |of| unlike(of).is_some().to_string());
                format!("{name},{},{range},{unlike},\n", csv::number(*price))
            }
            Outcome::Failed(why) => format!("{name},,,,,,{}\n", csv::field(why)),
            Outcome::Waiting | Outcome::Asked => {
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
    fn photos_are_grouped_by_what_is_beside_the_room_in_their_names() {
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
        let groups = group(&all, &Rooms::default());
        assert_eq!(groups.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(), ["9", "10"]);
        assert_eq!(groups[0].photos, [Some(4), Some(5), Some(6), Some(7)]);
        assert_eq!(groups[1].photos, [Some(3), Some(2), Some(1), Some(0)]);
    }

    #[test]
    fn photos_without_other_words_go_by_their_folder() {
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
        let groups = group(&all, &rooms);
        assert_eq!(groups.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(), ["Ash 1", "Elm 5", "Oak 2"]);
        assert_eq!(groups[0].photos, [None, None, None, Some(8)]);
        assert_eq!(groups[0].missing(&rooms), ["bathroom", "bedroom", "front"]);
        assert_eq!(groups[1].photos, [Some(3), Some(2), Some(1), Some(0)]);
        assert_eq!(groups[2].photos, [Some(4), Some(5), Some(6), Some(7)]);
        assert!(group(&paths(&["a/readme.txt"]), &rooms).is_empty());
    }

    /// A model's file may hold any words: some are longer or shorter in small letters, at whose length a name would be cut.
    #[test]
    fn rooms_are_found_whatever_their_letters_become_in_small_ones() {
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
            let groups = group(&paths(&[&format!("home/{file}")]), &rooms);
            assert_eq!(groups.len(), 1);
            assert_eq!((groups[0].name.as_str(), &groups[0].photos), (home, &vec![Some(0)]), "{word}");
        }
    }

    #[test]
    fn names_of_homes_are_no_formulas() {
        let group = Group { name: "=1+1".to_owned(), photos: Vec::new() };
        let failed = Outcome::Failed("@x".to_owned());
        let homes = [
            Listed { group: group.clone(), outcome: Outcome::Waiting },
            Listed { group: group.clone(), outcome: failed },
            Listed { group, outcome: Outcome::Priced(f64::INFINITY, Vec::new(), None) },
        ];
        let csv = csv(&homes);
        let lines: Vec<&str> = csv.lines().skip(1).collect();
        assert_eq!(lines[1..], ["\"'=1+1\",,,,,,\"'@x\"", "\"'=1+1\",,,,,,"]);
        assert!(lines[0].starts_with("\"'=1+1\",,"));
    }

    #[test]
    fn a_list_reads_as_a_table() {
        let mut state = State::default();
        state.list_homes(paths(&["a/bath.jpg", "a/bed.jpg", "a/front.jpg", "a/kitchen.jpg"])).unwrap();
        assert_eq!(state.homes.waiting(), 1);
        assert_eq!(state.list_homes(Vec::new()).unwrap_err(), text::homes_no_photos());
        assert_eq!(state.homes.all.len(), 1, "the list is as it was");
        state.homes.all[0].outcome = Outcome::Priced(1e5, Vec::new(), None);
        let photos = vec![Some(0), None, None, Some(3)];
        let outcome = Outcome::Failed("No photo of the bedroom and front.".to_owned());
        state.homes.all.push(Listed { group: Group { name: "b, c".to_owned(), photos }, outcome });
        assert_eq!(
            csv(&state.homes.all),
            "home,price,low,high,range_holds_percent,unlike_training_houses,note\n\
             a,100000,,,,,\n\"b, c\",,,,,,No photo of the bedroom and front.\n"
        );
    }
}
