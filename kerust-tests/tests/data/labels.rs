//! Types of labels: what a number means is the same in each that can hold it, and one that none of
//! the model's numbers can be is an error before the first step.

use kerust::contract::{LabelFor, Samples};
use kerust::model::Sequential;
use kerust::prelude::*;

model! { struct Classes < Dense<2, 3>(softmax) > }
model! { struct TwoClasses < Dense<2, 2>(softmax) > }
model! { struct Bit < Dense<2, 1>(sigmoid) > }
model! { struct Bits < Dense<2, 3>(sigmoid) > }
model! { struct Line < Dense<2, 1> > }
model! { struct Steps < Sequence<2, 3>, Activation(sigmoid) > }
model! { struct Pixels < Image<1, 2, 3>, Activation(sigmoid) > }

const X: [[f32; 2]; 4] = [[0.1, 0.9], [0.5, -0.5], [-0.3, 0.2], [0.7, 0.7]];

/// The bits of the losses of a training, and of its evaluation.
macro_rules! losses {
    ($net:expr, $loss:ident, $x:expr, $y:expr) => {{
        let mut net = compile!($net, optimizer = SGD(learning_rate = 0.1), loss = $loss);
        let (x, y) = ($x, $y);
        let history = fit!(net, &x, &y, epochs = 3, verbose = 0).expect("good data");
        let mut losses = history["loss"].to_vec();
        losses.push(net.evaluate(&x, &y).expect("good data").loss());
        losses.into_iter().map(f32::to_bits).collect::<Vec<_>>()
    }};
}

macro_rules! each_integer {
    ($check:ident) => {
        $check! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize }
    };
}

#[test]
fn classes_are_any_integers() {
    let of = |y: &dyn Fn() -> Vec<u32>| {
        losses!(Classes::new(1), sparse_categorical_crossentropy, X, y())
    };
    let expected = of(&|| vec![0, 1, 2, 1]);
    macro_rules! same {
        ($($int:ty)*) => {$(
            let y: [$int; 4] = [0, 1, 2, 1];
            let got = losses!(Classes::new(1), sparse_categorical_crossentropy, X, y);
            assert_eq!(got, expected, stringify!($int));
        )*};
    }
    each_integer!(same);
    let two = |y: [u8; 4]| losses!(TwoClasses::new(1), sparse_categorical_crossentropy, X, y);
    let y = [false, true, true, false];
    let got = losses!(TwoClasses::new(1), sparse_categorical_crossentropy, X, y);
    assert_eq!(got, two([0, 1, 1, 0]));
}

#[test]
fn bits_are_any_numbers() {
    let expected = losses!(
        Bit::new(1),
        binary_crossentropy,
        X,
        [0.0_f32, 1.0, 1.0, 0.0]
    );
    macro_rules! same {
        ($($int:ty)*) => {$(
            let y: [$int; 4] = [0, 1, 1, 0];
            assert_eq!(losses!(Bit::new(1), binary_crossentropy, X, y), expected, stringify!($int));
        )*};
    }
    each_integer!(same);
    let y = [false, true, true, false];
    assert_eq!(losses!(Bit::new(1), binary_crossentropy, X, y), expected);
    assert_eq!(
        losses!(Bit::new(1), binary_crossentropy, X, y.map(f64::from)),
        expected
    );
    assert_eq!(
        losses!(Bit::new(1), binary_crossentropy, X, y.map(|y| [y])),
        expected
    );
}

#[test]
fn rows_are_of_any_numbers() {
    let bits = [[1_u8, 0, 1], [0, 0, 0], [1, 1, 1], [0, 1, 0]];
    let floats = bits.map(|row| row.map(f32::from));
    macro_rules! same {
        ($net:expr, $loss:ident, $x:expr, $shaped:expr) => {{
            let shaped = $shaped;
            let expected = losses!($net, $loss, $x, floats.map(shaped));
            let shaped = $shaped;
            assert_eq!(losses!($net, $loss, $x, bits.map(shaped)), expected);
            let shaped = $shaped;
            let bools = bits.map(|row| row.map(|bit| bit == 1));
            assert_eq!(losses!($net, $loss, $x, bools.map(shaped)), expected);
            let shaped = $shaped;
            let doubles = bits.map(|row| row.map(f64::from));
            assert_eq!(losses!($net, $loss, $x, doubles.map(shaped)), expected);
            let shaped = $shaped;
            let long = bits.map(|row| row.map(i64::from));
            assert_eq!(losses!($net, $loss, $x, long.map(shaped)), expected);
        }};
    }
    same!(Bits::new(1), binary_crossentropy, X, |row| row);
    same!(Bits::new(1), mse, X, |row| row);
    same!(Classes::new(1), categorical_crossentropy, X, |row| row);
    let steps = [[[0.5_f32, -0.5, 1.0], [1.0, 2.0, -2.0]]; 4];
    same!(Steps::new(1), binary_crossentropy, steps, |row| [row; 2]);
    same!(
        Pixels::new(1),
        mae,
        steps.map(|row| [row]),
        |row| [[row; 2]]
    );
}

#[test]
fn numbers_are_rounded_to_the_nearest_f32() {
    let numbers = [0.1_f64, 1.0 / 3.0, -7.25, 16_777_217.0];
    let nearest = numbers.map(|number| number as f32);
    let expected = losses!(Line::new(1), mae, X, nearest);
    assert_eq!(losses!(Line::new(1), mae, X, numbers), expected);
    assert_eq!(
        losses!(Line::new(1), mae, X, numbers.map(|number| [number])),
        expected
    );
    let whole = [3_i64, -2, 0, 16_777_217];
    let expected = losses!(Line::new(1), huber, X, whole.map(|number| number as f32));
    assert_eq!(losses!(Line::new(1), huber, X, whole), expected);
}

/// The text of the error of a training on the labels `y`.
fn error_of<M, L, Y>(net: Box<M>, loss: L, y: &[Y]) -> String
where
    M: Sequential<Input = Vector<2>>,
    L: kerust::contract::LossAfter<M::Head, Is = L>,
    Y: LabelFor<L, M::Output> + Clone,
{
    let mut net = Compile::new(net).optimizer(SGD::new()).loss_with(loss);
    let before = net.get_weights();
    let error = net.fit(&X[..y.len()], y).run().expect_err("no such label");
    assert_eq!(net.get_weights(), before);
    error.to_string()
}

/// On a processor of 32 bits too, where 2³² + 1 is not 1.
#[test]
fn labels_that_are_no_class_are_said_in_full() {
    let classes = "is outside of the model's 3 classes, 0 to 2";
    let sparse = sparse_categorical_crossentropy::new;
    for (got, label) in [
        (
            error_of(Classes::new(1), sparse(), &[0, (1_u64 << 32) + 1]),
            "4294967297",
        ),
        (
            error_of(Classes::new(1), sparse(), &[0, u64::MAX]),
            "18446744073709551615",
        ),
        (
            error_of(Classes::new(1), sparse(), &[0, i64::MIN]),
            "-9223372036854775808",
        ),
        (error_of(Classes::new(1), sparse(), &[0, -1_i8]), "-1"),
        (
            error_of(Classes::new(1), sparse().ignore_class(-1), &[0, u64::MAX]),
            "18446744073709551615",
        ),
        (
            error_of(Classes::new(1), sparse().ignore_class(-1), &[0, -2]),
            "-2",
        ),
        (
            error_of(
                Classes::new(1),
                sparse().ignore_class(1),
                &[0, (1_u64 << 32) + 1],
            ),
            "4294967297",
        ),
    ] {
        assert_eq!(
            got,
            format!("training data: label {label} of row 1 {classes}")
        );
    }
    let bits = "is outside of the model's 2 classes, 0 to 1";
    let binary = binary_crossentropy::new;
    for (got, label) in [
        (
            error_of(Bit::new(1), binary(), &[0, (1_u64 << 32) + 1]),
            "4294967297",
        ),
        (error_of(Bit::new(1), binary(), &[0, -1_i32]), "-1"),
        (
            error_of(Bits::new(1), binary(), &[[0, 1, 1], [0, 7, 1]]),
            "7",
        ),
        (
            error_of(
                Classes::new(1),
                categorical_crossentropy::new(),
                &[[0_u8, 1, 0], [0, 255, 1]],
            ),
            "255",
        ),
    ] {
        assert_eq!(got, format!("training data: label {label} of row 1 {bits}"));
    }
    assert_eq!(
        error_of(Line::new(1), mse::new(), &[0.0, -1e39]),
        "training data: label -1e39 of row 1 is too large for an `f32`"
    );
}

/// Rows or labels that are made when they are asked for.
struct Endless<T>(usize, T);

impl<T: Clone> Samples for Endless<T> {
    type Item = T;

    fn sample_count(&self) -> usize {
        self.0
    }

    fn read_sample(&self, _: usize, into: &mut T) -> kerust::Result<()> {
        into.clone_from(&self.1);
        Ok(())
    }
}

/// Said at once, and without memory for so many rows.
#[cfg(target_pointer_width = "64")]
#[test]
fn more_rows_than_an_order_has() {
    let rows = (1 << 32) + 1;
    let (x, y) = (Endless(rows, [0.5_f32; 2]), Endless(rows, 1.0_f32));
    let mut net = compile!(Line::new(1), optimizer = SGD, loss = mse);
    let text = "training data: there are 4294967297 rows, and a training takes up to 4294967295";
    for shuffle in [true, false] {
        let result = fit!(net, &x, &y, shuffle = shuffle, verbose = 0);
        assert_eq!(result.expect_err(text).to_string(), text);
    }
    let text = "batch: there are 4294967297 rows, and a training takes up to 4294967295";
    let error = net.train_on_batch(&x, &y).expect_err(text);
    assert_eq!(error.to_string(), text);
    // Evaluations and predictions need no order.
    let outputs = predict!(net, &x, steps = 1, verbose = 0).expect("rows are made");
    assert_eq!(outputs.len(), 32);
}
