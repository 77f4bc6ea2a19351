//! `ModelCheckpoint` saves when Keras saves, to the same names, and says the same.

mod failures;
mod keras;
mod net;
mod notes;
mod saving;
