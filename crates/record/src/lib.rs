//! The format of everything that is stored in the browser or saved as a `.facade` file.
//!
//! A record is two consecutive MessagePack values: a header with the record's kind, version and checksum, and a body
//! with named fields. Later versions of the page can read it: unknown fields are ignored, and missing ones take their
//! default. A kind's version is raised only if earlier versions of the page would misread the record. [`kinds`] lists
//! the versions that this page reads.

mod reader;

use std::collections::BTreeMap;

use reader::Reader;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A kind of record and the versions of it that this page reads. It writes the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordKind {
    /// Name of the kind.
    pub name: &'static str,
    /// The oldest version that is read.
    pub oldest: u16,
    /// The newest version that is read, and the one that is written.
    pub newest: u16,
}

/// Defines a constant for each kind, and a line with all of them.
macro_rules! define_kinds {
    ($($(#[$doc:meta])* $name:ident = $kind:literal $oldest:literal to $newest:literal;)*) => {
        $($(#[$doc])* pub const $name: RecordKind = RecordKind { name: $kind, oldest: $oldest, newest: $newest };)*

        /// All kinds.
        pub const ALL: &[RecordKind] = &[$($name),*];

        /// All kinds and their versions in one line. `www/offline.sh` extracts it from the page's WebAssembly module,
        /// so that a running page knows what an update can read before loading it.
        pub const VERSIONS_LINE: &str = concat!("facade-records:", $(" ", $kind, "=", $oldest, "-", $newest),*, ";");
    };
}

/// The kinds of record. Once a version is published, it must be readable forever: raise the second number, never the
/// first.
pub mod kinds {
    use super::RecordKind;

    #[cfg(not(feature = "later"))]
    define_kinds! {
        /// The training state after a complete epoch.
        CHECKPOINT = "checkpoint" 1 to 1;
        /// A run or series in the list.
        ENTRY = "entry" 1 to 1;
        /// Houses excluded by the visitor.
        EXCLUDED = "excluded" 1 to 1;
        /// The dataset without pixels.
        HOUSES = "houses" 1 to 1;
        /// The last model: name and file.
        MODEL = "model" 1 to 1;
        /// An unfinished run.
        RUN = "run" 1 to 1;
        /// A workspace: all runs with their settings, and the model.
        WORKSPACE = "session" 1 to 1;
        /// Settings of a run.
        SETTINGS = "settings" 1 to 1;
        /// The index of the library.
        LIBRARY = "shelf" 1 to 1;
    }

    // A fictitious later version, for the browser test of updates: it writes a newer version of the list and no
    // longer reads an interrupted run.
    #[cfg(feature = "later")]
    define_kinds! {
        /// The training state after a complete epoch.
        CHECKPOINT = "checkpoint" 2 to 2;
        /// A run or series in the list.
        ENTRY = "entry" 1 to 2;
        /// Houses excluded by the visitor.
        EXCLUDED = "excluded" 1 to 1;
        /// The dataset without pixels.
        HOUSES = "houses" 1 to 1;
        /// The last model: name and file.
        MODEL = "model" 1 to 1;
        /// An unfinished run.
        RUN = "run" 2 to 2;
        /// A workspace: all runs with their settings, and the model.
        WORKSPACE = "session" 1 to 1;
        /// Settings of a run.
        SETTINGS = "settings" 1 to 1;
        /// The index of the library.
        LIBRARY = "shelf" 1 to 1;
    }
}

/// Oldest and newest version that a page reads, by kind.
pub type SupportedVersions = BTreeMap<String, [u16; 2]>;

/// Parses a [`kinds::VERSIONS_LINE`]. `None` if it is not valid.
pub fn parse_versions(line: &str) -> Option<SupportedVersions> {
    let rest = line.strip_prefix("facade-records:")?.strip_suffix(';')?;
    let kind = |word: &str| {
        let (kind, versions) = word.split_once('=')?;
        let (oldest, newest) = versions.split_once('-')?;
        Some((kind.to_owned(), [oldest.parse().ok()?, newest.parse().ok()?]))
    };
    rest.split_whitespace().map(kind).collect()
}

/// A value that can be stored as a record.
pub trait Record: Serialize + DeserializeOwned {
    /// Kind and versions.
    const KIND: RecordKind;

    /// Estimated size in bytes, to avoid reallocations while packing large records.
    fn size(&self) -> usize {
        256
    }
}

/// Why a record cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unreadable {
    /// It is in the format from before fields had names, or in a version that is no longer read.
    OldFormat,
    /// A later version of the page wrote it.
    Newer,
    /// It is incomplete, altered or of another kind.
    Damaged,
    /// It is intact, but its values are impossible.
    Invalid,
}

/// The header of a record.
#[derive(Serialize, Deserialize)]
struct Header {
    /// The kind. The field's name identifies the format.
    #[serde(rename = "facade")]
    kind: String,
    version: u16,
    /// CRC-32 of kind, version and body, little-endian. The last field and of fixed length, so that it can be filled
    /// in afterwards.
    #[serde(with = "serde_bytes")]
    crc32: [u8; 4],
}

fn crc32(kind: &str, version: u16, body: &[u8]) -> [u8; 4] {
    let mut sum = crc32fast::Hasher::new();
    sum.update(kind.as_bytes());
    sum.update(&version.to_le_bytes());
    sum.update(body);
    sum.finalize().to_le_bytes()
}

/// Serialises a record. `None` if serialisation fails, which does not happen for plain data.
pub fn pack<T: Record>(record: &T) -> Option<Vec<u8>> {
    let RecordKind { name: kind, newest: version, .. } = T::KIND;
    let mut bytes = Vec::with_capacity(64 + record.size());
    write(&mut bytes, &Header { kind: kind.to_owned(), version, crc32: [0; 4] })?;
    let header_end = bytes.len();
    write(&mut bytes, record)?;
    let sum = crc32(kind, version, &bytes[header_end..]);
    bytes[header_end - sum.len()..header_end].copy_from_slice(&sum);
    Some(bytes)
}

fn write(bytes: &mut Vec<u8>, value: &impl Serialize) -> Option<()> {
    let mut serializer = rmp_serde::Serializer::new(bytes).with_struct_map().with_human_readable();
    value.serialize(&mut serializer).ok()
}

/// Deserialises a record.
///
/// # Errors
/// If the record is in the old format, from a later version of the page, damaged, or of another kind.
pub fn unpack<T: Record>(bytes: &[u8]) -> Result<T, Unreadable> {
    let (header, body) = read_header(bytes)?;
    if header.crc32 != crc32(&header.kind, header.version, body) || header.kind != T::KIND.name {
        return Err(Unreadable::Damaged);
    }
    if header.version > T::KIND.newest {
        return Err(Unreadable::Newer);
    }
    if header.version < T::KIND.oldest {
        return Err(Unreadable::OldFormat);
    }
    // The checksum is valid, so a failure means that a later version wrote it.
    T::deserialize(&mut Reader::new(body)).map_err(|_| Unreadable::Newer)
}

/// The kind in a record's header. `None` if the bytes are not a record.
pub fn kind(bytes: &[u8]) -> Option<String> {
    read_header(bytes).ok().map(|(header, _)| header.kind)
}

fn read_header(bytes: &[u8]) -> Result<(Header, &[u8]), Unreadable> {
    // The old format started with this magic number.
    if bytes.starts_with(b"facade") {
        return Err(Unreadable::OldFormat);
    }
    let mut reader = Reader::new(bytes);
    let header = Header::deserialize(&mut reader).map_err(|_| Unreadable::Damaged)?;
    Ok((header, reader.left()))
}

/// Deserialises enums to which later versions may add variants: data issues, drop reasons, devices.
///
/// Only for records. Messages between page and workers use postcard, where both sides have the same version and
/// fields have no names; there values are read strictly.
pub mod lenient {
    use std::fmt;
    use std::marker::PhantomData;

    use serde::de::{IgnoredAny, SeqAccess, Visitor};
    use serde::{Deserialize, Deserializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Maybe<T> {
        Known(T),
        Unknown(IgnoredAny),
    }

    impl<T> Maybe<T> {
        fn known(self) -> Option<T> {
            match self {
                Maybe::Known(value) => Some(value),
                Maybe::Unknown(_) => None,
            }
        }
    }

    /// Collects what is known: a list of a million other values takes no memory.
    struct KnownElements<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for KnownElements<T> {
        type Value = Vec<T>;

        fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
            to.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
            let mut all = Vec::new();
            while let Some(element) = elements.next_element::<Maybe<T>>()? {
                all.extend(element.known());
            }
            Ok(all)
        }
    }

    /// Deserialises a list, skipping unknown elements.
    ///
    /// # Errors
    /// If it is not a list.
    pub fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
        if !from.is_human_readable() {
            return Vec::deserialize(from);
        }
        from.deserialize_seq(KnownElements(PhantomData))
    }

    /// Deserialises a value, or takes the default for an unknown one.
    ///
    /// # Errors
    /// None in records.
    pub fn or_default<'de, D, T>(from: D) -> Result<T, D::Error>
    where
        D: Deserializer<'de>,
        T: Deserialize<'de> + Default,
    {
        if !from.is_human_readable() {
            return T::deserialize(from);
        }
        Ok(Maybe::deserialize(from)?.known().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    enum Sort {
        #[default]
        Unknown,
        Plain,
        Numbered {
            n: u32,
        },
    }

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Thing {
        name: String,
        #[serde(deserialize_with = "lenient::list")]
        sorts: Vec<Sort>,
        #[serde(deserialize_with = "lenient::or_default")]
        sort: Sort,
    }

    impl Record for Thing {
        const KIND: RecordKind = RecordKind { name: "thing", oldest: 1, newest: 2 };
    }

    /// The same record in a later version.
    #[derive(Serialize, Deserialize)]
    struct Later<S> {
        colour: Option<u8>,
        name: String,
        sorts: Vec<S>,
        sort: S,
    }

    impl<S: Serialize + DeserializeOwned> Record for Later<S> {
        const KIND: RecordKind = RecordKind { name: "thing", oldest: 1, newest: 2 };
    }

    #[derive(Serialize, Deserialize)]
    enum LaterSort {
        Plain,
        Striped { width: f64, of: Vec<String> },
        Dotted,
    }

    fn thing() -> Thing {
        Thing {
            name: "a".into(),
            sorts: vec![Sort::Plain, Sort::Numbered { n: 7 }],
            sort: Sort::Numbered { n: 8 },
        }
    }

    #[test]
    fn records_round_trip() {
        let bytes = pack(&thing()).unwrap();
        assert_eq!(unpack(&bytes), Ok(thing()));
        assert_eq!(kind(&bytes).as_deref(), Some("thing"));
    }

    #[test]
    fn damage_is_always_detected() {
        let bytes = pack(&thing()).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[at] ^= 1 << bit;
                assert_eq!(unpack::<Thing>(&damaged), Err(Unreadable::Damaged), "byte {at}");
            }
            assert_eq!(unpack::<Thing>(&bytes[..at]), Err(Unreadable::Damaged), "{at} bytes");
        }
        assert_eq!(unpack::<Thing>(&[&bytes[..], &[0]].concat()), Err(Unreadable::Damaged));
    }

    #[test]
    fn other_versions_and_kinds_are_errors() {
        #[derive(Serialize, Deserialize)]
        struct Of<const VERSION: u16>;
        impl<const VERSION: u16> Record for Of<VERSION> {
            const KIND: RecordKind = RecordKind { name: "thing", oldest: VERSION, newest: VERSION };
        }
        assert_eq!(unpack::<Thing>(&pack(&Of::<3>).unwrap()), Err(Unreadable::Newer));
        assert_eq!(unpack::<Thing>(&pack(&Of::<0>).unwrap()), Err(Unreadable::OldFormat));
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Other;
        impl Record for Other {
            const KIND: RecordKind = RecordKind { name: "other", oldest: 1, newest: 1 };
        }
        assert_eq!(unpack::<Thing>(&pack(&Other).unwrap()), Err(Unreadable::Damaged));
        for old in [&b"facade\x05\0\x01\x02\x03\x04\x05\x06\x07\x08"[..], b"facade\0\x02"] {
            assert_eq!(unpack::<Thing>(old), Err(Unreadable::OldFormat));
        }
    }

    #[test]
    fn additions_of_a_later_version_are_ignored() {
        use LaterSort::{Dotted, Plain, Striped};
        let striped = || Striped { width: 0.5, of: vec!["a".into()] };
        let later =
            |sort| Later { colour: Some(3), name: "a".into(), sorts: vec![striped(), Plain, Dotted], sort };
        for sort in [striped(), Dotted] {
            let read: Thing = unpack(&pack(&later(sort)).unwrap()).unwrap();
            let known = Thing { sorts: vec![Sort::Plain], sort: Sort::Unknown, ..thing() };
            assert_eq!(read, known);
        }
        // A value of another type becomes the default.
        let other = Later { colour: None, name: "a".into(), sorts: vec![], sort: 5 };
        assert_eq!(unpack::<Thing>(&pack(&other).unwrap()).unwrap().sort, Sort::Unknown);
    }

    #[test]
    fn messages_are_read_strictly() {
        let bytes = postcard::to_stdvec(&thing()).unwrap();
        assert_eq!(postcard::from_bytes::<Thing>(&bytes).unwrap(), thing());
    }

    #[test]
    fn the_line_of_versions_is_parsed() {
        let versions = parse_versions(kinds::VERSIONS_LINE).unwrap();
        assert_eq!(versions.len(), kinds::ALL.len());
        for kind in kinds::ALL {
            assert_eq!(versions[kind.name], [kind.oldest, kind.newest]);
        }
        for bad in ["", "facade-records:", "facade-records: run=1;", "facade-records: run=a-b;", "run=1-1;"] {
            assert_eq!(parse_versions(bad), None, "{bad}");
        }
    }
}
