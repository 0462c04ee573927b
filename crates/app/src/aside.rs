//! Records that could not be read, put aside: named, to be saved as files, to be deleted. Knows no browser.

use facade_text as text;

/// What their names begin with.
pub const ASIDE: &str = "aside.";

/// A record that lies aside.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// Its name.
    pub key: String,
    /// The name that it had.
    pub name: String,
    /// When it was put aside, in milliseconds since 1970.
    pub since_ms: f64,
    /// How many bytes it has.
    pub size: usize,
}

/// The name of a record once it lies aside.
pub fn key(name: &str, since_ms: f64) -> String {
    format!("{ASIDE}{name}.{since_ms:.0}")
}

impl Aside {
    /// From its name; none of another record.
    pub fn of(key: &str, size: usize) -> Option<Self> {
        let (name, since) = key.strip_prefix(ASIDE)?.rsplit_once('.')?;
        Some(Aside { key: key.to_owned(), name: name.to_owned(), since_ms: since.parse().ok()?, size })
    }

    /// What it is, in words.
    pub fn words(&self) -> String {
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

    /// Name of its file.
    pub fn file_name(&self) -> String {
        format!("facade-{}.bin", self.name.replace([' ', '.'], "-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_known_by_the_name_under_which_it_lies_aside() {
        for (name, words, file) in [
            ("houses", "the houses", "facade-houses.bin"),
            ("17", "run or series 17 of the list", "facade-17.bin"),
            ("shelf", "the names of what is kept by hand", "facade-shelf.bin"),
        ] {
            let aside = Aside::of(&key(name, 1_764_331_200_000.4), 9).unwrap();
            assert_eq!((&*aside.name, aside.since_ms, aside.size), (name, 1_764_331_200_000.0, 9));
            assert_eq!((aside.words(), aside.file_name()), (words.to_owned(), file.to_owned()));
        }
        for other in ["houses", "aside.houses", "aside.houses.then", "shelf.3"] {
            assert_eq!(Aside::of(other, 9), None, "{other}");
        }
    }
}
