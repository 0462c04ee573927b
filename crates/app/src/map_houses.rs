//! The houses of a run on a map of its feature space.

use std::collections::HashMap;

use super::csv;
use super::result_rows::Row;
use facade_data::{Dataset, HouseId};
use facade_spec::evaluation::{Evaluation, Prediction};

/// A house on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapHouse {
    /// Its id.
    pub house: HouseId,
    /// Coordinates on the first two principal components.
    pub at: [f64; 2],
    /// Whether it is a test house.
    pub is_test: bool,
    /// As written; empty if unknown.
    pub zip_code: String,
    /// Price in the table, in dollars.
    pub actual: f64,
    /// Price by a network that was not trained on it, in dollars; `None` if there is no such network.
    pub predicted: Option<f64>,
    /// Index among the houses of the dataset, for its montage.
    pub position: Option<usize>,
}

/// A test house, at the origin.
impl From<&Row> for MapHouse {
    fn from(row: &Row) -> Self {
        MapHouse {
            house: row.house.clone(),
            at: [0.0; 2],
            is_test: true,
            zip_code: row.zip_code.clone(),
            actual: row.actual,
            predicted: Some(row.predicted),
            position: row.position,
        }
    }
}

impl MapHouse {
    /// Predicted minus actual, in percent of the actual price.
    pub fn error(&self) -> Option<f64> {
        self.predicted.map(|predicted| (predicted - self.actual) / self.actual * 100.0)
    }
}

/// The houses of a run, by price. Those whose price is not known are left out: training houses that no network was
/// tested on, if the dataset is gone.
pub fn map_houses(evaluation: &Evaluation, data: Option<&Dataset>) -> Vec<MapHouse> {
    let houses = data.map_or(&[][..], |data| &data.houses);
    let positions: HashMap<&HouseId, usize> =
        houses.iter().enumerate().map(|(position, house)| (&house.id, position)).collect();
    let by_house = |predictions: &'_ [Prediction]| -> HashMap<HouseId, Prediction> {
        predictions.iter().map(|prediction| (prediction.house.clone(), prediction.clone())).collect()
    };
    let (test, held_out) = (by_house(&evaluation.predictions), by_house(&evaluation.held_out));
    let mut all: Vec<MapHouse> = evaluation
        .map
        .iter()
        .filter_map(|point| {
            let position = positions.get(&point.house).copied();
            let listed = position.and_then(|position| houses.get(position));
            let prediction = test.get(&point.house).or_else(|| held_out.get(&point.house));
            Some(MapHouse {
                house: point.house.clone(),
                at: point.at.map(f64::from),
                is_test: test.contains_key(&point.house),
                zip_code: listed.map(|house| house.zip_code.clone()).unwrap_or_default(),
                actual: prediction.map(|one| one.actual).or(listed.map(|house| house.price))?,
                predicted: prediction.map(|one| one.predicted),
                position,
            })
        })
        .collect();
    all.sort_by(|a, b| a.actual.total_cmp(&b.actual));
    all
}

/// The map as CSV, in full precision.
pub fn csv(houses: &[MapHouse]) -> String {
    let mut out = String::from("house,set,zip_code,actual,predicted,error_percent,x,y\n");
    for house in houses {
        let set = if house.is_test { "test" } else { "training" };
        let [predicted, error] =
            [house.predicted, house.error()].map(|value| value.map(csv::number).unwrap_or_default());
        let [x, y] = house.at.map(csv::number);
        let (id, zip_code) = (csv::field(house.house.as_str()), csv::field(&house.zip_code));
        out += &format!("{id},{set},{zip_code},{},{predicted},{error},{x},{y}\n", csv::number(house.actual));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_spec::evaluation::{Baseline, Baselines, MapPoint};

    #[test]
    fn houses_keep_their_set_their_price_and_the_prediction_of_a_network_that_has_not_seen_them() {
        let prediction =
            |house: u32, actual, predicted| Prediction { house: house.into(), actual, predicted };
        let constant = Baseline { price: 1e5, mape_mean: 50.0, mape_std: 1.0 };
        let [best_constant, mean, median] = [(); 3].map(|()| constant.clone());
        let baselines =
            Baselines { best_constant, mean, median, zip_code: None, ridge: None, ridge_slopes: None };
        let mut evaluation = Evaluation::of([&[], &[]], [&[], &[]], baselines, (1.0, None, &[]));
        evaluation.predictions = vec![prediction(3, 4e5, 3e5)];
        evaluation.held_out = vec![prediction(7, 1e5, 2e5)];
        evaluation.map =
            [3u32, 7, 9].map(|house| MapPoint { house: house.into(), at: [house as f32, 0.5] }).into();
        let houses = map_houses(&evaluation, None);
        let found: Vec<_> =
            houses.iter().map(|house| (house.house.clone(), house.is_test, house.error())).collect();
        assert_eq!(found, [(7.into(), false, Some(100.0)), (3.into(), true, Some(-25.0))]);
        assert_eq!(csv(&houses).lines().nth(1), Some("7,training,,100000,200000,100,7,0.5"));
    }
}
