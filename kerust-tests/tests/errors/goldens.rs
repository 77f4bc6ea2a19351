//! What the compiler says to every mistake in `kerust-tests/ui`: one error, at the user's own word.
//!
//! The wording is the compiler's in part, and changes with its version. With the version that
//! CONTRIBUTING.md names, the goldens are exact. With any other one, or with `KERUST_UI=loose`, the
//! number of errors, their places and our own words must be those of the goldens.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The compiler of the goldens.
const COMPILER: &str = "rustc 1.95.0 ";

#[test]
fn one_error_for_each_mistake() {
    if env::var_os("KERUST_UI").is_none_or(|ui| ui != "loose") && compiler().starts_with(COMPILER) {
        let cases = trybuild::TestCases::new();
        cases.compile_fail("ui/*/*.rs");
    } else {
        compare_loosely();
    }
}

fn compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output();
    String::from_utf8(output.expect("rustc runs").stdout).expect("rustc writes UTF-8")
}

/// Where an error stands, and its first line without what the compiler puts before it.
type Errors = Vec<(String, String)>;

/// The cases: group and name, and the golden.
fn cases() -> BTreeMap<String, PathBuf> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let groups = fs::read_dir(ui).expect("kerust-tests/ui is a directory");
    let files = groups.flat_map(|group| fs::read_dir(group.unwrap().path()).unwrap());
    let files = files.map(|file| file.unwrap().path());
    let goldens = files.filter(|file| file.extension().is_some_and(|kind| kind == "stderr"));
    let name = |file: &Path| {
        let group = file.parent().and_then(Path::file_name).unwrap();
        let name = file.file_stem().unwrap();
        format!("{}_{}", group.display(), name.display())
    };
    goldens.map(|file| (name(&file), file)).collect()
}

/// The errors of a golden.
fn expected(golden: &Path) -> Errors {
    let text = fs::read_to_string(golden).expect("the golden is read");
    let mut errors = Errors::new();
    let mut message = None;
    for line in text.lines() {
        if line.starts_with("error") {
            message = Some(own_words(line));
        } else if let (Some(place), Some(_)) = (line.trim_start().strip_prefix("--> "), &message) {
            let place = place.split_once(':').expect("a place has a line").1;
            errors.push((place.into(), message.take().unwrap()));
        }
    }
    errors.sort();
    errors
}

/// The part of an error's first line that is ours; nothing where the whole is the compiler's.
fn own_words(line: &str) -> String {
    let (kind, message) = line.split_once(": ").expect("an error has a message");
    let message = message
        .strip_prefix("evaluation panicked: ")
        .unwrap_or(message);
    let ours = ["error", "error[E0277]", "error[E0080]"].contains(&kind);
    let path = "kerust::prelude::";
    if ours {
        message.replace(path, "")
    } else {
        String::new()
    }
}

/// Compiles all cases as binaries of one package, and compares what the compiler says in short.
fn compare_loosely() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    fs::create_dir_all(&package).unwrap();
    let kerust = root.join("..");
    let mut manifest = format!(
        r#"
            [package]
            name = "ui"
            edition = "2024"
            [workspace]
            [dependencies]
            generic-array = {{ version = "1", default-features = false }}
            kerust = {{ path = {kerust:?}, features = ["generic-array", "nalgebra", "ndarray"] }}
            nalgebra = {{ version = "0.35", default-features = false, features = ["std"] }}
            ndarray = "0.17"
        "#
    );
    let cases = cases();
    for (name, golden) in &cases {
        let case = golden.with_extension("rs");
        manifest += &format!("[[bin]]\nname = \"{name}\"\npath = {case:?}\n");
    }
    fs::write(package.join("Cargo.toml"), manifest).unwrap();
    fs::copy(kerust.join("Cargo.lock"), package.join("Cargo.lock")).unwrap();

    let output = Command::new(env!("CARGO"))
        .args(["check", "--bins", "--keep-going", "--message-format=short"])
        .env("CARGO_TARGET_DIR", package.join("target"))
        .current_dir(&package)
        .output()
        .expect("cargo runs");
    let output = String::from_utf8(output.stderr).expect("cargo writes UTF-8");

    let mut failures = Vec::new();
    for (name, golden) in &cases {
        let case = golden.with_extension("rs");
        let mut got = Errors::new();
        for line in output.lines() {
            let error = line
                .split_once(": error")
                .map(|(place, rest)| (place, format!("error{rest}")));
            let Some((place, message)) = error else {
                continue;
            };
            let end = format!("/{}", case.strip_prefix(root).unwrap().display());
            let Some((file, position)) = place.split_once(".rs:") else {
                continue;
            };
            if format!("/{file}.rs").ends_with(&end) {
                got.push((position.into(), own_words(&message)));
            }
        }
        got.sort();
        got.dedup();
        let expected = expected(golden);
        // A short message ends with the label of its place.
        let same = |(got, expected): (&(String, String), &(String, String))| {
            got.0 == expected.0 && got.1.starts_with(&expected.1)
        };
        if got.len() != expected.len() || !got.iter().zip(&expected).all(same) {
            failures.push(format!(
                "{name}:\n  expected {expected:?}\n  got      {got:?}"
            ));
        }
    }
    assert!(!cases.is_empty());
    assert!(failures.is_empty(), "{}\n\n{output}", failures.join("\n"));
}
