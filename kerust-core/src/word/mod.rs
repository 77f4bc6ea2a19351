//! Words with settings: types whose values are made by `new` and by setters.

use core::marker::PhantomData;

use crate::shape::Rank;

mod by_name;
mod check;

#[doc(hidden)]
pub use by_name::{ByDefault, ByName0, ByName1, ByName2, ByNew0, ByNew1, ByNew2, HasNew, Makes};
#[doc(hidden)]
pub use check::{given, nameless, setting};

/// A type of settings, and what its setter takes.
pub trait Setting {
    /// The type of the given value: for an `Option` that of the value in it.
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
    /// Their names in Keras' order, those without a default first.
    const SETTINGS: &'static [&'static str];
    /// How many have no default, and may stand without their names.
    const REQUIRED: usize = 0;
    /// The module that it is declared in.
    const MODULE: &'static str = "";
}

/// The settings of a word, if it tells them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    names: &'static [&'static str],
    required: usize,
    module: &'static str,
}

/// Whether the word is one of `kerust`'s own: the bounds of settings are those of its words only.
#[doc(hidden)]
#[must_use]
pub const fn is_ours(settings: Option<Settings>) -> bool {
    match settings {
        Some(Settings { module, .. }) => {
            matches!(
                module.as_bytes(),
                [b'k', b'e', b'r', b'u', b's', b't', b':', ..]
                    | [
                        b'k',
                        b'e',
                        b'r',
                        b'u',
                        b's',
                        b't',
                        b'_',
                        b'c',
                        b'o',
                        b'r',
                        b'e',
                        b':',
                        ..
                    ]
            )
        }
        None => false,
    }
}

/// The known settings of the word `W`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Of<W>(PhantomData<W>);

impl<W: Listed> Of<W> {
    pub const SETTINGS: Option<Settings> = Some(Settings {
        names: W::SETTINGS,
        required: W::REQUIRED,
        module: W::MODULE,
    });
}

/// The default of an [`Of`]: a word that does not list its settings.
#[doc(hidden)]
pub trait Unlisted {
    const SETTINGS: Option<Settings> = None;
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

            $crate::word! { @by_name ($($required: $required_type),*) }
        }

        $crate::listed! {
            $name [$($generics)*] [$($arguments)*]
            ($($required),*) $($of_type,)? $($setting),*
        }

        impl<$($generics)*> $name<$($arguments)*> {
            $(
                #[doc = ::core::concat!("Another `", ::core::stringify!($required), "`.")]
                #[must_use]
                pub fn $required(mut self, $required: $required_type) -> Self {
                    self.$required = $required;
                    self
                }
            )*

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
    (@by_name ()) => {};
    (@by_name ($($required:ident: $type:ty),+)) => {
        /// Before the values without a default are given by their names.
        #[doc(hidden)]
        #[must_use]
        pub fn by_name_0<F>(_: F) -> Self {
            Self::new($(<$type as ::core::default::Default>::default()),+)
        }
    };
}
