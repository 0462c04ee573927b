//! Weighs what speaks for and against a pairing by ids or row numbers.

use super::by_id::PairedById;
use super::hypotheses::Search;
use super::ids::Ids;
use super::place::IdPlace;
use super::{Evidence, Pairing, PairingMethod, Strength};
use crate::Mapping;

impl Search<'_> {
    /// Makes a pairing of photos paired by id or row number, and weighs the evidence.
    pub(super) fn evaluate(
        &self,
        mapping: Mapping,
        ids: &Ids,
        place: IdPlace,
        paired: PairedById,
        is_named: bool,
        numbers: Option<(u64, u64)>,
    ) -> Pairing {
        let by_row = mapping.id.is_none();
        let first_row = u64::from(mapping.first_row);
        let mut pairing = self.nothing(mapping);
        pairing.method = match (paired.photos.is_empty(), by_row, place.part == 0) {
            (true, ..) => PairingMethod::Nothing,
            (_, false, true) => PairingMethod::IdInFileName,
            (_, false, false) => PairingMethod::IdInFolderName,
            (_, true, true) => PairingMethod::RowNumber,
            (_, true, false) => PairingMethod::RowNumberInFolderName,
        };
        let located = paired.explained + paired.in_other_trees;
        let strong = !by_row && !ids.are_short_numbers && 10 * paired.telling >= 8 * located;
        pairing.photos = paired.photos;
        pairing.unpaired = paired.unpaired;
        pairing.copies.extend(paired.copies);
        pairing.ambiguous = paired.ambiguous;
        let mut pairing = pairing.finish();
        let rows = self.table.rows.len();
        let fits_all = paired.other_numbers == 0 && paired.ambiguous == 0;
        let per_row = pairing.photos.len() / pairing.rows.max(1);
        let few_rows = 2 * pairing.rows < ids.houses;
        let mut doubtful = 10 * paired.same_room > 3 * located.max(1)
            || 10 * paired.ambiguous > located
            || 5 * paired.in_rival_trees > located
            // Most of both is unexplained: there may be another way that nobody has thought of.
            || (2 * located < self.photos.len() && few_rows)
            || 2 * paired.by_serial > located
            || (pairing.rows < 2 && ids.houses > 1);
        if !strong {
            doubtful |= place.anywhere || (few_rows && per_row > 12) || (10 * paired.same_room > located);
        }
        let mut is_likely_count = false;
        if by_row {
            let (low, high) = numbers.unwrap_or_default();
            is_likely_count = first_row == 1 || first_row == 0 && low == 0;
            // It is certain where counting begins if the first or the last number is there.
            let is_certain = match first_row {
                0 => low == 0 && high + 1 >= rows as u64,
                1 => low == 1 && high >= rows as u64,
                _ => false,
            };
            // A day is no row, nor is the number of a photo beside it.
            doubtful |= !is_certain || !fits_all || few_rows || 2 * paired.with_date > located;
        } else if !strong {
            doubtful |= !is_named && (rows < 10 || !fits_all);
            // Ids that are the numbers of the rows, and photos with higher ones: rows may have been left out and counted anew.
            doubtful |= paired.other_numbers > 0
                && ids.are_a_count()
                && numbers.is_some_and(|(_, high)| high > ids.houses as u64)
                && !self.photos.has_other_tables();
            // Photos 1 to 39 of houses 1 to 20: the numbers may count the photos.
            doubtful |= 4 * paired.other_numbers >= located
                && pairing.photos.len() == ids.houses
                && ids.are_a_count()
                && !self.photos.has_other_tables();
        }
        pairing.evidence = Evidence {
            photos: self.photos.len(),
            explained: paired.explained,
            houses: ids.houses,
            strength: if strong { Strength::Strong } else { Strength::Weak },
            is_named,
            fits_all,
            is_likely_count,
            is_doubtful: doubtful,
            place: (ids.longest == 1).then_some(place),
            score: 0.0,
        };
        pairing
    }
}
