//! Prices of homes by a trained model.

use burn::tensor::{Device, Tensor, TensorData};

use crate::model::features::{FrozenLayers, mark_missing, scale};
use crate::model::{Network, NetworkInput, pretrained, scaling_factor};
use crate::model_file::Model;
use crate::training::{
    EncodedHome, Encoder, TrainingError, ensemble_mean, home_inputs, montage_to_photos, photos, read,
};
use facade_data::{HouseId, feature_bytes};
use facade_protocol::{Home, ModelSummary, PriceInterval};
use facade_spec::evaluation::{ConformalInterval, Neighbour, OodScore};
use facade_spec::{Config, ModelKind};

/// Maximum number of training houses in an estimate, among which those are found that are comparable in other ways as well.
pub const MAX_NEIGHBOURS: usize = 1000;

/// A model on a device.
pub(crate) struct Estimator<'a> {
    pub(crate) model: &'a Model,
    pub(crate) network: Network,
    weights: Tensor<1>,
    running_stats: Tensor<1>,
    /// The model's frozen layers, if it has any.
    pub(crate) frozen_layers: Option<FrozenLayers<'a>>,
    device: Device,
}

/// A model's estimate for a home.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Price in dollars.
    pub price: f64,
    /// Conformal intervals around it, if the model has them.
    pub intervals: Vec<PriceInterval>,
    /// Training houses in the network's feature space, the nearest first, [`MAX_NEIGHBOURS`] at most; empty if the model does not
    /// have them.
    pub nearest: Vec<Neighbour>,
    /// How far the home's photos lie from those of the training houses; none if the model uses no photos, or does not have
    /// the training houses.
    pub ood_score: Option<OodScore>,
}

impl Model {
    /// Encoded inputs per house.
    pub(crate) fn attributes(&self) -> usize {
        self.encoder.as_ref().map_or(0, Encoder::width)
    }

    /// The network, for the model's encoded attributes.
    pub(crate) fn network(&self) -> Network {
        Network::of(&self.summary.config, self.attributes())
    }

    /// A fine-tuned backbone as a model with a frozen backbone, which gives the same prices and computes each
    /// photo's features separately; `None` for other models.
    pub(crate) fn with_frozen_backbone(&self) -> Option<Model> {
        let mut config = self.summary.config.clone();
        if config.model != ModelKind::Backbone || config.is_frozen() {
            return None;
        }
        config.fine_tune = false;
        let count = config.features();
        let backbone = Network::of(&config, 0).layout().frozen_len() - 2 * count;
        let (backbone, output) = self.weights.split_at_checked(backbone)?;
        // No scaling: mean zero, and a standard deviation that cancels the feature length.
        let factor = scaling_factor(count, config.feature_length);
        let factor = Some(factor).filter(|factor| factor.is_normal())?;
        let scale = [vec![0.0; count], vec![factor; count]].concat();
        Some(Model {
            summary: ModelSummary { config, ..self.summary.clone() },
            target_scaler: self.target_scaler,
            encoder: self.encoder.clone(),
            frozen: [backbone, &scale].concat(),
            weights: output.to_vec(),
            running_stats: self.running_stats.clone(),
            neighbours: self.neighbours.clone(),
            room_classifier: self.room_classifier.clone(),
        })
    }

    /// The intervals around a price of a home that lacks this many photos.
    fn intervals(&self, price: f64, missing: usize) -> Vec<PriceInterval> {
        let around = |interval: &ConformalInterval| PriceInterval {
            rate: interval.rate,
            ends: interval.around(price),
        };
        self.summary.intervals_without(missing).iter().map(around).collect()
    }

    /// Prices a home on the CPU; `None` if its montage has the wrong size. `house` is its id if it may be
    /// a training house.
    ///
    /// # Errors
    /// If the device fails, or the price is not finite.
    pub async fn estimate(
        &self,
        home: &Home,
        house: Option<&HouseId>,
    ) -> Result<Option<Estimate>, TrainingError> {
        let estimator = Estimator::new(self, &Device::flex());
        let Some(encoded) = estimator.encode_home(home).await? else { return Ok(None) };
        let mut estimate = estimator.estimate(&encoded, house).await?;
        estimate.intervals = self.intervals(estimate.price, estimator.missing(home));
        Ok(Some(estimate))
    }
}

/// Whether this many bytes are features of the photos of a home: of each room, or of at least one photo.
fn takes_features(config: &Config, bytes: usize) -> bool {
    let photo = feature_bytes(1);
    match config.model {
        ModelKind::PretrainedSet => bytes > 0 && bytes.is_multiple_of(photo),
        _ => bytes == config.photos * photo,
    }
}

impl<'a> Estimator<'a> {
    pub(crate) fn new(model: &'a Model, device: &Device) -> Self {
        let config = &model.summary.config;
        let vector = |values: &[f32]| Tensor::<1>::from_data(TensorData::from(values), device);
        Estimator {
            network: model.network(),
            weights: vector(&model.weights),
            running_stats: vector(&model.running_stats),
            frozen_layers: config
                .has_frozen_layers()
                .then(|| FrozenLayers::new(config, &model.frozen, device)),
            device: device.clone(),
            model,
        }
    }

    /// Number of photos that a home lacks: those that are missing, and of a set those that are fewer.
    fn missing(&self, home: &Home) -> usize {
        let given = home.features.0.len() / feature_bytes(1);
        let fewer = match self.config().model {
            ModelKind::PretrainedSet => self.config().photos.saturating_sub(given),
            _ => 0,
        };
        home.missing_photos.len() + fewer
    }

    fn config(&self) -> &Config {
        &self.model.summary.config
    }

    /// Price, nearest houses and out-of-distribution score of a home.
    pub(crate) async fn estimate(
        &self,
        home: &EncodedHome,
        house: Option<&HouseId>,
    ) -> Result<Estimate, TrainingError> {
        let home = std::slice::from_ref(home);
        let price = self.prices(home).await?[0];
        let (mut nearest, mut ood_score) = (Vec::new(), None);
        if let Some(neighbours) = &self.model.neighbours {
            let features = read(self.features(home).flatten(0, 1)).await?;
            nearest = neighbours.nearest(&features, house, MAX_NEIGHBOURS);
            ood_score = self.config().model.uses_photos().then(|| neighbours.ood_score(&features));
        }
        Ok(Estimate { price, intervals: self.model.intervals(price, 0), nearest, ood_score })
    }

    /// Encoded attributes of a home.
    pub(crate) fn encode_attributes(&self, home: &Home) -> Vec<f32> {
        let encode = |encoder: &Encoder| encoder.encode(&home.attributes, &home.zip_code);
        self.model.encoder.as_ref().map(encode).unwrap_or_default()
    }

    /// A home as the network takes it; `None` if its montage has the wrong size.
    pub(crate) async fn encode_home(&self, home: &Home) -> Result<Option<EncodedHome>, TrainingError> {
        let config = self.config();
        let [width, height] = config.size();
        let montage = &home.montage.0;
        if config.model.uses_pixels() && montage.len() != width * height * 3 {
            return Ok(None);
        }
        if config.model.is_pretrained() && !takes_features(config, home.features.0.len()) {
            return Ok(None);
        }
        let attributes = self.encode_attributes(home);
        let mut features = Vec::new();
        if self.frozen_layers.is_some() {
            features = self.photo_features(photos(montage, config.tile, config.photos)).await?;
            mark_missing(&mut features, config.photos, &home.missing_photos);
            scale(&mut features, &self.model.frozen, config.feature_length);
        }
        if config.model.is_pretrained() {
            features = pretrained::house_features(config, &home.features.0, &home.missing_photos);
            scale(&mut features, &self.model.frozen, config.feature_length);
        }
        Ok(Some(EncodedHome { montage: montage.clone(), attributes, features }))
    }

    /// Unscaled features of photos from the frozen layers, concatenated; photos are `[photos, 3, tile, tile]`
    /// in 0 to 1.
    pub(crate) async fn photo_features(&self, photos: Vec<f32>) -> Result<Vec<f32>, TrainingError> {
        let Some(layers) = &self.frozen_layers else { return Ok(Vec::new()) };
        let size = 3 * self.config().tile * self.config().tile;
        let single = Config { photos: 1, ..self.config().clone() };
        let photo = |i: usize| photos[i * size..(i + 1) * size].to_vec();
        Ok(layers.compute(&single, photos.len() / size, photo, |_| {}).await?.concat())
    }

    fn inputs(&self, homes: &[EncodedHome]) -> Vec<Tensor<2>> {
        let config = self.config();
        home_inputs(self.network.input_kinds(), (config.tile, config.photos), homes, &self.device)
    }

    /// Prices of a batch of homes, in dollars.
    pub(crate) async fn prices(&self, homes: &[EncodedHome]) -> Result<Vec<f64>, TrainingError> {
        let outputs = self.network.predict([&self.weights, &self.running_stats], self.inputs(homes));
        let outputs = read(outputs.flatten(0, 1)).await?;
        let target_scaler = self.model.target_scaler;
        let price = |outputs: &[f32]| target_scaler.price(ensemble_mean(outputs));
        let prices: Vec<f64> = outputs.chunks_exact(self.network.members()).map(price).collect();
        if prices.iter().all(|price| price.is_finite()) { Ok(prices) } else { Err(TrainingError::NoPrice) }
    }

    /// Gradient of the network's output with respect to a home's photos, `[photos, 3, tile, tile]` in 0 to 1.
    pub(crate) fn photo_gradient(&self, home: &EncodedHome) -> Vec<f32> {
        let &Config { tile, photos: count, .. } = self.config();
        let values = |kind| {
            let mut values = Vec::new();
            home.append_input(kind, (tile, count), &mut values);
            values
        };
        let Model { frozen, weights, running_stats, .. } = self.model;
        let gradients = self.network.input_gradient([frozen, weights, running_stats], values);
        let size = 3 * tile * tile;
        let mut all = vec![0.0; count * size];
        for (kind, gradient) in gradients {
            let (first, gradient) = match kind {
                NetworkInput::Attributes | NetworkInput::Features | NetworkInput::PhotoFeatures => continue,
                NetworkInput::Photo(photo) => (photo * size, gradient),
                NetworkInput::EachPhoto => (0, gradient),
                NetworkInput::Montage => (0, montage_to_photos(&gradient, tile, count)),
            };
            all[first..].iter_mut().zip(gradient).for_each(|(sum, g)| *sum += g);
        }
        all
    }

    /// Features of homes, `[homes, features]`.
    fn features(&self, homes: &[EncodedHome]) -> Tensor<2> {
        self.network.features([&self.weights, &self.running_stats], self.inputs(homes))
    }
}
