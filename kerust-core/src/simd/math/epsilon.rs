/// Keras' `epsilon()`: probabilities are kept this far away from 0 and 1 before a logarithm, and norms from 0
/// before a division.
pub const EPSILON: f32 = 1e-7;
