//! From files to houses: finds and reads the price list, pairs photos with its rows, drops rows and houses that
//! cannot be used, and reports what was dropped and what to check.

mod archive;
mod clean;
mod csv;
mod data_issue;
mod dataset;
mod encoding;
mod error;
mod find_issues;
mod house;
mod house_list;
mod infer_mapping;
mod locate_table;
mod mapping;
mod montages;
mod number_format;
mod pairing;
mod paths;
mod perceptual_hash;
mod read_table;
mod report;
mod room_classifier;
mod rooms;
mod source;
pub mod split;
pub mod statistics;
mod table;

pub use archive::{
    ArchiveEntry, ArchiveError, MAX_UNPACKED, check_unpacked_size, list_archive, unpack, unpack_prefix,
};
pub use clean::{assemble_dataset, keep_readable, list_houses, pair_photos};
pub use data_issue::DataIssue;
pub use dataset::{Dataset, SAMPLE_NAME};
pub use error::{DatasetError, MappingError};
pub use find_issues::{PackedDescriptors, PhotoDescriptor, content_hash, find_issues};
pub use house::{House, MAX_ATTRIBUTES};
pub use house_list::{HouseList, Pixels, TiledHouse};
pub use locate_table::{find_table, find_tables};
pub use mapping::{MIN_PER_ZIP_CODE, Mapping};
pub use montages::{Montages, montage_bytes, montage_size};
pub use pairing::{PhotoIndex, pair_by_name};
pub use paths::{HOUSES_INFO, is_houses_info, is_photo, split_path};
pub use perceptual_hash::PhotoHash;
pub use read_table::{check_table_size, read_table};
pub use report::{DataReport, DropReason, Dropped, Summary, ZipCode};
pub use room_classifier::room_features;
pub use rooms::{MAX_PHOTOS, Rooms, cell, grid};
#[cfg(not(target_arch = "wasm32"))]
pub use source::{FolderSource, ZipSource};
pub use source::{MAX_FILES, MemorySource, Source, SourceError};
pub use statistics::median;
pub use table::{MAX_COLUMNS, MAX_FIELDS, MAX_ROWS, MAX_TABLE_BYTES, Row, Table, TableFormat};
