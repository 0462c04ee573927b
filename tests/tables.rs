//! Folders and archives in common formats: price lists with headers, photo names of many kinds, zip files.

use std::io::{Cursor, Write};

use facade_data::{
    ArchiveEntry, ArchiveError, DatasetError, HouseList, Mapping, MemorySource, PairingPreview, Source,
    SourceError, ZipSource, find_table, list_archive, list_houses, pair, read_table, unpack, unpack_prefix,
};
use facade_imaging::tile_house;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

// ---- tables

/// Lists houses as the page and the command line do; `change` changes the inferred mapping.
fn listed_with(
    source: &impl Source,
    change: impl Fn(&mut Mapping),
) -> Result<(Mapping, HouseList, Vec<String>), DatasetError> {
    let paths = source.paths();
    let position = find_table(&paths)?;
    let table = read_table(&paths[position], &source.read(&paths[position])?)?;
    let mut mapping = Mapping::infer(&table, &paths);
    change(&mut mapping);
    let listing = list_houses("set", &table, &mapping, &paths, position)?;
    Ok((mapping, listing, paths))
}

fn listed(source: &impl Source) -> (Mapping, HouseList, Vec<String>) {
    listed_with(source, |_| {}).unwrap()
}

fn files(files: &[(&str, &str)]) -> MemorySource {
    let mut source = MemorySource::default();
    for (path, content) in files {
        source.insert(*path, *content);
    }
    source
}

/// A table, and empty files as photos.
fn with_photos(table: &str, photos: &[&str]) -> MemorySource {
    let mut source = files(&[("set/prices.csv", table)]);
    for photo in photos {
        source.insert(format!("set/{photo}"), "");
    }
    source
}

/// House numbers with the paths of their photos in the folder.
fn photos(listing: &HouseList, paths: &[String]) -> Vec<(u32, Vec<String>)> {
    let of = |position: usize| {
        let photos = listing.photos_of(position).iter();
        photos.flatten().map(|&photo| paths[photo].trim_start_matches("set/").to_owned()).collect()
    };
    listing
        .houses
        .iter()
        .enumerate()
        .map(|(position, house)| (house.id.as_number().unwrap(), of(position)))
        .collect()
}

/// House numbers with the reason why they were dropped.
fn dropped(listing: &HouseList) -> Vec<(u32, String)> {
    listing
        .report
        .dropped
        .iter()
        .map(|dropped| (dropped.house.as_number().unwrap(), dropped.reason.to_string()))
        .collect()
}

#[test]
fn a_table_of_another_format_is_read() {
    // Semicolons, a byte order mark, CRLF, decimal commas, Swiss francs, a quoted line break.
    let table = "\u{feff}Objekt-Nr;Preis (CHF);Zimmer;PLZ;Ort;Bemerkung\r\n\
        12;CHF 1'450'000.-;4,5;8001;Zürich;\"ruhig,\r\nhell\"\r\n\
        7;950'000;3;3000;Bern;\r\n\r\n";
    let source = with_photos(table, &["7_bad.jpg", "7_küche.jpg", "12_küche.jpg", "12_bad.jpg"]);
    let (mapping, listing, paths) = listed(&source);
    let expected =
        Mapping { price: 1, id: Some(0), zip_code: Some(3), attributes: vec![2], ..Mapping::default() };
    assert_eq!(mapping, expected);
    let houses: Vec<(u32, f64, &str, Option<f64>)> = listing
        .houses
        .iter()
        .map(|house| {
            (house.id.as_number().unwrap(), house.price, house.zip_code.as_str(), house.attributes[0])
        })
        .collect();
    assert_eq!(houses, [(12, 1_450_000.0, "8001", Some(4.5)), (7, 950_000.0, "3000", Some(3.0))]);
    assert_eq!(listing.rooms.names(), ["bad", "küche"]);
    assert_eq!(listing.attributes, ["Zimmer"]);
    let of = |number: u32| vec![format!("{number}_bad.jpg"), format!("{number}_küche.jpg")];
    assert_eq!(photos(&listing, &paths), [(12, of(12)), (7, of(7))]);
    assert_eq!(listing.report.dropped, []);
}

#[test]
fn unicode_encodings_and_all_line_ends_are_read() {
    let table = "price,zip\n\"1,000\",01234\n\"2,000\",05678\n";
    let unit_bytes = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(table.encode_utf16()).flat_map(unit).collect()
    };
    for bytes in [
        table.as_bytes().to_vec(),
        format!("\u{feff}{table}").into_bytes(),
        unit_bytes(u16::to_le_bytes),
        unit_bytes(u16::to_be_bytes),
        table.replace('\n', "\r").into_bytes(),
        table.replace('\n', "\r\n").into_bytes(),
    ] {
        let mut source = with_photos("", &["1.jpg", "2.jpg"]);
        source.insert("set/prices.csv", bytes.clone());
        let (_, listing, _) = listed(&source);
        let codes: Vec<&str> = listing.houses.iter().map(|house| house.zip_code.as_str()).collect();
        assert_eq!(codes, ["01234", "05678"], "{bytes:?}");
    }
}

#[test]
fn invalid_rows_are_dropped_alone() {
    let table = "id,price\n1,100\n2\n3,abc\n1,200\n\n5,300\n";
    let (_, listing, _) =
        listed_with(&with_photos(table, &["1_a.jpg", "5_a.jpg"]), |mapping| mapping.id = Some(0)).unwrap();
    assert_eq!((listing.report.rows, listing.houses.len()), (5, 1));
    let expected = [
        (1, "Line 5: house 1 is already in line 2, with another price. Give each house its own ID."),
        (2, "Line 3 has 1 field, but the table has 2 columns."),
        (3, "Line 4: the price, “abc”, is not a number."),
    ];
    assert_eq!(dropped(&listing), expected.map(|(house, text)| (house, text.to_owned())));
}

#[test]
fn rare_zip_codes_are_dropped_only_on_request() {
    let table = "zip,price\nA,1\nA,2\nB,3\n";
    let source = with_photos(table, &["1.jpg", "2.jpg", "3.jpg"]);
    assert_eq!(listed(&source).1.houses.len(), 3);
    let (_, listing, _) = listed_with(&source, |mapping| mapping.min_per_zip_code = 2).unwrap();
    assert_eq!(dropped(&listing), [(3, "No other house is in zip code B.".to_owned())]);
    // How many houses that are is known before photos are read.
    let paths = source.paths();
    let position = find_table(&paths).unwrap();
    let table = read_table(&paths[position], &source.read(&paths[position]).unwrap()).unwrap();
    let in_rare = |mapping: &Mapping| {
        let preview = PairingPreview::of(&table, &pair(&table, mapping, &paths, position), &paths);
        [0, 2, 3].map(|least| preview.in_rare_zip_codes(least))
    };
    let mapping = Mapping::infer(&table, &paths);
    assert_eq!(in_rare(&mapping), [0, 1, 3]);
    assert_eq!(in_rare(&Mapping { zip_code: None, ..mapping }), [0; 3], "no column is the zip code");
}

// ---- photos paired by their names

#[test]
fn house_and_room_are_read_from_many_kinds_of_names() {
    let two = "id,price\n1,100\n2,200\n";
    for names in [
        ["1_Living Room.jpg", "2_living_room.JPEG"],
        ["1-living room.png", "2 living room.webp"],
        ["1/living room.avif", "2/living-room.heic"],
        ["1/1_living room.avif", "2/2_living-room.heic"],
    ] {
        let names = names.map(|name| name.replace("living-room", "living_room"));
        let (_, listing, paths) = listed(&with_photos(two, &[&names[0], &names[1]]));
        assert_eq!(listing.rooms.names(), ["living_room"], "{names:?}");
        assert_eq!(photos(&listing, &paths).len(), 2);
    }
    let (_, listing, _) = listed(&with_photos(two, &["1.tif", "2.jxl"]));
    assert_eq!(listing.rooms.names(), ["photo"]);
    let (_, listing, _) = listed(&with_photos(two, &["1_1.jpg", "1_2.jpg", "2_1.jpg", "2_2.jpg"]));
    assert_eq!(listing.rooms.names(), ["1", "2"]);
}

#[test]
fn photos_can_be_in_a_folder_of_their_own() {
    let two = "id,price\n1,100\n2,200\n";
    let (_, listing, paths) = listed(&with_photos(two, &["images/1_a.jpg", "images/2_a.jpg", "old/1_a.jpg"]));
    assert_eq!(photos(&listing, &paths)[1], (2, vec!["images/2_a.jpg".to_owned()]));
    let (_, listing, paths) = listed(&with_photos(two, &["images/1/a.jpg", "images/2/a.jpg", "old/1_a.jpg"]));
    assert_eq!(photos(&listing, &paths)[1], (2, vec!["images/2/a.jpg".to_owned()]));
    let elsewhere = files(&[("set/data/prices.csv", two), ("set/img/1_a.jpg", ""), ("set/img/2_a.jpg", "")]);
    assert_eq!(listed(&elsewhere).1.houses.len(), 2);
    // The folder with photos of the most houses is used; of two such folders, the table's own.
    let (_, listing, paths) = listed(&with_photos(two, &["1_a.jpg", "images/1_a.jpg", "images/2_a.jpg"]));
    assert_eq!(photos(&listing, &paths)[0], (1, vec!["images/1_a.jpg".to_owned()]));
    let (_, listing, paths) = listed(&with_photos(two, &["1_a.jpg", "2_a.jpg", "x/1_a.jpg", "x/2_a.jpg"]));
    assert_eq!(photos(&listing, &paths)[0], (1, vec!["1_a.jpg".to_owned()]));
}

#[test]
fn rooms_beyond_nine_are_reported_as_left_out() {
    let rooms: Vec<String> = (b'a'..=b'k').map(|letter| char::from(letter).to_string()).collect();
    let names: Vec<String> = (1..=2)
        .flat_map(|house| rooms.iter().map(move |room| format!("{house}_{room}.jpg")))
        .filter(|name| name != "2_a.jpg")
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_, listing, _) = listed(&with_photos("id,price\n1,100\n2,200\n", &names));
    assert_eq!(listing.rooms.len(), 9);
    assert_eq!(listing.report.rooms_left_out, ["a", "k"]);
}

// ---- photos named in columns

#[test]
fn columns_name_photos() {
    let table = "price,Front view,back\n1,front/A.jpg,a.jpg\n2,FRONT\\b.JPG,./back/b.jpg\n3,../set/front/c.jpg,back/c.jpg\n4,,back/d.jpg\n5,front/e.jpg,back/none.jpg\n";
    let source = with_photos(
        table,
        &[
            "front/A.jpg",
            "front/b.jpg",
            "front/c.jpg",
            "front/e.jpg",
            "back/a.jpg",
            "back/b.jpg",
            "back/c.jpg",
            "back/d.jpg",
        ],
    );
    let complete = |mapping: &mut Mapping| mapping.keep_incomplete = Some(false);
    let (mapping, listing, paths) = listed_with(&source, complete).unwrap();
    assert_eq!((mapping.price, &mapping.photos), (0, &vec![1, 2]));
    assert_eq!(listing.rooms.names(), ["back", "front_view"]);
    // “a.jpg” is ambiguous: it differs from front/A.jpg only in case.
    let of = |letter: &str| vec![format!("back/{letter}.jpg"), format!("front/{letter}.jpg")];
    assert_eq!(photos(&listing, &paths), [(2, of("b")), (3, of("c"))]);
    let expected = [
        (1, "There is no back photo: the file “a.jpg” that the price list names was not found."),
        (4, "There is no front_view photo."),
        (5, "There is no back photo: the file “back/none.jpg” that the price list names was not found."),
    ];
    assert_eq!(dropped(&listing), expected.map(|(house, text)| (house, text.to_owned())));
}

#[test]
fn one_column_can_name_several_photos() {
    let table = "price;photos\n1;\"a.jpg; b.jpg\"\n2;c.jpg|d.jpg\n3;e.jpg\n";
    let names = ["x/a.jpg", "x/b.jpg", "y/c.jpg", "y/d.jpg", "y/e.jpg"];
    let (mapping, listing, paths) = listed(&with_photos(table, &names));
    assert_eq!(mapping.photos, [1]);
    assert_eq!(listing.rooms.names(), ["photo_1", "photo_2"]);
    assert_eq!(photos(&listing, &paths)[1], (2, vec!["y/c.jpg".to_owned(), "y/d.jpg".to_owned()]));
    assert_eq!(dropped(&listing), []);
    assert_eq!(listing.houses[2].missing_photos, [1]);
}

// ---- archives

/// An archive of these files, deflated and stored in turn.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (position, (path, bytes)) in files.iter().enumerate() {
        let method = if position % 2 == 0 { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        if path.ends_with('/') {
            writer.add_directory(*path, options).unwrap();
        } else {
            writer.start_file(*path, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

fn slice<'a>(archive: &'a [u8], entry: &ArchiveEntry) -> &'a [u8] {
    &archive[entry.start as usize..entry.end as usize]
}

/// The files of a repository as a code host serves them: all in one folder.
fn repository() -> Vec<(String, Vec<u8>)> {
    let mut photo = Vec::new();
    let picture = image::RgbImage::from_pixel(9, 9, image::Rgb([200, 10, 10]));
    picture.write_to(&mut Cursor::new(&mut photo), image::ImageFormat::Png).unwrap();
    let table: String = (1..=25).map(|k| format!("3 2 1500 12345 {}\n", 1000 * k)).collect();
    let mut files = vec![
        ("Houses-master/README.md".to_owned(), b"# Houses".to_vec()),
        ("Houses-master/Houses Dataset/HousesInfo.txt".to_owned(), table.into_bytes()),
    ];
    for house in 1..=25 {
        for room in ["bathroom", "bedroom", "frontal", "kitchen"] {
            files.push((format!("Houses-master/Houses Dataset/{house}_{room}.jpg"), photo.clone()));
        }
    }
    files
}

#[test]
fn an_archive_is_read_like_its_folder() {
    let files = repository();
    let as_slices: Vec<(&str, &[u8])> =
        files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let archive = zipped(&as_slices);
    let path = std::env::temp_dir().join(format!("facade-tables-{}.zip", std::process::id()));
    std::fs::write(&path, &archive).unwrap();
    let source = ZipSource::open(&path).unwrap();
    let mut memory = MemorySource::default();
    for (path, bytes) in &files {
        memory.insert(path, bytes.clone());
    }
    assert_eq!(source.paths(), memory.paths());
    for (path, bytes) in &files {
        assert_eq!(source.read(path).unwrap(), *bytes);
    }
    let (_, unzipped, paths) = listed(&memory);
    assert_eq!(listed(&source).1, unzipped);
    let photos: Vec<Option<&str>> =
        unzipped.photos_of(3).iter().map(|&photo| Some(paths[photo?].as_str())).collect();
    assert_eq!(tile_house(&source, &photos, 4, None), tile_house(&memory, &photos, 4, None));
    assert!(source.name().starts_with("facade-tables-"));
    assert!(matches!(source.read("none"), Err(SourceError::Missing { .. })));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(source.read(paths[1].as_str()), Err(SourceError::Unreadable { .. })));
}

#[test]
fn folders_hidden_files_and_unsafe_paths_are_left_out() {
    let archive = zipped(&[
        ("a/", b""),
        ("a/1.jpg", b"one"),
        ("__MACOSX/a/._1.jpg", b"fork"),
        ("a/.DS_Store", b"hidden"),
        (".git/config", b"hidden"),
        ("./a/2.jpg", b"two"),
        ("a\\3.jpg", b"three"),
        ("../4.jpg", b"four"),
        ("/5.jpg", b"five"),
    ]);
    let entries = list_archive(Cursor::new(&archive)).unwrap();
    let paths: Vec<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["a/1.jpg", "a/2.jpg", "a/3.jpg", "5.jpg"]);
    for (entry, content) in entries.iter().zip(["one", "two", "three", "five"]) {
        assert_eq!(unpack(entry, slice(&archive, entry)).unwrap(), content.as_bytes());
    }
}

#[test]
fn leading_bytes_a_comment_and_zip64_are_accepted() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.set_comment("PK\u{5}\u{6} and more").unwrap();
    writer.start_file("a.txt", SimpleFileOptions::default().large_file(true)).unwrap();
    writer.write_all(b"zip64 sizes").unwrap();
    let archive = [b"#!/bin/sh self extracting\n".to_vec(), writer.finish().unwrap().into_inner()].concat();
    let entries = list_archive(Cursor::new(&archive)).unwrap();
    assert_eq!(unpack(&entries[0], slice(&archive, &entries[0])).unwrap(), b"zip64 sizes");
}

#[test]
fn damaged_archives_give_an_error_and_never_panic() {
    let content: Vec<u8> = (0..4000u32).map(|k| (k * k % 251) as u8).collect();
    let archive = zipped(&[("a/1.jpg", &content), ("a/2.jpg", &content[..999]), ("t.csv", b"price\n1\n2\n")]);
    let whole = list_archive(Cursor::new(&archive)).unwrap();
    let (mut listed, mut unpacked) = (0, 0);
    for at in 0..archive.len() {
        for flip in [0xff, 1] {
            let mut damaged = archive.clone();
            damaged[at] ^= flip;
            let Ok(entries) = list_archive(Cursor::new(&damaged)) else { continue };
            listed += 1;
            for entry in &entries {
                let bytes = damaged
                    .get(entry.start as usize..entry.end.max(entry.start) as usize)
                    .unwrap_or_default();
                if let Ok(bytes) = unpack(entry, bytes) {
                    unpacked += 1;
                    let known = [&content[..], &content[..999], b"price\n1\n2\n"];
                    assert!(known.contains(&&bytes[..]), "byte {at} changed a file undetected");
                }
            }
        }
        let _ = list_archive(Cursor::new(&archive[..at]));
        let _ = list_archive(Cursor::new(&archive[at..]));
        let own = slice(&archive, &whole[0]);
        let part = unpack(&whole[0], &own[..at.min(own.len())]);
        assert_eq!(part.is_ok(), at >= own.len(), "{at} bytes of {}", own.len());
    }
    assert!(listed > archive.len() && unpacked > listed);
}

#[test]
fn a_zip_bomb_is_refused_before_anything_is_unpacked() {
    let content = vec![7; 100_000];
    let names: Vec<String> = (1..=5).map(|house| format!("{house}_kitchen.jpg")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &content[..])).collect();
    let mut archive = zipped(&files);
    assert_eq!(
        list_archive(Cursor::new(&archive)).unwrap().len(),
        5,
        "a well compressed archive is not a bomb"
    );
    let headers: Vec<usize> =
        (0..archive.len() - 4).filter(|&at| archive[at..].starts_with(b"PK\x01\x02")).collect();
    for at in headers {
        archive[at + 24..at + 28].copy_from_slice(&(250u32 << 20).to_le_bytes());
    }
    let refused = list_archive(Cursor::new(&archive)).unwrap_err();
    assert_eq!(refused, ArchiveError::UnpacksTooLarge { megabytes: 1250 });
    assert!(refused.to_string().contains("1250 MB, more than 20 times the size of the archive"), "{refused}");
}

#[test]
fn a_prefix_can_be_unpacked_from_part_of_the_file() {
    let content: Vec<u8> = (0..400_000u64).map(|k| (k * k % 251 + k / 997) as u8).collect();
    let archive = zipped(&[("1.jpg", &content)]);
    let entry = list_archive(Cursor::new(&archive)).unwrap().remove(0);
    let bytes = slice(&archive, &entry);
    assert_eq!(unpack_prefix(&entry, bytes, 4096).unwrap(), content[..4096]);
    assert_eq!(unpack_prefix(&entry, &bytes[..bytes.len() / 2], 4096).unwrap(), content[..4096]);
    assert_eq!(unpack_prefix(&entry, bytes, 400_001), None);
    assert_eq!(unpack_prefix(&entry, &bytes[..40], 4096), None);
    assert_eq!(unpack_prefix(&entry, &bytes[1..], 4096), None);
}

#[test]
fn wrong_sizes_are_refused() {
    let content = vec![7; 100_000];
    let archive = zipped(&[("bomb", &content)]);
    let entry = list_archive(Cursor::new(&archive)).unwrap().remove(0);
    let bytes = slice(&archive, &entry);
    for size in [0, 1, 99_999, 100_001, 200 << 20] {
        let error = unpack(&ArchiveEntry { size, ..entry.clone() }, bytes).unwrap_err();
        assert!(matches!(error, ArchiveError::Damaged { .. }), "{size}: {error}");
    }
    let error = unpack(&ArchiveEntry { size: u64::MAX, ..entry.clone() }, bytes).unwrap_err();
    assert!(matches!(error, ArchiveError::TooLarge { .. }), "{error}");
    for packed in [0, 1, entry.packed - 1, entry.packed + 1, u64::MAX] {
        unpack(&ArchiveEntry { packed, ..entry.clone() }, bytes).unwrap_err();
    }
}
