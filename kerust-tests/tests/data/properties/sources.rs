//! Where rows and labels come from, and in which order they are read.

use std::cell::RefCell;

use kerust::contract::{RowFor, Samples};
use kerust::prelude::*;
use proptest::collection::vec;
use proptest::prelude::*;

use super::data::{Row, bits, compiled, config, data, fit};

/// Which samples lie in memory.
type InMemory = fn(usize) -> bool;

/// A source that has its samples from a slice, some or all of them by reading only.
struct Source<'a, T> {
    samples: &'a [T],
    in_memory: InMemory,
}

impl<T: Copy> Samples for Source<'_, T> {
    type Item = T;

    fn sample_count(&self) -> usize {
        self.samples.len()
    }

    fn sample(&self, index: usize) -> Option<&T> {
        (self.in_memory)(index).then(|| &self.samples[index])
    }

    fn read_sample(&self, index: usize, into: &mut T) -> kerust::Result<()> {
        *into = self.samples[index];
        Ok(())
    }
}

/// Rows that write down in which order they are read.
struct Watched<'a> {
    rows: &'a [Row],
    read: RefCell<Vec<usize>>,
}

impl Samples for Watched<'_> {
    type Item = Row;

    fn sample_count(&self) -> usize {
        self.rows.len()
    }

    fn read_sample(&self, index: usize, into: &mut Row) -> kerust::Result<()> {
        self.read.borrow_mut().push(index);
        *into = self.rows[index];
        Ok(())
    }
}

model! { struct Plain < Dense<5, 300>(tanh), Dense<300, 3>(softmax) > }
model! {
    struct Scaled <
        Vector<5>,
        Rescaling(0.01, offset = -1.0), Dense<5, 300>(tanh), Dense<300, 3>(softmax),
    >
}

/// The bits of a model's weights after two epochs, and what it makes of the rows.
fn trained<M, X>(
    net: Box<M>,
    x: &X,
    y: &[u8],
    batch: usize,
    threads: usize,
) -> (Vec<u32>, Vec<[f32; 3]>)
where
    M: Model<Input = Vector<5>, Output = Vector<3>, Head = softmax>,
    X: Samples<Item: RowFor<Vector<5>>> + ?Sized,
{
    let mut net = compile!(net, optimizer = SGD, loss = sparse_categorical_crossentropy);
    let fit = net.fit(x, y).epochs(2).batch_size(batch).threads(threads);
    fit.run().expect("good data");
    let weights = net.get_weights().into_iter().flat_map(|array| array.values);
    let weights = weights.map(f32::to_bits).collect();
    (weights, net.predict_batch(x).expect("good data"))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn bytes_are_the_numbers_they_are_cast_to(
        x in vec(any::<[u8; 5]>(), 8..40), batch in 1usize..12, seed in any::<u64>(),
    ) {
        let y: Vec<u8> = x.iter().map(|row| row[0] % 3).collect();
        let cast: Vec<Row> = x.iter().map(|row| row.map(f32::from)).collect();
        let (mut bytes, mut floats) = (compiled(1), compiled(1));
        let got = fit(&mut bytes, &x, &y, batch, seed);
        let expected = fit(&mut floats, &cast, &y, batch, seed);
        prop_assert_eq!(got, expected, "history of bytes and of numbers");
        prop_assert_eq!(bits(bytes.model()), bits(floats.model()), "weights of bytes and of numbers");
        prop_assert_eq!(bytes.predict_batch(&x).unwrap(), floats.predict_batch(&cast).unwrap());
        prop_assert_eq!(bytes.predict(&x[0]), floats.predict(&cast[0]));
        prop_assert_eq!(bytes.evaluate(&x, &y).unwrap(), floats.evaluate(&cast, &y).unwrap());
    }

    #[test]
    fn a_leading_rescaling_trains_as_rows_that_are_scaled_before(
        x in vec(any::<[u8; 5]>(), 8..40), batch in 1usize..12, threads in 1usize..3,
    ) {
        let y: Vec<u8> = x.iter().map(|row| row[0] % 3).collect();
        let cast: Vec<Row> = x.iter().map(|row| row.map(f32::from)).collect();
        let scaled: Vec<Row> = cast.iter().map(|row| row.map(|x| x * 0.01 - 1.0)).collect();
        let expected = trained(Plain::new(3), &scaled, &y, batch, threads);
        let (got, expected) = (trained(Scaled::new(3), &x, &y, batch, threads), &expected);
        prop_assert_eq!(&got, expected, "bytes");
        let got = trained(Scaled::new(3), &cast, &y, batch, threads);
        prop_assert_eq!(&got, expected, "numbers");
        let source = Source { samples: &x[..], in_memory: |index| index % 3 == 0 };
        let got = trained(Scaled::new(3), &source, &y, batch, threads);
        prop_assert_eq!(&got, expected, "bytes from a source");
    }

    #[test]
    fn a_source_of_ones_own_is_the_slice_it_reads(
        (x, y) in data(8..40), batch in 1usize..12, seed in any::<u64>(),
    ) {
        let mut expected = compiled(1);
        let history = fit(&mut expected, &x, &y, batch, seed);
        let kinds: [(&str, InMemory); 4] = [
            ("none in memory", |_| false),
            ("all in memory", |_| true),
            ("even ones in memory", |index| index % 2 == 0),
            ("odd ones in memory", |index| index % 2 == 1),
        ];
        for (kind, in_memory) in kinds {
            let x = Source { samples: &x[..], in_memory };
            let y = Source { samples: &y[..], in_memory };
            let mut net = compiled(1);
            let got = fit(&mut net, &x, &y, batch, seed);
            prop_assert_eq!(&got, &history, "history, {}", kind);
            prop_assert_eq!(bits(net.model()), bits(expected.model()), "weights, {}", kind);
            let (got, expected) = (net.predict_batch(&x), expected.predict_batch(x.samples));
            prop_assert_eq!(got.unwrap(), expected.unwrap(), "predictions, {}", kind);
            let got = net.train_on_batch(&x, &y).unwrap();
            let mut other = compiled(1);
            fit(&mut other, x.samples, y.samples, batch, seed);
            let expected = other.train_on_batch(x.samples, y.samples).unwrap();
            prop_assert_eq!(got, expected, "train_on_batch, {}", kind);
        }
    }

    /// Each epoch goes once through the rows before the split, in an order of its own, and then
    /// through the others.
    #[test]
    fn rows_are_read_once_an_epoch(
        (x, y) in data(20..60), batch in 1usize..12, seed in any::<u64>(),
    ) {
        let rows = x.len();
        let trained = (rows as f64 * 0.75) as usize;
        let orders = |shuffle, seed| {
            let x = Watched { rows: &x, read: RefCell::default() };
            let mut net = compiled(1);
            let fit = net.fit(&x, &y).epochs(2).batch_size(batch).seed(seed).shuffle(shuffle);
            fit.validation_split(0.25).run().expect("good data");
            let read = x.read.into_inner();
            [read[..rows].to_vec(), read[rows..].to_vec()]
        };
        let in_order: Vec<usize> = (0..rows).collect();
        prop_assert_eq!(orders(false, seed), [in_order.clone(), in_order.clone()]);
        let shuffled = orders(true, seed);
        for order in &shuffled {
            let mut sorted = order[..trained].to_vec();
            sorted.sort();
            prop_assert_eq!(&sorted, &in_order[..trained], "rows of the training in {:?}", order);
            prop_assert_eq!(&order[trained..], &in_order[trained..], "rows of the validation");
            prop_assert_ne!(order, &in_order, "a shuffled order");
        }
        prop_assert_ne!(&shuffled[0], &shuffled[1], "orders of two epochs");
        prop_assert_ne!(&orders(true, seed ^ 1)[0], &shuffled[0], "orders of two seeds");
        prop_assert_eq!(orders(true, seed), shuffled, "orders of the same seed");
    }
}
