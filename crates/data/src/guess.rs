//! A sensible first meaning for the columns of a table, which a visitor may then change.

use std::collections::HashSet;

use super::house::MAX_ATTRIBUTES;
use super::mapping::whole_number;
use super::number::Style;
use super::paths::{is_photo, parts};
use super::photos::{house_of, names};
use super::rooms::MAX_PHOTOS;
use super::table::{Form, Table};
use super::{Mapping, median};

/// Rows that are looked at, evenly spread, to find out what a column holds.
const LOOKED_AT: usize = 1000;

/// Words for a price, the surer ones first.
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
/// Words that make a price another one than the house's.
const NOT_THE_PRICE: [&str; 16] = [
    "per", "sqft", "sqm", "m2", "ft", "tax", "previous", "old", "last", "change", "misc", "id", "date",
    "year", "area", "land",
];
/// Words for a house's number, the surer ones first.
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
/// Words for a zip code or whatever else tells the neighbourhood, the finer ones first.
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

/// What was found out about a column.
struct Column {
    words: Vec<String>,
    /// Fields that are not empty, of those looked at.
    filled: usize,
    /// The numbers among them.
    numbers: Vec<f64>,
}

impl Column {
    /// Place of the first of these words that the column's name holds.
    fn has(&self, words: &[&str]) -> Option<usize> {
        words.iter().position(|word| self.words.iter().any(|own| own == word))
    }

    /// Whether at least nine of ten rows hold a number.
    fn is_numeric(&self, rows: usize) -> bool {
        rows > 0 && 10 * self.numbers.len() >= 9 * rows
    }
}

impl Mapping {
    /// A sensible meaning for the columns of a table, beside which `paths` are the files. Of a thousand rows, evenly spread,
    /// the fields are looked at. `HousesInfo.txt` means what it means. In any other table:
    ///
    /// - **Photos**: columns most of whose filled fields end as a photo's name does, or name a file that is there; the nine
    ///   with most files. Not where none of these files is there, but photos are whose own names tell the house.
    /// - **Price**: the column whose name holds a word for a price and most of whose fields are numbers, the surer word
    ///   first; words such as “per” and “tax” make it less sure. Else the numeric column with the largest median that is no
    ///   zip code, number or year.
    /// - **Number**: a column whose name holds a word for it and whose fields are distinct whole numbers (but for one of
    ///   twenty, which then are broken rows rather than make all others wrong). Where photos' names begin with numbers: the
    ///   one with most of its values among these, or none if counting rows finds clearly more of them.
    /// - **Zip code**: the column whose name holds a word for it, the finer one first; it is read as text.
    /// - **Attributes**: the other numeric columns (nine of ten rows), fifty at most, in their order.
    ///
    /// No house is left out for a rare zip code. The guess may be wrong, but it is always one that [`Mapping::check`] lets
    /// pass.
    pub fn guess(table: &Table, paths: &[String]) -> Mapping {
        if table.form == Form::HousesInfo {
            return Mapping::houses_info();
        }
        let rows: Vec<&[String]> = table.rows.iter().filter_map(|row| row.fields.as_deref().ok()).collect();
        let step = rows.len().div_ceil(LOOKED_AT).max(1);
        let sample: Vec<&[String]> = rows.iter().step_by(step).copied().collect();
        let columns: Vec<Column> =
            (0..table.columns.len()).map(|column| look(table, &sample, column)).collect();

        let mut photos = photo_columns(&sample, columns.len(), paths);
        let free = |column: &usize| !photos.contains(column);
        let named_zip = (0..columns.len())
            .filter(free)
            .filter(|&column| columns[column].filled > 0)
            .filter_map(|column| Some((zip_rank(&columns[column])?, column)))
            .min()
            .map(|(_, column)| column);
        let price = price_column(&columns, sample.len(), |column| free(&column) && named_zip != Some(column));
        // Of columns that all name photos, one has to be the price.
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
        Mapping { price, number, zip_code, attributes, photos, per_zip_code: 0 }
    }
}

/// Looks at the fields of a column.
fn look(table: &Table, sample: &[&[String]], column: usize) -> Column {
    let fields = || sample.iter().map(|fields| fields.get(column).map_or("", |field| field.trim()));
    let style = Style::of(fields(), false);
    Column {
        words: words(table.columns.get(column).map_or("", String::as_str)),
        filled: fields().filter(|field| !field.is_empty()).count(),
        numbers: fields().filter_map(|field| style.parse(field).ok()).collect(),
    }
}

/// The words of a column's name in small letters: parted by anything but letters and digits, and where a capital follows
/// a small letter, as in `SalePrice`.
fn words(name: &str) -> Vec<String> {
    let mut parted = String::new();
    let mut small = false;
    for letter in name.chars() {
        if small && letter.is_uppercase() {
            parted.push(' ');
        }
        small = letter.is_lowercase();
        match letter {
            '#' => parted.push_str(" # "),
            letter if letter.is_alphanumeric() => parted.extend(letter.to_lowercase()),
            _ => parted.push(' '),
        }
    }
    parted.split_whitespace().map(str::to_owned).collect()
}

fn zip_rank(column: &Column) -> Option<usize> {
    let area_code = ["area", "code"].iter().all(|word| column.words.iter().any(|own| own == word));
    let as_one = ZIP_CODE.iter().position(|word| *word == "areacode").filter(|_| area_code);
    // An area in words is a neighbourhood; one in numbers, a size.
    let named = column.words.iter().any(|word| word == "area") && column.numbers.is_empty();
    column.has(&ZIP_CODE).or(as_one).or(named.then_some(ZIP_CODE.len()))
}

fn price_column(columns: &[Column], rows: usize, free: impl Fn(usize) -> bool) -> usize {
    let numeric = |column: usize| 2 * columns[column].numbers.len() >= rows && rows > 0;
    let named = (0..columns.len()).filter(|&column| free(column) && numeric(column)).filter_map(|column| {
        let word = columns[column].has(&PRICE)?;
        let other = columns[column].has(&NOT_THE_PRICE).is_some();
        Some((other, word, columns[column].words.len(), column))
    });
    let named: Option<usize> = named.min().map(|(_, _, _, column)| column);
    let largest = || {
        (0..columns.len())
            .filter(|&column| free(column) && columns[column].is_numeric(rows))
            .filter(|&column| {
                let column = &columns[column];
                column.has(&YEAR).is_none()
                    && column.has(&ZIP_CODE).is_none()
                    && column.has(&NUMBER).is_none()
            })
            .max_by(|&a, &b| {
                let [a_median, b_median] = [a, b].map(|column| median(&columns[column].numbers));
                // Of equals the first.
                a_median.total_cmp(&b_median).then(b.cmp(&a))
            })
    };
    // Where there is none, the first that is free: its rows then say what is wrong.
    named.or_else(largest).or_else(|| (0..columns.len()).find(|&column| free(column))).unwrap_or(0)
}

fn photo_columns(sample: &[&[String]], columns: usize, paths: &[String]) -> Vec<usize> {
    let by_name: HashSet<String> = paths.iter().map(|path| parts(path).1.to_lowercase()).collect();
    let is_there = |name: &str| {
        let name = name.replace('\\', "/");
        by_name.contains(&parts(&name).1.to_lowercase())
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for column in 0..columns {
        let (mut filled, mut like_photos, mut there) = (0, 0, 0);
        for fields in sample {
            let Some(name) = fields.get(column).and_then(|cell| names(cell).next()) else { continue };
            let file = is_there(name);
            filled += 1;
            like_photos += usize::from(file || is_photo(&name.replace('\\', "/")));
            there += usize::from(file);
        }
        if filled > 0 && 2 * like_photos > filled {
            found.push((there, column));
        }
    }
    let any_there = found.iter().any(|(there, _)| *there > 0);
    if any_there {
        found.retain(|(there, _)| *there > 0);
    } else if paths.iter().any(|path| is_photo(path) && number_in(path).is_some()) {
        return Vec::new();
    }
    found.sort_by_key(|&(there, column)| (std::cmp::Reverse(there), column));
    let mut columns: Vec<usize> = found.into_iter().take(MAX_PHOTOS).map(|(_, column)| column).collect();
    columns.sort_unstable();
    columns
}

/// The house's number that a photo's name, or its folder's, begins with.
fn number_in(path: &str) -> Option<u32> {
    let (folder, name) = parts(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let own = house_of(parts(folder).1).filter(|(_, rest)| rest.is_empty());
    own.or_else(|| house_of(stem)).map(|(number, _)| number)
}

fn number_column(
    table: &Table,
    columns: &[Column],
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
        let Some(word) = columns[column].has(&NUMBER) else { continue };
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
    let counted = (1..=table.rows.len() as u64).filter(|row| numbers.contains(row)).count();
    best.filter(|((hits, _), _)| 10 * hits >= 9 * counted).map(|(_, column)| column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_table;

    fn guess(text: &str, paths: &[&str]) -> Mapping {
        let table = read_table("f/t.csv", text.as_bytes()).unwrap();
        let paths: Vec<String> = paths.iter().map(|&path| path.to_owned()).collect();
        let mapping = Mapping::guess(&table, &paths);
        mapping.check(&table).unwrap();
        mapping
    }

    #[test]
    fn names_are_parted_into_words() {
        assert_eq!(words("SalePrice"), ["sale", "price"]);
        assert_eq!(words("list_price (USD)"), ["list", "price", "usd"]);
        assert_eq!(words("House #"), ["house", "#"]);
        assert_eq!(words("ZIP"), ["zip"]);
    }

    #[test]
    fn county_sales_are_understood() {
        let text = "id,date,price,bedrooms,bathrooms,sqft_living,yr_built,zipcode,lat\n\
            7129300520,20141013T000000,221900.0,3,1.00,1180,1955,98178,47.5112\n\
            6414100192,20141209T000000,538000.0,3,2.25,2570,1951,98125,47.7210\n";
        let mapping = guess(text, &["f/t.csv"]);
        // The numbers are larger than a house's number can be: rows are counted.
        let expected =
            Mapping { price: 2, zip_code: Some(7), attributes: vec![0, 3, 4, 5, 6, 8], ..Mapping::default() };
        assert_eq!(mapping, expected);
    }

    #[test]
    fn a_price_is_known_by_name_or_by_size() {
        let price =
            |header: &str| guess(&format!("{header}\n3,250000,310,2001\n2,180000,290,1995\n"), &[]).price;
        assert_eq!(price("rooms,SalePrice,price per sqft,year"), 1);
        assert_eq!(price("rooms,Preis in EUR,Wert,Jahr"), 1);
        assert_eq!(price("rooms,sold for,lot,year"), 1);
        assert_eq!(price("price,zip,id,year"), 0);
        assert_eq!(price("rooms,zip,lot,built"), 2, "neither zip code nor year");
        assert_eq!(price("rooms,tax value,list price,year"), 2);
        assert_eq!(guess("street,town\nMain,X\nOak,Y\n", &[]).price, 0, "no number at all");
    }

    #[test]
    fn where_every_column_names_photos_one_is_the_price_all_the_same() {
        let mapping = guess("front,bath\na/x.jpg,a/y.jpg\nb/x.jpg,b/y.jpg\n", &["a/x.jpg", "a/y.jpg"]);
        assert_eq!((mapping.price, mapping.photos), (0, vec![1]));
    }

    #[test]
    fn an_area_in_words_is_a_neighbourhood_and_in_numbers_a_size() {
        assert_eq!(guess("id,area,price\n1,North,5\n2,South,6\n", &[]).zip_code, Some(1));
        let sizes = guess("id,area,price\n1,90,5\n2,110,6\n", &[]);
        assert_eq!((sizes.zip_code, sizes.attributes), (None, vec![1]));
    }

    #[test]
    fn numbers_are_those_of_the_photos() {
        let text = "id,house,price\n101,3,5\n102,1,6\n103,2,7\n";
        assert_eq!(guess(text, &[]).number, Some(0));
        assert_eq!(guess(text, &["f/101_a.jpg", "f/102_a.jpg"]).number, Some(0));
        assert_eq!(guess(text, &["f/1_a.jpg", "f/2_a.jpg", "f/3_a.jpg"]).number, Some(1));
        // Photos are numbered by row, and nothing in the table tells their numbers.
        let rows = "id,price\n101,5\n102,6\n103,7\n";
        assert_eq!(guess(rows, &["f/1_a.jpg", "f/2_a.jpg"]).number, None);
        assert_eq!(guess(rows, &["f/101/a.jpg", "f/102/b.jpg"]).number, Some(0));
        assert_eq!(guess("no,price\n1,5\n1,6\n2,7\n", &[]).number, None, "not distinct");
        assert_eq!(
            guess("image_id,price\n0,5\n1,6\n2,7\n", &["f/0.jpg", "f/1.jpg", "f/2.jpg"]).number,
            Some(0)
        );
    }

    #[test]
    fn photos_are_known_by_their_endings_or_by_the_files() {
        let text = "front,back,link,price\na.jpg,x1,http://h/1.jpg,5\nb.jpg,x2,http://h/2.jpg,6\n";
        let files = ["f/t.csv", "f/a.jpg", "f/b.jpg", "f/x1", "f/x2"];
        let mapping = guess(text, &files);
        assert_eq!((mapping.photos, mapping.price), (vec![0, 1], 3));
        assert_eq!(guess(text, &["f/t.csv"]).photos, [0, 2], "none is there: the report will name them");
        assert_eq!(guess(text, &["f/t.csv", "f/1_a.jpg"]).photos, Vec::<usize>::new());
        assert_eq!(guess("pics,price\na.jpg;b.jpg,1\n", &["f/b.jpg", "f/a.jpg"]).photos, [0]);
    }

    #[test]
    fn the_neighbourhood_is_text_and_the_finest_counts() {
        let zip = |header: &str| guess(&format!("{header}\n5,X,7\n6,Y,8\n"), &[]).zip_code;
        assert_eq!(zip("price,city,zip code"), Some(2));
        assert_eq!(zip("price,Neighborhood,lot"), Some(1));
        assert_eq!(zip("price,name,Area Code"), Some(2));
        assert_eq!(zip("price,name,area"), None);
    }

    #[test]
    fn columns_of_other_things_are_no_attributes() {
        let mapping = guess("price,rooms,kind,half\n5,1,flat,1\n6,2,house,\n7,,house,x\n8,4,flat,2\n", &[]);
        assert_eq!(mapping.attributes, Vec::<usize>::new(), "rooms: three of four rows");
        let many: Vec<String> = (0..70).map(|k| format!("a{k}")).collect();
        let row = vec!["1"; 70].join(",");
        let mapping = guess(&format!("{},price\n{row},9\n", many.join(",")), &[]);
        assert_eq!((mapping.attributes.len(), mapping.price), (50, 70));
    }
}
