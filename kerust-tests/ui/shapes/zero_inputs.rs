use kerust::prelude::*;

model! { pub struct Net < Dense<0, 8>(relu), Dense<8, 10>(softmax) > }

fn main() {}
