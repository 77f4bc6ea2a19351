#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use super::{Model, OutputRow};
use crate::samples::RowFor;
use crate::tensor::Shape;

/// A function from rows of type `In` to rows of type `Out`, with any layers inside: so models of different layers
/// stand in one list, and one is chosen when the program runs.
///
/// Every model is one, compiled or not, for each type of rows that it takes, and so may be what asks several
/// of them, or something else than a model.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Small < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }
/// model! { struct Large < Dense<4, 64>(relu), Dense<64, 64>(relu), Dense<64, 3>(softmax) > }
///
/// let large = compile!(Large::new(2), optimizer = Adam, loss = sparse_categorical_crossentropy);
/// let nets: Vec<Box<dyn Predictor<[f32; 4], [f32; 3]>>> = vec![Small::new(1), Box::new(large)];
///
/// let rows = [[0.1, 0.2, 0.3, 0.4], [0.9, 0.8, 0.7, 0.6]];
/// for net in &nets {
///     assert_eq!(net.predict_row(&rows[1]), net.predict_rows(&rows)[1]);
/// }
///
/// /// The mean of what several say.
/// struct Ensemble(Vec<Box<dyn Predictor<[f32; 4], [f32; 3]>>>);
///
/// impl Predictor<[f32; 4], [f32; 3]> for Ensemble {
///     fn predict_row(&self, row: &[f32; 4]) -> [f32; 3] {
///         let mut mean = [0.0; 3];
///         for net in &self.0 {
///             let output = net.predict_row(row);
///             mean.iter_mut().zip(output).for_each(|(mean, p)| *mean += p / self.0.len() as f32);
///         }
///         mean
///     }
/// }
///
/// let ensemble = Ensemble(nets);
/// assert_eq!(ensemble.predict_rows(&rows).len(), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not make rows of type `{Out}` of rows of type `{In}`",
    label = "does not make `{Out}` of `{In}`",
    note = "a model takes rows of its input's shape, `[f32; N]` for `Dense<N, …>`, and gives rows of its output's"
)]
pub trait Predictor<In, Out>: Send + Sync {
    /// The output for one row.
    fn predict_row(&self, row: &In) -> Out;

    /// The outputs for several rows; a model computes many at once.
    #[cfg(feature = "alloc")]
    fn predict_rows(&self, rows: &[In]) -> Vec<Out> {
        rows.iter().map(|row| self.predict_row(row)).collect()
    }
}

impl<M: Model<Input: Shape>, R: RowFor<M::Input> + Clone> Predictor<R, OutputRow<M>> for M {
    fn predict_row(&self, row: &R) -> OutputRow<M> {
        self.predict(row)
    }

    #[cfg(feature = "alloc")]
    fn predict_rows(&self, rows: &[R]) -> Vec<OutputRow<M>> {
        self.predict_batch(rows)
            .expect("rows in memory can be read")
    }
}
