//! The kernels against sums written as the formulas are, in double precision: for each kind of processor
//! that this one can play, for odd sizes, and with kernels and steps that differ between the axes.

use std::vec::Vec;
use std::{format, string::String, vec};

use super::*;
use crate::gradients::Learner;
use crate::random::{generator, unit};
use crate::simd::Cpu;
use crate::tensor::{Contiguous, LANES, Vector16};

struct Case {
    sizes: Sizes,
    rows: usize,
    weights: Vec<Vector16>,
    x: Vec<f32>,
    dy: Vec<f32>,
}

impl Case {
    fn new(sizes: Sizes, rows: usize) -> Self {
        let mut rng = generator((sizes.taps() * 100 + sizes.filters * 10 + rows) as u64);
        let mut number = || unit(&mut rng) * 2.0 - 1.0;
        let (taps, panels) = (sizes.taps(), sizes.panels());
        let mut weights = vec![[0.0; LANES]; panels * (taps + 1)];
        for filter in 0..sizes.filters {
            for tap in 0..taps {
                weights[filter / LANES * taps + tap][filter % LANES] = number();
            }
            weights[panels * taps + filter / LANES][filter % LANES] = number();
        }
        Case {
            sizes,
            rows,
            weights,
            x: (0..rows * sizes.image()).map(|_| number()).collect(),
            dy: (0..rows * sizes.positions() * sizes.filters)
                .map(|_| number())
                .collect(),
        }
    }

    /// Calls `visit` with the index of a number of `x`, of a number of `y`, and of a tap, for each product of
    /// the first filter and one image.
    fn each_product(&self, mut visit: impl FnMut(usize, usize, usize)) {
        let Sizes {
            height,
            width,
            channels,
            filters,
        } = self.sizes;
        for (p, q) in (0..height.out).flat_map(|p| (0..width.out).map(move |q| (p, q))) {
            for (a, b) in (0..height.kernel).flat_map(|a| (0..width.kernel).map(move |b| (a, b))) {
                let row = (p * height.step + a).wrapping_sub(height.before);
                let column = (q * width.step + b).wrapping_sub(width.before);
                if row >= height.size || column >= width.size {
                    continue;
                }
                for channel in 0..channels {
                    visit(
                        (row * width.size + column) * channels + channel,
                        (p * width.out + q) * filters,
                        (a * width.kernel + b) * channels + channel,
                    );
                }
            }
        }
    }

    /// The exact outputs, the gradient of the images, and the gradient of the weights.
    fn exact(&self) -> [Vec<f64>; 3] {
        let (taps, panels) = (self.sizes.taps(), self.sizes.panels());
        let (image, out) = (
            self.sizes.image(),
            self.sizes.positions() * self.sizes.filters,
        );
        let (mut y, mut dx) = (vec![0.0; self.dy.len()], vec![0.0; self.x.len()]);
        let mut gradient = vec![0.0; self.weights.len() * LANES];
        for filter in 0..self.sizes.filters {
            let vector = filter % LANES;
            let bias = panels * taps + filter / LANES;
            for output in (filter..y.len()).step_by(self.sizes.filters) {
                y[output] += f64::from(self.weights[bias][vector]);
                gradient[bias * LANES + vector] += f64::from(self.dy[output]);
            }
            for row in 0..self.rows {
                self.each_product(|from, to, tap| {
                    let (from, to) = (row * image + from, row * out + to + filter);
                    let tap = filter / LANES * taps + tap;
                    let weight = f64::from(self.weights[tap][vector]);
                    y[to] += f64::from(self.x[from]) * weight;
                    dx[from] += f64::from(self.dy[to]) * weight;
                    gradient[tap * LANES + vector] +=
                        f64::from(self.x[from]) * f64::from(self.dy[to]);
                });
            }
        }
        [y, dx, gradient]
    }

    /// The results of the kernels, in memory that was not cleared.
    fn run(&self, cpu: Cpu) -> [Vec<f32>; 3] {
        let x = Contiguous::new(&self.x, self.sizes.image());
        let mut saved = vec![f32::NAN; self.rows * self.sizes.saved()];
        let mut scratch = vec![f32::NAN; self.sizes.scratch()];
        let mut weights = self.weights.clone();
        let mut y = vec![f32::NAN; self.dy.len()];
        let mut dx = vec![f32::NAN; self.x.len()];
        let mut gradient = vec![[f32::NAN; LANES]; weights.len()];
        cpu.run(Forward {
            sizes: self.sizes,
            weights: &self.weights,
            x: &x,
            y: &mut y,
            saved: &mut saved,
            scratch: &mut scratch,
        });
        cpu.run(InputGradient {
            sizes: self.sizes,
            weights: &self.weights,
            dy: &self.dy,
            dx: &mut dx,
            scratch: &mut scratch,
        });
        let mut learner = Learner::store(&mut gradient);
        cpu.run(WeightGradient {
            sizes: self.sizes,
            dy: &self.dy,
            sink: &mut learner.sink(&mut weights, 0),
            saved: &saved,
            scratch: &mut scratch,
        });
        [y, dx, gradient.into_flattened()]
    }

    fn check(&self) {
        let exact = self.exact();
        for cpu in Cpu::levels() {
            let given = self.run(cpu);
            for (what, (given, exact)) in ["y", "dx", "gradient"]
                .into_iter()
                .zip(given.iter().zip(&exact))
            {
                let name: String =
                    format!("{what} of {:?}, {} rows, {cpu:?}", self.sizes, self.rows);
                assert_eq!(given.len(), exact.len(), "{name}");
                for (index, (given, exact)) in given.iter().zip(exact).enumerate() {
                    let allowed = 1e-4 * (1.0 + exact.abs());
                    let difference = (f64::from(*given) - exact).abs();
                    assert!(
                        difference <= allowed,
                        "{name}, {index}: {given}, not {exact}"
                    );
                }
            }
        }
    }
}

#[test]
fn windows_of_odd_sizes() {
    for (size, kernel, step, same) in [
        (1, 1, 1, false),
        (5, 3, 1, false),
        (7, 5, 1, true),
        (7, 3, 2, false),
        (8, 3, 2, true),
        (9, 2, 3, true),
        (4, 7, 1, true),
        (6, 1, 2, true),
    ] {
        let axis = Axis::new(size, kernel, step, same);
        for (channels, filters) in [(1, 6), (3, 1), (6, 16), (2, 17), (17, 5), (5, 33)] {
            let sizes = Sizes {
                height: axis,
                width: axis,
                channels,
                filters,
            };
            Case::new(sizes, 3).check();
        }
    }
}

#[test]
fn axes_that_differ() {
    for (height, width) in [
        (Axis::new(6, 1, 1, false), Axis::new(19, 4, 1, true)),
        (Axis::new(11, 5, 2, true), Axis::new(3, 3, 1, false)),
        (Axis::new(1, 1, 1, false), Axis::new(40, 9, 3, true)),
    ] {
        for (channels, filters) in [(1, 4), (4, 20)] {
            let sizes = Sizes {
                height,
                width,
                channels,
                filters,
            };
            Case::new(sizes, 2).check();
        }
    }
}

#[test]
fn the_layers_of_lenet() {
    let [first, second] = [Axis::new(28, 5, 1, true), Axis::new(14, 5, 1, false)];
    for (axis, channels, filters) in [(first, 1, 6), (second, 6, 16)] {
        let sizes = Sizes {
            height: axis,
            width: axis,
            channels,
            filters,
        };
        for rows in [0, 1, 4] {
            Case::new(sizes, rows).check();
        }
    }
}

/// An infinite gradient reaches the pixels of its window, and makes no other one NaN.
#[test]
fn an_infinite_gradient_stays_in_its_window() {
    let (height, width) = (Axis::new(3, 3, 1, true), Axis::new(9, 3, 1, true));
    let sizes = Sizes {
        height,
        width,
        channels: 1,
        filters: 2,
    };
    let mut case = Case::new(sizes, 2);
    case.dy.fill(0.0);
    // The output at row 1, column 1 of the first image.
    case.dy[(9 + 1) * 2] = f32::INFINITY;
    for cpu in Cpu::levels() {
        let [_, dx, _] = case.run(cpu);
        for (index, dx) in dx.iter().enumerate() {
            let (row, column) = (index / 9, index % 9);
            if row < 3 && column < 3 {
                assert!(dx.is_infinite(), "{row}, {column}: {dx}");
            } else {
                assert_eq!(*dx, 0.0, "{row}, {column}");
            }
        }
    }
}
