use crate::message::Text;
use crate::tensor::Dims;

/// The shape that a layer makes of its inputs' shapes, or why it cannot.
// Only a constant of the compiler's: its size costs nothing.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Copy, Debug)]
pub enum Inferred {
    /// The shape of the output.
    Shape(Dims),
    /// The input does not fit: ``layer 2 `Dense<100, 10>` expects {expects}, but … gives {gives}``.
    Misfit {
        /// The input that the layer expects.
        expects: Text,
        /// The input that it is given.
        gives: Text,
        /// The change to make, or nothing.
        help: Text,
        /// The best guess of its output, so that the layers after it can be checked.
        out: Dims,
    },
    /// Two inputs do not go together: ``layer 5 `Add` expects {expects}, but `a` is … and `b` is …``.
    Apart {
        /// The inputs that the layer expects: `inputs of the same shape`.
        expects: Text,
        /// The numbers, from 0, of the two inputs.
        places: [usize; 2],
        /// The change to make, or nothing.
        help: Text,
        /// The best guess of its output, so that the layers after it can be checked.
        out: Dims,
    },
    /// The layer itself is wrong, whatever its input: ``layer 2 `Dense<128, 0>` {problem}``.
    Invalid {
        /// The problem: `has 0 units`.
        problem: Text,
        /// The change to make, or nothing.
        help: Text,
        /// The best guess of its output.
        out: Dims,
    },
}

impl Inferred {
    /// The output's shape, or the best guess.
    #[must_use]
    pub const fn out(&self) -> Dims {
        match self {
            Inferred::Shape(out)
            | Inferred::Misfit { out, .. }
            | Inferred::Apart { out, .. }
            | Inferred::Invalid { out, .. } => *out,
        }
    }

    /// The misfit of a layer that expects the shape `expects`.
    #[must_use]
    pub const fn expects(expects: Dims, given: Dims, help: Text, out: Dims) -> Self {
        Inferred::Misfit {
            expects: Text::new("`").shape(expects).text("`"),
            gives: Text::new("`").shape(given).text("`"),
            help,
            out,
        }
    }

    /// The misfit of a layer that expects something else than the shape that it is given: "a `Sequence`".
    #[must_use]
    pub const fn misfit(expects: &str, given: Dims) -> Self {
        Inferred::Misfit {
            expects: Text::new(expects),
            gives: Text::new("`").shape(given).text("`"),
            help: Text::EMPTY,
            out: Dims::UNKNOWN,
        }
    }

    /// A layer that is wrong by itself.
    #[must_use]
    pub const fn invalid(problem: &str, help: &str, out: Dims) -> Self {
        Inferred::Invalid {
            problem: Text::new(problem),
            help: Text::new(help),
            out,
        }
    }
}
