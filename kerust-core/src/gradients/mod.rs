//! Where the gradient of the weights goes: into an update at once, or into memory.
//!
//! A layer's backward pass is written once and hands each lane of its weights' gradient to a
//! [`Sink`]. While `fit` trains, the sink is the optimizer's update, and no gradient is stored, if
//! the optimizer does not need whole gradients.

#[cfg(feature = "alloc")]
mod learning;
#[cfg(feature = "alloc")]
mod of_model;
#[cfg(feature = "alloc")]
mod tape;

#[cfg(feature = "alloc")]
pub(crate) use learning::Learning;
#[cfg(feature = "alloc")]
pub use of_model::Gradients;
#[cfg(feature = "alloc")]
pub use tape::GradientTape;

use crate::memory::Lane;
use crate::optimizers::{Decay, Optimizer, Shared, update_lanes};

/// The receiver of the gradient of one layer's weights.
pub trait Sink {
    /// The layer's weights as they are now.
    fn weights(&self) -> &[Lane];

    /// Takes the gradient of lane `index`, summed over the batch. Each lane is given once a step.
    fn give(&mut self, index: usize, gradient: &Lane);

    /// Takes the gradients of the lanes from `first`, one after the other.
    #[inline(always)]
    fn give_all(&mut self, first: usize, gradients: &[Lane]) {
        for (place, gradient) in gradients.iter().enumerate() {
            self.give(first + place, gradient);
        }
    }
}

/// The receiver of the gradients of all layers, one after the other.
pub trait Learner {
    /// The sink of one layer.
    type Sink<'a>: Sink
    where
        Self: 'a;

    /// The sink of the layer with these weights, whose first lane is the model's lane `first`.
    fn sink<'a>(&'a mut self, weights: &'a mut [Lane], first: usize) -> Self::Sink<'a>;
}

/// Updates each lane as soon as its gradient is known.
///
/// That is the learning rate, the weight decay and the rule of an optimizer;
/// [`Built`](crate::optimizers::Built) has what goes beyond one step and one gradient.
#[derive(Debug)]
pub struct Update<'s, O: Optimizer> {
    step: O::Step,
    decay: Option<Decay>,
    state: &'s mut [Lane],
}

impl<'s, O: Optimizer> Update<'s, O> {
    /// One step of `optimizer`, the `iteration`-th, counted from 0. `state` has
    /// [`SLOTS`](Optimizer::SLOTS) lanes for every lane of the model;
    /// [`begin`](Optimizer::begin) fills it before the first step.
    #[must_use]
    pub fn new(optimizer: &O, iteration: u64, state: &'s mut [Lane]) -> Self {
        Update::of(Shared::new(optimizer, iteration, iteration), state)
    }

    pub(crate) fn of(shared: Shared<O>, state: &'s mut [Lane]) -> Self {
        let Shared { step, decay } = shared;
        Update { step, decay, state }
    }
}

impl<O: Optimizer> Learner for Update<'_, O> {
    type Sink<'a>
        = UpdateSink<'a, O>
    where
        Self: 'a;

    #[inline(always)]
    fn sink<'a>(&'a mut self, weights: &'a mut [Lane], first: usize) -> UpdateSink<'a, O> {
        let last = first + weights.len();
        UpdateSink {
            step: &self.step,
            decay: self.decay,
            state: &mut self.state[first * O::SLOTS..last * O::SLOTS],
            weights,
        }
    }
}

/// The sink of [`Update`].
#[derive(Debug)]
pub struct UpdateSink<'a, O: Optimizer> {
    step: &'a O::Step,
    decay: Option<Decay>,
    weights: &'a mut [Lane],
    state: &'a mut [Lane],
}

impl<O: Optimizer> Sink for UpdateSink<'_, O> {
    #[inline(always)]
    fn weights(&self) -> &[Lane] {
        self.weights
    }

    #[inline(always)]
    fn give(&mut self, index: usize, gradient: &Lane) {
        self.give_all(index, core::slice::from_ref(gradient));
    }

    #[inline(always)]
    fn give_all(&mut self, first: usize, gradients: &[Lane]) {
        let weights = &mut self.weights[first..][..gradients.len()];
        if let Some(decay) = self.decay {
            decay.apply(weights);
        }
        let state = &mut self.state[first * O::SLOTS..];
        update_lanes::<O>(self.step, weights, gradients, state);
    }
}

/// Keeps the gradients: lane `i` of the slice is the gradient of the model's lane `i`.
#[derive(Debug)]
pub struct Store<'g>(pub &'g mut [Lane]);

impl Learner for Store<'_> {
    type Sink<'a>
        = StoreSink<'a>
    where
        Self: 'a;

    #[inline(always)]
    fn sink<'a>(&'a mut self, weights: &'a mut [Lane], first: usize) -> StoreSink<'a> {
        let last = first + weights.len();
        StoreSink {
            gradients: &mut self.0[first..last],
            weights,
        }
    }
}

/// The sink of [`Store`].
#[derive(Debug)]
pub struct StoreSink<'a> {
    weights: &'a [Lane],
    gradients: &'a mut [Lane],
}

impl Sink for StoreSink<'_> {
    #[inline(always)]
    fn weights(&self) -> &[Lane] {
        self.weights
    }

    #[inline(always)]
    fn give(&mut self, index: usize, gradient: &Lane) {
        self.gradients[index] = *gradient;
    }
}
