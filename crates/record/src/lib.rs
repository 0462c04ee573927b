//! The one form of everything that the browser keeps or that is saved as a `.facade` file.
//!
//! A record is two MessagePack values, one behind the other: a head that names its kind, the version of its kind and a
//! checksum, and a body in which every field has its name. So a later version of the page reads it, too: a field that it
//! does not know is ignored, and one that is missing takes its default. A version is raised only where an earlier one would
//! misread what it finds; [`forms`] tells which ones this page reads.

use std::collections::BTreeMap;
use std::io::Cursor;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A kind of record, and the versions of it that this page reads. It writes the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// What the kind is called.
    pub kind: &'static str,
    /// The oldest version that is read.
    pub oldest: u16,
    /// The newest, which is written.
    pub newest: u16,
}

/// Makes a constant of each kind, and one line of all.
macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident = $kind:literal $oldest:literal to $newest:literal;)*) => {
        $($(#[$doc])* pub const $name: Form = Form { kind: $kind, oldest: $oldest, newest: $newest };)*

        /// All kinds.
        pub const ALL: &[Form] = &[$($name),*];

        /// All kinds in a line, as `www/offline.sh` finds it in the module of the page: a version of the page that is not
        /// loaded yet tells by it what it reads.
        pub const LINE: &str = concat!("facade-records:", $(" ", $kind, "=", $oldest, "-", $newest),*, ";");
    };
}

/// The kinds of record. A version of a form that was published once is read for ever: raise the second number, never the
/// first.
pub mod forms {
    use super::Form;

    #[cfg(not(feature = "later"))]
    forms! {
        /// The state of a run after a whole epoch.
        CHECKPOINT = "checkpoint" 1 to 1;
        /// A run or a series of the list.
        ENTRY = "entry" 1 to 1;
        /// Houses that are left out by hand.
        EXCLUDED = "excluded" 1 to 1;
        /// Houses, but for their pixels.
        HOUSES = "houses" 1 to 1;
        /// The last model: its name and its file.
        MODEL = "model" 1 to 1;
        /// A run that is not over.
        RUN = "run" 1 to 1;
        /// All that was trained, and with what settings.
        SESSION = "session" 1 to 1;
        /// Settings of a run.
        SETTINGS = "settings" 1 to 1;
        /// What lies on the shelf.
        SHELF = "shelf" 1 to 1;
    }

    // A version that does not exist, for the test of what an update keeps: it writes another form of the list, and does not
    // read an interrupted run any more.
    #[cfg(feature = "later")]
    forms! {
        /// The state of a run after a whole epoch.
        CHECKPOINT = "checkpoint" 2 to 2;
        /// A run or a series of the list.
        ENTRY = "entry" 1 to 2;
        /// Houses that are left out by hand.
        EXCLUDED = "excluded" 1 to 1;
        /// Houses, but for their pixels.
        HOUSES = "houses" 1 to 1;
        /// The last model: its name and its file.
        MODEL = "model" 1 to 1;
        /// A run that is not over.
        RUN = "run" 2 to 2;
        /// All that was trained, and with what settings.
        SESSION = "session" 1 to 1;
        /// Settings of a run.
        SETTINGS = "settings" 1 to 1;
        /// What lies on the shelf.
        SHELF = "shelf" 1 to 1;
    }
}

/// Which versions a page reads, by kind.
pub type Reads = BTreeMap<String, [u16; 2]>;

/// What a [`forms::LINE`] says; none where it is no such line.
pub fn reads(line: &str) -> Option<Reads> {
    let rest = line.strip_prefix("facade-records:")?.strip_suffix(';')?;
    let one = |word: &str| {
        let (kind, versions) = word.split_once('=')?;
        let (oldest, newest) = versions.split_once('-')?;
        Some((kind.to_owned(), [oldest.parse().ok()?, newest.parse().ok()?]))
    };
    rest.split_whitespace().map(one).collect()
}

/// What can be kept.
pub trait Record: Serialize + DeserializeOwned {
    /// Its kind, and which versions of it are read.
    const FORM: Form;

    /// About how many bytes it takes, so that many are not copied while they are packed.
    fn size(&self) -> usize {
        256
    }
}

/// Why a record is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unreadable {
    /// It is in the form of before records named their fields, which nothing reads any more.
    OldForm,
    /// A later version of the page wrote it.
    Newer,
    /// It is not whole, or is something else.
    Damaged,
    /// It is whole, and says what cannot be.
    Unsound,
}

/// What stands before a body.
#[derive(Serialize, Deserialize)]
struct Head {
    /// The kind; the field's name marks a record.
    #[serde(rename = "facade")]
    kind: String,
    version: u16,
    /// CRC-32 of kind, version and body, four bytes with the lowest first. It stands last, always as long as this.
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

/// A record as bytes. None if it does not pack, which plain data always does.
pub fn pack<T: Record>(record: &T) -> Option<Vec<u8>> {
    let Form { kind, newest: version, .. } = T::FORM;
    let mut bytes = Vec::with_capacity(64 + record.size());
    write(&mut bytes, &Head { kind: kind.to_owned(), version, crc32: [0; 4] })?;
    let head = bytes.len();
    write(&mut bytes, record)?;
    let sum = crc32(kind, version, &bytes[head..]);
    bytes[head - sum.len()..head].copy_from_slice(&sum);
    Some(bytes)
}

fn write(bytes: &mut Vec<u8>, value: &impl Serialize) -> Option<()> {
    let mut serializer = rmp_serde::Serializer::new(bytes).with_struct_map().with_human_readable();
    value.serialize(&mut serializer).ok()
}

/// A record from bytes.
///
/// # Errors
/// If they are in the form of before, a later version of the page wrote them, or they are damaged or of another kind.
pub fn unpack<T: Record>(bytes: &[u8]) -> Result<T, Unreadable> {
    let (head, body) = head(bytes)?;
    if head.crc32 != crc32(&head.kind, head.version, body) || head.kind != T::FORM.kind {
        return Err(Unreadable::Damaged);
    }
    if head.version > T::FORM.newest {
        return Err(Unreadable::Newer);
    }
    if head.version < T::FORM.oldest {
        return Err(Unreadable::OldForm);
    }
    // It is as it was written: whoever wrote it knew more.
    let mut deserializer = rmp_serde::Deserializer::from_read_ref(body).with_human_readable();
    T::deserialize(&mut deserializer).map_err(|_| Unreadable::Newer)
}

/// What kind of record bytes say that they are; none where they are no record of this form.
pub fn kind(bytes: &[u8]) -> Option<String> {
    head(bytes).ok().map(|(head, _)| head.kind)
}

fn head(bytes: &[u8]) -> Result<(Head, &[u8]), Unreadable> {
    // Records of before began with this mark itself.
    if bytes.starts_with(b"facade") {
        return Err(Unreadable::OldForm);
    }
    let mut reader = rmp_serde::Deserializer::new(Cursor::new(bytes));
    let head = Head::deserialize(&mut reader).map_err(|_| Unreadable::Damaged)?;
    let body = usize::try_from(reader.position()).ok().and_then(|at| bytes.get(at..));
    Ok((head, body.ok_or(Unreadable::Damaged)?))
}

/// Reading what later versions may have added to: kinds of finding, of reason, of device.
///
/// Messages between page and workers have another form (postcard), which is the same version on
/// both sides and names nothing: there a value is read as it is.
pub mod lenient {
    use serde::de::IgnoredAny;
    use serde::{Deserialize, Deserializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Known<T> {
        Is(T),
        Not(IgnoredAny),
    }

    impl<T> Known<T> {
        fn known(self) -> Option<T> {
            match self {
                Known::Is(value) => Some(value),
                Known::Not(_) => None,
            }
        }
    }

    /// A list, of which elements that are not understood are left out.
    ///
    /// # Errors
    /// If it is no list.
    pub fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
        if !from.is_human_readable() {
            return Vec::deserialize(from);
        }
        let all = Vec::<Known<T>>::deserialize(from)?;
        Ok(all.into_iter().filter_map(Known::known).collect())
    }

    /// A value, or the default in the place of one that is not understood.
    ///
    /// # Errors
    /// None where fields have names.
    pub fn or_default<'de, D, T>(from: D) -> Result<T, D::Error>
    where
        D: Deserializer<'de>,
        T: Deserialize<'de> + Default,
    {
        if !from.is_human_readable() {
            return T::deserialize(from);
        }
        Ok(Known::deserialize(from)?.known().unwrap_or_default())
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
        const FORM: Form = Form { kind: "thing", oldest: 1, newest: 2 };
    }

    /// The same as a later version has it.
    #[derive(Serialize, Deserialize)]
    struct Later<S> {
        colour: Option<u8>,
        name: String,
        sorts: Vec<S>,
        sort: S,
    }

    impl<S: Serialize + DeserializeOwned> Record for Later<S> {
        const FORM: Form = Form { kind: "thing", oldest: 1, newest: 2 };
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
    fn a_record_comes_back_as_it_was() {
        let bytes = pack(&thing()).unwrap();
        assert_eq!(unpack(&bytes), Ok(thing()));
        assert_eq!(kind(&bytes).as_deref(), Some("thing"));
    }

    #[test]
    fn damage_is_never_misread() {
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
    fn other_versions_and_other_kinds_are_told_apart() {
        #[derive(Serialize, Deserialize)]
        struct Of<const VERSION: u16>;
        impl<const VERSION: u16> Record for Of<VERSION> {
            const FORM: Form = Form { kind: "thing", oldest: VERSION, newest: VERSION };
        }
        assert_eq!(unpack::<Thing>(&pack(&Of::<3>).unwrap()), Err(Unreadable::Newer));
        assert_eq!(unpack::<Thing>(&pack(&Of::<0>).unwrap()), Err(Unreadable::OldForm));
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Other;
        impl Record for Other {
            const FORM: Form = Form { kind: "other", oldest: 1, newest: 1 };
        }
        assert_eq!(unpack::<Thing>(&pack(&Other).unwrap()), Err(Unreadable::Damaged));
        for old in [&b"facade\x05\0\x01\x02\x03\x04\x05\x06\x07\x08"[..], b"facade\0\x02"] {
            assert_eq!(unpack::<Thing>(old), Err(Unreadable::OldForm));
        }
    }

    #[test]
    fn what_a_later_version_added_costs_nothing() {
        use LaterSort::{Dotted, Plain, Striped};
        let striped = || Striped { width: 0.5, of: vec!["a".into()] };
        let later =
            |sort| Later { colour: Some(3), name: "a".into(), sorts: vec![striped(), Plain, Dotted], sort };
        for sort in [striped(), Dotted] {
            let read: Thing = unpack(&pack(&later(sort)).unwrap()).unwrap();
            let known = Thing { sorts: vec![Sort::Plain], sort: Sort::Unknown, ..thing() };
            assert_eq!(read, known);
        }
        // What is of another kind altogether is not read as something else.
        let other = Later { colour: None, name: "a".into(), sorts: vec![], sort: 5 };
        assert_eq!(unpack::<Thing>(&pack(&other).unwrap()).unwrap().sort, Sort::Unknown);
    }

    #[test]
    fn messages_read_the_same_fields_as_they_are() {
        let bytes = postcard::to_stdvec(&thing()).unwrap();
        assert_eq!(postcard::from_bytes::<Thing>(&bytes).unwrap(), thing());
    }

    #[test]
    fn the_line_says_what_is_read() {
        let said = reads(forms::LINE).unwrap();
        assert_eq!(said.len(), forms::ALL.len());
        for form in forms::ALL {
            assert_eq!(said[form.kind], [form.oldest, form.newest]);
        }
        for bad in ["", "facade-records:", "facade-records: run=1;", "facade-records: run=a-b;", "run=1-1;"] {
            assert_eq!(reads(bad), None, "{bad}");
        }
    }
}
