use kerust::prelude::*;

model! { pub struct Net < Dense<784, 128>(relu kernel_initializer = zeros), Dense<128, 10>(softmax) > }

fn main() {
    let net = Net::new(1);
    let _ = net.predict(&[0.0; 784]);
}
