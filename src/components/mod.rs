//! What views are made of.

pub(crate) mod button;
pub(crate) mod chart_frame;
pub(crate) mod explanation;
pub(crate) mod fold;
pub(crate) mod help;
pub(crate) mod house_dialog;
pub(crate) mod icon;
pub(crate) mod input_hint;
pub(crate) mod montage;
pub(crate) mod notices;
pub(crate) mod other_model;
pub(crate) mod photo_strip;
pub(crate) mod place;
pub(crate) mod point_area;
pub(crate) mod rename_field;
pub(crate) mod segment;
pub(crate) mod select_field;
pub(crate) mod table;
