//! The functions of real numbers: those that run hot over many numbers, the others the platform's.
//!
//! The hot ones are each one formula without branches and calls, which compilers turn into vector
//! instructions where it is applied to a slice ([`map`]). They use `+`, `−`, `·`, `/` and bits
//! only, each rounded as IEEE 754 says: a number's result is the same on every processor, and
//! wherever in a slice it is.

mod clip;
mod epsilon;
mod exp;
mod exp_m1;
mod ln;
mod norm;
mod normal;
#[cfg(all(test, feature = "std"))]
mod oracle;
mod platform;
mod rank;
mod rows;
mod select;
mod sigmoid;
mod slices;
mod softplus;
mod tanh;

pub(crate) use clip::{at_least, clip};
pub use epsilon::EPSILON;
pub(crate) use exp::exp;
pub(crate) use exp_m1::exp_m1;
pub(crate) use ln::ln;
pub(crate) use norm::norm;
pub(crate) use normal::normal;
pub(crate) use platform::{ceil, cos, floor, log, powf, root, round, sqrt};
pub(crate) use rank::{of_rank, rank};
pub(crate) use rows::{largest, log_sum_exp, softmax};
pub(crate) use select::select;
pub(crate) use sigmoid::sigmoid;
pub(crate) use slices::{map, sum, sum_of, zip};
pub(crate) use softplus::softplus;
pub(crate) use tanh::tanh;
