//! Functions of real numbers: those of this crate for many numbers at once, and the platform's.
//!
//! Ours are single formulas without branches and calls, which compilers turn into vector instructions in a
//! loop over a slice ([`map`]). They use only `+`, `−`, `·`, `/` and bit operations, which IEEE 754
//! specifies: a result is the same on every processor, and at every position in a slice.
//!
//! A function without type parameters that goes over a slice is inlined in optimised builds only: in a build for
//! development it is compiled with this crate, which may be optimised while the program is not.

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
