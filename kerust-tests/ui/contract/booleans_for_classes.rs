use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [true; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = sparse_categorical_crossentropy, metrics = [accuracy],
    );
    let _ = fit!(net, &x, &y);
}
