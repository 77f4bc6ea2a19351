/// The axes along which norms are taken, counted from 0, or backwards from −1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axes {
    /// A bit for each axis counted from the first.
    front: u32,
    /// A bit for each axis counted from the last.
    back: u32,
}

impl Axes {
    /// No axis.
    pub const NONE: Axes = Axes { front: 0, back: 0 };

    /// These axes.
    ///
    /// # Panics
    /// If one is outside −32 to 31; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(mut axes: &[isize]) -> Self {
        let mut bits = Axes::NONE;
        while let [axis, rest @ ..] = axes {
            let axis = *axis;
            assert!(axis >= -32 && axis < 32, "no array has so many axes");
            if axis < 0 {
                bits.back |= 1 << (-1 - axis);
            } else {
                bits.front |= 1 << axis;
            }
            axes = rest;
        }
        bits
    }

    /// An axis that an array of this rank does not have, as it was written.
    #[must_use]
    pub const fn outside(self, rank: usize) -> Option<isize> {
        let (front, back) = (highest(self.front), highest(self.back));
        if front > rank {
            Some(front as isize - 1)
        } else if back > rank {
            Some(-(back as isize))
        } else {
            None
        }
    }

    /// Whether `axis`, counted from 0, of an array of this rank is one of them.
    pub(super) const fn has(self, axis: usize, rank: usize) -> bool {
        (self.front >> axis) & 1 == 1 || (self.back >> (rank - 1 - axis)) & 1 == 1
    }
}

/// The number of the highest bit, from 1.
const fn highest(bits: u32) -> usize {
    (u32::BITS - bits.leading_zeros()) as usize
}

/// The setters of the axes of a constraint, and the constant that `model!` checks them by.
macro_rules! along_axes {
    ($word:ident) => {
        impl $word {
            /// The axis along which norms are taken, counted from 0, or backwards from −1.
            ///
            /// # Panics
            /// If no array has so many axes; in `model!` this is an error of compilation.
            #[must_use]
            #[track_caller]
            pub const fn axis(self, axis: isize) -> Self {
                self.axes([axis])
            }

            /// Several axes along which norms are taken, Keras' `axis = [0, 1, 2]`: in a kernel of `Conv2D`,
            /// `axes = [0, 1, 2]` gives a norm for each filter.
            ///
            /// # Panics
            /// If no array has so many axes; in `model!` this is an error of compilation.
            #[must_use]
            #[track_caller]
            pub const fn axes<const N: usize>(mut self, axes: [isize; N]) -> Self {
                self.axes = $crate::constraints::Axes::of(&axes);
                self
            }
        }

        impl<V: $crate::word::Valued<Word = $word>> $crate::word::Ask<(V, $word)> {
            /// The axes of the constant.
            pub const AXES: $crate::constraints::Axes = V::VALUE.axes;
        }
    };
}

pub(super) use along_axes;
