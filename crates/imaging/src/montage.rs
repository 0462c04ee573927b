//! Montages: the photos of a home resized into the tiles of one image. Four photos are laid out as in the tutorial:
//! bathroom top left, bedroom top right, frontal bottom right, kitchen bottom left. [`facade_data::grid`] gives the
//! layout of other numbers.

use super::{PhotoError, check_photo_size, decode};
use super::{PixelSource, resize_into};
use facade_data as dataset;
use facade_data::{DropReason, PackedDescriptors, PhotoDescriptor, PhotoHash, Source};
use facade_data::{cell, grid};

/// Resizes photo number `photo` of `photos` into its tile of a montage of [`facade_data::montage_bytes`] bytes.
///
/// # Panics
/// If the montage is smaller than that or `tile` is zero.
pub fn resize_into_tile(
    image: &impl PixelSource,
    photo: usize,
    photos: usize,
    tile: usize,
    montage: &mut [u8],
) {
    let [column, row] = cell(photo, photos);
    let stride = grid(photos)[0] * tile * 3;
    let start = row * tile * stride + column * tile * 3;
    resize_into(image, tile, tile, &mut montage[start..], stride);
}

/// An unusable photo of a home.
#[derive(Clone, Debug, PartialEq)]
pub struct TileError {
    /// Index of the photo.
    pub photo: usize,
    /// What is wrong with it.
    pub problem: PhotoError,
}

/// The montage and photo descriptors of a home.
#[derive(Clone, Debug, PartialEq)]
pub struct TiledHome {
    /// RGB, `[height, width, 3]`.
    pub montage: Vec<u8>,
    /// One descriptor per photo.
    pub descriptors: Vec<PhotoDescriptor>,
}

/// Builds the montage of a home; `read` returns the bytes of a photo. Only one photo is in memory at a time.
///
/// # Errors
/// The first photo, in montage order, that cannot be read or decoded.
pub fn tile_home(
    tile: usize,
    photos: usize,
    mut read: impl FnMut(usize) -> Result<Vec<u8>, PhotoError>,
) -> Result<TiledHome, TileError> {
    tile_photos(tile, photos, |photo, montage| {
        fill_tile(&read(photo)?, photo, photos, tile, montage).map(Some)
    })
}

/// Decodes a photo into its tile of a montage. Returns its content hash and perceptual hash.
fn fill_tile(
    bytes: &[u8],
    photo: usize,
    photos: usize,
    tile: usize,
    montage: &mut [u8],
) -> Result<(u64, Option<PhotoHash>), PhotoError> {
    let image = decode(bytes)?;
    resize_into_tile(&image, photo, photos, tile, montage);
    Ok((dataset::content_hash(bytes), photo_hash(&image)))
}

/// Reads the photo at `path`, after checking its size.
///
/// # Errors
/// If it cannot be read or is too large.
pub fn read_photo(source: &(impl Source + ?Sized), path: &str) -> Result<Vec<u8>, PhotoError> {
    check_photo_size(source.size(path)?)?;
    Ok(source.read(path)?)
}

/// The perceptual hash of an image.
pub fn photo_hash(image: &impl PixelSource) -> Option<PhotoHash> {
    let [width, height] = image.size();
    PhotoHash::of(width, height, |x, y| image.luma(x, y))
}

/// Builds the montage of a home. For each photo, `fill_tile` writes its tile into the montage and returns its content
/// hash and perceptual hash, or returns `None` if there is no photo.
///
/// # Errors
/// The first photo, in montage order, for which `fill_tile` fails.
pub fn tile_photos(
    tile: usize,
    photos: usize,
    mut fill_tile: impl FnMut(usize, &mut [u8]) -> Result<Option<(u64, Option<PhotoHash>)>, PhotoError>,
) -> Result<TiledHome, TileError> {
    let mut montage = vec![0; dataset::montage_bytes(tile, photos)];
    let mut descriptors = Vec::with_capacity(photos);
    for photo in 0..photos {
        let hashes = fill_tile(photo, &mut montage);
        let hashes = hashes.map_err(|problem| TileError { photo, problem })?;
        descriptors.push(match hashes {
            None => PhotoDescriptor { content_hash: None, photo_hash: None, features: Vec::new() },
            Some((content_hash, photo_hash)) => {
                let features = dataset::room_features(&tile_of(&montage, photo, photos, tile), tile);
                let features = features.unwrap_or_default();
                PhotoDescriptor { content_hash: Some(content_hash), photo_hash, features }
            }
        });
    }
    Ok(TiledHome { montage, descriptors })
}

/// Copies a photo's tile from a montage, `[tile, tile, 3]`.
fn tile_of(montage: &[u8], photo: usize, photos: usize, tile: usize) -> Vec<u8> {
    let [column, row] = cell(photo, photos);
    let rows = montage.chunks_exact(grid(photos)[0] * tile * 3).skip(row * tile).take(tile);
    rows.flat_map(|row| &row[column * tile * 3..(column + 1) * tile * 3]).copied().collect()
}

/// Builds the montage and descriptors of a dataset's house from the photos at `paths`, in montage order; the tile of a
/// missing photo is black.
///
/// # Errors
/// Why the house must be dropped: the first photo, in montage order, that cannot be read or decoded.
pub fn tile_house(
    source: &(impl Source + ?Sized),
    paths: &[Option<&str>],
    tile: usize,
) -> Result<(dataset::Pixels, PackedDescriptors), DropReason> {
    let home = tile_photos(tile, paths.len(), |photo, montage| {
        let Some(path) = paths[photo] else { return Ok(None) };
        fill_tile(&read_photo(source, path)?, photo, paths.len(), tile, montage).map(Some)
    });
    home.map(|home| (dataset::Pixels(home.montage), PackedDescriptors::pack(&home.descriptors))).map_err(
        |error| {
            let path = paths.get(error.photo).copied().flatten().unwrap_or_default();
            let file = path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned();
            DropReason::UnreadablePhoto { file, problem: error.problem.to_string() }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::Image;
    use super::*;
    use facade_data::montage_bytes;

    #[test]
    fn four_photos_are_clockwise_and_five_row_by_row() {
        let tile = 2;
        let levels = |photos: usize| {
            let mut montage = vec![0; montage_bytes(tile, photos)];
            for photo in 0..photos {
                let image = Image { width: tile, height: tile, rgb: vec![10 * photo as u8 + 10; 12] };
                resize_into_tile(&image, photo, photos, tile, &mut montage);
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
