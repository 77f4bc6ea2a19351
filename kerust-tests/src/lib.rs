//! What several tests of kerust share: the numbers of real Keras.

pub mod fixtures;
