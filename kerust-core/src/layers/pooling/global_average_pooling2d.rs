use super::global::global_pooling;

/// The mean of each channel of an image; Keras' `GlobalAveragePooling2D`.
///
/// `GlobalAveragePooling2D(keepdims = false)` takes `Image<H, W, C>` and gives `Vector<C>`; with `keepdims = true` it
/// gives `Image<1, 1, C>`. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Image<2, 2, 1>, GlobalAveragePooling2D >].new(0);
/// assert_eq!(net.predict(&[[[1.0], [4.0]], [[3.0], [2.0]]]), [2.5]);
/// ```
#[derive(Debug)]
pub struct GlobalAveragePooling2D<const KEEP: bool = false>;

global_pooling!(GlobalAveragePooling2D, Average, 3);
