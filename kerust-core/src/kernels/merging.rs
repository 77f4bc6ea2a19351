//! Operations on the numbers that several rows have at the same place.

use core::marker::PhantomData;

use crate::simd::accumulators::{load, store};
use crate::simd::math::select;
use crate::simd::{LANES, Processor, Task, Vector16};

/// An operation on two numbers. It joins those of several rows from the first row on.
pub trait Operation {
    /// Whether the derivatives depend on the numbers.
    const READS: bool;

    /// The result for two numbers; `#[inline(always)]`, as the others.
    fn join(a: f32, b: f32) -> f32;

    /// The derivatives of the result with respect to both.
    fn slopes(a: f32, b: f32) -> [f32; 2];

    /// The last step on what `count` rows have given, a factor: it is that of the gradient too.
    #[inline(always)]
    fn finish(joined: f32, _count: f32) -> f32 {
        joined
    }
}

/// The result of operation `O` on the numbers that the rows have at each place.
pub struct Merge<'a, O> {
    pub(crate) operation: PhantomData<O>,
    pub(crate) rows: &'a [&'a [f32]],
    pub(crate) y: &'a mut [f32],
}

impl<O: Operation> Task for Merge<'_, O> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let Some((first, others)) = self.rows.split_first() else {
            return;
        };
        for start in (0..self.y.len()).step_by(LANES) {
            let mut joined = load(first, start);
            for other in others {
                let other = load(other, start);
                for i in 0..LANES {
                    joined[i] = O::join(joined[i], other[i]);
                }
            }
            for y in &mut joined {
                *y = O::finish(*y, self.rows.len() as f32);
            }
            store(&joined, self.y, start);
        }
    }
}

/// The gradient with respect to row number `place` of `count`, from that of the result. The rows are there if
/// the operation reads them.
pub struct Gradient<'a, O> {
    pub(crate) operation: PhantomData<O>,
    pub(crate) rows: &'a [&'a [f32]],
    pub(crate) count: usize,
    pub(crate) place: usize,
    pub(crate) dy: &'a [f32],
    pub(crate) dx: &'a mut [f32],
}

impl<O: Operation> Task for Gradient<'_, O> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        for start in (0..self.dx.len()).step_by(LANES) {
            let mut joined = self.numbers(0, start);
            // The derivative of what is joined so far.
            let mut slope = [if self.place == 0 { 1.0 } else { 0.0 }; LANES];
            for place in 1..self.count {
                let other = self.numbers(place, start);
                for i in 0..LANES {
                    let [of_joined, of_other] = O::slopes(joined[i], other[i]);
                    slope[i] = if place == self.place {
                        of_other
                    } else {
                        slope[i] * of_joined
                    };
                    joined[i] = O::join(joined[i], other[i]);
                }
            }
            let mut dx = load(self.dy, start);
            for i in 0..LANES {
                dx[i] = O::finish(dx[i] * slope[i], self.count as f32);
            }
            store(&dx, self.dx, start);
        }
    }
}

impl<O: Operation> Gradient<'_, O> {
    /// Sixteen numbers of a row, if they are read.
    #[inline(always)]
    fn numbers(&self, place: usize, start: usize) -> Vector16 {
        if O::READS {
            load(self.rows[place], start)
        } else {
            [0.0; LANES]
        }
    }
}

/// The shares of two numbers in the gradient of the one that was `chosen` among them.
#[inline(always)]
pub(crate) fn shares(a: f32, b: f32, chosen: f32) -> [f32; 2] {
    let [a, b] = [a, b].map(|number| select(number == chosen, 1.0, 0.0));
    [a / (1.0 + b), b / (1.0 + a)]
}
