//! Place 3: how far off a run is.

mod comparison;
mod error_groups;
mod house_map;
mod house_panel;
mod metrics;
mod place;
mod ranked_houses;
mod run_list;
mod scatter_chart;
mod shown_run;
mod test_table;

pub(crate) use place::ResultsPlace;
