//! Rows, labels, the size of batches and the number of epochs.

use kerust::Error;
use kerust::history::History;
use kerust::prelude::*;

use super::data::{self, Binary, Calls, Net, X, Y, bits, refused};

#[test]
fn rows_and_labels_that_are_not_as_many() {
    let mut net = data::net();
    let text = "`x` has 10 rows, but `y` has 9 labels";
    let result = net.fit(&X, &Y[..9]).run();
    refused(&net, result, &format!("training data: {text}"));
    let result = net.train_on_batch(&X, &Y[..9]);
    refused(&net, result, &format!("batch: {text}"));
    let result = net.evaluate(&X, &Y[..9]);
    refused(&net, result, &format!("data to evaluate: {text}"));
    let result = net.fit(&X, &Y).validation_data(&X[..3], &Y[..4]).run();
    let text = "validation data: `x` has 3 rows, but `y` has 4 labels";
    refused(&net, result, text);
    let result = net.fit(&X[..0], &Y).run();
    let text = "training data: `x` has 0 rows, but `y` has 10 labels";
    refused(&net, result, text);
}

#[test]
fn no_rows() {
    let mut net = data::net();
    let (x, y) = (&X[..0], &Y[..0]);
    let result = net.fit(x, y).run();
    refused(&net, result, "training data: there are no rows");
    let result = net.fit(x, y).validation_split(0.5).run();
    refused(&net, result, "training data: there are no rows");
    let result = net.train_on_batch(x, y);
    refused(&net, result, "batch: there are no rows");
    let result = net.evaluate(x, y);
    refused(&net, result, "data to evaluate: there are no rows");
    let result = net.fit(&X, &Y).validation_data(x, y).run();
    refused(&net, result, "validation data: there are no rows");
    assert_eq!(
        net.predict_batch(x).expect("nothing is no error"),
        [[0.0f32; 3]; 0]
    );
}

#[test]
fn batch_size() {
    let mut net = data::net();
    let result = net.fit(&X, &Y).batch_size(0).run();
    refused(
        &net,
        result,
        "`batch_size = 0`: a batch has at least one row",
    );
    for batch_size in [10, 11, usize::MAX] {
        let mut net = data::net();
        let fit = net.fit(&X, &Y).batch_size(batch_size).epochs(2);
        fit.validation_split(0.3)
            .run()
            .expect("a batch may be larger than the data");
        assert_eq!(net.iterations(), 2, "steps with batch_size {batch_size}");
    }
}

#[test]
fn no_epochs() {
    let (mut net, mut calls) = (data::net(), Calls::default());
    let history = net.fit(&X, &Y).epochs(0).callback(&mut calls).run();
    let history: History = history.expect("no epochs are no error");
    assert_eq!(history, History::default(), "history of no epochs");
    assert_eq!(
        (calls.begin, calls.end, calls.epochs),
        (1, 1, 0),
        "calls of hooks"
    );
    assert_eq!(
        bits(net.model()),
        bits(&*Net::new(7)),
        "weights after no epochs"
    );
    let mut stopping = EarlyStopping::new().restore_best_weights(true);
    let fit = net.fit(&X, &Y).epochs(0).validation_split(0.2);
    fit.callback(&mut stopping)
        .run()
        .expect("no epochs are no error");
    assert_eq!(
        bits(net.model()),
        bits(&*Net::new(7)),
        "weights that nothing restored"
    );
}

#[test]
fn labels_that_are_no_class() {
    let mut net = data::net();
    let mut y = Y;
    y[6] = 3;
    let text = "label 3 of row 6 is outside of the model's 3 classes, 0 to 2";
    let result = net.fit(&X, &y).batch_size(2).shuffle(false).run();
    refused(&net, result, &format!("training data: {text}"));
    let result = net.fit(&X, &y).validation_split(0.5).run();
    refused(&net, result, &format!("training data: {text}"));
    let result = net.fit(&X, &Y).validation_data(&X, &y).run();
    refused(&net, result, &format!("validation data: {text}"));
    let result = net.train_on_batch(&X, &y);
    refused(&net, result, &format!("batch: {text}"));
    let result = net.evaluate(&X, &y);
    let Err(Error::Label {
        data: "data to evaluate",
        row: 6,
        label: 3,
        classes: 3,
    }) = result
    else {
        panic!("expected the error of a label, got {result:?}");
    };
    let result = net.fit(&X, &[u64::MAX; 10]).run();
    let largest = u64::MAX;
    let text = format!(
        "training data: label {largest} of row 0 is outside of the model's 3 classes, 0 to 2"
    );
    refused(&net, result, &text);

    let mut binary = compile!(Binary::new(7), optimizer = SGD, loss = binary_crossentropy);
    let error = binary
        .fit(&X[..3], &[1u8, 0, 2])
        .run()
        .expect_err("2 is no class");
    let text = "training data: label 2 of row 2 is outside of the model's 2 classes, 0 to 1";
    assert_eq!(error.to_string(), text, "got and expected");
    assert_eq!(
        bits(binary.model()),
        bits(&*Binary::new(7)),
        "weights after: {text}"
    );
}
