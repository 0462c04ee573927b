//! The data report in figures, words and as a file: prices, findings, and which houses are in.

use std::collections::{BTreeMap, BTreeSet};

use super::csv;
use facade_data::{Dataset, Dropped, Finding, Reason};
use facade_text as text;
use facade_text::format::room_words;
use facade_text::format::{count, list, money, times};

/// What files are called that lie in no folder. Like the sample's, the name stays the same in every language: it is kept in
/// files, and houses are told apart by it.
pub const UNNAMED: &str = "your files";

/// The name of houses as it is shown.
pub fn data_name(name: &str) -> &str {
    match name {
        facade_data::SAMPLE => text::load_sample_name(),
        UNNAMED => text::load_your_files(),
        name => name,
    }
}

/// Prices from one edge up to the next, and how many houses have one.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceBin {
    /// Lowest price in it, in dollars.
    pub from: f64,
    /// The next bin's lowest price.
    pub to: f64,
    /// Houses in it.
    pub houses: usize,
}

/// Ten steps a decade, rounded so that they read well: the Renard series R10 (ISO 3).
const STEPS: [f64; 10] = [1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0];

/// Prices that have a bin of their own; those beyond are in the first or the last.
const PRICES: [f64; 2] = [1e-3, 1e12];

/// How prices spread: bins of equal width on a logarithmic scale, from the lowest price to the highest, without gaps.
pub fn price_bins(prices: &[f64]) -> Vec<PriceBin> {
    let usable = prices.iter().copied().filter(|price| price.is_finite() && *price > 0.0);
    let usable = usable.map(|price| price.clamp(PRICES[0], PRICES[1]));
    let (low, high) = usable.clone().fold((f64::MAX, 0.0f64), |(low, high), p| (low.min(p), high.max(p)));
    if low > high {
        return Vec::new();
    }
    let decades = low.log10().floor() as i32..=high.log10().floor() as i32 + 1;
    let edges: Vec<f64> = decades.flat_map(|decade| STEPS.map(|step| step * 10f64.powi(decade))).collect();
    let first = edges.iter().rposition(|edge| *edge <= low * (1.0 + 1e-9)).unwrap_or(0);
    let mut bins: Vec<PriceBin> = edges[first..]
        .windows(2)
        .take_while(|pair| pair[0] <= high)
        .map(|pair| PriceBin { from: pair[0], to: pair[1], houses: 0 })
        .collect();
    for price in usable {
        let bin = bins.partition_point(|bin| bin.from <= price).saturating_sub(1);
        if let Some(bin) = bins.get_mut(bin) {
            bin.houses += 1;
        }
    }
    bins
}

/// Prices of houses by their numbers, for [`finding_words`].
pub fn prices_by_number(data: &Dataset) -> BTreeMap<u32, f64> {
    data.houses.iter().map(|house| (house.number, house.price)).collect()
}

/// A finding in one sentence.
pub fn finding_words(finding: &Finding, prices: &BTreeMap<u32, f64>) -> String {
    match finding {
        Finding::SamePhoto { house, rooms } => {
            let [a, b] = rooms.each_ref().map(|room| room_words(room));
            text::data_same_photo(house, a, b)
        }
        Finding::Shared { houses: [a, b], rooms, identical } => {
            let words: Vec<String> = rooms.iter().map(|room| room_words(room)).collect();
            let how = if *identical { "identical" } else { "similar" };
            text::data_shared(a, b, rooms.len(), how, list(&words))
        }
        Finding::OtherRoom { house, room, looks_like } => {
            text::data_other_room(house, room_words(room), room_words(looks_like))
        }
        Finding::ManyAlike { photos, of } => text::data_many_alike(count(*photos), *of),
        Finding::OutlyingPrice { house, times_median, zip_code } => {
            let price = prices.get(house).copied().unwrap_or_default();
            let among = if zip_code.is_empty() { "all" } else { "zip-code" };
            text::data_outlying_price(house, money(price), times(*times_median), among, zip_code)
        }
    }
}

/// The file's name in a reason, where it speaks of one.
fn file_of(reason: &Reason) -> &str {
    match reason {
        Reason::UnreadablePhoto { file, .. } => file,
        _ => "",
    }
}

/// The whole report as comma-separated values: every house with what became of it, then every finding.
pub fn csv(data: &Dataset, excluded: &BTreeSet<u32>) -> String {
    let mut out = String::from("house,status,reason,file,about,zip_code,price\n");
    let mut line = |fields: [&str; 7]| {
        out += &fields.map(csv::field).join(",");
        out.push('\n');
    };
    for house in &data.houses {
        let number = house.number.to_string();
        let (status, reason, about) = if excluded.contains(&house.number) {
            ("left out", "by_hand", text::data_by_hand())
        } else {
            ("kept", "", "")
        };
        line([&number, status, reason, "", about, &house.zip_code, &csv::number(house.price)]);
    }
    for Dropped { house, reason } in &data.report.dropped {
        let zip_code = match reason {
            Reason::RareZipCode { zip_code, .. } => zip_code,
            _ => "",
        };
        let number = house.to_string();
        line([&number, "left out", reason.key(), file_of(reason), &reason.to_string(), zip_code, ""]);
    }
    let prices = prices_by_number(data);
    for finding in &data.report.findings {
        let words = finding_words(finding, &prices);
        if finding.houses().is_empty() {
            line(["", "finding", finding.key(), "", &words, "", ""]);
        }
        for house in finding.houses() {
            line([&house.to_string(), "finding", finding.key(), "", &words, "", ""]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_run_without_gaps_from_the_lowest_price_to_the_highest() {
        let bins = price_bins(&[100_000.0, 124_999.0, 125_000.0, 1_000_000.0]);
        assert_eq!(bins.len(), 11);
        assert_eq!((bins[0].from, bins[0].to, bins[0].houses), (100_000.0, 125_000.0, 2));
        assert_eq!((bins[10].from, bins[10].houses), (1_000_000.0, 1));
        assert_eq!(bins.iter().map(|bin| bin.houses).sum::<usize>(), 4);
        assert!(bins.windows(2).all(|pair| pair[0].to == pair[1].from));
        assert_eq!(price_bins(&[]), []);
        assert_eq!(price_bins(&[f64::NAN]), []);
        assert_eq!(price_bins(&[0.004]).len(), 1);
    }
}
