use super::{Optimizer, WholeArray};
use crate::kernels::{Processor, Task};
use crate::memory::Lane;

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
        let slots = &mut self.state[..self.gradients.len() * O::SLOTS];
        for (place, (weights, gradient)) in self.weights.iter_mut().zip(self.gradients).enumerate()
        {
            let slots = &mut slots[place * O::SLOTS..][..O::SLOTS];
            O::update(self.step, weights, gradient, slots);
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
