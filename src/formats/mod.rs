//! Files that a model is kept in.

#[cfg(feature = "safetensors")]
mod atomic;
#[cfg(feature = "safetensors")]
mod safetensors;

#[cfg(feature = "safetensors")]
pub use self::safetensors::SaveWeights;
