//! From a file's bytes to pixels, as `cv2.imread` reads them: turned as the camera was held, without transparency, 16 bits
//! cut to 8, colour profiles ignored.

use std::io::Cursor;

use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbImage};
use image::{error::UnsupportedErrorKind, metadata::Orientation};

use super::Picture;
use super::error::PhotoError;
use super::foreign::Foreign;
use super::jpeg::{Jpeg, MAX_SCANS};
use super::limits::{Limits, MAX_MEGAPIXELS, MAX_NOTES, MAX_SIDE, WebP, beside};
use facade_text as text;

/// Decodes a photo. Its content tells its format, not its name.
///
/// # Errors
/// If it is not a picture, not a whole one, or larger than [`MAX_MEGAPIXELS`]; the size is checked before pixels are
/// decoded.
pub fn decode(bytes: &[u8]) -> Result<Picture, PhotoError> {
    decode_within(bytes, Limits::default())
}

/// Decodes a photo that may take so much.
///
/// # Errors
/// As [`decode`].
pub fn decode_within(bytes: &[u8], limits: Limits) -> Result<Picture, PhotoError> {
    let (format, mut decoder) = opened(bytes, limits)?;
    if format == ImageFormat::Jpeg && Jpeg::of(bytes).is_some_and(|jpeg| jpeg.scans() > MAX_SCANS) {
        return Err(PhotoError::Damaged { what: text::picture_many_scans(MAX_SCANS) });
    }
    let orientation = orientation(&mut decoder);
    let (width, height) = decoder.dimensions();
    let size = u64::from(width) * u64::from(height);
    let decoded = decoder.total_bytes();
    // In place of what was decoded, or before it was: most pictures are never copied.
    let held = decoded.max(3 * size);
    let turned = if keeps_sides(orientation) { 0 } else { 3 * size };
    let needed = held + turned.max(beside(format, bytes, [width, height]));
    let heavy =
        || PhotoError::Heavy { megabytes: needed.div_ceil(1_000_000), most: limits.bytes / 1_000_000 };
    if needed > limits.bytes {
        return Err(heavy());
    }
    let mut allowed = image::Limits::no_limits();
    allowed.max_alloc = Some(limits.bytes - held);
    decoder.set_limits(allowed).map_err(problem)?;

    let lengths = [held, decoded, size].map(usize::try_from);
    let [Ok(held), Ok(decoded), Ok(pixels)] = lengths else { return Err(heavy()) };
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(held).map_err(|_| heavy())?;
    bytes.resize(held, 0);
    let color = decoder.color_type();
    decoder.read_image(&mut bytes[..decoded]).map_err(problem)?;
    to_rgb8(&mut bytes, color, pixels);
    let image = RgbImage::from_raw(width, height, bytes).ok_or_else(heavy)?;
    let mut image = DynamicImage::ImageRgb8(image);
    image.apply_orientation(orientation);
    let (width, height) = (image.width() as usize, image.height() as usize);
    Ok(Picture { width, height, rgb: image.into_rgb8().into_raw() })
}

/// How the camera was held. A mark that cannot be read turns nothing: the picture itself may still be good.
fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

/// Whether width stays width: then the picture is turned in its place.
fn keeps_sides(orientation: Orientation) -> bool {
    use Orientation::{FlipHorizontal, FlipVertical, NoTransforms, Rotate180};
    matches!(orientation, NoTransforms | Rotate180 | FlipHorizontal | FlipVertical)
}

/// A photo whose header has been read and found to be of a sensible size.
fn opened(bytes: &[u8], limits: Limits) -> Result<(ImageFormat, impl ImageDecoder), PhotoError> {
    if bytes.is_empty() {
        return Err(PhotoError::Empty);
    }
    if let Some(foreign) = Foreign::of(bytes) {
        return Err(PhotoError::Foreign(foreign));
    }
    let format = image::guess_format(bytes).map_err(|_| PhotoError::NotAPicture)?;
    let whole = match format {
        // The decoder fills what is missing with grey. Half a photo must not train anything.
        ImageFormat::Jpeg => jpeg_ends(bytes),
        // The decoder calls a short file corrupt; its header tells how long it should be.
        ImageFormat::WebP => riff_ends(bytes),
        _ => true,
    };
    if !whole {
        return Err(PhotoError::Truncated);
    }
    let too_large = |pixels: u64| PhotoError::TooLarge { megapixels: pixels.div_ceil(1_000_000) };
    if format == ImageFormat::WebP {
        let webp = WebP::of(bytes);
        if webp.frame > limits.pixels {
            return Err(too_large(webp.frame));
        }
        if !webp.fits {
            return Err(PhotoError::Damaged { what: text::picture_frame_size().to_owned() });
        }
    }
    // At 32 bits the decoder refuses a size that it cannot count, without saying which.
    if format == ImageFormat::Png
        && let Some(pixels) = png_pixels(bytes).filter(|&pixels| pixels > limits.pixels)
    {
        return Err(too_large(pixels));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    // What PNG's decoder unpacks on its way to the pixels.
    let mut notes = image::Limits::no_limits();
    notes.max_alloc = Some(MAX_NOTES);
    reader.limits(notes);
    let decoder = reader.into_decoder().map_err(problem)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PhotoError::Damaged { what: text::picture_no_pixels().to_owned() });
    }
    if pixels > limits.pixels {
        return Err(too_large(pixels));
    }
    if width.max(height) > MAX_SIDE {
        return Err(PhotoError::TooLong { side: width.max(height) });
    }
    if format == ImageFormat::Jpeg && !Jpeg::fits(bytes, [width, height]) {
        return Err(PhotoError::Truncated);
    }
    Ok((format, decoder))
}

/// Drops transparency and the lower 8 of 16 bits (libpng's `png_set_strip_16`, which OpenCV uses), where `image` would
/// round, and gives grey three channels: in place, since a large picture has no room for a copy.
fn to_rgb8(bytes: &mut Vec<u8>, color: ColorType, pixels: usize) {
    let channels = usize::from(color.channel_count());
    let stride = usize::from(color.bytes_per_pixel());
    let width = stride / channels;
    let high = if cfg!(target_endian = "little") { width - 1 } else { 0 };
    let places = [0, 1, 2].map(|channel| if channels < 3 { high } else { channel * width + high });
    let mut convert = |pixel: usize| {
        let rgb = places.map(|place| bytes[pixel * stride + place]);
        bytes[3 * pixel..3 * pixel + 3].copy_from_slice(&rgb);
    };
    match stride {
        3 => {}
        // What grows is written from its end, so that nothing is written over before it was read.
        1 | 2 => (0..pixels).rev().for_each(convert),
        _ => (0..pixels).for_each(&mut convert),
    }
    bytes.truncate(3 * pixels);
}

/// Whether a JPEG's end mark (FF D9) follows its first scan. A thumbnail in the header has an end mark of its own, which
/// does not count.
fn jpeg_ends(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, tail @ ..] = rest {
        match (marker, tail) {
            (0xff, _) => rest = &rest[1..],
            (0xda, _) => return tail.windows(2).rev().any(|pair| pair == [0xff, 0xd9]),
            (_, [high, low, ..]) => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = tail.get(length..).unwrap_or_default();
            }
            _ => return false,
        }
    }
    // Not laid out as the standard says: leave the judgement to the decoder, unless the bytes simply ran out.
    !rest.is_empty()
}

/// The pixels of a PNG, by the header that stands first in it.
fn png_pixels(bytes: &[u8]) -> Option<u64> {
    let side = |at: usize| Some(u64::from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)));
    Some(side(16)? * side(20)?)
}

/// Whether a RIFF file is as long as its header says.
fn riff_ends(bytes: &[u8]) -> bool {
    match bytes {
        [_, _, _, _, a, b, c, d, content @ ..] => {
            content.len() as u64 >= u64::from(u32::from_le_bytes([*a, *b, *c, *d]))
        }
        _ => false,
    }
}

fn problem(error: ImageError) -> PhotoError {
    match error {
        ImageError::Unsupported(error) => match error.kind() {
            UnsupportedErrorKind::Format(_) => PhotoError::NotAPicture,
            _ => PhotoError::Damaged { what: first_line(&error.to_string()) },
        },
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            PhotoError::Truncated
        }
        ImageError::Limits(_) => PhotoError::TooLarge { megapixels: MAX_MEGAPIXELS },
        error => {
            let text = error.to_string();
            let ended = [
                "unexpected end",
                "UnexpectedEof",
                "Unexpected EOF",
                "failed to fill",
                "No more bytes",
                "Not enough bytes",
                "image truncated",
            ];
            if ended.iter().any(|mark| text.to_lowercase().contains(&mark.to_lowercase())) {
                PhotoError::Truncated
            } else {
                PhotoError::Damaged { what: first_line(&text) }
            }
        }
    }
}

/// The first line, without the format's name, what only a programmer understands, and the full stop.
fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let what = match line.strip_prefix("Format error decoding ").and_then(|rest| rest.split_once(": ")) {
        Some((_, what)) => what,
        None => line,
    };
    if what.starts_with("CRC error") {
        return text::picture_check_sum().to_owned();
    }
    what.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageBuffer;

    fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    fn striped() -> DynamicImage {
        DynamicImage::ImageRgb8(ImageBuffer::from_fn(40, 30, |x, y| {
            image::Rgb([6 * x as u8, 8 * y as u8, 77])
        }))
    }

    #[test]
    fn each_format_is_read_by_its_content() {
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Bmp] {
            let picture = decode(&encoded(&striped(), format)).unwrap();
            assert_eq!((picture.width, picture.height), (40, 30));
            assert_eq!(picture.rgb, striped().into_rgb8().into_raw(), "{format:?}");
        }
        for format in [ImageFormat::Jpeg, ImageFormat::Gif] {
            let picture = decode(&encoded(&striped(), format)).unwrap();
            let original = striped().into_rgb8();
            let off: u64 =
                picture.rgb.iter().zip(original.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            assert!(off < 6 * picture.rgb.len() as u64, "{format:?}: {off}");
        }
    }

    #[test]
    fn sixteen_bits_are_cut_and_transparency_dropped() {
        let deep = ImageBuffer::from_raw(2, 1, vec![383u16, 65407, 255, 0, 256, 0xffff, 0, 7]).unwrap();
        let picture = decode(&encoded(&DynamicImage::ImageRgba16(deep), ImageFormat::Png)).unwrap();
        assert_eq!(picture.rgb, [1, 255, 0, 1, 255, 0]);
        let clear = ImageBuffer::from_raw(1, 1, vec![10u8, 20, 30, 0]).unwrap();
        let picture = decode(&encoded(&DynamicImage::ImageRgba8(clear), ImageFormat::Png)).unwrap();
        assert_eq!(picture.rgb, [10, 20, 30]);
        let grey = ImageBuffer::from_raw(1, 1, vec![300u16]).unwrap();
        let picture = decode(&encoded(&DynamicImage::ImageLuma16(grey), ImageFormat::Png)).unwrap();
        assert_eq!(picture.rgb, [1, 1, 1]);
    }

    #[test]
    fn what_is_not_a_picture_is_said_to_be_none() {
        assert_eq!(decode(b""), Err(PhotoError::Empty));
        assert_eq!(decode(b"4 4 4053 85255 869500\n"), Err(PhotoError::NotAPicture));
        assert_eq!(decode(b"II*\0\x08\0\0\0"), Err(PhotoError::Foreign(Foreign::Tiff)));
        let heic = decode(b"\0\0\0\x18ftypheic\0\0\0\0").unwrap_err();
        assert_eq!(heic.to_string(), "The photo is HEIC, which cannot be decoded. Save it as JPEG.");
    }

    #[test]
    fn half_a_picture_is_an_error() {
        for format in
            [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp]
        {
            let whole = encoded(&striped(), format);
            for part in [whole.len() / 2, whole.len() * 9 / 10] {
                assert_eq!(decode(&whole[..part]), Err(PhotoError::Truncated), "{format:?} cut at {part}");
            }
            let _ = decode(&whole[..12]).unwrap_err();
        }
    }

    #[test]
    fn a_damaged_picture_is_an_error_or_a_whole_picture() {
        for format in
            [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp]
        {
            let whole = encoded(&striped(), format);
            let picture = decode(&whole).unwrap();
            let mut refused = 0;
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 0xff;
                match decode(&damaged) {
                    // Its pixels are summed, and so is the rest of it.
                    Ok(found) if format == ImageFormat::Png => assert_eq!(found, picture, "PNG at {at}"),
                    Ok(found) => {
                        assert!(found.width > 0 && found.height > 0, "{format:?} at {at}");
                        assert_eq!(found.rgb.len(), 3 * found.width * found.height, "{format:?} at {at}");
                    }
                    Err(problem) => {
                        let other = matches!(
                            problem,
                            PhotoError::Empty | PhotoError::NotInThisBrowser(_) | PhotoError::Source(_)
                        );
                        assert!(!other, "{format:?} at {at}: {problem}");
                        assert!(problem.to_string().ends_with('.'), "{format:?} at {at}: {problem}");
                        refused += 1;
                    }
                }
            }
            assert!(refused > 2, "{format:?}: damage to {refused} bytes is noticed");
        }
    }

    #[test]
    fn a_huge_picture_is_refused_before_it_is_decoded() {
        // A PNG's header that claims 60,000 x 60,000 pixels, its check sum right.
        let mut bytes = encoded(&striped(), ImageFormat::Png);
        bytes[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000u32.to_be_bytes());
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(decode(&bytes), Err(PhotoError::TooLarge { megapixels: 3600 }));
    }

    /// The check sum of PNG's chunks.
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |sum, &byte| {
            (0..8)
                .fold(sum ^ u32::from(byte), |s, _| if s & 1 == 1 { (s >> 1) ^ 0xedb8_8320 } else { s >> 1 })
        })
    }
}
