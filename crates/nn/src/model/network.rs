//! A network: one member, or several that are trained side by side.
//!
//! It holds no values: they lie in flat vectors, in the order of its [`Layout`].

use burn::backend::tensor::FloatTensor;
use burn::backend::{DispatchKindConversion, DispatchTensor};
use burn::tensor::Tensor;

use super::member::{Member, joined};
use super::pass::{Evaluation, Pass};
use super::{Layout, View};
use crate::onnx::graph::{Graph, Value};
use crate::ops::{Computed, Criterion, Ops, compute, primitive};

/// A network of one of the kinds.
#[derive(Clone, Debug)]
pub struct Network {
    /// What is to be told of a house.
    views: Vec<View>,
    members: Vec<Member>,
    layout: Layout,
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

impl Network {
    /// Of members whose parameters make up the layout.
    pub(super) fn new(layout: Layout, members: Vec<Member>) -> Self {
        let mut views = Vec::new();
        for view in members.iter().flat_map(Member::views) {
            if !views.contains(&view) {
                views.push(view);
            }
        }
        Network { views, members, layout }
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
        self.members.iter().flat_map(|member| member.dropped(photos)).collect()
    }

    /// Loss, gradient and new moving statistics for a batch. `weights` and `moving` are the state before it.
    pub fn step(&self, [weights, moving]: [&Tensor<1>; 2], batch: Batch, criterion: Criterion) -> Step {
        compute(weights, Train { network: self, weights, moving, batch, criterion })
    }

    /// What each member of the network says of each house, `[batch, members]`: moving statistics, no dropout. `inputs` as in
    /// [`Batch`].
    pub fn predict(&self, [weights, moving]: [&Tensor<1>; 2], inputs: Vec<Tensor<2>>) -> Tensor<2> {
        let houses = houses_of(&inputs);
        let said =
            compute(weights, Evaluate { network: self, weights, moving, inputs, wanted: Wanted::Prices });
        let [rows, _] = said.dims();
        // Of photos that are looked at one at a time, the mean.
        if rows == houses { said } else { said.reshape([houses, rows / houses]).mean_dim(1) }
    }

    /// What it makes of the photos of houses before it says a price, or of what else it is told where it sees none: its feature
    /// space, `[batch, values]`. Arguments as of [`predict`](Self::predict).
    pub fn features(&self, [weights, moving]: [&Tensor<1>; 2], inputs: Vec<Tensor<2>>) -> Tensor<2> {
        compute(weights, Evaluate { network: self, weights, moving, inputs, wanted: Wanted::Features })
    }

    /// Values in its feature space, of houses with so many photos.
    pub fn feature_count(&self, photos: usize) -> usize {
        self.members.iter().map(|member| member.feature_count(photos)).sum()
    }

    /// The gradient, with respect to each view of one house, of the mean of what its members say of it; on the CPU, moving
    /// statistics, no dropout. `told` holds the views in their order.
    pub fn slope(&self, at: [&[f32]; 2], told: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let mut all: Vec<Vec<f32>> = told.iter().map(|told| vec![0.0; told.len()]).collect();
        for member in &self.members {
            let share = member.outputs() as f32 / self.members() as f32;
            let places: Vec<usize> =
                member.views().filter_map(|view| self.views.iter().position(|each| *each == view)).collect();
            let told: Vec<&[f32]> = places.iter().map(|&place| &told[place][..]).collect();
            for (place, gradient) in places.iter().zip(member.slope(&told, at)) {
                all[*place].iter_mut().zip(gradient).for_each(|(sum, g)| *sum += share * g);
            }
        }
        all
    }

    /// What each member says, `[rows, members]`, as ONNX's operators; `told` brings each view. Of photos that are looked at one at a
    /// time, there is a row each.
    pub(crate) fn onnx<'a>(
        &self,
        graph: &mut Graph<'a>,
        told: &mut dyn FnMut(&mut Graph<'a>, View) -> Value,
    ) -> Value {
        let part = |member: &Member| member.onnx(graph, told);
        let parts = self.members.iter().map(part).collect();
        graph.joined(parts, 1)
    }

    /// How many prices it says of a house.
    pub fn members(&self) -> usize {
        self.members.iter().map(Member::outputs).sum()
    }

    /// What a member is given of what is told.
    fn given(&self, member: &Member, inputs: &[Tensor<2>]) -> impl Iterator<Item = Tensor<2>> {
        let told = move |view| self.views.iter().zip(inputs).find(|(each, _)| **each == view);
        member.views().filter_map(move |view| Some(told(view)?.1.clone()))
    }
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
            let given = self.network.given(member, &inputs);
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
            let places = at..at + member.outputs();
            at = places.end;
            let arrived = if members.len() == 1 { gradient.clone() } else { B::part(&gradient, places) };
            member.backward(kept, arrived, &mut pass);
        }
        let [gradient, moving] =
            [pass.found, pass.after].map(|draft| Tensor::from_primitive::<B>(B::written(draft)));
        Step { loss: Tensor::from_primitive::<B>(loss), gradient, moving }
    }
}

/// A pass that changes nothing.
struct Evaluate<'a> {
    network: &'a Network,
    weights: &'a Tensor<1>,
    moving: &'a Tensor<1>,
    inputs: Vec<Tensor<2>>,
    /// What each member says, or what it makes of houses before that.
    wanted: Wanted,
}

#[derive(Clone, Copy)]
enum Wanted {
    Prices,
    Features,
}

impl Computed for Evaluate<'_> {
    /// `[rows, members]`, or `[batch, values]`
    type Output = Tensor<2>;

    fn on<B: Ops>(self) -> Tensor<2>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let weights: &FloatTensor<B> = &primitive::<B, 1>(self.weights.clone());
        let moving = &primitive::<B, 1>(self.moving.clone());
        let at = Evaluation { weights, moving };
        let part = |member: &Member| {
            let given = self.network.given(member, &self.inputs);
            match self.wanted {
                Wanted::Prices => member.evaluate(given, &at),
                Wanted::Features => member.features(given, &at, houses_of(&self.inputs)),
            }
        };
        Tensor::from_primitive::<B>(joined::<B>(self.network.members.iter().map(part).collect()))
    }
}

/// How many houses are told of.
fn houses_of(inputs: &[Tensor<2>]) -> usize {
    inputs.first().map_or(0, |input| input.dims()[0])
}
