//! The search for a learning rate: what it tries, where it stops, and that it leaves nothing behind.

use kerust::Error;
use kerust::datasets::digits;
use kerust::prelude::*;

model! { struct Digits < Dense<64, 16>(relu), Dropout(0.2), Dense<16, 10>(softmax) > }
model! { struct Line < Dense<1, 1>(kernel_initializer = zeros) > }

const X: [f32; 4] = [-1.0, -0.5, 0.5, 1.0];
const Y: [f32; 4] = [-3.0, -1.5, 1.5, 3.0];

#[test]
fn the_model_and_its_optimizer_stay_as_they_are_to_the_bit() {
    let (train, _) = digits::load::<Digits>().shuffle(1).split(0.8);
    let trained = |search: bool| {
        let mut net = compile!(
            Digits::new(42),
            optimizer = Adam(learning_rate = 0.003),
            loss = sparse_categorical_crossentropy,
        );
        fit!(net, &train.x, &train.y, epochs = 2, verbose = 0).unwrap();
        if search {
            let before = (net.to_bytes(), net.iterations());
            let found = find_learning_rate(&net, &train.x, &train.y).run().unwrap();
            assert!(found.points().len() > 50);
            assert_eq!((net.to_bytes(), net.iterations()), before);
        }
        fit!(net, &train.x, &train.y, epochs = 2, verbose = 0).unwrap();
        net.to_bytes()
    };
    assert_eq!(trained(true), trained(false));
}

#[test]
fn rates_grow_by_the_same_factor() {
    let (train, _) = digits::load::<Digits>().shuffle(1).split(0.9);
    let net = compile!(
        Digits::new(42),
        optimizer = SGD(learning_rate = 0.1),
        loss = sparse_categorical_crossentropy,
    );
    let found = find_learning_rate(&net, &train.x, &train.y)
        .min_learning_rate(1e-5)
        .max_learning_rate(0.1)
        .steps(41)
        .batch_size(50)
        .run()
        .unwrap();
    let points = found.points();
    assert_eq!((points.len(), points[0].0, points[40].0), (41, 1e-5, 0.1));
    for two in points.windows(2) {
        let factor = two[1].0 / two[0].0;
        assert!((factor - 10_f32.powf(0.1)).abs() < 1e-5, "{factor}");
    }
    // The same rows, the same seed, the same losses.
    let again = || find_learning_rate(&net, &train.x, &train.y).steps(10).run();
    assert_eq!(again().unwrap(), again().unwrap());
    let other = find_learning_rate(&net, &train.x, &train.y)
        .steps(10)
        .seed(5);
    assert_ne!(again().unwrap(), other.run().unwrap());
}

#[test]
fn every_loss_is_that_of_its_batch_alone() {
    let line = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = 0.1),
        loss = mse
    );
    let found = find_learning_rate(&line, &X, &Y)
        .min_learning_rate(0.01)
        .max_learning_rate(0.3)
        .steps(30)
        .run()
        .unwrap();
    // With w = 0 the loss is 9 · 0.625; a step of rate r takes 2 · 0.625 · r of what w is off.
    let mut off = 3.0_f32;
    for (rate, loss) in found.points() {
        let expected = 0.625 * off * off;
        assert!(
            (loss - expected).abs() <= 1e-4 * expected,
            "{loss}, {expected}"
        );
        off *= 1.0 - 1.25 * rate;
    }
}

#[test]
fn it_stops_where_the_loss_explodes() {
    let line = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = 0.1),
        loss = mse
    );
    // Above 2 / 1.25 every step makes it worse.
    for most in [100.0, 1e38] {
        let found = find_learning_rate(&line, &X, &Y)
            .max_learning_rate(most)
            .run()
            .unwrap();
        assert!(found.points().len() < 100);
        assert!(found.points().iter().all(|point| point.1.is_finite()));
        assert!(found.smoothed().iter().all(|point| point.1 <= 5.7));
        let rate = found.suggestion().unwrap();
        assert!((0.02..1.6).contains(&rate), "{rate}");
    }
}

#[test]
fn without_a_fall_there_is_no_suggestion() {
    let line = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = 0.1),
        loss = mse
    );
    let nothing_to_learn = find_learning_rate(&line, &X, &[0.0; 4]).run().unwrap();
    assert_eq!(nothing_to_learn.points().len(), 100);
    assert_eq!(nothing_to_learn.suggestion(), None);

    let unknown = find_learning_rate(&line, &[f32::NAN; 4], &Y).run().unwrap();
    assert_eq!((unknown.points(), unknown.suggestion()), (&[][..], None));
    assert!(unknown.smoothed().is_empty());
}

#[test]
fn a_suggestion_is_a_rate_that_learns() {
    let (train, test) = digits::load::<Digits>().shuffle(1).split(0.2);
    let mut net = compile!(
        Digits::new(42),
        optimizer = SGD(learning_rate = 0.01),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let found = find_learning_rate(&net, &train.x, &train.y).run().unwrap();
    let rate = found.suggestion().unwrap();
    let mut fast = compile!(
        Digits::new(42),
        optimizer = SGD(learning_rate = rate),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    fit!(net, &train.x, &train.y, epochs = 5, verbose = 0).unwrap();
    fit!(fast, &train.x, &train.y, epochs = 5, verbose = 0).unwrap();
    let accuracy = |scores: Logs| scores["accuracy"];
    let (slow, fast) = (
        accuracy(net.evaluate(&test.x, &test.y).unwrap()),
        accuracy(fast.evaluate(&test.x, &test.y).unwrap()),
    );
    assert!(fast > 0.85 && fast > slow, "{rate}: {fast}, not {slow}");
}

#[test]
fn settings_that_give_no_range() {
    let line = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = 0.1),
        loss = mse
    );
    let search = || find_learning_rate(&line, &X, &Y);
    let cases = [
        (search().min_learning_rate(0.0), "min_learning_rate"),
        (search().min_learning_rate(f32::NAN), "min_learning_rate"),
        (search().max_learning_rate(1e-7), "max_learning_rate"),
        (
            search().max_learning_rate(f32::INFINITY),
            "max_learning_rate",
        ),
        (search().steps(1), "steps"),
        (search().batch_size(0), "batch_size"),
    ];
    for (search, name) in cases {
        let error = search.run().unwrap_err();
        assert!(
            matches!(error, Error::Setting { setting, .. } if setting == name),
            "{name}: {error}"
        );
    }
    let error = find_learning_rate(&line, &X[..3], &Y).run().unwrap_err();
    assert!(
        matches!(error, Error::Lengths { x: 3, y: 4, .. }),
        "{error}"
    );

    let scheduled = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = ExponentialDecay(0.1, 10, 0.5)),
        loss = mse,
    );
    let error = find_learning_rate(&scheduled, &X, &Y).run().unwrap_err();
    assert!(matches!(error, Error::Scheduled { .. }), "{error}");
}
