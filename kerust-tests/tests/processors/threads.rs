//! Several threads train one model: to the same bits as one, whatever callbacks do meanwhile.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

use kerust::graph::{Inferred, Spec, Weight};
use kerust::initializers::ones;
use kerust::layers::{Infer, Node, RowBackward, RowForward, RowLayer};
use kerust::prelude::*;
use kerust::random::{generator, unit};

// Each has enough work for several threads, and another way to split it.
model! { struct Pair < Dense<200, 64>(relu), Dropout(0.2), Dense<64, 10>(softmax) > }
model! {
    struct Odd <
        Dense<200, 130>(tanh), Activation(relu), Dense<130, 70>(relu),
        Dense<70, 33>(sigmoid), Dropout(0.1), Rescaling(0.5), Dense<33, 10>(softmax),
    >
}
model! {
    struct Kept <
        Dense<200, 130>(gelu), Activation(silu), Dense<130, 70>(mish),
        Dense<70, 33>(softsign), Dropout(0.1), Dense<33, 10>(softmax),
    >
}
model! { struct Whole < Dense<200, 16>(softmax), Dense<16, 300>(softmax), Dense<300, 10>(softmax) > }

const ROWS: usize = 150;

fn data() -> (Vec<[f32; 200]>, Vec<u8>) {
    let mut rng = generator(5);
    let x = (0..ROWS).map(|_| [0.0; 200].map(|_| unit(&mut rng)));
    (
        x.collect(),
        (0..ROWS).map(|row| (row * 7 % 10) as u8).collect(),
    )
}

fn bits<M: Model>(net: &M) -> Vec<u32> {
    let arrays = net.get_weights();
    let values = arrays.iter().flat_map(|array| &array.values);
    values.map(|value| value.to_bits()).collect()
}

type Trained<M> = Compiled<M, Adam, sparse_categorical_crossentropy, (accuracy,)>;

fn compiled<M: Model<Input = Vector<200>, Output = Vector<10>, Head = softmax>>(
    net: Box<M>,
) -> Trained<M> {
    compile!(
        net,
        optimizer = Adam(learning_rate = 0.01),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    )
}

/// Weights and history after an epoch, and after one more, so that the optimizer's state counts.
fn train<M>(threads: usize, batch_size: usize) -> (Vec<u32>, Vec<Vec<f32>>)
where
    M: Model<Input = Vector<200>, Output = Vector<10>, Head = softmax>,
{
    let (x, y) = data();
    let mut net = compiled(M::new(3));
    let mut histories = Vec::new();
    for _ in 0..2 {
        let history = fit!(
            net,
            &x,
            &y,
            batch_size = batch_size,
            validation_split = 0.2,
            seed = 9,
            threads = threads,
            verbose = 0,
        )
        .unwrap();
        for name in ["loss", "accuracy", "val_loss", "val_accuracy"] {
            histories.push(history[name].to_vec());
        }
    }
    (bits(net.model()), histories)
}

fn same_for_all<M>()
where
    M: Model<Input = Vector<200>, Output = Vector<10>, Head = softmax>,
{
    for batch_size in [20, 32, 1000] {
        let (weights, histories) = train::<M>(1, batch_size);
        for threads in 2..=4 {
            let (others, other_histories) = train::<M>(threads, batch_size);
            let different = weights.iter().zip(&others).filter(|(a, b)| a != b).count();
            let text = format!("{}, {threads} threads, batches of {batch_size}", M::NAME);
            assert_eq!(different, 0, "weights of {text}");
            assert_eq!(histories, other_histories, "history of {text}");
        }
    }
}

#[test]
fn a_pair_of_layers() {
    same_for_all::<Pair>();
}

#[test]
fn pairs_in_a_row_of_odd_sizes() {
    same_for_all::<Odd>();
}

#[test]
fn pairs_whose_activations_keep_their_input() {
    same_for_all::<Kept>();
}

#[test]
fn a_model_that_cannot_be_split() {
    same_for_all::<Whole>();
}

/// A layer with weights that is not split, so that a convolution behind it has to give it the gradient of all
/// rows. It notes the threads that it has run on.
#[derive(Debug)]
pub struct Gain;

static THREADS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

impl Gain {
    /// The layer.
    #[must_use]
    pub const fn new() -> Self {
        Gain
    }
}

impl<N: Node<Layer = Gain>> Infer<N> for Gain {
    const SPEC: Spec = Spec::new("Gain", Inferred::Shape(N::INPUT)).weight(Weight::new(
        "gain",
        &[N::INPUT.width()],
        &ones {},
    ));
}

impl RowLayer for Gain {
    fn forward(&self, row: RowForward<'_>) {
        let thread = format!("{:?}", thread::current().id());
        THREADS.lock().unwrap().insert(thread);
        let width = row.shapes.input.width();
        for (i, y) in row.y.iter_mut().enumerate() {
            *y = row.weights.at(0).get(i % width) * row.x[i];
        }
    }

    fn backward(&self, mut row: RowBackward<'_>) {
        let width = row.shapes.input.width();
        for (i, dy) in row.dy.iter().enumerate() {
            row.dx[i] = row.weights.at(0).get(i % width) * dy;
            row.gradients.at(0).add(i % width, row.x[i] * dy);
        }
    }
}

model! {
    struct Convolutions <
        Image<14, 14, 2>,
        Rescaling(0.5), Conv2D<2, 6, 5>(relu, padding = same), MaxPooling2D<2>, Dropout(0.2),
        Conv2D<6, 17, 3>(gelu), Activation(tanh), MaxPooling2D<2>, Flatten, Dropout(0.1),
        Dense<68, 40>(relu), Dense<40, 10>(softmax),
    >
}
model! {
    struct Middle <
        Image<14, 14, 2>,
        Gain, Conv2D<2, 32, 5>(softmax), MaxPooling2D<2>, Flatten, Dense<800, 10>(softmax),
    >
}
// It ends as it is split, and has two parts that are.
model! {
    struct Last <
        Image<14, 14, 2>,
        Conv2D<2, 20, 3>(relu, padding = same, strides = 2), Activation(softmax), Gain, Conv2D<20, 10, 7>,
        Flatten, Activation(softmax),
    >
}

/// The weights, the losses and a prediction after two trainings.
fn train_on_images<M>(threads: usize, batch_size: usize, optimizer: Adam) -> (Vec<u32>, Vec<f32>)
where
    M: Model<Input = Image<14, 14, 2>, Output = Vector<10>, Head = softmax>,
{
    let mut rng = generator(6);
    let rows = 24;
    let mut x = vec![[[[0.0; 2]; 14]; 14]; rows];
    let numbers = x.as_flattened_mut().as_flattened_mut().as_flattened_mut();
    numbers.fill_with(|| 2.0 * unit(&mut rng) - 1.0);
    let y: Vec<u8> = (0..rows).map(|row| (row * 7 % 10) as u8).collect();
    let mut net = compile!(
        M::new(3),
        optimizer = optimizer,
        loss = sparse_categorical_crossentropy,
    );
    let mut losses = Vec::new();
    for _ in 0..2 {
        let history = net.fit(&x, &y).batch_size(batch_size).seed(9);
        losses.extend_from_slice(&history.threads(threads).run().unwrap()["loss"]);
    }
    losses.extend_from_slice(&net.predict(&x[0]));
    (bits(net.model()), losses)
}

pub(super) fn same_on_images<M>()
where
    M: Model<Input = Image<14, 14, 2>, Output = Vector<10>, Head = softmax>,
{
    // Fewer rows than groups, batches that leave some, and all at once.
    for batch_size in [5, 16, 24] {
        let adam = || Adam::new().learning_rate(0.003);
        let alone = train_on_images::<M>(1, batch_size, adam());
        for threads in [2, 3, 8] {
            let given = train_on_images::<M>(threads, batch_size, adam());
            let different = alone.0.iter().zip(&given.0).filter(|(a, b)| a != b).count();
            let text = format!("{}, {threads} threads, batches of {batch_size}", M::NAME);
            assert_eq!(different, 0, "weights of {text}");
            assert_eq!(alone.1, given.1, "losses of {text}");
        }
    }
}

#[test]
fn convolutions_by_rows() {
    same_on_images::<Convolutions>();
}

#[test]
fn convolutions_among_other_layers() {
    for same in [same_on_images::<Middle>, same_on_images::<Last>] {
        THREADS.lock().unwrap().clear();
        same();
        let threads = THREADS.lock().unwrap().len();
        assert!(threads > 8 || cfg!(target_family = "wasm"), "{threads}");
    }
}

/// The gradient that is kept, of a penalized or clipped training, has the bits of the one that updates at once.
#[test]
fn gradients_of_convolutions_that_are_kept() {
    let adam = || Adam::new().learning_rate(0.003);
    let kept = train_on_images::<Convolutions>(3, 16, adam().clipvalue(1e9));
    assert!(kept == train_on_images::<Convolutions>(2, 16, adam()));
}

/// Reads and changes the model in the middle of an epoch.
struct Meddler {
    seen: Vec<Vec<u32>>,
}

impl Callback<Pair> for Meddler {
    type Monitor = ();

    fn on_train_batch_end(
        &mut self,
        batch: usize,
        _: &Logs,
        training: &mut Training<'_, Pair>,
    ) -> kerust::Result<()> {
        if batch == 2 {
            self.seen.push(bits(training.model()));
            training.model().dense_mut().kernel().put(700, 0.25);
            training.set_learning_rate(0.02);
        }
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        _: &mut Logs,
        training: &mut Training<'_, Pair>,
    ) -> kerust::Result<()> {
        self.seen.push(bits(training.model()));
        if epoch == 1 {
            training.model().dense_1_mut().bias().put(3, -1.0);
        }
        Ok(())
    }
}

#[test]
fn callbacks_see_and_change_the_whole_model() {
    let (x, y) = data();
    let all: Vec<_> = (1..=4)
        .map(|threads| {
            let mut net = compiled(Pair::new(1));
            let mut meddler = Meddler { seen: Vec::new() };
            net.fit(&x, &y)
                .epochs(3)
                .threads(threads)
                .callback(&mut meddler)
                .run()
                .unwrap();
            meddler.seen.push(bits(net.model()));
            assert_ne!(meddler.seen[0], meddler.seen[1]);
            meddler.seen
        })
        .collect();
    for (index, seen) in all.iter().enumerate() {
        assert!(*seen == all[0], "{} threads", index + 1);
    }
}

/// Rows that come from elsewhere, until one cannot be read.
struct Source<'a> {
    x: &'a [[f32; 200]],
    broken: usize,
    /// What may not be shared between threads.
    reads: std::cell::Cell<usize>,
}

impl Samples for Source<'_> {
    type Item = [f32; 200];

    fn sample_count(&self) -> usize {
        self.x.len()
    }

    fn read_sample(&self, index: usize, into: &mut [f32; 200]) -> kerust::Result<()> {
        self.reads.set(self.reads.get() + 1);
        if self.reads.get() > self.broken {
            return Err(kerust::Error::Other("the disk is gone".into()));
        }
        *into = self.x[index];
        Ok(())
    }
}

fn train_from(source: &Source<'_>, y: &[u8], threads: usize) -> (Vec<u32>, Option<String>) {
    let mut net = compiled(Pair::new(1));
    let result = net.fit(source, y).epochs(2).threads(threads).run();
    (
        bits(net.model()),
        result.err().map(|error| error.to_string()),
    )
}

#[test]
fn rows_from_a_source_and_an_error_in_between() {
    let (x, y) = data();
    let source = |broken| Source {
        x: &x,
        broken,
        reads: std::cell::Cell::new(0),
    };
    let whole = train_from(&source(usize::MAX), &y, 1);
    assert_eq!(whole.1, None);
    assert_eq!(train_from(&source(usize::MAX), &y, 2), whole);
    let mut net = compiled(Pair::new(1));
    net.fit(&x, &y).epochs(2).run().unwrap();
    assert_eq!(bits(net.model()), whole.0, "rows in memory");

    let stopped = train_from(&source(200), &y, 1);
    assert_eq!(stopped.1.as_deref(), Some("the disk is gone"));
    assert_ne!(stopped.0, whole.0);
    assert_eq!(train_from(&source(200), &y, 3), stopped);
}

/// A label that is found to be wrong when its batch is there.
struct Labels(usize);

impl Samples for Labels {
    type Item = u8;

    fn sample_count(&self) -> usize {
        ROWS
    }

    fn read_sample(&self, index: usize, into: &mut u8) -> kerust::Result<()> {
        *into = if index == self.0 { 99 } else { 1 };
        Ok(())
    }
}

#[test]
fn a_wrong_label_ends_the_training_of_all_threads() {
    let (x, _) = data();
    let run = |threads| {
        let mut net = compiled(Pair::new(1));
        let fit = net.fit(&x, &Labels(120)).shuffle(false).threads(threads);
        let error = fit.run().unwrap_err().to_string();
        (error, net.iterations(), bits(net.model()))
    };
    let alone = run(1);
    assert_eq!(alone.1, 3);
    assert!(alone.0.contains("label 99 of row 120"), "{}", alone.0);
    for threads in 2..=4 {
        assert_eq!(run(threads), alone, "{threads} threads");
    }
}

struct Panics;

impl Callback<Pair> for Panics {
    type Monitor = ();

    fn on_train_batch_end(
        &mut self,
        batch: usize,
        _: &Logs,
        _: &mut Training<'_, Pair>,
    ) -> kerust::Result<()> {
        assert!(batch < 3, "as it was asked to");
        Ok(())
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "a panic ends the program")]
fn a_panic_ends_the_training_of_all_threads() {
    let (x, y) = data();
    let result = catch_unwind(|| {
        let mut net = compiled(Pair::new(1));
        let _ = net.fit(&x, &y).threads(4).callback(Panics).run();
    });
    let text = result.unwrap_err();
    assert_eq!(text.downcast_ref::<&str>(), Some(&"as it was asked to"));
}

/// Rows and labels of which the last one cannot be read.
struct Panicking<T>(Vec<T>);

impl<T: Copy> Samples for Panicking<T> {
    type Item = T;

    fn sample_count(&self) -> usize {
        self.0.len()
    }

    fn read_sample(&self, index: usize, into: &mut T) -> kerust::Result<()> {
        assert!(index + 1 < self.0.len(), "as it was asked to");
        *into = self.0[index];
        Ok(())
    }
}

/// What a panic leaves that is caught: the weights before the step, and the optimizer's state.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "a panic ends the program")]
fn a_panic_leaves_what_all_threads_have_learnt() {
    let (x, y) = data();
    let (bad_x, bad_y) = (Panicking(x.clone()), Panicking(y.clone()));
    let run = |threads, panic| {
        let mut net = compiled(Pair::new(1));
        let ended = catch_unwind(AssertUnwindSafe(|| match panic {
            "callback" => net.fit(&x, &y).threads(threads).callback(Panics).run(),
            "rows" => net.fit(&bad_x, &y).shuffle(false).threads(threads).run(),
            _ => net.fit(&x, &bad_y).shuffle(false).threads(threads).run(),
        }));
        assert!(ended.is_err(), "{panic}");
        let left = (net.iterations(), bits(net.model()));
        net.fit(&x, &y).threads(threads).run().unwrap();
        (left, bits(net.model()))
    };
    for panic in ["callback", "rows", "labels"] {
        let alone = run(1, panic);
        assert_eq!(alone.0.0, 4, "steps before the panic of {panic}");
        for threads in 2..=4 {
            assert!(run(threads, panic) == alone, "{panic}, {threads} threads");
        }
    }
}

#[test]
fn no_threads_is_an_error() {
    let (x, y) = data();
    let mut net = compiled(Pair::new(1));
    let error = net.fit(&x, &y).threads(0).run().unwrap_err();
    assert!(error.to_string().contains("at least one thread"), "{error}");
}

#[test]
fn validation_on_many_rows_is_that_of_one_thread() {
    let (x, y) = data();
    let (many_x, many_y) = (x.repeat(20), y.repeat(20));
    let run = |threads| {
        let mut net = compiled(Pair::new(1));
        let fit = net.fit(&x, &y).validation_data(&many_x, &many_y);
        let history = fit.threads(threads).run().unwrap();
        (history["val_loss"].to_vec(), bits(net.model()))
    };
    let alone = run(1);
    for threads in 2..=4 {
        assert!(run(threads) == alone, "{threads} threads");
    }
}

#[test]
fn predictions_of_many_rows_are_those_of_each() {
    let net = Pair::new(2);
    let mut rng = generator(8);
    let x: Vec<[f32; 200]> = (0..5000)
        .map(|_| [0.0; 200].map(|_| unit(&mut rng)))
        .collect();
    let all = net.predict_batch(&x).unwrap();
    assert_eq!(all.len(), x.len());
    for (row, y) in x.iter().zip(&all).step_by(97) {
        assert_eq!(net.predict(row), *y);
    }
}
