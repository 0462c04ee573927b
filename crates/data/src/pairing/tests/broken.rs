//! Folders that were once paired wrongly without a question.

use super::*;

/// Prices in no order.
fn price(k: usize) -> usize {
    300_000 + k * 7_919 % 90_001
}

const ORDER: [usize; 12] = [5, 2, 8, 1, 7, 3, 6, 4, 12, 9, 11, 10];

/// A table with a row for each house of [`ORDER`].
fn table_of(header: &str, row: impl Fn(usize) -> String) -> String {
    format!("{header}\n{}", ORDER.map(|k| row(k) + "\n").concat())
}

/// The house of each row, by [`ORDER`].
fn paired(folder: &Folder, found: &Pairing) -> Vec<(usize, String)> {
    found.photos.iter().map(|photo| (ORDER[photo.row], folder.paths[photo.path][2..].to_owned())).collect()
}

/// Expects that each photo is paired with the house that `house` gives for it, and none other.
fn expect(table: &str, files: impl IntoIterator<Item = (String, Option<usize>)>) {
    let files: Vec<(String, Option<usize>)> = files.into_iter().collect();
    let folder = Folder::new(table, files.iter().map(|(file, _)| file.clone()));
    let found = folder.clear();
    let mut expected: Vec<(usize, String)> =
        files.into_iter().filter_map(|(file, house)| Some((house?, file))).collect();
    let mut actual = paired(&folder, &found);
    expected.sort();
    actual.sort();
    assert_eq!(actual, expected, "{:?}", found.mapping);
}

fn each(name: impl Fn(usize) -> String) -> Vec<(String, Option<usize>)> {
    (1..=12).map(|k| (name(k), Some(k))).collect()
}

#[test]
fn an_id_column_may_have_gaps() {
    let id = |k: usize| match k {
        4 => String::new(),
        6 => "n/a".to_owned(),
        k => format!("A-{:03}", k * 7 % 13),
    };
    let table = table_of("id,price", |k| format!("{},{}", id(k), price(k)));
    let named = |k: usize| (format!("A-{:03}.jpg", k * 7 % 13), ![4, 6].contains(&k));
    expect(&table, (1..=12).map(|k| (named(k).0, named(k).1.then_some(k))));
    // The same numbers as those of rows: the ids go first, but nobody knows.
    let table =
        table_of("id,price", |k| format!("{},{}", if k == 4 { "-".into() } else { k.to_string() }, price(k)));
    let found = Folder::new(&table, (1..=12).map(|k| format!("{k}.jpg"))).is_unclear();
    assert_eq!(found[0].mapping.id, Some(0));
}

#[test]
fn ids_of_two_prices_are_not_paired() {
    let id = |k: usize| if k == 4 { 103 } else { 100 + k };
    let table = table_of("id,price", |k| format!("{},{}", id(k), price(k)));
    let is_sure = |k: usize| ![3, 4].contains(&k);
    expect(&table, (1..=12).map(|k| (format!("{}.jpg", 100 + k), is_sure(k).then_some(k))));
}

#[test]
fn ids_that_differ_only_in_case_are_two() {
    let ids = ["aB1", "Ab1", "cq", "dq", "eq", "fq", "gq", "hq", "iq", "jq", "kq", "LQ"];
    let table = table_of("id,price", |k| format!("{},{}", ids[k - 1], price(k)));
    expect(&table, each(|k| format!("{}.jpg", if k == 12 { "lq" } else { ids[k - 1] })));
}

#[test]
fn rows_are_not_counted_where_something_else_may_be_the_key() {
    let numbered = || (1..=12).map(|k| format!("photo {k}.jpg"));
    let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let keys: [&dyn Fn(usize) -> String; 4] = [
        &|k| format!("{} Oak Street", 3 + 2 * k),
        &|k| format!("Villa {}", "abcdefghijklm".get(k..).unwrap()),
        &|k| (70_000 + 31 * k).to_string(),
        &|k| roman[k - 1].to_owned(),
    ];
    for key in keys {
        let table = table_of("what,price,sqft", |k| format!("{},{},{}", key(k), price(k), 80 + 3 * k));
        Folder::new(&table, numbered()).is_unclear();
    }
    let measures = table_of("lat,sqft,built,price", |k| {
        format!("47.{},{},{},{}", 100 + 7 * k, 80 + 3 * k, 1950 + k, price(k))
    });
    assert_eq!(Folder::new(&measures, numbered()).clear().mapping.id, None);
    let none_exists = table_of("photo,price", |k| format!("img_{}.jpg,{}", 100 + k, price(k)));
    Folder::new(&none_exists, numbered()).is_unclear();
    let sorted: String = (1..=12).map(|k| format!("{},{}\n", 300_000 + 1000 * k, 80 + k % 5)).collect();
    Folder::new(&format!("price,sqft\n{sorted}"), numbered()).is_unclear();
}

#[test]
fn digits_of_other_scripts_are_numbers() {
    let written = |k: usize, zero: u32| -> String {
        k.to_string().chars().filter_map(|c| char::from_u32(zero + c.to_digit(10)?)).collect()
    };
    for zero in [0x660, 0x6f0, 0xff10] {
        let table = table_of("کد,price", |k| format!("{},{}", written(100 + k, zero), price(k)));
        expect(&table, each(|k| format!("خانه {}.jpg", 100 + k)));
        let table = table_of("id,price", |k| format!("{},{}", 100 + k, price(k)));
        expect(&table, each(|k| format!("بيت_{}.jpg", written(100 + k, zero))));
    }
}

#[test]
fn days_and_counters_of_chats_are_no_rows() {
    let rows = table_of("price,sqft", |k| format!("{},{}", price(k), 80 + k));
    let ids: String = (1..=12).map(|k| format!("{k},{}\n", price(k))).collect();
    let ids = format!("id,price\n{ids}");
    let names: [fn(usize) -> String; 3] = [
        |k| format!("2024-05-{k:02}.jpg"),
        |k| format!("IMG-20240512-WA{k:04}.jpg"),
        |k| format!("photo_{k}@31-05-2024_10-1{}-17.jpg", k % 10),
    ];
    for name in names {
        Folder::new(&rows, (1..=12).map(name)).is_unclear();
        Folder::new(&ids, (1..=12).map(name)).is_unclear();
    }
}

#[test]
fn names_of_files_count_more_than_ids_and_rows() {
    let number = |j: usize| ORDER[j - 1];
    let table: String = (1..=12).map(|j| format!("{j},{}.jpg,{}\n", number(j), price(j))).collect();
    let folder = Folder::new(&format!("id,image,price\n{table}"), (1..=12).map(|k| format!("{k}.jpg")));
    let found = folder.clear();
    assert_eq!((found.method, found.rows), (PairingMethod::FileNames, 12));
    assert_eq!(folder.photos(&found, 0), [("image", "5.jpg")]);
    let table: String = (1..=12)
        .map(|j| format!("{j},{}.jpg,{}.jpg,{}\n", 2 * number(j), 2 * number(j) - 1, price(j)))
        .collect();
    let folder =
        Folder::new(&format!("id,outside,inside,price\n{table}"), (1..=24).map(|k| format!("{k}.jpg")));
    assert_eq!(folder.photos(&folder.clear(), 0), [("inside", "9.jpg"), ("outside", "10.jpg")]);
    let table: String =
        (1..=12).map(|j| format!("{j},\"{},{}\",{}\n", 2 * number(j) - 1, 2 * number(j), price(j))).collect();
    let folder = Folder::new(&format!("nr,photos,price\n{table}"), (1..=24).map(|k| format!("{k}.jpg")));
    assert_eq!(folder.photos(&folder.clear(), 0), [("photo_1", "9.jpg"), ("photo_2", "10.jpg")]);
}

#[test]
fn ids_may_have_marks() {
    let table = table_of("address,price", |k| {
        format!("\"{k} Oak Street, Springfield, IL 6270{}\",{}", k % 3, price(k))
    });
    expect(&table, each(|k| format!("{k} Oak Street.jpg")));
    let table = table_of("Adresse,price", |k| format!("Lindenweg {k} 1011{} Berlin,{}", k % 3, price(k)));
    expect(&table, each(|k| format!("Lindenweg {k}.jpg")));
    let table = table_of("id,price", |k| format!("\"1,{:03}\",{}", 37 * k, price(k)));
    expect(&table, each(|k| format!("1{:03}.jpg", 37 * k)));
    let table = table_of("lot,price", |k| format!("{}.{},{}", 1 + k / 4, 1 + k % 4, price(k)));
    let folder = Folder::new(&table, (1..=12).map(|k| format!("{}.{}.jpg", 1 + k / 4, 1 + k % 4)));
    assert_eq!(folder.hypotheses()[0].rows, 12);
    let table = table_of("file no,price", |k| format!("{k}/2024,{}", price(k)));
    expect(&table, each(|k| format!("{k}-2024.jpg")));
}

#[test]
fn a_price_without_a_word_is_asked() {
    let table = table_of("id,a,sqft", |k| format!("{},{},{}", 100 + k, price(k), 80 + k));
    let found = Folder::new(&table, (1..=12).map(|k| format!("{}.jpg", 100 + k))).is_unclear();
    assert!(!found[0].price_is_named && found[0].rows == 12);
    let table = |other: usize| {
        table_of("id,asking price,sold price", |k| format!("{},{},{}", 100 + k, price(k), price(k) + other))
    };
    let files = || (1..=12).map(|k| format!("{}.jpg", 100 + k));
    assert!(Folder::new(&table(1000), files()).is_unclear()[0].price_doubt.is_some());
    assert!(Folder::new(&table(0), files()).clear().price_is_named);
}

#[test]
fn cells_name_files_that_programs_renamed() {
    let hash = |k: usize| {
        format!("{:032x}", (k as u128 + 3).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834))
    };
    let expect_cells = |cell: &dyn Fn(usize) -> String, file: &dyn Fn(usize) -> String| {
        let rows = table_of("photo,price,nr", |k| format!("\"{}\",{},{}", cell(k), price(k), 13 - k));
        expect(&rows, each(file));
    };
    expect_cells(&|k| format!("house-{k}.jpg"), &|k| format!("train/house-{k}_jpg.rf.{}.jpg", hash(k)));
    expect_cells(&|k| format!("/data/local-files/?d=images/house%20{k}.jpg"), &|k| {
        format!("images/house {k}.jpg")
    });
    expect_cells(&|k| format!("house {k}.jpg (https://v5.test/u/29/{k}abc)"), &|k| format!("house {k}.jpg"));
    let table = table_of("photo,price", |k| format!("h{k}x.jpg,{}", price(k)));
    let files = ["full", "thumbs"].map(|folder| each(|k| format!("{folder}/h{k}x.jpg"))).concat();
    let folder = Folder::new(&table, files.into_iter().map(|(file, _)| file));
    let found = folder.clear();
    assert_eq!((found.photos.len(), found.copies.len(), found.unpaired.len()), (12, 12, 0));
    assert!(found.photos.iter().all(|photo| folder.paths[photo.path].starts_with("f/full/")));
}

#[test]
fn hashes_and_days_before_an_id_are_no_rooms() {
    let hashes =
        ["44987d45", "4e773871", "947eaf56", "665ea229", "9ae49a0b", "3510e9d8", "bf563bb9", "d16f11dc"];
    let hash = |k: usize| hashes.get(k).map_or_else(|| format!("a{k:07}"), |hash| (*hash).to_owned());
    let table = table_of("id,price", |k| format!("{},{}", 100 + k, price(k)));
    let names: [&dyn Fn(usize) -> String; 2] = [&|k| format!("{}-{}.jpg", hash(k), 100 + k), &|k| {
        format!("20{k:02}-03-{:02}_{}.jpg", 10 + k, 100 + k)
    }];
    for name in names {
        let folder = Folder::new(&table, (1..=12).map(name));
        let found = folder.clear();
        assert!(found.rows == 12 && found.photos.iter().all(|photo| photo.room == "photo"), "{}", name(1));
    }
}

#[test]
fn parts_of_a_dataset_are_no_rooms() {
    let table = table_of("id,price", |k| format!("{k},{}", price(k)));
    let files = ["train", "test"].map(|folder| each(|k| format!("{folder}/{k}.jpg"))).concat();
    Folder::new(&table, files.into_iter().map(|(file, _)| file)).is_unclear();
    let of = |tables: &[&str], photos: &[&str]| {
        let mut paths: Vec<String> = tables.iter().map(|&path| path.to_owned()).collect();
        paths.extend(photos.iter().flat_map(|folder| (1..=12).map(move |k| format!("{folder}/{k}.jpg"))));
        let found = hypotheses(&read_table(tables[0], table.as_bytes()).unwrap(), &paths, 0);
        let used = found[0].photos.iter().map(|photo| paths[photo.path].clone()).collect::<Vec<_>>();
        (used.iter().all(|path| path.starts_with(photos[0])) && used.len() == 12, found[0].unpaired.len())
    };
    assert_eq!(of(&["f/train.csv"], &["f/train", "f/test"]), (true, 0));
    assert_eq!(of(&["f/berlin.csv", "f/hamburg.csv"], &["f/berlin", "f/hamburg"]), (true, 12));
    assert_eq!(of(&["f/b/prices.csv", "f/a/prices.csv"], &["f/b", "f/a"]), (true, 12));
}

#[test]
fn numbers_that_may_count_photos_are_doubtful() {
    let numbered = |count: usize| (1..=count).map(|k| format!("{k}.jpg"));
    let table = houses(20, |k| (k + 1).to_string());
    Folder::new(&table, numbered(20)).clear();
    Folder::new(&table, numbered(39)).is_unclear();
    // Another table may have the other houses.
    Folder::new(&table, numbered(39).chain(["test.csv".to_owned()])).clear();
    // From 2: the ids explain one photo less than the lines of the file.
    Folder::new(&table, (2..=21).map(|k| format!("{k}.jpg"))).is_unclear();
}

#[test]
fn rows_are_not_counted_beside_an_average_or_faulty_ids() {
    let row = |town: &str, k: usize| format!("{},{town},{}\n", price(k), 80 + k);
    let rows: String = (1..20).map(|k| row(["Elm", "Oak"][k % 2], k)).collect();
    let files = || (0..20).map(|k| format!("{k}.jpg"));
    Folder::new(&format!("price,town,sqft\n{}{rows}", row("Elm", 0)), files()).clear();
    Folder::new(&format!("price,town,sqft\n{}{rows}", row("Average", 0)), files()).is_unclear();
    let with_ids = |id: fn(usize) -> String| -> String {
        (0..20).fold("id,price\n".to_owned(), |rows, k| rows + &format!("{},{}\n", id(k), price(k)))
    };
    let faulty = |k: usize| if k % 4 == 1 { String::new() } else { ((k * 7) % 20).to_string() };
    Folder::new(&with_ids(faulty), files()).is_unclear();
}

#[test]
fn names_without_files_are_doubtful_beside_other_photos() {
    let rows = |named: usize| -> String {
        (0..20)
            .map(|k| format!("{},{}-{}.jpg\n", 200_000 + 5_003 * k, ["a", "x"][usize::from(k >= named)], k))
            .collect()
    };
    let files = |count: usize| (0..count).map(|k| format!("a-{k}.jpg"));
    Folder::new(&format!("price,photo\n{}", rows(12)), files(12)).clear();
    Folder::new(&format!("price,photo\n{}", rows(12)), files(20)).is_unclear();
}
