//! Photos whose names are in the table.

use super::*;

/// A table with a price and a column of cells.
fn cells(name: &str, cell: impl Fn(usize) -> String) -> String {
    let row = |k: usize| {
        format!("{},{},\"{}\"\n", 200_000 + 5_003 * k, 800 + 37 * k % 900, cell(k).replace('"', "\"\""))
    };
    format!("price,sqft,{name}\n{}", (0..40).map(row).collect::<String>())
}

fn photo(k: usize, n: usize) -> String {
    format!("alder-{:02}-{}.jpg", k * 7 % 40 + 1, ["a", "b"][n])
}

#[test]
fn cells_name_photos_in_many_forms() {
    let files =
        || (0..40).flat_map(|k| [format!("photos/{}", photo(k, 0)), format!("photos/{}", photo(k, 1))]);
    let lists: [fn(usize) -> String; 7] = [
        |k| format!("['{}', '{}']", photo(k, 0), photo(k, 1)),
        |k| format!("[\"{}\",\"{}\"]", photo(k, 0), photo(k, 1)),
        |k| format!("{}, {}", photo(k, 0), photo(k, 1)),
        |k| format!("{};{}", photo(k, 0), photo(k, 1)),
        |k| format!("{} | {}", photo(k, 0), photo(k, 1)),
        |k| format!("{}\n{}", photo(k, 0), photo(k, 1)),
        |k| format!("C:\\pics\\{};C:\\pics\\{}", photo(k, 0).replace("jpg", "JPEG"), photo(k, 1)),
    ];
    for list in lists {
        let folder = Folder::new(&cells("images", list), files());
        let found = folder.clear();
        assert_eq!(
            (found.method, found.rows, found.photos.len()),
            (PairingMethod::FileNames, 40, 80),
            "{}",
            list(0)
        );
        let expected = [0, 1].map(|n| format!("photos/{}", photo(11, n)));
        assert_eq!(folder.photos(&found, 11), [("photo_1", expected[0].as_str()), ("photo_2", &expected[1])]);
    }
    let address = |k: usize| format!("https://img.example.test/im/{}?im_w=720", photo(k, 0));
    let folder = Folder::new(&cells("images", address), files());
    let found = folder.clear();
    assert_eq!((found.rows, found.unpaired.len()), (40, 40));
}

#[test]
fn a_column_that_finds_nothing_is_told() {
    let rows: String =
        (0..40).map(|k| format!("{},Strasse-{k}.jpg,Küche-{k}.jpg,Bad-{k}.jpg\n", 200_000 + k)).collect();
    let text = format!("price,Straße,Küche,Bad\n{rows}");
    let names = (0..40).flat_map(|k| [format!("Strasse-{k}.jpg"), format!("Ku\u{308}che-{k}.jpg")]);
    let folder = Folder::new(&text, names);
    let found = folder.clear();
    assert_eq!(found.mapping.photos, [1, 2, 3]);
    assert_eq!(folder.photos(&found, 5).iter().map(|photo| photo.0).collect::<Vec<_>>(), ["küche", "straße"]);
    assert_eq!((found.missing.len(), found.missing[0].name.as_str()), (40, "Bad-0.jpg"));
}

fn listings(extra: &str, value: impl Fn(usize, usize) -> String) -> String {
    let row = |k: usize, n: usize| {
        format!("{},{},{},{}\n", 10_013 + 13 * k, value(k, n), 200_000 + 5_003 * k, 900 + k)
    };
    let rows: String = (0..30).flat_map(|k| (0..3).map(move |n| (k, n))).map(|(k, n)| row(k, n)).collect();
    format!("listing_id,{extra},price,sqft\n{rows}")
}

#[test]
fn one_row_a_photo_is_grouped_by_house() {
    let name = |k: usize, n: usize| format!("photos/home-{}-{n}.jpg", 10_013 + 13 * k);
    let files = || (0..30).flat_map(move |k| (0..3).map(move |n| name(k, n)));
    let folder = Folder::new(&listings("photo", name), files());
    let found = folder.clear();
    assert_eq!((found.mapping.id, found.mapping.photos.as_slice(), found.rows), (Some(0), &[1][..], 30));
    assert_eq!(folder.photos(&found, 3)[2], ("photo_3", "photos/home-10026-2.jpg"));
    assert!(folder.photos(&found, 4).is_empty(), "the house is its first row");
    let rooms = |k, n: usize| format!("{},{}", name(k, n), ["Front", "Bath", "Yard"][n]);
    let folder = Folder::new(&listings("photo,view", rooms), files());
    let found = folder.clear();
    assert_eq!(found.mapping.room, Some(2));
    assert_eq!(folder.photos(&found, 3)[1], ("front", "photos/home-10026-0.jpg"));
    // The photos have ids of their own.
    let id = |k: usize, n: usize| format!("{}", 500_000 + (k * 3 + n) * 17);
    let folder = Folder::new(
        &listings("image_id", id),
        (0..30).flat_map(|k| (0..3).map(move |n| format!("pics/{}.jpg", id(k, n)))),
    );
    let found = folder.clear();
    assert_eq!((found.mapping.id, found.mapping.photos.as_slice(), found.rows), (Some(0), &[1][..], 30));
    // The house's id is in the names.
    let no_names = |_, n: usize| n.to_string();
    let folder = Folder::new(&listings("shot", no_names), files());
    assert_eq!((folder.clear().rows, folder.clear().mapping.id), (30, Some(0)));
}

#[test]
fn names_in_cells_count_more_than_numbers_in_names() {
    // The file's number is another house's row.
    let folder = Folder::new(
        &cells("photo", |k| format!("{}_x.jpg", (k + 5) % 40 + 1)),
        (1..=40).map(|k| format!("{k}_x.jpg")),
    );
    let found = folder.clear();
    assert_eq!(
        (found.method, folder.photos(&found, 0)),
        (PairingMethod::FileNames, vec![("photo", "6_x.jpg")])
    );
}

#[test]
fn if_no_file_exists_all_are_missing() {
    let folder = Folder::new(&cells("photo", |k| format!("{k}.jpg")), []);
    let found = folder.is_unclear();
    assert_eq!((found[0].mapping.photos.as_slice(), found[0].missing.len()), (&[2][..], 40));
}

#[test]
fn two_columns_may_be_the_price() {
    let doubt = |header: &str| {
        let rows: String =
            (0..40).map(|k| format!("{k},{},{},{}\n", 200_000 + k, 190_000 + k, 80 + k)).collect();
        Folder::new(&format!("{header}\n{rows}"), []).hypotheses()[0].price_doubt
    };
    assert_eq!(doubt("id,price,list price,sqft"), Some(2));
    assert_eq!(doubt("id,price,tax value,sqft"), None);
    assert_eq!(doubt("id,a,b,c"), Some(2));
    assert_eq!(doubt("id,a,date,c"), None);
}
