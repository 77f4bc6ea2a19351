use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [1_u8; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam(learning_rate = "0.1"), loss = sparse_categorical_crossentropy,
    );
    let _ = fit!(net, &x, &y);
}
