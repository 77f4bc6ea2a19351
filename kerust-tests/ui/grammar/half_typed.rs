use kerust::prelude::*;

model! { pub struct Net < Dense<784, 128>(relu), Dense<128, }

fn main() {
    let net = Net::new(1);
    let _ = net.predict(&[0.0; 784]);
}
