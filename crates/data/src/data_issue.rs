//! Issues in a dataset that the visitor should check. Nothing is dropped automatically.

use serde::{Deserialize, Serialize};

use super::{House, HouseId, median};

/// An issue that may impair training or make the test error look too low.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DataIssue {
    /// A house uses one photo for two rooms.
    SamePhoto {
        /// The house's id.
        house: HouseId,
        /// The two rooms.
        rooms: [String; 2],
    },
    /// Two houses share photos.
    Shared {
        /// The houses' ids, in table order.
        houses: [HouseId; 2],
        /// The rooms of the shared photos in the first house.
        rooms: Vec<String>,
        /// Whether all of them are byte-identical; otherwise some are only similar.
        identical: bool,
    },
    /// Too many photos are similar to another one to list them.
    ManyAlike {
        /// Number of similar photos.
        photos: usize,
        /// Number of all photos.
        of: usize,
    },
    /// A photo looks like another room than the one it is named after.
    OtherRoom {
        /// The house's id.
        house: HouseId,
        /// The room it is named after.
        room: String,
        /// The room it looks like.
        looks_like: String,
    },
    /// A price is far from those of comparable houses.
    OutlyingPrice {
        /// The house's id.
        house: HouseId,
        /// The price divided by the median price of the comparable houses.
        times_median: f64,
        /// The zip code of the comparable houses; empty if all houses were used.
        zip_code: String,
    },
}

impl DataIssue {
    /// Identifier of the kind of issue, used in the CSV report.
    pub fn key(&self) -> &'static str {
        match self {
            DataIssue::SamePhoto { .. } => "same_photo",
            DataIssue::Shared { identical: true, .. } => "shared_photo",
            DataIssue::Shared { identical: false, .. } => "similar_photo",
            DataIssue::ManyAlike { .. } => "many_alike",
            DataIssue::OtherRoom { .. } => "other_room",
            DataIssue::OutlyingPrice { .. } => "outlying_price",
        }
    }

    /// Ids of the houses concerned.
    pub fn houses(&self) -> Vec<HouseId> {
        match self {
            DataIssue::Shared { houses, .. } => houses.to_vec(),
            DataIssue::ManyAlike { .. } => Vec::new(),
            DataIssue::SamePhoto { house, .. }
            | DataIssue::OtherRoom { house, .. }
            | DataIssue::OutlyingPrice { house, .. } => vec![house.clone()],
        }
    }
}

/// Threshold for outliers, in robust standard deviations from the median (modified z-score: Iglewicz and Hoaglin,
/// "How to Detect and Handle Outliers", 1993).
const MAX_DEVIATIONS: f64 = 3.5;
/// Standard deviation of a normal distribution divided by its median absolute deviation.
const MAD_TO_STD: f64 = 1.4826;
/// Minimum number of houses for a comparison. A zip code with fewer is compared with all houses.
const MIN_COMPARABLE: usize = 20;

/// Houses whose log price is more than 3.5 robust standard deviations from the median of their zip code or, if that
/// has few houses, of all houses. In the order of `houses`.
pub(super) fn outlying_prices(houses: &[House]) -> Vec<DataIssue> {
    let mut codes: std::collections::BTreeMap<&str, Vec<f64>> = Default::default();
    for house in houses {
        codes.entry(&house.zip_code).or_default().push(house.price.ln());
    }
    let centre_and_std = |logs: &[f64]| {
        let centre = median(logs);
        let deviations: Vec<f64> = logs.iter().map(|log| (log - centre).abs()).collect();
        (centre, MAD_TO_STD * median(&deviations))
    };
    let all: Vec<f64> = houses.iter().map(|house| house.price.ln()).collect();
    let of_all = (all.len() >= MIN_COMPARABLE).then(|| centre_and_std(&all));
    let of_codes: std::collections::BTreeMap<&str, (f64, f64)> = codes
        .iter()
        .filter(|(code, logs)| !code.is_empty() && logs.len() >= MIN_COMPARABLE)
        .map(|(code, logs)| (*code, centre_and_std(logs)))
        .collect();
    let outlier = |house: &House| {
        let own = of_codes.get(house.zip_code.as_str());
        let (centre, std) = own.copied().or(of_all)?;
        let deviation = house.price.ln() - centre;
        (std > 0.0 && deviation.abs() > MAX_DEVIATIONS * std).then(|| DataIssue::OutlyingPrice {
            house: house.id.clone(),
            times_median: deviation.exp(),
            zip_code: own.map(|_| house.zip_code.clone()).unwrap_or_default(),
        })
    };
    houses.iter().filter_map(outlier).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(number: u32, zip_code: &str, price: f64) -> House {
        House {
            id: HouseId::from(number),
            price,
            zip_code: zip_code.to_owned(),
            attributes: Vec::new(),
            date: None,
            missing_photos: Vec::new(),
        }
    }

    #[test]
    fn a_price_is_compared_within_its_zip_code_if_that_has_enough_houses() {
        let mut houses: Vec<House> =
            (1..=30).map(|k| house(k, "dear", 1e6 * (1.0 + 0.01 * f64::from(k)))).collect();
        houses.extend((31..=60).map(|k| house(k, "cheap", 1e5 * (1.0 + 0.01 * f64::from(k)))));
        assert_eq!(outlying_prices(&houses), [], "one code is ten times the other, but each is homogeneous");
        houses.push(house(61, "cheap", 1e6));
        houses.push(house(62, "far away", 5e4));
        let found = outlying_prices(&houses);
        let outliers: Vec<(Vec<HouseId>, &str)> = found
            .iter()
            .map(|issue| match issue {
                DataIssue::OutlyingPrice { zip_code, .. } => (issue.houses(), zip_code.as_str()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(outliers, [(vec![61.into()], "cheap")], "62 is compared with all, which vary widely");
        let DataIssue::OutlyingPrice { times_median, .. } = &found[0] else { panic!() };
        assert!((6.0..8.0).contains(times_median), "{times_median}");
        assert_eq!(outlying_prices(&houses[..5]), [], "five houses are too few");
    }

    #[test]
    fn equal_prices_have_no_outlier() {
        let mut houses: Vec<House> = (1..=40).map(|k| house(k, "", 1e5)).collect();
        houses.push(house(41, "", 9e5));
        assert_eq!(outlying_prices(&houses), []);
    }
}
