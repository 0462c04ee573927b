//! The photos of a home in one picture. Four lie as in the tutorial: bathroom top left, bedroom top right, frontal bottom
//! right, kitchen bottom left; [`crate::dataset::grid`] tells how other numbers of photos lie.

use super::{Pixels, resize_into};
use crate::dataset::{cell, grid};
#[cfg(feature = "intake")]
use {
    super::{PhotoError, decode},
    crate::dataset::{self, Reason, Source, SourceError},
};

/// Resizes a photo, the `photo`th of `photos`, into its tile of a montage of [`crate::dataset::montage_bytes`] bytes.
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
#[cfg(feature = "intake")]
#[derive(Clone, Debug, PartialEq)]
pub struct HomeError {
    /// Its place among the home's photos.
    pub photo: usize,
    /// What is wrong with it.
    pub problem: PhotoError,
}

/// The montage of a home whose photos' bytes `read` brings: RGB, `[height, width, 3]`. One photo is held in memory at a
/// time.
///
/// # Errors
/// The first photo, in the montage's order, that cannot be read or is not a picture.
#[cfg(feature = "intake")]
pub fn tile_home(
    tile: usize,
    photos: usize,
    mut read: impl FnMut(usize) -> Result<Vec<u8>, SourceError>,
) -> Result<Vec<u8>, HomeError> {
    tile_photos(tile, photos, |photo, montage| {
        place(&decode(&read(photo)?)?, photo, photos, tile, montage);
        Ok(())
    })
}

/// The montage of a home into which `put` puts one photo after another.
///
/// # Errors
/// The first photo, in the montage's order, that `put` refuses.
#[cfg(feature = "intake")]
pub fn tile_photos(
    tile: usize,
    photos: usize,
    mut put: impl FnMut(usize, &mut [u8]) -> Result<(), PhotoError>,
) -> Result<Vec<u8>, HomeError> {
    let mut montage = vec![0; dataset::montage_bytes(tile, photos)];
    for photo in 0..photos {
        put(photo, &mut montage).map_err(|problem| HomeError { photo, problem })?;
    }
    Ok(montage)
}

/// The montage of a house of a dataset, whose photos lie at `paths` (in the montage's order) of `source`; or why the
/// house has to be left out.
///
/// # Errors
/// The first photo, in the montage's order, that cannot be read or is not a picture.
#[cfg(feature = "intake")]
pub fn tile_house(
    source: &(impl Source + ?Sized),
    paths: &[&str],
    tile: usize,
) -> Result<dataset::Pixels, Reason> {
    tile_home(tile, paths.len(), |photo| source.read(paths[photo])).map(dataset::Pixels).map_err(|error| {
        let path = paths.get(error.photo).copied().unwrap_or_default();
        let file = path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned();
        Reason::UnreadablePhoto { file, problem: error.problem.to_string() }
    })
}

#[cfg(test)]
mod tests {
    use super::super::Picture;
    use super::*;
    use crate::dataset::montage_bytes;

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
