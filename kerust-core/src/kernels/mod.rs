//! What runs hot: safe code over lanes of sixteen numbers, which compilers turn into vector
//! instructions. Each file has its naive oracle beside it.

pub(crate) mod conv;
pub(crate) mod dense;

use crate::memory::{LANE, Lane};

/// `sum + a · b`, place by place.
#[inline(always)]
fn add_scaled(sum: &mut Lane, a: f32, b: &Lane) {
    for (sum, b) in sum.iter_mut().zip(b) {
        *sum += a * b;
    }
}

/// The sum of the products, place by place, in a fixed order.
#[inline(always)]
fn dot(a: &Lane, b: &Lane) -> f32 {
    let mut products = [0.0; LANE];
    for (product, (a, b)) in products.iter_mut().zip(a.iter().zip(b)) {
        *product = a * b;
    }
    let mut width = LANE / 2;
    while width > 0 {
        for i in 0..width {
            products[i] += products[i + width];
        }
        width /= 2;
    }
    products[0]
}

/// Sixteen numbers of `row` from `start`, zeros beyond its end.
#[inline(always)]
fn load(row: &[f32], start: usize) -> Lane {
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
fn store(lane: &Lane, row: &mut [f32], start: usize) {
    match row[start..].first_chunk_mut() {
        Some(to) => *to = *lane,
        None => {
            for (to, from) in row[start..].iter_mut().zip(lane) {
                *to = *from;
            }
        }
    }
}
