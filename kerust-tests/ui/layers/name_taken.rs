use kerust::prelude::*;

type Predict = Dense<784, 10, softmax>;

model! { pub struct Net < Predict > }

fn main() {
    let net = Net::new(1);
    let _ = net.predict(&[0.0; 784]);
}
