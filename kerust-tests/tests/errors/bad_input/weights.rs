//! Weights of another model.

use kerust::model::Array;
use kerust::prelude::*;

use super::data::Net;

#[test]
fn weights_of_another_model() {
    let mut net = Net::new(7);
    let good = net.get_weights();
    // One change each, and what the error says of it; every number is another one than in the net.
    let change = |change: fn(&mut Vec<Array>)| {
        let mut arrays = good.clone();
        for value in arrays.iter_mut().flat_map(|array| &mut array.values) {
            *value += 1.0;
        }
        change(&mut arrays);
        arrays
    };
    for (arrays, difference) in [
        (
            change(|arrays| arrays[2].name = "dense_2/kernel".into()),
            "`dense_2/kernel` in the place of `dense_1/kernel`",
        ),
        (
            change(|arrays| arrays.swap(0, 1)),
            "`dense/bias` in the place of `dense/kernel`",
        ),
        (
            change(|arrays| arrays[2].shape = vec![3, 4]),
            "`dense_1/kernel` has the shape [3, 4], and `Net` needs [4, 3]",
        ),
        (
            change(|arrays| arrays[3].shape = vec![1, 3]),
            "`dense_1/bias` has the shape [1, 3], and `Net` needs [3]",
        ),
        (
            change(|arrays| arrays[1].values.truncate(3)),
            "`dense/bias` has 3 numbers, and its shape [4] has 4",
        ),
        (
            change(|arrays| arrays.truncate(3)),
            "`dense_1/bias` is missing",
        ),
        (change(Vec::clear), "`dense/kernel` is missing"),
        (
            change(|arrays| arrays.extend_from_within(3..)),
            "`dense_1/bias` is none of `Net`'s arrays",
        ),
    ] {
        let error = net.set_weights(&arrays).expect_err(difference);
        let text = format!("these weights are of another model: {difference}");
        assert_eq!(error.to_string(), text, "got and expected");
        assert_eq!(net.get_weights(), good, "weights after: {text}");
    }
    net.set_weights(&change(|_| ()))
        .expect("the same arrays with other numbers");
    assert_ne!(net.get_weights(), good, "weights that were set");
}
