//! Comparable houses: training houses that are most similar to a home by all that is known of both, as an assessor lists them.

use super::home_inputs::home_attribute;
use super::state::State;
use facade_data::{Dataset, HouseId};
use facade_spec::evaluation::Neighbour;

/// Comparable houses that are listed.
const MAX_COMPARABLES: usize = 5;
/// Attributes that are listed of each.
const MAX_ATTRIBUTES: usize = 5;

/// What is known of a home besides its photos.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownHome {
    /// By the name of the attribute.
    pub attributes: Vec<(String, f64)>,
    /// Empty if unknown.
    pub zip_code: String,
}

/// A comparable house.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparable {
    pub house: HouseId,
    /// In dollars.
    pub price: f64,
    /// Its index in the dataset, if that is there.
    pub position: Option<usize>,
    /// Empty if unknown.
    pub zip_code: String,
    /// Values of [`Comparables::attributes`].
    pub attributes: Vec<Option<f64>>,
}

/// Comparable houses, the most similar first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparables {
    /// Names of the attributes that are listed.
    pub attributes: Vec<String>,
    pub houses: Vec<Comparable>,
}

impl KnownHome {
    /// The home in the form.
    pub fn typed(state: &State) -> Self {
        let names = state.model.as_ref().map(|model| model.summary.input_schema.attributes.as_slice());
        let value = |(at, name): (usize, &String)| Some((name.clone(), home_attribute(state, at).ok()??));
        let attributes = names.unwrap_or_default().iter().enumerate().filter_map(value).collect();
        KnownHome { attributes, zip_code: state.home.zip_code.clone() }
    }

    /// A house of a dataset.
    pub fn of_house(data: &Dataset, house: &HouseId) -> Self {
        let Some(house) = data.houses.iter().find(|other| other.id == *house) else { return Self::default() };
        let attributes = data.attributes.iter().zip(&house.attributes);
        KnownHome {
            attributes: attributes.filter_map(|(name, value)| Some((name.clone(), (*value)?))).collect(),
            zip_code: house.zip_code.clone(),
        }
    }
}

/// The houses that are most similar to a home. `nearest` are training houses, the nearest by photos first (`by_photos`) or by the
/// network's features of attributes.
///
/// Similarity is Gower's ("A General Coefficient of Similarity and Some of Its Properties", 1971): the mean difference over what is
/// known of both, as a share of the range. Photos count as one attribute.
pub fn comparables(
    nearest: &[Neighbour],
    data: Option<&Dataset>,
    home: &KnownHome,
    by_photos: bool,
) -> Comparables {
    let of = |near: &Neighbour| {
        let found = data.and_then(|data| data.houses.iter().enumerate().find(|(_, h)| h.id == near.house));
        Comparable {
            house: near.house.clone(),
            price: near.price,
            position: found.map(|(at, _)| at),
            zip_code: found.map(|(_, house)| house.zip_code.clone()).unwrap_or_default(),
            attributes: found.map(|(_, house)| house.attributes.clone()).unwrap_or_default(),
        }
    };
    let houses: Vec<Comparable> = nearest.iter().map(of).collect();
    let names = data.map(|data| data.attributes.as_slice()).unwrap_or_default();
    let known: Vec<Option<f64>> = names
        .iter()
        .map(|name| home.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| *value))
        .collect();
    let values =
        |at: usize| houses.iter().filter_map(move |house| house.attributes.get(at).copied().flatten());
    let spans: Vec<f64> = (0..names.len())
        .map(|at| {
            let (low, high) =
                values(at).fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
            high - low
        })
        .collect();
    let farthest = nearest.iter().map(|near| near.distance).fold(0.0, f64::max);
    let distance = |house: &Comparable, near: &Neighbour| {
        let attributes =
            house.attributes.iter().zip(&known).zip(&spans).filter_map(|((value, known), span)| {
                (*span > 0.0).then_some(((*value)? - (*known)?).abs() / span)
            });
        let zip_codes = !home.zip_code.is_empty() && !house.zip_code.is_empty();
        let zip_code = zip_codes.then(|| if home.zip_code == house.zip_code { 0.0 } else { 1.0 });
        let photos = (by_photos && farthest > 0.0).then(|| near.distance / farthest);
        let all: Vec<f64> = attributes.chain(zip_code).chain(photos).collect();
        // Without anything in common, the order of the network stays.
        if all.is_empty() { 0.0 } else { all.iter().sum::<f64>() / all.len() as f64 }
    };
    let mut order: Vec<(usize, f64)> =
        houses.iter().zip(nearest).map(|(house, near)| distance(house, near)).enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    // Those that are known of the home first.
    let mut listed: Vec<usize> = (0..names.len()).collect();
    listed.sort_by_key(|at| known[*at].is_none());
    listed.truncate(MAX_ATTRIBUTES);
    listed.sort_unstable();
    let houses = order.into_iter().take(MAX_COMPARABLES).map(|(at, _)| {
        let mut house = houses[at].clone();
        house.attributes = listed.iter().map(|at| house.attributes.get(*at).copied().flatten()).collect();
        house
    });
    let houses = houses.collect();
    Comparables { attributes: listed.into_iter().map(|at| names[at].clone()).collect(), houses }
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::{DataReport, House, Montages, Rooms};

    fn dataset() -> Dataset {
        let house = |id: u32, area: Option<f64>, zip: &str| House {
            id: id.into(),
            attributes: vec![area, Some(f64::from(id))],
            zip_code: zip.to_owned(),
            price: 1000.0 * f64::from(id),
            date: None,
            missing_photos: Vec::new(),
        };
        Dataset {
            name: "Houses".to_owned(),
            rooms: Rooms::default(),
            attributes: vec!["area".to_owned(), "year".to_owned()],
            houses: vec![
                house(1, Some(100.0), "A"),
                house(2, Some(200.0), "A"),
                house(3, Some(110.0), "B"),
                house(4, None, "A"),
            ],
            montages: Montages::default(),
            report: DataReport::default(),
        }
    }

    fn nearest(order: &[(u32, f64)]) -> Vec<Neighbour> {
        let one = |(house, distance): &(u32, f64)| Neighbour {
            house: (*house).into(),
            price: 1000.0 * f64::from(*house),
            distance: *distance,
        };
        order.iter().map(one).collect()
    }

    fn ids(found: &Comparables) -> Vec<String> {
        found.houses.iter().map(|house| house.house.to_string()).collect()
    }

    #[test]
    fn houses_are_comparable_by_area_place_and_photos_together() {
        let data = dataset();
        let near = nearest(&[(2, 1.0), (3, 2.0), (1, 4.0), (4, 4.0)]);
        let home = KnownHome { attributes: vec![("area".to_owned(), 100.0)], zip_code: "A".to_owned() };
        let found = comparables(&near, Some(&data), &home, true);
        // Distances: house 1 (0 + 0 + 1) / 3, 2 (1 + 0 + 0.25) / 3, 3 (0.1 + 1 + 0.5) / 3, 4 (0 + 1) / 2.
        assert_eq!(ids(&found), ["1", "2", "4", "3"]);
        assert_eq!(found.attributes, ["area", "year"]);
        assert_eq!(found.houses[0].attributes, [Some(100.0), Some(1.0)]);
        assert_eq!((found.houses[2].position, found.houses[2].attributes[0]), (Some(3), None));

        // Of a house of the dataset everything is known.
        let third = KnownHome::of_house(&data, &3.into());
        assert_eq!((third.attributes.len(), third.zip_code.as_str()), (2, "B"));
    }

    #[test]
    fn without_anything_in_common_the_order_of_the_network_stays() {
        let near = nearest(&[(2, 1.0), (3, 2.0), (1, 4.0)]);
        let found = comparables(&near, None, &KnownHome::default(), false);
        assert_eq!(ids(&found), ["2", "3", "1"]);
        assert_eq!((found.houses[0].price, found.houses[0].position), (2000.0, None));
    }
}
