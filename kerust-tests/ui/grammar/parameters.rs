use kerust::prelude::*;

model! { pub struct Net<const H: usize> < Dense<784, H>(relu), Dense<H, 10>(softmax) > }

fn main() {
    let net = Net::new(1);
    let _ = net.predict(&[0.0; 784]);
}
