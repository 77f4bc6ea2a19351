use core::marker::PhantomData;

use super::options::{
    Padding, Strides, activation, bias_initializer, kernel_initializer, padding, strides, valid,
};
use super::{Batch, Definition, Fit, Geometry, Layer, Pass, With};
use crate::activations::{Activate, Applied, linear};
use crate::gradients::Sink;
use crate::initializers::{Initializer, glorot_uniform, zeros};
use crate::kernels::conv::{self, Window};
use crate::memory::{Lane, LayerWeights, LayerWeightsMut, Tensor, TensorMut, Weight};
use crate::message::Text;
use crate::shape::{Dims, Image, Row, Shape};

/// Square filters that slide over an image; Keras' `Conv2D`.
///
/// `Conv2D<CHANNELS, FILTERS, KERNEL>(activation, padding = valid | same, strides = 1,
/// kernel_initializer = glorot_uniform, bias_initializer = zeros)` takes `Image<H, W, CHANNELS>`
/// and gives `Image<…, …, FILTERS>`. Weights: `kernel` of shape
/// `[KERNEL, KERNEL, CHANNELS, FILTERS]`, `bias` of shape `[FILTERS]`.
#[derive(Debug)]
pub struct Conv2D<
    const C: usize,
    const F: usize,
    const K: usize,
    A = linear,
    P = valid,
    S = strides<1>,
    KI = glorot_uniform,
    BI = zeros,
>(PhantomData<fn() -> (A, P, S, KI, BI)>);

impl<const C: usize, const F: usize, const K: usize, A, P, S, KI, BI>
    Conv2D<C, F, K, A, P, S, KI, BI>
{
    /// The layer; its settings are in its type.
    #[must_use]
    pub const fn new() -> Self {
        Conv2D(PhantomData)
    }
}

impl<const C: usize, const F: usize, const K: usize, A: Activate, P, S, KI, BI> With<A>
    for Conv2D<C, F, K, linear, P, S, KI, BI>
{
    type Is = Conv2D<C, F, K, A, P, S, KI, BI>;
}

impl<const C: usize, const F: usize, const K: usize, A: Activate, P, S, KI, BI> With<activation<A>>
    for Conv2D<C, F, K, linear, P, S, KI, BI>
{
    type Is = Conv2D<C, F, K, A, P, S, KI, BI>;
}

impl<const C: usize, const F: usize, const K: usize, A, P: Padding, S, KI, BI> With<padding<P>>
    for Conv2D<C, F, K, A, valid, S, KI, BI>
{
    type Is = Conv2D<C, F, K, A, P, S, KI, BI>;
}

impl<const C: usize, const F: usize, const K: usize, const STEP: usize, A, P, KI, BI>
    With<strides<STEP>> for Conv2D<C, F, K, A, P, strides<1>, KI, BI>
{
    type Is = Conv2D<C, F, K, A, P, strides<STEP>, KI, BI>;
}

impl<const C: usize, const F: usize, const K: usize, A, P, S, KI: Initializer, BI>
    With<kernel_initializer<KI>> for Conv2D<C, F, K, A, P, S, glorot_uniform, BI>
{
    type Is = Conv2D<C, F, K, A, P, S, KI, BI>;
}

impl<const C: usize, const F: usize, const K: usize, A, P, S, KI, BI: Initializer>
    With<bias_initializer<BI>> for Conv2D<C, F, K, A, P, S, KI, zeros>
{
    type Is = Conv2D<C, F, K, A, P, S, KI, BI>;
}

impl<const C: usize, const F: usize, const K: usize, A, P, S, KI, BI> Definition
    for Conv2D<C, F, K, A, P, S, KI, BI>
where
    A: Activate,
    P: Padding,
    S: Strides,
    KI: Initializer,
    BI: Initializer,
{
    type Ends = A;
}

impl<In: Shape, const C: usize, const F: usize, const K: usize, A, P, S, KI, BI> Geometry<In>
    for Conv2D<C, F, K, A, P, S, KI, BI>
where
    P: Padding,
    S: Strides,
    KI: Initializer,
    BI: Initializer,
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
        Weight::new("kernel", &[K, K, C, F], KI::fill),
        Weight::new("bias", &[F], BI::fill),
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
    KI,
    BI,
> Layer<Image<H, W, C>, Image<P, Q, F>> for Conv2D<C, F, K, A, Pad, S, KI, BI>
where
    A: Activate,
    Pad: Padding,
    S: Strides,
    KI: Initializer,
    BI: Initializer,
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

impl<'a, const C: usize, const F: usize, const K: usize, A, P, S, KI, BI>
    LayerWeights<'a, Conv2D<C, F, K, A, P, S, KI, BI>>
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

impl<'a, const C: usize, const F: usize, const K: usize, A, P, S, KI, BI>
    LayerWeightsMut<'a, Conv2D<C, F, K, A, P, S, KI, BI>>
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
