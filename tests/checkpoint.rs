//! `ModelCheckpoint` saves when Keras saves, to the same names, and says the same.
#![cfg(feature = "safetensors")]

mod checkpoint {
    mod failures;
    mod keras;
    mod net;
    mod notes;
    mod saving;
}
