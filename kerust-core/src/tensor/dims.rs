use core::fmt;

use crate::Error;
use crate::message::Text;

/// A shape as a value: its rank and its sizes, which are 1 beyond the rank.
///
/// Rank 0 is the unknown shape, which fits everywhere, so that one error has no second one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Dims {
    /// 1 for `Vector`, 2 for `Sequence`, 3 for `Image`, 0 for an unknown shape.
    pub rank: usize,
    /// The sizes, first axis first.
    pub sizes: [usize; 3],
    /// The number of tokens that there are, if the elements are tokens; 0 if they are numbers.
    pub vocabulary: usize,
}

impl Dims {
    /// The unknown shape.
    pub const UNKNOWN: Dims = Dims {
        rank: 0,
        sizes: [0; 3],
        vocabulary: 0,
    };

    /// The shape `Vector<n>`.
    #[must_use]
    pub const fn vector(n: usize) -> Self {
        Dims {
            rank: 1,
            sizes: [n, 1, 1],
            vocabulary: 0,
        }
    }

    /// The shape `Sequence<steps, features>`.
    #[must_use]
    pub const fn sequence(steps: usize, features: usize) -> Self {
        Dims {
            rank: 2,
            sizes: [steps, features, 1],
            vocabulary: 0,
        }
    }

    /// The shape `Image<height, width, channels>`.
    #[must_use]
    pub const fn image(height: usize, width: usize, channels: usize) -> Self {
        Dims {
            rank: 3,
            sizes: [height, width, channels],
            vocabulary: 0,
        }
    }

    /// The shape `Tokens<steps, vocabulary>`.
    #[must_use]
    pub const fn tokens(steps: usize, vocabulary: usize) -> Self {
        Dims {
            vocabulary,
            ..Dims::vector(steps)
        }
    }

    /// Whether the elements are tokens.
    #[must_use]
    pub const fn is_tokens(self) -> bool {
        self.vocabulary > 0
    }

    /// The arguments by which [`Rank`](super::Rank) and [`Lift`](super::Lift) make a type of the shape: the rank,
    /// and the sizes.
    #[must_use]
    pub const fn lifted(self) -> (usize, [usize; 3]) {
        if self.is_tokens() {
            return (super::lift::TOKENS, [self.sizes[0], self.vocabulary, 1]);
        }
        (self.rank, self.sizes)
    }

    /// The number of elements of a row.
    #[must_use]
    pub const fn len(self) -> usize {
        self.sizes[0] * self.sizes[1] * self.sizes[2]
    }

    /// Whether a row has no elements.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The size of the last axis.
    #[must_use]
    pub const fn width(self) -> usize {
        match self.rank {
            0 => 0,
            rank => self.sizes[rank - 1],
        }
    }

    /// Whether the shape is unknown, because of an error before it.
    #[must_use]
    pub const fn is_unknown(self) -> bool {
        self.rank == 0
    }

    /// Whether both are the same shape; `==` in `const fn`.
    #[must_use]
    pub const fn same(self, other: Dims) -> bool {
        let [a, b, c] = self.sizes;
        let [x, y, z] = other.sizes;
        self.rank == other.rank && a == x && b == y && c == z && self.vocabulary == other.vocabulary
    }

    /// A check of the shape of `samples`, if only the running program knows it.
    ///
    /// # Errors
    /// If it is another one than this.
    pub(crate) fn check(
        self,
        data: &'static str,
        samples: &'static str,
        given: Option<Dims>,
    ) -> Result<(), Error> {
        match given {
            Some(given) if given != self => Err(Error::SampleShape {
                data,
                samples,
                rank: self.rank,
                given: given.sizes,
                expected: self.sizes,
            }),
            _ => Ok(()),
        }
    }

    /// The sizes of its axes.
    #[must_use]
    pub fn axes(&self) -> &[usize] {
        &self.sizes[..self.rank]
    }
}

/// Keras' format, with the batch's axis first: `(None, 28, 28, 1)`.
impl fmt::Display for Dims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(None")?;
        for size in self.axes() {
            write!(f, ", {size}")?;
        }
        f.write_str(")")
    }
}

impl fmt::Debug for Dims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Text::EMPTY.shape(*self).as_str())
    }
}

impl Text {
    /// Appends a shape as written in `model!`: `Image<28, 28, 1>`.
    #[must_use]
    pub const fn shape(self, dims: Dims) -> Self {
        let [a, b, c] = dims.sizes;
        match dims.rank {
            1 if dims.is_tokens() => {
                let text = self.text("Tokens<").number(a);
                text.text(", ").number(dims.vocabulary).text(">")
            }
            1 => self.text("Vector<").number(a).text(">"),
            2 => {
                let text = self.text("Sequence<").number(a);
                text.text(", ").number(b).text(">")
            }
            3 => {
                let text = self.text("Image<").number(a).text(", ").number(b);
                text.text(", ").number(c).text(">")
            }
            _ => self.text("an unknown shape"),
        }
    }
}
