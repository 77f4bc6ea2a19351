//! `StopOnCtrlC`: what a training does that gets the signal of Ctrl-C. Each runs in a process of its own,
//! which is this program with the test `child`.

use std::cell::Cell;
use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use kerust::prelude::*;

model! { struct Line < Dense<1, 1> > }

/// Names to the child what it is to do.
const CASE: &str = "KERUST_CTRL_C";
const LONG: Duration = Duration::from_secs(60);

#[test]
#[ignore = "the other tests start it"]
fn child() {
    let case = env::var(CASE).unwrap_or_default();
    let mut line = compile!(Line::new(0), optimizer = SGD, loss = mse);
    let (x, y) = ([[1.0f32]; 4], [1.0f32; 4]);
    let begun = Cell::new(None);
    let history = fit!(
        line,
        &x,
        &y,
        epochs = 1_000_000,
        batch_size = 2,
        verbose = 0,
        validation_data = (&x, &y),
        callbacks = [
            LambdaCallback(
                on_train_batch_begin = |batch, _| begun.set(Some(batch)),
                on_train_batch_end = |batch, _, _| {
                    sleep(Duration::from_millis(1));
                    assert_eq!(begun.take(), Some(batch), "every batch is finished");
                },
                on_train_end = |logs, _| {
                    println!("end with val_loss: {}", logs.of::<val_loss>().is_some());
                    if env::var(CASE).as_deref() == Ok("twice") {
                        sleep(LONG);
                    }
                },
            ),
            StopOnCtrlC,
            LambdaCallback(
                // After the one that listens has begun to.
                on_train_begin = |_| println!("\ntraining"),
                on_epoch_end = |_, _, training| {
                    training
                        .take_notes()
                        .iter()
                        .for_each(|note| println!("{note}"));
                }
            ),
        ],
    )
    .expect("good data");
    println!(
        "history of all epochs: {}",
        history.epochs().len() == history["loss"].len()
    );
    if case == "after" {
        sleep(LONG);
    }
}

/// The child, and its lines.
struct Training {
    child: Child,
    lines: Box<dyn Iterator<Item = String>>,
}

impl Training {
    fn start(case: &str) -> Self {
        let mut child = Command::new(env::current_exe().expect("this program"))
            .args([
                "--exact",
                "stop_on_ctrl_c::child",
                "--ignored",
                "--nocapture",
            ])
            .env(CASE, case)
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program again");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let lines = Box::new(lines.map(|line| line.expect("text")));
        let mut training = Training { child, lines };
        training.wait_for("training");
        training
    }

    fn wait_for(&mut self, text: &str) {
        assert!(
            self.lines.any(|line| line == text),
            "the child does not say {text:?}"
        );
    }

    fn press_ctrl_c(&self) {
        let kill = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        assert!(kill.expect("kill").success());
    }

    fn code(&mut self) -> Option<i32> {
        self.child.wait().expect("an end").code()
    }
}

impl Drop for Training {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const NOTE: &str = "Ctrl-C: the training ends; once more ends the program.";

#[test]
fn ctrl_c_ends_the_training_and_fit_gives_its_history() {
    let mut training = Training::start("once");
    sleep(Duration::from_millis(50));
    training.press_ctrl_c();
    training.wait_for(NOTE);
    training.wait_for("end with val_loss: true");
    training.wait_for("history of all epochs: true");
    assert_eq!(training.code(), Some(0));
}

#[test]
fn ctrl_c_once_more_ends_the_program() {
    let mut training = Training::start("twice");
    training.press_ctrl_c();
    training.wait_for("end with val_loss: true");
    training.press_ctrl_c();
    assert_eq!(training.code(), Some(130));
}

#[test]
fn ctrl_c_ends_the_program_where_no_training_listens() {
    let mut training = Training::start("after");
    training.press_ctrl_c();
    training.wait_for("history of all epochs: true");
    training.press_ctrl_c();
    assert_eq!(training.code(), Some(130));
}
