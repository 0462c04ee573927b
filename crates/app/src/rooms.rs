//! Which photo of a home shows which room, by the names of files.

use facade_data::Rooms;
use facade_platform::lower;

/// The words by which a file's name tells a room: its own, and a shorter one where people write that.
pub(super) fn room_names(word: &str) -> impl Iterator<Item = &str> {
    let shorter = match word {
        "bathroom" => "bath",
        "bedroom" => "bed",
        "frontal" => "front",
        _ => "",
    };
    [word, shorter].into_iter().filter(|word| !word.is_empty())
}

/// Which place, in the order of the rooms, each chosen photo goes to. A single photo goes to `at`; several go
/// by their names.
pub fn places_for(names: &[String], at: usize, rooms: &Rooms) -> Vec<Option<usize>> {
    if let [_] = names { vec![Some(at)] } else { places_by_name(names, rooms) }
}

/// Which place photos go to by the room's word in their names, and the rest in order to what is free. Photos beyond the last place
/// go nowhere.
pub(super) fn places_by_name(names: &[String], rooms: &Rooms) -> Vec<Option<usize>> {
    let mut taken = vec![false; rooms.len()];
    let mut places: Vec<Option<usize>> = Vec::with_capacity(names.len());
    for name in names {
        let name = lower(name);
        let named = (0..rooms.len())
            .find(|&i| !taken[i] && room_names(rooms.word(i)).any(|word| name.contains(&lower(word))));
        if let Some(place) = named {
            taken[place] = true;
        }
        places.push(named);
    }
    for place in places.iter_mut().filter(|place| place.is_none()) {
        if let Some(free) = taken.iter().position(|t| !t) {
            taken[free] = true;
            *place = Some(free);
        }
    }
    places
}
