//! Layers that join several inputs: `(a, b) -> Add`.

mod add;
mod average;
mod concatenate;
mod dot;
mod elementwise;
mod maximum;
mod minimum;
mod multiply;
mod shapes;
mod subtract;

pub use add::Add;
pub use average::Average;
pub use concatenate::Concatenate;
pub use dot::Dot;
pub use maximum::Maximum;
pub use minimum::Minimum;
pub use multiply::Multiply;
pub use subtract::Subtract;
