use kerust::prelude::*;
use generic_array::GenericArray;
use generic_array::typenum::U5;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let (x, y) = ([GenericArray::<f32, U5>::default(); 9], [1_u8; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = sparse_categorical_crossentropy,
    );
    let _ = fit!(net, &x, &y);
}
