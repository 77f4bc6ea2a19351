//! Models of different layers in one list, and one model for many threads.

use std::sync::Arc;
use std::thread;

use kerust::prelude::*;

model! { struct Narrow < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }
model! { struct Wide < Dense<4, 300>(relu), Dropout(0.5), Dense<300, 3>(softmax) > }
model! { struct Line < Dense<1, 1> > }
// 16 MB of weights.
model! { struct Large < Dense<2000, 2000>(relu), Dense<2000, 1> > }

const X: [[f32; 4]; 3] = [[0.5, 1.0, 0.0, 2.0], [1.0; 4], [0.0, 3.0, 1.0, 0.25]];

type Any = Box<dyn Predictor<[f32; 4], [f32; 3]>>;

#[test]
fn models_of_different_widths_stand_in_one_list() {
    let compiled = compile!(
        Wide::new(2),
        optimizer = Adam,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let anonymous = model![< Dense<4, 5>(tanh), Dense<5, 3> >].new(3);
    let expected = [
        Narrow::new(1).predict_batch(&X).unwrap(),
        compiled.predict_batch(&X).unwrap(),
        anonymous.predict_batch(&X).unwrap(),
    ];
    let nets: Vec<Any> = vec![Narrow::new(1), Box::new(compiled), anonymous];
    for (net, expected) in nets.iter().zip(&expected) {
        assert_eq!(&net.predict_rows(&X), expected);
        assert_eq!(net.predict_rows(&[]), [[0.0; 3]; 0]);
        for (row, expected) in X.iter().zip(expected) {
            assert_eq!(&net.predict_row(row), expected);
        }
    }
    let ask = move || nets.iter().map(|net| net.predict_row(&X[1])).collect();
    let answers: Vec<[f32; 3]> = thread::spawn(ask).join().unwrap();
    assert_eq!(answers[0], expected[0][1]);
}

#[test]
fn rows_are_what_the_model_takes() {
    let bytes: Arc<dyn Predictor<[u8; 4], [f32; 3]>> = Arc::<Narrow>::from(Narrow::new(1));
    assert_eq!(
        bytes.predict_row(&[1, 1, 1, 1]),
        Narrow::new(1).predict(&X[1])
    );
    let numbers: &dyn Predictor<f32, [f32; 1]> = &*Line::new(1);
    assert_eq!(
        numbers.predict_rows(&[0.5, 1.0])[1],
        numbers.predict_row(&1.0)
    );
}

#[test]
fn a_trained_model_is_shared_in_one_call_and_not_over_the_stack() {
    let small = thread::Builder::new().stack_size(256 << 10);
    let run = || {
        let net = compile!(Large::new(1), optimizer = SGD, loss = mse);
        let x = vec![[0.5; 2000]; 2];
        let expected = net.predict_batch(&x).unwrap();
        let net: Arc<Large> = net.into_model().into();
        let others = [(); 2].map(|()| {
            let (net, x) = (Arc::clone(&net), x.clone());
            thread::spawn(move || net.predict_batch(&x).unwrap())
        });
        for other in others {
            assert_eq!(other.join().unwrap(), expected);
        }
    };
    small.spawn(run).unwrap().join().unwrap();
}
