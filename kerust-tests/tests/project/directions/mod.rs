//! Imports run downwards: each room of a crate knows those below it only.

mod imports;
mod rooms;

use std::path::Path;

use rooms::{Rooms, Sources};

const CORE: Rooms = &[
    ("train", &["train"]),
    ("train/fit", &["train/fit"]),
    ("train/workers", &["train/workers"]),
    ("train/tape", &["train/tape"]),
    ("train/callbacks", &["train/callbacks"]),
    ("train/compile", &["train/compile"]),
    ("train/step", &["train/step"]),
    ("train/outputs", &["train/outputs"]),
    ("train/data", &["train/data", "train/history"]),
    ("train/contract", &["train/contract"]),
    ("optimizers", &["optimizers"]),
    ("model", &["model"]),
    ("layers", &["layers"]),
    ("graph", &["graph"]),
    (
        "words",
        &[
            "losses",
            "metrics",
            "activations",
            "initializers",
            "regularizers",
            "constraints",
        ],
    ),
    ("samples", &["samples"]),
    ("kernels", &["kernels"]),
    ("gradients", &["gradients"]),
    ("parallel", &["parallel"]),
    ("tensor", &["tensor"]),
    (
        "word",
        &["word", "error", "message", "number_format", "random"],
    ),
    ("simd", &["simd"]),
];

const MACROS: Rooms = &[
    ("expand", &["expand"]),
    ("grammar", &["grammar"]),
    ("diagnostics", &["diagnostics"]),
];

const KERUST: Rooms = &[
    ("prelude", &["prelude"]),
    ("macros", &["macros"]),
    ("range_test", &["plot/range_test", "range_test"]),
    ("plot", &["plot"]),
    ("callbacks", &["callbacks"]),
    ("datasets", &["datasets", "formats/normalization"]),
    ("formats", &["formats"]),
    ("clock", &["clock"]),
    (
        "doors",
        &["guide", "contract", "gradients", "memory", "shape"],
    ),
];

fn check(folder: &str, rooms: Rooms) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let wrong = Sources::read(&root).check(rooms);
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_core() {
    check("kerust-core/src", CORE);
}

#[test]
fn the_macros() {
    check("kerust-macros/src", MACROS);
}

#[test]
fn kerust_itself() {
    check("src", KERUST);
}

/// Two files, and what is wrong with them.
fn planted(kernel: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let layer = "pub struct Dense; pub mod inner { pub use super::Dense; }";
    for (place, text) in [("layers/dense.rs", layer), ("kernels/product.rs", kernel)] {
        sources.add(Path::new(place), Path::new(place), text);
    }
    sources.check(&[("layers", &["layers"]), ("kernels", &["kernels"])])
}

#[test]
fn an_import_that_runs_upwards_is_found() {
    let wrong = "kernels/product.rs:2: kernels → layers (`layers::dense::Dense`): a room knows those below it only";
    for kernel in [
        "\nuse crate::layers::dense::Dense;",
        "\nuse core::fmt; pub(crate) use crate::{fmt, layers::dense::{self, Dense as D}};",
        "\nfn f() -> crate::layers::dense::Dense { todo!() }",
        "\nmod a { use super::super::super::layers::dense::Dense; }",
        "\nmacro_rules! a { () => { $crate::layers::dense::Dense } }",
    ] {
        assert!(
            planted(kernel).iter().any(|found| found == wrong),
            "{kernel}"
        );
    }
}

#[test]
fn comments_tests_and_documentation_do_not_count() {
    for kernel in [
        "// use crate::layers::dense::Dense;",
        "/// [`Dense`](crate::layers::dense::Dense)\npub struct Product;",
        "#[cfg(doc)]\nuse crate::layers::dense::Dense;",
        "#[cfg(test)]\nmod tests { use crate::layers::dense::Dense; }",
        "#[cfg(all(test, feature = \"std\"))]\nfn f() { crate::layers::dense::Dense; }",
    ] {
        assert_eq!(planted(kernel), [""; 0], "{kernel}");
    }
}
