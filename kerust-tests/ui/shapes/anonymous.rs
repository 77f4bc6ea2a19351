use kerust::prelude::*;

fn main() {
    let net = model![< Dense<784, 128>(relu), Dense<100, 10>(softmax) >];
    let mut net = compile!(net, optimizer = Adam, loss = sparse_categorical_crossentropy);
    let (x, y) = ([[0.0; 784]; 4], [1_u8; 4]);
    let _ = fit!(net, &x, &y);
}
