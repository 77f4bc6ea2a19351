//! Two-dimensional convolution, and its gradients: sums over the windows of an image in registers.
//!
//! Weights of `C` channels and `F` filters: panels of sixteen filters, each with a lane for every tap, a
//! place (row, column, channel) of the kernel; then the bias, a lane for every panel. Images are surrounded
//! by zeros before, so that each window lies inside, and a row of it is a run of numbers.

use super::sums::{One, Sums, Take, add, load_of, store};
use super::{Processor, Task};
use crate::gradients::Sink;
use crate::memory::{LANE, Lane, Rows};

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
        self.filters.div_ceil(LANE)
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

    const fn is_padded(&self) -> bool {
        self.padded() > self.image()
    }

    /// The numbers that a forward pass leaves for the backward pass, for each image: with zeros around it.
    pub(crate) const fn saved(&self) -> usize {
        if self.is_padded() { self.padded() } else { 0 }
    }

    /// The numbers that a backward pass needs for itself.
    pub(crate) const fn scratch(&self) -> usize {
        let weights = self.taps() + self.places();
        let inputs = self.turned() * LANE + self.padded() + LANE;
        if weights * LANE > inputs {
            weights * LANE
        } else {
            inputs
        }
    }

    /// The lanes of a row of taps.
    const fn lanes_of_row(&self) -> usize {
        self.row_of_taps().div_ceil(LANE)
    }

    /// The lanes of the weights with taps in the lanes: for each row of the kernel, each lane of taps and
    /// each filter one.
    const fn turned(&self) -> usize {
        self.height.kernel * self.lanes_of_row() * self.filters
    }

    /// The first number of the window at a place.
    #[inline(always)]
    fn window(&self, place: usize) -> usize {
        let (row, column) = (place / self.width.out, place % self.width.out);
        row * self.height.step * self.pitch() + column * self.width.step * self.channels
    }

    /// The first number of a tap, counted from that of its window.
    #[inline(always)]
    fn tap(&self, tap: usize) -> usize {
        let row = self.row_of_taps();
        tap / row * self.pitch() + tap % row
    }

    /// Surrounds an image with zeros.
    fn pad(&self, image: &[f32], padded: &mut [f32]) {
        padded.fill(0.0);
        let width = self.width.size * self.channels;
        let left = self.width.before * self.channels;
        let rows = padded
            .chunks_exact_mut(self.pitch())
            .skip(self.height.before);
        for (from, to) in image.chunks_exact(width).zip(rows) {
            to[left..left + width].copy_from_slice(from);
        }
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

/// The images `y` that filters make of the images `x`.
pub struct Forward<'a> {
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Lane],
    pub(crate) x: &'a dyn Rows,
    pub(crate) y: &'a mut [f32],
    /// The images with zeros around them, to be written.
    pub(crate) saved: &'a mut [f32],
}

compiled_here!(Forward<'_>);

impl Task for Forward<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let Forward {
            sizes,
            weights,
            x,
            y,
            saved,
        } = self;
        let (kernel, bias) = weights.split_at(sizes.panels() * sizes.taps());
        let out = sizes.places() * sizes.filters;
        for (row, y) in y.chunks_exact_mut(out).enumerate() {
            let image = image(&sizes, x.numbers(row), row, saved);
            for (panel, kernel) in kernel.chunks_exact(sizes.taps()).enumerate() {
                let mut windows = Windows {
                    sizes: &sizes,
                    image,
                    kernel,
                    bias: bias[panel],
                    panel,
                    y,
                };
                let mut place = 0;
                while place < sizes.places() {
                    let left = sizes.places() - place;
                    if left >= P::Many::COUNT || left > P::Few::COUNT {
                        windows.tile::<P, P::Many>(place);
                        place += P::Many::COUNT;
                    } else {
                        windows.tile::<P, P::Few>(place);
                        place += P::Few::COUNT;
                    }
                }
            }
        }
    }
}

/// An image with zeros around it, where it has any.
#[inline(always)]
fn image<'a>(sizes: &Sizes, x: &'a [f32], row: usize, saved: &'a mut [f32]) -> &'a [f32] {
    if !sizes.is_padded() {
        return x;
    }
    let padded = &mut saved[row * sizes.padded()..][..sizes.padded()];
    sizes.pad(x, padded);
    padded
}

/// The windows of an image, seen by the filters of a panel.
struct Windows<'a> {
    sizes: &'a Sizes,
    image: &'a [f32],
    kernel: &'a [Lane],
    bias: Lane,
    panel: usize,
    y: &'a mut [f32],
}

impl Windows<'_> {
    /// The outputs at some places from number `first`. Beyond the last one it is taken again, and not kept.
    #[inline(always)]
    fn tile<P: Processor, S: Sums<Lanes = One<1>>>(&mut self, first: usize) {
        let (sizes, last) = (self.sizes, self.sizes.places() - 1);
        let windows = S::of(first, &mut |place| sizes.window(place.min(last)));
        let (count, pitch) = (sizes.row_of_taps(), sizes.pitch());
        let mut sums = S::from_fn(first, &mut |_| [self.bias]);
        for (row, lanes) in self.kernel.chunks_exact(count).enumerate() {
            let image = self.image;
            let rows = S::map(&windows, &mut |window: usize| {
                &image[window + row * pitch..][..count]
            });
            for (tap, lane) in lanes.iter().enumerate() {
                sums.add_products::<P>(&rows, tap, &[*lane]);
            }
        }
        sums.give(first, self);
    }
}

impl Take<One<1>> for Windows<'_> {
    #[inline(always)]
    fn take(&mut self, place: usize, [sums]: &One<1>) {
        let filters = self.sizes.filters;
        if let Some(y) = self.y.get_mut(place * filters..(place + 1) * filters) {
            store(sums, y, self.panel * LANE);
        }
    }
}

/// The gradient of the filters and of the bias, summed image by image.
pub struct WeightGradient<'a, 's> {
    pub(crate) sizes: Sizes,
    pub(crate) x: &'a dyn Rows,
    pub(crate) dy: &'a [f32],
    pub(crate) sink: &'a mut Sink<'s>,
    /// The images with zeros around them.
    pub(crate) saved: &'a [f32],
    pub(crate) scratch: &'a mut [f32],
}

compiled_here!(WeightGradient<'_, '_>);

impl Task for WeightGradient<'_, '_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let WeightGradient {
            sizes,
            x,
            dy,
            sink,
            saved,
            scratch,
        } = self;
        let (taps, panels) = (sizes.taps(), sizes.panels());
        let (lanes, _) = scratch.as_chunks_mut();
        let (gradients, lanes) = lanes.split_at_mut(taps);
        let lanes = &mut lanes[..sizes.places()];
        for panel in 0..panels {
            let mut bias = [0.0; LANE];
            gradients.as_flattened_mut().fill(0.0);
            for (row, dy) in dy.chunks_exact(sizes.places() * sizes.filters).enumerate() {
                let image = if sizes.is_padded() {
                    &saved[row * sizes.padded()..][..sizes.padded()]
                } else {
                    x.numbers(row)
                };
                for (place, lane) in lanes.iter_mut().enumerate() {
                    *lane = load_of(dy, place, sizes.filters, panel * LANE);
                    add(&mut bias, lane);
                }
                let mut correlation = Correlation {
                    sizes: &sizes,
                    image,
                    lanes,
                    gradients,
                };
                let mut tap = 0;
                while tap < taps {
                    let left = taps - tap;
                    if left > P::Few::COUNT {
                        correlation.tile::<P, P::Many>(tap);
                        tap += P::Many::COUNT;
                    } else {
                        correlation.tile::<P, P::Few>(tap);
                        tap += P::Few::COUNT;
                    }
                }
            }
            sink.give_all(panel * taps, gradients);
            sink.give(panels * taps + panel, &bias);
        }
    }
}

/// An image, the gradients of its outputs in a panel, and the gradients of the taps, which are added to.
struct Correlation<'a> {
    sizes: &'a Sizes,
    image: &'a [f32],
    lanes: &'a [Lane],
    gradients: &'a mut [Lane],
}

impl Correlation<'_> {
    /// The gradients of some taps from number `first`. Beyond the last one it is taken again, and not kept.
    #[inline(always)]
    fn tile<P: Processor, S: Sums<Lanes = One<1>>>(&mut self, first: usize) {
        let (sizes, last) = (self.sizes, self.sizes.taps() - 1);
        // As many numbers from each tap on as the last window begins after the first one.
        let (image, len) = (self.image, sizes.window(sizes.places() - 1) + 1);
        let taps = S::of(first, &mut |tap| &image[sizes.tap(tap.min(last))..][..len]);
        let mut sums = S::ZERO;
        let (down, right) = (
            sizes.height.step * sizes.pitch(),
            sizes.width.step * sizes.channels,
        );
        for (row, lanes) in self.lanes.chunks_exact(sizes.width.out).enumerate() {
            let mut window = row * down;
            for lane in lanes {
                sums.add_products::<P>(&taps, window, &[*lane]);
                window += right;
            }
        }
        sums.give(first, self);
    }
}

impl Take<One<1>> for Correlation<'_> {
    #[inline(always)]
    fn take(&mut self, tap: usize, [sums]: &One<1>) {
        if let Some(gradient) = self.gradients.get_mut(tap) {
            add(gradient, sums);
        }
    }
}

/// The gradient `dx` of the images.
pub struct InputGradient<'a> {
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Lane],
    pub(crate) dy: &'a [f32],
    pub(crate) dx: &'a mut [f32],
    pub(crate) scratch: &'a mut [f32],
}

compiled_here!(InputGradient<'_>);

impl Task for InputGradient<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let InputGradient {
            sizes,
            weights,
            dy,
            dx,
            scratch,
        } = self;
        let (turned, padded) = scratch.split_at_mut(sizes.turned() * LANE);
        let (turned, _) = turned.as_chunks_mut();
        turn(&sizes, weights, turned);
        // The last lane of the last row goes beyond the image.
        let padded = &mut padded[..sizes.padded() + LANE];
        let images = dx.chunks_exact_mut(sizes.image());
        for (dx, dy) in images.zip(dy.chunks_exact(sizes.places() * sizes.filters)) {
            padded.fill(0.0);
            for (number, lanes) in turned.chunks_exact(sizes.filters).enumerate() {
                let (row, lane) = (number / sizes.lanes_of_row(), number % sizes.lanes_of_row());
                let mut spread = Spread {
                    sizes: &sizes,
                    dy,
                    lanes,
                    offset: row * sizes.pitch() + lane * LANE,
                    padded,
                };
                let mut place = 0;
                while place < sizes.places() {
                    let left = sizes.places() - place;
                    if left > P::Few::COUNT {
                        spread.tile::<P, P::Many>(place);
                        place += P::Many::COUNT;
                    } else {
                        spread.tile::<P, P::Few>(place);
                        place += P::Few::COUNT;
                    }
                }
            }
            sizes.unpad(padded, dx);
        }
    }
}

/// Brings the taps of each row of the kernel into lanes, one lane for each filter.
fn turn(sizes: &Sizes, weights: &[Lane], turned: &mut [Lane]) {
    let (row_of_taps, lanes) = (sizes.row_of_taps(), sizes.lanes_of_row());
    turned.as_flattened_mut().fill(0.0);
    for (number, turned) in turned.chunks_exact_mut(sizes.filters).enumerate() {
        let (row, lane) = (number / lanes, number % lanes);
        for place in 0..LANE.min(row_of_taps - lane * LANE) {
            let tap = row * row_of_taps + lane * LANE + place;
            for (filter, turned) in turned.iter_mut().enumerate() {
                let panel = &weights[filter / LANE * sizes.taps()..];
                turned[place] = panel[tap][filter % LANE];
            }
        }
    }
}

/// The gradients of an image's outputs, spread over the windows' numbers in one lane of taps.
struct Spread<'a> {
    sizes: &'a Sizes,
    dy: &'a [f32],
    lanes: &'a [Lane],
    /// The first number of the lane, counted from that of a window.
    offset: usize,
    padded: &'a mut [f32],
}

impl Spread<'_> {
    /// The gradients of some outputs from place `first`. Beyond the last one it is taken again, and not kept.
    #[inline(always)]
    fn tile<P: Processor, S: Sums<Lanes = One<1>>>(&mut self, first: usize) {
        let (filters, last) = (self.sizes.filters, self.sizes.places() - 1);
        let dy = self.dy;
        let rows = S::of(first, &mut |place| {
            &dy[place.min(last) * filters..][..filters]
        });
        let mut sums = S::ZERO;
        for (filter, lane) in self.lanes.iter().enumerate() {
            sums.add_products::<P>(&rows, filter, &[*lane]);
        }
        sums.give(first, self);
    }
}

impl Take<One<1>> for Spread<'_> {
    #[inline(always)]
    fn take(&mut self, place: usize, [sums]: &One<1>) {
        if place < self.sizes.places() {
            let start = self.sizes.window(place) + self.offset;
            if let Some(to) = self.padded[start..].first_chunk_mut() {
                add(to, sums);
            }
        }
    }
}
