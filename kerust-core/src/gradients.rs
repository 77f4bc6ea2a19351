//! Where the gradient of the weights goes: into an update at once, or into memory.
//!
//! A layer's backward pass is written once and hands each lane of its weights' gradient to a
//! [`Sink`]. While `fit` trains, the sink is the optimizer's update, and no gradient is stored.

use crate::memory::Lane;
use crate::optimizers::Optimizer;

/// What takes the gradient of one layer's weights.
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

/// What takes the gradients of all layers, one after the other.
pub trait Learner {
    /// The sink of one layer.
    type Sink<'a>: Sink
    where
        Self: 'a;

    /// The sink of the layer with these weights, whose first lane is the model's lane `first`.
    fn sink<'a>(&'a mut self, weights: &'a mut [Lane], first: usize) -> Self::Sink<'a>;
}

/// Updates each lane as soon as its gradient is known.
#[derive(Debug)]
pub struct Update<'s, O: Optimizer> {
    step: O::Step,
    state: &'s mut [Lane],
}

impl<'s, O: Optimizer> Update<'s, O> {
    /// One step of `optimizer`, the `iteration`-th, counted from 0. `state` has
    /// [`SLOTS`](Optimizer::SLOTS) lanes for every lane of the model.
    #[must_use]
    pub fn new(optimizer: &O, iteration: u64, state: &'s mut [Lane]) -> Self {
        Update::of(optimizer.step(iteration), state)
    }

    /// The same with what [`Optimizer::step`] has given.
    #[must_use]
    pub fn of(step: O::Step, state: &'s mut [Lane]) -> Self {
        Update { step, state }
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
            state: &mut self.state[first * O::SLOTS..last * O::SLOTS],
            weights,
        }
    }
}

/// The sink of [`Update`].
#[derive(Debug)]
pub struct UpdateSink<'a, O: Optimizer> {
    step: &'a O::Step,
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
        let slots = &mut self.state[first * O::SLOTS..][..gradients.len() * O::SLOTS];
        for (place, (weights, gradient)) in weights.iter_mut().zip(gradients).enumerate() {
            let slots = &mut slots[place * O::SLOTS..][..O::SLOTS];
            O::update(self.step, weights, gradient, slots);
        }
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
