//! Splits paths and recognises files by their names.

/// Maximum number of files in a folder or archive: five per row of the longest table. A home directory, chosen by
/// mistake, may have millions.
pub const MAX_FILES: usize = 500_000;

/// File name of the tutorial's price list; compared without case.
pub const HOUSES_INFO: &str = "HousesInfo.txt";

/// File extensions of photos. The actual format is detected from the bytes.
const PHOTO_EXTENSIONS: [&str; 13] =
    ["jpg", "jpeg", "jfif", "png", "webp", "gif", "bmp", "avif", "heic", "heif", "jxl", "tif", "tiff"];

/// File extensions of spreadsheets that can be read. The actual format is detected from the bytes.
pub(crate) const SPREADSHEET_EXTENSIONS: [&str; 5] = ["xlsx", "xlsm", "xls", "xlsb", "ods"];

/// Splits a path into folder and file name.
pub fn split_path(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Whether the file has the extension of a photo and is not hidden.
pub fn is_photo(path: &str) -> bool {
    has_extension(split_path(path).1, &PHOTO_EXTENSIONS)
}

/// Whether the file is the tutorial's price list ([`HOUSES_INFO`]).
pub fn is_houses_info(path: &str) -> bool {
    split_path(path).1.eq_ignore_ascii_case(HOUSES_INFO)
}

/// Whether a file is not hidden and has one of these extensions.
pub(crate) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let extension =
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, extension)| extension);
    !name.starts_with('.')
        && extension
            .is_some_and(|extension| extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// A photo's file name without the extension.
pub(crate) fn photo_stem(name: &str) -> Option<&str> {
    if has_extension(name, &PHOTO_EXTENSIONS) { name.rsplit_once('.').map(|(stem, _)| stem) } else { None }
}
