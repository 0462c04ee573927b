//! Any bytes as what a browser's decoder is asked about or hands out: the size in an AVIF's or HEIC's header, and a JPEG's planes.
#![no_main]

use facade_fuzz::{MOST, seed, seeds, within};
use facade_imaging::{Foreign, Pixels, Plane, Ycc, foreign_size, look, place};

/// Width of the photo in a montage.
const TILE: usize = 16;

libfuzzer_sys::fuzz_target!(init: seed(seeds::frames()), |bytes: &[u8]| {
    let [kind, bytes @ ..] = bytes else { return };
    within(MOST, || match kind {
        0 => header(bytes),
        _ => planes(bytes),
    });
});

fn header(bytes: &[u8]) {
    if let Some(foreign) = Foreign::of(bytes) {
        assert!(!foreign.to_string().is_empty());
    }
    // Where nothing tells how large it was coded, its size is one that stands in the file.
    let coded = [b"av1C", b"hvcC", b"iloc", b"moov"];
    let coded = bytes.windows(4).any(|four| coded.iter().any(|name| four == *name));
    if let Some([width, height]) = foreign_size(bytes).filter(|_| !coded) {
        let both = [width.to_be_bytes(), height.to_be_bytes()].concat();
        assert!(bytes.windows(8).any(|eight| eight == both), "{width}x{height} stands nowhere");
    }
}

/// Width, height and by how much colours are smaller; of each plane where it begins and how long a row is; the values.
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
    place(&picture, 2, 4, TILE, &mut montage);
    look(&picture);
}
