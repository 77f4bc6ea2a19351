use crate::activations::{linear, sigmoid, softmax};
use crate::metrics::Nothing;
use crate::samples::{Bits, Classes, Numbers, OneHot};
use crate::tensor::{Image, Sequence, Vector};

/// The meaning of a metric that has only one.
#[derive(Clone, Copy, Debug)]
pub enum OneMeaning {}

/// The meaning of [`accuracy`](crate::metrics::accuracy), which depends on labels and outputs.
#[derive(Clone, Copy, Debug)]
pub enum MeaningByOutputs {}

/// A meaning that is clear for labels of the kind `K`, outputs of the shape `Out` and the last activation
/// `A`.
#[diagnostic::on_unimplemented(
    message = "`accuracy` can mean two things for several outputs that are each yes or no",
    label = "write `binary_accuracy` or `categorical_accuracy`",
    note = "`binary_accuracy` is the share of outputs that are right, each by itself; `categorical_accuracy`, which Keras takes here, the share of rows whose largest output is where the largest label is"
)]
pub trait IsClear<K, A, Out> {}

#[diagnostic::do_not_recommend]
impl<K, A, Out> IsClear<K, A, Out> for OneMeaning {}

macro_rules! clear {
    ($([$($generics:tt)*] $kind:ty, $head:ty, $out:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> IsClear<$kind, $head, $out> for MeaningByOutputs {}
    )*};
}

macro_rules! clear_of_one {
    ($($kind:ty, $head:ty;)*) => {
        clear! {$(
            [] $kind, $head, Vector<1>;
            [const T: usize] $kind, $head, Sequence<T, 1>;
            [const H: usize, const W: usize] $kind, $head, Image<H, W, 1>;
        )*}
    };
}

clear! {
    [A, Out] Classes, A, Out;
    [A, Out] OneHot, A, Out;
    [A, Out] Nothing, A, Out;
    [Out] Bits, softmax, Out;
    [Out] Numbers, softmax, Out;
}

clear_of_one! {
    Bits, sigmoid;
    Bits, linear;
    Numbers, sigmoid;
}
