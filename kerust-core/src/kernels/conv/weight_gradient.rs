use super::{Planes, Sizes, mask, masked};
use crate::gradients::Sink;
use crate::simd::accumulators::{Accumulators, One, Take, add, load};
use crate::simd::{LANES, Processor, Task, Vector16, compile_task};

/// The gradient of the filters and of the bias, summed image by image.
pub struct WeightGradient<'a, 's> {
    pub(crate) sizes: Sizes,
    pub(crate) dy: &'a [f32],
    pub(crate) sink: &'a mut Sink<'s>,
    /// The images packed into planes.
    pub(crate) saved: &'a [f32],
    pub(crate) scratch: &'a mut [f32],
}

compile_task!(WeightGradient<'_, '_>);

impl Task for WeightGradient<'_, '_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let WeightGradient {
            sizes,
            dy,
            sink,
            saved,
            scratch,
        } = self;
        let planes = Planes::new(sizes);
        let (taps, panels) = (sizes.taps(), sizes.panels());
        let (offsets, vectors) = scratch.split_at_mut(taps);
        planes.offsets(offsets);
        let (vectors, _) = vectors.as_chunks_mut();
        let (gradients, vectors) = vectors.split_at_mut(taps);
        let vectors = &mut vectors[..sizes.positions()];
        for panel in 0..panels {
            let mut bias = [0.0; LANES];
            gradients.as_flattened_mut().fill(0.0);
            for (row, dy) in dy
                .chunks_exact(sizes.positions() * sizes.filters)
                .enumerate()
            {
                let image = &saved[row * planes.len()..][..planes.len()];
                pack(dy, sizes.filters, panel * LANES, vectors);
                for vector in &*vectors {
                    add(&mut bias, vector);
                }
                let mut correlation = Correlation {
                    planes: &planes,
                    offsets,
                    width: sizes.width.out,
                    image,
                    vectors,
                    gradients,
                };
                let mut tap = 0;
                while tap < taps {
                    let left = taps - tap;
                    if left > P::Few::COUNT {
                        correlation.tile::<P, Narrow<P>>(tap);
                        tap += Narrow::<P>::COUNT;
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

/// Packs the numbers of each row of `width`, from `start` on, into a vector, and zeros after the last one.
#[inline(always)]
fn pack(rows: &[f32], width: usize, start: usize, vectors: &mut [Vector16]) {
    let count = width - start;
    let mask = mask(count);
    for (row, vector) in vectors.iter_mut().enumerate() {
        let from = &rows[row * width + start..];
        match from.first_chunk::<LANES>() {
            // The numbers after the row are read and masked out, which is faster than reading fewer than a vector.
            Some(from) => *vector = masked(*from, mask),
            None => *vector = load(&from[..count], 0),
        }
    }
}

/// A tile of as many taps as [`Processor::Wide`] has numbers, and one panel.
type Narrow<P> = <<P as Processor>::Wide as Accumulators>::Narrow;

/// The correlation of an image with the gradients of its outputs in a panel, which is added to the gradients
/// of the taps.
struct Correlation<'a> {
    planes: &'a Planes,
    /// The offset of each tap, as bits.
    offsets: &'a [f32],
    /// The number of positions in a row.
    width: usize,
    image: &'a [f32],
    vectors: &'a [Vector16],
    gradients: &'a mut [Vector16],
}

impl Correlation<'_> {
    /// The gradients of some taps from number `first` on. Beyond the last tap, that one is computed again and
    /// discarded.
    #[inline(always)]
    fn tile<P: Processor, S: Accumulators<Vectors = One<1>>>(&mut self, first: usize) {
        let (planes, last) = (self.planes, self.offsets.len() - 1);
        let (image, len) = (self.image, planes.span());
        let taps = S::of(first, &mut |tap| {
            let offset = self.offsets[tap.min(last)].to_bits() as usize;
            &image[offset..][..len]
        });
        let mut sums = S::ZERO;
        for (row, vectors) in self.vectors.chunks_exact(self.width).enumerate() {
            for (position, vector) in (row * planes.pitch..).zip(vectors) {
                sums.add_products::<P>(&taps, position, &[*vector]);
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
