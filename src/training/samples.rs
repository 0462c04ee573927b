//! Houses as tensors on a device.

use burn::tensor::{Device, Int, Tensor, TensorData};

use crate::dataset::Dataset;

/// Montages and prices, in the order of the positions that they were taken from.
#[derive(Clone, Debug)]
pub struct Samples {
    /// `[houses, 3, height, width]`: red, green, blue in 0 to 1.
    pub images: Tensor<4>,
    /// `[houses]`: price divided by the scale.
    pub targets: Tensor<1>,
}

impl Samples {
    /// The houses at these positions of the dataset. `scale` is in dollars.
    pub fn new(data: &Dataset, positions: &[usize], scale: f64, device: &Device) -> Self {
        let [width, height] = data.montages.size();
        let mut pixels = Vec::with_capacity(positions.len() * data.montages.stride());
        let mut targets = Vec::with_capacity(positions.len());
        for &position in positions {
            if let (Some(montage), Some(house)) = (data.montages.get(position), data.houses.get(position)) {
                planes(montage, &mut pixels);
                targets.push((house.price / scale) as f32);
            }
        }
        let count = targets.len();
        Samples {
            images: Tensor::from_data(TensorData::new(pixels, [count, 3, height, width]), device),
            targets: Tensor::from_data(TensorData::new(targets, [count]), device),
        }
    }

    /// How many houses.
    pub fn len(&self) -> usize {
        self.targets.shape().num_elements()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The houses at these places, `[batch]`.
    pub fn select(&self, places: Tensor<1, Int>) -> Samples {
        Samples {
            images: self.images.clone().select(0, places.clone()),
            targets: self.targets.clone().select(0, places),
        }
    }
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
