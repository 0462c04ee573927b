//! Which photo of a home shows which room, by file name.

use facade_data::{Rooms, assign_photos_by_name};

/// The room, by its index, of each chosen photo. A single photo goes to `at`; several are assigned by name.
pub fn assign_photos(names: &[String], at: usize, rooms: &Rooms) -> Vec<Option<usize>> {
    if let [_] = names { vec![Some(at)] } else { assign_photos_by_name(names, rooms) }
}
