//! The texts: each is used, and each language has its own.

use std::path::Path;

use facade_text as text;
use facade_text::{Language, speak};

/// Appends all Rust sources in a folder.
fn read_sources(folder: &Path, out: &mut String) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_sources(&path, out)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            *out += &std::fs::read_to_string(&path)?;
        }
    }
    Ok(())
}

#[test]
fn every_text_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut code = String::new();
    for folder in ["src", "crates"] {
        read_sources(&root.join(folder), &mut code).unwrap();
    }
    let texts = std::fs::read_to_string(root.join("texts/en.ftl")).unwrap();
    let ids = texts.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id);
    let ids: Vec<&str> = ids.filter(|id| !id.starts_with([' ', '#', '{'])).collect();
    assert!(ids.len() > 500, "{}", ids.len());
    let without_spaces: String = code.split_whitespace().collect();
    let used = |id: &&&str| {
        let name = id.replace('-', "_");
        let call = format!("text::{name}");
        without_spaces.contains(&format!("t!({name},"))
            || code.match_indices(&call).any(|(at, _)| {
                !code[at + call.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            })
    };
    let unused: Vec<&&str> = ids.iter().filter(|id| !used(id)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn each_language_has_its_own_texts() {
    let all = || {
        let houses = [1, 2, 2140].map(text::results_houses_counted);
        (
            text::promise(),
            houses,
            text::t!(
                words_outcome,
                run = 3,
                how = "stopped",
                error = "50,0 %",
                houses = "91",
                epochs = 1,
                time = "2 s"
            ),
        )
    };
    let english = all();
    speak(Language::German);
    let german = all();
    speak(Language::English);
    assert_eq!(english.1, ["1 house", "2 houses", "2,140 houses"]);
    assert_eq!(english.2, "Run 3 was stopped: test error 50,0 % on 91 houses, after 1 epoch in 2 s.");
    assert_eq!(german.1, ["1 Haus", "2 Häuser", "2.140 Häuser"]);
    assert_eq!(
        german.2,
        "Lauf 3 wurde gestoppt: mittlere Abweichung 50,0 % bei 91 Testhäusern, nach 1 Epoche in 2 s."
    );
    assert_ne!(english.0, german.0);
    assert_eq!(Language::from_code("de-AT"), Some(Language::German));
    assert_eq!([Language::from_code("tlh"), Language::from_code("")], [None, None]);
}
