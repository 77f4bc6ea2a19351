#[cfg(feature = "alloc")]
use super::WholeArray;
use super::{ApplyDecay, Decay, Optimizer};
use crate::gradients::{Learner, Rule};
use crate::simd::Cpu;
use crate::tensor::Vector16;

/// One step of an optimizer, the same for all weights: its learning rate, weight decay and rule.
///
/// [`Built`](super::Built) has what goes beyond one step and one gradient.
///
/// ```
/// use kerust::layers::{Batch, Pass};
/// use kerust::memory::Vector16;
/// use kerust::optimizers::Update;
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 3> > }
///
/// let mut net = Net::new(1);
/// let mut state = vec![[0.0; 16]; <Adam>::SLOTS * Net::VECTORS];
/// let update = Update::new(&Adam::new(), 0);
/// let mut learner = update.learner(&mut state); // for `Model::backward`
/// let mut sink = learner.sink(net.vectors_mut(0), 0);
/// sink.give(0, &[1.0; 16]);
/// ```
#[allow(missing_debug_implementations)]
pub struct Update<O: Optimizer> {
    step: O::Step,
    decay: Option<Decay>,
}

impl<O: Optimizer> Update<O> {
    /// The step number `iteration` of `optimizer`, counted from 0.
    #[must_use]
    pub fn new(optimizer: &O, iteration: u64) -> Self {
        let learning_rate = optimizer.settings().learning_rate.at(iteration);
        Update::at(optimizer, learning_rate, iteration)
    }

    /// The step with this learning rate after `updates` updates.
    pub(crate) fn at(optimizer: &O, learning_rate: f32, updates: u64) -> Self {
        Update {
            step: optimizer.step(learning_rate, updates),
            decay: (optimizer.settings().weight_decay)
                .filter(|_| !O::DECAYS)
                .map(|share| Decay::new(share, learning_rate)),
        }
    }

    /// Updates each weight as soon as its gradient is known. `state` has [`SLOTS`](Optimizer::SLOTS) vectors
    /// for every vector of the model; [`begin`](Optimizer::begin) fills it before the first step.
    #[must_use]
    pub fn learner<'a>(&'a self, state: &'a mut [Vector16]) -> Learner<'a> {
        Learner::update(self, state)
    }

    /// Updates an array as a whole.
    #[cfg(feature = "alloc")]
    pub(crate) fn update_array(&self, optimizer: &O, cpu: Cpu, array: WholeArray<'_>) {
        self.decay(cpu, array.weights);
        optimizer.run_array(cpu, &self.step, array);
    }

    fn decay(&self, cpu: Cpu, weights: &mut [Vector16]) {
        if let Some(decay) = self.decay {
            cpu.run(ApplyDecay { decay, weights });
        }
    }
}

impl<O: Optimizer> Clone for Update<O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O: Optimizer> Copy for Update<O> {}

impl<O: Optimizer> Rule for Update<O> {
    fn slots(&self) -> usize {
        O::SLOTS
    }

    fn update(
        &self,
        cpu: Cpu,
        weights: &mut [Vector16],
        gradients: &[Vector16],
        state: &mut [Vector16],
    ) {
        self.decay(cpu, weights);
        O::run_vectors(cpu, &self.step, weights, gradients, state);
    }
}
