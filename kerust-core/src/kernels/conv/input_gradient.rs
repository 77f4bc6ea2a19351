use super::Sizes;
use crate::simd::accumulators::{Accumulators, MOST_PANELS, Take, add};
use crate::simd::{LANES, Processor, Task, Vector16, compile_task};

/// The gradient `dx` of the images.
pub struct InputGradient<'a> {
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Vector16],
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
        let (turned, padded) = scratch.split_at_mut(sizes.turned() * LANES);
        let (turned, _) = turned.as_chunks_mut();
        turn(&sizes, weights, turned);
        // The last vector of the last row goes beyond the image.
        let padded = &mut padded[..sizes.padded() + LANES];
        let images = dx.chunks_exact_mut(sizes.image());
        for (dx, dy) in images.zip(dy.chunks_exact(sizes.places() * sizes.filters)) {
            padded.fill(0.0);
            for row in 0..sizes.height.kernel {
                let mut vector = 0;
                while vector < sizes.vectors_of_row() {
                    let first = (row * sizes.vectors_of_row() + vector) * sizes.filters;
                    let mut spread = Spread {
                        sizes: &sizes,
                        dy,
                        vectors: &turned[first..],
                        offset: row * sizes.pitch() + vector * LANES,
                        padded,
                    };
                    if P::Wide::fits(sizes.vectors_of_row() - vector) {
                        spread.all::<P, P::Wide>();
                        vector += P::Wide::PANELS;
                    } else {
                        spread.all::<P, Narrow<P>>();
                        vector += 1;
                    }
                }
            }
            sizes.unpad(padded, dx);
        }
    }
}

/// Packs the taps of each row of the kernel into vectors, one vector for each filter.
fn turn(sizes: &Sizes, weights: &[Vector16], turned: &mut [Vector16]) {
    let (row_of_taps, vectors) = (sizes.row_of_taps(), sizes.vectors_of_row());
    turned.as_flattened_mut().fill(0.0);
    for (number, turned) in turned.chunks_exact_mut(sizes.filters).enumerate() {
        let (row, vector) = (number / vectors, number % vectors);
        for place in 0..LANES.min(row_of_taps - vector * LANES) {
            let tap = row * row_of_taps + vector * LANES + place;
            for (filter, turned) in turned.iter_mut().enumerate() {
                let panel = &weights[filter / LANES * sizes.taps()..];
                turned[place] = panel[tap][filter % LANES];
            }
        }
    }
}

/// As many places as a tile of [`Processor::Wide`] has, and one vector of taps.
type Narrow<P> = <<P as Processor>::Wide as Accumulators>::Narrow;

/// The gradients of an image's outputs, spread over the windows' numbers in some vectors of taps.
struct Spread<'a> {
    sizes: &'a Sizes,
    dy: &'a [f32],
    /// The weights of the taps: for each of the vectors one for every filter.
    vectors: &'a [Vector16],
    /// The first number of the first vector, counted from that of a window.
    offset: usize,
    padded: &'a mut [f32],
}

impl Spread<'_> {
    #[inline(always)]
    fn all<P: Processor, S: Accumulators>(&mut self) {
        for place in (0..self.sizes.places()).step_by(S::COUNT) {
            self.tile::<P, S>(place);
        }
    }

    /// The gradients of some outputs from place `first`. Beyond the last one it is taken again, and not kept.
    #[inline(always)]
    fn tile<P: Processor, S: Accumulators>(&mut self, first: usize) {
        let (filters, last) = (self.sizes.filters, self.sizes.places() - 1);
        let dy = self.dy;
        let rows = S::of(first, &mut |place| {
            &dy[place.min(last) * filters..][..filters]
        });
        let vectors: [&[Vector16]; MOST_PANELS] = core::array::from_fn(|next| {
            &self.vectors[next.min(S::PANELS - 1) * filters..][..filters]
        });
        let mut sums = S::ZERO;
        for filter in 0..filters {
            let vectors = S::vectors(&mut |next| vectors[next][filter]);
            sums.add_products::<P>(&rows, filter, &vectors);
        }
        sums.give(first, self);
    }
}

impl<Vectors: AsRef<[Vector16]>> Take<Vectors> for Spread<'_> {
    #[inline(always)]
    fn take(&mut self, place: usize, vectors: &Vectors) {
        if place < self.sizes.places() {
            let start = self.sizes.window(place) + self.offset;
            let to = &mut self.padded[start..][..vectors.as_ref().len() * LANES];
            for (to, sums) in to.as_chunks_mut().0.iter_mut().zip(vectors.as_ref()) {
                add(to, sums);
            }
        }
    }
}
