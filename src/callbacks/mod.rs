//! Callbacks: code that runs between batches and epochs. These are all of the core's, and those that
//! write files and to the terminal.

#[cfg(feature = "safetensors")]
mod backup;
#[cfg(feature = "safetensors")]
mod checkpoint;
mod csv_logger;
mod failures;
#[cfg(feature = "safetensors")]
mod file_name;
mod progbar;
mod progbar_logger;
#[cfg(feature = "safetensors")]
mod save_freq;
#[cfg(all(feature = "ctrlc", any(unix, windows)))]
mod stop_on_ctrl_c;
#[cfg(feature = "tensorboard")]
mod tensorboard;

#[cfg(feature = "safetensors")]
pub use backup::BackupAndRestore;
#[cfg(feature = "safetensors")]
pub use checkpoint::{EveryEpoch, ModelCheckpoint};
pub use csv_logger::CSVLogger;
pub use kerust_core::train::callbacks::*;
pub use progbar::Progbar;
pub use progbar_logger::ProgbarLogger;
#[cfg(feature = "safetensors")]
pub use save_freq::{IntoSaveFreq, SaveFreq};
#[cfg(all(feature = "ctrlc", any(unix, windows)))]
pub use stop_on_ctrl_c::StopOnCtrlC;
#[cfg(feature = "tensorboard")]
pub use tensorboard::{TensorBoard, UpdateFreq};
