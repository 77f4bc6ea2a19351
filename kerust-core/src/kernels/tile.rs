//! What a processor can hold in registers, and the operations on lanes.

use super::dispatch::{Cpu, Level};
use crate::memory::{LANE, Lane};

impl Cpu {
    /// Whether `mul_add` is one instruction; elsewhere it is a slow call.
    #[inline(always)]
    pub(super) const fn fma(self) -> bool {
        let always = cfg!(any(target_feature = "fma", target_arch = "aarch64"));
        !matches!(self.level(), Level::Plain) || (always && cfg!(feature = "std"))
    }

    /// How many lanes of sums stay in registers, beside what is multiplied.
    #[inline(always)]
    pub(super) const fn sums(self) -> usize {
        match self.level() {
            Level::Plain if cfg!(target_arch = "aarch64") => 6,
            Level::Plain => 2,
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => 6,
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => 16,
        }
    }
}

/// Calls a kernel with `FMA`, `Many` and `Few` after its own generics: whether products are added
/// in one instruction, and the sums of a full tile and of a small one.
macro_rules! for_cpu {
    ($cpu:expr, $kernel:ident::<$($generic:tt),*>$arguments:tt) => {{
        use crate::kernels::tile::{Eight, Four, Six, Sixteen, Two};
        match ($cpu.fma(), $cpu.sums()) {
            (true, 16) => $kernel::<$($generic,)* true, Sixteen, Eight>$arguments,
            (true, _) => $kernel::<$($generic,)* true, Six, Four>$arguments,
            (false, _) => $kernel::<$($generic,)* false, Two, Two>$arguments,
        }
    }};
}
pub(super) use for_cpu;

pub(super) type Two = (Lane, Lane);
pub(super) type Four = (Two, Two);
pub(super) type Six = (Four, Two);
pub(super) type Eight = (Four, Four);
pub(super) type Sixteen = (Eight, Eight);

/// Some lanes of sums. They are nested pairs, because each operation is then written out for each
/// of them: a loop over an array is not always unrolled, and leaves the sums in memory.
pub(super) trait Sums: Copy {
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

    /// All as `lane`.
    fn filled(lane: &Lane) -> Self;

    /// Adds to each lane the product of its own number at `index` and `lane`.
    fn add_products<const FMA: bool>(
        &mut self,
        numbers: &Self::Of<&[f32]>,
        index: usize,
        lane: &Lane,
    );

    /// Adds to each lane the product of its own number, of as many, and `lane`.
    fn add_outer<const FMA: bool>(&mut self, numbers: &[f32], lane: &Lane);

    /// Adds to each lane the product of `number` and its own lane at `index`.
    fn add_inner<const FMA: bool>(
        &mut self,
        number: f32,
        lanes: &Self::Of<&[Lane]>,
        index: usize,
    );

    /// Adds the lanes of `other`.
    fn add(&mut self, other: &Self);

    /// Gives each lane, by its number from `first`, to `take`.
    fn each(&self, first: usize, take: &mut impl FnMut(usize, &Lane));

    /// Takes over the lanes of `from`, of which there are as many.
    fn read(from: &[Lane]) -> Self;

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
    fn filled(lane: &Lane) -> Lane {
        *lane
    }

    #[inline(always)]
    fn add_products<const FMA: bool>(&mut self, numbers: &&[f32], index: usize, lane: &Lane) {
        add_scaled::<FMA>(self, numbers[index], lane);
    }

    #[inline(always)]
    fn add_outer<const FMA: bool>(&mut self, numbers: &[f32], lane: &Lane) {
        add_scaled::<FMA>(self, numbers[0], lane);
    }

    #[inline(always)]
    fn add_inner<const FMA: bool>(&mut self, number: f32, lanes: &&[Lane], index: usize) {
        add_scaled::<FMA>(self, number, &lanes[index]);
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
    fn read(from: &[Lane]) -> Lane {
        from[0]
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
    fn filled(lane: &Lane) -> Self {
        (A::filled(lane), B::filled(lane))
    }

    #[inline(always)]
    fn add_products<const FMA: bool>(
        &mut self,
        numbers: &Self::Of<&[f32]>,
        index: usize,
        lane: &Lane,
    ) {
        self.0.add_products::<FMA>(&numbers.0, index, lane);
        self.1.add_products::<FMA>(&numbers.1, index, lane);
    }

    #[inline(always)]
    fn add_outer<const FMA: bool>(&mut self, numbers: &[f32], lane: &Lane) {
        self.0.add_outer::<FMA>(numbers, lane);
        self.1.add_outer::<FMA>(&numbers[A::COUNT..], lane);
    }

    #[inline(always)]
    fn add_inner<const FMA: bool>(
        &mut self,
        number: f32,
        lanes: &Self::Of<&[Lane]>,
        index: usize,
    ) {
        self.0.add_inner::<FMA>(number, &lanes.0, index);
        self.1.add_inner::<FMA>(number, &lanes.1, index);
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
    fn read(from: &[Lane]) -> Self {
        (A::read(from), B::read(&from[A::COUNT..]))
    }

    #[inline(always)]
    fn write(&self, to: &mut [Lane]) {
        self.0.write(to);
        self.1.write(&mut to[A::COUNT..]);
    }
}

/// `sum + a · b`, place by place.
#[inline(always)]
pub(super) fn add_scaled<const FMA: bool>(sum: &mut Lane, a: f32, b: &Lane) {
    for i in 0..LANE {
        sum[i] = add_product::<FMA>(sum[i], a, b[i]);
    }
}

/// `sum + a · b`.
#[inline(always)]
fn add_product<const FMA: bool>(sum: f32, a: f32, b: f32) -> f32 {
    #[cfg(feature = "std")]
    if FMA {
        return a.mul_add(b, sum);
    }
    sum + a * b
}

/// Sixteen numbers of `row` from `start`, zeros beyond its end.
#[inline(always)]
pub(super) fn load(row: &[f32], start: usize) -> Lane {
    match row[start..].first_chunk() {
        Some(lane) => *lane,
        None => {
            let mut lane = [0.0; LANE];
            for (to, from) in lane.iter_mut().zip(&row[start..]) {
                *to = *from;
            }
            lane
        }
    }
}

/// Writes `lane` to `row` from `start`, as far as `row` goes.
#[inline(always)]
pub(super) fn store(lane: &Lane, row: &mut [f32], start: usize) {
    match row[start..].first_chunk_mut() {
        Some(to) => *to = *lane,
        None => {
            for (to, from) in row[start..].iter_mut().zip(lane) {
                *to = *from;
            }
        }
    }
}
