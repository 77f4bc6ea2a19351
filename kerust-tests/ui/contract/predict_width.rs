use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let net = Net::new(1);
    let _ = net.predict(&[0.0; 5]);
}
