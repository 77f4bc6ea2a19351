//! Losses, weights and metrics of outputs by their names: the calls of `compile!`.

use super::Compiled;
use crate::losses::LossAfter;
use crate::metrics::{AloneFor, IsClear, MetricFor, Push, Weighted};
use crate::model::Model;
use crate::train::outputs::{
    EntryAt, HasOutput, LastActivation as Head, LossOf, OutputName, Place,
};

type Shape<M, N> = <<M as Model>::Output as HasOutput<M, N, <N as OutputName>::Hash>>::Shape;
/// The losses with that of output `N`, and the metrics with one more of it.
type WithLoss<M, N, Ls, L> = <Ls as EntryAt<Place<M, N>>>::With<L>;
type WithMetric<M, N, Ms, Q> =
    <Ms as EntryAt<Place<M, N>>>::With<<<Ms as EntryAt<Place<M, N>>>::Entry as Push<Q>>::Out>;
/// The loss of output `N`, and the activation that it goes with.
type Loss<M, N, Ls> = <Ls as LossOf<N, Place<M, N>, Head<M, N>>>::Loss;
type HeadOf<M, N, Ls> = <Loss<M, N, Ls> as LossAfter<Head<M, N>>>::Head;

#[doc(hidden)]
impl<M: Model, O, Ls, Ms> Compiled<M, O, Ls, Ms> {
    /// Sets the loss of output `N` to `L` with its defaults.
    #[must_use]
    pub fn loss_of<N, L>(self) -> Compiled<M, O, WithLoss<M, N, Ls, L::Is>, Ms>
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        L: LossAfter<Head<M, N>>,
        Ls: EntryAt<Place<M, N>>,
    {
        self.with(|losses, metrics| (losses.replace(|_| L::Is::default()), metrics))
    }

    /// Sets the loss of output `N`.
    #[must_use]
    pub fn loss_of_with<N, L>(self, loss: L) -> Compiled<M, O, WithLoss<M, N, Ls, L::Is>, Ms>
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        L: LossAfter<Head<M, N>, Is = L>,
        Ls: EntryAt<Place<M, N>>,
    {
        self.with(|losses, metrics| (losses.replace(|_| loss), metrics))
    }

    /// Sets the factor of the loss of output `N`.
    #[must_use]
    pub fn loss_weight_of<N>(mut self, weight: f32) -> Self
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        Ls: LossOf<N, Place<M, N>, Head<M, N>>,
    {
        self.loss_weights[<M::Output as HasOutput<M, N, N::Hash>>::INDEX] = weight;
        self
    }

    /// Adds the metric `Q` with its defaults to those of output `N`.
    #[must_use]
    pub fn metric_of<N, Q>(self) -> Compiled<M, O, Ls, WithMetric<M, N, Ms, Q::Is>>
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        Ls: LossOf<N, Place<M, N>, Head<M, N>>,
        Q: AloneFor<Loss<M, N, Ls>, HeadOf<M, N, Ls>, Shape<M, N>>,
        Ms: EntryAt<Place<M, N>, Entry: Push<Q::Is>>,
    {
        self.with(|losses, metrics| (losses, metrics.replace(|entry| entry.push(Q::alone()))))
    }

    /// Adds a metric with settings to those of output `N`.
    #[must_use]
    pub fn metric_of_with<N, Q>(self, metric: Q) -> Compiled<M, O, Ls, WithMetric<M, N, Ms, Q>>
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        Ls: LossOf<N, Place<M, N>, Head<M, N>>,
        Q: MetricFor<Loss<M, N, Ls>, HeadOf<M, N, Ls>, Is = Q>,
        Q::Meaning:
            IsClear<<Loss<M, N, Ls> as crate::losses::Loss>::Labels, HeadOf<M, N, Ls>, Shape<M, N>>,
        Ms: EntryAt<Place<M, N>, Entry: Push<Q>>,
    {
        self.with(|losses, metrics| (losses, metrics.replace(|entry| entry.push(metric))))
    }

    /// Adds the weighted metric `Q` with its defaults to those of output `N`; see
    /// [`weighted_metric`](Self::weighted_metric).
    #[must_use]
    pub fn weighted_metric_of<const TWIN: bool, N, Q>(
        self,
    ) -> Compiled<M, O, Ls, WithMetric<M, N, Ms, Weighted<Q::Is, TWIN>>>
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        Ls: LossOf<N, Place<M, N>, Head<M, N>>,
        Q: AloneFor<Loss<M, N, Ls>, HeadOf<M, N, Ls>, Shape<M, N>>,
        Ms: EntryAt<Place<M, N>, Entry: Push<Weighted<Q::Is, TWIN>>>,
    {
        self.with(|losses, metrics| {
            let metric = Weighted(Q::alone());
            (losses, metrics.replace(|entry| entry.push(metric)))
        })
    }

    /// Adds a weighted metric with settings to those of output `N`.
    #[must_use]
    pub fn weighted_metric_of_with<const TWIN: bool, N, Q>(
        self,
        metric: Q,
    ) -> Compiled<M, O, Ls, WithMetric<M, N, Ms, Weighted<Q, TWIN>>>
    where
        N: OutputName,
        M::Output: HasOutput<M, N, N::Hash>,
        Ls: LossOf<N, Place<M, N>, Head<M, N>>,
        Q: MetricFor<Loss<M, N, Ls>, HeadOf<M, N, Ls>, Is = Q>,
        Q::Meaning:
            IsClear<<Loss<M, N, Ls> as crate::losses::Loss>::Labels, HeadOf<M, N, Ls>, Shape<M, N>>,
        Ms: EntryAt<Place<M, N>, Entry: Push<Weighted<Q, TWIN>>>,
    {
        self.with(|losses, metrics| {
            let metric = Weighted(metric);
            (losses, metrics.replace(|entry| entry.push(metric)))
        })
    }
}
