//! The parts of a declaration, for types that declare more than settings: setters, and the list of names and bounds.

/// The setters of settings, as they are declared: inside of an `impl`, behind the path of the struct in `self` that
/// has them as fields.
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    ([$($place:ident)*]) => {};
    ([$($place:ident)*] , $($rest:tt)*) => {
        $crate::setters! { [$($place)*] $($rest)* }
    };
    // The required settings of a metric have no documentation of their own.
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
