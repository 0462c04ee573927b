//! The kinds of folders with which people had trouble, each made anew.

use facade_data::{DatasetError, MemorySource, PairingMethod, PairingPreview, list_houses};

use super::container::{Container, File, NamePage, pack};
use super::houses::grouped;
use super::names::room_key;
use super::random::Random;
use super::read_back::{Reading, TrueHouse, Truth, read};

/// The price of each house.
fn price(house: usize) -> u64 {
    91_000 + 4_500 * ((house as u64 * 389) % 997)
}

fn area(house: usize) -> usize {
    40 + house * 53 % 97
}

/// A header, and a line for each house.
fn table(header: &str, houses: usize, line: impl Fn(usize) -> String) -> String {
    let lines: Vec<String> = (0..houses).map(line).collect();
    format!("{header}\n{}\n", lines.join("\n"))
}

/// A table with ids from 1.
fn plain(houses: usize) -> String {
    table("id,price,sqft", houses, |k| format!("{},{},{}", k + 1, price(k), area(k)))
}

/// A folder, and what is true of it.
struct Set {
    files: Vec<File>,
    truth: Truth,
}

impl Set {
    /// A folder with a table of so many houses.
    fn new(path: &str, table: impl Into<Vec<u8>>, houses: usize) -> Self {
        let house = |k| TrueHouse { price: Some(price(k) as f64), ..TrueHouse::default() };
        let truth = Truth { houses: (0..houses).map(house).collect(), ..Truth::default() };
        Set { files: vec![(path.to_owned(), table.into())], truth }
    }

    fn photo(&mut self, path: String, house: usize, room: &str) {
        let content = format!("{path} shows {room} of {house}").into_bytes();
        self.truth.photos.insert(content.clone(), (house, room_key(room)));
        self.files.push((path, content));
    }

    /// Adds photos of all houses.
    fn photos(mut self, rooms: &[&str], name: impl Fn(usize, &str) -> String) -> Self {
        for house in 0..self.truth.houses.len() {
            for room in rooms {
                self.photo(name(house, room), house, room);
            }
        }
        self
    }

    fn file(mut self, path: &str, content: &str) -> Self {
        self.files.push((path.to_owned(), content.as_bytes().to_vec()));
        self
    }

    /// Reads the folder, which is clear and right.
    fn check(&self) -> Reading {
        self.check_in(Container::Folder, NamePage::Unicode, "set")
    }

    fn check_in(&self, container: Container, page: NamePage, top: &str) -> Reading {
        let table = &self.files[0].0;
        let chosen = pack(container, top, &self.files, table, page, &mut Random::of(1, "container"));
        let reading = self.right(chosen.open().unwrap());
        assert!(reading.is_clear, "{:?}", reading.pairings);
        reading
    }

    /// Reads files, of which the best pairing is right.
    fn right(&self, source: MemorySource) -> Reading {
        let reading = read(source).unwrap();
        assert_eq!(reading.table_bytes(), self.files[0].1);
        assert_eq!(reading.fault(&reading.pairings[0], &self.truth), None);
        assert_eq!(reading.table.rows.len().min(self.truth.houses.len()), self.truth.houses.len());
        reading
    }
}

#[test]
fn photos_that_count_from_zero() {
    let rows = table("price,sqft,beds", 31, |k| format!("{},{},{}", price(k), area(k), 1 + k % 4));
    let reading = Set::new("prices.csv", rows, 31).photos(&["1"], |k, _| format!("{k}.jpg")).check();
    assert_eq!(reading.pairings[0].mapping.first_row, 0);
}

#[test]
fn a_house_with_the_id_zero() {
    let rows = table("image_id,street,citi,n_citi,price", 26, |k| {
        format!("{k},{} Test Road,\"Westmere, YY\",{},{}", 3 + 7 * k, k % 3, price(k))
    });
    let set = Set::new("list.csv", rows, 26).photos(&["1"], |k, _| format!("pics/{k}.jpg"));
    assert_eq!(set.check().pairings[0].mapping.zip_code, Some(2));
}

#[test]
fn a_line_of_units_is_no_house() {
    let rows = table("price,living area,beds,zip\nEUR,m²,count,", 33, |k| {
        format!("{},{},{},{}", price(k), area(k), 1 + k % 5, 70_100 + k % 4)
    });
    let set = Set::new("prices.csv", rows, 33);
    let reading = set.photos(&["front", "bath"], |k, room| format!("{}_{room}.jpg", k + 1)).check();
    assert_eq!(reading.table.rows.len(), 33);
}

#[test]
fn titles_and_totals_are_no_houses() {
    let rows = table("Bestand im Herbst;;;;\r\n;;;;\r\nNr.;Kaufpreis;Wohnfläche;PLZ;Ort", 28, |k| {
        format!("{};{} €;{};{};Neustadt\r", k + 1, grouped(price(k), "."), area(k), 70_100 + k % 4)
    });
    let sum: u64 = (0..28).map(price).sum();
    let rows = format!("\u{feff}{rows}Summe;{} €;;;\r\n;;;;\r\n", grouped(sum, "."));
    let set = Set::new("liste.csv", rows, 28);
    let reading = set.photos(&["außen", "Küche"], |k, room| format!("{}_{room}.jpg", k + 1)).check();
    assert_eq!((reading.table.rows.len(), reading.table.columns[1].as_str()), (28, "Kaufpreis"));
}

#[test]
fn a_header_of_two_lines() {
    let rows = table(",,Measures,,Town,\nid,price,sqft,beds,zip,city", 24, |k| {
        format!("{},{},{},{},{},Westmere", k + 1, price(k), area(k), 1 + k % 4, 70_100 + k % 4)
    });
    let set = Set::new("prices.csv", rows, 24);
    let reading = set.photos(&["front", "kitchen"], |k, room| format!("{}_{room}.jpg", k + 1)).check();
    assert_eq!((reading.table.rows.len(), reading.pairings[0].mapping.price), (24, 1));
}

#[test]
fn rows_of_a_listing_are_one_house() {
    let name = |k: usize, photo: usize| format!("photos/home-{}-{photo}.jpg", 20_011 + 13 * k);
    let row = |k: usize| {
        let photos =
            (0..3).map(|photo| format!("{},{},{},{}", 20_011 + 13 * k, name(k, photo), price(k), area(k)));
        photos.collect::<Vec<String>>().join("\n")
    };
    let rows = table("listing_id,photo,price,sqft", 30, row);
    let set = Set::new("listings.csv", rows, 30);
    let reading = set.photos(&["1", "2", "3"], |k, room| name(k, room.parse::<usize>().unwrap() - 1)).check();
    let list = reading.list(&reading.pairings[0]).unwrap();
    assert_eq!(list.houses.len(), 30);
}

#[test]
fn folders_of_rooms() {
    let set = Set::new("prices.csv", plain(27), 27);
    set.photos(&["front", "kitchen", "bedroom"], |k, room| format!("{room}/{}.jpg", k + 1)).check();
}

#[test]
fn a_template_is_not_the_price_list() {
    let rows = table("Id,LivArea,YearBuilt,SalePrice", 32, |k| {
        format!("{},{},{},{}", k + 1, area(k), 1900 + k % 90, price(k))
    });
    let others = |header: &str, end: &str| -> String {
        format!("{header}\n{}", (33..49).map(|k| format!("{k},{end}\n")).collect::<String>())
    };
    let mut set = Set::new("train.csv", rows, 32)
        .photos(&["1"], |k, _| format!("images/{}.jpg", k + 1))
        .file("test.csv", &others("Id,LivArea,YearBuilt", "90,1950"))
        .file("sample_submission.csv", &others("Id,SalePrice", "181000.5"));
    for k in 33..49 {
        set = set.file(&format!("images/{k}.jpg"), &format!("test {k}"));
    }
    set.check();
}

#[test]
fn thousands_of_thousands() {
    let mut set = Set::new("prices.csv", "", 29);
    let thousands = |k: usize| 460 + 31 * k as u64;
    set.files[0].1 =
        table("id,price,sqft", 29, |k| format!("{},\"${}K\",{}", k + 1, grouped(thousands(k), ","), area(k)))
            .into_bytes();
    for (k, house) in set.truth.houses.iter_mut().enumerate() {
        house.price = Some(1_000.0 * thousands(k) as f64);
    }
    set.photos(&["front"], |k, room| format!("{}_{room}.jpg", k + 1)).check();
}

#[test]
fn a_price_per_square_metre_is_not_the_price() {
    let mut set = Set::new("data.csv", "", 29);
    let wan = |k: usize| 103 + 7 * k as u64;
    let rows = |k: usize| format!("{},{}万,{},{}", k + 1, wan(k), 11_000 + 371 * (k % 9), area(k));
    set.files[0].1 = table("\u{feff}编号,总价,单价,面积", 29, rows).into_bytes();
    for (k, house) in set.truth.houses.iter_mut().enumerate() {
        house.price = Some(10_000.0 * wan(k) as f64);
    }
    set.photos(&["front"], |k, room| format!("{}_{room}.jpg", k + 1)).check();
}

#[test]
fn japanese_names_in_an_archive() {
    let set = Set::new("prices.csv", plain(22), 22);
    let set = set.photos(&["表", "台所", "外観"], |k, room| format!("{}_{room}.jpg", k + 1));
    set.check_in(Container::Zip { top: true }, NamePage::ShiftJis, "houses");
    set.check_in(Container::Zip { top: false }, NamePage::ShiftJis, "");
}

#[test]
fn hashes_without_endings() {
    let mut random = Random::of(10, "hashes");
    let ids: Vec<String> = (0..34).map(|_| random.hex(32)).collect();
    let rows =
        table("Id,Garden,Area,Price", 34, |k| format!("{},{},{},{}", ids[k], k % 2, area(k), price(k)));
    let set = Set::new("train.csv", rows, 34).photos(&["1"], |k, _| format!("train/{}.jpg", ids[k]));
    set.check();
}

#[test]
fn a_folder_for_each_house() {
    let listing = |k: usize| format!("B-{:03}", 2 * k + 1);
    let rows = table("listing,price,sqft", 25, |k| format!("{},{},{}", listing(k), price(k), area(k)));
    let set = Set::new("prices.csv", rows, 25);
    set.photos(&["front", "kitchen"], |k, room| format!("{}/{room}.jpg", listing(k))).check();
    let rows = table("listing,price,sqft", 25, |k| format!("{},{},{}", k + 1, price(k), area(k)));
    let set = Set::new("prices.csv", rows, 25);
    set.photos(&["front", "kitchen"], |k, room| format!("house_{}/{room}.jpg", k + 1)).check();
}

#[test]
fn a_folder_called_by_a_year() {
    let set = Set::new("prices.csv", plain(23), 23);
    let set = set.photos(&["front", "kitchen"], |k, room| format!("{}_{room}.jpg", k + 1));
    set.check_in(Container::Folder, NamePage::Unicode, "2023");
    set.check_in(Container::Folder, NamePage::Unicode, "17");
}

#[test]
fn other_patterns_of_names() {
    let patterns: [fn(usize, &str) -> String; 3] = [
        |k, room| format!("{room}_{k}.jpg"),
        |k, room| format!("{room} ({k}).jpg"),
        |k, room| {
            let hash = Random::of(k as u64, room).hex(32);
            format!("{k}_{room}_jpg.rf.{hash}.jpg")
        },
    ];
    for pattern in patterns {
        let set = Set::new("prices.csv", plain(26), 26);
        set.photos(&["front", "kitchen"], |k, room| pattern(k + 1, room)).check();
    }
}

#[test]
fn photos_downloaded_twice() {
    let rooms = ["front", "kitchen"];
    let mut set = Set::new("prices.csv", plain(30), 30);
    set = set.photos(&rooms, |k, room| format!("{}_{room}.jpg", k + 1));
    for k in (1..30).step_by(3) {
        // Of some, only the second download is left.
        let copy = |path: &str| path.replace(".jpg", " (1).jpg");
        for (path, content) in set.files.clone() {
            if path.starts_with(&format!("{k}_")) {
                set.files.retain(|(known, _)| k % 2 == 0 || *known != path);
                set.files.push((copy(&path), content));
            }
        }
    }
    let reading = set.check();
    assert_eq!(reading.list(&reading.pairings[0]).unwrap().rooms.len(), 1);
}

#[test]
fn lists_in_cells() {
    let name = |k: usize, letter: &str| format!("elm-{:02}-{letter}.jpg", k + 1);
    let forms: [fn(&str, &str) -> String; 4] = [
        |a, b| format!("\"['{a}', '{b}']\""),
        |a, b| format!("\"{a}, {b}\""),
        |a, b| format!("{a};{b}"),
        |a, b| format!("\"[\"\"{a}\"\", \"\"{b}\"\"]\""),
    ];
    for form in forms {
        let rows = table("price,sqft,images", 28, |k| {
            format!("{},{},{}", price(k), area(k), form(&name(k, "a"), &name(k, "b")))
        });
        let set = Set::new("prices.csv", rows, 28);
        let letter = |room: &str| if room == "1" { "a" } else { "b" };
        let reading = set.photos(&["1", "2"], |k, room| format!("photos/{}", name(k, letter(room)))).check();
        assert_eq!(reading.pairings[0].method, PairingMethod::FileNames);
    }
}

#[test]
fn addresses_in_cells() {
    let rows = table("price,sqft,images", 28, |k| {
        format!("{},{},https://img.example.test/pictures/elm-{k:02}.jpg?im_w=720", price(k), area(k))
    });
    let set = Set::new("prices.csv", rows, 28).photos(&["images"], |k, _| format!("photos/elm-{k:02}.jpg"));
    set.check();
}

#[test]
fn names_from_a_mac() {
    let rows = table("price,sqft,Straßenseite,Küche", 25, |k| {
        format!("{},{},Strasse-{k}.jpg,Küche-{k}.jpg", price(k), area(k))
    });
    let set = Set::new("preise.csv", rows, 25).photos(&["Straßenseite", "Küche"], |k, room| {
        let name = if room == "Küche" { "Ku\u{308}che" } else { "Strasse" };
        format!("{name}-{k}.jpg")
    });
    set.check();
}

#[test]
fn a_table_larger_than_the_photos() {
    let mut set = Set::new("sales.csv", plain(700), 700);
    for k in (0..700).filter(|k| k * 7 % 10 < 3) {
        for room in ["front", "kitchen"] {
            set.photo(format!("photos/{}_{room}.jpg", k + 1), k, room);
        }
    }
    let reading = set.check();
    assert_eq!(reading.list(&reading.pairings[0]).unwrap().houses.len(), 210);
}

#[test]
fn ids_of_ten_digits() {
    // Half of them above the largest number of 32 bits.
    let id = |k: usize| [1_929_300_117, 7_129_020_117][k % 2] + 4_099 * k as u64;
    let rows = table("id,price,sqft_living", 30, |k| format!("{},{},{}", id(k), price(k), area(k)));
    let set = Set::new("sales.csv", rows, 30);
    let reading = set.photos(&["front", "bath"], |k, room| format!("{}_{room}.jpg", id(k))).check();
    assert_eq!(reading.pairings[0].mapping.id, Some(0));
}

#[test]
fn ids_that_a_spreadsheet_has_rounded() {
    let rows = table("id,price,sqft", 20, |k| format!("6.14031E+17,{},{}", price(k), area(k)));
    let set = Set::new("sales.csv", rows, 20);
    let set = set.photos(&["front"], |k, room| format!("6140310716526{:05}_{room}.jpg", 70_127 + 409 * k));
    let random = &mut Random::of(1, "");
    let chosen = pack(Container::Folder, "set", &set.files, "sales.csv", NamePage::Unicode, random);
    let reading = read(chosen.open().unwrap()).unwrap();
    let mapping = &reading.pairings[0].mapping;
    let listed = list_houses("set", &reading.table, mapping, &reading.paths, reading.position);
    assert!(matches!(listed, Err(DatasetError::RoundedIds { .. })), "{listed:?}");
}

#[test]
fn a_table_named_txt() {
    let set = Set::new("prices.csv.txt", plain(24), 24);
    set.photos(&["front"], |k, room| format!("{}_{room}.jpg", k + 1)).check();
}

#[test]
fn a_download_in_two_parts_and_a_table_beside_an_archive() {
    let set = Set::new("prices.csv", plain(36), 36);
    let set = set.photos(&["front", "kitchen"], |k, room| format!("{}_{room}.jpg", k + 1));
    for top in [false, true] {
        set.check_in(Container::TwoZips { top }, NamePage::Unicode, "houses");
        set.check_in(Container::ZipBeside { top }, NamePage::Unicode, "houses");
    }
}

#[test]
fn units_in_cells() {
    let rows = table("id,price,beds,living area,lot,HOA", 31, |k| {
        let (price, area) = (grouped(price(k), ","), grouped(900 + 17 * k as u64, ","));
        let beds = 1 + k % 4;
        format!("{},\"${price}\",{beds} bds,\"{area} sqft\",0.{:02} acres,${}/mo", k + 1, 16 + k, 101 + k)
    });
    let mut set = Set::new("prices.csv", rows, 31);
    for (k, house) in set.truth.houses.iter_mut().enumerate() {
        let values = [(1 + k % 4) as f64, 900.0 + 17.0 * k as f64, (16 + k) as f64 / 100.0, 101.0 + k as f64];
        let names = ["beds", "living area", "lot", "HOA"].map(str::to_owned);
        house.attributes = names.into_iter().zip(values).collect();
    }
    set.photos(&["front"], |k, room| format!("{}_{room}.jpg", k + 1)).check();
}

#[test]
fn few_houses() {
    for houses in [5, 6, 13] {
        let set = Set::new("prices.csv", plain(houses), houses);
        set.photos(&["front", "kitchen"], |k, room| format!("{}_{room}.jpg", k + 1)).check();
    }
}

#[test]
fn houses_with_one_to_eight_photos() {
    let mut set = Set::new("prices.csv", plain(40), 40);
    for k in 0..40 {
        for photo in 1..=1 + k % 8 {
            set.photo(format!("{}_{photo}.jpg", k + 1), k, &photo.to_string());
        }
    }
    let reading = set.check();
    let preview = PairingPreview::of(&reading.table, &reading.pairings[0], &reading.paths);
    assert_eq!(preview.complete_houses, [40, 35, 30, 25, 20, 15, 10, 5]);
}
