//! Which houses of a folder can be used. The price list is cleaned first, so that photos of houses that go anyway are
//! never read; houses whose photos turn out unreadable go at the end.

use std::collections::BTreeMap;

use super::{
    DataReport, Dataset, DatasetError, Dropped, House, Listing, Montages, Reason, Room, Summary, Tiled,
    ZipCode, photos, table,
};

/// Houses that a zip code needs to be kept: the tutorial's limit ("Keras, Regression, and CNNs").
pub const HOUSES_PER_ZIP_CODE: usize = 25;

/// Cleans the price list: drops lines that cannot be read, then houses of zip codes with fewer than
/// [`HOUSES_PER_ZIP_CODE`] houses in the table, then houses with a missing photo.
///
/// `name` is what was picked, `paths` every file, `table_position` the place of the table among them
/// ([`super::find_table`]).
///
/// # Errors
/// If the table cannot be read, or no house is left.
pub fn list(
    name: &str,
    table_bytes: &[u8],
    paths: &[String],
    table_position: usize,
) -> Result<Listing, DatasetError> {
    let table = table::read(table_bytes)?;
    let photos = photos::photos(paths, table_position);
    if photos.is_empty() {
        return Err(DatasetError::NoPhotos);
    }
    let photos_of = |house: &House| photos.get(&house.number).copied().unwrap_or_default();
    let all: Vec<&House> = table.lines.iter().filter_map(|line| line.as_ref().ok()).collect();
    let zip_codes = count(all.iter().copied());
    let most = zip_codes.values().copied().max().unwrap_or(0);
    if most < HOUSES_PER_ZIP_CODE {
        return Err(DatasetError::EveryZipCodeRare { needed: HOUSES_PER_ZIP_CODE, most });
    }

    let before_photos = all.iter().map(|house| photos_of(house).iter().flatten().count()).sum();
    let mut report = DataReport {
        rows: table.lines.len(),
        before: Summary::of(all.iter().copied(), before_photos),
        ..DataReport::default()
    };
    let (mut houses, mut kept_photos) = (Vec::new(), Vec::new());
    for line in &table.lines {
        let house = match line {
            Ok(house) => house,
            Err(dropped) => {
                report.dropped.push(dropped.clone());
                continue;
            }
        };
        let in_zip_code = zip_codes[house.zip_code.as_str()];
        let reason = if in_zip_code < HOUSES_PER_ZIP_CODE {
            Reason::RareZipCode { zip_code: house.zip_code.clone(), houses: in_zip_code }
        } else {
            match complete(photos_of(house)) {
                Ok(found) => {
                    houses.push(house.clone());
                    kept_photos.push(found);
                    continue;
                }
                Err(room) => Reason::MissingPhoto { room },
            }
        };
        report.dropped.push(Dropped { house: house.number, reason });
    }
    report.count_kept(&houses)?;
    Ok(Listing { name: name.to_owned(), houses, photos: kept_photos, report })
}

/// Puts a listing and its tiled houses, in any order, together. Houses with an unreadable photo are dropped; the rule
/// about zip codes is not asked again, since it speaks of the table, and one broken file should cost one house.
///
/// # Errors
/// If no house is left, or the outcome of a house is missing or has not the size that `tile` asks for.
pub fn finish(listing: Listing, outcomes: Vec<Tiled>, tile: usize) -> Result<Dataset, DatasetError> {
    let Listing { name, houses: listed, photos: _, mut report } = listing;
    let mut by_position: Vec<_> = listed.iter().map(|_| None).collect();
    for tiled in outcomes {
        if let Some(slot) = by_position.get_mut(tiled.position) {
            *slot = Some(tiled.outcome);
        }
    }

    let mut montages = Montages { tile, pixels: Vec::new() };
    let stride = montages.stride();
    montages.pixels.reserve_exact(stride * listed.len());
    let mut houses = Vec::with_capacity(listed.len());
    for (house, outcome) in listed.into_iter().zip(by_position) {
        match outcome {
            Some(Ok(pixels)) if pixels.0.len() == stride => {
                montages.pixels.extend_from_slice(&pixels.0);
                houses.push(house);
            }
            Some(Err(dropped)) => {
                report.dropped.push(Dropped { house: house.number, reason: dropped.reason });
            }
            _ => return Err(DatasetError::Unfinished { house: house.number }),
        }
    }
    report.dropped.sort_by_key(|dropped| dropped.house);
    report.count_kept(&houses)?;
    Ok(Dataset { name, houses, montages, report })
}

/// All four photos, or the first room without one.
fn complete(photos: [Option<usize>; 4]) -> Result<[usize; 4], Room> {
    let mut found = [0; 4];
    for (room, slot) in Room::ALL.into_iter().zip(&mut found) {
        *slot = photos[room as usize].ok_or(room)?;
    }
    Ok(found)
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
    fn count_kept(&mut self, houses: &[House]) -> Result<(), DatasetError> {
        if houses.is_empty() {
            // A rare zip code is nobody's fault; a photo can be mended.
            let mendable =
                |d: &&Dropped| !matches!(d.reason, Reason::RareZipCode { .. } | Reason::BrokenLine { .. });
            let example = self.dropped.iter().find(mendable);
            let example = example.map(|d| format!("House {}: {}", d.house, d.reason)).unwrap_or_default();
            return Err(DatasetError::NoCompleteHouse { example });
        }
        self.count(houses);
        Ok(())
    }

    /// Figures over the houses kept.
    pub(crate) fn count(&mut self, houses: &[House]) {
        self.after = Summary::of(houses.iter(), Room::ALL.len() * houses.len());
        self.zip_codes = zip_codes(houses);
    }
}

/// Figures of each zip code, most houses first; equal counts by code.
fn zip_codes(houses: &[House]) -> Vec<ZipCode> {
    let mut prices: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for house in houses {
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
    pub(crate) fn of<'a>(houses: impl Iterator<Item = &'a House> + Clone, photos: usize) -> Summary {
        let zip_codes = count(houses.clone()).len();
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

/// Median; the mean of the middle two where there is no middle one, zero of nothing.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.len().saturating_sub(1) / 2, sorted.len() / 2);
    match (sorted.get(low), sorted.get(high)) {
        (Some(low), Some(high)) => (low + high) / 2.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Pixels;

    /// 30 houses in one zip code, 5 in another, prices 1,000 to 35,000, and all their photos.
    fn folder() -> (String, Vec<String>) {
        let line = |k: u32| format!("3 2 1500 {} {}\n", if k <= 30 { "11111" } else { "22222" }, k * 1000);
        let photo = |k: u32| Room::ALL.map(|room| format!("f/{k}_{}.jpg", room.word()));
        let mut paths = vec!["f/HousesInfo.txt".to_owned()];
        paths.extend((1..=35).flat_map(photo));
        ((1..=35).map(line).collect(), paths)
    }

    fn tiled(listing: &Listing, tile: usize) -> Vec<Tiled> {
        let pixels = |position| vec![position as u8; 12 * tile * tile];
        (0..listing.houses.len())
            .rev()
            .map(|position| Tiled { position, outcome: Ok(Pixels(pixels(position))) })
            .collect()
    }

    #[test]
    fn rare_zip_codes_then_missing_photos_go() {
        let (table, mut paths) = folder();
        paths.retain(|path| path != "f/7_kitchen.jpg" && path != "f/33_kitchen.jpg");
        let table = table.replace("3 2 1500 11111 9000\n", "three 2 1500 11111 9000\n");
        let listing = list("f", table.as_bytes(), &paths, 0).unwrap();
        let report = &listing.report;
        assert_eq!((report.rows, report.before.houses, report.after.houses), (35, 34, 28));
        assert_eq!((report.before.photos, report.after.photos), (134, 112));
        assert_eq!((report.before.zip_codes, report.after.zip_codes), (2, 1));
        let numbers: Vec<u32> = report.dropped.iter().map(|d| d.house).collect();
        assert_eq!(numbers, [7, 9, 31, 32, 33, 34, 35]);
        assert_eq!(report.dropped[0].reason, Reason::MissingPhoto { room: Room::Kitchen });
        assert_eq!(report.dropped[1].reason.key(), "broken_line");
        assert_eq!(report.dropped[4].reason, Reason::RareZipCode { zip_code: "22222".to_owned(), houses: 5 });
        assert_eq!(paths[listing.photos[6][2]], "f/8_frontal.jpg");
    }

    #[test]
    fn figures_are_those_of_pandas() {
        let (table, paths) = folder();
        let report = list("f", table.as_bytes(), &paths, 0).unwrap().report;
        // 1,000 to 30,000: mean 15,500; variance 1000^2 * 30 * 31 / 12 with n - 1.
        assert_eq!((report.after.mean_price, report.after.median_price), (15_500.0, 15_500.0));
        assert!((report.after.std_price - (1e6_f64 * 30.0 * 31.0 / 12.0).sqrt()).abs() < 1e-6);
        let zip = &report.zip_codes[0];
        assert_eq!((zip.houses, zip.min_price, zip.max_price), (30, 1000.0, 30_000.0));
    }

    #[test]
    fn an_unreadable_photo_costs_its_house_only() {
        let (table, paths) = folder();
        let listing = list("f", table.as_bytes(), &paths, 0).unwrap();
        let mut outcomes = tiled(&listing, 2);
        let reason =
            Reason::UnreadablePhoto { file: "5_frontal.jpg".to_owned(), problem: "It is empty.".to_owned() };
        for tiled in outcomes.iter_mut().filter(|tiled| (4..12).contains(&tiled.position)) {
            tiled.outcome = Err(Dropped { house: 0, reason: reason.clone() });
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
        assert_eq!(list("f", table.as_bytes(), only_table, 0), Err(DatasetError::NoPhotos));
        let few: String = table.lines().skip(20).map(|line| format!("{line}\n")).collect();
        let error = list("f", few.as_bytes(), &paths, 0).unwrap_err();
        assert_eq!(error, DatasetError::EveryZipCodeRare { needed: 25, most: 10 });

        let kitchens: Vec<String> = paths.iter().filter(|path| !path.contains("frontal")).cloned().collect();
        let error = list("f", table.as_bytes(), &kitchens, 0).unwrap_err().to_string();
        assert!(error.contains("House 1: ") && error.contains("frontal"), "{error}");

        let listing = list("f", table.as_bytes(), &paths, 0).unwrap();
        let unfinished = finish(listing.clone(), tiled(&listing, 2)[1..].to_vec(), 2);
        assert_eq!(unfinished, Err(DatasetError::Unfinished { house: 30 }));
        let wrong_size = finish(listing.clone(), tiled(&listing, 2), 3);
        assert_eq!(wrong_size, Err(DatasetError::Unfinished { house: 1 }));
        let reason = Reason::UnreadablePhoto { file: "x.jpg".to_owned(), problem: "It is empty.".to_owned() };
        let none = tiled(&listing, 2)
            .into_iter()
            .map(|tiled| Tiled { outcome: Err(Dropped { house: 0, reason: reason.clone() }), ..tiled })
            .collect();
        let error = finish(listing, none, 2).unwrap_err().to_string();
        assert_eq!(
            error,
            "No house has four photos that can be read. House 1: x.jpg cannot be read: It is empty."
        );
    }

    #[test]
    fn medians_of_odd_even_and_none() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
    }
}
