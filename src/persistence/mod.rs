//! What the page saves by itself, and restores on the next visit.

mod controller;
pub(crate) mod panels;
mod quarantine;
pub(crate) mod records;
mod restore;
pub(crate) mod state;
mod undo;
