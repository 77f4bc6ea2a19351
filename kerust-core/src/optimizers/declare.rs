/// Declares an optimizer by its settings: a struct, `new` with their defaults, a setter for each, those that
/// [all optimizers share](crate::optimizers::Settings), and a constant of the type's name, so that `compile!`
/// takes it as it takes `Adam`. A setting has a type, a default and, behind `where`, a
/// [`Bound`](crate::word::Bound). A setting that is a constant of the type, as `amsgrad` is, stands behind the name.
///
/// In its implementation of [`Optimizer`](crate::optimizers::Optimizer), `optimizer!(settings);` stands for the
/// functions that give the settings and check them.
///
/// ```
/// use kerust::memory::Vector16;
/// use kerust::optimizers::{IntoLearningRate, Optimizer};
/// use kerust::prelude::*;
/// use kerust::settings::Bound;
///
/// kerust::optimizer! {
///     /// Steps of one size, by the gradient's sign: w ← w − η · sign g, where |g| is above a threshold.
///     SignSgd {
///         learning_rate: impl IntoLearningRate = 0.001,
///         /// The largest |g| that counts as none.
///         threshold: f32 where Bound::NOT_NEGATIVE = 0.0,
///     }
/// }
///
/// impl Optimizer for SignSgd {
///     const SLOTS: usize = 0;
///     type Step = [f32; 2];
///
///     kerust::optimizer!(settings);
///
///     fn step(&self, learning_rate: f32, _: u64) -> [f32; 2] {
///         [learning_rate, self.threshold]
///     }
///
///     fn update([rate, threshold]: &[f32; 2], weights: &mut Vector16, gradient: &Vector16, _: &mut [Vector16]) {
///         for (w, g) in weights.iter_mut().zip(gradient) {
///             *w -= if g.abs() > *threshold { rate * g.signum() } else { 0.0 };
///         }
///     }
/// }
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let mut line = compile!(
///     Line::new(0),
///     optimizer = SignSgd(learning_rate = 0.125, threshold = 1e-6, clipnorm = 1.0),
///     loss = mse
/// );
/// fit!(line, &[0.0, 1.0], &[1.0, 3.0], epochs = 40, verbose = 0)?;
/// # Ok::<(), kerust::Error>(())
/// ```
#[macro_export]
macro_rules! optimizer {
    // Behind the settings stands a function of its own that checks more.
    (settings $(, $check:ident)?) => {
        fn settings(&self) -> &$crate::optimizers::Settings {
            &self.settings
        }

        fn settings_mut(&mut self) -> &mut $crate::optimizers::Settings {
            &mut self.settings
        }

        fn check(&self) -> ::core::result::Result<(), $crate::Error> {
            self.settings.check()?;
            $(self.$check()?;)?
            self.check_settings()
        }
    };
    // With parameters of any kind, and settings that have setters of their own.
    (
        $(#[$doc:meta])*
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*] {
            $learning_rate:ident: $type:ty = $rate:expr,
            weight_decay = $decay:expr,
            $($settings:tt)*
        } with {$(
            $own:ident: $own_type:ty $(where $own_bound:path)? = $own_default:expr
        ),* $(,)?}
    ) => {
        $crate::optimizer! { @type [$(#[$doc])*]
            $name [$($declared)*] [$($generics)*] [$($arguments)*],
            $learning_rate: $type,
            ($crate::optimizers::Settings::new($rate).decaying($decay))
            { $($settings)* } { $($own: $own_type $(where $own_bound)? = $own_default,)* }
        }
    };
    (
        $(#[$doc:meta])*
        $name:ident $(<
            $(#[$constant_doc:meta])* $constant_setting:ident: $kind:ident $constant:ident = $value:literal
        >)? {
            $learning_rate:ident: $type:ty = $rate:expr,
            weight_decay = $decay:expr,
            $($settings:tt)*
        }
    ) => {
        $crate::optimizer! { @declare [$(#[$doc])*]
            $name $([$(#[$constant_doc])*] $constant_setting $kind $constant $value)?,
            $learning_rate: $type,
            ($crate::optimizers::Settings::new($rate).decaying($decay)) { $($settings)* }
        }
    };
    (
        $(#[$doc:meta])*
        $name:ident $(<
            $(#[$constant_doc:meta])* $constant_setting:ident: $kind:ident $constant:ident = $value:literal
        >)? {
            $learning_rate:ident: $type:ty = $rate:expr $(, $($settings:tt)*)?
        }
    ) => {
        $crate::optimizer! { @declare [$(#[$doc])*]
            $name $([$(#[$constant_doc])*] $constant_setting $kind $constant $value)?,
            $learning_rate: $type,
            ($crate::optimizers::Settings::new($rate)) { $($($settings)*)? }
        }
    };
    (
        @declare [$(#[$doc:meta])*]
        $name:ident $(
            [$(#[$constant_doc:meta])*] $constant_setting:ident $kind:ident $constant:ident $value:literal
        )?,
        $learning_rate:ident: $type:ty, ($shared:expr) { $($settings:tt)* }
    ) => {
        $crate::optimizer! { @type [$(#[$doc])*]
            $name [$(const $constant: ::core::primitive::$kind = $value)?]
            [$(const $constant: ::core::primitive::$kind)?] [$($constant)?],
            $learning_rate: $type, ($shared) { $($settings)* } {}
            $([$(#[$constant_doc])*] $constant_setting $kind $constant)?
        }
    };
    (
        @type [$(#[$doc:meta])*]
        $name:ident [$($declared:tt)*] [$($generics:tt)*] [$($arguments:tt)*],
        $learning_rate:ident: $type:ty, ($shared:expr) { $($settings:tt)* }
        {$($own:ident: $own_type:ty $(where $own_bound:path)? = $own_default:expr,)*}
        $([$(#[$constant_doc:meta])*] $constant_setting:ident $kind:ident $constant:ident)?
    ) => {
        $crate::word! { @type [$(#[$doc])*]
            $name [$($declared)*] [$($generics)*] [$($arguments)*]
            [new] () { $($settings)* } {
                settings: $crate::optimizers::Settings = $shared,
                $($own: $own_type $(where $own_bound)? = $own_default,)*
            }
            $([$(#[$constant_doc])*] plain $constant_setting $kind $constant)?
        }

        impl<$($generics)*> $name<$($arguments)*> {
            $crate::optimizer_settings! { $learning_rate: $type }
        }

        $crate::optimizer! { @list
            $name [$($generics)*] [$($arguments)*] [$([$constant_setting])?]
            { $($settings)*, $($own: $own_type $(where $own_bound)? = $own_default,)* }
        }

        $crate::word! { @default $name [] [] }

        #[doc = ::core::concat!("[`", ::core::stringify!($name), "`](struct@", ::core::stringify!($name), ") with its defaults, as a value.")]
        #[allow(non_upper_case_globals)]
        pub const $name: $name = $name::new();
    };
    (
        @list $name:ident $generics:tt $arguments:tt [$($constant:tt)*] {$(,)? $(
            $(#[$setting_doc:meta])* $setting:ident: $setting_type:ty $(where $bound:path)? = $default:expr
        , $(,)?)*}
    ) => {
        $crate::shared_settings! { listed! {
            $name $generics $arguments ()
            learning_rate where $crate::word::Bound::LEARNING_RATE, $($setting $(where $bound)?,)*;
            $($constant)*;
        } }
    };
}
