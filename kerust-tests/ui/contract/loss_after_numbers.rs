use kerust::prelude::*;

model! { pub struct Net < Dense<4, 3>(leaky_relu<0.3>) > }

fn main() {
    let _ = compile!(Net::new(1), optimizer = SGD, loss = categorical_crossentropy);
}
