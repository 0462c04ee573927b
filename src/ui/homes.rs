//! Many homes to be priced: which of the picked photos belong together, and what came of each home.

use std::collections::BTreeMap;

use super::data_report::csv_field;
use super::figures::unlike;
use super::format::list;
use super::state::{Place, State};
use super::steps::{places_by_name, room_names, room_words};
use crate::dataset::{Rooms, is_photo, parts};
use crate::evaluation::Familiarity;
use crate::platform::lower;
use crate::protocol::PriceRange;
use crate::sorting;
use crate::text;

/// Numbers from here on are those of homes on the list; those before are of the one home whose photos are chosen by hand.
pub const LISTED: u32 = 1 << 31;
/// Homes on the list at most.
pub const MOST: usize = 5000;

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
    /// Its photos are made into a montage; the network is being asked.
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
    let found = words.filter_map(|word| Some((name.find(&lower(word))?, word.len())));
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

impl State {
    /// Puts homes on the list, in the place of those before, and tells the number of the first to be asked about.
    pub fn list_homes(&mut self, groups: Vec<Group>, rooms: &Rooms) -> u32 {
        self.clear_notices(Place::Predict);
        // Late answers are about homes that are not on the list any more.
        self.homes_from = self.homes_from.max(LISTED) + self.homes.len() as u32;
        let listed = |group: Group| {
            let missing = group.missing(rooms);
            let outcome = match missing.as_slice() {
                [] => Outcome::Waiting,
                missing => Outcome::Failed(text::homes_missing(list(missing))),
            };
            Listed { group, outcome }
        };
        self.homes = groups.into_iter().map(listed).collect();
        self.homes_from
    }

    /// Forgets all answers about homes on the list, to ask again; tells the number of the first.
    pub fn ask_homes_again(&mut self) -> u32 {
        self.homes_from = self.homes_from.max(LISTED) + self.homes.len() as u32;
        for home in &mut self.homes {
            let is_complete = home.group.photos.iter().all(Option::is_some);
            if is_complete {
                home.outcome = Outcome::Waiting;
            }
        }
        self.homes_from
    }

    /// The home on the list that a number is about.
    pub fn listed_mut(&mut self, number: u32) -> Option<&mut Listed> {
        self.homes.get_mut(number.checked_sub(self.homes_from)? as usize)
    }

    /// How many homes on the list are still to be priced.
    pub fn homes_waiting(&self) -> usize {
        self.homes.iter().filter(|home| matches!(home.outcome, Outcome::Waiting | Outcome::Asked)).count()
    }
}

/// The list as comma-separated values: prices in full precision, the range that holds at the first rate.
pub fn csv(homes: &[Listed]) -> String {
    let mut out = String::from("home,price,low,high,range_holds_percent,unlike_training_houses,note\n");
    for Listed { group, outcome } in homes {
        let name = csv_field(&group.name);
        out += &match outcome {
            Outcome::Priced(price, ranges, familiarity) => {
                let range = ranges.first().map_or(",,".to_owned(), |range| {
                    format!("{},{},{}", range.ends[0], range.ends[1], 100.0 * range.rate)
                });
                let unlike = familiarity.map_or(String::new(), |of| unlike(of).is_some().to_string());
                format!("{name},{price},{range},{unlike},\n")
            }
            Outcome::Failed(why) => format!("{name},,,,,,{}\n", csv_field(why)),
            Outcome::Waiting | Outcome::Asked => {
                format!("{name},,,,,,{}\n", csv_field(text::homes_not_priced()))
            }
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn answers_find_their_homes_and_late_ones_find_none() {
        let mut state = State::default();
        let rooms = Rooms::default();
        let one = |name: &str| Group { name: name.to_owned(), photos: vec![Some(0); 4] };
        let partly = Group { name: "b, c".to_owned(), photos: vec![Some(0), None, None, Some(3)] };
        let first = state.list_homes(vec![one("a"), partly], &rooms);
        assert_eq!(state.homes_waiting(), 1);
        state.listed_mut(first).unwrap().outcome = Outcome::Priced(1e5, Vec::new(), None);
        assert_eq!(
            csv(&state.homes),
            "home,price,low,high,range_holds_percent,unlike_training_houses,note\n\
             a,100000,,,,,\n\"b, c\",,,,,,No photo of the bedroom and front.\n"
        );
        let again = state.list_homes(vec![one("d")], &rooms);
        assert!(again > first && state.listed_mut(first).is_none());
        assert!(state.listed_mut(again).is_some() && state.listed_mut(again + 1).is_none());
        state.listed_mut(again).unwrap().outcome = Outcome::Failed("Broken.".to_owned());
        let anew = state.ask_homes_again();
        assert_eq!(state.listed_mut(anew).unwrap().outcome, Outcome::Waiting);
    }
}
