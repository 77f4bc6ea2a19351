use crate::activations::{Activate, hard_sigmoid, sigmoid, softmax};

/// Activations whose outputs are from 0 to 1, so that a threshold means something.
pub trait Probabilities: Activate {}

impl Probabilities for sigmoid {}
impl Probabilities for hard_sigmoid {}
impl Probabilities for softmax {}
