//! Photos from montages.

use facade_data::{cell, grid};

use super::augment::Photo;
use crate::model::NetworkInput;

/// All photos of a montage, `[photos, 3, tile, tile]` in 0 to 1.
pub(crate) fn photos(montage: &[u8], tile: usize, photos: usize) -> Vec<f32> {
    let mut values = Vec::with_capacity(montage.len());
    if !montage.is_empty() {
        picture(NetworkInput::EachPhoto, montage, tile, photos, &mut values);
    }
    values
}

/// From interleaved bytes to planes in 0 to 1.
pub(super) fn planes<'a>(bytes: impl Iterator<Item = &'a u8> + Clone, out: &mut Vec<f32>) {
    for channel in 0..3 {
        out.extend(bytes.clone().skip(channel).step_by(3).map(|&level| f32::from(level) / 255.0));
    }
}

/// One photo of a montage.
pub(super) fn crop_photo(montage: &[u8], tile: usize, photos: usize, photo: usize) -> Photo {
    let [column, row] = cell(photo, photos);
    let stride = grid(photos)[0] * tile * 3;
    let lines = montage.chunks_exact(stride).skip(row * tile).take(tile);
    let bytes: Vec<u8> =
        lines.flat_map(|line| &line[column * tile * 3..(column + 1) * tile * 3]).copied().collect();
    let mut values = Vec::with_capacity(bytes.len());
    planes(bytes.iter(), &mut values);
    Photo { tile, planes: values }
}

/// Appends a branch's input from one montage, `[height, width, 3]` bytes: values in 0 to 1.
pub(super) fn picture(kind: NetworkInput, montage: &[u8], tile: usize, photos: usize, out: &mut Vec<f32>) {
    match kind {
        NetworkInput::Montage => planes(montage.iter(), out),
        NetworkInput::Photo(photo) => out.extend(crop_photo(montage, tile, photos, photo).planes),
        NetworkInput::EachPhoto => {
            out.extend((0..photos).flat_map(|photo| crop_photo(montage, tile, photos, photo).planes))
        }
        NetworkInput::Attributes | NetworkInput::Features | NetworkInput::PhotoFeatures => {}
    }
}
