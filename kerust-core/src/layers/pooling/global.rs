//! The common part of layers that pool all places of a sequence or of an image.

use crate::graph::{Config, Inferred, Parts, Reads, Spec, Value};
use crate::kernels::global_pool::{GradientOfMost, Mean, Most};
use crate::layers::{Backward, Forward};
use crate::tensor::Dims;

/// The result for a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pool {
    Average,
    Max,
}

/// Makes a layer that pools all places of an input with `$rank` axes.
macro_rules! global_pooling {
    ($layer:ident, $pool:ident, $rank:literal) => {
        impl<const KEEP: bool> $layer<KEEP> {
            /// The layer; its settings are in its type.
            #[must_use]
            pub const fn new() -> Self {
                $layer
            }
        }

        impl<const KEEP: bool> crate::layers::With<crate::layers::options::keepdims<KEEP>>
            for $layer
        {
            type Is = $layer<KEEP>;
        }

        impl<const KEEP: bool, N: crate::layers::Node<Layer = Self>> crate::layers::Infer<N>
            for $layer<KEEP>
        {
            const SPEC: crate::graph::Spec =
                super::global::Pool::$pool.spec(stringify!($layer), $rank, KEEP, N::INPUT);
        }

        impl<const KEEP: bool> crate::layers::Layer for $layer<KEEP> {
            type Activation = crate::activations::linear;
            const OPTIONS: Option<&'static [&'static str]> = Some(&["keepdims"]);

            fn forward(&self, pass: crate::layers::Forward<'_>) {
                super::global::Pool::$pool.forward(pass);
            }

            fn backward(&self, pass: crate::layers::Backward<'_>) {
                super::global::Pool::$pool.backward(pass);
            }
        }
    };
}

pub(super) use global_pooling;

impl Pool {
    pub(super) const fn spec(
        self,
        class: &'static str,
        rank: usize,
        keep: bool,
        given: Dims,
    ) -> Spec {
        let channels = given.width();
        let inferred = if given.is_unknown() {
            Inferred::Shape(given)
        } else if given.rank != rank {
            let expects = if rank == 3 {
                "an `Image`"
            } else {
                "a `Sequence`"
            };
            Inferred::misfit(expects, given)
        } else {
            Inferred::Shape(match (keep, rank) {
                (false, _) => Dims::vector(channels),
                (true, 3) => Dims::image(1, 1, channels),
                (true, _) => Dims::sequence(1, channels),
            })
        };
        let config = if keep {
            Config::EMPTY.with("keepdims", Value::Flag(true))
        } else {
            Config::EMPTY
        };
        Spec::new(class, inferred)
            .config(config)
            .parts(Parts::Rows)
            .reads(match self {
                Pool::Average => Reads::NOTHING,
                Pool::Max => Reads::BOTH,
            })
            .by_batches()
    }

    /// Computes the outputs.
    pub(super) fn forward(self, pass: Forward<'_>) {
        let cpu = pass.pass.cpu;
        let outputs = pass.y.chunks_exact_mut(pass.shapes.output.len());
        for (row, y) in outputs.enumerate() {
            let x = pass.x.numbers(row);
            match self {
                Pool::Average => Mean { x, y }.on(cpu),
                Pool::Max => Most { x, y }.on(cpu),
            }
        }
    }

    /// Computes the gradient of the inputs.
    pub(super) fn backward(self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        let (input, channels) = (pass.shapes.input.len(), pass.shapes.output.len());
        let places = (input / channels) as f32;
        let gradients = dx
            .chunks_exact_mut(input)
            .zip(pass.dy.chunks_exact(channels));
        for (row, (dx, dy)) in gradients.enumerate() {
            match self {
                Pool::Average => {
                    for dx in dx.chunks_exact_mut(channels) {
                        for (dx, dy) in dx.iter_mut().zip(dy) {
                            *dx = dy / places;
                        }
                    }
                }
                Pool::Max => {
                    let x = pass.x.numbers(row);
                    let y = &pass.y[row * channels..][..channels];
                    GradientOfMost { x, y, dy, dx }.on(pass.pass.cpu);
                }
            }
        }
    }
}
