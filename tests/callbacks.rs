//! The callbacks: what they decide, beside Keras; which hooks come when; what they say and write.

mod callbacks {
    mod again;
    mod averages;
    mod before_the_first_step;
    mod chosen;
    mod csv_logger;
    mod decisions;
    mod hooks;
    mod lambda;
    mod notes;
    mod script;
    mod swap_ema_weights;
    mod ways_out;
}
#[path = "keras/json.rs"]
mod json;
