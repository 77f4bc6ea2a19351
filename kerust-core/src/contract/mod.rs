//! What goes with what: loss × last layer × labels × metrics × what callbacks monitor.
//!
//! Each question is one trait; a combination that is not implemented does not compile, and the
//! trait says why.

mod labels;
mod last_layer;
mod metrics;
mod monitors;
mod nothing;
mod rules;
mod samples;

pub use labels::{Bits, Classes, LabelFor, LabelKind, Numbers, OneHot};
pub use last_layer::LossAfter;
pub use metrics::{AloneFor, Has, MetricFor, Metrics, Place, Push, WeightedPlace};
pub use monitors::{MeasuredBy, MeasuredWith, Monitor, NoValidation, Validation, loss, val_loss};
#[doc(hidden)]
pub use nothing::Nothing;
pub use rules::check;
pub(crate) use rules::equal;
#[doc(hidden)]
pub use rules::literal;
pub use samples::{RowFor, Samples};

#[doc(hidden)]
pub use crate::word::{ByDefault, ByNew0, ByNew1, ByNew2, HasNew};
