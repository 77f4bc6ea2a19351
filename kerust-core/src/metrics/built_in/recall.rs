use crate::metrics::Direction;

crate::metric! {
    /// Of the outputs that are labelled so, the share above the threshold; 0 where there are none. Keras'
    /// `Recall`.
    ///
    /// All outputs of all rows count alike. A class counts as a row with a 1 at its place.
    ///
    /// ```
    /// use kerust::metrics::{Judges, recall};
    ///
    /// let (metric, rows) = (recall::new().thresholds(0.95), [(0.9, 1.0), (0.6, 0.0), (0.2, 0.0)]);
    /// let mut state = Judges::<[f32]>::state::<f32>(&metric);
    /// for (output, label) in rows {
    ///     metric.update::<f32>(&mut state, &[output], &[label][..], 1, 1.0);
    /// }
    /// assert_eq!(Judges::<[f32]>::result::<f32>(&metric, &state), 0.0);
    /// ```
    recall, val_recall, Direction::Max {
        /// What an output that means 1 is above; one number. Keras' default is 0.5, and none with
        /// `top_k`.
        thresholds: Option<f32> = None,
        /// Only the largest outputs of a row are above the threshold, so many of them.
        top_k: Option<usize> = None,
        /// Only the outputs of this class count.
        class_id: Option<usize> = None,
    }
}

cut! { recall }
