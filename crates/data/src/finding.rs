//! What in a dataset a person should look at. Nothing here is dropped by itself: the visitor decides.

use serde::{Deserialize, Serialize};

use super::{House, median};

/// Something about one house or two that may spoil training or flatter the test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Finding {
    /// One photo stands for two rooms of a house.
    SamePhoto {
        /// The house's number.
        house: u32,
        /// The two rooms.
        rooms: [String; 2],
    },
    /// Two houses share photos.
    Shared {
        /// Their numbers, the smaller first.
        houses: [u32; 2],
        /// The rooms of the shared photos, of the first house.
        rooms: Vec<String>,
        /// Whether all of them are the same byte for byte; if not, some only look the same.
        identical: bool,
    },
    /// So many photos look like another one that copies are not listed.
    ManyAlike {
        /// How many.
        photos: usize,
        /// Of how many.
        of: usize,
    },
    /// A photo looks like another room than its name says.
    OtherRoom {
        /// The house's number.
        house: u32,
        /// What the name says.
        room: String,
        /// What the photo looks like.
        looks_like: String,
    },
    /// A price far from those of comparable houses.
    OutlyingPrice {
        /// The house's number.
        house: u32,
        /// The price divided by the median of the houses that it was compared with.
        times_median: f64,
        /// The zip code of those houses; empty where it was compared with all.
        zip_code: String,
    },
}

impl Finding {
    /// A short name under which findings are counted: the keys of `findings` in `facade inspect --json`.
    pub fn key(&self) -> &'static str {
        match self {
            Finding::SamePhoto { .. } => "same_photo",
            Finding::Shared { identical: true, .. } => "shared_photo",
            Finding::Shared { identical: false, .. } => "similar_photo",
            Finding::ManyAlike { .. } => "many_alike",
            Finding::OtherRoom { .. } => "other_room",
            Finding::OutlyingPrice { .. } => "outlying_price",
        }
    }

    /// The houses that it is about.
    pub fn houses(&self) -> Vec<u32> {
        match self {
            Finding::Shared { houses, .. } => houses.to_vec(),
            Finding::ManyAlike { .. } => Vec::new(),
            Finding::SamePhoto { house, .. }
            | Finding::OtherRoom { house, .. }
            | Finding::OutlyingPrice { house, .. } => vec![*house],
        }
    }
}

/// Distance from the median, in robust standard deviations, beyond which a value counts as an outlier (Iglewicz and
/// Hoaglin, "How to Detect and Handle Outliers", 1993).
const OUTLIER: f64 = 3.5;
/// The standard deviation of a normal distribution over its median absolute deviation.
const MAD_TO_STD: f64 = 1.4826;
/// Houses that a zip code needs for its prices to be compared among themselves.
const COMPARABLE: usize = 20;

/// Houses whose price lies far from those of their zip code or, where that has few houses, from all: on a logarithmic
/// scale, more than 3.5 robust standard deviations from the median. In the order of the houses.
pub(super) fn outlying_prices(houses: &[House]) -> Vec<Finding> {
    let mut codes: std::collections::BTreeMap<&str, Vec<f64>> = Default::default();
    for house in houses {
        codes.entry(&house.zip_code).or_default().push(house.price.ln());
    }
    let spread = |logs: &[f64]| {
        let middle = median(logs);
        let apart: Vec<f64> = logs.iter().map(|log| (log - middle).abs()).collect();
        (middle, MAD_TO_STD * median(&apart))
    };
    let all: Vec<f64> = houses.iter().map(|house| house.price.ln()).collect();
    let of_all = (all.len() >= COMPARABLE).then(|| spread(&all));
    let of_codes: std::collections::BTreeMap<&str, (f64, f64)> = codes
        .iter()
        .filter(|(code, logs)| !code.is_empty() && logs.len() >= COMPARABLE)
        .map(|(code, logs)| (*code, spread(logs)))
        .collect();
    let outlier = |house: &House| {
        let own = of_codes.get(house.zip_code.as_str());
        let (middle, deviation) = own.copied().or(of_all)?;
        let apart = house.price.ln() - middle;
        (deviation > 0.0 && apart.abs() > OUTLIER * deviation).then(|| Finding::OutlyingPrice {
            house: house.number,
            times_median: apart.exp(),
            zip_code: own.map(|_| house.zip_code.clone()).unwrap_or_default(),
        })
    };
    houses.iter().filter_map(outlier).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(number: u32, zip_code: &str, price: f64) -> House {
        House { number, price, zip_code: zip_code.to_owned(), attributes: Vec::new() }
    }

    #[test]
    fn a_price_is_compared_within_its_zip_code_where_that_has_houses_enough() {
        let mut houses: Vec<House> =
            (1..=30).map(|k| house(k, "dear", 1e6 * (1.0 + 0.01 * f64::from(k)))).collect();
        houses.extend((31..=60).map(|k| house(k, "cheap", 1e5 * (1.0 + 0.01 * f64::from(k)))));
        assert_eq!(outlying_prices(&houses), [], "the one is ten times the other, but not among its own");
        houses.push(house(61, "cheap", 1e6));
        houses.push(house(62, "far away", 5e4));
        let found = outlying_prices(&houses);
        let told: Vec<(Vec<u32>, &str)> = found
            .iter()
            .map(|finding| match finding {
                Finding::OutlyingPrice { zip_code, .. } => (finding.houses(), zip_code.as_str()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told, [(vec![61], "cheap")], "62 is compared with all, which are spread widely");
        let Finding::OutlyingPrice { times_median, .. } = &found[0] else { panic!() };
        assert!((6.0..8.0).contains(times_median), "{times_median}");
        assert_eq!(outlying_prices(&houses[..5]), [], "five houses say nothing");
    }

    #[test]
    fn equal_prices_have_no_outlier() {
        let mut houses: Vec<House> = (1..=40).map(|k| house(k, "", 1e5)).collect();
        houses.push(house(41, "", 9e5));
        assert_eq!(outlying_prices(&houses), []);
    }
}
