use super::{Planes, Sizes};
use crate::simd::accumulators::{Accumulators, Take};
use crate::simd::{Processor, Task, compile_task};
use crate::tensor::{LANES, Rows, Vector16};

/// The images `y` that the filters make of the images `x`. Vectors hold positions of the window, so that a few
/// filters fill them too.
pub struct Forward<'a> {
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Vector16],
    pub(crate) x: &'a dyn Rows,
    pub(crate) y: &'a mut [f32],
    /// The images packed into planes, to be written.
    pub(crate) saved: &'a mut [f32],
    pub(crate) scratch: &'a mut [f32],
}

compile_task!(Forward<'_>);

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
            scratch,
        } = self;
        let planes = Planes::new(sizes);
        let (kernel, bias) = weights.split_at(sizes.panels() * sizes.taps());
        let (offsets, outputs) = scratch.split_at_mut(sizes.taps());
        planes.offsets(offsets);
        let (outputs, _) = outputs.as_chunks_mut();
        let images = saved.chunks_exact_mut(planes.len());
        let rows = y.chunks_exact_mut(sizes.positions() * sizes.filters);
        for (row, (y, image)) in rows.zip(images).enumerate() {
            planes.pack(x.numbers(row), image);
            let mut block = Block {
                sizes: &sizes,
                planes: &planes,
                offsets,
                image,
                first: 0,
                outputs,
            };
            while block.first < planes.span() {
                for panel in 0..sizes.panels() {
                    let kernel = &kernel[panel * sizes.taps()..][..sizes.taps()];
                    block.panel::<P, P::Wide>(panel, kernel, &bias[panel]);
                }
                block.write::<P::Wide>(y);
                block.first += P::Wide::PANELS * LANES;
            }
        }
    }
}

/// A block of adjacent positions of the window on an image.
struct Block<'a> {
    sizes: &'a Sizes,
    planes: &'a Planes,
    /// The offset of each tap, as bits.
    offsets: &'a [f32],
    image: &'a [f32],
    /// The first position.
    first: usize,
    /// The outputs of each filter at these positions.
    outputs: &'a mut [Vector16],
}

impl Block<'_> {
    /// Computes the outputs of the filters of a panel.
    #[inline(always)]
    fn panel<P: Processor, S: Accumulators>(
        &mut self,
        panel: usize,
        kernel: &[Vector16],
        bias: &Vector16,
    ) {
        let count = LANES.min(self.sizes.filters - panel * LANES);
        for filter in (0..count).step_by(S::COUNT) {
            // The last tile begins early enough to end within the panel.
            let filter = filter.min(LANES - S::COUNT);
            let sums = self.tile::<P, S>(filter, kernel, bias);
            sums.give(panel * LANES + filter, self);
        }
    }

    /// The outputs of some filters of a panel, from number `filter`.
    #[inline(always)]
    fn tile<P: Processor, S: Accumulators>(
        &self,
        filter: usize,
        kernel: &[Vector16],
        bias: &Vector16,
    ) -> S {
        let bias = &bias[filter..][..S::COUNT];
        let mut sums = S::from_fn(0, &mut |next| S::vectors(&mut |_| [bias[next]; LANES]));
        for (tap, offset) in kernel.iter().zip(self.offsets) {
            let at = self.first + offset.to_bits() as usize;
            let (vectors, _) = self.image[at..][..S::PANELS * LANES].as_chunks();
            let vectors = S::vectors(&mut |next| vectors[next]);
            sums.add_outer::<P>(&tap[filter..][..S::COUNT], &vectors);
        }
        sums
    }

    /// Writes the outputs of all filters to the image `y`.
    #[inline(always)]
    fn write<S: Accumulators>(&self, y: &mut [f32]) {
        let (pitch, width, filters) = (self.planes.pitch, self.sizes.width.out, self.sizes.filters);
        let (mut row, mut column) = (self.first / pitch, self.first % pitch);
        for position in 0..S::PANELS * LANES {
            if column < width && row < self.sizes.height.out {
                let y = &mut y[(row * width + column) * filters..][..filters];
                for (y, vectors) in y.iter_mut().zip(self.outputs.chunks_exact(S::PANELS)) {
                    *y = vectors[position / LANES][position % LANES];
                }
            }
            column += 1;
            if column == pitch {
                (row, column) = (row + 1, 0);
            }
        }
    }
}

impl<Vectors: AsRef<[Vector16]>> Take<Vectors> for Block<'_> {
    #[inline(always)]
    fn take(&mut self, filter: usize, vectors: &Vectors) {
        let vectors = vectors.as_ref();
        self.outputs[filter * vectors.len()..][..vectors.len()].copy_from_slice(vectors);
    }
}
