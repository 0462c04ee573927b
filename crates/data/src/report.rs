//! What was found in a folder, what was left out, and why.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Finding;
use facade_record::lenient;
use facade_text as text;

/// The story of a folder: before, after, and every house in between.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DataReport {
    /// Rows of the table, readable or not.
    pub rows: usize,
    /// The readable rows, before any house was left out.
    pub before: Summary,
    /// The houses kept.
    pub after: Summary,
    /// Zip codes of the houses kept, most houses first; equal counts by code.
    pub zip_codes: Vec<ZipCode>,
    /// Every house that was left out, in the order of the table.
    pub dropped: Vec<Dropped>,
    /// What a person should look at. Of what a later version has found, that which this one knows.
    #[serde(deserialize_with = "lenient::list")]
    pub findings: Vec<Finding>,
    /// Rooms that at least half of the houses have photos of, and that found no place among the nine of a montage.
    pub rooms_left_out: Vec<String>,
}

/// Figures over a set of houses. Prices in dollars; zero where there is no house.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// How many houses.
    pub houses: usize,
    /// How many different zip codes.
    pub zip_codes: usize,
    /// How many photos belong to them.
    pub photos: usize,
    /// Mean price.
    pub mean_price: f64,
    /// Standard deviation of the price with one degree of freedom taken off (n - 1), as pandas prints it.
    pub std_price: f64,
    /// Median price.
    pub median_price: f64,
}

/// The houses of one zip code. Prices in dollars.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ZipCode {
    /// The code, as written.
    pub code: String,
    /// How many houses.
    pub houses: usize,
    /// Median price.
    pub median_price: f64,
    /// Lowest price.
    pub min_price: f64,
    /// Highest price.
    pub max_price: f64,
}

/// A house that was left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dropped {
    /// Its number; where that could not be read, or is another house's, the row's, from 1.
    pub house: u32,
    /// Why.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub reason: Reason,
}

/// Why a house was left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Reason {
    /// Its zip code has too few houses to learn from.
    RareZipCode {
        /// The code.
        zip_code: String,
        /// How many houses share it.
        houses: usize,
    },
    /// Its line in the table could not be read.
    BrokenLine {
        /// What is wrong with it, in words.
        problem: String,
    },
    /// A photo is not in the folder.
    MissingPhoto {
        /// Which one.
        room: String,
        /// The file that the table names, where it names one.
        file: Option<String>,
    },
    /// A photo is there but is not a picture that can be read.
    UnreadablePhoto {
        /// The file's name.
        file: String,
        /// What the decoder says, in words.
        problem: String,
    },
    /// One that only a later version knows.
    #[default]
    Other,
}

impl Reason {
    /// A short name under which houses are counted: the keys of `dropped` in `facade inspect --json`.
    pub fn key(&self) -> &'static str {
        match self {
            Reason::RareZipCode { .. } => "rare_zip_code",
            Reason::BrokenLine { .. } => "broken_line",
            Reason::MissingPhoto { .. } => "missing_photo",
            Reason::UnreadablePhoto { .. } => "unreadable_photo",
            Reason::Other => "other",
        }
    }
}

/// A sentence for the visitor; the house is named beside it.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Reason::RareZipCode { zip_code, houses } => text::data_rare_zip_code(*houses, zip_code),
            Reason::BrokenLine { problem } => return f.write_str(problem),
            Reason::MissingPhoto { room, file: None } => text::data_no_photo(room),
            Reason::MissingPhoto { room, file: Some(file) } => text::data_no_photo_file(room, file),
            Reason::UnreadablePhoto { file, problem } => text::data_unreadable_photo(file, problem),
            Reason::Other => text::data_other_reason().to_owned(),
        })
    }
}
