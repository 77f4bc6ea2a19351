//! The subset of protocol buffers that events need.

/// A message: its fields' bytes. Fields are written in the order of the calls.
///
/// <https://protobuf.dev/programming-guides/encoding/>
#[derive(Default)]
pub(super) struct Message(Vec<u8>);

impl Message {
    /// A number; 0 is not written, because it is the value of a missing field.
    pub(super) fn number(mut self, field: u8, value: u64) -> Self {
        if value > 0 {
            self.key(field, 0);
            self.varint(value);
        }
        self
    }

    /// A number in double precision, 0 included.
    pub(super) fn double(mut self, field: u8, value: f64) -> Self {
        self.key(field, 1);
        self.0.extend(value.to_le_bytes());
        self
    }

    /// Bytes, a text, or a nested message.
    pub(super) fn bytes(mut self, field: u8, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        self.key(field, 2);
        self.varint(value.len() as u64);
        self.0.extend(value);
        self
    }

    /// The field's number and the type of its value.
    fn key(&mut self, field: u8, kind: u8) {
        self.varint((field << 3 | kind).into());
    }

    /// A number with seven bits in a byte, the lowest first; the eighth bit means that more follow.
    fn varint(&mut self, mut value: u64) {
        while value > 0x7f {
            self.0.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.0.push(value.to_le_bytes()[0]);
    }
}

impl AsRef<[u8]> for Message {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn numbers_have_as_many_bytes_as_they_need() {
        let bytes = |value| Message::default().number(1, value).0;
        assert!(bytes(0).is_empty());
        assert_eq!(bytes(1), [0x08, 1]);
        assert_eq!(bytes(127), [0x08, 127]);
        assert_eq!(bytes(150), [0x08, 0x96, 0x01]);
        assert_eq!(bytes(u64::MAX)[1..], [[0xff; 9].as_slice(), &[1]].concat());
    }

    #[test]
    fn messages_are_fields_of_messages() {
        let inner = Message::default().number(1, 150);
        let outer = Message::default().bytes(3, inner).bytes(2, "testing");
        assert_eq!(outer.0, *b"\x1a\x03\x08\x96\x01\x12\x07testing");
        let double = Message::default().double(1, 0.5);
        assert_eq!(double.0, [0x09, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f]);
    }
}
