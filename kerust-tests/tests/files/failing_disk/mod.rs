//! Callbacks that write where nothing can be written: `fit` ends with an error and the weights stay, or
//! goes on with `keep_going = true`.

mod full;
mod gone;
mod net;
