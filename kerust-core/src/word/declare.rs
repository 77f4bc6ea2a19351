//! Settings, declared once: name, type, bound, default and documentation.
//!
//! A declaration is a field of a struct with a bound and a default:
//!
//! ```text
//! /// The share of the mean that stays at each step.
//! beta_1: f64 where Bound::BELOW_ONE = 0.9,
//! ```
//!
//! The setter of an `Option<f32>` takes a number. [`word!`](crate::word!) makes a type of such declarations,
//! [`setters!`](crate::setters!) and [`listed!`](crate::listed!) are its parts, for types that do more.

/// Declares a type by its settings: a struct, `new` with their defaults, and a constant setter for each.
///
/// In parentheses before the braces stand settings without a default, which `new` takes; the value behind `=` is
/// what they are before they are given by their names. `with { … }` has fields that are no settings. A setting that
/// is a constant of the type stands behind the name: `<from_logits: bool FROM_LOGITS = false>`.
#[doc(hidden)]
#[macro_export]
macro_rules! word {
    // With parameters of any kind: declared, of an `impl`, as arguments; and with a setting that is one of them.
    (
        $(#[$doc:meta])*
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*] $([$own:ident])?
        $(($($required:tt)*))? { $($settings:tt)* } $(with { $($state:tt)* })?
    ) => {
        $crate::word! { @type
            [$(#[$doc])*] $name [$($declared)*] [$($generics)*] [$($arguments)*]
            ($($($required)*)?) { $($settings)* } { $($($state)*)? }
        }
        $crate::word! { @list
            $name [$($generics)*] [$($arguments)*] ($($($required)*)?) $([$own],)? { $($settings)*, }
        }
        $crate::word! { @default $name [$($generics)*] [$($arguments)*] $(($($required)*))? }
    };
    // With a constant of the type, or without parameters.
    (
        $(#[$doc:meta])*
        $name:ident $(<
            $(#[$constant_doc:meta])*
            $constant_setting:ident: $kind:ident $constant:ident $(where $bound:path)? = $constant_default:literal
        >)?
        $(($($required:tt)*))? { $($settings:tt)* } $(with { $($state:tt)* })?
    ) => {
        $crate::word! { @type
            [$(#[$doc])*] $name
            [$(const $constant: ::core::primitive::$kind = $constant_default)?]
            [$(const $constant: ::core::primitive::$kind)?] [$($constant)?]
            ($($($required)*)?) { $($settings)* } { $($($state)*)? }
            $([$(#[$constant_doc])*] const $constant_setting $kind $constant $(where $bound)?)?
        }
        $crate::word! { @list
            $name [$(const $constant: ::core::primitive::$kind)?] [$($constant)?]
            ($($($required)*)?) $([$constant_setting $(where $bound)?],)? { $($settings)*, }
        }
        $crate::word! { @default
            $name [$(const $constant: ::core::primitive::$kind)?] [$($constant)?] $(($($required)*))?
            $(. $constant_setting)?
        }
    };

    // The struct, `new`, setters, and the check of the bounds.
    (
        @type [$(#[$doc:meta])*]
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*]
        ($($required:tt)*) { $($settings:tt)* } { $($state:tt)* } $($constant:tt)*
    ) => {
        $crate::word! { @struct [$(#[$doc])*]
            $name [$($declared)*] [$($generics)*] [$($arguments)*]
            ($($required)*) { $($settings)*, } { $($state)* } $($constant)*
        }

        impl<$($generics)*> $name<$($arguments)*> {
            $crate::setters! { [] $($required)* }
            $crate::setters! { [] $($settings)* }
        }
    };
    (
        @struct [$(#[$doc:meta])*]
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*]
        ($(
            $(#[$required_doc:meta])*
            $required:ident: $required_type:ty $(where $required_bound:path)? $(= $unset:expr)?
        ),* $(,)?) {$(,)? $(
            $(#[$setting_doc:meta])* $setting:ident: $type:ty $(where $bound:path)? = $default:expr
        , $(,)?)*} {$(
            $(#[$state_doc:meta])* $state:ident: $state_type:ty $(where $state_bound:path)? = $begin:expr
        ),* $(,)?}
        $([$(#[$constant_doc:meta])*] $is_const:ident $constant_setting:ident $kind:ident $constant:ident $(where $constant_bound:path)?)?
    ) => {
        $(#[$doc])*
        #[allow(non_camel_case_types)]
        #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct $name<$($declared)*> {
            $($required: $required_type,)*
            $($setting: $type,)*
            $($(#[$state_doc])* $state: $state_type,)*
        }

        impl $name {
            /// With Keras' defaults.
            #[must_use]
            pub const fn new($($required: $required_type),*) -> Self {
                $name { $($required,)* $($setting: $default,)* $($state: $begin,)* }
            }

            $crate::by_name! { $($required: $required_type $(= $unset)?),* }
        }

        impl<$($generics)*> $name<$($arguments)*> {
            /// Compares the settings that have bounds with them.
            #[doc(hidden)]
            pub fn check_settings(&self) -> ::core::result::Result<(), $crate::Error> {
                $($(
                    $crate::word::check(::core::stringify!($constant_setting), &$constant, $constant_bound)?;
                )?)?
                $($(
                    $crate::word::check(::core::stringify!($required), &self.$required, $required_bound)?;
                )?)*
                $($(
                    $crate::word::check(::core::stringify!($setting), &self.$setting, $bound)?;
                )?)*
                $($(
                    $crate::word::check(::core::stringify!($state), &self.$state, $state_bound)?;
                )?)*
                ::core::result::Result::Ok(())
            }
        }

        $crate::word! { @constant
            $name [$($arguments)*] [$($required,)* $($setting,)* $($state,)*]
            $([$(#[$constant_doc])*] $is_const $constant_setting $kind)?
        }
    };
    (@constant $name:ident [$($arguments:tt)*] $fields:tt) => {};
    // The word with another constant; what may be dropped cannot be taken apart in a `const fn`.
    (
        @constant $name:ident [$constant:ident] [$($field:ident,)*]
        [$(#[$doc:meta])*] const $setting:ident $kind:ident
    ) => {
        impl<const $constant: ::core::primitive::$kind> $name<$constant> {
            $(#[$doc])*
            #[must_use]
            pub const fn $setting<const VALUE: ::core::primitive::$kind>(self) -> $name<VALUE> {
                $name { $($field: self.$field,)* }
            }
        }
    };
    (
        @constant $name:ident [$constant:ident] [$($field:ident,)*]
        [$(#[$doc:meta])*] plain $setting:ident $kind:ident
    ) => {
        impl<const $constant: ::core::primitive::$kind> $name<$constant> {
            $(#[$doc])*
            #[must_use]
            pub fn $setting<const VALUE: ::core::primitive::$kind>(self) -> $name<VALUE> {
                $name { $($field: self.$field,)* }
            }
        }
    };

    (
        @list $name:ident [$($generics:tt)*] [$($arguments:tt)*]
        ($(
            $(#[$required_doc:meta])*
            $required:ident: $required_type:ty $(where $required_bound:path)? $(= $unset:expr)?
        ),* $(,)?)
        $([$constant:ident $(where $constant_bound:path)?],)? {$(,)? $(
            $(#[$setting_doc:meta])* $setting:ident: $type:ty $(where $bound:path)? = $default:expr
        , $(,)?)*}
    ) => {
        $crate::listed! {
            $name [$($generics)*] [$($arguments)*]
            ($($required $(where $required_bound)?),*)
            $([$constant $(where $constant_bound)?],)? $($setting $(where $bound)?,)*
        }
    };

    (@default $name:ident [$($generics:tt)*] [$($arguments:tt)*] ($($required:tt)*) $($constant:tt)*) => {};
    (@default $name:ident [$($generics:tt)*] [$($arguments:tt)*] . $constant_setting:ident) => {
        impl<$($generics)*> ::core::default::Default for $name<$($arguments)*> {
            fn default() -> Self {
                $name::new().$constant_setting()
            }
        }
    };
    (@default $name:ident [$($generics:tt)*] [$($arguments:tt)*]) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                $name::new()
            }
        }
    };
}

/// The setters of settings, as they are declared: inside of an `impl`, behind the path of the struct in `self` that
/// has them as fields.
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    ([$($place:ident)*]) => {};
    ([$($place:ident)*] , $($rest:tt)*) => {
        $crate::setters! { [$($place)*] $($rest)* }
    };
    // What a metric is made with has no documentation.
    ([$($place:ident)*] $setting:ident: $($rest:tt)*) => {
        $crate::setters! { [$($place)*] #[doc = ::core::concat!("Another `", ::core::stringify!($setting), "`.")] $setting: $($rest)* }
    };
    (
        [$($place:ident)*] $(#[$doc:meta])+
        $setting:ident: Option<$type:ty> $(where $bound:path)? $(= $default:expr)? $(, $($rest:tt)*)?
    ) => {
        $(#[$doc])+
        #[must_use]
        pub const fn $setting(mut self, $setting: $type) -> Self {
            self.$($place.)*$setting = ::core::option::Option::Some($setting);
            self
        }
        $crate::setters! { [$($place)*] $($($rest)*)? }
    };
    (
        [$($place:ident)*] $(#[$doc:meta])+
        $setting:ident: $type:ty $(where $bound:path)? $(= $default:expr)? $(, $($rest:tt)*)?
    ) => {
        $(#[$doc])+
        #[must_use]
        pub const fn $setting(mut self, $setting: $type) -> Self {
            self.$($place.)*$setting = $setting;
            self
        }
        $crate::setters! { [$($place)*] $($($rest)*)? }
    };
}

/// Lists the settings of a word with their bounds, those without a default in parentheses before the others;
/// in brackets one that is a constant of the type. Behind `;` stand such a one, and declarations.
#[doc(hidden)]
#[macro_export]
macro_rules! listed {
    (
        $name:ident [$($generics:tt)*] [$($arguments:tt)*]
        ($($required:ident $(where $required_bound:path)?),* $(,)?)
        $([$first:ident $(where $first_bound:path)?],)?
        $($setting:ident $(where $bound:path)?),* $(,)?
        $(;
            $([$constant:ident])?;
            $($(#[$doc:meta])* $shared:ident: $type:ty $(where $shared_bound:path)? = $default:expr),* $(,)?
        )?
    ) => {
        impl<$($generics)*> $crate::word::Listed for $name<$($arguments)*> {
            const SETTINGS: &'static [&'static ::core::primitive::str] = &[
                $(::core::stringify!($required),)*
                $(::core::stringify!($first),)?
                $(::core::stringify!($setting),)*
                $($(::core::stringify!($constant),)? $(::core::stringify!($shared),)*)?
            ];
            const REQUIRED: ::core::primitive::usize = {
                let required: &[&::core::primitive::str] = &[$(::core::stringify!($required)),*];
                required.len()
            };
            const CONSTANTS: &'static [&'static ::core::primitive::str] =
                &[$(::core::stringify!($first),)? $($(::core::stringify!($constant),)?)?];
            const BOUNDS: &'static [(&'static ::core::primitive::str, $crate::word::Bound)] = &[
                $($((::core::stringify!($required), $required_bound),)?)*
                $($((::core::stringify!($first), $first_bound),)?)?
                $($((::core::stringify!($setting), $bound),)?)*
                $($($((::core::stringify!($shared), $shared_bound),)?)*)?
            ];
        }
    };
}
