use kerust::prelude::*;
use ndarray::Array3;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], Array3::<f32>::zeros((9, 3, 1)));
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = categorical_crossentropy,
    );
    let _ = fit!(net, &x, &y);
}
