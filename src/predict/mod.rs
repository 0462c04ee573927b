//! Place 4: the price of a home, and of many.

mod attribute_form;
mod estimate_panel;
pub(crate) mod home_list;
mod model_files;
pub(crate) mod photo_slots;
mod place;

pub(crate) use place::PredictPlace;
