use super::Model;
use crate::activations::Activate;
use crate::samples::RowFor;
use crate::tensor::Shape;

/// A model with one input and one output, as Keras' `Sequential`: every model of a list of layers. A bound for
/// functions that take any such model.
///
/// ```
/// use kerust::model::{InputRow, OutputRow, Sequential};
/// use kerust::prelude::*;
///
/// /// The outputs for the same row, given twice.
/// fn twice<M: Sequential>(net: &M, row: InputRow<M>) -> kerust::Result<Vec<OutputRow<M>>> {
///     net.predict_batch(&[row, row])
/// }
///
/// let net = model![< Dense<4, 1>(kernel_initializer = ones) >].new(1);
/// assert_eq!(twice(&*net, [0.25; 4])?, [[1.0]; 2]);
/// # Ok::<(), kerust::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has several inputs or several outputs",
    label = "not a model with one input and one output"
)]
pub trait Sequential:
    Model<Input: Shape<Row: RowFor<<Self as Model>::Input>>, Output: Shape, Head: Activate>
{
}

#[diagnostic::do_not_recommend]
impl<M> Sequential for M where
    M: Model<Input: Shape<Row: RowFor<<M as Model>::Input>>, Output: Shape, Head: Activate>
{
}
