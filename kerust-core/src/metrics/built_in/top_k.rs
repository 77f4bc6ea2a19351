use crate::metrics::{Direction, Labelled, OfRow};

crate::metric! {
    /// `top_k(3)`: the share of rows in which fewer than `k` outputs are larger than that of the class,
    /// so that ties are hits; Keras' `TopKCategoricalAccuracy` and `SparseTopKCategoricalAccuracy`.
    ///
    /// The class of a row of labels is the place of the largest. NaN at the class is the smallest.
    ///
    /// ```
    /// use kerust::metrics::{Judges, top_k};
    ///
    /// let metric = top_k::new(2);
    /// let mut state = Judges::<usize>::state::<[f32; 3]>(&metric);
    /// for class in [0, 1, 2] {
    ///     metric.update::<[f32; 3]>(&mut state, &[0.7, 0.2, 0.1], &class, 3, 1.0);
    /// }
    /// assert_eq!(Judges::<usize>::result::<[f32; 3]>(&metric, &state), 2.0 / 3.0);
    /// ```
    top_k(k: usize), val_top_k, Direction::Max {}
}

impl<T: Labelled + ?Sized> OfRow<T> for top_k {
    #[inline(always)]
    fn of_row(&self, outputs: &[f32], target: &T, width: usize) -> f32 {
        let places = outputs.chunks_exact(width).enumerate();
        let hits = places.filter(|(place, outputs)| {
            let output = outputs.get(target.class(place * width, width));
            let output = output.map_or(f32::NAN, |output| *output);
            let output = if output.is_nan() {
                f32::NEG_INFINITY
            } else {
                output
            };
            outputs.iter().filter(|other| **other > output).count() < self.k
        });
        hits.count() as f32 / (outputs.len() / width) as f32
    }
}

mean_of_rows! { top_k [T: Labelled + ?Sized], T }
goes_with! { top_k, scores }
