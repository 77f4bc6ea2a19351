use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

fn main() {
    let x = [[0.0; 4]; 9];
    let _ = predict!(Net::new(1), &x);
}
