//! A run: from initial weights, or from a checkpoint, one step at a time.

use std::rc::Rc;

use burn::tensor::{Int, Tensor, TensorData};
use thiserror::Error;

use super::checkpoint::{Checkpoint, CheckpointError};
use super::config::EVALUATION_BATCH;
use super::optimizer::Adam;
use super::random::{Purpose, Stream};
use super::samples::Side;
use super::{Compute, Config};
use crate::dataset::Dataset;
use crate::model::{Cnn, Fill, HIDDEN, Layout};
use crate::platform;
use crate::split::Split;

/// Share of the hidden units that dropout leaves out of a step.
const DROPOUT: f32 = 0.5;

/// Why a run cannot begin or go on.
#[derive(Debug, Error)]
pub enum TrainingError {
    /// The device gave no answer.
    #[error("The device stopped answering: {0}.")]
    Device(String),
    /// The numbers ran away.
    #[error(
        "At step {step} of epoch {epoch} the loss was no longer a number. Try a lower learning rate. The model of the \
         epoch before is kept."
    )]
    NotFinite {
        /// Epoch, from 1.
        epoch: usize,
        /// Step in it, from 1.
        step: usize,
    },
    /// Weights from a file that multiply beyond what a number can be.
    #[error(
        "The model gives no price for these photos: its weights are too large. Load another model, or train one."
    )]
    NoPrice,
    /// The checkpoint belongs to something else.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

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

/// An epoch in the history of a run.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct EpochRecord {
    /// Sample-weighted mean of the batches' losses, in percent, as Keras prints it.
    pub train_loss: f64,
    /// MAPE on the test houses, in percent.
    pub validation_loss: f64,
    /// Seconds that the training steps took.
    pub seconds: f64,
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
    /// Dropout factors for each of them, `[houses, hidden]`.
    dropout: Tensor<2>,
    /// Learning rates of its steps, `[steps]`.
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
    network: Cnn,
    train: Side,
    test: Side,
    scale: f64,
    fingerprint: u64,
    state: State,
    epoch: Option<Epoch>,
    history: Vec<EpochRecord>,
}

impl Trainer {
    /// A run at its beginning.
    pub fn new(config: &Config, data: &Rc<Dataset>, split: &Split, compute: &Compute) -> Self {
        let device = &compute.device;
        let network = Cnn::new(config.size(), &config.filters);
        let layout = network.layout();
        let train_prices = split.train.iter().filter_map(|&p| data.houses.get(p)).map(|h| h.price);
        let scale = train_prices.fold(f64::MIN_POSITIVE, f64::max);
        let state = State {
            weights: upload(&initial_weights(config.seed, layout), device),
            moving: upload(&initial_moving(layout), device),
            adam: Adam::new(layout.weights_len(), device),
        };
        Trainer {
            train: Side::new(data, &split.train, scale, compute),
            test: Side::new(data, &split.test, scale, compute),
            config: config.clone(),
            compute: compute.clone(),
            fingerprint: super::checkpoint::fingerprint(data, split),
            network,
            scale,
            state,
            epoch: None,
            history: Vec::new(),
        }
    }

    /// A run that goes on from a checkpoint of itself.
    ///
    /// # Errors
    /// If the bytes are no checkpoint, or one of other data or settings.
    pub fn resume(
        config: &Config,
        data: &Rc<Dataset>,
        split: &Split,
        compute: &Compute,
        checkpoint: &[u8],
    ) -> Result<Self, TrainingError> {
        let mut trainer = Self::new(config, data, split, compute);
        let saved = Checkpoint::unpack(
            checkpoint,
            config,
            trainer.fingerprint,
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
        trainer.history = saved.history;
        Ok(trainer)
    }

    /// Does the next small piece of work: one step, or the end of an epoch.
    ///
    /// # Errors
    /// If the device fails, or the loss of an epoch is not finite: then the state is that of the epoch before, and the
    /// run is over.
    pub async fn advance(&mut self) -> Result<Progress, TrainingError> {
        if self.epochs_done() >= self.config.epochs {
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
        let mut factors = Vec::with_capacity(houses * HIDDEN);
        for step in 0..self.steps_per_epoch() {
            let mut stream = Stream::new(seed, Purpose::Dropout, number, step);
            let batch = self.batch(step).len();
            let mut factor = || if stream.unit() < DROPOUT { 0.0 } else { 1.0 / (1.0 - DROPOUT) };
            factors.extend((0..batch * HIDDEN).map(|_| factor()));
        }
        Epoch {
            order_there: Tensor::from_data(TensorData::from(order.as_slice()), device),
            order,
            dropout: Tensor::from_data(TensorData::new(factors, [houses, HIDDEN]), device),
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
        let batch = self.train.batch(&epoch.order[rows.clone()], there);
        let dropout = epoch.dropout.clone().slice([rows, 0..HIDDEN]);
        let State { weights, moving, adam } = &mut self.state;
        let done = self.network.step(weights, moving, batch.images, batch.targets, dropout);
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

    /// Reads the losses and the predictions for the test houses: the one read of an epoch.
    async fn finish(&mut self, epoch: Epoch) -> Result<EpochRecord, TrainingError> {
        let steps = epoch.losses.len();
        let predicted = self.forward(&self.test).await;
        let losses = Tensor::cat(epoch.losses, 0);
        let read = read(Tensor::cat(vec![losses, predicted, self.test.targets()], 0)).await?;
        let (losses, rest) = read.split_at(steps);
        let (predicted, targets) = rest.split_at(rest.len() / 2);
        if let Some(step) = losses.iter().position(|loss| !loss.is_finite()) {
            self.state = epoch.before;
            return Err(TrainingError::NotFinite { epoch: self.epochs_done() + 1, step: step + 1 });
        }
        let weighted = losses.iter().enumerate().map(|(i, &l)| f64::from(l) * self.batch(i).len() as f64);
        let train_loss = weighted.sum::<f64>() / self.train.len() as f64;
        let shares =
            predicted.iter().zip(targets).map(|(&p, &y)| f64::from((y - p).abs() / y.abs().max(1e-7)));
        let validation_loss = 100.0 * shares.sum::<f64>() / self.test.len() as f64;
        let record = EpochRecord { train_loss, validation_loss, seconds: epoch.seconds };
        self.history.push(record);
        Ok(record)
    }

    /// Predictions as shares of the scale, unread, `[houses]`.
    async fn forward(&self, side: &Side) -> Tensor<1> {
        let State { weights, moving, .. } = &self.state;
        let count = side.len();
        let mut parts = Vec::with_capacity(count.div_ceil(EVALUATION_BATCH));
        for start in (0..count).step_by(EVALUATION_BATCH) {
            let images = side.images(start..count.min(start + EVALUATION_BATCH));
            parts.push(self.network.predict(weights, moving, images));
            if side.is_sent() {
                self.compute.throttle().await;
            }
        }
        Tensor::cat(parts, 0)
    }

    /// Predicted prices of the training and of the test houses in dollars, each in the order of the split.
    ///
    /// # Errors
    /// If the device gives no answer.
    pub async fn predictions(&self) -> Result<(Vec<f64>, Vec<f64>), TrainingError> {
        let both = Tensor::cat(vec![self.forward(&self.train).await, self.forward(&self.test).await], 0);
        let mut train: Vec<f64> = read(both).await?.into_iter().map(|p| f64::from(p) * self.scale).collect();
        let test = train.split_off(self.train.len());
        Ok((train, test))
    }

    /// The state after the last whole epoch, packed: one read.
    ///
    /// # Errors
    /// If the device gives no answer.
    pub async fn checkpoint(&self) -> Result<Vec<u8>, TrainingError> {
        let State { weights, moving, adam } = self.epoch.as_ref().map_or(&self.state, |e| &e.before);
        let parts = [weights, &adam.m, &adam.v, moving].map(Clone::clone);
        let mut weights = read(Tensor::cat(parts.to_vec(), 0)).await?;
        let count = self.network.layout().weights_len();
        let moving = weights.split_off(3 * count);
        let v = weights.split_off(2 * count);
        let m = weights.split_off(count);
        let steps = adam.steps;
        let history = self.history.clone();
        let (config, fingerprint) = (self.config.clone(), self.fingerprint);
        Ok(Checkpoint { config, fingerprint, steps, history, weights, m, v, moving }.pack()?)
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

    /// Prices are divided by this many dollars: the highest training price.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// Trained parameters.
    pub fn parameters(&self) -> usize {
        self.network.layout().weights_len()
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
fn upload(values: &[f32], device: &burn::tensor::Device) -> Tensor<1> {
    Tensor::from_data(TensorData::from(values), device)
}

/// A vector's values. Never blocks: blocking reads panic in a browser.
pub(crate) async fn read(tensor: Tensor<1>) -> Result<Vec<f32>, TrainingError> {
    let fault = |e: String| TrainingError::Device(e);
    let data = tensor.into_data_async().await.map_err(|e| fault(format!("{e:?}")))?;
    data.try_into_vec::<f32>().map_err(|e| fault(format!("{e:?}")))
}
