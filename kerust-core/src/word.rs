//! Words with settings: types whose values are made by `new` and by setters.

use core::marker::PhantomData;

use crate::contract::equal;
use crate::message::Text;
use crate::shape::Rank;

/// A type of settings, and what its setter takes.
pub trait Setting {
    /// What is given: of an `Option` the value by itself.
    type Given;

    /// The setting of what is given.
    fn of(given: Self::Given) -> Self;
}

impl<T> Setting for Option<T> {
    type Given = T;

    fn of(given: T) -> Self {
        Some(given)
    }
}

/// A word that tells which settings it has.
pub trait Listed {
    /// Their names.
    const SETTINGS: &'static [&'static str];
}

/// What is known of the settings of the word `W`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Of<W>(PhantomData<W>);

impl<W: Listed> Of<W> {
    pub const SETTINGS: Option<&'static [&'static str]> = Some(W::SETTINGS);
}

/// What an [`Of`] says that says nothing by itself: the word is not declared with `word!`.
#[doc(hidden)]
pub trait Unlisted {
    const SETTINGS: Option<&'static [&'static str]> = None;
}

impl<W> Unlisted for Of<W> {}

/// A check that passed, as a type. One that failed is none, nor is what it lets through: the compiler
/// then says nothing more of it.
#[doc(hidden)]
pub trait Passed {
    type Through<W>;
}

impl Passed for Rank<0> {
    type Through<W> = W;
}

/// The word behind a check.
#[doc(hidden)]
#[inline(always)]
pub fn behind<P: Passed<Through<W> = W>, W>(word: W) -> P::Through<W> {
    word
}

/// Whether the name is one of these.
pub(crate) const fn contains(names: &[&str], name: &str) -> bool {
    let mut i = 0;
    while i < names.len() {
        if equal(names[i], name) {
            return true;
        }
        i += 1;
    }
    false
}

/// Judges the name of a setting, when the program is compiled.
///
/// # Panics
/// With the error's text, if the word is known not to have it.
#[doc(hidden)]
#[track_caller]
#[must_use]
pub const fn setting(word: &str, name: &str, settings: Option<&[&str]>) -> usize {
    let Some(settings) = settings else {
        return 0;
    };
    if contains(settings, name) {
        return 0;
    }
    let text = Text::new("`").text(word).text("` has no setting `");
    let text = text.text(name).text("`").it_has(settings);
    panic!("{}", text.as_str());
}

/// Types whose setters take them as they are.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_settings {
    ($($type:ty)*) => {$(
        impl $crate::word::Setting for $type {
            type Given = Self;

            fn of(given: Self) -> Self {
                given
            }
        }
    )*};
}

plain_settings! {
    bool f32 f64 u32 u64 usize i64
    crate::losses::Reduction
    crate::metrics::Aggregation crate::metrics::Average crate::metrics::Curve crate::metrics::Summation
}

/// Declares a word with its settings: a struct, `new` with their defaults, and a setter for each. The
/// name behind the braces is of one that is a constant of the type, and is declared elsewhere.
#[doc(hidden)]
#[macro_export]
macro_rules! word {
    (
        $(#[$doc:meta])*
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*] {
            $($(#[$setting_doc:meta])* $setting:ident: $type:ty = $default:expr),* $(,)?
        } $($of_type:ident)?
    ) => {
        $crate::word! {
            $(#[$doc])*
            $name [$($declared)*] [$($generics)*] [$($arguments)*] () {
                $($(#[$setting_doc])* $setting: $type = $default),*
            } $($of_type)?
        }

        impl<$($generics)*> ::core::default::Default for $name<$($arguments)*> {
            fn default() -> Self {
                $name { $($setting: $default,)* }
            }
        }
    };
    // With values that have no default: `top_k(3)`.
    (
        $(#[$doc:meta])*
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*]
        ($($required:ident: $required_type:ty),*) {
            $($(#[$setting_doc:meta])* $setting:ident: $type:ty = $default:expr),* $(,)?
        } $($of_type:ident)?
    ) => {
        $(#[$doc])*
        #[allow(non_camel_case_types)]
        #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct $name<$($declared)*> {
            $($required: $required_type,)*
            $($setting: $type,)*
        }

        impl $name {
            /// With Keras' defaults.
            #[must_use]
            pub const fn new($($required: $required_type),*) -> Self {
                $name { $($required,)* $($setting: $default,)* }
            }
        }

        impl<$($generics)*> $crate::word::Listed for $name<$($arguments)*> {
            const SETTINGS: &'static [&'static ::core::primitive::str] =
                &[$(::core::stringify!($of_type),)? $(::core::stringify!($setting)),*];
        }

        impl<$($generics)*> $name<$($arguments)*> {
            $(
                $(#[$setting_doc])*
                #[must_use]
                pub fn $setting(mut self, $setting: <$type as $crate::word::Setting>::Given) -> Self {
                    self.$setting = $crate::word::Setting::of($setting);
                    self
                }
            )*
        }
    };
}
