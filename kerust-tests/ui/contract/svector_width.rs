use kerust::prelude::*;
use nalgebra::SVector;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let (x, y) = (vec![SVector::<f32, 5>::zeros(); 9], [1_u8; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = sparse_categorical_crossentropy,
    );
    let _ = fit!(net, &x, &y);
}
