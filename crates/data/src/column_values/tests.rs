use super::*;

fn format(fields: &[&str]) -> ColumnFormat {
    ColumnFormat::infer(fields.iter().copied(), false)
}

/// The unit of a column of numbers, and its values; NaN for a field without one.
fn numbers(fields: &[&str]) -> (String, Vec<f64>) {
    let format = format(fields);
    let ColumnKind::Number { unit } = format.kind() else { panic!("{:?}: {fields:?}", format.kind()) };
    (unit.clone(), fields.iter().map(|field| format.parse(field).unwrap_or(f64::NAN)).collect())
}

fn number(unit: &str) -> ColumnKind {
    ColumnKind::Number { unit: unit.to_owned() }
}

#[test]
fn a_shared_unit_makes_a_column_of_numbers() {
    for (fields, unit, values) in [
        (["3 bds", "2 bds", "1 bd"], "bds", [3.0, 2.0, 1.0]),
        (["2 ba", "2.5 ba", "1 bath"], "ba", [2.0, 2.5, 1.0]),
        (["1,450 sqft", "980 Sq. Ft.", "2,100 sqft"], "sqft", [1450.0, 980.0, 2100.0]),
        (["0.25 acres", "1 acre", "0.5 ac"], "ac", [0.25, 1.0, 0.5]),
        (["$107/mo", "$1,010/mo", "$85 / month"], "$/mo", [107.0, 1010.0, 85.0]),
        (["85 m²", "120 m2", "1.210 m²"], "m²", [85.0, 120.0, 1210.0]),
        (["1.450 m²", "2.100 m²", "3.250 m²"], "m²", [1450.0, 2100.0, 3250.0]),
        (["120 qm", "85qm", "90,5 qm"], "qm", [120.0, 85.0, 90.5]),
        (["12 years", "1 year", "3 yrs"], "year", [12.0, 1.0, 3.0]),
        (["5 km", "1.2 km", "0.3km"], "km", [5.0, 1.2, 0.3]),
        (["12 m", "1.5 m", "10m"], "m", [12.0, 1.5, 10.0]),
        (["10 ft", "8 ft", "9.5 ft"], "ft", [10.0, 8.0, 9.5]),
        (["2 Zimmer", "3-Zimmer", "2.5 Zi."], "zimmer", [2.0, 3.0, 2.5]),
        (["12%", "12.5 %", "3 percent"], "%", [12.0, 12.5, 3.0]),
        (["$450,000", "$1,028K", "$475K"], "$", [450_000.0, 1_028_000.0, 475_000.0]),
        (["2½", "1 1/2", "½"], "", [2.5, 1.5, 0.5]),
        (["3", "4", "2"], "", [3.0, 4.0, 2.0]),
        (["1955", "2001", "1987"], "", [1955.0, 2001.0, 1987.0]),
        (["41925", "41926", "41000"], "", [41_925.0, 41_926.0, 41_000.0]),
        (["137㎡", "88㎡", "92.5 平米"], "m²", [137.0, 88.0, 92.5]),
        (["30평", "25평", "28.5평"], "평", [30.0, 25.0, 28.5]),
        (["5 widgets", "1 widget", "3 Widgets"], "widgets", [5.0, 1.0, 3.0]),
        (["2 room(s)", "1 room(s)", "3 rooms"], "room(s)", [2.0, 1.0, 3.0]),
        (["45 L", "30 L", "1.5 L"], "l", [45.0, 30.0, 1.5]),
        (["3.400 €/m²", "4.100 €/m²", "2.950 €/m²"], "€/m²", [3400.0, 4100.0, 2950.0]),
        (["(1,200)", "1,300", "(80)"], "", [-1200.0, 1300.0, -80.0]),
    ] {
        assert_eq!(numbers(&fields), (unit.to_owned(), values.to_vec()), "{fields:?}");
    }
}

#[test]
fn a_number_without_its_unit_or_a_slip_is_tolerated() {
    let (unit, values) = numbers(&["1,450 sqft", "980", "2,100 sqft", "", "n/a", "1,100 sqft"]);
    assert_eq!(unit, "sqft");
    assert!(values[3].is_nan() && values[4].is_nan());
    assert_eq!(values[1], 980.0);
    let mut fields = vec!["85 m²"; 19];
    fields.push("3 rooms");
    let format = format(&fields);
    assert_eq!((format.kind(), format.parse("3 rooms")), (&number("m²"), Err(NumberError::OtherUnit)));
    assert_eq!(format.parse("large"), Err(NumberError::NotANumber));
    assert_eq!(format.parse("80 - 90 m²"), Err(NumberError::Range));
    let mut plain = vec!["5"; 19];
    plain.push("3 weeks");
    let plain = self::format(&plain);
    assert_eq!((plain.kind(), plain.parse("3 weeks")), (&number(""), Err(NumberError::OtherUnit)));
}

#[test]
fn known_units_of_one_dimension_are_converted_into_the_commonest() {
    let close = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-9;
    let (unit, values) = numbers(&["6,500 sqft", "0.25 acres", "7,200 sqft", "1 acre"]);
    assert_eq!((unit.as_str(), values[0]), ("sqft", 6500.0));
    assert!(close(values[1], 10_890.0) && close(values[3], 43_560.0), "{values:?}");
    let (unit, values) = numbers(&["85 m²", "1,000 sqft", "1 ha", "90 m²"]);
    assert_eq!(unit, "m²");
    assert!(close(values[1], 92.903_04) && close(values[2], 10_000.0), "{values:?}");
    let (unit, values) = numbers(&["$100/mo", "$1,200/yr", "$300/mo"]);
    assert_eq!(unit, "$/mo");
    assert!(close(values[1], 100.0), "{values:?}");
    let (_, values) = numbers(&["2 years", "18 months", "3 years"]);
    assert_eq!(values[1], 1.5);
    let (_, values) = numbers(&["800 m", "1.2 km", "300 m"]);
    assert_eq!(values, [800.0, 1200.0, 300.0]);
    let (_, values) = numbers(&["$100/sqft", "$90/sqft", "$1,000/m²"]);
    assert!(close(values[2], 92.903_04), "{values:?}");
    // Square feet or acres?
    let fields = [
        "6,500 sqft",
        "0.25 acres",
        "7,200 sqft",
        "1 acre",
        "5 acres",
        "900 sqft",
        "1 acre",
        "2 acres",
        "3 acres",
        "4",
    ];
    let format = format(&fields);
    assert_eq!((format.kind(), format.parse("4")), (&number("acres"), Err(NumberError::OtherUnit)));
}

#[test]
fn other_columns_are_text() {
    for fields in [
        ["3 bds 2 ba", "2 bds 1 ba", "1 bd 1 ba"],
        ["5 acres", "3 rooms", "2 cars"],
        ["12 Oak Street", "7 Main St", "101 Elm Ave"],
        ["12 Oak Street", "7 Oak Street", "101 Oak Street"],
        ["12 Hauptstraße", "7 Hauptstraße", "3 Hauptstraße"],
        ["d41d8cd98f00", "0cc175b9c0f1", "92eb5ffee6ae"],
        ["A-001", "A-002", "A-003"],
        ["10 weeks", "3 dogs", "2"],
        ["3室2厅", "2室1厅", "1室1厅"],
        ["3/2", "2/1", "4/3"],
        ["2-3 rooms", "3-4 rooms", "1-2 rooms"],
        ["+49 170 1234567", "0049 89 123", "089/1234"],
        ["http://h/1.jpg", "http://h/2.jpg", "http://h/3.jpg"],
        ["Nice house with garden", "Old house", "Close to the lake"],
        ["3+1", "2+1", "4+1"],
    ] {
        let found = format(&fields);
        assert_eq!(
            (found.kind(), found.parse(fields[0])),
            (&ColumnKind::Text, Err(NumberError::NotANumber)),
            "{fields:?}"
        );
    }
    for fields in [&[][..], &["", " ", "n/a", "-"][..]] {
        assert_eq!(
            (format(fields).kind(), format(fields).parse("")),
            (&ColumnKind::Empty, Err(NumberError::Missing))
        );
    }
}

#[test]
fn dates_are_days() {
    for (fields, first) in [
        (["2014-10-13", "2014-12-09", "2015-02-25"], 16_356.0),
        (["20141013T000000", "20141209T000000", "20150225T000000"], 16_356.0),
        (["20141013", "20141209", "20150225"], 16_356.0),
        (["13.10.2014", "09.12.2014", "25.02.2015"], 16_356.0),
        (["10/13/2014", "12/09/2014", "02/25/2015"], 16_356.0),
        (["13/10/2014", "09/12/2014", "25/02/2015"], 16_356.0),
        (["Oct 13, 2014", "Dec 9, 2014", ""], 16_356.0),
        (["2014-10", "2014-12", "2015-02"], 16_344.0),
        (["2014-10-13 10:00", "0000-00-00 00:00", "n/a"], 16_356.0),
    ] {
        let found = format(&fields);
        assert_eq!((found.kind(), found.parse(fields[0])), (&ColumnKind::Date, Ok(first)), "{fields:?}");
        assert!(!found.has_ambiguous_dates(), "{fields:?}");
    }
    let ambiguous = format(&["10/11/2014", "12/09/2014"]);
    assert!(ambiguous.has_ambiguous_dates());
    assert_eq!(ambiguous.parse("10/11/2014"), Ok(16_354.0));
    assert_eq!(ambiguous.parse("tomorrow"), Err(NumberError::NotANumber));
    // Numbers of eight digits that are not all dates.
    assert_eq!(format(&["20141013", "20141309", "20150225"]).kind(), &number(""));
    let price = ColumnFormat::infer(["20141013", "20141209"].into_iter(), true);
    assert_eq!((price.kind(), price.parse("20141013")), (&number(""), Ok(20_141_013.0)));
}

#[test]
fn few_texts_are_a_category() {
    let fields = ["flat", "house", "villa", "sold", "None"].repeat(6);
    let found = format(&fields);
    let ColumnKind::Category { values } = found.kind() else { panic!("{:?}", found.kind()) };
    assert_eq!(values, &["flat", "house", "None", "sold", "villa"]);
    assert_eq!((found.parse("HOUSE"), found.parse("castle")), (Ok(1.0), Err(NumberError::Missing)));
    let flags = format(&["Yes", "no", "", "yes"]);
    assert_eq!(flags.kind(), &ColumnKind::Category { values: vec!["no".to_owned(), "Yes".to_owned()] });
    assert_eq!(
        (flags.parse("YES"), flags.parse("No"), flags.parse("")),
        (Ok(1.0), Ok(0.0), Err(NumberError::Missing))
    );
    // Numbers of beds stay numbers, with a studio among them.
    let beds = [["1", "2", "3"].repeat(10), vec!["studio"]].concat();
    assert_eq!((format(&beds).kind(), format(&beds).parse("3+")), (&number(""), Ok(3.0)));
}

#[test]
fn a_price_is_a_number_whatever_the_column_holds() {
    let price = ColumnFormat::infer(["$450,000", "POA", "cheap", "450k-475k"].into_iter(), true);
    assert_eq!(price.kind(), &ColumnKind::Text);
    assert_eq!(price.parse("$450,000"), Ok(450_000.0));
    assert_eq!(price.parse("POA"), Err(NumberError::Missing));
    assert_eq!(price.parse("cheap"), Err(NumberError::NotANumber));
    assert_eq!(price.parse("450k-475k"), Err(NumberError::Range));
    let price = ColumnFormat::infer(["1.250 €", "2.400 €", "sold"].into_iter(), true);
    assert_eq!((price.kind(), price.parse("1.250 €")), (&number("€"), Ok(1250.0)));
    assert_eq!(price.parse("$1,250"), Err(NumberError::OtherUnit));
    let texts = ColumnFormat::infer(["low", "high"].repeat(20).into_iter(), true);
    assert_eq!(texts.parse("low"), Err(NumberError::NotANumber));
    let forint = ColumnFormat::infer(["45 000 000 Ft", "38 500 000 Ft"].into_iter(), true);
    assert_eq!((forint.kind(), forint.parse("45 M Ft")), (&number("HUF"), Ok(45e6)));
}

#[test]
fn a_large_column_takes_linear_time() {
    let start = std::time::Instant::now();
    let addresses: Vec<String> = (0..100_000).map(|row| format!("{row} Oak Street no {}", row * 7)).collect();
    let units: Vec<String> = (0..100_000)
        .map(|row| {
            let letters = ["a", "b", "c", "d", "e", "f", "g", "h"];
            format!("{row} {}{}{}x", letters[row % 8], letters[row / 8 % 8], letters[row / 64 % 8])
        })
        .collect();
    let areas: Vec<String> = (0..100_000).map(|row| format!("{} sq. ft.", 500 + row)).collect();
    for (column, kind) in
        [(&addresses, ColumnKind::Text), (&units, ColumnKind::Text), (&areas, number("sq ft"))]
    {
        assert_eq!(ColumnFormat::infer(column.iter().map(String::as_str), false).kind(), &kind);
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn random_columns_with_units_are_read_back() {
    let mut state = 11_u64;
    let mut below = |limit: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % limit
    };
    let units = [
        [" sqft", " sq. ft.", " Sqft"],
        [" m²", "m2", " qm"],
        ["㎡", " m^2", " Sqm"],
        [" bds", " bd", " Beds"],
        [" km", "km", " KM"],
        [" acres", " acre", " ac."],
        ["%", " %", " percent"],
        [" years", " yrs", " year"],
        [" Zimmer", "-Zimmer", " Zi."],
        ["", "", ""],
    ];
    for _ in 0..1500 {
        let [mark, point] =
            [[",", "."], [".", ","], [" ", ","], ["'", "."], ["", "."]][usize::try_from(below(5)).unwrap()];
        let kind = usize::try_from(below(10)).unwrap();
        let (unit, large) = (units[kind], kind < 3);
        // Areas are whole, other numbers may have a decimal.
        let column: Vec<(String, Option<f64>)> = (0..5 + below(56))
            .map(|_| {
                let spelling = unit[usize::try_from(below(3)).unwrap()];
                if below(20) == 0 {
                    return (["", "n/a", "TBD"][usize::try_from(below(3)).unwrap()].to_owned(), None);
                }
                if large {
                    let magnitude = below(9);
                    let value = 20 + below(32 << magnitude);
                    let (thousands, rest) = (value / 1000, value % 1000);
                    let text =
                        if thousands > 0 { format!("{thousands}{mark}{rest:03}") } else { rest.to_string() };
                    (format!("{text}{spelling}"), Some(value as f64))
                } else {
                    let tenths = 1 + below(300);
                    let (whole, tenth) = (tenths / 10, tenths % 10);
                    let text = if tenth > 0 { format!("{whole}{point}{tenth}") } else { whole.to_string() };
                    (format!("{text}{spelling}"), Some(tenths as f64 / 10.0))
                }
            })
            .collect();
        let found = ColumnFormat::infer(column.iter().map(|(field, _)| field.as_str()), false);
        for (field, value) in &column {
            assert_eq!(
                found.parse(field),
                value.ok_or(NumberError::Missing),
                "“{field}” {:?} {column:?}",
                found.kind()
            );
        }
    }
}
