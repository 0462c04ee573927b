//! The tutorial's first option: one photo at a time, each with the price of its house. A house's price is the mean of what is
//! said of its photos.

use super::network::{Branch, Network};
use super::{Cnn, Layout, View};

/// For photos of `tile` by `tile` pixels.
pub(super) fn network(tile: usize, filters: &[usize]) -> Network {
    let mut layout = Layout::default();
    let cnn = Cnn::new(&mut layout, "", [tile; 2], filters);
    Network::new(layout, vec![(View::Each, Branch::Cnn(cnn))])
}
