//! The tutorial's second option: one convolutional branch a photo, merged.

use super::network::{Branch, Network};
use super::{Cnn, Layout, View};

/// For so many photos of `tile` by `tile` pixels.
pub(super) fn network(photos: usize, tile: usize, filters: &[usize]) -> Network {
    let mut layout = Layout::default();
    let mut branch = |photo| {
        let cnn = Cnn::new(&mut layout, &format!("branches.{photo}."), [tile; 2], filters);
        (View::Photo(photo), Branch::Cnn(cnn))
    };
    let branches = (0..photos).map(&mut branch).collect();
    Network::new(layout, branches)
}
