//! Place 2: settings, runs and series.

mod device_fields;
mod loss_chart;
mod network_picture;
mod network_select;
mod place;
mod run_panel;
mod selection_panel;
mod series_panel;
mod series_results;
mod settings_form;

pub(crate) use place::TrainPlace;
