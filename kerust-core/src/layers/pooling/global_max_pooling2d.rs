use super::global::global_pooling;

/// The largest value of each channel of an image; Keras' `GlobalMaxPooling2D`.
///
/// `GlobalMaxPooling2D(keepdims = false)` takes `Image<H, W, C>` and gives `Vector<C>`; with `keepdims = true` it
/// gives `Image<1, 1, C>`. Equal
/// values share the gradient. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Image<2, 2, 1>, GlobalMaxPooling2D >].new(0);
/// assert_eq!(net.predict(&[[[1.0], [4.0]], [[3.0], [2.0]]]), [4.0]);
/// ```
#[derive(Debug)]
pub struct GlobalMaxPooling2D<const KEEP: bool = false>;

global_pooling!(GlobalMaxPooling2D, Max, 3);
