//! kerust's error among those of others.

use std::error::Error as StdError;
use std::io::{self, Read};
use std::path::Path;

use kerust::Error;
use kerust::prelude::*;

model! { struct Line < Dense<1, 1> > }

type Boxed = Box<dyn StdError>;

/// A program of a user's: each `?` is of another error.
fn program(rows: &str, rate: &str, folder: &Path) -> Result<f32, Boxed> {
    let rows: Vec<[f32; 1]> = serde_json::from_str(rows)?;
    let rate: f32 = rate.parse()?;
    std::fs::create_dir(folder.join("runs"))?;
    let y = vec![1.0; 2];
    let mut line = compile!(
        Line::new(1),
        optimizer = SGD::new().learning_rate(rate),
        loss = mse
    );
    let history = fit!(line, &rows, &y, verbose = 0)?;
    Ok(history["loss"][0])
}

#[test]
fn errors_of_others_and_ours_go_through_one_question_mark() {
    let here = || tempfile::tempdir().unwrap();
    assert!(program("[[0], [1]]", "0.1", here().path()).is_ok());
    for (rows, rate, folder, text) in [
        ("[[0]", "0.1", "", "EOF while parsing"),
        ("[[0], [1]]", "x", "", "invalid float literal"),
        ("[[0], [1]]", "0.1", "none", "No such file"),
        (
            "[[0]]",
            "0.1",
            "",
            "training data: `x` has 1 rows, but `y` has 2",
        ),
        (
            "[[0], [1]]",
            "-1",
            "",
            "`learning_rate = -1`: a learning rate is",
        ),
    ] {
        let here = here();
        let error = program(rows, rate, &here.path().join(folder)).unwrap_err();
        assert!(error.to_string().starts_with(text), "{error}");
    }
}

#[test]
fn anyhow_takes_it_with_what_is_known_of_the_place() {
    fn load() -> anyhow::Result<()> {
        use anyhow::Context;
        Err(Error::NoRows {
            data: "validation data",
        })
        .context("on Monday")
    }
    let error = load().unwrap_err();
    assert_eq!(
        format!("{error:#}"),
        "on Monday: validation data: there are no rows"
    );
    assert!(matches!(error.downcast_ref(), Some(Error::NoRows { .. })));

    fn is_what_eyre_takes<E: StdError + Send + Sync + 'static>() {}
    is_what_eyre_takes::<Error>();
}

/// Rows in a file, one number after the other.
struct InFile<R>(std::cell::RefCell<R>);

impl<R: Read> Samples for InFile<R> {
    type Item = [f32; 1];

    fn sample_count(&self) -> usize {
        2
    }

    fn read_sample(&self, _: usize, into: &mut [f32; 1]) -> kerust::Result<()> {
        let mut bytes = [0; 4];
        self.0.borrow_mut().read_exact(&mut bytes)?;
        *into = [f32::from_le_bytes(bytes)];
        Ok(())
    }
}

#[test]
fn a_reader_of_ones_own_uses_a_question_mark() {
    let bytes = [0.5_f32.to_le_bytes(), 1.0_f32.to_le_bytes()].concat();
    let file = |bytes| InFile(io::Cursor::new(bytes).into());
    let line = Line::new(1);
    assert_eq!(line.predict_batch(&file(&bytes[..])).unwrap().len(), 2);
    let Error::Other(reason) = line.predict_batch(&file(&bytes[..6])).unwrap_err() else {
        panic!("not the reader's own");
    };
    let reason: &io::Error = reason.downcast_ref().unwrap();
    assert_eq!(reason.kind(), io::ErrorKind::UnexpectedEof);

    let many: Box<dyn StdError + Send + Sync> = "of many kinds".into();
    assert_eq!(Error::from(many).to_string(), "of many kinds");
}

/// A reader that fails for a reason below its reason.
fn below() -> io::Error {
    #[derive(Debug)]
    struct Above(io::Error);
    impl std::fmt::Display for Above {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("above")
        }
    }
    impl StdError for Above {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&self.0)
        }
    }
    io::Error::other(Above(io::Error::other("below")))
}

#[test]
fn a_chain_says_each_thing_once() {
    let chain = |error: Error| format!("{:#}", anyhow::Error::from(error));
    assert_eq!(chain(below().into()), "above: below");
    let file = Error::File {
        action: "read",
        path: "rows".into(),
        reason: io::Error::other("the disk is gone").into(),
    };
    assert_eq!(chain(file), "cannot read `rows`: the disk is gone");
}
