//! `models!`: sizes that are chosen when the program runs.

use kerust::prelude::*;

/// The number of weights of a model with these sizes.
fn weights(width: usize, classes: usize) -> kerust::Result<usize> {
    models!(width, H = [8, WIDE], classes, C = [2, 3], {
        model! { struct Net < Dense<4, H>(relu), Dense<H, C>(softmax) > }
        assert_eq!(Net::new(1).predict(&[0.5; 4]).len(), C);
        Net::PARAMS
    })
}

const WIDE: usize = 32;

#[test]
fn the_model_of_the_sizes_that_were_asked_for() {
    assert_eq!(weights(8, 2).unwrap(), 4 * 8 + 8 + 8 * 2 + 2);
    assert_eq!(weights(32, 3).unwrap(), 4 * 32 + 32 + 32 * 3 + 3);
}

#[test]
fn a_size_that_is_not_there_is_an_error_with_those_that_are() {
    let error = weights(12, 2).unwrap_err();
    assert_eq!(error.to_string(), "`H` is 12, but it can be 8 or 32 only");
    let error = weights(8, 4).unwrap_err();
    assert_eq!(error.to_string(), "`C` is 4, but it can be 2 or 3 only");
}

#[test]
fn each_width_of_a_search_is_trained_by_the_same_lines() {
    let (x, y) = ([[0.0, 1.0], [1.0, 0.0]].repeat(8), [0_u8, 1].repeat(8));
    for width in [2, 4, 8] {
        let history = models!(width, H = [2, 4, 8], {
            let mut net = compile!(
                model![< Dense<2, H>(tanh), Dense<H, 2>(softmax) >],
                optimizer = Adam(learning_rate = 0.05),
                loss = sparse_categorical_crossentropy
            );
            fit!(net, &x, &y, epochs = 40, verbose = 0)
        });
        let history = history.unwrap().unwrap();
        let losses = &history["loss"];
        assert!(losses[39] < losses[0] / 2.0, "{width}: {losses:?}");
    }
}
