//! An initializer, a regularizer and a constraint of one's own.

use kerust::constraints::Constraint;
use kerust::initializers::Initializer;
use kerust::memory::{View, ViewMut};
use kerust::random::{Rng, unit};
use kerust::regularizers::Regularizer;

/// Either of two numbers, as likely.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct either {
    one: f32,
    other: f32,
}

impl either {
    /// −1 or 1.
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        either {
            one: -1.0,
            other: 1.0,
        }
    }

    /// Another first number.
    #[must_use]
    pub const fn one(self, one: f32) -> Self {
        either { one, ..self }
    }
}

impl Initializer for either {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        for index in 0..array.len() {
            let is_one = unit(rng) < 0.5;
            array.set(index, if is_one { self.one } else { self.other });
        }
    }
}

/// The factor times the sum of all squared differences of neighbours in the order of indices.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct smooth {
    factor: f32,
}

impl smooth {
    /// With this factor.
    #[must_use]
    pub const fn of(factor: f32) -> Self {
        smooth { factor }
    }
}

impl Regularizer for smooth {
    fn penalty(&self, array: &View<'_>) -> f32 {
        let differences = (1..array.len()).map(|index| array.get(index) - array.get(index - 1));
        self.factor * differences.map(|d| d * d).sum::<f32>()
    }

    fn add_gradient(&self, scale: f32, array: &View<'_>, gradient: &mut ViewMut<'_>) {
        for index in 1..array.len() {
            let slope = 2.0 * scale * self.factor * (array.get(index) - array.get(index - 1));
            let (before, here) = (gradient.get(index - 1), gradient.get(index));
            gradient.set(index - 1, before - slope);
            gradient.set(index, here + slope);
        }
    }
}

/// All numbers together add up to 0.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct centred {}

impl centred {
    /// The constraint.
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        centred {}
    }
}

impl Constraint for centred {
    fn apply(&self, array: &mut ViewMut<'_>) {
        let mean = array.as_view().iter().sum::<f32>() / array.len() as f32;
        array.map(|w| w - mean);
    }
}
