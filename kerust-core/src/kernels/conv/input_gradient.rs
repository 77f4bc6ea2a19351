use super::{Sizes, mask, masked};
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
        let (transposed, padded) = scratch.split_at_mut(sizes.transposed() * LANES);
        let (transposed, _) = transposed.as_chunks_mut();
        transpose(&sizes, weights, transposed);
        // The last vector of the last row reaches beyond the image.
        let padded = &mut padded[..sizes.padded() + LANES];
        let images = dx.chunks_exact_mut(sizes.image());
        for (dx, dy) in images.zip(dy.chunks_exact(sizes.positions() * sizes.filters)) {
            padded.fill(0.0);
            for row in 0..sizes.height.kernel {
                let mut vector = 0;
                while vector < sizes.vectors_of_row() {
                    let first = (row * sizes.vectors_of_row() + vector) * sizes.filters;
                    let mut spread = Spread {
                        sizes: &sizes,
                        dy,
                        vectors: &transposed[first..],
                        masks: core::array::from_fn(|next| {
                            mask(sizes.row_of_taps().saturating_sub((vector + next) * LANES))
                        }),
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

/// Transposes the weights: each vector has adjacent taps of a row of the kernel, for one filter.
fn transpose(sizes: &Sizes, weights: &[Vector16], transposed: &mut [Vector16]) {
    let (row_of_taps, vectors) = (sizes.row_of_taps(), sizes.vectors_of_row());
    transposed.as_flattened_mut().fill(0.0);
    for (number, vectors_of_filters) in transposed.chunks_exact_mut(sizes.filters).enumerate() {
        let (row, vector) = (number / vectors, number % vectors);
        for place in 0..LANES.min(row_of_taps - vector * LANES) {
            let tap = row * row_of_taps + vector * LANES + place;
            for (filter, transposed) in vectors_of_filters.iter_mut().enumerate() {
                let panel = &weights[filter / LANES * sizes.taps()..];
                transposed[place] = panel[tap][filter % LANES];
            }
        }
    }
}

/// A tile of as many positions as [`Processor::Wide`] has, and one vector of taps.
type Narrow<P> = <<P as Processor>::Wide as Accumulators>::Narrow;

/// The gradients of an image's outputs, spread over the numbers that some vectors of taps met.
struct Spread<'a> {
    sizes: &'a Sizes,
    dy: &'a [f32],
    /// The weights of these taps: for each vector of them, a vector for every filter.
    vectors: &'a [Vector16],
    /// The taps in each of these vectors: behind the last tap of a row an infinite gradient times 0 is NaN.
    masks: [[u32; LANES]; MOST_PANELS],
    /// The offset of the first tap from the position of the window.
    offset: usize,
    padded: &'a mut [f32],
}

impl Spread<'_> {
    #[inline(always)]
    fn all<P: Processor, S: Accumulators>(&mut self) {
        for position in (0..self.sizes.positions()).step_by(S::COUNT) {
            self.tile::<P, S>(position);
        }
    }

    /// Spreads the gradients of the outputs at some positions from `first` on. Beyond the last position, that
    /// one is computed again and discarded.
    #[inline(always)]
    fn tile<P: Processor, S: Accumulators>(&mut self, first: usize) {
        let (filters, last) = (self.sizes.filters, self.sizes.positions() - 1);
        let dy = self.dy;
        let rows = S::of(first, &mut |position| {
            &dy[position.min(last) * filters..][..filters]
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
    fn take(&mut self, position: usize, vectors: &Vectors) {
        if position < self.sizes.positions() {
            let start = self.sizes.window(position) + self.offset;
            let to = &mut self.padded[start..][..vectors.as_ref().len() * LANES];
            let sums = vectors.as_ref().iter().zip(self.masks);
            for (to, (sums, mask)) in to.as_chunks_mut().0.iter_mut().zip(sums) {
                add(to, &masked(*sums, mask));
            }
        }
    }
}
