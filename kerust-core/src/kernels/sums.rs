//! Sums that stay in registers, and the operations on lanes.

use super::Processor;
use crate::memory::{LANE, Lane};

// Not every processor uses all of them.
pub type Two = (Lane, Lane);
pub type Four = (Two, Two);
#[allow(dead_code)]
pub type Six = (Four, Two);
#[allow(dead_code)]
pub type Eight = (Four, Four);
#[allow(dead_code)]
pub type Sixteen = (Eight, Eight);

/// Some lanes of sums. They are nested pairs, because each operation is then written out for each
/// of them: a loop over an array is not always unrolled, and leaves the sums in memory.
pub trait Sums: Copy {
    /// As many values of another type.
    type Of<T: Copy>: Copy;

    /// How many lanes.
    const COUNT: usize;

    /// All 0.
    const ZERO: Self;

    /// A value for each lane, by its number from `first`.
    fn of<T: Copy>(first: usize, value: &mut impl FnMut(usize) -> T) -> Self::Of<T>;

    /// Other values made of these.
    fn map<T: Copy, U: Copy>(values: &Self::Of<T>, make: &mut impl FnMut(T) -> U) -> Self::Of<U>;

    /// Each lane, by its number from `first`.
    fn from_fn(first: usize, lane: &mut impl FnMut(usize) -> Lane) -> Self;

    /// Adds to each lane the product of its own number at `index` and `lane`.
    fn add_products<P: Processor>(&mut self, numbers: &Self::Of<&[f32]>, index: usize, lane: &Lane);

    /// Adds to each lane the product of its own number, of as many, and `lane`.
    fn add_outer<P: Processor>(&mut self, numbers: &[f32], lane: &Lane);

    /// Adds to each lane the product of `number` and its own lane at `index`.
    fn add_inner<P: Processor>(&mut self, number: f32, lanes: &Self::Of<&[Lane]>, index: usize);

    /// Adds the lanes of `other`.
    fn add(&mut self, other: &Self);

    /// Gives each lane, by its number from `first`, to `take`.
    fn each(&self, first: usize, take: &mut impl FnMut(usize, &Lane));

    /// Writes the lanes to `to`, where there are as many.
    fn write(&self, to: &mut [Lane]);
}

impl Sums for Lane {
    type Of<T: Copy> = T;
    const COUNT: usize = 1;
    const ZERO: Lane = [0.0; LANE];

    #[inline(always)]
    fn of<T: Copy>(first: usize, value: &mut impl FnMut(usize) -> T) -> T {
        value(first)
    }

    #[inline(always)]
    fn map<T: Copy, U: Copy>(value: &T, make: &mut impl FnMut(T) -> U) -> U {
        make(*value)
    }

    #[inline(always)]
    fn from_fn(first: usize, lane: &mut impl FnMut(usize) -> Lane) -> Lane {
        lane(first)
    }

    #[inline(always)]
    fn add_products<P: Processor>(&mut self, numbers: &&[f32], index: usize, lane: &Lane) {
        add_scaled::<P>(self, numbers[index], lane);
    }

    #[inline(always)]
    fn add_outer<P: Processor>(&mut self, numbers: &[f32], lane: &Lane) {
        add_scaled::<P>(self, numbers[0], lane);
    }

    #[inline(always)]
    fn add_inner<P: Processor>(&mut self, number: f32, lanes: &&[Lane], index: usize) {
        add_scaled::<P>(self, number, &lanes[index]);
    }

    #[inline(always)]
    fn add(&mut self, other: &Lane) {
        for i in 0..LANE {
            self[i] += other[i];
        }
    }

    #[inline(always)]
    fn each(&self, first: usize, take: &mut impl FnMut(usize, &Lane)) {
        take(first, self);
    }

    #[inline(always)]
    fn write(&self, to: &mut [Lane]) {
        to[0] = *self;
    }
}

impl<A: Sums, B: Sums> Sums for (A, B) {
    type Of<T: Copy> = (A::Of<T>, B::Of<T>);
    const COUNT: usize = A::COUNT + B::COUNT;
    const ZERO: Self = (A::ZERO, B::ZERO);

    #[inline(always)]
    fn of<T: Copy>(first: usize, value: &mut impl FnMut(usize) -> T) -> Self::Of<T> {
        (A::of(first, value), B::of(first + A::COUNT, value))
    }

    #[inline(always)]
    fn map<T: Copy, U: Copy>(values: &Self::Of<T>, make: &mut impl FnMut(T) -> U) -> Self::Of<U> {
        (A::map(&values.0, make), B::map(&values.1, make))
    }

    #[inline(always)]
    fn from_fn(first: usize, lane: &mut impl FnMut(usize) -> Lane) -> Self {
        (A::from_fn(first, lane), B::from_fn(first + A::COUNT, lane))
    }

    #[inline(always)]
    fn add_products<P: Processor>(
        &mut self,
        numbers: &Self::Of<&[f32]>,
        index: usize,
        lane: &Lane,
    ) {
        self.0.add_products::<P>(&numbers.0, index, lane);
        self.1.add_products::<P>(&numbers.1, index, lane);
    }

    #[inline(always)]
    fn add_outer<P: Processor>(&mut self, numbers: &[f32], lane: &Lane) {
        self.0.add_outer::<P>(numbers, lane);
        self.1.add_outer::<P>(&numbers[A::COUNT..], lane);
    }

    #[inline(always)]
    fn add_inner<P: Processor>(&mut self, number: f32, lanes: &Self::Of<&[Lane]>, index: usize) {
        self.0.add_inner::<P>(number, &lanes.0, index);
        self.1.add_inner::<P>(number, &lanes.1, index);
    }

    #[inline(always)]
    fn add(&mut self, other: &Self) {
        self.0.add(&other.0);
        self.1.add(&other.1);
    }

    #[inline(always)]
    fn each(&self, first: usize, take: &mut impl FnMut(usize, &Lane)) {
        self.0.each(first, take);
        self.1.each(first + A::COUNT, take);
    }

    #[inline(always)]
    fn write(&self, to: &mut [Lane]) {
        self.0.write(to);
        self.1.write(&mut to[A::COUNT..]);
    }
}

/// `sum + a · b`, place by place.
#[inline(always)]
pub(super) fn add_scaled<P: Processor>(sum: &mut Lane, a: f32, b: &Lane) {
    for i in 0..LANE {
        sum[i] = add_product::<P>(sum[i], a, b[i]);
    }
}

/// `sum + a · b`.
#[inline(always)]
fn add_product<P: Processor>(sum: f32, a: f32, b: f32) -> f32 {
    #[cfg(feature = "std")]
    let fused = a.mul_add(b, sum);
    #[cfg(not(feature = "std"))]
    let fused = sum + a * b;
    if P::FMA { fused } else { sum + a * b }
}

/// Up to sixteen numbers of `row` from `start`, zeros beyond its end.
#[inline(always)]
pub(super) fn load(row: &[f32], start: usize) -> Lane {
    match row[start..].first_chunk() {
        Some(lane) => *lane,
        None => load_part(&row[start..]),
    }
}

/// As [`load`], of row number `row` among rows of `width` numbers. What follows the row is read
/// and left out: that is quicker than to take fewer numbers than a lane has.
#[inline(always)]
pub(super) fn load_of(rows: &[f32], row: usize, width: usize, start: usize) -> Lane {
    let count = width - start;
    match rows[row * width + start..].first_chunk::<LANE>() {
        Some(lane) if count >= LANE => *lane,
        Some(lane) => {
            let mut part = [0.0; LANE];
            for i in 0..LANE {
                part[i] = if i < count { lane[i] } else { 0.0 };
            }
            part
        }
        None => load_part(&rows[row * width + start..][..count]),
    }
}

/// Writes `lane` to `row` from `start`, as far as `row` goes.
#[inline(always)]
pub(super) fn store(lane: &Lane, row: &mut [f32], start: usize) {
    match row[start..].first_chunk_mut() {
        Some(to) => *to = *lane,
        None => store_part(lane, &mut row[start..]),
    }
}

// Calls, so that elsewhere a lane stays one piece: its numbers are taken one by one here only.

#[inline(never)]
fn load_part(row: &[f32]) -> Lane {
    let mut lane = [0.0; LANE];
    for (to, from) in lane.iter_mut().zip(row) {
        *to = *from;
    }
    lane
}

#[inline(never)]
fn store_part(lane: &Lane, row: &mut [f32]) {
    for (to, from) in row.iter_mut().zip(lane) {
        *to = *from;
    }
}
