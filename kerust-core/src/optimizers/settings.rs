use super::learning_rate::LearningRate;
use crate::Error;
use crate::word::Bound;

/// Hands the settings that all optimizers share on to a macro, behind other tokens: here they are declared.
#[doc(hidden)]
#[macro_export]
macro_rules! shared_settings {
    ($callback:ident! { $($before:tt)* }) => {
        $crate::$callback! {
            $($before)*
            /// The share of each weight, times the learning rate, that is taken away before its update: of all
            /// arrays, biases as well (Loshchilov and Hutter, 2017, <https://arxiv.org/abs/1711.05101>). Not negative.
            weight_decay: Option<::core::primitive::f32> where $crate::word::Bound::NOT_NEGATIVE = None,
            /// The largest L2 norm of the gradient of an array: a longer one is shortened to it. Above 0.
            clipnorm: Option<::core::primitive::f32> where $crate::word::Bound::POSITIVE = None,
            /// The largest absolute value of a number of a gradient. Above 0.
            clipvalue: Option<::core::primitive::f32> where $crate::word::Bound::POSITIVE = None,
            /// The largest L2 norm of the gradients of all arrays together: all are shortened by one factor. Above 0.
            global_clipnorm: Option<::core::primitive::f32> where $crate::word::Bound::POSITIVE = None,
            /// Whether a moving average of the weights is kept, which replaces them when `fit` ends.
            use_ema: ::core::primitive::bool = false,
            /// The share of that average that stays at each step, from 0 to 1.
            ema_momentum: ::core::primitive::f32 where $crate::word::Bound::SHARE = 0.99,
            /// The number of steps, from 1, after each of which the average replaces the weights.
            ema_overwrite_frequency: Option<::core::primitive::u32> where $crate::word::Bound::STEPS = None,
            /// The number of batches, from 2, whose mean gradient makes one update.
            gradient_accumulation_steps: Option<::core::primitive::u32>
                where $crate::optimizers::Settings::ACCUMULATION = None,
        }
    };
}

/// Declares [`Settings`] by the settings that all optimizers share.
#[doc(hidden)]
#[macro_export]
macro_rules! settings_of_optimizers {
    ($(
        $(#[$doc:meta])* $setting:ident: $type:ty $(where $bound:path)? = $default:expr
    ),* $(,)?) => {
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
            $($(#[$doc])* pub $setting: $type,)*
        }

        impl Settings {
            /// Keras' defaults, with this learning rate.
            #[must_use]
            pub const fn new(learning_rate: f32) -> Self {
                Settings {
                    learning_rate: LearningRate::Constant(learning_rate),
                    $($setting: $default,)*
                }
            }

            fn check_bounds(&self) -> Result<(), Error> {
                $($($crate::word::check(stringify!($setting), &self.$setting, $bound)?;)?)*
                Ok(())
            }
        }
    };
}

shared_settings! { settings_of_optimizers! {} }

impl Settings {
    /// The number of batches that share an update.
    #[doc(hidden)]
    pub const ACCUMULATION: Bound = Bound::count(2, "it counts batches, from 2");

    /// With this weight decay.
    #[doc(hidden)]
    #[must_use]
    pub const fn decaying(mut self, weight_decay: f32) -> Self {
        self.weight_decay = Some(weight_decay);
        self
    }

    /// Checks all values.
    ///
    /// # Errors
    /// [`Error::Setting`] for the first setting whose value is out of bounds; [`Error::Settings`] for more than
    /// one way of clipping.
    pub fn check(&self) -> Result<(), Error> {
        self.learning_rate.check()?;
        self.check_bounds()?;
        let clips = [self.clipnorm, self.clipvalue, self.global_clipnorm];
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
        $crate::optimizer_settings! { learning_rate: impl $crate::optimizers::IntoLearningRate }
    };
    // The type comes from the optimizer, so that errors show its line and not this macro.
    ($learning_rate:ident: $type:ty) => {
        /// The size of a step, not negative: a number, or a schedule such as
        /// [`ExponentialDecay`]($crate::optimizers::schedules::ExponentialDecay).
        #[must_use]
        pub fn $learning_rate(mut self, $learning_rate: $type) -> Self {
            self.settings.learning_rate =
                $crate::optimizers::IntoLearningRate::into_learning_rate($learning_rate);
            self
        }

        $crate::shared_settings! { setters! { [settings] } }
    };
}
