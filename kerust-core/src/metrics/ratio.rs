/// `part / whole`, in single precision as in Keras, so that a ratio is its written number; 0 where
/// `whole` is 0.
pub(super) fn ratio(part: f64, whole: f64) -> f32 {
    if whole as f32 == 0.0 {
        return 0.0;
    }
    part as f32 / whole as f32
}
