//! `BackupAndRestore`: a training that was interrupted goes on to the same bits, from no file but a
//! whole one of its own.
#![cfg(feature = "safetensors")]

#[cfg(feature = "tensorboard")]
#[path = "tensorboard/decoder.rs"]
mod decoder;
#[cfg(feature = "tensorboard")]
#[path = "tensorboard/steps.rs"]
mod steps;

mod resume {
    mod bits;
    mod lists;
    mod net;
    mod optimizers;
    mod records;
    mod refused;
    mod settings;
}
