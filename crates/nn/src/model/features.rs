//! What frozen convolutions make of houses.

use std::ops::Range;

use burn::tensor::{Device, Tensor, TensorData};

use super::patches::{self, Patches};
use super::resnet::ResNet;
use super::standard;
use crate::onnx::graph::{Graph, Part, Value};
use crate::training::{TrainingError, read};
use facade_platform as platform;
use facade_spec::{Config, ModelKind};

/// Of each house, what is known of its photos.
pub(crate) type Features = Vec<Vec<f32>>;

/// Houses between two looks at other work.
const AT_ONCE: usize = 16;

/// Values of the frozen layers of a network, in the layout's order, but for what puts features on a scale.
pub(crate) enum Frozen<'a> {
    /// Kernels that were learned from the training photos.
    Patches(Patches<'a>),
    /// A backbone, on a device.
    Backbone(Box<ResNet>, Box<Tensor<1>>),
}

impl<'a> Frozen<'a> {
    /// From what begins as the fixed values of a model do.
    pub(crate) fn new(config: &Config, fixed: &'a [f32], device: &Device) -> Self {
        if config.model == ModelKind::Backbone {
            let network = ResNet::new();
            let values = TensorData::from(&fixed[..network.len()]);
            let values = Tensor::from_data(values, device);
            return Frozen::Backbone(Box::new(network), Box::new(values));
        }
        Frozen::Patches(Patches::new(config, fixed))
    }

    /// What they make of these houses, whose photos `photos` gives, `[photos, 3, tile, tile]` in 0 to 1.
    pub(crate) async fn houses(
        &self,
        config: &Config,
        count: usize,
        photos: impl Fn(usize) -> Vec<f32> + Sync,
        tell: impl Fn(usize),
    ) -> Result<Features, TrainingError> {
        let mut features = Vec::with_capacity(count);
        for first in (0..count).step_by(AT_ONCE) {
            tell(first);
            platform::yield_now().await;
            let houses = first..count.min(first + AT_ONCE);
            match self {
                Frozen::Patches(layer) => {
                    features.extend(platform::map(houses.len(), |i| layer.house(&photos(first + i))));
                }
                Frozen::Backbone(network, values) => {
                    let all: Vec<f32> = houses.clone().flat_map(&photos).collect();
                    let shape = [houses.len() * config.photos, 3, config.tile, config.tile];
                    let all = Tensor::from_data(TensorData::new(all, shape), &values.device());
                    let said = read(network.look(values, all).flatten(0, 1)).await?;
                    features.extend(said.chunks_exact(config.features()).map(<[f32]>::to_vec));
                }
            }
        }
        Ok(features)
    }
}

impl Frozen<'_> {
    /// What they make of a photo, `[3, tile, tile]`, that differs from one of which they have made `before` only between these
    /// columns and rows of pixels; none where that is no less work than to look at all of it.
    pub(crate) fn changed(
        &self,
        photo: &[f32],
        pixels: [Range<usize>; 2],
        before: &[f32],
    ) -> Option<Vec<f32>> {
        match self {
            Frozen::Patches(layer) => Some(layer.changed(photo, pixels, before)),
            Frozen::Backbone(..) => None,
        }
    }
}

/// The frozen values of a network whose convolution is learned from photos, from those of the training houses.
pub(crate) fn learn(houses: &[Vec<f32>], config: &Config) -> Vec<f32> {
    patches::fit(houses, config)
}

/// What frozen layers with these values make of photos, `[homes * photos, 3, tile, tile]` in 0 to 1, brought to scale, as ONNX's
/// operators: `[homes, features]`.
pub(crate) fn onnx(graph: &mut Graph<'_>, photos: &Value, config: &Config, fixed: &[f32]) -> Value {
    let found = match config.model {
        ModelKind::Backbone => ResNet::new().onnx(graph, Part::Fixed, photos),
        _ => patches::onnx(graph, photos, config),
    };
    let count = config.features();
    let found = graph.reshape(&found, &[-1, count as i64]);
    let [centre, spread] = graph.parameters(Part::Fixed, fixed.len() - 2 * count);
    let factor = graph.constant(&[], &[standard::factor(count, config)]);
    let apart = graph.apply("Sub", &[&found, &centre]);
    let scaled = graph.apply("Div", &[&apart, &spread]);
    graph.apply("Mul", &[&scaled, &factor])
}

/// The gradient of a house's photos, `[photos, 3, tile, tile]` in 0 to 1, from that of what frozen layers with these values make of
/// them, brought to scale.
pub(crate) fn slope(config: &Config, fixed: &[f32], photos: Vec<f32>, mut gradient: Vec<f32>) -> Vec<f32> {
    standard::slope(&mut gradient, fixed, config);
    if config.model == ModelKind::Backbone {
        let network = ResNet::new();
        let (_, back) = network.traced(photos, config.photos, &fixed[..network.len()]);
        return back(gradient);
    }
    let layer = Patches::new(config, fixed);
    let (size, each) = (3 * config.tile * config.tile, gradient.len() / config.photos);
    let photos = photos.chunks_exact(size).zip(gradient.chunks_exact(each));
    photos.flat_map(|(photo, gradient)| layer.slope(photo, gradient)).collect()
}

pub(crate) use standard::{factor, fit, scale};
