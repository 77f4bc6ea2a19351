//! `LambdaCallback`: closures for the hooks, as they are written in `fit!`, `evaluate!` and `predict!`.

use std::cell::{Cell, RefCell};

use kerust::Error;
use kerust::prelude::*;

use super::script::Line;

const X: [[f32; 1]; 4] = [[0.0]; 4];
const Y: [f32; 4] = [1.0; 4];

fn line() -> Compiled<Line, SGD, mse, ()> {
    compile!(Line::new(0), optimizer = SGD, loss = mse)
}

#[test]
fn each_hook_has_a_closure() {
    let calls = RefCell::new(Vec::new());
    let call = |name: &str| calls.borrow_mut().push(name.to_string());
    let mut line = line();
    let history = fit!(
        line,
        &X,
        &Y,
        batch_size = 4,
        validation_data = (&X, &Y),
        verbose = 0,
        callbacks = [LambdaCallback(
            on_train_begin = |_| call("train begin"),
            on_train_end = |logs, _| call(&format!("train end, {} values", logs.iter().len())),
            on_epoch_begin = |epoch, _| call(&format!("epoch {epoch} begin")),
            on_epoch_end = |epoch, logs, _| {
                logs.set("mine", 2.0);
                call(&format!("epoch {epoch} end"));
            },
            on_train_batch_begin = |batch, _| call(&format!("batch {batch} begin")),
            on_train_batch_end =
                |batch, logs, _| call(&format!("batch {batch} end, {}", logs.loss() > 0.0)),
            on_test_begin = |_| call("test begin"),
            on_test_batch_begin = |batch, _| call(&format!("test batch {batch} begin")),
            on_test_batch_end = |batch, _, _| call(&format!("test batch {batch} end")),
            on_test_end = |_, _| call("test end"),
        )],
    )
    .expect("good data");
    assert_eq!(history["mine"], [2.0]);
    evaluate!(
        line,
        &X,
        &Y,
        verbose = 0,
        callbacks = [LambdaCallback(on_test_begin = |_| call("alone"))]
    )
    .expect("good data");
    predict!(
        line,
        &X,
        verbose = 0,
        callbacks = [LambdaCallback(
            on_predict_begin = |_| call("predict begin"),
            on_predict_batch_begin = |batch, _| call(&format!("predict batch {batch} begin")),
            on_predict_batch_end =
                |batch, outputs, _| call(&format!("{} rows of {batch}", outputs.len())),
            on_predict_end = |_| call("predict end"),
        )],
    )
    .expect("good data");
    let expected = "train begin
epoch 0 begin
batch 0 begin
batch 0 end, true
test begin
test batch 0 begin
test batch 0 end
test end
epoch 0 end
train end, 2 values
alone
predict begin
predict batch 0 begin
4 rows of 0
predict end";
    assert_eq!(calls.borrow().join("\n"), expected, "got and expected");
}

#[test]
fn closures_reach_the_training() {
    let mut line = line();
    let sum = Cell::new(0.0);
    let history = fit!(
        line,
        &X,
        &Y,
        epochs = 9,
        verbose = 0,
        callbacks = [
            LambdaCallback(
                on_epoch_end = |epoch, _, training| if epoch == 2 {
                    training.stop();
                }
            ),
            LambdaCallback::<Line>(
                on_train_end = |_, training| {
                    sum.set(training.model().dense().kernel().iter().sum::<f32>());
                }
            ),
        ],
    )
    .expect("good data");
    assert_eq!(history.epochs(), [0, 1, 2]);
    assert_eq!(sum.get(), line.model().dense().kernel().iter().sum::<f32>());
}

#[test]
fn an_error_of_a_closure_ends_fit() {
    let mut line = line();
    let error = fit!(
        line,
        &X,
        &Y,
        verbose = 0,
        callbacks = [LambdaCallback(
            on_epoch_begin = |epoch, _| {
                if epoch == 0 {
                    return Err(Error::Other("enough".into()));
                }
                Ok(())
            }
        )],
    )
    .unwrap_err();
    assert_eq!(error.to_string(), "enough");
    let callback = LambdaCallback::<Line>::new().on_test_end(|_, _| {});
    assert_eq!(format!("{callback:?}"), r#"{"on_test_end"}"#);
}
