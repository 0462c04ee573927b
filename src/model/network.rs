//! A network: branches side by side, each with an input of its own, merged where there are several, and a linear unit.
//!
//! It holds no values: they lie in flat vectors, in the order of its [`Layout`].

use burn::backend::tensor::FloatTensor;
use burn::backend::{DispatchKindConversion, DispatchTensor};
use burn::tensor::Tensor;

use super::cnn::{self, Cnn};
use super::mlp::{self, Mlp};
use super::{Layout, View};
use crate::ops::{Computed, Criterion, Dense, Ops, compute, primitive};

/// Units of the layer that merges branches: part 3 of the series.
const MERGED: usize = 4;

/// One of the branches.
#[derive(Clone, Debug)]
pub(super) enum Branch {
    /// Over pictures.
    Cnn(Cnn),
    /// Over attributes.
    Mlp(Mlp),
    /// So many values, handed on as they are.
    Given(usize),
}

impl Branch {
    /// Values that come out of it.
    fn features(&self) -> usize {
        match self {
            Branch::Cnn(_) => cnn::FEATURES,
            Branch::Mlp(_) => mlp::FEATURES,
            Branch::Given(values) => *values,
        }
    }
}

/// What a branch keeps for the way back.
enum Kept<B: Ops> {
    Cnn(cnn::Kept<B>),
    Mlp(mlp::Kept<B>),
    Nothing,
}

/// A network of one of the kinds.
#[derive(Clone, Debug)]
pub struct Network {
    branches: Vec<(View, Branch)>,
    merged: Option<Dense>,
    output: Dense,
    layout: Layout,
}

/// The houses of one step.
#[derive(Clone, Debug)]
pub struct Batch {
    /// What each branch is given, `[batch, values]`.
    pub inputs: Vec<Tensor<2>>,
    /// For each branch the factors of dropout, `[batch, units]`: 0 for a dropped unit, `1 / (1 - rate)` for a kept one.
    pub dropout: Vec<Tensor<2>>,
    /// What the network should say, `[batch]`.
    pub targets: Tensor<1>,
    /// 1 for each member that a house counts for, `[batch, members]`; none where all count.
    pub counted: Option<Tensor<2>>,
}

/// What a batch brings. Nothing of it is read back yet.
#[derive(Clone, Debug)]
pub struct Step {
    /// `[1]`, dropout on; percentage errors in percent.
    pub loss: Tensor<1>,
    /// `[parameters]`
    pub gradient: Tensor<1>,
    /// The moving statistics with the batch's folded in.
    pub moving: Tensor<1>,
}

/// A training pass: the state before it, and where layers write what it brings.
pub(super) struct Pass<'a, B: Ops> {
    pub(super) weights: &'a FloatTensor<B>,
    pub(super) moving: &'a FloatTensor<B>,
    /// Moving statistics after it.
    pub(super) after: B::Draft,
    /// Gradients.
    pub(super) found: B::Draft,
}

/// A pass that changes nothing.
pub(super) struct Evaluation<'a, B: Ops> {
    pub(super) weights: &'a FloatTensor<B>,
    pub(super) moving: &'a FloatTensor<B>,
}

impl Network {
    /// Branches whose parameters begin the layout, merged by a layer where there are several.
    pub(super) fn new(mut layout: Layout, branches: Vec<(View, Branch)>) -> Self {
        let mut features = branches.iter().map(|(_, branch)| branch.features()).sum();
        let merged = (branches.len() > 1).then(|| layout.dense("merged", [features, MERGED], true));
        if merged.is_some() {
            features = MERGED;
        }
        let output = layout.dense("output", [features, 1], false);
        Network { branches, merged, output, layout }
    }

    /// So many linear units over what the branches give, side by side.
    pub(super) fn linear(mut layout: Layout, branches: Vec<(View, Branch)>, members: usize) -> Self {
        let features = branches.iter().map(|(_, branch)| branch.features()).sum();
        // From zero: what a unit learns is then a mixture of the training houses, and no part of it chance.
        let output = layout.zeros("output", [features, members]);
        Network { branches, merged: None, output, layout }
    }

    /// Where each parameter lies.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What each branch is to be given of a house.
    pub fn views(&self) -> impl Iterator<Item = View> {
        self.branches.iter().map(|(view, _)| *view)
    }

    /// Of each branch, how many units dropout acts on, all its pictures of a house together. None of some.
    pub fn dropped(&self, photos: usize) -> Vec<usize> {
        let units = |(view, branch): &(View, Branch)| match (branch, view) {
            (Branch::Mlp(_) | Branch::Given(_), _) => 0,
            (Branch::Cnn(_), View::Each) => photos * cnn::HIDDEN,
            (Branch::Cnn(_), _) => cnn::HIDDEN,
        };
        self.branches.iter().map(units).collect()
    }

    /// Loss, gradient and new moving statistics for a batch. `weights` and `moving` are the state before it.
    pub fn step(&self, [weights, moving]: [&Tensor<1>; 2], batch: Batch, criterion: Criterion) -> Step {
        compute(weights, Train { network: self, weights, moving, batch, criterion })
    }

    /// What each member of the network says of each house, `[batch, members]`: moving statistics, no dropout. `inputs` as in
    /// [`Batch`].
    pub fn predict(&self, [weights, moving]: [&Tensor<1>; 2], inputs: Vec<Tensor<2>>) -> Tensor<2> {
        let houses = inputs.first().map_or(0, |input| input.dims()[0]);
        let said = compute(weights, Predict { network: self, weights, moving, inputs });
        let [rows, _] = said.dims();
        // Of photos that are looked at one at a time, the mean.
        if rows == houses { said } else { said.reshape([houses, rows / houses]).mean_dim(1) }
    }

    /// How many prices it says of a house.
    pub fn members(&self) -> usize {
        self.output.outputs
    }
}

/// Pictures `[batch, values]` as their branch takes them; of a house with several, each by itself.
fn pictures(cnn: &Cnn, values: Tensor<2>) -> Tensor<4> {
    let image = cnn.image();
    let rows = values.shape().num_elements() / image.iter().product::<usize>();
    values.reshape([rows, image[0], image[1], image[2]])
}

struct Train<'a> {
    network: &'a Network,
    weights: &'a Tensor<1>,
    moving: &'a Tensor<1>,
    batch: Batch,
    criterion: Criterion,
}

impl Computed for Train<'_> {
    type Output = Step;

    fn on<B: Ops>(self) -> Step
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let Network { branches, merged, output, layout } = self.network;
        let weights: &FloatTensor<B> = &primitive::<B, 1>(self.weights.clone());
        let moving = &primitive::<B, 1>(self.moving.clone());
        let after = B::draft(layout.moving_len(), moving);
        let found = B::draft(layout.weights_len(), weights);
        let mut pass = Pass { weights, moving, after, found };

        let (mut parts, mut kept) = (Vec::new(), Vec::new());
        let Batch { inputs, dropout, targets, counted } = self.batch;
        for (((_, branch), input), dropout) in branches.iter().zip(inputs).zip(dropout) {
            let (features, state) = match branch {
                Branch::Cnn(cnn) => {
                    let pictures = pictures(cnn, input);
                    let dropout = dropout.reshape([pictures.dims()[0], cnn::HIDDEN]);
                    let (features, state) =
                        cnn.forward(primitive::<B, 4>(pictures), primitive::<B, 2>(dropout), &mut pass);
                    (features, Kept::Cnn(state))
                }
                Branch::Mlp(mlp) => {
                    let (features, state) = mlp.forward(B::given(primitive::<B, 2>(input)), &pass);
                    (features, Kept::Mlp(state))
                }
                Branch::Given(_) => (B::given(primitive::<B, 2>(input)), Kept::Nothing),
            };
            parts.push(features);
            kept.push(state);
        }
        let joined = joined::<B>(parts);
        let last =
            merged.as_ref().map_or_else(|| joined.clone(), |merged| B::dense(merged, &joined, weights));
        let said = B::dense(output, &last, weights);
        let [rows, _] = Tensor::<2>::from_primitive::<B>(said.clone()).dims();
        let [houses] = targets.dims();
        // Each photo of a house is to say its price.
        let targets = if rows == houses {
            targets
        } else {
            targets.reshape([houses, 1]).repeat_dim(1, rows / houses).reshape([rows])
        };
        let counted = counted.map(primitive::<B, 2>);
        let [loss, gradient] = B::loss(self.criterion, said.clone(), primitive::<B, 1>(targets), counted);

        let mut gradient = B::dense_back(output, last.clone(), said, gradient, weights, &mut pass.found);
        if let Some(merged) = merged {
            gradient = B::dense_back(merged, joined, last, gradient, weights, &mut pass.found);
        }
        let mut at = 0;
        for ((_, branch), kept) in branches.iter().zip(kept) {
            let places = at..at + branch.features();
            at = places.end;
            let arrived = if branches.len() == 1 { gradient.clone() } else { B::part(&gradient, places) };
            match (branch, kept) {
                (Branch::Cnn(cnn), Kept::Cnn(kept)) => cnn.backward(kept, arrived, &mut pass),
                (Branch::Mlp(mlp), Kept::Mlp(kept)) => mlp.backward(kept, arrived, &mut pass),
                // Each was kept by its own branch.
                _ => {}
            }
        }
        let [gradient, moving] =
            [pass.found, pass.after].map(|draft| Tensor::from_primitive::<B>(B::written(draft)));
        Step { loss: Tensor::from_primitive::<B>(loss), gradient, moving }
    }
}

/// The features of all branches side by side.
fn joined<B: Ops>(mut parts: Vec<FloatTensor<B>>) -> FloatTensor<B> {
    if parts.len() == 1 { parts.swap_remove(0) } else { B::join(parts) }
}

struct Predict<'a> {
    network: &'a Network,
    weights: &'a Tensor<1>,
    moving: &'a Tensor<1>,
    inputs: Vec<Tensor<2>>,
}

impl Computed for Predict<'_> {
    /// `[rows, members]`
    type Output = Tensor<2>;

    fn on<B: Ops>(self) -> Tensor<2>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let Network { branches, merged, output, .. } = self.network;
        let weights: &FloatTensor<B> = &primitive::<B, 1>(self.weights.clone());
        let moving = &primitive::<B, 1>(self.moving.clone());
        let at = Evaluation { weights, moving };
        let features = |((_, branch), input): (&(View, Branch), Tensor<2>)| match branch {
            Branch::Cnn(cnn) => cnn.evaluate(primitive::<B, 4>(pictures(cnn, input)), &at),
            Branch::Mlp(mlp) => mlp.evaluate(B::given(primitive::<B, 2>(input)), &at),
            Branch::Given(_) => B::given(primitive::<B, 2>(input)),
        };
        let joined = joined::<B>(branches.iter().zip(self.inputs).map(features).collect());
        let last =
            merged.as_ref().map_or_else(|| joined.clone(), |merged| B::dense(merged, &joined, weights));
        Tensor::from_primitive::<B>(B::dense(output, &last, weights))
    }
}
