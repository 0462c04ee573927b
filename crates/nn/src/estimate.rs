//! What a model says of homes.

use burn::tensor::{Device, Tensor, TensorData};

use crate::model::features::{self, Frozen, scale};
use crate::model::{Network, View};
use crate::model_file::Model;
use crate::training::{Encoder, Told, TrainingError, by_photo, inputs_of, middle, photos, read};
use facade_protocol::{Home, ModelSummary};
use facade_spec::evaluation::{Familiarity, Neighbour};
use facade_spec::{BACKBONE_PARAMETERS, Config, ModelKind};

/// Training houses that are told of beside a price.
const NEAREST: usize = 5;

/// A model on a device, ready to be asked.
pub(crate) struct Estimator<'a> {
    pub(crate) model: &'a Model,
    pub(crate) network: Network,
    weights: Tensor<1>,
    moving: Tensor<1>,
    /// What looks at photos first, where something does.
    pub(crate) frozen: Option<Frozen<'a>>,
    device: Device,
}

/// What a model says of a home.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Its price in dollars.
    pub price: f64,
    /// Training houses that are nearest to it in the network's feature space; none where the model does not know them.
    pub nearest: Vec<Neighbour>,
    /// How far it is from them.
    pub familiarity: Option<Familiarity>,
}

impl Model {
    /// The network, told attributes as the model is.
    pub(crate) fn network(&self) -> Network {
        Network::of(&self.summary.config, self.encoder.as_ref().map_or(0, Encoder::width))
    }

    /// A fine-tuned network as one whose convolutions are frozen, which says the same and looks at each photo by itself; none of
    /// others.
    pub(crate) fn frozen(&self) -> Option<Model> {
        let mut config = self.summary.config.clone();
        if config.model != ModelKind::Backbone || config.is_frozen() {
            return None;
        }
        config.fine_tune = false;
        let (backbone, output) = self.weights.split_at_checked(BACKBONE_PARAMETERS)?;
        let count = config.features();
        // No scale: centred at zero, and as long as they are.
        let factor = Some(features::factor(count, &config)).filter(|factor| factor.is_normal())?;
        let scale = [vec![0.0; count], vec![factor; count]].concat();
        Some(Model {
            summary: ModelSummary { config, ..self.summary.clone() },
            scale: self.scale,
            encoder: self.encoder.clone(),
            shade: self.shade,
            fixed: [backbone, &scale].concat(),
            weights: output.to_vec(),
            moving: self.moving.clone(),
            neighbours: self.neighbours.clone(),
        })
    }

    /// What it says of one home, computed on the CPU; none where its montage has another size than the model's. `house` is its
    /// number where it is one of the houses that may have been trained on.
    ///
    /// # Errors
    /// If the device fails, or the price is no number.
    pub async fn estimate(&self, home: &Home, house: Option<u32>) -> Result<Option<Estimate>, TrainingError> {
        let estimator = Estimator::new(self, &Device::flex());
        let Some(home) = estimator.tell(home).await? else { return Ok(None) };
        Ok(Some(estimator.estimate(&home, house).await?))
    }
}

impl<'a> Estimator<'a> {
    pub(crate) fn new(model: &'a Model, device: &Device) -> Self {
        let config = &model.summary.config;
        let vector = |values: &[f32]| Tensor::<1>::from_data(TensorData::from(values), device);
        Estimator {
            network: model.network(),
            weights: vector(&model.weights),
            moving: vector(&model.moving),
            frozen: config.is_frozen().then(|| Frozen::new(config, &model.fixed, device)),
            device: device.clone(),
            model,
        }
    }

    fn config(&self) -> &Config {
        &self.model.summary.config
    }

    /// What it says of a home.
    pub(crate) async fn estimate(&self, home: &Told, house: Option<u32>) -> Result<Estimate, TrainingError> {
        let home = std::slice::from_ref(home);
        let price = self.prices(home).await?[0];
        let (mut nearest, mut familiarity) = (Vec::new(), None);
        if let Some(neighbours) = &self.model.neighbours {
            let features = read(self.features(home).flatten(0, 1)).await?;
            nearest = neighbours.nearest(&features, house, NEAREST);
            familiarity = Some(neighbours.familiarity(&features));
        }
        Ok(Estimate { price, nearest, familiarity })
    }

    /// A home's attributes as the network is told them.
    pub(crate) fn encode(&self, home: &Home) -> Vec<f32> {
        let encode = |encoder: &Encoder| encoder.encode(&home.attributes, &home.zip_code);
        self.model.encoder.as_ref().map(encode).unwrap_or_default()
    }

    /// What the network is told of a home; none where its montage has another size than the model's.
    pub(crate) async fn tell(&self, home: &Home) -> Result<Option<Told>, TrainingError> {
        let config = self.config();
        let [width, height] = config.size();
        let montage = &home.montage.0;
        if config.model.sees_photos() && montage.len() != width * height * 3 {
            return Ok(None);
        }
        let attributes = self.encode(home);
        let mut features = Vec::new();
        if self.frozen.is_some() {
            features = self.look(photos(montage, config.tile, config.photos)).await?;
            scale(&mut features, &self.model.fixed, config);
        }
        Ok(Some(Told { montage: montage.clone(), attributes, features }))
    }

    /// What frozen layers make of photos, `[photos, 3, tile, tile]` in 0 to 1, one behind the other, on no scale yet.
    pub(crate) async fn look(&self, photos: Vec<f32>) -> Result<Vec<f32>, TrainingError> {
        let Some(frozen) = &self.frozen else { return Ok(Vec::new()) };
        let size = 3 * self.config().tile * self.config().tile;
        let single = Config { photos: 1, ..self.config().clone() };
        let photo = |i: usize| photos[i * size..(i + 1) * size].to_vec();
        Ok(frozen.houses(&single, photos.len() / size, photo, |_| {}).await?.concat())
    }

    fn inputs(&self, homes: &[Told]) -> Vec<Tensor<2>> {
        let config = self.config();
        inputs_of(self.network.views(), (config.tile, config.photos), homes, &self.device)
    }

    /// Prices of homes in dollars, as one batch.
    pub(crate) async fn prices(&self, homes: &[Told]) -> Result<Vec<f64>, TrainingError> {
        let said = self.network.predict([&self.weights, &self.moving], self.inputs(homes));
        let said = read(said.flatten(0, 1)).await?;
        let price = |said: &[f32]| self.model.shade * self.model.scale.price(middle(said));
        let prices: Vec<f64> = said.chunks_exact(self.network.members()).map(price).collect();
        if prices.iter().all(|price| price.is_finite()) { Ok(prices) } else { Err(TrainingError::NoPrice) }
    }

    /// The gradient, with respect to the photos of a home, `[photos, 3, tile, tile]` in 0 to 1, of what the network says of it.
    pub(crate) fn slope(&self, home: &Told) -> Vec<f32> {
        let &Config { tile, photos: count, .. } = self.config();
        let view = |view| {
            let mut values = Vec::new();
            home.view(view, (tile, count), &mut values);
            values
        };
        let told: Vec<Vec<f32>> = self.network.views().map(view).collect();
        let gradients = self.network.slope([&self.model.weights, &self.model.moving], &told);
        let size = 3 * tile * tile;
        let mut all = vec![0.0; count * size];
        for (view, gradient) in self.network.views().zip(gradients) {
            let (first, gradient) = match view {
                View::Attributes => continue,
                View::Photo(photo) => (photo * size, gradient),
                View::Each => (0, gradient),
                View::Montage => (0, by_photo(&gradient, tile, count)),
                View::Features => {
                    let photos = photos(&home.montage, tile, count);
                    (0, features::slope(self.config(), &self.model.fixed, photos, gradient))
                }
            };
            all[first..].iter_mut().zip(gradient).for_each(|(sum, g)| *sum += g);
        }
        all
    }

    /// Where homes lie in the network's feature space, `[homes, features]`.
    fn features(&self, homes: &[Told]) -> Tensor<2> {
        self.network.features([&self.weights, &self.moving], self.inputs(homes))
    }
}
