//! Houses as tensors on a device.

use std::ops::Range;
use std::rc::Rc;

use burn::tensor::{Device, Int, Tensor, TensorData};

use super::Compute;
use super::augment::Photo;
use super::photos::{crop_photo, picture};
use super::prepared::Prepared;
use crate::model::NetworkInput;
use crate::model::features::Features;
use facade_data::{Dataset, cell, grid};
use facade_platform::DeviceKind;
use facade_spec::Augmentation;
use facade_spec::random::{Purpose, Stream};

/// Pictures that stay on a GPU take at most this many bytes. Every WebGPU device can bind as much in one
/// buffer (`maxStorageBufferBindingSize`); with 64 by 64 pixels it is 2,730 houses.
const MAX_RESIDENT_BYTES: u64 = 128 << 20;

/// What augmentation needs in one epoch.
#[derive(Clone, Copy, Debug)]
pub(super) struct AugmentationContext<'a> {
    pub(super) augmentation: &'a Augmentation,
    pub(super) seed: u64,
    pub(super) epoch: usize,
}

/// The houses of one part of a split, on a device.
#[derive(Debug)]
pub(super) struct DeviceSplit {
    /// One per input of the network.
    inputs: Vec<BranchInput>,
    targets: Tensor<1>,
    data: Rc<Dataset>,
    positions: Vec<usize>,
    device: Device,
}

/// Where an input's values are.
#[derive(Debug)]
enum BranchInput {
    /// All houses in one tensor on the device, `[houses, values]`.
    Resident(Box<Tensor<2>>),
    /// Features, uploaded batch by batch.
    StreamedFeatures(Rc<Prepared>),
    /// Pictures, decoded from the data set's bytes batch by batch. On the CPU that costs nothing; on a GPU it
    /// avoids one buffer that would be too large.
    StreamedPictures(NetworkInput),
}

impl DeviceSplit {
    /// The houses at these positions of the data set, for these inputs. `augmented` says that the photos
    /// change at each step.
    pub(super) fn new(
        prepared: &Rc<Prepared>,
        positions: &[usize],
        input_kinds: impl Iterator<Item = NetworkInput>,
        augmented: bool,
        compute: &Compute,
    ) -> Self {
        let device = &compute.device;
        let Prepared { data, target_scaler, encoder, features, .. } = &**prepared;
        let present =
            |&position: &usize| Some((position, data.montages.get(position).and(data.houses.get(position))?));
        let (positions, houses): (Vec<usize>, Vec<_>) = positions.iter().filter_map(present).unzip();
        let targets: Vec<f32> = houses.iter().map(|house| target_scaler.target(house.price)).collect();
        // The bytes may exceed 32 bits.
        let stays_on_gpu = |values: usize| {
            let bytes = positions.len() as u64 * values as u64 * size_of::<f32>() as u64;
            compute.name.kind != DeviceKind::Cpu && bytes <= MAX_RESIDENT_BYTES
        };
        let resident = stays_on_gpu(data.montages.montage_bytes()) && !augmented;
        let input = |kind: NetworkInput| match kind {
            NetworkInput::Attributes => {
                let numbers: Vec<f32> = houses
                    .iter()
                    .flat_map(|house| encoder.as_ref().map(|e| e.encode_house(house)).unwrap_or_default())
                    .collect();
                BranchInput::Resident(Box::new(matrix(numbers, positions.len(), device)))
            }
            NetworkInput::Features => {
                if stays_on_gpu(features.width()) {
                    BranchInput::Resident(Box::new(features_matrix(
                        features,
                        positions.iter().copied(),
                        device,
                    )))
                } else {
                    BranchInput::StreamedFeatures(Rc::clone(prepared))
                }
            }
            kind if resident => BranchInput::Resident(Box::new(picture_matrix(
                kind,
                data,
                positions.iter().copied(),
                None,
                device,
            ))),
            kind => BranchInput::StreamedPictures(kind),
        };
        DeviceSplit {
            inputs: input_kinds.map(input).collect(),
            targets: Tensor::from_data(TensorData::from(targets.as_slice()), device),
            data: Rc::clone(data),
            positions,
            device: device.clone(),
        }
    }

    /// Number of houses.
    pub(super) fn len(&self) -> usize {
        self.positions.len()
    }

    /// Targets, `[houses]`.
    pub(super) fn targets(&self) -> Tensor<1> {
        self.targets.clone()
    }

    /// Prices in dollars.
    pub(super) fn prices(&self) -> impl Iterator<Item = f64> {
        self.positions.iter().filter_map(|&position| Some(self.data.houses.get(position)?.price))
    }

    /// A batch of the houses at these indices, given here and on the device: the inputs `[batch, values]`,
    /// and the targets `[batch]`. `first` is the index of the first in the epoch.
    pub(super) fn batch(
        &self,
        (indices, on_device): (&[i32], Tensor<1, Int>),
        first: usize,
        context: Option<AugmentationContext<'_>>,
    ) -> (Vec<Tensor<2>>, Tensor<1>) {
        let input = |input: &BranchInput| match input {
            BranchInput::Resident(all) => (**all).clone().select(0, on_device.clone()),
            BranchInput::StreamedFeatures(prepared) => {
                let positions = indices.iter().map(|&index| self.positions[index as usize]);
                features_matrix(&prepared.features, positions, &self.device)
            }
            BranchInput::StreamedPictures(kind) => {
                let positions = indices.iter().map(|&index| self.positions[index as usize]);
                picture_matrix(
                    *kind,
                    &self.data,
                    positions,
                    context.map(|context| (context, first)),
                    &self.device,
                )
            }
        };
        let inputs = self.inputs.iter().map(input).collect();
        (inputs, self.targets.clone().select(0, on_device))
    }

    /// Inputs of the houses at these indices, `[indices, values]`.
    pub(super) fn inputs(&self, indices: Range<usize>) -> Vec<Tensor<2>> {
        let input = |input: &BranchInput| match input {
            BranchInput::Resident(all) => (**all).clone().narrow(0, indices.start, indices.len()),
            BranchInput::StreamedFeatures(prepared) => {
                let positions = self.positions[indices.clone()].iter().copied();
                features_matrix(&prepared.features, positions, &self.device)
            }
            BranchInput::StreamedPictures(kind) => {
                let positions = self.positions[indices.clone()].iter().copied();
                picture_matrix(*kind, &self.data, positions, None, &self.device)
            }
        };
        self.inputs.iter().map(input).collect()
    }

    /// Whether batches are uploaded one by one. A device that receives a whole data set without a pause would
    /// have to keep all of it.
    pub(super) fn is_streamed(&self) -> bool {
        self.inputs.iter().any(|input| !matches!(input, BranchInput::Resident(..)))
    }
}

/// A tensor with this many rows.
fn matrix(values: Vec<f32>, count: usize, device: &Device) -> Tensor<2> {
    let columns = values.len() / count.max(1);
    Tensor::from_data(TensorData::new(values, [count, columns]), device)
}

/// Features of these houses, `[positions, features]`.
fn features_matrix(
    features: &Features,
    positions: impl ExactSizeIterator<Item = usize>,
    device: &Device,
) -> Tensor<2> {
    let count = positions.len();
    let mut values = Vec::with_capacity(count * features.width());
    positions
        .filter_map(|position| features.get(position))
        .for_each(|house| values.extend_from_slice(&house));
    matrix(values, count, device)
}

/// Pictures of these houses, `[positions, values]`.
fn picture_matrix(
    kind: NetworkInput,
    data: &Dataset,
    positions: impl ExactSizeIterator<Item = usize>,
    context: Option<(AugmentationContext<'_>, usize)>,
    device: &Device,
) -> Tensor<2> {
    let (tile, photos) = (data.montages.tile, data.montages.photos);
    let count = positions.len();
    let mut values = Vec::with_capacity(count * data.montages.montage_bytes());
    for (i, montage) in positions.filter_map(|position| data.montages.get(position)).enumerate() {
        let Some((context, first)) = context else {
            picture(kind, montage, tile, photos, &mut values);
            continue;
        };
        let augmented = |photo: usize| {
            let stream =
                Stream::new(context.seed, Purpose::Augmentation, context.epoch, (first + i) * photos + photo);
            crop_photo(montage, tile, photos, photo).augmented(context.augmentation, stream)
        };
        match kind {
            NetworkInput::Montage => tile_photos((0..photos).map(augmented), tile, photos, &mut values),
            NetworkInput::Photo(photo) => values.extend(augmented(photo).planes),
            NetworkInput::EachPhoto => values.extend((0..photos).flat_map(|photo| augmented(photo).planes)),
            NetworkInput::Attributes | NetworkInput::Features | NetworkInput::PhotoFeatures => {}
        }
    }
    matrix(values, count, device)
}

/// A home as the network takes it.
#[derive(Clone, Debug)]
pub(crate) struct EncodedHome {
    /// Montage, `[height, width, 3]` bytes.
    pub(crate) montage: Vec<u8>,
    /// Encoded attributes.
    pub(crate) attributes: Vec<f32>,
    /// Features from frozen layers.
    pub(crate) features: Vec<f32>,
}

impl EncodedHome {
    /// Appends the values of one input.
    pub(crate) fn append_input(
        &self,
        kind: NetworkInput,
        (tile, photos): (usize, usize),
        values: &mut Vec<f32>,
    ) {
        match kind {
            NetworkInput::Attributes => values.extend(&self.attributes),
            NetworkInput::Features => values.extend(&self.features),
            kind => picture(kind, &self.montage, tile, photos, values),
        }
    }
}

/// Inputs of a batch of homes, `[homes, values]`. `sizes` are the tile size in pixels and the number of
/// photos.
pub(crate) fn home_inputs(
    input_kinds: impl Iterator<Item = NetworkInput>,
    sizes: (usize, usize),
    homes: &[EncodedHome],
    device: &Device,
) -> Vec<Tensor<2>> {
    let input = |kind: NetworkInput| {
        let mut values = Vec::new();
        homes.iter().for_each(|home| home.append_input(kind, sizes, &mut values));
        matrix(values, homes.len(), device)
    };
    input_kinds.map(input).collect()
}

/// From the planes of a montage, `[3, height, width]`, to photos, `[photos, 3, tile, tile]`.
pub(crate) fn montage_to_photos(planes: &[f32], tile: usize, photos: usize) -> Vec<f32> {
    let [columns, rows] = grid(photos);
    let (width, plane) = (columns * tile, columns * rows * tile * tile);
    let mut all = Vec::with_capacity(photos * 3 * tile * tile);
    for photo in 0..photos {
        let [column, row] = cell(photo, photos);
        for line in 0..3 * tile {
            let (channel, line) = (line / tile, line % tile);
            let at = channel * plane + (row * tile + line) * width + column * tile;
            all.extend(&planes[at..at + tile]);
        }
    }
    all
}

/// From photos to the planes of their montage.
fn tile_photos(all: impl Iterator<Item = Photo>, tile: usize, photos: usize, out: &mut Vec<f32>) {
    let [columns, rows] = grid(photos);
    let (width, start) = (columns * tile, out.len());
    let plane = width * rows * tile;
    out.resize(start + 3 * plane, 0.0);
    for (photo, Photo { planes, .. }) in all.enumerate() {
        let [column, row] = cell(photo, photos);
        for (line, values) in planes.chunks_exact(tile).enumerate() {
            let (channel, line) = (line / tile, line % tile);
            let at = start + channel * plane + (row * tile + line) * width + column * tile;
            out[at..at + tile].copy_from_slice(values);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::photos::{photos as photos_of, planes};

    #[test]
    fn photos_cropped_from_a_montage_and_tiled_again_are_the_montage() {
        for photos in [1, 3, 4, 6] {
            let tile = 3;
            let [columns, rows] = grid(photos);
            let montage: Vec<u8> =
                (0..columns * rows * tile * tile * 3).map(|i| (i * 5 % 251) as u8).collect();
            let mut whole = Vec::new();
            planes(montage.iter(), &mut whole);
            let mut again = Vec::new();
            tile_photos(
                (0..photos).map(|photo| crop_photo(&montage, tile, photos, photo)),
                tile,
                photos,
                &mut again,
            );
            assert_eq!(montage_to_photos(&again, tile, photos), photos_of(&montage, tile, photos));
            let plane = columns * rows * tile * tile;
            for (index, (whole, again)) in whole.iter().zip(&again).enumerate() {
                let [x, y] =
                    [index % plane % (columns * tile) / tile, index % plane / (columns * tile) / tile];
                // A cell without a photo stays zero.
                let is_photo = (0..photos).any(|photo| cell(photo, photos) == [x, y]);
                assert_eq!(*again, if is_photo { *whole } else { 0.0 });
            }
        }
    }
}
