//! The construction of a word's value by the macros.
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

/// Declares the functions that make a word before the settings without a default are given by their names.
#[doc(hidden)]
#[macro_export]
macro_rules! by_name {
    () => {};
    // Of a `new` that takes what becomes a path.
    (path) => {
        #[doc(hidden)]
        #[must_use]
        pub fn by_name_0(_: impl FnOnce(&'static str) -> Self) -> Self {
            Self::new("")
        }
    };
    ($a:ident: $a_type:ty $(= $a_unset:expr)? $(, $($rest:tt)*)?) => {
        $crate::by_name! { @functions
            [$a: $a_type = ($crate::by_name!(@unset $a_type $(= $a_unset)?))]
            $($($rest)*)?
        }
    };
    (@functions [$($done:tt)*] $b:ident: $b_type:ty $(= $b_unset:expr)? $(, $($rest:tt)*)?) => {
        $crate::by_name! { @functions
            [$($done)*, $b: $b_type = ($crate::by_name!(@unset $b_type $(= $b_unset)?))]
            $($($rest)*)?
        }
    };
    (@functions [$a:ident: $a_type:ty = $a_unset:tt]) => {
        $crate::by_name! { @function by_name_0() $a_unset }
    };
    (@functions [$a:ident: $a_type:ty = $a_unset:tt, $b:ident: $b_type:ty = $b_unset:tt]) => {
        $crate::by_name! { @function by_name_0() $a_unset $b_unset }
        $crate::by_name! { @function by_name_1($a: $a_type) $b_unset }
    };
    (@functions [
        $a:ident: $a_type:ty = $a_unset:tt, $b:ident: $b_type:ty = $b_unset:tt,
        $c:ident: $c_type:ty = $c_unset:tt
    ]) => {
        $crate::by_name! { @function by_name_0() $a_unset $b_unset $c_unset }
        $crate::by_name! { @function by_name_1($a: $a_type) $b_unset $c_unset }
        $crate::by_name! { @function by_name_2($a: $a_type, $b: $b_type) $c_unset }
    };
    (@function $name:ident($($given:ident: $type:ty),*) $($unset:tt)*) => {
        #[doc(hidden)]
        #[must_use]
        pub fn $name<F>(_: F $(, $given: $type)*) -> Self {
            Self::new($($given,)* $($unset),*)
        }
    };
    (@unset $type:ty) => { <$type as ::core::default::Default>::default() };
    (@unset $type:ty = $unset:expr) => { $unset };
}
