use core::marker::PhantomData;

use super::objective::Totals;
#[cfg(feature = "alloc")]
use super::output::score;
use super::output::{OutputObjective, evaluate};
use crate::Error;
use crate::activations::Activate;
use crate::losses::{Loss, LossAfter};
use crate::metrics::{Metrics, Prefix};
use crate::model::{Arena, Model};
use crate::tensor::Shape;
use crate::train::data::losses::{Losses, NoLoss};

/// The metrics of one of several outputs, with the shape `Out`, the last activation `A` and the loss `L`, or with
/// [`NoLoss`].
pub trait OutputMetrics<L: Losses, Out: Shape, A>: Clone + Send + Sync + 'static {
    /// The sums of the loss and the metrics.
    type Totals: Clone + Send + Sync;

    /// The number of losses: 1, or 0.
    const LOSSES: usize;

    /// A check of all settings.
    ///
    /// # Errors
    /// The first setting with an invalid value.
    fn check_all(&self) -> Result<(), Error>;

    /// The sums before the first row.
    fn totals(&self) -> Self::Totals;

    /// [`Scoring::evaluate`](super::Scoring::evaluate): the loss times the number of rows.
    ///
    /// # Errors
    /// Those of `Scoring::evaluate`.
    fn evaluate<M: Model, const I: usize>(
        &self,
        loss: (&L, f32, <L as Losses>::Borrowed<'_, '_>),
        order: &[u32],
        arena: &mut Arena<'_>,
        totals: &mut Self::Totals,
    ) -> Result<f64, Error>;

    /// [`Scoring::score`](super::Scoring::score): the loss times the number of rows.
    ///
    /// # Errors
    /// Those of `Scoring::score`.
    #[cfg(feature = "alloc")]
    fn score<M: Model, const I: usize>(
        &self,
        loss: (&L, <L as Losses>::Borrowed<'_, '_>),
        first: usize,
        outputs: &[Out::Row],
        totals: &mut Self::Totals,
    ) -> Result<f64, Error>;

    /// The loss of the output.
    fn loss(totals: &Self::Totals) -> Option<f32>;

    /// Gives the values of the metrics to `visit`.
    fn values<P: Prefix>(
        &self,
        totals: &Self::Totals,
        visit: &mut dyn FnMut([&'static str; 2], f32),
    );
}

impl<L, Out, A, Ms> OutputMetrics<L, Out, A> for Ms
where
    L: Loss + LossAfter<A>,
    Out: Shape,
    A: Activate,
    Ms: Metrics<L, A>,
{
    type Totals = Totals<Ms::States<Out::Row>>;
    const LOSSES: usize = 1;

    fn check_all(&self) -> Result<(), Error> {
        self.check()
    }

    fn totals(&self) -> Self::Totals {
        Totals::new(self.states())
    }

    fn evaluate<M: Model, const I: usize>(
        &self,
        (loss, weight, labels): (&L, f32, <L as Losses>::Borrowed<'_, '_>),
        order: &[u32],
        arena: &mut Arena<'_>,
        totals: &mut Self::Totals,
    ) -> Result<f64, Error> {
        let rows = arena.outputs_and_gradient(I, order.len());
        let objective = OutputObjective::<M, I, A, L, Ms> {
            loss,
            metrics: self,
            labels,
            of: PhantomData,
        };
        evaluate::<M, I, Out, A, L, Ms>(objective, order, rows, weight, totals)
    }

    #[cfg(feature = "alloc")]
    fn score<M: Model, const I: usize>(
        &self,
        (loss, labels): (&L, <L as Losses>::Borrowed<'_, '_>),
        first: usize,
        outputs: &[Out::Row],
        totals: &mut Self::Totals,
    ) -> Result<f64, Error> {
        let objective = OutputObjective::<M, I, A, L, Ms> {
            loss,
            metrics: self,
            labels,
            of: PhantomData,
        };
        score::<M, I, Out, A, L, Ms>(objective, first, outputs, totals)
    }

    fn loss(totals: &Self::Totals) -> Option<f32> {
        Some(totals.loss.result())
    }

    fn values<P: Prefix>(
        &self,
        totals: &Self::Totals,
        visit: &mut dyn FnMut([&'static str; 2], f32),
    ) {
        for index in 0..Ms::COUNT {
            visit(
                Ms::names::<P>(index),
                self.result::<Out::Row>(&totals.metrics, index),
            );
        }
    }
}

impl<Out: Shape, A> OutputMetrics<NoLoss, Out, A> for () {
    type Totals = ();
    const LOSSES: usize = 0;

    fn check_all(&self) -> Result<(), Error> {
        Ok(())
    }

    fn totals(&self) {}

    fn evaluate<M: Model, const I: usize>(
        &self,
        _: (&NoLoss, f32, ()),
        order: &[u32],
        arena: &mut Arena<'_>,
        (): &mut (),
    ) -> Result<f64, Error> {
        let (_, gradient) = arena.outputs_and_gradient::<f32>(I, order.len());
        gradient.fill(0.0);
        Ok(0.0)
    }

    #[cfg(feature = "alloc")]
    fn score<M: Model, const I: usize>(
        &self,
        _: (&NoLoss, ()),
        _: usize,
        _: &[Out::Row],
        (): &mut (),
    ) -> Result<f64, Error> {
        Ok(0.0)
    }

    fn loss((): &()) -> Option<f32> {
        None
    }

    fn values<P: Prefix>(&self, (): &(), _: &mut dyn FnMut([&'static str; 2], f32)) {}
}
