//! What is changed for a while is changed back, whichever way a call ends.

use std::panic::{AssertUnwindSafe, catch_unwind};

use kerust::Error;
use kerust::optimizers::Optimizer;
use kerust::prelude::*;

model! { struct Line < Dense<1, 1> > }

type Trained = Compiled<Line, SGD, mse>;
type Done = kerust::Result<()>;

const X: [f32; 4] = [1.0, 2.0, 3.0, 4.0];
const Y: [f32; 4] = [3.0, 5.0, 7.0, 9.0];

/// Trained for some steps, so that weights and averages differ.
fn line() -> Trained {
    let optimizer = SGD::new().learning_rate(0.01).use_ema(true);
    let mut line = compile!(Line::new(7), optimizer = optimizer, loss = mse);
    for _ in 0..3 {
        line.train_on_batch(&X, &Y).expect("good data");
    }
    line
}

fn weights(line: &Line) -> [u32; 2] {
    let weights = [line.dense().kernel()[[0, 0]], line.dense().bias()[[0]]];
    weights.map(f32::to_bits)
}

/// How a call ends before its end.
#[derive(Clone, Copy, Debug)]
enum Way {
    Error,
    Panic,
}

const WAYS: &[Way] = if cfg!(target_family = "wasm") {
    &[Way::Error]
} else {
    &[Way::Error, Way::Panic]
};

impl Way {
    fn out(self) -> Done {
        match self {
            Way::Error => Err(Error::Other("as it was asked to".into())),
            Way::Panic => panic!("as it was asked to"),
        }
    }
}

/// Ends the call the second time that a hook is called, or the first time if it comes only once.
struct Ends {
    at: &'static str,
    way: Way,
    calls: usize,
}

impl Ends {
    fn at(at: &'static str, way: Way) -> Self {
        Ends { at, way, calls: 0 }
    }

    fn called(&mut self, hook: &str) -> Done {
        if hook != self.at {
            return Ok(());
        }
        self.calls += 1;
        let once = ["train", "predict"].iter().any(|call| {
            let rest = hook.strip_prefix(call);
            rest.is_some_and(|rest| [" begin", " end"].contains(&rest))
        });
        if once || self.calls == 2 {
            return self.way.out();
        }
        Ok(())
    }
}

impl Callback<Line> for Ends {
    type Monitor = ();

    fn on_train_begin(&mut self, _: &mut Training<'_, Line>) -> Done {
        self.called("train begin")
    }

    fn on_train_end(&mut self, _: &Logs, _: &mut Training<'_, Line>) -> Done {
        self.called("train end")
    }

    fn on_epoch_begin(&mut self, _: usize, _: &mut Training<'_, Line>) -> Done {
        self.called("epoch begin")
    }

    fn on_epoch_end(&mut self, _: usize, _: &mut Logs, _: &mut Training<'_, Line>) -> Done {
        self.called("epoch end")
    }

    fn on_train_batch_begin(&mut self, _: usize, _: &mut Training<'_, Line>) -> Done {
        self.called("train batch begin")
    }

    fn on_train_batch_end(&mut self, _: usize, _: &Logs, _: &mut Training<'_, Line>) -> Done {
        self.called("train batch end")
    }

    fn on_test_begin(&mut self, _: &mut Training<'_, Line>) -> Done {
        self.called("test begin")
    }

    fn on_test_end(&mut self, _: &Logs, _: &mut Training<'_, Line>) -> Done {
        self.called("test end")
    }

    fn on_test_batch_begin(&mut self, _: usize, _: &mut Training<'_, Line>) -> Done {
        self.called("test batch begin")
    }

    fn on_test_batch_end(&mut self, _: usize, _: &Logs, _: &mut Training<'_, Line>) -> Done {
        self.called("test batch end")
    }

    fn on_predict_begin(&mut self, _: &mut Training<'_, Line>) -> Done {
        self.called("predict begin")
    }

    fn on_predict_end(&mut self, _: &mut Training<'_, Line>) -> Done {
        self.called("predict end")
    }

    fn on_predict_batch_begin(&mut self, _: usize, _: &mut Training<'_, Line>) -> Done {
        self.called("predict batch begin")
    }

    fn on_predict_batch_end(
        &mut self,
        _: usize,
        _: &[[f32; 1]],
        _: &mut Training<'_, Line>,
    ) -> Done {
        self.called("predict batch end")
    }
}

/// Exchanges weights and averages by hand, and never back.
struct Swaps;

impl Callback<Line> for Swaps {
    type Monitor = ();

    fn on_epoch_end(&mut self, _: usize, _: &mut Logs, training: &mut Training<'_, Line>) -> Done {
        training.swap_averages();
        assert!(training.is_swapped());
        Ok(())
    }

    fn on_epoch_begin(&mut self, _: usize, training: &mut Training<'_, Line>) -> Done {
        if training.is_swapped() {
            training.swap_averages();
        }
        Ok(())
    }

    fn on_test_begin(&mut self, training: &mut Training<'_, Line>) -> Done {
        assert!(training.swap_averages());
        Ok(())
    }

    fn on_test_end(&mut self, _: &Logs, training: &mut Training<'_, Line>) -> Done {
        // A validation is followed by the end of the epoch, an evaluation by nothing.
        if training.epochs > 1 {
            training.swap_averages();
        }
        Ok(())
    }

    fn on_predict_begin(&mut self, training: &mut Training<'_, Line>) -> Done {
        assert!(training.swap_averages());
        Ok(())
    }
}

/// Ends a call, and says whether it ended with an error or a panic.
fn ends<T>(call: impl FnOnce() -> kerust::Result<T>) -> bool {
    let ended = catch_unwind(AssertUnwindSafe(call));
    ended.map_or(true, |result| result.is_err())
}

/// The weights that a `fit` that ends has left, and those after one more.
fn after_fit(swap: Option<bool>, at: &'static str, way: Way) -> [[u32; 2]; 2] {
    let mut line = line();
    let ended = ends(|| {
        let fit = line.fit(&X, &Y).epochs(4).batch_size(2);
        let fit = fit.validation_data(&X, &Y).validation_batch_size(2);
        let fit = match swap {
            None => fit,
            Some(true) => fit.callback(SwapEMAWeights::new().swap_on_epoch(true)),
            Some(false) => fit.callback(Swaps),
        };
        fit.callback(Ends::at(at, way)).run()
    });
    assert!(ended, "{at}");
    let left = weights(line.model());
    line.fit(&X, &Y).run().expect("good data");
    [left, weights(line.model())]
}

#[test]
fn a_training_that_ends_has_its_weights_and_their_averages() {
    for at in [
        "train begin",
        "epoch begin",
        "train batch begin",
        "train batch end",
        "test begin",
        "test batch begin",
        "test batch end",
        "test end",
        "epoch end",
    ] {
        for way in WAYS {
            let plain = after_fit(None, at, *way);
            for swap in [true, false] {
                let got = after_fit(Some(swap), at, *way);
                assert_eq!(got, plain, "{at}, {way:?}, the crate's callback: {swap}");
            }
        }
    }
    for way in WAYS {
        let plain = after_fit(None, "train end", *way);
        assert_eq!(after_fit(Some(true), "train end", *way)[0], plain[0]);
    }
}

#[test]
fn evaluations_and_predictions_leave_the_weights() {
    let hooks = |call: &str| match call {
        "test" => ["test batch begin", "test batch end", "test end", ""],
        _ => [
            "predict begin",
            "predict batch begin",
            "predict batch end",
            "predict end",
        ],
    };
    for (call, way) in ["test", "predict"]
        .iter()
        .flat_map(|call| WAYS.iter().map(move |way| (*call, *way)))
    {
        for (at, own) in hooks(call)
            .iter()
            .flat_map(|at| [(*at, true), (*at, false)])
        {
            let mut line = line();
            let before = weights(line.model());
            ends(|| {
                let end = Ends::at(at, way);
                let swap = SwapEMAWeights::new();
                match (call, own) {
                    ("test", true) => {
                        let call = line.evaluation(&X, &Y).batch_size(2);
                        call.callback(Swaps).callback(end).run().map(drop)
                    }
                    ("test", false) => {
                        let call = line.evaluation(&X, &Y).batch_size(2);
                        call.callback(swap).callback(end).run().map(drop)
                    }
                    (_, true) => {
                        let call = line.prediction(&X).batch_size(2);
                        call.callback(Swaps).callback(end).run().map(drop)
                    }
                    (_, false) => {
                        let call = line.prediction(&X).batch_size(2);
                        call.callback(swap).callback(end).run().map(drop)
                    }
                }
            });
            assert_eq!(
                weights(line.model()),
                before,
                "{call}, {at}, {way:?}, own: {own}"
            );
        }
    }
}

/// Rows of which the last one cannot be read.
struct Broken(Way);

impl Samples for Broken {
    type Item = f32;

    fn sample_count(&self) -> usize {
        X.len()
    }

    fn read_sample(&self, index: usize, into: &mut f32) -> Done {
        if index == 3 {
            return self.0.out();
        }
        *into = X[index];
        Ok(())
    }
}

#[test]
fn a_source_that_fails_leaves_the_weights() {
    for way in WAYS {
        let (mut line, broken) = (line(), Broken(*way));
        let before = weights(line.model());
        let swap = SwapEMAWeights::new;
        assert!(ends(|| line.evaluation(&broken, &Y).callback(swap()).run()));
        assert_eq!(weights(line.model()), before, "evaluation, rows, {way:?}");
        assert!(ends(|| line.evaluation(&X, &broken).callback(swap()).run()));
        assert_eq!(weights(line.model()), before, "evaluation, labels, {way:?}");
        assert!(ends(|| line.prediction(&broken).callback(swap()).run()));
        assert_eq!(weights(line.model()), before, "prediction, {way:?}");
        // At a rate of 0 a step leaves the weights, so they are those before.
        let hold = LearningRateScheduler::new(|_, _| 0.0);
        let fit = line.fit(&X, &Y).validation_data(&broken, &Y);
        assert!(ends(|| fit.callback(hold).callback(swap()).run()));
        assert_eq!(weights(line.model()), before, "validation, {way:?}");
    }
}

#[test]
fn a_rate_that_was_set_before_an_error_is_set() {
    let mut line = line();
    let fit = line
        .fit(&X, &Y)
        .callback(LearningRateScheduler::new(|_, _| 0.25));
    let error = fit.callback(Ends::at("train begin", Way::Error)).run();
    assert!(error.is_err());
    let rate = |line: &Trained| line.optimizer().settings().learning_rate.at(0);
    assert_eq!(rate(&line), 0.01, "no epoch has begun");
    let fit = line.fit(&X, &Y).epochs(2);
    let halve = LearningRateScheduler::new(|epoch, _| if epoch == 1 { 0.25 } else { 0.5 });
    let error = fit
        .callback(halve)
        .callback(Ends::at("epoch begin", Way::Error))
        .run();
    assert!(error.is_err());
    assert_eq!(rate(&line), 0.25, "the callback before the one that fails");
}

#[test]
fn the_history_so_far_is_in_the_model() {
    let mut line = line();
    assert!(line.history().epochs().is_empty());
    for way in WAYS {
        for (at, epochs) in [
            ("train batch end", 0),
            ("test end", 1),
            ("epoch end", 2),
            ("train end", 3),
        ] {
            assert!(ends(|| {
                let fit = line.fit(&X, &Y).epochs(3).batch_size(2);
                let fit = fit.validation_data(&X, &Y);
                fit.callback(Ends::at(at, *way)).run()
            }));
            let whole = match way {
                Way::Panic if at == "epoch end" => epochs - 1,
                _ => epochs,
            };
            let history = line.history();
            assert_eq!(history.epochs().len(), whole, "{at}, {way:?}");
            let losses = history.get("val_loss").map_or(0, <[f32]>::len);
            assert_eq!(losses, whole, "{at}, {way:?}");
        }
    }
    let history = line.fit(&X, &Y).epochs(2).run().expect("good data");
    assert_eq!(line.history(), &history);
    line.fit(&X, &Y[..1]).run().expect_err("not as many labels");
    assert!(line.history().epochs().is_empty(), "nothing was trained");
}
