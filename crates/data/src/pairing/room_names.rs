//! Which room a photo shows, from what its file name says besides the house's id.

use std::collections::HashMap;

use super::Located;
use super::names::is_opaque;
use super::serials::{is_compact_date, is_date};

/// Words that programs add to names.
const TECHNICAL: [&str; 8] = ["jpg", "jpeg", "png", "webp", "heic", "rf", "jpe", "gif"];
/// Words that say no more than that there is a photo of a house.
const GENERIC: [&str; 22] = [
    "house", "home", "property", "listing", "image", "images", "img", "photo", "photos", "pic", "picture",
    "id", "no", "nr", "number", "haus", "objekt", "object", "bild", "foto", "row", "file",
];

/// A room's name in normal form: lower-case letters, digits, `_` and `-`, at most 40 characters.
pub(crate) fn normalise_room(text: &str) -> String {
    let mut name = String::new();
    for letter in text.to_lowercase().chars() {
        if letter.is_alphanumeric() || matches!(letter, '-' | '_') {
            name.push(letter);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    name.trim_matches(['_', '-']).chars().take(40).collect()
}

/// A photo's words that may name its room.
struct Words {
    row: usize,
    words: Vec<String>,
    /// Whether a word was left out.
    cut: bool,
}

/// How often a word occurs.
#[derive(Default)]
struct WordCount {
    /// Photos.
    photos: usize,
    /// Rows.
    rows: usize,
    /// Rows with several photos.
    rows_of_several: usize,
    /// Rows with several photos, all of which have the word.
    rows_of_all: usize,
    last_row: Option<usize>,
    in_row: usize,
}

/// The room of each photo, by its file name; empty if the name says nothing. `photos` is sorted by row.
///
/// What remains of the name without the id is the room, but:
/// - hashes are left out, and endings that a program left in the name;
/// - words that all names have are left out, unless the name begins with the id or would be empty;
/// - if few photos then have a room that other houses have as well, so are words that belong to a house (its street, a
///   date) or to a photo (a camera's number); if that does not help, no photo has a room.
///
/// If fewer than half of the houses have the commonest room, no photo has a room, and photos are numbered.
pub(super) fn rooms_of_names(photos: &[Located]) -> Vec<String> {
    let rooms = words_of_rooms(photos);
    let rows = count_rows(photos);
    let most = houses_of_rooms(&rooms, photos).into_values().max().unwrap_or(0);
    if rows < 3 || 2 * most >= rows { rooms } else { vec![String::new(); photos.len()] }
}

fn words_of_rooms(photos: &[Located]) -> Vec<String> {
    let rows = count_rows(photos);
    let begins_with_id = photos.iter().all(|photo| photo.begins_with_id);
    let [starts, ends] = [false, true].map(|at_end| have_hashes(photos, at_end));
    let mut words: Vec<Words> = photos.iter().map(|photo| words_of(photo, starts, ends)).collect();
    let counts = count_words(&words);
    let all = photos.len();
    let drop_if = |words: &mut [Words], leave_out: &dyn Fn(&str) -> bool| {
        for photo in words {
            let before = photo.words.len();
            photo.words.retain(|word| !leave_out(word));
            photo.cut |= photo.words.len() < before;
        }
    };
    drop_if(&mut words, &|word| {
        TECHNICAL.contains(&word) && counts.get(word).is_some_and(|count| 10 * count.photos >= 9 * all)
    });
    let constant = |word: &str| counts.get(word).is_some_and(|count| count.photos == all);
    if !begins_with_id && all > 1 {
        let something_left = words.iter().any(|photo| photo.words.iter().any(|word| !constant(word)));
        drop_if(&mut words, &|word| constant(word) && (something_left || GENERIC.contains(&word)));
    }
    let rooms = room_names(photos, &words);
    if rows < 3 || are_shared(&rooms, photos, rows) {
        return rooms;
    }
    let one_each = 2 * all < 3 * rows;
    drop_if(&mut words, &|word| {
        counts.get(word).is_some_and(|count| {
            let rare = count.rows <= (rows / 4).max(1);
            let of_house = 10 * count.rows_of_all >= 9 * count.rows_of_several;
            rare && (one_each || count.rows == 1 || of_house)
        })
    });
    let something_left = words.iter().any(|photo| photo.words.iter().any(|word| !constant(word)));
    drop_if(&mut words, &|word| constant(word) && (something_left || GENERIC.contains(&word)));
    let rooms = room_names(photos, &words);
    // Cameras' names without their numbers.
    let camera =
        |room: &String| matches!(room.as_str(), "img" | "dsc" | "dscn" | "dscf" | "pxl" | "dji" | "p" | "mg");
    if are_shared(&rooms, photos, rows) && !rooms.iter().all(camera) {
        return rooms;
    }
    vec![String::new(); all]
}

fn count_rows(photos: &[Located]) -> usize {
    let mut rows = photos.iter().map(|photo| photo.row).collect::<Vec<_>>();
    rows.dedup();
    rows.len()
}

/// Whether what remains of nearly all names begins or ends with six to eight hexadecimal digits, as programs put there:
/// one of them alone may be a number or a word.
fn have_hashes(photos: &[Located], at_end: bool) -> bool {
    let hash = |photo: &Located| -> Option<String> {
        let mut chunks =
            photo.rest.split(|letter: char| !letter.is_alphanumeric()).filter(|chunk| !chunk.is_empty());
        let chunk = if at_end { chunks.next_back() } else { chunks.next() }?;
        let is_hex = chunk.bytes().all(|byte| byte.is_ascii_hexdigit());
        ((6..=8).contains(&chunk.len()) && is_hex).then(|| chunk.to_owned())
    };
    let hashes: Vec<String> = photos.iter().filter_map(hash).collect();
    let same_length = hashes.iter().zip(hashes.iter().skip(1)).all(|(a, b)| a.len() == b.len());
    let is_mixed = |hash: &&String| {
        hash.contains(|letter: char| letter.is_ascii_digit()) && hash.contains(char::is_alphabetic)
    };
    let distinct = hashes.iter().collect::<std::collections::HashSet<_>>().len();
    hashes.len() >= 3
        && same_length
        && 10 * hashes.len() >= 9 * photos.len()
        && 2 * distinct > hashes.len()
        && 2 * hashes.iter().filter(is_mixed).count() > hashes.len()
}

fn words_of(photo: &Located, starts_with_hash: bool, ends_with_hash: bool) -> Words {
    let chunks: Vec<&str> = photo
        .rest
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|chunk| !chunk.is_empty())
        .collect();
    let mut words: Vec<String> = Vec::with_capacity(chunks.len());
    let mut cut = false;
    let mut position = 0;
    while let Some(chunk) = chunks.get(position) {
        let is_uuid = [8, 4, 4, 4, 12].iter().enumerate().all(|(k, &length)| {
            chunks.get(position + k).is_some_and(|chunk| {
                chunk.len() == length && chunk.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
        });
        let chunk_at = |k: usize| chunks.get(position + k).copied().unwrap_or_default();
        if is_date(chunk, chunk_at(1), chunk_at(2)) {
            position += 3;
            cut = true;
            continue;
        }
        let is_hash = starts_with_hash && position == 0 || ends_with_hash && position + 1 == chunks.len();
        let long_hex = chunk.len() >= 16 && chunk.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_uuid {
            position += 5;
            cut = true;
            continue;
        }
        if long_hex || is_hash || is_opaque(chunk) || is_compact_date(chunk) {
            cut = true;
        } else {
            words.push((*chunk).to_owned());
        }
        position += 1;
    }
    Words { row: photo.row, words, cut }
}

fn count_words(photos: &[Words]) -> HashMap<String, WordCount> {
    let mut counts: HashMap<String, WordCount> = HashMap::new();
    for of_row in photos.chunk_by(|a, b| a.row == b.row) {
        for photo in of_row {
            for (position, word) in photo.words.iter().enumerate() {
                if photo.words.iter().take(position).any(|earlier| earlier == word) {
                    continue;
                }
                if !counts.contains_key(word) {
                    counts.insert(word.clone(), WordCount::default());
                }
                let Some(count) = counts.get_mut(word) else { continue };
                count.photos += 1;
                let several = of_row.len() > 1;
                if count.last_row != Some(photo.row) {
                    count.last_row = Some(photo.row);
                    count.rows += 1;
                    count.rows_of_several += usize::from(several);
                    count.in_row = 0;
                }
                count.in_row += 1;
                count.rows_of_all += usize::from(several && count.in_row == of_row.len());
            }
        }
    }
    counts
}

fn room_names(photos: &[Located], words: &[Words]) -> Vec<String> {
    photos
        .iter()
        .zip(words)
        .map(|(photo, words)| {
            let mut room =
                if words.cut { normalise_room(&words.words.join("_")) } else { normalise_room(&photo.rest) };
            if let Some(number) = photo.number {
                room = if room.is_empty() { number.to_string() } else { format!("{room}_{number}") };
            }
            room
        })
        .collect()
}

/// The number of houses that have each room.
fn houses_of_rooms<'r>(rooms: &'r [String], photos: &[Located]) -> HashMap<&'r str, usize> {
    let mut houses: HashMap<&str, (usize, Option<usize>)> = HashMap::new();
    for (room, photo) in rooms.iter().zip(photos) {
        let (count, last) = houses.entry(room).or_default();
        if *last != Some(photo.row) {
            (*count, *last) = (*count + 1, Some(photo.row));
        }
    }
    houses.into_iter().map(|(room, (count, _))| (room, count)).collect()
}

/// Whether at least half of the photos have a room that several houses have; or none has a room.
fn are_shared(rooms: &[String], photos: &[Located], rows: usize) -> bool {
    let houses = houses_of_rooms(rooms, photos);
    let least = (rows / 10).max(2);
    let shared = rooms.iter().filter(|room| houses.get(room.as_str()).is_some_and(|count| *count >= least));
    2 * shared.count() >= rooms.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rooms of photos, each of which is given by its row and what remains of its name.
    fn rooms(photos: &[(usize, &str)], begins_with_id: bool) -> Vec<String> {
        let located: Vec<Located> = photos
            .iter()
            .enumerate()
            .map(|(path, &(row, rest))| Located {
                path,
                row,
                rest: rest.to_owned(),
                begins_with_id,
                ..Located::default()
            })
            .collect();
        rooms_of_names(&located)
    }

    #[test]
    fn a_room_is_what_remains_in_normal_form() {
        assert_eq!(
            rooms(&[(0, "_Living room!"), (0, "-bath-2"), (1, "")], true),
            ["living_room", "bath-2", ""]
        );
        assert_eq!(normalise_room("Küche (1)"), "küche_1");
    }

    #[test]
    fn hashes_and_endings_within_names_are_left_out() {
        let rests: Vec<(usize, String)> = (0..8)
            .map(|k| {
                (k / 2, format!("_{}_jpg.rf.6cc6508{k}709d1e470b02ac05961e0121", ["front", "kitchen"][k % 2]))
            })
            .collect();
        let rests: Vec<(usize, &str)> = rests.iter().map(|(row, rest)| (*row, rest.as_str())).collect();
        assert_eq!(rooms(&rests, true)[..2], ["front", "kitchen"]);
        assert_eq!(
            rooms(&[(0, "9c8f5d26-6581-2feb-7d74-220937d9a7e3-bath"), (1, "bath")], true),
            ["bath", "bath"]
        );
    }

    #[test]
    fn words_of_all_names_are_left_out_where_something_remains() {
        let houses = [(0, "house_front"), (0, "house_bath"), (1, "house_front"), (1, "house_bath")];
        assert_eq!(rooms(&houses, false), ["front", "bath", "front", "bath"]);
        assert_eq!(rooms(&houses, true)[0], "house_front", "as ever, if the name begins with the number");
        assert_eq!(rooms(&[(0, "front"), (1, "front")], false), ["front", "front"]);
        assert_eq!(rooms(&[(0, "house"), (1, "house")], false), ["", ""]);
    }

    #[test]
    fn words_of_one_house_or_photo_are_no_rooms() {
        let streets =
            ["oak", "elm", "pine", "oak", "lake", "hill", "park", "main", "mill", "dock", "elm", "gate"];
        let named: Vec<(usize, String)> = streets
            .iter()
            .enumerate()
            .flat_map(|(row, street)| ["front", "bath"].map(|room| (row, format!("{street} street {room}"))))
            .collect();
        let named: Vec<(usize, &str)> = named.iter().map(|(row, rest)| (*row, rest.as_str())).collect();
        assert_eq!(rooms(&named, true)[..2], ["front", "bath"]);
        let camera: Vec<(usize, String)> = (0..20).map(|k| (k / 2, format!("IMG_{}", 2031 + k))).collect();
        let camera: Vec<(usize, &str)> = camera.iter().map(|(row, rest)| (*row, rest.as_str())).collect();
        assert!(rooms(&camera, true).iter().all(String::is_empty));
        let numbers: Vec<(usize, String)> =
            (0..10).flat_map(|row| (1..=row + 1).map(move |k| (row, k.to_string()))).collect();
        let numbers: Vec<(usize, &str)> = numbers.iter().map(|(row, rest)| (*row, rest.as_str())).collect();
        assert_eq!(rooms(&numbers, true)[..3], ["1", "1", "2"]);
        let of_many: Vec<(usize, String)> = (0..9)
            .flat_map(|row| (1..=2 + row % 3).map(move |k| (row, format!("{k} of {}", 2 + row % 3))))
            .collect();
        let of_many: Vec<(usize, &str)> = of_many.iter().map(|(row, rest)| (*row, rest.as_str())).collect();
        assert!(rooms(&of_many, true).iter().all(String::is_empty), "a third of the houses has “1 of 2”");
    }
}
