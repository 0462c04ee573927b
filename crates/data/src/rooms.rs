//! The rooms that the photos show, and the layout of the montage.

use serde::{Deserialize, Serialize};

/// The rooms that every house of a dataset has a photo of, in montage order: one to nine distinct names, as in the
/// photos' file names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Rooms(Vec<String>);

/// Maximum number of photos per house.
pub const MAX_PHOTOS: usize = 9;

/// The room of photos whose names say nothing: `photo`, or `photo_1` and so on.
pub(super) const UNNAMED: &str = "photo";

/// A room's name without the number behind it: `kitchen_2` is a kitchen.
pub(super) fn unnumbered(room: &str) -> &str {
    match room.rsplit_once('_') {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => room,
    }
}

impl Default for Rooms {
    /// The four rooms of the tutorial's dataset.
    fn default() -> Self {
        Rooms(["bathroom", "bedroom", "frontal", "kitchen"].map(str::to_owned).into())
    }
}

/// Validates names from a file or a message.
impl TryFrom<Vec<String>> for Rooms {
    type Error = String;

    fn try_from(names: Vec<String>) -> Result<Self, String> {
        Rooms::new(names).ok_or_else(|| format!("expected one to {MAX_PHOTOS} distinct room names"))
    }
}

impl Rooms {
    /// Rooms in this order. `None` unless there are one to nine distinct names.
    pub fn new(names: Vec<String>) -> Option<Self> {
        let new = |(i, name)| !names[..i].contains(name);
        ((1..=MAX_PHOTOS).contains(&names.len()) && names.iter().enumerate().all(new)).then_some(Rooms(names))
    }

    /// Number of rooms, which is the number of photos per house.
    #[expect(clippy::len_without_is_empty, reason = "never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The names, in montage order.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// The name of a room; empty if there is no such room.
    pub fn name(&self, room: usize) -> &str {
        self.0.get(room).map_or("", String::as_str)
    }

    /// Whether the names say what a photo shows, and do not just number the photos.
    pub fn are_named(&self) -> bool {
        self.0.iter().any(|room| unnumbered(room) != UNNAMED)
    }

    /// The rooms in reading order of their tiles, row by row. It differs from montage order for four photos.
    pub fn reading_order(&self) -> Vec<usize> {
        let mut rooms: Vec<usize> = (0..self.len()).collect();
        let position = |room: &usize| {
            let [column, row] = cell(*room, self.len());
            (row, column)
        };
        rooms.sort_by_key(position);
        rooms
    }
}

/// Columns and rows of tiles in a montage: as square as possible with at most one tile left empty.
pub fn grid(photos: usize) -> [usize; 2] {
    match photos {
        0..=3 => [photos.max(1), 1],
        4 => [2, 2],
        5 | 6 => [3, 2],
        7 | 8 => [4, 2],
        _ => [3, photos.div_ceil(3)],
    }
}

/// Column and row of a photo's tile. Four photos are laid out clockwise from the top left, as in the tutorial; other
/// numbers row by row.
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
    fn four_photos_are_clockwise_and_each_photo_has_its_own_tile() {
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
    fn rooms_are_one_to_nine_distinct_names() {
        let names = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        assert_eq!(Rooms::new(names(&["a", "b"])).map(|rooms| rooms.len()), Some(2));
        assert_eq!(Rooms::new(names(&["a", "b", "a"])), None);
        assert_eq!(Rooms::new(Vec::new()), None);
        assert_eq!(Rooms::new((0..10).map(|k| k.to_string()).collect()), None);
        assert_eq!(Rooms::default().name(2), "frontal");
        let are_named = |list: &[&str]| Rooms::new(names(list)).map(|rooms| rooms.are_named());
        assert_eq!(are_named(&["photo"]), Some(false));
        assert_eq!(are_named(&["photo_1", "photo_2"]), Some(false));
        assert_eq!(are_named(&["photo_1", "kitchen"]), Some(true));
        assert_eq!(Rooms::default().reading_order(), [0, 1, 3, 2]);
    }
}
