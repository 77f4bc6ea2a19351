//! Notes, errors, and an output that nobody reads.

use std::time::Duration;

use kerust::callbacks::ProgbarLogger;
use kerust::prelude::*;

use super::net::{X, Y, net};
use super::output::Output;

/// Says something in every hook after which something is shown.
struct Talker;

impl<M: Model> Callback<M> for Talker {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> kerust::Result<()> {
        training.note("begins".into());
        Ok(())
    }

    fn on_train_batch_end(
        &mut self,
        batch: usize,
        _: &Logs,
        training: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        if batch == 1 {
            training.note("second batch".into());
        }
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        _: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        logs.set("learning_rate", 0.25);
        training.note("epoch ends".into());
        training.note("and is saved".into());
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> kerust::Result<()> {
        training.note("ends".into());
        Ok(())
    }
}

#[test]
fn notes_do_not_tear_the_bar() {
    let mut shown = Vec::new();
    for (verbose, terminal) in [(1, true), (1, false), (2, true)] {
        let (output, mut net) = (Output::default(), net());
        let logger = ProgbarLogger::new(verbose)
            .output(output.clone())
            .terminal(terminal)
            .clock(|| Duration::ZERO);
        three_batches!(net)
            .callback(Talker)
            .callback(logger)
            .run()
            .unwrap();
        shown.push(output.text());
    }
    let values = "accuracy: 0.5000 - loss: 0.6931";
    let bar = "\x1b[1m1/3\x1b[0m \x1b[32m━━━━━━\x1b[0m\x1b[37m━━━━━━━━━━━━━━\x1b[0m \x1b[1m0s\x1b[0m 0s/step";
    let full = "\x1b[1m3/3\x1b[0m \x1b[32m━━━━━━━━━━━━━━━━━━━━\x1b[0m\x1b[37m\x1b[0m \x1b[1m0s\x1b[0m 0s/step";
    assert_eq!(
        shown[0],
        format!(
            "begins\n\r{bar} - {values}\nsecond batch\nepoch ends\nand is saved\n\
             \r{full} - {values} - learning_rate: 0.2500\nends\n"
        )
    );
    assert_eq!(
        shown[1],
        format!(
            "begins\nsecond batch\nepoch ends\nand is saved\n\
             3/3 ━━━━━━━━━━━━━━━━━━━━ 0s 0s/step - {values} - learning_rate: 0.2500\nends\n"
        )
    );
    assert_eq!(
        shown[2],
        format!(
            "begins\nsecond batch\nepoch ends\nand is saved\n\
             3/3 - 0s - 0s/step - {values} - learning_rate: 0.2500\nends\n"
        )
    );
}

#[test]
fn the_training_goes_on_when_nobody_reads() {
    for (verbose, terminal) in [(1, true), (1, false), (2, true)] {
        for last in 0..6 {
            let (output, mut net) = (Output::default(), net());
            output.0.lock().unwrap().2 = Some(last);
            let logger = ProgbarLogger::new(verbose)
                .output(output.clone())
                .terminal(terminal);
            let history = three_batches!(net)
                .epochs(3)
                .callback(Talker)
                .callback(logger)
                .run()
                .unwrap();
            assert_eq!(history.epochs().len(), 3);
            assert_eq!(output.writes(), last + 1, "it tries once");
        }
    }
}

/// Fails after the second batch.
struct Failing;

impl<M: Model> Callback<M> for Failing {
    type Monitor = ();

    fn on_train_batch_begin(
        &mut self,
        batch: usize,
        _: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        match batch {
            2 => Err(kerust::Error::NoRows { data: "the source" }),
            _ => Ok(()),
        }
    }
}

#[test]
fn an_error_comes_in_a_line_of_its_own() {
    let (output, mut net) = (Output::default(), net());
    let logger = ProgbarLogger::new(1).output(output.clone()).terminal(true);
    three_batches!(net)
        .callback(Failing)
        .callback(logger)
        .run()
        .unwrap_err();
    let text = output.text();
    assert!(text.ends_with("loss: 0.6931\n"), "{text:?}");
    assert_eq!(text.matches('\n').count(), 1);
}
