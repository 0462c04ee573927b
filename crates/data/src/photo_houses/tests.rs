use super::*;
use crate::{Mapping, PairingMethod, hypotheses, is_clear, read_table};

fn paths(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("pictures/{name}")).collect()
}

/// Name, price and rooms of each house.
fn houses(names: &[&str]) -> Vec<(String, Option<f64>, String)> {
    let found = houses_by_photos(&paths(names)).into_iter();
    let rooms = |house: &PhotoHouse| {
        let rooms: Vec<&str> = house.photos.iter().map(|(room, _)| room.as_str()).collect();
        rooms.join(" ")
    };
    found.map(|house| (house.name.clone(), house.price, rooms(&house))).collect()
}

fn house(name: &str, price: Option<f64>, rooms: &str) -> (String, Option<f64>, String) {
    (name.to_owned(), price, rooms.to_owned())
}

#[test]
fn photos_are_told_apart_by_the_word_that_houses_share() {
    let both =
        [house("1", None, "front kitchen"), house("2", None, "front kitchen"), house("10", None, "front")];
    assert_eq!(
        houses(&["10_front.jpg", "1_front.jpg", "1_kitchen.jpg", "2_front.jpg", "2_kitchen.jpg"]),
        both
    );
    assert_eq!(
        houses(&["front-10.jpg", "front-1.jpg", "kitchen-1.jpg", "front-2.jpg", "kitchen-2.jpg"]),
        both
    );
    assert_eq!(houses(&["front10.jpg", "front1.jpg", "kitchen1.jpg", "front2.jpg", "kitchen2.jpg"]), both);
    assert_eq!(
        houses(&["10/front.jpg", "1/front.jpg", "1/kitchen.jpg", "2/front.jpg", "2/kitchen.jpg"]),
        both
    );
    assert_eq!(
        houses(&["front/10.jpg", "front/1.jpg", "kitchen/1.jpg", "front/2.jpg", "kitchen/2.jpg"]),
        both
    );
    assert_eq!(
        houses(&["Elm 5/living room.jpg", "Elm 5/bath.jpg", "Oak 2/living room.jpg", "Oak 2/bath.jpg"]),
        [house("Elm 5", None, "bath living room"), house("Oak 2", None, "bath living room")]
    );
}

#[test]
fn photos_without_such_a_word_are_those_of_a_folder_or_houses() {
    assert_eq!(
        houses(&["Elm/IMG_9.jpg", "Elm/IMG_10.jpg", "Oak/IMG_12.jpg", "Oak/IMG_14.jpg"]),
        [house("Elm", None, "photo_1 photo_2"), house("Oak", None, "photo_1 photo_2")]
    );
    assert_eq!(
        houses(&["IMG_2.jpg", "IMG_10.jpg", "IMG_1.jpg"]),
        [house("IMG_1", None, "photo"), house("IMG_2", None, "photo"), house("IMG_10", None, "photo")]
    );
    assert!(houses(&["readme.txt"]).is_empty());
}

#[test]
fn a_price_in_the_names_is_found() {
    let two = [house("1", Some(450_000.0), "front kitchen"), house("2", Some(389_900.0), "front kitchen")];
    for pattern in
        ["ID_PRICE_ROOM.jpg", "ROOM ID $PRICE.jpg", "ID - PRICE usd/ROOM.jpg", "price_PRICE_ROOM_ID.png"]
    {
        let name = |id: &str, price: &str, room: &str| {
            pattern.replace("ID", id).replace("PRICE", price).replace("ROOM", room)
        };
        let names: Vec<String> = [("1", "450000"), ("2", "389900")]
            .iter()
            .flat_map(|(id, price)| ["front", "kitchen"].map(|room| name(id, price, room)))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(houses(&names), two, "{pattern}");
    }
    let prices = |names: &[&str]| houses(names).into_iter().map(|(_, price, _)| price).collect::<Vec<_>>();
    assert_eq!(prices(&["a 450k.jpg", "b 1.2M.jpg"]), [Some(450_000.0), Some(1_200_000.0)]);
    assert_eq!(prices(&["450,000 a.jpg", "1,389,900 b.jpg"]), [Some(450_000.0), Some(1_389_900.0)]);
    assert_eq!(prices(&["450000_3_2.jpg", "389000_4_1.jpg"]), [Some(450_000.0), Some(389_000.0)]);
}

#[test]
fn ids_years_and_zip_codes_are_no_prices() {
    for names in [
        &["7129020117.jpg", "7129020318.jpg"][..],
        &["85255_1.jpg", "92677_2.jpg", "93446_3.jpg"],
        &["2019_a.jpg", "2020_b.jpg"],
        &["100001.jpg", "100002.jpg", "100003.jpg"],
        &["IMG_20240117_1.jpg", "IMG_20240118_2.jpg"],
        // Two numbers may be the price.
        &["450000_300000.jpg", "420000_200000.jpg"],
    ] {
        assert!(houses(names).iter().all(|(_, price, _)| price.is_none()), "{names:?}");
    }
}

/// The list pairs each photo with the house that it was made of.
#[test]
fn the_list_is_read_back() {
    let names: Vec<String> = (1..=30)
        .flat_map(|k| ["front", "kitchen, old"].map(|room| format!("h{k} {}k/{room}.jpg", 100 + 7 * k)))
        .collect();
    let mut paths = paths(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let houses = houses_by_photos(&paths);
    let list = price_list(&houses, &paths);
    let path = price_list_path(&paths);
    assert_eq!(path, "pictures/prices.csv");
    paths.push(path);
    let table = read_table("prices.csv", list.as_bytes()).unwrap();
    let found = hypotheses(&table, &paths, paths.len() - 1);
    assert!(is_clear(&found));
    assert_eq!(found[0].method, PairingMethod::FileNames);
    assert_eq!(found[0].mapping, Mapping { price: 1, id: Some(0), photos: vec![2, 3], ..Mapping::default() });
    assert_eq!(houses[4].price, Some(135_000.0));
    for photo in &found[0].photos {
        assert_eq!(photo.path / 2, photo.row);
        assert!(paths[photo.path].contains(&format!("/{} ", houses[photo.row].name)));
    }
    assert_eq!(found[0].photos.len(), 60);
}

#[test]
fn a_logo_is_no_house() {
    let of_houses = |name: fn(usize, &str) -> String| -> Vec<String> {
        let names = (1..=6).flat_map(|house| ["front", "kitchen"].map(|room| name(house, room)));
        names.chain(["logo.jpg".to_owned()]).collect()
    };
    for name in [
        |house, room: &str| format!("Oak {house} - {room}.jpg"),
        |house, room: &str| format!("{house}/{room}.jpg"),
    ] {
        let names = of_houses(name);
        let found = houses(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found.len(), 6, "{found:?}");
        assert!(found.iter().all(|(_, _, rooms)| rooms == "front kitchen"), "{found:?}");
    }
    let numbered: Vec<String> = (0..24).map(|k| format!("{}/IMG_{k}.jpg", k / 4)).collect();
    let mut names: Vec<&str> = numbered.iter().map(String::as_str).collect();
    names.push("logo.jpg");
    assert_eq!(houses(&names).len(), 6);
}
