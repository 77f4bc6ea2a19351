/// Rows that are images: nested arrays of `f32` or `u8`, `[[[c; C]; W]; H]` as of `Image<H, W, C>`,
/// `[[c; W]; H]` as of `Sequence<H, W>`, or flat `[c; N]` as of `Vector<N>`.
///
/// With 3 or 4 channels they are red, green and blue; otherwise the first one is drawn in grey.
pub trait Picture {
    /// How many lines, pixels of a line, and numbers of a pixel; of flat ones, only how many numbers.
    const SIZE: Size;

    /// The numbers, line by line.
    fn numbers(&self) -> Vec<f32>;
}

/// The size of an image, as far as its type says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// So many numbers in a run.
    Flat(usize),
    /// Lines, pixels of a line, numbers of a pixel.
    Image(usize, usize, usize),
}

macro_rules! pictures {
    ($($number:ty)*) => {$(
        impl<const N: usize> Picture for [$number; N] {
            const SIZE: Size = Size::Flat(N);

            fn numbers(&self) -> Vec<f32> {
                self.iter().map(|number| f32::from(*number)).collect()
            }
        }

        impl<const H: usize, const W: usize> Picture for [[$number; W]; H] {
            const SIZE: Size = Size::Image(H, W, 1);

            fn numbers(&self) -> Vec<f32> {
                let numbers = self.as_flattened().iter();
                numbers.map(|number| f32::from(*number)).collect()
            }
        }

        impl<const H: usize, const W: usize, const C: usize> Picture for [[[$number; C]; W]; H] {
            const SIZE: Size = Size::Image(H, W, C);

            fn numbers(&self) -> Vec<f32> {
                let numbers = self.as_flattened().as_flattened().iter();
                numbers.map(|number| f32::from(*number)).collect()
            }
        }
    )*};
}

pictures!(f32 u8);
