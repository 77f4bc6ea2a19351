//! `merging.json`: layers that join inputs, and global pooling, each by itself.

use kerust::gradients::Learner;
use kerust::layers::{Arrays, Backward, Forward, Infer, Layer, Node, OwnMemory, Pass, Shapes};
use kerust::memory::Rows;
use kerust::prelude::*;
use kerust::shape::Dims;
use serde_json::Value;

use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{counts, list, numbers, read, text};

/// Rows of an input.
struct Given {
    numbers: Vec<f32>,
    len: usize,
}

impl Rows for Given {
    fn count(&self) -> usize {
        self.numbers.len() / self.len
    }

    fn numbers(&self, index: usize) -> &[f32] {
        &self.numbers[index * self.len..][..self.len]
    }
}

fn floats(array: &Value) -> Vec<f32> {
    let numbers = numbers(&array["data"]);
    numbers.into_iter().map(|number| number as f32).collect()
}

/// The memory that a layer asks for; these ask for none that is saved.
fn own(scratch: &mut [f32]) -> OwnMemory<'_> {
    OwnMemory {
        saved: &mut [],
        saved_of_batch: &mut [],
        scratch: &mut [],
        scratch_of_batch: scratch,
    }
}

/// Compares the outputs of a layer, and the gradients of its inputs, with a case.
fn compare_layer<N: Node>(report: &mut Report, case: &Value, layer: &str)
where
    N::Layer: Layer + Infer<N>,
{
    assert_eq!(layer, text(&case["layer"]), "the layers");
    let (spec, inputs) = (&<N::Layer as Infer<N>>::SPEC, list(&case["inputs"]));
    let axes: Vec<Vec<usize>> = inputs.iter().map(|x| counts(&x["shape"])).collect();
    let (rows, output) = (axes[0][0], spec.output());
    for (axes, shape) in axes.iter().zip(N::INPUTS) {
        assert_eq!(axes[1..], *shape.axes(), "an input of {layer}");
    }
    assert_eq!(
        counts(&case["output"]["shape"])[1..],
        *output.axes(),
        "the output of {layer}"
    );
    let place = format!("{layer} of {axes:?}");
    let given = inputs.iter().zip(N::INPUTS).map(|(x, shape)| Given {
        numbers: floats(x),
        len: shape.len(),
    });
    let given: Vec<Given> = given.collect();
    let inputs: Vec<&dyn Rows> = given.iter().map(|given| given as &dyn Rows).collect();
    let shapes = Shapes {
        input: N::INPUT,
        inputs: N::INPUTS,
        output,
        weights: &[],
    };
    let (mut y, mut scratch) = (
        vec![f32::NAN; rows * output.len()],
        vec![f32::NAN; spec.scratch.batch],
    );
    let pass = &Pass::train(0, 0);
    Layer::forward(
        &N::LAYER,
        Forward {
            x: inputs[0],
            inputs: &inputs,
            y: &mut y,
            shapes,
            weights: Arrays::new(&[], &[]),
            own: own(&mut scratch),
            pass,
        },
    );
    let expected = numbers(&case["output"]["data"]);
    report.compare("layers that join", &place, Tolerance::OF_ONE, &expected, &y);

    scratch.fill(f32::NAN);
    let mut all: Vec<Vec<f32>> = given
        .iter()
        .map(|x| vec![f32::NAN; x.numbers.len()])
        .collect();
    let mut wanted: Vec<Option<&mut [f32]>> = all.iter_mut().map(|dx| Some(&mut dx[..])).collect();
    let (dx, other_dx) = wanted.split_first_mut().expect("an input");
    Layer::backward(
        &N::LAYER,
        Backward {
            x: inputs[0],
            inputs: &inputs,
            y: &y,
            dy: &floats(&case["by"]),
            dx: dx.take(),
            other_dx,
            shapes,
            sink: Learner::store(&mut []).sink(&mut [], 0),
            own: own(&mut scratch),
            pass,
        },
    );
    for (expected, dx) in list(&case["gradients"]).iter().zip(&all) {
        let (item, expected) = ("gradients of what they join", numbers(&expected["data"]));
        report.compare(item, &place, Tolerance::OF_ONE, &expected, dx);
    }
}

/// The next case: Keras' expression of the layer, and the layer with the shapes of its inputs.
macro_rules! layer {
    ($check:ident, $theirs:expr, $layer:ty = $own:expr, $($shape:expr),*) => {{
        struct Joined;

        impl Node for Joined {
            type Layer = $layer;
            const LAYER: $layer = $own;
            const INPUTS: &'static [Dims] = &[$($shape),*];
        }

        let (report, cases) = &mut $check;
        let case = cases.next().expect("a case for each layer");
        compare_layer::<Joined>(report, case, $theirs);
    }};
}

/// A layer without options on inputs of several shapes.
macro_rules! elementwise {
    ($check:ident, $layer:ident, $([$($shape:expr),*])*) => {$(
        layer! {
            $check, concat!(stringify!($layer), "()"), $layer = $layer::new(), $($shape),*
        }
    )*};
}

macro_rules! pairs {
    ($check:ident, $layer:ident) => {
        elementwise! { $check, $layer,
            [vector(5), vector(5)]
            [sequence(4, 3), sequence(4, 3)]
            [image(2, 3, 2), image(2, 3, 2)]
            [vector(5), vector(1)]
            [sequence(4, 3), vector(3)]
            [image(2, 3, 2), vector(2)]
            [image(1, 1, 2), image(2, 3, 2)]
        }
    };
}

macro_rules! triples {
    ($check:ident, $layer:ident) => {
        elementwise! { $check, $layer,
            [vector(5), vector(5), vector(5)]
            [sequence(4, 3), sequence(4, 3), sequence(4, 3)]
            [image(2, 3, 2), image(2, 3, 2), image(2, 3, 2)]
            [vector(1), vector(5), vector(1)]
            [sequence(4, 1), sequence(1, 3), vector(3)]
            [image(2, 3, 1), sequence(3, 1), image(2, 1, 2)]
        }
    };
}

const fn vector(n: usize) -> Dims {
    Dims::vector(n)
}

const fn sequence(steps: usize, features: usize) -> Dims {
    Dims::sequence(steps, features)
}

const fn image(height: usize, width: usize, channels: usize) -> Dims {
    Dims::image(height, width, channels)
}

/// Compares every layer on the shapes of every case.
pub fn compare(report: &mut Report) {
    let fixture = read("merging.json");
    let mut check = (report, list(&fixture["cases"]).iter());
    pairs!(check, Add);
    triples!(check, Add);
    pairs!(check, Subtract);
    pairs!(check, Multiply);
    triples!(check, Multiply);
    pairs!(check, Average);
    triples!(check, Average);
    pairs!(check, Maximum);
    triples!(check, Maximum);
    pairs!(check, Minimum);
    triples!(check, Minimum);
    layer! { check, "Concatenate()", Concatenate = Concatenate::new(), vector(5), vector(3) }
    layer! { check, "Concatenate(axis=1)", Concatenate = Concatenate::new().axis(1), vector(5), vector(3), vector(1) }
    layer! { check, "Concatenate()", Concatenate = Concatenate::new(), sequence(4, 3), sequence(4, 2) }
    layer! { check, "Concatenate(axis=1)", Concatenate = Concatenate::new().axis(1), sequence(4, 3), sequence(2, 3), sequence(1, 3) }
    layer! { check, "Concatenate(axis=-1)", Concatenate = Concatenate::new().axis(-1), image(2, 3, 2), image(2, 3, 1) }
    layer! { check, "Concatenate(axis=1)", Concatenate = Concatenate::new().axis(1), image(2, 3, 2), image(1, 3, 2) }
    layer! { check, "Concatenate(axis=-2)", Concatenate = Concatenate::new().axis(-2), image(2, 3, 2), image(2, 2, 2), image(2, 1, 2) }
    layer! { check, "Dot(axes=1)", Dot = Dot::<false>::new().axes((1, 1)), vector(5), vector(5) }
    layer! { check, "Dot(axes=-1, normalize=True)", Dot<true> = Dot::<true>::new().axes((-1, -1)), vector(5), vector(5) }
    layer! { check, "Dot(axes=1)", Dot = Dot::<false>::new().axes((1, 1)), sequence(4, 3), sequence(4, 2) }
    layer! { check, "Dot(axes=2)", Dot = Dot::<false>::new().axes((2, 2)), sequence(4, 3), sequence(2, 3) }
    layer! { check, "Dot(axes=(1, 2))", Dot = Dot::<false>::new().axes((1, 2)), sequence(4, 3), sequence(2, 4) }
    layer! { check, "Dot(axes=(2, 1), normalize=True)", Dot<true> = Dot::<true>::new().axes((2, 1)), sequence(4, 3), sequence(3, 2) }
    layer! { check, "Dot(axes=(1, 2))", Dot = Dot::<false>::new().axes((1, 2)), vector(3), sequence(4, 3) }
    layer! { check, "Dot(axes=-1)", Dot = Dot::<false>::new().axes((-1, -1)), sequence(4, 3), vector(3) }
    layer! { check, "Dot(axes=(1, 1), normalize=True)", Dot<true> = Dot::<true>::new().axes((1, 1)), vector(2), image(2, 3, 2) }
    layer! { check, "Dot(axes=(3, 1))", Dot = Dot::<false>::new().axes((3, 1)), image(2, 3, 4), vector(4) }
    layer! { check, "Dot(axes=(-2, -1))", Dot = Dot::<false>::new().axes((-2, -1)), image(2, 3, 4), vector(3) }
    layer! { check, "Dot(axes=2)", Dot = Dot::<false>::new().axes((2, 2)), image(2, 3, 4), sequence(2, 3) }
    layer! { check, "GlobalAveragePooling2D()", GlobalAveragePooling2D = GlobalAveragePooling2D::<false>::new(), image(3, 2, 4) }
    layer! { check, "GlobalAveragePooling2D(keepdims=True)", GlobalAveragePooling2D<true> = GlobalAveragePooling2D::<true>::new(), image(3, 2, 4) }
    layer! { check, "GlobalMaxPooling2D()", GlobalMaxPooling2D = GlobalMaxPooling2D::<false>::new(), image(3, 2, 4) }
    layer! { check, "GlobalMaxPooling2D(keepdims=True)", GlobalMaxPooling2D<true> = GlobalMaxPooling2D::<true>::new(), image(3, 2, 4) }
    layer! { check, "GlobalAveragePooling1D()", GlobalAveragePooling1D = GlobalAveragePooling1D::<false>::new(), sequence(5, 3) }
    layer! { check, "GlobalAveragePooling1D(keepdims=True)", GlobalAveragePooling1D<true> = GlobalAveragePooling1D::<true>::new(), sequence(5, 3) }
    layer! { check, "GlobalMaxPooling1D()", GlobalMaxPooling1D = GlobalMaxPooling1D::<false>::new(), sequence(5, 3) }
    layer! { check, "GlobalMaxPooling1D(keepdims=True)", GlobalMaxPooling1D<true> = GlobalMaxPooling1D::<true>::new(), sequence(5, 3) }
    let (_, mut left) = check;
    assert!(left.next().is_none(), "every case");
}
