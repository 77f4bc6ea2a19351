//! Keras' order of the layers of a graph, which is that of its weights.
//!
//! A layer comes before another one if it is farther from the outputs, and of equals the one that is reached first
//! from them (`map_graph` in `keras/src/ops/function.py`).

use super::ast::Body;

/// A walk from the outputs towards the inputs.
struct Walk<'a> {
    body: &'a Body,
    /// For each value, whether it is behind.
    is_finished: Vec<bool>,
    /// The values, each after those that it is made of.
    values: Vec<usize>,
    /// The layers in the order in which they are reached.
    reached: Vec<usize>,
}

/// The indices of the layers in Keras' order.
pub fn layers(body: &Body) -> Vec<usize> {
    if body.is_chain {
        return (0..body.layers.len()).collect();
    }
    let count = body.inputs.len() + body.calls.len();
    let mut walk = Walk {
        body,
        is_finished: vec![false; count],
        values: Vec::new(),
        reached: Vec::new(),
    };
    for output in &body.outputs {
        walk.visit(output.value);
    }
    let depths = walk.depths();
    let mut layers: Vec<usize> = (0..body.layers.len()).collect();
    layers.sort_by_key(|layer| {
        let reached = walk.reached.iter().position(|reached| reached == layer);
        (usize::MAX - depths[*layer], reached)
    });
    layers
}

impl Walk<'_> {
    fn visit(&mut self, value: usize) {
        if self.is_finished[value] {
            return;
        }
        if let Some(call) = self.call(value) {
            let layer = self.body.calls[call].layer;
            if !self.reached.contains(&layer) {
                self.reached.push(layer);
            }
            for taken in &self.body.calls[call].takes {
                self.visit(taken.value);
            }
        }
        self.is_finished[value] = true;
        self.values.push(value);
    }

    /// The call that makes a value, which is no input.
    fn call(&self, value: usize) -> Option<usize> {
        value.checked_sub(self.body.inputs.len())
    }

    /// The distance of each layer from the outputs.
    fn depths(&self) -> Vec<usize> {
        let mut of_values = vec![0; self.is_finished.len()];
        let mut of_layers = vec![0; self.body.layers.len()];
        for value in self.values.iter().rev() {
            let Some(call) = self.call(*value) else {
                continue;
            };
            let call = &self.body.calls[call];
            // A layer that is called twice has the larger distance.
            let depth = of_values[*value].max(of_layers[call.layer]);
            (of_values[*value], of_layers[call.layer]) = (depth, depth);
            for taken in &call.takes {
                of_values[taken.value] = of_values[taken.value].max(depth + 1);
            }
        }
        of_layers
    }
}
