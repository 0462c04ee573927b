//! Unusable photos.

use facade_imaging::{decode, is_upright_jpeg};
use image::ImageFormat::{self, Bmp, Gif, Jpeg, Png, WebP};

use super::pictures::{
    FORMATS, bmp, chunk, encoded, find, fixture, gif, jpeg, lossless, patched, png, striped, webp,
};

const EMPTY: &str = "The file is empty. Copy the photo again.";
const NONE: &str = "The file is not a JPEG, PNG, WebP, GIF or BMP image. Save the photo as JPEG.";
const ENDS: &str = "The file ends before the image does. Copy the photo again.";

fn too_large(megapixels: u64) -> String {
    format!(
        "The image has {megapixels} million pixels, but at most 100 million can be read. Make it smaller."
    )
}

fn foreign(what: &str) -> String {
    format!("The photo is {what}, which cannot be decoded. Save it as JPEG.")
}

fn heavy(megabytes: u64) -> String {
    format!(
        "The image needs {megabytes} MB of memory to read, but at most 500 MB can be used. Make it smaller, or save it as an \
         ordinary JPEG."
    )
}

fn damaged(what: &str) -> String {
    format!("The image is damaged ({what}). Copy the photo again, or save it again.")
}

fn half(format: ImageFormat) -> Vec<u8> {
    let whole = encoded(striped(), format);
    whole[..whole.len() / 2].to_vec()
}

/// A description, the bytes, and the expected sentence.
fn rows() -> Vec<(&'static str, Vec<u8>, String)> {
    let row = |name: &'static str, bytes: &[u8], message: &str| (name, bytes.to_vec(), message.to_owned());
    let ordinary = || encoded(striped(), Jpeg);
    let sound = encoded(striped(), Png);
    let data = find(&sound, b"IDAT");
    let mut many_scans = fixture("progressive.jpg");
    let end = many_scans.len() - 2;
    many_scans.splice(end..end, [0xff, 0xda].repeat(200));
    vec![
        row("no bytes", b"", EMPTY),
        row("a text called .jpg", b"Dear agent, the photos are attached.", NONE),
        row("a web page called .jpg", b"<!DOCTYPE html><html><title>404</title></html>", NONE),
        row("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", &foreign("a PDF document")),
        row("a zip archive", b"PK\x03\x04\x14\0\0\0\x08\0", NONE),
        row("an SVG", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", &foreign("an SVG drawing")),
        row("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", &foreign("HEIC")),
        row("AVIF", b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miafMA1B", &foreign("AVIF")),
        row("TIFF", b"II*\0\x08\0\0\0\0\0\0\0", &foreign("TIFF")),
        row("JPEG XL", b"\0\0\0\x0cJXL \r\n\x87\n", &foreign("JPEG XL")),
        row("zeros, as from a broken memory card", &[0; 4096], NONE),
        row("a video", b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41", NONE),
        row("half a JPEG", &half(Jpeg), ENDS),
        row("half a PNG", &half(Png), ENDS),
        row("half a WebP", &half(WebP), ENDS),
        row("half a GIF", &half(Gif), ENDS),
        row("half a BMP", &half(Bmp), ENDS),
        row("the first two bytes of a JPEG", b"\xff\xd8\xff", ENDS),
        row("the signature of a PNG only", b"\x89PNG\r\n\x1a\n", ENDS),
        row("a JPEG that claims 65,535 by 65,535", &jpeg(ordinary(), 0xc0, 65_535, 65_535), &too_large(4295)),
        row("a JPEG that claims more than it can hold", &jpeg(ordinary(), 0xc0, 9000, 9000), ENDS),
        row(
            "a PNG that claims 60,000 by 60,000",
            &png(60_000, 60_000, 8, 2, &[chunk(b"IDAT", b"")]),
            &too_large(3600),
        ),
        row(
            "a PNG of one long row",
            &png(70_000, 1, 8, 2, &[chunk(b"IDAT", b"")]),
            "One side of the image is 70000 pixels long, but at most 65535 can be read. Make it smaller.",
        ),
        row("90 million pixels of 16 bits", &png(10_000, 9000, 16, 2, &[chunk(b"IDAT", b"")]), &heavy(540)),
        row("a GIF that claims 65,535 by 65,535", &gif([65_535; 2], [65_535; 2]), &too_large(4295)),
        row("a GIF with a frame far larger than itself", &gif([4, 4], [65_535; 2]), &too_large(100)),
        row("a BMP that claims 50,000 by 50,000", &bmp(50_000, 50_000), &too_large(2500)),
        row("a BMP of negative width", &bmp(-40, 30), &damaged("Negative width (-40)")),
        row(
            "a WebP that claims 16,383 by 16,383",
            &webp(&[(b"VP8L", lossless(16_383, 16_383))]),
            &too_large(269),
        ),
        row("a lossless WebP of 81 million pixels", &webp(&[(b"VP8L", lossless(9000, 9000))]), &heavy(648)),
        row(
            "a WebP with a frame far larger than itself",
            &patched(fixture("lossy.webp"), 26, &[0xff, 0x3f, 0xff, 0x3f]),
            &too_large(269),
        ),
        row(
            "no width",
            &jpeg(ordinary(), 0xc0, 0, 30),
            &damaged("Image width or height is set to zero, cannot continue"),
        ),
        row("no height", &png(40, 0, 8, 2, &[chunk(b"IDAT", b"")]), &damaged("Invalid image dimensions")),
        row("a GIF without pixels", &gif([0, 0], [0, 0]), &damaged("it has no pixels")),
        row(
            "damaged pixels",
            &patched(sound.clone(), data + 8, &[sound[data + 8] ^ 1]),
            &damaged("Corrupt deflate stream. BadCodeLengthHuffmanTree"),
        ),
        row(
            "a wrong checksum in a PNG's header",
            &patched(sound.clone(), 29, &[0; 4]),
            &damaged("a checksum is wrong"),
        ),
        row("a PNG without image data", &png(40, 30, 8, 2, &[]), &damaged("IDAT or fdAT chunk is missing")),
        row(
            "a JPEG without tables",
            &patched(ordinary(), find(&ordinary(), &[0xff, 0xc4]), &[0xff, 0xfe]),
            &damaged("Error decoding huffman values: No DC table for component Y"),
        ),
        row("a JPEG of 200 scans", &many_scans, &damaged("it has more than 100 scans")),
        row("a WebP with no chunk", &webp(&[]), ENDS),
        row("a WebP that is a sound", &patched(webp(&[(b"VP8L", lossless(4, 4))]), 8, b"WAVE"), NONE),
    ]
}

#[test]
fn each_bad_photo_is_reported() {
    let (mut wrong, rows) = (Vec::new(), rows());
    println!("{} bad photos are reported as expected", rows.len());
    for (name, bytes, message) in rows {
        let found = decode(&bytes).map(|picture| (picture.width, picture.height));
        let found = found.map_or_else(|problem| problem.to_string(), |size| format!("a picture of {size:?}"));
        if found != message {
            wrong.push(format!("{name}: {found}"));
        }
        // The page calls this first: it must not panic on any input.
        let _ = is_upright_jpeg(&bytes);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn unusual_but_valid_photos_are_read() {
    let ordinary = || encoded(striped(), Jpeg);
    let exif = |content: &[u8]| {
        let length = (content.len() as u16 + 8).to_be_bytes();
        let jpeg = ordinary();
        [&jpeg[..2], &[0xff, 0xe1], &length[..], b"Exif\0\0", content, &jpeg[2..]].concat()
    };
    let profile = [b"icc\0\0".to_vec(), vec![0xff; 30]].concat();
    let mut noted = encoded(striped(), Png);
    noted.splice(33..33, chunk(b"iCCP", &profile));
    for (name, bytes, size) in [
        ("empty EXIF", exif(b""), (40, 30)),
        ("EXIF of noise", exif(&[0xff; 60]), (40, 30)),
        ("EXIF that points past its end", exif(b"MM\0\x2a\xff\xff\xff\xff"), (40, 30)),
        (
            "EXIF with an invalid orientation",
            exif(b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x2a\0\0"),
            (40, 30),
        ),
        ("a colour profile of noise", noted, (40, 30)),
        ("bytes after the end", [ordinary(), b"a camera's own notes".to_vec()].concat(), (40, 30)),
        ("one pixel", encoded(image::RgbImage::new(1, 1), Jpeg), (1, 1)),
        ("one pixel of grey", encoded(image::GrayImage::new(1, 1), Png), (1, 1)),
        ("a row of pixels", encoded(image::RgbImage::new(3000, 1), Png), (3000, 1)),
        ("progressive", fixture("progressive.jpg"), (24, 17)),
        ("CMYK", fixture("cmyk.jpg"), (32, 8)),
        ("lossy WebP", fixture("lossy.webp"), (24, 17)),
        ("WebP with transparency", fixture("transparent.webp"), (24, 17)),
        ("animated WebP: the first frame", fixture("animated.webp"), (24, 17)),
        ("a GIF with a frame smaller than itself", gif([9, 7], [1, 1]), (9, 7)),
        ("a top-down BMP", bmp(40, -30), (40, 30)),
    ] {
        let found = decode(&bytes).map(|picture| (picture.width, picture.height));
        assert_eq!(found, Ok(size), "{name}");
    }
}

/// Bytes are replaced one by one, in every format: the result is a picture or an error, never a panic.
#[test]
fn no_damage_to_a_photo_panics() {
    let fixtures =
        ["progressive.jpg", "cmyk.jpg", "lossy.webp", "transparent.webp", "animated.webp"].map(fixture);
    for whole in FORMATS.map(|format| encoded(striped(), format)).into_iter().chain(fixtures) {
        for at in 0..whole.len().min(800) {
            for to in [0, 0x7f, 0xff] {
                if let Err(problem) = decode(&patched(whole.clone(), at, &[to])) {
                    assert!(problem.to_string().ends_with('.'), "{problem}");
                }
            }
        }
    }
}
