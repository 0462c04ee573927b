//! The networks, one file each, and how their parameters lie in flat vectors.

mod backbone;
mod branches;
mod cnn;
pub(crate) mod features;
mod layout;
mod member;
mod mixed;
mod mlp;
mod network;
pub(crate) mod onnx;
mod pass;
mod patches;
mod resnet;
mod single;
mod slope;
mod standard;
mod tuned;
mod view;

pub use backbone::{Backbone, BackboneError};
pub use layout::{Entry, Fill, Layout};
pub use network::{Batch, Network, Step};
pub use view::View;

use cnn::Cnn;
use member::{Branch, Member};
use mlp::Mlp;

use facade_spec::{Config, ModelKind};

impl Network {
    /// The network that the settings name, for so many encoded attributes.
    pub fn of(config: &Config, attributes: usize) -> Self {
        let mut layout = Layout::default();
        match config.model {
            ModelKind::TunedPhotos | ModelKind::TunedMixed => {
                return tuned::network(layout, config, attributes);
            }
            ModelKind::Backbone => return backbone::network(layout, config),
            _ => {}
        }
        let prefixes: Vec<String> = match config.members {
            0 => vec![String::new()],
            members => (0..members).map(|member| format!("members.{member}.")).collect(),
        };
        let mut member = |prefix: &String| {
            let branches = branches(&mut layout, prefix, config, attributes);
            Member::new(&mut layout, prefix, branches)
        };
        let members = prefixes.iter().map(&mut member).collect();
        Network::new(layout, members)
    }
}

/// The branches of a member.
fn branches(layout: &mut Layout, prefix: &str, config: &Config, attributes: usize) -> Vec<(View, Branch)> {
    let (size, filters) = (config.size(), &config.filters);
    match config.model {
        ModelKind::Single => single::branches(layout, prefix, config.tile, filters),
        ModelKind::Branches => branches::branches(layout, prefix, config.photos, config.tile, filters),
        ModelKind::Mlp => vec![(View::Attributes, Branch::Mlp(Mlp::new(layout, prefix, attributes)))],
        ModelKind::Mixed => mixed::branches(layout, prefix, attributes, size, filters),
        _ => vec![(View::Montage, Branch::Cnn(Cnn::new(layout, prefix, size, filters)))],
    }
}
