//! Two-dimensional convolution with square filters, and its gradients.
//!
//! Weights of `C` channels and `F` filters: panels of sixteen filters, each of `K · K · C` lanes;
//! then the bias, a lane for every panel. The filters lie in the lanes.

use core::ops::Range;

use super::sums::add;
use crate::gradients::Sink;
use crate::layers::Batch;
use crate::layers::options::{Padding, Strides};
use crate::memory::{LANE, Lane};

/// How many places a window has along an axis of `size`.
pub(crate) const fn output(size: usize, kernel: usize, step: usize, same: bool) -> usize {
    if same {
        size.div_ceil(step)
    } else {
        (size - kernel) / step + 1
    }
}

/// Where windows lie on an image.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    kernel: usize,
    step: usize,
    above: usize,
    left: usize,
}

/// Zeros before an axis: half of those needed, the smaller half.
const fn before(size: usize, kernel: usize, step: usize, same: bool) -> usize {
    if same {
        let covered = (output(size, kernel, step, true) - 1) * step + kernel;
        covered.saturating_sub(size) / 2
    } else {
        0
    }
}

impl Window {
    /// The windows of a filter of `K` × `K` on an image of `H` × `W`.
    #[inline(always)]
    pub(crate) fn new<const H: usize, const W: usize, const K: usize, S: Strides, P: Padding>()
    -> Self {
        Window {
            kernel: K,
            step: S::STEP,
            above: before(H, K, S::STEP, P::SAME),
            left: before(W, K, S::STEP, P::SAME),
        }
    }

    /// Which part of a filter lies on the image, for the window at `place`; and where the filter's
    /// element 0 would lie, counted from `before`.
    #[inline(always)]
    fn inside(&self, place: usize, before: usize, size: usize) -> (usize, Range<usize>) {
        let start = place * self.step;
        let first = before.saturating_sub(start);
        let last = (size + before).saturating_sub(start).min(self.kernel);
        (start, first..last)
    }
}

/// The images `y`.
#[inline(always)]
pub(crate) fn forward<
    X,
    const H: usize,
    const W: usize,
    const C: usize,
    const P: usize,
    const Q: usize,
    const F: usize,
>(
    window: Window,
    weights: &[Lane],
    x: &X,
    y: &mut [[[[f32; F]; Q]; P]],
) where
    X: Batch<[[[f32; C]; W]; H]> + ?Sized,
{
    let taps = window.kernel * window.kernel * C;
    let panels = F.div_ceil(LANE);
    for (x, y) in x.rows().zip(y) {
        for panel in 0..panels {
            let kernel = &weights[panel * taps..][..taps];
            let bias = weights[panels * taps + panel];
            for (i, y) in y.iter_mut().enumerate() {
                for (j, y) in y.iter_mut().enumerate() {
                    let mut sum = bias;
                    let (top, rows) = window.inside(i, window.above, H);
                    let (start, columns) = window.inside(j, window.left, W);
                    for a in rows {
                        for b in columns.clone() {
                            let pixel = &x[top + a - window.above][start + b - window.left];
                            let taps = &kernel[(a * window.kernel + b) * C..][..C];
                            for (x, lane) in pixel.iter().zip(taps) {
                                add_scaled(&mut sum, *x, lane);
                            }
                        }
                    }
                    store(&sum, y, panel * LANE);
                }
            }
        }
    }
}

/// The gradient `dx` of the images.
#[inline(always)]
pub(crate) fn input_gradient<
    const H: usize,
    const W: usize,
    const C: usize,
    const P: usize,
    const Q: usize,
    const F: usize,
>(
    window: Window,
    weights: &[Lane],
    dy: &[[[[f32; F]; Q]; P]],
    dx: &mut [[[[f32; C]; W]; H]],
) {
    let taps = window.kernel * window.kernel * C;
    for (dx, dy) in dx.iter_mut().zip(dy) {
        dx.as_flattened_mut().fill([0.0; C]);
        for panel in 0..F.div_ceil(LANE) {
            let kernel = &weights[panel * taps..][..taps];
            for (i, dy) in dy.iter().enumerate() {
                for (j, dy) in dy.iter().enumerate() {
                    let dy = load(dy, panel * LANE);
                    let (top, rows) = window.inside(i, window.above, H);
                    let (start, columns) = window.inside(j, window.left, W);
                    for a in rows {
                        for b in columns.clone() {
                            let pixel = &mut dx[top + a - window.above][start + b - window.left];
                            let taps = &kernel[(a * window.kernel + b) * C..][..C];
                            for (dx, lane) in pixel.iter_mut().zip(taps) {
                                *dx += dot(&dy, lane);
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The gradient of the filters and of the bias.
#[inline(always)]
pub(crate) fn weight_gradient<
    X,
    const H: usize,
    const W: usize,
    const C: usize,
    const P: usize,
    const Q: usize,
    const F: usize,
>(
    window: Window,
    x: &X,
    dy: &[[[[f32; F]; Q]; P]],
    sink: &mut Sink,
) where
    X: Batch<[[[f32; C]; W]; H]> + ?Sized,
{
    let kernel = window.kernel;
    let taps = kernel * kernel * C;
    let panels = F.div_ceil(LANE);
    for panel in 0..panels {
        for a in 0..kernel {
            for b in 0..kernel {
                for c in 0..C {
                    let mut sum = [0.0; LANE];
                    for (x, dy) in x.rows().zip(dy) {
                        let rows = places::<P>(a, window.above, window.step, H);
                        for (i, dy) in dy[rows.clone()].iter().enumerate() {
                            let row = (rows.start + i) * window.step + a - window.above;
                            let columns = places::<Q>(b, window.left, window.step, W);
                            for (j, dy) in dy[columns.clone()].iter().enumerate() {
                                let column = (columns.start + j) * window.step + b - window.left;
                                add_scaled(&mut sum, x[row][column][c], &load(dy, panel * LANE));
                            }
                        }
                    }
                    sink.give(panel * taps + (a * kernel + b) * C + c, &sum);
                }
            }
        }
        let mut bias = [0.0; LANE];
        for dy in dy.as_flattened().as_flattened() {
            add(&mut bias, &load(dy, panel * LANE));
        }
        sink.give(panels * taps + panel, &bias);
    }
}

/// The places, of `PLACES`, at which element `element` of a filter lies on an axis of `size`.
#[inline(always)]
fn places<const PLACES: usize>(
    element: usize,
    before: usize,
    step: usize,
    size: usize,
) -> Range<usize> {
    let first = before.saturating_sub(element).div_ceil(step);
    let last = (size + before).saturating_sub(element).div_ceil(step);
    first.min(PLACES)..last.min(PLACES)
}

/// `sum + a · b`, place by place.
#[inline(always)]
fn add_scaled(sum: &mut Lane, a: f32, b: &Lane) {
    for i in 0..LANE {
        sum[i] += a * b[i];
    }
}

/// The sum of the products, place by place, in a fixed order.
#[inline(always)]
fn dot(a: &Lane, b: &Lane) -> f32 {
    let mut products = [0.0; LANE];
    for i in 0..LANE {
        products[i] = a[i] * b[i];
    }
    let mut width = LANE / 2;
    while width > 0 {
        for i in 0..width {
            products[i] += products[i + width];
        }
        width /= 2;
    }
    products[0]
}

/// Sixteen numbers of `row` from `start`, zeros beyond its end.
#[inline(always)]
fn load(row: &[f32], start: usize) -> Lane {
    let mut lane = [0.0; LANE];
    for (to, from) in lane.iter_mut().zip(&row[start..]) {
        *to = *from;
    }
    lane
}

/// Writes `lane` to `row` from `start`, as far as `row` goes.
#[inline(always)]
fn store(lane: &Lane, row: &mut [f32], start: usize) {
    for (to, from) in row[start..].iter_mut().zip(lane) {
        *to = *from;
    }
}
