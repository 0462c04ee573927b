//! A run: from initial weights, or from a checkpoint, one step at a time.

use std::rc::Rc;

use burn::tensor::{Device, Int, Tensor, TensorData};

use super::checkpoint::{Best, Checkpoint, CheckpointError};
use super::device::{Compute, read};
use super::error::TrainingError;
use super::history::EpochRecord;
use super::optimizer::Adam;
use super::prepared::Prepared;
use super::samples::{Changes, Side};
use crate::model::{Batch, Fill, Layout, Network};
use crate::ops::Criterion;
use facade_data::statistics::{best_constant, mean};
use facade_platform as platform;
use facade_spec::EVALUATION_BATCH;
use facade_spec::random::{Purpose, Stream};
use facade_spec::{Config, HUBER, Loss, Target};

/// Share of the hidden units that dropout leaves out of a step.
const DROPOUT: f32 = 0.5;

/// What [`Trainer::advance`] did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// One optimiser step.
    Step,
    /// The end of an epoch.
    Epoch(EpochRecord),
    /// Nothing: all epochs are done.
    Done,
}

/// Everything a step changes.
#[derive(Clone, Debug)]
struct State {
    weights: Tensor<1>,
    moving: Tensor<1>,
    adam: Adam,
}

/// An epoch under way.
#[derive(Debug)]
struct Epoch {
    /// Places of the training houses in the order of this epoch, `[houses]`.
    order: Vec<i32>,
    /// The same on the device.
    order_there: Tensor<1, Int>,
    /// Dropout factors for each of them, of each branch of the network, `[houses, units]`.
    dropout: Vec<Tensor<2>>,
    /// Rates of its steps.
    rates: Tensor<1>,
    /// Losses of the steps done, `[1]` each, unread.
    losses: Vec<Tensor<1>>,
    /// Seconds spent in steps.
    seconds: f64,
    /// The state before it, to go back to should the numbers run away.
    before: State,
}

/// A run on one device. Drop it to stop; leave it alone to pause.
#[derive(Debug)]
pub struct Trainer {
    config: Config,
    compute: Compute,
    network: Network,
    criterion: Criterion,
    prepared: Rc<Prepared>,
    train: Side,
    /// None where each epoch is validated on others.
    validation: Option<Side>,
    test: Side,
    /// 1 for each member that a training house counts for, `[houses, members]`; none where there is one member.
    counted: Option<Tensor<2>>,
    state: State,
    epoch: Option<Epoch>,
    history: Vec<EpochRecord>,
    best: Option<Kept>,
}

/// The model of the best epoch so far.
#[derive(Clone, Debug)]
struct Kept {
    epoch: usize,
    weights: Tensor<1>,
    moving: Tensor<1>,
}

/// Prices in dollars that a network says, before they are shaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Predictions {
    /// Of the houses that were trained on, in the order of [`Prepared::train`].
    pub train: Vec<f64>,
    /// Of houses that were not, or not by the members that say them: position of the house, and price.
    pub held_out: Vec<(usize, f64)>,
    /// Of the test houses, in the order of the split.
    pub test: Vec<f64>,
}

impl Trainer {
    /// A run at its beginning.
    pub fn new(config: &Config, prepared: &Rc<Prepared>, compute: &Compute) -> Self {
        let device = &compute.device;
        let network = Network::of(config, prepared.attributes());
        let layout = network.layout();
        let mut weights = initial_weights(config.seed, layout);
        if let Some(backbone) = prepared.backbone.as_ref().filter(|_| config.fine_tune) {
            weights[..backbone.values.len()].copy_from_slice(&backbone.values);
        }
        let state = State {
            weights: upload(&weights, device),
            moving: upload(&initial_moving(layout), device),
            adam: Adam::new(layout.weights_len(), device),
        };
        let side = |positions: &[usize], changed: bool| {
            Side::new(prepared, positions, network.views(), changed, compute)
        };
        let train = side(&prepared.train, config.augmentation.is_on());
        let counted = (config.members > 0).then(|| {
            let members = network.members();
            let of = |place: usize| {
                (0..members).map(move |member| if fold(place, members) == member { 0.0 } else { 1.0 })
            };
            let values: Vec<f32> = (0..train.len()).flat_map(of).collect();
            Tensor::from_data(TensorData::new(values, [train.len(), members]), device)
        });
        Trainer {
            validation: (!prepared.validation.is_empty()).then(|| side(&prepared.validation, false)),
            test: side(&prepared.test, false),
            train,
            counted,
            criterion: criterion(config, prepared.scale.spread),
            config: config.clone(),
            compute: compute.clone(),
            prepared: Rc::clone(prepared),
            network,
            state,
            epoch: None,
            history: Vec::new(),
            best: None,
        }
    }

    /// A run that goes on from a checkpoint of itself.
    ///
    /// # Errors
    /// If the bytes are no checkpoint, or one of other data or settings.
    pub fn resume(
        config: &Config,
        prepared: &Rc<Prepared>,
        compute: &Compute,
        checkpoint: &[u8],
    ) -> Result<Self, TrainingError> {
        let mut trainer = Self::new(config, prepared, compute);
        let saved = Checkpoint::unpack(
            checkpoint,
            config,
            prepared.fingerprint,
            trainer.network.layout().weights_len(),
            trainer.network.layout().moving_len(),
        )?;
        // States are kept after whole epochs only.
        if saved.history.len().checked_mul(trainer.steps_per_epoch()) != Some(saved.steps) {
            return Err(CheckpointError::Unreadable.into());
        }
        let device = &compute.device;
        trainer.state = State {
            weights: upload(&saved.weights, device),
            moving: upload(&saved.moving, device),
            adam: Adam { m: upload(&saved.m, device), v: upload(&saved.v, device), steps: saved.steps },
        };
        trainer.best = saved.best.map(|best| Kept {
            epoch: best.epoch,
            weights: upload(&best.weights, device),
            moving: upload(&best.moving, device),
        });
        trainer.history = saved.history;
        Ok(trainer)
    }

    /// Does the next small piece of work: one step, or the end of an epoch.
    ///
    /// # Errors
    /// If the device fails, or the loss of an epoch is not finite: then the state is that of the epoch before, and the
    /// run is over.
    pub async fn advance(&mut self) -> Result<Progress, TrainingError> {
        if self.epochs_done() >= self.config.epochs || self.is_stale() {
            return Ok(Progress::Done);
        }
        let start = platform::now_ms();
        let mut epoch = match self.epoch.take() {
            Some(epoch) => epoch,
            None => self.begin(),
        };
        if epoch.losses.len() < self.steps_per_epoch() {
            self.step(&mut epoch);
            self.compute.throttle().await;
            epoch.seconds += (platform::now_ms() - start) / 1e3;
            self.epoch = Some(epoch);
            return Ok(Progress::Step);
        }
        self.compute.wait().await;
        epoch.seconds += (platform::now_ms() - start) / 1e3;
        self.finish(epoch).await.map(Progress::Epoch)
    }

    /// Shuffles and draws the dropout factors of the next epoch.
    fn begin(&self) -> Epoch {
        let (device, seed, number) = (&self.compute.device, self.config.seed, self.epochs_done());
        let houses = self.train.len();
        let mut order: Vec<i32> = (0..houses as i32).collect();
        Stream::new(seed, Purpose::Shuffle, number, 0).shuffle(&mut order);
        let units = self.network.dropped(self.config.photos);
        let mut factors: Vec<Vec<f32>> =
            units.iter().map(|units| Vec::with_capacity(houses * units)).collect();
        for step in 0..self.steps_per_epoch() {
            let mut stream = Stream::new(seed, Purpose::Dropout, number, step);
            let batch = self.batch(step).len();
            let mut factor = || if stream.unit() < DROPOUT { 0.0 } else { 1.0 / (1.0 - DROPOUT) };
            for (factors, units) in factors.iter_mut().zip(&units) {
                factors.extend((0..batch * units).map(|_| factor()));
            }
        }
        let there = |(factors, units)| Tensor::from_data(TensorData::new(factors, [houses, units]), device);
        Epoch {
            order_there: Tensor::from_data(TensorData::from(order.as_slice()), device),
            order,
            dropout: factors.into_iter().zip(units).map(there).collect(),
            rates: self.state.adam.rates(&self.config, self.steps_per_epoch()),
            losses: Vec::new(),
            seconds: 0.0,
            before: self.state.clone(),
        }
    }

    /// Places in the epoch's order that a step takes.
    fn batch(&self, step: usize) -> std::ops::Range<usize> {
        let start = step * self.config.batch_size;
        start..(start + self.config.batch_size).min(self.train.len())
    }

    /// One optimiser step. Nothing is read back.
    fn step(&mut self, epoch: &mut Epoch) {
        let at = epoch.losses.len();
        let rows = self.batch(at);
        let there = epoch.order_there.clone().slice(rows.clone());
        let changes = self.config.augmentation.is_on().then_some(Changes {
            augmentation: &self.config.augmentation,
            seed: self.config.seed,
            epoch: self.history.len(),
        });
        let places = (&epoch.order[rows.clone()], there.clone());
        let (inputs, targets) = self.train.batch(places, rows.start, changes);
        let dropout = epoch.dropout.iter().map(|all| all.clone().slice_dim(0, rows.clone())).collect();
        let counted = self.counted.as_ref().map(|all| all.clone().select(0, there));
        let State { weights, moving, adam } = &mut self.state;
        let batch = Batch { inputs, dropout, targets, counted };
        let done = self.network.step([weights, moving], batch, self.criterion);
        *weights = adam.step(weights, &done.gradient, &epoch.rates, at);
        *moving = done.moving;
        epoch.losses.push(done.loss);
    }

    /// Lets go of the steps since the last whole epoch, if there is one: what is kept is what was shown.
    pub fn drop_part_of_epoch(&mut self) {
        if let Some(epoch) = self.epoch.take_if(|_| !self.history.is_empty()) {
            self.state = epoch.before;
        }
    }

    /// The houses that each epoch is validated on.
    fn validated(&self) -> &Side {
        match (&self.counted, &self.validation) {
            (Some(_), _) => &self.train,
            (None, Some(validation)) => validation,
            (None, None) => &self.test,
        }
    }

    /// Of what all members say, `[houses, members]`, what counts in a validation, `[houses]`: of a house that was trained on, what
    /// the one member says that has not seen it.
    fn unseen(&self, said: &[f32]) -> Vec<f32> {
        let members = self.network.members();
        said.chunks_exact(members).enumerate().map(|(place, said)| said[fold(place, members)]).collect()
    }

    /// Reads the losses and the predictions for the validation houses: the one read of an epoch.
    async fn finish(&mut self, epoch: Epoch) -> Result<EpochRecord, TrainingError> {
        let steps = epoch.losses.len();
        let side = self.validated();
        let predicted = self.forward(side).await;
        let losses = Tensor::cat(epoch.losses, 0);
        let read = read(Tensor::cat(vec![losses, predicted, side.targets()], 0)).await?;
        let (losses, rest) = read.split_at(steps);
        let (predicted, targets) = rest.split_at(rest.len() - side.len());
        if let Some(step) = losses.iter().position(|loss| !loss.is_finite()) {
            self.state = epoch.before;
            return Err(TrainingError::NotFinite { epoch: self.epochs_done() + 1, step: step + 1 });
        }
        let weighted = losses.iter().enumerate().map(|(i, &l)| f64::from(l) * self.batch(i).len() as f64);
        let train_loss = weighted.sum::<f64>() / self.train.len() as f64;
        let predicted = self.unseen(predicted);
        let validation_loss = self.criterion.mean(predicted.iter().copied().zip(targets.iter().copied()));
        let prices: Vec<f64> = predicted.iter().map(|&said| self.prepared.scale.price(said)).collect();
        let shade = if self.config.shade { shade(&prices, side.prices()) } else { 1.0 };
        let errors =
            prices.iter().zip(side.prices()).map(|(price, actual)| (shade * price / actual - 1.0).abs());
        let validation_mape = 100.0 * mean(errors);
        let record = EpochRecord { train_loss, validation_loss, validation_mape, seconds: epoch.seconds };
        self.history.push(record);
        self.keep_if_best();
        Ok(record)
    }

    /// Keeps the model of the epoch just done if none before it was better.
    fn keep_if_best(&mut self) {
        let Some((last, before)) = self.history.split_last() else { return };
        let better = |kept: &Kept| {
            // An epoch whose prices are no numbers is better than none.
            before.get(kept.epoch - 1).is_none_or(|best| last.validation_mape < best.validation_mape)
        };
        if (self.config.keep_best || self.config.patience > 0) && self.best.as_ref().is_none_or(better) {
            let State { weights, moving, .. } = self.state.clone();
            self.best = Some(Kept { epoch: self.history.len(), weights, moving });
        }
    }

    /// Whether no epoch of the last ones was better than one before them.
    fn is_stale(&self) -> bool {
        let since = self.best.as_ref().map_or(0, |best| self.history.len() - best.epoch);
        self.config.patience > 0 && since >= self.config.patience
    }

    /// Goes back to the model of the best epoch, where that is what is kept.
    pub fn take_best(&mut self) {
        if let Some(best) = self.best.as_ref().filter(|_| self.config.keep_best) {
            (self.state.weights, self.state.moving) = (best.weights.clone(), best.moving.clone());
        }
    }

    /// What each member says of each house, unread, `[houses * members]`.
    async fn forward(&self, side: &Side) -> Tensor<1> {
        let State { weights, moving, .. } = &self.state;
        let count = side.len();
        let mut parts = Vec::with_capacity(count.div_ceil(EVALUATION_BATCH));
        for start in (0..count).step_by(EVALUATION_BATCH) {
            let inputs = side.inputs(start..count.min(start + EVALUATION_BATCH));
            parts.push(self.network.predict([weights, moving], inputs).flatten(0, 1));
            if side.is_sent() {
                self.compute.throttle().await;
            }
        }
        Tensor::cat(parts, 0)
    }

    /// What the network says of all houses.
    ///
    /// # Errors
    /// If the device gives no answer.
    pub async fn predictions(&self) -> Result<Predictions, TrainingError> {
        let sides = [Some(&self.train), self.validation.as_ref(), Some(&self.test)];
        let mut said = Vec::new();
        for side in sides.into_iter().flatten() {
            said.push(self.forward(side).await);
        }
        let read = read(Tensor::cat(said, 0)).await?;
        let members = self.network.members();
        let (train, rest) = read.split_at(self.train.len() * members);
        let (validation, test) = rest.split_at(rest.len() - self.test.len() * members);
        let scale = &self.prepared.scale;
        let prices =
            |said: &[f32]| said.chunks_exact(members).map(|said| scale.price(middle(said))).collect();
        let (held_out, unseen): (_, Vec<f64>) = match self.counted {
            Some(_) => {
                (&self.prepared.train, self.unseen(train).into_iter().map(|p| scale.price(p)).collect())
            }
            None => (&self.prepared.validation, prices(validation)),
        };
        Ok(Predictions {
            train: prices(train),
            held_out: held_out.iter().copied().zip(unseen).collect(),
            test: prices(test),
        })
    }

    /// Where houses at these positions of the data set lie in the network's feature space.
    ///
    /// # Errors
    /// If the device gives no answer.
    pub async fn features(&self, positions: &[usize]) -> Result<Vec<Vec<f32>>, TrainingError> {
        let State { weights, moving, .. } = &self.state;
        let side = Side::new(&self.prepared, positions, self.network.views(), true, &self.compute);
        let seen = self.network.features([weights, moving], side.inputs(0..side.len()));
        let [_, each] = seen.dims();
        let seen = read(seen.flatten(0, 1)).await?;
        Ok(seen.chunks_exact(each.max(1)).map(<[f32]>::to_vec).collect())
    }

    /// Values of a house in that space.
    pub fn feature_count(&self) -> usize {
        self.network.feature_count(self.config.photos)
    }

    /// The state after the last whole epoch, packed: one read.
    ///
    /// # Errors
    /// If the device gives no answer.
    pub async fn checkpoint(&self) -> Result<Vec<u8>, TrainingError> {
        let State { weights, moving, adam } = self.epoch.as_ref().map_or(&self.state, |e| &e.before);
        let mut parts: Vec<Tensor<1>> = [weights, &adam.m, &adam.v, moving].map(Clone::clone).to_vec();
        if let Some(best) = &self.best {
            parts.extend([best.weights.clone(), best.moving.clone()]);
        }
        let mut weights = read(Tensor::cat(parts, 0)).await?;
        let count = self.network.layout().weights_len();
        let mut moving = weights.split_off(3 * count);
        let mut best_weights = moving.split_off(self.network.layout().moving_len());
        let best = self.best.as_ref().map(|best| {
            let moving = best_weights.split_off(count);
            Best { epoch: best.epoch, weights: best_weights, moving }
        });
        let v = weights.split_off(2 * count);
        let m = weights.split_off(count);
        let steps = adam.steps;
        let history = self.history.clone();
        let (config, fingerprint) = (self.config.clone(), self.prepared.fingerprint);
        Ok(Checkpoint { config, fingerprint, steps, history, weights, m, v, moving, best }.pack()?)
    }

    /// The model as it stands: trained parameters and moving statistics, in the layout's order.
    ///
    /// # Errors
    /// If the device gives no answer.
    pub async fn model(&self) -> Result<(Vec<f32>, Vec<f32>), TrainingError> {
        let both = vec![self.state.weights.clone(), self.state.moving.clone()];
        let mut weights = read(Tensor::cat(both, 0)).await?;
        let moving = weights.split_off(self.network.layout().weights_len());
        Ok((weights, moving))
    }

    /// Optimiser steps an epoch.
    pub fn steps_per_epoch(&self) -> usize {
        self.train.len().div_ceil(self.config.batch_size)
    }

    /// Steps done of the epoch under way.
    pub fn steps_done(&self) -> usize {
        self.epoch.as_ref().map_or(0, |epoch| epoch.losses.len())
    }

    /// Whole epochs done.
    pub fn epochs_done(&self) -> usize {
        self.history.len()
    }

    /// What the epochs brought.
    pub fn history(&self) -> &[EpochRecord] {
        &self.history
    }

    /// What the run knows of its houses.
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// Trained parameters.
    pub fn parameters(&self) -> usize {
        self.network.layout().weights_len()
    }
}

/// The member that does not train on the house at this place. Places are in the order of the split, which is random.
fn fold(place: usize, members: usize) -> usize {
    place % members
}

/// What the members of a network say together.
pub(crate) fn middle(said: &[f32]) -> f32 {
    said.iter().sum::<f32>() / said.len() as f32
}

/// The factor of prices that makes their MAPE least. Prices that are not above zero have no part in it.
pub fn shade(prices: &[f64], actual: impl Iterator<Item = f64>) -> f64 {
    let ratios = prices.iter().zip(actual).filter(|(price, _)| **price > 0.0);
    let ratios: Vec<f64> = ratios.map(|(price, actual)| actual / price).collect();
    if ratios.is_empty() { 1.0 } else { best_constant(&ratios) }
}

/// What a loss means for the targets that it judges.
fn criterion(config: &Config, spread: f64) -> Criterion {
    match (config.loss, config.target) {
        (Loss::Mape, Target::Share) => Criterion::Mape,
        (Loss::Mape, Target::Log) => Criterion::LogMape(spread as f32),
        (Loss::Mae, _) => Criterion::Mae,
        (Loss::Mse, _) => Criterion::Mse,
        (Loss::Huber, _) => Criterion::Huber(HUBER as f32),
        (Loss::Quantile(level), _) => Criterion::Quantile(level as f32),
    }
}

/// Keras's initial values, from our own generator.
fn initial_weights(seed: u64, layout: &Layout) -> Vec<f32> {
    let mut values = Vec::with_capacity(layout.weights_len());
    for (position, entry) in layout.weights.iter().enumerate() {
        match entry.fill {
            Fill::GlorotUniform { fan_in, fan_out } => {
                let limit = (6.0 / (fan_in + fan_out) as f32).sqrt();
                let mut stream = Stream::new(seed, Purpose::Weights, 0, position);
                values.extend((0..entry.len()).map(|_| (2.0 * stream.unit() - 1.0) * limit));
            }
            Fill::Zeros => values.extend(std::iter::repeat_n(0.0, entry.len())),
            Fill::Ones => values.extend(std::iter::repeat_n(1.0, entry.len())),
        }
    }
    values
}

/// Mean 0, variance 1.
fn initial_moving(layout: &Layout) -> Vec<f32> {
    let fill = |entry: &crate::model::Entry| {
        std::iter::repeat_n(if entry.fill == Fill::Ones { 1.0 } else { 0.0 }, entry.len())
    };
    layout.moving.iter().flat_map(fill).collect()
}

/// A vector on a device.
fn upload(values: &[f32], device: &Device) -> Tensor<1> {
    Tensor::from_data(TensorData::from(values), device)
}
