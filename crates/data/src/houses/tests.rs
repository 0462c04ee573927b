use super::*;
use crate::table::houses_info;

fn houses(text: &str) -> Vec<Result<House, String>> {
    let table = houses_info("HousesInfo.txt", text).unwrap();
    let houses = Mapping::houses_info().houses(&table).houses;
    houses.into_iter().map(|house| house.map_err(|dropped| dropped.reason.to_string())).collect()
}

/// The error of the third line.
fn problem(line: &str) -> String {
    houses(&format!("\n\n{line}"))[2].clone().unwrap_err()
}

#[test]
fn a_line_is_a_house() {
    let house = House {
        id: HouseId::from(1),
        price: 869_500.0,
        zip_code: "05255".to_owned(),
        attributes: vec![Some(4.0), Some(3.25), Some(2016.0)],
        date: None,
        missing_photos: Vec::new(),
    };
    assert_eq!(houses("4 3.25 2016 05255 869500\n"), [Ok(house)]);
}

#[test]
fn a_blank_line_within_keeps_its_number() {
    let houses = houses("4 4 4053 85255 869500\n\n4 3 3343 36372 865200\n");
    assert_eq!(houses.len(), 3);
    assert!(houses[1].is_err());
    assert_eq!(houses[2].as_ref().unwrap().id, HouseId::from(3));
}

#[test]
fn errors_of_a_line_are_reported() {
    assert!(problem("4 4 4053 85255").starts_with("Line 3 has 4 fields, but needs 5"));
    assert!(problem("price").starts_with("Line 3 has 1 field, but needs 5"));
    assert_eq!(problem("four 4 4053 85255 1"), "Line 3: the number of bedrooms, “four”, is not a number.");
    assert_eq!(problem("4 4 4053 85255 869,500"), "Line 3: the price, “869,500”, is not a number.");
    assert_eq!(problem("4 4 4053 85255 0"), "Line 3: the price is “0”; it must be above 0.");
    assert_eq!(problem("4 4 4053 85255 -5"), "Line 3: the price is “-5”, which is impossible.");
    assert_eq!(problem("4 4 inf 85255 5"), "Line 3: the area is “inf”, which is impossible.");
    assert_eq!(problem("4 4 NaN 85255 5"), "Line 3: the area is “NaN”, which is impossible.");
}

fn delimited(text: &str, mapping: &Mapping) -> Vec<Result<House, (String, String)>> {
    let table = crate::csv::table("t.csv", text).unwrap();
    let error = |dropped: Dropped| (dropped.house.to_string(), dropped.reason.to_string());
    mapping.houses(&table).houses.into_iter().map(|house| house.map_err(error)).collect()
}

fn by_id() -> Mapping {
    Mapping { price: 1, id: Some(0), ..Mapping::default() }
}

#[test]
fn a_row_gives_id_price_and_attributes() {
    let mapping = Mapping { zip_code: Some(3), attributes: vec![2], ..by_id() };
    let houses = delimited(
        "id,price,baths,zip\n#12,\"$450,000\",2.5,01234\n7.0,$1.2M,studio,\n A-001 ,\"$80,000\",1,\n",
        &mapping,
    );
    let house = |id: &str, price, zip_code: &str, attribute| {
        Ok(House {
            id: id.into(),
            price,
            zip_code: zip_code.to_owned(),
            attributes: vec![attribute],
            date: None,
            missing_photos: Vec::new(),
        })
    };
    let expected = [
        house("12", 450_000.0, "01234", Some(2.5)),
        house("7", 1.2e6, "", None),
        house("A-001", 80_000.0, "", Some(1.0)),
    ];
    assert_eq!(houses, expected);
}

#[test]
fn errors_of_a_row_are_reported() {
    let rows = "1,5\n1,6\n,7\n8,\n9,0\n10,-3\n11,cheap\n12,NaN\n13,1e15\n";
    let errors: Vec<(String, String)> =
        delimited(&format!("id,price\n{rows}"), &by_id()).into_iter().filter_map(Result::err).collect();
    let expected = [
        ("1", "Line 3: house 1 is already in line 2, with another price. Give each house its own ID."),
        ("3", "Line 4 has no ID in the column “id”."),
        ("8", "Line 5 has no price."),
        ("9", "Line 6: the price is “0”; it must be above 0."),
        ("10", "Line 7: the price is “-3”, which is impossible."),
        ("11", "Line 8: the price, “cheap”, is not a number."),
        ("12", "Line 9 has no price."),
        ("13", "Line 10: the price is “1e15”; it must be below one trillion."),
    ];
    assert_eq!(errors, expected.map(|(house, text)| (house.to_owned(), text.to_owned())));
}

#[test]
fn an_id_may_be_any_text() {
    let ids: Vec<String> = delimited(
        "id,price\n0,1\n4294967296,2\n787072130001234567,3\n1.5,4\n12 Oak Street,5\n007,6\n",
        &by_id(),
    )
    .into_iter()
    .map(|house| house.unwrap().id.to_string())
    .collect();
    assert_eq!(ids, ["0", "4294967296", "787072130001234567", "1.5", "12 Oak Street", "007"]);
}

#[test]
fn rows_of_one_house_are_joined() {
    let mapping = Mapping { attributes: vec![2], zip_code: Some(3), ..by_id() };
    let text = "id,price,beds,zip\na,5,,\nb,,2,\na,5,3,X\nb,6,,Y\na,,4,\nc,7,1,\nc,8,1,\nb,cheap,1,\n";
    let table = crate::csv::table("t.csv", text).unwrap();
    let list = mapping.houses(&table);
    let house = |id: &str, price, zip_code: &str, beds| House {
        id: id.into(),
        price,
        zip_code: zip_code.to_owned(),
        attributes: vec![Some(beds)],
        date: None,
        missing_photos: Vec::new(),
    };
    let usable: Vec<House> = list.usable().cloned().collect();
    assert_eq!(usable[0], house("a", 5.0, "X", 3.0));
    assert_eq!((&usable[1].id, usable[1].price), (&HouseId::from("b"), 6.0));
    assert_eq!(list.of_rows, [0, 1, 0, 1, 0, 2, 2, 3]);
    let problems: Vec<String> =
        list.houses.iter().filter_map(|h| Some(h.as_ref().err()?.reason.to_string())).collect();
    assert_eq!(problems.len(), 2);
    assert!(problems[0].contains("house c is already in line 7, with another price"), "{}", problems[0]);
    assert!(problems[1].contains("“cheap”"), "{}", problems[1]);
    assert_eq!(list.of_row(4).map(|house| house.price), Some(5.0));
    assert_eq!(list.of_row(5), None);
}

#[test]
fn a_row_in_another_currency_is_reported() {
    let errors = |rows: &str| {
        let houses = delimited(&format!("id,price,currency\n{rows}"), &by_id());
        houses.into_iter().filter_map(|house| house.err().map(|(id, _)| id)).collect::<Vec<String>>()
    };
    assert_eq!(errors("1,5,USD\n2,6,ARS\n3,7,usd\n4,8,$\n5,9,\n"), ["2"]);
    assert!(errors("1,5,USD\n2,6,USD\n3,7,home\n").is_empty());
}

#[test]
fn a_name_that_says_millions_makes_a_point_decimal() {
    for (name, field, price) in [
        ("Price (million USD)", "2.949", 2_949_000.0),
        ("Preis in Mio. €", "\"2,949\"", 2_949_000.0),
        ("price", "2.949", 2949.0),
    ] {
        let houses = delimited(&format!("id,{name}\n1,{field}\n2,{field}\n3,{field}\n"), &by_id());
        assert_eq!(houses[0].as_ref().map(|house| house.price), Ok(price), "{name}");
    }
}

#[test]
fn rows_without_ids_are_numbered_from_the_first() {
    let table = crate::csv::table("t.csv", "price\n5\n5\n").unwrap();
    for first_row in [0, 1] {
        let list = Mapping { first_row, ..Mapping::default() }.houses(&table);
        let ids: Vec<HouseId> = list.usable().map(|house| house.id.clone()).collect();
        assert_eq!(ids, [first_row, first_row + 1].map(HouseId::from), "equal prices are two houses");
    }
}

#[test]
fn the_name_of_the_column_says_how_many_dollars_an_amount_is() {
    let price = |name: &str, written: &str| {
        let houses = delimited(&format!("id,{name}\n1,{written}\n2,{written}\n"), &by_id());
        houses.into_iter().flatten().next().map(|house| house.price)
    };
    assert_eq!(price("Price ($1000)", "396.5"), Some(396_500.0));
    assert_eq!(price("price_in_thousands", "917"), Some(917_000.0));
    assert_eq!(price("Price (in lakhs)", "39.2"), Some(3_920_000.0));
    assert_eq!(price("Preis (Mio. EUR)", "1.25"), Some(1_250_000.0));
    assert_eq!(price("Price in K", "450000"), Some(450_000.0), "no one has houses for 450 millions");
    assert_eq!(price("price", "917"), Some(917.0));
}
