//! Operations on the numbers that several rows have at the same place.

use core::marker::PhantomData;

use crate::simd::accumulators::{load, store};
use crate::simd::math::select;
use crate::simd::{LANES, Processor, Task};

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

/// The result of operation `O` on the numbers that two rows or more have at each place.
pub struct Merge<'a, O> {
    pub(crate) operation: PhantomData<O>,
    pub(crate) rows: &'a [&'a [f32]],
    pub(crate) y: &'a mut [f32],
}

impl<O: Operation> Task for Merge<'_, O> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let others = match *self.rows {
            [a, b, ref others @ ..] => {
                for (y, (a, b)) in self.y.iter_mut().zip(a.iter().zip(b)) {
                    *y = O::join(*a, *b);
                }
                others
            }
            _ => return,
        };
        for row in others {
            for (y, x) in self.y.iter_mut().zip(*row) {
                *y = O::join(*y, *x);
            }
        }
        for y in self.y {
            *y = O::finish(*y, self.rows.len() as f32);
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
        let Gradient {
            rows,
            count,
            place,
            dy,
            dx,
            ..
        } = self;
        let of_count = count as f32;
        match *rows {
            _ if !O::READS => {
                let (mut joined, mut slope) = ([0.0], [1.0]);
                for number in 1..count {
                    join_more::<O, 1>(&mut joined, &mut slope, &[0.0], number, place);
                }
                for (dx, dy) in dx.iter_mut().zip(dy) {
                    *dx = O::finish(dy * slope[0], of_count);
                }
            }
            // The place as a constant in each loop, or it stays scalar.
            [a, b] if place == 0 => of_two::<O, 0>(a, b, dy, dx),
            [a, b] => of_two::<O, 1>(a, b, dy, dx),
            _ => {
                for start in (0..dx.len()).step_by(LANES) {
                    let (mut joined, mut slope) = (load(rows[0], start), [1.0; LANES]);
                    for (number, row) in rows.iter().enumerate().skip(1) {
                        let other = load(row, start);
                        join_more::<O, LANES>(&mut joined, &mut slope, &other, number, place);
                    }
                    let mut gradient = load(dy, start);
                    for (gradient, slope) in gradient.iter_mut().zip(slope) {
                        *gradient = O::finish(*gradient * slope, of_count);
                    }
                    store(&gradient, dx, start);
                }
            }
        }
    }
}

/// The gradient with respect to row number `PLACE` of two.
#[inline(always)]
fn of_two<O: Operation, const PLACE: usize>(a: &[f32], b: &[f32], dy: &[f32], dx: &mut [f32]) {
    let numbers = a.iter().zip(b).zip(dy);
    for (dx, ((a, b), dy)) in dx.iter_mut().zip(numbers) {
        *dx = O::finish(dy * O::slopes(*a, *b)[PLACE], 2.0);
    }
}

/// Joins numbers of row `number` to those of the rows before it; `slope` is the derivative of what is joined with
/// respect to row `place`, once it is reached.
#[inline(always)]
fn join_more<O: Operation, const N: usize>(
    joined: &mut [f32; N],
    slope: &mut [f32; N],
    other: &[f32; N],
    number: usize,
    place: usize,
) {
    for i in 0..N {
        let [of_joined, of_other] = O::slopes(joined[i], other[i]);
        slope[i] = match number {
            number if number < place => 1.0,
            number if number == place => of_other,
            _ => slope[i] * of_joined,
        };
        joined[i] = O::join(joined[i], other[i]);
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

    /// The formula for two or three numbers, and its derivatives by hand.
    fn naive(x: &[f32]) -> (f32, Vec<f32>) {
        let n = x.len() as f32;
        let (y, dx) = match *x {
            [a, b] => (2.0 * a + a * b, vec![2.0 + b, a]),
            [a, b, c] => {
                let ab = 2.0 * a + a * b;
                (
                    2.0 * ab + ab * c,
                    vec![(2.0 + c) * (2.0 + b), (2.0 + c) * a, ab],
                )
            }
            _ => unreachable!("two or three"),
        };
        (y / n, dx.iter().map(|dx| dx / n).collect())
    }

    #[test]
    fn each_place_by_itself() {
        for (len, count) in [(1, 2), (1, 3), (15, 2), (16, 2), (17, 3), (100, 3)] {
            let mut rng = generator(len as u64);
            let numbers: Vec<f32> = (0..len * count).map(|_| unit(&mut rng) - 0.5).collect();
            let dy: Vec<f32> = (0..len).map(|_| unit(&mut rng)).collect();
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
