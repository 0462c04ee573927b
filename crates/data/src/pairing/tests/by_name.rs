//! Photos whose paths have the id or the row number.

use super::*;

const ROOMS: [&str; 2] = ["front", "kitchen"];

/// Expects two rooms for each house, from names as `name` gives them.
fn expect_rooms(name: impl Fn(usize, &str) -> String + Copy) -> Pairing {
    let folder = Folder::new(&table(), files(&ROOMS, name));
    let found = folder.clear();
    for row in [0, 7, 39] {
        let expected = ROOMS.map(|room| (room, name(shuffled(row), room)));
        let expected: Vec<(&str, &str)> =
            expected.iter().map(|(room, path)| (*room, path.as_str())).collect();
        assert_eq!(folder.photos(&found, row), expected);
    }
    assert_eq!((found.rows, found.unpaired.len()), (40, 0));
    found
}

#[test]
fn an_id_is_found_anywhere_in_the_name() {
    expect_rooms(|id, room| format!("{id}_{room}.jpg"));
    expect_rooms(|id, room| format!("{id} {room}.jpg"));
    expect_rooms(|id, room| format!("{room}_{id}.jpg"));
    expect_rooms(|id, room| format!("{room}-{id}.jpg"));
    expect_rooms(|id, room| format!("house{id}{room}.jpg"));
    expect_rooms(|id, room| format!("{room} ({id}).jpg"));
    expect_rooms(|id, room| format!("00{id}_{room}.jpg"));
    expect_rooms(|id, room| format!("my set_{id}_{room}.jpg"));
    expect_rooms(|id, room| format!("{room}{id}.jpg"));
    let found = expect_rooms(|id, room| format!("IMG-{id}-{room}.jpg"));
    assert_eq!(found.method, PairingMethod::IdInFileName);
}

#[test]
fn an_id_is_found_in_the_name_of_a_folder() {
    expect_rooms(|id, room| format!("{id}/{room}.jpg"));
    expect_rooms(|id, room| format!("house_{id}/{room}.jpg"));
    expect_rooms(|id, room| format!("B/{id}/photos/{room}.jpg"));
    expect_rooms(|id, room| format!("{id}/{id}_{room}.jpg"));
    let found = expect_rooms(|id, room| format!("{room}/{id}.jpg"));
    assert_eq!(found.method, PairingMethod::IdInFileName);
    let found = expect_rooms(|id, room| format!("Listing {id}/pics/{room}.jpg"));
    assert_eq!(found.method, PairingMethod::IdInFolderName);
}

#[test]
fn hashes_are_no_rooms() {
    let hash = |id: usize, room: &str| {
        let value = (id as u64 * 31 + room.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("{value:016x}{:016x}", value.rotate_left(17) ^ 0x5bd1_e995)
    };
    expect_rooms(|id, room| format!("{id}_{room}_jpg.rf.{}.jpg", hash(id, room)));
    expect_rooms(|id, room| format!("{}-{id}_{room}.jpg", &hash(id, room)[..8]));
    expect_rooms(|id, room| {
        format!("{}-{room}_{id}_jpg.rf.{}.jpg", &hash(room.len(), room)[..8], hash(id, room))
    });
}

#[test]
fn ids_of_any_kind_are_found() {
    let kinds: [fn(usize) -> String; 6] = [
        |k| format!("A-{:03}", k * 7 % 40 + 1),
        |k| (7_129_020_117_u64 + k as u64 * 4_641_410_019).to_string(),
        |k| (787_071_652_604_243_301_u64 + k as u64 * 243_301).to_string(),
        |k| format!("{:032x}", (k as u128 + 3).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834)),
        |k| format!("{:08x}-6581-2feb-7d74-{:012x}", (k as u64 + 5) * 0x9e37_79b9 % 0xffff_ffff, k),
        |k| format!("{} {} Street", 10 + k % 9, ["Oak", "St. Mary's", "Elm", "Upper Main", "5th"][k / 9]),
    ];
    for id in kinds {
        let safe = |k: usize| id(k).replace(' ', "-").replace("'", "").to_lowercase();
        // "St. Mary's" has to be written as it is: without the apostrophe it is another word.
        let written = |k: usize| if id(k).contains('\'') { id(k) } else { safe(k) };
        let names: [&dyn Fn(usize) -> String; 3] =
            [&|k| format!("{}/front.jpg", written(k)), &|k| format!("{}_front.jpg", written(k)), &|k| {
                format!("train/{}.jpg", written(k))
            }];
        for name in names {
            let folder = Folder::new(&houses(40, id), (0..40).map(name));
            let found = folder.clear();
            assert_eq!(found.rows, 40, "{}", name(0));
            for row in 0..40 {
                assert_eq!(folder.photos(&found, row)[0].1, name(row));
            }
        }
    }
}

#[test]
fn an_uuid_is_found_without_its_hyphens() {
    let id =
        |k: usize| format!("{:08x}-6581-2feb-7d74-{:012x}", (k as u64 + 5) * 0x9e37_79b9 % 0xffff_ffff, k);
    let folder = Folder::new(&houses(40, id), (0..40).map(|k| format!("{}.jpg", id(k).replace('-', ""))));
    assert_eq!(folder.clear().rows, 40);
}

#[test]
fn the_chosen_folder_is_no_house() {
    let ids = houses(40, |k| (1990 + k).to_string());
    let table = read_table("2024/t.csv", ids.as_bytes()).unwrap();
    let mut paths = vec!["2024/t.csv".to_owned()];
    paths.extend((0..40).map(|k| format!("2024/{}_front.jpg", 1990 + k)));
    let found = hypotheses(&table, &paths, 0);
    assert!(is_clear(&found));
    assert_eq!((found[0].rows, found[0].photos[3].path), (40, 4));
    // Nor is a folder whose files begin with other ids.
    let below = Folder::new(&ids, (0..40).map(|k| format!("2024/{}_front.jpg", 1990 + k)));
    assert_eq!(below.clear().rows, 40);
}

#[test]
fn second_downloads_are_copies() {
    let mut names = files(&ROOMS, |id, room| format!("{id}_{room}.jpg"));
    for name in names.iter_mut().take(20) {
        *name = name.replace(".jpg", " (1).jpg");
    }
    names.push(format!("{}_front (1).jpg", shuffled(30)));
    let folder = Folder::new(&table(), names);
    let found = folder.clear();
    assert_eq!(folder.photos(&found, 2).iter().map(|photo| photo.0).collect::<Vec<_>>(), ROOMS);
    assert_eq!((found.rows, found.copies.len()), (40, 1));
    let first = Folder::new(
        &table(),
        files(&["front"], |id, room| format!("{room}_{id}{}.jpg", if id % 3 == 0 { " (1)" } else { "" })),
    );
    let found = first.clear();
    assert_eq!(first.photos(&found, 2), [("front", "front_114 (1).jpg")], "1 is not the house");
}

#[test]
fn brackets_number_the_photos_of_a_house_or_the_houses() {
    let folder = Folder::new(&table(), files(&["1", "2"], |id, k| format!("{id} ({k}).jpg")));
    let found = folder.clear();
    assert_eq!(folder.photos(&found, 0), [("1", "100 (1).jpg"), ("2", "100 (2).jpg")]);
    // Some houses have a second photo, with the number that Windows adds where a name is taken.
    let mut names = files(&["front"], |id, _| format!("{id}.jpg"));
    names.extend(files(&["front"], |id, _| format!("{id} (2).jpg")).into_iter().take(9));
    let folder = Folder::new(&table(), names);
    let found = folder.clear();
    assert_eq!(folder.photos(&found, 0), [("2", "100 (2).jpg"), ("photo", "100.jpg")]);
    let small = houses(40, |k| (k + 1).to_string());
    let folder = Folder::new(&small, (1..=40).map(|k| format!("front ({k}).jpg")));
    assert_eq!(folder.photos(&folder.clear(), 0), [("front", "front (1).jpg")]);
}

#[test]
fn a_number_stands_for_an_id_of_word_and_number_unless_it_may_be_a_row() {
    let titles = houses(40, |k| format!("House {}", shuffled(k)));
    let folder = Folder::new(&titles, files(&["front"], |id, room| format!("{id}_{room}.jpg")));
    let found = folder.clear();
    assert_eq!((found.rows, folder.photos(&found, 1)), (40, vec![("front", "107_front.jpg")]));
    // A-001 is the seventh row, or the first?
    let codes = houses(40, |k| format!("A-{:03}", k * 7 % 40 + 1));
    let folder = Folder::new(&codes, (1..=40).map(|k| format!("{k}_front.jpg")));
    let firsts: Vec<Option<usize>> = folder.is_unclear().iter().map(|pairing| pairing.mapping.id).collect();
    assert_eq!(firsts[..2], [Some(0), None]);
}

#[test]
fn photos_of_several_folders_are_of_one_house() {
    // Parts of the houses.
    let set = |id: usize| ["train", "valid", "test"][id % 3];
    expect_rooms(|id, room| format!("{}/{id}_{room}.jpg", set(id)));
    // Other rooms.
    let folder = Folder::new(
        &table(),
        files(&ROOMS, |id, room| {
            format!("{}/{id}_{room}.jpg", if room == "front" { "batch1" } else { "batch2" })
        }),
    );
    assert_eq!(folder.photos(&folder.clear(), 4).len(), 2);
    // Other versions of the same photos.
    let both = files(&["originals", "resized"], |id, folder| format!("{folder}/{id}_front.jpg"));
    let folder = Folder::new(&table(), both);
    let found = folder.clear();
    assert_eq!(
        (folder.photos(&found, 3), found.copies.len()),
        (vec![("front", "originals/121_front.jpg")], 40)
    );
    let both = files(&["originals", "thumbs"], |id, folder| format!("{folder}/{id}.jpg"));
    let folder = Folder::new(&table(), both);
    assert_eq!(folder.photos(&folder.clear(), 3), [("photo", "originals/121.jpg")]);
    // Other houses with the same numbers: which are those of the table?
    let both = files(&["north", "south"], |id, folder| format!("{folder}/{id}_front.jpg"));
    Folder::new(&table(), both).is_unclear();
}

#[test]
fn photos_without_rooms_are_numbered() {
    let names = |k: usize| (0..3).map(move |n| format!("{}/IMG_{}.jpg", shuffled(k), 2000 + 3 * k + n));
    let folder = Folder::new(&table(), (0..40).flat_map(names));
    let found = folder.clear();
    assert_eq!(
        folder.photos(&found, 0),
        [("photo_1", "100/IMG_2000.jpg"), ("photo_2", "100/IMG_2001.jpg"), ("photo_3", "100/IMG_2002.jpg")]
    );
    let one = Folder::new(&table(), files(&[""], |id, _| format!("{id}_IMG_{}.jpg", 3000 + id)));
    assert_eq!(one.photos(&one.clear(), 0), [("photo", "100_IMG_3100.jpg")]);
    let numbered = Folder::new(&table(), files(&["1", "2"], |id, k| format!("{id}_{k}.jpg")));
    assert_eq!(numbered.photos(&numbered.clear(), 0), [("1", "100_1.jpg"), ("2", "100_2.jpg")]);
}

#[test]
fn more_rows_than_photos_and_more_photos_than_rows_are_normal() {
    let county = houses(1000, |k| (k * 7 % 1000 + 5000).to_string());
    let folder = Folder::new(&county, (0..300).map(|k| format!("{}_front.jpg", 5000 + 3 * k)));
    assert_eq!(folder.clear().rows, 300);
    let many = Folder::new(&table(), (80..170).map(|id| format!("images/{id}.jpg")));
    let found = many.clear();
    assert_eq!((found.rows, found.unpaired.len()), (40, 50));
}

#[test]
fn an_id_that_fits_several_rows_is_never_paired() {
    let twice = houses(40, |k| if k == 39 { shuffled(0).to_string() } else { shuffled(k).to_string() });
    let folder = Folder::new(&twice, files(&["front"], |id, room| format!("{id}_{room}.jpg")));
    let found = folder.clear();
    assert_eq!((found.rows, found.ambiguous, folder.photos(&found, 0).len()), (38, 1, 0));
}

fn by_row(numbers: impl Iterator<Item = usize>) -> Folder {
    let rows: String =
        (0..40).map(|k| format!("{},{}\n", 200_000 + 5_003 * (k * 7 % 40), 800 + 37 * k % 900)).collect();
    Folder::new(&format!("price,sqft\n{rows}"), numbers.map(|k| format!("{k}_front.jpg")))
}

#[test]
fn rows_are_counted_from_one_or_from_zero() {
    let one = by_row(1..=40);
    let found = one.clear();
    assert_eq!((found.mapping.id, found.mapping.first_row), (None, 1));
    assert_eq!(one.photos(&found, 39), [("front", "40_front.jpg")]);
    let zero = by_row(0..40);
    let found = zero.clear();
    assert_eq!((found.mapping.first_row, found.method), (0, PairingMethod::RowNumber));
    assert_eq!(zero.photos(&found, 39), [("front", "39_front.jpg")]);
    // Without the last or the first, either may be meant.
    let firsts: Vec<u32> = by_row(1..40).is_unclear().iter().map(|p| p.mapping.first_row).collect();
    assert_eq!(firsts[..2], [1, 0]);
    // Lines of the file, from the header.
    let lines: Vec<u32> = by_row(2..42).is_unclear().iter().map(|p| p.mapping.first_row).collect();
    assert!(lines.contains(&2), "{lines:?}");
    by_row((1..=40).chain([41, 42])).is_unclear();
    by_row(1..6).is_unclear();
}

#[test]
fn ids_and_row_numbers_that_contradict_each_other_are_asked() {
    let permuted = houses(40, |k| (k * 7 % 40 + 1).to_string());
    let folder = Folder::new(&permuted, (1..=40).map(|k| format!("{k}_front.jpg")));
    let found = folder.is_unclear();
    assert_eq!((found[0].mapping.id, found[1].mapping.id), (Some(0), None));
    assert_eq!(found[1].mapping.first_row, 1);
    // In order, both say the same.
    let ordered = houses(40, |k| (k + 1).to_string());
    let folder = Folder::new(&ordered, (1..=40).map(|k| format!("{k}_front.jpg")));
    assert_eq!(folder.clear().mapping.id, Some(0));
    let from_zero = houses(40, |k| k.to_string());
    let folder = Folder::new(&from_zero, (0..40).map(|k| format!("pics/{k}.jpg")));
    assert_eq!((folder.clear().mapping.id, folder.clear().rows), (Some(0), 40));
}

#[test]
fn small_numbers_that_count_photos_are_no_houses() {
    // Houses are told by the name of the folder, which is not in the table.
    let names = (0..40).flat_map(|k| {
        (1..=5).map(move |n| format!("villa {}/{n}.jpg", ["ann", "bea"][k % 2].repeat(k / 2 + 1)))
    });
    Folder::new(&houses(40, |k| (k + 1).to_string()), names).is_unclear();
    let camera = (0..40).map(|k| format!("IMG_{:04}.jpg", 100 + k));
    Folder::new(&houses(500, |k| k.to_string()), camera).is_unclear();
    let order = (0..40).map(|k| format!("IMG_{}.jpg", 2031 + k));
    Folder::new(&houses(40, |k| (k + 1).to_string()), order).is_unclear();
}

#[test]
fn without_photos_nothing_is_clear() {
    let folder = Folder::new(&table(), []);
    let found = folder.is_unclear();
    assert_eq!((found.len(), found[0].rows, found[0].mapping.id), (1, 0, Some(0)));
    assert!(!is_clear(&[]));
}

#[test]
fn houses_info_is_paired_as_ever() {
    let text: String = (0..40).map(|k| format!("3 2 1500 8525{} {}\n", k % 3, 100_000 + k)).collect();
    let table = read_table("r/HousesInfo.txt", text.as_bytes()).unwrap();
    let mut paths = vec!["r/HousesInfo.txt".to_owned(), "r/more/7_front.jpg".to_owned()];
    paths.extend((3..=20).map(|k| format!("r/{k}_front.jpg")));
    let found = hypotheses(&table, &paths, 0);
    assert!(is_clear(&found));
    assert_eq!((found.len(), found[0].rows, &found[0].mapping), (1, 18, &Mapping::houses_info()));
    assert_eq!(pair(&table, &Mapping::houses_info(), &paths, 0), found[0]);
    assert_eq!(found[0].photos[0], PairedPhoto { row: 2, room: "front".to_owned(), path: 2 });
    let mut zero = vec!["r/HousesInfo.txt".to_owned()];
    zero.extend((0..40).map(|k| format!("r/{k}_front.jpg")));
    let found = hypotheses(&table, &zero, 0);
    assert_eq!((found[0].mapping.first_row, found[0].rows), (0, 40), "off by one otherwise");
}
