//! What the photos show, and where each lies in the montage.

use serde::{Deserialize, Serialize};

use crate::sorting;

/// The rooms that every house of a dataset has a photo of, by the words in the photos' names, in the order of the
/// montage. One to nine, all different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Rooms(Vec<String>);

/// Photos a house, at most.
pub const MAX_PHOTOS: usize = 9;

impl Default for Rooms {
    /// The tutorial's four.
    fn default() -> Self {
        Rooms(["bathroom", "bedroom", "frontal", "kitchen"].map(str::to_owned).into())
    }
}

/// From a file or a message, which may say anything.
impl TryFrom<Vec<String>> for Rooms {
    type Error = String;

    fn try_from(words: Vec<String>) -> Result<Self, String> {
        Rooms::new(words).ok_or_else(|| format!("rooms are one to {MAX_PHOTOS} different words"))
    }
}

impl Rooms {
    /// Rooms in this order; none if they are not one to nine different ones.
    pub fn new(words: Vec<String>) -> Option<Self> {
        let new = |(i, word)| !words[..i].contains(word);
        ((1..=MAX_PHOTOS).contains(&words.len()) && words.iter().enumerate().all(new)).then_some(Rooms(words))
    }

    /// How many: the number of photos a house.
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The words, in the order of the montage.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// The word at a place of the montage; empty beyond the last.
    pub fn word(&self, place: usize) -> &str {
        self.0.get(place).map_or("", String::as_str)
    }

    /// The places of the montage as they are read: row by row, where the rooms' own order may go around.
    pub fn in_rows(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.len()).collect();
        let at = |place: &usize| {
            let [column, row] = cell(*place, self.len());
            (row, column)
        };
        sorting::sort(&mut places, |a, b| at(a).cmp(&at(b)));
        places
    }
}

/// Columns and rows of tiles in a montage of so many photos: as square as it gets with at most one tile left empty.
pub fn grid(photos: usize) -> [usize; 2] {
    match photos {
        0..=3 => [photos.max(1), 1],
        4 => [2, 2],
        5 | 6 => [3, 2],
        7 | 8 => [4, 2],
        _ => [3, photos.div_ceil(3)],
    }
}

/// Column and row of a photo's tile. Four lie clockwise from the top left, as in the tutorial; others row by row.
pub fn cell(photo: usize, photos: usize) -> [usize; 2] {
    match (photos, photo) {
        (4, 2) => [1, 1],
        (4, 3) => [0, 1],
        _ => {
            let [columns, _] = grid(photos);
            [photo % columns, photo / columns]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_lie_clockwise_and_no_two_photos_on_one_tile() {
        assert_eq!([0, 1, 2, 3].map(|photo| cell(photo, 4)), [[0, 0], [1, 0], [1, 1], [0, 1]]);
        for photos in 1..=MAX_PHOTOS {
            let [columns, rows] = grid(photos);
            assert!(columns * rows - photos <= 1, "{photos}");
            let mut cells: Vec<_> = (0..photos).map(|photo| cell(photo, photos)).collect();
            assert!(cells.iter().all(|[column, row]| *column < columns && *row < rows), "{photos}");
            cells.sort_unstable();
            cells.dedup();
            assert_eq!(cells.len(), photos);
        }
    }

    #[test]
    fn rooms_are_one_to_nine_different_ones() {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        assert_eq!(Rooms::new(words(&["a", "b"])).map(|rooms| rooms.len()), Some(2));
        assert_eq!(Rooms::new(words(&["a", "b", "a"])), None);
        assert_eq!(Rooms::new(Vec::new()), None);
        assert_eq!(Rooms::new((0..10).map(|k| k.to_string()).collect()), None);
        assert_eq!(Rooms::default().word(2), "frontal");
        assert_eq!(Rooms::default().in_rows(), [0, 1, 3, 2]);
    }
}
