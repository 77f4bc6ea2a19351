use core::marker::PhantomData;

use crate::activations::{Activate, linear};
use crate::graph::{Config, Inferred, Parts, Reads, Spec, Split, Weight};
use crate::initializers::{glorot_uniform, zeros};
use crate::kernels::dense::{self, SmallRow};
use crate::layers::kernel_and_bias::{KernelAndBias, kernel_and_bias, keys_with_kernel_and_bias};
use crate::layers::options::activation;
use crate::layers::{
    Backward, Follows, Forward, Infer, Layer, LayerWeights, LayerWeightsMut, Node, Pass, Tensor,
    TensorMut, With,
};
use crate::message::Text;
use crate::tensor::{Dims, Vector16};

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

impl<const I: usize, const O: usize, A> Follows for Dense<I, O, A> {
    type Sized<const SIZE: usize> = Dense<SIZE, O, A>;
}

impl<const I: usize, const O: usize, A: Activate> With<A> for Dense<I, O, linear> {
    type Is = Dense<I, O, A>;
}

impl<const I: usize, const O: usize, A: Activate> With<activation<A>> for Dense<I, O, linear> {
    type Is = Dense<I, O, A>;
}

impl<const I: usize, const O: usize, A: Activate> Dense<I, O, A> {
    const fn spec(&self, given: Dims) -> Spec {
        let out = Dims::vector(O);
        let write = Text::new("write `Dense<").number(given.len()).text(", ");
        let write = write.number(O).text(">`");
        let inferred = match given.rank {
            _ if O == 0 => Inferred::invalid("has 0 units", "write 1 or more", out),
            0 => Inferred::Shape(out),
            1 if given.len() == I => Inferred::Shape(out),
            1 => Inferred::Misfit {
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
                Inferred::expects(Dims::vector(I), given, help, out)
            }
        };
        Spec::new("Dense", inferred)
            .input(Dims::vector(I))
            .config(Config::EMPTY.size("units", O))
            .weight(Weight::new("kernel", &[I, O], &glorot_uniform {}).with(self.options.kernel))
            .weight(Weight::new("bias", &[O], &zeros {}).with(self.options.bias))
            .activity(self.options.activity)
            .parts(Parts::Dense {
                outputs: O,
                elementwise: true,
            })
            .reads(Reads::INPUT)
            .by_batches()
    }
}

impl<const I: usize, const O: usize, A: Activate, N: Node<Layer = Self>> Infer<N>
    for Dense<I, O, A>
{
    const SPEC: Spec = N::LAYER.spec(N::INPUT);
}

impl<const I: usize, const O: usize, A: Activate> Layer for Dense<I, O, A> {
    type Activation = A;
    const OPTIONS: Option<&'static [&'static str]> = keys_with_kernel_and_bias!("activation");

    #[inline(always)]
    fn forward(&self, pass: Forward<'_>) {
        let Forward {
            x,
            y,
            weights,
            pass,
            ..
        } = pass;
        let weights = weights.vectors();
        if let (1, Some(split)) = (x.count(), pass.alone()) {
            return Self::one_row(split, weights, x.numbers(0), y, pass);
        }
        let forward = dense::Forward {
            partition: pass.partition(),
            sizes: Self::SIZES,
            weights,
            x,
            y,
        };
        forward.on(pass.cpu);
    }

    #[inline(always)]
    fn backward(&self, pass: Backward<'_>) {
        let Backward {
            x,
            dy,
            dx,
            mut sink,
            pass,
            ..
        } = pass;
        if let Some(dx) = dx {
            let gradient = dense::InputGradient {
                partition: pass.partition(),
                sizes: Self::SIZES,
                weights: sink.weights(),
                dy,
                dx,
            };
            gradient.on(pass.cpu);
        }
        if !sink.is_wanted() {
            return;
        }
        let gradient = dense::WeightGradient {
            partition: pass.partition(),
            sizes: Self::SIZES,
            x,
            dy,
            sink: &mut sink,
        };
        gradient.on(pass.cpu);
    }
}

impl<const I: usize, const O: usize, A> Dense<I, O, A> {
    /// The outputs of one row: with constant sizes, where the layer is small.
    #[inline(always)]
    fn one_row(split: Split, weights: &[Vector16], x: &[f32], y: &mut [f32], pass: &Pass<'_>) {
        if const { SmallRow::<I, O>::FITS }
            && let (Some(x), Some(y)) = (x.first_chunk::<I>(), y.first_chunk_mut::<O>())
        {
            return pass.cpu.run(SmallRow {
                split,
                weights,
                x,
                y,
            });
        }
        let row = dense::OneRow {
            split,
            sizes: Self::SIZES,
            weights,
            x,
            y,
        };
        row.on(pass.cpu);
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
