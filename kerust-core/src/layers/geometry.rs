use core::fmt::Display;

use super::{Definition, WeightOptions};
use crate::activations::linear;
use crate::memory::Weight;
use crate::message::Text;
use crate::regularizers::Regularizer;
use crate::shape::{Dims, Shape};

/// Whether a layer takes an input's shape, and what it makes of it.
// Only a constant of the compiler's: its size costs nothing.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Copy, Debug)]
pub enum Fit {
    /// It does, and gives this shape.
    Ok(Dims),
    /// It does not: ``layer 2 `Dense<100, 10>` expects {expects}, but … gives {gives}``.
    Bad {
        /// The expected shape.
        expects: Text,
        /// The given shape.
        gives: Text,
        /// The advice, or nothing.
        help: Text,
        /// The best guess of its output, so that the layers after it can be checked.
        out: Dims,
    },
    /// The layer itself is wrong, whatever its input: ``layer 2 `Dense<128, 0>` {problem}``.
    Invalid {
        /// The problem: `has 0 units`.
        problem: Text,
        /// The advice, or nothing.
        help: Text,
        /// The best guess of its output.
        out: Dims,
    },
}

impl Fit {
    /// The output's shape, or the best guess.
    #[must_use]
    pub const fn out(self) -> Dims {
        match self {
            Fit::Ok(out) | Fit::Bad { out, .. } | Fit::Invalid { out, .. } => out,
        }
    }

    /// The misfit of a layer that expects the shape `expects`.
    #[must_use]
    pub const fn expects(expects: Dims, given: Dims, help: Text, out: Dims) -> Self {
        Fit::Bad {
            expects: Text::new("`").shape(expects).text("`"),
            gives: Text::new("`").shape(given).text("`"),
            help,
            out,
        }
    }

    /// A layer that is wrong by itself.
    #[must_use]
    pub const fn invalid(problem: &str, help: &str, out: Dims) -> Self {
        Fit::Invalid {
            problem: Text::new(problem),
            help: Text::new(help),
            out,
        }
    }

    /// The misfit of a layer that expects any image.
    #[must_use]
    pub const fn expects_image(given: Dims) -> Self {
        Fit::Bad {
            expects: Text::new("an `Image`"),
            gives: Text::new("`").shape(given).text("`"),
            help: Text::EMPTY,
            out: Dims::UNKNOWN,
        }
    }
}

/// The shapes and the weights of a layer with an input of shape `In`: values, computed by the compiler.
///
/// It is implemented for every `In`; `In::DIMS` of rank 0 is unknown, after an error, and fits.
///
/// A layer's own message is built from [`Text`]: [`Fit::expects`] for another shape, [`Fit::Bad`]
/// for anything else that does not fit, [`Fit::invalid`] for a layer that is wrong by itself.
///
/// ```
/// use kerust::layers::{Fit, Geometry};
/// use kerust::message::Text;
/// use kerust::shape::{Dims, Shape, Vector};
///
/// /// Adds neighbours: an even number of features becomes half as many.
/// struct Pairs;
///
/// impl<In: Shape> Geometry<In> for Pairs {
///     const FIT: Fit = {
///         let given = In::DIMS;
///         if given.is_unknown() {
///             Fit::Ok(Dims::UNKNOWN)
///         } else if given.rank == 1 && given.len() % 2 == 0 {
///             Fit::Ok(Dims::vector(given.len() / 2))
///         } else {
///             Fit::Bad {
///                 expects: Text::new("a `Vector` of an even size"),
///                 gives: Text::new("`").shape(given).text("`"),
///                 help: Text::new("write `Vector<").number(given.len() + 1).text(">`"),
///                 out: Dims::vector(given.len() / 2),
///             }
///         }
///     };
/// }
///
/// assert!(matches!(<Pairs as Geometry<Vector<8>>>::FIT, Fit::Ok(_)));
/// let Fit::Bad { gives, .. } = <Pairs as Geometry<Vector<7>>>::FIT else { unreachable!() };
/// assert_eq!(gives.as_str(), "`Vector<7>`");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which shapes it takes and gives",
    label = "implements no `Geometry`",
    note = "implement `FixedShapes` where both are fixed, or `Geometry` where one depends on the other"
)]
pub trait Geometry<In: Shape> {
    /// Whether the input fits, and the output's shape.
    const FIT: Fit;

    /// The layer's arrays of weights, in Keras' order.
    const WEIGHTS: &'static [Weight] = &[];
}

/// The easy way for a layer of one's own: one input shape, one output shape.
///
/// ```
/// use kerust::gradients::Sink;
/// use kerust::layers::{Batch, FixedShapes, Layer, Pass};
/// use kerust::memory::Lane;
/// use kerust::shape::Vector;
///
/// /// Multiplies `N` features by a number.
/// pub struct Scale<const N: usize> {
///     by: f32,
/// }
///
/// impl<const N: usize> Scale<N> {
///     pub const fn new(by: f32) -> Self {
///         Scale { by }
///     }
/// }
///
/// impl<const N: usize> FixedShapes for Scale<N> {
///     type In = Vector<N>;
///     type Out = Vector<N>;
/// }
///
/// impl<const N: usize> Layer<Vector<N>, Vector<N>> for Scale<N> {
///     fn forward<X>(&self, _: &[Lane], x: &X, y: &mut [[f32; N]], _: &Pass)
///     where
///         X: Batch<[f32; N]> + ?Sized,
///     {
///         for (x, y) in x.rows().zip(y) {
///             *y = x.map(|x| x * self.by);
///         }
///     }
///
///     fn backward<X, S>(
///         &self, _: &X, _: &[[f32; N]], dy: &[[f32; N]], dx: Option<&mut [[f32; N]]>, _: &mut S, _: &Pass,
///     ) where
///         X: Batch<[f32; N]> + ?Sized,
///         S: Sink,
///     {
///         for (dx, dy) in dx.into_iter().flatten().zip(dy) {
///             *dx = dy.map(|d| d * self.by);
///         }
///     }
/// }
/// ```
pub trait FixedShapes: Sized + Send + Sync + 'static {
    /// The shape of its input.
    type In: Shape;
    /// The shape of its output.
    type Out: Shape;
    /// Its arrays of weights.
    const WEIGHTS: &'static [Weight] = &[];

    /// Which of its options decide what it computes: see [`Definition::config`].
    fn config(&self, _option: &mut dyn FnMut(&'static str, &dyn Display)) {}

    /// The options of the layer's array `index`.
    #[inline(always)]
    fn weight_options(&self, _index: usize) -> WeightOptions {
        WeightOptions::NONE
    }

    /// The regularizer of the layer's outputs.
    #[inline(always)]
    fn activity(&self) -> Option<&'static dyn Regularizer> {
        None
    }
}

impl<L: FixedShapes> Definition for L {
    type Ends = linear;
    const INPUT: Dims = L::In::DIMS;

    fn config(&self, option: &mut dyn FnMut(&'static str, &dyn Display)) {
        FixedShapes::config(self, option);
    }

    #[inline(always)]
    fn weight_options(&self, index: usize) -> WeightOptions {
        FixedShapes::weight_options(self, index)
    }

    #[inline(always)]
    fn activity(&self) -> Option<&'static dyn Regularizer> {
        FixedShapes::activity(self)
    }
}

impl<In: Shape, L: FixedShapes> Geometry<In> for L {
    const FIT: Fit = {
        let (given, expects, out) = (In::DIMS, L::In::DIMS, L::Out::DIMS);
        if given.is_unknown() || given.same(expects) {
            Fit::Ok(out)
        } else {
            Fit::expects(expects, given, Text::EMPTY, out)
        }
    };
    const WEIGHTS: &'static [Weight] = L::WEIGHTS;
}
