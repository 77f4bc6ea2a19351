//! Settings of optimizers, of callbacks and of the validation.

use kerust::prelude::*;

use super::data::{self, Calls, Net, X, Y, bits, refused};

#[test]
fn settings_of_optimizers() {
    let rate = "a learning rate is finite and not negative";
    let share = "it is a share, from 0 to 1";
    let mean = "it is 0 or more, and less than 1";
    let mut calls = Calls::default();
    macro_rules! refused {
        ($($optimizer:expr, $setting:literal, $value:expr, $expected:expr;)*) => {$({
            let mut net = compile!(
                Net::new(7),
                optimizer = $optimizer,
                loss = sparse_categorical_crossentropy,
            );
            let text = format!("`{} = {}`: {}", $setting, $value, $expected);
            let error = net.fit(&X, &Y).callback(&mut calls).run().expect_err(&text);
            assert_eq!(error.to_string(), text, "fit, got and expected");
            let error = net.train_on_batch(&X, &Y).expect_err(&text);
            assert_eq!(error.to_string(), text, "train_on_batch, got and expected");
            assert_eq!(bits(net.model()), bits(&*Net::new(7)), "weights after: {text}");
        })*};
    }
    refused! {
        SGD::new().learning_rate(-1.0), "learning_rate", -1, rate;
        SGD::new().learning_rate(f32::NAN), "learning_rate", "NaN", rate;
        Adam::new().learning_rate(f32::INFINITY), "learning_rate", "inf", rate;
        Adam::new().learning_rate(-0.5), "learning_rate", -0.5, rate;
        SGD::new().momentum(1.5), "momentum", 1.5, share;
        SGD::new().momentum(f32::NAN), "momentum", "NaN", share;
        Adam::new().beta_1(-0.25), "beta_1", -0.25, mean;
        Adam::new().beta_2(1.0), "beta_2", 1, mean;
        Adam::new().epsilon(-1.0), "epsilon", -1, "it is not negative";
    }
    assert_eq!(calls.begin, 0, "calls of hooks before settings are checked");
}

#[test]
fn shares_for_validation() {
    let mut net = data::net();
    let expected = "it is a share above 0.0 and below 1.0 that leaves rows on both sides";
    for (share, shown) in [
        (0.0, "0"),
        (1.0, "1"),
        (0.999, "0.999"),
        (0.95, "0.95"),
        (1e-20, "1e-20"),
        (-0.2, "-0.2"),
        (1.5, "1.5"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
    ] {
        let result = net.fit(&X, &Y).validation_split(share).run();
        refused(
            &net,
            result,
            &format!("`validation_split = {shown}`: {expected}"),
        );
    }
    // Keras' arithmetic: 10 · (1.0 − 0.9) is a little less than 1.
    for (share, trained) in [(0.1, Some(9)), (0.3, Some(7)), (0.33, Some(6)), (0.9, None)] {
        let mut net = data::net();
        let fit = net.fit(&X, &Y).validation_split(share).batch_size(1);
        let got = fit.run().ok().map(|_| net.iterations());
        assert_eq!(
            got, trained,
            "rows trained on with a share of {share}, got and expected"
        );
    }
}

#[test]
fn numbers_are_shown_as_they_were_given() {
    let epochs = "it counts epochs, from 1";
    let mut net = data::net();
    for freq in [0, -2, i64::from(i32::MIN)] {
        let result = (net.fit(&X, &Y).validation_split(0.2).validation_freq(freq)).run();
        refused(
            &net,
            result,
            &format!("`validation_freq = {freq}`: {epochs}"),
        );
    }
    let result = net.fit(&X, &Y).validation_freq([1, -1]).run();
    refused(&net, result, &format!("`validation_freq = -1`: {epochs}"));

    let mut net = compile!(
        Net::new(7),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy,
    );
    for (rate, shown) in [
        (-1e-30, "-1e-30"),
        (-1.0, "-1"),
        (-0.1, "-0.1"),
        (-2e20, "-2e20"),
    ] {
        let scheduler = LearningRateScheduler::new(move |_, _| rate);
        let error = net.fit(&X, &Y).callback(scheduler).run().unwrap_err();
        let text = format!("`learning_rate = {shown}`: a learning rate is finite and not negative");
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn settings_of_callbacks() {
    for factor in [1.5, 1.0, -0.5, f64::NAN] {
        let mut net = data::net();
        let reduce = ReduceLROnPlateau::new().factor(factor);
        let fit = net.fit(&X, &Y).validation_split(0.2);
        let result = fit.callback(reduce).run();
        let expected =
            "`ReduceLROnPlateau` multiplies the learning rate with 0 or more, and less than 1";
        refused(&net, result, &format!("`factor = {factor}`: {expected}"));
    }
}

#[test]
fn settings_of_metrics() {
    let share = "it is a share, from 0 to 1";
    macro_rules! refused {
        ($($metric:expr, $setting:literal, $value:expr, $expected:expr;)*) => {$({
            let mut net = compile!(
                Net::new(7),
                optimizer = SGD,
                loss = sparse_categorical_crossentropy,
                metrics = [{ $metric }],
            );
            let text = format!("`{} = {}`: {}", $setting, $value, $expected);
            let error = net.fit(&X, &Y).run().expect_err(&text);
            assert_eq!(error.to_string(), text, "fit, got and expected");
            let error = net.evaluate(&X, &Y).expect_err(&text);
            assert_eq!(error.to_string(), text, "evaluate, got and expected");
            assert_eq!(bits(net.model()), bits(&*Net::new(7)), "weights after: {text}");
        })*};
    }
    refused! {
        precision::new().thresholds(1.5), "thresholds", 1.5, share;
        recall::new().thresholds(f32::NAN), "thresholds", "NaN", share;
        true_positives::new().thresholds(-0.5), "thresholds", -0.5, share;
        recall_at_precision::new(2.0), "precision", 2, share;
        auc::new().num_thresholds::<1>(), "num_thresholds", 1, "`auc` has at least two thresholds";
        sensitivity_at_specificity::new(0.5).num_thresholds::<0>(), "num_thresholds", 0,
            "there is at least one threshold";
    }
}
