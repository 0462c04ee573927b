//! Finds the price list among the files of a dataset, by their names. Which of several it is, their content decides.

use std::collections::{BTreeMap, HashSet};

use super::DatasetError;
use super::paths::{HOUSES_INFO, SPREADSHEET_EXTENSIONS, has_extension, is_photo, photo_stem, split_path};

/// Extensions of tables that are hardly ever anything else.
const TABLE_EXTENSIONS: [&str; 4] = ["csv", "tsv", "jsonl", "ndjson"];

/// Extensions of tables that are often something else.
const OTHER_EXTENSIONS: [&str; 2] = ["json", "txt"];

/// Texts and settings that are no tables, by the start of their names.
const NO_TABLES: [&str; 25] = [
    "readme",
    "read_me",
    "license",
    "licence",
    "copying",
    "notice",
    "authors",
    "credits",
    "changelog",
    "contributing",
    "requirements",
    "constraints",
    "notes",
    "todo",
    "labels",
    "classes",
    "package.",
    "package-",
    "composer.",
    "tsconfig",
    "manifest.",
    "settings.",
    "config.",
    "dataset-metadata.",
    "dataset_info",
];

/// Parts of names of price lists.
const PRICE_LISTS: [&str; 27] = [
    "price", "preis", "prix", "precio", "prezz", "preco", "preço", "cena", "house", "haus", "häuser",
    "haeuser", "home", "listing", "propert", "immobil", "objekt", "sale", "train", "metadata", "estate",
    "房", "价", "價", "価格", "物件", "цен",
];

/// A folder with more files of one of [`OTHER_EXTENSIONS`] than this has one for each house or photo.
const ONE_FOR_EACH: usize = 12;

/// Finds candidates for the price list: indices in `paths`, the best first. Files named `HousesInfo.txt` precede all
/// others. Within each group, files in fewer nested folders come first, then those with photos in or below their
/// folder, then those whose names tell of prices or houses, and last test sets and templates of submissions. Text and
/// JSON files that are named otherwise come behind all tables. Ties are ordered by path. Hidden files are skipped, and
/// texts and JSON files that belong to a photo.
///
/// # Errors
/// If there are no files or no candidates.
pub fn find_tables(paths: &[String]) -> Result<Vec<usize>, DatasetError> {
    if paths.is_empty() {
        return Err(DatasetError::EmptyFolder);
    }
    let with_photos = folders_with_photos(paths);
    let others = Others::of(paths);
    let rank = |path: &str| {
        let (folder, name) = split_path(path);
        let depth = path.matches('/').count();
        if name.eq_ignore_ascii_case(HOUSES_INFO) {
            return Some((false, false, depth, false, 0, 0));
        }
        let format = format(name)?;
        let other = format >= Format::Json;
        if name.starts_with("~$") || other && others.excludes(folder, name) {
            return None;
        }
        let likeness = likeness(name);
        let unlikely = other && likeness > 0;
        Some((true, unlikely, depth, !with_photos.contains(folder), likeness, format as usize))
    };
    let mut tables: Vec<_> =
        paths.iter().enumerate().filter_map(|(i, path)| Some((rank(path)?, path, i))).collect();
    tables.sort();
    if tables.is_empty() {
        let names = paths.iter().map(|path| split_path(path).1);
        let kind = |name: &str| {
            let shortcut = has_extension(name, &["gsheet"]).then_some("shortcut");
            shortcut.or_else(|| has_extension(name, &["numbers"]).then_some("numbers"))
        };
        let spreadsheet = names.filter_map(|name| Some((name, kind(name)?))).min();
        return Err(match spreadsheet {
            Some((file, kind)) => DatasetError::OtherSpreadsheet { file: file.to_owned(), kind },
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

/// Whether a table is named as a template of a competition's submission, whose prices are made up:
/// `sample_submission.csv`.
pub fn looks_like_template(path: &str) -> bool {
    words(split_path(path).1)
        .iter()
        .any(|word| ["submission", "submit", "template", "vorlage"].contains(&word.as_str()))
}

/// A table's format by its name, the likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    Separated,
    Spreadsheet,
    JsonLines,
    Json,
    Text,
}

/// The format by the name, `None` for other files. `prices.csv.txt` is separated text: Windows hides known endings.
fn format(name: &str) -> Option<Format> {
    let inner = if has_extension(name, &["txt"]) { name.get(..name.len().saturating_sub(4))? } else { name };
    if has_extension(inner, &["csv", "tsv"]) {
        Some(Format::Separated)
    } else if has_extension(name, &SPREADSHEET_EXTENSIONS) {
        Some(Format::Spreadsheet)
    } else if has_extension(inner, &TABLE_EXTENSIONS) {
        Some(Format::JsonLines)
    } else if has_extension(inner, &["json", "geojson"]) {
        Some(Format::Json)
    } else {
        // A table in Markdown or of a program is only known by the rest of its name.
        let named = has_extension(name, &["tab", "dat", "md"]) && likeness(name) == 0;
        (named || has_extension(name, &["txt"])).then_some(Format::Text)
    }
}

/// The words of a name without its ending, in lower case.
fn words(name: &str) -> Vec<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How a name speaks for a price list: 0 for it, 1 neither, 2 against it, 3 for a template.
fn likeness(name: &str) -> usize {
    if looks_like_template(name) {
        return 3;
    }
    let words = words(name);
    let is = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let alone = words.len() == 1 || words.len() == 2 && is(&["ground"]);
    let list_of_files =
        has_extension(name, &["txt"]) && is(&["train", "val", "valid", "trainval"]) && words.len() == 1;
    if is(&["test"]) || alone && is(&["truth", "labels", "label", "classes", "solution"]) || list_of_files {
        return 2;
    }
    let lower = name.to_lowercase();
    usize::from(!PRICE_LISTS.iter().any(|part| lower.contains(part)))
}

/// What is known of texts and JSON files from all names.
struct Others<'a> {
    /// Names of photos without their endings, if there is a text or JSON file.
    stems: HashSet<&'a str>,
    /// Number of texts and of JSON files in each folder.
    counts: BTreeMap<(&'a str, bool), usize>,
}

impl<'a> Others<'a> {
    fn of(paths: &'a [String]) -> Self {
        let mut counts = BTreeMap::new();
        for path in paths {
            let (folder, name) = split_path(path);
            if has_extension(name, &OTHER_EXTENSIONS) && !name.eq_ignore_ascii_case(HOUSES_INFO) {
                *counts.entry((folder, has_extension(name, &["json"]))).or_default() += 1;
            }
        }
        let stems = if counts.is_empty() {
            HashSet::new()
        } else {
            paths.iter().filter_map(|path| photo_stem(split_path(path).1)).collect()
        };
        Others { stems, counts }
    }

    /// Whether a text or JSON file is no table: a readme, settings, or what belongs to a photo or a house.
    fn excludes(&self, folder: &str, name: &str) -> bool {
        let lower = name.to_lowercase();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // Google Photos writes `1.jpg.json` and `1.jpg.supplemental-metadata.json`.
        let of_photo = name.match_indices('.').any(|(dot, _)| dot > 0 && is_photo(&name[..dot]));
        let many = self
            .counts
            .get(&(folder, has_extension(name, &["json"])))
            .is_some_and(|count| *count > ONE_FOR_EACH);
        let numbered = format(name) != Some(Format::Separated) && many;
        NO_TABLES.iter().any(|start| lower.starts_with(start))
            || lower.contains("supplemental")
            || lower.ends_with(".coco.json")
            || of_photo
            || self.stems.contains(stem)
            || numbered
    }
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
pub(super) fn root_folder(paths: &[String]) -> String {
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
            text(&["Pictures/a.jpg", "Pictures/2024/Notes.txt"]),
            "There is no price list in “Pictures”: no HousesInfo.txt, no CSV file and no spreadsheet. Choose the folder that holds the price list and the photos."
        );
        assert!(text(&["a.jpg", "b.jpg"]).starts_with("There is no price list in the files you chose:"));
        assert!(
            text(&["r/a.jpg", "r/prices.numbers"])
                .starts_with("prices.numbers is an Apple Numbers document,")
        );
        assert!(text(&["r/b.gsheet", "r/prices.numbers"]).starts_with("b.gsheet is only a shortcut"));
    }

    fn names(list: &[&str]) -> Vec<String> {
        let paths = paths(list);
        find_tables(&paths).unwrap_or_default().into_iter().map(|at| paths[at].clone()).collect()
    }

    #[test]
    fn names_decide_among_tables_of_one_folder() {
        let list = ["r/sample_submission.csv", "r/test.csv", "r/train.csv", "r/images/1.jpg"];
        assert_eq!(names(&list), ["r/train.csv", "r/test.csv", "r/sample_submission.csv"]);
        assert_eq!(
            names(&["a.csv", "labels.csv", "Preise.csv", "truth.csv", "truth_prices.csv"]),
            ["Preise.csv", "truth_prices.csv", "a.csv", "labels.csv", "truth.csv"]
        );
        // A folder nearer to the top is more than a name.
        assert_eq!(names(&["r/a.csv", "r/old/prices.csv"]), ["r/a.csv", "r/old/prices.csv"]);
        for template in ["x/sample_submission.csv", "gender_submission.csv", "Submission Template.xlsx"] {
            assert!(looks_like_template(template), "{template}");
        }
        for other in ["submissions_of_houses/prices.csv", "prices.csv", "sample.csv"] {
            assert!(!looks_like_template(other), "{other}");
        }
    }

    #[test]
    fn spreadsheets_texts_and_json_are_tables() {
        assert_eq!(names(&["r/1.jpg", "r/prices.XLSX", "r/~$prices.xlsx"]), ["r/prices.XLSX"]);
        assert_eq!(names(&["r/prices.csv.txt", "r/1.jpg"]), ["r/prices.csv.txt"]);
        assert_eq!(names(&["r/train/metadata.jsonl", "r/train/1.jpg"]), ["r/train/metadata.jsonl"]);
        for one in ["prices.txt", "houses.json", "a.ndjson", "a.ods", "a.xls", "a.xlsb", "a.tsv.txt"] {
            assert_eq!(names(&[one, "1.jpg"]), [one]);
        }
        for one in ["prices.tab", "houses.dat", "House prices.md"] {
            assert_eq!(names(&[one, "1.jpg"]), [one]);
        }
        for one in ["a.tab", "cache.dat", "guide.md", "README.md"] {
            assert!(names(&[one, "1.jpg"]).is_empty(), "{one}");
        }
        // What is often no table comes behind, wherever it lies.
        assert_eq!(
            names(&["r/log.txt", "r/x/data.csv", "r/prices.txt"]),
            ["r/prices.txt", "r/x/data.csv", "r/log.txt"]
        );
    }

    #[test]
    fn texts_and_json_files_of_photos_and_programs_are_no_tables() {
        for list in [
            &["README.txt", "1.jpg"][..],
            &["LICENSE.txt", "requirements.txt", "notes.txt", "classes.txt", "labels.txt", "1.jpg"],
            &["1.txt", "1.jpg"],
            &["labels/IMG_7.txt", "images/IMG_7.JPG"],
            &["IMG_1.jpg.json", "IMG_1.jpg"],
            &["IMG_1.jpg.supplemental-metadata.json", "IMG_2(1).jpg.supplemental-me.json", "IMG_1.jpg"],
            &["package.json", "package-lock.json", "tsconfig.json", "dataset-metadata.json", "x.coco.json"],
            &["house_1.json", "house_1.jpg"],
        ] {
            assert_eq!(names(list), Vec::<String>::new(), "{list:?}");
        }
        let many: Vec<String> = (1..=40).map(|house| format!("listings/{house}.json")).collect();
        assert!(find_tables(&many).is_err());
    }
}
