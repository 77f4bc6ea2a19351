//! Paths that begin with `~`, which only a shell knows.

use std::path::Path;

use kerust::prelude::*;

use super::data::{self, Calls, Net, X, Y, bits};

/// Fails unless `result` is the error of this path, and nothing was made.
#[track_caller]
fn not_a_home<T>(result: kerust::Result<T>, path: &str) {
    let text = result.err().expect(path).to_string();
    let begin = format!("cannot use `{path}`: only a shell knows what `~` is; write `");
    assert!(text.starts_with(&begin), "{text}");
    assert!(!Path::new("~").exists(), "{path}");
}

#[test]
fn callbacks_say_so_before_the_first_step() {
    macro_rules! refused {
        ($($callback:expr, $path:literal;)*) => {$(
            let (mut net, mut calls) = (data::net(), Calls::default());
            let fit = net.fit(&X, &Y).callback($callback).callback(&mut calls);
            not_a_home(fit.run(), $path);
            assert_eq!(bits(net.model()), bits(&*Net::new(7)), "{}", $path);
            assert_eq!(calls.epochs, 0, "{}", $path);
        )*};
    }
    refused! {
        CSVLogger::new("~/log.csv"), "~/log.csv";
        CSVLogger::new("~/log.csv").keep_going(true), "~/log.csv";
    }
    #[cfg(feature = "safetensors")]
    refused! {
        ModelCheckpoint::new("~/m_{epoch}"), "~/m_{epoch}";
        ModelCheckpoint::new("~/m").keep_going(true), "~/m";
        BackupAndRestore::new("~"), "~";
    }
    #[cfg(feature = "tensorboard")]
    refused! {
        TensorBoard::new("~/logs").keep_going(true), "~/logs";
    }
}

#[test]
fn so_does_all_else_that_takes_a_path() {
    let history = data::net().fit(&X, &Y).run().unwrap();
    not_a_home(history.to_csv("~/h.csv"), "~/h.csv");
    not_a_home(history.to_json("~/h.json"), "~/h.json");
    not_a_home(kerust::datasets::idx::read("~/images", 1), "~/images");
    let load = kerust::datasets::fashion_mnist::load_from::<Clothes>;
    not_a_home(load("~/data"), "~/data");
    #[cfg(feature = "safetensors")]
    {
        let mut net = data::net();
        not_a_home(net.save_weights("~/w.safetensors"), "~/w.safetensors");
        not_a_home(net.load_weights("~/w.safetensors"), "~/w.safetensors");
    }
    #[cfg(feature = "tensorboard")]
    not_a_home(SummaryWriter::new("~/logs"), "~/logs");
    #[cfg(feature = "plot")]
    not_a_home(history.plot("~/history.svg"), "~/history.svg");
}

model! { struct Clothes < Dense<784, 10>(softmax) > }
