//! Events, byte for byte as written by `tf.summary`.
//!
//! The fields' numbers are those of TensorFlow's `event.proto`, `summary.proto` and `tensor.proto`.

use super::message::Message;
use crate::clock::since_1970;

const FLOAT: u64 = 1;
const DOUBLE: u64 = 2;
const STRING: u64 = 7;

/// The first event of a file.
pub(super) fn version() -> Message {
    let source = Message::default().bytes(1, "tensorflow.core.util.events_writer");
    now().bytes(3, "brain.Event:2").bytes(10, source)
}

/// A number.
pub(super) fn scalar(tag: &str, value: f32, step: u64) -> Message {
    let tensor = tensor(FLOAT, &[]).bytes(4, value.to_le_bytes());
    summary(tag, tensor, "scalars", step)
}

/// A histogram: each bucket's lower bound, upper bound and count.
pub(super) fn histogram(tag: &str, buckets: &[[f64; 3]], step: u64) -> Message {
    let content: Vec<u8> = buckets
        .iter()
        .flatten()
        .flat_map(|v| v.to_le_bytes())
        .collect();
    let tensor = tensor(DOUBLE, &[buckets.len(), 3]).bytes(4, content);
    summary(tag, tensor, "histograms", step)
}

/// A text.
pub(super) fn text(tag: &str, text: &str, step: u64) -> Message {
    summary(tag, tensor(STRING, &[]).bytes(8, text), "text", step)
}

fn tensor(numbers: u64, shape: &[usize]) -> Message {
    let shape = shape.iter().fold(Message::default(), |shape, size| {
        shape.bytes(2, Message::default().number(1, *size as u64))
    });
    Message::default().number(1, numbers).bytes(2, shape)
}

/// An event with one tensor, for one of the page's plugins.
fn summary(tag: &str, tensor: Message, plugin: &str, step: u64) -> Message {
    let plugin = Message::default().bytes(1, plugin);
    let metadata = Message::default().bytes(1, plugin);
    let value = Message::default()
        .bytes(1, tag)
        .bytes(8, tensor)
        .bytes(9, metadata);
    now()
        .number(2, step)
        .bytes(5, Message::default().bytes(1, value))
}

/// An event with the current time.
fn now() -> Message {
    Message::default().double(1, since_1970().as_secs_f64())
}
