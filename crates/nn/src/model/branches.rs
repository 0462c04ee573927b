//! The tutorial's second option: one convolutional branch a photo, merged.

use super::member::Branch;
use super::{Cnn, Layout, View};

/// For so many photos of `tile` by `tile` pixels.
pub(super) fn branches(
    layout: &mut Layout,
    prefix: &str,
    photos: usize,
    tile: usize,
    filters: &[usize],
) -> Vec<(View, Branch)> {
    let branch = |photo| {
        let cnn = Cnn::new(layout, &format!("{prefix}branches.{photo}."), [tile; 2], filters);
        (View::Photo(photo), Branch::Cnn(cnn))
    };
    (0..photos).map(branch).collect()
}
