//! Which photo of a home shows which room, by file name.

use facade_data::{AssignedRoom, Rooms, assign_photos_by_name};

/// Where the visitor has put photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Into this room.
    Room(usize),
    /// Anywhere; this room is free, if there is one.
    Anywhere(Option<usize>),
}

/// The room of each chosen photo. A single photo goes into the room that was chosen; several are assigned by name.
pub fn assign_photos(names: &[String], chosen: Chosen, rooms: &Rooms) -> Vec<Option<AssignedRoom>> {
    let by_name = assign_photos_by_name(names, rooms);
    match (by_name.as_slice(), chosen) {
        ([_], Chosen::Room(room)) => vec![Some(AssignedRoom { room, is_named: true })],
        ([assigned], Chosen::Anywhere(free)) if !assigned.is_some_and(|assigned| assigned.is_named) => {
            vec![free.map(|room| AssignedRoom { room, is_named: false })]
        }
        _ => by_name,
    }
}
