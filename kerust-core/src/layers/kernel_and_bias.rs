use super::WeightOptions;
use crate::regularizers::Regularizer;

/// The options of a layer with a kernel and a bias.
#[derive(Clone, Copy, Debug)]
pub(super) struct KernelAndBias {
    pub(super) kernel: WeightOptions,
    pub(super) bias: WeightOptions,
    pub(super) activity: Option<&'static dyn Regularizer>,
}

impl KernelAndBias {
    /// Nothing is said.
    pub(super) const NONE: Self = KernelAndBias {
        kernel: WeightOptions::NONE,
        bias: WeightOptions::NONE,
        activity: None,
    };

    /// The options of array `index`.
    #[inline(always)]
    pub(super) const fn of(&self, index: usize) -> WeightOptions {
        match index {
            0 => self.kernel,
            _ => self.bias,
        }
    }
}

/// The setters of a layer that has its options in a field `options`.
macro_rules! kernel_and_bias {
    ([$($generics:tt)*] $layer:ty) => {
        impl<$($generics)*> $layer {
            /// The initializer of the kernel.
            #[must_use]
            pub const fn kernel_initializer(
                mut self,
                initializer: &'static dyn $crate::initializers::Initializer,
            ) -> Self {
                self.options.kernel.initializer = Some(initializer);
                self
            }

            /// The initializer of the bias.
            #[must_use]
            pub const fn bias_initializer(
                mut self,
                initializer: &'static dyn $crate::initializers::Initializer,
            ) -> Self {
                self.options.bias.initializer = Some(initializer);
                self
            }

            /// The regularizer of the kernel.
            #[must_use]
            pub const fn kernel_regularizer(
                mut self,
                regularizer: &'static dyn $crate::regularizers::Regularizer,
            ) -> Self {
                self.options.kernel.regularizer = Some(regularizer);
                self
            }

            /// The regularizer of the bias.
            #[must_use]
            pub const fn bias_regularizer(
                mut self,
                regularizer: &'static dyn $crate::regularizers::Regularizer,
            ) -> Self {
                self.options.bias.regularizer = Some(regularizer);
                self
            }

            /// The regularizer of the outputs.
            #[must_use]
            pub const fn activity_regularizer(
                mut self,
                regularizer: &'static dyn $crate::regularizers::Regularizer,
            ) -> Self {
                self.options.activity = Some(regularizer);
                self
            }

            /// The constraint of the kernel.
            #[must_use]
            pub const fn kernel_constraint(
                mut self,
                constraint: &'static dyn $crate::constraints::Constraint,
            ) -> Self {
                self.options.kernel.constraint = Some(constraint);
                self
            }

            /// The constraint of the bias.
            #[must_use]
            pub const fn bias_constraint(
                mut self,
                constraint: &'static dyn $crate::constraints::Constraint,
            ) -> Self {
                self.options.bias.constraint = Some(constraint);
                self
            }
        }
    };
}

pub(super) use kernel_and_bias;

/// The keys of a layer with these setters: its own, and theirs.
macro_rules! keys_with_kernel_and_bias {
    ($($own:literal),*) => {
        Some(&[
            $($own,)*
            "kernel_initializer",
            "bias_initializer",
            "kernel_regularizer",
            "bias_regularizer",
            "activity_regularizer",
            "kernel_constraint",
            "bias_constraint",
        ])
    };
}

pub(super) use keys_with_kernel_and_bias;
