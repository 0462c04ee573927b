//! Four photos of a home in one square picture: bathroom top left, bedroom top right, frontal bottom right, kitchen
//! bottom left.

use super::{Pixels, resize_into};
use crate::dataset::Room;
#[cfg(feature = "intake")]
use {
    super::{PhotoError, decode},
    crate::dataset::{self, Dropped, Reason, Source, SourceError},
    thiserror::Error,
};

/// Bytes of a montage with photos of `tile` by `tile` pixels: `[2 * tile, 2 * tile, 3]`.
pub fn montage_bytes(tile: usize) -> usize {
    2 * tile * 2 * tile * 3
}

/// Resizes a photo into its room's quarter of a montage of [`montage_bytes`] bytes.
///
/// # Panics
/// If the montage is smaller than that or `tile` is zero: faults of the caller.
pub fn place(photo: &impl Pixels, room: Room, tile: usize, montage: &mut [u8]) {
    let (down, right) = match room {
        Room::Bathroom => (0, 0),
        Room::Bedroom => (0, 1),
        Room::Frontal => (1, 1),
        Room::Kitchen => (1, 0),
    };
    let stride = 2 * tile * 3;
    let start = down * tile * stride + right * tile * 3;
    resize_into(photo, tile, tile, &mut montage[start..], stride);
}

/// One of a home's four photos that cannot be used. Its text is a sentence that names the photo.
#[cfg(feature = "intake")]
#[derive(Clone, Debug, PartialEq, Error)]
#[error("The {} photo cannot be read: {problem}", room.word())]
pub struct HomeError {
    /// Which one.
    pub room: Room,
    /// What is wrong with it.
    pub problem: PhotoError,
}

/// The montage of a home whose photos' bytes `read` brings: RGB, `[2 * tile, 2 * tile, 3]`. One photo is held in memory
/// at a time.
///
/// # Errors
/// The first photo, in the montage's order, that cannot be read or is not a picture.
#[cfg(feature = "intake")]
pub fn tile_home(
    tile: usize,
    mut read: impl FnMut(Room) -> Result<Vec<u8>, SourceError>,
) -> Result<Vec<u8>, HomeError> {
    tile_rooms(tile, |room, montage| {
        place(&decode(&read(room)?)?, room, tile, montage);
        Ok(())
    })
}

/// The montage of a home into which `put` puts one room's photo after another.
///
/// # Errors
/// The first room, in the montage's order, that `put` refuses.
#[cfg(feature = "intake")]
pub fn tile_rooms(
    tile: usize,
    mut put: impl FnMut(Room, &mut [u8]) -> Result<(), PhotoError>,
) -> Result<Vec<u8>, HomeError> {
    let mut montage = vec![0; montage_bytes(tile)];
    for room in Room::ALL {
        put(room, &mut montage).map_err(|problem| HomeError { room, problem })?;
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
    source: &impl Source,
    paths: [&str; 4],
    house: u32,
    tile: usize,
) -> Result<dataset::Pixels, Dropped> {
    tile_home(tile, |room| source.read(paths[room as usize])).map(dataset::Pixels).map_err(|error| {
        let path = paths[error.room as usize];
        let file = path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned();
        Dropped { house, reason: Reason::UnreadablePhoto { file, problem: error.problem.to_string() } }
    })
}

#[cfg(test)]
mod tests {
    use super::super::Picture;
    use super::*;

    #[test]
    fn each_room_has_its_quarter() {
        let tile = 2;
        let mut montage = vec![0; montage_bytes(tile)];
        for (room, level) in Room::ALL.into_iter().zip([10, 20, 30, 40]) {
            let photo = Picture { width: tile, height: tile, rgb: vec![level; 12] };
            place(&photo, room, tile, &mut montage);
        }
        let levels: Vec<u8> = montage.chunks(3).map(|pixel| pixel[0]).collect();
        assert_eq!(levels, [10, 10, 20, 20, 10, 10, 20, 20, 40, 40, 30, 30, 40, 40, 30, 30]);
    }
}
