//! What stands behind `=` and in parentheses in `compile!` and `fit!`: words, and values of the user's.

#![deny(unused_braces, unused_parens)]
// What a path leads to is what is tested.
#![allow(unused_qualifications)]

use std::fmt::Debug;
use std::path::Path;
use std::{env, fs};

use kerust::contract::{LossAfter, Numbers};
use kerust::losses::Loss;
use kerust::optimizers::schedules::Schedule;
use kerust::prelude::*;

model! { struct Line < Dense<1, 1> > }
model! { struct Soft < Dense<1, 3>(softmax) > }

const X: [f32; 4] = [1.0, 2.0, 3.0, 4.0];
const Y: [f32; 4] = [2.0, 4.0, 6.0, 8.0];

const RATE: f32 = 0.25;
const PATIENCE: usize = 3;
const FLAG: bool = true;
const ADAM: Adam = Adam::new().beta_1(0.5);
const HUBER: huber = huber::new();
static DECAY: ExponentialDecay = ExponentialDecay::new(0.5, 10, 0.25);

mod own {
    pub const RATE: f32 = 0.25;
    pub use kerust::prelude::{Adam, SGD, mse};
}

struct Config {
    rate: f32,
}

impl Config {
    const RATE: f32 = 0.25;

    fn rate(&self) -> f32 {
        self.rate
    }

    fn optimizer(&self) -> String {
        shown(&compile!(
            Line::new(1),
            optimizer = SGD(learning_rate = Self::RATE),
            loss = mse
        ))
    }
}

/// The optimizer of a compiled model, with all its settings.
fn shown<M: Model, O: Debug, L, Ms>(net: &Compiled<M, O, L, Ms>) -> String {
    format!("{:?}", net.optimizer())
}

macro_rules! optimizer {
    ($($optimizer:tt)*) => {
        shown(&compile!(Line::new(1), optimizer = $($optimizer)*, loss = mse))
    };
}

#[test]
fn a_rate_is_any_expression() {
    let (config, rate) = (Config { rate: 0.25 }, 0.25_f64);
    let expected = format!("{:?}", SGD::new().learning_rate(0.25));
    let same = [
        optimizer!(SGD(learning_rate = RATE)),
        optimizer!(SGD(learning_rate = { RATE })),
        optimizer!(SGD(learning_rate = (RATE))),
        optimizer!(SGD(learning_rate = own::RATE)),
        optimizer!(SGD(learning_rate = Config::RATE)),
        optimizer!(SGD(learning_rate = config.rate)),
        optimizer!(SGD(learning_rate = config.rate())),
        optimizer!(SGD(learning_rate = rate)),
        optimizer!(SGD(learning_rate = rate as f32)),
        optimizer!(SGD(learning_rate = -(-RATE))),
        optimizer!(SGD(learning_rate = if rate > 1.0 { 0.0 } else { RATE })),
        optimizer!(SGD(learning_rate = {
            let half = 0.125;
            half * 2.0
        })),
        optimizer!(own::SGD(learning_rate = [RATE, 0.5][0])),
        config.optimizer(),
    ];
    for (number, optimizer) in same.iter().enumerate() {
        assert_eq!(*optimizer, expected, "{number}");
    }
    let decay = optimizer!(SGD(learning_rate = &DECAY));
    assert!(decay.contains("ExponentialDecay"), "{decay}");
}

#[test]
fn an_optimizer_is_a_word_a_constant_or_a_variable() {
    let adam = ADAM;
    let expected = format!("{ADAM:?}");
    assert_eq!(optimizer!(ADAM), expected);
    assert_eq!(optimizer!(adam), expected);
    let adam = ADAM;
    assert_eq!(optimizer!({ adam }), expected);
    assert_eq!(optimizer!(SGD), format!("{:?}", SGD::new()));
    assert_eq!(optimizer!(own::SGD), format!("{:?}", SGD::new()));
    let amsgrad = format!("{:?}", Adam::new().amsgrad::<true>());
    assert_eq!(optimizer!(own::Adam(amsgrad = FLAG)), amsgrad);
    assert_eq!(optimizer!(Adam(amsgrad = { FLAG })), amsgrad);
}

fn generic<O, L, const N: usize>(optimizer: O, loss: L)
where
    O: Optimizer + Default,
    L: LossAfter<linear, Is = L> + Loss<Labels = Numbers> + Default,
{
    let mut net = compile!(Line::new(1), optimizer = optimizer, loss = loss);
    let stop = EarlyStopping::new().patience(N);
    let history = fit!(
        net,
        &X,
        &Y,
        epochs = N,
        verbose = { 0 },
        callbacks = [
            EarlyStopping(monitor = loss, patience = N),
            ReduceLROnPlateau(monitor = loss, patience = { N })
        ],
    );
    assert_eq!(history.unwrap().epochs().len(), N);
    drop(stop);
    let _ = compile!(Line::new(1), optimizer = O, loss = L);
}

#[test]
fn parameters_are_words_and_values() {
    generic::<SGD, mse, 2>(SGD::new(), mse::new());
}

#[test]
fn losses_and_metrics_are_words_constants_or_expressions() {
    struct Task {
        loss: huber,
    }
    let (task, loss) = (Task { loss: HUBER }, HUBER);
    let net = compile!(
        Line::new(1),
        optimizer = SGD,
        loss = loss,
        metrics = [HUBER]
    );
    assert_eq!(net.evaluate(&X, &Y).unwrap().iter().len(), 2);
    let _ = compile!(
        Line::new(1),
        optimizer = SGD,
        loss = task.loss,
        metrics = [{ HUBER }]
    );
    let _ = compile!(
        Line::new(1),
        optimizer = SGD,
        loss = huber::new().delta(RATE),
        metrics = [huber(delta = RATE)]
    );
    let _ = compile!(
        Line::new(1),
        optimizer = SGD,
        loss = huber(delta = { RATE }),
        metrics = [huber::new()]
    );
    let _ = compile!(Line::new(1), optimizer = SGD, loss = own::mse);
    let _ = compile!(
        Soft::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy,
        metrics = [top_k(k = 2), accuracy]
    );
}

macro_rules! rates {
    ($($schedule:tt)*) => {{
        let schedule = optimizer!(SGD(learning_rate = $($schedule)*));
        schedule
    }};
}

#[test]
fn schedules_take_all_their_settings_by_name() {
    fn of(schedule: impl Schedule) -> String {
        format!("{:?}", SGD::new().learning_rate(schedule))
    }
    let exponential = of(ExponentialDecay::new(0.5, 10, 0.25));
    assert_eq!(
        rates!(ExponentialDecay(
            initial_learning_rate = 0.5,
            decay_steps = 10,
            decay_rate = 0.25
        )),
        exponential
    );
    assert_eq!(
        rates!(ExponentialDecay(
            decay_rate = RATE,
            decay_steps = 10,
            initial_learning_rate = 0.5
        )),
        exponential
    );
    assert_eq!(
        rates!(ExponentialDecay(
            0.5,
            decay_rate = 0.25,
            decay_steps = 10,
            staircase = false
        )),
        exponential
    );
    assert_eq!(
        rates!(ExponentialDecay(0.5, 10, decay_rate = 0.25)),
        exponential
    );
    assert_eq!(
        rates!(InverseTimeDecay(
            initial_learning_rate = 0.5,
            decay_steps = 10,
            decay_rate = 0.25,
            staircase = true
        )),
        of(InverseTimeDecay::new(0.5, 10, 0.25).staircase(true))
    );
    assert_eq!(
        rates!(PolynomialDecay(
            initial_learning_rate = 0.5,
            decay_steps = 10,
            end_learning_rate = 0.1,
            power = 2.0,
            cycle = true
        )),
        of(PolynomialDecay::new(0.5, 10)
            .end_learning_rate(0.1)
            .power(2.0)
            .cycle(true))
    );
    assert_eq!(
        rates!(CosineDecay(
            initial_learning_rate = 0.5,
            decay_steps = 10,
            alpha = 0.1,
            warmup_target = 0.7,
            warmup_steps = 3
        )),
        of(CosineDecay::new(0.5, 10)
            .alpha(0.1)
            .warmup_target(0.7)
            .warmup_steps(3))
    );
    assert_eq!(
        rates!(CosineDecayRestarts(
            initial_learning_rate = 0.5,
            first_decay_steps = 10,
            t_mul = 3.0,
            m_mul = 0.5,
            alpha = 0.1
        )),
        of(CosineDecayRestarts::new(0.5, 10)
            .t_mul(3.0)
            .m_mul(0.5)
            .alpha(0.1))
    );
    let piecewise = of(PiecewiseConstantDecay::new([1, 2], [0.1, 0.2, 0.3]));
    assert_eq!(
        rates!(PiecewiseConstantDecay(
            boundaries = [1, 2],
            values = [0.1, 0.2, 0.3]
        )),
        piecewise
    );
    assert_eq!(
        rates!(PiecewiseConstantDecay(
            values = vec![0.1, 0.2, 0.3],
            boundaries = vec![1, 2]
        )),
        piecewise
    );
    assert_eq!(
        rates!(PiecewiseConstantDecay([1, 2], values = [0.1, 0.2, 0.3])),
        piecewise
    );
}

/// Callbacks of the user's, made by `new`, by `Default`, and of what is borrowed.
mod mine {
    use super::*;

    #[derive(Default)]
    pub struct ByDefault;

    impl<M: Model> Callback<M> for ByDefault {
        type Monitor = ();
    }

    pub struct Lines<'a>(&'a mut Vec<usize>, usize);

    impl<'a> Lines<'a> {
        pub fn new(lines: &'a mut Vec<usize>) -> Self {
            Lines(lines, 1)
        }

        pub fn every(self, every: usize) -> Self {
            Lines(self.0, every)
        }
    }

    impl<M: Model> Callback<M> for Lines<'_> {
        type Monitor = ();

        fn on_epoch_end(
            &mut self,
            epoch: usize,
            _: &mut Logs,
            _: &mut Training<'_, M>,
        ) -> kerust::Result<()> {
            self.0.push(epoch * self.1);
            Ok(())
        }
    }

    /// With settings that words of Keras' have, and a default for each.
    pub struct Decay(pub f32);

    impl Decay {
        pub fn new(rate: f32) -> Self {
            Decay(rate)
        }

        pub fn decay_steps(self, steps: u16) -> Self {
            Decay(self.0 * f32::from(steps))
        }
    }

    impl<M: Model> Callback<M> for Decay {
        type Monitor = ();

        fn on_train_begin(&mut self, _: &mut Training<'_, M>) -> kerust::Result<()> {
            assert!(self.0 == 0.5 || self.0 == 1.5, "{}", self.0);
            Ok(())
        }
    }
}

#[test]
fn callbacks_are_words_or_values() {
    use mine::{ByDefault, Decay, Lines};

    let folder = tempfile::tempdir().unwrap();
    let (path, half, loss, val_rate) = (folder.path().join("log.csv"), 0.5, 0.5, 0.5);
    let mut lines = Vec::new();
    let mut kept = EarlyStopping::new().monitor::<loss>();
    let mut net = compile!(Line::new(1), optimizer = SGD, loss = mse, metrics = [mae]);
    fit!(
        net,
        &X,
        &Y,
        epochs = { 2 },
        verbose = 0,
        callbacks = [
            ByDefault,
            ByDefault(),
            { ByDefault },
            &mut kept,
            Lines(&mut lines, every = 2),
            Decay(loss),
            Decay(val_rate),
            Decay(loss, decay_steps = 3),
            EarlyStopping(
                monitor = loss,
                patience = PATIENCE,
                mode = Direction::Max,
                baseline = Config::RATE
            ),
            LearningRateScheduler(|epoch, rate| if epoch < 10 { rate } else { rate * 0.9 }),
            LearningRateScheduler(schedule = |_, rate| rate * half, verbose = 0),
            LambdaCallback(on_epoch_end = |_, logs, _| assert!(logs.loss() > 0.0)),
            CSVLogger(filename = &path, separator = ';'),
            CSVLogger(folder.path().join("other.csv")),
            ProgbarLogger(verbose = 0),
            TerminateOnNaN,
        ],
    )
    .unwrap();
    assert_eq!(lines, [0, 2]);
    assert!(fs::read_to_string(&path).unwrap().starts_with("epoch;"));
}

#[cfg(feature = "safetensors")]
#[test]
fn paths_have_names() {
    let folder = tempfile::tempdir().unwrap();
    let best = folder.path().join("best.safetensors");
    let mut net = compile!(Line::new(1), optimizer = SGD, loss = mse);
    fit!(
        net,
        &X,
        &Y,
        verbose = 0,
        callbacks = [
            ModelCheckpoint(filepath = &best, monitor = loss, save_best_only = true),
            BackupAndRestore(backup_dir = folder.path().join("backup")),
        ],
    )
    .unwrap();
    assert!(best.exists());
}

const OFFSET: f32 = -0.5;

model! {
    struct Scaled <
        Vector<1>, Rescaling(RATE, offset = OFFSET), Rescaling({ 1.0 }, offset = { OFFSET }),
        Rescaling((1.0), offset = Config::RATE), Rescaling(own::RATE),
    >
}
model! {
    struct Regular <
        Dense<4, 8>(kernel_regularizer = l2(l2 = { RATE }), bias_regularizer = l2(RATE)),
        Dropout(RATE), Dense<8, 3>,
    >
}

#[test]
fn a_constant_is_a_value_of_a_layer() {
    assert_eq!(Scaled::new(1).predict(&[4.0]), [0.0625]);
    assert_eq!(Regular::PARAMS, 4 * 8 + 8 + 8 * 3 + 3);
}

/// The names behind `pub fn` or `pub const fn` of functions that take `self` as it is.
fn setters(source: &str) -> Vec<&str> {
    let functions = source.split("pub fn ").chain(source.split("pub const fn "));
    let mut names: Vec<&str> = functions
        .filter_map(|function| {
            let open = function.find('(')?;
            let name = function[..open].split('<').next()?;
            let first = function[open + 1..].trim_start();
            let by_value = first.starts_with("self") || first.starts_with("mut self");
            let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
            (by_value && plain).then_some(name)
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The names in the declarations of `setters!`.
fn declared(source: &str) -> Vec<&str> {
    let declarations = source.split_once("setters! { []\n");
    let declarations =
        declarations.map_or("", |(_, begin)| begin.split("\n    }\n").next().unwrap());
    let settings = declarations.lines().map(str::trim_start);
    let settings = settings.filter(|line| !line.starts_with("//"));
    settings
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect()
}

/// A word refuses a setting that is not in its list: each setter that is not declared with the list has to be in it.
#[test]
fn lists_of_settings_are_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut words = 0;
    for folder in [
        "kerust-core/src/optimizers/schedules",
        "kerust-core/src/train/callbacks",
        "src/callbacks",
        "src/callbacks/checkpoint",
        "src/callbacks/tensorboard",
    ] {
        for file in fs::read_dir(root.join(folder)).unwrap() {
            let file = file.unwrap().path();
            if file.extension().is_none_or(|kind| kind != "rs") {
                continue;
            }
            let source = fs::read_to_string(&file).unwrap();
            let Some((_, list)) = source.split_once("listed! {\n") else {
                continue;
            };
            words += 1;
            let list = list.split_once('}').unwrap().0;
            let listed: Vec<&str> = list.split([' ', ',', '(', ')', '\n']).collect();
            for setter in setters(&source).into_iter().chain(declared(&source)) {
                assert!(listed.contains(&setter), "{}: `{setter}`", file.display());
            }
        }
    }
    assert_eq!(words, 8, "words that declare more than settings");
}

/// A loss with settings whose names have bounds where they are `kerust`'s, and has none of its own.
mod weighed {
    use kerust::contract::Numbers;
    use kerust::losses::Loss;

    kerust::loss! {
        /// The difference, times a factor and more.
        weighed_difference, val_weighed_difference, Numbers {
            /// The factor.
            factor: f32 = 1.0,
            /// What is added to the factor.
            delta: f32 = 0.0,
        }
    }

    impl Loss for weighed_difference {
        const NAME: &'static str = "weighed_difference";
        type Labels = Numbers;

        fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
            (self.factor + self.delta) * (target[0] - outputs[0])
        }

        fn gradient(&self, _: &[f32], _: &[f32], _: usize, scale: f32, gradient: &mut [f32]) {
            gradient[0] = -scale * (self.factor + self.delta);
        }
    }
}

#[test]
fn bounds_are_those_of_settings_of_kerust() {
    use weighed::weighed_difference;

    let net = compile!(
        Line::new(1),
        optimizer = SGD,
        loss = weighed_difference(factor = 4.0, delta = -1.5),
        metrics = [weighed_difference(factor = 2.0)],
    );
    let (plain, logs) = (net.predict(&[0.0])[0], net.evaluate(&[[0.0]], &[3.0]));
    let logs = logs.expect("good data");
    assert_eq!(logs.loss(), 2.5 * (3.0 - plain));
    assert_eq!(logs["weighed_difference"], 2.0 * (3.0 - plain));
}
