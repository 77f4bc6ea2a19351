//! A model of 200 layers, which needs no `recursion_limit`.

use kerust::prelude::*;

model! {
    struct Deep <
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
        Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu), Dense<8, 8>(relu),
    >
}

#[test]
fn a_model_of_200_layers_is_built_trained_and_evaluated() {
    assert_eq!(Deep::LAYERS.len(), 200);
    let mut net = compile!(Deep::new(1), optimizer = SGD, loss = mse);
    let (x, y) = ([[0.5; 8]; 4], [[0.5; 8]; 4]);
    fit!(net, &x, &y, verbose = 0).unwrap();
    assert!(net.evaluate(&x, &y).unwrap()["loss"].is_finite());
}
