//! What a pairing gives, in few numbers and three houses: shown before photos are read.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::clean::houses_per_zip_code;
use super::house_photos::HousePhotos;
use super::houses::TableHouses;
use super::{HouseId, Mapping, PairedPhoto, Pairing, PairingMethod, Rooms, Table};

/// A way to pair photos with the rows of a table, for a person to judge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairingPreview {
    /// The meaning of the columns.
    pub mapping: Mapping,
    /// How photos are paired.
    pub method: PairingMethod,
    /// Number of houses in the table that have a price.
    pub houses: usize,
    /// Number of these that have a photo.
    pub houses_with_photos: usize,
    /// Number of photos that belong to a house.
    pub photos: usize,
    /// Number of these that are used: no house has more than [`Self::photos_per_house`].
    pub photos_used: usize,
    /// Number of photos in the folder that belong to no row.
    pub photos_left: usize,
    /// Photos or names that fit several rows or files, and are not used.
    pub ambiguous: usize,
    /// Names in the table that no file has.
    pub missing: usize,
    /// Number of photos that repeat others, and are not used.
    pub copies: usize,
    /// Number of rows that give no house, and why the first does not, as a sentence.
    pub broken: Option<(usize, String)>,
    /// Another column that could be the price.
    pub price_doubt: Option<usize>,
    /// Prices far from all others, as the table writes them; at most three.
    pub odd_prices: Vec<String>,
    /// For one photo per house, for two and so on: the number of houses that have all of them.
    pub complete_houses: Vec<usize>,
    /// Number of photos per house that are used.
    pub photos_per_house: usize,
    /// Whether houses that lack some of these are kept.
    pub keeps_incomplete: bool,
    /// For each number of houses in a zip code: that number, and how many zip codes have it. Empty if no column is the zip code.
    pub zip_code_sizes: Vec<(usize, usize)>,
    /// A house and the name of one of its photos, with its folders below the chosen one.
    pub example: Option<(HouseId, String)>,
    /// The first, the middle and the last house with photos.
    pub examples: Vec<ExampleHouse>,
}

/// A house with its price and photos.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExampleHouse {
    /// Its id.
    pub id: HouseId,
    /// Its price as read, in the table's currency.
    pub price: f64,
    /// Its photos: the room, and the index in the list of paths.
    pub photos: Vec<(String, usize)>,
}

/// The path below the chosen folder.
fn below_root(path: &str) -> String {
    path.split_once('/').map_or(path, |(_, below)| below).to_owned()
}

/// As in [`PairingPreview::zip_code_sizes`], the smallest first.
fn zip_code_sizes(rows: &TableHouses, mapping: &Mapping) -> Vec<(usize, usize)> {
    let mut sizes = BTreeMap::new();
    if mapping.zip_code.is_some() {
        for houses in houses_per_zip_code(rows.usable()).into_values() {
            *sizes.entry(houses).or_default() += 1;
        }
    }
    sizes.into_iter().collect()
}

/// Number of houses shown.
const EXAMPLES: usize = 3;

impl PairingPreview {
    /// Sums up a pairing.
    pub fn of(table: &Table, pairing: &Pairing, paths: &[String]) -> Self {
        let rows = pairing.mapping.houses(table);
        let photos = HousePhotos::of(&rows, pairing);
        let with_photos: Vec<usize> =
            (0..rows.houses.len()).filter(|&house| photos.photos_of(house).next().is_some()).collect();
        let last = with_photos.len().saturating_sub(1);
        let mut shown: Vec<usize> = [0, last / 2, last].into();
        shown.dedup();
        let example = |&house: &usize| {
            let position = *with_photos.get(house)?;
            let listed = rows.houses.get(position)?.as_ref().ok()?;
            Some(ExampleHouse {
                id: listed.id.clone(),
                price: listed.price,
                photos: photos.photos_of(position).map(|(room, path)| (room.to_owned(), path)).collect(),
            })
        };
        let examples: Vec<ExampleHouse> = shown.iter().take(EXAMPLES).filter_map(example).collect();
        // The first houses have small numbers, which several ways may find in one name.
        let named = examples
            .last()
            .and_then(|house| Some((house.id.clone(), below_root(paths.get(house.photos.first()?.1)?))));
        let mut broken = rows.houses.iter().filter_map(|house| house.as_ref().err());
        let common = photos.common_rooms(pairing.mapping.photos_per_house);
        let chosen = pairing.mapping.keep_incomplete;
        let used = |(rooms, _): &(Rooms, Vec<String>)| {
            let keeps = photos.keeps_incomplete(rooms, chosen);
            let of_house = |&house: &usize| photos.of_house(house, rooms, keeps).ok();
            with_photos.iter().filter_map(of_house).flatten().flatten().count()
        };
        PairingPreview {
            mapping: pairing.mapping.clone(),
            method: pairing.method,
            houses: rows.usable().count(),
            houses_with_photos: with_photos.len(),
            photos: with_photos.iter().map(|&house| photos.photos_of(house).count()).sum(),
            photos_used: common.as_ref().map_or(0, used),
            photos_left: pairing.unpaired.len(),
            ambiguous: pairing.ambiguous,
            missing: pairing.missing.len(),
            copies: pairing.copies.len(),
            broken: broken.next().map(|first| (broken.count() + 1, first.reason.to_string())),
            price_doubt: pairing.price_doubt,
            odd_prices: pairing.odd_prices.clone(),
            complete_houses: photos.complete_houses(),
            photos_per_house: common.as_ref().map_or(0, |(rooms, _)| rooms.len()),
            keeps_incomplete: common.is_some_and(|(rooms, _)| photos.keeps_incomplete(&rooms, chosen)),
            zip_code_sizes: zip_code_sizes(&rows, &pairing.mapping),
            example: named,
            examples,
        }
    }

    /// The previews of several pairings. Where they differ, the example of each is a photo that they give to different houses.
    pub fn of_all(table: &Table, pairings: &[Pairing], paths: &[String]) -> Vec<Self> {
        let mut previews: Vec<Self> =
            pairings.iter().map(|pairing| Self::of(table, pairing, paths)).collect();
        let Some((best, others)) = pairings.split_first() else { return previews };
        let rows: Vec<HashMap<usize, usize>> = others
            .iter()
            .map(|other| other.photos.iter().map(|photo| (photo.path, photo.row)).collect())
            .collect();
        // The last one that most of them give to another house: the first houses have small numbers, as photos have.
        let differing = |photo: &&PairedPhoto| {
            rows.iter().filter(|rows| rows.get(&photo.path).is_some_and(|row| *row != photo.row)).count()
        };
        let shown = best.photos.iter().max_by_key(differing).filter(|photo| differing(photo) > 0);
        let Some(path) = shown.map(|photo| photo.path) else { return previews };
        for (preview, pairing) in previews.iter_mut().zip(pairings) {
            let Some(photo) = pairing.photos.iter().find(|photo| photo.path == path) else { continue };
            let houses = pairing.mapping.houses(table);
            let house = houses.of_row(photo.row).map(|house| house.id.clone());
            preview.example =
                house.zip(paths.get(path).map(|path| below_root(path))).or(preview.example.take());
        }
        previews
    }

    /// Number of houses in zip codes with fewer than `least` houses: they are left out.
    pub fn in_rare_zip_codes(&self, least: usize) -> usize {
        let rare = self.zip_code_sizes.iter().filter(|(houses, _)| *houses < least);
        rare.map(|(houses, zip_codes)| houses * zip_codes).sum()
    }

    /// Number of houses that have all photos that are used.
    pub fn complete(&self) -> usize {
        let fewer = self.photos_per_house.checked_sub(1);
        fewer.and_then(|fewer| self.complete_houses.get(fewer)).copied().unwrap_or(0)
    }
}
