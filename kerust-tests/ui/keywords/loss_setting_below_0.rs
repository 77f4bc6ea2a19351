use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3> > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [[0.0; 3]; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = huber(delta = -1.0),
    );
    let _ = fit!(net, &x, &y);
}
