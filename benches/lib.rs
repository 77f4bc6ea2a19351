//! Benches of kerust: `step.rs`, `kernels/`, `profile.rs`; `steps.rs` is what the gate counts.

use std::time::Instant;

use kerust::gradients::Sink;
use kerust::graph::Weight;
use kerust::layers::{Arrays, Backward, Forward, Layer, OwnMemory, Pass, Shapes};
use kerust::memory::{Rows, Vector16};
use kerust::shape::Dims;

/// Operations a nanosecond that the units of one core do at most: the best of many short runs, as a
/// busy machine makes some of them slower and none faster.
#[must_use]
pub fn limit() -> f64 {
    let runs = (0..200).map(|_| {
        let start = Instant::now();
        let operations = kerust::__private::peak(20_000);
        operations as f64 / start.elapsed().as_nanos() as f64
    });
    runs.fold(0.0, f64::max)
}

/// A layer by itself, as a model calls it.
#[derive(Debug)]
pub struct Alone<L> {
    /// The layer.
    pub layer: L,
    /// Its shapes.
    pub shapes: Shapes,
}

impl<L: Layer> Alone<L> {
    /// A layer from vectors of `inputs` numbers to vectors of `outputs` numbers.
    pub fn new(layer: L, inputs: usize, outputs: usize, weights: &'static [Weight]) -> Self {
        Alone {
            layer,
            shapes: Shapes {
                input: Dims::vector(inputs),
                inputs: &[],
                output: Dims::vector(outputs),
                weights,
            },
        }
    }

    /// The forward pass.
    pub fn forward(&self, weights: &[Vector16], x: &dyn Rows, y: &mut [f32], pass: &Pass<'_>) {
        self.layer.forward(Forward {
            x,
            inputs: &[x],
            y,
            shapes: self.shapes,
            weights: Arrays::new(self.shapes.weights, weights),
            own: none(),
            pass,
        });
    }

    /// The backward pass.
    pub fn backward(
        &self,
        x: &dyn Rows,
        dy: &[f32],
        dx: Option<&mut [f32]>,
        sink: Sink<'_>,
        pass: &Pass<'_>,
    ) {
        self.layer.backward(Backward {
            x,
            inputs: &[x],
            y: &[],
            dy,
            dx,
            other_dx: &mut [],
            shapes: self.shapes,
            sink,
            own: none(),
            pass,
        });
    }
}

/// No memory beside the values.
fn none() -> OwnMemory<'static> {
    OwnMemory {
        saved: &mut [],
        saved_of_batch: &mut [],
        scratch: &mut [],
        scratch_of_batch: &mut [],
    }
}
