//! Part 3 of the series: attributes and montage, each through its network of the parts before it, joined.

use super::member::Branch;
use super::{Cnn, Layout, Mlp, View};

/// For so many encoded attributes, and montages of `[width, height]` pixels.
pub(super) fn branches(
    layout: &mut Layout,
    prefix: &str,
    attributes: usize,
    size: [usize; 2],
    filters: &[usize],
) -> Vec<(View, Branch)> {
    let mlp = Mlp::new(layout, &format!("{prefix}mlp."), attributes);
    let cnn = Cnn::new(layout, &format!("{prefix}cnn."), size, filters);
    vec![(View::Attributes, Branch::Mlp(mlp)), (View::Montage, Branch::Cnn(cnn))]
}
