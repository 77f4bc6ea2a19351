use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu, tanh), Dense<8, 3> > }

fn main() {}
