use crate::constraints::Constraint;
use crate::graph::{Config, Inferred, Reads, Spec, Weight, WeightOptions};
use crate::initializers::{Initializer, random_uniform};
use crate::layers::{
    Follows, Infer, LayerWeights, LayerWeightsMut, Node, RowBackward, RowForward, RowLayer, Tensor,
    TensorMut,
};
use crate::message::Text;
use crate::regularizers::Regularizer;
use crate::tensor::Dims;

/// A vector for each token; Keras' `Embedding`.
///
/// `Embedding<VOCAB, DIM>(embeddings_initializer = random_uniform)` takes `Tokens<T, VOCAB>` and gives
/// `Sequence<T, DIM>`. Its weights are `embeddings` of shape `[VOCAB, DIM]`, which can have an
/// `embeddings_regularizer` and an `embeddings_constraint`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Tokens<2, 3>, Embedding<_, 2> > }
///
/// let mut net = Net::new(1);
/// net.embedding_mut().embeddings().set([0.0, 0.1, 1.0, 1.1, 2.0, 2.1]);
/// assert_eq!(net.predict(&[2_u32, 0]), [[2.0, 2.1], [0.0, 0.1]]);
/// ```
#[derive(Debug)]
pub struct Embedding<const VOCAB: usize, const DIM: usize> {
    embeddings: WeightOptions,
}

impl<const VOCAB: usize, const DIM: usize> Embedding<VOCAB, DIM> {
    /// The layer without options.
    #[must_use]
    pub const fn new() -> Self {
        Embedding {
            embeddings: WeightOptions::NONE,
        }
    }

    /// The initializer of the vectors of a new model.
    #[must_use]
    pub const fn embeddings_initializer(mut self, initializer: &'static dyn Initializer) -> Self {
        self.embeddings.initializer = Some(initializer);
        self
    }

    /// The penalty on the vectors.
    #[must_use]
    pub const fn embeddings_regularizer(mut self, regularizer: &'static dyn Regularizer) -> Self {
        self.embeddings.regularizer = Some(regularizer);
        self
    }

    /// The constraint of the vectors after each update.
    #[must_use]
    pub const fn embeddings_constraint(mut self, constraint: &'static dyn Constraint) -> Self {
        self.embeddings.constraint = Some(constraint);
        self
    }

    const fn spec(&self, given: Dims) -> Spec {
        let out = Dims::sequence(given.sizes[0], DIM);
        let inferred = if VOCAB == 0 || DIM == 0 {
            Inferred::invalid(
                "has no tokens, or vectors of size 0",
                "write 1 or more",
                Dims::UNKNOWN,
            )
        } else if given.is_unknown() {
            Inferred::Shape(Dims::UNKNOWN)
        } else if !given.is_tokens() {
            let expects = Text::new("`Tokens`");
            Inferred::Misfit {
                expects,
                gives: Text::new("`").shape(given).text("`"),
                help: Text::new("the input of the model is `Tokens<LENGTH, VOCABULARY>`"),
                out: Dims::UNKNOWN,
            }
        } else if given.vocabulary != VOCAB {
            let help = Text::new("write `Embedding<")
                .number(given.vocabulary)
                .text(", ");
            let expects = Dims::tokens(given.sizes[0], VOCAB);
            Inferred::expects(expects, given, help.number(DIM).text(">`"), out)
        } else {
            Inferred::Shape(out)
        };
        const UNIFORM: random_uniform = random_uniform::new();
        let embeddings = Weight::new("embeddings", &[VOCAB, DIM], &UNIFORM);
        Spec::new("Embedding", inferred)
            .takes_tokens()
            .config(
                Config::EMPTY
                    .size("input_dim", VOCAB)
                    .size("output_dim", DIM),
            )
            .weight(embeddings.with(self.embeddings))
            .reads(Reads::INPUT)
    }
}

impl<const VOCAB: usize, const DIM: usize> Follows for Embedding<VOCAB, DIM> {
    type Sized<const SIZE: usize> = Embedding<SIZE, DIM>;
}

impl<const VOCAB: usize, const DIM: usize, N: Node<Layer = Self>> Infer<N>
    for Embedding<VOCAB, DIM>
{
    const SPEC: Spec = N::LAYER.spec(N::INPUT);
}

impl<const VOCAB: usize, const DIM: usize> RowLayer for Embedding<VOCAB, DIM> {
    const OPTIONS: Option<&'static [&'static str]> = Some(&[
        "embeddings_initializer",
        "embeddings_regularizer",
        "embeddings_constraint",
    ]);

    fn forward(&self, row: RowForward<'_>) {
        let embeddings = row.weights.at(0);
        for (token, y) in row.x.iter().zip(row.y.chunks_exact_mut(DIM)) {
            let first = *token as usize * DIM;
            for (place, y) in y.iter_mut().enumerate() {
                *y = embeddings.get(first + place);
            }
        }
    }

    fn backward(&self, mut row: RowBackward<'_>) {
        for (token, dy) in row.x.iter().zip(row.dy.chunks_exact(DIM)) {
            let first = *token as usize * DIM;
            for (place, dy) in dy.iter().enumerate() {
                row.gradients.at(0).add(first + place, *dy);
            }
        }
        // A token has no gradient.
        row.dx.fill(0.0);
    }
}

impl<'a, const VOCAB: usize, const DIM: usize> LayerWeights<'a, Embedding<VOCAB, DIM>> {
    /// The vectors: `[VOCAB, DIM]`.
    #[must_use]
    pub fn embeddings(&self) -> Tensor<'a, 2> {
        self.at(0)
    }
}

impl<'a, const VOCAB: usize, const DIM: usize> LayerWeightsMut<'a, Embedding<VOCAB, DIM>> {
    /// The vectors, `[VOCAB, DIM]`, to be changed.
    #[must_use]
    pub fn embeddings(self) -> TensorMut<'a, 2> {
        self.at(0)
    }
}
