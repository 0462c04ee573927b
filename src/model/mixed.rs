//! Part 3 of the series: attributes and montage, each through its network of the parts before it, joined.

use super::network::{Branch, Network};
use super::{Cnn, Layout, Mlp, View};

/// For so many encoded attributes, and montages of `[width, height]` pixels.
pub(super) fn network(attributes: usize, size: [usize; 2], filters: &[usize]) -> Network {
    let mut layout = Layout::default();
    let mlp = Mlp::new(&mut layout, "mlp.", attributes);
    let cnn = Cnn::new(&mut layout, "cnn.", size, filters);
    let branches = vec![(View::Attributes, Branch::Mlp(mlp)), (View::Montage, Branch::Cnn(cnn))];
    Network::new(layout, branches)
}
