//! Two-dimensional convolution, and its gradients: sums over the window of an image, in registers.
//!
//! The window takes *positions* on an image, and multiplies the numbers under it by the *taps* of a filter:
//! one for each row, column and channel of the kernel. The weights are panels of sixteen filters, each with a
//! vector for every tap; then the bias, a vector for every panel. Images get their zeros around them first, so
//! that the window is inside at every position.

mod forward;
mod input_gradient;
mod planes;
#[cfg(test)]
mod tests;
mod weight_gradient;

pub use forward::Forward;
pub use input_gradient::InputGradient;
use planes::Planes;
pub use weight_gradient::WeightGradient;

use crate::simd::accumulators::MOST_PANELS;
use crate::simd::{LANES, Vector16};

/// The sizes along one axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Axis {
    /// The size of the image.
    size: usize,
    /// The size of the kernel.
    kernel: usize,
    /// The step of the window.
    step: usize,
    /// The number of positions of the window.
    pub(crate) out: usize,
    /// The zeros before the image: half of all that are needed, rounded down.
    before: usize,
    /// The size with zeros on both sides.
    padded: usize,
}

impl Axis {
    /// A window of `kernel` numbers that slides over `size` numbers, with zeros around them if `same`.
    pub(crate) const fn new(size: usize, kernel: usize, step: usize, same: bool) -> Self {
        if !same {
            return Axis {
                size,
                kernel,
                step,
                out: (size - kernel) / step + 1,
                before: 0,
                padded: size,
            };
        }
        let out = size.div_ceil(step);
        let covered = (out - 1) * step + kernel;
        let before = covered.saturating_sub(size) / 2;
        Axis {
            size,
            kernel,
            step,
            out,
            before,
            padded: if covered > size { covered } else { size },
        }
    }
}

/// The sizes of a convolution.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) height: Axis,
    pub(crate) width: Axis,
    pub(crate) channels: usize,
    pub(crate) filters: usize,
}

impl Sizes {
    /// The number of taps of a filter.
    const fn taps(&self) -> usize {
        self.height.kernel * self.row_of_taps()
    }

    /// The number of taps in a row of a filter; the numbers that they meet in an image are contiguous too.
    const fn row_of_taps(&self) -> usize {
        self.width.kernel * self.channels
    }

    const fn panels(&self) -> usize {
        self.filters.div_ceil(LANES)
    }

    /// The number of positions of the window.
    const fn positions(&self) -> usize {
        self.height.out * self.width.out
    }

    /// The length of a row of an image with zeros around it.
    const fn pitch(&self) -> usize {
        self.width.padded * self.channels
    }

    /// The length of an image.
    const fn image(&self) -> usize {
        self.height.size * self.width.size * self.channels
    }

    /// The length of an image with zeros around it.
    const fn padded(&self) -> usize {
        self.height.padded * self.pitch()
    }

    /// The length of what a forward pass leaves for the backward pass, for each image: its planes.
    pub(crate) const fn saved(&self) -> usize {
        Planes::new(*self).len()
    }

    /// The length of the memory that a pass needs for itself.
    pub(crate) const fn scratch(&self) -> usize {
        let outputs = self.taps() + self.panels() * LANES * MOST_PANELS * LANES;
        let weights = self.taps() + (self.taps() + self.positions()) * LANES;
        let inputs = self.transposed() * LANES + self.padded() + LANES;
        largest(outputs, largest(weights, inputs))
    }

    /// The number of vectors that a row of taps fills.
    const fn vectors_of_row(&self) -> usize {
        self.row_of_taps().div_ceil(LANES)
    }

    /// The number of vectors of the transposed weights, which have taps in the vectors: one for each row of the
    /// kernel, each vector of its taps and each filter.
    const fn transposed(&self) -> usize {
        self.height.kernel * self.vectors_of_row() * self.filters
    }

    /// The offset of the window at a position, in an image with zeros around it.
    #[inline(always)]
    fn window(&self, position: usize) -> usize {
        let (row, column) = (position / self.width.out, position % self.width.out);
        row * self.height.step * self.pitch() + column * self.width.step * self.channels
    }

    /// Copies an image without the zeros around it.
    fn unpad(&self, padded: &[f32], image: &mut [f32]) {
        let width = self.width.size * self.channels;
        let left = self.width.before * self.channels;
        let rows = padded.chunks_exact(self.pitch()).skip(self.height.before);
        for (to, from) in image.chunks_exact_mut(width).zip(rows) {
            to.copy_from_slice(&from[left..left + width]);
        }
    }
}

const fn largest(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}

/// The mask of the first `count` numbers of a vector.
#[inline(always)]
fn mask(count: usize) -> [u32; LANES] {
    let mut mask = [0; LANES];
    mask[..count.min(LANES)].fill(u32::MAX);
    mask
}

/// The numbers under a mask, and zeros.
#[inline(always)]
fn masked(mut vector: Vector16, mask: [u32; LANES]) -> Vector16 {
    for i in 0..LANES {
        vector[i] = f32::from_bits(vector[i].to_bits() & mask[i]);
    }
    vector
}
