//! All that is written to files and read again: weights, checkpoints, backups, logs; also where a disk fails or the
//! program is killed.

#[cfg(feature = "safetensors")]
mod checkpoint;
#[cfg(all(feature = "safetensors", feature = "tensorboard"))]
mod failing_disk;
#[cfg(all(feature = "safetensors", feature = "tensorboard"))]
mod kill;
#[cfg(feature = "safetensors")]
mod resume;
#[cfg(feature = "tensorboard")]
mod tensorboard;
#[cfg(feature = "safetensors")]
mod weights_file;
