use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu, name = "code"), Dense<8, 3>(softmax) > }

fn main() {}
