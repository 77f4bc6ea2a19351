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

fn train() {
    let mut net = compile!(Deep::new(1), optimizer = SGD, loss = mse);
    let (x, y) = ([[0.5; 8]; 4], [[0.5; 8]; 4]);
    fit!(net, &x, &y, verbose = 0).unwrap();
    assert!(net.evaluate(&x, &y).unwrap()["loss"].is_finite());
}

#[test]
fn a_model_of_200_layers_is_built_trained_and_evaluated() {
    assert_eq!(Deep::LAYERS.len(), 200);
    // The stack of a main thread; without optimization that of a test's is too small for so many calls in one.
    let main = std::thread::Builder::new().stack_size(8 << 20);
    main.spawn(train).unwrap().join().unwrap();
}
