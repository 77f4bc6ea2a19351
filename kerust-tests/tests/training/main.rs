//! Training: optimizers, a step of one's own, the search for a learning rate, and the settings of calls.

mod optimizers;
mod range_test;
mod settings;
mod train_step;
