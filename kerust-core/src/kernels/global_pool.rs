//! The mean and the largest value of each channel over all places of a row.

use crate::simd::accumulators::{add, load, store};
use crate::simd::math::select;
use crate::simd::{LANES, Processor, Task, Vector16, compile_task};

/// Places whose numbers are added before they are added to the others, so that rounding errors stay small.
const BLOCK: usize = 32;

/// The mean of each channel of a row `x`; `y` has as many numbers as there are channels.
pub struct Mean<'a> {
    pub(crate) x: &'a [f32],
    pub(crate) y: &'a mut [f32],
}

compile_task!(Mean<'_>);

impl Task for Mean<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let channels = self.y.len();
        let places = (self.x.len() / channels) as f32;
        // A vector goes beyond the channels, and is not kept there.
        for start in (0..channels).step_by(LANES) {
            let mut total = [0.0; LANES];
            for block in self.x.chunks(BLOCK * channels) {
                let mut sum = [0.0; LANES];
                for first in (start..block.len()).step_by(channels) {
                    add(&mut sum, &load(block, first));
                }
                add(&mut total, &sum);
            }
            for sum in &mut total {
                *sum /= places;
            }
            store(&total, self.y, start);
        }
    }
}

/// The largest value of each channel of a row `x`; NaN is largest.
pub struct Most<'a> {
    pub(crate) x: &'a [f32],
    pub(crate) y: &'a mut [f32],
}

compile_task!(Most<'_>);

impl Task for Most<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let channels = self.y.len();
        for start in (0..channels).step_by(LANES) {
            let mut most = load(self.x, start);
            for first in (start..self.x.len()).step_by(channels) {
                let x = load(self.x, first);
                for i in 0..LANES {
                    most[i] = select((x[i] > most[i]) | x[i].is_nan(), x[i], most[i]);
                }
            }
            store(&most, self.y, start);
        }
    }
}

/// The gradient of [`Most`]: equal values share it.
pub struct GradientOfMost<'a> {
    pub(crate) x: &'a [f32],
    pub(crate) y: &'a [f32],
    pub(crate) dy: &'a [f32],
    pub(crate) dx: &'a mut [f32],
}

compile_task!(GradientOfMost<'_>);

impl Task for GradientOfMost<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let channels = self.y.len();
        // The last vector of a place goes on into the next place, which the vectors before it write later.
        for start in (0..channels).step_by(LANES).rev() {
            let most = load(self.y, start);
            let mut count = [0.0; LANES];
            for first in (start..self.x.len()).step_by(channels) {
                add(&mut count, &equal(&load(self.x, first), &most));
            }
            let mut share = load(self.dy, start);
            for i in 0..LANES {
                share[i] /= count[i];
            }
            for first in (start..self.x.len()).step_by(channels) {
                let mut dx = equal(&load(self.x, first), &most);
                for i in 0..LANES {
                    dx[i] *= share[i];
                }
                store(&dx, self.dx, first);
            }
        }
    }
}

/// 1 where both are equal, else 0.
#[inline(always)]
fn equal(a: &Vector16, b: &Vector16) -> Vector16 {
    let mut equal = [0.0; LANES];
    for i in 0..LANES {
        equal[i] = select(a[i] == b[i], 1.0, 0.0);
    }
    equal
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;
    use std::{format, vec};

    use super::*;
    use crate::random::{generator, unit};
    use crate::simd::Cpu;

    #[test]
    fn each_channel_by_itself() {
        for (places, channels) in [
            (1, 1),
            (1, 20),
            (7, 1),
            (12, 3),
            (33, 16),
            (70, 17),
            (6, 40),
        ] {
            let mut rng = generator((places * channels) as u64);
            // Few values, so that equal ones meet.
            let x: Vec<f32> = (0..places * channels)
                .map(|_| (unit(&mut rng) * 6.0).floor() - 2.0)
                .collect();
            let dy: Vec<f32> = (0..channels).map(|i| i as f32 + 1.0).collect();
            for cpu in Cpu::levels() {
                let (mut mean, mut most) = (vec![9.0; channels], vec![9.0; channels]);
                let mut dx = vec![9.0; x.len()];
                cpu.run(Mean {
                    x: &x,
                    y: &mut mean,
                });
                cpu.run(Most {
                    x: &x,
                    y: &mut most,
                });
                cpu.run(GradientOfMost {
                    x: &x,
                    y: &most,
                    dy: &dy,
                    dx: &mut dx,
                });
                for channel in 0..channels {
                    let name = format!("{channel} of {channels}, {places}, {cpu:?}");
                    let own = || x[channel..].iter().step_by(channels).copied();
                    // Sums of whole numbers are exact.
                    assert_eq!(mean[channel], own().sum::<f32>() / places as f32, "{name}");
                    let largest = own().fold(f32::NEG_INFINITY, f32::max);
                    assert_eq!(most[channel], largest, "{name}");
                    let count = own().filter(|x| *x == largest).count() as f32;
                    for (place, x) in own().enumerate() {
                        let share = if x == largest {
                            dy[channel] / count
                        } else {
                            0.0
                        };
                        assert_eq!(dx[place * channels + channel], share, "{name}");
                    }
                }
            }
        }
    }

    #[test]
    fn nan_is_largest() {
        let mut y = [0.0; 2];
        let x = [1.0, 5.0, f32::NAN, 2.0, 3.0, 9.0];
        Cpu::PLAIN.run(Most { x: &x, y: &mut y });
        assert!(y[0].is_nan() && y[1] == 9.0);
    }
}
