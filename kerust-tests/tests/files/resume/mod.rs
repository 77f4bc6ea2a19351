//! `BackupAndRestore`: a training that was interrupted goes on to the same bits, from no file but a
//! whole one of its own.

mod bits;
mod lists;
pub mod net;
mod optimizers;
mod records;
mod refused;
mod settings;
