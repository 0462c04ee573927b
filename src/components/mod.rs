//! What views are made of.

pub(crate) mod button;
pub(crate) mod chart_frame;
pub(crate) mod explanation;
pub(crate) mod help;
pub(crate) mod icon;
pub(crate) mod montage;
pub(crate) mod notices;
pub(crate) mod photo_strip;
pub(crate) mod place;
pub(crate) mod rename_field;
pub(crate) mod table;
