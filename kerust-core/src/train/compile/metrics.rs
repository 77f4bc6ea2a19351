//! The metrics of a model with one output.

use super::Compiled;
use crate::losses::LossAfter;
use crate::metrics::{AloneFor, IsClear, MetricFor, Push, Weighted};
use crate::model::Model;
use crate::train::names::OneOutput;

/// The last activation of a model with one output, as metric `Q` sees it.
type Last<M, Q> = <<M as Model>::Output as OneOutput<M, Q>>::LastActivation;

/// The same, but only of a loss that goes with it.
type Head<M, L, Q> = <L as LossAfter<Last<M, Q>>>::Head;

impl<M: Model, O, L, Ms> Compiled<M, O, L, Ms> {
    /// Adds the metric `Q` with its defaults.
    #[must_use]
    pub fn metric<Q>(self) -> Compiled<M, O, L, <Ms as Push<Q::Is>>::Out>
    where
        M::Output: OneOutput<M, Q>,
        L: LossAfter<Last<M, Q>>,
        Q: AloneFor<L, Head<M, L, Q>, M::Output>,
        Ms: Push<Q::Is>,
    {
        self.add(Q::alone())
    }

    /// Adds a metric with settings.
    #[must_use]
    pub fn metric_with<Q>(self, metric: Q) -> Compiled<M, O, L, <Ms as Push<Q::Is>>::Out>
    where
        M::Output: OneOutput<M, Q>,
        L: LossAfter<Last<M, Q>>,
        Q: MetricFor<L, Head<M, L, Q>, Is = Q>,
        Ms: Push<Q>,
        Q::Meaning: IsClear<L::Labels, Head<M, L, Q>, M::Output>,
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
        M::Output: OneOutput<M, Q>,
        L: LossAfter<Last<M, Q>>,
        Q: AloneFor<L, Head<M, L, Q>, M::Output>,
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
        M::Output: OneOutput<M, Q>,
        L: LossAfter<Last<M, Q>>,
        Q: MetricFor<L, Head<M, L, Q>, Is = Q>,
        Ms: Push<Weighted<Q, TWIN>>,
        Q::Meaning: IsClear<L::Labels, Head<M, L, Q>, M::Output>,
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
