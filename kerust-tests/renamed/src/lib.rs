//! A library that names kerust `keras`, and exports it for the programs that use the library.

pub use keras;

use keras::prelude::*;

model! {
    /// A model of the library.
    #[derive(Clone, PartialEq)]
    pub struct Iris < Vector<4>, Dense<4, 8>(relu, kernel_regularizer = l2(0.01)), Dense<8, 3>(softmax) >
}

/// Defines a model of one layer with as many classes, for programs that do not name kerust at all.
#[macro_export]
macro_rules! classifier {
    ($name:ident, $classes:expr) => {
        $crate::keras::model! { struct $name < Dense<4, { $classes }>(softmax) > }
    };
}
