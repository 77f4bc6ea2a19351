use kerust::prelude::*;

model! { pub struct Net < > }

fn main() {
    let net = Net::new(1);
    let _ = net.predict(&[0.0; 784]);
}
