//! Why a photo cannot be read.

use thiserror::Error;

use super::foreign::Foreign;
use super::limits::{MAX_MEGAPIXELS, MAX_PHOTO_BYTES, MAX_SIDE};
use facade_data::SourceError;
use facade_text as text;

/// A photo that cannot be read. Its text says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PhotoError {
    /// A file without bytes.
    #[error("{}", text::picture_empty())]
    Empty,
    /// Something else than a picture, or a kind of picture that is not supported.
    #[error("{}", text::picture_none())]
    NotAPicture,
    /// A kind of picture that is known, but not supported.
    #[error("{}", text::picture_foreign(.0))]
    Foreign(Foreign),
    /// A kind that some browsers decode, and the one at hand does not.
    #[error("{}", text::picture_not_in_this_browser(.0))]
    NotInThisBrowser(Foreign),
    /// The end is missing.
    #[error("{}", text::picture_truncated())]
    Truncated,
    /// More bytes than a photo's file has.
    #[error("{}", text::picture_file_too_large(.megabytes, MAX_PHOTO_BYTES >> 20))]
    FileTooLarge {
        /// Its size, rounded up.
        megabytes: u64,
    },
    /// More pixels than are sensible.
    #[error("{}", text::picture_too_large(.megapixels, MAX_MEGAPIXELS))]
    TooLarge {
        /// Its size in millions of pixels, rounded up.
        megapixels: u64,
    },
    /// Few pixels, but in a very long row.
    #[error("{}", text::picture_too_long(.side, MAX_SIDE))]
    TooLong {
        /// Its longer side in pixels.
        side: u32,
    },
    /// Not too many pixels, but in a form that takes too much memory to read.
    #[error("{}", text::picture_heavy(.megabytes, .most))]
    Heavy {
        /// What it takes, in millions of bytes, rounded up.
        megabytes: u64,
        /// What there is.
        most: u64,
    },
    /// A picture in name whose content makes no sense.
    #[error("{}", text::picture_damaged(.what))]
    Damaged {
        /// What the decoder says.
        what: String,
    },
    /// The bytes could not be had.
    #[error(transparent)]
    Source(#[from] SourceError),
}
