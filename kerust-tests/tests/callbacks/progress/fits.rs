//! Whole fits, whose clock shows the times of the fixtures.

use kerust::callbacks::ProgbarLogger;
use serde_json::Value;

use super::fixtures::{case, expected, time, without_codes};
use super::net::{VAL_X, VAL_Y, X, Y, net};
use super::output::Output;

/// The logger, whose clock shows the times of a case's events.
fn logger(verbose: u8, case: &Value, output: &Output) -> ProgbarLogger {
    let events = case["events"].as_array().unwrap();
    let timed = |event: &&Value| event["hook"] != "train_begin";
    let mut times: Vec<_> = events.iter().filter(timed).map(time).collect();
    times.reverse();
    ProgbarLogger::new(verbose)
        .output(output.clone())
        .clock(move || times.pop().expect("asked for the time too often"))
}

#[test]
fn a_fit_prints_what_keras_prints() {
    for (verbose, name) in [(1, "two_epochs_1"), (2, "two_epochs_2")] {
        let (case, output, mut net) = (case(name), Output::default(), net());
        let logger = logger(verbose, &case, &output).terminal(true);
        three_batches!(net)
            .epochs(2)
            .validation_data(&VAL_X, &VAL_Y)
            .callback(logger)
            .run()
            .unwrap();
        assert_eq!(output.text(), expected(&case), "{name}");
    }
}

#[test]
fn one_epoch_has_no_heading() {
    for (verbose, name) in [
        (1, "validation"),
        (1, "times_1_1_0.003"),
        (2, "times_2_1_0.003"),
    ] {
        let (mut case, output, mut net) = (case(name), Output::default(), net());
        let events = case["events"].as_array_mut().unwrap();
        events.retain(|event| !event["hook"].as_str().unwrap().starts_with("test_"));
        let logger = logger(verbose, &case, &output).terminal(true);
        net.fit(&X, &Y)
            .validation_data(&VAL_X, &VAL_Y)
            .callback(logger)
            .run()
            .unwrap();
        assert_eq!(output.text(), expected(&case), "{name}");
    }
}

#[test]
fn a_file_gets_no_control_codes() {
    let (case, output, mut net) = (case("two_epochs_1"), Output::default(), net());
    three_batches!(net)
        .epochs(2)
        .validation_data(&VAL_X, &VAL_Y)
        .callback(logger(1, &case, &output))
        .run()
        .unwrap();
    let finals = expected(&case);
    let finals: String = finals
        .split_inclusive('\n')
        .filter_map(|line| without_codes(line.rsplit('\r').next()?).into())
        .collect();
    assert_eq!(output.text(), finals);
    assert!(finals.starts_with(
        "Epoch 1/2\n3/3 ━━━━━━━━━━━━━━━━━━━━ 1s 250ms/step - accuracy: 0.5000 - loss: 0.6931 - val"
    ));
}

#[test]
fn an_evaluation_and_a_prediction_print_what_keras_prints() {
    for verbose in [1, 2] {
        let name = format!("evaluate_{verbose}");
        let (case_of, output, mut net) = (case(&name), Output::default(), net());
        let logger = logger(verbose, &case_of, &output).terminal(true);
        let (x, y) = (&X[..4], &Y[..4]);
        let evaluation = net.evaluation(x, y).batch_size(2).callback(logger);
        evaluation.run().unwrap();
        assert_eq!(output.text(), expected(&case_of), "{name}");

        let name = format!("predict_{verbose}");
        let (case_of, output) = (case(&name), Output::default());
        let logger = self::logger(verbose, &case_of, &output).terminal(true);
        let prediction = net.prediction(x).batch_size(2).callback(logger);
        prediction.run().unwrap();
        assert_eq!(output.text(), expected(&case_of), "{name}");
    }
}
