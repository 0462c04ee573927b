//! Folders without a price list.

use super::{error_message, facade, json, text};

/// The photos of twelve houses, two each; `name` gives the name of the first or second photo of a house.
fn photos_alone(folder: &str, name: impl Fn(u32, usize) -> String) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("facade-{folder}-{}", std::process::id())).join("homes");
    for house in 1..=12 {
        for photo in 0..2 {
            let path = folder.join(name(house, photo));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let image =
                image::RgbImage::from_pixel(24, 18, image::Rgb([house as u8 * 20, photo as u8 * 90, 50]));
            image.save_with_format(&path, image::ImageFormat::Png).unwrap();
        }
    }
    folder
}

#[test]
fn prices_in_the_names_of_photos_are_read_where_there_is_no_table() {
    let rooms = ["front", "kitchen"];
    let folder =
        photos_alone("named", |house, photo| format!("{house} ${}k/{}.png", 200 + 7 * house, rooms[photo]));
    let read = json(&["inspect", folder.to_str().unwrap(), "--json"]);
    let houses = read["houses"].as_array().unwrap();
    assert_eq!((houses.len(), &read["pairing"]["clear"]), (12, &true.into()));
    for (house, number) in houses.iter().zip(1..) {
        assert_eq!(house["id"].to_string().trim_matches('"'), number.to_string());
        assert_eq!(house["price"].as_f64(), Some(1e3 * f64::from(200 + 7 * number)));
        let files: Vec<String> =
            rooms.iter().map(|room| format!("{number} ${}k/{room}.png", 200 + 7 * number)).collect();
        for (photo, file) in house["photos"].as_array().unwrap().iter().zip(files) {
            assert!(photo["file"].as_str().unwrap().ends_with(&file), "{photo} {file}");
        }
    }
    std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
}

#[test]
fn a_list_to_fill_in_is_written_where_no_prices_are_known() {
    let folder =
        photos_alone("unpriced", |house, photo| format!("{house}_{}.png", ["front", "kitchen"][photo]));
    let path = folder.to_str().unwrap();
    assert!(error_message(&["inspect", path]).ends_with("`facade prices FOLDER --out FOLDER/prices.csv`."));
    let list = folder.join("prices.csv");
    let done = facade(&["prices", path, "--out", list.to_str().unwrap()]);
    assert!(done.status.success() && text(&done.stderr).contains("12 houses, 0 with a price"), "{done:?}");
    let written = std::fs::read_to_string(&list).unwrap();
    assert!(written.starts_with("house,price,front,kitchen\n1,,1_front.png,1_kitchen.png\n"), "{written}");
    let filled: Vec<String> = written
        .lines()
        .enumerate()
        .map(|(line, text)| text.replacen(",,", &format!(",{},", 150_000 + 9_000 * line), 1))
        .collect();
    std::fs::write(&list, filled.join("\n")).unwrap();
    let read = json(&["inspect", path, "--json"]);
    assert_eq!((&read["kept"], &read["houses"][2]["price"]), (&12.into(), &177_000.0.into()), "{read}");
    std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
}
