use core::marker::PhantomData;

use super::options::{activation, bias_initializer, kernel_initializer};
use super::{Batch, Definition, Fit, Geometry, Layer, Parts, Pass, With};
use crate::activations::{Activate, linear};
use crate::gradients::Sink;
use crate::initializers::{Initializer, glorot_uniform, zeros};
use crate::kernels::{RowsOf, dense};
use crate::memory::{Lane, LayerWeights, LayerWeightsMut, Tensor, TensorMut, Weight};
use crate::message::Text;
use crate::shape::{Dims, Shape, Vector};

/// A densely connected layer: `activation(x · kernel + bias)`; Keras' `Dense`.
///
/// `Dense<INPUTS, UNITS>(activation, kernel_initializer = glorot_uniform, bias_initializer = zeros)`
/// takes `Vector<INPUTS>` and gives `Vector<UNITS>`. Weights: `kernel` of shape
/// `[INPUTS, UNITS]`, `bias` of shape `[UNITS]`.
#[derive(Debug)]
pub struct Dense<const I: usize, const O: usize, A = linear, K = glorot_uniform, B = zeros>(
    PhantomData<fn() -> (A, K, B)>,
);

impl<const I: usize, const O: usize, A, K, B> Dense<I, O, A, K, B> {
    /// The layer; its settings are in its type.
    #[must_use]
    pub const fn new() -> Self {
        Dense(PhantomData)
    }

    const SIZES: dense::Sizes = dense::Sizes {
        inputs: I,
        outputs: O,
    };
}

impl<const I: usize, const O: usize, A: Activate, K, B> With<A> for Dense<I, O, linear, K, B> {
    type Is = Dense<I, O, A, K, B>;
}

impl<const I: usize, const O: usize, A: Activate, K, B> With<activation<A>>
    for Dense<I, O, linear, K, B>
{
    type Is = Dense<I, O, A, K, B>;
}

impl<const I: usize, const O: usize, A, K: Initializer, B> With<kernel_initializer<K>>
    for Dense<I, O, A, glorot_uniform, B>
{
    type Is = Dense<I, O, A, K, B>;
}

impl<const I: usize, const O: usize, A, K, B: Initializer> With<bias_initializer<B>>
    for Dense<I, O, A, K, zeros>
{
    type Is = Dense<I, O, A, K, B>;
}

impl<const I: usize, const O: usize, A: Activate, K: Initializer, B: Initializer> Definition
    for Dense<I, O, A, K, B>
{
    type Ends = A;
    const INPUT: Dims = Dims::vector(I);
    const PARTS: Parts = Parts::Dense {
        outputs: O,
        elementwise: A::ELEMENTWISE,
    };
}

impl<In: Shape, const I: usize, const O: usize, A, K, B> Geometry<In> for Dense<I, O, A, K, B>
where
    K: Initializer,
    B: Initializer,
{
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
        Weight::new("kernel", &[I, O], K::fill),
        Weight::new("bias", &[O], B::fill),
    ];
}

impl<const I: usize, const O: usize, A, K, B> Layer<Vector<I>, Vector<O>> for Dense<I, O, A, K, B>
where
    A: Activate,
    K: Initializer,
    B: Initializer,
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

impl<'a, const I: usize, const O: usize, A, K, B> LayerWeights<'a, Dense<I, O, A, K, B>> {
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

impl<'a, const I: usize, const O: usize, A, K, B> LayerWeightsMut<'a, Dense<I, O, A, K, B>> {
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
