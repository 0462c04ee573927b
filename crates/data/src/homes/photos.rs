//! Which photo of a home shows which room of a model.

use crate::rooms::Rooms;

/// The room of photos whose names say nothing: `photo`, or `photo_1` and so on.
const UNNAMED: &str = "photo";

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

/// The room, by its index, of each photo. Photos are assigned by the room's word in their names, and the others in order
/// to the free rooms. Photos beyond the last room get none.
pub fn assign_photos_by_name(names: &[String], rooms: &Rooms) -> Vec<Option<usize>> {
    let mut taken = vec![false; rooms.len()];
    let mut assigned: Vec<Option<usize>> = Vec::with_capacity(names.len());
    for name in names {
        let name = name.to_lowercase();
        let named = (0..rooms.len()).find(|&i| {
            !taken[i] && room_keywords(rooms.name(i)).any(|word| name.contains(&word.to_lowercase()))
        });
        if let Some(room) = named {
            taken[room] = true;
        }
        assigned.push(named);
    }
    for room in assigned.iter_mut().filter(|room| room.is_none()) {
        if let Some(free) = taken.iter().position(|t| !t) {
            taken[free] = true;
            *room = Some(free);
        }
    }
    assigned
}

/// The index of the photo for each room of a model. `photos` are those of a home: the room that each shows, and its
/// index. A photo goes to the room of the same name, then to one of the same name but for the number, then to one whose
/// word is in its name. Where the model's rooms or those of the home have no names, the others follow in order.
pub(super) fn photos_of_rooms(photos: &[(&str, usize)], rooms: &Rooms) -> Vec<Option<usize>> {
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
    if rooms.names().iter().all(|room| is_unnamed(room)) || photos.iter().all(|(room, _)| is_unnamed(room)) {
        let mut left = left.into_iter();
        for slot in of_rooms.iter_mut().filter(|slot| slot.is_none()) {
            *slot = left.next().map(|(_, photo)| photo);
        }
    }
    of_rooms
}

/// A room's name without the number behind it: `kitchen_2` is a kitchen.
fn unnumbered(room: &str) -> &str {
    match room.rsplit_once('_') {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => room,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_go_to_the_rooms_of_a_model() {
        let rooms = |names: &[&str]| Rooms::new(names.iter().map(|&name| name.to_owned()).collect()).unwrap();
        let of = |photos: &[(&str, usize)], names: &[&str]| photos_of_rooms(photos, &rooms(names));
        let tutorial = ["bathroom", "bedroom", "frontal", "kitchen"];
        let named = [("kitchen", 1), ("frontal", 2), ("bedroom", 3), ("bathroom", 4)];
        assert_eq!(of(&named, &tutorial), [Some(4), Some(3), Some(2), Some(1)]);
        let words = [("bath_photo", 1), ("front", 2), ("garden", 3)];
        assert_eq!(of(&words, &tutorial), [Some(1), None, Some(2), None], "a garden is no bedroom");
        assert_eq!(of(&[("kitchen_2", 5), ("kitchen_1", 4)], &["kitchen"]), [Some(5)]);
        assert_eq!(of(&[("kitchen", 5)], &["kitchen_1", "kitchen_2"]), [Some(5), None]);
        // Without names, in order.
        let photos = [("photo_1", 7), ("photo_2", 8), ("photo_3", 9)];
        assert_eq!(of(&photos, &["photo_1", "photo_2"]), [Some(7), Some(8)]);
        assert_eq!(of(&photos, &["front", "kitchen"]), [Some(7), Some(8)]);
        assert_eq!(of(&[("photo", 7)], &["photo_1", "photo_2"]), [Some(7), None]);
        assert_eq!(of(&[("front", 7), ("kitchen", 8)], &["photo_1", "photo_2"]), [Some(7), Some(8)]);
    }
}
