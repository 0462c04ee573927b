//! From features of photos by the pretrained network to those of a house.

use facade_data::{CHANNELS, PHOTO_FEATURES, QUARTERS, unpack_features};
use facade_spec::{Config, ModelKind};

/// Features of a house, not scaled, from those of its photos, `[photos, PHOTO_FEATURES]` in half precision: what the
/// frozen layers of the network's graph compute. Those that only missing photos would give are no numbers.
pub(crate) fn house_features(config: &Config, features: &[u8], missing: &[usize]) -> Vec<f32> {
    let features = unpack_features(features);
    let photos: Vec<&[f32]> = features.chunks_exact(PHOTO_FEATURES).collect();
    let is_present = |photo: &usize| !missing.contains(photo);
    let present: Vec<&[f32]> = (0..photos.len()).filter(is_present).map(|photo| photos[photo]).collect();
    if present.is_empty() {
        return vec![f32::NAN; config.features()];
    }
    let whole: Vec<Vec<f32>> = present.iter().map(|quarters| whole_photo(quarters)).collect();
    let whole: Vec<&[f32]> = whole.iter().map(Vec::as_slice).collect();
    let (mean_whole, mean_quarters) = (mean(&whole), mean(&present));
    if config.model == ModelKind::PretrainedSet {
        return [mean_whole, mean_quarters, maximum(&whole)].concat();
    }
    let mut of_present = whole.into_iter();
    let in_its_place = |photo: usize| {
        let whole = if is_present(&photo) { of_present.next() } else { None };
        whole.map_or_else(|| vec![f32::NAN; CHANNELS], <[f32]>::to_vec)
    };
    (0..photos.len()).flat_map(in_its_place).chain(mean_whole).chain(mean_quarters).collect()
}

/// Means over the whole photo: those over its quarters are over as many places each.
fn whole_photo(quarters: &[f32]) -> Vec<f32> {
    let of_channel = |channel: usize| quarters.iter().skip(channel).step_by(CHANNELS).sum::<f32>();
    (0..CHANNELS).map(|channel| of_channel(channel) / QUARTERS as f32).collect()
}

/// Mean of each value over photos.
fn mean(photos: &[&[f32]]) -> Vec<f32> {
    let sum = |at: usize| photos.iter().map(|photo| photo[at]).sum::<f32>();
    (0..photos[0].len()).map(|at| sum(at) / photos.len() as f32).collect()
}

/// Maximum of each value over photos.
fn maximum(photos: &[&[f32]]) -> Vec<f32> {
    let greatest = |at: usize| photos.iter().map(|photo| photo[at]).fold(f32::MIN, f32::max);
    (0..photos[0].len()).map(greatest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::pack_features;

    /// Features of a photo: one number for each quarter.
    fn photo(quarters: [f32; QUARTERS]) -> Vec<u8> {
        pack_features(&quarters.map(|value| [value; CHANNELS]).concat())
    }

    /// One number for all channels of each part.
    fn features(model: ModelKind, missing: &[usize]) -> Vec<f32> {
        let config = Config { photos: 2, ..Config::recipe(model) };
        let photos = [photo([0.0, 1.0, 2.0, 5.0]), photo([4.0, 0.0, 0.0, 0.0])].concat();
        let features = house_features(&config, &photos, missing);
        assert_eq!(features.len(), config.features());
        features.into_iter().step_by(CHANNELS).collect()
    }

    #[test]
    fn each_room_is_in_its_place_beside_the_means() {
        let found = features(ModelKind::PretrainedPhotos, &[]);
        assert_eq!(found, [2.0, 1.0, 1.5, 2.0, 0.5, 1.0, 2.5]);
        let found = features(ModelKind::PretrainedPhotos, &[0]);
        assert!(found[0].is_nan(), "the first photo is missing");
        assert_eq!(found[1..], [1.0, 1.0, 4.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_set_has_the_mean_and_the_maximum_of_the_photos_that_are_there() {
        let found = |missing: &[usize]| features(ModelKind::PretrainedSet, missing);
        assert_eq!(found(&[]), [1.5, 2.0, 0.5, 1.0, 2.5, 2.0]);
        assert_eq!(found(&[0]), [1.0, 4.0, 0.0, 0.0, 0.0, 1.0]);
        assert!(found(&[0, 1]).iter().all(|value| value.is_nan()));
    }
}
