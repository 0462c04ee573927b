//! The explanation of a price: heatmaps over the photos, and sentences.

use facade_data::{HouseId, Rooms};
use facade_protocol::Explanation;
use facade_spec::InputSchema;
use facade_text as text;
use facade_text::format::{money, room_name, signed_money};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExplainTarget {
    /// The price of a test house, by its id.
    House(HouseId),
    /// The price of the home to be priced.
    Home,
}

/// Which heatmap lies over the photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heatmap {
    /// What each region adds to the price.
    Occlusion,
    /// How much each pixel could change the price.
    Saliency,
    Off,
}

/// RGB of what raises the price, of what lowers it, and of what could do either: the page's blue, red and ochre.
const RAISES: [u8; 3] = [0xd0, 0x3a, 0x28];
const LOWERS: [u8; 3] = [0x2a, 0x6f, 0xc4];
const EITHER: [u8; 3] = [0xff, 0xc8, 0x3c];
/// How much of the photo a colour hides at most, of 255.
const MAX_ALPHA: f32 = 205.0;
/// The quantile of saliency that gets the full colour.
const USUAL_SHARE: f64 = 0.995;

/// The colours over one photo, RGBA, and their width and height in pixels.
pub fn heatmap_rgba(
    explanation: &Explanation,
    heatmap: Heatmap,
    photo: usize,
    photos: usize,
) -> (Vec<u8>, usize) {
    let (values, most) = match heatmap {
        Heatmap::Occlusion => (&explanation.occlusion, max_abs(&explanation.occlusion)),
        Heatmap::Saliency => (&explanation.saliency, usual_max(&explanation.saliency)),
        Heatmap::Off => return (Vec::new(), 0),
    };
    let area = values.len() / photos.max(1);
    let own = values.get(photo * area..(photo + 1) * area).unwrap_or_default();
    let colour = |value: &f32| {
        let [r, g, b] = match heatmap {
            Heatmap::Saliency => EITHER,
            _ if *value >= 0.0 => RAISES,
            _ => LOWERS,
        };
        let share = if most > 0.0 { (value.abs() / most).min(1.0) } else { 0.0 };
        // The square root keeps weak values visible.
        [r, g, b, (MAX_ALPHA * share.sqrt()) as u8]
    };
    (own.iter().flat_map(colour).collect(), area.isqrt())
}

pub fn max_abs(values: &[f32]) -> f32 {
    values.iter().fold(0.0, |most, value| most.max(value.abs()))
}

fn usual_max(values: &[f32]) -> f32 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let at = (USUAL_SHARE * (sorted.len() as f64 - 1.0)).max(0.0) as usize;
    sorted.get(at).copied().unwrap_or_default()
}

/// A part of a photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// As the dataset calls it.
    pub room: String,
    /// Within the photo, such as `top left`.
    pub position: String,
    /// What it adds to the price.
    pub dollars: f64,
}

/// The cell of a photo at this column and row. `None` outside of the photo.
pub fn region(explanation: &Explanation, rooms: &Rooms, photo: usize, [x, y]: [usize; 2]) -> Option<Region> {
    let cells = explanation.cells;
    let dollars =
        explanation.occlusion.get((photo * cells + y) * cells + x).filter(|_| x < cells && y < cells)?;
    let third = |at: usize| (3 * at + 1) / cells.max(1);
    let positions = [
        [text::explain_top_left, text::explain_top, text::explain_top_right],
        [text::explain_left, text::explain_middle, text::explain_right],
        [text::explain_bottom_left, text::explain_bottom, text::explain_bottom_right],
    ];
    let position = positions[third(y).min(2)][third(x).min(2)]().to_owned();
    Some(Region { room: rooms.name(photo).to_owned(), position, dollars: f64::from(*dollars) })
}

/// The ninths of photos that add most to the price, and those that reduce it most.
pub fn top_regions(explanation: &Explanation, rooms: &Rooms, most: usize) -> Vec<Region> {
    let cells = explanation.cells;
    let mut all: Vec<Region> = Vec::new();
    for at in 0..rooms.len() * cells * cells {
        let (photo, x, y) = (at / (cells * cells), at % cells, at / cells % cells);
        let Some(region) = region(explanation, rooms, photo, [x, y]) else { continue };
        match all.iter_mut().find(|other| other.room == region.room && other.position == region.position) {
            // Exact parts add up; effects of leaving something out overlap.
            Some(other) if explanation.base.is_some() => other.dollars += region.dollars,
            Some(other) if other.dollars.abs() < region.dollars.abs() => *other = region,
            Some(_) => {}
            None => all.push(region),
        }
    }
    all.sort_by(|a, b| b.dollars.abs().total_cmp(&a.dollars.abs()));
    all.truncate(most);
    all.sort_by(|a, b| b.dollars.total_cmp(&a.dollars));
    all
}

/// What the attribute effects of an explanation are of.
pub fn effect_names(schema: &InputSchema) -> Vec<String> {
    let zip_code = (!schema.zip_codes.is_empty()).then(|| text::house_zip_code().to_owned());
    schema.attributes.iter().cloned().chain(zip_code).collect()
}

/// The heatmaps in one sentence.
pub fn summary(explanation: &Explanation, rooms: &Rooms) -> String {
    let regions = top_regions(explanation, rooms, usize::MAX);
    match (regions.first(), regions.last()) {
        (Some(most), Some(least)) if max_abs(&explanation.occlusion) > 0.0 => {
            let increase = (most.dollars > 0.0)
                .then(|| text::t!(explain_increase, most = most.name(), amount = signed_money(most.dollars)));
            let decrease = (least.dollars < 0.0).then(|| {
                text::t!(explain_decrease, least = least.name(), taken = signed_money(least.dollars))
            });
            let regions = increase.into_iter().chain(decrease).collect::<Vec<String>>().join(" ");
            let attributes: f64 = explanation.attribute_effects.iter().sum();
            let photos: f64 = explanation.occlusion.iter().map(|dollars| f64::from(*dollars)).sum();
            match explanation.base {
                Some(base) if !explanation.attribute_effects.is_empty() => {
                    let parts = text::t!(
                        explain_parts,
                        photos = signed_money(photos),
                        attributes = signed_money(attributes),
                        base = money(base)
                    );
                    format!("{parts} {regions}")
                }
                _ => regions,
            }
        }
        (Some(_), _) => text::explain_nothing().to_owned(),
        _ => String::new(),
    }
}

impl Region {
    /// Such as `Kitchen, top left`.
    pub fn name(&self) -> String {
        format!("{}, {}", room_name(&self.room), self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explanation() -> Explanation {
        let mut occlusion = vec![0.0; 4 * 64];
        // The top left corner of the bathroom, and the middle of the kitchen.
        occlusion[0] = 900.0;
        occlusion[1] = 1000.0;
        occlusion[3 * 64 + 4 * 8 + 4] = -250.0;
        let saliency = vec![1.0; 4 * 256];
        Explanation {
            layers: Vec::new(),
            base: None,
            price: 1e5,
            cells: 8,
            occlusion,
            saliency,
            attribute_effects: Vec::new(),
            nearest: Vec::new(),
        }
    }

    #[test]
    fn colours_are_strongest_where_the_effect_is_largest() {
        let (rgba, across) = heatmap_rgba(&explanation(), Heatmap::Occlusion, 0, 4);
        assert_eq!((rgba.len(), across), (4 * 64, 8));
        // What raises the price is red, what lowers it blue.
        assert_eq!(rgba[4..8], [0xd0, 0x3a, 0x28, 205]);
        assert!(rgba[3] > 150 && rgba[3] < 205 && rgba[11] == 0);
        let (rgba, _) = heatmap_rgba(&explanation(), Heatmap::Occlusion, 3, 4);
        assert_eq!(rgba[4 * 36..4 * 36 + 4], [0x2a, 0x6f, 0xc4, 102]);
        let (rgba, across) = heatmap_rgba(&explanation(), Heatmap::Saliency, 2, 4);
        assert_eq!((rgba.len(), across), (4 * 256, 16));
        assert_eq!(heatmap_rgba(&explanation(), Heatmap::Off, 0, 4), (Vec::new(), 0));
    }

    #[test]
    fn the_strongest_regions_are_named() {
        let rooms = Rooms::default();
        let found = top_regions(&explanation(), &rooms, 2);
        let words: Vec<(String, f64)> = found.iter().map(|region| (region.name(), region.dollars)).collect();
        assert_eq!(
            words,
            [("Bathroom, top left".to_owned(), 1000.0), ("Kitchen, middle".to_owned(), -250.0)]
        );
        assert_eq!(region(&explanation(), &rooms, 0, [8, 0]), None);
        assert_eq!(
            region(&explanation(), &rooms, 1, [7, 7]).map(|r| r.name()).as_deref(),
            Some("Bedroom, bottom right")
        );
        let text = summary(&explanation(), &rooms);
        assert!(text.starts_with("Largest increase: Bathroom, top left (+$1,000)"), "{text}");
        let nothing = Explanation { occlusion: vec![0.0; 256], ..explanation() };
        assert!(summary(&nothing, &rooms).contains("ignores them"));
    }
}
