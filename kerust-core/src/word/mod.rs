//! Words with settings: types whose values are made by `new` and by setters.

use core::marker::PhantomData;

use crate::Error;

mod ask;
mod bound;
mod by_name;
mod check;
mod constant;
mod declare;
mod equal;
mod ranks;
mod setters;

#[doc(hidden)]
pub use ask::{Ask, Valued};
pub use bound::Bound;
#[doc(hidden)]
pub use bound::{Bounded, check};
#[doc(hidden)]
pub use by_name::{ByDefault, ByName0, ByName1, ByName2, ByNew0, ByNew1, ByNew2, HasNew, Makes};
#[doc(hidden)]
pub use check::{given, is_constant, literal, nameless, setting};
#[doc(hidden)]
pub use constant::{How, Ignored};
pub(crate) use equal::equal;
pub use ranks::Ranks;

/// A word that tells which settings it has.
pub trait Listed {
    /// Their names in Keras' order, those without a default first.
    const SETTINGS: &'static [&'static str];
    /// The number of those that have no default, and may stand without their names.
    const REQUIRED: usize = 0;
    /// The bounds of those that are numbers.
    const BOUNDS: &'static [(&'static str, Bound)] = &[];
    /// Those whose values are constants of the type: their setters are `amsgrad::<true>()`.
    const CONSTANTS: &'static [&'static str] = &[];

    /// Compares the value of a setting with its bound, if it has one.
    ///
    /// # Errors
    /// [`Error::Setting`], if it is out of bounds.
    fn check_setting(setting: &'static str, value: f64) -> Result<(), Error> {
        match bound(Self::BOUNDS, setting) {
            Some(bound) => bound.check(setting, value),
            None => Ok(()),
        }
    }
}

const fn bound(bounds: &'static [(&'static str, Bound)], setting: &str) -> Option<Bound> {
    let mut i = 0;
    while i < bounds.len() {
        if equal(bounds[i].0, setting) {
            return Some(bounds[i].1);
        }
        i += 1;
    }
    None
}

/// The settings of a word, if it tells them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    names: &'static [&'static str],
    required: usize,
    bounds: &'static [(&'static str, Bound)],
    constants: &'static [&'static str],
}

/// The known settings of the word `W`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Of<W>(PhantomData<W>);

impl<W: Listed> Of<W> {
    pub const SETTINGS: Option<Settings> = Some(Settings {
        names: W::SETTINGS,
        required: W::REQUIRED,
        bounds: W::BOUNDS,
        constants: W::CONSTANTS,
    });
}

/// The default of an [`Of`]: a word that does not list its settings.
#[doc(hidden)]
pub trait Unlisted {
    const SETTINGS: Option<Settings> = None;
}

impl<W> Unlisted for Of<W> {}
