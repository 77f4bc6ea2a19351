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

#[cfg(test)]
mod tests {
    use std::vec::Vec;
    use std::{format, vec};

    use super::*;
    use crate::random::{generator, unit};
    use crate::simd::Cpu;

    /// 2·a + a·b: neither argument can stand for the other.
    struct Uneven;

    impl Operation for Uneven {
        const READS: bool = true;

        fn join(a: f32, b: f32) -> f32 {
            2.0 * a + a * b
        }

        fn slopes(a: f32, b: f32) -> [f32; 2] {
            [2.0 + b, a]
        }

        fn finish(joined: f32, count: f32) -> f32 {
            joined / count
        }
    }

    /// The formula for up to three numbers, and its derivatives by hand.
    fn naive(x: &[f32]) -> (f32, Vec<f32>) {
        let n = x.len() as f32;
        let (y, dx) = match *x {
            [a] => (a, vec![1.0]),
            [a, b] => (2.0 * a + a * b, vec![2.0 + b, a]),
            [a, b, c] => {
                let ab = 2.0 * a + a * b;
                (
                    2.0 * ab + ab * c,
                    vec![(2.0 + c) * (2.0 + b), (2.0 + c) * a, ab],
                )
            }
            _ => unreachable!("up to three"),
        };
        (y / n, dx.iter().map(|dx| dx / n).collect())
    }

    #[test]
    fn each_place_by_itself() {
        for (len, count) in [(1, 1), (1, 3), (15, 2), (16, 2), (17, 3), (100, 3)] {
            let mut rng = generator(len as u64);
            let numbers: Vec<f32> = (0..len * count)
                .map(|_| unit(&mut rng) as f32 - 0.5)
                .collect();
            let dy: Vec<f32> = (0..len).map(|_| unit(&mut rng) as f32).collect();
            let rows: Vec<&[f32]> = numbers.chunks(len).collect();
            for cpu in Cpu::levels() {
                let (operation, rows) = (PhantomData::<Uneven>, &rows[..]);
                let mut y = vec![9.0; len];
                cpu.run(Merge {
                    operation,
                    rows,
                    y: &mut y,
                });
                for place in 0..count {
                    let mut dx = vec![9.0; len];
                    cpu.run(Gradient {
                        operation,
                        rows,
                        count,
                        place,
                        dy: &dy,
                        dx: &mut dx,
                    });
                    for i in 0..len {
                        let x: Vec<f32> = rows.iter().map(|row| row[i]).collect();
                        let (expected, slopes) = naive(&x);
                        let name = format!("{i} of {len}, {place} of {count}, {cpu:?}");
                        assert!((y[i] - expected).abs() < 1e-6, "{name}");
                        assert!((dx[i] - dy[i] * slopes[place]).abs() < 1e-6, "{name}");
                    }
                }
            }
        }
    }

    #[test]
    fn equal_numbers_share_the_gradient_of_the_one_that_is_chosen() {
        assert_eq!(shares(1.0, 2.0, 2.0), [0.0, 1.0]);
        assert_eq!(shares(2.0, 2.0, 2.0), [0.5, 0.5]);
        assert_eq!(shares(f32::NAN, 2.0, f32::NAN), [0.0, 0.0]);
    }
}
