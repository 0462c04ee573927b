//! Montages: the photos of a home resized into the tiles of one image. Four photos are laid out as in the tutorial:
//! bathroom top left, bedroom top right, frontal bottom right, kitchen bottom left. [`facade_data::grid`] gives the
//! layout of other numbers.

use super::{Image, PhotoError, check_photo_size, decode};
use super::{PixelSource, resize_into, squeeze};
use facade_data as dataset;
use facade_data::{DropReason, PackedDescriptors, PhotoDefect, PhotoDescriptor, PhotoHash, Source};
use facade_data::{RecognisedRoom, RoomClassifier};
use facade_data::{cell, feature_bytes, grid, pack_features};
use facade_features::Extractor;

/// Resizes photo number `photo` of `photos` into its tile of a montage of [`facade_data::montage_bytes`] bytes.
///
/// # Panics
/// If the montage is smaller than that.
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

/// What is needed of a photo beside its tile.
#[derive(Clone, Debug, PartialEq)]
pub struct PhotoRead {
    /// Hash of the file's bytes.
    pub content_hash: u64,
    /// Hash of what it shows; `None` if it shows next to nothing.
    pub photo_hash: Option<PhotoHash>,
    /// What is wrong with it.
    pub defect: Option<PhotoDefect>,
    /// Features by the pretrained network, if it has looked, or the photo squeezed for it.
    pub features: Vec<u8>,
}

/// What is done with photos for the pretrained network.
#[derive(Clone, Copy)]
pub enum Looking<'a> {
    /// Nothing.
    No,
    /// Features are computed by it.
    With(&'a Extractor),
    /// Photos are squeezed to its size, `[SIDE, SIDE, 3]`: another device computes their features.
    Squeeze,
}

impl<'a> From<Option<&'a Extractor>> for Looking<'a> {
    fn from(extractor: Option<&'a Extractor>) -> Self {
        extractor.map_or(Looking::No, Looking::With)
    }
}

impl PhotoRead {
    /// Of an image, whose file has this hash.
    pub fn of(image: &impl PixelSource, content_hash: u64, looking: Looking<'_>) -> Self {
        PhotoRead {
            content_hash,
            photo_hash: photo_hash(image),
            defect: photo_defect(image),
            features: photo_features(image, looking),
        }
    }
}

/// Features of a photo in half precision, or what else is needed for the pretrained network.
pub fn photo_features(image: &impl PixelSource, looking: Looking<'_>) -> Vec<u8> {
    let squeezed = || squeeze(image, Extractor::SIDE);
    match looking {
        Looking::No => Vec::new(),
        Looking::With(extractor) => pack_features(&extractor.look(&squeezed()).quarters()),
        Looking::Squeeze => squeezed(),
    }
}

/// The montage and photo descriptors of a home.
#[derive(Clone, Debug, PartialEq)]
pub struct TiledHome {
    /// RGB, `[height, width, 3]`.
    pub montage: Vec<u8>,
    /// Features of its photos, if the pretrained network has looked at one, or the photos squeezed for it; those of a missing
    /// photo are zero.
    pub features: Vec<u8>,
    /// One descriptor per photo.
    pub descriptors: Vec<PhotoDescriptor>,
}

impl TiledHome {
    /// Recognises the rooms of the photos at these indices, and arranges the home by the rooms: see
    /// [`RoomClassifier::recognise`]. The others are in their rooms. Returns the room of each photo. The home has as many
    /// photos as there are rooms afterwards; it stays as it is if the pretrained network has not looked.
    pub fn recognise_rooms(
        &mut self,
        classifier: &RoomClassifier,
        photos: &[usize],
        tile: usize,
    ) -> Vec<Option<RecognisedRoom>> {
        let (count, rooms) = (self.descriptors.len(), classifier.rooms());
        if self.features.len() != feature_bytes(count) {
            return Vec::new();
        }
        let is_present = |photo: &usize| self.descriptors[*photo].content_hash.is_some();
        let known: Vec<Option<usize>> = (0..count)
            .map(|photo| Some(photo).filter(|_| !photos.contains(&photo)).filter(is_present))
            .collect();
        let features: Vec<&[u8]> = self.descriptors.iter().map(|photo| &photo.features[..]).collect();
        let found = classifier.recognise(&features, &known);
        let in_room = |room: usize| {
            let by_name = known.iter().position(|known| *known == Some(room));
            by_name.or_else(|| found.iter().position(|found| found.is_some_and(|found| found.room == room)))
        };
        let mut arranged = TiledHome {
            montage: vec![0; dataset::montage_bytes(tile, rooms)],
            features: vec![0; feature_bytes(rooms)],
            descriptors: vec![PhotoDescriptor::default(); rooms],
        };
        for (room, photo) in (0..rooms).filter_map(|room| Some((room, in_room(room)?))) {
            let rgb = tile_of(&self.montage, photo, count, tile);
            resize_into_tile(
                &Image { width: tile, height: tile, rgb },
                room,
                rooms,
                tile,
                &mut arranged.montage,
            );
            let range = |photo: usize| feature_bytes(photo)..feature_bytes(photo + 1);
            arranged.features[range(room)].copy_from_slice(&self.features[range(photo)]);
            arranged.descriptors[room] = self.descriptors[photo].clone();
        }
        *self = arranged;
        found
    }
}

/// Builds the montage of a home; `read` returns the bytes of a photo, or `None` if there is none. Only one photo is in
/// memory at a time. Photos that are not required count as missing if they cannot be read.
///
/// # Errors
/// The first required photo, in montage order, that cannot be read or decoded.
pub fn tile_home(
    tile: usize,
    photos: usize,
    is_required: impl Fn(usize) -> bool,
    extractor: Option<&Extractor>,
    mut read: impl FnMut(usize) -> Result<Option<Vec<u8>>, PhotoError>,
) -> Result<TiledHome, TileError> {
    tile_photos(tile, photos, |photo, montage| {
        let filled = read(photo).and_then(|bytes| {
            bytes.map(|bytes| fill_tile(&bytes, [photo, photos, tile], montage, extractor)).transpose()
        });
        filled.or_else(|problem| if is_required(photo) { Err(problem) } else { Ok(None) })
    })
}

/// Decodes a photo into its tile of a montage.
fn fill_tile(
    bytes: &[u8],
    [photo, photos, tile]: [usize; 3],
    montage: &mut [u8],
    extractor: Option<&Extractor>,
) -> Result<PhotoRead, PhotoError> {
    let image = decode(bytes)?;
    resize_into_tile(&image, photo, photos, tile, montage);
    Ok(PhotoRead::of(&image, dataset::content_hash(bytes), extractor.into()))
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

/// What is wrong with an image, if anything.
fn photo_defect(image: &impl PixelSource) -> Option<PhotoDefect> {
    PhotoDefect::of(image.size(), |x, y| image.luma(x, y))
}

/// Builds the montage of a home. For each photo, `fill_tile` writes its tile into the montage and returns what else is
/// needed of it, or returns `None` if there is no photo.
///
/// # Errors
/// The first photo, in montage order, for which `fill_tile` fails.
pub fn tile_photos(
    tile: usize,
    photos: usize,
    mut fill_tile: impl FnMut(usize, &mut [u8]) -> Result<Option<PhotoRead>, PhotoError>,
) -> Result<TiledHome, TileError> {
    let mut montage = vec![0; dataset::montage_bytes(tile, photos)];
    let mut descriptors = Vec::with_capacity(photos);
    // Bytes of a photo, once there is one.
    let (mut features, mut unit) = (Vec::new(), 0);
    for photo in 0..photos {
        let read = fill_tile(photo, &mut montage);
        let read = read.map_err(|problem| TileError { photo, problem })?;
        descriptors.push(match read {
            None => PhotoDescriptor::default(),
            Some(PhotoRead { content_hash, photo_hash, defect, features: of_photo }) => {
                let room_features = match of_photo.len() == feature_bytes(1) {
                    false => dataset::room_features(&tile_of(&montage, photo, photos, tile), tile),
                    true => Some(dataset::pretrained_room_features(&of_photo)),
                };
                if !of_photo.is_empty() {
                    unit = of_photo.len();
                    features.resize(photo * unit, 0);
                    features.extend(of_photo);
                }
                let features = room_features.unwrap_or_default();
                PhotoDescriptor { content_hash: Some(content_hash), photo_hash, defect, features }
            }
        });
    }
    features.resize(photos * unit, 0);
    Ok(TiledHome { montage, features, descriptors })
}

/// Copies a photo's tile from a montage, `[tile, tile, 3]`.
fn tile_of(montage: &[u8], photo: usize, photos: usize, tile: usize) -> Vec<u8> {
    if tile == 0 {
        return Vec::new();
    }
    let [column, row] = cell(photo, photos);
    let rows = montage.chunks_exact(grid(photos)[0] * tile * 3).skip(row * tile).take(tile);
    rows.flat_map(|row| &row[column * tile * 3..(column + 1) * tile * 3]).copied().collect()
}

/// Builds the montage, with features behind it if there is a network, and descriptors of a dataset's house from the photos
/// at `paths`, in montage order; the tile of a missing photo is black.
///
/// # Errors
/// Why the house must be dropped: the first photo, in montage order, that cannot be read or decoded.
pub fn tile_house(
    source: &(impl Source + ?Sized),
    paths: &[Option<&str>],
    tile: usize,
    extractor: Option<&Extractor>,
) -> Result<(dataset::Pixels, PackedDescriptors), DropReason> {
    let home = tile_photos(tile, paths.len(), |photo, montage| {
        let Some(path) = paths[photo] else { return Ok(None) };
        fill_tile(&read_photo(source, path)?, [photo, paths.len(), tile], montage, extractor).map(Some)
    });
    let packed = |home: TiledHome| {
        (dataset::Pixels([home.montage, home.features].concat()), PackedDescriptors::pack(&home.descriptors))
    };
    home.map(packed).map_err(|error| {
        let path = paths.get(error.photo).copied().flatten().unwrap_or_default();
        let file = path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned();
        DropReason::UnreadablePhoto { file, problem: error.problem.to_string() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::{CHANNELS, PHOTO_FEATURES, montage_bytes};

    /// Where only features are read, the tile size is 0.
    #[test]
    fn photos_are_looked_at_without_tiles() {
        for bytes in [feature_bytes(1), 3 * Extractor::SIDE * Extractor::SIDE] {
            let home = tile_photos(0, 2, |photo, montage| {
                let image = Image { width: 4, height: 4, rgb: vec![9; 48] };
                resize_into_tile(&image, photo, 2, 0, montage);
                let read =
                    PhotoRead { content_hash: 1, photo_hash: None, defect: None, features: vec![1; bytes] };
                Ok((photo == 1).then_some(read))
            });
            let home = home.unwrap();
            assert_eq!((home.montage.len(), home.features.len()), (0, 2 * bytes));
            assert!(home.features[..bytes].iter().all(|&byte| byte == 0), "the missing photo");
        }
    }

    #[test]
    fn photos_are_arranged_by_the_rooms_that_they_show() {
        // A photo's level is that of its only feature, and the classifier knows which room has which.
        let (tile, levels) = (2, [40, 10, 20, 30, 50]);
        let tiled = |photos: &[Option<u8>]| {
            let tiled = tile_photos(tile, photos.len(), |photo, montage| {
                let Some(level) = photos[photo] else { return Ok(None) };
                let image = Image { width: tile, height: tile, rgb: vec![level; 12] };
                resize_into_tile(&image, photo, photos.len(), tile, montage);
                let mut features = vec![0.0; PHOTO_FEATURES];
                for quarter in features.chunks_exact_mut(CHANNELS) {
                    quarter[usize::from(level / 10)] = 6.0;
                }
                let features = pack_features(&features);
                Ok(Some(PhotoRead { content_hash: 1, photo_hash: None, defect: None, features }))
            });
            tiled.unwrap()
        };
        // Room r shows level 10 r + 10; what shows 50 is in none.
        let weights: Vec<f32> = (0..4)
            .flat_map(|room| (0..=CHANNELS).map(move |at| if at == room + 1 { 0.05 } else { 0.0 }))
            .collect();
        let classifier = RoomClassifier::from_weights(&weights, 4).unwrap();
        let rooms = |found: &[Option<RecognisedRoom>]| {
            found.iter().map(|found| found.map(|found| found.room)).collect::<Vec<_>>()
        };
        let sorted = tiled(&[Some(10), Some(20), Some(30), Some(40)]);
        let mut home = tiled(&levels.map(Some));
        let found = home.recognise_rooms(&classifier, &[0, 1, 2, 3, 4], tile);
        assert_eq!(rooms(&found), [Some(3), Some(0), Some(1), Some(2), None]);
        assert_eq!(home, sorted);
        // A photo in its place stays there, and a missing one leaves its room to the others.
        let mut home = tiled(&[Some(40), None, Some(30)]);
        let found = home.recognise_rooms(&classifier, &[0], tile);
        assert_eq!(rooms(&found), [Some(3), None, None]);
        assert_eq!(home, tiled(&[None, None, Some(30), Some(40)]));
        // Without features nothing is known.
        let mut home = TiledHome { features: Vec::new(), ..sorted.clone() };
        assert_eq!(home.recognise_rooms(&classifier, &[0, 1], tile), []);
        assert_eq!(home.montage, sorted.montage);
    }

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
