//! Which houses of a folder can be used. The price list is cleaned first, so that photos of houses that go anyway are
//! never read; houses whose photos turn out unreadable go at the end.

use std::collections::BTreeMap;

use super::photos::{self, Files, Named, Photos};
use super::{
    DataReport, Dataset, DatasetError, Dropped, House, Listing, Looks, Mapping, Montages, Pixels, Reason,
    Summary, Table, Tiled, ZipCode, compare, montage_bytes,
};
use crate::statistics::median;
use facade_text as text;

/// Cleans the price list: drops rows that cannot be read, then houses of zip codes with fewer than
/// [`Mapping::per_zip_code`] houses in the table, then houses with a missing photo.
///
/// `name` is what was picked, `paths` every file, `table_position` the place of the table among them
/// ([`super::find_table`]).
///
/// # Errors
/// If the mapping does not fit the table, no row can be read, or no house is left.
pub fn list(
    name: &str,
    table: &Table,
    mapping: &Mapping,
    paths: &[String],
    table_position: usize,
) -> Result<Listing, DatasetError> {
    mapping.check(table)?;
    let file = || table.file.clone();
    let lines = mapping.houses(table);
    let all: Vec<&House> = lines.iter().filter_map(|line| line.as_ref().ok()).collect();
    if all.is_empty() {
        let first = lines.iter().find_map(|line| line.as_ref().err());
        let first = first.map(|dropped| dropped.reason.to_string()).unwrap_or_default();
        return Err(DatasetError::NoReadableLine { file: file(), first });
    }
    let Named { photos, missing } = named_photos(table, mapping, &lines, paths, table_position);
    if photos.is_empty() {
        return Err(no_photos(table, &lines, &missing));
    }
    let Some((rooms, rooms_left_out)) = photos::rooms(&photos, &all) else {
        return Err(DatasetError::NoRoom { houses: all.len(), with_photos: photos.len() });
    };
    let zip_codes = count(all.iter().copied());
    let needed = if mapping.zip_code.is_some() { mapping.per_zip_code } else { 0 };
    let most = zip_codes.values().copied().max().unwrap_or(0);
    if most < needed {
        return Err(DatasetError::EveryZipCodeRare { needed, most });
    }

    let photos_of = |house: &House, room: &String| photos.get(&house.number)?.get(room).copied();
    let count_photos = |house: &House| rooms.words().iter().filter_map(|room| photos_of(house, room)).count();
    let mut report = DataReport {
        rows: table.rows.len(),
        rooms_left_out,
        before: Summary::of(all.iter().copied(), all.iter().map(|house| count_photos(house)).sum()),
        ..DataReport::default()
    };
    let (mut houses, mut kept_photos) = (Vec::new(), Vec::new());
    for line in &lines {
        let house = match line {
            Ok(house) => house,
            Err(dropped) => {
                report.dropped.push(dropped.clone());
                continue;
            }
        };
        let in_zip_code = zip_codes[house.zip_code.as_str()];
        let reason = if in_zip_code < needed {
            Reason::RareZipCode { zip_code: house.zip_code.clone(), houses: in_zip_code }
        } else {
            let found: Result<Vec<usize>, &String> =
                rooms.words().iter().map(|room| photos_of(house, room).ok_or(room)).collect();
            match found {
                Ok(found) => {
                    houses.push(house.clone());
                    kept_photos.extend(found);
                    continue;
                }
                Err(room) => {
                    let file = missing.get(&(house.number, room.clone())).cloned();
                    Reason::MissingPhoto { room: room.clone(), file }
                }
            }
        };
        report.dropped.push(Dropped { house: house.number, reason });
    }
    let attributes =
        mapping.attributes.iter().filter_map(|&column| table.columns.get(column)).cloned().collect();
    report.count_kept(&houses, rooms.len())?;
    Ok(Listing { name: name.to_owned(), rooms, attributes, houses, photos: kept_photos, report })
}

/// The photos of a table's houses, by number, by room: positions in `paths`. They are those that the mapping's columns name,
/// or those whose own names tell ([`super::photos`]).
pub fn photos_of(table: &Table, mapping: &Mapping, paths: &[String], table_position: usize) -> Photos {
    named_photos(table, mapping, &mapping.houses(table), paths, table_position).photos
}

fn named_photos(
    table: &Table,
    mapping: &Mapping,
    lines: &[Result<House, Dropped>],
    paths: &[String],
    table_position: usize,
) -> Named {
    if mapping.photos.is_empty() {
        return Named { photos: photos::photos(paths, table_position), ..Named::default() };
    }
    let readable = lines.iter().zip(&table.rows);
    let houses: Vec<(u32, &[String])> = readable
        .filter_map(|(line, row)| Some((line.as_ref().ok()?.number, row.fields.as_deref().ok()?)))
        .collect();
    photos::by_columns(table, &mapping.photos, &houses, &Files::new(paths, table_position))
}

/// Why there is no photo at all.
fn no_photos(
    table: &Table,
    lines: &[Result<House, Dropped>],
    missing: &BTreeMap<(u32, String), String>,
) -> DatasetError {
    let first = lines.iter().zip(&table.rows).find_map(|(line, row)| {
        let number = line.as_ref().ok()?.number;
        let (_, name) = missing.range((number, String::new())..).next().filter(|((n, _), _)| *n == number)?;
        Some((name.clone(), row.line))
    });
    match first {
        Some((example, line)) => DatasetError::NoNamedPhotos { file: table.file.clone(), example, line },
        None => DatasetError::NoPhotos { file: table.file.clone() },
    }
}

/// Puts a listing and its tiled houses, in any order, together, and compares them.
///
/// # Errors
/// If no house is left, or the outcome of a house is missing or has not the size that `tile` asks for.
pub fn finish(
    listing: Listing,
    mut outcomes: Vec<Tiled<(Pixels, Looks)>>,
    tile: usize,
) -> Result<Dataset, DatasetError> {
    let stride = montage_bytes(tile, listing.rooms.len());
    outcomes.retain(|tiled| tiled.outcome.as_ref().map_or(true, |(pixels, _)| pixels.0.len() == stride));
    let (mut dataset, kept) = keep(listing, outcomes, tile)?;
    dataset.montages.pixels.reserve_exact(stride * kept.len());
    let mut looks = Vec::with_capacity(kept.len());
    for (montage, look) in kept {
        dataset.montages.pixels.extend(montage.0);
        looks.push(look);
    }
    dataset.report.findings = compare(&dataset.houses, &dataset.rooms, &looks);
    Ok(dataset)
}

/// The houses that can be used, still without pixels, and beside them the montage of each, or where it lies. Houses with
/// an unreadable photo are dropped; the rule about zip codes is not asked again, since it speaks of the table, and one
/// broken file should cost one house.
///
/// # Errors
/// If no house is left, or the outcome of a house is missing.
pub fn keep<P>(
    listing: Listing,
    outcomes: Vec<Tiled<P>>,
    tile: usize,
) -> Result<(Dataset, Vec<P>), DatasetError> {
    let Listing { name, rooms, attributes, houses: listed, photos: _, mut report } = listing;
    let mut by_position: Vec<_> = listed.iter().map(|_| None).collect();
    for tiled in outcomes {
        if let Some(slot) = by_position.get_mut(tiled.position) {
            *slot = Some(tiled.outcome);
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
            Some(Err(reason)) => report.dropped.push(Dropped { house: house.number, reason }),
            None => return Err(DatasetError::Unfinished { house: house.number }),
        }
    }
    report.dropped.sort_by_key(|dropped| dropped.house);
    report.count_kept(&houses, rooms.len())?;
    let montages = Montages { tile, photos: rooms.len(), pixels: Vec::new() };
    Ok((Dataset { name, rooms, attributes, houses, montages, report }, kept))
}

/// How many houses each zip code has.
fn count<'a>(houses: impl Iterator<Item = &'a House>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for house in houses {
        *counts.entry(house.zip_code.as_str()).or_default() += 1;
    }
    counts
}

impl DataReport {
    /// Figures over the houses kept; an error where there is none.
    fn count_kept(&mut self, houses: &[House], photos: usize) -> Result<(), DatasetError> {
        if houses.is_empty() {
            // A rare zip code is nobody's fault; a photo can be mended.
            let mendable =
                |d: &&Dropped| !matches!(d.reason, Reason::RareZipCode { .. } | Reason::BrokenLine { .. });
            let example = self.dropped.iter().find(mendable);
            let example =
                example.map(|d| text::dataset_house_problem(d.house, &d.reason)).unwrap_or_default();
            return Err(DatasetError::NoCompleteHouse { photos, example });
        }
        self.count(houses, photos);
        Ok(())
    }

    /// Figures over the houses kept, each with so many photos.
    pub fn count(&mut self, houses: &[House], photos: usize) {
        self.after = Summary::of(houses.iter(), photos * houses.len());
        self.zip_codes = zip_codes(houses);
    }
}

/// Figures of each zip code, most houses first; equal counts by code.
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
    /// Figures over `houses`, which own `photos` photos.
    pub fn of<'a>(houses: impl Iterator<Item = &'a House> + Clone, photos: usize) -> Summary {
        let zip_codes = count(houses.clone()).keys().filter(|code| !code.is_empty()).count();
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
    use crate::{Pixels, read_table};

    /// 30 houses in one zip code, 5 in another, prices 1,000 to 35,000, and all their photos.
    fn folder() -> (String, Vec<String>) {
        let line = |k: u32| format!("3 2 1500 {} {}\n", if k <= 30 { "11111" } else { "22222" }, k * 1000);
        let photo =
            |k: u32| ["bathroom", "bedroom", "frontal", "kitchen"].map(|room| format!("f/{k}_{room}.jpg"));
        let mut paths = vec!["f/HousesInfo.txt".to_owned()];
        paths.extend((1..=35).flat_map(photo));
        ((1..=35).map(line).collect(), paths)
    }

    fn listed(table: &str, paths: &[String]) -> Result<Listing, DatasetError> {
        list("f", &read_table(&paths[0], table.as_bytes())?, &Mapping::houses_info(), paths, 0)
    }

    fn tiled(listing: &Listing, tile: usize) -> Vec<Tiled<(Pixels, Looks)>> {
        let pixels = |position| vec![position as u8; 12 * tile * tile];
        (0..listing.houses.len())
            .rev()
            .map(|position| Tiled { position, outcome: Ok((Pixels(pixels(position)), Looks::default())) })
            .collect()
    }

    #[test]
    fn rare_zip_codes_then_missing_photos_go() {
        let (table, mut paths) = folder();
        paths.retain(|path| path != "f/7_kitchen.jpg" && path != "f/33_kitchen.jpg");
        let table = table.replace("3 2 1500 11111 9000\n", "three 2 1500 11111 9000\n");
        let listing = listed(&table, &paths).unwrap();
        let report = &listing.report;
        assert_eq!((report.rows, report.before.houses, report.after.houses), (35, 34, 28));
        assert_eq!((report.before.photos, report.after.photos), (134, 112));
        assert_eq!((report.before.zip_codes, report.after.zip_codes), (2, 1));
        let numbers: Vec<u32> = report.dropped.iter().map(|d| d.house).collect();
        assert_eq!(numbers, [7, 9, 31, 32, 33, 34, 35]);
        assert_eq!(report.dropped[0].reason, Reason::MissingPhoto { room: "kitchen".to_owned(), file: None });
        assert_eq!(report.dropped[1].reason.key(), "broken_line");
        assert_eq!(report.dropped[4].reason, Reason::RareZipCode { zip_code: "22222".to_owned(), houses: 5 });
        assert_eq!(paths[listing.photos_of(6)[2]], "f/8_frontal.jpg");
    }

    #[test]
    fn figures_are_those_of_pandas() {
        let (table, paths) = folder();
        let report = listed(&table, &paths).unwrap().report;
        // 1,000 to 30,000: mean 15,500; variance 1000^2 * 30 * 31 / 12 with n - 1.
        assert_eq!((report.after.mean_price, report.after.median_price), (15_500.0, 15_500.0));
        assert!((report.after.std_price - (1e6_f64 * 30.0 * 31.0 / 12.0).sqrt()).abs() < 1e-6);
        let zip = &report.zip_codes[0];
        assert_eq!((zip.houses, zip.min_price, zip.max_price), (30, 1000.0, 30_000.0));
    }

    #[test]
    fn an_unreadable_photo_costs_its_house_only() {
        let (table, paths) = folder();
        let listing = listed(&table, &paths).unwrap();
        let mut outcomes = tiled(&listing, 2);
        let reason =
            Reason::UnreadablePhoto { file: "5_frontal.jpg".to_owned(), problem: "It is empty.".to_owned() };
        for tiled in outcomes.iter_mut().filter(|tiled| (4..12).contains(&tiled.position)) {
            tiled.outcome = Err(reason.clone());
        }
        let dataset = finish(listing, outcomes, 2).unwrap();
        // 22 houses are left in the zip code, fewer than 25: the rule is about the table.
        assert_eq!(dataset.houses.len(), 22);
        assert_eq!(dataset.report.after.houses, 22);
        assert_eq!(dataset.report.zip_codes[0].houses, 22);
        let numbers: Vec<u32> = dataset.report.dropped.iter().map(|d| d.house).collect();
        assert_eq!(numbers[..9], [5, 6, 7, 8, 9, 10, 11, 12, 31]);
        assert_eq!(dataset.houses[4].number, 13);
        assert_eq!(dataset.montages.get(4).unwrap(), vec![12; 48]);
        assert_eq!(dataset.montages.get(22), None);
    }

    #[test]
    fn nothing_left_is_an_error_in_words() {
        let (table, paths) = folder();
        let only_table = &paths[..1];
        assert_eq!(
            listed(&table, only_table),
            Err(DatasetError::NoPhotos { file: "HousesInfo.txt".to_owned() })
        );
        let few: String = table.lines().skip(20).map(|line| format!("{line}\n")).collect();
        let error = listed(&few, &paths).unwrap_err();
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
        let error = listed(&table, &rooms).unwrap_err().to_string();
        assert!(error.starts_with("No house has all 3 photos") && error.contains("House 1: "), "{error}");
        let ones: Vec<String> = paths[..5].to_vec();
        assert_eq!(listed(&table, &ones), Err(DatasetError::NoRoom { houses: 35, with_photos: 1 }));

        let listing = listed(&table, &paths).unwrap();
        let unfinished = finish(listing.clone(), tiled(&listing, 2)[1..].to_vec(), 2);
        assert_eq!(unfinished, Err(DatasetError::Unfinished { house: 30 }));
        let wrong_size = finish(listing.clone(), tiled(&listing, 2), 3);
        assert_eq!(wrong_size, Err(DatasetError::Unfinished { house: 1 }));
        let reason = Reason::UnreadablePhoto { file: "x.jpg".to_owned(), problem: "It is empty.".to_owned() };
        let none = tiled(&listing, 2)
            .into_iter()
            .map(|tiled| Tiled { outcome: Err(reason.clone()), ..tiled })
            .collect();
        let error = finish(listing, none, 2).unwrap_err().to_string();
        assert_eq!(
            error,
            "No house has all 4 photos in a form that can be read. House 1: x.jpg cannot be read: It is empty."
        );
    }

    #[test]
    fn medians_of_odd_even_and_none() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
    }
}
