use super::{Optimizer, WholeArray};
use crate::simd::{Processor, Task};
use crate::tensor::Lane;

/// The update of weights, one lane after the other.
pub(super) struct UpdateLanes<'a, O: Optimizer> {
    pub(super) step: &'a O::Step,
    pub(super) weights: &'a mut [Lane],
    pub(super) gradients: &'a [Lane],
    pub(super) state: &'a mut [Lane],
}

impl<O: Optimizer> Task for UpdateLanes<'_, O> {
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

/// Compiles an optimizer in this crate: its update of lanes, of arrays, or that of lanes in each of its
/// forms, where the condition behind it holds.
macro_rules! compiled_here {
    (lanes) => {
        fn run_lanes(
            cpu: $crate::simd::Cpu,
            step: &Self::Step,
            weights: &mut [Lane],
            gradients: &[Lane],
            state: &mut [Lane],
        ) {
            cpu.run($crate::optimizers::UpdateLanes::<Self> {
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
    (lanes of $step:ty: $($optimizer:ty, if $condition:expr);+) => {
        fn run_lanes(
            cpu: $crate::simd::Cpu,
            step: &$step,
            weights: &mut [Lane],
            gradients: &[Lane],
            state: &mut [Lane],
        ) {
            $(if const { $condition } {
                fn here(
                    cpu: $crate::simd::Cpu,
                    step: &$step,
                    weights: &mut [Lane],
                    gradients: &[Lane],
                    state: &mut [Lane],
                ) {
                    cpu.run($crate::optimizers::UpdateLanes::<$optimizer> {
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
