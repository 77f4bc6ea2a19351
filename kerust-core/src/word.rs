//! Words with settings: types whose values are made by `new` and by setters.

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

/// Declares a word with its settings: a struct, `new` with their defaults, and a setter for each.
#[doc(hidden)]
#[macro_export]
macro_rules! word {
    (
        $(#[$doc:meta])*
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*] {
            $($(#[$setting_doc:meta])* $setting:ident: $type:ty = $default:expr),* $(,)?
        }
    ) => {
        $crate::word! {
            $(#[$doc])*
            $name [$($declared)*] [$($generics)*] [$($arguments)*] () {
                $($(#[$setting_doc])* $setting: $type = $default),*
            }
        }

        impl<$($generics)*> Default for $name<$($arguments)*> {
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
        }
    ) => {
        $(#[$doc])*
        #[allow(non_camel_case_types)]
        #[derive(Clone, Debug)]
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
