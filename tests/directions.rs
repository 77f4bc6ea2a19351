//! Imports run downwards: each room of a crate knows those below it only.

#[path = "directions/imports.rs"]
mod imports;
#[path = "directions/rooms.rs"]
mod rooms;

use std::path::Path;

use rooms::{Rooms, Sources};

const CORE: Rooms = &[
    ("train/callbacks", &["callbacks"]),
    ("train/workers", &["fit/crew", "fit/nobody"]),
    ("train/fit", &["fit"]),
    ("train/compile", &["compile"]),
    ("train/tape", &["gradients/of_model", "gradients/tape"]),
    ("train/step", &["step", "gather"]),
    (
        "train/data",
        &["labels", "contract/labels", "contract/samples"],
    ),
    ("train/contract", &["contract", "history"]),
    ("optimizers", &["optimizers", "gradients/learning"]),
    ("model", &["model", "summary", "weights"]),
    ("graph", &["graph"]),
    ("layers", &["layers"]),
    ("gradients", &["gradients"]),
    ("losses", &["losses"]),
    ("metrics", &["metrics"]),
    ("activations", &["activations"]),
    ("initializers", &["initializers"]),
    ("regularizers", &["regularizers"]),
    ("constraints", &["constraints"]),
    ("kernels", &["kernels"]),
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
    ("word", &["error", "message", "random", "word"]),
];

fn check(folder: &str, rooms: Rooms) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let (wrong, _) = Sources::read(&root).check(rooms);
    assert!(wrong.is_empty(), "\n{}\n{}", wrong.join("\n"), wrong.len());
}

#[test]
fn the_core() {
    check("kerust-core/src", CORE);
}
