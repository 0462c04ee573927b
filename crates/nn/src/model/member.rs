//! A member of a network: branches side by side, merged where there are several, and a linear layer.

use burn::backend::tensor::FloatTensor;
use burn::backend::{DispatchKindConversion, DispatchTensor, TensorMetadata};
use burn::tensor::{Shape, Tensor};

use super::cnn::{self, Cnn};
use super::layout::CHANNELS;
use super::mlp::{self, Mlp};
use super::pass::{Evaluation, Pass};
use super::resnet::{self, ResNet};
use super::slope::{self, Traced, given, then};
use super::{Layout, View, onnx};
use crate::onnx::graph::{Graph, Part, Value};
use crate::ops::{Dense, Ops, primitive};

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

/// One member.
#[derive(Clone, Debug)]
pub(super) struct Member {
    branches: Vec<(View, Branch)>,
    merged: Option<Dense>,
    output: Dense,
}

/// What a member keeps for the way back.
pub(super) struct MemberKept<B: Ops> {
    branches: Vec<Kept<B>>,
    joined: FloatTensor<B>,
    last: FloatTensor<B>,
    said: FloatTensor<B>,
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

    /// So many linear units over what the branches give, side by side.
    pub(super) fn linear(layout: &mut Layout, branches: Vec<(View, Branch)>, units: usize) -> Self {
        let features = branches.iter().map(|(_, branch)| branch.features()).sum();
        // From zero: what a unit learns is then a mixture of the training houses, and no part of it chance.
        let output = layout.zeros("output", [features, units]);
        Member { branches, merged: None, output }
    }

    /// What its branches are told.
    pub(super) fn views(&self) -> impl Iterator<Item = View> {
        self.branches.iter().map(|(view, _)| *view)
    }

    /// Of each branch, how many units dropout acts on, all its pictures of a house together. None of some.
    pub(super) fn dropped(&self, photos: usize) -> impl Iterator<Item = usize> {
        self.branches.iter().map(move |(view, branch)| match (branch, view) {
            (Branch::Mlp(_) | Branch::Backbone(..) | Branch::Given(_), _) => 0,
            (Branch::Cnn(_), View::Each) => photos * cnn::HIDDEN,
            (Branch::Cnn(_), _) => cnn::HIDDEN,
        })
    }

    /// How many prices it says of a house.
    pub(super) fn outputs(&self) -> usize {
        self.output.outputs
    }

    /// From what each branch is given, with the factors of its dropout, to `[rows, outputs]`.
    pub(super) fn forward<B: Ops>(
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
    pub(super) fn backward<B: Ops>(
        &self,
        kept: MemberKept<B>,
        gradient: FloatTensor<B>,
        pass: &mut Pass<'_, B>,
    ) where
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

    /// Shapes as in [`forward`](Self::forward), with moving statistics and without dropout.
    pub(super) fn evaluate<B: Ops>(
        &self,
        given: impl Iterator<Item = Tensor<2>>,
        at: &Evaluation<'_, B>,
    ) -> FloatTensor<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let features = |((_, branch), input): (&(View, Branch), Tensor<2>)| match branch {
            Branch::Cnn(cnn) => cnn.evaluate(primitive::<B, 4>(pictures(cnn, input)), at),
            branch => branch.seen(input, at),
        };
        let joined = joined::<B>(self.branches.iter().zip(given).map(features).collect());
        let merged = self.merged.as_ref();
        let last = merged.map_or_else(|| joined.clone(), |merged| B::dense(merged, &joined, at.weights));
        B::dense(&self.output, &last, at.weights)
    }

    /// The same as ONNX's operators; `told` brings each view.
    pub(super) fn onnx<'a>(
        &self,
        graph: &mut Graph<'a>,
        told: &mut dyn FnMut(&mut Graph<'a>, View) -> Value,
    ) -> Value {
        let mut parts = Vec::new();
        for (view, branch) in &self.branches {
            let x = told(graph, *view);
            parts.push(match branch {
                Branch::Cnn(cnn) => cnn.onnx(graph, &x),
                Branch::Mlp(mlp) => mlp.onnx(graph, &x),
                Branch::Backbone(network, photos) => {
                    let features = network.onnx(graph, Part::Weights, &x);
                    graph.reshape(&features, &[-1, (photos * resnet::FEATURES) as i64])
                }
                Branch::Given(_) => x,
            });
        }
        let mut last = graph.joined(parts, 1);
        if let Some(merged) = &self.merged {
            last = onnx::dense(merged, graph, &last);
        }
        onnx::dense(&self.output, graph, &last)
    }

    /// What it makes of the photos of `houses` houses, or, where it sees none, of what else it is told: `[houses, values]`.
    pub(super) fn features<B: Ops>(
        &self,
        given: impl Iterator<Item = Tensor<2>>,
        at: &Evaluation<'_, B>,
        houses: usize,
    ) -> FloatTensor<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let seen = self.branches.iter().zip(given).filter(|((view, _), _)| self.is_feature(*view));
        let features = |((_, branch), input): (&(View, Branch), Tensor<2>)| {
            let features = branch.seen(input, at);
            let values = features.shape().num_elements();
            B::given(B::float_reshape(features, Shape::from([houses, values / houses.max(1)])))
        };
        joined::<B>(seen.map(features).collect())
    }

    /// Values of that, of houses with so many photos.
    pub(super) fn feature_count(&self, photos: usize) -> usize {
        let values = |(view, branch): &(View, Branch)| match (branch, view) {
            (Branch::Cnn(cnn), View::Each) => photos * cnn.seen_count(),
            (Branch::Cnn(cnn), _) => cnn.seen_count(),
            (branch, _) => branch.features(),
        };
        self.branches.iter().filter(|(view, _)| self.is_feature(*view)).map(values).sum()
    }

    /// Whether what is seen so belongs to the feature space: attributes only where there is nothing else.
    fn is_feature(&self, view: View) -> bool {
        view != View::Attributes || self.branches.iter().all(|(view, _)| *view == View::Attributes)
    }

    /// The gradient, with respect to what each branch is told of one house, of the mean of what it says.
    pub(super) fn slope(&self, told: &[&[f32]], at: [&[f32]; 2]) -> Vec<Vec<f32>> {
        let rows = match (self.branches.first(), told.first()) {
            (Some((_, Branch::Cnn(cnn))), Some(told)) => told.len() / cnn.image().iter().product::<usize>(),
            _ => 1,
        };
        let mut all = vec![Vec::new(); self.branches.len()];
        for row in 0..rows {
            let part = |told: &[f32]| told[told.len() / rows * row..told.len() / rows * (row + 1)].to_vec();
            let traced: Vec<Traced<'_>> = self
                .branches
                .iter()
                .zip(told)
                .map(|((_, branch), told)| branch.slope(part(told), at))
                .collect();
            let (features, backs): (Vec<Vec<f32>>, Vec<_>) = traced.into_iter().unzip();
            let mut last = given(features.concat());
            if let Some(merged) = &self.merged {
                last = then(last, |x| slope::dense(merged, &x, at[0]));
            }
            let (said, back) = then(last, |x| slope::dense(&self.output, &x, at[0]));
            let gradient = back(vec![1.0 / (said.len() * rows) as f32; said.len()]);
            let mut rest = &gradient[..];
            for ((back, features), all) in backs.into_iter().zip(&features).zip(&mut all) {
                let (own, others) = rest.split_at(features.len());
                rest = others;
                all.extend(back(own.to_vec()));
            }
        }
        all
    }
}

impl Branch {
    /// What it makes of houses, `[batch, values]`, with moving statistics and without dropout; of a CNN, what its
    /// convolutions make.
    fn seen<B: Ops>(&self, input: Tensor<2>, at: &Evaluation<'_, B>) -> FloatTensor<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        match self {
            Branch::Cnn(cnn) => cnn.seen(primitive::<B, 4>(pictures(cnn, input)), at),
            Branch::Mlp(mlp) => mlp.evaluate(B::given(primitive::<B, 2>(input)), at),
            Branch::Backbone(network, count) => {
                let photos = primitive::<B, 4>(photos(input, *count));
                by_house::<B>(network.evaluate(photos, at.weights), *count)
            }
            Branch::Given(_) => B::given(primitive::<B, 2>(input)),
        }
    }

    /// What it makes of one house, or of one of its photos where it looks at them one at a time.
    fn slope<'a>(&'a self, input: Vec<f32>, at: [&'a [f32]; 2]) -> Traced<'a> {
        match self {
            Branch::Cnn(cnn) => cnn.slope(input, at),
            Branch::Mlp(mlp) => mlp.slope(input, at[0]),
            Branch::Backbone(network, count) => network.traced(input, *count, &at[0][..network.len()]),
            Branch::Given(_) => given(input),
        }
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
    let tile = (across / (photos * CHANNELS)).isqrt();
    values.reshape([batch * photos, CHANNELS, tile, tile])
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
pub(super) fn joined<B: Ops>(mut parts: Vec<FloatTensor<B>>) -> FloatTensor<B> {
    if parts.len() == 1 { parts.swap_remove(0) } else { B::join(parts) }
}
