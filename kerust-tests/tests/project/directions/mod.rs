//! Imports run downwards: each room of a crate knows those below it only.

mod imports;
mod rooms;

use std::path::Path;

use rooms::{Rooms, Sources};

const CORE: Rooms = &[
    ("train/fit", &["fit"]),
    ("train/workers", &["fit/crew", "fit/nobody"]),
    ("train/tape", &["gradients/tape"]),
    ("train/callbacks", &["callbacks"]),
    ("train/compile", &["compile"]),
    ("train/step", &["step"]),
    ("train/data", &["labels", "fit/data"]),
    ("train/contract", &["contract", "history"]),
    ("optimizers", &["optimizers", "gradients/learning"]),
    (
        "model",
        &[
            "model",
            "summary",
            "weights",
            "gather",
            "compile/predict",
            "gradients/of_model",
        ],
    ),
    ("layers", &["layers"]),
    ("gradients", &["gradients"]),
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
    (
        "samples",
        &[
            "contract/samples",
            "contract/numbers",
            "contract/label_kind",
            "metrics/argmax",
        ],
    ),
    ("kernels", &["kernels"]),
    (
        "word",
        &["word", "error", "message", "number_format", "random"],
    ),
    ("parallel", &["team"]),
    (
        "simd",
        &[
            "math",
            "kernels/dispatch",
            "kernels/processor",
            "kernels/sums",
            "kernels/peak",
            "kernels/subnormal",
        ],
    ),
    ("tensor", &["memory", "shape"]),
];

/// Rooms of the core that still know one above them.
const STILL: &[(&str, &str)] = &[
    ("gradients", "model"),
    ("gradients", "optimizers"),
    ("gradients", "train/tape"),
    ("kernels", "gradients"),
    ("kernels", "layers"),
    ("kernels", "words"),
    ("model", "train/compile"),
    ("model", "train/contract"),
    ("model", "train/step"),
    ("optimizers", "train/contract"),
    ("parallel", "kernels"),
    ("kernels", "graph"),
    ("samples", "train/contract"),
    ("samples", "words"),
    ("simd", "kernels"),
    ("tensor", "simd"),
    ("tensor", "train/contract"),
    ("tensor", "word"),
    ("tensor", "words"),
    ("train/compile", "train/fit"),
    ("train/tape", "train/fit"),
    ("train/workers", "train/fit"),
    ("word", "train/contract"),
    ("word", "words"),
    ("words", "layers"),
    ("words", "model"),
    ("words", "train/contract"),
];

const MACROS: Rooms = &[
    (
        "expand",
        &[
            "model", "compile", "evaluate", "fit", "models", "call", "word", "checked", "chosen",
            "setters", "literals",
        ],
    ),
    ("grammar", &["keywords", "whole", "expressions"]),
    ("diagnostics", &["distance", "print", "model/mistakes"]),
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
    ("doors", &["guide"]),
];

fn check(folder: &str, rooms: Rooms, still: &[(&str, &str)]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let wrong = Sources::read(&root).check(rooms, still);
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_core() {
    check("kerust-core/src", CORE, STILL);
}

#[test]
fn the_macros() {
    check("kerust-macros/src", MACROS, &[("grammar", "expand")]);
}

#[test]
fn kerust_itself() {
    check("src", KERUST, &[]);
}

/// Two files, and what is wrong with them.
fn planted(kernel: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let layer = "pub struct Dense; pub mod inner { pub use super::Dense; }";
    for (place, text) in [("layers/dense.rs", layer), ("kernels/product.rs", kernel)] {
        sources.add(Path::new(place), Path::new(place), text);
    }
    sources.check(&[("layers", &["layers"]), ("kernels", &["kernels"])], &[])
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
