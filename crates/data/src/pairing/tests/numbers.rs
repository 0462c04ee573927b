//! Photos that have two numbers, each of which may be that of a house.

use super::*;

/// Houses with the ids 1 to `count`, in order.
fn counted(count: usize) -> String {
    houses(count, |k| (k + 1).to_string())
}

/// The photos of these houses, as many as `photos` says, by `name` of house and number.
fn photos_of(
    houses: impl IntoIterator<Item = usize>,
    photos: impl Fn(usize) -> usize,
    name: impl Fn(usize, usize) -> String,
) -> Vec<String> {
    let of_house = |house| (1..=photos(house)).map(|number| name(house, number)).collect::<Vec<_>>();
    houses.into_iter().flat_map(of_house).collect()
}

/// Whether the photo of house 7 that is called so belongs to row 6 by the best hypothesis.
fn is_right(folder: &Folder, found: &[Pairing], file: &str) -> bool {
    let path = folder.paths.iter().position(|path| path == &format!("f/{file}"));
    found[0].photos.iter().any(|photo| Some(photo.path) == path && photo.row == 6)
}

#[test]
fn the_number_that_counts_within_the_other_is_that_of_the_photo() {
    let names: [fn(usize, usize) -> String; 4] = [
        |house, number| format!("{house}/{number}.jpg"),
        |house, number| format!("{house}_{number}.jpg"),
        |house, number| format!("house{house}-{number}.jpg"),
        |house, number| format!("{number}-{house}.jpg"),
    ];
    for name in names {
        // Few houses of many, with more photos than there are houses.
        let folder = Folder::new(&counted(300), photos_of([7, 45, 88, 150, 290], |_| 120, name));
        assert!(is_right(&folder, &folder.hypotheses(), &name(7, 13)), "{}", name(7, 13));
        let folder = Folder::new(&counted(10), photos_of([2, 5, 7], |_| 4, name));
        assert!(is_right(&folder, &folder.hypotheses(), &name(7, 3)), "{}", name(7, 3));
        // Houses with different numbers of photos.
        let folder = Folder::new(&counted(24), photos_of(1..=18, |house| 20 + house % 5, name));
        assert!(is_right(&folder, &folder.is_unclear(), &name(7, 13)), "{}", name(7, 13));
        // Four photos of each of all houses are no photos of four houses.
        let folder = Folder::new(&counted(40), photos_of(1..=40, |_| 4, name));
        assert!(is_right(&folder, &[folder.clear()], &name(7, 3)), "{}", name(7, 3));
    }
}

#[test]
fn a_grid_of_both_numbers_is_asked_about() {
    let files = photos_of(1..=18, |_| 20, |house, number| format!("{house}_{number}.jpg"));
    Folder::new(&counted(24), files).is_unclear();
    let files = photos_of(1..=18, |_| 20, |house, number| format!("{house}/{number}.jpg"));
    let folder = Folder::new(&counted(24), files);
    assert!(is_right(&folder, &folder.is_unclear(), "7/13.jpg"), "a folder is a house");
}

#[test]
fn rows_that_are_counted_anew_are_asked_about() {
    // House 7 was deleted, and the numbers of the rows were filled in again.
    let files = (1..=41).filter(|number| *number != 7).map(|number| format!("{number}_front.jpg"));
    Folder::new(&counted(40), files).is_unclear();
}

#[test]
fn a_cover_in_the_table_does_not_hide_the_other_photos() {
    let row = |k: usize| format!("{0},{0}/front.jpg,{1}\n", 5000 + 3 * k, 200_000 + 5_003 * k);
    let table = format!("id,cover,price\n{}", (0..40).map(row).collect::<String>());
    let files = (0..40).flat_map(|k| ["front", "bath"].map(|room| format!("{}/{room}.jpg", 5000 + 3 * k)));
    let folder = Folder::new(&table, files);
    assert_eq!(folder.photos(&folder.clear(), 1), [("bath", "5003/bath.jpg"), ("front", "5003/front.jpg")]);
}

#[test]
fn of_two_folders_with_the_named_files_the_full_one_is_used() {
    let row = |k: usize| format!("{}.jpg,{},{}\n", (k * 7) % 40 + 1, 200_000 + 5_003 * k, k % 5);
    let table = format!("image,price,beds\n{}", (0..40).map(row).collect::<String>());
    let files = |folders: [&str; 2]| {
        let names = |folder: &str| (1..=40).map(|n| format!("{folder}/{n}.jpg")).collect::<Vec<_>>();
        [names(folders[0]), names(folders[1])].concat()
    };
    for folders in [["full", "thumb"], ["images", "images_resized"], ["photos", "photos copy"], ["t", "test"]]
    {
        let folder = Folder::new(&table, files(folders));
        let expected = format!("{}/8.jpg", folders[0]);
        assert_eq!(folder.photos(&folder.clear(), 1), [("image", expected.as_str())]);
    }
    // Nobody can tell: nor do numbers of rows.
    Folder::new(&table, files(["a", "b"])).is_unclear();
}

#[test]
fn prices_far_from_the_others_are_asked_about() {
    let table = |odd: &str| {
        let row = |k: usize| format!("{},{}\n", k + 100, 900_000 + 5_003 * k);
        format!("id,price\n99,{odd}\n{}", (0..39).map(row).collect::<String>())
    };
    let files = || (99..139).map(|id| format!("{id}.jpg"));
    for odd in ["250", "1", "999999999"] {
        let found = Folder::new(&table(odd), files()).is_unclear();
        assert_eq!(found[0].odd_prices, [odd]);
    }
    assert_eq!(Folder::new(&table("25000"), files()).clear().odd_prices, Vec::<String>::new());
}
