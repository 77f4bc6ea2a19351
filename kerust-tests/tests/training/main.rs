//! Training: optimizers, a step of one's own, the search for a learning rate, and the settings of calls.

mod freezing;
mod optimizers;
mod range_test;
mod settings;
mod several;
mod train_step;
