//! Unreadable records, moved to separate keys: they can be saved as files or deleted.

use facade_text as text;

/// Keys of quarantined records begin with this.
pub const PREFIX: &str = "aside.";

#[derive(Clone, Debug, PartialEq)]
pub struct QuarantinedRecord {
    /// Its key in the store.
    pub key: String,
    /// The key it had before.
    pub name: String,
    /// When it was quarantined, in milliseconds since 1970.
    pub since_ms: f64,
    /// In bytes.
    pub size: usize,
}

/// The key under which a record is quarantined.
pub fn key(name: &str, since_ms: f64) -> String {
    format!("{PREFIX}{name}.{since_ms:.0}")
}

impl QuarantinedRecord {
    /// `None` if the key is not that of a quarantined record.
    pub fn from_key(key: &str, size: usize) -> Option<Self> {
        let (name, since) = key.strip_prefix(PREFIX)?.rsplit_once('.')?;
        Some(QuarantinedRecord {
            key: key.to_owned(),
            name: name.to_owned(),
            since_ms: since.parse().ok()?,
            size,
        })
    }

    pub fn label(&self) -> String {
        match &*self.name {
            "houses" => text::aside_houses().to_owned(),
            "excluded" => text::aside_excluded().to_owned(),
            "run" => text::aside_run().to_owned(),
            "checkpoint" => text::aside_checkpoint().to_owned(),
            "model" => text::aside_model().to_owned(),
            name => match name.parse::<u32>() {
                Ok(number) => text::aside_listed(number),
                Err(_) => text::aside_shelf().to_owned(),
            },
        }
    }

    pub fn file_name(&self) -> String {
        format!("facade-{}.bin", self.name.replace([' ', '.'], "-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_identified_by_its_key() {
        for (name, label, file) in [
            ("houses", "the houses", "facade-houses.bin"),
            ("17", "run or series 17 in the list", "facade-17.bin"),
            ("shelf", "the names of the items saved by you", "facade-shelf.bin"),
        ] {
            let record = QuarantinedRecord::from_key(&key(name, 1_764_331_200_000.4), 9).unwrap();
            assert_eq!((&*record.name, record.since_ms, record.size), (name, 1_764_331_200_000.0, 9));
            assert_eq!((record.label(), record.file_name()), (label.to_owned(), file.to_owned()));
        }
        for other in ["houses", "aside.houses", "aside.houses.then", "shelf.3"] {
            assert_eq!(QuarantinedRecord::from_key(other, 9), None, "{other}");
        }
    }
}
