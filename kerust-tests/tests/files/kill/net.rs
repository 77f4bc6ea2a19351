//! The model that is trained and killed.

use kerust::prelude::*;

model! { pub struct Net < Dense<200, 64>(relu), Dropout(0.2), Dense<64, 10>(softmax) > }

/// The file of the weights at the end.
pub const FINAL: &str = "final.safetensors";

/// The file of the epochs' values.
pub const TABLE: &str = "log.csv";
