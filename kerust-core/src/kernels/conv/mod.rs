//! Two-dimensional convolution, and its gradients: sums over the windows of an image in registers.
//!
//! Weights of `C` channels and `F` filters: panels of sixteen filters, each with a vector for every tap, a
//! place (row, column, channel) of the kernel; then the bias, a vector for every panel. Images are surrounded
//! by zeros before, so that each window lies inside, and a row of it is a run of numbers.

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

use crate::simd::LANES;
use crate::simd::accumulators::MOST_PANELS;

/// The sizes along one axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Axis {
    /// The size of the image.
    size: usize,
    /// The size of the kernel.
    kernel: usize,
    /// The step of the window.
    step: usize,
    /// The number of places of the window.
    pub(crate) out: usize,
    /// The zeros before the image: half of those needed, the smaller half.
    before: usize,
    /// The size with zeros on both sides.
    padded: usize,
}

impl Axis {
    /// A window of `kernel` numbers that goes over `size` numbers; with zeros around them, if `same`.
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
    /// The taps of a filter.
    const fn taps(&self) -> usize {
        self.height.kernel * self.row_of_taps()
    }

    /// The taps in a row of a filter, which lie one after the other in an image too.
    const fn row_of_taps(&self) -> usize {
        self.width.kernel * self.channels
    }

    const fn panels(&self) -> usize {
        self.filters.div_ceil(LANES)
    }

    /// The places of the window.
    const fn places(&self) -> usize {
        self.height.out * self.width.out
    }

    /// The numbers of a row of an image with zeros around it.
    const fn pitch(&self) -> usize {
        self.width.padded * self.channels
    }

    /// The numbers of an image.
    const fn image(&self) -> usize {
        self.height.size * self.width.size * self.channels
    }

    /// The numbers of an image with zeros around it.
    const fn padded(&self) -> usize {
        self.height.padded * self.pitch()
    }

    /// The numbers that a forward pass leaves for the backward pass, for each image: its planes.
    pub(crate) const fn saved(&self) -> usize {
        Planes::new(*self).len()
    }

    /// The numbers that a pass needs for itself.
    pub(crate) const fn scratch(&self) -> usize {
        let outputs = self.taps() + self.panels() * LANES * MOST_PANELS * LANES;
        let weights = self.taps() + (self.taps() + self.places()) * LANES;
        let inputs = self.turned() * LANES + self.padded() + LANES;
        largest(outputs, largest(weights, inputs))
    }

    /// The vectors of a row of taps.
    const fn vectors_of_row(&self) -> usize {
        self.row_of_taps().div_ceil(LANES)
    }

    /// The vectors of the weights with taps in the vectors: for each row of the kernel, each vector of taps and
    /// each filter one.
    const fn turned(&self) -> usize {
        self.height.kernel * self.vectors_of_row() * self.filters
    }

    /// The first number of the window at a place.
    #[inline(always)]
    fn window(&self, place: usize) -> usize {
        let (row, column) = (place / self.width.out, place % self.width.out);
        row * self.height.step * self.pitch() + column * self.width.step * self.channels
    }

    /// Takes an image out of the zeros around it.
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
