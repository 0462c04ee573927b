//! The run whose results are shown.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::document::scroll_to;
use crate::components::montage::HouseMontage;
use facade_app::result_rows::{Row, rows};
use facade_data::{Dataset, HouseId};
use facade_spec::evaluation::Evaluation;
use facade_text as text;

/// What the views of a run's results share. It is cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct ShownRun {
    pub number: u32,
    pub test_mape: f64,
    /// Its test houses.
    pub rows: StoredValue<Vec<Row>>,
    /// Its dataset, if that is still there.
    pub data: StoredValue<Option<Arc<Dataset>>>,
    pub selected_house: RwSignal<Option<HouseId>>,
}

impl ShownRun {
    pub(super) fn new(number: u32, evaluation: &Evaluation, data: Option<Arc<Dataset>>) -> Self {
        ShownRun {
            number,
            test_mape: evaluation.test.mape_mean,
            rows: StoredValue::new(rows(&evaluation.predictions, data.as_deref())),
            data: StoredValue::new(data),
            selected_house: RwSignal::new(None),
        }
    }

    /// Selects a test house, and scrolls to it.
    pub(super) fn select(self, house: HouseId) {
        self.selected_house.set(Some(house));
        scroll_to("house");
    }
}

/// The montage of a test house, if the dataset is still there.
#[component]
pub(super) fn TestHouseMontage(run: ShownRun, house: HouseId, position: Option<usize>) -> impl IntoView {
    run.data
        .get_value()
        .zip(position)
        .map(|(data, position)| view! { <HouseMontage data position label=text::house(&house) /> })
}
