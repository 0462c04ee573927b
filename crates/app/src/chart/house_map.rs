//! The map of the houses of a run, coloured by price or error.

use std::fmt::Write;

use super::axis::{Axis, finite_span};
use crate::export::escaped;
use crate::map_houses::MapHouse;
use facade_data::HouseId;
use facade_text as text;
use facade_text::format::{compact_money, signed_percent};

/// What the colours of a map say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MapColour {
    /// The price in the table.
    #[default]
    Price,
    /// The error of a network that was not trained on the house.
    Error,
}

/// Colours of each scale.
const COLOURS: usize = 5;
/// Errors in percent at which the colour changes.
const ERROR_EDGES: [f64; COLOURS - 1] = [-40.0, -15.0, 15.0, 40.0];
/// Free space around the points, as a share of what they span.
const PADDING: f64 = 0.04;

/// Where [`house_map`] draws each house, in percent from the left and from the top. The axes have no unit, so each is
/// stretched to the frame.
pub fn house_map_positions(houses: &[MapHouse]) -> Vec<[f64; 2]> {
    let axis = |which: usize| {
        let (low, high) = finite_span(houses.iter().map(|house| house.at[which])).unwrap_or((0.0, 1.0));
        let space = PADDING * (high - low);
        Axis::linear(low - space, high + space)
    };
    let [x, y] = [axis(0), axis(1)];
    houses.iter().map(|house| [x.at(house.at[0]), 100.0 - y.at(house.at[1])]).collect()
}

/// Prices at which the colour changes: a fifth of the houses has each colour. `houses` are sorted by price.
fn price_edges(houses: &[MapHouse]) -> [f64; COLOURS - 1] {
    [1, 2, 3, 4].map(|edge| houses.get(edge * houses.len() / COLOURS).map_or(0.0, |house| house.actual))
}

/// The map of houses that are sorted by price, with one highlighted.
pub fn house_map(houses: &[MapHouse], colour: MapColour, picked: Option<&HouseId>) -> String {
    let positions = house_map_positions(houses);
    let (scale, edges) = match colour {
        MapColour::Price => ("price", price_edges(houses)),
        MapColour::Error => ("error", ERROR_EDGES),
    };
    let class = |house: &MapHouse| {
        let value = match colour {
            MapColour::Price => Some(house.actual),
            MapColour::Error => house.error(),
        };
        match value.filter(|value| value.is_finite()) {
            Some(value) => format!("{scale}-{}", edges.iter().filter(|edge| value >= **edge).count()),
            None => "unknown".to_owned(),
        }
    };
    let mut out = String::from(r#"<rect class="frame" width="100%" height="100%"/>"#);
    for (house, [x, y]) in houses.iter().zip(&positions) {
        point(&mut out, &class(house), house.is_test, [*x, *y]);
    }
    let is_picked = |house: &MapHouse| Some(&house.house) == picked;
    if let Some(place) = houses.iter().position(is_picked) {
        let [x, y] = positions[place];
        let _ = write!(out, r#"<circle class="ring" cx="{x:.2}%" cy="{y:.2}%" r="8"/>"#);
    }
    legend(&mut out, colour, scale, &edges);
    out
}

/// Training houses are round, test houses square.
fn point(out: &mut String, class: &str, is_test: bool, [x, y]: [f64; 2]) {
    let _ = match is_test {
        true => write!(
            out,
            r#"<rect class="house {class}" x="{x:.2}%" y="{y:.2}%" width="8" height="8" transform="translate(-4 -4)"/>"#
        ),
        false => write!(out, r#"<circle class="house {class}" cx="{x:.2}%" cy="{y:.2}%" r="4"/>"#),
    };
}

/// Below the map its colours, with the values at which they change; above it its shapes.
fn legend(out: &mut String, colour: MapColour, scale: &str, edges: &[f64; COLOURS - 1]) {
    let width = 100.0 / COLOURS as f64;
    let title = match colour {
        MapColour::Price => text::houses_map_price(),
        MapColour::Error => text::houses_map_error(),
    };
    let _ = write!(out, r#"<svg y="100%" overflow="visible">"#);
    for step in 0..COLOURS {
        let _ = write!(
            out,
            r#"<rect class="house {scale}-{step}" x="{:.1}%" y="10" width="{width:.1}%" height="8"/>"#,
            width * step as f64
        );
    }
    for (step, edge) in (1..).zip(edges) {
        let label = match colour {
            MapColour::Price => compact_money(*edge),
            MapColour::Error => signed_percent(*edge),
        };
        let x = width * f64::from(step);
        let _ = write!(out, r#"<text x="{x:.1}%" y="33" text-anchor="middle">{}</text>"#, escaped(label));
    }
    let _ = write!(
        out,
        r#"</svg><text class="k" x="0" y="-10">{}</text><svg x="100%" overflow="visible"><circle class="house key" cx="-192" cy="-14" r="4"/><text x="-96" y="-10" text-anchor="end">{}</text><rect class="house key" x="-82" y="-18" width="8" height="8"/><text x="0" y="-10" text-anchor="end">{}</text></svg>"#,
        escaped(title),
        escaped(text::houses_map_training()),
        escaped(text::houses_map_test())
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::is_safe_svg;

    fn house(id: u32, at: [f64; 2], is_test: bool, predicted: Option<f64>) -> MapHouse {
        let (house, zip_code) = (HouseId::from(id), String::new());
        MapHouse { house, at, is_test, zip_code, actual: 1e5 * f64::from(id), predicted, position: None }
    }

    #[test]
    fn points_fill_the_frame_and_have_the_colour_of_their_price_or_error() {
        let houses = [
            house(1, [-1.0, 5.0], false, None),
            house(2, [0.0, 0.0], true, Some(1e5)),
            house(3, [3.0, f64::NAN], false, Some(3e5)),
        ];
        let positions = house_map_positions(&houses);
        assert!(positions.iter().flatten().all(|at| (0.0..=100.0).contains(at)), "{positions:?}");
        assert!(positions[0][0] < positions[1][0] && positions[0][1] < positions[1][1], "up is a high value");
        let by_error = house_map(&houses, MapColour::Error, Some(&2.into()));
        assert!(is_safe_svg(&by_error), "{by_error}");
        for class in ["house unknown\" cx", "house error-0\" x", "house error-2\" cx", "class=\"ring\""] {
            assert!(by_error.contains(class), "{class}: {by_error}");
        }
        let by_price = house_map(&houses, MapColour::Price, None);
        assert!(by_price.contains("house price-4\" cx") && !by_price.contains("ring"), "{by_price}");
        assert!(is_safe_svg(&house_map(&[], MapColour::Price, None)));
    }

    #[test]
    fn any_numbers_can_be_drawn() {
        const NUMBERS: [f64; 7] =
            [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 0.0, 1e-300];
        let houses: Vec<MapHouse> = (0..49u32)
            .map(|id| {
                let [a, b] = [id % 7, id / 7].map(|at| NUMBERS[at as usize]);
                MapHouse { actual: a, ..house(id, [a, b], id % 2 == 0, Some(b)) }
            })
            .collect();
        for colour in [MapColour::Price, MapColour::Error] {
            let drawing = house_map(&houses, colour, Some(&3.into()));
            assert!(is_safe_svg(&drawing));
            assert!(!drawing.contains("NaN") && !drawing.contains("inf"), "{drawing}");
        }
    }
}
