//! Tables before their columns have a meaning: what a cell looks like, which line is the header, and the formats
//! other than separated text.

pub(super) mod cell_kind;
pub(super) mod code_page;
pub(super) mod compound_file;
pub(super) mod grid;
pub(super) mod json;
mod json_mending;
mod json_values;
mod junk_lines;
pub(super) mod layout;
pub(super) mod markup;
mod merged_cells;
pub(super) mod open_document;
pub(super) mod profile;
mod ragged;
mod record;
pub(super) mod skip_reason;
pub(super) mod spreadsheet;
pub(super) mod workbook_check;
mod workbook_problem;
