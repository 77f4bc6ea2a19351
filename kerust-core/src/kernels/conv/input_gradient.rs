use super::Sizes;
use crate::simd::accumulators::{MOST_PANELS, Sums, Take, add};
use crate::simd::{LANE, Lane};
use crate::simd::{Processor, Task, compile_task};

/// The gradient `dx` of the images.
pub struct InputGradient<'a> {
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Lane],
    pub(crate) dy: &'a [f32],
    pub(crate) dx: &'a mut [f32],
    pub(crate) scratch: &'a mut [f32],
}

compile_task!(InputGradient<'_>);

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
            for row in 0..sizes.height.kernel {
                let mut lane = 0;
                while lane < sizes.lanes_of_row() {
                    let first = (row * sizes.lanes_of_row() + lane) * sizes.filters;
                    let mut spread = Spread {
                        sizes: &sizes,
                        dy,
                        lanes: &turned[first..],
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

/// As many places as a tile of [`Processor::Wide`] has, and one lane of taps.
type Narrow<P> = <<P as Processor>::Wide as Sums>::Narrow;

/// The gradients of an image's outputs, spread over the windows' numbers in some lanes of taps.
struct Spread<'a> {
    sizes: &'a Sizes,
    dy: &'a [f32],
    /// The weights of the taps: for each of the lanes one for every filter.
    lanes: &'a [Lane],
    /// The first number of the first lane, counted from that of a window.
    offset: usize,
    padded: &'a mut [f32],
}

impl Spread<'_> {
    #[inline(always)]
    fn all<P: Processor, S: Sums>(&mut self) {
        for place in (0..self.sizes.places()).step_by(S::COUNT) {
            self.tile::<P, S>(place);
        }
    }

    /// The gradients of some outputs from place `first`. Beyond the last one it is taken again, and not kept.
    #[inline(always)]
    fn tile<P: Processor, S: Sums>(&mut self, first: usize) {
        let (filters, last) = (self.sizes.filters, self.sizes.places() - 1);
        let dy = self.dy;
        let rows = S::of(first, &mut |place| {
            &dy[place.min(last) * filters..][..filters]
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
    fn take(&mut self, place: usize, lanes: &Lanes) {
        if place < self.sizes.places() {
            let start = self.sizes.window(place) + self.offset;
            let to = &mut self.padded[start..][..lanes.as_ref().len() * LANE];
            for (to, sums) in to.as_chunks_mut().0.iter_mut().zip(lanes.as_ref()) {
                add(to, sums);
            }
        }
    }
}
