use super::{Optimizer, WholeArray};
use crate::simd::{Processor, Task};
use crate::tensor::Vector16;

/// The update of weights, one vector after the other.
pub(super) struct UpdateVectors<'a, O: Optimizer> {
    pub(super) step: &'a O::Step,
    pub(super) weights: &'a mut [Vector16],
    pub(super) gradients: &'a [Vector16],
    pub(super) state: &'a mut [Vector16],
}

impl<O: Optimizer> Task for UpdateVectors<'_, O> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        // By value, so that no store to the weights may change it.
        let step = *self.step;
        let slots = &mut self.state[..self.gradients.len() * O::SLOTS];
        for (place, (weights, gradient)) in self.weights.iter_mut().zip(self.gradients).enumerate()
        {
            let slots = &mut slots[place * O::SLOTS..][..O::SLOTS];
            O::update(&step, weights, gradient, slots);
        }
    }
}

/// The update of one array.
pub(super) struct UpdateArray<'a, O: Optimizer> {
    pub(super) optimizer: &'a O,
    pub(super) step: &'a O::Step,
    pub(super) array: WholeArray<'a>,
}

impl<O: Optimizer> Task for UpdateArray<'_, O> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        self.optimizer.update_array(self.step, self.array);
    }
}

/// Compiles an optimizer in this crate: its update of vectors, of arrays, or that of vectors in each of its
/// forms, where the condition behind it holds.
macro_rules! compiled_here {
    (vectors) => {
        fn run_vectors(
            cpu: $crate::simd::Cpu,
            step: &Self::Step,
            weights: &mut [Vector16],
            gradients: &[Vector16],
            state: &mut [Vector16],
        ) {
            cpu.run($crate::optimizers::UpdateVectors::<Self> {
                step,
                weights,
                gradients,
                state,
            });
        }
    };
    (arrays) => {
        fn run_array(
            &self,
            cpu: $crate::simd::Cpu,
            step: &Self::Step,
            array: $crate::optimizers::WholeArray<'_>,
        ) {
            cpu.run($crate::optimizers::UpdateArray {
                optimizer: self,
                step,
                array,
            });
        }
    };
    (vectors of $step:ty: $($optimizer:ty, if $condition:expr);+) => {
        fn run_vectors(
            cpu: $crate::simd::Cpu,
            step: &$step,
            weights: &mut [Vector16],
            gradients: &[Vector16],
            state: &mut [Vector16],
        ) {
            $(if const { $condition } {
                fn here(
                    cpu: $crate::simd::Cpu,
                    step: &$step,
                    weights: &mut [Vector16],
                    gradients: &[Vector16],
                    state: &mut [Vector16],
                ) {
                    cpu.run($crate::optimizers::UpdateVectors::<$optimizer> {
                        step,
                        weights,
                        gradients,
                        state,
                    });
                }
                here(cpu, step, weights, gradients, state);
            })+
        }
    };
}
pub(super) use compiled_here;
