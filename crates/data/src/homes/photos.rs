//! Which photo of a home shows which room of a model.

use serde::{Deserialize, Serialize};

use crate::recognise_rooms::{RecognisedRoom, arrange_photos};
use crate::rooms::{Rooms, UNNAMED, unnumbered};

/// Words in a file name that identify a room: its name, and the short form that people use.
pub fn room_keywords(word: &str) -> impl Iterator<Item = &str> {
    let shorter = match word {
        "bathroom" => "bath",
        "bedroom" => "bed",
        "frontal" => "front",
        _ => "",
    };
    [word, shorter].into_iter().filter(|word| !word.is_empty())
}

/// A room that a photo is assigned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssignedRoom {
    /// Index of the room.
    pub room: usize,
    /// Whether the photo's name says so; otherwise the room was free.
    pub is_named: bool,
}

/// The room of each photo. Photos are assigned by the room's word in their names, and the others in order to the free
/// rooms. Photos beyond the last room get none.
pub fn assign_photos_by_name(names: &[String], rooms: &Rooms) -> Vec<Option<AssignedRoom>> {
    let mut taken = vec![false; rooms.len()];
    let mut assigned: Vec<Option<AssignedRoom>> = Vec::with_capacity(names.len());
    for name in names {
        let name = name.to_lowercase();
        let named = (0..rooms.len()).find(|&i| {
            !taken[i] && room_keywords(rooms.name(i)).any(|word| name.contains(&word.to_lowercase()))
        });
        if let Some(room) = named {
            taken[room] = true;
        }
        assigned.push(named.map(|room| AssignedRoom { room, is_named: true }));
    }
    for room in assigned.iter_mut().filter(|room| room.is_none()) {
        if let Some(free) = taken.iter().position(|t| !t) {
            taken[free] = true;
            *room = Some(AssignedRoom { room: free, is_named: false });
        }
    }
    assigned
}

/// The photos of a home, as a model takes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomPhotos {
    /// For each room of the model, the index of its photo in the list of paths.
    pub photos: Vec<Option<usize>>,
    /// Rooms whose photo is there only because its name says no room, in order.
    pub unnamed: Vec<usize>,
    /// Indices of photos without a room whose names say none either.
    pub spare: Vec<usize>,
    /// Whether no room is doubtful that was recognised.
    pub is_sure: bool,
}

/// A room that is recognised with a smaller probability should be checked.
pub const SURE: f32 = 0.6;

impl Default for RoomPhotos {
    fn default() -> Self {
        RoomPhotos { photos: Vec::new(), unnamed: Vec::new(), spare: Vec::new(), is_sure: true }
    }
}

impl RoomPhotos {
    /// The photos for each room, then others that may show a room without a named one; and the indices among them of those
    /// whose room is not known.
    pub fn candidates(&self) -> (Vec<Option<usize>>, Vec<usize>) {
        let is_named = |room: usize| self.photos[room].is_some() && !self.unnamed.contains(&room);
        let places = if (0..self.photos.len()).all(is_named) { 0 } else { MAX_SPARE };
        let spare = self.spare.iter().take(places).map(|photo| Some(*photo));
        let all: Vec<Option<usize>> = self.photos.iter().copied().chain(spare).collect();
        let unknown = self.unnamed.iter().copied().chain(self.photos.len()..all.len()).collect();
        (all, unknown)
    }

    /// Puts photos into the rooms that were recognised on them: an element for each of [`candidates`](Self::candidates).
    pub fn arrange(&mut self, found: &[Option<RecognisedRoom>]) {
        if found.is_empty() {
            return;
        }
        let rooms = self.photos.len();
        let (all, unknown) = self.candidates();
        let unseen = self.spare.split_off(all.len() - rooms);
        self.unnamed = found.iter().flatten().map(|found| found.room).collect();
        self.photos = arrange_photos(all, found, &unknown, rooms);
        self.spare = self.photos.split_off(rooms).into_iter().flatten().chain(unseen).collect();
        let probabilities = found.iter().flatten().map(|found| found.probability);
        self.is_sure = probabilities.fold(1.0, f32::min) >= SURE;
    }
}

/// Photos without a room beyond this number are not looked at.
pub const MAX_SPARE: usize = 24;

/// The photo for each room of a model. `photos` are those of a home: the room that each shows, and its index. A photo
/// goes to the room of the same name, then to one of the same name but for the number, then to one whose word is in its
/// name. Those without a name follow in order and, if the model's rooms have no names, all others.
pub(super) fn photos_of_rooms(photos: &[(&str, usize)], rooms: &Rooms) -> RoomPhotos {
    let mut of_rooms: Vec<Option<usize>> = vec![None; rooms.len()];
    let mut left: Vec<(&str, usize)> = photos.to_vec();
    let ways: [fn(&str, &str) -> bool; 3] = [
        |room, shown| room == shown,
        |room, shown| unnumbered(room) == unnumbered(shown),
        |room, shown| room_keywords(room).any(|word| shown.contains(&word.to_lowercase())),
    ];
    for is_same in ways {
        for (slot, room) in of_rooms.iter_mut().zip(rooms.names()).filter(|(slot, _)| slot.is_none()) {
            if let Some(at) = left.iter().position(|(shown, _)| is_same(room, shown)) {
                *slot = Some(left.remove(at).1);
            }
        }
    }
    let is_unnamed = |room: &str| unnumbered(room) == UNNAMED;
    let (mut unnamed, mut spare) = (Vec::new(), Vec::new());
    let fits_anywhere = !rooms.are_named();
    if fits_anywhere || photos.iter().any(|(room, _)| is_unnamed(room)) {
        let mut left =
            left.into_iter().filter(|(room, _)| fits_anywhere || is_unnamed(room)).map(|(_, photo)| photo);
        for (room, slot) in of_rooms.iter_mut().enumerate().filter(|(_, slot)| slot.is_none()) {
            *slot = left.next();
            unnamed.extend(slot.map(|_| room));
        }
        spare = left.collect();
    }
    RoomPhotos { photos: of_rooms, unnamed, spare, is_sure: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_go_to_the_rooms_of_a_model() {
        let rooms = |names: &[&str]| Rooms::new(names.iter().map(|&name| name.to_owned()).collect()).unwrap();
        let of = |photos: &[(&str, usize)], names: &[&str]| photos_of_rooms(photos, &rooms(names)).photos;
        let tutorial = ["bathroom", "bedroom", "frontal", "kitchen"];
        let named = [("kitchen", 1), ("frontal", 2), ("bedroom", 3), ("bathroom", 4)];
        assert_eq!(of(&named, &tutorial), [Some(4), Some(3), Some(2), Some(1)]);
        let words = [("bath_photo", 1), ("front", 2), ("garden", 3)];
        assert_eq!(of(&words, &tutorial), [Some(1), None, Some(2), None], "a garden is no bedroom");
        assert_eq!(of(&[("kitchen_2", 5), ("kitchen_1", 4)], &["kitchen"]), [Some(5)]);
        assert_eq!(of(&[("kitchen", 5)], &["kitchen_1", "kitchen_2"]), [Some(5), None]);
        let some = [("kitchen", 1), ("photo_1", 2), ("photo_2", 3), ("garden", 4)];
        assert_eq!(of(&some, &tutorial), [Some(2), Some(3), None, Some(1)], "two of them have no names");
        // Without names, in order.
        let photos = [("photo_1", 7), ("photo_2", 8), ("photo_3", 9)];
        assert_eq!(of(&photos, &["photo_1", "photo_2"]), [Some(7), Some(8)]);
        assert_eq!(of(&photos, &["front", "kitchen"]), [Some(7), Some(8)]);
        let in_order = photos_of_rooms(&photos, &rooms(&["front", "kitchen"]));
        assert_eq!((in_order.unnamed, in_order.spare), (vec![0, 1], vec![9]), "they may be recognised");
        assert_eq!(of(&[("photo", 7)], &["photo_1", "photo_2"]), [Some(7), None]);
        assert_eq!(of(&[("front", 7), ("kitchen", 8)], &["photo_1", "photo_2"]), [Some(7), Some(8)]);
    }
}
