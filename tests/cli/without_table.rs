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
    assert_eq!(
        (&read["kept"]["houses"], &read["houses"][2]["price"]),
        (&12.into(), &177_000.0.into()),
        "{read}"
    );
    std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
}

#[test]
fn houses_are_split_by_area_or_date() {
    let by_area = json(&["inspect", "sample", "--json", "--split-by", "area"]);
    let [train, test] = ["train", "test"].map(|set| by_area["split"][set].as_array().unwrap().len());
    assert_eq!((train, test), (160, 80), "one of three zip codes");
    let report = text(&facade(&["inspect", "sample", "--split-by", "area"]).stdout);
    assert!(report.contains("Split by area with seed 42 and test share 0.25: 160 houses"), "{report}");
    for command in ["inspect", "train"] {
        let error = error_message(&[&[command, "sample", "--split-by", "date"], &["--json"][..]].concat());
        assert!(error.starts_with("No house has a date"), "{error}");
    }
    let repeated = error_message(&["repeat", "sample", "--split-by", "date", "--over", "splits"]);
    assert!(repeated.contains("does not depend on a seed"), "{repeated}");
    assert_eq!(facade(&["inspect", "sample", "--split-by", "luck"]).status.code(), Some(2));

    let (folder, archive) = dataset("dates");
    let table = "ref,price,town,sale date,beds\n1,100k,X,2020-03-01,2\n2,200k,X,2019-05-14,3\n3,300k,X,2018-12-31,4\n4,400k,Y,,5\n";
    std::fs::write(folder.join("prices.csv"), table).unwrap();
    std::fs::remove_file(folder.join("other.csv")).unwrap();
    let folder = folder.to_str().unwrap();
    let dated = ["--split-by", "date"];
    let result = json(&[&["inspect", folder, "--json"], &dated[..]].concat());
    assert_eq!(result["columns"]["date"], serde_json::json!(["sale date"]));
    assert_eq!(result["columns"]["attributes"], serde_json::json!(["sale date", "beds"]));
    assert_eq!(result["split"], serde_json::json!({ "train": [1, 2], "test": [0] }));
    let report = text(&facade(&[&["inspect", folder], &dated[..]].concat()).stdout);
    assert!(report.contains("Date                sale date\n"), "{report}");
    assert!(report.ends_with("Without a date, in neither: 1 house.\n"), "{report}");
    let mlp = ["--model", "mlp", "--members", "2", "--epochs", "2"];
    let output = facade(&[&["train", folder], &dated[..], &mlp[..]].concat());
    assert!(text(&output.stdout).starts_with("1 test houses"), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("1 house has no date and takes no part in the split."));
    let none = error_message(&[&["inspect", folder, "--date", "none"], &dated[..]].concat());
    assert!(none.starts_with("No house has a date"), "{none}");
    std::fs::remove_dir_all(archive.parent().unwrap()).unwrap();
}
