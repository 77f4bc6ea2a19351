use std::fs;
use std::io::Write;
use std::path::Path;

use kerust::Error;
use kerust::datasets::{fashion_mnist, idx};
use kerust::prelude::*;
use proptest::prelude::{any, proptest};
use tempfile::TempDir;

use crate::files::{FILES, problem, small};

model! { struct Clothes < Dense<784, 10>(softmax) > }

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn compressed_files_are_read_and_uncompressed_ones_first() {
    let dir = TempDir::new().unwrap();
    let write = |name: String, file: &[u8]| fs::write(dir.path().join(name), file).unwrap();
    for (name, file) in FILES.iter().zip(small()) {
        write(format!("{name}.gz"), &compress(&file));
    }
    let (train, test) = fashion_mnist::load_bytes_from::<Clothes>(dir.path()).unwrap();
    assert_eq!((train.y, test.y), (vec![0, 1, 2], vec![0, 1]));
    write(format!("{}.gz", FILES[0]), b"text");
    let path = dir.path().join(format!("{}.gz", FILES[0]));
    let result = fashion_mnist::load_bytes_from::<Clothes>(dir.path());
    let said = problem(result, &path);
    assert!(said.contains("gzip data"), "{said}");
    write(FILES[0].to_owned(), &small()[0]);
    assert!(fashion_mnist::load_bytes_from::<Clothes>(dir.path()).is_ok());
}

#[test]
fn damaged_gzip_data_are_an_error_or_give_the_same() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("file.gz");
    let file = &small()[1];
    let compressed = compress(file);
    for length in 0..compressed.len() {
        fs::write(&path, &compressed[..length]).unwrap();
        let said = problem(idx::read(&path, 1000), &path);
        assert_eq!(said, "ends in the middle of its gzip data", "{length}");
    }
    for bit in 0..compressed.len() * 8 {
        let mut broken = compressed.clone();
        broken[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &broken).unwrap();
        match idx::read(&path, 1000) {
            // What says nothing of the data: the time, the system, bits that fill up the last byte.
            Ok(same) => assert_eq!(same, *file, "{bit}"),
            error => assert!(problem(error, &path).contains("gzip data"), "{bit}"),
        }
    }
    fs::write(&path, [&compressed[..], b"what is not gzip"].concat()).unwrap();
    assert!(problem(idx::read(&path, 1000), &path).starts_with("has damaged gzip data: "));
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("bomb.gz");
    let bomb = compress(&vec![0; 1 << 22]);
    assert!(bomb.len() < 1 << 13);
    fs::write(&path, bomb).unwrap();
    let said = problem(idx::read(&path, 1 << 20), &path);
    assert_eq!(said, "has more than the 1048576 bytes that it may have");
    assert_eq!(idx::read(&path, 1 << 22).unwrap().len(), 1 << 22);
}

#[test]
fn a_directory_in_place_of_a_compressed_file_is_named() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("directory.gz");
    fs::create_dir(&path).unwrap();
    let error = idx::read(&path, 10).unwrap_err();
    assert!(matches!(&error, Error::File { path: of, .. } if Path::new(of) == path));
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_panic(file in proptest::collection::vec(any::<u8>(), 0..200)) {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("file.gz");
        fs::write(&path, [&[0x1f, 0x8b, 8], &file[..]].concat()).unwrap();
        if let Err(error) = idx::read(&path, 1000) {
            problem::<()>(Err(error), &path);
        }
    }
}
