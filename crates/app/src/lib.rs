//! What the page decides without a browser. Everything here is tested natively.
//!
//! The page shows what follows from [`state::State`], to which the reducer applies [`Message`]s, and from [`form::Form`], which holds
//! the settings as typed.

#![allow(missing_docs, reason = "this crate has no users outside of the workspace")]

pub mod availability;
pub mod chart;
pub mod comparables;
pub mod compare;
pub mod csv;
pub mod data_report;
pub mod dataset_loader;
pub mod error_statistics;
pub mod explanation;
pub mod export;
pub mod file_name;
pub mod form;
pub mod gallery;
mod home_changes;
pub mod home_estimate;
pub mod home_export;
pub mod home_inputs;
pub mod home_order;
pub mod home_table;
pub mod homes;
pub mod html_report;
pub mod library;
pub mod map_houses;
pub mod mapping_form;
pub mod markup;
mod message;
pub mod model;
pub mod model_selection;
pub mod network_picture;
pub mod next_step;
pub mod notice;
pub mod pairing_text;
mod pending;
pub mod pixel_store;
pub mod preferences;
pub mod price_entry;
mod pricing;
pub mod quarantine;
mod record_checks;
pub mod recovery;
mod reducer;
pub mod repeat_form;
pub mod result_rows;
pub mod result_text;
pub mod rooms;
pub mod run;
pub mod run_entry;
pub mod run_list;
pub mod run_models;
pub mod run_scheduler;
pub mod save_queue;
pub mod save_trigger;
pub mod saved;
pub mod select_model;
pub mod series;
pub mod series_results;
pub mod sort_order;
pub mod state;
pub mod status_text;
pub mod storage_text;
pub mod store_status;
pub mod store_write;
pub mod time_estimate;
pub mod tracked;
pub mod trust;
pub mod units;
pub mod view_run;
pub mod worker_pool;
pub mod workspace;

pub use message::Message;
