//! Sums that stay in registers, and operations on lanes.

use crate::simd::Processor;
use crate::simd::{LANE, Lane};

/// The sums of one number: a lane of each of `N` adjacent panels.
pub type One<const N: usize> = [Lane; N];
// Not every processor uses all of them.
pub type Two<const N: usize> = (One<N>, One<N>);
pub type Four<const N: usize> = (Two<N>, Two<N>);
#[allow(dead_code)]
pub type Six<const N: usize> = (Four<N>, Two<N>);
#[allow(dead_code)]
pub type Eight<const N: usize> = (Four<N>, Four<N>);
#[allow(dead_code)]
pub type Sixteen<const N: usize> = (Eight<N>, Eight<N>);

/// The largest number of adjacent panels of a kind of sums.
pub const MOST_PANELS: usize = 2;

/// Sums of several numbers: of rows, of inputs, or of panels of one row. They are nested pairs, so that each
/// operation is unrolled: a loop over an array is not always unrolled, and leaves the sums in memory.
pub trait Sums: Copy {
    /// A value of another type for each number.
    type Of<T: Copy>: Copy;

    /// A lane of each panel.
    type Lanes: Copy + AsRef<[Lane]>;

    /// The same kind of sums with one panel.
    type Narrow: Sums<Lanes = One<1>>;

    /// The same kind of sums for one number.
    type Single: Sums<Lanes = Self::Lanes>;

    /// The number of numbers.
    const COUNT: usize;

    /// The number of panels.
    const PANELS: usize;

    /// Whether `left` panels, at least one, are enough.
    #[inline(always)]
    fn fits(left: usize) -> bool {
        // A constant for one panel: the compiler then removes the code for fewer.
        Self::PANELS == 1 || Self::PANELS <= left
    }

    /// All 0.
    const ZERO: Self;

    /// A value for each number, by its index from `first` on.
    fn of<T: Copy>(first: usize, value: &mut impl FnMut(usize) -> T) -> Self::Of<T>;

    /// The values mapped by `make`.
    fn map<T: Copy, U: Copy>(values: &Self::Of<T>, make: &mut impl FnMut(T) -> U) -> Self::Of<U>;

    /// A lane of each panel, by the panel's index from 0 on.
    fn lanes(lane: &mut impl FnMut(usize) -> Lane) -> Self::Lanes;

    /// The sums of each number, by its index from `first` on.
    fn from_fn(first: usize, lanes: &mut impl FnMut(usize) -> Self::Lanes) -> Self;

    /// Adds to the sums of each number the product of its element `index` and `lanes`.
    fn add_products<P: Processor>(
        &mut self,
        numbers: &Self::Of<&[f32]>,
        index: usize,
        lanes: &Self::Lanes,
    );

    /// Adds to the sums of each number, of as many, its product with `lanes`.
    fn add_outer<P: Processor>(&mut self, numbers: &[f32], lanes: &Self::Lanes);

    /// Adds to all sums the product of `number` and their own lane at `index`.
    fn add_inner<P: Processor>(&mut self, number: f32, lanes: &Self::Of<&[Lane]>, index: usize);

    /// Adds the sums of `other`.
    fn add(&mut self, other: &Self);

    /// Passes the sums of each number, with its index from `first` on, to `to`.
    fn give(&self, first: usize, to: &mut impl Take<Self::Lanes>);
}

/// The receiver of finished sums. It is no closure, because a large one would be a call to code for every
/// processor.
pub trait Take<Lanes> {
    /// Takes the sums of the number at `place`; `#[inline(always)]`.
    fn take(&mut self, place: usize, lanes: &Lanes);
}

impl<const N: usize> Sums for One<N> {
    type Of<T: Copy> = T;
    type Lanes = [Lane; N];
    type Narrow = One<1>;
    type Single = Self;
    const COUNT: usize = 1;
    const PANELS: usize = N;
    const ZERO: Self = [[0.0; LANE]; N];

    #[inline(always)]
    fn of<T: Copy>(first: usize, value: &mut impl FnMut(usize) -> T) -> T {
        value(first)
    }

    #[inline(always)]
    fn map<T: Copy, U: Copy>(value: &T, make: &mut impl FnMut(T) -> U) -> U {
        make(*value)
    }

    #[inline(always)]
    fn lanes(lane: &mut impl FnMut(usize) -> Lane) -> [Lane; N] {
        core::array::from_fn(lane)
    }

    #[inline(always)]
    fn from_fn(first: usize, lanes: &mut impl FnMut(usize) -> [Lane; N]) -> Self {
        lanes(first)
    }

    #[inline(always)]
    fn add_products<P: Processor>(&mut self, numbers: &&[f32], index: usize, lanes: &[Lane; N]) {
        add_to_each::<P, N>(self, numbers[index], lanes);
    }

    #[inline(always)]
    fn add_outer<P: Processor>(&mut self, numbers: &[f32], lanes: &[Lane; N]) {
        add_to_each::<P, N>(self, numbers[0], lanes);
    }

    #[inline(always)]
    fn add_inner<P: Processor>(&mut self, number: f32, lanes: &&[Lane], index: usize) {
        for sum in self {
            add_scaled::<P>(sum, number, &lanes[index]);
        }
    }

    #[inline(always)]
    fn add(&mut self, other: &Self) {
        for (sum, other) in self.iter_mut().zip(other) {
            add(sum, other);
        }
    }

    #[inline(always)]
    fn give(&self, first: usize, to: &mut impl Take<[Lane; N]>) {
        to.take(first, self);
    }
}

impl<A: Sums, B: Sums<Lanes = A::Lanes>> Sums for (A, B) {
    type Of<T: Copy> = (A::Of<T>, B::Of<T>);
    type Lanes = A::Lanes;
    type Narrow = (A::Narrow, B::Narrow);
    type Single = A::Single;
    const COUNT: usize = A::COUNT + B::COUNT;
    const PANELS: usize = A::PANELS;
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
    fn lanes(lane: &mut impl FnMut(usize) -> Lane) -> A::Lanes {
        A::lanes(lane)
    }

    #[inline(always)]
    fn from_fn(first: usize, lanes: &mut impl FnMut(usize) -> A::Lanes) -> Self {
        (
            A::from_fn(first, lanes),
            B::from_fn(first + A::COUNT, lanes),
        )
    }

    #[inline(always)]
    fn add_products<P: Processor>(
        &mut self,
        numbers: &Self::Of<&[f32]>,
        index: usize,
        lanes: &A::Lanes,
    ) {
        self.0.add_products::<P>(&numbers.0, index, lanes);
        self.1.add_products::<P>(&numbers.1, index, lanes);
    }

    #[inline(always)]
    fn add_outer<P: Processor>(&mut self, numbers: &[f32], lanes: &A::Lanes) {
        self.0.add_outer::<P>(numbers, lanes);
        self.1.add_outer::<P>(&numbers[A::COUNT..], lanes);
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
    fn give(&self, first: usize, to: &mut impl Take<A::Lanes>) {
        self.0.give(first, to);
        self.1.give(first + A::COUNT, to);
    }
}

/// Adds the products of `number` with each of the lanes.
#[inline(always)]
fn add_to_each<P: Processor, const N: usize>(sums: &mut One<N>, number: f32, lanes: &[Lane; N]) {
    for (sum, lane) in sums.iter_mut().zip(lanes) {
        add_scaled::<P>(sum, number, lane);
    }
}

/// Adds `other` to the sum, or replaces the sum if it does not continue.
#[inline(always)]
pub(crate) fn begin_or_add(sum: &mut Lane, other: &Lane, goes_on: bool) {
    if goes_on {
        add(sum, other);
    } else {
        *sum = *other;
    }
}

/// `sum + other`, place by place.
#[inline(always)]
pub(crate) fn add(sum: &mut Lane, other: &Lane) {
    for i in 0..LANE {
        sum[i] += other[i];
    }
}

/// `sum + a · b`, place by place.
#[inline(always)]
pub(crate) fn add_scaled<P: Processor>(sum: &mut Lane, a: f32, b: &Lane) {
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
pub(crate) fn load(row: &[f32], start: usize) -> Lane {
    match row[start..].first_chunk() {
        Some(lane) => *lane,
        None => load_part(&row[start..]),
    }
}

/// The same as [`load`] for row number `row` among rows of `width` numbers. It reads the numbers after the
/// row and discards them, which is faster than reading fewer than a lane.
#[inline(always)]
pub(crate) fn load_of(rows: &[f32], row: usize, width: usize, start: usize) -> Lane {
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
pub(crate) fn store(lane: &Lane, row: &mut [f32], start: usize) {
    match row[start..].first_chunk_mut() {
        Some(to) => *to = *lane,
        // A copy that the compiler cannot see through: the address of the sums themselves would have them
        // live in memory.
        None => store_part(&core::hint::black_box(*lane), &mut row[start..]),
    }
}

// Not inlined, so that a lane is one value everywhere else: only here its numbers are used one by one.

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
