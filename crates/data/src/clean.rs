//! Decides which houses are kept. The price list is cleaned first, so that photos of dropped houses are never read;
//! houses with unreadable photos are dropped at the end.

use std::collections::BTreeMap;

use super::house_photos::HousePhotos;
use super::houses::TableHouses;
use super::paths::is_photo;
use super::{
    DataReport, Dataset, DatasetError, DropReason, Dropped, House, HouseList, MAX_ATTRIBUTES, Mapping,
    MappingError, Montages, PackedDescriptors, Pairing, Pixels, Summary, Table, TiledHouse, ZipCode,
    find_issues, looks_rounded_by_spreadsheet, pair,
};
use crate::statistics::median;
use facade_text as text;

/// Pairs photos with the rows of the price list, and cleans it: drops unreadable rows, then houses in zip codes with
/// fewer than [`Mapping::min_per_zip_code`] houses in the table, then houses with a missing photo unless [`Mapping::keep_incomplete`].
///
/// `name` is the name of the folder or archive, `paths` lists all its files, and `table_position` is the index of the
/// table in `paths` ([`super::find_table`]).
///
/// # Errors
/// If the mapping does not fit the table, no row is readable, or no house is left.
pub fn list_houses(
    name: &str,
    table: &Table,
    mapping: &Mapping,
    paths: &[String],
    table_position: usize,
) -> Result<HouseList, DatasetError> {
    mapping.check(table)?;
    let file = || table.file.clone();
    let rows = mapping.houses(table);
    let attributes = rows.attributes.clone();
    if attributes.len() > MAX_ATTRIBUTES {
        return Err(MappingError::TooManyIndicators { attributes: attributes.len() }.into());
    }
    let readable = rows.usable().count();
    if readable == 0 {
        let first = rows.houses.iter().find_map(|row| row.as_ref().err());
        let first = first.map(|dropped| dropped.reason.to_string()).unwrap_or_default();
        return Err(DatasetError::NoReadableLine { file: file(), first });
    }
    let pairing = pair(table, mapping, paths, table_position);
    let photos = HousePhotos::of(&rows, &pairing);
    let with_photos = photos.houses();
    if with_photos == 0 {
        return Err(no_photos(table, &rows, &pairing, paths));
    }
    let common =
        if with_photos == 1 && readable > 2 { None } else { photos.common_rooms(mapping.photos_per_house) };
    let Some((rooms, rooms_left_out)) = common else {
        return Err(DatasetError::NoRoom { houses: readable, with_photos });
    };
    let zip_codes = houses_per_zip_code(rows.usable());
    let needed = if mapping.zip_code.is_some() { mapping.min_per_zip_code } else { 0 };
    let most = zip_codes.values().copied().max().unwrap_or(0);
    if most < needed {
        return Err(DatasetError::EveryZipCodeRare { needed, most });
    }

    let mut report = DataReport {
        rows: table.rows.len(),
        min_per_zip_code: needed,
        rooms_left_out,
        before: Summary::of(rows.usable(), photos.count(&rooms)),
        ..DataReport::default()
    };
    let keep_incomplete = photos.keeps_incomplete(&rooms, mapping.keep_incomplete);
    let (mut houses, mut kept_photos) = (Vec::new(), Vec::new());
    for (position, house) in rows.houses.iter().enumerate() {
        let house = match house {
            Ok(house) => house,
            Err(dropped) => {
                report.dropped.push(dropped.clone());
                continue;
            }
        };
        let in_zip_code = zip_codes[house.zip_code.as_str()];
        let reason = if in_zip_code < needed {
            DropReason::RareZipCode { zip_code: house.zip_code.clone(), houses: in_zip_code }
        } else {
            match photos.of_house(position, &rooms, keep_incomplete) {
                Ok(found) => {
                    let missing = found.iter().enumerate().filter(|(_, photo)| photo.is_none());
                    let missing_photos = missing.map(|(room, _)| room).collect();
                    houses.push(House { missing_photos, ..house.clone() });
                    kept_photos.extend(found);
                    continue;
                }
                Err(reason) => reason,
            }
        };
        report.dropped.push(Dropped { house: house.id.clone(), reason });
    }
    report.summarise_kept(&houses, rooms.len())?;
    Ok(HouseList { name: name.to_owned(), rooms, attributes, houses, photos: kept_photos, report })
}

/// The error for a dataset without any photo of its houses.
fn no_photos(table: &Table, rows: &TableHouses, pairing: &Pairing, paths: &[String]) -> DatasetError {
    let file = table.file.clone();
    let is_house = |row: usize| rows.of_row(row).is_some();
    if let Some(missing) = pairing.missing.iter().find(|missing| is_house(missing.row)) {
        let line = table.rows.get(missing.row).map_or(0, |row| row.line);
        return DatasetError::NoNamedPhotos { file, example: missing.name.clone(), line };
    }
    let mut photos = paths.iter().filter(|path| is_photo(path));
    let Some(example) = photos.next() else { return DatasetError::NoPhotos { file } };
    let rounded = (0..table.columns.len()).find_map(|column| {
        let example = table.fields(column).find(|field| looks_rounded_by_spreadsheet(field))?;
        Some((table.columns[column].clone(), example.to_owned()))
    });
    if let Some((column, example)) = rounded {
        return DatasetError::RoundedIds { file, column, example };
    }
    let name = super::split_path(example).1.to_owned();
    DatasetError::NoPhotosPaired { file, photos: 1 + photos.count(), example: name }
}

/// Builds the dataset from a house list and the montages of its houses (in any order), and checks it for issues. `montages`
/// says what these are, and has no pixels.
///
/// # Errors
/// If no house is left, or a house's outcome is missing or its montage does not have the size that `montages` implies.
pub fn assemble_dataset(
    list: HouseList,
    mut outcomes: Vec<TiledHouse<(Pixels, PackedDescriptors)>>,
    montages: Montages,
) -> Result<Dataset, DatasetError> {
    let (of_house, of_montage) = (montages.house_bytes(), montages.montage_bytes());
    outcomes.retain(|house| house.outcome.as_ref().map_or(true, |(pixels, _)| pixels.0.len() == of_house));
    let (mut dataset, kept) = keep_readable(list, outcomes, montages)?;
    let (kept, descriptors): (Vec<Pixels>, Vec<PackedDescriptors>) = kept.into_iter().unzip();
    let pixels = &mut dataset.montages.pixels;
    pixels.reserve_exact(of_house * kept.len());
    kept.iter().for_each(|house| pixels.extend(&house.0[..of_montage]));
    kept.iter().for_each(|house| pixels.extend(&house.0[of_montage..]));
    dataset.report.issues = find_issues(&dataset.houses, &dataset.rooms, &descriptors);
    Ok(dataset)
}

/// Drops houses with an unreadable photo. Returns the dataset without pixels and, for each house kept, its montage or
/// whatever `P` stands for it. The minimum of houses per zip code is not checked again: it applies to the table, and
/// one broken file should cost one house only.
///
/// # Errors
/// If no house is left, or the outcome of a house is missing.
pub fn keep_readable<P>(
    list: HouseList,
    outcomes: Vec<TiledHouse<P>>,
    montages: Montages,
) -> Result<(Dataset, Vec<P>), DatasetError> {
    let HouseList { name, rooms, attributes, houses: listed, photos: _, mut report } = list;
    let mut by_position: Vec<_> = listed.iter().map(|_| None).collect();
    for house in outcomes {
        if let Some(slot) = by_position.get_mut(house.position) {
            *slot = Some(house.outcome);
        }
    }

    let mut kept = Vec::with_capacity(listed.len());
    let mut houses = Vec::with_capacity(listed.len());
    for (house, outcome) in listed.into_iter().zip(by_position) {
        match outcome {
            Some(Ok(montage)) => {
                kept.push(montage);
                houses.push(house);
            }
            Some(Err(reason)) => report.dropped.push(Dropped { house: house.id, reason }),
            None => return Err(DatasetError::Unfinished { house: house.id }),
        }
    }
    report.dropped.sort_by(|a, b| a.house.cmp(&b.house));
    report.summarise_kept(&houses, rooms.len())?;
    Ok((Dataset { name, rooms, attributes, houses, montages, report }, kept))
}

/// Number of houses in each zip code.
pub(super) fn houses_per_zip_code<'a>(houses: impl Iterator<Item = &'a House>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for house in houses {
        *counts.entry(house.zip_code.as_str()).or_default() += 1;
    }
    counts
}

impl DataReport {
    /// Summarises the houses kept, or fails if there are none.
    fn summarise_kept(&mut self, houses: &[House], photos: usize) -> Result<(), DatasetError> {
        if houses.is_empty() {
            // The visitor can replace a photo, but not change how many houses a zip code has.
            let fixable = |d: &&Dropped| {
                !matches!(d.reason, DropReason::RareZipCode { .. } | DropReason::BrokenLine { .. })
            };
            let example = self.dropped.iter().find(fixable);
            let example = example
                .map(|d| text::t!(dataset_house_problem, house = d.house.as_str(), problem = &d.reason))
                .unwrap_or_default();
            return Err(DatasetError::NoCompleteHouse { photos, example });
        }
        self.summarise(houses, photos);
        Ok(())
    }

    /// Fills in the statistics of the houses kept; each has `photos` photos or lacks some of them.
    pub fn summarise(&mut self, houses: &[House], photos: usize) {
        let missing: usize = houses.iter().map(|house| house.missing_photos.len()).sum();
        self.after = Summary::of(houses.iter(), (photos * houses.len()).saturating_sub(missing));
        self.zip_codes = zip_codes(houses);
    }
}

/// Statistics of each zip code, by descending number of houses, then by code.
fn zip_codes(houses: &[House]) -> Vec<ZipCode> {
    let mut prices: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for house in houses.iter().filter(|house| !house.zip_code.is_empty()) {
        prices.entry(&house.zip_code).or_default().push(house.price);
    }
    let mut codes: Vec<ZipCode> = prices
        .into_iter()
        .map(|(code, prices)| ZipCode {
            code: code.to_owned(),
            houses: prices.len(),
            median_price: median(&prices),
            min_price: prices.iter().copied().fold(f64::MAX, f64::min),
            max_price: prices.iter().copied().fold(f64::MIN, f64::max),
        })
        .collect();
    codes.sort_by_key(|code| std::cmp::Reverse(code.houses));
    codes
}

impl Summary {
    /// Statistics of `houses`, which have `photos` photos in total.
    pub fn of<'a>(houses: impl Iterator<Item = &'a House> + Clone, photos: usize) -> Summary {
        let zip_codes = houses_per_zip_code(houses.clone()).keys().filter(|code| !code.is_empty()).count();
        let prices: Vec<f64> = houses.map(|house| house.price).collect();
        let n = prices.len() as f64;
        let mean = prices.iter().sum::<f64>() / n.max(1.0);
        let squares = prices.iter().map(|price| (price - mean).powi(2)).sum::<f64>();
        Summary {
            houses: prices.len(),
            zip_codes,
            photos,
            mean_price: mean,
            std_price: (squares / (n - 1.0).max(1.0)).sqrt(),
            median_price: median(&prices),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{HouseId, Pixels, read_table};

    /// 30 houses in one zip code, 5 in another, prices 1,000 to 35,000, and all their photos.
    fn montages(tile: usize) -> Montages {
        Montages::new(tile, 4, "")
    }

    fn folder() -> (String, Vec<String>) {
        let line = |k: u32| format!("3 2 1500 {} {}\n", if k <= 30 { "11111" } else { "22222" }, k * 1000);
        let photo =
            |k: u32| ["bathroom", "bedroom", "frontal", "kitchen"].map(|room| format!("f/{k}_{room}.jpg"));
        let mut paths = vec!["f/HousesInfo.txt".to_owned()];
        paths.extend((1..=35).flat_map(photo));
        ((1..=35).map(line).collect(), paths)
    }

    fn list_of(table: &str, paths: &[String]) -> Result<HouseList, DatasetError> {
        list_houses("f", &read_table(&paths[0], table.as_bytes())?, &Mapping::houses_info(), paths, 0)
    }

    fn outcomes_of(list: &HouseList, tile: usize) -> Vec<TiledHouse<(Pixels, PackedDescriptors)>> {
        let pixels = |position| vec![position as u8; 12 * tile * tile];
        (0..list.houses.len())
            .rev()
            .map(|position| TiledHouse {
                position,
                outcome: Ok((Pixels(pixels(position)), PackedDescriptors::default())),
            })
            .collect()
    }

    #[test]
    fn rare_zip_codes_then_missing_photos_go() {
        let (table, mut paths) = folder();
        paths.retain(|path| path != "f/7_kitchen.jpg" && path != "f/33_kitchen.jpg");
        let table = table.replace("3 2 1500 11111 9000\n", "three 2 1500 11111 9000\n");
        let list = list_of(&table, &paths).unwrap();
        let report = &list.report;
        assert_eq!((report.rows, report.before.houses, report.after.houses), (35, 34, 28));
        assert_eq!((report.before.photos, report.after.photos), (134, 112));
        assert_eq!((report.before.zip_codes, report.after.zip_codes), (2, 1));
        let numbers: Vec<u32> = report.dropped.iter().filter_map(|d| d.house.as_number()).collect();
        assert_eq!(numbers, [7, 9, 31, 32, 33, 34, 35]);
        assert_eq!(
            report.dropped[0].reason,
            DropReason::MissingPhoto { room: "kitchen".to_owned(), file: None }
        );
        assert_eq!(report.dropped[1].reason.key(), "broken_line");
        assert_eq!(
            report.dropped[4].reason,
            DropReason::RareZipCode { zip_code: "22222".to_owned(), houses: 5 }
        );
        assert_eq!(paths[list.photos_of(6)[2].unwrap()], "f/8_frontal.jpg");
    }

    /// One house with all photos, one without a kitchen, and so on: `rooms` are those of each house.
    fn varied(rooms: &[&[&str]], keep_incomplete: Option<bool>) -> Result<HouseList, DatasetError> {
        let rows: Vec<String> =
            (1..=rooms.len()).map(|house| format!("{house},{}\n", 1000 * house)).collect();
        let mut paths = vec!["f/t.csv".to_owned()];
        for (house, rooms) in (1..).zip(rooms) {
            paths.extend(rooms.iter().map(|room| format!("f/{house}_{room}.jpg")));
        }
        let table = read_table("f/t.csv", format!("id,price\n{}", rows.concat()).as_bytes()).unwrap();
        let mapping = Mapping { price: 1, id: Some(0), keep_incomplete, ..Mapping::default() };
        list_houses("f", &table, &mapping, &paths, 0)
    }

    #[test]
    fn houses_that_lack_photos_are_kept_where_many_would_be_dropped() {
        let both: &[&str] = &["bath", "kitchen"];
        let [bath, kitchen]: [&[&str]; 2] = [&["bath"], &["kitchen"]];
        let folder = [both, bath, both, kitchen, both, &[], both];
        let missing = |list: &HouseList| {
            let of = |house: &House| (house.id.as_number().unwrap(), house.missing_photos.clone());
            list.houses.iter().map(of).collect::<Vec<_>>()
        };
        let list = varied(&folder, None).unwrap();
        let whole = |number| (number, Vec::new());
        assert_eq!(missing(&list), [whole(1), (2, vec![1]), whole(3), (4, vec![0]), whole(5), whole(7)]);
        assert_eq!(list.photos_of(3), [None, Some(6)]);
        assert_eq!((list.report.after.houses, list.report.after.photos), (6, 10));
        assert_eq!(list.report.dropped.len(), 1, "a house without any photo is dropped");
        let complete = varied(&folder, Some(false)).unwrap();
        assert_eq!(missing(&complete), [whole(1), whole(3), whole(5), whole(7)]);
        assert_eq!(complete.report.dropped.len(), 3);
        // One house of eleven is not much.
        let mostly = [&[both; 10][..], &[bath]].concat();
        assert_eq!(varied(&mostly, None).unwrap().houses.len(), 10);
        assert_eq!(varied(&mostly, Some(true)).unwrap().houses.len(), 11);
    }

    #[test]
    fn figures_are_those_of_pandas() {
        let (table, paths) = folder();
        let report = list_of(&table, &paths).unwrap().report;
        // 1,000 to 30,000: mean 15,500; variance 1000^2 * 30 * 31 / 12 with n - 1.
        assert_eq!((report.after.mean_price, report.after.median_price), (15_500.0, 15_500.0));
        assert!((report.after.std_price - (1e6_f64 * 30.0 * 31.0 / 12.0).sqrt()).abs() < 1e-6);
        let zip = &report.zip_codes[0];
        assert_eq!((zip.houses, zip.min_price, zip.max_price), (30, 1000.0, 30_000.0));
    }

    #[test]
    fn an_unreadable_photo_costs_its_house_only() {
        let (table, paths) = folder();
        let list = list_of(&table, &paths).unwrap();
        let mut outcomes = outcomes_of(&list, 2);
        let reason = DropReason::UnreadablePhoto {
            file: "5_frontal.jpg".to_owned(),
            problem: "It is empty.".to_owned(),
        };
        for house in outcomes.iter_mut().filter(|house| (4..12).contains(&house.position)) {
            house.outcome = Err(reason.clone());
        }
        let dataset = assemble_dataset(list, outcomes, montages(2)).unwrap();
        // 22 houses are left in the zip code, fewer than 25: the rule is about the table.
        assert_eq!(dataset.houses.len(), 22);
        assert_eq!(dataset.report.after.houses, 22);
        assert_eq!(dataset.report.zip_codes[0].houses, 22);
        let numbers: Vec<u32> = dataset.report.dropped.iter().filter_map(|d| d.house.as_number()).collect();
        assert_eq!(numbers[..9], [5, 6, 7, 8, 9, 10, 11, 12, 31]);
        assert_eq!(dataset.houses[4].id, HouseId::from(13));
        assert_eq!(dataset.montages.get(4).unwrap(), vec![12; 48]);
        assert_eq!(dataset.montages.get(22), None);
    }

    #[test]
    fn nothing_left_is_an_error_in_words() {
        let (table, paths) = folder();
        let only_table = &paths[..1];
        assert_eq!(
            list_of(&table, only_table),
            Err(DatasetError::NoPhotos { file: "HousesInfo.txt".to_owned() })
        );
        let few: String = table.lines().skip(20).map(|line| format!("{line}\n")).collect();
        let error = list_of(&few, &paths).unwrap_err();
        assert_eq!(error, DatasetError::EveryZipCodeRare { needed: 25, most: 10 });

        // Each room in more than half of the houses, all three in none.
        let apart = |path: &&String| {
            let number = path.split(['/', '_']).nth(1).and_then(|number| number.parse::<u32>().ok());
            number.is_none_or(|house| match path {
                path if path.contains("bathroom") => house <= 24,
                path if path.contains("kitchen") => house >= 12,
                path => path.contains("frontal") && !(12..=24).contains(&house),
            })
        };
        let rooms: Vec<String> = paths.iter().filter(apart).cloned().collect();
        let error = list_of(&table, &rooms).unwrap_err().to_string();
        assert!(error.starts_with("No house has all 3 photos") && error.contains("House 1: "), "{error}");
        let ones: Vec<String> = paths[..5].to_vec();
        assert_eq!(list_of(&table, &ones), Err(DatasetError::NoRoom { houses: 35, with_photos: 1 }));

        let list = list_of(&table, &paths).unwrap();
        let unfinished = assemble_dataset(list.clone(), outcomes_of(&list, 2)[1..].to_vec(), montages(2));
        assert_eq!(unfinished, Err(DatasetError::Unfinished { house: 30.into() }));
        let wrong_size = assemble_dataset(list.clone(), outcomes_of(&list, 2), montages(3));
        assert_eq!(wrong_size, Err(DatasetError::Unfinished { house: 1.into() }));
        let reason =
            DropReason::UnreadablePhoto { file: "x.jpg".to_owned(), problem: "It is empty.".to_owned() };
        let none = outcomes_of(&list, 2)
            .into_iter()
            .map(|house| TiledHouse { outcome: Err(reason.clone()), ..house })
            .collect();
        let error = assemble_dataset(list, none, montages(2)).unwrap_err().to_string();
        assert_eq!(
            error,
            "No house has all 4 photos in a readable format. House 1: x.jpg cannot be read: It is empty."
        );
    }

    #[test]
    fn medians_of_odd_even_and_none() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
    }
}
