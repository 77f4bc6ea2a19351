use crate::simd::Lane;

/// Where sums of products go.
pub(crate) trait Destination {
    /// The initial values of a panel's sums.
    fn start(&self, panel: usize) -> Lane;

    /// Takes the sums of one row and one panel.
    fn put(&mut self, row: usize, panel: usize, sums: Lane);
}
