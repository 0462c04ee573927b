use super::*;

fn parsed(values: &[&str]) -> Vec<Result<f64, NumberError>> {
    let format = NumberFormat::infer(values.iter().copied(), true);
    values.iter().map(|value| format.parse(value)).collect()
}

fn alone(value: &str) -> Result<f64, NumberError> {
    parsed(&[value])[0]
}

#[test]
fn common_money_formats_are_parsed() {
    for text in [
        "450000",
        "450,000",
        "450.000",
        "450 000",
        "450\u{a0}000",
        "450\u{202f}000",
        "450'000",
        "450’000",
        "$450,000",
        "$ 450,000",
        "US$450,000.00",
        "450.000 €",
        "€450.000,00",
        "450,000.00 USD",
        "USD 450,000",
        "£450k",
        "450K",
        "0.45M",
        "$0.45m",
        "450 000 kr",
        "kr 450.000,-",
        "CHF 450'000.–",
        "Fr. 450'000.-",
        "4,50,000",
        "₹4,50,000.00",
        "+450000",
        "450000.",
        "450000.0",
        "4.5E+05",
        "4.5e5",
        "  450,000  ",
        "Rs. 450,000",
        "0.45 million",
    ] {
        assert_eq!(alone(text), Ok(450_000.0), "{text}");
    }
    assert_eq!(alone("-5"), Ok(-5.0));
    assert_eq!(alone("−$1,200"), Ok(-1200.0));
    assert_eq!(alone("$-1,200"), Ok(-1200.0));
    assert_eq!(alone(".5"), Ok(0.5));
    assert_eq!(alone("1.234.567,89"), Ok(1_234_567.89));
}

#[test]
fn other_texts_are_not_numbers() {
    for text in [
        "about 450000",
        "450000 or so",
        "4 5 0",
        "450,00,0",
        "1.2.3",
        "20141013T000000",
        "1,23,45",
        "#12",
        "five",
        "1 2",
        "--5",
        "450.000.00",
        "1,000.000,00",
        "0x10",
        "$",
        "€ kr",
        "12 m",
        "infinity",
        "1e",
        "e5",
        "1'00",
        "12:30",
    ] {
        assert_eq!(alone(text), Err(NumberError::NotANumber), "{text}");
    }
    for text in ["", " ", "-", "n/a", "NaN", "NULL", "None", "?"] {
        assert_eq!(alone(text), Err(NumberError::Missing), "{text}");
    }
    assert_eq!(alone(&"1".repeat(61)), Err(NumberError::NotANumber));
}

#[test]
fn a_column_determines_the_role_of_a_point() {
    let of = |values: &[&str]| -> Vec<f64> { parsed(values).into_iter().map(Result::unwrap).collect() };
    assert_eq!(of(&["450.000", "1.250.000"]), [450_000.0, 1_250_000.0]);
    assert_eq!(of(&["450.000", "980", "1.200"]), [450_000.0, 980.0, 1200.0]);
    assert_eq!(of(&["3", "2.5", "3.250"]), [3.0, 2.5, 3.25]);
    assert_eq!(of(&["3", "2", "3.250"]), [3.0, 2.0, 3.25]);
    assert_eq!(of(&["1,5", "3,250", "2"]), [1.5, 3.25, 2.0]);
    assert_eq!(of(&["450,000.00", "450,000"]), [450_000.0, 450_000.0]);
    assert_eq!(of(&["450.000,00", "450.000"]), [450_000.0, 450_000.0]);
    assert_eq!(of(&["450,5", "450.000"]), [450.5, 450_000.0]);
    assert_eq!(of(&["0.250", "1.125"]), [0.25, 1.125]);
    assert_eq!(of(&["1.2M", "950.000"]), [1.2e6, 950_000.0]);
    // A price of a few dollars is implausible, and so are thousands of bathrooms.
    assert_eq!(of(&["1.250", "2.400"]), [1250.0, 2400.0]);
    let baths = NumberFormat::infer(["3.250", "2.500"].into_iter(), false);
    assert_eq!(baths.parse("3.250"), Ok(3.25));
    let longitude = NumberFormat::infer(["-122.257", "-121.315"].into_iter(), false);
    assert_eq!(longitude.parse("-122.257"), Ok(-122.257));
    let area = NumberFormat::infer(["1.250", "85.500"].into_iter(), false);
    assert_eq!(area.parse("1.250"), Ok(1250.0));
}

#[test]
fn one_typing_error_does_not_change_the_format() {
    let mut values = vec!["450.000"; 40];
    values.push("450.00");
    let found = parsed(&values);
    assert_eq!((found[0], found[40]), (Ok(450_000.0), Err(NumberError::Inconsistent)));
    assert_eq!(parsed(&["1,234.5", "1.234,5", "2,345.6"])[1], Err(NumberError::Inconsistent));
}

fn all(values: &[&str]) -> Vec<f64> {
    parsed(values).into_iter().map(Result::unwrap).collect()
}

#[test]
fn thousands_with_k_are_decided_by_the_column() {
    assert_eq!(all(&["$475K", "$1,028K"]), [475_000.0, 1_028_000.0]);
    assert_eq!(all(&["$1,028K", "$1,010K"]), [1_028_000.0, 1_010_000.0]);
    assert_eq!(all(&["1.028K", "475K"]), [1_028_000.0, 475_000.0]);
    assert_eq!(all(&["1.028K"]), [1_028_000.0], "a price of 1,028 is implausible");
    assert_eq!(all(&["$1,028K", "$999.5K"]), [1_028_000.0, 999_500.0]);
    assert_eq!(all(&["1.250 T€", "850,5 T€"]), [1_250_000.0, 850_500.0]);
    assert_eq!(all(&["$1.028M", "$950K"]), [1_028_000.0, 950_000.0]);
    assert_eq!(all(&["1,028 Mio. €"]), [1_028_000.0]);
    assert_eq!(all(&["1.2M", "950.000", "475K"]), [1.2e6, 950_000.0, 475_000.0]);
    let views = NumberFormat::infer(["1.028K", "3.5K", "900"].into_iter(), false);
    assert_eq!((views.parse("1.028K"), views.parse("3.5K")), (Ok(1028.0), Ok(3500.0)));
    assert_eq!(all(&["$1.13M", "0.29M"]), [1_130_000.0, 290_000.0], "exactly");
}

#[test]
fn multipliers_of_many_languages_are_read() {
    for text in [
        "1,2 Mio. €",
        "1.2M",
        "€1.2m",
        "1.2m",
        "1200 Tsd.",
        "1200T€",
        "1200 T€",
        "1200 TEUR",
        "1200k",
        "1.2mn",
        "1.2 mln",
        "1,2 млн",
        "1200 тыс.",
        "1200 mil",
        "1.2 mil",
        "R$ 1.200 mil",
        "1,2 millón",
        "1,2 millones",
        "₹12 L",
        "12 Lac",
        "Rs. 12 Lakh",
        "0.12 Cr",
        "12 lakhs",
        "1,200,000",
        "12,00,000",
        "120万",
        "120万元",
        "¥120万",
        "120萬",
        "120만원",
        "0.012億",
        "1.2 €M",
        "1.2 Mkr",
        "1200 tkr",
        "1,2 million d'euros",
        "1.2 juta",
        "１２０万円",
        "١٬٢٠٠٬٠٠٠",
        "१२,००,०००",
        "Kč 1.2 mil.",
    ] {
        assert_eq!(alone(text), Ok(1.2e6), "{text}");
    }
    for text in ["1.2 crore", "1 Cr 20 L", "1,20,00,000", "1200万"] {
        assert_eq!(alone(text), Ok(1.2e7), "{text}");
    }
    for text in ["1億2000万円", "1억 2000만", "1億2,000万", "1.2亿元", "12000万", "１億２０００万円"]
    {
        assert_eq!(alone(text), Ok(1.2e8), "{text}");
    }
    assert_eq!(alone("1.2 billion"), Ok(1.2e9));
    assert_eq!(alone("3억 5000만"), Ok(3.5e8));
    assert_eq!(alone("1万5000"), Ok(15_000.0));
    assert_eq!(alone("٣٫٥ مليون"), Ok(3.5e6));
    assert_eq!(alone("450 mil €"), Ok(450_000.0));
    assert_eq!(alone("12 mil. Kč"), Ok(12e6));
    assert_eq!(alone("850 mil. Kč"), Ok(850e6), "the country decides");
    for text in ["1万2億", "1万20000", "5M 3", "3 Cr 5 Cr", "2億3億", "12 t", "5 K 7"] {
        assert_eq!(alone(text), Err(NumberError::NotANumber), "{text}");
    }
}

#[test]
fn currencies_and_plain_words_are_ignored() {
    for text in [
        "EUR 450.000,-",
        "450 000 kr",
        "CHF 450'000.–",
        "USD450,000",
        "AED 450,000",
        "€ 450.000 VB",
        "Asking price $450,000",
        "ab 450.000 €",
        "from $450k",
        "ca. 450.000 €",
        "approx. 450,000",
        "~450k",
        "450000+",
        "$450,000 obo",
        "450.000,-- €",
        "Rs 4,50,000/-",
        "450,000*",
        "450,000**",
        "450,000¹",
        "450.000 € (VB)",
        "Kaufpreis: 450.000 EUR",
        "450,000 USD only",
        "US $ 450,000",
        "450.000 EUR FP",
        "R 450 000",
        "$450,000 AUD",
        "450\u{202f}000\u{a0}€",
        "\u{200e}450,000",
        "＄４５０，０００",
        "$450,000 o.b.o.",
        "offers over £450,000",
        "450000 рублей",
        "450,000 AED",
        "45万元起",
        "约45万",
    ] {
        assert_eq!(alone(text), Ok(450_000.0), "{text}");
    }
    for text in [
        "$1,450 per month",
        "$1,450/mo",
        "450 €/m²",
        "1,450 sqft",
        "450,000 beds",
        "€450,000 $",
        "No. 12",
        "12%",
        "$450,000 (per week)",
    ] {
        assert_eq!(alone(text), Err(NumberError::NotANumber), "{text}");
    }
}

#[test]
fn ranges_and_bounds_are_no_price() {
    for text in [
        "450k-475k",
        "$450,000 - $475,000",
        "450.000 – 475.000 €",
        "450k to 475k",
        "450-475",
        "12-13",
        "€450k bis €475k",
        "450万〜475万",
        "from 450k to 475k",
        "up to 450k",
        "< 450,000",
        "unter 450.000",
        "between 450k and 475k",
        "450~475",
    ] {
        assert_eq!(alone(text), Err(NumberError::Range), "{text}");
    }
    for text in ["12-13-14", "2014-10-13", "450k-", "450k - call", "450k-475k-500k"] {
        assert_eq!(alone(text), Err(NumberError::NotANumber), "{text}");
    }
}

#[test]
fn what_is_not_told_is_missing() {
    for text in [
        "POA",
        "p.o.a.",
        "on request",
        "On Request",
        "auf Anfrage",
        "Preis auf Anfrage",
        "sold",
        "SOLD",
        "TBD",
        "price on application",
        "Price: on request",
        "k.A.",
        "keine Angabe",
        "面议",
        "応相談",
        "Call",
        "prix sur demande",
        "--",
        "unknown",
    ] {
        assert_eq!(alone(text), Err(NumberError::Missing), "{text}");
    }
    assert_eq!(alone("sold for a song"), Err(NumberError::NotANumber));
}

#[test]
fn brackets_and_fractions_are_read() {
    assert_eq!(all(&["(1,200)", "1,200"]), [-1200.0, 1200.0]);
    assert_eq!(all(&["($1,200)", "$(1,200)", "(1,200) USD"]), [-1200.0; 3]);
    assert_eq!(alone("(1,200"), Err(NumberError::NotANumber));
    assert_eq!(alone("(-5)"), Ok(-5.0));
    assert_eq!(all(&["2 1/2", "2½", "½", "1/2", "3", "1 ¾", "-1/2"]), [2.5, 2.5, 0.5, 0.5, 3.0, 1.75, -0.5]);
    // Bedrooms and bathrooms.
    assert_eq!(parsed(&["3/2", "1/2"]), [Err(NumberError::NotANumber); 2]);
    assert_eq!(parsed(&["0/2", "1/0", "1/7"]), [Err(NumberError::NotANumber); 3]);
}

#[test]
fn another_currency_is_refused() {
    let found = parsed(&["$450,000", "USD 380,000", "€450,000", "420,000", "US$ 1M"]);
    assert_eq!(found, [Ok(450_000.0), Ok(380_000.0), Err(NumberError::OtherUnit), Ok(420_000.0), Ok(1e6)]);
    assert_eq!(all(&["450 000 kr", "450 000 SEK", "NOK 100 000"]), [450_000.0, 450_000.0, 100_000.0]);
    assert_eq!(parsed(&["¥45万", "45万円", "45万"]), [Ok(450_000.0); 3]);
}

#[test]
fn habits_of_countries_are_known() {
    for (text, amount) in [
        ("3억5000", 3.5e8),
        ("매매 3억 5,000", 3.5e8),
        ("1万5000", 15_000.0),
        ("Rp 1,2 M", 1.2e9),
        ("Rp850 Juta", 8.5e8),
        ("2 tỷ 500 triệu", 2.5e9),
        ("R$ 1,2 mi", 1.2e6),
        ("1,2 mill. kr", 1.2e6),
        ("45 millió Ft", 45e6),
        ("S/ 450,000", 450_000.0),
        ("U$S 450.000", 450_000.0),
        ("Q450,000", 450_000.0),
        ("₡45,000,000", 45e6),
        ("R4 500 000", 4.5e6),
        ("4.5 ล้านบาท", 4.5e6),
        ("'450000", 450_000.0),
        ("450´000", 450_000.0),
        ("Offers in excess of £450,000", 450_000.0),
        ("$450,000 (sold)", 450_000.0),
        ("₹ 1.25 Crore onwards", 1.25e7),
        ("£450,000 (guide price)", 450_000.0),
    ] {
        assert_eq!(alone(text), Ok(amount), "{text}");
    }
    for text in
        ["2億3", "1万5", "3억50000", "half a million", "$450,000 $425,000", "was $475,000 now $450,000"]
    {
        assert_eq!(alone(text), Err(NumberError::NotANumber), "{text}");
    }
    assert_eq!(all(&["2,380萬元", "NT$1,280萬"]), [2.38e7, 1.28e7]);
}

#[test]
fn prices_with_what_people_write_around_them() {
    for (field, value) in [
        ("3억 1천", 310_000_000.0),
        ("3억 500", 305_000_000.0),
        ("3,63500E+05", 363_500.0),
        ("$363,500 ($225/sqft)", 363_500.0),
        ("Offers in region of £363,500", 363_500.0),
        ("Fixed price £363,500", 363_500.0),
        ("OIEO £363,500", 363_500.0),
        ("363,500 + VAT", 363_500.0),
        ("۳۶۳٬۵۰۰ تومان", 363_500.0),
        ("۱٫۵ میلیارد تومان", 1.5e9),
        ("۹۵۰ میلیون تومان", 950e6),
        ("Est. $450,000", 450_000.0),
        ("\u{fffd}363,500", 363_500.0),
    ] {
        let format = NumberFormat::infer([field].into_iter(), true);
        assert_eq!(format.parse(field), Ok(value), "{field}");
    }
    // 1亿5 is short for another amount.
    let format = NumberFormat::infer(std::iter::empty(), true);
    assert_eq!(format.parse("1亿5"), Err(NumberError::NotANumber));
}
