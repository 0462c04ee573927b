//! What networks are told.

/// What a network is told of a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// Its montage, `[3, height, width]` in 0 to 1.
    Montage,
    /// One of its photos, `[3, tile, tile]`.
    Photo(usize),
    /// Its photos one by one, `[photos, 3, tile, tile]`.
    Each,
    /// Its attributes, encoded.
    Attributes,
    /// What a frozen layer makes of its photos.
    Features,
}
