//! The weights of rows and classes of outputs by their names: the calls of `fit!` and `evaluate!`.

use super::{Evaluate, Fit, Validated};
use crate::model::Model;
use crate::samples::Samples;
use crate::train::data::labels::{ClassWeights, SampleWeight, SampleWeights};
use crate::train::data::losses::Losses;
use crate::train::outputs::{HasOutput, LastActivation, LossOf, OutputName, Place};

#[doc(hidden)]
impl<'a, 'x, M: Model, O, L: Losses, Ms, V> Fit<'a, 'x, M, O, L, Ms, V> {
    /// A weight for each row, of output `N`.
    pub fn sample_weight_of<N, W>(mut self, weights: &'x W) -> Self
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        L: LossOf<N, Place<M, N>, LastActivation<M, N>>,
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        let output = Some(<M::Output as HasOutput<M, N, N::Hash>>::INDEX);
        self.data.weigh(output, &|| SampleWeights::of_rows(weights));
        self
    }

    /// The weights of classes, of output `N`.
    pub fn class_weight_of<N, W>(self, weights: &W) -> Self
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        L: LossOf<N, Place<M, N>, LastActivation<M, N>>,
        W: ClassWeights + ?Sized,
    {
        self.weigh_classes(<M::Output as HasOutput<M, N, N::Hash>>::INDEX, weights)
    }

    /// A weight for each row of the validation data, which must be set before, of output `N`.
    pub fn validation_sample_weight_of<N, W>(mut self, weights: &'x W) -> Self
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        L: LossOf<N, Place<M, N>, LastActivation<M, N>>,
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        if let Validated::Data(data) = &mut self.validated {
            data.weigh(
                Some(<M::Output as HasOutput<M, N, N::Hash>>::INDEX),
                &|| SampleWeights::of_rows(weights),
            );
        }
        self
    }
}

#[doc(hidden)]
impl<'a, 'x, M: Model, O, L: Losses, Ms> Evaluate<'a, 'x, M, O, L, Ms> {
    /// A weight for each row, of output `N`.
    pub fn sample_weight_of<N, W>(mut self, weights: &'x W) -> Self
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        L: LossOf<N, Place<M, N>, LastActivation<M, N>>,
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        let output = Some(<M::Output as HasOutput<M, N, N::Hash>>::INDEX);
        self.data.weigh(output, &|| SampleWeights::of_rows(weights));
        self
    }
}
