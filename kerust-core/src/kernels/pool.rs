//! The largest values of windows that lie side by side.

use crate::simd::accumulators::{load, store};
use crate::simd::math::select;
use crate::simd::{Processor, Task, compile_task};
use crate::tensor::{LANES, Rows, Vector16};

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

compile_task!(Largest<'_>);

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
            for window in 0..down * right {
                let (i, j) = (window / right, window % right);
                let corner = i * size * pitch + j * size * channels;
                // A vector goes beyond the channels, where the next window is written after it.
                for channel in (0..channels).step_by(LANES) {
                    let first = corner + channel;
                    let (mut at, mut most) = (places(first), load(x, first));
                    for a in 0..size {
                        for b in 0..size {
                            let here = first + a * pitch + b * channels;
                            keep_larger(&mut most, &mut at, &load(x, here), &places(here));
                        }
                    }
                    store(&most, y, window * channels + channel);
                    store(&at, saved, window * channels + channel);
                }
            }
        }
    }
}

/// The bits of sixteen places from `first` on.
#[inline(always)]
fn places(first: usize) -> Vector16 {
    let mut places = [0.0; LANES];
    for i in 0..LANES {
        places[i] = f32::from_bits(first as u32 + i as u32);
    }
    places
}

/// Replaces values, and their places, by larger ones; NaN is largest.
#[inline(always)]
fn keep_larger(most: &mut Vector16, at: &mut Vector16, values: &Vector16, places: &Vector16) {
    for i in 0..LANES {
        let wins = (values[i] > most[i]) | (values[i].is_nan() & !most[i].is_nan());
        most[i] = select(wins, values[i], most[i]);
        at[i] = select(wins, places[i], at[i]);
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;
    use std::{format, vec};

    use super::*;
    use crate::random::{generator, unit};
    use crate::simd::Cpu;
    use crate::tensor::Contiguous;

    /// The largest number of a window and its place, looked for as the rule says.
    fn largest(x: &[f32], places: impl Iterator<Item = usize>) -> (f32, usize) {
        let places: Vec<usize> = places.collect();
        let nan = places.iter().find(|place| x[**place].is_nan());
        let most = places
            .iter()
            .map(|place| x[*place])
            .fold(f32::NEG_INFINITY, f32::max);
        let first = places.iter().find(|place| x[**place] == most);
        let place = *nan.or(first).unwrap();
        (x[place], place)
    }

    #[test]
    fn the_first_of_the_largest_and_nan_before_all() {
        for (size, height, width, channels) in [
            (1, 3, 4, 2),
            (2, 7, 9, 1),
            (2, 6, 6, 17),
            (3, 10, 8, 6),
            (4, 9, 13, 5),
        ] {
            let rows = 3;
            let mut rng = generator((size * height * width * channels) as u64);
            // Few values, so that equal ones meet, and some NaN.
            let x: Vec<f32> = (0..rows * height * width * channels)
                .map(|_| match (unit(&mut rng) * 8.0) as u8 {
                    0 => f32::NAN,
                    1 => f32::NEG_INFINITY,
                    value => f32::from(value) - 4.0,
                })
                .collect();
            let (down, right) = (height / size, width / size);
            let x_rows = Contiguous::new(&x, height * width * channels);
            for cpu in Cpu::levels() {
                let len = rows * down * right * channels;
                let (mut y, mut saved) = (vec![9.0; len], vec![9.0; len]);
                cpu.run(Largest {
                    sizes: Sizes {
                        size,
                        pitch: width * channels,
                        windows: [down, right],
                        channels,
                    },
                    x: &x_rows,
                    y: &mut y,
                    saved: &mut saved,
                });
                for (index, (y, saved)) in y.iter().zip(&saved).enumerate() {
                    let (channel, window) = (index % channels, index / channels);
                    let (row, i, j) = (
                        window / (down * right),
                        window / right % down,
                        window % right,
                    );
                    let places = (0..size * size).map(|place| {
                        let (a, b) = (i * size + place / size, j * size + place % size);
                        (a * width + b) * channels + channel
                    });
                    let (value, place) = largest(x_rows.numbers(row), places);
                    let name = format!("{size} of {height}×{width}×{channels}, {cpu:?}, {index}");
                    assert_eq!(y.to_bits(), value.to_bits(), "{name}");
                    assert_eq!(saved.to_bits() as usize, place, "{name}");
                }
            }
        }
    }
}
