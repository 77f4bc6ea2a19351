//! What the Rust peers share: the command line, the data, the clock and the line of JSON.

use std::hint::black_box;
use std::time::Instant;

/// What is asked for on the command line.
pub struct Args {
    pub work: String,
    pub backend: String,
    pub data: String,
    pub epochs: usize,
}

impl Args {
    pub fn new() -> Self {
        let words: Vec<String> = std::env::args().collect();
        let value = |name: &str, default: &str| {
            let found = words.iter().position(|word| word == name);
            found.map_or_else(|| default.to_owned(), |at| words[at + 1].clone())
        };
        let work = value("--work", "mlp32");
        let epochs = value("--epochs", "4").parse().expect("--epochs N");
        let (backend, data) = (value("--backend", ""), value("--data", "target/peers/data"));
        Self { work, backend, data, epochs }
    }

    pub fn is_tiny(&self) -> bool {
        self.work.ends_with("tiny")
    }

    pub fn batch_size(&self) -> usize {
        match self.work.as_str() {
            "mlp32" => 32,
            "mlp128" => 128,
            "tiny" => 16,
            other => panic!("unknown work `{other}`"),
        }
    }

    pub fn report(&self, peer: &str, seconds: f64, accuracy: Option<f64>) {
        let accuracy = accuracy.map_or("null".to_owned(), |a| format!("{a:.4}"));
        println!(
            r#"{{"work": "{}", "peer": "{peer}", "seconds": {seconds:e}, "accuracy": {accuracy}}}"#,
            self.work
        );
    }
}

/// Rows of `features` numbers after each other, and a class for each.
pub struct Rows {
    pub x: Vec<f32>,
    pub y: Vec<u8>,
    pub features: usize,
}

impl Rows {
    fn fashion(dir: &str, part: &str) -> Self {
        let read = |what| std::fs::read(format!("{dir}/{part}-{what}.bin")).expect("the data");
        let x = read("x").into_iter().map(|byte| f32::from(byte) / 255.0).collect();
        Self { x, y: read("y"), features: 784 }
    }

    fn iris(dir: &str) -> Self {
        let text = std::fs::read_to_string(format!("{dir}/iris.csv")).expect("iris.csv");
        let mut rows = Self { x: vec![], y: vec![], features: 4 };
        for line in text.lines() {
            let (numbers, class) = line.rsplit_once(',').expect("a class");
            rows.x.extend(numbers.split(',').map(|n| n.parse::<f32>().expect("a number")));
            rows.y.push(class.parse().expect("the number of a class"));
        }
        rows
    }

    /// The rows to train on and the rows to test on.
    pub fn load(args: &Args) -> (Self, Self) {
        if args.is_tiny() {
            return (Self::iris(&args.data), Self::iris(&args.data));
        }
        (Self::fashion(&args.data, "train"), Self::fashion(&args.data, "test"))
    }

    pub fn row(&self, at: usize) -> &[f32] {
        &self.x[at * self.features..][..self.features]
    }

    /// The rows with these numbers: a batch.
    pub fn gather(&self, numbers: &[usize]) -> Vec<f32> {
        let mut batch = Vec::with_capacity(numbers.len() * self.features);
        for &at in numbers {
            batch.extend_from_slice(self.row(at));
        }
        batch
    }
}

/// The time of the best epoch after the first: `epoch` takes the numbers of the rows, shuffled.
pub fn best_epoch(epochs: usize, rows: usize, mut epoch: impl FnMut(&[usize])) -> f64 {
    let mut order: Vec<usize> = (0..rows).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut best = f64::INFINITY;
    for number in 0..epochs {
        let start = Instant::now();
        for last in (1..rows).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(last, (state % (last as u64 + 1)) as usize);
        }
        epoch(&order);
        if number > 0 {
            best = best.min(start.elapsed().as_secs_f64());
        }
    }
    best
}

/// Seconds of one call: the best of many blocks, about two seconds in all.
pub fn best_call<T>(mut call: impl FnMut() -> T) -> f64 {
    let mut block = |calls: u32| {
        let start = Instant::now();
        for _ in 0..calls {
            black_box(call());
        }
        start.elapsed().as_secs_f64() / f64::from(calls)
    };
    let calls = (0.01 / block(100)).ceil().clamp(1.0, 1e7) as u32;
    (0..200).map(|_| block(calls)).fold(f64::INFINITY, f64::min)
}

/// How many of the classes are where the largest of `width` numbers is.
pub fn accuracy(outputs: &[f32], width: usize, classes: &[u8]) -> f64 {
    let largest = |row: &[f32]| {
        (0..width).max_by(|&a, &b| row[a].total_cmp(&row[b])).expect("outputs")
    };
    let rows = outputs.chunks_exact(width).zip(classes);
    let right = rows.filter(|(row, class)| largest(row) == usize::from(**class)).count();
    right as f64 / classes.len() as f64
}

/// That `outputs` are probabilities: a sign that the whole network ran.
pub fn check(outputs: &[f32], width: usize) {
    let sum: f32 = outputs.iter().sum();
    assert!(outputs.len() == width && (sum - 1.0).abs() < 1e-4, "no probabilities: {outputs:?}");
}
