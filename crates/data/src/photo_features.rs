//! Features of photos by a pretrained network, kept with the houses.

use half::f16;

/// Name and version of the pretrained network, by which features are known. It is changed with everything that changes them.
pub const NETWORK: &str = "efficientnet-lite0, 1";
/// Features that the pretrained network computes for each place of a photo: the channels of its last layer.
pub const CHANNELS: usize = 672;
/// Parts of a photo over which each of them is averaged: top left, top right, bottom left, bottom right.
pub const QUARTERS: usize = 4;
/// Features of a photo, `[QUARTERS, CHANNELS]`.
pub const PHOTO_FEATURES: usize = QUARTERS * CHANNELS;
/// Bytes of a feature: half precision, little-endian.
const FEATURE_BYTES: usize = 2;

/// Bytes of the features of this many photos, `[photos, PHOTO_FEATURES]` in half precision.
pub const fn feature_bytes(photos: usize) -> usize {
    photos * PHOTO_FEATURES * FEATURE_BYTES
}

/// Features in half precision.
pub fn pack_features(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| f16::from_f32(*value).to_le_bytes()).collect()
}

/// Features from half precision.
pub fn unpack_features(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<FEATURE_BYTES>().0.iter().map(|value| f16::from_le_bytes(*value).to_f32()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_in_half_precision_are_within_a_thousandth() {
        let values = [0.0, 0.1234, 1.0, 5.4321, 6.0];
        for (value, unpacked) in values.iter().zip(unpack_features(&pack_features(&values))) {
            assert!((value - unpacked).abs() <= 0.001 * value, "{value} {unpacked}");
        }
    }
}
