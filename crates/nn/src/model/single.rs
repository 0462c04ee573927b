//! The tutorial's first option: one photo at a time, each with the price of its house. A house's price is the mean of what is
//! said of its photos.

use super::member::Branch;
use super::{Cnn, Layout, View};

/// For photos of `tile` by `tile` pixels.
pub(super) fn branches(
    layout: &mut Layout,
    prefix: &str,
    tile: usize,
    filters: &[usize],
) -> Vec<(View, Branch)> {
    vec![(View::Each, Branch::Cnn(Cnn::new(layout, prefix, [tile; 2], filters)))]
}
