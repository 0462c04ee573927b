//! What a path tells by itself.

/// The name of the tutorial's price list; upper and lower case are alike.
pub const TABLE: &str = "HousesInfo.txt";

/// Endings of photos' names. What a photo really is, its bytes tell.
const ENDINGS: [&str; 13] =
    ["jpg", "jpeg", "jfif", "png", "webp", "gif", "bmp", "avif", "heic", "heif", "jxl", "tif", "tiff"];

/// Folder and name of a path.
pub fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Whether a path's name is that of a photo. Hidden files are none.
pub fn is_photo(path: &str) -> bool {
    has_ending(parts(path).1, &ENDINGS)
}

/// Whether a path is that of the tutorial's price list.
pub fn is_houses_info(path: &str) -> bool {
    parts(path).1.eq_ignore_ascii_case(TABLE)
}

/// Whether a name that is not hidden has one of these endings.
pub(crate) fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending);
    !name.starts_with('.')
        && ending.is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// A photo's name without its ending.
pub(crate) fn photo_stem(name: &str) -> Option<&str> {
    if has_ending(name, &ENDINGS) { name.rsplit_once('.').map(|(stem, _)| stem) } else { None }
}
