//! Generates a folder of houses for benchmarks: `cargo run --example houses -- FOLDER HOUSES [ZIP_CODES]`. Four different photos per
//! house, 320 by 240 pixels, and a price list whose prices depend on the photos.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use rayon::prelude::*;

const ROOMS: [&str; 4] = ["bathroom", "bedroom", "frontal", "kitchen"];
const SIZE: [u32; 2] = [320, 240];
const QUALITY: u8 = 80;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = words.next().expect("FOLDER");
    let houses: u64 = words.next().expect("HOUSES").parse().expect("HOUSES: a number");
    let zip_codes =
        words.next().map_or((houses / 200).clamp(3, 60), |w| w.parse().expect("ZIP_CODES: a number"));
    fs::create_dir_all(&folder).unwrap();
    let table: String = (1..=houses)
        .map(|house| {
            let price = 100_000 + 1000 * wealth(house) + 10 * (mix(house) % 300);
            format!(
                "{} {} {} {} {price}\n",
                2 + house % 4,
                1 + house % 3,
                1200 + house % 900,
                90_001 + house % zip_codes
            )
        })
        .collect();
    fs::write(Path::new(&folder).join("HousesInfo.txt"), table).unwrap();
    (1..=houses).into_par_iter().for_each(|house| {
        for (number, room) in (0..).zip(ROOMS) {
            let mut bytes = Vec::new();
            JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&photo(house, number)).unwrap();
            fs::write(Path::new(&folder).join(format!("{house}_{room}.jpg")), bytes).unwrap();
        }
    });
}

/// From 0 to 999; determines the price and the brightness of the photos.
fn wealth(house: u64) -> u64 {
    mix(house ^ 0x5eed) % 1000
}

/// SplitMix64.
fn mix(value: u64) -> u64 {
    let a = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let b = (a ^ a >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let c = (b ^ b >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    c ^ c >> 31
}

/// A wall with twelve objects, and noise like that of a sensor.
fn photo(house: u64, room: u64) -> RgbImage {
    let seed = mix(house << 8 | room);
    let light = 90 + (wealth(house) / 10) as i32;
    let things: Vec<([u32; 4], [i32; 3])> = (0..12u64)
        .map(|i| {
            let dice = mix(seed ^ i << 32);
            let part = |shift: u32, of: u32| (dice >> shift) as u32 % of;
            let (x, y) = (part(0, SIZE[0]), part(8, SIZE[1]));
            let to = [x + 12 + part(16, 90), y + 12 + part(24, 70)];
            ([x, y, to[0], to[1]], [32, 40, 48].map(|shift| part(shift, 120) as i32 - 60))
        })
        .collect();
    RgbImage::from_fn(SIZE[0], SIZE[1], |x, y| {
        let grain = (mix(seed ^ u64::from(x) << 40 ^ u64::from(y) << 20) % 17) as i32 - 8;
        let thing =
            things.iter().rev().find(|([l, t, r, b], _)| (*l..*r).contains(&x) && (*t..*b).contains(&y));
        let tint = thing.map_or([0, (room * 9) as i32, -(y as i32) / 8], |(_, tint)| *tint);
        Rgb(tint.map(|tint| (light + tint + grain).clamp(0, 255) as u8))
    })
}
