use super::Model;

/// Which gradient a backward pass begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// That of the model's outputs.
    Outputs,
    /// That of what the last layer's activation is applied to: the loss has gone through it.
    BeforeActivation,
}

impl Begin {
    /// Where a loss leaves off, if it goes through the last activation of a model that is
    /// [`fused`](Model::fused).
    #[inline(always)]
    #[must_use]
    pub fn after_loss<M: Model>() -> Self {
        if M::fused() {
            Begin::BeforeActivation
        } else {
            Begin::Outputs
        }
    }
}
