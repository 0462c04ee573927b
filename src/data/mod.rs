//! Place 1: the dataset.

mod cleaning;
mod column_mapping;
mod drop_zone;
pub(crate) mod folder;
mod gallery;
mod issues;
mod place;
mod price_chart;
mod split_figure;

pub(crate) use place::DataPlace;
