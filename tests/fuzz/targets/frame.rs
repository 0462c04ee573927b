//! Any bytes as the header of an AVIF or HEIC photo, from which its size is read, and as the planes of a JPEG that a browser decoded.
#![no_main]

use facade_fuzz::{MAX_MEMORY, seed, seeds, within};
use facade_imaging::{
    PixelSource, Plane, UnsupportedFormat, Ycc, heif_dimensions, photo_hash, resize_into_tile,
};

/// Width of the photo in a montage.
const TILE: usize = 16;

libfuzzer_sys::fuzz_target!(init: seed(seeds::frames()), |bytes: &[u8]| {
    let [kind, bytes @ ..] = bytes else { return };
    within(MAX_MEMORY, || match kind {
        0 => header(bytes),
        _ => planes(bytes),
    });
});

fn header(bytes: &[u8]) {
    if let Some(foreign) = UnsupportedFormat::detect(bytes) {
        assert!(!foreign.to_string().is_empty());
    }
    // Without a coded size, the size is one that the file contains.
    let coded = [b"av1C", b"hvcC", b"iloc", b"moov"];
    let coded = bytes.windows(4).any(|four| coded.iter().any(|name| four == *name));
    if let Some([width, height]) = heif_dimensions(bytes).filter(|_| !coded) {
        let both = [width.to_be_bytes(), height.to_be_bytes()].concat();
        assert!(bytes.windows(8).any(|eight| eight == both), "{width}x{height} is not in the file");
    }
}

/// Input: width, height and subsampling; the start and stride of each plane; the values.
fn planes(bytes: &[u8]) {
    let Some((head, values)) = bytes.split_first_chunk::<18>() else { return };
    let number = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let plane = |at: usize| Plane { start: number(at), stride: number(at + 2) };
    let size = [number(0), number(2)];
    let smaller = [head[4], head[5]].map(usize::from);
    let Some(picture) = Ycc::new(values, [plane(6), plane(10), plane(14)], size, smaller) else { return };
    assert!(size.iter().all(|side| *side > 0));
    let [width, height] = size;
    for (x, y) in [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1), (width / 2, height / 2)]
    {
        picture.pixel(x, y);
        picture.luma(x, y);
    }
    let mut montage = vec![0; 4 * TILE * TILE * 3];
    resize_into_tile(&picture, 2, 4, TILE, &mut montage);
    photo_hash(&picture);
}
