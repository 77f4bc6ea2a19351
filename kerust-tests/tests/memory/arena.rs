//! The bytes of an arena, beside those of values that have a place each. Run it with `-- --nocapture`.

use kerust::graph::Graph;
use kerust::prelude::*;

model! {
    struct Chain < Vector<64>,
        Dense<_, 64>(relu), Dense<_, 64>(gelu), Dense<_, 64>(relu), Dense<_, 64>(gelu),
        Dense<_, 64>(relu), Dense<_, 64>(gelu), Dense<_, 64>(relu), Dense<_, 64>(gelu),
        Dense<_, 64>(relu), Dense<_, 64>(gelu), Dense<_, 64>(relu), Dense<_, 64>(gelu),
        Dense<_, 64>(relu), Dense<_, 64>(gelu), Dense<_, 64>(relu), Dense<_, 64>(gelu),
        Dense<_, 64>(relu), Dense<_, 64>(gelu), Dense<_, 64>(relu), Dense<_, 10>(softmax)
    >
}

model! {
    struct Residual < image: Image<8, 8, 1> > {
        let a = image -> Conv2D<_, 16, 3>(relu, padding = same);
        let b = a -> Conv2D<_, 16, 3>(relu, padding = same) -> Conv2D<_, 16, 3>(padding = same);
        let c = (a, b) -> Add -> Activation(relu) -> MaxPooling2D<2>;
        c -> Conv2D<_, 32, 3>(relu, padding = same) -> GlobalAveragePooling2D -> Dense<_, 10>(softmax)
    }
}

const ROWS: usize = 32;

/// The numbers of a step, or of a prediction, if each value had a place of its own.
fn apart(graph: &Graph, trains: bool) -> usize {
    let operations = graph.operations.iter().skip(graph.inputs);
    let of_one = |operation: &kerust::graph::Operation| {
        let values = if trains { 2 } else { 1 };
        let (saved, scratch) = (operation.saved, operation.scratch);
        let row = values * operation.len + saved.row + scratch.row;
        row * ROWS + saved.batch + scratch.batch
    };
    operations.map(of_one).sum()
}

fn compare<M: Model>(name: &str) -> [f64; 2] {
    let graph = M::GRAPH;
    let kilobytes = |numbers: usize| numbers as f64 * 4.0 / 1024.0;
    [
        (true, "a step", graph.training),
        (false, "a prediction", graph.prediction),
    ]
    .map(|(trains, what, arena)| {
        let (before, after) = (apart(graph, trains), arena.numbers(ROWS));
        let (before, after) = (kilobytes(before), kilobytes(after));
        println!(
            "{name}, {what} of {ROWS} rows: {before:.0} KiB apart, {after:.0} KiB in the arena"
        );
        after / before
    })
}

#[test]
fn an_arena_is_smaller_than_its_values_apart() {
    let [step, prediction] = compare::<Chain>("chain of 20");
    assert!(step < 0.5 && prediction < 0.1, "{step} {prediction}");
    let [step, prediction] = compare::<Residual>("residual block");
    assert!(step < 0.6 && prediction < 0.6, "{step} {prediction}");
}
