//! The README's networks on the 60,000 images of Fashion-MNIST.
//!
//! ```text
//! cargo run --release --example fashion_mnist -- --model mlp --epochs 4
//!     --model mlp | lenet    the network (mlp)
//!     --epochs N             how often it goes through the data (4)
//!     --batch-size N         rows that share one update (32)
//!     --threads N            how many threads may train (all)
//!     --seed N               of weights, order and dropout (42)
//!     --report json          one JSON object an epoch on standard output, and nothing else
//! ```

use std::io::Write;
use std::time::{Duration, Instant};

use kerust::datasets::Pixels;
use kerust::datasets::fashion_mnist;
use kerust::prelude::*;

model! {
    /// Clothes, 28×28 grey pixels, into 10 classes.
    pub struct Fashion <
        Dense<784, 128>(relu),
        Dropout(0.2),
        Dense<128, 10>(softmax),
    >
}

model! {
    /// LeNet-5 with `relu` and max-pooling (LeCun and others, 1998).
    pub struct LeNet <
        Image<28, 28, 1>,
        Conv2D<1, 6, 5>(relu, padding = same),
        MaxPooling2D<2>,
        Conv2D<6, 16, 5>(relu),
        MaxPooling2D<2>,
        Flatten,
        Dense<400, 120>(relu),
        Dense<120, 84>(relu),
        Dense<84, 10>(softmax),
    >
}

struct Options {
    epochs: usize,
    batch_size: usize,
    seed: u64,
    threads: usize,
    json: bool,
}

fn main() {
    if let Err(error) = run() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = pico_args::Arguments::from_env();
    let model: Option<String> = arguments.opt_value_from_str("--model")?;
    let report: Option<String> = arguments.opt_value_from_str("--report")?;
    let options = Options {
        epochs: arguments.opt_value_from_str("--epochs")?.unwrap_or(4),
        batch_size: arguments.opt_value_from_str("--batch-size")?.unwrap_or(32),
        seed: arguments.opt_value_from_str("--seed")?.unwrap_or(42),
        threads: match arguments.opt_value_from_str("--threads")? {
            Some(threads) => threads,
            None => std::thread::available_parallelism()?.get(),
        },
        json: match report.as_deref() {
            None => false,
            Some("json") => true,
            Some(other) => return Err(format!("--report json, not `{other}`").into()),
        },
    };
    let rest = arguments.finish();
    if let Some(unknown) = rest.first() {
        return Err(format!(
            "unknown option `{}`; there are --model, --epochs, --batch-size, --threads, --seed and --report",
            unknown.display()
        ).into());
    }
    match model.as_deref().unwrap_or("mlp") {
        "mlp" => train(Fashion::new(options.seed), &options)?,
        "lenet" => train(LeNet::new(options.seed), &options)?,
        other => return Err(format!("--model mlp or lenet, not `{other}`").into()),
    }
    Ok(())
}

/// Trains any network that takes the images and gives probabilities of 10 classes.
fn train<M>(model: Box<M>, options: &Options) -> kerust::Result<()>
where
    M: Model<Input: Pixels<28, 28>, Output = Vector<10>, Head = softmax>,
{
    let (train, test) = fashion_mnist::load::<M>()?;
    let mut network = compile!(
        model,
        optimizer = Adam(learning_rate = 0.001),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    if options.json {
        network
            .fit(&train.x, &train.y)
            .epochs(options.epochs)
            .batch_size(options.batch_size)
            .seed(options.seed)
            .threads(options.threads)
            .validation_data(&test.x, &test.y)
            .callback(JsonReport::default())
            .run()?;
        return Ok(());
    }
    println!("{}", network.summary());
    fit!(
        network,
        &train.x,
        &train.y,
        epochs = options.epochs,
        batch_size = options.batch_size,
        seed = options.seed,
        threads = options.threads,
        validation_data = (&test.x, &test.y),
    )?;
    for row in 0..3 {
        let class = network.predict(&test.x[row]).argmax();
        let names = fashion_mnist::CLASSES;
        println!(
            "{}: the network says {}",
            names[usize::from(test.y[row])],
            names[class]
        );
    }
    let scores = network.evaluate(&test.x, &test.y)?;
    println!("test accuracy: {:.4}", scores["accuracy"]);
    Ok(())
}

/// Writes one JSON object an epoch; `seconds` is the training part of the epoch.
#[derive(Default)]
struct JsonReport {
    start: Option<Instant>,
    trained: Duration,
}

impl<M: Model> Callback<M> for JsonReport {
    type Monitor = ();

    fn on_epoch_begin(&mut self, _: usize, _: &mut Training<'_, M>) -> kerust::Result<()> {
        self.start = Some(Instant::now());
        Ok(())
    }

    fn on_test_begin(&mut self, _: &mut Training<'_, M>) -> kerust::Result<()> {
        self.trained = self.start.map_or(Duration::ZERO, |start| start.elapsed());
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        _: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        let mut line = format!(
            r#"{{"epoch":{},"seconds":{:.6}"#,
            epoch + 1,
            self.trained.as_secs_f64()
        );
        for name in ["loss", "accuracy", "val_loss", "val_accuracy"] {
            // JSON has no NaN: serde_json writes `null`.
            line += &format!(r#","{name}":{}"#, serde_json::Value::from(logs[name]));
        }
        writeln!(std::io::stdout(), "{line}}}")?;
        Ok(())
    }
}
