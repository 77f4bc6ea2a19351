use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 1> > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [1.0_f32; 9]);
    let _ = compile!(Net::new(1), optimizer = Adam, loss = (price = mse));
    let _ = (x, y);
}
