//! The columns of a table, their roles, and how photos are paired with its rows: guessed until the visitor changes
//! it.

use super::units::{find_area, find_currency};
use facade_data::{IdPlace, MAX_PHOTOS, Mapping, PairingPreview, ReadOptions};
use facade_protocol::TablePreview;
use facade_text as text;
use facade_text::format::{AREAS, CURRENCIES};

#[derive(Clone, Debug, PartialEq)]
pub struct MappingForm {
    pub preview: TablePreview,
    /// Paths of all tables found.
    pub tables: Vec<String>,
    /// Index of this table.
    pub table: usize,
    /// How the table is read.
    pub options: ReadOptions,
    roles: Vec<ColumnRole>,
    /// The number of the first row in the photos' names, if there are no ids.
    first_row: u32,
    /// Where the id is in the photos' names; `None` once a role was changed.
    place: Option<IdPlace>,
    /// Photos per house; `None` for those that at least half of the houses have.
    photos_per_house: Option<usize>,
    /// Whether houses that lack some of the photos are kept; `None` if it was not chosen.
    keep_incomplete: Option<bool>,
    /// Houses that a zip code needs to be kept.
    pub min_per_zip_code: usize,
    /// Currency of the prices and unit of areas, once the visitor has chosen them.
    pub currency: Option<&'static str>,
    pub area: Option<&'static str>,
    /// How photos are paired with these roles; `None` until it is known.
    pub pairing: Option<PairingPreview>,
    /// Why no house could be read with these roles.
    pub problem: Option<String>,
    /// Photos of the example houses: the index of the file, and its pixels if it can be read.
    pub thumbnails: Vec<Thumbnail>,
    /// Whether the visitor has chosen among several ways to pair photos.
    chosen: bool,
}

/// A photo as RGB pixels, [`facade_protocol::THUMBNAIL`] wide and high; `None` if it cannot be read.
pub type Thumbnail = (usize, Option<Vec<u8>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    Nothing,
    Price,
    Id,
    /// The zip code or another name of the neighbourhood.
    ZipCode,
    /// When the house was sold or listed; also an attribute.
    Date,
    /// What describes the house.
    Attribute,
    /// File names of photos.
    Photo,
    /// The room that a photo shows, where each row has a photo of its own.
    Room,
}

impl ColumnRole {
    /// In the order of the select box.
    pub const ALL: [ColumnRole; 8] = [
        ColumnRole::Price,
        ColumnRole::Id,
        ColumnRole::ZipCode,
        ColumnRole::Date,
        ColumnRole::Attribute,
        ColumnRole::Photo,
        ColumnRole::Room,
        ColumnRole::Nothing,
    ];

    pub fn label(self) -> &'static str {
        match self {
            ColumnRole::Nothing => text::map_nothing(),
            ColumnRole::Price => text::map_price(),
            ColumnRole::Id => text::map_number(),
            ColumnRole::ZipCode => text::map_zip_code(),
            ColumnRole::Date => text::map_date(),
            ColumnRole::Attribute => text::map_attribute(),
            ColumnRole::Photo => text::map_photo(),
            ColumnRole::Room => text::map_room(),
        }
    }

    /// Its name in the document.
    pub fn key(self) -> &'static str {
        match self {
            ColumnRole::Nothing => "nothing",
            ColumnRole::Price => "price",
            ColumnRole::Id => "number",
            ColumnRole::ZipCode => "zip-code",
            ColumnRole::Date => "date",
            ColumnRole::Attribute => "attribute",
            ColumnRole::Photo => "photo",
            ColumnRole::Room => "room",
        }
    }

    /// Whether only one column can have it.
    fn is_single(self) -> bool {
        !matches!(self, ColumnRole::Attribute | ColumnRole::Photo | ColumnRole::Nothing)
    }
}

impl MappingForm {
    /// With the guessed roles.
    pub fn new(preview: TablePreview, tables: Vec<String>, table: usize, options: ReadOptions) -> Self {
        let pairing = preview.pairings.first().cloned();
        let mapping = pairing.as_ref().map(|pairing| pairing.mapping.clone()).unwrap_or_default();
        let mut form = MappingForm {
            roles: Vec::new(),
            first_row: mapping.first_row,
            place: None,
            photos_per_house: None,
            keep_incomplete: mapping.keep_incomplete,
            min_per_zip_code: mapping.min_per_zip_code,
            currency: None,
            area: None,
            pairing: None,
            problem: preview.problem.clone(),
            thumbnails: Vec::new(),
            chosen: preview.is_clear,
            preview,
            tables,
            table,
            options,
        };
        form.set_mapping(&mapping);
        form.pairing = pairing;
        form
    }

    /// Whether the columns are those of a fixed format.
    pub fn is_fixed(&self) -> bool {
        self.preview.is_fixed
    }

    pub fn role(&self, column: usize) -> ColumnRole {
        self.roles.get(column).copied().unwrap_or(ColumnRole::Nothing)
    }

    /// The column that had a role before becomes unused, if only one can have it.
    pub fn set_role(&mut self, column: usize, role: ColumnRole) {
        if role.is_single() {
            self.roles.iter_mut().filter(|m| **m == role).for_each(|m| *m = ColumnRole::Nothing);
        }
        if let Some(slot) = self.roles.get_mut(column) {
            *slot = role;
        }
        (self.place, self.chosen) = (None, true);
        self.forget_pairing();
    }

    /// Uses one of the ways to pair photos that were found.
    pub fn choose_pairing(&mut self, index: usize) {
        let Some(mapping) = self.preview.pairings.get(index).map(|pairing| pairing.mapping.clone()) else {
            return;
        };
        self.set_mapping(&mapping);
        self.chosen = true;
        self.forget_pairing();
    }

    /// The way to pair photos that the roles amount to, as an index.
    pub fn chosen_pairing(&self) -> Option<usize> {
        let mapping = self.mapping().ok()?;
        let same = |pairing: &PairingPreview| {
            let of = |mapping: &Mapping| {
                (mapping.id, mapping.photos.clone(), mapping.room, mapping.first_row, mapping.place)
            };
            of(&pairing.mapping) == of(&mapping)
        };
        self.preview.pairings.iter().position(same)
    }

    /// Uses this number of photos per house.
    pub fn set_photos_per_house(&mut self, photos: usize) {
        self.photos_per_house = Some(photos);
        self.forget_pairing();
    }

    /// Keeps houses that lack some of the photos, or leaves them out.
    pub fn set_keep_incomplete(&mut self, keep: bool) {
        self.keep_incomplete = Some(keep);
        self.forget_pairing();
    }

    /// Whether the way to pair photos is clear, or the visitor has chosen it.
    pub fn is_chosen(&self) -> bool {
        self.chosen
    }

    fn forget_pairing(&mut self) {
        (self.pairing, self.problem) = (None, None);
    }

    fn set_mapping(&mut self, mapping: &Mapping) {
        let role = |column: usize| match () {
            () if mapping.price == column => ColumnRole::Price,
            () if mapping.id == Some(column) => ColumnRole::Id,
            () if mapping.zip_code == Some(column) => ColumnRole::ZipCode,
            () if mapping.date == Some(column) => ColumnRole::Date,
            () if mapping.room == Some(column) => ColumnRole::Room,
            () if mapping.photos.contains(&column) => ColumnRole::Photo,
            () if mapping.attributes.contains(&column) => ColumnRole::Attribute,
            () => ColumnRole::Nothing,
        };
        self.roles = (0..self.preview.columns.len()).map(role).collect();
        self.first_row = mapping.first_row;
        self.place = mapping.place;
    }

    /// The currency that was chosen, or that the price column names. The tutorial's table is in dollars.
    pub fn currency(&self) -> Option<&'static str> {
        let found = || {
            let column = self.roles.iter().position(|role| *role == ColumnRole::Price)?;
            let preview = &self.preview;
            let cells = preview.rows.iter().filter_map(|row| row.get(column));
            let heads = [preview.columns.get(column), preview.reading.units.get(column)];
            find_currency(heads.into_iter().flatten().chain(cells).map(String::as_str))
        };
        self.currency.or_else(|| self.is_fixed().then_some(CURRENCIES[0].code)).or_else(found)
    }

    /// The unit of area that was chosen, or that a column names.
    pub fn area(&self) -> Option<&'static str> {
        let names = self.preview.columns.iter().chain(&self.preview.reading.units).map(String::as_str);
        self.area.or_else(|| self.is_fixed().then_some(AREAS[0])).or_else(|| find_area(names))
    }

    /// How many of all houses the minimum per zip code leaves out; `None` until it is known.
    pub fn in_rare_zip_codes(&self) -> Option<[usize; 2]> {
        let pairing = self.pairing.as_ref().filter(|pairing| !pairing.zip_code_sizes.is_empty())?;
        Some([pairing.in_rare_zip_codes(self.min_per_zip_code), pairing.houses])
    }

    /// # Errors
    /// A sentence about what is missing.
    pub fn mapping(&self) -> Result<Mapping, String> {
        let those = |role: ColumnRole| -> Vec<usize> {
            (0..self.roles.len()).filter(|&column| self.roles[column] == role).collect()
        };
        let one = |role: ColumnRole| those(role).first().copied();
        let price = one(ColumnRole::Price).ok_or_else(text::map_no_price)?;
        let photos = those(ColumnRole::Photo);
        if photos.len() > MAX_PHOTOS {
            return Err(text::t!(map_too_many_photos, columns = photos.len(), most = MAX_PHOTOS));
        }
        // A date describes the house as well: prices rise.
        let describes = |role| matches!(role, ColumnRole::Attribute | ColumnRole::Date);
        let attributes = (0..self.roles.len()).filter(|&column| describes(self.roles[column])).collect();
        Ok(Mapping {
            price,
            id: one(ColumnRole::Id),
            zip_code: one(ColumnRole::ZipCode),
            date: one(ColumnRole::Date),
            attributes,
            photos,
            room: one(ColumnRole::Room),
            first_row: self.first_row,
            place: self.place,
            photos_per_house: self.photos_per_house,
            keep_incomplete: self.keep_incomplete,
            min_per_zip_code: self.min_per_zip_code,
        })
    }

    /// Why the houses cannot be read yet, as a sentence.
    pub fn blocked_by(&self) -> Option<String> {
        match self.mapping() {
            Err(problem) => Some(problem),
            Ok(_) if self.problem.is_some() => self.problem.clone(),
            Ok(_) => (!self.chosen).then(|| text::map_choose_pairing().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::{PairingMethod, TableReading};

    fn pairing(mapping: Mapping) -> PairingPreview {
        PairingPreview {
            mapping,
            method: PairingMethod::RowNumber,
            houses: 2,
            houses_with_photos: 2,
            photos: 2,
            photos_used: 2,
            photos_left: 0,
            ambiguous: 0,
            missing: 0,
            price_doubt: None,
            odd_prices: Vec::new(),
            broken: None,
            copies: 0,
            complete_houses: vec![2],
            photos_per_house: 1,
            keeps_incomplete: false,
            zip_code_sizes: vec![(1, 4), (3, 2), (20, 1)],
            example: None,
            examples: Vec::new(),
        }
    }

    fn form(is_clear: bool) -> MappingForm {
        let mapping = Mapping { price: 1, id: Some(0), attributes: vec![2], ..Mapping::default() };
        let by_row = Mapping { id: None, first_row: 0, ..mapping.clone() };
        let preview = TablePreview {
            file: "t.csv".to_owned(),
            columns: ["id", "price", "area"].map(str::to_owned).into(),
            rows: Vec::new(),
            count: 0,
            reading: TableReading::default(),
            is_fixed: false,
            pairings: vec![pairing(mapping), pairing(by_row)],
            is_clear,
            problem: None,
            other_tables: Vec::new(),
        };
        MappingForm::new(preview, vec!["t.csv".to_owned()], 0, ReadOptions::default())
    }

    #[test]
    fn a_column_has_one_role_and_one_column_is_the_price() {
        let mut form = form(true);
        let roles = |form: &MappingForm| [0, 1, 2].map(|column| form.role(column));
        assert_eq!(roles(&form), [ColumnRole::Id, ColumnRole::Price, ColumnRole::Attribute]);
        form.set_role(2, ColumnRole::Price);
        assert_eq!(roles(&form), [ColumnRole::Id, ColumnRole::Nothing, ColumnRole::Price]);
        let mapping = form.mapping().unwrap();
        assert_eq!((mapping.price, mapping.id, mapping.attributes), (2, Some(0), Vec::new()));
        form.set_role(2, ColumnRole::Nothing);
        assert!(form.mapping().is_err_and(|sentence| sentence.contains("price")));
        assert!(form.blocked_by().is_some());
    }

    #[test]
    fn a_date_is_an_attribute_as_well() {
        let mut form = form(true);
        form.set_role(2, ColumnRole::Date);
        let mapping = form.mapping().unwrap();
        assert_eq!((mapping.date, &mapping.attributes[..]), (Some(2), &[2][..]));
        form.set_mapping(&mapping);
        assert_eq!(form.role(2), ColumnRole::Date);
        form.set_role(0, ColumnRole::Date);
        assert_eq!(form.role(2), ColumnRole::Nothing, "one column is the date");
    }

    #[test]
    fn the_form_knows_how_many_houses_the_minimum_per_zip_code_leaves_out() {
        let mut form = form(true);
        form.pairing.as_mut().unwrap().houses = 30;
        let left_out = [0, 1, 2, 4, 21].map(|least| {
            form.min_per_zip_code = least;
            form.in_rare_zip_codes()
        });
        assert_eq!(left_out, [0, 0, 4, 10, 30].map(|left| Some([left, 30])));
        form.set_role(2, ColumnRole::ZipCode);
        assert_eq!(form.in_rare_zip_codes(), None, "it is counted again");
    }

    #[test]
    fn where_two_ways_fit_the_visitor_has_to_choose() {
        let mut unclear = form(false);
        assert_eq!(unclear.chosen_pairing(), Some(0), "the best is shown");
        assert_eq!(unclear.blocked_by().as_deref(), Some(text::map_choose_pairing()));
        unclear.choose_pairing(1);
        assert_eq!((unclear.blocked_by(), unclear.chosen_pairing()), (None, Some(1)));
        let mapping = unclear.mapping().unwrap();
        assert_eq!((mapping.id, mapping.first_row), (None, 0));
        assert_eq!(unclear.pairing, None, "it is worked out again");
        assert_eq!(form(true).blocked_by(), None);
    }
}
