use kerust::prelude::*;

model! { pub struct Net < Image<2, 2, 1>, Conv2D<1, 2, 2>(kernel_regularizer = orthogonal_regularizer), Flatten, Dense<2, 3> > }

fn main() {
    let net = Net::new(1);
    let _ = net.predict(&[[[0.0]; 2]; 2]);
}
