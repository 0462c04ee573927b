use super::*;

fn day(field: &str) -> Option<i64> {
    DateFormat::infer([field].into_iter()).0.parse(field)
}

#[test]
fn days_are_counted_from_1970() {
    for (date, expected) in [
        ("1970-01-01", 0),
        ("1970-01-02", 1),
        ("1969-12-31", -1),
        ("2000-02-29", 11_016),
        ("2000-03-01", 11_017),
        ("2014-10-13", 16_356),
        ("1900-03-01", -25_508),
    ] {
        assert_eq!(day(date), Some(expected), "{date}");
    }
}

#[test]
fn dates_are_read_in_all_usual_forms() {
    for date in [
        "2014-10-13",
        "20141013T000000",
        "20141013",
        "13.10.2014",
        "10/13/2014",
        "13/10/2014",
        "Oct 13, 2014",
        "13 Oct 2014",
        "2014/10/13",
        "2014.10.13",
        "2014-10-13 12:30:00",
        "2014-10-13T12:30:00Z",
        "2014-10-13T12:30:00.000+02:00",
        "10/13/2014 12:30 PM",
        "13. 10. 2014",
        "13. Oktober 2014",
        "October 13th, 2014",
        "13-Oct-14",
        "10/13/14",
        "13.10.14",
        "2014年10月13日",
        "2014년 10월 13일",
        "Mon, Oct 13, 2014",
        "13 octobre 2014",
        "13 de octubre de 2014",
        "13 окт 2014",
        "２０１４-１０-１３",
        "Oct 13, 2014, 9:05",
        "2014. 10. 13.",
    ] {
        assert_eq!(day(date), Some(16_356), "{date}");
    }
    for date in ["2014-10", "10/2014", "Oct 2014", "October 2014", "2014年10月"] {
        assert_eq!(day(date), Some(16_344), "{date}");
    }
    for (date, month) in [
        ("5 août 2014", 8),
        ("5. März 2014", 3),
        ("5 dic 2014", 12),
        ("5 déc. 2014", 12),
        ("5 juin 2014", 6),
        ("5 juillet 2014", 7),
    ] {
        assert_eq!(day(date), days(2014, month, 5), "{date}");
    }
}

#[test]
fn other_fields_are_no_dates() {
    for text in [
        "",
        "1955",
        "2014",
        "41925",
        "450000",
        "13.10",
        "10.2014",
        "2014-13-01",
        "30/02/2014",
        "2014-02-29",
        "1-2-3",
        "12-13",
        "555-1234",
        "2010-2014",
        "0000-00-00",
        "20141313",
        "12:30",
        "Oct",
        "13 Foo 2014",
        "5 Main Street",
        "192.168.0.1",
        "2014-10-13 Main",
        "A-2014-10",
        "+49 170 2014 1012",
        "13.10-2014",
        "3 de",
        "99/99/9999",
    ] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn the_column_decides_the_order_of_day_and_month() {
    let parse = |dates: &[&str]| {
        let (format, _) = DateFormat::infer(dates.iter().copied());
        (format.parse(dates[0]), format.is_ambiguous())
    };
    let (october, november) = (days(2014, 10, 11), days(2014, 11, 10));
    assert_eq!(parse(&["10/11/2014", "10/13/2014"]), (october, false));
    assert_eq!(parse(&["10/11/2014", "13/10/2014"]), (november, false));
    assert_eq!(parse(&["10/11/2014", "05/05/2014"]), (october, true));
    assert_eq!(parse(&["10.11.2014"]), (november, true));
    assert_eq!(parse(&["10-11-2014"]), (november, true));
    assert_eq!(parse(&["10.11.2014", "10.13.2014"]), (october, false));
    assert_eq!(parse(&["05/05/2014"]), (days(2014, 5, 5), false));
    assert_eq!(parse(&["2014-10-11"]), (october, false));
}

#[test]
fn random_dates_are_read_back() {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "March", "April", "May", "June", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
    let mut state = 7_u64;
    let mut below = |limit: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from((state >> 11) % u64::from(limit)).unwrap()
    };
    for _ in 0..1000 {
        let style = below(12);
        let time = if below(2) == 0 { " 12:30:05" } else { "" };
        let mut column = Vec::new();
        let mut decided = false;
        for _ in 0..5 + below(56) {
            let (y, m, d) = (1970 + below(90), 1 + below(12), 1 + below(28));
            decided |= d > 12;
            let name = NAMES.get(m as usize - 1).unwrap();
            let date = match style {
                0 => format!("{y}-{m:02}-{d:02}"),
                1 => format!("{y}{m:02}{d:02}T000000"),
                2 => format!("{d}.{m}.{y}"),
                3 => format!("{m}/{d}/{y}"),
                4 => format!("{d:02}/{m:02}/{y}"),
                5 => format!("{name} {d}, {y}"),
                6 => format!("{d} {name} {y}"),
                7 => format!("{y}/{m}/{d}"),
                8 => format!("{y}年{m}月{d}日"),
                9 => format!("{d}-{name}-{y}"),
                10 => format!("{m:02}-{d:02}-{y}"),
                _ => format!("{d:02}. {m:02}. {y}"),
            };
            let time = if style == 1 { "" } else { time };
            column.push((format!("{date}{time}"), days(y, m, d)));
        }
        let (format, count) = DateFormat::infer(column.iter().map(|(field, _)| field.as_str()));
        assert_eq!(count, column.len());
        assert!(decided || style != 3 || format.is_ambiguous());
        for (field, day) in column.iter().filter(|_| decided) {
            assert_eq!((format.parse(field), format.is_ambiguous()), (*day, false), "{field}");
        }
    }
}
