use core::ops::RangeInclusive;

/// A word for an initializer, a regularizer or a constraint that is only for arrays of some ranks, such as
/// `identity`: for any other array `model!` reports an error.
pub trait Ranks {
    /// The possible numbers of axes.
    const RANKS: RangeInclusive<usize>;
}
