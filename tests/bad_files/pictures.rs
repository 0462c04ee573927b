//! Pictures to corrupt, and headers that claim more than follows.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};

pub(crate) const FORMATS: [ImageFormat; 5] =
    [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp];

pub(crate) fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.into().write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

pub(crate) fn striped() -> RgbImage {
    RgbImage::from_fn(40, 30, |x, y| image::Rgb([6 * x as u8, 8 * y as u8, 77]))
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/photos/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Overwrites bytes from `at` on.
pub(crate) fn patched(mut bytes: Vec<u8>, at: usize, with: &[u8]) -> Vec<u8> {
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

/// The position of these bytes.
pub(crate) fn find(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).position(|window| window == what).unwrap()
}

/// A JPEG whose frame header claims this size.
pub(crate) fn jpeg(jpeg: Vec<u8>, frame: u8, width: u16, height: u16) -> Vec<u8> {
    let at = find(&jpeg, &[0xff, frame, 0]) + 5;
    patched(jpeg, at, &[height.to_be_bytes(), width.to_be_bytes()].concat())
}

/// A PNG chunk with its checksum.
pub(crate) fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [&name[..], content].concat();
    let sum = !body.iter().fold(!0u32, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |s, _| if s & 1 == 1 { (s >> 1) ^ 0xedb8_8320 } else { s >> 1 })
    });
    [&(content.len() as u32).to_be_bytes()[..], &body, &sum.to_be_bytes()].concat()
}

/// A PNG with this header and these chunks.
pub(crate) fn png(width: u32, height: u32, depth: u8, color: u8, chunks: &[Vec<u8>]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, color, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunks.concat(), chunk(b"IEND", b"")].concat()
}

/// A GIF with these sizes of the screen and of its frame.
pub(crate) fn gif(screen: [u16; 2], frame: [u16; 2]) -> Vec<u8> {
    let pair = |size: [u16; 2]| size.map(u16::to_le_bytes).concat();
    let table = [0, 0, 0, 255, 255, 255];
    let data = [2, 2, 0x4c, 0x01, 0];
    [
        b"GIF89a",
        &pair(screen)[..],
        &[0x80, 0, 0],
        &table,
        &[0x2c, 0, 0, 0, 0],
        &pair(frame),
        &[0],
        &data,
        b";",
    ]
    .concat()
}

/// A 24-bit BMP whose header claims this size.
pub(crate) fn bmp(width: i32, height: i32) -> Vec<u8> {
    let small = encoded(striped(), ImageFormat::Bmp);
    patched(small, 18, &[width.to_le_bytes(), height.to_le_bytes()].concat())
}

/// A WebP with these chunks.
pub(crate) fn webp(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, content) in chunks {
        body.extend([&name[..], &(content.len() as u32).to_le_bytes(), content].concat());
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
}

/// The header of a lossless WebP frame.
pub(crate) fn lossless(width: u32, height: u32) -> Vec<u8> {
    let bits = (width - 1) | (height - 1) << 14;
    [&[0x2f], &bits.to_le_bytes()[..], &[0; 40]].concat()
}
