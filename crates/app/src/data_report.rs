//! The data report: prices, issues and dropped houses, as text and as a file.

use std::collections::{BTreeMap, BTreeSet};

use super::csv;
use super::state::State;
use facade_data::{
    DataIssue, DataReport, Dataset, DropReason, Dropped, House, HouseId, MAX_PHOTOS, PhotoDefect,
};
use facade_text as text;
use facade_text::format::room_in_sentence;
use facade_text::format::{count, list, money, times};

/// The dataset name of files without a folder. It is the same in every language, since it is saved in files and
/// identifies the dataset, as the sample's name does.
pub const UNNAMED: &str = "your files";

/// The name as it is shown.
pub fn data_name(name: &str) -> &str {
    match name {
        facade_data::SAMPLE_NAME => text::load_sample_name(),
        UNNAMED => text::load_your_files(),
        name => name,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct PriceBin {
    /// In dollars.
    pub from: f64,
    /// The next bin's `from`.
    pub to: f64,
    pub houses: usize,
}

/// Ten steps a decade, rounded so that they read well: the Renard series R10 (ISO 3).
const DECADE_STEPS: [f64; 10] = [1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0];

/// Prices outside count in the first or the last bin.
const PRICE_RANGE: [f64; 2] = [1e-3, 1e12];

/// A histogram with bins of equal width on a logarithmic scale, from the lowest price to the highest, without gaps.
pub fn price_bins(prices: &[f64]) -> Vec<PriceBin> {
    let usable = prices.iter().copied().filter(|price| price.is_finite() && *price > 0.0);
    let usable = usable.map(|price| price.clamp(PRICE_RANGE[0], PRICE_RANGE[1]));
    let (low, high) = usable.clone().fold((f64::MAX, 0.0f64), |(low, high), p| (low.min(p), high.max(p)));
    if low > high {
        return Vec::new();
    }
    let decades = low.log10().floor() as i32..=high.log10().floor() as i32 + 1;
    let edges: Vec<f64> =
        decades.flat_map(|decade| DECADE_STEPS.map(|step| step * 10f64.powi(decade))).collect();
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

/// For [`issue_text`].
pub fn prices_by_id(data: &Dataset) -> BTreeMap<HouseId, f64> {
    data.houses.iter().map(|house| (house.id.clone(), house.price)).collect()
}

pub fn issue_text(issue: &DataIssue, prices: &BTreeMap<HouseId, f64>) -> String {
    match issue {
        DataIssue::SamePhoto { house, rooms } => {
            let [a, b] = rooms.each_ref().map(|room| room_in_sentence(room));
            text::t!(data_same_photo, house, a, b)
        }
        DataIssue::Shared { houses: [a, b], rooms, identical } => {
            let words: Vec<String> = rooms.iter().map(|room| room_in_sentence(room)).collect();
            let how = if *identical { "identical" } else { "similar" };
            text::t!(data_shared, a, b, photos = rooms.len(), how, rooms = list(&words))
        }
        DataIssue::OtherRoom { house, room, looks_like } => {
            text::t!(
                data_other_room,
                house,
                room = room_in_sentence(room),
                looks_like = room_in_sentence(looks_like)
            )
        }
        DataIssue::PoorPhoto { house, room, defect } => {
            let room = room_in_sentence(room);
            match defect {
                PhotoDefect::Tiny { width, height } => {
                    let [width, height] = [*width, *height].map(|side| count(side as usize));
                    text::t!(data_tiny_photo, house, room, width, height)
                }
                PhotoDefect::Dark => text::t!(data_dark_photo, house, room),
                PhotoDefect::Blurred => text::t!(data_blurred_photo, house, room),
            }
        }
        DataIssue::ManyPoorPhotos { photos, of } => {
            text::t!(data_many_poor_photos, photos = count(*photos), of = *of)
        }
        DataIssue::ManyAlike { photos, of } => text::t!(data_many_alike, photos = count(*photos), of = *of),
        DataIssue::UnlikelyPrice { house, expected } => {
            let price = prices.get(house).copied().unwrap_or_default();
            text::t!(data_unlikely_price, house, price = money(price), expected = money(*expected))
        }
        DataIssue::OutlyingPrice { house, times_median, zip_code } => {
            let price = prices.get(house).copied().unwrap_or_default();
            let among = if zip_code.is_empty() { "all" } else { "zip-code" };
            text::t!(
                data_outlying_price,
                house,
                price = money(price),
                times = times(*times_median),
                among,
                zip_code
            )
        }
    }
}

/// What the run in view says about prices of this dataset. Houses that are priced again from the same files are the same.
pub fn unlikely_prices(state: &State) -> Vec<DataIssue> {
    let entry = state.viewed_run().and_then(|run| state.list.get(run));
    let results = entry.and_then(|entry| entry.single());
    match (results, &*state.data) {
        (Some(results), Some(data)) if results.matches_dataset(data) => {
            let held_out = results.evaluation.held_out.iter();
            facade_data::unlikely_prices(held_out.map(|one| (&one.house, one.actual, one.predicted)))
        }
        _ => Vec::new(),
    }
}

/// The file that a reason is about, if any.
fn file_name(reason: &DropReason) -> &str {
    match reason {
        DropReason::UnreadablePhoto { file, .. } => file,
        _ => "",
    }
}

/// The whole report as CSV: every house with its status, then every issue, and those that a run has found.
pub fn csv(data: &Dataset, excluded: &BTreeSet<HouseId>, of_run: &[DataIssue]) -> String {
    let mut out = String::from("house,status,reason,file,about,zip_code,price\n");
    let mut line = |fields: [&str; 7]| {
        out += &fields.map(csv::field).join(",");
        out.push('\n');
    };
    for house in &data.houses {
        let (status, reason, about) = if excluded.contains(&house.id) {
            ("left out", "by_hand", text::data_by_hand())
        } else {
            ("kept", "", "")
        };
        line([house.id.as_str(), status, reason, "", about, &house.zip_code, &csv::number(house.price)]);
    }
    for Dropped { house, reason } in &data.report.dropped {
        let zip_code = match reason {
            DropReason::RareZipCode { zip_code, .. } => zip_code,
            _ => "",
        };
        line([
            house.as_str(),
            "left out",
            reason.key(),
            file_name(reason),
            &reason.to_string(),
            zip_code,
            "",
        ]);
    }
    let prices = prices_by_id(data);
    for issue in data.report.issues.iter().chain(of_run) {
        let words = issue_text(issue, &prices);
        if issue.houses().is_empty() {
            line(["", "finding", issue.key(), "", &words, "", ""]);
        }
        for house in issue.houses() {
            line([house.as_str(), "finding", issue.key(), "", &words, "", ""]);
        }
    }
    out
}

/// Houses dropped for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DroppedGroup {
    /// The reason as text.
    pub name: String,
    /// The reason's key, as `facade inspect` prints it.
    pub key: &'static str,
    /// One line per house or zip code.
    pub lines: Vec<String>,
    /// How many houses.
    pub houses: usize,
}

/// Lines of a group that are shown: a hundred thousand would be as many elements of the page.
const MAX_LINES: usize = 100;

/// By reason; reasons that did not occur have no houses.
pub fn dropped_groups(report: &DataReport) -> Vec<DroppedGroup> {
    let rare_zip_code = match report.min_per_zip_code {
        0 => text::figures_rare_zip_code().to_owned(),
        least => text::figures_zip_code_below(least),
    };
    let names = [
        ("rare_zip_code", rare_zip_code.as_str()),
        ("missing_photo", text::figures_missing_photo()),
        ("no_photos", text::figures_no_photos()),
        ("unreadable_photo", text::figures_unreadable_photo()),
        ("broken_line", text::figures_broken_line()),
        ("other", text::figures_other_reason()),
    ];
    let group = |(key, name): (&'static str, &str)| {
        let mut codes = BTreeSet::new();
        let mut all: Vec<&Dropped> = report.dropped.iter().filter(|d| d.reason.key() == key).collect();
        // Those that are nearly many enough first.
        all.sort_by_key(|dropped| match dropped.reason {
            DropReason::RareZipCode { houses, .. } => usize::MAX - houses,
            _ => 0,
        });
        let mut distinct = all.iter().filter(|dropped| match &dropped.reason {
            DropReason::RareZipCode { zip_code, .. } => codes.insert(zip_code),
            _ => true,
        });
        let line = |dropped: &&Dropped| match &dropped.reason {
            DropReason::RareZipCode { zip_code, houses } => {
                text::t!(figures_zip_code_houses, code = zip_code, houses = *houses)
            }
            reason => text::t!(figures_house_reason, house = dropped.house.as_str(), reason),
        };
        let mut lines: Vec<String> = distinct.by_ref().take(MAX_LINES).map(line).collect();
        match distinct.count() {
            0 => {}
            more => lines.push(text::figures_and_others(count(more))),
        }
        DroppedGroup { name: name.to_owned(), key, lines, houses: all.len() }
    };
    names.map(group).into()
}

/// Rooms that are named.
const MAX_NAMED_ROOMS: usize = 20;

/// Houses that lack some of their photos, and what that means; `None` if there are none.
pub fn incomplete_text(houses: &[House]) -> Option<String> {
    let incomplete = houses.iter().filter(|house| !house.missing_photos.is_empty()).count();
    (incomplete > 0).then(|| text::figures_incomplete(incomplete))
}

/// What happens to photos of rooms beyond those that a montage holds; `None` if there are none.
pub fn extra_rooms_text(rooms: &[String]) -> Option<String> {
    let words = match rooms {
        // In a folder of unrelated photos, each may count as a room.
        [first @ .., _] if first.len() >= MAX_NAMED_ROOMS => list(&[
            first[..MAX_NAMED_ROOMS].join(", "),
            text::figures_more_rooms(count(rooms.len() - MAX_NAMED_ROOMS)),
        ]),
        rooms => list(rooms),
    };
    (!rooms.is_empty()).then(|| text::t!(figures_rooms_left_out, places = MAX_PHOTOS, rooms = words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_cover_all_prices_without_gaps() {
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
