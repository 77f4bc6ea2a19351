//! Seeds, sizes of batches, copies, and going on with a training.

use proptest::prelude::*;

use super::data::{bits, compiled, config, data, fit};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_seed_decides_every_bit((x, y) in data(12..40), batch in 1usize..12, seed in any::<u64>()) {
        let train = |seed| {
            let mut net = compiled(1);
            let history = fit(&mut net, &x, &y, batch, seed);
            (bits(net.model()), history)
        };
        let (weights, history) = train(seed);
        let again = train(seed);
        prop_assert_eq!(&again.0, &weights, "weights of the same seed");
        prop_assert_eq!(&again.1, &history, "history of the same seed");
        prop_assert_ne!(train(seed ^ 1).0, weights, "weights of another seed");
    }

    #[test]
    fn a_batch_larger_than_the_data_is_one_full_batch(
        (x, y) in data(4..60), more in 1usize..100, seed in any::<u64>(),
    ) {
        let (mut full, mut larger) = (compiled(1), compiled(1));
        let trained = (x.len() as f64 * 0.75) as usize;
        let expected = fit(&mut full, &x, &y, trained, seed);
        let got = fit(&mut larger, &x, &y, trained + more, seed);
        // Validation rows may be more than rows of a batch; their sums are in double precision.
        prop_assert_eq!(&expected["loss"], &got["loss"], "losses of full and larger batches");
        prop_assert_eq!(bits(full.model()), bits(larger.model()), "weights of full and larger batches");
        prop_assert_eq!(full.iterations(), 2, "steps of 2 epochs");
        prop_assert_eq!(larger.iterations(), 2, "steps of 2 epochs");
    }

    #[test]
    fn a_clone_trains_on_as_its_original_does(
        (x, y) in data(8..30), batch in 1usize..12, seed in any::<u64>(),
    ) {
        let mut net = compiled(seed);
        fit(&mut net, &x, &y, batch, seed);
        let mut clone = net.clone();
        prop_assert_eq!(clone.iterations(), net.iterations());
        let got = fit(&mut clone, &x, &y, batch, seed);
        let expected = fit(&mut net, &x, &y, batch, seed);
        prop_assert_eq!(got, expected, "history of the clone and of the original");
        prop_assert_eq!(bits(clone.model()), bits(net.model()), "weights of the clone and of the original");
        net.train_on_batch(&x, &y).unwrap();
        let text = "weights of the clone after another step of the original";
        prop_assert_ne!(bits(clone.model()), bits(net.model()), "{}", text);
    }

    /// Order and dropout follow from the seed and the number of the step, so nothing is repeated.
    #[test]
    fn two_fits_of_one_epoch_are_one_of_two(
        (x, y) in data(8..30), batch in 1usize..12, seed in any::<u64>(),
    ) {
        let (mut once, mut twice) = (compiled(1), compiled(1));
        let expected = once.fit(&x, &y).epochs(2).batch_size(batch).seed(seed).run().unwrap();
        let mut got = Vec::new();
        for _ in 0..2 {
            let history = twice.fit(&x, &y).batch_size(batch).seed(seed).run().unwrap();
            got.extend_from_slice(&history["loss"]);
        }
        prop_assert_eq!(&expected["loss"], &got[..], "losses");
        prop_assert_eq!(bits(once.model()), bits(twice.model()), "weights");
    }

    #[test]
    fn classes_of_every_type_are_the_same((x, y) in data(8..30), seed in any::<u64>()) {
        let mut expected = compiled(1);
        fit(&mut expected, &x, &y, 4, seed);
        macro_rules! each {
            ($($class:ty)*) => {$(
                let mut net = compiled(1);
                let labels: Vec<$class> = y.iter().map(|class| <$class>::from(*class)).collect();
                fit(&mut net, &x, &labels, 4, seed);
                prop_assert_eq!(bits(net.model()), bits(expected.model()), "weights, {}", stringify!($class));
            )*};
        }
        each! { u16 u32 u64 usize }
    }
}
