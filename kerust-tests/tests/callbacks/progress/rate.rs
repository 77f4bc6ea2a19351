//! How often it writes.

use std::time::Duration;

use kerust::callbacks::ProgbarLogger;

use super::net::{X, Y, net};
use super::output::Output;

#[test]
fn nothing_is_written_and_no_time_asked_for_with_0() {
    let (output, mut net) = (Output::default(), net());
    let logger = ProgbarLogger::new(0)
        .output(output.clone())
        .terminal(true)
        .clock(|| panic!("asked for the time"));
    three_batches!(net)
        .epochs(2)
        .callback(logger)
        .run()
        .unwrap();
    assert_eq!(output.writes(), 0);
}

#[test]
fn it_draws_at_most_twenty_times_a_second() {
    let (output, mut net) = (Output::default(), net());
    let mut now = Duration::ZERO;
    let logger = ProgbarLogger::new(1)
        .output(output.clone())
        .terminal(true)
        .clock(move || {
            now += Duration::from_millis(1);
            now
        });
    net.fit(&[[0.0]; 1000], &[0_usize; 1000])
        .batch_size(1)
        .callback(logger)
        .run()
        .unwrap();
    assert_eq!(output.writes(), 20 + 1);
    assert_eq!(output.text().matches('\r').count(), 20 + 1);
}
