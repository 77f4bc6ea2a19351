//! What holds for any data: how rows are batched and ordered, where they come from, and seeds.

use kerust::contract::Samples;
use kerust::history::History;
use kerust::prelude::*;
use proptest::collection::vec;
use proptest::prelude::*;

type Row = [f32; 5];
type Picture = [[[f32; 2]; 5]; 6];

model! { struct Mlp < Dense<5, 17>(relu), Dropout(0.3), Dense<17, 3>(softmax) > }
model! { struct Plain < Dense<5, 17>(tanh), Dense<17, 3>(softmax) > }
model! {
    struct Pictures <
        Image<6, 5, 2>,
        Conv2D<2, 17, 3>(relu, padding = same),
        MaxPooling2D<2>,
        Flatten,
        Dense<102, 3>(softmax),
    >
}

/// All weights, bit by bit.
fn bits<M: Model>(net: &M) -> Vec<u32> {
    let arrays = net.get_weights().into_iter();
    arrays
        .flat_map(|array| array.values)
        .map(f32::to_bits)
        .collect()
}

fn compiled(seed: u64) -> Compiled<Mlp, Adam, sparse_categorical_crossentropy, (accuracy,)> {
    compile!(
        Mlp::new(seed),
        optimizer = Adam(learning_rate = 0.02),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    )
}

/// Two epochs with everything that is random, and with validation on the last quarter.
fn fit<X, Y>(
    net: &mut Compiled<Mlp, Adam, sparse_categorical_crossentropy, (accuracy,)>,
    x: &X,
    y: &Y,
    batch: usize,
    seed: u64,
) -> History
where
    X: Samples + ?Sized,
    X::Item: kerust::contract::RowFor<Vector<5>>,
    Y: Samples + ?Sized,
    Y::Item: kerust::contract::LabelFor<sparse_categorical_crossentropy, Vector<3>>,
{
    let fit = net.fit(x, y).epochs(2).batch_size(batch).seed(seed);
    fit.validation_split(0.25).run().expect("good data")
}

/// Rows and classes, as many of each.
fn data(rows: std::ops::Range<usize>) -> impl Strategy<Value = (Vec<Row>, Vec<u8>)> {
    vec((prop::array::uniform5(-2.0f32..2.0), 0u8..3), rows)
        .prop_map(|rows| rows.into_iter().unzip())
}

/// A source that has its samples from a slice, some or all of them by reading only.
struct Source<'a, T> {
    samples: &'a [T],
    in_memory: fn(usize) -> bool,
}

impl<T: Copy> Samples for Source<'_, T> {
    type Item = T;

    fn len(&self) -> usize {
        self.samples.len()
    }

    fn get(&self, index: usize) -> Option<&T> {
        (self.in_memory)(index).then(|| &self.samples[index])
    }

    fn read(&self, index: usize, into: &mut T) -> kerust::Result<()> {
        *into = self.samples[index];
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

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
        x in vec(prop::array::uniform6(prop::array::uniform5(prop::array::uniform2(-1.0f32..1.0))), 1..6),
        seed in any::<u64>(),
    ) {
        let net = Pictures::new(seed);
        let together = net.predict_batch(&x).unwrap();
        let alone: Vec<[f32; 3]> = x.iter().map(|row: &Picture| net.predict(row)).collect();
        prop_assert_eq!(&together, &alone, "together and alone");
    }

    /// Sums over a batch are added in another order, so this holds up to rounding.
    #[test]
    fn a_step_does_not_depend_on_the_order_of_its_rows(
        (x, y) in data(2..20), first in any::<prop::sample::Index>(), seed in any::<u64>(),
    ) {
        let train = |x: &[Row], y: &[u8]| {
            let optimizer = SGD::new().learning_rate(0.5);
            let mut net = compile!(Plain::new(seed), optimizer = optimizer, loss = sparse_categorical_crossentropy);
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

    #[test]
    fn a_seed_decides_every_bit((x, y) in data(12..40), batch in 1usize..12, seed in any::<u64>()) {
        let train = |seed| {
            let mut net = compiled(1);
            let history = fit(&mut net, &x, &y, batch, seed);
            (bits(&*net), history)
        };
        let (weights, history) = train(seed);
        let again = train(seed);
        prop_assert_eq!(&again.0, &weights, "weights of the same seed");
        prop_assert_eq!(&again.1, &history, "history of the same seed");
        prop_assert_ne!(train(seed ^ 1).0, weights, "weights of another seed");
    }

    #[test]
    fn a_batch_larger_than_the_data_is_one_full_batch(
        (x, y) in data(4..20), more in 1usize..100, seed in any::<u64>(),
    ) {
        let (mut full, mut larger) = (compiled(1), compiled(1));
        let trained = (x.len() as f64 * 0.75) as usize;
        let expected = fit(&mut full, &x, &y, trained, seed);
        let got = fit(&mut larger, &x, &y, trained + more, seed);
        // Validation rows may be more than rows of a batch; their sums are in double precision.
        prop_assert_eq!(&expected["loss"], &got["loss"], "losses of full and larger batches");
        prop_assert_eq!(bits(&*full), bits(&*larger), "weights of full and larger batches");
        prop_assert_eq!(full.iterations(), 2, "steps of 2 epochs");
        prop_assert_eq!(larger.iterations(), 2, "steps of 2 epochs");
    }

    #[test]
    fn bytes_are_the_numbers_they_are_cast_to(
        x in vec(any::<[u8; 5]>(), 8..40), batch in 1usize..12, seed in any::<u64>(),
    ) {
        let y: Vec<u8> = x.iter().map(|row| row[0] % 3).collect();
        let cast: Vec<Row> = x.iter().map(|row| row.map(f32::from)).collect();
        let (mut bytes, mut floats) = (compiled(1), compiled(1));
        let (got, expected) = (fit(&mut bytes, &x, &y, batch, seed), fit(&mut floats, &cast, &y, batch, seed));
        prop_assert_eq!(got, expected, "history of bytes and of numbers");
        prop_assert_eq!(bits(&*bytes), bits(&*floats), "weights of bytes and of numbers");
        prop_assert_eq!(bytes.predict_batch(&x).unwrap(), floats.predict_batch(&cast).unwrap());
        prop_assert_eq!(bytes.predict(&x[0]), floats.predict(&cast[0]));
        prop_assert_eq!(bytes.evaluate(&x, &y).unwrap(), floats.evaluate(&cast, &y).unwrap());
    }

    #[test]
    fn a_source_of_ones_own_is_the_slice_it_reads(
        (x, y) in data(8..40), batch in 1usize..12, seed in any::<u64>(),
    ) {
        let mut expected = compiled(1);
        let history = fit(&mut expected, &x, &y, batch, seed);
        let kinds: [(&str, fn(usize) -> bool); 4] = [
            ("none in memory", |_| false),
            ("all in memory", |_| true),
            ("even ones in memory", |index| index % 2 == 0),
            ("odd ones in memory", |index| index % 2 == 1),
        ];
        for (kind, in_memory) in kinds {
            let x = Source { samples: &x[..], in_memory };
            let y = Source { samples: &y[..], in_memory };
            let mut net = compiled(1);
            prop_assert_eq!(fit(&mut net, &x, &y, batch, seed), history.clone(), "history, {}", kind);
            prop_assert_eq!(bits(&*net), bits(&*expected), "weights, {}", kind);
            let (got, expected) = (net.predict_batch(&x), expected.predict_batch(x.samples));
            prop_assert_eq!(got.unwrap(), expected.unwrap(), "predictions, {}", kind);
            let got = net.train_on_batch(&x, &y).unwrap();
            let mut other = compiled(1);
            fit(&mut other, x.samples, y.samples, batch, seed);
            let expected = other.train_on_batch(x.samples, y.samples).unwrap();
            prop_assert_eq!(got, expected, "train_on_batch, {}", kind);
        }
    }

    #[test]
    fn a_clone_trains_on_as_its_original_does(
        (x, y) in data(8..30), batch in 1usize..12, seed in any::<u64>(),
    ) {
        let mut net = compiled(seed);
        fit(&mut net, &x, &y, batch, seed);
        let mut clone = net.clone();
        prop_assert_eq!(clone.iterations(), net.iterations());
        let (got, expected) = (fit(&mut clone, &x, &y, batch, seed), fit(&mut net, &x, &y, batch, seed));
        prop_assert_eq!(got, expected, "history of the clone and of the original");
        prop_assert_eq!(bits(&*clone), bits(&*net), "weights of the clone and of the original");
        net.train_on_batch(&x, &y).unwrap();
        prop_assert_ne!(bits(&*clone), bits(&*net), "weights of the clone after another step of the original");
    }

    /// Order and dropout follow from the seed and the number of the step, so nothing is repeated.
    #[test]
    fn two_fits_of_one_epoch_are_one_of_two((x, y) in data(8..30), batch in 1usize..12, seed in any::<u64>()) {
        let (mut once, mut twice) = (compiled(1), compiled(1));
        let expected = once.fit(&x, &y).epochs(2).batch_size(batch).seed(seed).run().unwrap();
        let mut got = Vec::new();
        for _ in 0..2 {
            let history = twice.fit(&x, &y).batch_size(batch).seed(seed).run().unwrap();
            got.extend_from_slice(&history["loss"]);
        }
        prop_assert_eq!(&expected["loss"], &got[..], "losses");
        prop_assert_eq!(bits(&*once), bits(&*twice), "weights");
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
                prop_assert_eq!(bits(&*net), bits(&*expected), "weights, {}", stringify!($class));
            )*};
        }
        each! { u16 u32 u64 usize }
    }
}
