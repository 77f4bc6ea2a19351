use super::Sizes;
use crate::kernels::sums::{MOST_PANELS, Sums, Take, add};
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
        let (transposed, padded) = scratch.split_at_mut(sizes.transposed() * LANE);
        let (transposed, _) = transposed.as_chunks_mut();
        transpose(&sizes, weights, transposed);
        // The last lane of the last row reaches beyond the image.
        let padded = &mut padded[..sizes.padded() + LANE];
        let images = dx.chunks_exact_mut(sizes.image());
        for (dx, dy) in images.zip(dy.chunks_exact(sizes.positions() * sizes.filters)) {
            padded.fill(0.0);
            for row in 0..sizes.height.kernel {
                let mut lane = 0;
                while lane < sizes.lanes_of_row() {
                    let first = (row * sizes.lanes_of_row() + lane) * sizes.filters;
                    let mut spread = Spread {
                        sizes: &sizes,
                        dy,
                        lanes: &transposed[first..],
                        offset: row * sizes.pitch() + lane * LANE,
                        padded,
                    };
                    if P::Wide::fits(sizes.lanes_of_row() - lane) {
                        spread.all::<P, P::Wide>();
                        lane += P::Wide::PANELS;
                    } else {
                        spread.all::<P, Narrow<P>>();
                        lane += 1;
                    }
                }
            }
            sizes.unpad(padded, dx);
        }
    }
}

/// Transposes the weights: each lane has adjacent taps of a row of the kernel, for one filter.
fn transpose(sizes: &Sizes, weights: &[Lane], transposed: &mut [Lane]) {
    let (row_of_taps, lanes) = (sizes.row_of_taps(), sizes.lanes_of_row());
    transposed.as_flattened_mut().fill(0.0);
    for (number, lanes_of_filters) in transposed.chunks_exact_mut(sizes.filters).enumerate() {
        let (row, lane) = (number / lanes, number % lanes);
        for place in 0..LANE.min(row_of_taps - lane * LANE) {
            let tap = row * row_of_taps + lane * LANE + place;
            for (filter, transposed) in lanes_of_filters.iter_mut().enumerate() {
                let panel = &weights[filter / LANE * sizes.taps()..];
                transposed[place] = panel[tap][filter % LANE];
            }
        }
    }
}

/// A tile of as many positions as [`Processor::Wide`] has, and one lane of taps.
type Narrow<P> = <<P as Processor>::Wide as Sums>::Narrow;

/// The gradients of an image's outputs, spread over the numbers that some lanes of taps met.
struct Spread<'a> {
    sizes: &'a Sizes,
    dy: &'a [f32],
    /// The weights of these taps: for each lane of them, a lane for every filter.
    lanes: &'a [Lane],
    /// The offset of the first tap from the position of the window.
    offset: usize,
    padded: &'a mut [f32],
}

impl Spread<'_> {
    #[inline(always)]
    fn all<P: Processor, S: Sums>(&mut self) {
        for position in (0..self.sizes.positions()).step_by(S::COUNT) {
            self.tile::<P, S>(position);
        }
    }

    /// Spreads the gradients of the outputs at some positions from `first` on. Beyond the last position, that
    /// one is computed again and discarded.
    #[inline(always)]
    fn tile<P: Processor, S: Sums>(&mut self, first: usize) {
        let (filters, last) = (self.sizes.filters, self.sizes.positions() - 1);
        let dy = self.dy;
        let rows = S::of(first, &mut |position| {
            &dy[position.min(last) * filters..][..filters]
        });
        let lanes: [&[Lane]; MOST_PANELS] = core::array::from_fn(|next| {
            &self.lanes[next.min(S::PANELS - 1) * filters..][..filters]
        });
        let mut sums = S::ZERO;
        for filter in 0..filters {
            let lanes = S::lanes(&mut |next| lanes[next][filter]);
            sums.add_products::<P>(&rows, filter, &lanes);
        }
        sums.give(first, self);
    }
}

impl<Lanes: AsRef<[Lane]>> Take<Lanes> for Spread<'_> {
    #[inline(always)]
    fn take(&mut self, position: usize, lanes: &Lanes) {
        if position < self.sizes.positions() {
            let start = self.sizes.window(position) + self.offset;
            let to = &mut self.padded[start..][..lanes.as_ref().len() * LANE];
            for (to, sums) in to.as_chunks_mut().0.iter_mut().zip(lanes.as_ref()) {
                add(to, sums);
            }
        }
    }
}
