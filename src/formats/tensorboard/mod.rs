//! TensorBoard's event files: records with checksums, each of which is an event as a message of protocol
//! buffers.

mod events;
mod histogram;
mod message;
mod record;
mod summary_writer;

pub use summary_writer::SummaryWriter;
pub(crate) use summary_writer::forget_since;
