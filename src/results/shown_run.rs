//! The run whose results are shown.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::document::scroll_to;
use crate::components::montage::HouseMontage;
use crate::page::Page;
use facade_app::map_houses::{MapHouse, map_houses};
use facade_app::result_rows::{Row, rows};
use facade_data::{Dataset, HouseId};
use facade_spec::evaluation::Evaluation;
use facade_text as text;

/// What the views of a run's results share. It is cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct ShownRun {
    pub number: u32,
    /// MAPE on the test houses: of the prices, and with the factor that is best for it, as earlier versions kept it with a model.
    pub test_mapes: [f64; 2],
    /// Its test houses.
    pub rows: StoredValue<Vec<Row>>,
    /// Its houses on the map, by price.
    pub map: StoredValue<Vec<MapHouse>>,
    /// Its dataset, if that is still there.
    pub data: StoredValue<Option<Arc<Dataset>>>,
    pub selected_house: RwSignal<Option<HouseId>>,
}

impl ShownRun {
    pub(super) fn new(number: u32, evaluation: &Evaluation, data: Option<Arc<Dataset>>) -> Self {
        ShownRun {
            number,
            test_mapes: [evaluation.mape().mean, evaluation.calibration.test.mean],
            rows: StoredValue::new(rows(&evaluation.predictions, data.as_deref())),
            map: StoredValue::new(map_houses(evaluation, data.as_deref())),
            data: StoredValue::new(data),
            selected_house: Page::from_context().selected_house,
        }
    }

    /// A house of the run: a test house, or a training house that is on the map.
    pub(super) fn find(self, house: &HouseId) -> Option<MapHouse> {
        let row =
            self.rows.with_value(|rows| rows.iter().find(|row| row.house == *house).map(MapHouse::from));
        row.or_else(|| self.map.with_value(|map| map.iter().find(|on_map| on_map.house == *house).cloned()))
    }

    /// Selects a house, and scrolls to it.
    pub(super) fn select(self, house: HouseId) {
        self.selected_house.set(Some(house));
        scroll_to("house");
    }
}

/// The montage of a house, if the dataset is still there.
#[component]
pub(super) fn TestHouseMontage(run: ShownRun, house: HouseId, position: Option<usize>) -> impl IntoView {
    run.data
        .get_value()
        .zip(position)
        .map(|(data, position)| view! { <HouseMontage data position label=text::house(&house) /> })
}
