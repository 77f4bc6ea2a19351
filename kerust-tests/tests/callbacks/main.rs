//! The callbacks: what they decide, beside Keras; which hooks come when; what they say and write.

mod again;
mod averages;
mod before_the_first_step;
mod chosen;
mod csv_logger;
mod decisions;
mod hooks;
mod lambda;
mod monitors;
mod notes;
mod progress;
mod script;
#[cfg(all(unix, feature = "ctrlc"))]
mod stop_on_ctrl_c;
mod swap_ema_weights;
mod ways_out;
