//! Houses as tensors on a device.

use std::ops::Range;
use std::rc::Rc;

use burn::tensor::{Device, Int, Tensor, TensorData};

use super::Compute;
use crate::dataset::Dataset;
use crate::platform::DeviceKind;

/// Montages that stay on a GPU have no more bytes than this. It is what every WebGPU device can bind as one buffer
/// (`maxStorageBufferBindingSize`), and with 64 by 64 pixels it is 2,730 houses.
const RESIDENT: usize = 128 << 20;

/// Montages and prices that go through the network together.
#[derive(Clone, Debug)]
pub struct Samples {
    /// `[houses, 3, height, width]`: red, green, blue in 0 to 1.
    pub images: Tensor<4>,
    /// `[houses]`: price divided by the scale.
    pub targets: Tensor<1>,
}

impl Samples {
    /// How many houses.
    pub fn len(&self) -> usize {
        self.targets.shape().num_elements()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The houses of one side of a split, from which batches are taken.
#[derive(Debug)]
pub(super) struct Side {
    images: Images,
    /// `[houses]`, on the device.
    targets: Tensor<1>,
    device: Device,
}

/// Floats are four times the bytes that they come from, so only a GPU holds them, which spares an upload a step.
#[allow(clippy::large_enum_variant, reason = "there are two in a run")]
#[derive(Debug)]
enum Images {
    /// `[houses, 3, height, width]`
    Resident(Tensor<4>),
    /// Turned into floats batch by batch: the data set, and the positions in it.
    Bytes(Rc<Dataset>, Vec<usize>),
}

impl Side {
    /// The houses at these positions of the dataset. `scale` is in dollars.
    pub(super) fn new(data: &Rc<Dataset>, positions: &[usize], scale: f64, compute: &Compute) -> Self {
        let device = &compute.device;
        let known =
            |&position: &usize| Some((position, data.montages.get(position).and(data.houses.get(position))?));
        let (positions, targets): (Vec<usize>, Vec<f32>) =
            positions.iter().filter_map(known).map(|(at, house)| (at, (house.price / scale) as f32)).unzip();
        let bytes = positions.len() * data.montages.stride() * size_of::<f32>();
        let images = if compute.name.kind != DeviceKind::Cpu && bytes <= RESIDENT {
            Images::Resident(images(data, positions.iter().copied(), device))
        } else {
            Images::Bytes(Rc::clone(data), positions)
        };
        let targets = Tensor::from_data(TensorData::from(targets.as_slice()), device);
        Side { images, targets, device: device.clone() }
    }

    /// How many houses.
    pub(super) fn len(&self) -> usize {
        self.targets.shape().num_elements()
    }

    /// Prices divided by the scale, `[houses]`.
    pub(super) fn targets(&self) -> Tensor<1> {
        self.targets.clone()
    }

    /// The houses at these places, `[batch]`, which are on the device too.
    pub(super) fn batch(&self, places: &[i32], there: Tensor<1, Int>) -> Samples {
        let images = match &self.images {
            Images::Resident(all) => all.clone().select(0, there.clone()),
            Images::Bytes(data, positions) => {
                images(data, places.iter().map(|&place| positions[place as usize]), &self.device)
            }
        };
        Samples { images, targets: self.targets.clone().select(0, there) }
    }

    /// The montages at these places, `[places, 3, height, width]`.
    pub(super) fn images(&self, places: Range<usize>) -> Tensor<4> {
        match &self.images {
            Images::Resident(all) => all.clone().narrow(0, places.start, places.len()),
            Images::Bytes(data, positions) => images(data, positions[places].iter().copied(), &self.device),
        }
    }

    /// Whether each batch is sent to the device anew. A device that is sent a whole data set without a pause would have
    /// to keep all of it.
    pub(super) fn is_sent(&self) -> bool {
        matches!(self.images, Images::Bytes(..))
    }
}

/// Montages of a data set, `[positions, 3, height, width]`.
fn images(data: &Dataset, positions: impl ExactSizeIterator<Item = usize>, device: &Device) -> Tensor<4> {
    let [width, height] = data.montages.size();
    let count = positions.len();
    let mut pixels = Vec::with_capacity(count * data.montages.stride());
    positions
        .filter_map(|position| data.montages.get(position))
        .for_each(|montage| planes(montage, &mut pixels));
    Tensor::from_data(TensorData::new(pixels, [count, 3, height, width]), device)
}

/// One montage, `[height, width, 3]` bytes, as a batch of one: `[1, 3, height, width]` in 0 to 1.
pub fn image(montage: &[u8], [width, height]: [usize; 2], device: &Device) -> Tensor<4> {
    let mut pixels = Vec::with_capacity(montage.len());
    planes(montage, &mut pixels);
    Tensor::from_data(TensorData::new(pixels, [1, 3, height, width]), device)
}

/// From interleaved bytes to planes in 0 to 1.
fn planes(montage: &[u8], out: &mut Vec<f32>) {
    for channel in 0..3 {
        out.extend(montage.iter().skip(channel).step_by(3).map(|&level| f32::from(level) / 255.0));
    }
}
