use super::global::global_pooling;

/// The largest value of each feature of a sequence; Keras' `GlobalMaxPooling1D`.
///
/// `GlobalMaxPooling1D(keepdims = false)` takes `Sequence<T, C>` and gives `Vector<C>`; with `keepdims = true` it
/// gives `Sequence<1, C>`. Equal
/// values share the gradient. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Sequence<2, 2>, GlobalMaxPooling1D(keepdims = true) >].new(0);
/// assert_eq!(net.predict(&[[1.0, 4.0], [3.0, 2.0]]), [[3.0, 4.0]]);
/// ```
#[derive(Debug)]
pub struct GlobalMaxPooling1D<const KEEP: bool = false>;

global_pooling!(GlobalMaxPooling1D, Max, 2);
