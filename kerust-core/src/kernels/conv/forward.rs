use super::Sizes;
use crate::kernels::sums::{One, Sums, Take, store};
use crate::kernels::{Processor, Task};
use crate::memory::{LANE, Lane, Rows};

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
