use kerust::prelude::*;

model! { struct Net < Dense[4, 8](relu), Dense<8, 3>(softmax) > }

fn main() {}
