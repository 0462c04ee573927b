//! What the names of tables say of their age.

use super::paths::split_path;

/// File names of the tables at these indices in `paths`; with their folders if `beside` or another of them has the same name.
pub fn table_names(tables: &[usize], beside: usize, paths: &[String]) -> Vec<String> {
    let path = |table: usize| paths.get(table).map_or("", String::as_str);
    let all = || tables.iter().chain([&beside]);
    let is_unique = |name: &str| all().filter(|&&other| split_path(path(other)).1 == name).count() == 1;
    let name = |&table: &usize| {
        let name = split_path(path(table)).1;
        let below = path(table).split_once('/').map_or(path(table), |(_, below)| below);
        if is_unique(name) { name } else { below }.to_owned()
    };
    tables.iter().map(name).collect()
}

/// Words in names of tables that another one replaces, or that hold no true prices.
const OUTDATED: [&str; 22] = [
    "old",
    "copy",
    "backup",
    "bak",
    "archive",
    "draft",
    "alt",
    "kopie",
    "sicherung",
    "entwurf",
    "copie",
    "copia",
    "ancien",
    "vieux",
    "viejo",
    "vecchio",
    "oud",
    "previous",
    "prediction",
    "predictions",
    "predicted",
    "pred",
];

/// The name of the table in runs of letters and runs of digits, in lower case.
fn name_parts(path: &str) -> Vec<String> {
    let name = split_path(path).1.to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let mut parts: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in stem.chars() {
        let same = letter.is_alphabetic() && last.is_alphabetic()
            || letter.is_ascii_digit() && last.is_ascii_digit();
        match parts.last_mut() {
            Some(part) if same => part.push(letter),
            _ if letter.is_alphanumeric() => parts.push(letter.to_string()),
            _ => {}
        }
        last = letter;
    }
    parts
}

/// Whether a table is called old or a copy.
pub(super) fn is_outdated(path: &str) -> bool {
    name_parts(path).iter().any(|part| OUTDATED.contains(&part.as_str()))
}

/// The numbers in a table's name: years, days and versions, which grow.
pub(super) fn version(path: &str) -> Vec<u64> {
    name_parts(path).iter().filter_map(|part| part.parse().ok()).collect()
}
