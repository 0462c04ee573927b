//! Which photo of a home shows which room, by file name.

use facade_data::Rooms;

/// Words in a file name that identify a room: its name, and the short form that people use.
pub(super) fn room_keywords(word: &str) -> impl Iterator<Item = &str> {
    let shorter = match word {
        "bathroom" => "bath",
        "bedroom" => "bed",
        "frontal" => "front",
        _ => "",
    };
    [word, shorter].into_iter().filter(|word| !word.is_empty())
}

/// The room, by its index, of each chosen photo. A single photo goes to `at`; several are assigned by name.
pub fn assign_photos(names: &[String], at: usize, rooms: &Rooms) -> Vec<Option<usize>> {
    if let [_] = names { vec![Some(at)] } else { assign_photos_by_name(names, rooms) }
}

/// Assigns photos by the room's word in their names, and the others in order to the free rooms. Photos beyond the
/// last room get none.
pub(super) fn assign_photos_by_name(names: &[String], rooms: &Rooms) -> Vec<Option<usize>> {
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
