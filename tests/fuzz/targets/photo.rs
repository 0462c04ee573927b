//! Any bytes as a photo: the result is a picture or an error, with memory bounded by the limits, not by what a header claims.
#![no_main]

use facade_fuzz::{seed, seeds, within};
use facade_imaging::{Limits, decode_within, is_upright_jpeg};

/// The limits are a fiftieth of the product's, since a fuzzing build is 25 times as slow. The results apply to the product's limits as
/// well, since the ratio of pixels and bytes is the same.
const SHARE: u64 = 50;
/// Memory that does not grow with the picture: metadata, tables, rows.
const BESIDE: usize = 12 << 20;

libfuzzer_sys::fuzz_target!(init: seed(seeds::photos()), |bytes: &[u8]| {
    let whole = Limits::default();
    let limits = Limits { pixels: whole.pixels / SHARE, bytes: whole.bytes / SHARE };
    let picture = within(limits.bytes as usize + BESIDE, || {
        let _ = is_upright_jpeg(bytes);
        decode_within(bytes, limits)
    });
    match picture {
        Ok(picture) => {
            assert!(picture.width > 0 && picture.height > 0);
            assert_eq!(picture.rgb.len(), 3 * picture.width * picture.height);
        }
        Err(problem) => assert!(problem.to_string().ends_with('.')),
    }
});
