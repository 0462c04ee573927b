//! Place 1: the dataset.

mod cleaning;
mod column_mapping;
mod drop_zone;
pub(crate) mod folder;
mod gallery;
mod issue_row;
mod issues;
mod pairing_panel;
mod place;
mod price_chart;
mod price_entry;
mod split_figure;
mod table_reading;
mod table_units;
mod unlikely_prices;

pub(crate) use place::DataPlace;
