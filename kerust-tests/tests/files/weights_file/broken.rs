//! Files that are not whole, or never were.

use std::fs;

use kerust::Error;
use kerust::formats::SaveWeights;
use kerust::prelude::*;
use proptest::prelude::*;

use super::file::{Net, bits, refused, saved, with_header};

fn is_format(error: &Error) -> bool {
    matches!(error, Error::Format { .. })
}

#[test]
fn a_file_that_was_cut_is_refused() {
    let mut net = Net::new(0);
    let bytes = saved(&*Net::new(1));
    for length in 0..bytes.len() {
        match refused(&mut net, &bytes[..length]) {
            Error::Format { problem, .. } => {
                assert!(problem.starts_with("is not a whole safetensors file: "));
            }
            other => panic!("{length}: {other:?}"),
        }
    }
    let longer = [&bytes[..], b"\0"].concat();
    assert!(is_format(&refused(&mut net, &longer)));
}

#[test]
fn a_header_that_lies_is_refused() {
    let mut net = Net::new(0);
    let entry = |name: usize, start: u64, end: u64| {
        let length = end - start;
        format!(r#""{name}":{{"dtype":"U8","shape":[{length}],"data_offsets":[{start},{end}]}}"#)
    };
    // Eight arrays that end where adding the header's length no longer fits.
    let step = u64::MAX / 8 - 1;
    let huge: Vec<_> = (0..8)
        .map(|i| entry(i, i as u64 * step, (i as u64 + 1) * step))
        .collect();
    for header in [
        format!("{{{}}}", huge.join(",")),
        format!("{{{}}}", huge.join(",")) + &" ".repeat(100),
        r#"{"a":{"dtype":"F32","shape":[18446744073709551615,2],"data_offsets":[0,8]}}"#.into(),
        r#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551615]}}"#.into(),
        r#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}"#.into(),
        r#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#.into(),
        r#"{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}"#.into(),
        "[".repeat(10_000),
        "null".into(),
        String::new(),
    ] {
        let bytes = with_header(&header, &[0; 4]);
        let error = refused(&mut net, &bytes);
        assert!(is_format(&error), "{header}: {error}");
    }
    let endless = [&u64::MAX.to_le_bytes()[..], b"{}"].concat();
    assert!(is_format(&refused(&mut net, &endless)));
}

proptest! {
    /// Numbers may change without notice; anything else is noticed, and then nothing changes.
    #[test]
    fn a_file_with_one_other_byte_breaks_nothing(at in 0_usize..2_000, byte: u8) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights");
        let mut bytes = saved(&*Net::new(1));
        let at = at % bytes.len();
        bytes[at] = byte;
        fs::write(&path, bytes).unwrap();
        let mut net = Net::new(0);
        let before = bits(&*net);
        match net.load_weights(&path) {
            Ok(()) => {}
            Err(Error::Format { .. } | Error::Weights { .. }) => {
                prop_assert_eq!(bits(&*net), before);
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn any_file_is_an_error(bytes: Vec<u8>) {
        let error = refused(&mut Net::new(0), &bytes);
        prop_assert!(is_format(&error), "{error}");
        let error = refused(&mut Net::new(0), &with_header("{", &bytes));
        prop_assert!(is_format(&error), "{error}");
    }
}
