//! The largest values of windows that lie side by side.

use super::{Processor, Task};
use crate::memory::Rows;

/// The sizes of a pooling with windows of `size` × `size`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) size: usize,
    /// The numbers of a row of pixels that comes in.
    pub(crate) pitch: usize,
    /// The windows in a column, and in a row.
    pub(crate) windows: [usize; 2],
    pub(crate) channels: usize,
}

/// The largest value of each window, the first of equals; NaN is largest. The places of the largest values
/// are saved.
pub struct Largest<'a> {
    pub(crate) sizes: Sizes,
    pub(crate) x: &'a dyn Rows,
    pub(crate) y: &'a mut [f32],
    /// The bits of a place for each value.
    pub(crate) saved: &'a mut [f32],
}

compiled_here!(Largest<'_>);

impl Task for Largest<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        match self.sizes.size {
            2 => self.of_size::<2>(),
            3 => self.of_size::<3>(),
            // The size as a value.
            _ => self.of_size::<0>(),
        }
    }
}

impl Largest<'_> {
    #[inline(always)]
    fn of_size<const SIZE: usize>(self) {
        let Sizes {
            pitch,
            windows: [down, right],
            channels,
            ..
        } = self.sizes;
        let size = if SIZE > 0 { SIZE } else { self.sizes.size };
        let len = down * right * channels;
        let outputs = (self.y.chunks_exact_mut(len)).zip(self.saved.chunks_exact_mut(len));
        for (row, (y, saved)) in outputs.enumerate() {
            let x = self.x.numbers(row);
            let pixels = y
                .chunks_exact_mut(channels)
                .zip(saved.chunks_exact_mut(channels));
            for (window, (y, saved)) in pixels.enumerate() {
                let (i, j) = (window / right, window % right);
                let corner = i * size * pitch + j * size * channels;
                for (channel, (y, saved)) in y.iter_mut().zip(saved).enumerate() {
                    let first = corner + channel;
                    let (mut at, mut most) = (first, x[first]);
                    for a in 0..size {
                        for b in 0..size {
                            let here = first + a * pitch + b * channels;
                            let value = x[here];
                            let wins = (value > most) | (value.is_nan() & !most.is_nan());
                            (at, most) = if wins { (here, value) } else { (at, most) };
                        }
                    }
                    *y = most;
                    *saved = f32::from_bits(at as u32);
                }
            }
        }
    }
}
