use core::marker::PhantomData;

use super::kernel_and_bias::{KernelAndBias, kernel_and_bias, keys_with_kernel_and_bias};
use super::options::activation;
use super::{Batch, Definition, Fit, Geometry, Layer, Parts, Pass, WeightOptions, With};
use crate::activations::{Activate, linear};
use crate::gradients::Sink;
use crate::initializers::{glorot_uniform, zeros};
use crate::kernels::{RowsOf, dense};
use crate::memory::{Lane, LayerWeights, LayerWeightsMut, Tensor, TensorMut, Weight};
use crate::message::Text;
use crate::regularizers::Regularizer;
use crate::shape::{Dims, Shape, Vector};

/// A densely connected layer, activation(x · kernel + bias); Keras' `Dense`.
///
/// `Dense<INPUTS, UNITS>(activation, kernel_initializer = glorot_uniform, bias_initializer = zeros)`
/// takes `Vector<INPUTS>` and gives `Vector<UNITS>`. Its weights are `kernel` of shape `[INPUTS,
/// UNITS]` and `bias` of shape `[UNITS]`. Each can have a `…_regularizer` and a `…_constraint`, and
/// the outputs an `activity_regularizer`. The default activation is `linear`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 1>(relu, kernel_initializer = ones) > }
///
/// let net = Net::new(42);
/// assert_eq!(net.dense().kernel().shape(), [2, 1]);
/// assert_eq!(net.predict(&[1.0, 2.0]), [3.0]);
/// assert_eq!(net.predict(&[1.0, -2.0]), [0.0]);
/// ```
#[derive(Debug)]
pub struct Dense<const I: usize, const O: usize, A = linear> {
    options: KernelAndBias,
    activation: PhantomData<fn() -> A>,
}

kernel_and_bias! { [const I: usize, const O: usize, A] Dense<I, O, A> }

impl<const I: usize, const O: usize, A> Dense<I, O, A> {
    /// The layer without options.
    #[must_use]
    pub const fn new() -> Self {
        Dense {
            options: KernelAndBias::NONE,
            activation: PhantomData,
        }
    }

    const SIZES: dense::Sizes = dense::Sizes {
        inputs: I,
        outputs: O,
    };
}

impl<const I: usize, const O: usize, A: Activate> With<A> for Dense<I, O, linear> {
    type Is = Dense<I, O, A>;
}

impl<const I: usize, const O: usize, A: Activate> With<activation<A>> for Dense<I, O, linear> {
    type Is = Dense<I, O, A>;
}

impl<const I: usize, const O: usize, A: Activate> Definition for Dense<I, O, A> {
    type Ends = A;
    const OPTIONS: Option<&'static [&'static str]> = keys_with_kernel_and_bias!("activation");
    const INPUT: Dims = Dims::vector(I);
    const PARTS: Parts = Parts::Dense {
        outputs: O,
        elementwise: A::ELEMENTWISE,
    };

    #[inline(always)]
    fn weight_options(&self, index: usize) -> WeightOptions {
        self.options.of(index)
    }

    #[inline(always)]
    fn activity(&self) -> Option<&'static dyn Regularizer> {
        self.options.activity
    }
}

impl<In: Shape, const I: usize, const O: usize, A> Geometry<In> for Dense<I, O, A> {
    const FIT: Fit = {
        let given = In::DIMS;
        let out = Dims::vector(O);
        let write = Text::new("write `Dense<").number(given.len()).text(", ");
        let write = write.number(O).text(">`");
        match given.rank {
            _ if O == 0 => Fit::invalid("has 0 units", "write 1 or more", out),
            0 => Fit::Ok(out),
            1 if given.len() == I => Fit::Ok(out),
            1 => Fit::Bad {
                expects: Text::EMPTY.count(I, "input"),
                gives: Text::EMPTY.number(given.len()),
                help: write,
                out,
            },
            _ => {
                let help = Text::new("put `Flatten` between them");
                let help = if given.len() == I {
                    help
                } else {
                    help.text(" and ").text(write.as_str())
                };
                Fit::expects(Dims::vector(I), given, help, out)
            }
        }
    };
    const WEIGHTS: &'static [Weight] = &[
        Weight::new("kernel", &[I, O], &glorot_uniform {}),
        Weight::new("bias", &[O], &zeros {}),
    ];
}

impl<const I: usize, const O: usize, A> Layer<Vector<I>, Vector<O>> for Dense<I, O, A>
where
    A: Activate,
{
    #[inline]
    fn forward<X>(&self, weights: &[Lane], x: &X, y: &mut [[f32; O]], pass: &Pass)
    where
        X: Batch<[f32; I]> + ?Sized,
    {
        if let (1, Some(split), [y]) = (x.len(), pass.alone(), &mut *y) {
            return pass.cpu.run(dense::OneRow::<A, I, O> {
                split,
                weights,
                x: x.row(0),
                y,
                activation: PhantomData,
            });
        }
        pass.cpu.run(dense::Forward::<A> {
            share: pass.share(),
            sizes: Self::SIZES,
            weights,
            x: &RowsOf::new(x),
            y: y.as_flattened_mut(),
            activation: PhantomData,
        });
    }

    #[inline]
    fn backward<X, S>(
        &self,
        x: &X,
        _: &[[f32; O]],
        dy: &[[f32; O]],
        dx: Option<&mut [[f32; I]]>,
        sink: &mut S,
        pass: &Pass,
    ) where
        X: Batch<[f32; I]> + ?Sized,
        S: Sink,
    {
        let dy = dy.as_flattened();
        if let Some(dx) = dx {
            pass.cpu.run(dense::InputGradient {
                share: pass.share(),
                sizes: Self::SIZES,
                weights: sink.weights(),
                dy,
                dx: dx.as_flattened_mut(),
            });
        }
        pass.cpu.run(dense::WeightGradient {
            share: pass.share(),
            sizes: Self::SIZES,
            x: &RowsOf::new(x),
            dy,
            sink,
        });
    }
}

impl<'a, const I: usize, const O: usize, A> LayerWeights<'a, Dense<I, O, A>> {
    /// The kernel: `[INPUTS, UNITS]`.
    #[must_use]
    pub fn kernel(&self) -> Tensor<'a, 2> {
        self.at(0)
    }

    /// The bias: `[UNITS]`.
    #[must_use]
    pub fn bias(&self) -> Tensor<'a, 1> {
        self.at(1)
    }
}

impl<'a, const I: usize, const O: usize, A> LayerWeightsMut<'a, Dense<I, O, A>> {
    /// The kernel, `[INPUTS, UNITS]`, to be changed.
    #[must_use]
    pub fn kernel(self) -> TensorMut<'a, 2> {
        self.at(0)
    }

    /// The bias, `[UNITS]`, to be changed.
    #[must_use]
    pub fn bias(self) -> TensorMut<'a, 1> {
        self.at(1)
    }
}
