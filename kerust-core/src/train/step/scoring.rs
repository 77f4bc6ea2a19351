use core::marker::PhantomData;

use super::objective::{Objective, Totals};
#[cfg(feature = "alloc")]
use super::output::score;
use super::output::{OutputObjective, evaluate};
use super::output_metrics::OutputMetrics;
use crate::Error;
use crate::activations::Activate;
use crate::losses::{Loss, LossAfter};
use crate::message::Text;
use crate::metrics::{Metrics, OfOne, Prefix};
use crate::model::{Arena, Model};
use crate::tensor::structure::tuples;
use crate::tensor::{Shape, Structure};
use crate::train::data::losses::Losses;

/// The metrics of a model `M` with the losses `L`: a tuple of metrics, `(accuracy,)`, or of several outputs a
/// tuple with the metrics of each, `((accuracy,), (mae,))`.
#[diagnostic::on_unimplemented(
    message = "metrics `{Self}` do not go with loss `{L}` on model `{M}`",
    label = "not the metrics of this loss and this model"
)]
pub trait Scoring<M: Model, L: Losses>: Clone + Send + Sync + 'static {
    /// The sums of all metrics, of several outputs with those of the losses.
    type States: Clone + Send + Sync;

    /// The number of values that come first in `evaluate`: the losses.
    const LOSSES: usize;

    /// A check of all settings.
    ///
    /// # Errors
    /// The first setting with an invalid value.
    fn check_all(&self) -> Result<(), Error>;

    /// The sums before the first row.
    fn all_states(&self) -> Self::States;

    /// Adds the loss and the metrics of the rows `order`, and makes the gradients of their outputs, which lie in
    /// the arena.
    ///
    /// # Errors
    /// If a label is none of the model's classes, or if its source fails.
    fn evaluate(
        objective: Objective<'_, '_, L, Self>,
        order: &[u32],
        arena: &mut Arena<'_>,
        totals: &mut Totals<Self::States>,
    ) -> Result<(), Error>;

    /// Adds the loss and the metrics of a batch of outputs, whose first label has the number `first`.
    ///
    /// # Errors
    /// If a label is none of the model's classes, or if its source fails.
    #[cfg(feature = "alloc")]
    fn score(
        objective: Objective<'_, '_, L, Self>,
        first: usize,
        outputs: <M::Output as Structure>::Rows<'_>,
        totals: &mut Totals<Self::States>,
    ) -> Result<(), Error>;

    /// Gives all values to `visit`, with their names in logs and those of the validation data.
    fn values(&self, totals: &Totals<Self::States>, visit: &mut dyn FnMut([&'static str; 2], f32));
}

/// The names of the loss.
const LOSS: [&str; 2] = ["loss", "val_loss"];

impl<M, L, Ms> Scoring<M, L> for Ms
where
    M: Model<Output: Shape, Head: Activate>,
    L: Loss + LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    type States = Ms::States<<M::Output as Structure>::Row>;
    const LOSSES: usize = 1;

    fn check_all(&self) -> Result<(), Error> {
        self.check()
    }

    fn all_states(&self) -> Self::States {
        self.states()
    }

    #[inline(always)]
    fn evaluate(
        objective: Objective<'_, '_, L, Ms>,
        order: &[u32],
        arena: &mut Arena<'_>,
        totals: &mut Totals<Self::States>,
    ) -> Result<(), Error> {
        let rows = arena.outputs_and_gradient(0, order.len());
        let objective = OutputObjective::<M, 0, M::Head, L, Ms> {
            loss: objective.loss,
            metrics: objective.metrics,
            labels: objective.labels,
            of: PhantomData,
        };
        evaluate::<M, 0, M::Output, M::Head, L, Ms>(objective, order, rows, 1.0, totals)?;
        Ok(())
    }

    #[cfg(feature = "alloc")]
    fn score(
        objective: Objective<'_, '_, L, Ms>,
        first: usize,
        outputs: <M::Output as Structure>::Rows<'_>,
        totals: &mut Totals<Self::States>,
    ) -> Result<(), Error> {
        let objective = OutputObjective::<M, 0, M::Head, L, Ms> {
            loss: objective.loss,
            metrics: objective.metrics,
            labels: objective.labels,
            of: PhantomData,
        };
        score::<M, 0, M::Output, M::Head, L, Ms>(objective, first, outputs, totals)?;
        Ok(())
    }

    fn values(&self, totals: &Totals<Self::States>, visit: &mut dyn FnMut([&'static str; 2], f32)) {
        visit(LOSS, totals.loss.result());
        for index in 0..Ms::COUNT {
            let value = self.result::<<M::Output as Structure>::Row>(&totals.metrics, index);
            visit(Ms::names::<OfOne>(index), value);
        }
    }
}

/// Output number `I` of model `M`.
struct Nth<M, const I: usize>(PhantomData<M>);

impl<M: Model, const I: usize> Prefix for Nth<M, I> {
    const PREFIX: &'static str = M::OUTPUT_NAMES[I];
}

impl<M: Model, const I: usize> Nth<M, I> {
    const NAME: &'static Text = &Text::new(M::OUTPUT_NAMES[I]).text("_loss");
    const VAL_NAME: &'static Text = &Text::new("val_").text(Self::NAME.as_str());
    /// The names of its loss.
    const LOSS: [&'static str; 2] = [Self::NAME.as_str(), Self::VAL_NAME.as_str()];
}

/// The error of a label of output number `output` with the output's name.
#[cfg(feature = "alloc")]
fn of_output<M: Model>(error: Error, output: usize) -> Error {
    Error::Output {
        output: M::OUTPUT_NAMES[output],
        error: alloc::boxed::Box::new(error),
    }
}

/// The same without a heap, where an error has no name of an output.
#[cfg(not(feature = "alloc"))]
#[allow(clippy::extra_unused_type_parameters)]
fn of_output<M: Model>(error: Error, _: usize) -> Error {
    error
}

macro_rules! several {
    ($([$index:tt $shape:ident $head:ident $loss:ident $metrics:ident])*) => {
        impl<M, $($shape, $head, $loss, $metrics),*> Scoring<M, ($($loss,)*)> for ($($metrics,)*)
        where
            M: Model<Output = ($($shape,)*), Head = ($($head,)*)>,
            $($shape: Shape, $loss: Losses, $metrics: OutputMetrics<$loss, $shape, $head>),*
        {
            type States = ($($metrics::Totals,)*);
            const LOSSES: usize = 1 $(+ $metrics::LOSSES)*;

            fn check_all(&self) -> Result<(), Error> {
                $(self.$index.check_all()?;)*
                Ok(())
            }

            fn all_states(&self) -> Self::States {
                ($(self.$index.totals(),)*)
            }

            fn evaluate(
                objective: Objective<'_, '_, ($($loss,)*), Self>,
                order: &[u32],
                arena: &mut Arena<'_>,
                totals: &mut Totals<Self::States>,
            ) -> Result<(), Error> {
                let Objective { loss, loss_weights, metrics, labels } = objective;
                let mut sum = 0.0;
                $(
                    let weight = loss_weights.get($index).copied().unwrap_or(1.0);
                    let loss_of_output = (&loss.$index, weight, labels.$index);
                    let states = &mut totals.metrics.$index;
                    let value = metrics.$index.evaluate::<M, $index>(loss_of_output, order, arena, states);
                    sum += f64::from(weight) * value.map_err(|error| of_output::<M>(error, $index))?;
                )*
                totals.loss.add_many(sum, order.len() as f64);
                Ok(())
            }

            #[cfg(feature = "alloc")]
            fn score(
                objective: Objective<'_, '_, ($($loss,)*), Self>,
                first: usize,
                outputs: <M::Output as Structure>::Rows<'_>,
                totals: &mut Totals<Self::States>,
            ) -> Result<(), Error> {
                let Objective { loss, loss_weights, metrics, labels } = objective;
                let mut sum = 0.0;
                $(
                    let weight = loss_weights.get($index).copied().unwrap_or(1.0);
                    let states = &mut totals.metrics.$index;
                    let value = metrics.$index.score::<M, $index>(
                        (&loss.$index, labels.$index),
                        first,
                        outputs.$index,
                        states,
                    );
                    sum += f64::from(weight) * value.map_err(|error| of_output::<M>(error, $index))?;
                )*
                totals.loss.add_many(sum, outputs.0.len() as f64);
                Ok(())
            }

            fn values(
                &self,
                totals: &Totals<Self::States>,
                visit: &mut dyn FnMut([&'static str; 2], f32),
            ) {
                visit(LOSS, totals.loss.result());
                $(if let Some(loss) = $metrics::loss(&totals.metrics.$index) {
                    visit(Nth::<M, $index>::LOSS, loss);
                })*
                $(self.$index.values::<Nth<M, $index>>(&totals.metrics.$index, visit);)*
            }
        }
    };
}

tuples! { several }
