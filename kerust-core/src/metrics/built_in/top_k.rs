use crate::losses::Prediction;
use crate::metrics::{Direction, Labelled, RowMean};

crate::metric! {
    /// `top_k(3)`: the share of rows in which fewer than `k` outputs are larger than that of the class, so that ties
    /// are hits.
    ///
    /// - Outputs and labels: a row with a place for each class; the number of a class, or a row of numbers, whose class
    ///   is the place of the largest. After `softmax`, `sigmoid`, or `linear` with a loss of logits. NaN at the class is
    ///   the smallest.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `TopKCategoricalAccuracy` and `SparseTopKCategoricalAccuracy`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<3>, Activation(softmax) >];
    /// let net = compile!(net, optimizer = SGD, loss = sparse_categorical_crossentropy, metrics = [top_k(2)]);
    /// let logs = net.evaluate(&[[3.0, 2.0, 1.0]; 3], &[0u8, 1, 2])?;
    /// assert_eq!(logs.of::<top_k>(), Some(2.0 / 3.0));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    top_k new(k: usize), val_top_k, Direction::Max {}
}

impl<T: Labelled + ?Sized> RowMean<T> for top_k {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_, T>) -> f32 {
        let places = row.outputs.chunks_exact(row.width).enumerate();
        let hits = places.filter(|(place, outputs)| {
            let output = outputs.get(row.target.class(place * row.width, row.width));
            let output = output.map_or(f32::NAN, |output| *output);
            let output = if output.is_nan() {
                f32::NEG_INFINITY
            } else {
                output
            };
            outputs.iter().filter(|other| **other > output).count() < self.k
        });
        hits.count() as f32 / (row.outputs.len() / row.width) as f32
    }
}

update_state! { top_k, mean of labels }
goes_with! { top_k, scores }
