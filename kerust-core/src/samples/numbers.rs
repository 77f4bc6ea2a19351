use core::fmt::Debug;

#[cfg(feature = "alloc")]
use zerocopy::{FromBytes, TryFromBytes};
use zerocopy::{FromZeros, Immutable, IntoBytes, KnownLayout};

#[cfg(feature = "alloc")]
use super::DynRow;

/// A type of numbers in data: `f32`, `f64`, `bool`, and integers of up to 64 bits.
///
/// Models compute with `f32`: each number is converted to the nearest one, which for an integer of up to 24
/// bits is the number itself.
#[diagnostic::on_unimplemented(
    message = "rows and labels are not made of `{Self}`",
    label = "not a number",
    note = "they are made of `f32`, `f64`, `bool`, or integers of up to 64 bits"
)]
pub trait Number:
    FromZeros + IntoBytes + Immutable + KnownLayout + Copy + PartialEq + Debug + 'static
{
    /// The numbers themselves, if they are `f32`.
    #[inline(always)]
    fn as_numbers(numbers: &[Self]) -> Option<&[f32]> {
        let _ = numbers;
        None
    }

    /// The numbers as a row whose sizes only the running program knows, in place.
    #[cfg(feature = "alloc")]
    #[doc(hidden)]
    fn as_dyn_row<const AXES: usize>(numbers: &[Self]) -> &DynRow<Self, AXES>;

    /// The nearest `f32`.
    ///
    /// # Errors
    /// The number, if it is finite and too large for one.
    fn near(self) -> Result<f32, f64>;

    /// The number, if its type has only whole numbers.
    fn as_whole(self) -> Option<i128>;
}

/// The numbers as a row, in place: `from_bytes` fails for no numbers of the same type.
#[cfg(feature = "alloc")]
macro_rules! as_dyn_row {
    ($from_bytes:path) => {
        #[inline(always)]
        fn as_dyn_row<const AXES: usize>(numbers: &[Self]) -> &DynRow<Self, AXES> {
            match $from_bytes(numbers.as_bytes()) {
                Ok(row) => row,
                Err(_) => unreachable!("numbers of the same type"),
            }
        }
    };
}

#[cfg(not(feature = "alloc"))]
macro_rules! as_dyn_row {
    ($from_bytes:path) => {};
}

/// A type of whole numbers: an integer of up to 64 bits, or `bool`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not number classes",
    label = "not an integer",
    note = "classes are numbered by integers of up to 64 bits"
)]
pub trait Whole: Copy {
    /// The number.
    fn whole(self) -> i128;
}

impl Number for f32 {
    #[inline(always)]
    fn as_numbers(numbers: &[f32]) -> Option<&[f32]> {
        Some(numbers)
    }

    as_dyn_row! { FromBytes::ref_from_bytes }

    #[inline(always)]
    fn near(self) -> Result<f32, f64> {
        Ok(self)
    }

    #[inline(always)]
    fn as_whole(self) -> Option<i128> {
        None
    }
}

impl Number for f64 {
    as_dyn_row! { FromBytes::ref_from_bytes }

    #[inline(always)]
    fn near(self) -> Result<f32, f64> {
        near(self)
    }

    #[inline(always)]
    fn as_whole(self) -> Option<i128> {
        None
    }
}

/// The nearest `f32`.
///
/// # Errors
/// The number, if it is finite and too large for one.
#[inline(always)]
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn near(number: f64) -> Result<f32, f64> {
    let near = number as f32;
    if near.is_infinite() && number.is_finite() {
        return Err(number);
    }
    Ok(near)
}

macro_rules! whole_numbers {
    ($($from_bytes:path: $($type:ty)*;)*) => {$($(
        impl Whole for $type {
            #[inline(always)]
            fn whole(self) -> i128 {
                // An `i128` holds all of them.
                self as i128
            }
        }

        impl Number for $type {
            as_dyn_row! { $from_bytes }

            #[inline(always)]
            fn near(self) -> Result<f32, f64> {
                // None of them is too large for an `f32`.
                Ok(self.whole() as f32)
            }

            #[inline(always)]
            fn as_whole(self) -> Option<i128> {
                Some(self.whole())
            }
        }
    )*)*};
}

whole_numbers! {
    FromBytes::ref_from_bytes: u8 u16 u32 u64 usize i8 i16 i32 i64 isize;
    TryFromBytes::try_ref_from_bytes: bool;
}
