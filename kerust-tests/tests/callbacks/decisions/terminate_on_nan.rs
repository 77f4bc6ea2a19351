use kerust::prelude::*;
use serde_json::Value;

use super::Decisions;
use crate::script::{Listener, some, train_batches};
use kerust_tests::fixtures::{counts, list, text};

/// Where it stops, and what it says.
pub fn compare(cases: &Value) -> Decisions {
    Decisions::of("`TerminateOnNaN`", cases, |decisions, case| {
        let raise_error = case["raise_error"] == Value::Bool(true);
        let terminate = TerminateOnNaN::new().raise_error(raise_error);
        let mut listener = Listener::default();
        let result = train_batches(case, terminate, &mut listener);
        let error = some(&case["error"], |error| text(error).to_string());
        decisions.same(
            "error",
            result.err().map(|error| error.to_string()),
            error.clone(),
        );
        if error.is_none() {
            let weights = list(&case["weights"]);
            let end = [weights.len() - 1, list(&weights[0]).len() - 1];
            let stopped = some(&case["stopped"], counts).unwrap_or(end.to_vec());
            let last = listener.last.map(|(epoch, batch)| vec![epoch, batch]);
            decisions.same("last batch", last, Some(stopped));
        }
        let expected: Vec<_> = list(&case["text"]).iter().map(text).collect();
        decisions.same(
            "what it says",
            listener.notes,
            expected.iter().map(|text| text.to_string()).collect(),
        );
    })
}
