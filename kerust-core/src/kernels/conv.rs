//! Two-dimensional convolution with square filters, and its gradients.
//!
//! Weights of `C` channels and `F` filters: panels of sixteen filters, each of `K · K · C` lanes;
//! then the bias, a lane for every panel. The filters lie in the lanes.

use core::ops::Range;

use super::sums::add;
use crate::gradients::Sink;
use crate::memory::{LANE, Lane, Rows};

/// The places that a window has along an axis of `size`.
pub(crate) const fn output(size: usize, kernel: usize, step: usize, same: bool) -> usize {
    if same {
        size.div_ceil(step)
    } else {
        (size - kernel) / step + 1
    }
}

/// The zeros before an axis: half of those needed, the smaller half.
const fn before(size: usize, kernel: usize, step: usize, same: bool) -> usize {
    if same {
        let covered = (output(size, kernel, step, true) - 1) * step + kernel;
        covered.saturating_sub(size) / 2
    } else {
        0
    }
}

/// The sizes of a convolution.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    height: usize,
    width: usize,
    channels: usize,
    out_height: usize,
    out_width: usize,
    filters: usize,
    kernel: usize,
    step: usize,
    above: usize,
    left: usize,
}

impl Sizes {
    /// Filters of `kernel` × `kernel` on an image of `[height, width, channels]`.
    pub(crate) const fn new(
        [height, width, channels]: [usize; 3],
        filters: usize,
        kernel: usize,
        step: usize,
        same: bool,
    ) -> Self {
        Sizes {
            height,
            width,
            channels,
            out_height: output(height, kernel, step, same),
            out_width: output(width, kernel, step, same),
            filters,
            kernel,
            step,
            above: before(height, kernel, step, same),
            left: before(width, kernel, step, same),
        }
    }

    const fn taps(&self) -> usize {
        self.kernel * self.kernel * self.channels
    }

    const fn panels(&self) -> usize {
        self.filters.div_ceil(LANE)
    }

    /// The number of the first element of pixel (row, column) of an image.
    const fn pixel(&self, row: usize, column: usize) -> usize {
        (row * self.width + column) * self.channels
    }

    const fn out_len(&self) -> usize {
        self.out_height * self.out_width * self.filters
    }

    /// Which part of a filter lies on the image, for the window at `place`; and where the filter's
    /// element 0 would lie, counted from `before`.
    fn inside(&self, place: usize, before: usize, size: usize) -> (usize, Range<usize>) {
        let start = place * self.step;
        let first = before.saturating_sub(start);
        let last = (size + before).saturating_sub(start).min(self.kernel);
        (start, first..last)
    }
}

/// The images `y`.
pub(crate) fn forward(sizes: Sizes, weights: &[Lane], x: &dyn Rows, y: &mut [f32]) {
    let (taps, panels, channels) = (sizes.taps(), sizes.panels(), sizes.channels);
    for (row, y) in y.chunks_exact_mut(sizes.out_len()).enumerate() {
        let x = x.numbers(row);
        for panel in 0..panels {
            let kernel = &weights[panel * taps..][..taps];
            let bias = weights[panels * taps + panel];
            for (place, y) in y.chunks_exact_mut(sizes.filters).enumerate() {
                let (i, j) = (place / sizes.out_width, place % sizes.out_width);
                let mut sum = bias;
                let (top, rows) = sizes.inside(i, sizes.above, sizes.height);
                let (start, columns) = sizes.inside(j, sizes.left, sizes.width);
                for a in rows {
                    for b in columns.clone() {
                        let pixel = sizes.pixel(top + a - sizes.above, start + b - sizes.left);
                        let taps = &kernel[(a * sizes.kernel + b) * channels..][..channels];
                        for (x, lane) in x[pixel..][..channels].iter().zip(taps) {
                            add_scaled(&mut sum, *x, lane);
                        }
                    }
                }
                store(&sum, y, panel * LANE);
            }
        }
    }
}

/// The gradient `dx` of the images.
pub(crate) fn input_gradient(sizes: Sizes, weights: &[Lane], dy: &[f32], dx: &mut [f32]) {
    let (taps, channels) = (sizes.taps(), sizes.channels);
    let len = sizes.height * sizes.width * channels;
    for (dx, dy) in dx
        .chunks_exact_mut(len)
        .zip(dy.chunks_exact(sizes.out_len()))
    {
        dx.fill(0.0);
        for panel in 0..sizes.panels() {
            let kernel = &weights[panel * taps..][..taps];
            for (place, dy) in dy.chunks_exact(sizes.filters).enumerate() {
                let (i, j) = (place / sizes.out_width, place % sizes.out_width);
                let dy = load(dy, panel * LANE);
                let (top, rows) = sizes.inside(i, sizes.above, sizes.height);
                let (start, columns) = sizes.inside(j, sizes.left, sizes.width);
                for a in rows {
                    for b in columns.clone() {
                        let pixel = sizes.pixel(top + a - sizes.above, start + b - sizes.left);
                        let taps = &kernel[(a * sizes.kernel + b) * channels..][..channels];
                        for (dx, lane) in dx[pixel..][..channels].iter_mut().zip(taps) {
                            *dx += dot(&dy, lane);
                        }
                    }
                }
            }
        }
    }
}

/// The gradient of the filters and of the bias.
pub(crate) fn weight_gradient(sizes: Sizes, x: &dyn Rows, dy: &[f32], sink: &mut Sink<'_>) {
    let (kernel, taps, panels) = (sizes.kernel, sizes.taps(), sizes.panels());
    let channels = sizes.channels;
    for panel in 0..panels {
        for a in 0..kernel {
            for b in 0..kernel {
                for c in 0..channels {
                    let mut sum = [0.0; LANE];
                    for (row, dy) in dy.chunks_exact(sizes.out_len()).enumerate() {
                        let x = x.numbers(row);
                        let rows =
                            places(sizes.out_height, a, sizes.above, sizes.step, sizes.height);
                        for i in rows {
                            let row = i * sizes.step + a - sizes.above;
                            let columns =
                                places(sizes.out_width, b, sizes.left, sizes.step, sizes.width);
                            for j in columns {
                                let column = j * sizes.step + b - sizes.left;
                                let dy = &dy[(i * sizes.out_width + j) * sizes.filters..]
                                    [..sizes.filters];
                                let x = x[sizes.pixel(row, column) + c];
                                add_scaled(&mut sum, x, &load(dy, panel * LANE));
                            }
                        }
                    }
                    sink.give(panel * taps + (a * kernel + b) * channels + c, &sum);
                }
            }
        }
        let mut bias = [0.0; LANE];
        for dy in dy.chunks_exact(sizes.filters) {
            add(&mut bias, &load(dy, panel * LANE));
        }
        sink.give(panels * taps + panel, &bias);
    }
}

/// The places, of `count`, at which element `element` of a filter lies on an axis of `size`.
fn places(count: usize, element: usize, before: usize, step: usize, size: usize) -> Range<usize> {
    let first = before.saturating_sub(element).div_ceil(step);
    let last = (size + before).saturating_sub(element).div_ceil(step);
    first.min(count)..last.min(count)
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
