use super::{Image, Sequence, Shape, Unknown, Vector};

/// A rank as a type: the first half of the step from a shape's value to its type.
#[derive(Clone, Copy, Debug)]
pub struct Rank<const RANK: usize>;

/// From a shape as a value to the shape as a type:
/// `<Rank<{ D.rank }> as Lift<{ D.sizes[0] }, { D.sizes[1] }, { D.sizes[2] }>>::Shape`.
///
/// A layer computes its output's sizes with ordinary constant functions, and no nightly feature
/// is needed to make a type of them.
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
