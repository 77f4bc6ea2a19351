use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [1_u8; 9]);
    let net = Net::new(1);
    let _ = fit!(net, &x, &y, epochs = 2, validation_split = 0.2);
}
