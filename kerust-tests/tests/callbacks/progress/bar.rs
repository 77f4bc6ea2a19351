//! The text of every call, as Keras prints it.

use std::time::Duration;

use kerust::callbacks::Progbar;

use super::fixtures::{cases, logs, time};

#[test]
fn the_bar_is_that_of_keras() {
    let mut same = 0;
    for case in cases() {
        let mut bar = match case["verbose"].as_u64().unwrap() {
            0 => continue,
            1 => Progbar::bar(),
            _ => Progbar::line(),
        };
        let steps = case["steps"].as_u64().map(|steps| steps as usize);
        let mut in_fit = false;
        for event in case["events"].as_array().unwrap() {
            let hook = event["hook"].as_str().unwrap();
            let step = event["index"].as_u64().unwrap_or(0) as usize + 1;
            let (logs, now) = (logs(event), time(event));
            let text = match hook {
                // Its heading is the logger's, which the fits below check.
                "epoch_begin" => {
                    bar.begin(steps, now);
                    continue;
                }
                "train_begin" => {
                    in_fit = true;
                    ""
                }
                "test_begin" | "test_batch_end" | "test_end" if in_fit => "",
                "test_begin" | "predict_begin" => {
                    bar.begin(steps, now);
                    ""
                }
                "train_batch_end" | "test_batch_end" | "predict_batch_end" => {
                    bar.update(step, logs, now)
                }
                "epoch_end" | "test_end" | "predict_end" => bar.finish(logs, now),
                other => panic!("unknown hook {other}"),
            };
            assert_eq!(text, event["text"], "{} {hook}", case["name"]);
        }
        same += 1;
    }
    assert_eq!(same, 40);
}

#[test]
fn no_target_and_a_clock_that_goes_back_are_no_problem() {
    for mut bar in [Progbar::bar(), Progbar::plain(), Progbar::line()] {
        for steps in [None, Some(0), Some(1), Some(usize::MAX)] {
            bar.begin(steps, Duration::MAX);
            bar.update(usize::MAX, [("loss", f64::NAN)], Duration::ZERO);
            bar.update(0, [("loss", f64::MAX)], Duration::MAX);
            bar.finish([("loss", f64::MIN)], Duration::ZERO);
            bar.begin(steps, Duration::ZERO);
            bar.update(1, [("loss", f64::INFINITY)], Duration::MAX);
            bar.update(2, [("loss", f64::MIN_POSITIVE)], Duration::MAX);
            bar.finish([], Duration::MAX);
        }
    }
}
