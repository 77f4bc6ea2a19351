extern crate std;
use std::vec;
use std::vec::Vec;

use super::{Ending, Inferred, Memory, Operation, Planned, Reads, Spec, Step, Weight, operations};
use crate::initializers::zeros;
use crate::tensor::Dims;

const LINEAR: Ending = Ending {
    is_identity: true,
    is_elementwise: true,
    reads_input: false,
};
const RELU: Ending = Ending {
    is_identity: false,
    ..LINEAR
};
const GELU: Ending = Ending {
    reads_input: true,
    ..RELU
};

const fn dense(units: usize) -> Spec {
    Spec::new("Dense", Inferred::Shape(Dims::vector(units)))
        .weight(Weight::new("kernel", &[8, units], &zeros {}))
        .reads(Reads::INPUT)
        .by_batches()
}

const DENSE: Spec = dense(8);
const WIDE: Spec = dense(32);
const FLATTEN: Spec = Spec::new("Flatten", Inferred::Shape(Dims::vector(8))).view();
const ADD: Spec = Spec::new("Add", Inferred::Shape(Dims::vector(8))).reads(Reads::NOTHING);
const POOL: Spec = Spec::new("Pool", Inferred::Shape(Dims::vector(8)));

const fn step(spec: &'static Spec, ending: Ending, inputs: &'static [usize]) -> Step {
    Step {
        spec,
        ending,
        layer: 1,
        is_trainable: true,
        inputs,
        inner: None,
    }
}

/// Calls of a layer each.
fn numbered(steps: &[Step]) -> Vec<Step> {
    let steps = steps.iter().zip(1..);
    steps.map(|(step, layer)| Step { layer, ..*step }).collect()
}

/// A model with one input, of eight numbers, and one output, that of the last layer.
fn chain<const COUNT: usize>(steps: &[Step]) -> [Operation; COUNT] {
    operations(&[8], &numbered(steps), [steps.len()]).0
}

/// The values that are needed at one time lie apart: by a naive walk through time.
fn check<const COUNT: usize>(operations: [Operation; COUNT]) -> Planned<COUNT, 0> {
    let planned = Planned::new((operations, []), 0);
    let graph = planned.operations();
    // Numbers in memory, by the value that was written there last.
    let mut arena = vec![(0, 'x'); planned.training().row];
    let write = |arena: &mut Vec<(usize, char)>, slot: super::Slot, tag| {
        arena[slot.offset..slot.offset + slot.len].fill(tag);
    };
    let expect = |arena: &[(usize, char)], slot: super::Slot, tag| {
        assert!(
            arena[slot.offset..slot.offset + slot.len]
                .iter()
                .all(|t| *t == tag),
            "{tag:?}"
        );
    };
    let output = |number: usize| graph[graph[number].value].training.output;
    let gradient = |number: usize| graph[graph[number].gradient].training.gradient;
    // The operation that wrote last into each root.
    let mut holds = vec![0; COUNT];
    for (number, operation) in graph.iter().enumerate() {
        if operation.is_input() {
            continue;
        }
        for input in operation.inputs() {
            let root = graph[*input].value;
            if !graph[root].is_input() {
                expect(&arena, output(*input), (holds[root], 'y'));
                assert_eq!(
                    holds[root],
                    if graph[*input].is_view {
                        holds[root]
                    } else {
                        *input
                    }
                );
            }
        }
        let is_inputs = graph[operation.value].is_input();
        if operation.value == number || (!is_inputs && !operation.is_view) {
            holds[operation.value] = number;
            write(&mut arena, output(number), (number, 'y'));
        }
        write(&mut arena, operation.training.saved, (number, 's'));
        write(&mut arena, operation.training.scratch, (number, 'c'));
    }
    for (number, operation) in graph.iter().enumerate() {
        if operation.is_output {
            write(&mut arena, gradient(number), (operation.gradient, 'd'));
        }
    }
    for (number, operation) in graph.iter().enumerate().rev() {
        if operation.is_input() {
            continue;
        }
        expect(&arena, gradient(number), (operation.gradient, 'd'));
        expect(&arena, operation.training.saved, (number, 's'));
        if operation.reads.output && !graph[operation.value].is_input() {
            expect(&arena, output(number), (holds[operation.value], 'y'));
        }
        // The last input is the first whose gradient is there.
        for (place, input) in operation.inputs().iter().enumerate().rev() {
            let root = graph[*input].value;
            if operation.reads.input && !graph[root].is_input() {
                expect(&arena, output(*input), (holds[root], 'y'));
            }
            if operation.adds[place] && !graph[*input].is_input() {
                expect(&arena, gradient(*input), (graph[*input].gradient, 'd'));
            }
            if !graph[*input].is_input() {
                write(&mut arena, gradient(*input), (graph[*input].gradient, 'd'));
            }
        }
        write(&mut arena, operation.training.scratch, (number, 'c'));
    }
    for (number, operation) in graph.iter().enumerate() {
        if operation.is_kept {
            expect(&arena, output(number), (holds[operation.value], 'y'));
        }
    }
    planned
}

#[test]
fn an_activation_lies_where_its_layer_lies_unless_it_keeps_its_input() {
    let graph = chain::<5>(&[step(&DENSE, RELU, &[0]), step(&DENSE, GELU, &[1])]);
    assert_eq!(graph.map(|operation| operation.value), [0, 1, 1, 3, 4]);
    assert_eq!(graph.map(|operation| operation.gradient), [0, 1, 1, 3, 3]);
    check(graph);
}

#[test]
fn views_take_no_memory_and_hide_nothing_that_is_needed() {
    let steps = [
        step(&FLATTEN, LINEAR, &[0]),
        step(&DENSE, RELU, &[1]),
        step(&FLATTEN, RELU, &[2]),
        step(&DENSE, LINEAR, &[3]),
    ];
    let graph = chain::<9>(&steps);
    // The second ReLU would overwrite what the first one reads on its way back.
    assert_eq!(
        graph.map(|operation| operation.value),
        [0, 0, 0, 3, 3, 3, 6, 7, 7]
    );
    check(graph);
}

#[test]
fn gradients_of_a_value_with_two_readers_are_added() {
    let steps = [
        step(&DENSE, RELU, &[0]),
        step(&DENSE, RELU, &[1]),
        step(&ADD, LINEAR, &[2, 1]),
        step(&DENSE, LINEAR, &[3]),
    ];
    let graph = chain::<9>(&steps);
    assert_eq!(graph[3].adds[..2], [true, false]);
    assert_eq!(graph[5].adds[..2], [false; 2]);
    let planned = check(graph);
    assert_eq!(planned.operations()[3].training.addends.len, 8);
}

#[test]
fn nothing_is_wanted_before_the_first_weights() {
    let steps = [
        step(&POOL, LINEAR, &[0]),
        step(&DENSE, RELU, &[1]),
        step(&POOL, LINEAR, &[2]),
    ];
    let graph = chain::<7>(&steps);
    let wanted = graph.map(|operation| operation.is_wanted);
    assert_eq!(wanted, [false, false, false, true, true, true, true]);
}

#[test]
fn memory_is_used_again() {
    let steps = [
        step(&WIDE, LINEAR, &[0]),
        step(&DENSE, LINEAR, &[1]),
        step(&WIDE, LINEAR, &[2]),
        step(&DENSE, LINEAR, &[3]),
        step(&WIDE, LINEAR, &[4]),
    ];
    let planned = check(chain::<11>(&steps));
    assert_eq!(planned.prediction(), Memory { row: 40, batch: 0 });
    // All outputs but the last are read on the way back; gradients lie where outputs were.
    assert!(planned.training().row < 2 * (3 * 32 + 2 * 8));
}

#[test]
fn saved_and_scratch_memory_is_nobody_elses() {
    const NORMALIZES: Spec = Spec::new("Norm", Inferred::Shape(Dims::vector(8)))
        .saved(3, 5)
        .scratch(7, 11)
        .by_batches();
    let steps = [
        step(&DENSE, RELU, &[0]),
        step(&NORMALIZES, LINEAR, &[1]),
        step(&NORMALIZES, GELU, &[2]),
        step(&DENSE, LINEAR, &[3]),
    ];
    let planned = check(chain::<9>(&steps));
    assert_eq!(planned.training().batch, 2 * 5 + 11);
}

#[test]
fn outputs_are_never_the_models_input() {
    let graph = chain::<3>(&[step(&FLATTEN, LINEAR, &[0])]);
    assert_eq!(graph.map(|operation| operation.value), [0, 0, 2]);
    check(graph);
}

/// Layers that take one or two earlier values, chosen at random; what nobody takes is an output.
#[test]
fn graphs_at_random() {
    const LAYERS: usize = 12;
    const INPUTS: usize = 3;
    const COUNT: usize = INPUTS + 2 * LAYERS;
    let mut rng = crate::random::generator(7);
    let mut choose = |count: usize| rand_core::Rng::next_u32(&mut rng) as usize % count;
    for _ in 0..300 {
        let mut taken = [false; INPUTS + LAYERS];
        let steps: Vec<Step> = (0..LAYERS)
            .map(|layer| {
                let mut inputs = vec![choose(INPUTS + layer)];
                let spec = [&DENSE, &FLATTEN, &ADD, &POOL][choose(4)];
                if core::ptr::eq(spec, &ADD) {
                    inputs.push(choose(INPUTS + layer));
                }
                inputs.iter().for_each(|input| taken[*input] = true);
                step(spec, [LINEAR, RELU, GELU][choose(3)], inputs.leak())
            })
            .collect();
        let mut outputs = [INPUTS + choose(LAYERS); LAYERS];
        let ends = (INPUTS..INPUTS + LAYERS).filter(|value| !taken[*value]);
        outputs.iter_mut().zip(ends).for_each(|(to, end)| *to = end);
        check(operations::<COUNT, LAYERS>(&[8; INPUTS], &numbered(&steps), outputs).0);
    }
}

#[test]
fn the_operations_of_a_model_in_a_model_are_among_its_own() {
    const INNER: &[Step] = &[
        step(&DENSE, RELU, &[0]),
        Step {
            layer: 2,
            ..step(&ADD, LINEAR, &[1, 0])
        },
    ];
    let inner = Some(super::Inner {
        steps: INNER,
        output: 2,
    });
    let call = Step {
        inner,
        layer: 2,
        ..step(&POOL, LINEAR, &[1])
    };
    let last = Step {
        layer: 4,
        ..step(&WIDE, LINEAR, &[2])
    };
    let nested = [step(&DENSE, GELU, &[0]), call, last];
    let flat = [
        step(&DENSE, GELU, &[0]),
        step(&DENSE, RELU, &[1]),
        step(&ADD, LINEAR, &[2, 1]),
        step(&WIDE, LINEAR, &[3]),
    ];
    assert_eq!(super::count(1, &nested), 9);
    assert_eq!(super::first_operations::<3>(1, &nested), [1, 3, 7]);
    let nested = operations::<9, 1>(&[8], &nested, [3]).0;
    let flat = chain::<9>(&flat);
    for (one, other) in nested.iter().zip(&flat) {
        assert_eq!((one.inputs(), one.layer), (other.inputs(), other.layer));
    }
    assert_eq!(check(nested).training(), check(flat).training());
}

#[test]
fn a_layer_that_is_called_twice_has_its_gradients_in_one_place() {
    let steps = [
        step(&DENSE, RELU, &[0]),
        step(&DENSE, RELU, &[1]),
        Step {
            layer: 2,
            ..step(&DENSE, LINEAR, &[2])
        },
    ];
    let graph = operations::<7, 1>(&[8], &steps, [3]).0;
    assert_eq!(graph[1].calls, [1, 3]);
    assert_eq!(graph[5].calls, [5, 5]);
    let planned = check(graph);
    let places = |number: usize| planned.operations()[number].training.of_calls;
    assert_eq!(places(1), places(3));
    assert_eq!(places(1).len, 2 * 8 * 16);
}
