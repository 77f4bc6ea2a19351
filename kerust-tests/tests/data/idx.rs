use kerust::datasets::idx;
use proptest::collection::vec;
use proptest::prelude::{any, proptest};
use tempfile::TempDir;

use crate::files::{idx_file, problem};

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(file in vec(any::<u8>(), 0..64)) {
        let _ = idx::images::<2, 3>("images", &file);
        let _ = idx::labels("labels", &file, 10);
    }

    #[test]
    fn only_as_many_bytes_as_announced_are_images(
        sizes in [0..4_u32, 1..4_u32, 1..4_u32],
        bytes in vec(any::<u8>(), 0..64),
    ) {
        let mut file = idx_file(&sizes);
        file.truncate(16);
        file.extend(&bytes);
        let fit = sizes[1..] == [2, 3] && bytes.len() == sizes[0] as usize * 6;
        match idx::images::<2, 3>("images", &file) {
            Ok(images) => assert_eq!(images.as_flattened().as_flattened(), bytes),
            Err(_) => assert!(!fit),
        }
        assert!(idx::labels("images", &file, 256).is_err());
    }
}

#[test]
fn a_byte_changed_in_the_header_is_an_error() {
    let file = idx_file(&[3, 4, 5]);
    assert_eq!(idx::images::<4, 5>("images", &file).unwrap().len(), 3);
    for place in 0..16 {
        for bit in 0..8 {
            let mut broken = file.clone();
            broken[place] ^= 1 << bit;
            problem(idx::images::<4, 5>("images", &broken), "images".as_ref());
        }
    }
}

#[test]
fn a_file_larger_than_the_limit_is_an_error() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("file");
    std::fs::write(&path, [7; 100]).unwrap();
    assert_eq!(idx::read(&path, 100).unwrap(), [7; 100]);
    let said = problem(idx::read(&path, 99), &path);
    assert_eq!(said, "has more than the 99 bytes that it may have");
    assert_eq!(idx::read(&path, usize::MAX).unwrap().len(), 100);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    for name in ["nowhere", "no\0where", "nowhere.gz"] {
        let error = idx::read(name, 10).unwrap_err().to_string();
        let start = format!("cannot read `{name}`: ");
        assert!(error.starts_with(&start), "{error}");
    }
}
