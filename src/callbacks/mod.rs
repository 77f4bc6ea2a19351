//! What happens between epochs: all of `kerust_core`'s, and the callbacks that write files and to
//! the terminal.

#[cfg(feature = "safetensors")]
mod checkpoint;
#[cfg(feature = "safetensors")]
mod file_name;
mod number;
mod progbar;
mod progbar_logger;
#[cfg(feature = "tensorboard")]
mod tensorboard;

#[cfg(feature = "safetensors")]
pub use checkpoint::{EveryEpoch, ModelCheckpoint};
pub use kerust_core::callbacks::*;
pub use progbar::Progbar;
pub use progbar_logger::ProgbarLogger;
#[cfg(feature = "tensorboard")]
pub use tensorboard::{TensorBoard, UpdateFreq};
