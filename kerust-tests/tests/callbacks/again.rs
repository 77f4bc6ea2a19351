//! A callback that is used for a second `fit`.

use kerust::prelude::*;
use serde_json::json;

use super::script::{Line, Listener, train};

#[test]
fn a_callback_that_is_used_again_begins_anew() {
    let mut stopping = EarlyStopping::new().patience(2).restore_best_weights(true);
    let case = json!({ "values": [1.0, 0.5, 0.6, 0.7, 0.8] });
    for round in ["first", "second"] {
        let (history, weight) = train(&case, &mut stopping, Listener::default());
        assert_eq!(history.epochs(), [0, 1, 2, 3], "epochs of the {round} fit");
        assert_eq!(weight, 1.0, "restored epoch of the {round} fit");
        assert_eq!(stopping.stopped_epoch(), Some(3), "stop of the {round} fit");
    }
    let mut reduce = ReduceLROnPlateau::new().patience(1).factor(0.5).cooldown(3);
    let case = json!({ "values": [1.0, 1.0] });
    for round in ["first", "second"] {
        let mut rates = Vec::new();
        let after = LambdaCallback::<Line>::new()
            .on_epoch_end(|_, _, training| rates.push(training.learning_rate()));
        train(&case, &mut reduce, after);
        assert_eq!(rates, [1.0, 0.5], "rates of the {round} fit");
    }
}
