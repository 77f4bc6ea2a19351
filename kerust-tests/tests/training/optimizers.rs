//! Optimizers in a training: updates at once and of stored gradients are the same, on any number of
//! threads; schedules and averages.

use kerust::Error;
use kerust::optimizers::schedules::Schedule;
use kerust::optimizers::{Optimizer, Settings};
use kerust::prelude::*;
use kerust::random::{generator, unit};

model! { struct Net < Dense<200, 64>(relu), Dropout(0.2), Dense<64, 10>(softmax) > }

const ROWS: usize = 100;

fn data() -> (Vec<[f32; 200]>, Vec<u8>) {
    let mut rng = generator(5);
    let x = (0..ROWS).map(|_| [0.0; 200].map(|_| unit(&mut rng)));
    (
        x.collect(),
        (0..ROWS).map(|row| (row * 7 % 10) as u8).collect(),
    )
}

fn bits<M: Model>(net: &M) -> Vec<u32> {
    let arrays = net.get_weights().into_iter();
    arrays
        .flat_map(|array| array.values)
        .map(f32::to_bits)
        .collect()
}

/// The weights after two fits, so that the state counts.
fn trained<O: Optimizer>(optimizer: &O, threads: usize) -> Vec<u32> {
    let (x, y) = data();
    let optimizer = optimizer.clone();
    let mut net = compile!(
        Net::new(3),
        optimizer = optimizer,
        loss = sparse_categorical_crossentropy,
    );
    for _ in 0..2 {
        net.fit(&x, &y).threads(threads).run().expect("good data");
    }
    bits(net.model())
}

fn same<O: Optimizer>(optimizer: O) {
    let at_once = trained(&optimizer, 1);
    for threads in [2, 3] {
        let by_several = trained(&optimizer, threads);
        assert!(
            at_once == by_several,
            "{threads} threads, {}",
            std::any::type_name::<O>()
        );
    }
    assert!(
        at_once == trained(&AnyOptimizer::new(optimizer.clone()), 2),
        "chosen at run time, {}",
        std::any::type_name::<O>()
    );
    // Clips nothing, and needs the whole gradient for it.
    let mut stored = optimizer;
    stored.settings_mut().clipvalue = Some(f32::MAX);
    assert!(
        at_once == trained(&stored, 2),
        "stored, {}",
        std::any::type_name::<O>()
    );
}

#[test]
fn at_once_or_stored_by_any_number_of_threads() {
    same(SGD::new().momentum(0.9).nesterov(true).weight_decay(0.1));
    same(RMSprop::new().centered::<true>().momentum(0.5));
    same(
        Adam::new()
            .weight_decay(0.1)
            .learning_rate(ExponentialDecay::new(0.01, 3, 0.9)),
    );
    same(AdamW::new().amsgrad::<true>());
    same(Adamax::new());
    same(Nadam::new());
    same(Adagrad::new().learning_rate(0.1));
    same(Adadelta::new().learning_rate(1.0));
    same(Ftrl::new().learning_rate_power(-0.6));
    same(Lion::new());
    same(ScheduleFreeAdamW::new().weight_decay(0.1).warmup_steps(3));
}

/// By any number of threads, and as one that is chosen at run time.
fn same_by_one(optimizer: impl Optimizer, name: &str) {
    let by_one = trained(&optimizer, 1);
    assert!(by_one == trained(&optimizer, 2), "{name}");
    let any = AnyOptimizer::new(optimizer);
    assert!(by_one == trained(&any, 2), "{name}, chosen at run time");
}

#[test]
fn averages_and_whole_arrays_by_any_number_of_threads() {
    let ema = SGD::new().use_ema(true).ema_overwrite_frequency(2);
    same_by_one(ema, "averages");
    same_by_one(Adafactor::new(), "whole arrays");
    same_by_one(Lamb::new(), "whole arrays with room of their own");
    same_by_one(Muon::new().exclude_layers(["dense_1"]), "matrices");
    let accumulated = Adam::new().gradient_accumulation_steps(3);
    same_by_one(accumulated, "accumulated");
    same_by_one(AnyOptimizer::new(AdamW::new()), "in a box");
}

#[test]
fn one_that_is_chosen_at_run_time_has_its_settings() {
    let mut any = AnyOptimizer::new(Adam::new().learning_rate(0.5).clipnorm(1.0));
    assert_eq!(any.settings().clipnorm, Some(1.0));
    any.settings_mut().learning_rate.set(0.25).unwrap();
    assert_eq!(any.clone().settings().learning_rate.at(0), 0.25);
    let wrong = AnyOptimizer::new(SGD::new().momentum(2.0));
    let mut line = Compile::new(Line::new(1)).optimizer(wrong).loss::<mse>();
    let error = line.fit(&[1.0], &[1.0]).run().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`momentum = 2`: it is a share, from 0 to 1"
    );
}

/// A schedule of a user's.
#[derive(Debug)]
struct Halves;

impl Schedule for Halves {
    fn at(&self, step: u64) -> f32 {
        1.0 / (1 << step.min(20)) as f32
    }
}

model! { struct Line < Dense<1, 1> > }

#[test]
fn the_macros_build_schedules_and_constants() {
    let net = compile!(
        Line::new(1),
        optimizer = Adam(
            learning_rate = ExponentialDecay(0.5, 10, 0.5, staircase = true),
            amsgrad = true,
            weight_decay = 0.1,
            clipnorm = 1.0,
        ),
        loss = mse,
    );
    let adam: &Adam<true> = net.optimizer();
    assert_eq!(adam.settings().learning_rate.at(10), 0.25);
    assert_eq!(adam.settings().clipnorm, Some(1.0));
    let steps = PiecewiseConstantDecay::new([5, 10], [0.1, 0.05, 0.01]);
    let net = compile!(
        Line::new(1),
        optimizer = RMSprop(learning_rate = steps, centered = false),
        loss = mse,
    );
    assert_eq!(net.optimizer().settings().learning_rate.at(6), 0.05);
    let decay = PiecewiseConstantDecay::new(vec![5], vec![0.1, 0.05]);
    let net = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = decay),
        loss = mse
    );
    assert_eq!(net.optimizer().settings().learning_rate.at(6), 0.05);
    let net = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = PiecewiseConstantDecay([2], [1.0, 0.5])),
        loss = mse,
    );
    assert_eq!(net.optimizer().settings().learning_rate.at(3), 0.5);
}

#[test]
fn the_rate_follows_a_schedule() {
    let optimizer = SGD::new().learning_rate(Halves);
    let mut net = Line::new(1);
    net.dense_mut().kernel().set([1.0]);
    let mut net = compile!(net, optimizer = optimizer, loss = mse);
    // Of y = w·1 + b with the target 0 the gradient of both is 2·y.
    let mut expected = [1.0_f32, 0.0];
    for step in 0..4 {
        net.train_on_batch(&[1.0_f32], &[0.0_f32])
            .expect("good data");
        let change = Halves.at(step) * 2.0 * (expected[0] + expected[1]);
        expected = expected.map(|weight| weight - change);
        let got = [
            net.model().dense().kernel()[[0, 0]],
            net.model().dense().bias()[[0]],
        ];
        assert_eq!(got, expected, "step {step}");
    }
}

#[test]
fn a_schedule_cannot_be_set() {
    let mut net = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = CosineDecay(0.0, 10)),
        loss = mse
    );
    let (x, y) = ([0.0_f32, 1.0], [1.0_f32, 1.0]);
    // A callback that does not say before the first step that it sets the rate.
    let sets = LambdaCallback::new().on_epoch_end(|_, _, training| training.set_learning_rate(0.5));
    let fit = net.fit(&x, &y).epochs(9).callback(sets);
    let error = fit.run().expect_err("a schedule is set");
    assert!(matches!(error, Error::Scheduled { rate: 0.5 }), "{error}");
    assert_eq!(net.history().epochs(), [0], "the epoch that was done");
}

/// The end of `fit` replaces the weights by their average, before callbacks see it.
#[test]
fn averages_become_the_weights() {
    struct End(f32);
    impl Callback<Line> for End {
        type Monitor = ();

        fn on_epoch_end(
            &mut self,
            _: usize,
            _: &mut Logs,
            training: &mut Training<'_, Line>,
        ) -> kerust::Result<()> {
            self.0 = training.model().dense().kernel()[[0, 0]];
            training.stop();
            Ok(())
        }

        fn on_train_end(
            &mut self,
            _: &Logs,
            training: &mut Training<'_, Line>,
        ) -> kerust::Result<()> {
            let now = training.model().dense().kernel()[[0, 0]];
            assert_ne!(self.0, now, "the average, also after an early end");
            Ok(())
        }
    }
    let mut net = compile!(
        Line::new(7),
        optimizer = SGD(learning_rate = 0.1, use_ema = true, ema_momentum = 0.5),
        loss = mse
    );
    let (x, y) = ([1.0_f32, 2.0], [3.0_f32, 5.0]);
    let fit = net.fit(&x, &y).epochs(3).batch_size(1).callback(End(0.0));
    fit.run().expect("good data");
    assert_eq!(net.iterations(), 2);
    let settings: &Settings = net.optimizer().settings();
    assert!(settings.use_ema);
}
