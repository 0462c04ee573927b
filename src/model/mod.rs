//! The networks, one file each, and how their parameters lie in flat vectors.

mod branches;
mod cnn;
mod layout;
mod mixed;
mod mlp;
mod network;
pub(crate) mod patches;
mod single;
mod tuned;

pub use layout::{Entry, Fill, Layout};
pub use network::{Batch, Network, Step};

use cnn::Cnn;
use mlp::Mlp;
use network::Branch;

use crate::training::{Config, ModelKind};

/// What a branch of a network is given of a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        let (size, filters) = (config.size(), &config.filters);
        match config.model {
            ModelKind::Cnn => {
                let mut layout = Layout::default();
                let cnn = Cnn::new(&mut layout, "", size, filters);
                Network::new(layout, vec![(View::Montage, Branch::Cnn(cnn))])
            }
            ModelKind::Single => single::network(config.tile, filters),
            ModelKind::Branches => branches::network(config.photos, config.tile, filters),
            ModelKind::Mlp => {
                let mut layout = Layout::default();
                let mlp = Mlp::new(&mut layout, "", attributes);
                Network::new(layout, vec![(View::Attributes, Branch::Mlp(mlp))])
            }
            ModelKind::Mixed => mixed::network(attributes, size, filters),
            ModelKind::TunedPhotos | ModelKind::TunedMixed => tuned::network(config, attributes),
        }
    }
}
