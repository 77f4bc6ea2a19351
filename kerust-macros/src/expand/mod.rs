//! The expansions: what becomes of what was read.

pub mod call;
pub mod checked_constructor;
pub mod compile;
pub mod constructor;
pub mod editor;
pub mod evaluate;
pub mod fit;
pub mod literals;
pub mod loss_or_metric;
pub mod model;
pub mod models;
pub mod output_names;
pub mod setters;
