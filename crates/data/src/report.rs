//! The data report: what a dataset contains, what was dropped, and why.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DataIssue, HouseId};
use facade_record::lenient;
use facade_text as text;

/// Report on how a dataset was read and cleaned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DataReport {
    /// Number of rows in the table, readable or not.
    pub rows: usize,
    /// Statistics of the readable rows, before any house was dropped.
    pub before: Summary,
    /// Statistics of the houses kept.
    pub after: Summary,
    /// Zip codes of the houses kept, by descending number of houses, then by code.
    pub zip_codes: Vec<ZipCode>,
    /// The fewest houses that a zip code needed; 0 if it needed none, or if an earlier version wrote the report.
    pub min_per_zip_code: usize,
    /// Every dropped house, in table order.
    pub dropped: Vec<Dropped>,
    /// What the visitor should check. Issues that only a later version knows are skipped when reading a record.
    #[serde(rename = "findings", deserialize_with = "lenient::list")]
    pub issues: Vec<DataIssue>,
    /// Rooms that at least half of the houses have photos of, but that exceed the maximum of nine.
    pub rooms_left_out: Vec<String>,
}

/// Statistics of a set of houses. Prices in dollars; zero if there are no houses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Number of houses.
    pub houses: usize,
    /// Number of distinct zip codes.
    pub zip_codes: usize,
    /// Number of photos.
    pub photos: usize,
    /// Mean price.
    pub mean_price: f64,
    /// Sample standard deviation of the price (n - 1), as `pandas.Series.std`.
    pub std_price: f64,
    /// Median price.
    pub median_price: f64,
}

/// The houses of one zip code. Prices in dollars.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ZipCode {
    /// The code as written.
    pub code: String,
    /// Number of houses.
    pub houses: usize,
    /// Median price.
    pub median_price: f64,
    /// Lowest price.
    pub min_price: f64,
    /// Highest price.
    pub max_price: f64,
}

/// A dropped house.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dropped {
    /// The house's id; if it is missing or already taken, the number of its row, from 1.
    pub house: HouseId,
    /// Why it was dropped.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub reason: DropReason,
}

/// Why a house was dropped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum DropReason {
    /// Its zip code has fewer houses than the minimum.
    RareZipCode {
        /// The zip code.
        zip_code: String,
        /// Number of houses with it.
        houses: usize,
    },
    /// Its row in the table is unreadable.
    BrokenLine {
        /// The problem, as a sentence.
        problem: String,
    },
    /// A photo is missing.
    MissingPhoto {
        /// The room.
        room: String,
        /// The file that the table names, if any.
        file: Option<String>,
    },
    /// None of the photos belongs to it.
    NoPhotos,
    /// A photo exists but cannot be decoded.
    UnreadablePhoto {
        /// The file name.
        file: String,
        /// The problem, as a sentence.
        problem: String,
    },
    /// A reason that only a later version knows.
    #[default]
    Other,
}

impl DropReason {
    /// Identifier of the reason, used as a key of `dropped` in `facade inspect --json` and in the CSV report.
    pub fn key(&self) -> &'static str {
        match self {
            DropReason::RareZipCode { .. } => "rare_zip_code",
            DropReason::BrokenLine { .. } => "broken_line",
            DropReason::MissingPhoto { .. } => "missing_photo",
            DropReason::NoPhotos => "no_photos",
            DropReason::UnreadablePhoto { .. } => "unreadable_photo",
            DropReason::Other => "other",
        }
    }
}

impl DataReport {
    /// Takes over which photos look like another room from a report on the same photos, which the pretrained network had
    /// looked at.
    pub fn take_room_issues(&mut self, from: &DataReport) {
        let is_room = |issue: &DataIssue| matches!(issue, DataIssue::OtherRoom { .. });
        self.issues.retain(|issue| !is_room(issue));
        let is_later = |issue: &DataIssue| {
            matches!(
                issue,
                DataIssue::PoorPhoto { .. }
                    | DataIssue::ManyPoorPhotos { .. }
                    | DataIssue::OutlyingPrice { .. }
            )
        };
        let place = self.issues.iter().position(is_later).unwrap_or(self.issues.len());
        self.issues.splice(place..place, from.issues.iter().filter(|issue| is_room(issue)).cloned());
    }
}

/// A sentence for the visitor, shown beside the house's number.
impl fmt::Display for DropReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            DropReason::RareZipCode { zip_code, houses } => {
                text::t!(data_rare_zip_code, houses = *houses, zip_code)
            }
            DropReason::BrokenLine { problem } => return f.write_str(problem),
            DropReason::MissingPhoto { room, file: None } => text::data_no_photo(room),
            DropReason::MissingPhoto { room, file: Some(file) } => text::t!(data_no_photo_file, room, file),
            DropReason::NoPhotos => text::data_no_photos().to_owned(),
            DropReason::UnreadablePhoto { file, problem } => text::t!(data_unreadable_photo, file, problem),
            DropReason::Other => text::data_other_reason().to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_taken_over_and_all_else_stays() {
        let room = |house: u32| DataIssue::OtherRoom {
            house: house.into(),
            room: "bed".to_owned(),
            looks_like: "bath".to_owned(),
        };
        let copies = DataIssue::ManyAlike { photos: 3, of: 4 };
        let poor = DataIssue::ManyPoorPhotos { photos: 1, of: 4 };
        let looked = DataReport { issues: vec![room(1), room(2), poor.clone()], ..DataReport::default() };
        let mut report =
            DataReport { issues: vec![copies.clone(), room(3), poor.clone()], ..DataReport::default() };
        report.take_room_issues(&looked);
        assert_eq!(report.issues, [copies, room(1), room(2), poor]);
    }
}
