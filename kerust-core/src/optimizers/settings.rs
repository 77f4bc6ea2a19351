use super::learning_rate::LearningRate;
use crate::Error;
use crate::contract::check;

/// The settings that all optimizers share, with Keras' names and defaults.
///
/// The setters of an optimizer write them:
///
/// ```
/// use kerust::optimizers::{Adam, Optimizer};
///
/// let adam = Adam::new().learning_rate(0.01).weight_decay(0.004).clipnorm(1.0);
/// assert!(adam.check().is_ok());
/// assert!(adam.clipvalue(0.5).check().is_err(), "one way of clipping only");
/// ```
#[derive(Clone, Debug)]
pub struct Settings {
    /// The size of a step: a number, or a schedule.
    pub learning_rate: LearningRate,
    /// How much of each weight, times the learning rate, a step takes away before its update.
    pub weight_decay: Option<f32>,
    /// The largest norm of the gradient of each array by itself.
    pub clipnorm: Option<f32>,
    /// The largest number of a gradient, on both sides of 0.
    pub clipvalue: Option<f32>,
    /// The largest norm of the gradients of all arrays together.
    pub global_clipnorm: Option<f32>,
    /// Whether a moving average of the weights is kept; at the end of `fit` it becomes the weights.
    pub use_ema: bool,
    /// How much of that average stays at each step.
    pub ema_momentum: f32,
    /// After how many steps the average becomes the weights, again and again.
    pub ema_overwrite_frequency: Option<u32>,
    /// Over how many batches gradients are averaged before there is an update.
    pub gradient_accumulation_steps: Option<u32>,
}

impl Settings {
    /// Keras' defaults, with this learning rate.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Settings {
            learning_rate: LearningRate::Constant(learning_rate),
            weight_decay: None,
            clipnorm: None,
            clipvalue: None,
            global_clipnorm: None,
            use_ema: false,
            ema_momentum: 0.99,
            ema_overwrite_frequency: None,
            gradient_accumulation_steps: None,
        }
    }

    /// What is wrong with the settings, if anything.
    ///
    /// # Errors
    /// The first setting with a value that it cannot have; more than one way of clipping.
    pub fn check(&self) -> Result<(), Error> {
        self.learning_rate.check()?;
        let of = |setting, value: Option<f32>| value.map(|value| (setting, f64::from(value)));
        let count = |setting, value: Option<u32>| value.map(|value| (setting, f64::from(value)));
        let clips = [
            of("clipnorm", self.clipnorm),
            of("clipvalue", self.clipvalue),
            of("global_clipnorm", self.global_clipnorm),
        ];
        let others = [
            of("weight_decay", self.weight_decay),
            of("ema_momentum", Some(self.ema_momentum)),
            count("ema_overwrite_frequency", self.ema_overwrite_frequency),
            count(
                "gradient_accumulation_steps",
                self.gradient_accumulation_steps,
            ),
        ];
        for (setting, value) in clips.into_iter().chain(others).flatten() {
            check(setting, value)?;
        }
        if clips.iter().flatten().count() > 1 {
            return Err(Error::Settings {
                problem: "only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set",
            });
        }
        Ok(())
    }

    /// Whether an update has to wait for the whole gradient: to clip it, or to add more to it.
    #[must_use]
    pub const fn need_whole_gradient(&self) -> bool {
        self.clipnorm.is_some()
            || self.clipvalue.is_some()
            || self.global_clipnorm.is_some()
            || self.gradient_accumulation_steps.is_some()
    }
}

/// The setters of the settings that all optimizers share, inside of an `impl` of an optimizer whose
/// field `settings` holds them:
///
/// ```
/// use kerust::optimizers::Settings;
///
/// struct Mine {
///     settings: Settings,
/// }
///
/// impl Mine {
///     kerust::optimizer_settings!();
/// }
///
/// let mine = Mine { settings: Settings::new(0.01) };
/// assert_eq!(mine.weight_decay(0.1).settings.weight_decay, Some(0.1));
/// ```
#[macro_export]
macro_rules! optimizer_settings {
    () => {
        $crate::optimizer_settings!(settings);

        /// The size of a step: a number, or a schedule such as
        /// [`ExponentialDecay`]($crate::optimizers::schedules::ExponentialDecay).
        #[must_use]
        pub fn learning_rate(
            mut self,
            learning_rate: impl $crate::optimizers::IntoLearningRate,
        ) -> Self {
            self.settings.learning_rate = learning_rate.into_learning_rate();
            self
        }
    };
    // All but `learning_rate`: where it is written out, errors do not talk of this macro.
    ($($place:ident).+) => {
        /// Before each update takes this share of each weight, times the learning rate, away: of all
        /// arrays, biases as well (Loshchilov and Hutter, 2017).
        #[must_use]
        pub const fn weight_decay(mut self, weight_decay: ::core::primitive::f32) -> Self {
            self.$($place).+.weight_decay = ::core::option::Option::Some(weight_decay);
            self
        }

        /// Makes the gradient of each array shorter, if its norm is larger than this.
        #[must_use]
        pub const fn clipnorm(mut self, clipnorm: ::core::primitive::f32) -> Self {
            self.$($place).+.clipnorm = ::core::option::Option::Some(clipnorm);
            self
        }

        /// Keeps each number of a gradient between `-clipvalue` and `clipvalue`.
        #[must_use]
        pub const fn clipvalue(mut self, clipvalue: ::core::primitive::f32) -> Self {
            self.$($place).+.clipvalue = ::core::option::Option::Some(clipvalue);
            self
        }

        /// Makes all gradients shorter by one factor, if their common norm is larger than this.
        #[must_use]
        pub const fn global_clipnorm(mut self, global_clipnorm: ::core::primitive::f32) -> Self {
            self.$($place).+.global_clipnorm = ::core::option::Option::Some(global_clipnorm);
            self
        }

        /// Keeps a moving average of the weights, which are replaced by it when `fit` ends.
        #[must_use]
        pub const fn use_ema(mut self, use_ema: ::core::primitive::bool) -> Self {
            self.$($place).+.use_ema = use_ema;
            self
        }

        /// How much of the average of the weights stays at each step, from 0 to 1.
        #[must_use]
        pub const fn ema_momentum(mut self, ema_momentum: ::core::primitive::f32) -> Self {
            self.$($place).+.ema_momentum = ema_momentum;
            self
        }

        /// Replaces the weights by their average after every so many steps, too.
        #[must_use]
        pub const fn ema_overwrite_frequency(mut self, ema_overwrite_frequency: ::core::primitive::u32) -> Self {
            self.$($place).+.ema_overwrite_frequency = ::core::option::Option::Some(ema_overwrite_frequency);
            self
        }

        /// Updates after every so many batches, by the mean of their gradients.
        #[must_use]
        pub const fn gradient_accumulation_steps(
            mut self,
            gradient_accumulation_steps: ::core::primitive::u32,
        ) -> Self {
            self.$($place).+.gradient_accumulation_steps = ::core::option::Option::Some(gradient_accumulation_steps);
            self
        }
    };
}

/// An optimizer as a word: which settings it has beside those that all have, and its name as a value.
macro_rules! optimizer_word {
    ($name:ident [$($generics:tt)*] [$($arguments:tt)*] $($setting:ident),*) => {
        crate::listed! {
            $name [$($generics)*] [$($arguments)*] ()
            $($setting,)* weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
            ema_overwrite_frequency, gradient_accumulation_steps
        }

        #[doc = concat!("[`", stringify!($name), "`](struct@", stringify!($name), ") with Keras' defaults, as a value.")]
        #[allow(non_upper_case_globals)]
        pub const $name: $name = $name::new();
    };
}
pub(super) use optimizer_word;
