//! Random houses: ids, prices in many forms, attributes.

use std::collections::HashSet;

use super::random::Random;
use super::words::Language;

/// A house as the table writes it.
pub(super) struct House {
    pub(super) id: String,
    /// `None` if the table has no price for it.
    pub(super) price: Option<f64>,
    pub(super) price_text: String,
    pub(super) area: f64,
    pub(super) area_text: String,
    pub(super) count: f64,
    pub(super) count_text: String,
    pub(super) zip: String,
    pub(super) town: &'static str,
}

/// Kinds of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdKind {
    /// 1, 2, 3 …
    Count,
    /// From 0.
    CountFromZero,
    /// Some of the numbers up to thrice the number of houses.
    Gaps,
    /// `A-001`
    Code,
    /// `MLS4017223`
    Listing,
    /// Ten digits.
    Long,
    /// Eighteen digits.
    Longest,
    Hash,
    Uuid,
    Address,
}

impl IdKind {
    pub(super) fn draw(random: &mut Random) -> Self {
        use IdKind::*;
        *random.pick(&[
            Count,
            Count,
            CountFromZero,
            Gaps,
            Gaps,
            Code,
            Listing,
            Long,
            Longest,
            Hash,
            Uuid,
            Address,
        ])
    }

    /// Whether ids may be taken for numbers of rows.
    pub(super) fn is_small(self) -> bool {
        matches!(self, IdKind::Count | IdKind::CountFromZero | IdKind::Gaps)
    }

    /// Different ids in random order.
    pub(super) fn ids(self, count: usize, random: &mut Random) -> Vec<String> {
        const STREETS: [&str; 8] = [
            "Oak Street",
            "Elm Lane",
            "Upper Main Road",
            "Mill Way",
            "Lake Ave",
            "5th Ave",
            "Hill",
            "Dock Row",
        ];
        let start = random.within(1_000_000, 4_000_000);
        let mut ids: Vec<String> = match self {
            IdKind::Count => (1..=count).map(|k| k.to_string()).collect(),
            IdKind::CountFromZero => (0..count).map(|k| k.to_string()).collect(),
            IdKind::Gaps => {
                let mut all: Vec<usize> = (1..=3 * count).collect();
                random.shuffle(&mut all);
                all[..count].iter().map(usize::to_string).collect()
            }
            IdKind::Code => (1..=count).map(|k| format!("A-{k:03}")).collect(),
            IdKind::Listing => (0..count).map(|k| format!("MLS{}", start + 37 * k as u64)).collect(),
            IdKind::Long => {
                (0..count).map(|k| format!("7{}{k:02}", 10_000_000 + start + random.within(0, 999))).collect()
            }
            IdKind::Longest => {
                (0..count).map(|k| format!("7870716526{:06}{k:02}", random.below(1_000_000))).collect()
            }
            IdKind::Hash => (0..count).map(|_| random.hex(32)).collect(),
            IdKind::Uuid => (0..count)
                .map(|_| {
                    let (a, b, c) = (random.hex(12), random.hex(6), random.hex(12));
                    format!("{}-{}-4{}-a{}-{c}", &a[..8], &a[8..], &b[..3], &b[3..])
                })
                .collect(),
            IdKind::Address => (0..count).map(|k| format!("{} {}", 2 + k / 8 * 3, STREETS[k % 8])).collect(),
        };
        if !random.one_in(3) {
            random.shuffle(&mut ids);
        }
        ids
    }
}

/// How prices are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PriceForm {
    Plain,
    /// `450000.00`
    Decimals,
    /// `$450,000`
    Dollars,
    /// `£450,000`
    Pounds,
    /// `450.000 €`
    Euros,
    /// `450.000,00 €`
    EuroCents,
    /// `EUR 450.000,-`
    EuroDash,
    /// `450 000 €`
    Spaces,
    /// `CHF 450'000`
    Swiss,
    /// `$475K`, `$1,028K`
    Thousands,
    /// `$1.25M`
    Millions,
    /// `$875K` beside `$1.25M`
    Mixed,
    /// `45 lakh`
    Lakh,
    /// `₹45,00,000`
    Rupees,
    /// `166万`
    Wan,
    /// `4,580万円`
    WanYen,
}

impl PriceForm {
    pub(super) fn draw(language: &Language, random: &mut Random) -> Self {
        use PriceForm::*;
        let forms: &[PriceForm] = match language.name {
            "English" => {
                &[Plain, Plain, Decimals, Dollars, Dollars, Pounds, Thousands, Millions, Mixed, Lakh, Rupees]
            }
            "German" => &[Plain, Euros, Euros, EuroCents, EuroDash, Swiss],
            "French" => &[Plain, Spaces, Spaces, Euros],
            "Spanish" => &[Plain, Euros, EuroCents],
            "Chinese" => &[Plain, Wan, Wan],
            _ => &[Plain, WanYen, WanYen],
        };
        *random.pick(forms)
    }

    /// Whether a spreadsheet would hold it as a number.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, PriceForm::Plain | PriceForm::Decimals)
    }

    /// A random price, whole in the smallest unit that the form writes.
    fn price(self, random: &mut Random) -> u64 {
        match self {
            PriceForm::Thousands => 1_000 * random.within(80, 1_900),
            PriceForm::Millions => 10_000 * random.within(30, 499),
            PriceForm::Mixed => {
                if random.one_in(3) {
                    10_000 * random.within(100, 499)
                } else {
                    1_000 * random.within(150, 999)
                }
            }
            PriceForm::Lakh => 50_000 * random.within(40, 199),
            PriceForm::Rupees => 50_000 * random.within(40, 999),
            PriceForm::Wan => 10_000 * random.within(80, 2_000),
            PriceForm::WanYen => 100_000 * random.within(80, 990),
            _ => 500 * random.within(180, 3_800),
        }
    }

    /// The price as text.
    pub(super) fn write(self, price: u64) -> String {
        let millions = || format!("{}", price as f64 / 1e6);
        match self {
            PriceForm::Plain => price.to_string(),
            PriceForm::Decimals => format!("{price}.00"),
            PriceForm::Dollars => format!("${}", grouped(price, ",")),
            PriceForm::Pounds => format!("£{}", grouped(price, ",")),
            PriceForm::Euros => format!("{} €", grouped(price, ".")),
            PriceForm::EuroCents => format!("{},00 €", grouped(price, ".")),
            PriceForm::EuroDash => format!("EUR {},-", grouped(price, ".")),
            PriceForm::Spaces => format!("{} €", grouped(price, "\u{a0}")),
            PriceForm::Swiss => format!("CHF {}", grouped(price, "'")),
            PriceForm::Thousands => format!("${}K", grouped(price / 1_000, ",")),
            PriceForm::Millions => format!("${}M", millions()),
            PriceForm::Mixed if price >= 1_000_000 => format!("${}M", millions()),
            PriceForm::Mixed => format!("${}K", price / 1_000),
            PriceForm::Lakh => format!("{} lakh", price as f64 / 1e5),
            PriceForm::Rupees => {
                let (front, last) = (price / 1_000, price % 1_000);
                let (lakhs, thousands) = (front / 100, front % 100);
                let lakhs = if lakhs >= 100 {
                    format!("{},{:02}", lakhs / 100, lakhs % 100)
                } else {
                    lakhs.to_string()
                };
                format!("₹{lakhs},{thousands:02},{last:03}")
            }
            PriceForm::Wan => format!("{}万", price / 10_000),
            PriceForm::WanYen => format!("{}万円", grouped(price / 10_000, ",")),
        }
    }
}

/// The number with a separator between groups of three digits.
pub(super) fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

/// Random houses with these ids.
pub(super) fn houses(seed: u64, language: &Language, form: PriceForm, ids: Vec<String>) -> Vec<House> {
    let mut random = Random::of(seed, "houses");
    let english = language.name == "English";
    let comma = matches!(language.name, "German" | "French" | "Spanish");
    let (halves, with_unit) = (random.one_in(3), random.one_in(3));
    let some_on_request = random.one_in(5);
    let mut known = HashSet::new();
    let written = |value: f64| if comma { value.to_string().replace('.', ",") } else { value.to_string() };
    ids.into_iter()
        .map(|id| {
            let price = std::iter::from_fn(|| Some(form.price(&mut random)))
                .find(|price| known.insert(*price))
                .unwrap_or_default();
            let (area, number) = if english {
                let area = random.within(600, 3_999);
                (area as f64, if with_unit { grouped(area, ",") } else { area.to_string() })
            } else {
                let area = random.within(80, 500) as f64 / if halves { 2.0 } else { 1.0 };
                (area, written(area))
            };
            let count = random.within(2, 12) as f64 / if halves { 2.0 } else { 1.0 };
            let on_request = some_on_request && random.one_in(12);
            House {
                id,
                price: (!on_request).then_some(price as f64),
                price_text: if on_request { language.on_request.to_owned() } else { form.write(price) },
                area,
                area_text: if with_unit { format!("{number} {}", language.square) } else { number },
                count,
                count_text: written(count),
                zip: format!("{}", random.within(40_000, 40_012)),
                town: random.pick::<&'static str>(language.towns),
            }
        })
        .collect()
}
