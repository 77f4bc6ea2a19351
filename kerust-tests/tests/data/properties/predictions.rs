//! How rows are batched and ordered; getting and setting weights.

use kerust::prelude::*;
use proptest::array::{uniform2, uniform5, uniform6};
use proptest::collection::vec;
use proptest::prelude::*;

use super::data::{Mlp, Picture, Pictures, Plain, Row, bits, config, data};

proptest! {
    #![proptest_config(config())]

    /// To the last bit: a row's sums are added in the same order, however many rows share a pass.
    #[test]
    fn predictions_do_not_depend_on_batches_nor_on_order(
        (x, _) in data(1..70), size in 1usize..40, seed in any::<u64>(),
    ) {
        let net = Mlp::new(seed);
        let together = net.predict_batch(&x).unwrap();
        let alone: Vec<[f32; 3]> = x.iter().map(|row| net.predict(row)).collect();
        prop_assert_eq!(&together, &alone, "together and alone");
        let chunks: Vec<_> = x.chunks(size).flat_map(|x| net.predict_batch(x).unwrap()).collect();
        prop_assert_eq!(&together, &chunks, "together and in chunks of {}", size);
        let backwards: Vec<_> = x.iter().rev().copied().collect();
        let mut backwards = net.predict_batch(&backwards).unwrap();
        backwards.reverse();
        prop_assert_eq!(&together, &backwards, "forwards and backwards");
    }

    #[test]
    fn pictures_do_not_depend_on_batches_nor_on_order(
        x in vec(uniform6(uniform5(uniform2(-1.0f32..1.0))), 1..6), seed in any::<u64>(),
    ) {
        let net = Pictures::new(seed);
        let together = net.predict_batch(&x).unwrap();
        let alone: Vec<[f32; 3]> = x.iter().map(|row: &Picture| net.predict(row)).collect();
        prop_assert_eq!(&together, &alone, "together and alone");
        let backwards: Vec<Picture> = x.iter().rev().copied().collect();
        let mut backwards = net.predict_batch(&backwards).unwrap();
        backwards.reverse();
        prop_assert_eq!(&together, &backwards, "forwards and backwards");
    }

    /// Sums over a batch are added in another order, so this holds up to rounding.
    #[test]
    fn a_step_does_not_depend_on_the_order_of_its_rows(
        (x, y) in data(2..20), first in any::<prop::sample::Index>(), seed in any::<u64>(),
    ) {
        let train = |x: &[Row], y: &[u8]| {
            let optimizer = SGD::new().learning_rate(0.5);
            let mut net = compile!(
                Plain::new(seed),
                optimizer = optimizer,
                loss = sparse_categorical_crossentropy,
            );
            let loss = net.train_on_batch(x, y).unwrap().loss();
            let weights = net.get_weights().into_iter().flat_map(|array| array.values);
            [loss].into_iter().chain(weights).collect::<Vec<f32>>()
        };
        let expected = train(&x, &y);
        let (mut x, mut y) = (x, y);
        let first = first.index(x.len());
        x.rotate_left(first);
        y.rotate_left(first);
        x.swap(0, 1);
        y.swap(0, 1);
        for (index, (expected, got)) in expected.iter().zip(train(&x, &y)).enumerate() {
            prop_assert!(
                (expected - got).abs() < 2e-6,
                "loss and weights, number {}: expected {}, got {}", index, expected, got
            );
        }
    }

    #[test]
    fn weights_that_are_set_are_those_that_were_got(
        numbers in vec(any::<u32>().prop_map(f32::from_bits), Mlp::PARAMS), seed in any::<u64>(),
    ) {
        let mut net = Mlp::new(seed);
        let mut arrays = net.get_weights();
        let mut rest = numbers.iter();
        for array in &mut arrays {
            array.values.fill_with(|| *rest.next().expect("as many numbers as weights"));
        }
        net.set_weights(&arrays).unwrap();
        let numbers: Vec<u32> = numbers.iter().map(|number| number.to_bits()).collect();
        prop_assert_eq!(bits(&*net), numbers);
        let mut other = Mlp::new(seed.wrapping_add(1));
        prop_assert_ne!(bits(&*other), bits(&*net), "weights of another seed");
        other.set_weights(&net.get_weights()).unwrap();
        prop_assert_eq!(bits(&*other), bits(&*net));
    }
}
