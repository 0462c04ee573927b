//! The built-in sample: 240 synthetic houses in three invented zip codes, drawn identically on every machine.
//!
//! The price depends on what is drawn (`plan.rs`), so that a network can learn it from the images: storeys and width
//! of the front, finish of the rooms, garden and pool, and the landscape of the zip code. A few percent are random.

mod canvas;
mod front;
mod plan;
mod rooms;

use crate::{Image, photo_features, resize_into_tile};
use facade_data::{DataReport, Dataset, House, MIN_PER_ZIP_CODE, Montages, NETWORK, Rooms, Summary};
use facade_features::Extractor;
use facade_platform as platform;
pub use plan::HOUSES;
use plan::Plan;

/// The price list.
pub fn houses() -> Vec<House> {
    plan::all().iter().map(Plan::house).collect()
}

/// The four photos of house `number`, 128 by 96 pixels, in montage order. `None` if there is no such house.
pub fn photos(number: u32) -> Option<[Image; 4]> {
    let plans = plan::all();
    plans.iter().find(|plan| plan.number == number).map(draw)
}

/// The sample as a dataset, its montages built as those of a folder.
pub fn dataset(tile: usize) -> Dataset {
    dataset_with_features(tile, None)
}

/// The same, with features of the photos if there is a network.
pub fn dataset_with_features(tile: usize, extractor: Option<&Extractor>) -> Dataset {
    let plans = plan::all();
    let houses: Vec<House> = plans.iter().map(Plan::house).collect();
    let rooms = Rooms::default();
    let mut montages = Montages::new(tile, rooms.len(), extractor.map_or("", |_| NETWORK));
    let of_house = platform::parallel_map(plans.len(), |position| {
        let mut pixels = vec![0; montages.montage_bytes()];
        let images = draw(&plans[position]);
        for (photo, image) in images.iter().enumerate() {
            resize_into_tile(image, photo, rooms.len(), tile, &mut pixels);
        }
        let features: Vec<u8> =
            images.iter().flat_map(|image| photo_features(image, extractor.into())).collect();
        (pixels, features)
    });
    let (pixels, features): (Vec<_>, Vec<_>) = of_house.into_iter().unzip();
    montages.pixels = [pixels.concat(), features.concat()].concat();
    let before = Summary::of(houses.iter(), rooms.len() * houses.len());
    let mut report = DataReport {
        rows: houses.len(),
        before,
        min_per_zip_code: MIN_PER_ZIP_CODE,
        ..DataReport::default()
    };
    report.summarise(&houses, rooms.len());
    let attributes = ["bedrooms", "bathrooms", "area"].map(str::to_owned).into();
    Dataset { name: facade_data::SAMPLE_NAME.to_owned(), rooms, attributes, houses, montages, report }
}

fn draw(plan: &Plan) -> [Image; 4] {
    [rooms::bathroom(plan), rooms::bedroom(plan), front::front(plan), rooms::kitchen(plan)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FNV-1a, 64 bits.
    fn hash(bytes: &[u8]) -> u64 {
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
    }

    #[test]
    fn the_drawings_are_the_same_everywhere() {
        // If this hash changes, so do the images that visitors see and every figure measured on the sample.
        assert_eq!(format!("{:016x}", hash(&dataset(32).montages.pixels)), "52524a02f29e1b6d");
    }

    #[test]
    fn there_are_80_houses_in_each_of_three_zip_codes() {
        let dataset = dataset(8);
        assert_eq!(dataset.houses.len(), HOUSES as usize);
        assert_eq!(dataset.montages.pixels.len(), dataset.montages.house_bytes() * dataset.houses.len());
        let counts: Vec<usize> = dataset.report.zip_codes.iter().map(|code| code.houses).collect();
        assert_eq!(counts, [80, 80, 80]);
        assert!(dataset.houses.iter().zip(1..).all(|(house, number)| house.id == u32::into(number)));
        assert!(dataset.report.dropped.is_empty());
        assert_eq!(photos(1).map(|photos| photos.map(|p| (p.width, p.height))), Some([(128, 96); 4]));
        assert_eq!(photos(0), None);
        assert_eq!(photos(HOUSES + 1), None);
    }

    #[test]
    fn prices_are_distributed_realistically() {
        let mut prices: Vec<f64> = houses().iter().map(|house| house.price).collect();
        prices.sort_by(f64::total_cmp);
        assert!((90_000.0..200_000.0).contains(&prices[0]), "{prices:?}");
        assert!((2_000_000.0..3_500_000.0).contains(&prices[239]), "{prices:?}");
        // Right-skewed: the mean is above the median.
        let summary = dataset(4).report.after;
        assert!(summary.mean_price > 1.15 * summary.median_price, "{summary:?}");
    }

    #[test]
    fn no_two_fronts_are_the_same() {
        let mut fronts: Vec<Vec<u8>> = plan::all().iter().map(|plan| front::front(plan).rgb).collect();
        fronts.sort();
        fronts.dedup();
        assert_eq!(fronts.len(), HOUSES as usize);
    }
}
