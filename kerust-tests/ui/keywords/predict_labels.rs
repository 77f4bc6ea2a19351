use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [1_u8; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = sparse_categorical_crossentropy, metrics = [accuracy],
    );
    let _ = predict!(net, &x, &y);
}
