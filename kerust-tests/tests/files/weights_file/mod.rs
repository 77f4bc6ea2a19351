//! `save_weights` and `load_weights`: files that are whole, broken, or of another model.

mod architecture;
mod broken;
mod differences;
mod disk;
mod file;
#[cfg(unix)]
mod links;
mod whole;
