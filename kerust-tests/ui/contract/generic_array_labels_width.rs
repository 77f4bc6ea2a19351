use kerust::prelude::*;
use generic_array::GenericArray;
use generic_array::typenum::U4;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [GenericArray::<f32, U4>::default(); 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = categorical_crossentropy,
    );
    let _ = fit!(net, &x, &y);
}
