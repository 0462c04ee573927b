//! Which columns describe a house.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::columns::{Column, Columns};
use crate::units::unit_price;
use crate::{MAX_ATTRIBUTES, Mapping};

/// Whole numbers from here on are ids where the column is called like one.
const MAX_MEASURE: f64 = 1e9;
/// Number of rows, from the first on, in which rows of the same house are looked for.
const ROWS_OF_HOUSES: usize = 1000;
/// Words of categories and dates that say nothing about a house: what became of its listing, where it is from, what a row is for.
const NO_ATTRIBUTE: [&str; 35] = [
    "status",
    "active",
    "pending",
    "sold",
    "url",
    "link",
    "source",
    "quelle",
    "currency",
    "währung",
    "split",
    "subset",
    "fold",
    "partition",
    "train",
    "updated",
    "modified",
    "created",
    "scraped",
    "crawled",
    "viewed",
    "downloaded",
    "photo",
    "photos",
    "image",
    "images",
    "picture",
    "file",
    "filename",
    "path",
    "foto",
    "bild",
    "agent",
    "agency",
    "makler",
];
/// Names that a column of rooms has. With other words beside them, as in “room type”, it is another category.
const ROOM_NAMES: [&str; 9] = ["room", "raum", "angle", "scene", "ansicht", "motiv", "pièce", "side", "set"];

impl Columns<'_> {
    /// The other columns with at least 90 % numbers, categories or dates, in their order, without those that only number the
    /// rows or are about the listing. Numbers go first, if there are too many: each value of a category counts as one.
    pub(crate) fn attributes(&self, mapping: &Mapping) -> Vec<usize> {
        let free = || self.all().filter(|(index, _)| !mapping.uses(*index));
        let numbers = free()
            .filter(|(_, column)| self.is_numeric(column))
            .filter(|(index, column)| !self.is_key(column) && !self.is_price_per_area(*index, column))
            // Another price of the same house, such as the asking price, gives the price away.
            .filter(|(_, column)| {
                let words = &column.words;
                let is_price = words.price_rank().or(words.perhaps_price_rank()).is_some();
                !is_price || words.is_other_than_price()
            })
            .map(|(index, _)| index);
        let mut attributes: Vec<usize> = mapping.date.into_iter().collect();
        attributes.extend(numbers.take(MAX_ATTRIBUTES - attributes.len()));
        let others = free()
            .filter(|(_, column)| self.describes(column))
            .filter(|(index, _)| !mapping.id.is_some_and(|id| self.varies_within(id, *index)))
            .map(|(index, column)| (index, column.indicators.max(1)));
        let mut count = attributes.len();
        for (index, width) in others {
            if count + width <= MAX_ATTRIBUTES {
                count += width;
                attributes.push(index);
            }
        }
        attributes.sort_unstable();
        attributes
    }

    /// Whether a category or a date says something about the house.
    fn describes(&self, column: &Column) -> bool {
        let words = &column.words;
        let is_date = column.is_date && !column.has_ambiguous_dates;
        let is_room = words.count() == 1 && words.has_one_of(&ROOM_NAMES);
        (is_date || column.indicators > 0)
            && 10 * column.filled >= 9 * self.sample.len()
            && !words.is_id()
            && !is_room
            && !words.has_one_of(&NO_ATTRIBUTE)
            && (is_date || words.price_rank().is_none() && words.perhaps_price_rank().is_none())
    }

    /// Whether most rows of a house differ in a column: it is about the photo of the row, and not about the house.
    fn varies_within(&self, id: usize, column: usize) -> bool {
        let mut first: HashMap<&str, &str> = HashMap::new();
        let (mut repeated, mut different) = (0, 0);
        for fields in self.rows().take(ROWS_OF_HOUSES) {
            let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
            match first.entry(field(id)) {
                Entry::Vacant(new) => drop(new.insert(field(column))),
                Entry::Occupied(known) => {
                    repeated += 1;
                    different += usize::from(*known.get() != field(column));
                }
            }
        }
        2 * different > repeated
    }

    /// Whether a column is the price divided by the area: with the area it gives the price away.
    fn is_price_per_area(&self, index: usize, column: &Column) -> bool {
        let name = self.name(index);
        2 * column.per_area > column.filled || unit_price(name) || column.words.is_price_per_area()
    }

    /// Whether a numeric column is called like an id and its values are different whole numbers, or is not called
    /// anything and counts the rows.
    fn is_key(&self, column: &Column) -> bool {
        let numbers = &column.numbers;
        let distinct: HashSet<u64> = numbers.iter().map(|number| number.to_bits()).collect();
        let mut steps = numbers.iter().zip(numbers.iter().skip(1)).map(|(a, b)| b - a);
        let step = steps.next().unwrap_or(0.0);
        let counts = step >= 1.0 && steps.all(|other| other == step);
        let is_different = 20 * distinct.len() >= 19 * numbers.len();
        // A spreadsheet may have rounded long ids so that they are the same.
        let is_rounded = numbers.iter().all(|number| *number >= MAX_MEASURE);
        numbers.len() > 2
            && numbers.iter().all(|number| number.fract() == 0.0)
            && ((column.words.is_id() && (is_different || is_rounded))
                || (column.words.is_unnamed() && counts))
    }
}
