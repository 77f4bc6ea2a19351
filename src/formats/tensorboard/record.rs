//! The records of an event file, in the format `TFRecord`.

use crc::{CRC_32_ISCSI, Crc, Table};

/// CRC-32C, by Castagnoli's polynomial.
static CASTAGNOLI: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);

/// Appends a record: the length, its checksum, the bytes, their checksum.
pub(super) fn push(to: &mut Vec<u8>, bytes: &[u8]) {
    let length = (bytes.len() as u64).to_le_bytes();
    to.extend(length);
    to.extend(masked(&length).to_le_bytes());
    to.extend(bytes);
    to.extend(masked(bytes).to_le_bytes());
}

/// The masked checksum of a record, which stays reliable for bytes that contain checksums.
fn masked(bytes: &[u8]) -> u32 {
    let checksum = CASTAGNOLI.checksum(bytes);
    checksum.rotate_right(15).wrapping_add(0xa282_ead8)
}

#[cfg(test)]
mod tests {
    use super::{CASTAGNOLI, push};

    #[test]
    fn the_checksum_is_that_of_rfc_3720() {
        assert_eq!(CASTAGNOLI.checksum(&[0; 32]), 0x8a91_36aa);
        assert_eq!(CASTAGNOLI.checksum(&[0xff; 32]), 0x62a8_ab43);
        assert_eq!(CASTAGNOLI.checksum(b"123456789"), 0xe306_9283);
    }

    #[test]
    fn a_record_of_tensorflow() {
        // `tf.io.TFRecordWriter` of TensorFlow 2.21.
        let mut record = Vec::new();
        push(&mut record, b"kerust");
        assert_eq!(record, *b"\x06\0\0\0\0\0\0\0si\xd57kerust\xb3\xf8\xe8\x16");
    }
}
