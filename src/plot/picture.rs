/// Rows that are images: nested arrays of `f32` or `u8`, `[[[c; C]; W]; H]` for `Image<H, W, C>`,
/// `[[c; W]; H]` for `Sequence<H, W>`, or flat `[c; N]` for `Vector<N>`.
///
/// With 3 or 4 channels they are red, green and blue; otherwise the first one is drawn in grey.
pub trait Picture {
    /// The size of the image.
    const SIZE: Size;

    /// The numbers, line by line.
    fn numbers(&self) -> Vec<f32>;
}

/// The size of an image, as far as its type determines it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// The number of pixels of a flat row.
    Flat(usize),
    /// The numbers of lines, of pixels in a line, and of channels.
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
