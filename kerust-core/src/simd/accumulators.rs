//! Sums that stay in registers, and operations on vectors.

use crate::simd::{LANES, Processor, Vector16};

/// The sums of one number: a vector of each of `N` adjacent panels.
pub type One<const N: usize> = [Vector16; N];
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
pub trait Accumulators: Copy {
    /// A value of another type for each number.
    type Of<T: Copy>: Copy;

    /// A vector of each panel.
    type Vectors: Copy + AsRef<[Vector16]>;

    /// The same kind of sums with one panel.
    type Narrow: Accumulators<Vectors = One<1>>;

    /// The same kind of sums for one number.
    type Single: Accumulators<Vectors = Self::Vectors>;

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

    /// A vector of each panel, by the panel's index from 0 on.
    fn vectors(vector: &mut impl FnMut(usize) -> Vector16) -> Self::Vectors;

    /// The sums of each number, by its index from `first` on.
    fn from_fn(first: usize, vectors: &mut impl FnMut(usize) -> Self::Vectors) -> Self;

    /// Adds to the sums of each number the product of its element `index` and `vectors`.
    fn add_products<P: Processor>(
        &mut self,
        numbers: &Self::Of<&[f32]>,
        index: usize,
        vectors: &Self::Vectors,
    );

    /// Adds to the sums of each number, of as many, its product with `vectors`.
    fn add_outer<P: Processor>(&mut self, numbers: &[f32], vectors: &Self::Vectors);

    /// Adds to all sums the product of `number` and their own vector at `index`.
    fn add_inner<P: Processor>(
        &mut self,
        number: f32,
        vectors: &Self::Of<&[Vector16]>,
        index: usize,
    );

    /// Adds the sums of `other`.
    fn add(&mut self, other: &Self);

    /// Passes the sums of each number, with its index from `first` on, to `to`.
    fn give(&self, first: usize, to: &mut impl Take<Self::Vectors>);
}

/// The receiver of finished sums. It is no closure, because a large one would be a call to code for every
/// processor.
pub trait Take<Vectors> {
    /// Takes the sums of the number at `place`; `#[inline(always)]`.
    fn take(&mut self, place: usize, vectors: &Vectors);
}

impl<const N: usize> Accumulators for One<N> {
    type Of<T: Copy> = T;
    type Vectors = [Vector16; N];
    type Narrow = One<1>;
    type Single = Self;
    const COUNT: usize = 1;
    const PANELS: usize = N;
    const ZERO: Self = [[0.0; LANES]; N];

    #[inline(always)]
    fn of<T: Copy>(first: usize, value: &mut impl FnMut(usize) -> T) -> T {
        value(first)
    }

    #[inline(always)]
    fn map<T: Copy, U: Copy>(value: &T, make: &mut impl FnMut(T) -> U) -> U {
        make(*value)
    }

    #[inline(always)]
    fn vectors(vector: &mut impl FnMut(usize) -> Vector16) -> [Vector16; N] {
        core::array::from_fn(vector)
    }

    #[inline(always)]
    fn from_fn(first: usize, vectors: &mut impl FnMut(usize) -> [Vector16; N]) -> Self {
        vectors(first)
    }

    #[inline(always)]
    fn add_products<P: Processor>(
        &mut self,
        numbers: &&[f32],
        index: usize,
        vectors: &[Vector16; N],
    ) {
        add_to_each::<P, N>(self, numbers[index], vectors);
    }

    #[inline(always)]
    fn add_outer<P: Processor>(&mut self, numbers: &[f32], vectors: &[Vector16; N]) {
        add_to_each::<P, N>(self, numbers[0], vectors);
    }

    #[inline(always)]
    fn add_inner<P: Processor>(&mut self, number: f32, vectors: &&[Vector16], index: usize) {
        for sum in self {
            add_scaled::<P>(sum, number, &vectors[index]);
        }
    }

    #[inline(always)]
    fn add(&mut self, other: &Self) {
        for (sum, other) in self.iter_mut().zip(other) {
            add(sum, other);
        }
    }

    #[inline(always)]
    fn give(&self, first: usize, to: &mut impl Take<[Vector16; N]>) {
        to.take(first, self);
    }
}

impl<A: Accumulators, B: Accumulators<Vectors = A::Vectors>> Accumulators for (A, B) {
    type Of<T: Copy> = (A::Of<T>, B::Of<T>);
    type Vectors = A::Vectors;
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
    fn vectors(vector: &mut impl FnMut(usize) -> Vector16) -> A::Vectors {
        A::vectors(vector)
    }

    #[inline(always)]
    fn from_fn(first: usize, vectors: &mut impl FnMut(usize) -> A::Vectors) -> Self {
        (
            A::from_fn(first, vectors),
            B::from_fn(first + A::COUNT, vectors),
        )
    }

    #[inline(always)]
    fn add_products<P: Processor>(
        &mut self,
        numbers: &Self::Of<&[f32]>,
        index: usize,
        vectors: &A::Vectors,
    ) {
        self.0.add_products::<P>(&numbers.0, index, vectors);
        self.1.add_products::<P>(&numbers.1, index, vectors);
    }

    #[inline(always)]
    fn add_outer<P: Processor>(&mut self, numbers: &[f32], vectors: &A::Vectors) {
        self.0.add_outer::<P>(numbers, vectors);
        self.1.add_outer::<P>(&numbers[A::COUNT..], vectors);
    }

    #[inline(always)]
    fn add_inner<P: Processor>(
        &mut self,
        number: f32,
        vectors: &Self::Of<&[Vector16]>,
        index: usize,
    ) {
        self.0.add_inner::<P>(number, &vectors.0, index);
        self.1.add_inner::<P>(number, &vectors.1, index);
    }

    #[inline(always)]
    fn add(&mut self, other: &Self) {
        self.0.add(&other.0);
        self.1.add(&other.1);
    }

    #[inline(always)]
    fn give(&self, first: usize, to: &mut impl Take<A::Vectors>) {
        self.0.give(first, to);
        self.1.give(first + A::COUNT, to);
    }
}

/// Adds the products of `number` with each of the vectors.
#[inline(always)]
fn add_to_each<P: Processor, const N: usize>(
    sums: &mut One<N>,
    number: f32,
    vectors: &[Vector16; N],
) {
    for (sum, vector) in sums.iter_mut().zip(vectors) {
        add_scaled::<P>(sum, number, vector);
    }
}

/// Adds `other` to the sum, or replaces the sum if it does not continue.
#[inline(always)]
pub(crate) fn begin_or_add(sum: &mut Vector16, other: &Vector16, goes_on: bool) {
    if goes_on {
        add(sum, other);
    } else {
        *sum = *other;
    }
}

/// `sum + other`, place by place.
#[inline(always)]
pub(crate) fn add(sum: &mut Vector16, other: &Vector16) {
    for i in 0..LANES {
        sum[i] += other[i];
    }
}

/// `sum + a · b`, place by place.
#[inline(always)]
pub(crate) fn add_scaled<P: Processor>(sum: &mut Vector16, a: f32, b: &Vector16) {
    for i in 0..LANES {
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
pub(crate) fn load(row: &[f32], start: usize) -> Vector16 {
    match row[start..].first_chunk() {
        Some(vector) => *vector,
        None => load_part(&row[start..]),
    }
}

/// The same as [`load`] for row number `row` among rows of `width` numbers. It reads the numbers after the
/// row and discards them, which is faster than reading fewer than a vector.
#[inline(always)]
pub(crate) fn load_of(rows: &[f32], row: usize, width: usize, start: usize) -> Vector16 {
    let count = width - start;
    match rows[row * width + start..].first_chunk::<LANES>() {
        Some(vector) if count >= LANES => *vector,
        Some(vector) => {
            let mut part = [0.0; LANES];
            for i in 0..LANES {
                part[i] = if i < count { vector[i] } else { 0.0 };
            }
            part
        }
        None => load_part(&rows[row * width + start..][..count]),
    }
}

/// Writes `vector` to `row` from `start`, as far as `row` goes.
#[inline(always)]
pub(crate) fn store(vector: &Vector16, row: &mut [f32], start: usize) {
    match row[start..].first_chunk_mut() {
        Some(to) => *to = *vector,
        // A copy that the compiler cannot see through: the address of the sums themselves would have them
        // live in memory.
        None => store_part(&core::hint::black_box(*vector), &mut row[start..]),
    }
}

// Not inlined, so that a vector is one value everywhere else: only here its numbers are used one by one.

#[inline(never)]
fn load_part(row: &[f32]) -> Vector16 {
    let mut vector = [0.0; LANES];
    for (to, from) in vector.iter_mut().zip(row) {
        *to = *from;
    }
    vector
}

#[inline(never)]
fn store_part(vector: &Vector16, row: &mut [f32]) {
    for (to, from) in row.iter_mut().zip(vector) {
        *to = *from;
    }
}
