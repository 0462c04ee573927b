//! Charts as SVG text. Labels are in the outer SVG at percentages, so that they are 12 px text at every width; curves are in an inner
//! SVG that stretches. All text is escaped, and any number can be drawn: a file from outside may contain NaN and infinity.

mod axis;
mod error_charts;
mod gable_row;
mod house_map;
mod learning_curves;
mod price_charts;

pub use axis::Axis;
pub use error_charts::{
    error_bar, group_bars, group_bars_size, histogram, price_axis, scatter, scatter_positions,
};
pub use gable_row::{gables, houses_per_gable};
pub use house_map::{MapColour, house_map, house_map_positions};
pub use learning_curves::{LossChartOptions, loss_chart, validation_curves};
pub use price_charts::{price_histogram, price_line};
