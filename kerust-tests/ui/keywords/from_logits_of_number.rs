use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 1> > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [0.0; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = binary_crossentropy(from_logits = 1),
    );
    let _ = fit!(net, &x, &y);
}
