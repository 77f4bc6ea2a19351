use kerust::prelude::*;
use ndarray::Array2;

model! { struct Net < Image<2, 2, 1>, Flatten, Dense<4, 3>(softmax) > }

fn main() {
    let (x, y) = (Array2::<f32>::zeros((9, 4)), [1_u8; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = sparse_categorical_crossentropy,
    );
    let _ = fit!(net, &x, &y);
}
