//! Infers what the columns of a table mean. The visitor can change the result.

use std::collections::HashSet;

use super::house::MAX_ATTRIBUTES;
use super::mapping::whole_number;
use super::number_format::NumberFormat;
use super::pairing::{file_names, split_house_number};
use super::paths::{is_photo, split_path};
use super::rooms::MAX_PHOTOS;
use super::table::{Table, TableFormat};
use super::{Mapping, median};

/// Maximum number of rows, evenly spaced, that are examined.
const SAMPLE_ROWS: usize = 1000;

/// Words for a price, in order of preference.
const PRICE: [&str; 17] = [
    "price",
    "saleprice",
    "listprice",
    "preis",
    "kaufpreis",
    "prix",
    "precio",
    "prezzo",
    "preço",
    "preco",
    "pris",
    "prijs",
    "cena",
    "hinta",
    "cost",
    "value",
    "amount",
];
/// Words that, beside a price word, mean something else than the house's price.
const NOT_THE_PRICE: [&str; 16] = [
    "per", "sqft", "sqm", "m2", "ft", "tax", "previous", "old", "last", "change", "misc", "id", "date",
    "year", "area", "land",
];
/// Words for a house number, in order of preference.
const NUMBER: [&str; 22] = [
    "id",
    "house",
    "number",
    "no",
    "nr",
    "listing",
    "#",
    "num",
    "houseid",
    "listingid",
    "propertyid",
    "property",
    "home",
    "nummer",
    "numéro",
    "numero",
    "image",
    "img",
    "photo",
    "index",
    "ref",
    "key",
];
/// Words for a zip code or neighbourhood, from fine to coarse.
const ZIP_CODE: [&str; 22] = [
    "zip",
    "zipcode",
    "postcode",
    "postal",
    "postalcode",
    "plz",
    "postleitzahl",
    "cap",
    "areacode",
    "neighbourhood",
    "neighborhood",
    "district",
    "suburb",
    "quartier",
    "locality",
    "borough",
    "city",
    "town",
    "stadt",
    "ort",
    "ville",
    "ciudad",
];
/// Words for a year or a date.
const YEAR: [&str; 9] = ["year", "yr", "date", "built", "baujahr", "jahr", "année", "annee", "año"];

/// Statistics of a column over the sampled rows.
struct ColumnProfile {
    /// Words of the column's name.
    words: Vec<String>,
    /// Number of non-empty fields.
    filled: usize,
    /// Fields that are numbers.
    numbers: Vec<f64>,
}

impl ColumnProfile {
    /// Index of the first of `words` that occurs in the column's name.
    fn word_rank(&self, words: &[&str]) -> Option<usize> {
        words.iter().position(|word| self.words.iter().any(|own| own == word))
    }

    /// Whether at least 90 % of the rows hold a number.
    fn is_numeric(&self, rows: usize) -> bool {
        rows > 0 && 10 * self.numbers.len() >= 9 * rows
    }
}

impl Mapping {
    /// Infers the meaning of a table's columns from their names and up to a thousand evenly spaced rows. `paths`
    /// lists the files beside the table. `HousesInfo.txt` has a fixed mapping. In any other table:
    ///
    /// - **Photos**: columns in which most non-empty fields have a photo's extension or name an existing file; at
    ///   most the nine with the most existing files. If none of the files exists, but photos do whose names start
    ///   with a house number, there are no photo columns.
    /// - **Price**: the column whose name has a price word and whose fields are mostly numbers, by preference of the
    ///   word; words such as “per” and “tax” rank a column lower. Otherwise the numeric column with the largest
    ///   median that is not named like a zip code, number or year.
    /// - **Number**: a column named like a house number whose fields are distinct whole numbers, except for at most one in
    ///   twenty, whose rows are then dropped. If photo names start with numbers: the column that shares the most values
    ///   with them, or none if the row numbers match clearly better.
    /// - **Zip code**: the column named like a zip code or neighbourhood, finer ones first; it is read as text.
    /// - **Attributes**: the other columns with at least 90 % numbers, at most fifty, in their order.
    ///
    /// The minimum number of houses per zip code is 0. The result always passes [`Mapping::check`].
    pub fn infer(table: &Table, paths: &[String]) -> Mapping {
        if table.format == TableFormat::HousesInfo {
            return Mapping::houses_info();
        }
        let rows: Vec<&[String]> = table.rows.iter().filter_map(|row| row.fields.as_deref().ok()).collect();
        let step = rows.len().div_ceil(SAMPLE_ROWS).max(1);
        let sample: Vec<&[String]> = rows.iter().step_by(step).copied().collect();
        let columns: Vec<ColumnProfile> =
            (0..table.columns.len()).map(|column| profile(table, &sample, column)).collect();

        let mut photos = photo_columns(&sample, columns.len(), paths);
        let free = |column: &usize| !photos.contains(column);
        let named_zip = (0..columns.len())
            .filter(free)
            .filter(|&column| columns[column].filled > 0)
            .filter_map(|column| Some((zip_rank(&columns[column])?, column)))
            .min()
            .map(|(_, column)| column);
        let price = price_column(&columns, sample.len(), |column| free(&column) && named_zip != Some(column));
        // If all columns name photos, one of them still has to be the price.
        photos.retain(|&column| column != price);
        let free = |column: &usize| !photos.contains(column);
        let zip_code = named_zip.filter(|&zip| zip != price);
        let candidates =
            (0..columns.len()).filter(free).filter(|&column| column != price && Some(column) != zip_code);
        let number = number_column(table, &columns, candidates, if photos.is_empty() { paths } else { &[] });
        let attributes = (0..columns.len())
            .filter(|column| free(column) && ![Some(price), zip_code, number].contains(&Some(*column)))
            .filter(|&column| columns[column].is_numeric(sample.len()))
            .take(MAX_ATTRIBUTES)
            .collect();
        Mapping { price, number, zip_code, attributes, photos, min_per_zip_code: 0 }
    }
}

fn profile(table: &Table, sample: &[&[String]], column: usize) -> ColumnProfile {
    let fields = || sample.iter().map(|fields| fields.get(column).map_or("", |field| field.trim()));
    let format = NumberFormat::infer(fields(), false);
    ColumnProfile {
        words: words(table.columns.get(column).map_or("", String::as_str)),
        filled: fields().filter(|field| !field.is_empty()).count(),
        numbers: fields().filter_map(|field| format.parse(field).ok()).collect(),
    }
}

/// Splits a column's name into lower-case words: at anything but letters and digits, and at camel case as in
/// `SalePrice`. A `#` is a word.
fn words(name: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut after_lowercase = false;
    for letter in name.chars() {
        if after_lowercase && letter.is_uppercase() {
            spaced.push(' ');
        }
        after_lowercase = letter.is_lowercase();
        match letter {
            '#' => spaced.push_str(" # "),
            letter if letter.is_alphanumeric() => spaced.extend(letter.to_lowercase()),
            _ => spaced.push(' '),
        }
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

fn zip_rank(column: &ColumnProfile) -> Option<usize> {
    let area_code = ["area", "code"].iter().all(|word| column.words.iter().any(|own| own == word));
    let area_code_rank = ZIP_CODE.iter().position(|word| *word == "areacode").filter(|_| area_code);
    // A text column “area” is a neighbourhood; a numeric one is a size.
    let area = column.words.iter().any(|word| word == "area") && column.numbers.is_empty();
    column.word_rank(&ZIP_CODE).or(area_code_rank).or(area.then_some(ZIP_CODE.len()))
}

fn price_column(columns: &[ColumnProfile], rows: usize, free: impl Fn(usize) -> bool) -> usize {
    let numeric = |column: usize| 2 * columns[column].numbers.len() >= rows && rows > 0;
    let named = (0..columns.len()).filter(|&column| free(column) && numeric(column)).filter_map(|column| {
        let word = columns[column].word_rank(&PRICE)?;
        let other = columns[column].word_rank(&NOT_THE_PRICE).is_some();
        Some((other, word, columns[column].words.len(), column))
    });
    let named: Option<usize> = named.min().map(|(_, _, _, column)| column);
    let largest = || {
        (0..columns.len())
            .filter(|&column| free(column) && columns[column].is_numeric(rows))
            .filter(|&column| {
                let column = &columns[column];
                column.word_rank(&YEAR).is_none()
                    && column.word_rank(&ZIP_CODE).is_none()
                    && column.word_rank(&NUMBER).is_none()
            })
            .max_by(|&a, &b| {
                let [a_median, b_median] = [a, b].map(|column| median(&columns[column].numbers));
                // On ties, the first column.
                a_median.total_cmp(&b_median).then(b.cmp(&a))
            })
    };
    // Without a candidate, take the first free column: its rows then report what is wrong.
    named.or_else(largest).or_else(|| (0..columns.len()).find(|&column| free(column))).unwrap_or(0)
}

fn photo_columns(sample: &[&[String]], columns: usize, paths: &[String]) -> Vec<usize> {
    let by_name: HashSet<String> = paths.iter().map(|path| split_path(path).1.to_lowercase()).collect();
    let exists = |name: &str| {
        let name = name.replace('\\', "/");
        by_name.contains(&split_path(&name).1.to_lowercase())
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for column in 0..columns {
        let (mut filled, mut like_photos, mut existing) = (0, 0, 0);
        for fields in sample {
            let Some(name) = fields.get(column).and_then(|cell| file_names(cell).next()) else { continue };
            let file = exists(name);
            filled += 1;
            like_photos += usize::from(file || is_photo(&name.replace('\\', "/")));
            existing += usize::from(file);
        }
        if filled > 0 && 2 * like_photos > filled {
            found.push((existing, column));
        }
    }
    let any_existing = found.iter().any(|(existing, _)| *existing > 0);
    if any_existing {
        found.retain(|(existing, _)| *existing > 0);
    } else if paths.iter().any(|path| is_photo(path) && number_in(path).is_some()) {
        return Vec::new();
    }
    found.sort_by_key(|&(existing, column)| (std::cmp::Reverse(existing), column));
    let mut columns: Vec<usize> = found.into_iter().take(MAX_PHOTOS).map(|(_, column)| column).collect();
    columns.sort_unstable();
    columns
}

/// The house number that a photo's folder consists of or its name starts with.
fn number_in(path: &str) -> Option<u32> {
    let (folder, name) = split_path(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let of_folder = split_house_number(split_path(folder).1).filter(|(_, room)| room.is_empty());
    of_folder.or_else(|| split_house_number(stem)).map(|(number, _)| number)
}

fn number_column(
    table: &Table,
    columns: &[ColumnProfile],
    candidates: impl Iterator<Item = usize>,
    paths: &[String],
) -> Option<usize> {
    let numbers: HashSet<u64> = paths
        .iter()
        .filter(|path| is_photo(path))
        .filter_map(|path| number_in(path))
        .map(u64::from)
        .collect();
    let rows = table.fields(0).count();
    let mut best: Option<((usize, std::cmp::Reverse<usize>), usize)> = None;
    for column in candidates {
        let Some(word) = columns[column].word_rank(&NUMBER) else { continue };
        let distinct: HashSet<u64> = table
            .fields(column)
            .filter_map(whole_number)
            .filter(|&number| number <= u64::from(u32::MAX))
            .collect();
        if 20 * distinct.len() < 19 * rows {
            continue;
        }
        let hits = distinct.intersection(&numbers).count();
        let rank = (hits, std::cmp::Reverse(word));
        if best.is_none_or(|(best, _)| rank > best) {
            best = Some((rank, column));
        }
    }
    let row_hits = (1..=table.rows.len() as u64).filter(|row| numbers.contains(row)).count();
    best.filter(|((hits, _), _)| 10 * hits >= 9 * row_hits).map(|(_, column)| column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_table;

    fn infer(text: &str, paths: &[&str]) -> Mapping {
        let table = read_table("f/t.csv", text.as_bytes()).unwrap();
        let paths: Vec<String> = paths.iter().map(|&path| path.to_owned()).collect();
        let mapping = Mapping::infer(&table, &paths);
        mapping.check(&table).unwrap();
        mapping
    }

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(words("SalePrice"), ["sale", "price"]);
        assert_eq!(words("list_price (USD)"), ["list", "price", "usd"]);
        assert_eq!(words("House #"), ["house", "#"]);
        assert_eq!(words("ZIP"), ["zip"]);
    }

    #[test]
    fn county_sales_are_inferred() {
        let text = "id,date,price,bedrooms,bathrooms,sqft_living,yr_built,zipcode,lat\n\
            7129300520,20141013T000000,221900.0,3,1.00,1180,1955,98178,47.5112\n\
            6414100192,20141209T000000,538000.0,3,2.25,2570,1951,98125,47.7210\n";
        let mapping = infer(text, &["f/t.csv"]);
        // The ids do not fit a house number: rows are numbered instead.
        let expected =
            Mapping { price: 2, zip_code: Some(7), attributes: vec![0, 3, 4, 5, 6, 8], ..Mapping::default() };
        assert_eq!(mapping, expected);
    }

    #[test]
    fn a_price_is_inferred_by_name_or_by_size() {
        let price =
            |header: &str| infer(&format!("{header}\n3,250000,310,2001\n2,180000,290,1995\n"), &[]).price;
        assert_eq!(price("rooms,SalePrice,price per sqft,year"), 1);
        assert_eq!(price("rooms,Preis in EUR,Wert,Jahr"), 1);
        assert_eq!(price("rooms,sold for,lot,year"), 1);
        assert_eq!(price("price,zip,id,year"), 0);
        assert_eq!(price("rooms,zip,lot,built"), 2, "not the zip code or the year");
        assert_eq!(price("rooms,tax value,list price,year"), 2);
        assert_eq!(infer("street,town\nMain,X\nOak,Y\n", &[]).price, 0, "no number at all");
    }

    #[test]
    fn if_every_column_names_photos_one_is_the_price() {
        let mapping = infer("front,bath\na/x.jpg,a/y.jpg\nb/x.jpg,b/y.jpg\n", &["a/x.jpg", "a/y.jpg"]);
        assert_eq!((mapping.price, mapping.photos), (0, vec![1]));
    }

    #[test]
    fn an_area_in_words_is_a_neighbourhood_and_in_numbers_a_size() {
        assert_eq!(infer("id,area,price\n1,North,5\n2,South,6\n", &[]).zip_code, Some(1));
        let sizes = infer("id,area,price\n1,90,5\n2,110,6\n", &[]);
        assert_eq!((sizes.zip_code, sizes.attributes), (None, vec![1]));
    }

    #[test]
    fn numbers_match_those_of_the_photos() {
        let text = "id,house,price\n101,3,5\n102,1,6\n103,2,7\n";
        assert_eq!(infer(text, &[]).number, Some(0));
        assert_eq!(infer(text, &["f/101_a.jpg", "f/102_a.jpg"]).number, Some(0));
        assert_eq!(infer(text, &["f/1_a.jpg", "f/2_a.jpg", "f/3_a.jpg"]).number, Some(1));
        // Photos are numbered by row; no column holds their numbers.
        let rows = "id,price\n101,5\n102,6\n103,7\n";
        assert_eq!(infer(rows, &["f/1_a.jpg", "f/2_a.jpg"]).number, None);
        assert_eq!(infer(rows, &["f/101/a.jpg", "f/102/b.jpg"]).number, Some(0));
        assert_eq!(infer("no,price\n1,5\n1,6\n2,7\n", &[]).number, None, "not distinct");
        assert_eq!(
            infer("image_id,price\n0,5\n1,6\n2,7\n", &["f/0.jpg", "f/1.jpg", "f/2.jpg"]).number,
            Some(0)
        );
    }

    #[test]
    fn photo_columns_are_inferred_by_extension_or_by_existing_files() {
        let text = "front,back,link,price\na.jpg,x1,http://h/1.jpg,5\nb.jpg,x2,http://h/2.jpg,6\n";
        let files = ["f/t.csv", "f/a.jpg", "f/b.jpg", "f/x1", "f/x2"];
        let mapping = infer(text, &files);
        assert_eq!((mapping.photos, mapping.price), (vec![0, 1], 3));
        assert_eq!(infer(text, &["f/t.csv"]).photos, [0, 2], "none exists: the report will name them");
        assert_eq!(infer(text, &["f/t.csv", "f/1_a.jpg"]).photos, Vec::<usize>::new());
        assert_eq!(infer("pics,price\na.jpg;b.jpg,1\n", &["f/b.jpg", "f/a.jpg"]).photos, [0]);
    }

    #[test]
    fn the_finest_neighbourhood_column_is_used() {
        let zip = |header: &str| infer(&format!("{header}\n5,X,7\n6,Y,8\n"), &[]).zip_code;
        assert_eq!(zip("price,city,zip code"), Some(2));
        assert_eq!(zip("price,Neighborhood,lot"), Some(1));
        assert_eq!(zip("price,name,Area Code"), Some(2));
        assert_eq!(zip("price,name,area"), None);
    }

    #[test]
    fn other_columns_are_not_attributes() {
        let mapping = infer("price,rooms,kind,half\n5,1,flat,1\n6,2,house,\n7,,house,x\n8,4,flat,2\n", &[]);
        assert_eq!(mapping.attributes, Vec::<usize>::new(), "rooms: three of four rows");
        let many: Vec<String> = (0..70).map(|k| format!("a{k}")).collect();
        let row = vec!["1"; 70].join(",");
        let mapping = infer(&format!("{},price\n{row},9\n", many.join(",")), &[]);
        assert_eq!((mapping.attributes.len(), mapping.price), (50, 70));
    }
}
