//! The metrics of a model with one output.

use super::Compiled;
use crate::losses::Loss;
use crate::metrics::{AloneFor, IsClear, MetricFor, Push, Weighted};
use crate::model::Model;
use crate::train::data::losses::Losses;
use crate::train::outputs::OneLoss;

/// The kind of the losses `L`: one, or several.
type Kind<L> = <L as Losses>::Kind;

/// The only loss, as metric `Q` sees it, and the activation that it goes with.
type Only<M, L, Q> = <Kind<L> as OneLoss<M, L, Q>>::Loss;
type Head<M, L, Q> = <Kind<L> as OneLoss<M, L, Q>>::LastActivation;

impl<M: Model, O, L: Losses, Ms> Compiled<M, O, L, Ms> {
    /// Adds the metric `Q` with its defaults.
    #[must_use]
    pub fn metric<Q>(self) -> Compiled<M, O, L, <Ms as Push<Q::Is>>::Out>
    where
        Kind<L>: OneLoss<M, L, Q>,
        Q: AloneFor<Only<M, L, Q>, Head<M, L, Q>, M::Output>,
        Ms: Push<Q::Is>,
    {
        self.add(Q::alone())
    }

    /// Adds a metric with settings.
    #[must_use]
    pub fn metric_with<Q>(self, metric: Q) -> Compiled<M, O, L, <Ms as Push<Q::Is>>::Out>
    where
        Kind<L>: OneLoss<M, L, Q>,
        Q: MetricFor<Only<M, L, Q>, Head<M, L, Q>, Is = Q>,
        Ms: Push<Q>,
        Q::Meaning: IsClear<<Only<M, L, Q> as Loss>::Labels, Head<M, L, Q>, M::Output>,
    {
        self.add(metric)
    }

    /// Adds the metric `Q` with its defaults, weighted by `sample_weight` and `class_weight`; Keras'
    /// `weighted_metrics`. `TWIN` means that it is among the unweighted metrics too; its name then begins
    /// with `weighted_`.
    #[must_use]
    pub fn weighted_metric<const TWIN: bool, Q>(
        self,
    ) -> Compiled<M, O, L, <Ms as Push<Weighted<Q::Is, TWIN>>>::Out>
    where
        Kind<L>: OneLoss<M, L, Q>,
        Q: AloneFor<Only<M, L, Q>, Head<M, L, Q>, M::Output>,
        Ms: Push<Weighted<Q::Is, TWIN>>,
    {
        self.add(Weighted(Q::alone()))
    }

    /// Adds a weighted metric with settings; see [`weighted_metric`](Self::weighted_metric).
    #[must_use]
    pub fn weighted_metric_with<const TWIN: bool, Q>(
        self,
        metric: Q,
    ) -> Compiled<M, O, L, <Ms as Push<Weighted<Q::Is, TWIN>>>::Out>
    where
        Kind<L>: OneLoss<M, L, Q>,
        Q: MetricFor<Only<M, L, Q>, Head<M, L, Q>, Is = Q>,
        Ms: Push<Weighted<Q, TWIN>>,
        Q::Meaning: IsClear<<Only<M, L, Q> as Loss>::Labels, Head<M, L, Q>, M::Output>,
    {
        self.add(Weighted(metric))
    }

    fn add<Q>(self, metric: Q) -> Compiled<M, O, L, Ms::Out>
    where
        Ms: Push<Q>,
    {
        self.with(|loss, metrics| (loss, metrics.push(metric)))
    }
}
