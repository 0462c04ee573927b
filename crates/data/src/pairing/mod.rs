//! Pairs photos with the rows of a table.
//!
//! There are many ways in which people tell which photo belongs to which house: by the names of files in the table, by
//! an id anywhere in the photo's name or in its folder's, by the number of the row. [`hypotheses()`] tries them and ranks
//! the results by how much of the files and of the table they explain; [`is_clear`] says whether the first is certain
//! enough not to ask; [`pair`] carries out one of them.

mod by_file_names;
mod by_id;
mod documented;
mod evaluate;
mod file_lookup;
mod hypotheses;
mod ids;
mod judge;
mod names;
mod numbering;
mod photos;
mod place;
mod room_names;
mod search;
mod serials;
mod trees;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use self::file_lookup::{FileLookup, Lookup, file_names, looks_like_photo};
pub use self::hypotheses::{hypotheses, pair};
pub(crate) use self::ids::Ids;
pub use self::judge::is_clear;
pub(crate) use self::names::fold_name;
pub(crate) use self::photos::Photos;
pub use self::place::IdPlace;
pub(crate) use self::room_names::normalise_room;
use crate::{Mapping, Table};

/// House number -> room -> index in the list of paths.
type PhotoIndex = BTreeMap<u32, BTreeMap<String, usize>>;

/// Photos and the rows of a table that they belong to, by one hypothesis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pairing {
    /// The hypothesis: what the columns mean and how photos are named.
    pub mapping: Mapping,
    /// By what the photos are paired.
    pub method: PairingMethod,
    /// The paired photos, sorted by row and room. Of rows with the same id, the first stands for the house.
    pub photos: Vec<PairedPhoto>,
    /// Names in the table that no file has, sorted by row and room.
    pub missing: Vec<MissingFile>,
    /// Photos that belong to no row, as indices in the list of paths, in its order.
    pub unpaired: Vec<usize>,
    /// Photos that repeat another: a second download, another ending, another folder with the same photos. They are not
    /// used. Indices in the list of paths, in its order.
    pub copies: Vec<usize>,
    /// Number of photos or names that fit several rows or files. They are never paired.
    pub ambiguous: usize,
    /// Number of rows with at least one photo.
    pub rows: usize,
    /// Another column that may be the price as well.
    pub price_doubt: Option<usize>,
    /// Whether a word in the column's name says that it is the price. Otherwise its numbers are only the largest.
    #[serde(default)]
    pub price_is_named: bool,
    /// Prices far from all others, as the table writes them; at most three.
    #[serde(default)]
    pub odd_prices: Vec<String>,
    /// What speaks for and against the hypothesis.
    pub(crate) evidence: Evidence,
}

/// By what photos are paired with rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PairingMethod {
    /// By nothing: no photo fits.
    #[default]
    Nothing,
    /// The table has the names of the files.
    FileNames,
    /// The photo's file name has the id of a row.
    IdInFileName,
    /// The name of a folder above the photo has the id of a row.
    IdInFolderName,
    /// The photo's file name has the number of a row.
    RowNumber,
    /// The name of a folder above the photo has the number of a row.
    RowNumberInFolderName,
}

/// A photo and its row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PairedPhoto {
    /// Index in [`crate::Table::rows`].
    pub row: usize,
    /// The room that it shows, as a normalised name; “photo” or “photo_1”, “photo_2” and so on if nothing tells.
    pub room: String,
    /// Index in the list of paths.
    pub path: usize,
}

/// A name in a cell that no file has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MissingFile {
    /// Index in [`crate::Table::rows`].
    pub row: usize,
    /// The room that the photo would show.
    pub room: String,
    /// The name, as the table writes it.
    pub name: String,
}

/// What speaks for and against a hypothesis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Evidence {
    /// All photos, without copies.
    photos: usize,
    /// Photos that are paired, or copies of these in the same folder.
    explained: usize,
    /// Houses in the table.
    houses: usize,
    /// How unlikely it is that the match is an accident.
    strength: Strength,
    /// Whether the column is called like an id.
    is_named: bool,
    /// Whether all numbers at the id's place are ids.
    fits_all: bool,
    /// Whether rows are counted, from a number that people begin with: from 1, or from 0 if there is a 0.
    is_likely_count: bool,
    /// Whether a photo may well belong to another row, even if no other hypothesis says so.
    is_doubtful: bool,
    /// Where the ids or row numbers stand, if photos are paired by them.
    #[serde(default)]
    place: Option<IdPlace>,
    /// Rank among all hypotheses; the highest is the best.
    score: f64,
}

/// How unlikely it is that names match by accident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Strength {
    /// Small numbers, which occur in names for many reasons.
    #[default]
    Weak,
    /// Long numbers, codes and words.
    Strong,
    /// Names of files.
    Explicit,
}

/// A photo whose row is known, and what else its path says.
#[derive(Clone, Debug, Default)]
struct Located {
    /// Index in the list of paths.
    path: usize,
    row: usize,
    /// Its file name without the id.
    rest: String,
    /// Whether the id begins the file name, or is not in it.
    begins_with_id: bool,
    /// Number in brackets behind the name, which tells it apart from others.
    number: Option<u32>,
    /// The folders between the house's folder and the file, joined.
    inner: String,
    /// The name of the house's folder without the id.
    id_rest: String,
    /// The other folders above it, from the outside in.
    above: Vec<String>,
}

impl Pairing {
    /// Whether photos are paired by what their file names contain.
    fn is_by_part_of_name(&self) -> bool {
        matches!(self.method, PairingMethod::IdInFileName | PairingMethod::RowNumber)
    }

    /// Whether photos are paired by small numbers in their file names, which may be other numbers.
    pub(crate) fn is_by_small_number(&self) -> bool {
        self.is_by_part_of_name() && self.evidence.strength == Strength::Weak
    }

    /// Marks it as doubtful: a person is asked.
    pub(crate) fn doubt(&mut self) {
        self.evidence.is_doubtful = true;
    }

    /// If photos are those that a list says: their names are certain, but not whose they are.
    fn weigh_photo_list(&mut self, table: &Table) {
        if let Some(list) = self.mapping.used_photo_list(&table.reading) {
            self.evidence.strength = if list.is_strong { Strength::Strong } else { Strength::Weak };
            self.evidence.is_doubtful |= list.is_doubtful;
        }
    }

    /// Sets what follows from the photos: their order, and the number of rows.
    fn finish(mut self) -> Self {
        self.photos.sort_unstable();
        self.missing.sort_unstable();
        self.unpaired.sort_unstable();
        self.copies.sort_unstable();
        let mut rows: Vec<usize> = self.photos.iter().map(|photo| photo.row).collect();
        rows.dedup();
        self.rows = rows.len();
        self
    }
}
