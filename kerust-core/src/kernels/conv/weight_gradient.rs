use super::Sizes;
use crate::gradients::Sink;
use crate::kernels::sums::{One, Sums, Take, add, load_of};
use crate::kernels::{Processor, Task};
use crate::memory::{LANE, Lane, Rows};

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
