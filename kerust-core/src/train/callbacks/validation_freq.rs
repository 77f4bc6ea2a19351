use alloc::vec::Vec;

use crate::Error;
use crate::word::Bound;

/// The epochs after which a validation takes place, counted from 1; Keras' `validation_freq`.
///
/// The numbers are those of the user, so that an error shows them: `run` rejects numbers below 1.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ValidationFreq {
    /// After every so many epochs.
    Every(i64),
    /// After these epochs.
    After(Vec<i64>),
}

impl ValidationFreq {
    pub(crate) const BOUND: Bound = Bound::count(1, "it counts epochs, from 1");

    /// A check of the numbers.
    ///
    /// # Errors
    /// The first number below 1.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let numbers = match self {
            ValidationFreq::Every(epochs) => core::slice::from_ref(epochs),
            ValidationFreq::After(epochs) => epochs,
        };
        let check = |number: &i64| Self::BOUND.check("validation_freq", *number as f64);
        numbers.iter().try_for_each(check)
    }

    /// Whether epoch `epoch`, counted from 1, is validated.
    pub(crate) fn includes(&self, epoch: usize) -> bool {
        let epoch = whole(epoch);
        match self {
            ValidationFreq::Every(epochs) => epoch % *epochs == 0,
            ValidationFreq::After(epochs) => epochs.contains(&epoch),
        }
    }

    /// Whether one of the epochs `done + 1` to `last` is validated.
    pub(crate) fn includes_any(&self, done: usize, last: usize) -> bool {
        let (done, last) = (whole(done), whole(last));
        match self {
            ValidationFreq::Every(epochs) => last / epochs > done / epochs,
            ValidationFreq::After(epochs) => epochs.iter().any(|e| done < *e && *e <= last),
        }
    }

    /// The first of the epochs `done + 1` to `last` that is not validated.
    pub(crate) fn first_left_out(&self, done: usize, last: usize) -> Option<usize> {
        // None is left out, and the search would go through all epochs.
        if *self == ValidationFreq::Every(1) {
            return None;
        }
        (done + 1..=last).find(|epoch| !self.includes(*epoch))
    }
}

/// The number of an epoch in the type of the user's numbers.
fn whole(epoch: usize) -> i64 {
    i64::try_from(epoch).unwrap_or(i64::MAX)
}

/// A value of `validation_freq`: a number of epochs, or a list of the epochs that are validated.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say after which epochs is validated",
    label = "neither a number of epochs nor a list of epochs",
    note = "write `validation_freq = 2` for every second epoch, or `validation_freq = [1, 2, 10]`"
)]
pub trait IntoValidationFreq {
    /// The value as a `ValidationFreq`.
    fn into_validation_freq(self) -> ValidationFreq;
}

impl IntoValidationFreq for ValidationFreq {
    fn into_validation_freq(self) -> ValidationFreq {
        self
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoValidationFreq for $number {
            fn into_validation_freq(self) -> ValidationFreq {
                ValidationFreq::Every(i64::try_from(self).unwrap_or(i64::MAX))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<const N: usize> IntoValidationFreq for [$number; N] {
            fn into_validation_freq(self) -> ValidationFreq {
                (&self[..]).into_validation_freq()
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoValidationFreq for &[$number] {
            fn into_validation_freq(self) -> ValidationFreq {
                let epochs = self.iter().map(|epoch| i64::try_from(*epoch).unwrap_or(i64::MAX));
                ValidationFreq::After(epochs.collect())
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoValidationFreq for Vec<$number> {
            fn into_validation_freq(self) -> ValidationFreq {
                (&self[..]).into_validation_freq()
            }
        }
    )*};
}

// A number without a type is an `i32`.
numbers! { usize i32 i64 }
