//! Errors: the compiler's to each mistake in a model or a call, and those that a program gets when it runs.

mod bad_input;
mod contract;
mod gallery;
mod goldens;
mod half_typed;
mod of_others;
