#![deny(deprecated)]

use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let _ = compile!(Net::new(1), optimizer = Adam, loss = sparse_categorical_crossentropy, metrics = [f1]);
}
