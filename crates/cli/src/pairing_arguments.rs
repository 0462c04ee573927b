//! A way to pair photos, as arguments of the command line.

use facade_data::{Mapping, Table};

/// The arguments that give a way to pair photos, without the price.
pub(super) fn pairing_arguments(table: &Table, mapping: &Mapping) -> String {
    let name = |column: usize| {
        let name = table.columns.get(column).map_or("", String::as_str);
        format!("\"{name}\"")
    };
    match (mapping.photos.as_slice(), mapping.id) {
        ([], None) => format!("--first-row {}", mapping.first_row),
        ([], Some(id)) => format!("--id {} --photos none", name(id)),
        (photos, id) => {
            let photos: Vec<String> = photos.iter().map(|&photo| name(photo)).collect();
            let id = id.map(|id| format!(" --id {}", name(id))).unwrap_or_default();
            format!("--photos {}{id}", photos.join(","))
        }
    }
}
