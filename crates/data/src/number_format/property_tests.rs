//! Writes random amounts as people write them, and reads them back.

use super::*;

/// A keyed xorshift generator (Marsaglia, “Xorshift RNGs”).
struct Random(u64);

impl Random {
    fn new(key: u64) -> Self {
        Random(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[usize::try_from(self.below(items.len() as u64)).unwrap()]
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// An amount from 20,000 to about 40 million, each magnitude as likely as the others.
    fn amount(&mut self) -> u64 {
        let magnitude = 20_000_u64 << self.below(11);
        magnitude + self.below(magnitude)
    }
}

/// Groups digits by three, or in India by two above the last three.
fn grouped(number: u64, mark: &str, indian: bool) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        let starts = if indian { left == 3 || (left > 3 && left % 2 == 1) } else { left.is_multiple_of(3) };
        if at > 0 && starts {
            text.push_str(mark);
        }
        text.push(digit);
    }
    text
}

/// A decimal number of `value / 10^places`, without zeros at the end.
fn decimal(value: u64, places: usize, point: &str) -> String {
    let scale = 10_u64.pow(u32::try_from(places).unwrap());
    let fraction = format!("{:0places$}", value % scale);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        (value / scale).to_string()
    } else {
        format!("{}{point}{fraction}", value / scale)
    }
}

/// Thousands separator, decimal separator, and whether digits are grouped as in India.
const LOCALES: [(&str, &str, bool); 9] = [
    (",", ".", false),
    (".", ",", false),
    (" ", ",", false),
    ("\u{a0}", ",", false),
    ("\u{202f}", ",", false),
    ("'", ".", false),
    ("’", ".", false),
    ("", ".", false),
    (",", ".", true),
];

/// What precedes and what follows an amount.
const CURRENCIES: [(&str, &str); 44] = [
    ("", ""),
    ("$", ""),
    ("$ ", ""),
    ("US$", ""),
    ("US $", ""),
    ("USD", ""),
    ("USD ", ""),
    ("", " USD"),
    ("", "$"),
    ("€", ""),
    ("€ ", ""),
    ("", " €"),
    ("", "€"),
    ("EUR ", ""),
    ("", " EUR"),
    ("", " Euro"),
    ("£", ""),
    ("GBP ", ""),
    ("¥", ""),
    ("CHF ", ""),
    ("Fr. ", ""),
    ("", " kr"),
    ("kr ", ""),
    ("", " kr."),
    ("", " SEK"),
    ("AED ", ""),
    ("R$ ", ""),
    ("R ", ""),
    ("₹", ""),
    ("₹ ", ""),
    ("Rs. ", ""),
    ("Rs ", ""),
    ("", " zł"),
    ("", " Kč"),
    ("", " Ft"),
    ("", " ₽"),
    ("", " руб."),
    ("", "円"),
    ("", "원"),
    ("A$", ""),
    ("NT$", ""),
    ("RM", ""),
    ("", " lei"),
    ("", "元"),
];

/// Words around an amount that do not change it.
const AROUND: [(&str, &str); 16] = [
    ("", ""),
    ("", ""),
    ("", ""),
    ("", ""),
    ("~", ""),
    ("ca. ", ""),
    ("Asking price ", ""),
    ("Price: ", ""),
    ("ab ", ""),
    ("from ", ""),
    ("", " VB"),
    ("", " FP"),
    ("", "*"),
    ("", " (VB)"),
    ("", " obo"),
    ("  ", "  "),
];

/// Digits of another script.
fn in_script(text: &str, zero: u32) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(zero + digit)).unwrap_or(c);
    text.chars().map(digit).collect()
}

/// A column: its fields, and the amounts in them.
fn check(fields: &[(String, f64)], style: &str) {
    let format = NumberFormat::infer(fields.iter().map(|(field, _)| field.as_str()), true);
    for (field, amount) in fields {
        let expected = if amount.is_nan() { Err(NumberError::Missing) } else { Ok(*amount) };
        assert_eq!(format.parse(field), expected, "“{field}” of {style}: {fields:?}");
    }
}

/// A column in one style. `write` returns a field and its amount.
fn column(random: &mut Random, style: &str, mut write: impl FnMut(&mut Random) -> (String, u64, f64)) {
    let (before, after) = random.pick(&CURRENCIES);
    let (first, last) = random.pick(&AROUND);
    let script = random.pick(&[0x30, 0x30, 0x30, 0x30, 0xff10, 0x660, 0x6f0, 0x966]);
    let rows = 5 + random.below(56);
    let mut fields = Vec::new();
    for _ in 0..rows {
        if random.chance(5) {
            let missing =
                random.pick(&["", "n/a", "POA", "auf Anfrage", "sold", "TBD", "Price on application", "-"]);
            fields.push((missing.to_owned(), f64::NAN));
            continue;
        }
        let (text, cents, scale) = write(random);
        let around = random.chance(30);
        let (first, last) = if around { (first, last) } else { ("", "") };
        let text = format!("{first}{before}{}{after}{last}", in_script(&text, script));
        fields.push((text, cents as f64 / scale));
    }
    check(&fields, style);
}

#[test]
fn amounts_in_full_are_read_back() {
    for key in 0..1500 {
        let mut random = Random::new(key);
        let (mark, point, indian) = random.pick(&LOCALES);
        let cents = random.chance(40);
        let tag = random.pick(&["", "", ",-", ".–", ",--", "/-"]);
        column(&mut random, "full", |random| {
            let amount = random.amount();
            let text = grouped(amount, mark, indian);
            if cents {
                let hundredths = random.below(100);
                (format!("{text}{point}{hundredths:02}"), 100 * amount + hundredths, 100.0)
            } else {
                (format!("{text}{tag}"), amount, 1.0)
            }
        });
    }
}

#[test]
fn amounts_in_thousands_and_millions_are_read_back() {
    for key in 0..1500 {
        let mut random = Random::new(key);
        let (mark, point, indian) = random.pick(&LOCALES);
        let thousand = random.pick(&["K", "k", " k", " Tsd.", " thousand", " тыс.", " тыс"]);
        let million = random.pick(&[
            "M",
            "mn",
            " mln",
            " Mio.",
            " Mio",
            " million",
            " млн",
            " millones",
            "MM",
            " millón",
        ]);
        // From a million on in millions, or all in thousands.
        let all_thousands = random.chance(50);
        let digits = random.pick(&[1_000, 10_000, 50_000]);
        column(&mut random, "short", |random| {
            let amount = (random.amount() / digits).max(1) * digits;
            let text = if all_thousands || amount < 1_000_000 {
                format!("{}{thousand}", grouped(amount / 1000, mark, indian && amount > 100_000_000))
            } else {
                format!("{}{million}", decimal(amount / 1000, 3, point))
            };
            (text, amount, 1.0)
        });
    }
}

#[test]
fn indian_and_east_asian_amounts_are_read_back() {
    for key in 0..1500 {
        let mut random = Random::new(key);
        let style = random.below(5);
        let [lakh, crore] =
            random.pick(&[[" L", " Cr"], [" Lac", " Cr."], [" Lakh", " Crore"], [" lakhs", " crores"]]);
        let [ten_thousand, hundred_million] =
            random.pick(&[["万", "億"], ["萬", "億"], ["万", "亿"], ["만", "억"]]);
        let space = random.pick(&["", " "]);
        column(&mut random, "Eastern", |random| {
            let amount = (random.amount() / 10_000).max(1) * 10_000 * if random.chance(30) { 10 } else { 1 };
            let text = match style {
                0 if amount < 10_000_000 => format!("{}{lakh}", decimal(amount / 1000, 2, ".")),
                0 => format!("{}{crore}", decimal(amount / 1000, 4, ".")),
                1 => format!("{}{ten_thousand}", grouped(amount / 10_000, ",", false)),
                2 => format!("{}{ten_thousand}", decimal(amount / 1000, 1, ".")),
                _ => {
                    let (high, low) = (amount / 100_000_000, amount % 100_000_000 / 10_000);
                    match (high, low) {
                        (0, low) => format!("{low}{ten_thousand}"),
                        (high, 0) => format!("{high}{hundred_million}"),
                        (high, low) => format!("{high}{hundred_million}{space}{low}{ten_thousand}"),
                    }
                }
            };
            (text, amount, 1.0)
        });
    }
}

#[test]
fn any_text_is_read_without_a_panic() {
    let letters: Vec<char> =
        "0123456789.,,..  ''-–+~()[]/%*$€£kKmMLlCrT²½¹万億元円평bdftsqacreVBabto:#eE٫٠১９，\u{200b}\u{301}é\u{a0}\n\t".chars().collect();
    for key in 0..20_000 {
        let mut random = Random::new(key);
        let mut text = || -> String { (0..random.below(24)).map(|_| random.pick(&letters)).collect() };
        let fields = [text(), text(), text()];
        for rules in [
            Rules { price: true, units: false, large: true, scaled: false },
            Rules { price: false, units: true, large: false, scaled: true },
        ] {
            let format = NumberFormat::infer_with(fields.iter().map(String::as_str), rules);
            for field in &fields {
                if let Ok(reading) = format.read(field) {
                    assert!(!reading.value.is_nan(), "{field:?}");
                }
                crate::units::unit_price(field);
            }
        }
    }
}
