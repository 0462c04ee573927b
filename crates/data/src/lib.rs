//! From files to houses: finds and reads the price list, pairs photos with its rows, drops rows and houses that
//! cannot be used, and reports what was dropped and what to check.

mod archive;
mod attributes;
mod choose_table;
mod clean;
mod column_values;
mod csv;
mod data_issue;
mod dataset;
mod encoding;
mod error;
mod feature_reader;
mod find_issues;
mod homes;
mod house;
mod house_id;
mod house_list;
mod house_photos;
mod houses;
mod infer_mapping;
mod locate_table;
mod mapping;
mod montages;
mod number_format;
mod pairing;
mod pairing_preview;
mod paths;
mod perceptual_hash;
mod photo_features;
mod photo_houses;
mod photo_list;
mod photo_quality;
mod read_table;
mod recognise_rooms;
mod report;
mod room_classifier;
mod room_features;
mod rooms;
mod source;
pub mod split;
pub mod statistics;
mod table;
mod table_names;
mod tables;
mod units;

pub use archive::{
    ArchiveEntry, ArchiveError, ListedFiles, MAX_UNPACKED, check_unpacked_size, is_archive, list_archive,
    list_archive_with_encoding, mount_archive, unpack, unpack_prefix,
};
pub use attributes::{AttributeGroup, group_attributes, split_indicator};
pub use choose_table::{MAX_CANDIDATES, TableCandidate, choose_table, table_candidates};
pub use clean::{assemble_dataset, keep_readable, list_houses};
pub use column_values::year_of_date;
pub use data_issue::{DataIssue, unlikely_prices};
pub use dataset::{Dataset, SAMPLE_NAME};
pub use encoding::ENCODINGS;
pub use error::{DatasetError, MappingError};
pub use feature_reader::{FeatureReader, PhotoFeatures};
pub use find_issues::{PackedDescriptors, PhotoDescriptor, content_hash, find_issues};
pub use homes::{
    AssignedRoom, AttributeColumn, HomeInputs, HomeTable, HomesCandidate, MAX_HOMES, MAX_SPARE, RoomPhotos,
    SURE, TableHome, assign_photos_by_name, choose_homes, home_candidates, read_attribute, room_keywords,
};
pub use house::{House, MAX_ATTRIBUTES};
pub use house_id::{HouseId, natural_order};
pub use house_list::{HouseList, Pixels, TiledHouse};
pub use house_photos::photos_by_house;
pub use locate_table::{find_table, find_tables, looks_like_template};
pub use mapping::{MIN_PER_ZIP_CODE, Mapping};
pub use montages::{Montages, montage_bytes, montage_size};
pub use pairing::{IdPlace, MissingFile, PairedPhoto, Pairing, PairingMethod, hypotheses, is_clear, pair};
pub use pairing_preview::{ExampleHouse, PairingPreview};
pub use paths::{HOUSES_INFO, MAX_FILES, is_houses_info, is_photo, split_path};
pub use perceptual_hash::PhotoHash;
pub use photo_features::{
    CHANNELS, NETWORK, PHOTO_FEATURES, QUARTERS, feature_bytes, pack_features, unpack_features,
};
pub use photo_houses::{PhotoHouse, houses_by_photos, price_list, price_list_path};
pub use photo_list::{join_photo_list, preview_rows};
pub use photo_quality::PhotoDefect;
pub use read_table::{check_table_size, read_table, read_table_with};
pub use recognise_rooms::{RecognisedRoom, arrange_photos, recognise_rooms};
pub use report::{DataReport, DropReason, Dropped, Summary, ZipCode};
pub use room_classifier::RoomClassifier;
pub use room_features::{pretrained_room_features, room_features};
pub use rooms::{MAX_PHOTOS, Rooms, cell, grid};
#[cfg(not(target_arch = "wasm32"))]
pub use source::{FolderSource, JoinedSource, ZipSource, open_source};
pub use source::{MemorySource, Source, SourceError};
pub use statistics::median;
pub use table::{
    MAX_COLUMNS, MAX_FIELDS, MAX_ROWS, MAX_TABLE_BYTES, PhotoList, ReadOptions, Row, SkippedLine, Table,
    TableFormat, TableReading,
};
pub use table_names::table_names;
pub use tables::cell_kind::looks_rounded_by_spreadsheet;
pub use tables::skip_reason::SkipReason;
