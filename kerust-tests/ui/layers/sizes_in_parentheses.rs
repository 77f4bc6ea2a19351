use kerust::prelude::*;

model! { struct Net < Dense(8, activation = "relu"), Dense<8, 3>(softmax) > }

fn main() {}
