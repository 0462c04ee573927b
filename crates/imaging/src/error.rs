//! Errors of reading a photo.

use thiserror::Error;

use super::limits::{MAX_MEGAPIXELS, MAX_PHOTO_BYTES, MAX_SIDE};
use super::unsupported_format::UnsupportedFormat;
use facade_data::SourceError;
use facade_text as text;

/// A photo that cannot be read. Its text says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PhotoError {
    /// The file is empty.
    #[error("{}", text::picture_empty())]
    Empty,
    /// Not an image, or in an unknown format.
    #[error("{}", text::picture_none())]
    NotAnImage,
    /// A known format that is not supported.
    #[error("{}", text::picture_foreign(.0))]
    Unsupported(UnsupportedFormat),
    /// A format that some browsers can decode, but this one cannot.
    #[error("{}", text::picture_not_in_this_browser(.0))]
    NotInThisBrowser(UnsupportedFormat),
    /// The end of the file is missing.
    #[error("{}", text::picture_truncated())]
    Truncated,
    /// The file is larger than the limit.
    #[error("{}", text::t!(picture_file_too_large, megabytes = .megabytes, most = MAX_PHOTO_BYTES >> 20))]
    FileTooLarge {
        /// Its size in MiB, rounded up.
        megabytes: u64,
    },
    /// More than [`MAX_MEGAPIXELS`].
    #[error("{}", text::t!(picture_too_large, megapixels = .megapixels, most = MAX_MEGAPIXELS))]
    TooLarge {
        /// Its size in megapixels, rounded up.
        megapixels: u64,
    },
    /// The width or height is above the limit.
    #[error("{}", text::t!(picture_too_long, side = .side, most = MAX_SIDE))]
    SideTooLong {
        /// The longer side in pixels.
        side: u32,
    },
    /// Decoding would take too much memory.
    #[error("{}", text::t!(picture_heavy, megabytes = .megabytes, most = .most))]
    TooMuchMemory {
        /// Memory needed, in megabytes, rounded up.
        megabytes: u64,
        /// The limit, in megabytes.
        most: u64,
    },
    /// The image data is invalid.
    #[error("{}", text::picture_damaged(.what))]
    Damaged {
        /// The decoder's message.
        what: String,
    },
    /// The file could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
}
