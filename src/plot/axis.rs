//! The scale of an axis and its ticks.

use super::font;

/// Whether an axis can have this number: a larger one would give infinite differences.
pub(super) fn is_drawable(value: f64, log: bool) -> bool {
    value.abs() < 1e300 && (!log || value > 0.0)
}

/// The range of the numbers that are shown; of their logarithms, if `log`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    log: bool,
    /// The range of the ticks, if all numbers are whole, such as epochs.
    whole: Option<[f64; 2]>,
}

/// A tick on an axis.
#[derive(Debug)]
pub(super) struct Tick {
    /// The position along the axis, from 0 to 1.
    pub part: f32,
    /// The label; `None` for the minor ticks of a logarithmic scale.
    pub label: Option<String>,
}

impl Axis {
    /// The axis for these numbers, with a margin at both ends.
    pub fn of(values: impl Iterator<Item = f64>, log: bool, limits: Option<[f64; 2]>) -> Self {
        let scale = |value: f64| if log { value.log10() } else { value };
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut whole = !log;
        for value in values.filter(|value| is_drawable(*value, log)) {
            low = low.min(scale(value));
            high = high.max(scale(value));
            whole &= value.fract() == 0.0;
        }
        if low > high {
            (low, high, whole) = (0.0, 1.0, false);
        }
        let span = high - low;
        let room = if span > 1e-9 * low.abs().max(high.abs()) {
            0.05 * span
        } else if low == 0.0 || whole || log {
            0.5
        } else {
            0.05 * low.abs()
        };
        let mut axis = Axis {
            low: low - room,
            high: high + room,
            log,
            whole: whole.then_some([low, high]),
        };
        if let Some([low, high]) = limits
            && low < high
            && [low, high].iter().all(|limit| is_drawable(*limit, log))
        {
            (axis.low, axis.high) = (scale(low), scale(high));
            axis.whole = whole.then_some([low, high]);
        }
        axis
    }

    /// The position of a number: from 0 to 1 if it is within the range.
    pub fn part(&self, value: f64) -> f32 {
        let value = if self.log { value.log10() } else { value };
        ((value - self.low) / (self.high - self.low)) as f32
    }

    /// The ticks of an axis of this length, with labels of this size that do not touch.
    pub fn ticks(&self, length: f32, size: f32, upright: bool) -> Vec<Tick> {
        let mut ticks = Vec::new();
        for most in (1..=(length / 36.0) as usize).rev() {
            ticks = self.at_most(most.max(1));
            let labels = ticks.iter().filter_map(|tick| tick.label.as_deref());
            let room = |label: &str| match upright {
                true => 2.0 * size,
                false => font::width(label, size) + 1.2 * size,
            };
            let widest = labels.map(room).fold(0.0, f32::max);
            let places = ticks.iter().filter(|tick| tick.label.is_some());
            let places: Vec<f32> = places.map(|tick| tick.part * length).collect();
            if places.windows(2).all(|two| two[1] - two[0] >= widest) {
                break;
            }
        }
        ticks
    }

    fn at_most(&self, most: usize) -> Vec<Tick> {
        if self.log {
            return self.logarithmic(most);
        }
        let step = nice(self.low, self.high, most);
        let (step, low, high) = match self.whole {
            // The margin of the axis gets no ticks: there is no epoch 0.
            Some([low, high]) => (step.max(1.0), low.max(self.low), high.min(self.high)),
            None => (step, self.low, self.high),
        };
        let mut values = multiples(low, high, step);
        if values.is_empty() && self.whole.is_some() {
            values = vec![low.ceil()];
        }
        self.labelled(&values, |value| {
            label(value, step, self.low.abs().max(self.high.abs()))
        })
    }

    fn labelled(&self, values: &[f64], label: impl Fn(f64) -> String) -> Vec<Tick> {
        let tick = |value: &f64| Tick {
            part: self.part(*value),
            label: Some(label(*value)),
        };
        values.iter().map(tick).collect()
    }

    fn logarithmic(&self, most: usize) -> Vec<Tick> {
        let decades = (self.high.floor() - self.low.ceil()) as i64 + 1;
        if decades >= 2 {
            let stride = (decades as usize).div_ceil(most) as i64;
            let mut ticks = Vec::new();
            for exponent in self.low.floor() as i64..=self.high.floor() as i64 {
                let power = 10_f64.powi(exponent as i32);
                let subdivisions = if stride == 1 { 9 } else { 1 };
                for factor in 1..=subdivisions {
                    let value = power * f64::from(factor);
                    let tick = Tick {
                        part: self.part(value),
                        label: (factor == 1 && exponent.rem_euclid(stride) == 0)
                            .then(|| short(value)),
                    };
                    if (0.0..=1.0).contains(&tick.part) {
                        ticks.push(tick);
                    }
                }
            }
            return ticks;
        }
        let (low, high) = (10_f64.powf(self.low), 10_f64.powf(self.high));
        let start = self.low.floor() as i32;
        let mut values: Vec<f64> = (start..=start + 2)
            .flat_map(|exponent| [1.0, 2.0, 5.0].map(|factor| factor * 10_f64.powi(exponent)))
            .filter(|value| (low..=high).contains(value))
            .collect();
        if values.len() < 2 {
            values = multiples(low, high, nice(low, high, most));
        }
        self.labelled(&values, short)
    }
}

/// The smallest step of 1, 2 or 5 times a power of ten that fits at most `most` times into the range.
fn nice(low: f64, high: f64, most: usize) -> f64 {
    let least = (high - low) / most as f64;
    let power = 10_f64.powf(least.log10().floor());
    let factors = [1.0, 2.0, 5.0, 10.0].into_iter();
    let mut steps = factors.map(|factor| factor * power);
    steps.find(|step| *step >= least * 0.999).unwrap_or(least)
}

fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step).ceil();
    let count = ((high - first * step) / step).floor().clamp(0.0, 100.0) as usize;
    (0..=count)
        .map(|index| (first + index as f64) * step)
        .filter(|value| (low..=high).contains(value))
        .collect()
}

/// A tick's label with as many decimals as the step; `most` is the largest absolute value of the axis.
fn label(value: f64, step: f64, most: f64) -> String {
    let value = if value.abs() < step / 2.0 { 0.0 } else { value };
    let place = |number: f64| (number * 1.000_001).log10().floor() as i32;
    let text = if (1e-4..1e6).contains(&most) {
        let decimals = (-place(step)).clamp(0, 15) as usize;
        format!("{value:.decimals$}")
    } else if value == 0.0 {
        "0".into()
    } else {
        let decimals = (place(most) - place(step)).clamp(0, 15) as usize;
        format!("{value:.decimals$e}")
    };
    text.replace('-', "−")
}

/// A single number in the usual notation of learning rates: `0.001`, `1e−5`.
pub(super) fn short(value: f64) -> String {
    // An `f32` is shown with its own digits, not with those of the `f64`.
    let single = value as f32;
    let text = match value.abs() {
        0.0 => "0".into(),
        1e-4..1e5 => format!("{single}"),
        1e-30..1e30 => format!("{single:e}"),
        _ => format!("{value:e}"),
    };
    text.replace('-', "−")
}
