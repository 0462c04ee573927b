//! Which files of a folder may be the price list.

use std::collections::HashSet;

use super::DatasetError;
use super::paths::{TABLE, has_ending, is_photo, parts};
use crate::sorting;

/// Endings of tables with a header.
const TABLES: [&str; 2] = ["csv", "tsv"];

/// Endings of spreadsheets, which have to be saved as CSV first.
const SPREADSHEETS: [&str; 7] = ["xlsx", "xls", "xlsm", "xlsb", "ods", "numbers", "gsheet"];

/// Finds what may be the price list: positions in `paths`, the likeliest first. Files of the name `HousesInfo.txt` come
/// before all others, those in the fewest folders first. Then come CSV and TSV files: those in the fewest folders first,
/// of these those that have photos in their own folder or below it, then by name. Hidden files do not count.
///
/// # Errors
/// If there is no file, or none of these.
pub fn find_tables(paths: &[String]) -> Result<Vec<usize>, DatasetError> {
    if paths.is_empty() {
        return Err(DatasetError::EmptyFolder);
    }
    let with_photos = folders_with_photos(paths);
    let rank = |path: &str| {
        let (folder, name) = parts(path);
        let houses_info = name.eq_ignore_ascii_case(TABLE);
        let is_table = houses_info || has_ending(name, &TABLES);
        let depth = path.matches('/').count();
        is_table.then(|| (!houses_info, depth, !houses_info && !with_photos.contains(folder)))
    };
    let mut tables: Vec<_> =
        paths.iter().enumerate().filter_map(|(i, path)| Some((rank(path)?, path, i))).collect();
    sorting::sort(&mut tables, Ord::cmp);
    if tables.is_empty() {
        let mut spreadsheets: Vec<&str> =
            paths.iter().map(|path| parts(path).1).filter(|name| has_ending(name, &SPREADSHEETS)).collect();
        sorting::sort(&mut spreadsheets, Ord::cmp);
        return Err(match spreadsheets.first() {
            Some(file) => DatasetError::OnlySpreadsheet { file: (*file).to_owned() },
            None => DatasetError::NoTable { folder: picked(paths) },
        });
    }
    Ok(tables.into_iter().map(|(_, _, position)| position).collect())
}

/// The likeliest price list: the first of [`find_tables`].
///
/// # Errors
/// As there.
pub fn find_table(paths: &[String]) -> Result<usize, DatasetError> {
    let tables = find_tables(paths)?;
    tables.first().copied().ok_or_else(|| DatasetError::NoTable { folder: picked(paths) })
}

/// Every folder that has a photo in it or below it.
fn folders_with_photos(paths: &[String]) -> HashSet<&str> {
    let mut folders = HashSet::new();
    for path in paths.iter().filter(|path| is_photo(path)) {
        let mut folder = parts(path).0;
        while folders.insert(folder) && !folder.is_empty() {
            folder = parts(folder).0;
        }
    }
    folders
}

/// The first folder, where all paths begin with the same; else empty.
fn picked(paths: &[String]) -> String {
    let first = |path: &str| path.split_once('/').map(|(folder, _)| folder.to_owned());
    match paths.first().and_then(|path| first(path)) {
        Some(folder) if paths.iter().all(|path| first(path).as_ref() == Some(&folder)) => folder,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(list: &[&str]) -> Vec<String> {
        list.iter().map(|&path| path.to_owned()).collect()
    }

    #[test]
    fn the_table_in_the_fewest_folders_is_found() {
        let list = paths(&[
            "r/old/copy/HousesInfo.txt",
            "r/README.md",
            "r/photos/housesinfo.TXT",
            "r/z/HousesInfo.txt",
        ]);
        assert_eq!(find_tables(&list), Ok(vec![2, 3, 0]));
        assert_eq!(find_table(&paths(&["HousesInfo.txt"])), Ok(0));
    }

    #[test]
    fn csv_files_come_after_it_and_those_with_photos_first() {
        let list = paths(&[
            "r/a/notes.csv",
            "r/b/houses.TSV",
            "r/b/photos/1_kitchen.jpg",
            "r/a/._x.csv",
            "r/b/deep/HousesInfo.txt",
            "r/b/prices.csv",
            "r/.csv",
        ]);
        assert_eq!(find_tables(&list), Ok(vec![4, 1, 5, 0]));
        assert_eq!(find_table(&paths(&["b.csv", "1.jpg", "a.csv"])), Ok(2));
    }

    #[test]
    fn a_folder_without_a_table_is_named() {
        assert_eq!(find_table(&[]), Err(DatasetError::EmptyFolder));
        let text = |list: &[&str]| find_table(&paths(list)).unwrap_err().to_string();
        assert_eq!(
            text(&["Pictures/a.jpg", "Pictures/2024/MyHousesInfo.txt"]),
            "There is no price list in “Pictures”: no HousesInfo.txt and no CSV file. Choose the folder that holds the price list and the photos."
        );
        assert!(text(&["a.jpg", "b.jpg"]).starts_with("There is no price list in the files you chose:"));
        assert_eq!(
            text(&["r/a.jpg", "r/prices.XLSX"]),
            "prices.XLSX is a spreadsheet, which cannot be read here. Open it, save it as “CSV UTF-8” into the same folder, and choose the folder again."
        );
    }
}
