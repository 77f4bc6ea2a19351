//! A model as a constant of the program.

use kerust::prelude::*;

model! {
    struct Net <
        Image<6, 6, 1>,
        Conv2D<1, 18, 3>(relu), Dropout(0.1), Flatten, Dense<288, 20>(tanh), Dense<20, 3>(softmax),
    >
}

/// Weights 0, ¼, ½, …, in Keras' order.
static BYTES: [u8; 4 * Net::PARAMS] = {
    let mut bytes = [0; 4 * Net::PARAMS];
    let mut index = 0;
    while index < Net::PARAMS {
        let number = ((index % 9) as f32 / 4.0).to_le_bytes();
        let mut place = 0;
        while place < 4 {
            bytes[4 * index + place] = number[place];
            place += 1;
        }
        index += 1;
    }
    bytes
};

#[allow(long_running_const_eval)]
static NET: Net = Net::from_bytes(&BYTES);

#[test]
fn a_constant_is_the_model_that_its_weights_make() {
    let mut net = Net::new(1);
    let mut arrays = net.get_weights();
    let numbers = arrays.iter_mut().flat_map(|array| &mut array.values);
    for (index, number) in numbers.enumerate() {
        *number = (index % 9) as f32 / 4.0;
    }
    net.set_weights(&arrays).expect("its own arrays");
    assert!(net.get_weights() == NET.get_weights());
    assert_eq!(NET.to_bytes(), BYTES);
    let row = std::array::from_fn(|i| std::array::from_fn(|j| [(i * j) as f32 * 1e-4]));
    assert_eq!(NET.predict(&row), net.predict(&row));
    // Nothing lies where no weight is.
    for layer in 0..Net::LAYERS.len() {
        assert_eq!(NET.vectors(layer), net.vectors(layer));
    }
}

#[test]
fn a_trained_model_goes_and_comes() {
    let net = Net::new(7);
    let copy = Box::new(Net::from_bytes(&net.to_bytes()));
    for layer in 0..Net::LAYERS.len() {
        assert_eq!(copy.vectors(layer), net.vectors(layer));
    }
}

#[test]
#[should_panic(expected = "`Net` has 6023 weights in 24092 bytes, not in 3")]
fn the_wrong_number_of_bytes() {
    let _ = Net::from_bytes(&[1, 2, 3]);
}
