use kerust::prelude::*;

fn main() {
    let net = model![Dense<784, 128>(relu), Dense<128, 10>(softmax)];
    let _ = compile!(net, optimizer = Adam, loss = sparse_categorical_crossentropy);
}
