use kerust::prelude::*;
use nalgebra::SVector;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], vec![SVector::<f32, 4>::zeros(); 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = categorical_crossentropy,
    );
    let _ = fit!(net, &x, &y);
}
