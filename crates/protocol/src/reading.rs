//! The messages between the page and the workers that read files: tables and archives in one, photos in the others.

use serde::{Deserialize, Serialize};

use facade_data::{
    ArchiveEntry, DataIssue, Dataset, HomeInputs, HomeTable, House, HouseList, Mapping, Montages,
    PackedDescriptors, PairingPreview, PhotoHouse, ReadOptions, RecognisedRoom, RoomClassifier, Rooms,
    TableReading, TiledHouse,
};

/// Width and height of a thumbnail in pixels.
pub const THUMBNAIL: usize = 112;

/// A request to the tables worker. Its files are attached in the order in which it lists them; for a file in an archive,
/// the slice of the archive that holds it is attached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TablesRequest {
    /// List the attached archive.
    List,
    /// Read the attached tables, take the one that is the price list, and find out what its columns mean and how
    /// photos belong to its rows.
    Choose {
        /// The tables, each with its index in the paths; the most likely first.
        tables: Vec<(SourceFile, usize)>,
        /// Which of them is the price list, and how to read it; `None` to find out.
        chosen: Option<(usize, ReadOptions)>,
        /// Path of every file, as given by the browser (`folder/sub/name.jpg`).
        paths: Vec<String>,
    },
    /// Read the table, and pair photos with its rows.
    Pair(MappedTable),
    /// Read the table, and list the houses and the photos they need.
    Open {
        /// Name of the folder or archive, for messages.
        name: String,
        /// The table.
        table: MappedTable,
    },
    /// Find the houses of a folder without a table.
    PhotoHouses {
        /// Path of every file.
        paths: Vec<String>,
    },
    /// Read the attached tables, take the one that lists the homes to be priced, and pair photos with its rows.
    Homes {
        /// The tables, each with its index in the paths.
        tables: Vec<(SourceFile, usize)>,
        /// Path of every file.
        paths: Vec<String>,
        /// What the model needs to know of a home.
        inputs: HomeInputs,
    },
}

/// A table, and what its columns mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MappedTable {
    /// The table, with its index in the paths, and the list of photos beside it, if there is one.
    pub tables: Vec<(SourceFile, usize)>,
    /// How to read the table.
    pub options: ReadOptions,
    /// The meaning of its columns.
    pub mapping: Mapping,
    /// Path of every file.
    pub paths: Vec<String>,
}

/// A request to a decode worker. Its photos are attached in the order in which it lists them; for a photo in an archive,
/// the slice of the archive that holds it is attached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DecodeRequest {
    /// Reduce photos to squares, [`THUMBNAIL`] pixels wide and high.
    Thumbnails {
        /// The photos.
        photos: Vec<SourceFile>,
    },
    /// Draw the built-in sample.
    Sample {
        /// Tile size in pixels.
        tile: usize,
        /// Whether the pretrained network looks at the photos. Its file is attached.
        looks: bool,
    },
    /// Build the montages of houses.
    Tile {
        /// Tile size in pixels.
        tile: usize,
        /// Where the pretrained network looks at the photos.
        looks: Looks,
        /// Indices of the houses in the house list; returned unchanged.
        positions: Vec<usize>,
        /// Their photos, grouped by house, in montage order; `None` for missing ones, which are not attached.
        photos: Vec<Option<SourceFile>>,
    },
    /// Check the photos and prices of all houses for issues.
    Compare {
        /// The rooms that the photos show.
        rooms: Rooms,
        /// The houses.
        houses: Vec<House>,
        /// Their photo descriptors, in the same order; without features where the pretrained network has looked.
        descriptors: Vec<PackedDescriptors>,
        /// What the attached montages are like, among which are these features.
        montages: Montages,
    },
    /// Build the montage of a home to be priced.
    TileHome {
        /// Tile size in pixels.
        tile: usize,
        /// Whether the pretrained network looks at the photos. Its file is attached last.
        looks: bool,
        /// The rooms that the photos show.
        rooms: Rooms,
        /// A photo for each of them; `None` for missing ones, which are not attached. If rooms are to be recognised,
        /// others may follow.
        photos: Vec<Option<SourceFile>>,
        /// How to recognise the rooms of those whose names say none.
        recognise: Option<Recognise>,
    },
    /// Find out what the pretrained network makes of each place of photos. Its file is attached last.
    Look {
        /// The photos.
        photos: Vec<SourceFile>,
    },
    /// Read photos out of archives.
    Unpack {
        /// The photos.
        photos: Vec<SourceFile>,
    },
}

/// Where the pretrained network looks at photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Looks {
    /// Nowhere.
    No,
    /// In the decode worker. The network's file is attached last.
    Here,
    /// In the session, for which photos are squeezed.
    Elsewhere,
}

/// What is needed to recognise rooms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recognise {
    /// Tells rooms apart.
    pub classifier: RoomClassifier,
    /// Indices of the photos whose room is not known.
    pub photos: Vec<usize>,
}

/// One of the chosen files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its path.
    pub path: String,
    /// Its archive entry, if it is in an archive.
    pub packed: Option<ArchiveEntry>,
}

/// The preview of a table, shown while the visitor maps its columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TablePreview {
    /// File name.
    pub file: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The first readable rows.
    pub rows: Vec<Vec<String>>,
    /// Number of rows.
    pub count: usize,
    /// How the file was read.
    pub reading: TableReading,
    /// Whether its columns are fixed, as those of `HousesInfo.txt`.
    pub is_fixed: bool,
    /// The ways to pair photos with its rows, the best first; never empty.
    pub pairings: Vec<PairingPreview>,
    /// Whether the first is clearly the best.
    pub is_clear: bool,
    /// Why the first gives no houses, as a sentence.
    pub problem: Option<String>,
    /// File names of tables that give other prices for the same houses.
    pub other_tables: Vec<String>,
}

/// An answer of the tables worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TablesEvent {
    /// The module has started.
    Ready,
    /// The archive's files.
    Listed(Vec<ArchiveEntry>),
    /// The price list.
    Chosen {
        /// Its index in the tables of the request.
        table: usize,
        /// The index of the list of photos beside it.
        photo_list: Option<usize>,
        /// What it says.
        preview: TablePreview,
    },
    /// How photos are paired, and why no house could be read, as a sentence.
    Paired(PairingPreview, Option<String>),
    /// The houses of the table.
    Opened(HouseList),
    /// The houses of a folder without a table.
    PhotoHouses(Vec<PhotoHouse>),
    /// The homes to be priced or, if no table lists them, the file names of the tables.
    Homes(Result<Box<HomeTable>, Vec<String>>),
    /// The request failed.
    Failed {
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
}

/// An answer of a decode worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DecodeEvent {
    /// The module has started.
    Ready,
    /// Whether each photo could be read. The pixels of those that could are attached, concatenated.
    Thumbnails(Vec<bool>),
    /// The sample. Its pixels are attached.
    Sample(Box<Dataset>),
    /// The outcome for each house, in the order of the request. The montages, each with the features of its photos if the
    /// pretrained network has looked, of those that could be read are attached, concatenated.
    Tiled(Vec<TiledHouse<PackedDescriptors>>),
    /// The same, where each montage is followed by the photos squeezed for the pretrained network, `[photos, side, side, 3]` as RGB
    /// bytes, black if missing.
    Squeezed(Vec<TiledHouse<PackedDescriptors>>),
    /// The issues found.
    Compared(Vec<DataIssue>),
    /// The montage of a home.
    HomeTiled {
        /// RGB montage, `[height, width, 3]`.
        #[serde(with = "serde_bytes")]
        montage: Vec<u8>,
        /// Features of its photos, if the pretrained network has looked.
        #[serde(with = "serde_bytes")]
        features: Vec<u8>,
        /// The room of each photo, if rooms were recognised; the montage is arranged by them.
        rooms: Vec<Option<RecognisedRoom>>,
        /// Photos that were left out since they cannot be read: a sentence each.
        unread: Vec<String>,
    },
    /// The file of the pretrained network cannot be used. The photos have not been read.
    NoNetwork {
        /// A sentence that says why.
        message: String,
    },
    /// The network has looked: what it makes of each place, `[photos, side, side, CHANNELS]` in half precision, is attached.
    Looked,
    /// Number of bytes of each photo; `None` if it cannot be read. Their bytes are attached, concatenated.
    Unpacked(Vec<Option<usize>>),
    /// The request failed.
    Failed {
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
}
