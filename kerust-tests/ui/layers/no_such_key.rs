use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu, use_bias = false), Dense<8, 3> > }

fn main() {}
