//! Files that a model is kept in, and files of what its training measured.

#[cfg(feature = "safetensors")]
mod atomic;
#[cfg(feature = "safetensors")]
mod safetensors;
#[cfg(feature = "tensorboard")]
mod tensorboard;

#[cfg(feature = "safetensors")]
pub use self::safetensors::SaveWeights;
#[cfg(feature = "tensorboard")]
pub use self::tensorboard::SummaryWriter;
