//! Every text is written somewhere, and German says them in words of its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use facade::text::{self, Language, speak};

/// All sources in a folder, one behind the other.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all += &sources(&path);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all += &fs::read_to_string(path).unwrap();
        }
    }
    all
}

/// The function of a text may be called or handed over.
#[test]
fn every_text_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = sources(&root.join("src"));
    let used: BTreeSet<&str> = code
        .split("text::")
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next())
        .collect();
    let texts = fs::read_to_string(root.join("texts/en.ftl")).unwrap();
    let ids = texts.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    let ids: Vec<&str> = ids.filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
    assert!(!ids.is_empty());
    let unused: Vec<&str> = ids.into_iter().filter(|id| !used.contains(&*id.replace('-', "_"))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn a_text_is_said_in_the_language_that_is_spoken() {
    let said = |language| {
        speak(language);
        let [one, two] = [1, 2].map(text::trainer_too_few);
        [text::session_no_houses().to_owned(), text::trainer_not_finite(3, 12), one, two]
    };
    let [english, german] = [Language::English, Language::German].map(said);
    assert!(english.iter().zip(&german).all(|(one, other)| one != other), "{english:?} {german:?}");
    let starts = [
        (&english, "Of 1 training house, ", "Of 2 training houses, "),
        (&german, "Von 1 Trainingshaus ", "Von 2 Trainingshäusern "),
    ];
    for (texts, one, two) in starts {
        assert!(texts[2].starts_with(one) && texts[3].starts_with(two), "{texts:?}");
    }
    assert!(german[1].starts_with("In Schritt 3 der Epoche 12 "), "{german:?}");
}
