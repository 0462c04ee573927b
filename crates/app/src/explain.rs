//! What an explanation of a price shows: colours over photos, and the same in words.

use facade_data::Rooms;
use facade_data::sorting;
use facade_protocol::Explanation;
use facade_text as text;
use facade_text::format::signed_money;
use facade_text::format::{room_name, room_words};

/// What the visitor asked to have explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The price of a test house, by its number.
    House(u32),
    /// That of the home to be priced.
    Home,
}

/// Which map lies over the photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Map {
    /// What each region adds to the price.
    Regions,
    /// How much each pixel could change it.
    Pixels,
    /// None.
    Nothing,
}

/// Red, green and blue of what raises the price, of what lowers it, and of what could do either: the page's blue, red and ochre.
const RAISES: [u8; 3] = [0x2a, 0x6f, 0xc4];
const LOWERS: [u8; 3] = [0xd0, 0x3a, 0x28];
const EITHER: [u8; 3] = [0xff, 0xc8, 0x3c];
/// How much of the photo a colour hides at most, of 255.
const MOST: f32 = 205.0;
/// Share of the pixels that are not brighter than all others.
const USUAL: f64 = 0.995;

/// The colours that lie over one photo, RGBA, and how many pixels they are across and down.
pub fn colours(explanation: &Explanation, map: Map, photo: usize, photos: usize) -> (Vec<u8>, usize) {
    let (values, most) = match map {
        Map::Regions => (&explanation.occlusion, largest(&explanation.occlusion)),
        Map::Pixels => (&explanation.saliency, usual(&explanation.saliency)),
        Map::Nothing => return (Vec::new(), 0),
    };
    let area = values.len() / photos.max(1);
    let own = values.get(photo * area..(photo + 1) * area).unwrap_or_default();
    let colour = |value: &f32| {
        let [r, g, b] = match map {
            Map::Pixels => EITHER,
            _ if *value >= 0.0 => RAISES,
            _ => LOWERS,
        };
        let share = if most > 0.0 { (value.abs() / most).min(1.0) } else { 0.0 };
        // The root, so that what is less than the most is not lost.
        [r, g, b, (MOST * share.sqrt()) as u8]
    };
    (own.iter().flat_map(colour).collect(), area.isqrt())
}

/// The largest of values, without their signs.
pub fn largest(values: &[f32]) -> f32 {
    values.iter().fold(0.0, |most, value| most.max(value.abs()))
}

fn usual(values: &[f32]) -> f32 {
    let mut sorted = values.to_vec();
    sorting::sort(&mut sorted, f32::total_cmp);
    let at = (USUAL * (sorted.len() as f64 - 1.0)).max(0.0) as usize;
    sorted.get(at).copied().unwrap_or_default()
}

/// A part of a photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Of which room, as the data set calls it.
    pub room: String,
    /// Where in it: `top left`.
    pub place: String,
    /// What it adds to the price, in dollars.
    pub dollars: f64,
}

/// What the cell of a photo at this column and row adds to the price; none beyond the photo.
pub fn region(explanation: &Explanation, rooms: &Rooms, photo: usize, [x, y]: [usize; 2]) -> Option<Region> {
    let cells = explanation.cells;
    let dollars =
        explanation.occlusion.get((photo * cells + y) * cells + x).filter(|_| x < cells && y < cells)?;
    let third = |at: usize| (3 * at + 1) / cells.max(1);
    let places = [
        [text::explain_top_left, text::explain_top, text::explain_top_right],
        [text::explain_left, text::explain_middle, text::explain_right],
        [text::explain_bottom_left, text::explain_bottom, text::explain_bottom_right],
    ];
    let place = places[third(y).min(2)][third(x).min(2)]().to_owned();
    Some(Region { room: rooms.word(photo).to_owned(), place, dollars: f64::from(*dollars) })
}

/// The regions that add most to the price, and those that take most from it, one for each ninth of a photo.
pub fn regions(explanation: &Explanation, rooms: &Rooms, most: usize) -> Vec<Region> {
    let cells = explanation.cells;
    let mut all: Vec<Region> = Vec::new();
    for at in 0..rooms.len() * cells * cells {
        let (photo, x, y) = (at / (cells * cells), at % cells, at / cells % cells);
        let Some(region) = region(explanation, rooms, photo, [x, y]) else { continue };
        match all.iter_mut().find(|other| other.room == region.room && other.place == region.place) {
            Some(other) if other.dollars.abs() < region.dollars.abs() => *other = region,
            Some(_) => {}
            None => all.push(region),
        }
    }
    sorting::sort(&mut all, |a, b| b.dollars.abs().total_cmp(&a.dollars.abs()));
    all.truncate(most);
    sorting::sort(&mut all, |a, b| b.dollars.total_cmp(&a.dollars));
    all
}

/// What the maps say, in a sentence.
pub fn summary(explanation: &Explanation, rooms: &Rooms) -> String {
    let regions = regions(explanation, rooms, usize::MAX);
    match (regions.first(), regions.last()) {
        (Some(most), Some(least)) if largest(&explanation.occlusion) > 0.0 => {
            let room = |region: &Region| room_words(&region.room);
            text::explain_most(
                room(most),
                &most.place,
                signed_money(most.dollars),
                room(least),
                &least.place,
                signed_money(least.dollars),
            )
        }
        (Some(_), _) => text::explain_nothing().to_owned(),
        _ => String::new(),
    }
}

impl Region {
    /// Where it is: `Kitchen, top left`.
    pub fn name(&self) -> String {
        format!("{}, {}", room_name(&self.room), self.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explanation() -> Explanation {
        let mut occlusion = vec![0.0; 4 * 64];
        // The bathroom's top left corner, and the kitchen's middle.
        occlusion[0] = 900.0;
        occlusion[1] = 1000.0;
        occlusion[3 * 64 + 4 * 8 + 4] = -250.0;
        let saliency = vec![1.0; 4 * 256];
        Explanation { price: 1e5, cells: 8, occlusion, saliency, told: Vec::new(), nearest: Vec::new() }
    }

    #[test]
    fn colours_are_strongest_where_most_is_added_or_taken() {
        let (rgba, across) = colours(&explanation(), Map::Regions, 0, 4);
        assert_eq!((rgba.len(), across), (4 * 64, 8));
        assert_eq!(rgba[4..8], [0x2a, 0x6f, 0xc4, 205]);
        assert!(rgba[3] > 150 && rgba[3] < 205 && rgba[11] == 0);
        let (rgba, _) = colours(&explanation(), Map::Regions, 3, 4);
        assert_eq!(rgba[4 * 36..4 * 36 + 4], [0xd0, 0x3a, 0x28, 102]);
        let (rgba, across) = colours(&explanation(), Map::Pixels, 2, 4);
        assert_eq!((rgba.len(), across), (4 * 256, 16));
        assert_eq!(colours(&explanation(), Map::Nothing, 0, 4), (Vec::new(), 0));
    }

    #[test]
    fn regions_have_names_and_the_strongest_come() {
        let rooms = Rooms::default();
        let found = regions(&explanation(), &rooms, 2);
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
        let told = summary(&explanation(), &rooms);
        assert!(told.starts_with("Most is added by the bathroom photo, top left (+$1,000)"), "{told}");
        let nothing = Explanation { occlusion: vec![0.0; 256], ..explanation() };
        assert!(summary(&nothing, &rooms).contains("does not look"));
    }
}
