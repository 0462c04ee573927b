//! The dictionary of the words that stand beside numbers. All are in lower case.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::multiplier::{Class, Multiplier, Needs};

/// Names of currencies: the sign if only one currency has it, otherwise the code of ISO 4217; and the signs, codes and words that mean it.
const CURRENCIES: [(&str, &[&str]); 79] = [
    ("toman", &["تومان", "toman", "tomans"]),
    ("IRR", &["ریال", "irr"]),
    ("$", &["$", "dollar", "dollars"]),
    ("USD", &["us$", "$us", "usd", "us", "usd$", "美元", "u$"]),
    ("AUD", &["a$", "au$", "aud"]),
    ("CAD", &["c$", "ca$", "cad", "cdn$"]),
    ("NZD", &["nz$", "nzd"]),
    ("HKD", &["hk$", "hkd", "港元", "港币", "港幣"]),
    ("SGD", &["s$", "sgd", "sg$"]),
    ("TWD", &["nt$", "twd", "ntd", "台币", "台幣"]),
    ("MXN", &["mx$", "mxn"]),
    ("COP", &["cop"]),
    ("CLP", &["clp"]),
    ("ARS", &["ars"]),
    ("peso", &["peso", "pesos"]),
    ("BRL", &["r$", "brl", "reais", "real"]),
    ("€", &["€", "eur", "euro", "euros", "欧元"]),
    ("£", &["£", "gbp", "pound", "pounds", "stg"]),
    ("¥", &["¥"]),
    ("JPY", &["jpy", "円", "yen", "日元"]),
    ("CNY", &["cny", "rmb", "yuan", "人民币", "人民幣"]),
    ("元", &["元", "圆", "圓"]),
    ("KRW", &["₩", "krw", "원", "won"]),
    ("INR", &["₹", "inr", "रु", "रुपये"]),
    ("Rs", &["rs", "re", "rupees", "rupee"]),
    ("PKR", &["pkr"]),
    ("LKR", &["lkr"]),
    ("NPR", &["npr"]),
    ("BDT", &["৳", "bdt", "tk", "taka"]),
    ("RUB", &["₽", "rub", "rur", "руб", "рублей", "р"]),
    ("UAH", &["₴", "uah", "грн"]),
    ("KZT", &["₸", "kzt", "тг", "тенге"]),
    ("TRY", &["₺", "try", "tl"]),
    ("ILS", &["₪", "ils", "nis", "shekel", "shekels"]),
    ("VND", &["₫", "vnd", "đ", "đồng"]),
    ("THB", &["฿", "thb", "baht", "บาท"]),
    ("NGN", &["₦", "ngn", "naira"]),
    ("PHP", &["₱", "php"]),
    ("GHS", &["₵", "ghs"]),
    ("kr", &["kr", "kroner", "kronor", "krónur"]),
    ("SEK", &["sek"]),
    ("NOK", &["nok"]),
    ("DKK", &["dkk"]),
    ("ISK", &["isk"]),
    ("CHF", &["chf", "fr", "sfr", "franken"]),
    ("PLN", &["zł", "zl", "pln", "złotych", "złoty"]),
    ("CZK", &["kč", "czk", "kc", "korun"]),
    ("HUF", &["ft", "huf", "forint"]),
    ("RON", &["lei", "ron", "leu"]),
    ("BGN", &["лв", "bgn"]),
    ("RSD", &["rsd", "din"]),
    ("MKD", &["mkd", "ден"]),
    ("HRK", &["kn", "hrk"]),
    ("ZAR", &["zar", "rand"]),
    ("AED", &["aed", "dhs", "dh", "درهم", "dirham", "dirhams"]),
    ("SAR", &["sar"]),
    ("riyal", &["ريال", "﷼"]),
    ("QAR", &["qar"]),
    ("KWD", &["kwd"]),
    ("BHD", &["bhd"]),
    ("OMR", &["omr"]),
    ("JOD", &["jod"]),
    ("EGP", &["egp"]),
    ("MAD", &["mad"]),
    ("MYR", &["rm", "myr", "ringgit"]),
    ("IDR", &["rp", "idr"]),
    ("KES", &["ksh", "kes"]),
    ("UGX", &["ugx"]),
    ("TZS", &["tzs"]),
    ("PEN", &["pen"]),
    ("UYU", &["uyu"]),
    ("CRC", &["₡", "crc"]),
    ("Bs", &["bs"]),
    ("BOB", &["bob"]),
    ("UF", &["uf", "clf"]),
    ("JMD", &["j$", "jmd"]),
    ("GTQ", &["gtq"]),
    ("TTD", &["tt$", "ttd"]),
    ("VES", &["ves"]),
];

/// A power of ten in a class.
const fn power(class: Class, power: u8) -> Multiplier {
    Multiplier { class, power, mil: false }
}

const THOUSAND: Multiplier = power(Class::Thousand, 3);
const MILLION: Multiplier = power(Class::Million, 6);

/// Multipliers, what each needs beside it, and the words for it.
const MULTIPLIERS: [(Multiplier, Needs, &[&str]); 18] = [
    (
        THOUSAND,
        Needs::Nothing,
        &[
            "k",
            "thousand",
            "ezer",
            "thsd",
            "ths",
            "tsd",
            "tausend",
            "тыс",
            "тисяч",
            "тис",
            "ribu",
            "rb",
            "mille",
            "mila",
            "tys",
            "tis",
            "tusen",
            "duizend",
            "ألف",
            "هزار",
        ],
    ),
    (THOUSAND, Needs::Money, &["bin"]),
    (THOUSAND, Needs::Joined, &["t"]),
    (Multiplier { mil: true, ..THOUSAND }, Needs::Nothing, &["mil"]),
    (MILLION, Needs::MoneyOrCapital, &["m", "mm"]),
    (
        MILLION,
        Needs::Nothing,
        &[
            "mn",
            "mln",
            "mio",
            "mill",
            "millió",
            "мільйон",
            "million",
            "millions",
            "millionen",
            "millón",
            "millon",
            "millones",
            "milhão",
            "milhao",
            "milhões",
            "milhoes",
            "milione",
            "milioni",
            "milion",
            "miliony",
            "milionů",
            "milioane",
            "miljoen",
            "miljoner",
            "milj",
            "milyon",
            "млн",
            "мил",
            "миллион",
            "миллиона",
            "миллионов",
            "juta",
            "jt",
            "triệu",
            "ล้าน",
            "مليون",
            "میلیون",
        ],
    ),
    (MILLION, Needs::Money, &["tr", "mi"]),
    (
        power(Class::Million, 9),
        Needs::Nothing,
        &[
            "bn",
            "billion",
            "mrd",
            "milliárd",
            "mld",
            "mia",
            "milliarde",
            "milliarden",
            "milliard",
            "млрд",
            "miliar",
            "میلیارد",
            "مليار",
            "tỷ",
            "tỉ",
        ],
    ),
    (power(Class::Million, 9), Needs::Money, &["b"]),
    (power(Class::Eastern, 5), Needs::Nothing, &["lakh", "lakhs", "lac", "lacs", "लाख"]),
    (power(Class::Eastern, 5), Needs::Money, &["l"]),
    (power(Class::Eastern, 7), Needs::Nothing, &["cr", "crore", "crores", "करोड़", "करो\u{95c}"]),
    (power(Class::Eastern, 3), Needs::Nothing, &["हजार", "हज़ार", "千", "천"]),
    (power(Class::Eastern, 4), Needs::Nothing, &["万", "萬", "만"]),
    (power(Class::Eastern, 6), Needs::Nothing, &["百万", "百萬", "백만"]),
    (power(Class::Eastern, 7), Needs::Nothing, &["千万", "千萬", "천만"]),
    (power(Class::Eastern, 8), Needs::Nothing, &["億", "亿", "억"]),
    (power(Class::Eastern, 12), Needs::Nothing, &["兆", "조"]),
];

/// Words before a number that do not change it.
const PLAIN_PREFIXES: [&str; 62] = [
    "enquiries",
    "inquiries",
    "region",
    "the",
    "fixed",
    "starting",
    "starts",
    "at",
    "selling",
    "sale",
    "offer",
    "asking",
    "ask",
    "price",
    "listed",
    "guide",
    "from",
    "offers",
    "over",
    "oiro",
    "oieo",
    "now",
    "only",
    "just",
    "ca",
    "c.a",
    "circa",
    "approx",
    "approximately",
    "est",
    "ab",
    "vb",
    "vhb",
    "fp",
    "nur",
    "preis",
    "kaufpreis",
    "prix",
    "precio",
    "prezzo",
    "preço",
    "cena",
    "desde",
    "dès",
    "от",
    "цена",
    "约",
    "約",
    "总价",
    "總價",
    "售价",
    "售價",
    "价格",
    "價格",
    "価格",
    "sold",
    "for",
    "in",
    "excess",
    "of",
    "매매",
    "售",
];

/// Words behind a number that do not change it.
const PLAIN_SUFFIXES: [&str; 49] = [
    "vat",
    "tax",
    "taxes",
    "gst",
    "mwst",
    "iva",
    "moms",
    "ttc",
    "ht",
    "incl",
    "inkl",
    "excl",
    "exkl",
    "zzgl",
    "plus",
    "vb",
    "vhb",
    "fp",
    "ca",
    "fix",
    "fixpreis",
    "festpreis",
    "obo",
    "o.b.o",
    "ono",
    "o.n.o",
    "neg",
    "nego",
    "negotiable",
    "asking",
    "firm",
    "only",
    "approx",
    "fai",
    "起",
    "左右",
    "約",
    "约",
    "hai",
    "cc",
    "k.k",
    "kk",
    "v.o.n",
    "onwards",
    "oiro",
    "oieo",
    "guide",
    "price",
    "sold",
];

/// Words before a number that make it a bound, as in “up to 450k”.
const BOUNDS: [&str; 18] = [
    "under", "below", "upto", "up", "max", "maximum", "bis", "unter", "above", "über", "min", "minimum",
    "between", "zwischen", "entre", "hasta", "до", "to",
];

/// Words between the two numbers of a range.
const RANGE_WORDS: [&str; 13] =
    ["to", "bis", "through", "and", "und", "et", "y", "e", "a", "à", "hasta", "до", "至"];

/// All that a word may mean beside a number.
#[derive(Clone, Copy, Default)]
pub(super) struct Meaning {
    pub(super) currency: Option<&'static str>,
    pub(super) multiplier: Option<(Multiplier, Needs)>,
    pub(super) plain_prefix: bool,
    pub(super) plain_suffix: bool,
    pub(super) bound: bool,
    pub(super) range: bool,
}

/// By word: a column of numbers with words asks for each of them several times.
static MEANINGS: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let mut meanings: HashMap<&'static str, Meaning> = HashMap::new();
    for (currency, words) in CURRENCIES {
        for word in words {
            meanings.entry(word).or_default().currency = Some(currency);
        }
    }
    for (multiplier, needs, words) in MULTIPLIERS {
        for word in words {
            meanings.entry(word).or_default().multiplier = Some((multiplier, needs));
        }
    }
    for word in PLAIN_PREFIXES {
        meanings.entry(word).or_default().plain_prefix = true;
    }
    for word in PLAIN_SUFFIXES {
        meanings.entry(word).or_default().plain_suffix = true;
    }
    for word in BOUNDS {
        meanings.entry(word).or_default().bound = true;
    }
    for word in RANGE_WORDS {
        meanings.entry(word).or_default().range = true;
    }
    meanings
});

/// What a word in lower case may mean beside a number.
pub(super) fn meaning(word: &str) -> Option<&'static Meaning> {
    MEANINGS.get(word)
}
