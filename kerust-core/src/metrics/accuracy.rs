use crate::activations::{linear, sigmoid, softmax};
use crate::contract::{Bits, Classes, MetricFor, Numbers, OneHot};
use crate::losses::Loss;
use crate::metrics::{Argmax, Direction, Judges, Mean};
use crate::shape::Row;

crate::metric! {
    /// The share of rows that are classified right; which of Keras' accuracies it is depends on
    /// the labels and on the number of outputs.
    ///
    /// | labels | outputs | right if |
    /// | --- | --- | --- |
    /// | numbers | 1 | (output > 0.5) is the label |
    /// | numbers | more | the largest output and the largest label are at the same place |
    /// | a class | any | the largest output is at the class |
    ///
    /// As in Keras one output is compared with 0.5 also where it is a logit.
    accuracy, val_accuracy, Direction::Max
}

impl Judges<usize> for accuracy {
    type State<R: Row> = Mean;

    fn state<R: Row>(&self) -> Mean {
        Mean::default()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Mean,
        outputs: &[f32],
        class: &usize,
        _: usize,
        weight: f32,
    ) {
        state.add(f32::from(outputs.argmax() == *class), weight);
    }

    fn result<R: Row>(&self, state: &Mean) -> f32 {
        state.result()
    }
}

impl Judges<[f32]> for accuracy {
    type State<R: Row> = Mean;

    fn state<R: Row>(&self) -> Mean {
        Mean::default()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Mean,
        outputs: &[f32],
        target: &[f32],
        width: usize,
        weight: f32,
    ) {
        let places = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let right = places.filter(|(outputs, target)| match (outputs, target) {
            ([output], [target]) => f32::from(*output > 0.5) == *target,
            _ => outputs.argmax() == target.argmax(),
        });
        // A row of several places counts as their mean.
        let right = right.count() as f32 / (outputs.len() / width) as f32;
        state.add(right, weight);
    }

    fn result<R: Row>(&self, state: &Mean) -> f32 {
        state.result()
    }
}

macro_rules! goes_with {
    ($($kind:ident $target:ty: $($head:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl<L: Loss<Labels = $kind>> MetricFor<L, $head, $target, $kind> for accuracy {
            type Is = Self;
        }
    )*)*};
}

goes_with! {
    Classes usize: softmax linear;
    OneHot [f32]: softmax sigmoid linear;
    Bits [f32]: softmax sigmoid linear;
    Numbers [f32]: softmax sigmoid;
}
