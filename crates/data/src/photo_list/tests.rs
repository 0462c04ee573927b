//! Lists of photos beside tables of houses, as people keep them, and tables that are none.

use super::*;
use crate::{
    Pairing, PairingMethod, PairingPreview, TableCandidate, choose_table, is_clear, read_table,
    table_candidates,
};

type Tables<'a> = [(&'a str, String)];

fn read(tables: &Tables<'_>) -> Vec<(Table, usize)> {
    let read = |(position, (path, text)): (usize, &(&str, String))| {
        (read_table(path, text.as_bytes()).unwrap(), position)
    };
    tables.iter().enumerate().map(read).collect()
}

/// The price list that is chosen among these tables, beside these photos.
fn chosen(tables: &Tables<'_>, photos: &[String]) -> (TableCandidate, Vec<String>) {
    let mut paths: Vec<String> = tables.iter().map(|(path, _)| (*path).to_owned()).collect();
    paths.extend(photos.iter().cloned());
    let mut found = table_candidates(read(tables), None, &paths);
    let (best, others) = choose_table(&found).unwrap();
    assert_eq!(others, Vec::<usize>::new());
    (found.swap_remove(best), paths)
}

fn rows(header: &str, count: usize, row: impl Fn(usize) -> String) -> String {
    format!("{header}\n{}", (0..count).map(|k| row(k) + "\n").collect::<String>())
}

fn price(k: usize) -> usize {
    200_000 + k * 7919 % 90_000
}

fn houses(count: usize) -> String {
    rows("id,beds,price", count, |k| format!("{},{},{}", k + 1, k % 5 + 1, price(k)))
}

/// Each photo's path, house and room, by a pairing.
fn paired(found: &TableCandidate, pairing: &Pairing, paths: &[String]) -> Vec<(String, String, String)> {
    let house = |row: usize| found.table.rows[row].fields.as_ref().unwrap()[0].clone();
    let photo =
        |photo: &crate::PairedPhoto| (paths[photo.path].clone(), house(photo.row), photo.room.clone());
    pairing.photos.iter().map(photo).collect()
}

/// Photos that are named by a number of their own: three of each house.
fn numbered(houses: usize) -> Vec<String> {
    (1..=3 * houses).map(|k| format!("f/photos/{k}.jpg")).collect()
}

/// The number in the name of a photo.
fn number(path: &str) -> usize {
    let name = path.rsplit_once('/').unwrap().1;
    name.trim_end_matches(".jpg").parse().unwrap()
}

/// The houses' photos are not in order, and their names are numbers as the houses' ids.
fn of_house(photo: usize) -> usize {
    (photo * 7) % 20 + 1
}

fn list(header: &str) -> String {
    rows(header, 60, |k| format!("{},{},{}.jpg", k + 1, of_house(k), k + 1))
}

#[test]
fn photos_are_those_that_the_list_says() {
    let tables = [("f/houses.csv", houses(20)), ("f/photos.csv", list("id,house_id,file"))];
    let (found, paths) = chosen(&tables, &numbered(20));
    assert_eq!((found.position, found.photo_list), (0, Some(1)));
    let listed = found.table.reading.photo_list.clone().unwrap();
    let names = [&listed.file, &listed.key, &listed.id].map(String::as_str);
    assert_eq!(names, ["photos.csv", "house_id", "id"]);
    assert!(!listed.is_doubtful && !listed.is_strong);
    let best = &found.pairings[0];
    assert_eq!(best.method, PairingMethod::FileNames);
    assert_eq!(best.mapping.used_photo_list(&found.table.reading), Some(&listed));
    let all = paired(&found, best, &paths);
    assert_eq!(all.len(), 60);
    for (path, house, _) in all {
        assert_eq!(house, of_house(number(&path) - 1).to_string(), "{path}");
    }
    let shown = preview_rows(&found.table, 1).remove(0);
    assert_eq!(shown[..3], ["1".to_owned(), "1".to_owned(), price(0).to_string()]);
    let of_first: Vec<String> =
        (0..60).filter(|k| of_house(*k) == 1).map(|k| format!("{}.jpg", k + 1)).collect();
    assert_eq!(shown[3], of_first.join(", "));
    // Read again by itself, the table is joined in the same way.
    let mut tables = read(&tables);
    let (list, houses) = (tables.remove(1), tables.remove(0));
    assert_eq!(join_photo_list(houses, list, &paths), found.table);
}

#[test]
fn rooms_come_from_the_list() {
    let rooms = ["Kitchen", "Bath", "Front"];
    let list = rows("listing,room,url", 60, |k| {
        format!("L-{:03},{},https://h/p/{:02x}.jpg?w=900", k / 3 + 1, rooms[k % 3], k * 37 % 256)
    });
    let table = rows("listing,bath,price", 20, |k| format!("l-{:03},{},{}", k + 1, k % 3, price(k)));
    let photos: Vec<String> = (0..60).map(|k| format!("f/{:02x}.jpg", k * 37 % 256)).collect();
    let (found, paths) = chosen(&[("f/a.csv", list), ("f/b.csv", table)], &photos);
    assert_eq!((found.position, found.photo_list), (1, Some(0)));
    assert!(is_clear(&found.pairings));
    assert_eq!(found.table.columns, ["listing", "bath", "price", "bath (2)", "front", "kitchen"]);
    let all = paired(&found, &found.pairings[0], &paths);
    assert_eq!(all.len(), 60);
    for (path, house, room) in all {
        let k = photos.iter().position(|photo| *photo == path).unwrap();
        assert_eq!((house, room), (format!("l-{:03}", k / 3 + 1), rooms[k % 3].to_lowercase()));
    }
}

#[test]
fn small_and_large_pictures_are_no_rooms() {
    let list = rows("house_id,image,thumb", 30, |k| format!("{},{}.jpg,t{k}.jpg", k / 3 + 1, k + 1));
    let mut photos = numbered(10);
    photos.extend((0..30).map(|k| format!("f/thumbs/t{k}.jpg")));
    let (found, paths) = chosen(&[("f/houses.csv", houses(10)), ("f/photos.csv", list)], &photos);
    let all = paired(&found, &found.pairings[0], &paths);
    assert_eq!(all.len(), 30);
    assert!(all.iter().all(|(path, house, _)| *house == ((number(path) - 1) / 3 + 1).to_string()), "{all:?}");
}

#[test]
fn a_photo_may_be_named_by_the_table_of_houses() {
    // Each house has the number of its photo, and the list has its name.
    let table = rows("id,image_id,price", 20, |k| format!("{},{},{}", k + 1, 90_000 + k * 7 % 20, price(k)));
    let list = rows("image_id,path", 20, |k| format!("{},img/x{k}.png", 90_000 + k));
    let photos: Vec<String> = (0..20).map(|k| format!("f/img/x{k}.png")).collect();
    let (found, paths) = chosen(&[("f/houses.csv", table), ("f/images.csv", list)], &photos);
    for (path, house, _) in paired(&found, &found.pairings[0], &paths) {
        let k = house.parse::<usize>().unwrap() - 1;
        assert_eq!(path, format!("f/img/x{}.png", k * 7 % 20));
    }
}

#[test]
fn names_count_from_the_folder_of_the_list() {
    // Maps beside the table of houses are called as the photos are.
    let list = rows("house_id,file", 60, |k| format!("{},{}.jpg", of_house(k), k + 1));
    let mut photos = numbered(20);
    photos.extend((1..=60).map(|k| format!("f/{k}.jpg")));
    let tables = [("f/houses.csv", houses(20)), ("f/photos/list.csv", list)];
    let (found, paths) = chosen(&tables, &photos);
    let by_list = found.pairings.iter().find(|pairing| pairing.method == PairingMethod::FileNames).unwrap();
    let all = paired(&found, by_list, &paths);
    assert_eq!(all.len(), 60);
    assert!(all.iter().all(|(path, ..)| path.starts_with("f/photos/")));
}

/// Whether it is asked which photos belong to a house. Otherwise each photo belongs to the house that `right` says.
fn asks(tables: &Tables<'_>, photos: &[String], right: impl Fn(&str) -> String) -> bool {
    let (found, paths) = chosen(tables, photos);
    if !is_clear(&found.pairings) {
        return true;
    }
    for (path, house, _) in paired(&found, &found.pairings[0], &paths) {
        assert_eq!(house, right(&path), "{path}: {:?}", found.table.reading.photo_list);
    }
    false
}

#[test]
fn columns_that_fit_as_well_are_asked_about() {
    // One photo of each house: the list's own numbers are the houses' as well.
    let list = rows("no,house,file", 20, |k| format!("{},{},x{k}.jpg", k + 1, k * 7 % 20 + 1));
    let photos: Vec<String> = (0..20).map(|k| format!("f/x{k}.jpg")).collect();
    assert!(asks(&[("f/houses.csv", houses(20)), ("f/list.csv", list)], &photos, |_| String::new()));
    // Two lists that contradict each other.
    let other = rows("house_id,file", 60, |k| format!("{},{}.jpg", of_house(k + 1), k + 1));
    let mine = rows("house_id,file", 60, |k| format!("{},{}.jpg", of_house(k), k + 1));
    let tables = [("f/a.csv", mine), ("f/b.csv", other), ("f/houses.csv", houses(20))];
    assert!(asks(&tables, &numbered(20), |_| String::new()));
}

#[test]
fn numbers_of_the_lists_rows_are_no_ids_unasked() {
    let by_id = |path: &str| number(path).to_string();
    let photos: Vec<String> = (1..=40).map(|k| format!("f/{k:02}.jpg")).collect();
    // As pandas writes it: sizes of the photos, with an index from 0.
    let sizes = rows(",file,width,height", 40, |k| format!("{k},{:02}.jpg,640,{}", k + 1, 400 + k % 7));
    asks(&[("f/houses.csv", houses(40)), ("f/sizes.csv", sizes.clone())], &photos, by_id);
    // The index of both, in another order.
    let table = rows(",address,price", 40, |k| format!("{k},{} Oak Street,{}", 100 + k, price(k)));
    let named: Vec<String> = (0..40).map(|k| format!("f/{}-oak-street.jpg", 100 + k)).collect();
    let sizes = rows(",file,width", 40, |k| format!("{k},{}-oak-street.jpg,640", 100 + k * 7 % 40));
    let tables = [("f/houses.csv", table), ("f/sizes.csv", sizes)];
    asks(&tables, &named, |path| (path["f/".len()..][..3].parse::<usize>().unwrap() - 100).to_string());
    // Photos that nothing but the list names, and the list has no ids of houses.
    let list = rows("n,file", 60, |k| format!("{},{}.jpg", k + 1, k + 1));
    let (found, _) = chosen(&[("f/houses.csv", houses(20)), ("f/list.csv", list)], &numbered(20));
    assert_eq!(found.photo_list, None);
}

#[test]
fn labels_and_positions_are_no_ids_unasked() {
    let photos: Vec<String> =
        (1..=20).flat_map(|id| (1..=9).map(move |k| format!("f/{id}_{k}.jpg"))).collect();
    let labels = rows("file,scene", 180, |k| format!("{}_{}.jpg,{}", k / 9 + 1, k % 9 + 1, k % 9 + 1));
    let right = |path: &str| path["f/".len()..].split_once('_').unwrap().0.to_owned();
    asks(&[("f/houses.csv", houses(20)), ("f/labels.csv", labels)], &photos, right);
    // The ids in the list are others than those in the table, and the positions are small numbers.
    let list = rows("slug,position,file", 60, |k| format!("s-{},{},{}.jpg", k / 3, k % 3 + 1, k + 1));
    let (found, _) = chosen(&[("f/houses.csv", houses(20)), ("f/list.csv", list)], &numbered(20));
    assert_eq!(found.photo_list, None);
    // Pictures of the agents, whose numbers are those of the first houses.
    let mut photos: Vec<String> = (1..=20).map(|k| format!("f/{k}_front.jpg")).collect();
    photos.extend((1..=4).map(|k| format!("f/agent{k}.png")));
    let agents = rows("agent,picture", 4, |k| format!("{},agent{}.png", k + 1, k + 1));
    let right =
        |path: &str| path["f/".len()..].split_once('_').map_or(String::new(), |(id, _)| id.to_owned());
    assert!(!asks(&[("f/houses.csv", houses(20)), ("f/agents.csv", agents)], &photos, right));
}

#[test]
fn strong_ids_are_preferred_to_numbers_of_rows() {
    // The price list has a part of the houses only.
    let id = |k: usize| 71_000 + 37 * k;
    let table = rows("idx,listing_id,price", 30, |k| format!("{k},{},{}", id(3 * k), price(k)));
    let list = rows("idx,listing_id,file", 90, |k| format!("{k},{},{}.jpg", id(k), k + 1));
    let photos: Vec<String> = (1..=90).map(|k| format!("f/p/{k}.jpg")).collect();
    let right = |path: &str| ((number(path) - 1) / 3).to_string();
    let (found, paths) = chosen(&[("f/houses.csv", table), ("f/photos.csv", list)], &photos);
    let all = paired(&found, &found.pairings[0], &paths);
    assert_eq!(all.len(), 30);
    assert!(all.iter().all(|(path, house, _)| *house == right(path)), "{all:?}");
}

#[test]
fn ids_that_differ_by_zeros_are_kept_apart() {
    let table = rows("id,price", 20, |k| format!("{},{}", k + 1, price(k)));
    // The list has other houses as well, whose ids begin with a zero.
    let list = rows("id,file", 40, |k| {
        let id = if k < 20 { format!("{}", k + 1) } else { format!("0{}", k - 19) };
        format!("{id},{}.jpg", k + 1)
    });
    let photos: Vec<String> = (1..=40).map(|k| format!("f/p/{k}.jpg")).collect();
    let lists = [("f/houses.csv", table), ("f/photos.csv", list)];
    asks(&lists, &photos, |path| number(path).to_string());
}

#[test]
fn a_table_that_names_its_photos_is_not_joined() {
    let table = rows("id,photo,price", 20, |k| format!("{},a{}.jpg,{}", k + 1, k, price(k)));
    let list = rows("house_id,file", 20, |k| format!("{},b{k}.jpg", (k + 1) % 20 + 1));
    let photos: Vec<String> =
        ["a", "b"].into_iter().flat_map(|name| (0..20).map(move |k| format!("f/{name}{k}.jpg"))).collect();
    let (found, _) = chosen(&[("f/houses.csv", table), ("f/photos.csv", list)], &photos);
    assert_eq!((found.photo_list, found.table.columns.len()), (None, 3));
}

#[test]
fn missing_photos_of_the_list_are_told() {
    let (found, paths) = chosen(
        &[("f/houses.csv", houses(20)), ("f/photos.csv", list("photo,house_id,file"))],
        &numbered(20)[..40],
    );
    let best = &found.pairings[0];
    assert_eq!((paired(&found, best, &paths).len(), best.missing.len()), (40, 20));
}

#[test]
fn photos_named_by_ids_in_a_list_are_asked_about() {
    // The photos' ids are numbers as the houses' ids.
    let list = rows("photo_id,house_id", 20, |k| format!("{},{}", k + 1, of_house(k)));
    let photos: Vec<String> = (1..=20).map(|k| format!("f/images/{k}.jpg")).collect();
    let (found, paths) = chosen(&[("f/houses.csv", houses(20)), ("f/photos.csv", list)], &photos);
    assert_eq!(found.photo_list, Some(1));
    assert!(!is_clear(&found.pairings));
    for (path, house, _) in paired(&found, &found.pairings[0], &paths) {
        assert_eq!(house, of_house(number(&path) - 1).to_string(), "{path}");
    }
    // The examples of the ways show that they differ.
    let previews = PairingPreview::of_all(&found.table, &found.pairings, &paths);
    let [Some((house, photo)), Some((other, same))] = [0, 1].map(|way| previews[way].example.clone()) else {
        panic!("no example");
    };
    assert_eq!(photo, same);
    assert_ne!(house, other);
    // A table of attributes is no list.
    let attributes = rows("id,baths", 20, |k| format!("{},{}", k + 1, k % 3 + 1));
    let (found, _) = chosen(&[("f/houses.csv", houses(20)), ("f/photos of baths.csv", attributes)], &photos);
    assert_eq!(found.photo_list, None);
}

#[test]
fn a_list_that_is_not_understood_is_a_reason_to_ask() {
    let photos: Vec<String> = (1..=20).map(|k| format!("f/{k}.jpg")).collect();
    // Without a header.
    let list: String = (0..20).map(|k| format!("{}.jpg {}\n", k + 1, of_house(k))).collect();
    let (found, _) = chosen(&[("f/houses.csv", houses(20)), ("f/mapping.txt", list)], &photos);
    assert!(!is_clear(&found.pairings));
    // Notes that name a photo or two are no list.
    let notes = rows("note,file", 2, |k| format!("blurred,{}.jpg", k + 1));
    let (found, _) = chosen(&[("f/houses.csv", houses(20)), ("f/notes.csv", notes)], &photos);
    assert!(is_clear(&found.pairings));
}
