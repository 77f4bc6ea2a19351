//! The model as a constant: operations, the shapes of their outputs, their weights, and all that follows
//! from them, computed once by the compiler.
//!
//! A layer makes a [`Spec`] of its inputs' shapes; `model!` makes a [`Graph`] of the layers' specs; passes,
//! memory, threads, files and tables read the graph. Nothing here knows a layer by name, and nothing is
//! computed when the program runs.

mod config;
mod fusion;
mod gradients;
mod inferred;
mod operation;
mod pairs;
mod partition;
mod planned;
mod schedule;
mod spec;
#[cfg(test)]
mod tests;
mod weight;
mod weight_options;
mod weights;

pub use crate::parallel::Split;
pub use config::{Config, Setting, Value};
pub use inferred::Inferred;
pub use operation::{Ending, INPUTS, Inner, Kind, Operation, Places, Slot, Step};
pub use partition::Parts;
pub use planned::{Graph, Output, Planned, count, first_operations, operations};
pub use spec::{Memory, Reads, Spec};
pub(crate) use weight::range;
pub use weight::{Role, Weight, params, vectors};
pub use weight_options::WeightOptions;
pub use weights::Weights;
