//! The command line: its output and exit codes.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

#[path = "cli/without_table.rs"]
mod without_table;

use std::process::{Command, Output};

use facade_data::split::train_test_split;
use facade_imaging::sample;
use serde_json::Value;

fn facade(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_facade")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The JSON object on the last line.
fn json(arguments: &[&str]) -> Value {
    let output = facade(arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_str(text(&output.stdout).lines().last().unwrap()).unwrap()
}

/// Asserts exit code 1, no output, and one line on standard error; returns that line.
fn error_message(arguments: &[&str]) -> String {
    let output = facade(arguments);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()));
    let message = text(&output.stderr);
    assert_eq!(message.lines().count(), 1, "{message}");
    message.trim_end().to_owned()
}

#[test]
fn inspect_describes_the_sample() {
    let result = json(&["inspect", "sample", "--json"]);
    assert_eq!(
        (&result["rows"], &result["kept"], &result["dropped"]),
        (&240.into(), &240.into(), &serde_json::json!({}))
    );
    assert_eq!(result["zip_codes"], serde_json::json!({ "00101": 80, "00102": 80, "00103": 80 }));
    let after = sample::dataset(4).report.after;
    assert_eq!(result["mean_price"], after.mean_price);
    assert_eq!(result["std_price"], after.std_price);
    let split = train_test_split(240, 0.25, 42).unwrap();
    assert_eq!(result["split"], serde_json::json!({ "train": split.train, "test": split.test }));

    let result = json(&["inspect", "sample", "--json", "--split-seed", "7", "--test-share", "0.5"]);
    let split = train_test_split(240, 0.5, 7).unwrap();
    assert_eq!(result["split"], serde_json::json!({ "train": split.train, "test": split.test }));

    let report = text(&facade(&["inspect", "sample"]).stdout);
    assert!(report.contains("180 houses for training, 60 houses for testing."), "{report}");
}

#[test]
fn montage_writes_what_the_network_sees() {
    let out = std::env::temp_dir().join(format!("facade-montage-{}.png", std::process::id()));
    let result = json(&["montage", "sample", "3", out.to_str().unwrap(), "--tile", "16", "--json"]);
    let written = image::open(&out).unwrap().into_rgb8();
    std::fs::remove_file(&out).unwrap();
    assert_eq!((&result["house"], &result["width"]), (&3.into(), &32.into()));
    assert_eq!(written.dimensions(), (32, 32));
    assert_eq!(written.as_raw().as_slice(), sample::dataset(16).montages.get(2).unwrap());
}

#[test]
fn errors_are_sentences() {
    let out = std::env::temp_dir().join("facade-none.png");
    let out = out.to_str().unwrap();
    assert_eq!(
        error_message(&["montage", "sample", "241", out]),
        "The sample has no house 241. Its houses are 1 to 240."
    );
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    assert_eq!(
        error_message(&["inspect", sources]),
        "There is no price list in “src”: no HousesInfo.txt, no CSV file and no spreadsheet. Choose the folder that holds the price list and the photos."
    );
    assert!(
        error_message(&["inspect", "/no/such/folder"]).starts_with("“/no/such/folder” could not be read: ")
    );
    assert!(
        error_message(&["inspect", "sample", "--test-share", "1.5"]).starts_with("The test share is 1.5.")
    );
    assert!(!std::path::Path::new(out).exists());
}

/// A price list with a header, and four houses with two photos each, as a folder and as an archive.
fn dataset(name: &str) -> (std::path::PathBuf, std::path::PathBuf) {
    let folder = std::env::temp_dir().join(format!("facade-{name}-{}", std::process::id())).join("set");
    std::fs::create_dir_all(&folder).unwrap();
    let table = "ref,asking,sold,town,beds\n1,$110k,$100k,X,2\n2,$210k,$200k,X,3\n3,$310k,$300k,X,4\n4,$410k,$400k,Y,5\n";
    let archive = folder.with_file_name("set.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&archive).unwrap());
    let mut put = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).unwrap();
        zip.start_file(format!("set/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    };
    put("prices.csv", table.as_bytes());
    put("other.csv", b"price\n1\n");
    for house in 1..=4 {
        let photos = sample::photos(house).unwrap();
        for (room, photo) in ["front", "back"].iter().zip(photos) {
            let mut png = std::io::Cursor::new(Vec::new());
            let image =
                image::RgbImage::from_raw(photo.width as u32, photo.height as u32, photo.rgb).unwrap();
            image.write_to(&mut png, image::ImageFormat::Png).unwrap();
            put(&format!("{house}-{room}.png"), png.get_ref());
        }
    }
    zip.finish().unwrap();
    (folder, archive)
}

#[test]
fn a_price_list_with_a_header_is_read_from_a_folder_and_from_an_archive() {
    let (folder, archive) = dataset("columns");
    let [folder, archive] = [&folder, &archive].map(|path| path.to_str().unwrap());
    let inspect = |dataset: &str, extra: &[&str]| {
        json(&[&["inspect", dataset, "--json", "--table", "prices.csv"], extra].concat())
    };
    let result = inspect(folder, &["--price", "SOLD"]);
    assert_eq!(result["columns"]["price"], serde_json::json!(["sold"]));
    assert_eq!(result["columns"]["id"], serde_json::json!(["ref"]));
    assert_eq!(result["columns"]["zip_code"], serde_json::json!(["town"]));
    assert_eq!(
        result["columns"]["attributes"],
        serde_json::json!(["beds"]),
        "other price columns are not attributes"
    );
    assert_eq!(result["rooms"], serde_json::json!(["back", "front"]));
    assert_eq!((&result["kept"], &result["mean_price"]), (&4.into(), &250_000.0.into()));
    assert_eq!(inspect(archive, &["--price", "sold"]), result);

    let rare = inspect(archive, &["--price", "sold", "--attributes", "none", "--per-zip-code", "2"]);
    assert_eq!((&rare["kept"], &rare["dropped"]), (&3.into(), &serde_json::json!({ "rare_zip_code": 1 })));
    assert_eq!(rare["columns"]["attributes"], serde_json::json!([]));
    let report = text(&facade(&["inspect", archive, "--table", "set/prices.csv", "--price", "sold"]).stdout);
    assert!(report.contains("House id            ref\n"), "{report}");

    assert_eq!(
        error_message(&["inspect", folder, "--table", "prices.csv", "--price", "prize"]),
        "prices.csv has no column “prize”. Its columns are: ref, asking, sold, town, beds."
    );
    assert_eq!(
        error_message(&["inspect", folder, "--table", "houses.csv"]),
        "No price list is named “houses.csv”. Found: set/prices.csv, set/other.csv."
    );
    let montage = |dataset: &str| {
        let out = format!("{folder}.png");
        json(&["montage", dataset, "2", &out, "--table", "prices.csv", "--tile", "8", "--json"]);
        std::fs::read(out).unwrap()
    };
    assert_eq!(montage(folder), montage(archive));
    std::fs::remove_dir_all(std::path::Path::new(archive).parent().unwrap()).unwrap();
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

#[test]
fn invalid_arguments_exit_with_2() {
    for arguments in [&["montage", "sample", "1", "x.png", "--tile", "3"][..], &["inspect"], &["paint"]] {
        assert_eq!(facade(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
#[ignore = "needs HOUSES_DATASET"]
fn inspect_describes_the_real_houses() {
    let result = json(&["inspect", &std::env::var("HOUSES_DATASET").unwrap(), "--json"]);
    assert_eq!((&result["rows"], &result["kept"]), (&535.into(), &362.into()));
    assert_eq!(result["dropped"], serde_json::json!({ "rare_zip_code": 173 }));
    assert_eq!(result["zip_codes"].as_object().unwrap().len(), 7);
    let cents = |key: &str| format!("{:.2}", result[key].as_f64().unwrap());
    assert_eq!((cents("mean_price"), cents("std_price")), ("533388.27".to_owned(), "493403.08".to_owned()));
    assert_eq!(result["split"]["test"].as_array().unwrap().len(), 91);
}

/// Checks the whole `--json` output of a run, with a small network.
#[test]
fn train_and_predict_go_from_houses_to_a_price() {
    let folder = std::env::temp_dir().join(format!("facade-train-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let model = folder.join("model.safetensors");
    let model = model.to_str().unwrap();
    let small = ["--epochs", "2", "--tile", "8", "--filters", "4", "--batch-size", "16"];
    let run = |extra: &[&str]| json(&[&["train", "sample", "--json"], &small[..], extra].concat());
    let result = run(&["--save", model]);
    for (part, keys) in [
        ("test", &["mape_mean", "mape_std", "mae", "rmse", "bias", "r2", "r2_log"][..]),
        ("baselines", &["best_constant", "mean", "median"]),
    ] {
        for key in keys {
            assert!(!result[part][key].is_null(), "{part}.{key}");
        }
    }
    assert!(result["seconds_per_epoch"].as_f64().unwrap() > 0.0);
    assert_eq!(result["epochs"].as_array().unwrap().len(), 2);
    let predictions = result["predictions"].as_array().unwrap();
    assert_eq!(predictions.len(), 60);
    // The error is that of the listed predictions.
    let error = |p: &Value| {
        let (actual, predicted) = (p["actual"].as_f64().unwrap(), p["predicted"].as_f64().unwrap());
        100.0 * (predicted - actual).abs() / actual
    };
    let mape = predictions.iter().map(error).sum::<f64>() / predictions.len() as f64;
    assert!((mape - result["test"]["mape_mean"].as_f64().unwrap()).abs() < 1e-9 * mape);

    // Repeating the run gives the same result, another seed does not.
    assert_eq!(run(&[])["predictions"], result["predictions"]);
    assert_ne!(run(&["--seed", "2"])["predictions"], result["predictions"]);

    // The saved model gives the same price for the photos of a test house.
    let house = predictions[0]["house"].as_u64().unwrap() as u32;
    let photos: Vec<String> = sample::photos(house)
        .unwrap()
        .iter()
        .enumerate()
        .map(|(i, photo)| {
            let path = folder.join(format!("{i}.png"));
            let (width, height) = (photo.width as u32, photo.height as u32);
            image::save_buffer(&path, &photo.rgb, width, height, image::ColorType::Rgb8).unwrap();
            path.to_str().unwrap().to_owned()
        })
        .collect();
    let photos: Vec<&str> = photos.iter().map(String::as_str).collect();
    let price = json(&[&["predict", model], &photos[..], &["--json"]].concat())["price"].as_f64().unwrap();
    let predicted = predictions[0]["predicted"].as_f64().unwrap();
    assert!((price - predicted).abs() < 1e-3 * predicted.abs(), "{price} {predicted}");

    let not_a_model = error_message(&[&["predict", photos[0]], &photos[..]].concat());
    assert!(not_a_model.contains("not a model file"), "{not_a_model}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn train_ends_with_the_lines_of_the_tutorial() {
    let small = ["train", "sample", "--epochs", "1", "--tile", "4", "--filters", "2"];
    let output = text(&facade(&small).stdout);
    let lines: Vec<&str> = output.lines().rev().take(2).collect();
    assert!(lines[1].starts_with("[INFO] avg. house price: $"), "{output}");
    assert!(lines[1].contains(", std house price: $"), "{output}");
    assert!(lines[0].starts_with("[INFO] mean: ") && lines[0].contains("%, std: "), "{output}");
    assert!(error_message(&["train", "sample", "--filters", "0"]).contains("1 to 512 filters"));
}

#[test]
fn switches_can_be_set_to_true_and_false() {
    let small = ["train", "sample", "--json", "--epochs", "1", "--tile", "4", "--filters", "2"];
    let switches = |extra: &[&str]| {
        let config = json(&[&small[..], &["--validation-share", "0.2"], extra].concat())["config"].clone();
        [&config["augmentation"]["flip"], &config["keep_best"]].map(|value| value.as_bool().unwrap())
    };
    assert_eq!(switches(&[]), [false, false]);
    assert_eq!(switches(&["--flip", "--keep-best"]), [true, true]);
    assert_eq!(switches(&["--flip=true", "--keep-best=false"]), [true, false]);
    assert_eq!(switches(&["--flip=false", "--keep-best=true"]), [false, true]);
    // Without a value it does not consume the next argument.
    let first = json(&[&["train", "--flip"], &small[1..]].concat());
    assert_eq!(first["config"]["augmentation"]["flip"], true);
    assert_eq!(facade(&[&small[..], &["--flip=perhaps"]].concat()).status.code(), Some(2));
}

/// Trains a small network that sees photos and attributes on the sample, with price ranges. Returns the result and the
/// model's path.
fn train_on_attributes(folder: &std::path::Path, network: &str) -> (Value, String) {
    std::fs::create_dir_all(folder).unwrap();
    let model = folder.join(format!("{network}.safetensors")).to_str().unwrap().to_owned();
    let small = ["--epochs", "2", "--tile", "8", "--batch-size", "16"];
    // The ensemble of `mlp` needs no other validation houses.
    let held_out: &[&str] = if network == "mlp" { &[] } else { &["--validation-share", "0.2"] };
    let run = ["train", "sample", "--json", "--model", network, "--save", &model];
    (json(&[&run[..], &small, held_out].concat()), model)
}

/// Writes the photos of a house of the sample as `NAME_ROOM.png`.
fn write_photos(folder: &std::path::Path, house: u32, name: &str) -> Vec<String> {
    let rooms = ["bathroom", "bedroom", "frontal", "kitchen"];
    let photos = rooms.into_iter().zip(sample::photos(house).unwrap());
    let write = |(room, photo): (&str, facade_imaging::Image)| {
        let path = folder.join(format!("{name}_{room}.png"));
        let (width, height) = (photo.width as u32, photo.height as u32);
        image::save_buffer(&path, &photo.rgb, width, height, image::ColorType::Rgb8).unwrap();
        path.to_str().unwrap().to_owned()
    };
    photos.map(write).collect()
}

/// A table without prices, in an order that is not that of the ids, and photos: both give the prices of the test houses.
#[test]
fn a_table_of_homes_is_priced_and_given_back() {
    let folder = std::env::temp_dir().join(format!("facade-homes-{}", std::process::id()));
    let (result, model) = train_on_attributes(&folder, "mixed");
    let homes = folder.join("homes");
    std::fs::create_dir_all(&homes).unwrap();
    let houses = sample::houses();
    let predictions: Vec<(u32, f64)> = result["predictions"].as_array().unwrap()[..6]
        .iter()
        .map(|p| (p["house"].as_u64().unwrap() as u32, p["predicted"].as_f64().unwrap()))
        .collect();
    let mut table = "No.;Bedrooms;Bath rooms;AREA;zip;price;Agent\n".to_owned();
    for (house, _) in predictions.iter().rev() {
        write_photos(&homes, *house, &format!("A-{house}"));
        let listed = &houses[*house as usize - 1];
        let [beds, baths, area] = [0, 1, 2].map(|k| listed.attributes[k].unwrap());
        let zip = listed.zip_code.trim_start_matches('0');
        table += &format!("A-{house};{beds};{baths};{area} sqft;{zip};;=cmd\n");
    }
    table += "A-999;2;;;9;;Ann\n";
    write_photos(&homes, 1, "A-999");
    std::fs::write(homes.join("homes.csv"), table.replace('.', ",").replace("No,", "No.")).unwrap();

    let folder_path = homes.to_str().unwrap();
    let csv = folder.join("priced.csv");
    let result = json(&["predict", &model, folder_path, "--json", "--out", csv.to_str().unwrap()]);
    let priced = result["homes"].as_array().unwrap();
    assert_eq!(priced.len(), 7);
    let close =
        |price: &Value, expected: f64| (price.as_f64().unwrap() - expected).abs() < 1e-3 * expected.abs();
    for (home, (house, predicted)) in priced.iter().zip(predictions.iter().rev()) {
        assert_eq!(home["home"], format!("A-{house}"));
        assert!(close(&home["price"], *predicted), "{home} {predicted}");
        let interval = &home["intervals"][0];
        assert_eq!(interval["rate"], 0.8);
        assert!(home["price"].as_f64() < interval["high"].as_f64(), "{home}");
        assert_eq!(home["note"], "");
    }
    let note = priced[6]["note"].as_str().unwrap();
    assert!(note.contains("No value for bathrooms and area") && note.contains("zip code 9"), "{note}");
    assert_eq!(
        result["columns"]["attributes"],
        serde_json::json!({ "bedrooms": "Bedrooms", "bathrooms": "Bath rooms", "area": "AREA" })
    );
    assert_eq!(result["columns"]["zip_code"], "zip");

    let written = std::fs::read_to_string(&csv).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(
        lines[0],
        "No.,Bedrooms,Bath rooms,AREA,zip,price,Agent,predicted_price,low,high,range_holds_percent,unlike_training_houses,note"
    );
    assert_eq!(lines.len(), 8);
    let number = priced[0]["price"].as_f64().unwrap();
    assert!(lines[1].contains(&format!(",\"'=cmd\",{number},")), "{}", lines[1]);

    // The same as an Excel workbook, which the table's reader can read.
    let excel = folder.join("priced.xlsx");
    assert!(facade(&["predict", &model, folder_path, "--out", excel.to_str().unwrap()]).status.success());
    let read = facade_data::read_table("priced.xlsx", &std::fs::read(&excel).unwrap()).unwrap();
    assert_eq!(read.columns.join(","), lines[0]);
    let first = read.rows[0].fields.as_ref().unwrap();
    assert_eq!(first[6], "=cmd");
    // Spreadsheets keep 16 digits.
    let read = first[7].parse::<f64>().unwrap();
    assert!((read - number).abs() < 1e-12 * number.abs(), "{read} {number}");

    // A single home whose attributes are arguments.
    let (house, predicted) = predictions[0];
    let photos = write_photos(&folder, house, "one");
    let listed = &houses[house as usize - 1];
    let sets: Vec<String> = ["bedrooms", "Bathrooms", "area"]
        .iter()
        .zip(&listed.attributes)
        .flat_map(|(name, value)| ["--set".to_owned(), format!("{name}={}", value.unwrap())])
        .collect();
    let known: Vec<&str> = sets.iter().map(String::as_str).chain(["--zip-code", &listed.zip_code]).collect();
    let photos: Vec<&str> = photos.iter().map(String::as_str).collect();
    let one = json(&[&["predict", &model, "--json"], &photos[..], &known].concat());
    assert!(close(&one["price"], predicted) && one["intervals"][0]["high"].is_number(), "{one}");
    let output = facade(&[&["predict", &model], &photos[..]].concat());
    let warning = text(&output.stderr);
    assert!(warning.contains("No value for bedrooms, bathrooms and area: the mean"), "{warning}");
    assert!(warning.contains("no price range is shown"), "what is not known has no range: {warning}");
    assert!(!text(&output.stdout).contains("80"), "{}", text(&output.stdout));
    let output = facade(&[&["predict", &model], &photos[..], &known].concat());
    assert!(text(&output.stdout).contains("contain the true price of 80"), "{}", text(&output.stdout));
    let explained = json(&[&["predict", &model, "--json", "--explain"], &photos[..], &known].concat());
    let effects = explained["explanation"]["attributes"].as_array().unwrap();
    let names: Vec<&str> = effects.iter().map(|effect| effect[0].as_str().unwrap()).collect();
    assert_eq!(names, ["bedrooms", "bathrooms", "area", "Zip code"]);
    assert!(effects.iter().any(|effect| effect[1].as_f64().unwrap() != 0.0), "{explained}");
    let output = facade(&[&["predict", &model, "--explain"], &photos[..], &known].concat());
    assert!(text(&output.stdout).contains(" area\n"), "{}", text(&output.stdout));
    let wrong = error_message(&[&["predict", &model], &photos[..], &["--set", "garage=2"]].concat());
    assert!(
        wrong.contains("cannot use “garage=2”") && wrong.contains("bedrooms, bathrooms and area"),
        "{wrong}"
    );
    assert!(error_message(&["predict", &model, folder_path, "--out", "x.pdf"]).contains(".csv or .xlsx"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_model_without_photos_prices_a_table_alone() {
    let folder = std::env::temp_dir().join(format!("facade-table-{}", std::process::id()));
    let (result, model) = train_on_attributes(&folder, "mlp");
    let prediction = &result["predictions"][0];
    let house = &sample::houses()[prediction["house"].as_u64().unwrap() as usize - 1];
    let [beds, baths, area] = [0, 1, 2].map(|k| house.attributes[k].unwrap());
    let table = folder.join("homes.csv");
    let zip = &house.zip_code;
    std::fs::write(
        &table,
        format!("bedrooms,bathrooms,area,zip code\n{beds},{baths},{area},{zip}\n1,1,700,{zip}\n"),
    )
    .unwrap();
    let result = json(&["predict", &model, table.to_str().unwrap(), "--json"]);
    let price = result["homes"][0]["price"].as_f64().unwrap();
    let predicted = prediction["predicted"].as_f64().unwrap();
    assert!((price - predicted).abs() < 1e-3 * predicted.abs(), "{price} {predicted}");
    let alone = json(&["predict", &model, "--json", "--set", &format!("area={area}")]);
    assert!(alone["price"].is_number());
    std::fs::write(&table, "name,phone\nAnn,5551\n").unwrap();
    let unused = error_message(&["predict", &model, table.to_str().unwrap()]);
    assert!(unused.starts_with("Not used: homes.csv."), "{unused}");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Ids that are the numbers of the rows in another order: the command asks, and its options choose.
#[test]
fn where_photos_fit_two_ways_the_command_asks() {
    let folder = std::env::temp_dir().join(format!("facade-unclear-{}", std::process::id()));
    let (_, model) = train_on_attributes(&folder, "mixed");
    let homes = folder.join("homes");
    std::fs::create_dir_all(&homes).unwrap();
    let mut table = "id,area\n".to_owned();
    for row in 1..=12 {
        table += &format!("{},{}\n", row * 5 % 13, 900 + row);
        write_photos(&homes, row, &row.to_string());
    }
    std::fs::write(homes.join("homes.csv"), table).unwrap();
    let homes = homes.to_str().unwrap();
    let output = facade(&["predict", &model, homes]);
    let message = text(&output.stderr);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()));
    assert!(message.contains("--id \"id\"") && message.contains("--first-row 1"), "{message}");
    let names = |arguments: &[&str]| -> Vec<Value> {
        let result = json(&[&["predict", &model, homes, "--json"], arguments].concat());
        result["homes"].as_array().unwrap().iter().map(|home| home["price"].clone()).collect()
    };
    let (by_id, by_row) = (names(&["--id", "id"]), names(&["--first-row", "1"]));
    assert_eq!((by_id.len(), by_row.len()), (12, 12));
    assert_ne!(by_id, by_row);
    std::fs::remove_dir_all(&folder).unwrap();
}
