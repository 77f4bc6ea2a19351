use crate::constraints::Constraint;
use crate::initializers::Initializer;
use crate::regularizers::Regularizer;

/// What a layer's options say of one of its arrays: `kernel_initializer`, `kernel_regularizer` and
/// `kernel_constraint` of the kernel.
#[derive(Clone, Copy, Debug)]
pub struct WeightOptions {
    /// What fills it, if not the layer's own [`Weight::initializer`](crate::memory::Weight).
    pub initializer: Option<&'static dyn Initializer>,
    /// What adds a penalty on it to the loss.
    pub regularizer: Option<&'static dyn Regularizer>,
    /// What it is brought back to after each update.
    pub constraint: Option<&'static dyn Constraint>,
}

impl WeightOptions {
    /// Nothing is said.
    pub const NONE: WeightOptions = WeightOptions {
        initializer: None,
        regularizer: None,
        constraint: None,
    };
}
