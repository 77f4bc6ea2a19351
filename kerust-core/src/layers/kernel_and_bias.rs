use crate::graph::WeightOptions;
use crate::regularizers::Regularizer;

/// The options of a layer with a kernel and a bias.
#[derive(Clone, Copy, Debug)]
pub(super) struct KernelAndBias {
    pub(super) kernel: WeightOptions,
    pub(super) bias: WeightOptions,
    pub(super) activity: Option<&'static dyn Regularizer>,
}

impl KernelAndBias {
    /// No options.
    pub(super) const NONE: Self = KernelAndBias {
        kernel: WeightOptions::NONE,
        bias: WeightOptions::NONE,
        activity: None,
    };
}

/// Passes the options of a kernel and a bias, declared here, to a macro after other tokens.
macro_rules! options_of_kernel_and_bias {
    ($callback:ident! { $($before:tt)* }) => {
        $callback! {
            $($before)*
            /// The initializer of the kernel of a new model.
            kernel_initializer: $crate::initializers::Initializer, kernel.initializer;
            /// The initializer of the bias of a new model.
            bias_initializer: $crate::initializers::Initializer, bias.initializer;
            /// The penalty on the kernel.
            kernel_regularizer: $crate::regularizers::Regularizer, kernel.regularizer;
            /// The penalty on the bias.
            bias_regularizer: $crate::regularizers::Regularizer, bias.regularizer;
            /// The penalty on the outputs of the layer.
            activity_regularizer: $crate::regularizers::Regularizer, activity;
            /// The constraint of the kernel after each update.
            kernel_constraint: $crate::constraints::Constraint, kernel.constraint;
            /// The constraint of the bias after each update.
            bias_constraint: $crate::constraints::Constraint, bias.constraint;
        }
    };
}

/// The setters of a layer that has its options in a field `options`.
macro_rules! kernel_and_bias {
    (
        @setters [$($generics:tt)*] $layer:ty;
        $($(#[$doc:meta])* $option:ident: $kind:path, $($place:ident).+;)*
    ) => {
        impl<$($generics)*> $layer {$(
            $(#[$doc])*
            #[must_use]
            pub const fn $option(mut self, $option: &'static dyn $kind) -> Self {
                self.options.$($place).+ = Some($option);
                self
            }
        )*}
    };
    ([$($generics:tt)*] $layer:ty) => {
        $crate::layers::kernel_and_bias::options_of_kernel_and_bias! { kernel_and_bias! { @setters [$($generics)*] $layer; } }
    };
}

pub(super) use kernel_and_bias;
pub(super) use options_of_kernel_and_bias;

/// The keys of a layer with these setters: its own, and theirs.
macro_rules! keys_with_kernel_and_bias {
    (
        @keys $($own:literal),*;
        $($(#[$doc:meta])* $option:ident: $kind:path, $($place:ident).+;)*
    ) => {
        Some(&[$($own,)* $(stringify!($option)),*])
    };
    ($($own:literal),*) => {
        $crate::layers::kernel_and_bias::options_of_kernel_and_bias! { keys_with_kernel_and_bias! { @keys $($own),*; } }
    };
}

pub(super) use keys_with_kernel_and_bias;
