use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(use_bias = False), Dense<8, 3>(softmax) > }

fn main() {}
