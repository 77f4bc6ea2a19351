use kerust::prelude::*;

model! { pub struct Net < Dense<4, 8>(kernel_constraint = max_norm(2)), Dense<8, 3> > }

fn main() {
    let net = Net::new(1);
    let _ = net.predict(&[0.0; 4]);
}
