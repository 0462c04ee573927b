//! The photos of a home in one picture. Four lie as in the tutorial: bathroom top left, bedroom top right, frontal bottom
//! right, kitchen bottom left; [`facade_data::grid`] tells how other numbers of photos lie.

use super::{PhotoError, check_photo_size, decode};
use super::{Pixels, resize_into};
use facade_data as dataset;
use facade_data::{Look, Looks, Reason, Source};
use facade_data::{cell, grid};

/// Resizes a photo, the `photo`th of `photos`, into its tile of a montage of [`facade_data::montage_bytes`] bytes.
///
/// # Panics
/// If the montage is smaller than that or `tile` is zero: faults of the caller.
pub fn place(picture: &impl Pixels, photo: usize, photos: usize, tile: usize, montage: &mut [u8]) {
    let [column, row] = cell(photo, photos);
    let stride = grid(photos)[0] * tile * 3;
    let start = row * tile * stride + column * tile * 3;
    resize_into(picture, tile, tile, &mut montage[start..], stride);
}

/// One of a home's photos that cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub struct HomeError {
    /// Its place among the home's photos.
    pub photo: usize,
    /// What is wrong with it.
    pub problem: PhotoError,
}

/// A home's photos, tiled.
#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    /// RGB, `[height, width, 3]`.
    pub montage: Vec<u8>,
    /// What is known of each photo besides.
    pub looks: Vec<Look>,
}

/// Tiles a home whose photos' bytes `read` brings. One photo is held in memory at a time.
///
/// # Errors
/// The first photo, in the montage's order, that cannot be read or is not a picture.
pub fn tile_home(
    tile: usize,
    photos: usize,
    mut read: impl FnMut(usize) -> Result<Vec<u8>, PhotoError>,
) -> Result<Home, HomeError> {
    tile_photos(tile, photos, |photo, montage| {
        let bytes = read(photo)?;
        let picture = decode(&bytes)?;
        place(&picture, photo, photos, tile, montage);
        Ok((dataset::content(&bytes), look(&picture)))
    })
}

/// The bytes of the photo at `path`.
///
/// # Errors
/// If it cannot be read, or is larger than a photo may be, which is looked at first.
pub fn read_photo(source: &(impl Source + ?Sized), path: &str) -> Result<Vec<u8>, PhotoError> {
    check_photo_size(source.size(path)?)?;
    Ok(source.read(path)?)
}

/// What copies of a picture have in common ([`dataset::print`]).
pub fn look(picture: &impl Pixels) -> Option<dataset::Print> {
    let [width, height] = picture.size();
    dataset::print(width, height, |x, y| picture.luma(x, y))
}

/// Tiles a home into whose montage `put` puts one photo after another, and of each tells its file's hash and its print.
///
/// # Errors
/// The first photo, in the montage's order, that `put` refuses.
pub fn tile_photos(
    tile: usize,
    photos: usize,
    mut put: impl FnMut(usize, &mut [u8]) -> Result<(u64, Option<dataset::Print>), PhotoError>,
) -> Result<Home, HomeError> {
    let mut montage = vec![0; dataset::montage_bytes(tile, photos)];
    let mut looks = Vec::with_capacity(photos);
    for photo in 0..photos {
        let (content, print) = put(photo, &mut montage).map_err(|problem| HomeError { photo, problem })?;
        let features = dataset::feature(&tile_of(&montage, photo, photos, tile), tile).unwrap_or_default();
        looks.push(Look { content, print, features });
    }
    Ok(Home { montage, looks })
}

/// A photo's own tile out of a montage, `[tile, tile, 3]`.
fn tile_of(montage: &[u8], photo: usize, photos: usize, tile: usize) -> Vec<u8> {
    let [column, row] = cell(photo, photos);
    let lines = montage.chunks_exact(grid(photos)[0] * tile * 3).skip(row * tile).take(tile);
    lines.flat_map(|line| &line[column * tile * 3..(column + 1) * tile * 3]).copied().collect()
}

/// The montage and the looks of a house of a dataset, whose photos lie at `paths` (in the montage's order) of `source`; or
/// why the house has to be left out.
///
/// # Errors
/// The first photo, in the montage's order, that cannot be read or is not a picture.
pub fn tile_house(
    source: &(impl Source + ?Sized),
    paths: &[&str],
    tile: usize,
) -> Result<(dataset::Pixels, Looks), Reason> {
    let home = tile_home(tile, paths.len(), |photo| read_photo(source, paths[photo]));
    home.map(|home| (dataset::Pixels(home.montage), Looks::pack(&home.looks))).map_err(|error| {
        let path = paths.get(error.photo).copied().unwrap_or_default();
        let file = path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned();
        Reason::UnreadablePhoto { file, problem: error.problem.to_string() }
    })
}

#[cfg(test)]
mod tests {
    use super::super::Picture;
    use super::*;
    use facade_data::montage_bytes;

    #[test]
    fn four_photos_lie_clockwise_and_six_row_by_row() {
        let tile = 2;
        let levels = |photos: usize| {
            let mut montage = vec![0; montage_bytes(tile, photos)];
            for photo in 0..photos {
                let picture = Picture { width: tile, height: tile, rgb: vec![10 * photo as u8 + 10; 12] };
                place(&picture, photo, photos, tile, &mut montage);
            }
            montage.chunks(3).map(|pixel| pixel[0]).collect::<Vec<u8>>()
        };
        assert_eq!(levels(4), [10, 10, 20, 20, 10, 10, 20, 20, 40, 40, 30, 30, 40, 40, 30, 30]);
        assert_eq!(levels(1), [10; 4]);
        let row = |a, b, c| [a, a, b, b, c, c];
        let five = [row(10, 20, 30), row(10, 20, 30), row(40, 50, 0), row(40, 50, 0)].concat();
        assert_eq!(levels(5), five, "the last tile stays empty");
    }
}
