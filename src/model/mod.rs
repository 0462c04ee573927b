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
mod patches;
mod resnet;
mod single;
mod slope;
mod standard;
mod tuned;

pub use backbone::{Backbone, BackboneError};
pub use layout::{Entry, Fill, Layout};
pub use network::{Batch, Network, Step};

use cnn::Cnn;
use member::{Branch, Member};
use mlp::Mlp;

use crate::training::{Config, ModelKind};

/// What a network is told of a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// Its montage, `[3, height, width]` in 0 to 1.
    Montage,
    /// One of its photos, `[3, tile, tile]`.
    Photo(usize),
    /// Its photos one by one, `[photos, 3, tile, tile]`.
    Each,
    /// Its attributes, encoded.
    Attributes,
    /// What a frozen layer makes of its photos.
    Features,
}

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
