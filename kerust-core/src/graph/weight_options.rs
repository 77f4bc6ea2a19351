use crate::constraints::Constraint;
use crate::initializers::Initializer;
use crate::regularizers::Regularizer;

/// The options of one of a layer's arrays: for the kernel `kernel_initializer`, `kernel_regularizer` and
/// `kernel_constraint`.
#[derive(Clone, Copy, Debug)]
pub struct WeightOptions {
    /// The initializer, if it is not the layer's own [`Weight::initializer`](crate::graph::Weight).
    pub initializer: Option<&'static dyn Initializer>,
    /// The regularizer.
    pub regularizer: Option<&'static dyn Regularizer>,
    /// The constraint.
    pub constraint: Option<&'static dyn Constraint>,
}

impl WeightOptions {
    /// No options.
    pub const NONE: WeightOptions = WeightOptions {
        initializer: None,
        regularizer: None,
        constraint: None,
    };
}
