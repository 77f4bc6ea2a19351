use crate::kernels::{Processor, Task};
use crate::memory::Lane;
use crate::model::LayerInfo;
use crate::optimizers::{Optimizer, Shared, WholeArray};

/// The update of a layer's arrays.
pub(super) struct UpdateArrays<'a, O: Optimizer> {
    pub(super) optimizer: &'a O,
    pub(super) shared: Shared<O>,
    pub(super) layer: &'static LayerInfo,
    pub(super) weights: &'a mut [Lane],
    pub(super) gradients: &'a [Lane],
    pub(super) state: &'a mut [Lane],
    pub(super) scratch: &'a mut [Lane],
}

impl<O: Optimizer> Task for UpdateArrays<'_, O> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        if let Some(decay) = self.shared.decay {
            decay.apply(self.weights);
        }
        let (mut weights, mut gradients, mut state) = (self.weights, self.gradients, self.state);
        for weight in self.layer.weights {
            let (own, rest) = weights.split_at_mut(weight.lanes());
            weights = rest;
            let (gradient, rest) = gradients.split_at(weight.lanes());
            gradients = rest;
            let lanes = self.optimizer.state_lanes(self.layer.name, weight);
            let (slots, rest) = state.split_at_mut(lanes);
            state = rest;
            let array = WholeArray {
                layer: self.layer.name,
                weight,
                weights: own,
                gradient,
                state: slots,
                scratch: &mut *self.scratch,
            };
            self.optimizer.update_array(&self.shared.step, array);
        }
    }
}
