//! Models with several inputs and several outputs: beside naive sums, and beside models of their parts.

mod errors;
mod monitors;
mod names;
mod parts;
mod sums;
mod threads;
mod weights;

use kerust::prelude::*;
use kerust::random::{generator, unit};

// Two branches that know nothing of each other, so that each is a model by itself.
model! {
    pub struct House < photo: Vector<6>, facts: Vector<3> > {
        let seen = photo -> Dense<_, 8>(tanh);
        let known = facts -> Dense<_, 5>(tanh);
        (kind = seen -> Dense<_, 4>(softmax), price = known -> Dense<_, 1>)
    }
}
model! { pub struct Kinds < Dense<6, 8>(tanh), Dense<8, 4>(softmax) > }
model! { pub struct Prices < Dense<3, 5>(tanh), Dense<5, 1> > }

/// The number of rows of the data.
pub const ROWS: usize = 37;

pub struct Data {
    pub photos: Vec<[f32; 6]>,
    pub facts: Vec<[f32; 3]>,
    pub kinds: Vec<u8>,
    pub prices: Vec<f32>,
    pub weights: Vec<f32>,
}

pub fn data() -> Data {
    let mut rng = generator(11);
    let mut number = move || 2.0 * unit(&mut rng) - 1.0;
    Data {
        photos: (0..ROWS).map(|_| [0.0; 6].map(|_| number())).collect(),
        facts: (0..ROWS).map(|_| [0.0; 3].map(|_| number())).collect(),
        kinds: (0..ROWS).map(|row| (row * 5 % 4) as u8).collect(),
        prices: (0..ROWS).map(|_| number()).collect(),
        weights: (0..ROWS).map(|row| (row % 3) as f32).collect(),
    }
}

/// The models of the two branches, with the weights of the whole.
pub fn branches(house: &House) -> (Box<Kinds>, Box<Prices>) {
    let (mut kinds, mut prices) = (Kinds::new(0), Prices::new(0));
    let [a, b, c, d, e, f, g, h] = house.get_weights().try_into().expect("four layers");
    // The layers are in the order of `let` and of the outputs.
    let named = |of: Vec<kerust::model::Array>, like: Vec<kerust::model::Array>| {
        let arrays = of.into_iter().zip(like);
        let arrays = arrays.map(|(array, like)| kerust::model::Array {
            name: like.name,
            ..array
        });
        arrays.collect::<Vec<_>>()
    };
    let of_kinds = named(vec![a, b, e, f], kinds.get_weights());
    let of_prices = named(vec![c, d, g, h], prices.get_weights());
    kinds.set_weights(&of_kinds).unwrap();
    prices.set_weights(&of_prices).unwrap();
    (kinds, prices)
}

/// The weights of a model as bits.
pub fn bits(net: &impl Model) -> Vec<u32> {
    let arrays = net.get_weights().into_iter();
    arrays
        .flat_map(|array| array.values)
        .map(f32::to_bits)
        .collect()
}
