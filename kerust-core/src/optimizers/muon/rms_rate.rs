/// A value of [`rms_rate`](super::Muon::rms_rate): a number, or `None`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `rms_rate`",
    label = "neither a number with a point nor `None`",
    note = "write a number with a point, `0.2`, or `None` to do without"
)]
pub trait IntoRmsRate {
    /// The rate, if there is one.
    fn into_rms_rate(self) -> Option<f32>;
}

impl IntoRmsRate for f32 {
    fn into_rms_rate(self) -> Option<f32> {
        Some(self)
    }
}

impl IntoRmsRate for Option<f32> {
    fn into_rms_rate(self) -> Option<f32> {
        self
    }
}
