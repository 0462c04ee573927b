//! Everything that touches the document: one file a view.

mod charts;
mod comparison;
mod data;
mod dom;
mod dropzone;
mod figure;
mod files;
mod folder;
mod gallery;
mod guide;
mod header;
mod homes;
mod house;
mod keeping;
mod list;
mod mapping;
mod memo;
mod newer;
mod page;
mod parts;
mod photos;
mod predict;
mod ranked;
mod renamed;
mod repeat;
mod report;
mod results;
mod resume;
mod run_panel;
mod scatter;
mod settings;
mod shelf;
mod test_table;
mod train;
mod why;

pub use page::{Page, mount};
