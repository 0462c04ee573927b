//! A network: one member, or several that are trained side by side. A member is branches side by side, merged where there are
//! several, and a linear layer.
//!
//! It holds no values: they lie in flat vectors, in the order of its [`Layout`].

use burn::backend::tensor::FloatTensor;
use burn::backend::{DispatchKindConversion, DispatchTensor, TensorMetadata};
use burn::tensor::{Shape, Tensor};

use super::cnn::{self, Cnn};
use super::mlp::{self, Mlp};
use super::resnet::{self, ResNet};
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
    /// Over so many photos, what it makes of each side by side.
    Backbone(Box<ResNet>, usize),
    /// So many values, handed on as they are.
    Given(usize),
}

impl Branch {
    /// Values that come out of it.
    fn features(&self) -> usize {
        match self {
            Branch::Cnn(_) => cnn::FEATURES,
            Branch::Mlp(_) => mlp::FEATURES,
            Branch::Backbone(_, photos) => photos * resnet::FEATURES,
            Branch::Given(values) => *values,
        }
    }
}

/// What a branch keeps for the way back.
enum Kept<B: Ops> {
    Cnn(cnn::Kept<B>),
    Mlp(mlp::Kept<B>),
    Backbone(Box<resnet::Kept<B>>),
    Nothing,
}

/// A network of one of the kinds.
#[derive(Clone, Debug)]
pub struct Network {
    /// What is to be told of a house.
    views: Vec<View>,
    members: Vec<Member>,
    layout: Layout,
}

/// One member.
#[derive(Clone, Debug)]
pub(super) struct Member {
    branches: Vec<(View, Branch)>,
    merged: Option<Dense>,
    output: Dense,
}

/// The houses of one step.
#[derive(Clone, Debug)]
pub struct Batch {
    /// What there is in each view, `[batch, values]`.
    pub inputs: Vec<Tensor<2>>,
    /// For each branch of each member the factors of dropout, `[batch, units]`: 0 for a dropped unit, `1 / (1 - rate)` for a kept
    /// one.
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

impl Member {
    /// Branches, merged by a layer where there are several, and a linear unit. Its own parameters' names begin with `prefix`.
    pub(super) fn new(layout: &mut Layout, prefix: &str, branches: Vec<(View, Branch)>) -> Self {
        let mut features = branches.iter().map(|(_, branch)| branch.features()).sum();
        let merged =
            (branches.len() > 1).then(|| layout.dense(&format!("{prefix}merged"), [features, MERGED], true));
        if merged.is_some() {
            features = MERGED;
        }
        let output = layout.dense(&format!("{prefix}output"), [features, 1], false);
        Member { branches, merged, output }
    }
}

impl Network {
    /// Of members whose parameters make up the layout.
    pub(super) fn new(layout: Layout, members: Vec<Member>) -> Self {
        let mut views = Vec::new();
        for (view, _) in members.iter().flat_map(|member| &member.branches) {
            if !views.contains(view) {
                views.push(*view);
            }
        }
        Network { views, members, layout }
    }

    /// So many linear units over what the branches give, side by side: each is a member by itself.
    pub(super) fn linear(mut layout: Layout, branches: Vec<(View, Branch)>, units: usize) -> Self {
        let features = branches.iter().map(|(_, branch)| branch.features()).sum();
        // From zero: what a unit learns is then a mixture of the training houses, and no part of it chance.
        let output = layout.zeros("output", [features, units]);
        Network::new(layout, vec![Member { branches, merged: None, output }])
    }

    /// Where each parameter lies.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What it is to be told of a house.
    pub fn views(&self) -> impl Iterator<Item = View> {
        self.views.iter().copied()
    }

    /// Of each branch of each member, how many units dropout acts on, all its pictures of a house together. None of some.
    pub fn dropped(&self, photos: usize) -> Vec<usize> {
        let units = |(view, branch): &(View, Branch)| match (branch, view) {
            (Branch::Mlp(_) | Branch::Backbone(..) | Branch::Given(_), _) => 0,
            (Branch::Cnn(_), View::Each) => photos * cnn::HIDDEN,
            (Branch::Cnn(_), _) => cnn::HIDDEN,
        };
        self.members.iter().flat_map(|member| &member.branches).map(units).collect()
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
        self.members.iter().map(|member| member.output.outputs).sum()
    }

    /// Which of the views this is.
    fn place(&self, view: View) -> usize {
        self.views.iter().position(|each| *each == view).unwrap_or(0)
    }
}

/// Pictures `[batch, values]` as their branch takes them; of a house with several, each by itself.
fn pictures(cnn: &Cnn, values: Tensor<2>) -> Tensor<4> {
    let image = cnn.image();
    let rows = values.shape().num_elements() / image.iter().product::<usize>();
    values.reshape([rows, image[0], image[1], image[2]])
}

/// Photos `[batch, values]` one by one, `[batch * photos, 3, tile, tile]`.
fn photos(values: Tensor<2>, photos: usize) -> Tensor<4> {
    let [batch, across] = values.dims();
    let tile = (across / (photos * cnn::CHANNELS)).isqrt();
    values.reshape([batch * photos, cnn::CHANNELS, tile, tile])
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
        let Network { members, layout, .. } = self.network;
        let weights: &FloatTensor<B> = &primitive::<B, 1>(self.weights.clone());
        let moving = &primitive::<B, 1>(self.moving.clone());
        let after = B::draft(layout.moving_len(), moving);
        let found = B::draft(layout.weights_len(), weights);
        let mut pass = Pass { weights, moving, after, found };

        let Batch { inputs, dropout, targets, counted } = self.batch;
        let mut dropout = dropout.into_iter();
        let (mut all, mut kept) = (Vec::new(), Vec::new());
        for member in members {
            let given = member.branches.iter().map(|(view, _)| inputs[self.network.place(*view)].clone());
            let (said, state) = member.forward(given.zip(dropout.by_ref()), &mut pass);
            all.push(said);
            kept.push(state);
        }
        let said = joined::<B>(all);
        let [rows, _] = Tensor::<2>::from_primitive::<B>(said.clone()).dims();
        let [houses] = targets.dims();
        // Each photo of a house is to say its price.
        let targets = if rows == houses {
            targets
        } else {
            targets.reshape([houses, 1]).repeat_dim(1, rows / houses).reshape([rows])
        };
        let counted = counted.map(primitive::<B, 2>);
        let [loss, gradient] = B::loss(self.criterion, said, primitive::<B, 1>(targets), counted);

        let mut at = 0;
        for (member, kept) in members.iter().zip(kept) {
            let places = at..at + member.output.outputs;
            at = places.end;
            let arrived = if members.len() == 1 { gradient.clone() } else { B::part(&gradient, places) };
            member.backward(kept, arrived, &mut pass);
        }
        let [gradient, moving] =
            [pass.found, pass.after].map(|draft| Tensor::from_primitive::<B>(B::written(draft)));
        Step { loss: Tensor::from_primitive::<B>(loss), gradient, moving }
    }
}

/// What a member keeps for the way back.
struct MemberKept<B: Ops> {
    branches: Vec<Kept<B>>,
    joined: FloatTensor<B>,
    last: FloatTensor<B>,
    said: FloatTensor<B>,
}

impl Member {
    /// From what each branch is given, with the factors of its dropout, to `[rows, outputs]`.
    fn forward<B: Ops>(
        &self,
        given: impl Iterator<Item = (Tensor<2>, Tensor<2>)>,
        pass: &mut Pass<'_, B>,
    ) -> (FloatTensor<B>, MemberKept<B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let (mut parts, mut kept) = (Vec::new(), Vec::new());
        for ((_, branch), (input, dropout)) in self.branches.iter().zip(given) {
            let (features, state) = match branch {
                Branch::Cnn(cnn) => {
                    let pictures = pictures(cnn, input);
                    let dropout = dropout.reshape([pictures.dims()[0], cnn::HIDDEN]);
                    let (features, state) =
                        cnn.forward(primitive::<B, 4>(pictures), primitive::<B, 2>(dropout), pass);
                    (features, Kept::Cnn(state))
                }
                Branch::Mlp(mlp) => {
                    let (features, state) = mlp.forward(B::given(primitive::<B, 2>(input)), pass);
                    (features, Kept::Mlp(state))
                }
                Branch::Backbone(network, count) => {
                    let photos = primitive::<B, 4>(photos(input, *count));
                    let (features, state) = network.forward(photos, pass.weights);
                    (by_house::<B>(features, *count), Kept::Backbone(Box::new(state)))
                }
                Branch::Given(_) => (B::given(primitive::<B, 2>(input)), Kept::Nothing),
            };
            parts.push(features);
            kept.push(state);
        }
        let joined = joined::<B>(parts);
        let merged = self.merged.as_ref();
        let last = merged.map_or_else(|| joined.clone(), |merged| B::dense(merged, &joined, pass.weights));
        let said = B::dense(&self.output, &last, pass.weights);
        (said.clone(), MemberKept { branches: kept, joined, last, said })
    }

    /// The way back, from the gradient of what it said.
    fn backward<B: Ops>(&self, kept: MemberKept<B>, gradient: FloatTensor<B>, pass: &mut Pass<'_, B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let MemberKept { branches: kept, joined, last, said } = kept;
        let (weights, found) = (pass.weights, &mut pass.found);
        let mut gradient = B::dense_back(&self.output, last.clone(), said, gradient, weights, found);
        if let Some(merged) = &self.merged {
            gradient = B::dense_back(merged, joined, last, gradient, weights, found);
        }
        let mut at = 0;
        for ((_, branch), kept) in self.branches.iter().zip(kept) {
            let places = at..at + branch.features();
            at = places.end;
            let arrived =
                if self.branches.len() == 1 { gradient.clone() } else { B::part(&gradient, places) };
            match (branch, kept) {
                (Branch::Cnn(cnn), Kept::Cnn(kept)) => cnn.backward(kept, arrived, pass),
                (Branch::Mlp(mlp), Kept::Mlp(kept)) => mlp.backward(kept, arrived, pass),
                (Branch::Backbone(network, count), Kept::Backbone(kept)) => {
                    network.backward(*kept, by_photo::<B>(arrived, *count), pass);
                }
                // Each was kept by its own branch.
                _ => {}
            }
        }
    }
}

/// `[houses * photos, features]` as `[houses, photos * features]`.
fn by_house<B: Ops>(features: FloatTensor<B>, photos: usize) -> FloatTensor<B> {
    let [rows, across] = features.shape().dims();
    B::given(B::float_reshape(features, Shape::from([rows / photos, photos * across])))
}

/// The way back from that.
fn by_photo<B: Ops>(gradient: FloatTensor<B>, photos: usize) -> FloatTensor<B> {
    let [houses, across] = gradient.shape().dims();
    B::float_reshape(gradient, Shape::from([houses * photos, across / photos]))
}

/// Several, side by side.
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
        let Network { members, .. } = self.network;
        let weights: &FloatTensor<B> = &primitive::<B, 1>(self.weights.clone());
        let moving = &primitive::<B, 1>(self.moving.clone());
        let at = Evaluation { weights, moving };
        let features = |(view, branch): &(View, Branch)| {
            let input = self.inputs[self.network.place(*view)].clone();
            match branch {
                Branch::Cnn(cnn) => cnn.evaluate(primitive::<B, 4>(pictures(cnn, input)), &at),
                Branch::Mlp(mlp) => mlp.evaluate(B::given(primitive::<B, 2>(input)), &at),
                Branch::Backbone(network, count) => {
                    let photos = primitive::<B, 4>(photos(input, *count));
                    by_house::<B>(network.evaluate(photos, weights), *count)
                }
                Branch::Given(_) => B::given(primitive::<B, 2>(input)),
            }
        };
        let said = |Member { branches, merged, output }: &Member| {
            let joined = joined::<B>(branches.iter().map(features).collect());
            let last =
                merged.as_ref().map_or_else(|| joined.clone(), |merged| B::dense(merged, &joined, weights));
            B::dense(output, &last, weights)
        };
        Tensor::from_primitive::<B>(joined::<B>(members.iter().map(said).collect()))
    }
}
