//! TensorBoard's files of events: records with checksums, and in each one an event as a message of
//! protocol buffers.

mod events;
mod histogram;
mod message;
mod record;
mod summary_writer;

pub use summary_writer::SummaryWriter;
pub(crate) use summary_writer::forget_since;
