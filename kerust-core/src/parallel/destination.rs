use crate::simd::Vector16;

/// The destination of sums of products.
pub(crate) trait Destination {
    /// The initial values of a panel's sums.
    fn start(&self, panel: usize) -> Vector16;

    /// Takes the sums of one row and one panel.
    fn put(&mut self, row: usize, panel: usize, sums: Vector16);
}
