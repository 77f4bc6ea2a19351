use kerust::prelude::*;

model! { pub struct Net < Image<2, 2, 1>, MaxPooling2D<2>(kernel_regularizer = l2(0.1)), Flatten, Dense<1, 3> > }

fn main() {
    let net = Net::new(1);
    let _ = net.predict(&[[[0.0]; 2]; 2]);
}
