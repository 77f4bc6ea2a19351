//! Wall time, beside what the processor could do in it.

use std::fmt;

use criterion::Throughput;
use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// What [`kerust_benches::limit`] has measured.
#[derive(Clone, Copy)]
pub struct OfLimit(pub f64);

impl fmt::Display for OfLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the limit of one core: {:.1} GFLOP/s", self.0)
    }
}

impl Measurement for OfLimit {
    type Intermediate = <WallTime as Measurement>::Intermediate;
    type Value = <WallTime as Measurement>::Value;

    fn start(&self) -> Self::Intermediate {
        WallTime.start()
    }

    fn end(&self, start: Self::Intermediate) -> Self::Value {
        WallTime.end(start)
    }

    fn add(&self, a: &Self::Value, b: &Self::Value) -> Self::Value {
        WallTime.add(a, b)
    }

    fn zero(&self) -> Self::Value {
        WallTime.zero()
    }

    fn to_f64(&self, value: &Self::Value) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        self
    }
}

impl ValueFormatter for OfLimit {
    fn scale_values(&self, typical: f64, values: &mut [f64]) -> &'static str {
        WallTime.formatter().scale_values(typical, values)
    }

    fn scale_for_machines(&self, values: &mut [f64]) -> &'static str {
        WallTime.formatter().scale_for_machines(values)
    }

    fn scale_throughputs(
        &self,
        typical: f64,
        throughput: &Throughput,
        values: &mut [f64],
    ) -> &'static str {
        let formatter = WallTime.formatter();
        formatter.scale_throughputs(typical, throughput, values)
    }

    fn format_throughput(&self, throughput: &Throughput, nanoseconds: f64) -> String {
        let (Throughput::Elements(operations) | Throughput::Bytes(operations)) = throughput else {
            return String::new();
        };
        let speed = *operations as f64 / nanoseconds;
        format!(
            "{speed:.1} G/s, {:.0} % of the limit",
            100.0 * speed / self.0
        )
    }
}
