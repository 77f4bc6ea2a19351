use core::fmt::Display;
use core::marker::PhantomData;

use super::kernel_and_bias::{KernelAndBias, kernel_and_bias, keys_with_kernel_and_bias};
use super::options::{Number, Padding, Strides, activation, padding, strides, valid};
use super::{Batch, Definition, Fit, Geometry, Layer, Pass, WeightOptions, With};
use crate::activations::{Activate, Applied, linear};
use crate::gradients::Sink;
use crate::initializers::{glorot_uniform, zeros};
use crate::kernels::conv::{self, Window};
use crate::memory::{Lane, LayerWeights, LayerWeightsMut, Tensor, TensorMut, Weight};
use crate::message::Text;
use crate::regularizers::Regularizer;
use crate::shape::{Dims, Image, Row, Shape};

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

impl<const C: usize, const F: usize, const K: usize, A, P, S> Definition
    for Conv2D<C, F, K, A, P, S>
where
    A: Activate,
    P: Padding,
    S: Strides,
{
    type Ends = A;
    const OPTIONS: Option<&'static [&'static str]> =
        keys_with_kernel_and_bias!("activation", "padding", "strides");

    fn config(&self, option: &mut dyn FnMut(&'static str, &dyn Display)) {
        if P::SAME {
            option("padding", &"same");
        }
        if S::STEP != 1 {
            option("strides", &S::STEP);
        }
    }

    #[inline(always)]
    fn weight_options(&self, index: usize) -> WeightOptions {
        self.options.of(index)
    }

    #[inline(always)]
    fn activity(&self) -> Option<&'static dyn Regularizer> {
        self.options.activity
    }
}

impl<In: Shape, const C: usize, const F: usize, const K: usize, A, P, S> Geometry<In>
    for Conv2D<C, F, K, A, P, S>
where
    P: Padding,
    S: Strides,
{
    const FIT: Fit = {
        let given = In::DIMS;
        let [height, width, channels] = given.sizes;
        let gives = Text::new("`").shape(given).text("`");
        if K == 0 {
            Fit::invalid("has a kernel of size 0", "write 1 or more", Dims::UNKNOWN)
        } else if S::STEP == 0 {
            Fit::invalid("has `strides = 0`", "write 1 or more", Dims::UNKNOWN)
        } else if F == 0 {
            Fit::invalid("has 0 filters", "write 1 or more", Dims::UNKNOWN)
        } else if given.is_unknown() {
            Fit::Ok(Dims::UNKNOWN)
        } else if given.rank != 3 {
            Fit::expects_image(given)
        } else if !P::SAME && (K > height || K > width) {
            let expects = Text::new("an image of at least ").number(K);
            Fit::Bad {
                expects: expects.text("×").number(K).text(", the size of its kernel"),
                gives,
                help: Text::new("use a smaller kernel, or `padding = same`"),
                out: Dims::UNKNOWN,
            }
        } else {
            let out = Dims::image(
                conv::output(height, K, S::STEP, P::SAME),
                conv::output(width, K, S::STEP, P::SAME),
                F,
            );
            if channels == C {
                Fit::Ok(out)
            } else {
                let help = Text::new("write `Conv2D<").number(channels).text(", ");
                Fit::Bad {
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
    };
    const WEIGHTS: &'static [Weight] = &[
        Weight::new("kernel", &[K, K, C, F], &glorot_uniform {}),
        Weight::new("bias", &[F], &zeros {}),
    ];
}

impl<
    const H: usize,
    const W: usize,
    const P: usize,
    const Q: usize,
    const C: usize,
    const F: usize,
    const K: usize,
    A,
    Pad,
    S,
> Layer<Image<H, W, C>, Image<P, Q, F>> for Conv2D<C, F, K, A, Pad, S>
where
    A: Activate,
    Pad: Padding,
    S: Strides,
{
    #[inline(always)]
    fn forward<X>(&self, weights: &[Lane], x: &X, y: &mut [[[[f32; F]; Q]; P]], _: &Pass)
    where
        X: Batch<[[[f32; C]; W]; H]> + ?Sized,
    {
        conv::forward::<X, H, W, C, P, Q, F>(Window::new::<H, W, K, S, Pad>(), weights, x, y);
        if Applied::of::<A>() != Applied::AfterLayer {
            A::forward(Row::flatten_mut(y), F);
        }
    }

    #[inline(always)]
    fn backward<X, G>(
        &self,
        x: &X,
        _: &[[[[f32; F]; Q]; P]],
        dy: &[[[[f32; F]; Q]; P]],
        dx: Option<&mut [[[[f32; C]; W]; H]]>,
        sink: &mut G,
        _: &Pass,
    ) where
        X: Batch<[[[f32; C]; W]; H]> + ?Sized,
        G: Sink,
    {
        let window = Window::new::<H, W, K, S, Pad>();
        if let Some(dx) = dx {
            conv::input_gradient(window, sink.weights(), dy, dx);
        }
        conv::weight_gradient(window, x, dy, sink);
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
