//! How the macros make a value of a word.
//!
//! A word whose values without a default may be given by name has functions `by_name_0`, … of its own,
//! which take as many of them as the name says. Its own functions come before those of the traits here:
//! every other word is made by its `new`.

/// A word that is made by `new` without values.
pub trait ByName0: Sized {
    /// The value of `new`.
    fn by_name_0<R>(new: impl FnOnce() -> R) -> R {
        new()
    }
}

/// A word that is made by `new` with one value.
pub trait ByName1: Sized {
    /// The value of `new`.
    fn by_name_1<A, R>(new: impl FnOnce(A) -> R, a: A) -> R {
        new(a)
    }
}

/// A word that is made by `new` with two values.
pub trait ByName2: Sized {
    /// The value of `new`.
    fn by_name_2<A, B, R>(new: impl FnOnce(A, B) -> R, a: A, b: B) -> R {
        new(a, b)
    }
}

impl<W> ByName0 for W {}
impl<W> ByName1 for W {}
impl<W> ByName2 for W {}

/// A value that a word is made of. Where it is an error, the compiler says nothing of how many `new` takes.
pub trait Makes: Sized {
    /// The value of `new` with it.
    fn makes_1<R>(self, new: impl FnOnce(Self) -> R) -> R {
        new(self)
    }

    /// The value of `new` with another value and it.
    fn makes_2<A, R>(self, new: impl FnOnce(A, Self) -> R, a: A) -> R {
        new(a, self)
    }
}

impl<V> Makes for V {}

/// A type that stands for a value and has no `new` of its own.
pub trait ByNew0: Sized {
    /// Its default.
    #[must_use]
    fn new() -> Self
    where
        Self: ByDefault,
    {
        Self::by_default()
    }
}

/// The same with a value in parentheses.
pub trait ByNew1: Sized {
    /// Nothing: there is no `new`.
    #[must_use]
    fn new<A>(_: A) -> Self
    where
        Self: HasNew,
    {
        unreachable!("nothing implements `HasNew`")
    }
}

/// The same with two.
pub trait ByNew2: Sized {
    /// Nothing: there is no `new`.
    #[must_use]
    fn new<A, B>(_: A, _: B) -> Self
    where
        Self: HasNew,
    {
        unreachable!("nothing implements `HasNew`")
    }
}

impl<W> ByNew0 for W {}
impl<W> ByNew1 for W {}
impl<W> ByNew2 for W {}

/// A type with a default.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `new()`",
    label = "a type by itself is made by its `new()` or its `Default`",
    note = "give it one of them, or give a value in braces: `{{ {Self} }}`"
)]
pub trait ByDefault {
    /// The default.
    #[must_use]
    fn by_default() -> Self;
}

#[diagnostic::do_not_recommend]
impl<W: Default> ByDefault for W {
    fn by_default() -> W {
        W::default()
    }
}

/// A type with `new`, which a type without it is not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `new`",
    label = "a type with values in parentheses is made by its `new`",
    note = "give it one, or give a value in braces: `{{ {Self}(…) }}`"
)]
pub trait HasNew {}

/// Declares the settings of a word that have no default: their setters, and the functions that make it
/// before they are given by their names.
#[doc(hidden)]
#[macro_export]
macro_rules! by_name {
    (
        $(#[$a_doc:meta])* $a:ident: $a_type:ty = $a_unset:expr,
        $(#[$b_doc:meta])* $b:ident: $b_type:ty = $b_unset:expr,
        $(#[$c_doc:meta])* $c:ident: $c_type:ty = $c_unset:expr $(,)?
    ) => {
        #[doc(hidden)]
        #[must_use]
        pub fn by_name_0<F>(_: F) -> Self {
            Self::new($a_unset, $b_unset, $c_unset)
        }

        #[doc(hidden)]
        #[must_use]
        pub fn by_name_1<F>(_: F, $a: $a_type) -> Self {
            Self::new($a, $b_unset, $c_unset)
        }

        #[doc(hidden)]
        #[must_use]
        pub fn by_name_2<F>(_: F, $a: $a_type, $b: $b_type) -> Self {
            Self::new($a, $b, $c_unset)
        }

        $crate::by_name! { @setters
            $(#[$a_doc])* $a: $a_type, $(#[$b_doc])* $b: $b_type, $(#[$c_doc])* $c: $c_type
        }
    };
    (
        $(#[$a_doc:meta])* $a:ident: $a_type:ty = $a_unset:expr,
        $(#[$b_doc:meta])* $b:ident: $b_type:ty = $b_unset:expr $(,)?
    ) => {
        #[doc(hidden)]
        #[must_use]
        pub fn by_name_0<F>(_: F) -> Self {
            Self::new($a_unset, $b_unset)
        }

        #[doc(hidden)]
        #[must_use]
        pub fn by_name_1<F>(_: F, $a: $a_type) -> Self {
            Self::new($a, $b_unset)
        }

        $crate::by_name! { @setters $(#[$a_doc])* $a: $a_type, $(#[$b_doc])* $b: $b_type }
    };
    // Of a `new` that takes what becomes a path.
    (path) => {
        #[doc(hidden)]
        #[must_use]
        pub fn by_name_0(_: impl FnOnce(&'static str) -> Self) -> Self {
            Self::new("")
        }
    };
    (@setters $($(#[$doc:meta])* $setting:ident: $type:ty),+) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $setting(mut self, $setting: $type) -> Self {
            self.$setting = $setting;
            self
        }
    )+};
}

/// Lists the settings of a word, those without a default in parentheses before the others.
#[doc(hidden)]
#[macro_export]
macro_rules! listed {
    (
        $name:ident [$($generics:tt)*] [$($arguments:tt)*]
        ($($required:ident),*) $($setting:ident),*
    ) => {
        impl<$($generics)*> $crate::word::Listed for $name<$($arguments)*> {
            const SETTINGS: &'static [&'static ::core::primitive::str] =
                &[$(::core::stringify!($required),)* $(::core::stringify!($setting)),*];
            const REQUIRED: ::core::primitive::usize = {
                let required: &[&::core::primitive::str] = &[$(::core::stringify!($required)),*];
                required.len()
            };
            const MODULE: &'static ::core::primitive::str = ::core::module_path!();
        }
    };
}
