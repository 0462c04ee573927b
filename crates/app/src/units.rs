//! In which currency prices are, and in which unit areas: found in a table, or usual where the visitor lives.

use facade_text::format::{AREAS, CURRENCIES};

/// Signs and words of currencies, by code. A sign within a longer one comes after it.
const SIGNS: [(&str, &[&str]); 15] = [
    ("EUR", &["€", "eur", "euro", "euros"]),
    ("GBP", &["£", "gbp"]),
    ("INR", &["₹", "inr", "rs", "lakh", "lakhs", "crore", "crores"]),
    ("CNY", &["cn¥", "元", "cny", "rmb", "万"]),
    ("JPY", &["¥", "jpy", "円"]),
    ("CHF", &["chf", "sfr"]),
    ("SEK", &["sek", "kr"]),
    ("PLN", &["zł", "pln"]),
    ("CZK", &["kč", "czk"]),
    ("AUD", &["a$", "aud", "au$"]),
    ("CAD", &["c$", "cad", "ca$"]),
    ("NZD", &["nz$", "nzd"]),
    ("SGD", &["s$", "sgd"]),
    ("BRL", &["r$", "brl"]),
    ("USD", &["usd", "$"]),
];

/// Square metres and square feet, as they stand in the names of columns and under them.
const METRES: [&str; 7] = ["m²", "m2", "sqm", "sq m", "square met", "qm", "quadratmeter"];
const FEET: [&str; 5] = ["sqft", "sq ft", "sq. ft", "ft²", "square f"];

/// The code of the currency that most of these texts name: cells of the price column, its name, its unit.
pub fn find_currency<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let mut counts = [0usize; SIGNS.len()];
    for text in texts {
        let text = text.to_lowercase().replace("us$", "usd ");
        // Words are words: "eur" is not in "neuro". Signs stand at numbers.
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let names = |sign: &&str| match sign.chars().all(char::is_alphabetic) && sign.is_ascii() {
            true => words.contains(sign),
            false => text.contains(*sign),
        };
        if let Some(at) = SIGNS.iter().position(|(_, signs)| signs.iter().any(names)) {
            counts[at] += 1;
        }
    }
    let best = counts.iter().enumerate().filter(|(_, count)| **count > 0).max_by_key(|(_, count)| **count);
    best.map(|(at, _)| SIGNS[at].0)
}

/// The unit of area that these texts name: names of columns, and their units.
pub fn find_area<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    for text in texts {
        let text = text.to_lowercase();
        if METRES.iter().any(|unit| text.contains(unit)) {
            return Some(AREAS[1]);
        }
        if FEET.iter().any(|unit| text.contains(unit)) {
            return Some(AREAS[0]);
        }
    }
    None
}

/// What is usual where a language tag of the browser says that the visitor lives: `de-CH`, `en-GB`. Currency and unit of area.
pub fn usual_units(tag: &str) -> [&'static str; 2] {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_lowercase();
    let region = parts.rfind(|part| part.len() == 2).unwrap_or_default().to_uppercase();
    let currency = match region.as_str() {
        "GB" => "GBP",
        "CH" | "LI" => "CHF",
        "AU" => "AUD",
        "CA" => "CAD",
        "NZ" => "NZD",
        "SG" => "SGD",
        "BR" => "BRL",
        "IN" => "INR",
        "CN" => "CNY",
        "JP" => "JPY",
        "SE" => "SEK",
        "PL" => "PLN",
        "CZ" => "CZK",
        "US" => "USD",
        "AT" | "BE" | "DE" | "ES" | "FI" | "FR" | "GR" | "IE" | "IT" | "LU" | "NL" | "PT" | "SI" | "SK" => {
            "EUR"
        }
        _ => match language.as_str() {
            "de" | "fr" | "it" | "es" | "nl" | "pt" | "fi" | "el" | "sk" | "sl" => "EUR",
            "pl" => "PLN",
            "cs" => "CZK",
            "sv" => "SEK",
            "ja" => "JPY",
            "zh" => "CNY",
            "hi" => "INR",
            _ => CURRENCIES[0].code,
        },
    };
    // Square feet are usual where English is spoken, and in India.
    let feet =
        matches!(region.as_str(), "US" | "GB" | "CA" | "IN" | "SG") || language == "en" && region.is_empty();
    [currency, if feet { AREAS[0] } else { AREAS[1] }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_found_in_cells_names_and_units() {
        let find = |texts: &[&str]| find_currency(texts.iter().copied());
        assert_eq!(find(&["Preis", "237.500 €", "514.000 €", "$"]), Some("EUR"));
        assert_eq!(find(&["price", "$237,500"]), Some("USD"));
        assert_eq!(find(&["price", "A$237,500"]), Some("AUD"));
        assert_eq!(find(&["price", "US$237,500"]), Some("USD"));
        assert_eq!(find(&["price (in lakhs)", "45"]), Some("INR"));
        assert_eq!(find(&["Price in EUR", "45"]), Some("EUR"));
        assert_eq!(find(&["cena", "450 000 zł"]), Some("PLN"));
        assert_eq!(find(&["neuro", "kraft", "price", "237500"]), None);
        // Each is one that the page can show.
        assert!(SIGNS.iter().all(|(code, _)| CURRENCIES.iter().any(|known| known.code == *code)));
    }

    #[test]
    fn units_of_area_are_found_in_names() {
        assert_eq!(find_area(["id", "Wohnfläche (m²)"].into_iter()), Some("m²"));
        assert_eq!(find_area(["sqft_living"].into_iter()), Some("sq ft"));
        assert_eq!(find_area(["area", "rooms"].into_iter()), None);
    }

    #[test]
    fn what_is_usual_follows_the_region_or_else_the_language() {
        assert_eq!(usual_units("de-DE"), ["EUR", "m²"]);
        assert_eq!(usual_units("de-CH"), ["CHF", "m²"]);
        assert_eq!(usual_units("de"), ["EUR", "m²"]);
        assert_eq!(usual_units("en"), ["USD", "sq ft"]);
        assert_eq!(usual_units("en-GB"), ["GBP", "sq ft"]);
        assert_eq!(usual_units("en-AU"), ["AUD", "m²"]);
        assert_eq!(usual_units("zh-Hans-CN"), ["CNY", "m²"]);
        assert_eq!(usual_units("xx"), ["USD", "m²"]);
    }
}
