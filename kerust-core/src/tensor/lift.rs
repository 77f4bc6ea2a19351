use crate::tensor::{Image, Sequence, Shape, Tokens, Unknown, Vector};

/// The rank that stands for `Tokens`.
pub(super) const TOKENS: usize = 4;

/// A rank as a type: the first half of the conversion from a shape as a value to its type.
#[derive(Clone, Copy, Debug)]
pub struct Rank<const RANK: usize>;

/// The conversion of a shape as a value to its type:
/// `<Rank<{ D.rank }> as Lift<{ D.sizes[0] }, { D.sizes[1] }, { D.sizes[2] }>>::Shape`.
///
/// Layers compute their output's sizes with ordinary constant functions, without a nightly feature.
pub trait Lift<const A: usize, const B: usize, const C: usize> {
    /// The shape.
    type Shape: Shape;
}

impl<const A: usize, const B: usize, const C: usize> Lift<A, B, C> for Rank<0> {
    type Shape = Unknown;
}

impl<const A: usize, const B: usize, const C: usize> Lift<A, B, C> for Rank<1> {
    type Shape = Vector<A>;
}

impl<const A: usize, const B: usize, const C: usize> Lift<A, B, C> for Rank<2> {
    type Shape = Sequence<A, B>;
}

impl<const A: usize, const B: usize, const C: usize> Lift<A, B, C> for Rank<3> {
    type Shape = Image<A, B, C>;
}

impl<const A: usize, const B: usize, const C: usize> Lift<A, B, C> for Rank<TOKENS> {
    type Shape = Tokens<A, B>;
}
