use super::global::global_pooling;

/// The mean of each feature of a sequence; Keras' `GlobalAveragePooling1D`.
///
/// `GlobalAveragePooling1D(keepdims = false)` takes `Sequence<T, C>` and gives `Vector<C>`; with `keepdims = true` it
/// gives `Sequence<1, C>`. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Sequence<2, 2>, GlobalAveragePooling1D(keepdims = true) >].new(0);
/// assert_eq!(net.predict(&[[1.0, 4.0], [3.0, 2.0]]), [[2.0, 3.0]]);
/// ```
#[derive(Debug)]
pub struct GlobalAveragePooling1D<const KEEP: bool = false>;

global_pooling!(GlobalAveragePooling1D, Average, 2);
