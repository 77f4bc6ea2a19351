//! Gradients against differences of values, for every layer, activation and loss.

mod gradients {
    mod difference;
    mod inputs;
    mod layers;
    mod models;
}
