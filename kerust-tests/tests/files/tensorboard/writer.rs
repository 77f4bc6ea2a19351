//! `SummaryWriter` by itself.

use std::fs;
use std::path::Path;

use kerust::formats::SummaryWriter;

use super::cases::only_file;
use super::decoder::{events, records};

/// As `check.py` logs it with `tf.summary`.
fn write(folder: &Path) {
    let mut writer = SummaryWriter::new(folder).unwrap();
    writer.scalar("loss", 0.25, 3).unwrap();
    writer.text("notes", "two **lines**\nof text", 0).unwrap();
    writer
        .histogram("w", &[0.0, 1.0, 2.5, -1.0, 0.1], 300)
        .unwrap();
    writer.histogram("same", &[1.0; 3], 0).unwrap();
    writer.histogram("none", &[], 0).unwrap();
}

#[test]
fn events_are_those_of_tensorflow_but_for_the_time() {
    // Stays for `kerust-tests/tensorboard/run`, which compares all of it.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tensorboard/writer");
    let _ = fs::remove_dir_all(&folder);
    write(&folder);
    let records = records(&only_file(&folder));
    let expected: [&[u8]; 3] = [
        b"\x1a\rbrain.Event:2R$\n\"tensorflow.core.util.events_writer",
        b"\x10\x03*!\n\x1f\n\x04lossB\n\x08\x01\x12\x00\"\x04\x00\x00\x80>J\x0b\n\t\n\x07scalars",
        b"*0\n.\n\x05notesB\x1b\x08\x07\x12\x00B\x15two **lines**\nof textJ\x08\n\x06\n\x04text",
    ];
    for (record, expected) in records.iter().zip(expected) {
        assert_eq!(record[0], 0x09);
        assert_eq!(&record[9..], expected);
    }
    assert_eq!(records.len(), 6);
}

#[test]
fn numbers_of_all_kinds_are_logged() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = SummaryWriter::new(folder.path()).unwrap();
    let values = [0.0, -0.0, 1e-40, f32::MAX, f32::NEG_INFINITY, f32::NAN];
    for (value, step) in values
        .into_iter()
        .zip([0, 1, 127, 128, 1 << 40, i64::MAX as u64])
    {
        writer.scalar("größe/λ", value, step).unwrap();
        writer.flush().unwrap();
        let events = events(writer.path());
        let last = events.last().unwrap();
        assert_eq!((last.tag.as_str(), last.step), ("größe/λ", step));
        assert_eq!((last.numbers[0] as f32).to_bits(), value.to_bits());
    }
}

#[test]
fn much_is_written_before_it_is_asked_for_and_the_rest_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = SummaryWriter::new(folder.path()).unwrap();
    writer.scalar("a", 0.0, 0).unwrap();
    assert_eq!(events(writer.path()).len(), 0);
    for step in 1..2000 {
        writer.scalar("a", step as f32, step).unwrap();
    }
    let path = writer.path().to_path_buf();
    assert!((500..2000).contains(&events(&path).len()));
    drop(writer);
    let steps: Vec<_> = events(&path).iter().map(|event| event.step).collect();
    assert_eq!(steps, (0..2000).collect::<Vec<_>>());
}

#[test]
fn the_name_is_one_that_tensorboard_looks_for() {
    let folder = tempfile::tempdir().unwrap();
    let writers = [(); 3].map(|()| SummaryWriter::new(folder.path()).unwrap());
    for writer in &writers {
        let name = writer.path().file_name().unwrap().to_str().unwrap();
        let seconds = name.strip_prefix("events.out.tfevents.").unwrap();
        assert!(seconds[..10].parse::<u64>().unwrap() > 1_700_000_000);
        assert!(name.ends_with(".v2"), "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}
