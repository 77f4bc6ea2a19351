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

/// Declares a type by its settings, so that `compile!` and `fit!` take it as they take kerust's own: a struct, `new`
/// with their defaults, and a constant setter for each.
///
/// A setting has a type, behind `where` a [`Bound`](crate::word::Bound) if it is a number, and a default; the setter of
/// an `Option<f32>` takes a number. In the parentheses of `new` before the braces stand settings without a default;
/// the value behind `=` stands in for them until they are given by their names. `with { … }` has fields that are
/// no settings. A setting that is a constant of the type stands behind the name:
/// `<nesterov: bool NESTEROV = false>`. `check_settings` compares all with their bounds.
///
/// ```
/// use kerust::optimizers::schedules::Schedule;
/// use kerust::prelude::*;
/// use kerust::settings::Bound;
///
/// kerust::settings! {
///     /// η·s / n at step s, up to n; then η.
///     WarmUp new(
///         /// η, the rate at the end.
///         rate: f32 where Bound::LEARNING_RATE = 0.0,
///     ) {
///         /// n, the number of steps.
///         steps: u64 where Bound::STEPS = 100,
///     }
/// }
///
/// impl Schedule for WarmUp {
///     fn at(&self, step: u64) -> f32 {
///         self.rate * (step as f32 / self.steps as f32).min(1.0)
///     }
///
///     fn check(&self) -> kerust::Result<()> {
///         self.check_settings()
///     }
/// }
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let optimizer = SGD::new().learning_rate(WarmUp::new(0.1).steps(10));
/// let net = compile!(Line::new(0), optimizer = SGD(learning_rate = WarmUp(0.1, steps = 10)), loss = mse);
/// assert_eq!(format!("{:?}", net.optimizer()), format!("{optimizer:?}"));
/// ```
#[macro_export]
macro_rules! word {
    // With parameters of any kind: declared, of an `impl`, as arguments; and with a setting that is one of them.
    (
        $(#[$doc:meta])*
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*] $([$own:ident])?
        $($new:ident($($required:tt)*))? { $($settings:tt)* } $(with { $($state:tt)* })?
    ) => {
        $crate::word! { @type
            [$(#[$doc])*] $name [$($declared)*] [$($generics)*] [$($arguments)*]
            [$($new)? new] ($($($required)*)?) { $($settings)* } { $($($state)*)? }
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
        $($new:ident($($required:tt)*))? { $($settings:tt)* } $(with { $($state:tt)* })?
    ) => {
        $crate::word! { @type
            [$(#[$doc])*] $name
            [$(const $constant: ::core::primitive::$kind = $constant_default)?]
            [$(const $constant: ::core::primitive::$kind)?] [$($constant)?]
            [$($new)? new] ($($($required)*)?) { $($settings)* } { $($($state)*)? }
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

    // The struct, `new`, setters, and the check of the bounds. A `new` of the declaration's own comes first: an
    // error shows that of the declaration.
    (
        @type [$(#[$doc:meta])*]
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*]
        $new:tt ($($required:tt)*) { $($settings:tt)* } { $($state:tt)* } $($constant:tt)*
    ) => {
        $crate::word! { @struct [$(#[$doc])*]
            $name [$($declared)*] [$($generics)*] [$($arguments)*]
            $new ($($required)*) { $($settings)*, } { $($state)* } $($constant)*
        }

        impl<$($generics)*> $name<$($arguments)*> {
            $crate::setters! { [] $($required)* }
            $crate::setters! { [] $($settings)* }
        }
    };
    (
        @struct [$(#[$doc:meta])*]
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*]
        [$new:ident $($other:ident)?] ($(
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
            pub const fn $new($($required: $required_type),*) -> Self {
                $name { $($required,)* $($setting: $default,)* $($state: $begin,)* }
            }

            $crate::by_name! { $($required: $required_type $(= $unset)?),* }
        }

        impl<$($generics)*> $name<$($arguments)*> {
            /// Compares the settings with their bounds.
            ///
            /// # Errors
            /// The first setting that is out of its bounds.
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
