//! Finds the price list among the files of a dataset.

use std::collections::HashSet;

use super::DatasetError;
use super::paths::{HOUSES_INFO, has_extension, is_photo, split_path};

/// Extensions of tables with a header.
const TABLE_EXTENSIONS: [&str; 2] = ["csv", "tsv"];

/// Extensions of spreadsheets, which must be saved as CSV first.
const SPREADSHEET_EXTENSIONS: [&str; 7] = ["xlsx", "xls", "xlsm", "xlsb", "ods", "numbers", "gsheet"];

/// Finds candidates for the price list: indices in `paths`, the best first. Files named `HousesInfo.txt` precede CSV
/// and TSV files. Within each group, files in fewer nested folders come first; CSV and TSV files are then ordered by
/// whether there are photos in or below their folder. Ties are ordered by path. Hidden files are skipped.
///
/// # Errors
/// If there are no files or no candidates.
pub fn find_tables(paths: &[String]) -> Result<Vec<usize>, DatasetError> {
    if paths.is_empty() {
        return Err(DatasetError::EmptyFolder);
    }
    let with_photos = folders_with_photos(paths);
    let rank = |path: &str| {
        let (folder, name) = split_path(path);
        let houses_info = name.eq_ignore_ascii_case(HOUSES_INFO);
        let is_table = houses_info || has_extension(name, &TABLE_EXTENSIONS);
        let depth = path.matches('/').count();
        is_table.then(|| (!houses_info, depth, !houses_info && !with_photos.contains(folder)))
    };
    let mut tables: Vec<_> =
        paths.iter().enumerate().filter_map(|(i, path)| Some((rank(path)?, path, i))).collect();
    tables.sort();
    if tables.is_empty() {
        let names = paths.iter().map(|path| split_path(path).1);
        let mut spreadsheets: Vec<&str> =
            names.filter(|name| has_extension(name, &SPREADSHEET_EXTENSIONS)).collect();
        spreadsheets.sort();
        return Err(match spreadsheets.first() {
            Some(file) => DatasetError::OnlySpreadsheet { file: (*file).to_owned() },
            None => DatasetError::NoTable { folder: root_folder(paths) },
        });
    }
    Ok(tables.into_iter().map(|(_, _, position)| position).collect())
}

/// The best candidate of [`find_tables`].
///
/// # Errors
/// As [`find_tables`].
pub fn find_table(paths: &[String]) -> Result<usize, DatasetError> {
    let tables = find_tables(paths)?;
    tables.first().copied().ok_or_else(|| DatasetError::NoTable { folder: root_folder(paths) })
}

/// Every folder that contains a photo, directly or in a subfolder.
fn folders_with_photos(paths: &[String]) -> HashSet<&str> {
    let mut folders = HashSet::new();
    for path in paths.iter().filter(|path| is_photo(path)) {
        let mut folder = split_path(path).0;
        while folders.insert(folder) && !folder.is_empty() {
            folder = split_path(folder).0;
        }
    }
    folders
}

/// The first component of all paths if they share it; otherwise empty.
fn root_folder(paths: &[String]) -> String {
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
    fn the_least_nested_table_is_found() {
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
    fn csv_files_come_second_and_those_with_photos_first() {
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
            "prices.XLSX is a spreadsheet, which Facade cannot read. Open it, save it as “CSV UTF-8” in the same folder, and choose the folder again."
        );
    }
}
