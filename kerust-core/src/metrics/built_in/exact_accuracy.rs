use crate::losses::Prediction;
use crate::metrics::{Direction, RowMean};

crate::metric! {
    /// The share of outputs that are equal to their labels, to the last digit.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' class `Accuracy`, which is not its `"accuracy"`: that one is
    ///   [`accuracy`](struct@crate::metrics::accuracy).
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(linear) >];
    /// let net = compile!(net, optimizer = SGD, loss = mse, metrics = [exact_accuracy]);
    /// let logs = net.evaluate(&[[0.0], [2.0], [3.0], [4.0]], &[1.0, 2.0, 3.0, 4.0])?;
    /// assert_eq!(logs.of::<exact_accuracy>(), Some(0.75));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    exact_accuracy, val_exact_accuracy, Direction::Max
}

impl RowMean<[f32]> for exact_accuracy {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        row.mean(|y, t| f32::from(y == t))
    }
}

update_state! { exact_accuracy, mean of rows }
goes_with! { exact_accuracy, numbers }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::UpdateState;

    /// The metric of rows of one number, each with its weight.
    fn measured(rows: impl Iterator<Item = (f32, f32, f32)>) -> f32 {
        let metric = exact_accuracy::new();
        let mut state = metric.state::<f32>();
        for (output, label, weight) in rows {
            metric.update::<f32>(&mut state, &[output], &[label], 1, weight);
        }
        metric.result::<f32>(&state)
    }

    #[test]
    fn as_keras_documents_it() {
        let rows = |weights: [f32; 4]| {
            let outputs = [0.0, 2.0, 3.0, 4.0].into_iter().zip([1.0, 2.0, 3.0, 4.0]);
            let rows = outputs.zip(weights).map(|((y, t), weight)| (y, t, weight));
            measured(rows)
        };
        assert_eq!(rows([1.0, 1.0, 1.0, 1.0]), 0.75);
        assert_eq!(rows([1.0, 1.0, 0.0, 0.0]), 0.5);
    }

    #[test]
    fn as_a_naive_loop() {
        let mut rng = crate::random::generator(2);
        let mut number = || (3.0 * crate::random::unit(&mut rng)) as u8 as f32;
        let metric = exact_accuracy::new();
        let mut state = metric.state::<[f32; 5]>();
        let (mut equal, mut rows) = (0.0, 0.0);
        for row in 0..20_u8 {
            let (mut outputs, mut labels) = ([0.0; 5], [0.0; 5]);
            outputs.fill_with(&mut number);
            labels.fill_with(&mut number);
            let weight = f32::from(row % 3);
            metric.update::<[f32; 5]>(&mut state, &outputs, &labels, 5, weight);
            for index in 0..5 {
                if outputs[index] == labels[index] {
                    equal += f64::from(weight) / 5.0;
                }
            }
            rows += f64::from(weight);
        }
        let value = f64::from(metric.result::<[f32; 5]>(&state));
        assert!((value - equal / rows).abs() < 1e-6);
        assert!(value > 0.2 && value < 0.5);
    }
}
