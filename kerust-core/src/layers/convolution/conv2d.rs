use core::marker::PhantomData;

use crate::activations::{Activate, linear};
use crate::graph::{Config, Inferred, Parts, Reads, Spec, Value, Weight};
use crate::initializers::{glorot_uniform, zeros};
use crate::kernels::conv;
use crate::layers::kernel_and_bias::{KernelAndBias, kernel_and_bias, keys_with_kernel_and_bias};
use crate::layers::options::{Number, Padding, Strides, activation, padding, strides, valid};
use crate::layers::{
    Backward, Follows, Forward, Infer, Layer, LayerWeights, LayerWeightsMut, Node, Tensor,
    TensorMut, With,
};
use crate::message::Text;
use crate::tensor::Dims;

/// A convolution of an image with square filters; Keras' `Conv2D`.
///
/// `Conv2D<CHANNELS, FILTERS, KERNEL>(activation, padding = valid, strides = 1, kernel_initializer =
/// glorot_uniform, bias_initializer = zeros)` takes `Image<H, W, CHANNELS>`. With `padding = valid`
/// it gives `Image<(H − KERNEL) / strides + 1, (W − KERNEL) / strides + 1, FILTERS>`, where divisions
/// are rounded down; with `padding = same` zeros around the image make that `Image<H / strides, W /
/// strides, FILTERS>`, rounded up. Its weights are `kernel` of shape `[KERNEL, KERNEL, CHANNELS,
/// FILTERS]` and `bias` of shape `[FILTERS]`. Each can have a `…_regularizer` and a `…_constraint`,
/// and the outputs an `activity_regularizer`. The default activation is `linear`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Image<3, 3, 1>, Conv2D<1, 1, 2>(kernel_initializer = ones) > }
///
/// let net = Net::new(42);
/// let image = [[[1.0], [2.0], [3.0]], [[4.0], [5.0], [6.0]], [[7.0], [8.0], [9.0]]];
/// // Sums of windows of 2×2 pixels.
/// assert_eq!(net.predict(&image), [[[12.0], [16.0]], [[24.0], [28.0]]]);
/// ```
#[derive(Debug)]
pub struct Conv2D<
    const C: usize,
    const F: usize,
    const K: usize,
    A = linear,
    P = valid,
    S = Number<1>,
> {
    options: KernelAndBias,
    settings: PhantomData<fn() -> (A, P, S)>,
}

kernel_and_bias! {
    [const C: usize, const F: usize, const K: usize, A, P, S] Conv2D<C, F, K, A, P, S>
}

impl<const C: usize, const F: usize, const K: usize, A, P, S> Conv2D<C, F, K, A, P, S> {
    /// The layer without options; those that shapes depend on are in its type.
    #[must_use]
    pub const fn new() -> Self {
        Conv2D {
            options: KernelAndBias::NONE,
            settings: PhantomData,
        }
    }
}

impl<const C: usize, const F: usize, const K: usize, A, P, S> Follows for Conv2D<C, F, K, A, P, S> {
    type Sized<const SIZE: usize> = Conv2D<SIZE, F, K, A, P, S>;
}

impl<const C: usize, const F: usize, const K: usize, A: Activate, P, S> With<A>
    for Conv2D<C, F, K, linear, P, S>
{
    type Is = Conv2D<C, F, K, A, P, S>;
}

impl<const C: usize, const F: usize, const K: usize, A: Activate, P, S> With<activation<A>>
    for Conv2D<C, F, K, linear, P, S>
{
    type Is = Conv2D<C, F, K, A, P, S>;
}

impl<const C: usize, const F: usize, const K: usize, A, P: Padding, S> With<padding<P>>
    for Conv2D<C, F, K, A, valid, S>
{
    type Is = Conv2D<C, F, K, A, P, S>;
}

impl<const C: usize, const F: usize, const K: usize, const STEP: usize, A, P> With<strides<STEP>>
    for Conv2D<C, F, K, A, P, Number<1>>
{
    type Is = Conv2D<C, F, K, A, P, Number<STEP>>;
}

impl<const C: usize, const F: usize, const K: usize, A, P: Padding, S: Strides>
    Conv2D<C, F, K, A, P, S>
{
    const fn spec(&self, given: Dims) -> Spec {
        let mut config = Config::EMPTY.size("filters", F).size("kernel_size", K);
        if P::SAME {
            config = config.with("padding", Value::Word("same"));
        }
        if S::STEP != 1 {
            config = config.with("strides", Value::Integer(S::STEP));
        }
        let inferred = Self::inferred(given);
        let (saved, scratch) = if matches!(inferred, Inferred::Shape(out) if !out.is_unknown()) {
            let sizes = Self::sizes(given);
            (sizes.saved(), sizes.scratch())
        } else {
            (0, 0)
        };
        Spec::new("Conv2D", inferred)
            .saved(saved, 0)
            .scratch(0, scratch)
            .config(config)
            .weight(
                Weight::new("kernel", &[K, K, C, F], &glorot_uniform {}).with(self.options.kernel),
            )
            .weight(Weight::new("bias", &[F], &zeros {}).with(self.options.bias))
            .activity(self.options.activity)
            .parts(Parts::Rows)
            .reads(Reads::NOTHING)
            .by_batches()
    }

    const fn inferred(given: Dims) -> Inferred {
        let [height, width, channels] = given.sizes;
        let gives = Text::new("`").shape(given).text("`");
        if K == 0 {
            Inferred::invalid("has a kernel of size 0", "write 1 or more", Dims::UNKNOWN)
        } else if S::STEP == 0 {
            Inferred::invalid("has `strides = 0`", "write 1 or more", Dims::UNKNOWN)
        } else if F == 0 {
            Inferred::invalid("has 0 filters", "write 1 or more", Dims::UNKNOWN)
        } else if given.is_unknown() {
            Inferred::Shape(Dims::UNKNOWN)
        } else if given.rank != 3 {
            Inferred::misfit("an `Image`", given)
        } else if !P::SAME && (K > height || K > width) {
            let expects = Text::new("an image of at least ").number(K);
            Inferred::Misfit {
                expects: expects.text("×").number(K).text(", the size of its kernel"),
                gives,
                help: Text::new("use a smaller kernel, or `padding = same`"),
                out: Dims::UNKNOWN,
            }
        } else {
            let out = Dims::image(
                conv::Axis::new(height, K, S::STEP, P::SAME).out,
                conv::Axis::new(width, K, S::STEP, P::SAME).out,
                F,
            );
            if channels == C {
                Inferred::Shape(out)
            } else {
                let help = Text::new("write `Conv2D<").number(channels).text(", ");
                Inferred::Misfit {
                    expects: Text::EMPTY.count(C, "channel"),
                    gives: Text::EMPTY
                        .number(channels)
                        .text(" (")
                        .text(gives.as_str())
                        .text(")"),
                    help: help.number(F).text(", ").number(K).text(">`"),
                    out,
                }
            }
        }
    }

    const fn sizes(input: Dims) -> conv::Sizes {
        let [height, width, channels] = input.sizes;
        conv::Sizes {
            height: conv::Axis::new(height, K, S::STEP, P::SAME),
            width: conv::Axis::new(width, K, S::STEP, P::SAME),
            channels,
            filters: F,
        }
    }
}

impl<const C: usize, const F: usize, const K: usize, A, P, S, N> Infer<N>
    for Conv2D<C, F, K, A, P, S>
where
    A: Activate,
    P: Padding,
    S: Strides,
    N: Node<Layer = Self>,
{
    const SPEC: Spec = N::LAYER.spec(N::INPUT);
}

impl<const C: usize, const F: usize, const K: usize, A, P, S> Layer for Conv2D<C, F, K, A, P, S>
where
    A: Activate,
    P: Padding,
    S: Strides,
{
    type Activation = A;
    const OPTIONS: Option<&'static [&'static str]> =
        keys_with_kernel_and_bias!("activation", "padding", "strides");

    fn forward(&self, pass: Forward<'_>) {
        let forward = conv::Forward {
            sizes: Self::sizes(pass.shapes.input),
            weights: pass.weights.vectors(),
            x: pass.x,
            y: pass.y,
            saved: pass.own.saved,
            scratch: pass.own.scratch_of_batch,
        };
        forward.on(pass.pass.cpu);
    }

    fn backward(&self, pass: Backward<'_>) {
        let Backward {
            dy,
            dx,
            shapes,
            mut sink,
            own,
            pass,
            ..
        } = pass;
        let sizes = Self::sizes(shapes.input);
        if let Some(dx) = dx {
            let gradient = conv::InputGradient {
                sizes,
                weights: sink.weights(),
                dy,
                dx,
                scratch: &mut *own.scratch_of_batch,
            };
            gradient.on(pass.cpu);
        }
        if !sink.is_wanted() {
            return;
        }
        let gradient = conv::WeightGradient {
            sizes,
            dy,
            sink: &mut sink,
            saved: own.saved,
            scratch: own.scratch_of_batch,
        };
        gradient.on(pass.cpu);
    }
}

impl<'a, const C: usize, const F: usize, const K: usize, A, P, S>
    LayerWeights<'a, Conv2D<C, F, K, A, P, S>>
{
    /// The kernel: `[KERNEL, KERNEL, CHANNELS, FILTERS]`.
    #[must_use]
    pub fn kernel(&self) -> Tensor<'a, 4> {
        self.at(0)
    }

    /// The bias: `[FILTERS]`.
    #[must_use]
    pub fn bias(&self) -> Tensor<'a, 1> {
        self.at(1)
    }
}

impl<'a, const C: usize, const F: usize, const K: usize, A, P, S>
    LayerWeightsMut<'a, Conv2D<C, F, K, A, P, S>>
{
    /// The kernel, `[KERNEL, KERNEL, CHANNELS, FILTERS]`, to be changed.
    #[must_use]
    pub fn kernel(self) -> TensorMut<'a, 4> {
        self.at(0)
    }

    /// The bias, `[FILTERS]`, to be changed.
    #[must_use]
    pub fn bias(self) -> TensorMut<'a, 1> {
        self.at(1)
    }
}
