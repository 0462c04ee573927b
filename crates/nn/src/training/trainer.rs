//! A run: from initial weights or from a checkpoint, one step at a time.

use std::rc::Rc;

use burn::tensor::{Device, Int, Tensor, TensorData};

use super::checkpoint::{Best, Checkpoint, CheckpointError};
use super::device::{Compute, read};
use super::ensemble::{calibration_factor, ensemble_mean};
use super::error::TrainingError;
use super::history::EpochRecord;
use super::initial_values::{initial_running_stats, initial_weights};
use super::optimizer::Adam;
use super::prepared::Prepared;
use super::samples::{AugmentationContext, DeviceSplit};
use crate::model::{Batch, Network};
use crate::ops::Criterion;
use facade_data::statistics::mean;
use facade_platform as platform;
use facade_spec::EVALUATION_BATCH;
use facade_spec::random::{Purpose, Stream};
use facade_spec::{Config, HUBER_DELTA, Loss, Target};

/// Dropout rate.
const DROPOUT: f32 = 0.5;

/// Result of [`Trainer::advance`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// One optimiser step.
    Step,
    /// The end of an epoch.
    Epoch(EpochRecord),
    /// Nothing: all epochs are done.
    Done,
}

/// Everything that a step changes.
#[derive(Clone, Debug)]
struct State {
    weights: Tensor<1>,
    running_stats: Tensor<1>,
    adam: Adam,
}

/// The current epoch.
#[derive(Debug)]
struct Epoch {
    /// Order of the training houses, `[houses]`.
    order: Vec<i32>,
    /// The same on the device.
    order_on_device: Tensor<1, Int>,
    /// Dropout factors in that order for each layer with dropout, `[houses, units]`.
    dropout: Vec<Tensor<2>>,
    /// Rates of its steps, from [`Adam::rates`].
    rates: Tensor<1>,
    /// Losses of the steps done, `[1]` each, not read back yet.
    losses: Vec<Tensor<1>>,
    /// Seconds spent in steps.
    seconds: f64,
    /// The state before it, to return to if the loss is not finite.
    start_state: State,
}

/// A run on one device. To pause, do not call [`advance`](Trainer::advance); to stop, drop it.
#[derive(Debug)]
pub struct Trainer {
    config: Config,
    compute: Compute,
    network: Network,
    criterion: Criterion,
    prepared: Rc<Prepared>,
    train: DeviceSplit,
    /// None if the run is validated on other houses.
    validation: Option<DeviceSplit>,
    test: DeviceSplit,
    /// 1 for each member that trains on a house, `[houses, members]`; none without cross-fitting.
    member_mask: Option<Tensor<2>>,
    state: State,
    epoch: Option<Epoch>,
    history: Vec<EpochRecord>,
    best: Option<BestModel>,
}

/// The model of the best epoch so far.
#[derive(Clone, Debug)]
struct BestModel {
    epoch: usize,
    weights: Tensor<1>,
    running_stats: Tensor<1>,
}

/// Predicted prices in dollars, before calibration.
#[derive(Clone, Debug, PartialEq)]
pub struct Predictions {
    /// Of the training houses, in the order of [`Prepared::train`].
    pub train: Vec<f64>,
    /// Of held-out houses, or out-of-fold predictions: position and price.
    pub held_out: Vec<(usize, f64)>,
    /// Of the test houses, in the order of the split.
    pub test: Vec<f64>,
}

impl Trainer {
    /// A new run.
    pub fn new(config: &Config, prepared: &Rc<Prepared>, compute: &Compute) -> Self {
        let device = &compute.device;
        let network = Network::of(config, prepared.attributes());
        let layout = network.layout();
        let backbone = prepared.backbone.as_ref().filter(|_| config.fine_tune);
        let weights = initial_weights(config.seed, layout, backbone.map_or(&[], |backbone| &backbone.values));
        let state = State {
            weights: upload(&weights, device),
            running_stats: upload(&initial_running_stats(layout), device),
            adam: Adam::new(layout.weights_len(), device),
        };
        let split = |positions: &[usize], augmented: bool| {
            DeviceSplit::new(prepared, positions, network.input_kinds(), augmented, compute)
        };
        let train = split(&prepared.train, config.augmentation.is_on());
        let member_mask = (config.cross_fit_folds > 0).then(|| {
            let members = network.members();
            let row = |&held_out: &usize| {
                (0..members).map(move |member| if member == held_out { 0.0 } else { 1.0 })
            };
            let values: Vec<f32> = prepared.held_out_members.iter().take(train.len()).flat_map(row).collect();
            Tensor::from_data(TensorData::new(values, [train.len(), members]), device)
        });
        Trainer {
            validation: (!prepared.validation.is_empty()).then(|| split(&prepared.validation, false)),
            test: split(&prepared.test, false),
            train,
            member_mask,
            criterion: criterion(config, prepared.target_scaler.spread),
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

    /// Resumes a run from its checkpoint.
    ///
    /// # Errors
    /// If the bytes are not a checkpoint, or one of other data or settings.
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
            prepared.fingerprints,
            trainer.network.layout().weights_len(),
            trainer.network.layout().running_stats_len(),
        )?;
        // Checkpoints hold whole epochs only.
        if saved.history.len().checked_mul(trainer.steps_per_epoch()) != Some(saved.steps) {
            return Err(CheckpointError::Unreadable.into());
        }
        let device = &compute.device;
        trainer.state = State {
            weights: upload(&saved.weights, device),
            running_stats: upload(&saved.running_stats, device),
            adam: Adam { m: upload(&saved.m, device), v: upload(&saved.v, device), steps: saved.steps },
        };
        trainer.best = saved.best.map(|best| BestModel {
            epoch: best.epoch,
            weights: upload(&best.weights, device),
            running_stats: upload(&best.running_stats, device),
        });
        trainer.history = saved.history;
        Ok(trainer)
    }

    /// Does one step, or the end of an epoch.
    ///
    /// # Errors
    /// If the device fails, or if a loss of the epoch is not finite: then the state is that of the epoch
    /// before, and the run is over.
    pub async fn advance(&mut self) -> Result<Progress, TrainingError> {
        if self.epochs_done() >= self.config.epochs || self.should_stop_early() {
            return Ok(Progress::Done);
        }
        let start = platform::now_ms();
        let mut epoch = match self.epoch.take() {
            Some(epoch) => epoch,
            None => self.begin_epoch(),
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
        self.end_epoch(epoch).await.map(Progress::Epoch)
    }

    /// Shuffles the houses and draws the dropout factors of the next epoch.
    fn begin_epoch(&self) -> Epoch {
        let (device, seed, number) = (&self.compute.device, self.config.seed, self.epochs_done());
        let houses = self.train.len();
        let mut order: Vec<i32> = (0..houses as i32).collect();
        Stream::new(seed, Purpose::Shuffle, number, 0).shuffle(&mut order);
        let units = self.network.dropout_units();
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
        let upload = |(factors, units)| Tensor::from_data(TensorData::new(factors, [houses, units]), device);
        Epoch {
            order_on_device: Tensor::from_data(TensorData::from(order.as_slice()), device),
            order,
            dropout: factors.into_iter().zip(units).map(upload).collect(),
            rates: self.state.adam.rates(&self.config, self.steps_per_epoch()),
            losses: Vec::new(),
            seconds: 0.0,
            start_state: self.state.clone(),
        }
    }

    /// Indices in the epoch's order of one step.
    fn batch(&self, step: usize) -> std::ops::Range<usize> {
        let start = step * self.config.batch_size;
        start..(start + self.config.batch_size).min(self.train.len())
    }

    /// One optimiser step. Nothing is read back.
    fn step(&mut self, epoch: &mut Epoch) {
        let step = epoch.losses.len();
        let rows = self.batch(step);
        let on_device = epoch.order_on_device.clone().slice(rows.clone());
        let context = self.config.augmentation.is_on().then_some(AugmentationContext {
            augmentation: &self.config.augmentation,
            seed: self.config.seed,
            epoch: self.history.len(),
        });
        let indices = (&epoch.order[rows.clone()], on_device.clone());
        let (inputs, targets) = self.train.batch(indices, rows.start, context);
        let dropout = epoch.dropout.iter().map(|all| all.clone().slice_dim(0, rows.clone())).collect();
        let member_mask = self.member_mask.as_ref().map(|all| all.clone().select(0, on_device));
        let State { weights, running_stats, adam } = &mut self.state;
        let batch = Batch { inputs, dropout, targets, member_mask };
        let output = self.network.step([weights, running_stats], batch, self.criterion);
        *weights = adam.step(weights, &output.gradient, &epoch.rates, step);
        *running_stats = output.running_stats;
        epoch.losses.push(output.loss);
    }

    /// Discards the steps of an unfinished epoch, unless it is the first, so that the model is the one whose
    /// metrics were reported.
    pub fn discard_partial_epoch(&mut self) {
        if let Some(epoch) = self.epoch.take_if(|_| !self.history.is_empty()) {
            self.state = epoch.start_state;
        }
    }

    /// The houses that each epoch is validated on.
    fn validation_split(&self) -> &DeviceSplit {
        match (&self.member_mask, &self.validation) {
            (Some(_), _) => &self.train,
            (None, Some(validation)) => validation,
            (None, None) => &self.test,
        }
    }

    /// Of the outputs of all members for the training houses, `[houses, members]`, the one of the member that
    /// did not train on the house, `[houses]`. Without cross-fitting, the one member's outputs.
    fn out_of_fold(&self, outputs: &[f32]) -> Vec<f32> {
        let members = self.network.members();
        if members == 1 {
            return outputs.to_vec();
        }
        let rows = outputs.chunks_exact(members).zip(&self.prepared.held_out_members);
        rows.map(|(outputs, &held_out)| outputs[held_out]).collect()
    }

    /// Reads the losses and the validation predictions: the only read of an epoch.
    async fn end_epoch(&mut self, epoch: Epoch) -> Result<EpochRecord, TrainingError> {
        let steps = epoch.losses.len();
        let split = self.validation_split();
        let predicted = self.forward(split).await;
        let losses = Tensor::cat(epoch.losses, 0);
        let read = read(Tensor::cat(vec![losses, predicted, split.targets()], 0)).await?;
        let (losses, rest) = read.split_at(steps);
        let (predicted, targets) = rest.split_at(rest.len() - split.len());
        if let Some(step) = losses.iter().position(|loss| !loss.is_finite()) {
            self.state = epoch.start_state;
            return Err(TrainingError::NotFinite { epoch: self.epochs_done() + 1, step: step + 1 });
        }
        let weighted = losses.iter().enumerate().map(|(i, &l)| f64::from(l) * self.batch(i).len() as f64);
        let train_loss = weighted.sum::<f64>() / self.train.len() as f64;
        let predicted = self.out_of_fold(predicted);
        let validation_loss = self.criterion.mean(predicted.iter().copied().zip(targets.iter().copied()));
        let prices: Vec<f64> =
            predicted.iter().map(|&output| self.prepared.target_scaler.price(output)).collect();
        let factor = if self.config.calibrate { calibration_factor(&prices, split.prices()) } else { 1.0 };
        let errors =
            prices.iter().zip(split.prices()).map(|(price, actual)| (factor * price / actual - 1.0).abs());
        let validation_mape = 100.0 * mean(errors);
        let record = EpochRecord { train_loss, validation_loss, validation_mape, seconds: epoch.seconds };
        self.history.push(record);
        self.keep_if_best();
        Ok(record)
    }

    /// Keeps the model of this epoch if it is the best so far.
    fn keep_if_best(&mut self) {
        let Some((last, earlier)) = self.history.split_last() else { return };
        let better = |kept: &BestModel| {
            // A best epoch without a finite MAPE is always replaced.
            earlier.get(kept.epoch - 1).is_none_or(|best| last.validation_mape < best.validation_mape)
        };
        if (self.config.keep_best || self.config.patience > 0) && self.best.as_ref().is_none_or(better) {
            let State { weights, running_stats, .. } = self.state.clone();
            self.best = Some(BestModel { epoch: self.history.len(), weights, running_stats });
        }
    }

    /// Early stopping: whether the best epoch is `patience` epochs ago.
    fn should_stop_early(&self) -> bool {
        let since = self.best.as_ref().map_or(0, |best| self.history.len() - best.epoch);
        self.config.patience > 0 && since >= self.config.patience
    }

    /// Restores the model of the best epoch, if the run keeps it.
    pub fn restore_best(&mut self) {
        if let Some(best) = self.best.as_ref().filter(|_| self.config.keep_best) {
            (self.state.weights, self.state.running_stats) =
                (best.weights.clone(), best.running_stats.clone());
        }
    }

    /// Outputs of each member for each house, not read back yet, `[houses * members]`.
    async fn forward(&self, split: &DeviceSplit) -> Tensor<1> {
        let State { weights, running_stats, .. } = &self.state;
        let count = split.len();
        let mut parts = Vec::with_capacity(count.div_ceil(EVALUATION_BATCH));
        for start in (0..count).step_by(EVALUATION_BATCH) {
            let inputs = split.inputs(start..count.min(start + EVALUATION_BATCH));
            parts.push(self.network.predict([weights, running_stats], inputs).flatten(0, 1));
            if split.is_streamed() {
                self.compute.throttle().await;
            }
        }
        Tensor::cat(parts, 0)
    }

    /// Predicted prices of all houses.
    ///
    /// # Errors
    /// If the device does not answer.
    pub async fn predictions(&self) -> Result<Predictions, TrainingError> {
        let splits = [Some(&self.train), self.validation.as_ref(), Some(&self.test)];
        let mut outputs = Vec::new();
        for split in splits.into_iter().flatten() {
            outputs.push(self.forward(split).await);
        }
        let read = read(Tensor::cat(outputs, 0)).await?;
        let members = self.network.members();
        let (train, rest) = read.split_at(self.train.len() * members);
        let (validation, test) = rest.split_at(rest.len() - self.test.len() * members);
        let scaler = &self.prepared.target_scaler;
        let price = |outputs: &[f32]| scaler.price(ensemble_mean(outputs));
        let prices = |outputs: &[f32]| outputs.chunks_exact(members).map(price).collect();
        let (held_out, out_of_fold): (_, Vec<f64>) = match self.member_mask {
            Some(_) => {
                (&self.prepared.train, self.out_of_fold(train).into_iter().map(|p| scaler.price(p)).collect())
            }
            None => (&self.prepared.validation, prices(validation)),
        };
        Ok(Predictions {
            train: prices(train),
            held_out: held_out.iter().copied().zip(out_of_fold).collect(),
            test: prices(test),
        })
    }

    /// Features of the houses at these positions of the data set.
    ///
    /// # Errors
    /// If the device does not answer.
    pub async fn features(&self, positions: &[usize]) -> Result<Vec<Vec<f32>>, TrainingError> {
        let State { weights, running_stats, .. } = &self.state;
        let split =
            DeviceSplit::new(&self.prepared, positions, self.network.input_kinds(), true, &self.compute);
        let features = self.network.features([weights, running_stats], split.inputs(0..split.len()));
        let [_, count] = features.dims();
        let features = read(features.flatten(0, 1)).await?;
        Ok(features.chunks_exact(count.max(1)).map(<[f32]>::to_vec).collect())
    }

    /// Values per house in [`features`](Self::features).
    pub fn feature_count(&self) -> usize {
        self.network.feature_count()
    }

    /// The state after the last whole epoch, encoded; one read.
    ///
    /// # Errors
    /// If the device does not answer.
    pub async fn checkpoint(&self) -> Result<Vec<u8>, TrainingError> {
        let State { weights, running_stats, adam } =
            self.epoch.as_ref().map_or(&self.state, |e| &e.start_state);
        let mut parts: Vec<Tensor<1>> = [weights, &adam.m, &adam.v, running_stats].map(Clone::clone).to_vec();
        if let Some(best) = &self.best {
            parts.extend([best.weights.clone(), best.running_stats.clone()]);
        }
        let mut weights = read(Tensor::cat(parts, 0)).await?;
        let count = self.network.layout().weights_len();
        let mut running_stats = weights.split_off(3 * count);
        let mut best_weights = running_stats.split_off(self.network.layout().running_stats_len());
        let best = self.best.as_ref().map(|best| {
            let running_stats = best_weights.split_off(count);
            Best { epoch: best.epoch, weights: best_weights, running_stats }
        });
        let v = weights.split_off(2 * count);
        let m = weights.split_off(count);
        let steps = adam.steps;
        let history = self.history.clone();
        let (config, [fingerprint, _]) = (self.config.clone(), self.prepared.fingerprints);
        Ok(Checkpoint { config, fingerprint, steps, history, weights, m, v, running_stats, best }.pack()?)
    }

    /// The current model: trained parameters and running statistics, in the layout's order.
    ///
    /// # Errors
    /// If the device does not answer.
    pub async fn model(&self) -> Result<(Vec<f32>, Vec<f32>), TrainingError> {
        let both = vec![self.state.weights.clone(), self.state.running_stats.clone()];
        let mut weights = read(Tensor::cat(both, 0)).await?;
        let running_stats = weights.split_off(self.network.layout().weights_len());
        Ok((weights, running_stats))
    }

    /// Optimiser steps per epoch.
    pub fn steps_per_epoch(&self) -> usize {
        self.train.len().div_ceil(self.config.batch_size)
    }

    /// Steps done in the current epoch.
    pub fn steps_done(&self) -> usize {
        self.epoch.as_ref().map_or(0, |epoch| epoch.losses.len())
    }

    /// Epochs done.
    pub fn epochs_done(&self) -> usize {
        self.history.len()
    }

    /// Losses of the epochs done.
    pub fn history(&self) -> &[EpochRecord] {
        &self.history
    }

    /// The run's data and what was fitted on it.
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// Number of trained parameters.
    pub fn parameters(&self) -> usize {
        self.network.layout().weights_len()
    }
}

/// The criterion for a loss and a target.
fn criterion(config: &Config, spread: f64) -> Criterion {
    match (config.loss, config.target) {
        (Loss::Mape, Target::MaxScaled) => Criterion::Mape,
        (Loss::Mape, Target::Log) => Criterion::LogMape(spread as f32),
        (Loss::Mae, _) => Criterion::Mae,
        (Loss::Mse, _) => Criterion::Mse,
        (Loss::Huber, _) => Criterion::Huber(HUBER_DELTA as f32),
        (Loss::Quantile(level), _) => Criterion::Quantile(level as f32),
    }
}

/// A vector on a device.
fn upload(values: &[f32], device: &Device) -> Tensor<1> {
    Tensor::from_data(TensorData::from(values), device)
}
