//! Models, and data of any kind for them.

use kerust::contract::{LabelFor, RowFor, Samples};
use kerust::prelude::*;
use proptest::collection::vec;
use proptest::prelude::*;

pub type Row = [f32; 5];
pub type Picture = [[[f32; 2]; 5]; 6];

model! { pub struct Mlp < Dense<5, 17>(relu), Dropout(0.3), Dense<17, 3>(softmax) > }
model! { pub struct Plain < Dense<5, 17>(tanh), Dense<17, 3>(softmax) > }
model! {
    pub struct Pictures <
        Image<6, 5, 2>,
        Conv2D<2, 17, 3>(relu, padding = same),
        MaxPooling2D<2>,
        Flatten,
        Dense<102, 3>(softmax),
    >
}

type Loss = sparse_categorical_crossentropy;
pub type CompiledMlp = Compiled<Mlp, Adam, Loss, (accuracy,)>;

/// 24 cases a property, and no files of those that failed.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(24)
    }
}

/// All weights, bit by bit.
pub fn bits<M: Model>(net: &M) -> Vec<u32> {
    let arrays = net.get_weights().into_iter();
    arrays
        .flat_map(|array| array.values)
        .map(f32::to_bits)
        .collect()
}

pub fn compiled(seed: u64) -> CompiledMlp {
    compile!(
        Mlp::new(seed),
        optimizer = Adam(learning_rate = 0.02),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    )
}

/// Two epochs with everything that is random, and with validation on the last quarter.
pub fn fit<X, Y>(net: &mut CompiledMlp, x: &X, y: &Y, batch: usize, seed: u64) -> History
where
    X: Samples + ?Sized,
    X::Item: RowFor<Vector<5>>,
    Y: Samples + ?Sized,
    Y::Item: LabelFor<Loss, Vector<3>>,
{
    let fit = net.fit(x, y).epochs(2).batch_size(batch).seed(seed);
    fit.validation_split(0.25).run().expect("good data")
}

/// Rows and classes, as many of each.
pub fn data(rows: std::ops::Range<usize>) -> impl Strategy<Value = (Vec<Row>, Vec<u8>)> {
    vec((prop::array::uniform5(-2.0f32..2.0), 0u8..3), rows)
        .prop_map(|rows| rows.into_iter().unzip())
}
