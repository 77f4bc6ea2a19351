//! Reads files of events; shares no code with what writes them.

use std::fs;
use std::path::Path;

/// What a file begins with, and an event of a summary.
#[derive(Debug, Default, PartialEq)]
pub struct Event {
    pub wall_time: f64,
    pub step: u64,
    pub version: String,
    pub tag: String,
    pub plugin: String,
    pub shape: Vec<u64>,
    pub numbers: Vec<f64>,
    pub text: String,
}

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// The records of a file, whose checksums are right.
pub fn records(path: &Path) -> Vec<Vec<u8>> {
    let bytes = fs::read(path).unwrap();
    let (mut rest, mut records) = (&bytes[..], Vec::new());
    while !rest.is_empty() {
        let length = u64::from_le_bytes(rest[..8].try_into().unwrap()) as usize;
        check(&rest[..8], &rest[8..12]);
        let record = &rest[12..12 + length];
        check(record, &rest[12 + length..16 + length]);
        records.push(record.to_vec());
        rest = &rest[16 + length..];
    }
    records
}

/// The events of a file, after the one with the version.
pub fn events(path: &Path) -> Vec<Event> {
    let mut events: Vec<Event> = records(path).iter().map(|record| event(record)).collect();
    assert_eq!(events.remove(0).version, "brain.Event:2");
    for event in &events {
        assert!(event.wall_time > 1.7e9 && event.version.is_empty());
    }
    events
}

fn check(bytes: &[u8], checksum: &[u8]) {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ if crc & 1 == 1 { 0x82f6_3b78 } else { 0 };
        }
    }
    let crc = !crc;
    let masked = crc.rotate_right(15).wrapping_add(0xa282_ead8);
    assert_eq!(masked.to_le_bytes(), checksum);
}

fn event(record: &[u8]) -> Event {
    let mut event = Event::default();
    for (number, field) in fields(record) {
        match (number, field) {
            (1, Field::Number(bits)) => event.wall_time = f64::from_bits(bits),
            (2, Field::Number(step)) => event.step = step,
            (3, Field::Bytes(version)) => event.version = text(version),
            (5, Field::Bytes(summary)) => value(only(summary, 1), &mut event),
            (10, Field::Bytes(_)) => {}
            (other, _) => panic!("field {other} of an event"),
        }
    }
    event
}

fn value(bytes: &[u8], event: &mut Event) {
    for (number, field) in fields(bytes) {
        match (number, field) {
            (1, Field::Bytes(tag)) => event.tag = text(tag),
            (8, Field::Bytes(bytes)) => tensor(bytes, event),
            (9, Field::Bytes(metadata)) => event.plugin = text(only(only(metadata, 1), 1)),
            (other, _) => panic!("field {other} of a value"),
        }
    }
}

fn tensor(bytes: &[u8], event: &mut Event) {
    let mut kind = 0;
    for (number, field) in fields(bytes) {
        match (number, field) {
            (1, Field::Number(of)) => kind = of,
            (2, Field::Bytes(shape)) => {
                event.shape = fields(shape)
                    .into_iter()
                    .map(|(_, dimension)| match dimension {
                        Field::Bytes(size) => match fields(size)[..] {
                            [(1, Field::Number(size))] => size,
                            _ => panic!("a size"),
                        },
                        Field::Number(_) => panic!("a dimension"),
                    })
                    .collect();
            }
            (4, Field::Bytes(content)) if kind == 1 => {
                let numbers = content.as_chunks().0.iter();
                event.numbers = numbers.map(|v| f32::from_le_bytes(*v).into()).collect();
            }
            (4, Field::Bytes(content)) if kind == 2 => {
                let numbers = content.as_chunks().0.iter();
                event.numbers = numbers.map(|v| f64::from_le_bytes(*v)).collect();
            }
            (8, Field::Bytes(string)) if kind == 7 => event.text = text(string),
            (other, _) => panic!("field {other} of a tensor"),
        }
    }
}

/// The field of a message that has no other.
fn only(bytes: &[u8], number: u64) -> &[u8] {
    match fields(bytes)[..] {
        [(of, Field::Bytes(inner))] if of == number => inner,
        _ => panic!("field {number} and no other"),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn fields(mut bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        let field = match key & 7 {
            0 => Field::Number(varint(&mut bytes)),
            1 => {
                let (number, rest) = bytes.split_first_chunk().unwrap();
                bytes = rest;
                Field::Number(u64::from_le_bytes(*number))
            }
            2 => {
                let length = varint(&mut bytes) as usize;
                let (inner, rest) = bytes.split_at(length);
                bytes = rest;
                Field::Bytes(inner)
            }
            kind => panic!("kind {kind} of a field"),
        };
        fields.push((key >> 3, field));
    }
    fields
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let end = bytes.iter().position(|byte| byte & 0x80 == 0).unwrap();
    let (number, rest) = bytes.split_at(end + 1);
    *bytes = rest;
    let bits = number
        .iter()
        .zip(0..)
        .map(|(byte, i)| u64::from(byte & 0x7f) << (7 * i));
    bits.sum()
}
