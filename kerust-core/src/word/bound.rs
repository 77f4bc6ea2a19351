//! The numbers that a setting may be, said where the setting is declared.

use crate::Error;

/// The numbers that a setting may be.
///
/// ```
/// use kerust::settings::Bound;
///
/// const RATE: Bound = Bound::within(0.0, 1.0, "a rate is above 0, and 1 at most").above_least();
/// assert!(RATE.check("rate", 1.0).is_ok());
/// let error = RATE.check("rate", 0.0).unwrap_err().to_string();
/// assert_eq!(error, "`rate = 0`: a rate is above 0, and 1 at most");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    least: f64,
    most: f64,
    with_least: bool,
    with_most: bool,
    /// Whether it is a whole number; another one is for the compiler to refuse, because of its type.
    is_count: bool,
    expected: &'static str,
    /// The same beside the source, where a number is finite and its owner is seen.
    in_source: &'static str,
}

impl Bound {
    /// Finite and 0 or more: a learning rate.
    pub const LEARNING_RATE: Bound = Bound::within(
        0.0,
        f32::MAX as f64,
        "a learning rate is finite and not negative",
    )
    .in_source("a learning rate is not negative");
    /// 0 or more.
    pub const NOT_NEGATIVE: Bound = Bound::at_least(0.0, "it is not negative");
    /// Above 0.
    pub const POSITIVE: Bound = Bound::at_least(0.0, "it is above 0").above_least();
    /// 0 or less.
    pub const NOT_POSITIVE: Bound = Bound::within(f64::NEG_INFINITY, 0.0, "it is 0 or less");
    /// From 0 to 1.
    pub const SHARE: Bound = Bound::within(0.0, 1.0, "it is a share, from 0 to 1");
    /// 0 or more, and less than 1.
    pub const BELOW_ONE: Bound =
        Bound::within(0.0, 1.0, "it is 0 or more, and less than 1").below_most();
    /// Above 0 and below 1.
    pub const BETWEEN_0_AND_1: Bound = Bound::within(0.0, 1.0, "it is above 0 and below 1")
        .above_least()
        .below_most();
    /// A number of steps, from 1.
    pub const STEPS: Bound = Bound::count(1, "it counts steps, from 1");
    /// A number of batches, from 1.
    pub const BATCHES: Bound = Bound::count(1, "it counts batches, from 1");

    /// From `least` to `most`, both of them included; `expected` is the end of the error's sentence.
    #[must_use]
    pub const fn within(least: f64, most: f64, expected: &'static str) -> Bound {
        Bound {
            least,
            most,
            with_least: true,
            with_most: true,
            is_count: false,
            expected,
            in_source: expected,
        }
    }

    /// `least` or more.
    #[must_use]
    pub const fn at_least(least: f64, expected: &'static str) -> Bound {
        Bound::within(least, f64::INFINITY, expected)
    }

    /// A whole number, `least` or more.
    #[must_use]
    pub const fn count(least: u32, expected: &'static str) -> Bound {
        Bound {
            is_count: true,
            with_least: false,
            ..Bound::at_least(least as f64 - 1.0, expected)
        }
    }

    /// Without the least number itself.
    #[must_use]
    pub const fn above_least(self) -> Bound {
        Bound {
            with_least: false,
            ..self
        }
    }

    /// Without the largest number itself.
    #[must_use]
    pub const fn below_most(self) -> Bound {
        Bound {
            with_most: false,
            ..self
        }
    }

    /// With another sentence for the error of a number that is written out in the source.
    #[must_use]
    pub const fn in_source(self, in_source: &'static str) -> Bound {
        Bound { in_source, ..self }
    }

    const fn contains(&self, value: f64) -> bool {
        let above = value > self.least || (self.with_least && value == self.least);
        let below = value < self.most || (self.with_most && value == self.most);
        above && below
    }

    /// Checks the value of a setting when a training starts.
    ///
    /// # Errors
    /// [`Error::Setting`], if the number is out of bounds or NaN.
    pub const fn check(&self, setting: &'static str, value: f64) -> Result<(), Error> {
        if self.contains(value) {
            return Ok(());
        }
        Err(Error::Setting {
            setting,
            value,
            expected: self.expected,
        })
    }

    /// The end of the error's sentence, if a number that is written out in the source is out of bounds.
    pub(super) const fn refuses(&self, value: f64, is_whole: bool) -> Option<&'static str> {
        let has_its_type = if self.is_count {
            is_whole && value >= 0.0
        } else {
            !is_whole
        };
        if has_its_type && !self.contains(value) {
            Some(self.in_source)
        } else {
            None
        }
    }
}

/// A setting that can be a number, to be compared with its [`Bound`].
#[doc(hidden)]
pub trait Bounded {
    /// The number, if there is one.
    fn number(&self) -> Option<f64>;
}

macro_rules! bounded {
    ($($number:ty)*) => {$(
        impl Bounded for $number {
            fn number(&self) -> Option<f64> {
                Some(*self as f64)
            }
        }
    )*};
}

bounded! { f32 f64 u32 u64 usize i64 }

impl<N: Bounded> Bounded for Option<N> {
    fn number(&self) -> Option<f64> {
        self.as_ref().and_then(Bounded::number)
    }
}

/// Checks the value of a setting of any type that can be a number.
///
/// # Errors
/// If there is a number, and it is out of bounds.
#[doc(hidden)]
pub fn check(setting: &'static str, value: &impl Bounded, bound: Bound) -> Result<(), Error> {
    value
        .number()
        .map_or(Ok(()), |number| bound.check(setting, number))
}
