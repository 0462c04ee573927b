//! Units of measurement as tables write them.

use std::borrow::Cow;

/// What a unit measures. Units of one dimension are converted into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dimension {
    /// Square metres.
    Area,
    /// Metres.
    Length,
    /// Months.
    Time,
    /// Minutes.
    Duration,
    /// Amount per month.
    Rate,
    /// Amount per square metre.
    PerArea,
}

/// A unit: one name for all its spellings, and how it is converted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    /// The same for all spellings of a unit.
    pub(super) name: Cow<'static, str>,
    /// Its dimension, and how many of the dimension's own unit it is; `None` if it is not converted.
    pub(super) factor: Option<(Dimension, f64)>,
    /// Whether it counts known things, such as bedrooms.
    is_count: bool,
}

impl Unit {
    /// Whether this may be a unit: a known one, or a single word that is not the street of an address.
    pub(super) fn is_plausible(&self) -> bool {
        const STREETS: [&str; 16] = [
            "straße", "strasse", "str", "weg", "gasse", "platz", "allee", "street", "road", "lane", "avenue",
            "drive", "gatan", "vägen", "laan", "straat",
        ];
        let word = self.name.strip_prefix('/').unwrap_or(&self.name);
        self.factor.is_some()
            || self.is_count
            || (word.chars().count() <= 15
                && word.chars().all(char::is_alphabetic)
                && !STREETS.iter().any(|street| word.ends_with(street)))
    }
}

/// A foot in metres, exactly, and an acre in square feet: NIST Handbook 44, appendix C (international foot, 1959).
const FOOT: f64 = 0.3048;
const ACRE: f64 = 43_560.0 * FOOT * FOOT;
/// A tsubo (坪, 평) in square metres: 400/121, from the shaku of 10/33 m of Japan's Weights and Measures Act of 1891.
const TSUBO: f64 = 400.0 / 121.0;
/// A mu (亩) in square metres: a fifteenth of a hectare (China, 1930).
const MU: f64 = 10_000.0 / 15.0;

/// The unit that a text means: lower case, without points, as in [`super::number_format::Reading`].
pub(super) fn unit(text: &str) -> Unit {
    let known = |name: Cow<'static, str>, dimension, factor| Unit {
        name,
        factor: Some((dimension, factor)),
        is_count: false,
    };
    let text = text.trim();
    let text = text.strip_suffix("(s)").unwrap_or(text);
    let per = ["/", "per ", "pro ", "je ", "par ", "al ", "por ", "a ", "每"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .map(str::trim_start);
    if let Some(rest) = per {
        if let Some((name, factor)) = area(rest) {
            return known(Cow::Owned(format!("/{name}")), Dimension::PerArea, 1.0 / factor);
        }
        if let Some((name, months)) = rate(rest) {
            return known(Cow::Borrowed(name), Dimension::Rate, 1.0 / months);
        }
    }
    let known = |name: &'static str, dimension, factor| known(Cow::Borrowed(name), dimension, factor);
    if let Some((name, factor)) = area(text) {
        return known(name, Dimension::Area, factor);
    }
    match text {
        "psf" => known("/sqft", Dimension::PerArea, 1.0 / (FOOT * FOOT)),
        "pcm" | "pm" | "p m" | "monthly" | "monatlich" | "mtl" | "mensuel" | "mensual" | "月" => {
            known("/mo", Dimension::Rate, 1.0)
        }
        "pa" | "p a" | "yearly" | "annually" | "jährlich" => known("/yr", Dimension::Rate, 1.0 / 12.0),
        "m" | "meter" | "meters" | "metre" | "metres" | "mtr" | "mtrs" | "metri" | "metros" | "mètres"
        | "м" | "米" => known("m", Dimension::Length, 1.0),
        "km" | "kilometer" | "kilometers" | "kilometre" | "kilometres" | "kms" | "км" | "公里" => {
            known("km", Dimension::Length, 1000.0)
        }
        "cm" => known("cm", Dimension::Length, 0.01),
        "ft" | "feet" | "foot" | "'" | "’" => known("ft", Dimension::Length, FOOT),
        "yd" | "yds" | "yard" | "yards" => known("yd", Dimension::Length, 3.0 * FOOT),
        "mi" | "mile" | "miles" | "英里" => known("mi", Dimension::Length, 5280.0 * FOOT),
        "year" | "years" | "yr" | "yrs" | "y" | "jahr" | "jahre" | "jahren" | "an" | "ans" | "año"
        | "años" | "anni" | "anno" | "jaar" | "år" | "лет" | "год" | "года" | "年" | "년" | "y/o" | "yo"
        | "year old" | "years old" | "yrs old" | "jahre alt" => known("years", Dimension::Time, 12.0),
        "month" | "months" | "mo" | "mos" | "mth" | "mths" | "monat" | "monate" | "mois" | "meses"
        | "mesi" | "个月" => known("months", Dimension::Time, 1.0),
        "min" | "mins" | "minute" | "minutes" | "minuten" | "minuti" | "minutos" | "мин" | "分钟" | "分"
        | "분" => known("min", Dimension::Duration, 1.0),
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunden" | "stunde" => {
            known("h", Dimension::Duration, 60.0)
        }
        _ => match count(text) {
            Some(name) => Unit { name: Cow::Borrowed(name), factor: None, is_count: true },
            None => Unit { name: singular(text), factor: None, is_count: false },
        },
    }
}

/// The name of a unit of area and its size in square metres.
fn area(text: &str) -> Option<(&'static str, f64)> {
    Some(match text {
        "m²" | "qm" | "sqm" | "sq m" | "sqmt" | "sqmtr" | "sq mt" | "sq mtr" | "sq meter" | "sq meters"
        | "sq metre" | "sq metres" | "square meter" | "square meters" | "square metre" | "square metres"
        | "quadratmeter" | "mq" | "mp" | "mt²" | "mts²" | "mètres carrés" | "metros cuadrados" | "м²"
        | "кв м" | "квм" | "平米" | "平方米" | "平" | "㎡" | "平方メートル" | "제곱미터" => {
            ("m²", 1.0)
        }
        "sqft" | "sq ft" | "sqfeet" | "sq feet" | "sq foot" | "square feet" | "square foot" | "square ft"
        | "ft²" | "sf" | "sft" | "sqf" | "sq f" | "squarefeet" | "平方英尺" | "尺" | "呎" => {
            ("sqft", FOOT * FOOT)
        }
        "acre" | "acres" | "ac" | "英亩" => ("acres", ACRE),
        "ha" | "hectare" | "hectares" | "hektar" | "га" | "公顷" => ("ha", 10_000.0),
        "km²" | "sq km" | "sqkm" => ("km²", 1e6),
        "sqyd" | "sq yd" | "sqyds" | "sq yds" | "sq yard" | "sq yards" | "square yards" | "yd²" | "gaj" => {
            ("sqyd", 9.0 * FOOT * FOOT)
        }
        "坪" | "평" => ("坪", TSUBO),
        "亩" | "畝" => ("亩", MU),
        _ => return None,
    })
}

/// The name of an amount per time, and the time in months.
fn rate(text: &str) -> Option<(&'static str, f64)> {
    Some(match text {
        "mo" | "month" | "mth" | "monat" | "mois" | "mese" | "mes" | "mån" | "md" | "мес" | "月" | "월"
        | "m" => ("/mo", 1.0),
        "yr" | "year" | "jahr" | "an" | "anno" | "año" | "y" | "år" | "год" | "年" | "년" => {
            ("/yr", 12.0)
        }
        _ => return None,
    })
}

/// The name of what is counted: rooms of all kinds.
fn count(text: &str) -> Option<&'static str> {
    Some(match text {
        "%" | "percent" | "pct" | "prozent" | "per cent" => "%",
        "bd" | "bds" | "bed" | "beds" | "bdr" | "bdrm" | "bdrms" | "bedroom" | "bedrooms" | "br" | "brs"
        | "bhk" => "bedrooms",
        "ba" | "bas" | "bath" | "baths" | "bth" | "bths" | "bathroom" | "bathrooms" => "bathrooms",
        "room" | "rooms" | "rm" | "rms" | "zimmer" | "zi" | "zim" | "pièce" | "pièces" | "pieces"
        | "piece" | "locali" | "rum" | "hab" | "habitaciones" | "室" | "居" | "комн" => "rooms",
        "story" | "stories" | "storey" | "storeys" | "floor" | "floors" | "stock" | "stockwerke"
        | "etage" | "etagen" | "层" => "floors",
        "garage" | "garages" | "garagen" => "garages",
        "day" | "days" | "tag" | "tage" | "tagen" | "天" | "d" => "days",
        _ => return None,
    })
}

/// A unit that is not known, in the singular.
fn singular(text: &str) -> Cow<'static, str> {
    let stem = match text.strip_suffix('s') {
        Some(stem) if stem.chars().count() > 2 && !stem.ends_with('s') => stem,
        _ => text,
    };
    Cow::Owned(stem.to_owned())
}

/// Whether a text holds a price per area, such as `6.2万/平`, `$210/sqft`, `3.400 €/m²` and `元/平米`.
// The pairing ranks such a column below the price of the house.
pub(super) fn unit_price(field: &str) -> bool {
    if field.len() > 120 {
        return false;
    }
    let text = super::number_format::normalise(field).to_lowercase();
    let text = text.replace('.', "");
    let text = text.trim().trim_end_matches([')', ']']).trim_end();
    let divided = ["/", " per ", " pro ", " je ", " par ", "每", " al ", " a "].iter().find_map(|word| {
        let (before, behind) = text.rsplit_once(word)?;
        Some((before, behind.trim()))
    });
    if let Some((before, behind)) = divided
        && !before.trim().is_empty()
        && area(behind).is_some()
    {
        return true;
    }
    text.strip_suffix("psf").is_some_and(|before| before.contains(|letter: char| letter.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_one_unit() {
        for (name, spellings) in [
            ("sqft", &["sqft", "sq ft", "ft²", "sf", "square feet"][..]),
            ("m²", &["m²", "qm", "sqm", "平米", "mq"][..]),
            ("acres", &["acre", "ac"][..]),
            ("bedrooms", &["bd", "bds", "bedroom", "br"][..]),
            ("/mo", &["/mo", "/month", "per month", "pro monat", "pcm"][..]),
            ("/m²", &["/m²", "per sqm", "pro qm"][..]),
            ("widget", &["widget", "widgets"][..]),
            ("gas", &["gas"][..]),
            ("glass", &["glass"][..]),
        ] {
            for spelling in spellings {
                assert_eq!(unit(spelling).name, name, "{spelling}");
            }
        }
    }

    #[test]
    fn factors_are_those_of_the_standards() {
        let factor = |text: &str| unit(text).factor.unwrap().1;
        let close = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-9;
        assert!(close(factor("acre"), 4_046.856_422_4), "NIST Handbook 44");
        assert!(close(factor("sqft"), 0.092_903_04));
        assert!(close(factor("mi"), 1609.344));
        assert!(close(factor("坪"), 3.305_785_124));
        assert!(close(factor("/mo"), 1.0) && close(factor("/yr"), 1.0 / 12.0));
        assert!(close(factor("/sqft"), 10.763_910_417));
    }

    #[test]
    fn a_price_per_area_is_recognised() {
        for text in [
            "6.2万/平",
            "$210/sqft",
            "3.400 €/m²",
            "元/平米",
            "€/m2",
            "210 per sq. ft.",
            "210 psf",
            "12099元/㎡",
            "$/ft²",
            "1,200 EUR pro qm",
            "Price / Sq Ft",
            "price (€/m²)",
            "５万円／坪",
            "$2M/acre",
        ] {
            assert!(unit_price(text), "{text}");
        }
        for text in [
            "",
            "166万",
            "$450,000",
            "85 m²",
            "$107/mo",
            "/m²",
            "3/2",
            "1,450 sqft",
            "2 rooms/80 m²",
            "n/a",
            "a/b.jpg",
            "psf",
        ] {
            assert!(!unit_price(text), "{text}");
        }
    }
}
