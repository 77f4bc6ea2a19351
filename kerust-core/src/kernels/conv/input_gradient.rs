use super::Sizes;
use crate::kernels::sums::{One, Sums, Take, add};
use crate::kernels::{Processor, Task};
use crate::memory::{LANE, Lane};

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
