//! Any bytes as a photo: a picture or a sentence, within memory that grows with the limits and not with what a header
//! claims.
#![no_main]

use facade_fuzz::{seed, seeds, within};
use facade_imaging::{Limits, decode_within, is_upright_jpeg};

/// A fiftieth of what the product allows: with all its counters, a build for fuzzing takes 25 times as long. What
/// holds for these holds for those: pixels and bytes stand in the same proportion.
const SHARE: u64 = 50;
/// For what does not grow with a picture: notes, tables, rows.
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
