use kerust::prelude::*;

model! { pub struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

static NET: Net = Net::from_bytes(&[0, 0, 128, 63]);

fn main() {
    println!("{:?}", NET.predict(&[0.0; 4]));
}
