//! Random numbers: initial weights and shuffles come from a seeded generator or the caller's own, dropout
//! from a counter.

pub use rand_core::Rng;
use rand_core::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// The generator with this seed: Xoshiro256++ (Blackman and Vigna, 2021), whose output is specified.
#[must_use]
pub fn generator(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// The generator of the rows' order in an epoch that begins with training step `step`.
#[must_use]
pub fn epoch_generator(seed: u64, step: u64) -> Xoshiro256PlusPlus {
    generator(mix64(mix64(seed) ^ step))
}

/// A uniform number from 0 up to, but not including, 1, in steps of 2⁻²⁴.
#[inline]
pub fn unit(rng: &mut dyn Rng) -> f32 {
    (rng.next_u32() >> 8) as f32 * (1.0 / (1 << 24) as f32)
}

/// A normal number with mean 0 and standard deviation 1 (Box and Muller, 1958).
#[inline]
pub fn normal(rng: &mut dyn Rng) -> f32 {
    let radius = crate::simd::math::sqrt(-2.0 * crate::simd::math::ln(1.0 - unit(rng)));
    radius * crate::simd::math::cos(core::f32::consts::TAU * unit(rng))
}

/// A normal number with mean 0 and standard deviation 1, cut off at ±2.
#[inline]
pub fn cut_normal(rng: &mut dyn Rng) -> f32 {
    loop {
        let x = normal(rng);
        if x.abs() <= 2.0 {
            return x;
        }
    }
}

/// A uniform whole number from 0 to `most` (Lemire, 2019).
#[inline]
fn up_to(rng: &mut dyn Rng, most: usize) -> usize {
    let bound = most as u64 + 1;
    // 32 bits suffice for most ranges, and are faster.
    if bound <= 1 << 32 {
        loop {
            let product = u64::from(rng.next_u32()) * bound;
            if product & 0xffff_ffff >= (1 << 32) % bound {
                return (product >> 32) as usize;
            }
        }
    }
    let bound = u128::from(bound);
    loop {
        let product = u128::from(rng.next_u64()) * bound;
        if product & u128::from(u64::MAX) >= (1 << 64) % bound {
            return (product >> 64) as usize;
        }
    }
}

/// Shuffles `items`, with all orders equally likely (Fisher and Yates).
///
/// ```
/// let mut order = [0, 1, 2, 3, 4];
/// kerust::random::shuffle(&mut order, &mut kerust::random::generator(1));
/// let mut sorted = order;
/// sorted.sort();
/// assert_eq!(sorted, [0, 1, 2, 3, 4]);
/// ```
pub fn shuffle<T>(items: &mut [T], rng: &mut dyn Rng) {
    for last in (1..items.len()).rev() {
        let other = up_to(rng, last);
        let (first, rest) = items.split_at_mut(last);
        // `items.swap` would copy one of the two to the stack.
        if let Some(item) = first.get_mut(other) {
            core::mem::swap(item, &mut rest[0]);
        }
    }
}

/// Mixes the bits of `x` (the finaliser of SplitMix64, Steele and others, 2014).
#[inline]
const fn mix64(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Random numbers for the positions of a batch, without a state: a position has the same number in the
/// forward and in the backward pass, and on any thread.
#[derive(Clone, Copy, Debug)]
pub struct Counter {
    key: [u32; 2],
}

impl Counter {
    /// The numbers of one layer in one step.
    #[inline]
    #[must_use]
    pub const fn new(seed: u64, step: u64, layer: u32) -> Self {
        let key = mix64(mix64(mix64(seed) ^ step) ^ layer as u64);
        Counter {
            key: [key as u32, (key >> 32) as u32],
        }
    }

    /// The number at `place`, from 0 to 2³² − 1: `triple32` of Wellons' hash prospector, with one
    /// half of the key before it and one inside. (With one multiplication fewer, the numbers of 65536
    /// positions are noticeably not uniform.)
    #[inline(always)]
    #[must_use]
    pub const fn at(&self, place: u32) -> u32 {
        let x = place ^ self.key[0];
        let x = (x ^ (x >> 17)).wrapping_mul(0xed5a_d4bb);
        let x = (x ^ (x >> 11)).wrapping_mul(0xac4c_1b51) ^ self.key[1];
        let x = (x ^ (x >> 15)).wrapping_mul(0x3184_8bab);
        x ^ (x >> 14)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_three_is_as_likely() {
        let mut rng = generator(7);
        let mut counts = [0; 27];
        for _ in 0..6000 {
            let mut order = [0, 1, 2];
            shuffle(&mut order, &mut rng);
            counts[order[0] * 9 + order[1] * 3 + order[2]] += 1;
        }
        let seen: alloc::vec::Vec<_> = counts.into_iter().filter(|count| *count > 0).collect();
        assert_eq!(seen.len(), 6);
        assert!(
            seen.iter().all(|count| (900..1100).contains(count)),
            "{seen:?}"
        );
    }

    #[test]
    fn normal_has_mean_0_and_deviation_1() {
        let mut rng = generator(3);
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..20_000 {
            let x = normal(&mut rng);
            sum += x;
            squares += x * x;
        }
        assert!((sum / 20_000.0).abs() < 0.03);
        assert!((squares / 20_000.0 - 1.0).abs() < 0.03);
    }

    #[test]
    fn places_steps_and_layers_differ() {
        let threshold = u32::MAX / 5;
        for (seed, step, layer) in [(0, 0, 0), (0, 1, 0), (0, 0, 1), (9, 5, 2)] {
            let counter = Counter::new(seed, step, layer);
            let below = (0..50_000).filter(|place| counter.at(*place) < threshold);
            let share = below.count() as f32 / 50_000.0;
            assert!((share - 0.2).abs() < 0.01, "{share}");
        }
        let (a, b) = (Counter::new(0, 0, 0), Counter::new(0, 1, 0));
        let equal = (0..1000).filter(|place| a.at(*place) == b.at(*place));
        assert_eq!(equal.count(), 0);
    }
}
