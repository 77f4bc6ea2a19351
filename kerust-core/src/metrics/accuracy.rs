use crate::activations::{sigmoid, softmax};
use crate::contract::MetricFor;
use crate::losses::Loss;
use crate::metrics::{Argmax, Direction, Judges, Mean};

crate::metric! {
    /// The share of rows that are classified right; which of Keras' accuracies it is depends on
    /// the labels and on the number of outputs.
    ///
    /// | labels | outputs | right if |
    /// | --- | --- | --- |
    /// | numbers | 1 | (output > 0.5) is the label |
    /// | numbers | more | the largest output and the largest label are at the same place |
    /// | a class | any | the largest output is at the class |
    accuracy, val_accuracy, Direction::Max
}

impl Judges<usize> for accuracy {
    type State = Mean;

    #[inline(always)]
    fn update(state: &mut Mean, outputs: &[f32], class: &usize, _: usize) {
        state.add(f32::from(outputs.argmax() == *class));
    }

    fn result(state: &Mean) -> f32 {
        state.result()
    }
}

impl Judges<[f32]> for accuracy {
    type State = Mean;

    #[inline(always)]
    fn update(state: &mut Mean, outputs: &[f32], target: &[f32], width: usize) {
        let places = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let right = places.filter(|(outputs, target)| match (outputs, target) {
            ([output], [target]) => f32::from(*output > 0.5) == *target,
            _ => outputs.argmax() == target.argmax(),
        });
        // A row of several places counts as their mean.
        state.add(right.count() as f32 / (outputs.len() / width) as f32);
    }

    fn result(state: &Mean) -> f32 {
        state.result()
    }
}

#[diagnostic::do_not_recommend]
impl<L: Loss<Target = usize>> MetricFor<L, softmax, usize> for accuracy {
    type Is = Self;
}

#[diagnostic::do_not_recommend]
impl<L: Loss<Target = [f32]>> MetricFor<L, softmax, [f32]> for accuracy {
    type Is = Self;
}

#[diagnostic::do_not_recommend]
impl<L: Loss<Target = [f32]>> MetricFor<L, sigmoid, [f32]> for accuracy {
    type Is = Self;
}
