//! Ours: features of the photos that are learned without prices, the encoded attributes, and linear units over them, each of which
//! has not seen a part of the training houses. How it came about: docs/experiments.md.

use super::member::{Branch, Member};
use super::network::Network;
use super::{Layout, View, patches, standard};
use facade_spec::Config;

/// For so many encoded attributes, which may be none.
pub(super) fn network(mut layout: Layout, config: &Config, attributes: usize) -> Network {
    patches::lay(&mut layout, config);
    standard::lay(&mut layout, "patches", config.features());
    let mut branches = vec![(View::Features, Branch::Given(config.features()))];
    if attributes > 0 {
        branches.push((View::Attributes, Branch::Given(attributes)));
    }
    let member = Member::linear(&mut layout, branches, config.members.max(1));
    Network::new(layout, vec![member])
}
