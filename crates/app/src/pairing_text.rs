//! How photos are paired with houses, in sentences.

use facade_data::{PairingMethod, PairingPreview, PhotoList};
use facade_text as text;
use facade_text::format::{count, list};

/// How photos are found, with an example and without a full stop. `columns` are the names of the table's columns.
pub fn method_text(pairing: &PairingPreview, columns: &[String]) -> String {
    let way = way_text(pairing, columns);
    match &pairing.example {
        Some((house, photo)) => text::t!(map_way_example, way, house = house.as_str(), photo),
        None => way,
    }
}

fn way_text(pairing: &PairingPreview, columns: &[String]) -> String {
    let name = |column: usize| text::row_value(columns.get(column).map_or("", String::as_str));
    let mapping = &pairing.mapping;
    match (pairing.method, mapping.id) {
        (PairingMethod::Nothing, _) => text::map_way_none().to_owned(),
        (PairingMethod::FileNames, _) => {
            let names: Vec<String> = mapping.photos.iter().map(|&column| name(column)).collect();
            text::t!(map_way_files, count = names.len(), columns = list(&names))
        }
        (PairingMethod::IdInFolderName, Some(column)) => text::map_way_folder(name(column)),
        (_, Some(column)) => text::map_way_id(name(column)),
        (PairingMethod::RowNumberInFolderName, _) => text::map_way_row_folder(mapping.first_row),
        (_, None) => text::map_way_row(mapping.first_row),
    }
}

/// What a person should know about a pairing: how many houses have photos, and what is left over.
pub fn pairing_notes(pairing: &PairingPreview, columns: &[String]) -> Vec<String> {
    let mut notes = photo_notes(pairing);
    if let Some((rows, problem)) = &pairing.broken {
        notes.push(text::t!(map_broken_rows, rows = *rows, problem));
    }
    if let Some(other) = pairing.price_doubt {
        let name = |column: usize| columns.get(column).map_or("", String::as_str);
        notes.push(text::t!(map_price_doubt, other = name(other), price = name(pairing.mapping.price)));
    }
    if !pairing.odd_prices.is_empty() {
        let prices: Vec<String> = pairing.odd_prices.iter().map(text::row_value).collect();
        notes.push(text::map_odd_prices(list(&prices)));
    }
    let used = |column: &usize| {
        let mapping = &pairing.mapping;
        [Some(mapping.price), mapping.id, mapping.zip_code, mapping.date, mapping.room]
            .contains(&Some(*column))
            || mapping.photos.contains(column)
            || mapping.attributes.contains(column)
    };
    let unused = (0..columns.len()).filter(|column| !used(column)).filter_map(|column| columns.get(column));
    let unused: Vec<String> = unused.map(text::row_value).collect();
    if !unused.is_empty() {
        notes.push(text::map_left_out(list(&unused)));
    }
    notes
}

/// Where the columns with the photos are from, if another table lists them.
pub fn photo_list_note(list: &PhotoList) -> String {
    let quoted = |name: &str| text::row_value(name);
    text::t!(map_photo_list, file = &list.file, key = quoted(&list.key), id = quoted(&list.id))
}

/// How many houses have photos, and which photos are left over.
pub(super) fn photo_notes(pairing: &PairingPreview) -> Vec<String> {
    let (with, photos) = (count(pairing.houses_with_photos), pairing.photos);
    let mut notes = vec![text::t!(map_pairing_houses, with, houses = pairing.houses)];
    notes.push(match pairing.photos_used {
        used if used < photos => {
            text::t!(
                map_pairing_some_used,
                photos,
                used = count(used),
                most = count(pairing.photos_per_house)
            )
        }
        _ => text::map_pairing_used(photos),
    });
    if pairing.photos_left > 0 {
        notes.push(text::map_pairing_left(pairing.photos_left));
    }
    if pairing.copies > 0 {
        notes.push(text::map_pairing_copies(pairing.copies));
    }
    if pairing.ambiguous > 0 {
        notes.push(text::map_pairing_ambiguous(pairing.ambiguous));
    }
    if pairing.missing > 0 {
        notes.push(text::map_pairing_missing(pairing.missing));
    }
    notes
}
