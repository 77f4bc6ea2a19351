//! Settings that all optimizers share, those of schedules, and rates of 0.

use kerust::optimizers::Optimizer;
use kerust::prelude::*;

use super::data::bits;

model! { struct Line < Dense<1, 1> > }

#[test]
fn settings_of_all_optimizers() {
    fn refused<O: Optimizer>(optimizer: O, text: &str) {
        let mut net = compile!(Line::new(7), optimizer = optimizer, loss = mse);
        let error = net.train_on_batch(&[1.0_f32], &[0.0_f32]).expect_err(text);
        assert_eq!(
            error.to_string(),
            text,
            "the error's text, got and expected"
        );
        assert_eq!(
            bits(net.model()),
            bits(&*Line::new(7)),
            "weights after: {text}"
        );
    }
    let one = "only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set";
    refused(Adam::new().clipnorm(1.0).clipvalue(0.5), one);
    refused(Ftrl::new().global_clipnorm(1.0).clipvalue(0.5), one);
    refused(SGD::new().clipnorm(0.0), "`clipnorm = 0`: it is above 0");
    refused(
        SGD::new().weight_decay(-0.5),
        "`weight_decay = -0.5`: it is not negative",
    );
    refused(
        Lion::new().gradient_accumulation_steps(1),
        "`gradient_accumulation_steps = 1`: it counts batches, from 2",
    );
    refused(
        Nadam::new().use_ema(true).ema_momentum(1.5),
        "`ema_momentum = 1.5`: it is a share, from 0 to 1",
    );
    refused(
        Nadam::new().use_ema(true).ema_overwrite_frequency(0),
        "`ema_overwrite_frequency = 0`: it counts steps, from 1",
    );
    refused(
        Lion::new().beta_1(0.0),
        "`beta_1 = 0`: `Lion` goes by a mean, so it is above 0",
    );
    refused(
        ScheduleFreeAdamW::new().beta_1(0.0),
        "`beta_1 = 0`: the mean is found again in the weights, so it is above 0",
    );
    refused(
        Muon::new().adam_beta_2(1.0),
        "`adam_beta_2 = 1`: it is 0 or more, and less than 1",
    );
    refused(
        Muon::new().rms_rate(-0.2),
        "`rms_rate = -0.2`: it is not negative",
    );
    refused(
        Muon::new().adam_weight_decay(-1.0),
        "`adam_weight_decay = -1`: it is not negative",
    );
    refused(
        Lamb::new().weight_decay(-1.0),
        "`weight_decay = -1`: it is not negative",
    );
    refused(
        Ftrl::new().learning_rate_power(0.5),
        "`learning_rate_power = 0.5`: it is 0 or less",
    );
    refused(
        SGD::new().learning_rate(ExponentialDecay::new(0.1, 0, 0.5)),
        "`decay_steps = 0`: it counts steps, from 1",
    );
    refused(
        Adam::new().learning_rate(PiecewiseConstantDecay::new([1], [0.1])),
        "`PiecewiseConstantDecay` takes one value more than boundaries",
    );
    refused(
        Adam::new().learning_rate(PiecewiseConstantDecay::new([2, 2], [0.1, 0.2, 0.3])),
        "each boundary of `PiecewiseConstantDecay` is above the one before it",
    );
}

/// A rate of exactly 0, as at the end of a `CosineDecay`, and no gradient at all.
#[test]
fn nothing_is_divided_by_0() {
    fn trains<O: Optimizer>(optimizer: O) {
        let mut net = compile!(Line::new(7), optimizer = optimizer, loss = mse);
        for _ in 0..3 {
            net.train_on_batch(&[0.0_f32], &[0.0_f32])
                .expect("good data");
            net.train_on_batch(&[1.0_f32], &[3.0_f32])
                .expect("good data");
        }
        let weights = bits(net.model());
        assert!(weights.iter().all(|bits| f32::from_bits(*bits).is_finite()));
        assert!(
            net.vectors(0)
                .iter()
                .all(|vector| vector[1..].iter().all(|w| *w == 0.0))
        );
    }
    trains(Ftrl::new().learning_rate(0.0).beta(1.0));
    trains(Ftrl::new().initial_accumulator_value(0.0));
    trains(Adam::new().learning_rate(0.0));
    trains(Adafactor::new().learning_rate(0.0));
    trains(Lamb::new().learning_rate(0.0));
    trains(ScheduleFreeAdamW::new().learning_rate(0.0));
    trains(Muon::new().learning_rate(0.0));
    trains(Muon::new().momentum(0.0).ns_steps(9));
}
