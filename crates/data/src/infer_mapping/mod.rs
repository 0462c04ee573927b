//! Infers what the columns of a table mean. The visitor can change the result.

mod attributes;
mod columns;
mod keys;
mod measures;
mod price;
mod words;

pub(crate) use self::columns::{Columns, Roles};
use super::pairing::hypotheses;
use super::paths::split_path;
use super::{Mapping, Table};

impl Mapping {
    /// Infers the meaning of a table's columns from their names, up to a thousand evenly spaced rows, and the files beside
    /// the table, which `paths` lists: the mapping of the best of [`hypotheses()`]. `HousesInfo.txt` has a fixed mapping. In
    /// any other table:
    ///
    /// - **Photos**: columns in which most non-empty fields have a photo's extension or name an existing file; at
    ///   most nine, those with existing files first.
    /// - **Price**: the column whose name has a price word and whose fields are mostly numbers, by preference of the
    ///   word; words such as “per” and “tax” rank a column lower. Otherwise the numeric column with the largest
    ///   median that is not named like a zip code, id or year.
    /// - **Id**: the column whose values are in the photos' paths; without such a column, the photos are numbered by row.
    ///   Where the table names the photos, or there are none: a column named like an id.
    /// - **Zip code**: the column named like a zip code or neighbourhood, finer ones first; it is read as text.
    /// - **Date**: the column of dates whose name says that the house was sold or listed on them.
    /// - **Attributes**: the other columns with at least 90 % numbers that are no ids, categories that say something about
    ///   the house, and dates; at most fifty attributes, in the order of the columns.
    ///
    /// The minimum number of houses per zip code is 0. The result always passes [`Mapping::check`].
    pub fn infer(table: &Table, paths: &[String]) -> Mapping {
        let named = |path: &String| split_path(path).1 == split_path(&table.file).1;
        let position = paths.iter().position(named).unwrap_or(usize::MAX);
        hypotheses(table, paths, position).into_iter().next().map(|best| best.mapping).unwrap_or_default()
    }
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
    fn county_sales_are_inferred() {
        let text = "id,date,price,bedrooms,bathrooms,sqft_living,yr_built,zipcode,lat\n\
            7129300520,20141013T000000,221900.0,3,1.00,1180,1955,98178,47.5112\n\
            6414100192,20141209T000000,538000.0,3,2.25,2570,1951,98125,47.7210\n";
        let mapping = infer(text, &["f/t.csv"]);
        let expected = Mapping {
            price: 2,
            id: Some(0),
            zip_code: Some(7),
            date: Some(1),
            attributes: vec![1, 3, 4, 5, 6, 8],
            ..Mapping::default()
        };
        assert_eq!(mapping, expected);
    }

    #[test]
    fn a_price_is_inferred_by_name_or_by_size() {
        let price =
            |header: &str| infer(&format!("{header}\n3,250000,310,2001\n2,180000,290,1995\n"), &[]).price;
        assert_eq!(price("rooms,SalePrice,price per sqft,year"), 1);
        assert_eq!(infer("house,price\n1,\n2,\n3,\n", &[]).price, 1, "a list that is not filled in");
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
        assert_eq!(infer(text, &[]).id, Some(0));
        assert_eq!(infer(text, &["f/101_a.jpg", "f/102_a.jpg"]).id, Some(0));
        assert_eq!(infer(text, &["f/1_a.jpg", "f/2_a.jpg", "f/3_a.jpg"]).id, Some(1));
        // Photos are numbered by row; no column holds their numbers.
        let rows = "id,price\n101,5\n102,6\n103,7\n";
        assert_eq!(infer(rows, &["f/1_a.jpg", "f/2_a.jpg"]).id, None);
        assert_eq!(infer(rows, &["f/101/a.jpg", "f/102/b.jpg"]).id, Some(0));
        assert_eq!(infer("no,price\n1,5\n1,6\n2,7\n", &[]).id, None, "not distinct");
        assert_eq!(infer("image_id,price\n0,5\n1,6\n2,7\n", &["f/0.jpg", "f/1.jpg", "f/2.jpg"]).id, Some(0));
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

    #[test]
    fn categories_and_dates_describe_a_house_and_its_listing_does_not() {
        let header =
            "price,kind,garden,room type,renovated,status,url,split,price range,room,listing id,heating,beds";
        let kinds = ["flat", "house", "villa"];
        let row = |row: usize| {
            let (kind, half) = (kinds[row % 3], ["a", "b"][row % 2]);
            let day = 1 + row % 28;
            format!(
                "{},{kind},{},{half} room,2014-03-{day:02},{half},http://x/{half},{half},{half}-{half},{half},{half},{},{}\n",
                1000 + row,
                ["yes", "no"][row % 2],
                if row.is_multiple_of(5) { "" } else { half },
                row % 4,
            )
        };
        let rows: String = (0..40).map(row).collect();
        let mapping = infer(&format!("{header}\n{rows}"), &[]);
        assert_eq!(
            (mapping.date, mapping.attributes),
            (None, vec![1, 2, 3, 4, 12]),
            "heating: four of five rows"
        );
        // What differs between the photos of a house is about the photo.
        let row = |row: usize| {
            let view = ["inside", "outside"][row % 2];
            format!("{},{},{view},{}\n", row / 2, 1000 + row / 2, kinds[row / 2 % 3])
        };
        let rows: String = (0..60).map(row).collect();
        let paths: Vec<String> =
            (0..30).flat_map(|id| ["a", "b"].map(|room| format!("f/{id}_{room}.jpg"))).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let mapping = infer(&format!("id,price,view,kind\n{rows}"), &paths);
        assert_eq!((mapping.id, mapping.room, mapping.attributes), (Some(0), None, vec![3]));
        // Each value counts: of nine categories with twelve values, four fit.
        let header: Vec<String> = (0..9).map(|column| format!("c{column}")).collect();
        let row = |row: usize| format!("{}9{}\n", format!("v{},", row % 12).repeat(9), row % 10);
        let rows: String = (0..120).map(row).collect();
        let mapping = infer(&format!("{},price\n{rows}", header.join(",")), &[]);
        assert_eq!((mapping.price, mapping.attributes), (9, vec![0, 1, 2, 3]));
    }

    #[test]
    fn a_price_per_area_is_not_the_price() {
        let price = |text: &str| infer(text, &[]).price;
        assert_eq!(price("编号,单价,总价\n1,12099,1660000\n2,19240,3590000\n"), 2);
        assert_eq!(price("id,price,sale price\n1,$210/sqft,400000\n2,$190/sqft,300000\n"), 2);
        assert_eq!(price("a,b\n3.400 €/m²,400000\n3.100 €/m²,300000\n"), 1);
    }

    #[test]
    fn a_former_price_or_one_of_a_part_is_doubted() {
        let table = |text: &str| read_table("f/t.csv", text.as_bytes()).unwrap();
        let doubt = |text: &str| {
            let found = hypotheses(
                &table(text),
                &["f/t.csv".to_owned(), "f/1.jpg".to_owned(), "f/2.jpg".to_owned()],
                0,
            );
            (found[0].price_is_named, found[0].price_doubt)
        };
        assert_eq!(doubt("id,previous price,current\n1,200000,210000\n2,300000,290000\n"), (false, None));
        assert_eq!(doubt("id,price,sqft,total\n1,210,1000,210000\n2,250,900,225000\n"), (true, Some(3)));
        assert_eq!(doubt("id,price,sqft\n1,210000,1000\n2,250000,900\n"), (true, None));
    }

    #[test]
    fn a_city_in_words_is_the_zip_code_and_not_its_number() {
        let mapping = infer("citi,n_citi,price\n\"X, CA\",2,5\n\"Y, CA\",3,6\n\"X, CA\",2,7\n", &[]);
        assert_eq!((mapping.zip_code, mapping.attributes), (Some(0), vec![1]));
    }

    #[test]
    fn numbers_of_rows_are_no_attributes() {
        let mapping = infer(",price,beds,listing id\n0,5,1,70\n1,6,2,80\n2,7,2,90\n", &[]);
        assert_eq!((mapping.price, mapping.attributes), (1, vec![2]));
    }
}
