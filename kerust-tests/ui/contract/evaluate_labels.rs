use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let net = compile!(Net::new(1), optimizer = Adam, loss = sparse_categorical_crossentropy);
    let _ = net.evaluate(&[[0.0; 4]; 2], &[[0.0; 3]; 2]);
}
