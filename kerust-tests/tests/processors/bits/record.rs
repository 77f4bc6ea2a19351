//! Hashes of numbers' bits, by name, and the file that they are compared with.

use std::fmt::Write as _;
use std::io::{Write as _, stderr};
use std::path::PathBuf;
use std::{env, fs};

use kerust::prelude::*;
use kerust::random::{generator, unit};

/// Hashes of one subject.
pub struct Record {
    subject: &'static str,
    lines: String,
}

/// The property of a processor on which the bits depend: whether it multiplies and adds with one rounding. AVX2 and
/// AVX-512 give the same bits.
fn processor() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        return "x86_64-fma";
    }
    env::consts::ARCH
}

impl Record {
    pub fn new(subject: &'static str) -> Self {
        let lines = String::new();
        Record { subject, lines }
    }

    /// Adds the hash of `numbers`: Fowler, Noll and Vo's, of all NaN the same.
    pub fn add(&mut self, name: &str, numbers: impl IntoIterator<Item = f32>) {
        let canonical = |x: f32| if x.is_nan() { f32::NAN } else { x };
        let bytes = numbers
            .into_iter()
            .flat_map(|x| canonical(x).to_bits().to_le_bytes());
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(self.lines, "{hash:016x} {name}").expect("room");
    }

    /// Compares all hashes with those of the file, or writes it.
    pub fn finish(self) {
        let file = format!("{}-{}.txt", self.subject, processor());
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/processors/bits")
            .join(&file);
        if env::var_os("KERUST_BITS").is_some_and(|value| value == "write") {
            return fs::write(path, self.lines).expect("the folder of the test");
        }
        let Ok(expected) = fs::read_to_string(path) else {
            let text = format!("skipped: there is no bits/{file} for this processor\n");
            return stderr().write_all(text.as_bytes()).expect("a terminal");
        };
        // A line is a hash of sixteen digits, a space, and a name.
        let names = |lines: &str| lines.lines().map(|line| line[17..].to_owned()).collect();
        let (got, known): (Vec<_>, Vec<_>) = (names(&self.lines), names(&expected));
        assert_eq!(got, known, "the cases of bits/{file}");
        let lines = self.lines.lines().zip(expected.lines());
        let changed: Vec<_> = lines.filter(|(got, known)| got != known).collect();
        assert!(
            changed.is_empty(),
            "other bits than bits/{file}, got and expected: {changed:#?}"
        );
    }
}

/// `N` rows of numbers between -1 and 1.
pub fn rows<const N: usize, const WIDTH: usize>(seed: u64) -> [[f32; WIDTH]; N] {
    let mut rng = generator(seed);
    [(); N].map(|()| [(); WIDTH].map(|()| 2.0 * unit(&mut rng) - 1.0))
}

/// All weights of a model, array by array.
pub fn weights<M: Model>(net: &M) -> Vec<f32> {
    let arrays = net.get_weights().into_iter();
    arrays.flat_map(|array| array.values).collect()
}

/// Adds a training on rows `x` and labels `y`: weights, losses, evaluation and predictions.
macro_rules! record_training {
    ($record:expr, $name:expr, $net:expr, $optimizer:expr, $loss:ident, $x:expr, $y:expr $(, $key:ident = $value:expr)* $(,)?) => {{
        let (x, y) = (&$x, &$y);
        let optimizer = $optimizer;
        let mut net = compile!($net, optimizer = optimizer, loss = $loss);
        let fit = net.fit(x, y).epochs(2).batch_size(8).seed(9)$(.$key($value))*;
        let history = fit.run().expect("good data");
        let mut numbers = crate::bits::record::weights(net.model());
        numbers.extend(&history["loss"]);
        numbers.push(net.evaluate(x, y).expect("good data").loss());
        for row in net.predict_batch(x).expect("good data") {
            numbers.extend(kerust::shape::Row::flat(&row));
        }
        // A row by itself goes another way through the layers.
        numbers.extend(kerust::shape::Row::flat(&net.predict(&x[1])));
        $record.add($name, numbers);
    }};
}
pub(crate) use record_training;
