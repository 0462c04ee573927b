//! The table of test houses.

use std::collections::HashMap;

use super::csv;
use facade_data::{Dataset, HouseId};
use facade_spec::evaluation::Prediction;

/// A test house.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its id.
    pub house: HouseId,
    /// As written; empty if unknown.
    pub zip_code: String,
    /// Price in the table, in dollars.
    pub actual: f64,
    /// Price from the network, in dollars.
    pub predicted: f64,
    /// Index among the houses of the dataset, for its montage.
    pub position: Option<usize>,
}

impl Row {
    /// Predicted minus actual, in percent of the actual price.
    pub fn error(&self) -> f64 {
        (self.predicted - self.actual) / self.actual * 100.0
    }
}

/// What the table is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    House,
    Zip,
    Actual,
    Predicted,
    /// In dollars, without its sign.
    AbsoluteError,
    /// In percent, without its sign.
    PercentError,
}

/// The test houses with what the dataset knows of them.
pub fn rows(predictions: &[Prediction], data: Option<&Dataset>) -> Vec<Row> {
    let houses = data.map_or(&[][..], |d| &d.houses);
    let positions: HashMap<&HouseId, usize> =
        houses.iter().enumerate().map(|(i, house)| (&house.id, i)).collect();
    let row = |p: &Prediction| {
        let position = positions.get(&p.house).copied();
        let zip_code = position.map(|i| houses[i].zip_code.clone()).unwrap_or_default();
        Row { house: p.house.clone(), zip_code, actual: p.actual, predicted: p.predicted, position }
    };
    predictions.iter().map(row).collect()
}

/// Equal rows stay ordered by number.
pub fn sort(rows: &mut [Row], key: SortKey, descending: bool) {
    rows.sort_by(|a, b| {
        let order = match key {
            SortKey::House => a.house.cmp(&b.house),
            SortKey::Zip => a.zip_code.cmp(&b.zip_code),
            SortKey::Actual => a.actual.total_cmp(&b.actual),
            SortKey::Predicted => a.predicted.total_cmp(&b.predicted),
            SortKey::AbsoluteError => {
                (a.predicted - a.actual).abs().total_cmp(&(b.predicted - b.actual).abs())
            }
            SortKey::PercentError => a.error().abs().total_cmp(&b.error().abs()),
        };
        let order = if descending { order.reverse() } else { order };
        order.then(a.house.cmp(&b.house))
    });
}

/// The table as CSV, in full precision.
pub fn csv(rows: &[Row]) -> String {
    let mut out = String::from("house,zip_code,actual,predicted,error_percent\n");
    for r in rows {
        let zip = csv::field(&r.zip_code);
        let [actual, predicted, error] = [r.actual, r.predicted, r.error()].map(csv::number);
        out += &format!("{},{zip},{actual},{predicted},{error}\n", csv::field(r.house.as_str()));
    }
    out
}
