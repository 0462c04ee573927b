//! Which houses the gallery shows, and in which order.

use std::collections::{BTreeSet, HashMap};

use facade_data::{Dataset, HouseId};
use facade_spec::evaluation::Evaluation;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GalleryOrder {
    /// As in the table.
    #[default]
    Table,
    Cheapest,
    Dearest,
    /// The largest error of the run in view first; houses without one last.
    Error,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GalleryFilter {
    #[default]
    All,
    /// Test houses of the run in view.
    Test,
    Training,
    /// By the visitor.
    Excluded,
}

/// What the visitor has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GalleryView {
    /// Part of an id or a zip code.
    pub search: String,
    pub order: GalleryOrder,
    pub filter: GalleryFilter,
}

/// Relative errors of the houses that a run has predicted without having learned from them, by id: of -0.5 for half of the price.
pub fn errors_by_house(evaluation: &Evaluation) -> HashMap<&HouseId, f64> {
    let all = evaluation.predictions.iter().chain(&evaluation.held_out);
    all.map(|one| (&one.house, one.predicted / one.actual - 1.0)).collect()
}

/// Positions of the houses to show. `evaluation` is that of the run in view.
pub fn gallery(
    data: &Dataset,
    excluded: &BTreeSet<HouseId>,
    evaluation: Option<&Evaluation>,
    view: &GalleryView,
) -> Vec<usize> {
    let test: BTreeSet<&HouseId> =
        evaluation.iter().flat_map(|found| found.predictions.iter().map(|one| &one.house)).collect();
    let wanted = view.search.trim().to_lowercase();
    let matches = |at: &usize| {
        let house = &data.houses[*at];
        let found = house.id.as_str().to_lowercase().contains(&wanted)
            || house.zip_code.to_lowercase().contains(&wanted);
        found
            && match view.filter {
                GalleryFilter::All => true,
                GalleryFilter::Test => test.contains(&house.id),
                GalleryFilter::Training => !test.contains(&house.id) && !excluded.contains(&house.id),
                GalleryFilter::Excluded => excluded.contains(&house.id),
            }
    };
    let mut shown: Vec<usize> = (0..data.houses.len()).filter(matches).collect();
    let price = |at: usize| data.houses[at].price;
    match view.order {
        GalleryOrder::Table => {}
        GalleryOrder::Cheapest => shown.sort_by(|a, b| price(*a).total_cmp(&price(*b))),
        GalleryOrder::Dearest => shown.sort_by(|a, b| price(*b).total_cmp(&price(*a))),
        GalleryOrder::Error => {
            let errors = evaluation.map(errors_by_house).unwrap_or_default();
            let error = |at: usize| errors.get(&data.houses[at].id).map_or(-1.0, |error| error.abs());
            shown.sort_by(|a, b| error(*b).total_cmp(&error(*a)));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::{DataReport, House, Montages, Rooms};
    use facade_spec::evaluation::{Baseline, Baselines, MapeCalibration, Metrics, Prediction};

    fn dataset() -> Dataset {
        let house = |(id, price, zip): (&str, f64, &str)| House {
            id: HouseId::from(id.to_owned()),
            attributes: Vec::new(),
            zip_code: zip.to_owned(),
            price,
            date: None,
            missing_photos: Vec::new(),
        };
        Dataset {
            name: "Houses".to_owned(),
            rooms: Rooms::default(),
            attributes: Vec::new(),
            houses: [("a1", 3.0, "100"), ("B2", 1.0, "200"), ("c3", 2.0, "100")].map(house).into(),
            montages: Montages::default(),
            report: DataReport::default(),
        }
    }

    fn evaluation() -> Evaluation {
        let metrics = Metrics {
            houses: 1,
            mape_mean: 1.0,
            mape_std: 1.0,
            mae: 1.0,
            rmse: 1.0,
            bias: 1.0,
            r2: None,
            r2_log: None,
        };
        let baseline = || Baseline { price: 1.0, mape_mean: 1.0, mape_std: 1.0 };
        let one = |id: &str, actual, predicted| Prediction {
            house: HouseId::from(id.to_owned()),
            actual,
            predicted,
        };
        Evaluation {
            calibration: MapeCalibration::new(1.0, [&metrics, &metrics]),
            test: metrics.clone(),
            train: metrics,
            baselines: Baselines {
                best_constant: baseline(),
                mean: baseline(),
                median: baseline(),
                zip_code: None,
                ridge: None,
                ridge_slopes: None,
            },
            predictions: vec![one("c3", 2.0, 1.0)],
            held_out: vec![one("a1", 3.0, 9.0)],
            map: Vec::new(),
            intervals: Vec::new(),
            importance: Vec::new(),
        }
    }

    #[test]
    fn houses_are_found_by_id_and_zip_code_sorted_and_filtered() {
        let (data, evaluation) = (dataset(), evaluation());
        let excluded = BTreeSet::from([HouseId::from("B2".to_owned())]);
        let show = |search: &str, order, filter| {
            let view = GalleryView { search: search.to_owned(), order, filter };
            gallery(&data, &excluded, Some(&evaluation), &view)
        };
        let (table, all) = (GalleryOrder::Table, GalleryFilter::All);
        assert_eq!(show("", table, all), [0, 1, 2]);
        assert_eq!(show(" b", table, all), [1]);
        assert_eq!(show("100", table, all), [0, 2]);
        assert_eq!(show("x", table, all), [0usize; 0]);
        assert_eq!(show("", GalleryOrder::Cheapest, all), [1, 2, 0]);
        assert_eq!(show("", GalleryOrder::Dearest, all), [0, 2, 1]);
        assert_eq!(show("", GalleryOrder::Error, all), [0, 2, 1], "200 %, 50 %, unknown");
        assert_eq!(show("", table, GalleryFilter::Test), [2]);
        assert_eq!(show("", table, GalleryFilter::Training), [0]);
        assert_eq!(show("", table, GalleryFilter::Excluded), [1]);
    }
}
