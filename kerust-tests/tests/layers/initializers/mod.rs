//! What initializers draw: the distributions themselves, and orthogonal matrices.

mod distributions;
mod matrices;

use kerust::graph::Weight;
use kerust::initializers::Initializer;
use kerust::memory::ViewMut;
use kerust::prelude::*;
use kerust::random::generator;

/// A new array, row-major: the same numbers wherever they lie in memory.
fn filled(initializer: &dyn Initializer, shape: &'static [usize], seed: u64) -> Vec<f32> {
    let mut numbers = vec![f32::NAN; shape.iter().product()];
    initializer.fill(
        &mut ViewMut::of_slice(shape, &mut numbers),
        &mut generator(seed),
    );
    let weight = Weight::new("kernel", shape, &zeros {});
    let mut vectors = vec![[0.0; 16]; weight.vectors()];
    initializer.fill(&mut weight.view_mut(&mut vectors), &mut generator(seed));
    assert!(
        weight.view(&vectors).iter().eq(numbers.iter().copied()),
        "{initializer:?}"
    );
    numbers
}
