//! Decodes photos as `cv2.imread` does: applies the EXIF orientation, drops the alpha channel, truncates 16 bits to
//! 8, and ignores colour profiles.

use std::borrow::Cow;
use std::io::Cursor;

use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbImage};
use image::{error::UnsupportedErrorKind, metadata::Orientation};

use super::Image;
use super::error::PhotoError;
use super::jpeg::header::JpegHeader;
use super::jpeg::{self, MAX_SCANS};
use super::limits::{Limits, MAX_MEGAPIXELS, MAX_METADATA_BYTES, MAX_SIDE, WebPHeader, decoder_overhead};
use super::unsupported_format::UnsupportedFormat;
use facade_text as text;

/// Decodes a photo with the default limits. The format is detected from the bytes.
///
/// # Errors
/// If it is not an image, truncated, invalid, or above a limit. Limits are checked before pixels are decoded.
pub fn decode(bytes: &[u8]) -> Result<Image, PhotoError> {
    decode_within(bytes, Limits::default())
}

/// Decodes a photo within `limits`.
///
/// # Errors
/// As [`decode`].
pub fn decode_within(bytes: &[u8], limits: Limits) -> Result<Image, PhotoError> {
    let mended = match bytes {
        // The decoder fills missing parts with grey, but truncated photos must not be used for training.
        [0xff, 0xd8, ..] => jpeg::mend(bytes).ok_or(PhotoError::Truncated)?,
        _ => Cow::Borrowed(bytes),
    };
    let copied = if matches!(mended, Cow::Owned(_)) { mended.len() as u64 } else { 0 };
    let bytes = &*mended;
    let (format, mut decoder) = open_decoder(bytes, limits)?;
    if format == ImageFormat::Jpeg && JpegHeader::parse(bytes).is_some_and(|jpeg| jpeg.scans() > MAX_SCANS) {
        return Err(PhotoError::Damaged { what: text::picture_many_scans(MAX_SCANS) });
    }
    let orientation = orientation(&mut decoder);
    let (width, height) = decoder.dimensions();
    let size = u64::from(width) * u64::from(height);
    let decoded = decoder.total_bytes();
    // One buffer for the decoded and the RGB pixels: the conversion is done in place.
    let buffer = decoded.max(3 * size);
    let rotated_copy = if keeps_dimensions(orientation) { 0 } else { 3 * size };
    let needed = buffer + rotated_copy.max(decoder_overhead(format, bytes, [width, height]) + copied);
    let too_much = || PhotoError::TooMuchMemory {
        megabytes: needed.div_ceil(1_000_000),
        most: limits.bytes / 1_000_000,
    };
    if needed > limits.bytes {
        return Err(too_much());
    }
    let mut decoder_limits = image::Limits::no_limits();
    decoder_limits.max_alloc = Some(limits.bytes - buffer);
    decoder.set_limits(decoder_limits).map_err(photo_error)?;

    let lengths = [buffer, decoded, size].map(usize::try_from);
    let [Ok(buffer), Ok(decoded), Ok(pixels)] = lengths else { return Err(too_much()) };
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(buffer).map_err(|_| too_much())?;
    bytes.resize(buffer, 0);
    let color = decoder.color_type();
    decoder.read_image(&mut bytes[..decoded]).map_err(photo_error)?;
    to_rgb8(&mut bytes, color, pixels);
    let image = RgbImage::from_raw(width, height, bytes).ok_or_else(too_much)?;
    let mut image = DynamicImage::ImageRgb8(image);
    image.apply_orientation(orientation);
    let (width, height) = (image.width() as usize, image.height() as usize);
    Ok(Image { width, height, rgb: image.into_rgb8().into_raw() })
}

/// The EXIF orientation. Unreadable metadata means no rotation, since the image itself may still be valid.
fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

/// Whether width and height are not swapped: then the orientation is applied in place.
fn keeps_dimensions(orientation: Orientation) -> bool {
    use Orientation::{FlipHorizontal, FlipVertical, NoTransforms, Rotate180};
    matches!(orientation, NoTransforms | Rotate180 | FlipHorizontal | FlipVertical)
}

/// A decoder whose header has been read and whose size is within the limits.
fn open_decoder(bytes: &[u8], limits: Limits) -> Result<(ImageFormat, impl ImageDecoder), PhotoError> {
    if bytes.is_empty() {
        return Err(PhotoError::Empty);
    }
    if let Some(format) = UnsupportedFormat::detect(bytes) {
        return Err(PhotoError::Unsupported(format));
    }
    let format = image::guess_format(bytes).map_err(|_| PhotoError::NotAnImage)?;
    // The decoder calls a truncated file corrupt; the header gives its length.
    if format == ImageFormat::WebP && !is_riff_complete(bytes) {
        return Err(PhotoError::Truncated);
    }
    let too_large = |pixels: u64| PhotoError::TooLarge { megapixels: pixels.div_ceil(1_000_000) };
    if format == ImageFormat::WebP {
        let webp = WebPHeader::parse(bytes);
        if webp.max_frame_pixels > limits.pixels {
            return Err(too_large(webp.max_frame_pixels));
        }
        if !webp.consistent {
            return Err(PhotoError::Damaged { what: text::picture_frame_size().to_owned() });
        }
    }
    // On 32-bit targets, the decoder rejects sizes that overflow without reporting them.
    if format == ImageFormat::Png
        && let Some(pixels) = png_pixels(bytes).filter(|&pixels| pixels > limits.pixels)
    {
        return Err(too_large(pixels));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    // The PNG decoder decompresses metadata before the pixels.
    let mut metadata_limits = image::Limits::no_limits();
    metadata_limits.max_alloc = Some(MAX_METADATA_BYTES);
    reader.limits(metadata_limits);
    let decoder = reader.into_decoder().map_err(photo_error)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PhotoError::Damaged { what: text::picture_no_pixels().to_owned() });
    }
    if pixels > limits.pixels {
        return Err(too_large(pixels));
    }
    if width.max(height) > MAX_SIDE {
        return Err(PhotoError::SideTooLong { side: width.max(height) });
    }
    if format == ImageFormat::Jpeg && !JpegHeader::can_hold(bytes, [width, height]) {
        return Err(PhotoError::Truncated);
    }
    Ok((format, decoder))
}

/// Converts to 8-bit RGB in place: drops the alpha channel, expands grey to three channels, and drops the lower 8 of
/// 16 bits as libpng's `png_set_strip_16`, which OpenCV uses (`image` would round).
fn to_rgb8(bytes: &mut Vec<u8>, color: ColorType, pixels: usize) {
    let channels = usize::from(color.channel_count());
    let stride = usize::from(color.bytes_per_pixel());
    let channel_bytes = stride / channels;
    let high = if cfg!(target_endian = "little") { channel_bytes - 1 } else { 0 };
    let offsets = [0, 1, 2].map(|channel| if channels < 3 { high } else { channel * channel_bytes + high });
    let mut convert = |pixel: usize| {
        let rgb = offsets.map(|offset| bytes[pixel * stride + offset]);
        bytes[3 * pixel..3 * pixel + 3].copy_from_slice(&rgb);
    };
    match stride {
        3 => {}
        // Expands from the end, so that no byte is overwritten before it is read.
        1 | 2 => (0..pixels).rev().for_each(convert),
        _ => (0..pixels).for_each(&mut convert),
    }
    bytes.truncate(3 * pixels);
}

/// Number of pixels of a PNG, from its IHDR chunk.
fn png_pixels(bytes: &[u8]) -> Option<u64> {
    let side = |at: usize| Some(u64::from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)));
    Some(side(16)? * side(20)?)
}

/// Whether a RIFF file is as long as its header says.
fn is_riff_complete(bytes: &[u8]) -> bool {
    match bytes {
        [_, _, _, _, a, b, c, d, content @ ..] => {
            content.len() as u64 >= u64::from(u32::from_le_bytes([*a, *b, *c, *d]))
        }
        _ => false,
    }
}

fn photo_error(error: ImageError) -> PhotoError {
    match error {
        ImageError::Unsupported(error) => match error.kind() {
            UnsupportedErrorKind::Format(_) => PhotoError::NotAnImage,
            _ => PhotoError::Damaged { what: first_line(&error.to_string()) },
        },
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            PhotoError::Truncated
        }
        ImageError::Limits(_) => PhotoError::TooLarge { megapixels: MAX_MEGAPIXELS },
        error => {
            let text = error.to_string();
            let truncated = [
                "unexpected end",
                "UnexpectedEof",
                "Unexpected EOF",
                "failed to fill",
                "No more bytes",
                "Not enough bytes",
                "image truncated",
            ];
            if truncated.iter().any(|mark| text.to_lowercase().contains(&mark.to_lowercase())) {
                PhotoError::Truncated
            } else {
                PhotoError::Damaged { what: first_line(&text) }
            }
        }
    }
}

/// The first line of a decoder's message, without the format's name and the full stop.
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
    fn formats_are_detected_by_content() {
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Bmp] {
            let picture = decode(&encoded(&striped(), format)).unwrap();
            assert_eq!((picture.width, picture.height), (40, 30));
            assert_eq!(picture.rgb, striped().into_rgb8().into_raw(), "{format:?}");
        }
        for format in [ImageFormat::Jpeg, ImageFormat::Gif] {
            let picture = decode(&encoded(&striped(), format)).unwrap();
            let original = striped().into_rgb8();
            let difference: u64 =
                picture.rgb.iter().zip(original.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            assert!(difference < 6 * picture.rgb.len() as u64, "{format:?}: {difference}");
        }
    }

    #[test]
    fn sixteen_bits_are_truncated_and_alpha_is_dropped() {
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
    fn other_files_are_errors() {
        assert_eq!(decode(b""), Err(PhotoError::Empty));
        assert_eq!(decode(b"4 4 4053 85255 869500\n"), Err(PhotoError::NotAnImage));
        assert_eq!(decode(b"II*\0\x08\0\0\0"), Err(PhotoError::Unsupported(UnsupportedFormat::Tiff)));
        let heic = decode(b"\0\0\0\x18ftypheic\0\0\0\0").unwrap_err();
        assert_eq!(heic.to_string(), "The photo is HEIC, which cannot be decoded. Save it as JPEG.");
    }

    #[test]
    fn a_truncated_image_is_an_error() {
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
    fn a_jpeg_is_whole_if_its_blocks_are() {
        let whole = encoded(&striped(), ImageFormat::Jpeg);
        let picture = decode(&whole).unwrap();
        let unmarked = &whole[..whole.len() - 2];
        let film = b"\0\0\0\x18ftypmp42\0\0\0\0\xff\x05mdat".repeat(99);
        let behind: [&[u8]; 6] = [b"", b"\xff", &film, &whole, b"\xff\xc4\xff\xff", &[0; 99]];
        for behind in behind {
            let name = behind[..behind.len().min(20)].escape_ascii();
            assert_eq!(decode(&[unmarked, behind].concat()), Ok(picture.clone()), "without end mark, {name}");
            assert_eq!(decode(&[&whole, behind].concat()), Ok(picture.clone()), "{name}");
        }
        let progressive = include_bytes!("../../../tests/fixtures/photos/progressive.jpg");
        let picture = decode(progressive).unwrap();
        let unmarked = &progressive[..progressive.len() - 2];
        assert_eq!(decode(unmarked), Ok(picture.clone()));
        // A film has what looks like scans.
        let film = [&film[..], &b"\xff\xda".repeat(200)].concat();
        assert_eq!(decode(&[progressive, &film[..]].concat()), Ok(picture.clone()));
        assert_eq!(decode(&[unmarked, &film[..]].concat()), Ok(picture));
        assert_eq!(decode(&unmarked[..unmarked.len() - 1]), Err(PhotoError::Truncated));
    }

    #[test]
    fn colours_are_those_that_browsers_show() {
        let whole = encoded(&striped(), ImageFormat::Jpeg);
        let picture = decode(&whole).unwrap();
        let adobe = |transform: u8| [b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0", &[transform][..]].concat();
        // Behind the JFIF segment, which wins.
        let jfif = 4 + usize::from(whole[5]);
        for transform in [0, 1, 2, 200] {
            let marked = [&whole[..jfif], &adobe(transform), &whole[jfif..]].concat();
            assert_eq!(decode(&marked), Ok(picture.clone()), "{transform}");
        }
        // Without it: what was luma is red.
        let rgb = decode(&[&whole[..2], &adobe(0), &whole[jfif..]].concat()).unwrap();
        for (found, shown) in rgb.rgb.as_chunks::<3>().0.iter().zip(picture.rgb.as_chunks::<3>().0) {
            let [red, green, blue] = shown.map(f32::from);
            let luma = 0.299 * red + 0.587 * green + 0.114 * blue;
            assert!((f32::from(found[0]) - luma).abs() < 6.0, "{found:?} {shown:?}");
        }
        assert_ne!(rgb, picture);
    }

    #[test]
    fn a_damaged_image_is_an_error_or_a_complete_image() {
        for format in
            [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp]
        {
            let whole = encoded(&striped(), format);
            let picture = decode(&whole).unwrap();
            let mut detected = 0;
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 0xff;
                match decode(&damaged) {
                    // PNG has a checksum for each chunk.
                    Ok(found) if format == ImageFormat::Png => assert_eq!(found, picture, "PNG at {at}"),
                    Ok(found) => {
                        assert!(found.width > 0 && found.height > 0, "{format:?} at {at}");
                        assert_eq!(found.rgb.len(), 3 * found.width * found.height, "{format:?} at {at}");
                    }
                    Err(error) => {
                        let unexpected = matches!(
                            error,
                            PhotoError::Empty | PhotoError::NotInThisBrowser(_) | PhotoError::Source(_)
                        );
                        assert!(!unexpected, "{format:?} at {at}: {error}");
                        assert!(error.to_string().ends_with('.'), "{format:?} at {at}: {error}");
                        detected += 1;
                    }
                }
            }
            assert!(detected > 2, "{format:?}: damage to {detected} bytes is detected");
        }
    }

    #[test]
    fn a_huge_image_is_refused_before_decoding() {
        // A PNG header that claims 60,000 x 60,000 pixels, with a valid checksum.
        let mut bytes = encoded(&striped(), ImageFormat::Png);
        bytes[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000u32.to_be_bytes());
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(decode(&bytes), Err(PhotoError::TooLarge { megapixels: 3600 }));
    }

    /// The checksum of PNG chunks.
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |sum, &byte| {
            (0..8)
                .fold(sum ^ u32::from(byte), |s, _| if s & 1 == 1 { (s >> 1) ^ 0xedb8_8320 } else { s >> 1 })
        })
    }
}
