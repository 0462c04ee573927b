//! Issues in a dataset that the visitor should check. Nothing is dropped automatically.

use serde::{Deserialize, Serialize};

use super::{House, HouseId, PhotoDefect, median};

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
    /// A photo is of little use.
    PoorPhoto {
        /// The house's id.
        house: HouseId,
        /// The room.
        room: String,
        /// What is wrong with it.
        defect: PhotoDefect,
    },
    /// Too many photos are of little use to list them.
    ManyPoorPhotos {
        /// Number of such photos.
        photos: usize,
        /// Number of all photos.
        of: usize,
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
    /// A price is far from what a network that was not trained on the house predicts. Found after a run.
    UnlikelyPrice {
        /// The house's id.
        house: HouseId,
        /// The predicted price, in dollars.
        expected: f64,
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
            DataIssue::PoorPhoto { defect: PhotoDefect::Tiny { .. }, .. } => "tiny_photo",
            DataIssue::PoorPhoto { defect: PhotoDefect::Dark, .. } => "dark_photo",
            DataIssue::PoorPhoto { defect: PhotoDefect::Blurred, .. } => "blurred_photo",
            DataIssue::ManyPoorPhotos { .. } => "many_poor_photos",
            DataIssue::OutlyingPrice { .. } => "outlying_price",
            DataIssue::UnlikelyPrice { .. } => "unlikely_price",
        }
    }

    /// Ids of the houses concerned.
    pub fn houses(&self) -> Vec<HouseId> {
        match self {
            DataIssue::Shared { houses, .. } => houses.to_vec(),
            DataIssue::ManyAlike { .. } | DataIssue::ManyPoorPhotos { .. } => Vec::new(),
            DataIssue::SamePhoto { house, .. }
            | DataIssue::OtherRoom { house, .. }
            | DataIssue::PoorPhoto { house, .. }
            | DataIssue::OutlyingPrice { house, .. }
            | DataIssue::UnlikelyPrice { house, .. } => vec![house.clone()],
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

/// Median and robust standard deviation.
fn centre_and_std(values: &[f64]) -> (f64, f64) {
    let centre = median(values);
    let deviations: Vec<f64> = values.iter().map(|value| (value - centre).abs()).collect();
    (centre, MAD_TO_STD * median(&deviations))
}

/// Houses whose price differs from the prediction by more than 3.5 robust standard deviations of the log ratio, the
/// largest difference first. `held_out` holds training houses with price and prediction, in dollars, by networks that were
/// not trained on them. Test houses do not belong here: leaving out those that are hard to predict would make the test
/// error too low.
///
/// What all predictions have in common, such as a calibration factor, is removed: half of the houses cost more than what
/// is expected of them.
pub fn unlikely_prices<'a>(held_out: impl Iterator<Item = (&'a HouseId, f64, f64)>) -> Vec<DataIssue> {
    let usable = held_out.filter(|(_, price, predicted)| *price > 0.0 && *predicted > 0.0);
    let ratios: Vec<(&HouseId, f64, f64)> =
        usable.map(|(house, price, predicted)| (house, predicted, (price / predicted).ln())).collect();
    let logs: Vec<f64> = ratios.iter().map(|(_, _, log)| *log).collect();
    if logs.len() < MIN_COMPARABLE {
        return Vec::new();
    }
    let (centre, std) = centre_and_std(&logs);
    let deviation = |log: f64| (log - centre).abs();
    let is_far = |(_, _, log): &(&HouseId, f64, f64)| std > 0.0 && deviation(*log) > MAX_DEVIATIONS * std;
    let mut far: Vec<(&HouseId, f64, f64)> = ratios.into_iter().filter(is_far).collect();
    far.sort_by(|a, b| deviation(b.2).total_cmp(&deviation(a.2)));
    let issue = |(house, predicted, _): (&HouseId, f64, f64)| DataIssue::UnlikelyPrice {
        house: house.clone(),
        expected: predicted * centre.exp(),
    };
    far.into_iter().map(issue).collect()
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
    fn prices_far_from_their_prediction_are_unlikely() {
        // All predictions are a fifth too low, and off by up to ten percent more.
        let ids: Vec<HouseId> = (0..40u32).map(HouseId::from).collect();
        let mut all: Vec<(&HouseId, f64, f64)> =
            ids.iter().enumerate().map(|(at, id)| (id, 1e5, 0.8e5 * (0.9 + 0.005 * at as f64))).collect();
        assert_eq!(unlikely_prices(all.iter().copied()), []);
        all[7].1 = 9e5;
        all[30].1 = 1e4;
        let found = unlikely_prices(all.iter().copied());
        let houses: Vec<HouseId> = found.iter().flat_map(DataIssue::houses).collect();
        assert_eq!(houses, [30.into(), 7.into()], "the larger ratio first");
        let DataIssue::UnlikelyPrice { expected, .. } = found[1] else { panic!() };
        assert!((0.9e5..1.1e5).contains(&expected), "{expected}");
        // Predictions can be below zero.
        all[7].2 = -1.0;
        assert_eq!(unlikely_prices(all.iter().copied()).len(), 1);
        assert_eq!(unlikely_prices(all[..19].iter().copied()), [], "too few to compare");
    }

    #[test]
    fn equal_prices_have_no_outlier() {
        let mut houses: Vec<House> = (1..=40).map(|k| house(k, "", 1e5)).collect();
        houses.push(house(41, "", 9e5));
        assert_eq!(outlying_prices(&houses), []);
    }
}
