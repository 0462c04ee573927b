//! Houses as tensors on a device.

use std::ops::Range;
use std::rc::Rc;

use burn::tensor::{Device, Int, Tensor, TensorData};

use super::Compute;
use super::augment::Photo;
use super::photos::{cut, picture};
use super::prepared::Prepared;
use crate::model::View;
use facade_data::{Dataset, cell, grid};
use facade_platform::DeviceKind;
use facade_spec::Augmentation;
use facade_spec::random::{Purpose, Stream};

/// Pictures that stay on a GPU have no more bytes than this. It is what every WebGPU device can bind as one buffer
/// (`maxStorageBufferBindingSize`), and with 64 by 64 pixels it is 2,730 houses.
const RESIDENT: u64 = 128 << 20;

/// What is changed in the photos of one epoch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Changes<'a> {
    pub(super) augmentation: &'a Augmentation,
    pub(super) seed: u64,
    pub(super) epoch: usize,
}

/// The houses of one side of a split, from which batches are taken.
#[derive(Debug)]
pub(super) struct Side {
    /// For each branch of the network.
    inputs: Vec<Input>,
    targets: Tensor<1>,
    data: Rc<Dataset>,
    positions: Vec<usize>,
    device: Device,
}

/// What one branch is given.
#[derive(Debug)]
enum Input {
    /// All houses as one tensor on the device, `[houses, values]`.
    Resident(Box<Tensor<2>>),
    /// Of each house of the data set a row that is sent when it is needed.
    Rows(Rc<Prepared>),
    /// Pictures that are made of the data set's bytes when they are needed. On the CPU that costs nothing; on a GPU it means no
    /// large buffer, where all would be too many bytes.
    Bytes(View),
}

impl Side {
    /// The houses at these positions of the data set, for branches with these views. `changed` says that the photos of each step
    /// will be changed.
    pub(super) fn new(
        prepared: &Rc<Prepared>,
        positions: &[usize],
        views: impl Iterator<Item = View>,
        changed: bool,
        compute: &Compute,
    ) -> Self {
        let device = &compute.device;
        let Prepared { data, scale, encoder, features, .. } = &**prepared;
        let known =
            |&position: &usize| Some((position, data.montages.get(position).and(data.houses.get(position))?));
        let (positions, houses): (Vec<usize>, Vec<_>) = positions.iter().filter_map(known).unzip();
        let targets: Vec<f32> = houses.iter().map(|house| scale.target(house.price)).collect();
        // Their bytes may be more than 32 bits count.
        let stays = |values: usize| {
            let bytes = positions.len() as u64 * values as u64 * size_of::<f32>() as u64;
            compute.name.kind != DeviceKind::Cpu && bytes <= RESIDENT
        };
        let resident = stays(data.montages.stride()) && !changed;
        let input = |view: View| match view {
            View::Attributes => {
                let numbers: Vec<f32> = houses
                    .iter()
                    .flat_map(|house| encoder.as_ref().map(|e| e.house(house)).unwrap_or_default())
                    .collect();
                Input::Resident(Box::new(rows(numbers, positions.len(), device)))
            }
            View::Features => {
                if stays(features.first().map_or(0, Vec::len)) {
                    Input::Resident(Box::new(features_of(features, positions.iter().copied(), device)))
                } else {
                    Input::Rows(Rc::clone(prepared))
                }
            }
            view if resident => {
                Input::Resident(Box::new(pictures(view, data, positions.iter().copied(), None, device)))
            }
            view => Input::Bytes(view),
        };
        Side {
            inputs: views.map(input).collect(),
            targets: Tensor::from_data(TensorData::from(targets.as_slice()), device),
            data: Rc::clone(data),
            positions,
            device: device.clone(),
        }
    }

    /// How many houses.
    pub(super) fn len(&self) -> usize {
        self.positions.len()
    }

    /// What the network should say of each, `[houses]`.
    pub(super) fn targets(&self) -> Tensor<1> {
        self.targets.clone()
    }

    /// Their prices in dollars.
    pub(super) fn prices(&self) -> impl Iterator<Item = f64> {
        self.positions.iter().filter_map(|&position| Some(self.data.houses.get(position)?.price))
    }

    /// The houses at these places, which are on the device too: what each branch is given, `[batch, values]`, and the targets,
    /// `[batch]`. `first` is where the first of them stands in the epoch.
    pub(super) fn batch(
        &self,
        (places, there): (&[i32], Tensor<1, Int>),
        first: usize,
        changes: Option<Changes<'_>>,
    ) -> (Vec<Tensor<2>>, Tensor<1>) {
        let input = |input: &Input| match input {
            Input::Resident(all) => (**all).clone().select(0, there.clone()),
            Input::Rows(prepared) => {
                let positions = places.iter().map(|&place| self.positions[place as usize]);
                features_of(&prepared.features, positions, &self.device)
            }
            Input::Bytes(view) => {
                let positions = places.iter().map(|&place| self.positions[place as usize]);
                pictures(*view, &self.data, positions, changes.map(|changes| (changes, first)), &self.device)
            }
        };
        let inputs = self.inputs.iter().map(input).collect();
        (inputs, self.targets.clone().select(0, there))
    }

    /// What each branch is given of the houses at these places, `[places, values]`.
    pub(super) fn inputs(&self, places: Range<usize>) -> Vec<Tensor<2>> {
        let input = |input: &Input| match input {
            Input::Resident(all) => (**all).clone().narrow(0, places.start, places.len()),
            Input::Rows(prepared) => {
                let positions = self.positions[places.clone()].iter().copied();
                features_of(&prepared.features, positions, &self.device)
            }
            Input::Bytes(view) => {
                let positions = self.positions[places.clone()].iter().copied();
                pictures(*view, &self.data, positions, None, &self.device)
            }
        };
        self.inputs.iter().map(input).collect()
    }

    /// Whether each batch is sent to the device anew. A device that is sent a whole data set without a pause would have
    /// to keep all of it.
    pub(super) fn is_sent(&self) -> bool {
        self.inputs.iter().any(|input| !matches!(input, Input::Resident(..)))
    }
}

/// A tensor of so many rows.
fn rows(values: Vec<f32>, count: usize, device: &Device) -> Tensor<2> {
    let across = values.len() / count.max(1);
    Tensor::from_data(TensorData::new(values, [count, across]), device)
}

/// What a frozen layer makes of these houses, `[positions, features]`.
fn features_of(
    features: &[Vec<f32>],
    positions: impl ExactSizeIterator<Item = usize>,
    device: &Device,
) -> Tensor<2> {
    let count = positions.len();
    let values = positions.filter_map(|position| features.get(position)).flatten().copied().collect();
    rows(values, count, device)
}

/// Pictures of a data set's houses, `[positions, values]`.
fn pictures(
    view: View,
    data: &Dataset,
    positions: impl ExactSizeIterator<Item = usize>,
    changes: Option<(Changes<'_>, usize)>,
    device: &Device,
) -> Tensor<2> {
    let (tile, photos) = (data.montages.tile, data.montages.photos);
    let count = positions.len();
    let mut values = Vec::with_capacity(count * data.montages.stride());
    for (i, montage) in positions.filter_map(|position| data.montages.get(position)).enumerate() {
        let Some((changes, first)) = changes else {
            picture(view, montage, tile, photos, &mut values);
            continue;
        };
        let changed = |photo: usize| {
            let stream =
                Stream::new(changes.seed, Purpose::Augmentation, changes.epoch, (first + i) * photos + photo);
            cut(montage, tile, photos, photo).augmented(changes.augmentation, stream)
        };
        match view {
            View::Montage => tiled((0..photos).map(changed), tile, photos, &mut values),
            View::Photo(photo) => values.extend(changed(photo).planes),
            View::Each => values.extend((0..photos).flat_map(|photo| changed(photo).planes)),
            View::Attributes | View::Features => {}
        }
    }
    rows(values, count, device)
}

/// What a network is told of a home.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// Its montage, `[height, width, 3]` bytes.
    pub(crate) montage: Vec<u8>,
    /// Its attributes, encoded.
    pub(crate) attributes: Vec<f32>,
    /// What a frozen layer makes of its photos.
    pub(crate) features: Vec<f32>,
}

impl Told {
    /// What a branch with this view is given, added to what stands there.
    pub(crate) fn view(&self, view: View, (tile, photos): (usize, usize), values: &mut Vec<f32>) {
        match view {
            View::Attributes => values.extend(&self.attributes),
            View::Features => values.extend(&self.features),
            view => picture(view, &self.montage, tile, photos, values),
        }
    }
}

/// Homes as a batch: what each branch is given, `[homes, values]`. `sizes` are those of a tile and how many there are.
pub(crate) fn inputs_of(
    views: impl Iterator<Item = View>,
    sizes: (usize, usize),
    homes: &[Told],
    device: &Device,
) -> Vec<Tensor<2>> {
    let input = |view: View| {
        let mut values = Vec::new();
        homes.iter().for_each(|home| home.view(view, sizes, &mut values));
        rows(values, homes.len(), device)
    };
    views.map(input).collect()
}

/// The planes of a montage, `[3, height, width]`, as those of its photos, `[photos, 3, tile, tile]`.
pub(crate) fn by_photo(planes: &[f32], tile: usize, photos: usize) -> Vec<f32> {
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

/// Photos as the planes of their montage.
fn tiled(all: impl Iterator<Item = Photo>, tile: usize, photos: usize, out: &mut Vec<f32>) {
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
    fn photos_cut_from_a_montage_and_tiled_again_are_the_montage() {
        for photos in [1, 3, 4, 6] {
            let tile = 3;
            let [columns, rows] = grid(photos);
            let montage: Vec<u8> =
                (0..columns * rows * tile * tile * 3).map(|i| (i * 5 % 251) as u8).collect();
            let mut whole = Vec::new();
            planes(montage.iter(), &mut whole);
            let mut again = Vec::new();
            tiled((0..photos).map(|photo| cut(&montage, tile, photos, photo)), tile, photos, &mut again);
            assert_eq!(by_photo(&again, tile, photos), photos_of(&montage, tile, photos));
            let plane = columns * rows * tile * tile;
            for (place, (whole, again)) in whole.iter().zip(&again).enumerate() {
                let [x, y] =
                    [place % plane % (columns * tile) / tile, place % plane / (columns * tile) / tile];
                // A place without a photo stays empty.
                let is_photo = (0..photos).any(|photo| cell(photo, photos) == [x, y]);
                assert_eq!(*again, if is_photo { *whole } else { 0.0 });
            }
        }
    }
}
