use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(activation = None), Dense<8, 3>(softmax) > }

fn main() {}
