use super::Sizes;
use crate::simd::LANES;
use crate::simd::accumulators::MOST_PANELS;

/// The layout of an image channel by channel, with zeros around it: the numbers that a tap meets at adjacent
/// positions are adjacent. If the window moves by steps, a channel has a plane for each remainder of rows and
/// columns.
#[derive(Clone, Copy)]
pub(super) struct Planes {
    sizes: Sizes,
    /// The length of a row of a plane.
    pub(super) pitch: usize,
    /// The length of a plane.
    plane: usize,
}

impl Planes {
    pub(super) const fn new(sizes: Sizes) -> Self {
        let pitch = sizes.width.padded.div_ceil(sizes.width.step);
        Planes {
            sizes,
            pitch,
            plane: sizes.height.padded.div_ceil(sizes.height.step) * pitch,
        }
    }

    /// The length of an image, with what a tile reads beyond it.
    pub(super) const fn len(&self) -> usize {
        self.sizes.channels * self.of_channel() + MOST_PANELS * LANES
    }

    /// The length of a channel.
    const fn of_channel(&self) -> usize {
        self.sizes.height.step * self.sizes.width.step * self.plane
    }

    /// The length of the run of all positions in a plane; between two rows it has some that reach beyond the
    /// end of a row, and are not used.
    pub(super) const fn span(&self) -> usize {
        (self.sizes.height.out - 1) * self.pitch + self.sizes.width.out
    }

    /// The offset of a row and a column of an image in the first channel.
    const fn offset(&self, row: usize, column: usize) -> usize {
        let (down, right) = (self.sizes.height.step, self.sizes.width.step);
        let plane = row % down * right + column % right;
        plane * self.plane + row / down * self.pitch + column / right
    }

    /// Writes the offset of each tap from the position of the window, as bits.
    pub(super) fn offsets(&self, offsets: &mut [f32]) {
        let Sizes {
            width, channels, ..
        } = self.sizes;
        for (pixel, offsets) in offsets.chunks_exact_mut(channels).enumerate() {
            let first = self.offset(pixel / width.kernel, pixel % width.kernel);
            for (channel, offset) in offsets.iter_mut().enumerate() {
                *offset = f32::from_bits((first + channel * self.of_channel()) as u32);
            }
        }
    }

    /// Packs an image into planes.
    pub(super) fn pack(&self, image: &[f32], planes: &mut [f32]) {
        let Sizes {
            height,
            width,
            channels,
            ..
        } = self.sizes;
        planes.fill(0.0);
        for (row, line) in image.chunks_exact(width.size * channels).enumerate() {
            let row = row + height.before;
            for first in 0..width.step.min(width.size) {
                // Columns that are a multiple of the step apart lie in one plane.
                let to = self.offset(row, first + width.before);
                for channel in 0..channels {
                    let to = planes[to + channel * self.of_channel()..].iter_mut();
                    let from = line[first * channels + channel..].iter();
                    for (to, from) in to.zip(from.step_by(width.step * channels)) {
                        *to = *from;
                    }
                }
            }
        }
    }
}
